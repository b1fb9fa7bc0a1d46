package stripe_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/policy/money"
	"github.com/torikime/torikime/transaction/payment"
	"github.com/torikime/torikime/transaction/payment/stripe"
	"github.com/torikime/torikime/transaction/transfer"
)

// What came back is told beside what moved, with the same ids and our transfer: a
// dispute, a refund that failed after it succeeded, a transfer that was reversed.
func TestMovements_Back(t *testing.T) {
	t.Parallel()
	p, s := start(t, stripe.Options{})
	amount := money.New(5000, money.JPY)
	captured := paid(t, p, s, "t-1", amount)
	refunded := paid(t, p, s, "t-2", amount)
	back, err := p.Refund(t.Context(), payment.Call{Transfer: "t-3", Kind: transfer.Refund, Key: "k3", Amount: amount, Of: refunded})
	require.NoError(t, err)
	out, err := p.Payout(t.Context(), payment.Call{Transfer: "t-4", Kind: transfer.Payout, Key: "k4", Amount: amount, To: "acct_1"})
	require.NoError(t, err)
	require.NoError(t, s.ReverseCapture(bare(captured)))
	require.NoError(t, s.FailRefund(bare(back.Ref)))
	require.NoError(t, s.ReturnPayout(bare(out.Ref)))
	type line struct {
		ref, transfer string
		kind          transfer.Kind
		reversal      bool
	}
	got := map[line]int{}
	require.NoError(t, p.Movements(t.Context(), time.Now().Add(-time.Hour), time.Now().Add(time.Hour), func(v payment.Movement) error {
		require.Equal(t, amount, v.Amount)
		got[line{v.Ref, v.Transfer, v.Kind, v.Reversal}]++
		return nil
	}))
	require.Equal(t, map[line]int{
		{captured, "t-1", transfer.Capture, false}: 1, {captured, "t-1", transfer.Capture, true}: 1,
		{refunded, "t-2", transfer.Capture, false}: 1,
		{back.Ref, "t-3", transfer.Refund, false}:  1, {back.Ref, "t-3", transfer.Refund, true}: 1,
		{out.Ref, "t-4", transfer.Payout, false}: 1, {out.Ref, "t-4", transfer.Payout, true}: 1,
	}, got)
}
