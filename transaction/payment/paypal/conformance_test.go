package paypal_test

import (
	"context"
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/transaction/payment"
	"github.com/torikime/torikime/transaction/payment/fake"
	"github.com/torikime/torikime/transaction/payment/paymenttest"
	"github.com/torikime/torikime/transaction/payment/paypal"
	"github.com/torikime/torikime/transaction/payment/paypal/paypaltest"
	"github.com/torikime/torikime/transaction/transfer"
)

// start is an adapter at a stand-in for PayPal of its own.
func start(t *testing.T, o fake.Options) (*paypal.Provider, *paypaltest.Server) {
	t.Helper()
	f, err := fake.Open(o)
	require.NoError(t, err)
	s := paypaltest.Start(f, o.Clock)
	t.Cleanup(s.Close)
	p, err := paypal.New(s.Options())
	require.NoError(t, err)
	return p, s
}

func harness(t *testing.T, o fake.Options) paymenttest.Harness {
	p, s := start(t, o)
	return paymenttest.Harness{
		Provider: p, Method: paypal.MethodPayPal, Payee: "seller@example.com", Replays: true, PayoutsByRef: true,
		Secrets: []string{paypaltest.ClientID, paypaltest.Secret, "A21AA"},
		Moved: func(id string) (times int, units int64) {
			for _, d := range s.Fake.Books().Deeds {
				if d.Transfer == id && (d.Status == transfer.Succeeded || d.Status == transfer.Reversed) {
					times++
					units += d.Amount.Units()
				}
			}
			return times, units
		},
		Approve: func(_ context.Context, ref string) error { return s.Fake.Approve(paypaltest.Inner(ref)) },
		Decline: func(_ context.Context, ref string) error { return s.Fake.Decline(paypaltest.Inner(ref)) },
		Settle:  func(context.Context) error { return s.Fake.SettlePending() },
		Reverse: func(_ context.Context, k transfer.Kind, ref string) error {
			return map[transfer.Kind]func(string) error{
				transfer.Capture: s.Fake.ReverseCapture, transfer.Refund: s.Fake.FailRefund, transfer.Payout: s.Fake.ReturnPayout,
			}[k](paypaltest.Inner(ref))
		},
		LoseAnswer: s.LoseAnswer,
		Break: func() (mend func()) {
			s.Intercept(func(http.ResponseWriter, *http.Request) bool { panic(http.ErrAbortHandler) })
			return func() { s.Intercept(nil) }
		},
		Signed: func(id string) (http.Header, []byte) {
			return s.Event(payment.Notice{ID: id, Transfer: id, Status: transfer.Succeeded}, time.Now())
		},
		Stale: func(id string) (http.Header, []byte) {
			return s.Event(payment.Notice{ID: id, Transfer: id, Status: transfer.Succeeded}, time.Now().Add(-4*24*time.Hour))
		},
	}
}

// The adapter keeps the contract of a provider (T10.4).
func TestConformance(t *testing.T) {
	t.Parallel()
	paymenttest.Run(t, func(t *testing.T) paymenttest.Harness { return harness(t, fake.Options{}) })
}

// It keeps the contract too where PayPal accepts everything first and does it later.
func TestConformancePending(t *testing.T) {
	t.Parallel()
	paymenttest.Run(t, func(t *testing.T) paymenttest.Harness {
		return harness(t, fake.Options{Faults: fake.Faults{fake.PendingFirst: 1}})
	})
}
