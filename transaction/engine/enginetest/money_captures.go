package enginetest

import (
	"errors"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/policy/money"
	"github.com/torikime/torikime/transaction"
	"github.com/torikime/torikime/transaction/engine"
	"github.com/torikime/torikime/transaction/ledger"
	"github.com/torikime/torikime/transaction/listing"
	"github.com/torikime/torikime/transaction/payment"
	"github.com/torikime/torikime/transaction/payment/fake"
	"github.com/torikime/torikime/transaction/transfer"
)

var captureTests = []test{
	{"T1.5 T10.3 two tabs confirm at once: one capture", captureTwoTabs},
	{"T1.5 two tabs pay by two methods: the second goes back", captureTwoMethods},
	{"T1.6 T10.1 a part of the price opens nothing and goes back", capturePartial},
	{"T1.6 T10.1 another currency opens nothing and goes back in its own", captureCurrency},
	{"T4.11 T1.12 a part of what was agreed pays for no option and no addition", captureMismatchInRoom},
	{"T1.5 failed, and captured all the same", captureFailsThenSucceeds},
	{"T10.3 captured, and taken back by the buyer's bank", captureReversed},
	{"T1.5 taken back before anybody heard of it, it can be paid again", captureReversedUnheard},
	{"T10.4 the provider's least and most, on the point and beside it", captureLimits},
	{"T1.5 declined: it waits, and may be tried again by the same method", captureDeclined},
	{"T1.5 T9.2 who leaves, or lets his time pass, hears of no decline", captureUnpaid},
}

func captureTwoTabs(t *testing.T, open Open) {
	s := newShop(t, open)
	other := s.process(s.pays)
	for _, method := range []string{fake.Instant, fake.Hold} {
		s.ordered(method)
		var tabs sync.WaitGroup
		for _, e := range []*engine.Engine{s.Engine, s.Engine, other, other} {
			tabs.Go(func() {
				out, err := e.Charge(s.ctx, engine.Charge{By: aoi, Transaction: method, Method: method}, engine.TransferCall{})
				if isNo(err) {
					return // it was paid meanwhile
				}
				if err == nil {
					_, err = e.Work(s.ctx, out.ID)
				}
				if err != nil {
					t.Error(err)
				}
			})
		}
		tabs.Wait()
		s.react()
		require.Equal(t, transaction.Open, s.state(method).Phase)
		require.Equal(t, price, s.state(method).Held())
		require.Len(t, s.state(method).Charges, 1)
	}
	require.Len(t, s.deeds(transfer.Capture, transfer.Succeeded), 2)
	s.agrees()
}

// isNo reports that a rule said no.
func isNo(err error) bool {
	var no *policy.Rejection
	return errors.As(err, &no)
}

func captureTwoMethods(t *testing.T, open Open) {
	s := newShop(t, open)
	s.ordered("1")
	first := s.charge("1", fake.Checkout)
	second := s.charge("1", fake.Later)
	require.NotEqual(t, first.Order.ID, second.Order.ID)
	require.Equal(t, first.Order.ID, s.charge("1", fake.Checkout).Order.ID, "a third tab sees the first")
	require.NoError(t, s.fake.Approve(first.Ref))
	require.NoError(t, s.fake.Pay(second.Ref))
	s.pass(4 * hour)
	st := s.state("1")
	require.Equal(t, transaction.Open, st.Phase)
	require.Equal(t, price, st.Held())
	require.Len(t, st.Refunds, 1)
	require.Equal(t, transaction.RefundConfirmed, st.Refunds[0].Stage)
	require.Contains(t, s.stored("1"), "late_payment_refunded")
	trial := s.agrees()
	require.Equal(t, price.Units(), trial.Balance(money.JPY, ledger.Held))
}

func capturePartial(t *testing.T, open Open) { mismatch(t, open, fake.Partial, yen(5000)) }

func captureCurrency(t *testing.T, open Open) {
	mismatch(t, open, fake.WrongCurrency, money.New(10_000, money.USD))
}

// mismatch: what was captured is not what was agreed.
func mismatch(t *testing.T, open Open, fault fake.Fault, moved money.Money) {
	for _, method := range []string{fake.Instant, fake.Hold} {
		s := newShop(t, open)
		s.ordered("1")
		step := transfer.Authorise
		if method == fake.Hold {
			step = transfer.Take
		}
		s.fake.Next(step, fault)
		got := s.charge("1", method)
		require.True(t, got.Mismatch())
		require.Equal(t, moved, got.Moved)
		require.Equal(t, transaction.AwaitingPayment, s.state("1").Phase, "T1.6 it opens nothing")
		require.Equal(t, []string{"purchased", "payment_declined"}, s.stored("1"))
		s.react()
		back := s.transfers(transfer.Refund)
		require.Len(t, back, 1)
		require.Equal(t, transfer.Confirmed, back[0].Phase)
		require.Equal(t, moved, back[0].Moved, "in full, in its own currency")
		trial := s.agrees()
		for _, cur := range trial.Currencies() {
			require.Zero(t, trial.Balance(cur, ledger.Payer), "the buyer has everything again, in %s", cur)
		}
		// The same buyer tries the same method again.
		again := s.charge("1", method)
		require.NotEqual(t, got.Order.ID, again.Order.ID)
		require.Equal(t, transaction.Open, s.state("1").Phase)
		require.Equal(t, price, s.state("1").Held())
		s.agrees()
	}
}

