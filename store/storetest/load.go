package storetest

import (
	"fmt"
	"strings"

	"github.com/stretchr/testify/require"
	"github.com/torikime/torikime/store"
)

var loadCases = []testCase{
	{"many streams come in the order asked for, the unknown ones empty", func(t *env) {
		t.write(full("a", 0), full("b", 0))
		got, err := t.Load(t.ctx, store.LoadOptions{}, "b", "none", "a", "b")
		require.NoError(t, err)
		require.Len(t, got, 4)
		require.Equal(t, store.Stream{ID: "none"}, got[1])
		for i, id := range map[int]string{0: "b", 2: "a", 3: "b"} {
			require.Equal(t, store.Stream{ID: id, Events: events(id, 0, 2), Wake: at(1000), Version: 2}, got[i], "without bodies unless asked for")
		}
		got, err = t.Load(t.ctx, store.LoadOptions{})
		require.NoError(t, err)
		require.Empty(t, got)
	}},
	{"after leaves out the events up to a place, and their bodies", func(t *env) {
		t.write(full("s", 0), full("s", 2), batch("short", 0, 1))
		got, err := t.Load(t.ctx, store.LoadOptions{After: 3, Bodies: true}, "s", "short")
		require.NoError(t, err)
		require.Equal(t, 4, got[0].Version)
		require.Equal(t, events("s", 3, 1), got[0].Events)
		require.Equal(t, []store.Body{full("s", 2).Bodies[0]}, got[0].Bodies)
		require.Equal(t, 1, got[1].Version)
		require.Empty(t, got[1].Events)
		got, err = t.Load(t.ctx, store.LoadOptions{After: 4}, "s")
		require.NoError(t, err)
		require.Equal(t, []int{4, 0}, []int{got[0].Version, len(got[0].Events)})
	}},
	{"ids are bytes: case, spaces, wildcards, quotes and scripts tell them apart", func(t *env) {
		ids := []string{"a", "A", "a ", " a", "a%", "a_", "a'", `a"`, `a\`, "a:b", "a;--", "取引:1", "é", "e\u0301", "a\u202eb", "<&>\u2028", "😀", strings.Repeat("長", 300)}
		for _, id := range ids {
			t.write(full(id, 0))
		}
		got, err := t.Load(t.ctx, store.LoadOptions{}, ids...)
		require.NoError(t, err)
		for i, id := range ids {
			require.Equal(t, events(id, 0, 2), got[i].Events, "%q", id)
			require.Equal(t, 1, t.count("of:"+id), "%q", id)
		}
	}},
	{"a thousand streams load at once", func(t *env) {
		var batches []store.Batch
		var ids []string
		for i := range 1000 {
			ids = append(ids, fmt.Sprint("s", i))
			batches = append(batches, batch(ids[i], 0, 1))
		}
		t.write(batches...)
		got, err := t.Load(t.ctx, store.LoadOptions{}, ids...)
		require.NoError(t, err)
		for i, id := range ids {
			require.Equal(t, events(id, 0, 1), got[i].Events)
		}
	}},
	{"streams are listed by prefix in the order of their bytes, page by page", func(t *env) {
		ids := []string{"a", "a%", "a%b", "a:1", "a:10", "a:2", "a_", "aXb", "b", "取:1", "取:2"}
		for i := range ids {
			t.write(batch(ids[(i*7)%len(ids)], 0, 1))
		}
		for prefix, want := range map[string][]string{
			"a:": {"a:1", "a:10", "a:2"}, "a%": {"a%", "a%b"}, "a_": {"a_"}, "取": {"取:1", "取:2"},
			"a:1": {"a:1", "a:10"}, "c": nil, "a'": nil, "": {"a", "a%", "a%b", "a:1", "a:10", "a:2", "aXb", "a_", "b", "取:1", "取:2"},
		} {
			var got []string
			after := ""
			for range len(ids) + 1 {
				page, err := t.Streams(t.ctx, prefix, after, 2)
				require.NoError(t, err)
				require.LessOrEqual(t, len(page), 2)
				if len(page) == 0 {
					break
				}
				got = append(got, page...)
				after = page[len(page)-1]
			}
			require.Equal(t, want, got, "prefix %q", prefix)
		}
		got, err := t.Streams(t.ctx, "a:", "a:15", 10)
		require.NoError(t, err)
		require.Equal(t, []string{"a:2"}, got, "after need not be a stream")
		got, err = t.Streams(t.ctx, "a:", "b", 10)
		require.NoError(t, err)
		require.Empty(t, got)
	}},
}
