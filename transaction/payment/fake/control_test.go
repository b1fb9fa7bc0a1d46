package fake_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"github.com/torikime/torikime/policy/money"
	"github.com/torikime/torikime/transaction/payment"
	"github.com/torikime/torikime/transaction/payment/fake"
	"github.com/torikime/torikime/transaction/transfer"
)

// Money by bank transfer is captured without a call when it comes, and once, however
// late that is.
func TestLateMoney(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		after  time.Duration
		before transfer.Status
	}{
		"in time": {time.Hour, transfer.AwaitsBuyer}, "at the end of the time": {3 * time.Hour, transfer.Failed}, "a month late": {31 * 24 * time.Hour, transfer.Failed},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			clock := newClock()
			p, m := withMailbox(t, fake.Options{Clock: clock.now})
			_, _ = opened(t, p, fake.Later, "a")
			clock.pass(c.after)
			require.Equal(t, c.before, lookup(t, p, transfer.Capture, "a").Status)
			require.NoError(t, p.Pay("a"))
			found := lookup(t, p, transfer.Capture, "a")
			require.Equal(t, payment.Answer{Status: transfer.Succeeded, Ref: found.Ref, Amount: yen(3000)}, found)
			require.ErrorIs(t, p.Pay("a"), fake.ErrNotNow)
			require.Equal(t, int64(3000), p.Books().Totals[money.JPY].Captured)
			deliver(t, p, 1)
			require.Equal(t, []string{"a succeeded"}, m.transfers())
		})
	}
}

// Faults of the opening go wrong when the money comes.
func TestLatePartialMoney(t *testing.T) {
	t.Parallel()
	p := fake.New(fake.Options{Clock: newClock().now})
	p.Next(transfer.Authorise, fake.Partial)
	_, _ = opened(t, p, fake.Later, "a")
	require.NoError(t, p.Pay("a"))
	require.Equal(t, yen(1500), lookup(t, p, transfer.Capture, "a").Amount)
}

// An authorisation that nobody captured in time is over, and says so.
func TestAuthorisationExpires(t *testing.T) {
	t.Parallel()
	c := newClock()
	p := fake.New(fake.Options{Clock: c.now})
	held, err := p.Authorise(t.Context(), authorise(fake.Hold, "a"))
	require.NoError(t, err)
	require.Equal(t, transfer.Authorised, held.Status)
	take := authorise("", "a")
	take.Key, take.Ref = transfer.Key("a", 3), held.Ref
	c.pass(fake.DefaultProfile().AuthorisationLife - time.Microsecond)
	a, err := p.Lookup(t.Context(), take)
	require.NoError(t, err)
	require.Equal(t, transfer.Authorised, a.Status)
	c.pass(time.Microsecond)
	a, err = p.Lookup(t.Context(), take)
	require.NoError(t, err)
	require.Equal(t, transfer.Failed, a.Status)
	a, err = p.Capture(t.Context(), take)
	require.NoError(t, err)
	require.Equal(t, "authorisation_expired", a.Reason)
	require.Empty(t, p.Books().Deeds)
}

// A capture can take less than was authorised, and neither more nor another currency.
func TestCaptureBounds(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		amount money.Money
		reason string
	}{
		"less": {yen(1), ""}, "all": {yen(3000), ""}, "more": {yen(3001), "amount_above_authorisation"},
		"nothing": {yen(0), "amount_above_authorisation"}, "dollars": {money.New(3000, money.USD), "currency_differs"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := fake.New(fake.Options{Clock: newClock().now})
			held, err := p.Authorise(t.Context(), authorise(fake.Hold, "a"))
			require.NoError(t, err)
			a, err := p.Capture(t.Context(), payment.Call{Transfer: "a", Kind: transfer.Capture, Key: transfer.Key("a", 3), Ref: held.Ref, Amount: c.amount})
			require.NoError(t, err)
			require.Equal(t, c.reason, a.Reason)
			if c.reason == "" {
				require.Equal(t, c.amount, a.Amount)
			}
		})
	}
}

// Refunds end with their time; the refunds of a capture that came back can be made anew.
func TestRefundLife(t *testing.T) {
	t.Parallel()
	c := newClock()
	p := fake.New(fake.Options{Clock: c.now})
	paid, err := p.Authorise(t.Context(), authorise("", "a"))
	require.NoError(t, err)
	refund := func(key int, units int64) payment.Answer {
		a, err := p.Refund(t.Context(), payment.Call{Transfer: "r", Kind: transfer.Refund, Key: transfer.Key("r", key), Of: paid.Ref, Amount: yen(units)})
		require.NoError(t, err)
		return a
	}
	c.pass(fake.DefaultProfile().RefundLife - time.Microsecond)
	require.Equal(t, transfer.Succeeded, refund(1, 2999).Status)
	require.Equal(t, "amount_above_capture", refund(2, 2).Reason)
	require.NoError(t, p.FailRefund("r"))
	require.Equal(t, transfer.Succeeded, refund(3, 3000).Status)
	require.Equal(t, fake.Totals{Captured: 3000, Refunded: 3000}, p.Books().Totals[money.JPY])
	require.NoError(t, p.FailRefund("r"))
	c.pass(time.Microsecond)
	require.Equal(t, "refund_too_late", refund(4, 1).Reason)
}

