package engine_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/policy/money"
	"github.com/torikime/torikime/store/memory"
	"github.com/torikime/torikime/transaction"
	"github.com/torikime/torikime/transaction/engine"
	"github.com/torikime/torikime/transaction/listing"
)

// BenchmarkDo is the engine's own share of a command: the store is in memory.
func BenchmarkDo(b *testing.B) {
	p := inForce(b)
	e, err := engine.New(memory.New(), engine.Options{Policies: p})
	require.NoError(b, err)
	ctx := b.Context()
	_, err = e.List(ctx, listing.List{By: transaction.Seller("ren"), ID: "logo", Title: "logo", Price: money.New(100, money.JPY)}, engine.ListingCall{})
	require.NoError(b, err)
	_, err = e.Purchase(ctx, engine.Order{By: transaction.Buyer("aoi"), ID: "1", Service: "logo", Payment: transaction.Settled}, engine.Call{})
	require.NoError(b, err)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := e.Do(ctx, "1", transaction.Message{By: transaction.Seller("ren"), Text: "こんにちは"}, engine.Call{}); err != nil {
			b.Fatal(err)
		}
	}
}
