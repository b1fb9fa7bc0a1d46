package enginetest

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/policy/money"
	"github.com/torikime/torikime/transaction"
	"github.com/torikime/torikime/transaction/engine"
	"github.com/torikime/torikime/transaction/ledger"
	"github.com/torikime/torikime/transaction/listing"
	"github.com/torikime/torikime/transaction/payment"
	"github.com/torikime/torikime/transaction/payment/fake"
	"github.com/torikime/torikime/transaction/transfer"
)

var refundTests = []test{
	{"T3.11 T10.3 fully refunded is never shown as paid", refundShown},
	{"T3.15 T10.3 a refund of a refund: refused, nothing moves", refundOfRefund},
	{"T10.3 refused, and sent again until it is done", refundDeclined},
	{"T10.3 a refund that comes back is still owed", refundReturned},
	{"T10.3 accepted, and failed later", refundPendingFails},
	{"T10.5 T10.3 a payout that was accepted fails, or comes back: never shown as settled", payoutComesBack},
	{"T1.11 T10.1 fees at half a unit, from the capture to the close: nothing is lost", refundRounding},
}

func refundShown(t *testing.T, open Open) {
	for _, fault := range []fake.Fault{0, fake.LostAfter, fake.LostBefore, fake.PendingFirst, fake.PendingFirst | fake.LostAfter, fake.NoticeLost, fake.LostAfter | fake.NoticeLost} {
		s := newShop(t, open)
		s.list("more", withOption)
		s.room("1", "more")
		s.begin(engine.Charge{Transaction: "1", Kind: transaction.Additional, Amount: yen(700)})
		s.begin(engine.Charge{Transaction: "1", Kind: transaction.ForOption, Option: "fast"})
		s.do("1", transaction.OperatorRefund{By: kei, Reason: "x", Amount: yen(300)}, byOperator)
		s.fake.Next(transfer.Return, fault, fault, fault, fault)
		s.react()
		require.NoError(t, s.fake.SettlePending())
		s.pass(2 * hour)
		st := s.state("1")
		require.Equal(t, transaction.Cancelled, st.Phase)
		require.Zero(t, st.Held().Units())
		require.NotEmpty(t, st.Refunds)
		for _, r := range st.Refunds {
			require.Equal(t, transaction.RefundConfirmed, r.Stage)
		}
		trial := s.agrees()
		require.Zero(t, trial.Balance(money.JPY, ledger.Payer))
		require.Equal(t, int64(13_700), s.fake.Books().Totals[money.JPY].Refunded, "once")
	}
}

func refundOfRefund(t *testing.T, open Open) {
	s := newShop(t, open)
	refund := func(units int64) transaction.Command {
		return transaction.OperatorRefund{By: kei, Reason: "again", Amount: yen(units)}
	}
	s.paid("cancelled")
	s.do("cancelled", byOperator)
	s.paid("open")
	s.do("open", refund(9000))
	s.paid("closed")
	s.do("closed", transaction.OperatorClose{By: kei, Reason: "x"}, refund(10_000))
	s.react()
	before := s.everything()
	for _, tt := range []struct {
		id   string
		c    transaction.Command
		want string
	}{
		{"cancelled", refund(1), "T3.15"}, {"cancelled", byOperator, ""}, {"open", refund(1001), ""}, {"closed", refund(1), ""},
	} {
		_, err := s.Do(s.ctx, tt.id, tt.c, engine.Call{})
		require.True(t, isNo(err), "%s %v", tt.id, err)
	}
	s.react()
	require.Equal(t, before, s.everything(), "T0.9")
	s.do("open", refund(1000))
	s.react()
	trial := s.agrees()
	require.Zero(t, trial.Balance(money.JPY, ledger.Payer))
	require.Equal(t, int64(30_000), s.fake.Books().Totals[money.JPY].Refunded)
	// Nor does the provider send a refund back, whoever asks.
	done := s.transfers(transfer.Refund)[0]
	a, err := s.fake.Refund(s.ctx, payment.Call{Transfer: "x", Kind: transfer.Refund, Key: "x", Amount: yen(1), Of: done.DoneRef})
	require.NoError(t, err)
	require.Equal(t, transfer.Failed, a.Status)
	s.agrees()
}

func refundDeclined(t *testing.T, open Open) {
	s := newShop(t, open)
	s.paid("1")
	s.fake.Next(transfer.Return, fake.Refused, fake.Refused, fake.Refused)
	s.do("1", byOperator)
	s.react()
	require.Equal(t, transaction.RefundSent, s.state("1").Refunds[0].Stage)
	s.pass(3 * hour)
	require.Equal(t, transaction.RefundConfirmed, s.state("1").Refunds[0].Stage)
	require.Len(t, s.deeds(transfer.Refund, transfer.Failed), 3)
	require.Len(t, s.deeds(transfer.Refund, transfer.Succeeded), 1)
	s.agrees()
	// Refused for ever: an operator has to look, and it stays owed.
	s.paid("2")
	require.NoError(t, s.fake.SetFaults(fake.Faults{fake.Refused: 1}))
	s.do("2", byOperator)
	s.pass(24 * hour)
	stuck := s.stuck()
	require.Len(t, stuck, 1)
	require.Contains(t, stuck[0].State.Reason, "the provider refuses it")
	require.Equal(t, transaction.RefundSent, s.state("2").Refunds[0].Stage)
	require.NoError(t, s.fake.SetFaults(nil))
	s.takeOver(stuck[0].ID, transfer.Retry)
	s.react()
	require.Equal(t, transaction.RefundConfirmed, s.state("2").Refunds[0].Stage)
	s.agrees()
}

