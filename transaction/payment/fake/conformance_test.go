package fake_test

import (
	"context"
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"github.com/torikime/torikime/policy/money"
	"github.com/torikime/torikime/transaction/payment"
	"github.com/torikime/torikime/transaction/payment/fake"
	"github.com/torikime/torikime/transaction/payment/paymenttest"
	"github.com/torikime/torikime/transaction/transfer"
)

// harness plays the world around a fake provider.
func harness(t *testing.T, o fake.Options) paymenttest.Harness {
	c := newClock()
	o.Clock = c.now
	p, err := fake.Open(o)
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, p.Close()) })
	return paymenttest.Harness{
		Provider: p, Method: fake.Checkout, Payee: "seller@example.com", Now: c.now,
		Moved:   func(id string) (int, int64) { return moved(p, id) },
		Approve: func(_ context.Context, ref string) error { return p.Approve(ref) },
		Decline: func(_ context.Context, ref string) error { return p.Decline(ref) },
		Settle:  func(context.Context) error { return p.SettlePending() },
		Reverse: func(_ context.Context, k transfer.Kind, ref string) error {
			return map[transfer.Kind]func(string) error{
				transfer.Capture: p.ReverseCapture, transfer.Refund: p.FailRefund, transfer.Payout: p.ReturnPayout,
			}[k](ref)
		},
		LoseAnswer: func() { p.Next(0, fake.LostAfter) },
		Break: func() (mend func()) {
			require.NoError(t, p.SetFaults(fake.Faults{fake.LostBefore: 1}))
			return func() { require.NoError(t, p.SetFaults(nil)) }
		},
		Signed: func(id string) (http.Header, []byte) { return signed(t, p, id) },
		Stale: func(id string) (http.Header, []byte) {
			header, body := signed(t, p, id)
			c.pass(6 * time.Minute)
			return header, body
		},
	}
}

func signed(t *testing.T, p *fake.Provider, id string) (http.Header, []byte) {
	header, body, err := p.Sign(payment.Notice{ID: "n-" + id, Transfer: id, Status: transfer.Succeeded})
	require.NoError(t, err)
	return header, body
}

// moved is what the provider's own books say of a transfer.
func moved(p *fake.Provider, id string) (times int, units int64) {
	for _, d := range p.Books().Deeds {
		if d.Transfer == id && (d.Status == transfer.Succeeded || d.Status == transfer.Reversed) {
			times++
			units += d.Amount.Units()
		}
	}
	return times, units
}

// The fake provider keeps the contract of a provider.
func TestConformance(t *testing.T) {
	t.Parallel()
	paymenttest.Run(t, func(t *testing.T) paymenttest.Harness { return harness(t, fake.Options{}) })
}

// It does so too when everything is pending first, and when it has limits.
func TestConformancePendingAndLimited(t *testing.T) {
	t.Parallel()
	profile := fake.DefaultProfile()
	profile.Currencies = []money.Currency{money.JPY, money.EUR}
	profile.Least, profile.Most = map[money.Currency]int64{money.JPY: 100}, map[money.Currency]int64{money.JPY: 99_999, money.EUR: 1_000}
	paymenttest.Run(t, func(t *testing.T) paymenttest.Harness {
		return harness(t, fake.Options{Profile: profile, Faults: fake.Faults{fake.PendingFirst: 1}})
	})
}

// It does so when it captures at once, and keeps a journal.
func TestConformanceAtOnce(t *testing.T) {
	t.Parallel()
	profile := fake.DefaultProfile()
	profile.CapturesAtOnce = true
	paymenttest.Run(t, func(t *testing.T) paymenttest.Harness {
		return harness(t, fake.Options{Profile: profile, Journal: t.TempDir() + "/journal"})
	})
}

// A provider that pays nobody out says so, and nothing moves (T10.5).
func TestPayoutWhereThereAreNone(t *testing.T) {
	t.Parallel()
	profile := fake.DefaultProfile()
	profile.CapturesAtOnce, profile.Payouts = true, false
	p := fake.New(fake.Options{Profile: profile})
	a, err := p.Payout(t.Context(), payment.Call{Transfer: "payout-1", Kind: transfer.Payout, Key: "a-key", Amount: money.New(5000, money.JPY), To: "acct_ren"})
	require.NoError(t, err)
	require.Equal(t, transfer.Failed, a.Status)
	require.Equal(t, "payouts_not_supported", a.Reason)
	require.Empty(t, p.Books().Deeds)
}
