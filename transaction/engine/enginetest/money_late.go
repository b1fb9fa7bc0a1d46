package enginetest

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/policy/money"
	"github.com/torikime/torikime/transaction"
	"github.com/torikime/torikime/transaction/engine"
	"github.com/torikime/torikime/transaction/ledger"
	"github.com/torikime/torikime/transaction/payment"
	"github.com/torikime/torikime/transaction/payment/fake"
	"github.com/torikime/torikime/transaction/transfer"
)

var lateTests = []test{
	{"T1.2 T1.5 T1.8 a proposal is bought first and paid later, and goes back as it came", lateQuoted},
	{"T1.5 T3.11 money for a purchase that has ended goes back, and it is said", latePurchase},
	{"T4.11 T1.12 money for a talkroom that has ended goes back, and it is said", lateInRoom},
	{"T1.12 an option that is paid twice is bought once", lateOptionTwice},
	{"T1.5 the provider says no more than once, and too late", lateDecline},
}

var byOperator = transaction.OperatorCancel{By: kei, Reason: "x"}

// paysLate is a bank transfer that comes when nobody counts on it any more.
func (s *shop) paysLate(got transfer.State) {
	s.t.Helper()
	require.NoError(s.t, s.fake.Pay(got.Ref))
	require.NoError(s.t, s.Notify(s.ctx, "fake", payment.Notice{Transfer: got.Order.ID, Status: transfer.Succeeded}))
	s.react()
}

// saidLate looks for what was said of late money: once, and all of it goes back.
func (s *shop) saidLate(id string, got transfer.State) {
	s.t.Helper()
	events, err := s.History(s.ctx, id)
	require.NoError(s.t, err)
	var late []transaction.LatePaymentRefunded
	for _, e := range events {
		if e, ok := e.(transaction.LatePaymentRefunded); ok && e.Charge == got.Order.ID {
			late = append(late, e)
		}
	}
	require.Len(s.t, late, 1)
	require.Equal(s.t, got.Order.Amount, late[0].Amount)
	require.Equal(s.t, []transaction.Back{{Charge: got.Order.ID, Amount: got.Order.Amount}}, late[0].Back)
	for _, r := range s.state(id).Refunds {
		require.Equal(s.t, transaction.RefundConfirmed, r.Stage, r.Charge)
	}
	s.agrees()
}

func latePurchase(t *testing.T, open Open) {
	for _, tt := range []struct {
		name  string
		end   func(s *shop)
		phase transaction.Phase
		keeps int64 // of another payment
	}{
		{"abandoned", func(s *shop) { s.do("1", transaction.Abandon{By: aoi}) }, transaction.Lapsed, 0},
		{"cancelled before the payment", func(s *shop) { s.do("1", byOperator) }, transaction.Lapsed, 0},
		{"lapsed", func(s *shop) { s.clock.add(7 * 24 * hour) }, transaction.Lapsed, 0},
		{"paid by another method", func(s *shop) { s.charge("1", fake.Instant) }, transaction.Open, 10_000},
		{"paid and cancelled", func(s *shop) { s.charge("1", fake.Instant); s.do("1", byOperator) }, transaction.Cancelled, 0},
		{"paid and closed", func(s *shop) { s.charge("1", fake.Instant); s.do("1", say, deliver, approve, review) }, transaction.Closed, 10_000},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := newShop(t, open)
			s.ordered("1")
			got := s.charge("1", fake.Later)
			tt.end(s)
			s.paysLate(got)
			require.Equal(t, tt.phase, s.state("1").Phase)
			s.saidLate("1", got)
			trial := s.agrees()
			require.Equal(t, -tt.keeps, trial.Balance(money.JPY, ledger.Payer))
			before := s.everything()
			require.NoError(t, s.Notify(s.ctx, "fake", payment.Notice{Transfer: got.Order.ID, Status: transfer.Succeeded}))
			s.react()
			require.Equal(t, before, s.everything(), "said again it changes nothing")
		})
	}
}

