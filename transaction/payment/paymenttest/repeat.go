package paymenttest

import (
	"sync"

	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/policy/money"
	"github.com/torikime/torikime/transaction/payment"
	"github.com/torikime/torikime/transaction/transfer"
)

// deeds are calls that are ready to be made: one capture, one refund and one payout,
// as far as the provider can.
func (e *env) deeds() []payment.Call {
	e.Helper()
	var list []payment.Call
	if e.Approve != nil && !e.profile.CapturesAtOnce {
		c := e.call(transfer.Capture, e.amount())
		list = append(list, take(c, e.opened(c)))
	}
	_, paid := e.captured(e.amount())
	list = append(list, e.refund(paid, half(e.amount())))
	if e.Payee != "" {
		list = append(list, e.call(transfer.Payout, half(e.amount())))
	}
	return list
}

func half(m money.Money) money.Money { return money.New(m.Units()/2, m.Currency()) }

var repeatCases = []testCase{
	{"a deed that is repeated is done once, and answered as at first", 0, func(e *env) {
		for _, c := range e.deeds() {
			first := e.settled(c, e.must(e.do(c)))
			e.done(c, first)
			for range 3 {
				again := e.settled(c, e.must(e.do(c)))
				require.Equal(e, first.Ref, again.Ref)
				e.done(c, again)
			}
		}
	}},
	{"a payment that is opened again under its key is the same", 0, func(e *env) {
		c := e.call(transfer.Capture, e.amount())
		first := e.must(e.Provider.Authorise(e.ctx, c))
		again := e.must(e.Provider.Authorise(e.ctx, c))
		require.Equal(e, first.Ref, again.Ref)
		if first.Status == transfer.Succeeded {
			e.moved(c, 1, c.Amount.Units())
		}
	}},
	{"a deed that eight ask for at once is done once", 0, func(e *env) {
		for _, c := range e.deeds() {
			refs := e.atOnce(8, func() (payment.Answer, error) { return e.do(c) })
			require.NotEmpty(e, refs, "nobody was answered")
			e.done(c, e.settled(c, e.must(e.do(c))))
			for _, ref := range refs {
				require.Equal(e, refs[0], ref)
			}
		}
	}},
	{"eight who open a payment at once open one", 0, func(e *env) {
		c := e.call(transfer.Capture, e.amount())
		refs := e.atOnce(8, func() (payment.Answer, error) { return e.Provider.Authorise(e.ctx, c) })
		require.NotEmpty(e, refs, "nobody was answered")
		for _, ref := range refs {
			require.Equal(e, refs[0], ref)
		}
	}},
	{"another input under the same key does nothing", 0, func(e *env) {
		for _, c := range e.deeds() {
			first := e.settled(c, e.must(e.do(c)))
			e.done(c, first)
			other := c
			other.Amount = money.New(c.Amount.Units()-1, c.Amount.Currency())
			a, err := e.do(other)
			switch {
			case err != nil:
			case e.Replays:
				require.Equal(e, first.Ref, a.Ref)
			default:
				require.Equal(e, transfer.Failed.String(), a.Status.String(), "a key stands for one deed")
			}
			e.moved(c, 1, c.Amount.Units())
		}
	}},
	{"two keys are two deeds", paying, func(e *env) {
		_, paid := e.captured(e.amount())
		third := money.New(e.amount().Units()/3, e.amount().Currency())
		for _, c := range []payment.Call{e.refund(paid, third), e.call(transfer.Payout, third)} {
			e.done(c, e.settled(c, e.must(e.do(c))))
			second := c
			second.Key = transfer.Key(c.Transfer, 2)
			a := e.settled(second, e.must(e.do(second)))
			require.Equal(e, transfer.Succeeded.String(), a.Status.String(), "reason: %s", a.Reason)
			e.moved(c, 2, 2*c.Amount.Units())
		}
	}},
}

// atOnce lets n call at the same time, and is what those who got an answer were
// told. Some may hear an error: the deed is under way. None hears a no.
func (e *env) atOnce(n int, call func() (payment.Answer, error)) []string {
	e.Helper()
	answers, errs := make([]payment.Answer, n), make([]error, n)
	var wg sync.WaitGroup
	start := make(chan struct{})
	for i := range n {
		wg.Go(func() {
			<-start
			answers[i], errs[i] = call()
		})
	}
	close(start)
	wg.Wait()
	var refs []string
	for i, a := range answers {
		if errs[i] == nil {
			require.NotEqual(e, transfer.Failed.String(), a.Status.String(), a.Reason)
			refs = append(refs, a.Ref)
		}
	}
	return refs
}
