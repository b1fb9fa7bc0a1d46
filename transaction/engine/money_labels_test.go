package engine_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/policy/money"
	"github.com/torikime/torikime/store"
	"github.com/torikime/torikime/store/memory"
	"github.com/torikime/torikime/transaction"
	"github.com/torikime/torikime/transaction/engine"
	"github.com/torikime/torikime/transaction/listing"
	"github.com/torikime/torikime/transaction/transactiontest"
)

// T10.3: a transaction is listed for as long as it owes a refund that no provider was
// asked to send; T4.10: a closed one among its seller's earnings, for good. What a
// provider does meanwhile takes nobody by surprise.
func TestMoneyLabels(t *testing.T) {
	t.Parallel()
	st := memory.New()
	e, err := engine.New(st, engine.Options{Policies: inForce(t), Clock: transactiontest.NewClock(time.Date(2030, 1, 1, 0, 0, 0, 0, time.UTC))})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, e.Close()) })
	ctx := t.Context()
	_, err = e.List(ctx, listing.List{By: transaction.Seller("ren"), ID: "logo", Title: "logo", Price: money.New(100, money.JPY)}, engine.ListingCall{})
	require.NoError(t, err)
	_, err = e.Purchase(ctx, engine.Order{By: transaction.Buyer("aoi"), ID: "1", Service: "logo", Payment: transaction.Awaited}, engine.Call{})
	require.NoError(t, err)
	do := func(c transaction.Command, call engine.Call) engine.Outcome {
		t.Helper()
		o, err := e.Do(ctx, "1", c, call)
		require.NoError(t, err)
		return o
	}
	listed := func(label string) int {
		items, err := st.List(ctx, store.ListQuery{Label: label, Limit: 10})
		require.NoError(t, err)
		return len(items)
	}
	receive := transaction.Receive{By: transaction.System(), Charge: "c1", Kind: transaction.ForPurchase, Net: money.New(100, money.JPY), Amount: money.New(100, money.JPY)}
	do(receive, engine.Call{})
	require.Zero(t, listed("refund-asked"))
	receive.Charge = "c2"
	seen := do(receive, engine.Call{}).State.Seq
	require.Equal(t, 1, listed("refund-asked"), "T1.5 the second charge goes back")

	note := transaction.NoteRefund{By: transaction.System(), Seq: seen, Charge: "c2", Stage: transaction.RefundSent}
	do(note, engine.Call{})
	require.Zero(t, listed("refund-asked"), "T10.3")
	require.Empty(t, do(note, engine.Call{}).New, "T10.3 said twice")
	do(transaction.Message{By: transaction.Seller("ren"), Text: "Hello!"}, engine.Call{ExpectedSeq: &seen})

	require.Zero(t, listed("earned/JPY/ren"))
	do(transaction.OperatorClose{By: transaction.Operator("kei"), Reason: "It is done."}, engine.Call{})
	require.Equal(t, 1, listed("earned/JPY/ren"), "T4.10")
	note.Stage = transaction.RefundReturned
	do(note, engine.Call{})
	require.Zero(t, listed("refund-asked"), "T10.3 what returned is not asked anew")
	do(transaction.OperatorRefund{By: transaction.Operator("kei"), Reason: "A part of it.", Amount: money.New(100, money.JPY)}, engine.Call{})
	require.Equal(t, 1, listed("refund-asked"), "T3.15 a refund of earnings goes back by its charge")
	require.Equal(t, 1, listed("earned/JPY/ren"), "T4.10 for good")
}
