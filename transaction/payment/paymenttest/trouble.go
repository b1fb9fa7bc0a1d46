package paymenttest

import (
	"context"
	"time"

	"github.com/torikime/torikime/transaction/payment"
	"github.com/torikime/torikime/transaction/transfer"
)

// calls are all five, with inputs that would go well.
func (e *env) calls() []func(ctx context.Context) (payment.Answer, error) {
	e.Helper()
	open := e.call(transfer.Capture, e.amount())
	sent := open
	sent.FirstSent = e.now()
	list := []func(ctx context.Context) (payment.Answer, error){
		func(ctx context.Context) (payment.Answer, error) { return e.Provider.Authorise(ctx, open) },
		func(ctx context.Context) (payment.Answer, error) { return e.Provider.Lookup(ctx, sent) },
	}
	for _, c := range e.deeds() {
		list = append(list, func(ctx context.Context) (payment.Answer, error) {
			switch c.Kind {
			case transfer.Refund:
				return e.Provider.Refund(ctx, c)
			case transfer.Payout:
				return e.Provider.Payout(ctx, c)
			}
			return e.Provider.Capture(ctx, c)
		})
	}
	return list
}

var troubleCases = []testCase{
	{"whoever gives up hears an error, never a no", 0, func(e *env) {
		ended, cancel := context.WithCancel(e.ctx)
		cancel()
		late, done := context.WithDeadline(e.ctx, time.Unix(0, 0))
		defer done()
		for _, call := range e.calls() {
			for _, ctx := range []context.Context{ended, late} {
				a, err := call(ctx)
				e.unclear(a, err)
			}
		}
	}},
	{"a broken connection is an error, never a no, and the deed can be tried again", breaking, func(e *env) {
		deeds := e.deeds()
		calls := e.calls()
		mend := e.Break()
		for _, call := range calls {
			a, err := call(e.ctx)
			e.unclear(a, err)
		}
		for _, c := range deeds {
			a, err := e.do(c)
			e.unclear(a, err)
		}
		mend()
		for _, c := range deeds {
			e.moved(c, 0, 0)
			if c.Kind != transfer.Capture { // a capture's payment is known
				e.stands(c, transfer.NotFound)
			}
			e.done(c, e.settled(c, e.must(e.do(c))))
		}
	}},
	{"a deed whose answer is lost is found, and a repeat does nothing", losing, func(e *env) {
		for _, c := range e.deeds() {
			e.LoseAnswer()
			a, err := e.do(c)
			e.unclear(a, err)
			c.FirstSent = e.now().Add(-time.Minute)
			if e.PayoutsByRef && c.Kind == transfer.Payout {
				a, err = e.Provider.Lookup(e.ctx, c)
				e.unclear(a, err)
			} else {
				e.done(c, e.settled(c, e.must(e.Provider.Lookup(e.ctx, c))))
			}
			again := e.settled(c, e.must(e.do(c)))
			e.done(c, again)
		}
	}},
	{"a payment whose opening was lost is found, or opened once by a repeat", losing, func(e *env) {
		c := e.call(transfer.Capture, e.amount())
		e.LoseAnswer()
		a, err := e.Provider.Authorise(e.ctx, c)
		e.unclear(a, err)
		found := e.must(e.Provider.Lookup(e.ctx, c))
		again := e.must(e.Provider.Authorise(e.ctx, c))
		if found.Status != transfer.NotFound {
			e.same(found, again)
		}
		e.same(again, e.must(e.Provider.Authorise(e.ctx, c)))
	}},
}
