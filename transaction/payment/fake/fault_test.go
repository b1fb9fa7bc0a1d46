package fake_test

import (
	"context"
	"fmt"
	"math"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"github.com/torikime/torikime/policy/money"
	"github.com/torikime/torikime/transaction/payment"
	"github.com/torikime/torikime/transaction/payment/fake"
	"github.com/torikime/torikime/transaction/transfer"
)

// lookup asks how a transfer's first deed stands.
func lookup(t *testing.T, p *fake.Provider, k transfer.Kind, id string) payment.Answer {
	t.Helper()
	a, err := p.Lookup(t.Context(), payment.Call{Transfer: id, Kind: k, Key: transfer.Key(id, 1)})
	require.NoError(t, err)
	return a
}

// patience is the time that a caller waits: short only where no answer comes.
func patience(silent bool) time.Duration {
	if silent {
		return time.Second
	}
	return time.Minute
}

// Each fault does what it says: to the answer, to the books, and to what is true later.
func TestFaults(t *testing.T) {
	t.Parallel()
	const unheard = transfer.Unknown // the call fails with an error
	for _, c := range []struct {
		name                string
		fault               fake.Fault
		says, stands, later transfer.Status
		units               int64 // captured in yen, in the end
	}{
		{"none", 0, transfer.Succeeded, transfer.Succeeded, transfer.Succeeded, 3000},
		{"lost before", fake.LostBefore, unheard, transfer.NotFound, transfer.NotFound, 0},
		{"lost after", fake.LostAfter, unheard, transfer.Succeeded, transfer.Succeeded, 3000},
		{"hangs", fake.Hangs, unheard, transfer.Succeeded, transfer.Succeeded, 3000},
		{"slow", fake.Slow, transfer.Succeeded, transfer.Succeeded, transfer.Succeeded, 3000},
		{"pending", fake.PendingFirst, transfer.Pending, transfer.Pending, transfer.Succeeded, 3000},
		{"pending, then failed", fake.PendingFirst | fake.SucceedsThenFails, transfer.Pending, transfer.Pending, transfer.Failed, 0},
		{"refused", fake.Refused, transfer.Failed, transfer.Failed, transfer.Failed, 0},
		{"failure, then success", fake.FailsThenSucceeds, transfer.Failed, transfer.Failed, transfer.Succeeded, 3000},
		{"success, then failure", fake.SucceedsThenFails, transfer.Succeeded, transfer.Succeeded, transfer.Reversed, 0},
		{"partial", fake.Partial, transfer.Succeeded, transfer.Succeeded, transfer.Succeeded, 1500},
		{"wrong currency", fake.WrongCurrency, transfer.Succeeded, transfer.Succeeded, transfer.Succeeded, 0},
		{"lost and pending", fake.LostAfter | fake.PendingFirst, unheard, transfer.Pending, transfer.Succeeded, 3000},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			p := fake.New(fake.Options{Clock: newClock().now, Delay: time.Millisecond})
			ctx, cancel := context.WithTimeout(t.Context(), patience(c.says == unheard))
			defer cancel()
			p.Next(transfer.Authorise, c.fault)
			a, err := p.Authorise(ctx, authorise("", "a"))
			require.Equal(t, c.says == unheard, err != nil, "%v", err)
			require.Equal(t, c.says, a.Status)
			require.Equal(t, c.stands, lookup(t, p, transfer.Capture, "a").Status)
			require.NoError(t, p.SettlePending())
			found := lookup(t, p, transfer.Capture, "a")
			require.Equal(t, c.later, found.Status)
			totals := p.Books().Totals
			require.Equal(t, c.units, totals[money.JPY].Captured)
			if c.fault == fake.WrongCurrency {
				require.Equal(t, money.New(3000, money.USD), found.Amount)
				require.Equal(t, int64(3000), totals[money.USD].Captured)
			}
			require.Empty(t, p.Violations())
		})
	}
}

// A refund and a payout that were refused stay refused, whatever chance wants.
func TestNoIsANo(t *testing.T) {
	t.Parallel()
	p := fake.New(fake.Options{Clock: newClock().now})
	paid, err := p.Authorise(t.Context(), authorise("", "a"))
	require.NoError(t, err)
	require.NoError(t, p.SetFaults(fake.Faults{fake.FailsThenSucceeds: 1, fake.Refused: 1}))
	back := payment.Call{Transfer: "r", Kind: transfer.Refund, Key: transfer.Key("r", 1), Of: paid.Ref, Amount: yen(1)}
	out := payment.Call{Transfer: "o", Kind: transfer.Payout, Key: transfer.Key("o", 1), To: "s", Amount: yen(1)}
	for _, call := range []func() (payment.Answer, error){
		func() (payment.Answer, error) { return p.Refund(t.Context(), back) },
		func() (payment.Answer, error) { return p.Payout(t.Context(), out) },
	} {
		a, err := call()
		require.NoError(t, err)
		require.Equal(t, payment.Answer{Status: transfer.Failed, Ref: a.Ref, Reason: "refused"}, a)
	}
	require.NoError(t, p.SettlePending())
	require.Equal(t, fake.Totals{Captured: 3000}, p.Books().Totals[money.JPY])
}

