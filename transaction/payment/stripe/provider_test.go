package stripe_test

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/policy/money"
	"github.com/torikime/torikime/transaction/payment"
	"github.com/torikime/torikime/transaction/payment/paymenttest"
	"github.com/torikime/torikime/transaction/payment/stripe"
	"github.com/torikime/torikime/transaction/transfer"
)

// The adapter keeps the whole contract of a provider, whether it captures at once or
// in a call of its own.
func TestProvider(t *testing.T) {
	t.Parallel()
	for name, later := range map[string]bool{"captures at once": false, "authorises first": true} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			paymenttest.Run(t, func(t *testing.T) paymenttest.Harness { return harness(t, later) })
		})
	}
}

func harness(t *testing.T, later bool) paymenttest.Harness {
	p, s := start(t, stripe.Options{CaptureLater: later})
	return paymenttest.Harness{
		Provider: p,
		Moved:    s.moved,
		Method:   "card",
		Payee:    "acct_1seller",
		Approve:  func(_ context.Context, ref string) error { return s.Approve(bare(ref)) },
		Decline:  func(_ context.Context, ref string) error { return s.Decline(bare(ref)) },
		Amount: func(c money.Currency) money.Money {
			if c.Digits() == 3 {
				return money.New(12340, c) // Stripe wants the last digit to be 0
			}
			return money.New(12345, c)
		},
		Settle:  func(context.Context) error { return s.SettlePending() },
		Reverse: func(_ context.Context, k transfer.Kind, ref string) error { return s.reverse(k, bare(ref)) },
		LoseAnswer: func() {
			s.mu.Lock()
			defer s.mu.Unlock()
			s.lose = true
		},
		Break: func() func() {
			s.setBroken(true)
			return func() { s.setBroken(false) }
		},
		Signed:  func(id string) (http.Header, []byte) { return s.event(id, time.Now()) },
		Stale:   func(id string) (http.Header, []byte) { return s.event(id, time.Now().Add(-6*time.Minute)) },
		Secrets: []string{secretKey, webhookSecret, "taro@example.com", "Yamada", "pi_secret_of_the_buyer"},
	}
}

func (s *server) setBroken(broken bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.broken = broken
}

func (s *server) moved(id string) (times int, units int64) {
	_ = s.Movements(context.Background(), time.Time{}, time.Now().Add(time.Hour), func(v payment.Movement) error {
		if v.Transfer == id && !v.Reversal {
			times++
			units += v.Amount.Units()
		}
		return nil
	})
	return times, units
}

func (s *server) reverse(k transfer.Kind, id string) error {
	switch k {
	case transfer.Refund:
		return s.FailRefund(id)
	case transfer.Payout:
		return s.ReturnPayout(id)
	}
	return s.ReverseCapture(id)
}

// event is what Stripe sends about a transfer, signed at an instant.
func (s *server) event(id string, at time.Time) (http.Header, []byte) {
	s.mu.Lock()
	var about *thing
	for _, t := range s.objects {
		if t.meta["torikime_transfer"] == id {
			about = t
		}
	}
	s.mu.Unlock()
	types := map[string]string{"checkout.session": "checkout.session.completed", "refund": "refund.updated", "transfer": "transfer.created"}
	return signed(s.t, at, m{
		"id": "evt_" + id, "object": "event", "api_version": "2019-12-03", "livemode": false,
		"type": types[about.kind], "data": m{"object": s.show(about, nil)},
	})
}

// signed is an event as a request, signed by hand and not by the SDK.
func signed(t *testing.T, at time.Time, event any) (http.Header, []byte) {
	body, err := json.Marshal(event)
	require.NoError(t, err)
	return http.Header{"Stripe-Signature": {signature(at, body, webhookSecret)}, "Content-Type": {"application/json"}}, body
}

func signature(at time.Time, body []byte, secret string) string {
	mac := hmac.New(sha256.New, []byte(secret))
	fmt.Fprintf(mac, "%d.%s", at.Unix(), body)
	return fmt.Sprintf("t=%d,v0=ignored,v1=%s", at.Unix(), hex.EncodeToString(mac.Sum(nil)))
}
