package storetest

import (
	"time"

	"github.com/stretchr/testify/require"
	"github.com/torikime/torikime/store"
)

// waking creates streams with the given wakes, in microseconds after at(0).
func (t *env) waking(wakes map[string]int, order ...string) {
	t.Helper()
	for _, id := range order {
		b := batch(id, 0, 1)
		b.Wake = at(wakes[id])
		b.Label = []string{"of:" + id}
		t.write(b)
	}
}

var dueCases = []testCase{
	{"a stream is due at its wake, not a microsecond before", func(t *env) {
		t.waking(map[string]int{"s": 10}, "s")
		for _, c := range []struct {
			until time.Time
			want  []string
		}{
			{at(9), nil},
			{at(10).Add(-time.Nanosecond), nil},
			{at(10), []string{"s"}},
			{at(10).In(time.FixedZone("JST", 9*3600)), []string{"s"}},
			{at(11), []string{"s"}},
			{time.Time{}, nil},
		} {
			require.Equal(t, c.want, t.due(store.DueQuery{Until: c.until, Limit: 5}), "%v", c.until)
		}
		due, err := t.Due(t.ctx, store.DueQuery{Until: at(10), Limit: 5})
		require.NoError(t, err)
		require.Equal(t, []store.Due{{Stream: "s", Wake: at(10)}}, due)
	}},
	{"earliest first, then oldest stream first, up to the limit", func(t *env) {
		t.waking(map[string]int{"a": 30, "b": 10, "z": 20, "y": 20, "never": 99}, "a", "b", "z", "y", "never")
		all := []string{"b", "z", "y", "a"}
		for limit := 1; limit <= 5; limit++ {
			require.Equal(t, all[:min(limit, 4)], t.due(store.DueQuery{Until: at(50), Limit: limit}))
		}
	}},
	{"a wake moves with each batch and goes with none", func(t *env) {
		t.waking(map[string]int{"s": 10}, "s")
		b := batch("s", 1, 1)
		b.Wake = at(20)
		t.write(b)
		require.Empty(t, t.due(store.DueQuery{Until: at(19), Limit: 5}))
		require.Equal(t, []string{"s"}, t.due(store.DueQuery{Until: at(20), Limit: 5}))
		t.write(batch("s", 2, 1))
		require.Empty(t, t.due(store.DueQuery{Until: at(9999), Limit: 5}))
	}},
	{"a label narrows what is due, before the limit", func(t *env) {
		t.waking(map[string]int{"a": 1, "b": 2, "c": 3}, "a", "b", "c")
		require.Equal(t, []string{"c"}, t.due(store.DueQuery{Until: at(5), Label: "of:c", Limit: 1}))
		require.Empty(t, t.due(store.DueQuery{Until: at(2), Label: "of:c", Limit: 1}))
		require.Empty(t, t.due(store.DueQuery{Until: at(5), Label: "of:%", Limit: 1}))
	}},
}

var parkCases = []testCase{
	{"a parked stream is left out until its retry, and does not use up the limit", func(t *env) {
		t.waking(map[string]int{"a": 1, "b": 2}, "a", "b")
		require.NoError(t, t.Park(t.ctx, store.Parked{Stream: "a", Error: "broken", Since: at(5), Attempts: 1, Retry: at(10)}))
		require.Equal(t, []string{"b"}, t.due(store.DueQuery{Until: at(9), Limit: 1}))
		require.Equal(t, []string{"a"}, t.due(store.DueQuery{Until: at(10), Limit: 1}))
		require.Equal(t, []string{"a", "b"}, t.due(store.DueQuery{Until: at(9), Parked: true, Limit: 5}))
		require.NoError(t, t.Unpark(t.ctx, "a"))
		require.NoError(t, t.Unpark(t.ctx, "a"))
		require.NoError(t, t.Unpark(t.ctx, "none"))
		require.Equal(t, []string{"a", "b"}, t.due(store.DueQuery{Until: at(9), Limit: 5}))
		require.Empty(t, t.parked(5))
	}},
	{"parked again, it keeps its first instant and takes the rest", func(t *env) {
		t.waking(map[string]int{"a": 1}, "a")
		first := store.Parked{Stream: "a", Error: "one", Since: at(5), Attempts: 1, Retry: at(10)}
		require.NoError(t, t.Park(t.ctx, first))
		second := store.Parked{Stream: "a", Error: "two", Since: at(8), Attempts: 2, Retry: at(30)}
		require.NoError(t, t.Park(t.ctx, second))
		second.Since = first.Since
		require.Equal(t, []store.Parked{second}, t.parked(5))
		require.Empty(t, t.due(store.DueQuery{Until: at(20), Limit: 5}))
		require.NoError(t, t.Unpark(t.ctx, "a"))
		third := store.Parked{Stream: "a", Since: at(40), Retry: at(50)}
		require.NoError(t, t.Park(t.ctx, third))
		require.Equal(t, []store.Parked{third}, t.parked(5))
	}},
	{"the longest parked comes first, up to the limit", func(t *env) {
		wakes := map[string]int{"a": 1, "b": 1, "c": 1}
		t.waking(wakes, "c", "b", "a")
		for id, since := range map[string]int{"a": 7, "b": 9, "c": 8} {
			require.NoError(t, t.Park(t.ctx, store.Parked{Stream: id, Since: at(since), Retry: at(20)}))
		}
		var got []string
		for _, p := range t.parked(2) {
			got = append(got, p.Stream)
		}
		require.Equal(t, []string{"a", "c"}, got)
	}},
	{"an error text that is no text is kept as far as it is one", func(t *env) {
		t.waking(map[string]int{"a": 1}, "a")
		require.NoError(t, t.Park(t.ctx, store.Parked{Stream: "a", Error: "bad \xff\x00 byte", Since: at(1), Retry: at(2)}))
		require.Equal(t, "bad \uFFFD\uFFFD byte", t.parked(1)[0].Error)
	}},
	{"parking an unknown stream is not found", func(t *env) {
		require.ErrorIs(t, t.Park(t.ctx, store.Parked{Stream: "none", Since: at(1), Retry: at(2)}), store.ErrNotFound)
		require.Empty(t, t.parked(1))
	}},
}

func (t *env) parked(limit int) []store.Parked {
	t.Helper()
	parked, err := t.ListParked(t.ctx, limit)
	require.NoError(t, err)
	return parked
}
