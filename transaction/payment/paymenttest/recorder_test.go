package paymenttest

import (
	"context"
	"fmt"
	"net/http"
	"runtime"
	"sync"
	"time"

	"github.com/torikime/torikime/transaction/payment"
	"github.com/torikime/torikime/transaction/payment/fake"
	"github.com/torikime/torikime/transaction/transfer"
)

// recorder stands in for a *testing.T whose failure is wanted.
type recorder struct {
	mu      sync.Mutex
	message string
}

func (r *recorder) Helper()                  {}
func (r *recorder) Context() context.Context { return context.Background() }
func (r *recorder) FailNow()                 { r.Errorf("stopped"); runtime.Goexit() }

func (r *recorder) Errorf(format string, args ...any) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.message == "" {
		r.message = fmt.Sprintf(format, args...)
	}
}

// failures runs the whole suite on harnesses and says which cases failed, and why.
func failures(start func() Harness) map[string]string {
	failed := map[string]string{}
	for _, c := range cases() {
		h := start()
		if c.missing(&h) != "" {
			continue
		}
		r := &recorder{}
		done := make(chan struct{})
		go func() {
			defer close(done)
			defer func() {
				if v := recover(); v != nil {
					r.Errorf("panic: %v", v)
				}
			}()
			c.run(newEnv(r, h))
		}()
		<-done
		if r.message != "" {
			failed[c.name] = r.message
		}
	}
	return failed
}

type (
	ctx  = context.Context
	deed func(ctx, payment.Call) (payment.Answer, error)
)

// broken is an adapter some of whose methods are replaced.
type broken struct {
	*fake.Provider
	profile                                    func() payment.Profile
	authorise, capture, refund, payout, lookup deed
	webhook                                    func(http.Header, []byte) ([]payment.Notice, error)
	movements                                  func(ctx context.Context, from, to time.Time, yield func(payment.Movement) error) error
}

func (b *broken) Profile() payment.Profile {
	if b.profile != nil {
		return b.profile()
	}
	return b.Provider.Profile()
}

func (b *broken) Authorise(ctx ctx, c payment.Call) (payment.Answer, error) {
	return either(b.authorise, b.Provider.Authorise)(ctx, c)
}

func (b *broken) Capture(ctx ctx, c payment.Call) (payment.Answer, error) {
	return either(b.capture, b.Provider.Capture)(ctx, c)
}

func (b *broken) Refund(ctx ctx, c payment.Call) (payment.Answer, error) {
	return either(b.refund, b.Provider.Refund)(ctx, c)
}

func (b *broken) Payout(ctx ctx, c payment.Call) (payment.Answer, error) {
	return either(b.payout, b.Provider.Payout)(ctx, c)
}

func (b *broken) Lookup(ctx ctx, c payment.Call) (payment.Answer, error) {
	return either(b.lookup, b.Provider.Lookup)(ctx, c)
}

func either(replaced, own deed) deed {
	if replaced != nil {
		return replaced
	}
	return own
}

func (b *broken) Webhook(ctx ctx, h http.Header, body []byte) ([]payment.Notice, error) {
	if b.webhook != nil {
		return b.webhook(h, body)
	}
	return b.Provider.Webhook(ctx, h, body)
}

func (b *broken) Movements(ctx ctx, from, to time.Time, yield func(payment.Movement) error) error {
	if b.movements != nil {
		return b.movements(ctx, from, to, yield)
	}
	return b.Provider.Movements(ctx, from, to, yield)
}

// around is a harness for a broken adapter.
func around(b *broken, at *time.Time) Harness {
	p := b.Provider
	signed := func(id string) (http.Header, []byte) {
		header, body, err := p.Sign(payment.Notice{ID: "n" + id, Transfer: id, Status: transfer.Succeeded})
		if err != nil {
			panic(err)
		}
		return header, body
	}
	return Harness{
		Provider: b, Method: fake.Checkout, Payee: "seller", Now: func() time.Time { return *at },
		Moved: func(id string) (times int, units int64) {
			for _, d := range p.Books().Deeds {
				if d.Transfer == id && (d.Status == transfer.Succeeded || d.Status == transfer.Reversed) {
					times, units = times+1, units+d.Amount.Units()
				}
			}
			return times, units
		},
		Approve: func(_ ctx, ref string) error { return p.Approve(ref) },
		Decline: func(_ ctx, ref string) error { return p.Decline(ref) },
		Settle:  func(ctx) error { return p.SettlePending() },
		Reverse: func(_ ctx, k transfer.Kind, ref string) error {
			switch k {
			case transfer.Refund:
				return p.FailRefund(ref)
			case transfer.Payout:
				return p.ReturnPayout(ref)
			}
			return p.ReverseCapture(ref)
		},
		LoseAnswer: func() { p.Next(0, fake.LostAfter) },
		Break: func() (mend func()) {
			set := func(f fake.Faults) {
				if err := p.SetFaults(f); err != nil {
					panic(err)
				}
			}
			set(fake.Faults{fake.LostBefore: 1})
			return func() { set(nil) }
		},
		Signed: signed,
		Stale: func(id string) (http.Header, []byte) {
			header, body := signed(id)
			*at = at.Add(6 * time.Minute)
			return header, body
		},
		Secrets: []string{"sk_secret"},
	}
}
