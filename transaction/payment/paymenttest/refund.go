package paymenttest

import (
	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/policy/money"
	"github.com/torikime/torikime/transaction/payment"
	"github.com/torikime/torikime/transaction/transfer"
)

var refundCases = []testCase{
	{"a capture goes back in full, in currencies of every number of digits", 0, func(e *env) {
		for _, currency := range e.currencies() {
			_, paid := e.captured(e.amountIn(currency))
			c := e.refund(paid, e.amountIn(currency))
			a := e.settled(c, e.must(e.Provider.Refund(e.ctx, c)))
			e.done(c, a)
			found := e.stands(c, transfer.Succeeded)
			require.Equal(e, a.Ref, found.Ref)
		}
	}},
	{"a capture goes back in parts, and no unit more", 0, func(e *env) {
		whole := e.amount()
		_, paid := e.captured(whole)
		first := half(whole)
		rest, err := whole.Sub(first)
		require.NoError(e, err)
		c := e.refund(paid, first)
		e.done(c, e.settled(c, e.must(e.Provider.Refund(e.ctx, c))))
		over := e.refund(paid, money.New(rest.Units()+1, rest.Currency()))
		a, err := e.Provider.Refund(e.ctx, over)
		e.refused(over, a, err)
		last := e.refund(paid, rest)
		e.done(last, e.settled(last, e.must(e.Provider.Refund(e.ctx, last))))
		more := e.refund(paid, money.New(1, rest.Currency()))
		a, err = e.Provider.Refund(e.ctx, more)
		e.refused(more, a, err)
	}},
	{"more than was captured does not go back", 0, func(e *env) {
		_, paid := e.captured(e.amount())
		c := e.refund(paid, money.New(e.amount().Units()+1, e.amount().Currency()))
		a, err := e.Provider.Refund(e.ctx, c)
		e.refused(c, a, err)
		e.stands(c, e.noneOrFailed(c))
	}},
	{"another currency does not go back", 0, func(e *env) {
		all := e.currencies()
		if len(all) < 2 {
			return
		}
		_, paid := e.captured(e.amountIn(all[0]))
		c := e.refund(paid, money.New(1, all[1]))
		a, err := e.Provider.Refund(e.ctx, c)
		e.refused(c, a, err)
	}},
	{"a refund can't be refunded", 0, func(e *env) {
		_, paid := e.captured(e.amount())
		c := e.refund(paid, half(e.amount()))
		back := e.settled(c, e.must(e.Provider.Refund(e.ctx, c)))
		e.done(c, back)
		again := e.refund(back, half(e.amount()))
		a, err := e.Provider.Refund(e.ctx, again)
		e.refused(again, a, err)
	}},
	{"a refund of what nobody captured is refused", 0, func(e *env) {
		c := e.refund(payment.Answer{Ref: "nothing-has-this-id"}, e.amount())
		a, err := e.Provider.Refund(e.ctx, c)
		e.refused(c, a, err)
	}},
	{"a refund under a new key is not taken for the one before it", 0, func(e *env) {
		_, paid := e.captured(e.amount())
		c := e.refund(paid, half(e.amount()))
		first := e.settled(c, e.must(e.Provider.Refund(e.ctx, c)))
		e.done(c, first)
		next := c
		next.Key, next.DoneRef = transfer.Key(c.Transfer, 5), first.Ref
		e.stands(next, transfer.NotFound)
	}},
	{"a refund that comes back says so", reversing, func(e *env) {
		_, paid := e.captured(e.amount())
		c := e.refund(paid, e.amount())
		a := e.settled(c, e.must(e.Provider.Refund(e.ctx, c)))
		e.done(c, a)
		require.NoError(e, e.Reverse(e.ctx, transfer.Refund, a.Ref))
		c.DoneRef = a.Ref
		e.stands(c, transfer.Reversed)
	}},
	{"a capture that is taken back says so, and can't be refunded", reversing, func(e *env) {
		c, paid := e.captured(e.amount())
		require.NoError(e, e.Reverse(e.ctx, transfer.Capture, paid.Ref))
		c.DoneRef = paid.Ref
		e.stands(c, transfer.Reversed)
		back := e.refund(paid, e.amount())
		a, err := e.Provider.Refund(e.ctx, back)
		e.refused(back, a, err)
	}},
}

// noneOrFailed is how a refused deed may stand: providers keep some, and forget others.
func (e *env) noneOrFailed(c payment.Call) transfer.Status {
	e.Helper()
	a := e.must(e.Provider.Lookup(e.ctx, c))
	require.Contains(e, names(transfer.Failed, transfer.NotFound), a.Status.String())
	return a.Status
}

var payoutCases = []testCase{
	{"a seller is paid, in currencies of every number of digits", paying, func(e *env) {
		require.True(e, e.profile.Payouts, "the profile says that there are no payouts")
		for _, currency := range e.currencies() {
			e.captured(e.amountIn(currency))
			c := e.call(transfer.Payout, e.amountIn(currency))
			e.stands(c, transfer.NotFound)
			a := e.settled(c, e.must(e.Provider.Payout(e.ctx, c)))
			e.done(c, a)
			if e.PayoutsByRef {
				c.DoneRef = a.Ref
			}
			require.Equal(e, a.Ref, e.stands(c, transfer.Succeeded).Ref)
		}
	}},
	{"a payout to nobody is never done", paying, func(e *env) {
		e.captured(e.amount())
		c := e.call(transfer.Payout, half(e.amount()))
		c.To = ""
		a, err := e.Provider.Payout(e.ctx, c)
		e.neverDone(c, a, err)
	}},
	{"a payout that comes back says so", paying | reversing, func(e *env) {
		e.captured(e.amount())
		c := e.call(transfer.Payout, half(e.amount()))
		a := e.settled(c, e.must(e.Provider.Payout(e.ctx, c)))
		e.done(c, a)
		require.NoError(e, e.Reverse(e.ctx, transfer.Payout, a.Ref))
		c.DoneRef = a.Ref
		e.stands(c, transfer.Reversed)
	}},
	{"a provider without payouts says no", 0, func(e *env) {
		if e.profile.Payouts {
			return
		}
		c := e.call(transfer.Payout, e.amount())
		c.To = "somebody"
		a, err := e.Provider.Payout(e.ctx, c)
		e.refused(c, a, err)
	}},
}