// What is pending is done by itself after a time, if the options say so.
func TestPendingFor(t *testing.T) {
	t.Parallel()
	c := newClock()
	p := fake.New(fake.Options{Clock: c.now, PendingFor: time.Hour, Faults: fake.Faults{fake.PendingFirst: 1}})
	_, err := p.Authorise(t.Context(), authorise("", "a"))
	require.NoError(t, err)
	c.pass(time.Hour - time.Microsecond)
	require.Equal(t, transfer.Pending, lookup(t, p, transfer.Capture, "a").Status)
	c.pass(time.Microsecond)
	require.Equal(t, transfer.Succeeded, lookup(t, p, transfer.Capture, "a").Status)
}

// A seed decides everything: the same calls have the same ids and the same faults.
func TestSeed(t *testing.T) {
	t.Parallel()
	run := func(seed uint64) []string {
		c := newClock()
		p := fake.New(fake.Options{Clock: c.now, Seed: seed, Faults: fake.Faults{
			fake.LostBefore: 0.2, fake.LostAfter: 0.2, fake.PendingFirst: 0.3, fake.Refused: 0.2, fake.Partial: 0.1,
		}})
		var told []string
		for i := range 50 {
			a, err := p.Authorise(t.Context(), authorise("", fmt.Sprint(i)))
			told = append(told, fmt.Sprint(a.Status, a.Ref, err))
		}
		return told
	}
	require.Equal(t, run(1), run(1))
	require.NotEqual(t, run(1), run(2))
}

// Chances that are none, and faults that are none, are refused.
func TestFaultsAreChecked(t *testing.T) {
	t.Parallel()
	for _, bad := range []fake.Faults{
		{fake.LostAfter: -0.1}, {fake.LostAfter: 1.1}, {fake.LostAfter: math.NaN()}, {0: 1}, {fake.LostAfter | fake.Slow: 1}, {1 << 15: 0.5},
	} {
		_, err := fake.Open(fake.Options{Faults: bad})
		require.Error(t, err)
		require.Error(t, fake.New(fake.Options{}).SetFaults(bad))
	}
	_, err := fake.Open(fake.Options{Profile: payment.Profile{KeyLife: -1}})
	require.ErrorContains(t, err, "key_life")
	require.Panics(t, func() { fake.New(fake.Options{Faults: fake.Faults{fake.Slow: 2}}) })
}

// A key stands for one deed: with another input it is refused, forgotten it is done
// again, and both are held against the caller.
func TestViolations(t *testing.T) {
	t.Parallel()
	c := newClock()
	p := fake.New(fake.Options{Clock: c.now})
	call := authorise("", "a")
	first, err := p.Authorise(t.Context(), call)
	require.NoError(t, err)
	other := call
	other.Amount = yen(1)
	_, err = p.Authorise(t.Context(), other)
	require.ErrorIs(t, err, fake.ErrKeyReused)
	foreign := call
	foreign.Transfer = "b"
	_, err = p.Authorise(t.Context(), foreign)
	require.ErrorIs(t, err, fake.ErrKeyReused)

	c.pass(fake.DefaultProfile().KeyLife - time.Microsecond)
	again, err := p.Authorise(t.Context(), call)
	require.NoError(t, err)
	require.Equal(t, first, again)
	require.Len(t, p.Violations(), 2)
	c.pass(time.Microsecond)
	again, err = p.Authorise(t.Context(), call)
	require.NoError(t, err)
	require.NotEqual(t, first.Ref, again.Ref)
	require.Equal(t, fake.Violation{Key: call.Key, Transfer: "a", Done: true, At: c.now()}, p.Violations()[2])
	require.Equal(t, int64(6000), p.Books().Totals[money.JPY].Captured)
}

// A key that the provider would not take is a no, and nothing is done.
func TestKeys(t *testing.T) {
	t.Parallel()
	p := fake.New(fake.Options{Clock: newClock().now})
	for key, reason := range map[string]string{
		"": "key_missing", "123456789012345678901234567890123456789": "key_too_long", "a b": "key_invalid", "\xff": "key_invalid", "キー": "key_invalid",
	} {
		call := authorise("", "a")
		call.Key = key
		a, err := p.Authorise(t.Context(), call)
		require.NoError(t, err)
		require.Equal(t, payment.Answer{Status: transfer.Failed, Reason: reason}, a)
	}
	require.Empty(t, p.Books().Deeds)
}