func refundReturned(t *testing.T, open Open) {
	s := newShop(t, open)
	s.paid("1")
	s.do("1", byOperator)
	s.react()
	refund := s.transfers(transfer.Refund)[0]
	require.NoError(t, s.fake.FailRefund(refund.DoneRef))
	require.NoError(t, s.Notify(s.ctx, "fake", payment.Notice{Transfer: refund.Order.ID, Status: transfer.Reversed}))
	s.react()
	require.Equal(t, transaction.RefundReturned, s.state("1").Refunds[0].Stage)
	trial := s.agrees()
	require.Equal(t, price.Units(), trial.Balance(money.JPY, ledger.Refunds), "still owed")
	require.Len(t, s.stuck(), 1)
	s.takeOver(refund.Order.ID, transfer.Retry)
	s.react()
	require.Equal(t, transaction.RefundConfirmed, s.state("1").Refunds[0].Stage)
	require.Len(t, s.transfers(transfer.Refund), 1)
	trial = s.agrees()
	require.Zero(t, trial.Balance(money.JPY, ledger.Payer))
}

func refundPendingFails(t *testing.T, open Open) {
	s := newShop(t, open)
	s.paid("1")
	s.fake.Next(transfer.Return, fake.PendingFirst|fake.SucceedsThenFails)
	s.do("1", byOperator)
	s.react()
	require.Equal(t, transaction.RefundSent, s.state("1").Refunds[0].Stage, "accepted is not done")
	require.NoError(t, s.fake.SettlePending())
	s.pass(2 * hour)
	require.Equal(t, transaction.RefundConfirmed, s.state("1").Refunds[0].Stage)
	require.Len(t, s.deeds(transfer.Refund, transfer.Failed), 1)
	require.Len(t, s.deeds(transfer.Refund, transfer.Succeeded), 1)
	s.agrees()
}

func payoutComesBack(t *testing.T, open Open) {
	for _, tt := range []struct {
		fault fake.Fault
		early transfer.Phase
		late  transfer.Phase
	}{
		{fake.SucceedsThenFails, transfer.Confirmed, transfer.Returned},
		{fake.PendingFirst, transfer.Called, transfer.Confirmed},
		{fake.PendingFirst | fake.SucceedsThenFails, transfer.Called, transfer.Declined},
		{fake.Refused, transfer.Declined, transfer.Declined},
		{fake.LostAfter | fake.SucceedsThenFails, transfer.Called, transfer.Declined},
	} {
		s := newShop(t, open)
		s.paid("1")
		s.do("1", transaction.OperatorClose{By: kei, Reason: "x"})
		s.fake.Next(transfer.Send, tt.fault)
		s.withdraw(4000)
		s.react()
		v := s.account()
		require.Equal(t, tt.early, v.State.History()[0].Stage)
		require.NoError(t, s.fake.SettlePending())
		require.NoError(t, s.Notify(s.ctx, "fake", payment.Notice{Transfer: s.transfers(transfer.Payout)[0].Order.ID, Status: transfer.Reversed}))
		s.pass(2 * hour)
		v = s.account()
		require.Equal(t, tt.late, v.State.History()[0].Stage)
		want := int64(10_000)
		if tt.late == transfer.Confirmed {
			want = 6000
		}
		require.Equal(t, want, s.balance())
		trial := s.agrees()
		require.Zero(t, trial.Balance(money.JPY, ledger.Payouts), "nothing is on its way")
	}
}

// Prices at which the buyer's 5.5 %, or the seller's 22 %, ends on half a yen, and
// their neighbours.
func refundRounding(t *testing.T, open Open) {
	for _, how := range []money.Rounding{money.HalfUp, money.HalfEven} {
		p := preset(t, "coconala-2026")
		p.Fees.Buyer.Round, p.Fees.Seller.Round = how, how
		s := newShop(t, open, func(o *engine.Options) { o.Policies = []engine.InForce{{Policy: p}} })
		var fees, earned, kept int64
		for i, units := range []int64{500, 501, 525, 575, 700, 900, 99_900} {
			id := fmt.Sprint("t", i)
			s.list(id, func(l *listing.List) { l.Price = yen(units) })
			s.room(id, id)
			for _, more := range []int64{100, 125, 300} {
				s.begin(engine.Charge{Transaction: id, Kind: transaction.Additional, Amount: yen(more)})
			}
			for _, part := range []int64{1, 7, 99, 250} {
				s.do(id, transaction.OperatorRefund{By: kei, Reason: "a part", Amount: yen(part)})
			}
			s.do(id, transaction.OperatorClose{By: kei, Reason: "x"})
			st := s.state(id)
			require.Zero(t, st.Held().Units())
			fees, earned = fees+st.Book.Balance(ledger.Fees), earned+st.Earned().Units()
			var in, back int64
			for _, c := range st.Charges {
				in, back = in+c.In, back+c.Back
				require.LessOrEqual(t, c.Back, c.In)
			}
			require.Equal(t, in-back, st.Book.Balance(ledger.Fees)+st.Earned().Units(), "%s %d", how, units)
			kept += in - back
		}
		s.react()
		trial := s.agrees()
		require.Equal(t, kept, -trial.Balance(money.JPY, ledger.Payer))
		require.Equal(t, fees, trial.Balance(money.JPY, ledger.Fees))
		require.Equal(t, earned, trial.Balance(money.JPY, ledger.Available))
		require.Equal(t, earned, s.balance())
		require.Zero(t, trial.Balance(money.JPY, ledger.Refunds))
	}
}
