package enginetest

import (
	"context"
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/transaction"
	"github.com/torikime/torikime/transaction/engine"
	"github.com/torikime/torikime/transaction/listing"
)

// BenchmarkStanding measures a view of the standing of sellers with 100, 1,000 and
// 10,000 closed and reviewed transactions over a store: the first view of a
// process, a view when nothing has changed, and a view after one sale more.
func BenchmarkStanding(b *testing.B, open Open) {
	for _, n := range []int{100, 1000, 10_000} {
		b.Run(strconv.Itoa(n), func(b *testing.B) { benchStanding(b, open, n) })
	}
}

func benchStanding(b *testing.B, open Open, n int) {
	st := open(b)
	process := func() *engine.Engine {
		e, err := engine.New(st, engine.Options{Policies: []engine.InForce{{Policy: preset(b, "coconala")}}, CacheSize: -1})
		require.NoError(b, err)
		return e
	}
	e, ctx := process(), context.Background()
	_, err := e.List(ctx, listing.List{By: ren, ID: "logo", Title: "logo", Price: price}, engine.ListingCall{})
	require.NoError(b, err)
	sell := func(id string) {
		_, err := e.Purchase(ctx, order(id, aoi), engine.Call{})
		require.NoError(b, err)
		for _, c := range []transaction.Command{say, ask, deliver, approve, review} {
			_, err := e.Do(ctx, id, c, engine.Call{})
			require.NoError(b, err)
		}
	}
	for i := range n {
		sell(strconv.Itoa(i))
	}
	view := func(e *engine.Engine) {
		v, err := e.Standing(ctx, "ren")
		require.NoError(b, err)
		require.GreaterOrEqual(b, v.Completion.Completed, int64(n))
	}
	b.Run("first", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			view(process())
		}
	})
	b.Run("again", func(b *testing.B) {
		view(e)
		b.ReportAllocs()
		for b.Loop() {
			view(e)
		}
	})
	b.Run("changed", func(b *testing.B) {
		view(e)
		for i := 0; b.Loop(); i++ {
			b.StopTimer()
			sell("more" + strconv.Itoa(i))
			b.StartTimer()
			view(e)
		}
	})
}