func captureMismatchInRoom(t *testing.T, open Open) {
	s := newShop(t, open)
	s.list("more", withOption)
	s.room("1", "more")
	for _, c := range []engine.Charge{
		{Transaction: "1", Kind: transaction.ForOption, Option: "fast"},
		{Transaction: "1", Kind: transaction.Additional, Amount: yen(700)},
	} {
		for _, fault := range []fake.Fault{fake.Partial, fake.WrongCurrency} {
			before := s.stored("1")
			s.fake.Next(transfer.Authorise, fault)
			got := s.begin(c)
			require.True(t, got.Mismatch())
			s.react()
			require.Equal(t, before, s.stored("1"), "T4.11 a failed payment changes nothing")
			require.Equal(t, got.Moved, s.transfer("m."+got.Order.ID).State.Moved)
		}
	}
	require.Equal(t, price, s.state("1").Held())
	s.agrees()
}

// withOption adds an option for 3,000 yen.
func withOption(l *listing.List) {
	l.Options = []transaction.Option{{ID: "fast", Title: "fast", Price: yen(3000)}}
}

// room is a talkroom about a service, paid at once.
func (s *shop) room(id, service string) {
	s.t.Helper()
	_, err := s.Purchase(s.ctx, engine.Order{By: aoi, ID: id, Service: service, Payment: transaction.Awaited}, engine.Call{})
	require.NoError(s.t, err)
	s.charge(id, fake.Instant)
	require.Equal(s.t, transaction.Open, s.state(id).Phase)
}

func captureFailsThenSucceeds(t *testing.T, open Open) {
	for _, inTime := range []bool{true, false} {
		s := newShop(t, open)
		s.ordered("1")
		s.fake.Next(transfer.Authorise, fake.FailsThenSucceeds)
		got := s.charge("1", fake.Instant)
		require.Equal(t, transfer.Declined, got.Phase)
		require.Equal(t, []string{"purchased", "payment_declined"}, s.stored("1"))
		if !inTime {
			s.clock.add(8 * 24 * hour)
			s.react()
		}
		require.NoError(t, s.fake.SettlePending())
		require.NoError(t, s.Notify(s.ctx, "fake", payment.Notice{Transfer: got.Order.ID, Status: transfer.Succeeded}))
		s.react()
		st := s.state("1")
		if inTime {
			require.Equal(t, transaction.Open, st.Phase)
			require.Equal(t, price, st.Held())
		} else {
			require.Equal(t, transaction.Lapsed, st.Phase)
			require.Equal(t, transaction.RefundConfirmed, st.Refunds[0].Stage)
		}
		s.agrees()
	}
}

func captureReversed(t *testing.T, open Open) {
	s := newShop(t, open)
	got := s.paid("1")
	require.NoError(t, s.fake.ReverseCapture(got.DoneRef))
	require.NoError(t, s.Notify(s.ctx, "fake", payment.Notice{Transfer: got.Order.ID, Status: transfer.Reversed}))
	s.react()
	require.Equal(t, transfer.Returned, s.transfer(got.Order.ID).State.Phase)
	require.Len(t, s.stuck(), 1, "an operator has to know")
	trial := s.trial()
	require.Zero(t, trial.Balance(money.JPY, ledger.Payer))
	require.Equal(t, -price.Units(), trial.Balance(money.JPY, ledger.Clearing), "the platform's loss, in the open")
	// The talkroom is cancelled: the buyer has his money already, and none is sent.
	s.do("1", transaction.OperatorCancel{By: kei, Reason: "charged back"})
	s.react()
	require.Equal(t, transaction.RefundConfirmed, s.state("1").Refunds[0].Stage)
	require.Empty(t, s.transfers(transfer.Refund))
	s.takeOver(got.Order.ID, transfer.Abandon)
	require.Empty(t, s.stuck())
	s.agrees()
}

func captureReversedUnheard(t *testing.T, open Open) {
	s := newShop(t, open)
	s.ordered("1")
	s.fake.Next(transfer.Authorise, fake.LostAfter|fake.SucceedsThenFails)
	got := s.charge("1", fake.Instant)
	require.NoError(t, s.fake.SettlePending())
	s.pass(hour)
	require.Equal(t, transfer.Declined, s.transfer(got.Order.ID).State.Phase)
	require.Equal(t, transaction.AwaitingPayment, s.state("1").Phase)
	again := s.charge("1", fake.Instant)
	require.NotEqual(t, got.Order.ID, again.Order.ID)
	require.Equal(t, transaction.Open, s.state("1").Phase)
	s.agrees()
}

