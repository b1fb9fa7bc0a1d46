package paymenttest

import (
	"context"
	"crypto/rand"
	"fmt"
	"slices"
	"strings"

	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/policy/money"
	"github.com/torikime/torikime/transaction/payment"
	"github.com/torikime/torikime/transaction/transfer"
)

// env is what a case works with: the test, and a harness.
type env struct {
	tb
	Harness
	ctx     context.Context
	profile payment.Profile
	prefix  string
	n       int
}

func newEnv(t tb, h Harness) *env {
	return &env{tb: t, Harness: h, ctx: t.Context(), profile: h.Provider.Profile(), prefix: strings.ToLower(rand.Text()[:8])}
}

// currencies are those of zero, two and three digits that the provider takes.
func (e *env) currencies() []money.Currency {
	dinar, err := money.ParseCurrency("KWD")
	require.NoError(e, err)
	all := []money.Currency{money.JPY, money.USD, dinar}
	if len(e.profile.Currencies) == 0 {
		return all
	}
	taken := slices.DeleteFunc(all, func(c money.Currency) bool { return !slices.Contains(e.profile.Currencies, c) })
	if len(taken) == 0 {
		return e.profile.Currencies[:1]
	}
	return taken
}

// amount is one that the provider takes, such that halves and digits matter.
func (e *env) amount() money.Money { return e.amountIn(e.currencies()[0]) }

func (e *env) amountIn(c money.Currency) money.Money {
	if e.Amount != nil {
		return e.Amount(c)
	}
	units := max(12345, e.profile.Least[c])
	if most, ok := e.profile.Most[c]; ok {
		units = min(units, most)
	}
	return money.New(units, c)
}

// call is a new transfer's first call.
func (e *env) call(k transfer.Kind, amount money.Money) payment.Call {
	e.n++
	id := fmt.Sprintf("%s-%d", e.prefix, e.n)
	c := payment.Call{Transfer: id, Kind: k, Key: transfer.Key(id, 1), Amount: amount}
	switch k {
	case transfer.Capture:
		c.Method, c.Description = e.Method, "ロゴ制作 – a “logo”"
		c.ReturnURL, c.CancelURL = "https://shop.example/return?a=1&b=2", "https://shop.example/cancel"
	case transfer.Payout:
		c.To = e.Payee
	}
	return c
}

// opened is a payment that the buyer has approved, or that needs no buyer.
func (e *env) opened(c payment.Call) payment.Answer {
	e.Helper()
	a := e.must(e.Provider.Authorise(e.ctx, c))
	if a.Status == transfer.AwaitsBuyer {
		e.buyerGoes(a)
		require.NotNil(e, e.Approve, "the payment waits for the buyer, and the harness has no Approve")
		require.NoError(e, e.Approve(e.ctx, a.Ref))
		c.Ref = a.Ref
		a = e.must(e.Provider.Lookup(e.ctx, c))
	}
	return e.settled(c, a)
}

// captured is a payment that went well.
func (e *env) captured(amount money.Money) (payment.Call, payment.Answer) {
	e.Helper()
	c := e.call(transfer.Capture, amount)
	a := e.opened(c)
	if a.Status == transfer.Authorised {
		c = take(c, a)
		a = e.settled(c, e.must(e.Provider.Capture(e.ctx, c)))
	}
	e.done(c, a)
	c.FirstSent = e.now()
	return c, a
}

// take is the call that captures what was authorised.
func take(c payment.Call, a payment.Answer) payment.Call {
	c.Key, c.Ref = transfer.Key(c.Transfer, 3), a.Ref
	return c
}

// refund is the call that sends a part of a capture back.
func (e *env) refund(of payment.Answer, amount money.Money) payment.Call {
	c := e.call(transfer.Refund, amount)
	c.Of = of.Ref
	return c
}

// do makes a deed's call.
func (e *env) do(c payment.Call) (payment.Answer, error) {
	switch c.Kind {
	case transfer.Refund:
		return e.Provider.Refund(e.ctx, c)
	case transfer.Payout:
		return e.Provider.Payout(e.ctx, c)
	}
	return e.Provider.Capture(e.ctx, c)
}

// settled is the answer after whatever was pending is done.
func (e *env) settled(c payment.Call, a payment.Answer) payment.Answer {
	e.Helper()
	if a.Status != transfer.Pending {
		return a
	}
	require.NotNil(e, e.Settle, "the deed is pending, and the harness has no Settle")
	require.NoError(e, e.Settle(e.ctx))
	c.DoneRef = a.Ref
	return e.must(e.Provider.Lookup(e.ctx, c))
}

func (e *env) must(a payment.Answer, err error) payment.Answer {
	e.Helper()
	require.NoError(e, err)
	return a
}

// done: a deed went well, exactly as asked and exactly once, and the provider's own
// books say so too.
func (e *env) done(c payment.Call, a payment.Answer) {
	e.Helper()
	require.Equal(e, transfer.Succeeded.String(), a.Status.String(), "reason: %s", a.Reason)
	require.NotEmpty(e, a.Ref, "a deed that was done has an id at the provider")
	if a.Amount != (money.Money{}) {
		require.Equal(e, c.Amount.String(), a.Amount.String())
	}
	e.moved(c, 1, c.Amount.Units())
}

// moved: the provider's own books say what it did for a transfer.
func (e *env) moved(c payment.Call, times int, units int64) {
	e.Helper()
	gotTimes, gotUnits := e.Moved(c.Transfer)
	require.Equal(e, times, gotTimes, "movements of %s in the provider's own books", c.Transfer)
	require.Equal(e, units, gotUnits, "what they are worth")
}

// refused: the provider clearly says no, with a reason, and nothing moves.
func (e *env) refused(c payment.Call, a payment.Answer, err error) {
	e.Helper()
	require.NoError(e, err, "a clear no is an answer")
	require.Equal(e, transfer.Failed.String(), a.Status.String())
	require.NotEmpty(e, a.Reason, "a no has a reason")
	e.moved(c, 0, 0)
}

// unclear: nobody knows, and the error says nothing that is secret.
func (e *env) unclear(a payment.Answer, err error) {
	e.Helper()
	require.Error(e, err, "status %s", a.Status)
	require.Equal(e, said(payment.Answer{}), said(a), "beside an error there is no answer")
	for _, secret := range e.Secrets {
		require.NotContains(e, err.Error(), secret)
	}
}

// stands: a lookup says so, and changes nothing.
func (e *env) stands(c payment.Call, s transfer.Status) payment.Answer {
	e.Helper()
	times, units := e.Moved(c.Transfer)
	a := e.must(e.Provider.Lookup(e.ctx, c))
	require.Equal(e, s.String(), a.Status.String(), "%s of %s", c.Kind, c.Amount)
	require.Equal(e, said(a), said(e.must(e.Provider.Lookup(e.ctx, c))), "a second lookup says the same")
	e.moved(c, times, units)
	return a
}

// names are statuses as a failure shows them.
func names(list ...transfer.Status) []string {
	words := make([]string, len(list))
	for i, s := range list {
		words[i] = s.String()
	}
	return words
}

// said is an answer as a failure shows it.
func said(a payment.Answer) string {
	text := fmt.Sprintf("%s, ref %q, url %q", a.Status, a.Ref, a.URL)
	if a.Amount != (money.Money{}) {
		text += ", amount " + a.Amount.String()
	}
	return text + fmt.Sprintf(", reason %q, unpaid %t", a.Reason, a.Unpaid)
}
