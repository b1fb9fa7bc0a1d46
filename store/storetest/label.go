package storetest

import (
	"fmt"

	"github.com/stretchr/testify/require"
	"github.com/torikime/torikime/store"
)

var labelCases = []testCase{
	{"labels are added and taken away, harmlessly when already so", func(t *env) {
		b := batch("s", 0, 1)
		b.Label, b.Unlabel = []string{"x", "y", "x"}, []string{"never there"}
		t.write(b)
		t.write(store.Batch{Stream: "s", Expected: 1, Label: []string{"x", "z"}, Unlabel: []string{"y", "none"}})
		t.write(store.Batch{Stream: "s", Expected: 1, Unlabel: []string{"y"}})
		t.write(store.Batch{Stream: "s", Expected: 1})
		require.Equal(t, []int{1, 0, 1, 0}, []int{t.count("x"), t.count("y"), t.count("z"), t.count("none")})
		require.Equal(t, "s", t.list("x", "", 5)[0].Stream)
		require.Empty(t, t.list("y", "", 5))
	}},
	{"a label is bytes: no wildcard, no folding of case", func(t *env) {
		for i, l := range []string{"buyer:%", "buyer:_", "buyer:a", "BUYER:a", "買い手:1"} {
			b := batch(fmt.Sprint(i), 0, 1)
			b.Label = []string{l}
			t.write(b)
		}
		for i, l := range []string{"buyer:%", "buyer:_", "buyer:a", "BUYER:a", "買い手:1"} {
			require.Equal(t, 1, t.count(l))
			require.Equal(t, fmt.Sprint(i), t.list(l, "", 9)[0].Stream)
		}
	}},
	{"a list is newest stream first, whenever the label came", func(t *env) {
		t.write(batch("c", 0, 1), batch("a", 0, 1), batch("b", 0, 1))
		for _, id := range []string{"b", "c", "a"} {
			t.write(store.Batch{Stream: id, Expected: 1, Label: []string{"l"}})
		}
		require.Equal(t, []string{"b", "a", "c"}, streamsOf(t.list("l", "", 9)))
	}},
	{"pages meet exactly, while streams come, go and move", func(t *env) {
		for i := range 7 {
			t.labelled(fmt.Sprint("s", i))
		}
		first := t.list("l", "", 3)
		require.Equal(t, []string{"s6", "s5", "s4"}, streamsOf(first))
		t.labelled("new")
		t.write(batch("s3", 1, 1))
		t.write(store.Batch{Stream: "s4", Expected: 1, Unlabel: []string{"l"}}, store.Batch{Stream: "s6", Expected: 1, Unlabel: []string{"l"}})
		second := t.list("l", first[2].Cursor, 3)
		require.Equal(t, []string{"s3", "s2", "s1"}, streamsOf(second))
		require.Equal(t, []string{"s0"}, streamsOf(t.list("l", second[2].Cursor, 3)))
		require.Empty(t, t.list("l", t.list("l", second[2].Cursor, 3)[0].Cursor, 3))
		require.Equal(t, "new", t.list("l", "", 1)[0].Stream)
	}},
	{"count counts streams", func(t *env) {
		require.Zero(t, t.count("l"))
		for i := range 25 {
			t.labelled(fmt.Sprint("s", i))
		}
		require.Equal(t, 25, t.count("l"))
	}},
	{"a cursor that is none is invalid", func(t *env) {
		t.labelled("s")
		for _, after := range []string{"not a cursor'", "-1", "99999999999999999999999999", " "} {
			_, err := t.List(t.ctx, store.ListQuery{Label: "l", After: after, Limit: 1})
			require.ErrorIs(t, err, store.ErrInvalid, after)
		}
	}},
}

func (t *env) labelled(id string) {
	t.Helper()
	b := batch(id, 0, 1)
	b.Label = []string{"l"}
	t.write(b)
}

func streamsOf(items []store.Item) []string {
	var out []string
	for _, i := range items {
		out = append(out, i.Stream)
	}
	return out
}