func captureLimits(t *testing.T, open Open) {
	profile := fake.DefaultProfile()
	profile.Least, profile.Most = map[money.Currency]int64{money.JPY: 500}, map[money.Currency]int64{money.JPY: 90_000}
	s := newShopWith(t, open, fake.Options{Profile: profile})
	for _, tt := range []struct {
		units int64
		code  string
		limit int64
	}{{499, "too_little", 500}, {500, "", 0}, {501, "", 0}, {89_999, "", 0}, {90_000, "", 0}, {90_001, "too_much", 90_000}} {
		id := yen(tt.units).Amount()
		s.list(id, func(l *listing.List) { l.Price = yen(tt.units) })
		_, err := s.Purchase(s.ctx, engine.Order{By: aoi, ID: id, Service: id, Payment: transaction.Awaited}, engine.Call{})
		require.NoError(t, err)
		before := len(s.everything())
		out, err := s.Charge(s.ctx, engine.Charge{By: aoi, Transaction: id}, engine.TransferCall{Key: id})
		if tt.code == "" {
			require.NoError(t, err)
			require.Equal(t, transfer.Confirmed, s.work(out.ID).Phase)
			continue
		}
		var no *payment.Error
		require.ErrorAs(t, err, &no)
		require.Equal(t, payment.Error{Provider: "fake", Code: tt.code, Amount: yen(tt.units), Limit: yen(tt.limit)}, *no)
		require.Len(t, s.everything(), before, "T0.9")
		require.Equal(t, transaction.AwaitingPayment, s.state(id).Phase)
	}
	s.list("m", func(l *listing.List) {})
	_, err := s.Purchase(s.ctx, engine.Order{By: aoi, ID: "m", Service: "m", Payment: transaction.Awaited}, engine.Call{})
	require.NoError(t, err)
	before := len(s.everything())
	_, err = s.Charge(s.ctx, engine.Charge{By: aoi, Transaction: "m", Method: "cash"}, engine.TransferCall{Key: "m"})
	var no *payment.Error
	require.ErrorAs(t, err, &no)
	require.Equal(t, payment.Error{Provider: "fake", Code: "method", Method: "cash", Methods: profile.Methods}, *no)
	require.Len(t, s.everything(), before, "T0.9")
	// What goes back has no limit but what came.
	s.do("90000", transaction.OperatorRefund{By: kei, Reason: "x", Amount: yen(1)}, transaction.OperatorCancel{By: kei, Reason: "x"})
	s.react()
	for _, r := range s.state("90000").Refunds {
		require.Equal(t, transaction.RefundConfirmed, r.Stage)
	}
	s.agrees()
}

func captureDeclined(t *testing.T, open Open) {
	s := newShop(t, open)
	s.ordered("1")
	for n := range 3 {
		require.Equal(t, transfer.Declined, s.charge("1", fake.Decline).Phase)
		require.Len(t, s.transfers(transfer.Capture), n+1)
	}
	require.Equal(t, []string{"purchased", "payment_declined", "payment_declined", "payment_declined"}, s.stored("1"))
	s.charge("1", fake.Instant)
	require.Equal(t, transaction.Open, s.state("1").Phase)
	s.agrees()
}

func captureUnpaid(t *testing.T, open Open) {
	s := newShop(t, open)
	s.ordered("1")
	life := s.fake.Profile().CheckoutLife
	for _, leave := range []func(ref string) error{
		s.fake.Abandon,
		func(string) error { s.clock.add(life); return nil },
		func(string) error { s.down(); s.pass(life); s.up(); s.pass(2 * hour); return nil },
	} {
		waits := s.charge("1", fake.Checkout)
		require.Equal(t, transfer.AwaitsBuyer, waits.Status)
		require.NoError(t, leave(waits.Ref))
		s.pass(life + 2*hour)
		require.Equal(t, transfer.Declined, s.transfer(waits.Order.ID).State.Phase)
		require.Equal(t, transfer.Declined, s.transfer(waits.Order.ID).State.Told)
	}
	require.Equal(t, []string{"purchased"}, s.stored("1"), "nobody has refused him")
	// Who authorised, and was captured too late, believes that he has paid: he hears.
	waits := s.charge("1", fake.Checkout)
	s.down()
	require.NoError(t, s.fake.Approve(waits.Ref))
	s.clock.add(s.fake.Profile().AuthorisationLife)
	s.up()
	require.NoError(t, s.Hint(s.ctx, waits.Order.ID))
	s.react()
	require.Equal(t, []string{"purchased", "payment_declined"}, s.stored("1"))
	require.Equal(t, transaction.AwaitingPayment, s.state("1").Phase)
	s.charge("1", fake.Instant)
	require.Equal(t, transaction.Open, s.state("1").Phase)
	s.agrees()
}
