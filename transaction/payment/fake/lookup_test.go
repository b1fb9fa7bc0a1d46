package fake_test

import (
	"testing"

	"github.com/stretchr/testify/require"
	"github.com/torikime/torikime/transaction/payment"
	"github.com/torikime/torikime/transaction/payment/fake"
	"github.com/torikime/torikime/transaction/transfer"
)

// A transfer is found by whatever is known of it; a deed by its key before all, so
// that an earlier attempt is never taken for it.
func TestLookup(t *testing.T) {
	t.Parallel()
	ctx := t.Context()
	p := fake.New(fake.Options{Clock: newClock().now})
	held, err := p.Authorise(ctx, authorise(fake.Hold, "a"))
	require.NoError(t, err)
	take := authorise("", "a")
	take.Key, take.Ref = transfer.Key("a", 3), held.Ref
	taken, err := p.Capture(ctx, take)
	require.NoError(t, err)
	no, err := p.Authorise(ctx, authorise(fake.Decline, "d"))
	require.NoError(t, err)
	open, _ := opened(t, p, fake.Checkout, "o")
	back, err := p.Refund(ctx, payment.Call{Transfer: "r", Kind: transfer.Refund, Key: transfer.Key("r", 1), Of: taken.Ref, Amount: yen(1)})
	require.NoError(t, err)
	key := transfer.Key
	for name, c := range map[string]struct {
		call payment.Call
		want transfer.Status
		ref  string
	}{
		"by the key of the opening":          {payment.Call{Kind: transfer.Capture, Key: key("a", 1)}, transfer.Succeeded, taken.Ref},
		"by the key of the capture":          {payment.Call{Kind: transfer.Capture, Key: key("a", 3)}, transfer.Succeeded, taken.Ref},
		"by the payment":                     {payment.Call{Kind: transfer.Capture, Ref: held.Ref}, transfer.Succeeded, taken.Ref},
		"by the capture":                     {payment.Call{Kind: transfer.Capture, DoneRef: taken.Ref}, transfer.Succeeded, taken.Ref},
		"by the payment, under a new key":    {payment.Call{Kind: transfer.Capture, Key: key("a", 9), Ref: held.Ref}, transfer.Succeeded, taken.Ref},
		"an open payment under a new key":    {payment.Call{Kind: transfer.Capture, Key: key("o", 9), Ref: open.Ref}, transfer.AwaitsBuyer, open.Ref},
		"a declined payment by its key":      {payment.Call{Kind: transfer.Capture, Key: key("d", 1)}, transfer.Failed, no.Ref},
		"a declined payment under a new key": {payment.Call{Kind: transfer.Capture, Key: key("d", 9), Ref: no.Ref}, transfer.NotFound, ""},
		"a refund by its key":                {payment.Call{Kind: transfer.Refund, Key: key("r", 1)}, transfer.Succeeded, back.Ref},
		"a refund by its id":                 {payment.Call{Kind: transfer.Refund, DoneRef: back.Ref}, transfer.Succeeded, back.Ref},
		"a refund under a new key":           {payment.Call{Kind: transfer.Refund, Key: key("r", 2), DoneRef: back.Ref}, transfer.NotFound, ""},
		"nothing":                            {payment.Call{Kind: transfer.Payout}, transfer.NotFound, ""},
	} {
		a, err := p.Lookup(ctx, c.call)
		require.NoError(t, err)
		require.Equal(t, c.want, a.Status, name)
		require.Equal(t, c.ref, a.Ref, name)
	}
}

// What is not there yet can't be captured, and what is not captured can't go back.
func TestTooEarly(t *testing.T) {
	t.Parallel()
	p := fake.New(fake.Options{Clock: newClock().now})
	open, _ := opened(t, p, fake.Checkout, "o")
	p.Next(transfer.Authorise, fake.PendingFirst)
	pending, err := p.Authorise(t.Context(), authorise("", "p"))
	require.NoError(t, err)
	for reason, call := range map[string]func() (payment.Answer, error){
		"not_authorised": func() (payment.Answer, error) {
			return p.Capture(t.Context(), payment.Call{Key: "k1", Ref: open.Ref, Amount: yen(1)})
		},
		"payment_unknown": func() (payment.Answer, error) {
			return p.Capture(t.Context(), payment.Call{Key: "k2", Ref: "pay_x", Amount: yen(1)})
		},
		"not_captured": func() (payment.Answer, error) {
			return p.Refund(t.Context(), payment.Call{Key: "k3", Of: pending.Ref, Amount: yen(1)})
		},
		"method_not_supported": func() (payment.Answer, error) {
			return p.Authorise(t.Context(), payment.Call{Key: "k4", Amount: yen(1), Method: "cash"})
		},
	} {
		a, err := call()
		require.NoError(t, err)
		require.Equal(t, payment.Answer{Status: transfer.Failed, Reason: reason}, a)
	}
}