// What comes back says so, by any of its ids, and moves the money back once.
func TestMoneyComesBack(t *testing.T) {
	t.Parallel()
	p, m := withMailbox(t, fake.Options{Clock: newClock().now})
	paid, err := p.Authorise(t.Context(), authorise("", "a"))
	require.NoError(t, err)
	_, err = p.Payout(t.Context(), payment.Call{Transfer: "o", Kind: transfer.Payout, Key: transfer.Key("o", 1), To: "s", Amount: yen(2000)})
	require.NoError(t, err)
	require.NoError(t, p.ReverseCapture(paid.Ref))
	require.NoError(t, p.ReturnPayout("o"))
	require.ErrorIs(t, p.ReverseCapture("a"), fake.ErrNotNow)
	require.ErrorIs(t, p.ReturnPayout("o"), fake.ErrNotNow)
	require.ErrorIs(t, p.ReturnPayout("a"), fake.ErrUnknown)
	require.ErrorIs(t, p.FailRefund("o"), fake.ErrUnknown)
	require.ErrorIs(t, p.Approve("nobody"), fake.ErrUnknown)
	require.Equal(t, "returned_by_bank", lookup(t, p, transfer.Payout, "o").Reason)
	require.Equal(t, fake.Totals{}, p.Books().Totals[money.JPY])
	deliver(t, p, 4)
	require.Equal(t, []string{"a succeeded", "o succeeded", "a reversed", "o reversed"}, m.transfers())
	var kinds []bool
	require.NoError(t, p.Movements(t.Context(), time.Time{}, newClock().at.Add(time.Hour), func(m payment.Movement) error {
		require.Positive(t, m.Amount.Sign())
		kinds = append(kinds, m.Reversal)
		return nil
	}))
	require.Equal(t, []bool{false, false, true, true}, kinds)
}

// A pending deed that fails has never moved anything.
func TestPendingFails(t *testing.T) {
	t.Parallel()
	p := fake.New(fake.Options{Clock: newClock().now})
	p.Next(transfer.Send, fake.PendingFirst)
	_, err := p.Payout(t.Context(), payment.Call{Transfer: "o", Kind: transfer.Payout, Key: transfer.Key("o", 1), To: "s", Amount: yen(2000)})
	require.NoError(t, err)
	require.NoError(t, p.ReturnPayout("o"))
	require.NoError(t, p.SettlePending())
	require.Equal(t, transfer.Failed, lookup(t, p, transfer.Payout, "o").Status)
	require.Empty(t, p.Books().Totals)
}

// Refunds of one capture are refused until they are allowed again; those of others, and
// what was not captured, know nothing of it.
func TestRefuseRefunds(t *testing.T) {
	t.Parallel()
	p := fake.New(fake.Options{Clock: newClock().now})
	refund := func(of payment.Answer, id string) payment.Answer {
		a, err := p.Refund(t.Context(), payment.Call{Transfer: id, Kind: transfer.Refund, Key: transfer.Key(id, 1), Of: of.Ref, Amount: yen(100)})
		require.NoError(t, err)
		return a
	}
	one, err := p.Authorise(t.Context(), authorise("", "a"))
	require.NoError(t, err)
	other, err := p.Authorise(t.Context(), authorise("", "b"))
	require.NoError(t, err)
	require.NoError(t, p.RefuseRefunds("a", true))
	for _, id := range []string{"r1", "r2"} {
		no := refund(one, id)
		require.Equal(t, transfer.Failed, no.Status)
		require.Equal(t, "refused", no.Reason)
	}
	require.Equal(t, transfer.Succeeded, refund(other, "r3").Status)
	require.NoError(t, p.RefuseRefunds("a", false))
	require.Equal(t, transfer.Succeeded, refund(one, "r4").Status)
	require.EqualValues(t, 200, p.Books().Totals[money.JPY].Refunded)
	_, _ = opened(t, p, fake.Checkout, "c")
	require.ErrorIs(t, p.RefuseRefunds("c", true), fake.ErrUnknown)
	require.ErrorIs(t, p.RefuseRefunds("r4", true), fake.ErrUnknown)
}