func lateInRoom(t *testing.T, open Open) {
	for _, end := range []struct {
		name     string
		commands []transaction.Command
		keeps    int64
	}{
		{"closed", []transaction.Command{say, deliver, approve, review}, 10_000},
		{"cancelled", []transaction.Command{byOperator}, 0},
	} {
		t.Run(end.name, func(t *testing.T) {
			s := newShop(t, open)
			s.list("more", withOption)
			s.room("1", "more")
			option := s.begin(engine.Charge{Transaction: "1", Kind: transaction.ForOption, Option: "fast", Method: fake.Later})
			more := s.begin(engine.Charge{Transaction: "1", Kind: transaction.Additional, Amount: yen(700), Method: fake.Later})
			s.do("1", end.commands...)
			s.react()
			s.paysLate(option)
			s.saidLate("1", option)
			s.paysLate(more)
			s.saidLate("1", more)
			require.Zero(t, s.state("1").Held().Units())
			trial := s.agrees()
			require.Equal(t, -end.keeps, trial.Balance(money.JPY, ledger.Payer))
			require.Equal(t, end.keeps, trial.Balance(money.JPY, ledger.Available))
			// Nothing new is begun for a talkroom that has ended.
			_, err := s.Charge(s.ctx, engine.Charge{By: aoi, Transaction: "1", Kind: transaction.Additional, Amount: yen(700)}, engine.TransferCall{})
			require.True(t, isNo(err), err)
		})
	}
}

func lateOptionTwice(t *testing.T, open Open) {
	s := newShop(t, open)
	s.list("more", withOption)
	s.room("1", "more")
	buy := engine.Charge{Transaction: "1", Kind: transaction.ForOption, Option: "fast", Method: fake.Later}
	first, second := s.begin(buy), s.begin(buy)
	require.NotEqual(t, first.Order.ID, second.Order.ID)
	s.paysLate(second) // in time, and before the other
	require.Equal(t, yen(13_000), s.state("1").Held())
	s.paysLate(first)
	s.saidLate("1", first)
	require.Equal(t, yen(13_000), s.state("1").Held())
	buy.By = aoi
	_, err := s.Charge(s.ctx, buy, engine.TransferCall{})
	require.True(t, isNo(err), "T1.12 it is bought")
	s.do("1", byOperator)
	s.react()
	trial := s.agrees()
	require.Zero(t, trial.Balance(money.JPY, ledger.Payer), "T3.11 everything goes back, and nothing twice")
}

func lateDecline(t *testing.T, open Open) {
	s := newShop(t, open)
	s.ordered("1")
	waits := s.charge("1", fake.Checkout)
	s.do("1", transaction.Abandon{By: aoi})
	require.NoError(t, s.fake.Decline(waits.Ref))
	before := s.stored("1")
	for range 3 {
		require.NoError(t, s.Hint(s.ctx, waits.Order.ID))
		s.react()
	}
	require.Equal(t, before, s.stored("1"), "nothing is awaited any more")
	require.Equal(t, transfer.Declined, s.transfer(waits.Order.ID).State.Phase)
	s.agrees()
}

func lateQuoted(t *testing.T, open Open) {
	s := newShop(t, open)
	for _, id := range []string{"q", "late"} {
		s.quote(id, request(id), proposal(7000))
		o := through(id)
		o.Payment = transaction.Awaited
		_, err := s.Purchase(s.ctx, o, engine.Call{})
		require.NoError(t, err)
	}
	require.Equal(t, transfer.Confirmed, s.charge("q", fake.Instant).Phase)
	require.Equal(t, []string{"purchased", "paid", "opened"}, s.stored("q"), "T1.8 no notes, as at once")
	require.Equal(t, money.New(7000, money.JPY), s.state("q").Held())
	s.do("q", byOperator)

	waits := s.charge("late", fake.Later)
	require.Equal(t, money.New(7000, money.JPY), waits.Order.Amount)
	s.clock.add(7 * 24 * hour)
	require.NoError(t, s.fake.Pay(waits.Ref))
	s.pass(12 * hour)
	for _, id := range []string{"q", "late"} {
		require.Equal(t, transaction.RefundConfirmed, s.state(id).Refunds[0].Stage, id)
	}
	require.Equal(t, transaction.Lapsed, s.state("late").Phase)
	trial := s.agrees()
	require.Zero(t, trial.Balance(money.JPY, ledger.Payer))
}
