package engine_test

import (
	"strconv"
	"testing"
	"time"

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

// BenchmarkListing is one view of a service that its seller has edited a few times.
func BenchmarkListing(b *testing.B) {
	e, err := engine.New(memory.New(), engine.Options{Policies: inForce(b)})
	require.NoError(b, err)
	ctx, ren := b.Context(), transaction.Seller("ren")
	options := []transaction.Option{{ID: "fast", Title: "within a day", Price: money.New(50, money.JPY)}}
	offer := listing.List{By: ren, ID: "logo", Title: "logo", Description: "three drafts", Price: money.New(100, money.JPY), Options: options, Notes: "sizes, please"}
	_, err = e.List(ctx, offer, engine.ListingCall{})
	require.NoError(b, err)
	for i := range 4 {
		edit := listing.Edit{By: ren, Title: offer.Title, Description: offer.Description, Price: money.New(int64(200+i), money.JPY), Options: options, Notes: offer.Notes}
		_, err = e.Edit(ctx, "logo", edit, engine.ListingCall{})
		require.NoError(b, err)
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := e.Listing(ctx, "logo"); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkAccount is one view of the account of a seller with 10,000 transactions
// that closed, after the first, which credits them.
func BenchmarkAccount(b *testing.B) {
	e, err := engine.New(memory.New(), engine.Options{Policies: inForce(b)})
	require.NoError(b, err)
	ctx, ren, kei := b.Context(), transaction.Seller("ren"), transaction.Operator("kei")
	_, err = e.List(ctx, listing.List{By: ren, ID: "logo", Title: "logo", Price: money.New(100, money.JPY)}, engine.ListingCall{})
	require.NoError(b, err)
	for i := range 10_000 {
		id := strconv.Itoa(i)
		_, err = e.Purchase(ctx, engine.Order{By: transaction.Buyer("aoi" + id), ID: id, Service: "logo", Payment: transaction.Settled}, engine.Call{})
		require.NoError(b, err)
		_, err = e.Do(ctx, id, transaction.OperatorClose{By: kei, Reason: "done"}, engine.Call{})
		require.NoError(b, err)
	}
	began := time.Now()
	_, err = e.Account(ctx, "ren", money.JPY)
	require.NoError(b, err)
	first := time.Since(began)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := e.Account(ctx, "ren", money.JPY); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(first.Milliseconds()), "ms/first")
}
