package paymenttest

import (
	"net/url"
	"strings"

	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/policy/money"
	"github.com/torikime/torikime/transaction/payment"
	"github.com/torikime/torikime/transaction/transfer"
)

// buyerGoes: the URL is one that a browser can be sent to.
func (e *env) buyerGoes(a payment.Answer) {
	e.Helper()
	require.NotEmpty(e, a.Ref)
	u, err := url.Parse(a.URL)
	require.NoError(e, err)
	require.Contains(e, []string{"https", "http"}, u.Scheme, "where the buyer pays: %q", a.URL)
	require.NotEmpty(e, u.Host)
}

var captureCases = []testCase{
	{"the profile is one, and makes sense", 0, func(e *env) {
		require.NoError(e, payment.Validate(e.profile))
		require.Equal(e, e.profile, e.Provider.Profile())
	}},
	{"a payment is captured to the last unit, in currencies of every number of digits", 0, func(e *env) {
		for _, currency := range e.currencies() {
			c, a := e.captured(e.amountIn(currency))
			c.DoneRef = a.Ref
			found := e.stands(c, transfer.Succeeded)
			require.Equal(e, a.Ref, found.Ref)
			if found.Amount != (money.Money{}) {
				require.Equal(e, c.Amount.String(), found.Amount.String())
			}
			c.Ref, c.DoneRef = "", ""
			if !e.profile.CapturesAtOnce {
				c.Key = transfer.Key(c.Transfer, 1) // by the key of the authorisation too
			}
			e.stands(c, transfer.Succeeded)
		}
	}},
	{"a method is never needed", approving, func(e *env) {
		c := e.call(transfer.Capture, e.amount())
		c.Method = ""
		a := e.must(e.Provider.Authorise(e.ctx, c))
		require.NotContains(e, names(transfer.Failed, transfer.Unknown, transfer.NotFound), a.Status.String())
	}},
	{"what the buyer has not approved is not captured", approving, func(e *env) {
		c := e.call(transfer.Capture, e.amount())
		a := e.must(e.Provider.Authorise(e.ctx, c))
		require.Equal(e, transfer.AwaitsBuyer.String(), a.Status.String())
		e.buyerGoes(a)
		c.Ref = a.Ref
		e.stands(c, transfer.AwaitsBuyer)
		got, err := e.Provider.Capture(e.ctx, take(c, a))
		if err == nil {
			require.NotContains(e, names(transfer.Succeeded, transfer.Pending), got.Status.String())
		}
		e.moved(c, 0, 0)
	}},
	{"what was authorised moves nothing until it is captured", approving, func(e *env) {
		if e.profile.CapturesAtOnce {
			return
		}
		c := e.call(transfer.Capture, e.amount())
		a := e.opened(c)
		require.Equal(e, transfer.Authorised.String(), a.Status.String())
		e.moved(c, 0, 0)
		e.stands(take(c, a), transfer.Authorised)
	}},
	{"a payment that the buyer's bank declines is a no, or waits for another try", declining, func(e *env) {
		c := e.call(transfer.Capture, e.amount())
		a := e.must(e.Provider.Authorise(e.ctx, c))
		require.NoError(e, e.Decline(e.ctx, a.Ref))
		c.Ref = a.Ref
		require.Contains(e, names(transfer.Failed, transfer.AwaitsBuyer), e.must(e.Provider.Lookup(e.ctx, c)).Status.String())
		e.moved(c, 0, 0)
	}},
	{"a payment is captured once, under another key too", approving, func(e *env) {
		if e.profile.CapturesAtOnce {
			return
		}
		c := e.call(transfer.Capture, e.amount())
		a := e.opened(c)
		first := take(c, a)
		done := e.settled(first, e.must(e.Provider.Capture(e.ctx, first)))
		second := first
		second.Key = transfer.Key(c.Transfer, 7)
		again := e.settled(second, e.must(e.Provider.Capture(e.ctx, second)))
		require.Equal(e, transfer.Succeeded.String(), again.Status.String(), "it is done: a no would have the order declined that was paid")
		require.Equal(e, done.Ref, again.Ref)
		e.moved(c, 1, c.Amount.Units())
	}},
	{"what nobody knows is not found", 0, func(e *env) {
		for _, k := range []transfer.Kind{transfer.Capture, transfer.Refund, transfer.Payout} {
			c := e.call(k, e.amount())
			e.stands(c, transfer.NotFound)
		}
	}},
	{"texts of every kind are taken", 0, func(e *env) {
		for _, text := range []string{"", "<b>\"it's\" & 100 %</b>", strings.Repeat("長い説明", 500), "🎨 a\nb\tc"} {
			c := e.call(transfer.Capture, e.amount())
			c.Description = text
			a := e.must(e.Provider.Authorise(e.ctx, c))
			require.NotEqual(e, transfer.Failed.String(), a.Status.String(), "description %.20q: %s", text, a.Reason)
		}
	}},
}

var limitCases = []testCase{
	{"amounts at the limits are taken, those beyond refused", 0, func(e *env) {
		for _, currency := range e.currencies() {
			tries := map[int64]bool{}
			if least, ok := e.profile.Least[currency]; ok {
				tries[least], tries[least-1] = true, false
			}
			if most, ok := e.profile.Most[currency]; ok {
				tries[most], tries[most+1] = true, false
			}
			for units, taken := range tries {
				c := e.call(transfer.Capture, money.New(units, currency))
				a, err := e.Provider.Authorise(e.ctx, c)
				if !taken {
					e.refused(c, a, err)
					continue
				}
				require.NoError(e, err)
				require.NotEqual(e, transfer.Failed.String(), a.Status.String(), "%s is within the limits", c.Amount)
			}
		}
	}},
	{"a currency that the profile does not have is refused", 0, func(e *env) {
		if len(e.profile.Currencies) == 0 {
			return
		}
		taken := map[money.Currency]bool{}
		for _, c := range e.profile.Currencies {
			taken[c] = true
		}
		for _, code := range []string{"KPW", "SLE", "KWD", "ISK"} {
			currency, err := money.ParseCurrency(code)
			require.NoError(e, err)
			if taken[currency] {
				continue
			}
			c := e.call(transfer.Capture, money.New(10000, currency))
			a, err := e.Provider.Authorise(e.ctx, c)
			e.refused(c, a, err)
		}
	}},
	{"nothing, and less than nothing, is never moved", 0, func(e *env) {
		_, paid := e.captured(e.amount())
		for _, units := range []int64{0, -1, -money.Max} {
			bad := money.New(units, e.amount().Currency())
			c := e.call(transfer.Capture, bad)
			a, err := e.Provider.Authorise(e.ctx, c)
			e.neverDone(c, a, err)
			back := e.refund(paid, bad)
			a, err = e.Provider.Refund(e.ctx, back)
			e.neverDone(back, a, err)
			if e.Payee != "" {
				out := e.call(transfer.Payout, bad)
				a, err = e.Provider.Payout(e.ctx, out)
				e.neverDone(out, a, err)
			}
		}
	}},
}

// neverDone: whether it is a no or an error, nothing moved.
func (e *env) neverDone(c payment.Call, a payment.Answer, err error) {
	e.Helper()
	if err == nil {
		require.Equal(e, transfer.Failed.String(), a.Status.String())
	}
	e.moved(c, 0, 0)
}
