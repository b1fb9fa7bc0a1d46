package storetest

import (
	"math"

	"github.com/stretchr/testify/require"
	"github.com/torikime/torikime/store"
)

var feedCases = []testCase{
	{"the feed has every event in commit order, page by page", func(t *env) {
		t.write(batch("a", 0, 2), batch("b", 0, 1))
		t.try(batch("a", 0, 5)) // a conflict leaves no gap that shows
		t.write(batch("a", 2, 1))
		t.write(batch("取引", 0, 1))
		want := []store.Entry{
			{Stream: "a", Seq: 1, Event: events("a", 0, 1)[0]}, {Stream: "a", Seq: 2, Event: events("a", 1, 1)[0]},
			{Stream: "b", Seq: 1, Event: events("b", 0, 1)[0]}, {Stream: "a", Seq: 3, Event: events("a", 2, 1)[0]},
			{Stream: "取引", Seq: 1, Event: events("取引", 0, 1)[0]},
		}
		all := t.feed()
		require.Len(t, all, len(want))
		for limit := 1; limit <= 6; limit++ {
			var got []store.Entry
			after := int64(0)
			for range len(want) + 1 {
				page, err := t.Tail(t.ctx, after, limit)
				require.NoError(t, err)
				require.LessOrEqual(t, len(page), limit)
				for _, e := range page {
					require.Greater(t, e.Position, after)
					after = e.Position
					e.Position = 0
					got = append(got, e)
				}
			}
			require.Equal(t, want, got, "limit %d", limit)
		}
	}},
	{"after the end there is nothing, until there is", func(t *env) {
		require.Empty(t, t.feed())
		last := t.write(batch("a", 0, 1))[0].Position
		for _, after := range []int64{last, last + 1000, math.MaxInt64} {
			page, err := t.Tail(t.ctx, after, 10)
			require.NoError(t, err)
			require.Empty(t, page)
		}
		t.write(batch("b", 0, 1))
		page, err := t.Tail(t.ctx, last, 10)
		require.NoError(t, err)
		require.Len(t, page, 1)
		require.Equal(t, "b", page[0].Stream)
	}},
}
