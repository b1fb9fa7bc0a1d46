package storetest

import (
	"bytes"
	"errors"
	"time"

	"github.com/stretchr/testify/require"
	"github.com/torikime/torikime/store"
)

var appendCases = []testCase{
	{"what is appended is loaded", func(t *env) {
		b := full("order:1", 0)
		t.write(b)
		got := t.load("order:1")
		require.Equal(t, store.Stream{
			ID: "order:1", Events: b.Events, Wake: b.Wake, Version: 2,
			Bodies: []store.Body{b.Bodies[2], b.Bodies[1], b.Bodies[0]},
		}, got)
		t.write(batch("order:1", 2, 3))
		require.Equal(t, append(b.Events, events("order:1", 2, 3)...), t.load("order:1").Events)
	}},
	{"a version that is not the stream's is a conflict and leaves nothing", func(t *env) {
		t.write(batch("s", 0, 2))
		for _, expected := range []int{1, 3, 100} {
			t.refuse(store.ErrConflict, full("s", expected))
		}
		t.refuse(store.ErrConflict, store.Batch{Stream: "s", Expected: 1, Wake: at(5), Label: []string{"l"}})
		t.refuse(store.ErrConflict, full("no such stream", 1))
		require.Equal(t, 2, t.load("s").Version)
	}},
	{"version 0 creates, and only once", func(t *env) {
		t.write(batch("s", 0, 1))
		t.refuse(store.ErrConflict, full("s", 0))
		t.refuse(store.ErrConflict, store.Batch{Stream: "s", Command: command("c")})
	}},
	{"a batch without events moves wake and labels, and wake zero takes it away", func(t *env) {
		t.write(full("s", 0))
		r := t.write(store.Batch{Stream: "s", Expected: 2, Wake: at(7), Label: []string{"new"}, Unlabel: []string{"all"}})
		require.Equal(t, store.Result{Version: 2}, r[0])
		require.Equal(t, at(7), t.load("s").Wake)
		require.Equal(t, []int{1, 0}, []int{t.count("new"), t.count("all")})
		t.write(store.Batch{Stream: "s", Expected: 2})
		require.Zero(t, t.load("s").Wake)
		require.Len(t, t.feed(), 2)
	}},
	{"a command that led to nothing may name a stream that does not exist", func(t *env) {
		r := t.write(store.Batch{Stream: "s", Command: command("c"), Documents: []store.Document{{Digest: "d", Data: []byte("x")}}})
		require.Equal(t, store.Result{}, r[0])
		c, err := t.Command(t.ctx, "c")
		require.NoError(t, err)
		require.Equal(t, "s", c.Stream)
		require.Zero(t, t.load("s").Version)
		data, err := t.Document(t.ctx, "d")
		require.NoError(t, err)
		require.Equal(t, "x", string(data))
		t.write(batch("s", 0, 1))
	}},
	{"nothing appended is nothing done", func(t *env) {
		results, err := t.Append(t.ctx)
		require.NoError(t, err)
		require.Empty(t, results)
	}},
	{"instants keep their microsecond, in UTC, in every age", func(t *env) {
		b := batch("s", 0, 0)
		for _, in := range []time.Time{
			time.Date(1, 1, 1, 0, 0, 0, 1000, time.UTC),
			time.Date(1969, 12, 31, 23, 59, 59, 999999000, time.UTC),
			time.Unix(0, 0),
			time.Date(2025, 1, 1, 9, 0, 0, 1000, time.FixedZone("JST", 9*3600)),
			time.Date(9999, 12, 31, 23, 59, 59, 999999000, time.UTC),
		} {
			b.Events = append(b.Events, store.Event{Type: "T", At: in, Data: []byte("x")})
			b.Wake = in
		}
		t.write(b)
		got := t.load("s")
		for i, e := range b.Events {
			require.Equal(t, e.At.UTC(), got.Events[i].At)
		}
		require.Equal(t, b.Wake.UTC(), got.Wake)
		t.write(store.Batch{Stream: "s", Expected: 5, Wake: b.Events[1].At})
		require.Equal(t, b.Events[1].At, t.load("s").Wake, "a wake before 1970")
	}},
	{"data of any bytes and of a megabyte comes back whole", func(t *env) {
		every := make([]byte, 256)
		for i := range every {
			every[i] = byte(i)
		}
		b := batch("s", 0, 2)
		b.Events[0].Data = every
		b.Events[1].Data = bytes.Repeat(every, 4096)
		b.Bodies = []store.Body{{Seq: 1, Name: "", Data: nil}, {Seq: 1, Name: "big", Data: bytes.Repeat(every, 4096)}, {Seq: 2, Name: "e", Data: []byte{}}}
		t.write(b)
		got := t.load("s")
		require.True(t, bytes.Equal(b.Events[0].Data, got.Events[0].Data) && bytes.Equal(b.Events[1].Data, got.Events[1].Data))
		require.Len(t, got.Bodies, 3)
		require.Empty(t, got.Bodies[0].Data)
		require.True(t, bytes.Equal(b.Bodies[1].Data, got.Bodies[1].Data))
		require.Empty(t, got.Bodies[2].Data)
	}},
	{"what is given and what is returned is nobody else's", func(t *env) {
		b := full("s", 0)
		c, d := b.Command, b.Documents[0]
		want := []string{string(b.Events[0].Data), string(b.Bodies[1].Data), string(c.Digest), string(c.Result), string(d.Data)}
		t.write(b)
		scratch(b.Events[0].Data, b.Bodies[1].Data, c.Digest, c.Result, d.Data)
		b.Events[1].Type = "changed"
		for range 2 {
			st, kept := t.load("s"), t.command(c.ID)
			doc, err := t.Document(t.ctx, d.Digest)
			require.NoError(t, err)
			feed := t.feed()
			require.Equal(t, want, []string{
				string(st.Events[0].Data), string(st.Bodies[1].Data), string(kept.Digest), string(kept.Result), string(doc),
			})
			require.Equal(t, want[0], string(feed[0].Event.Data))
			require.Equal(t, "Noted", st.Events[1].Type)
			scratch(st.Events[0].Data, st.Bodies[1].Data, kept.Digest, kept.Result, doc, feed[0].Event.Data)
			st.Events[1].Type = "changed"
		}
	}},
	{"an event before the stream's last is invalid, one at the same instant is not", func(t *env) {
		t.write(batch("s", 0, 3))
		late := full("s", 3)
		late.Events[0].At = at(2)
		t.refuse(store.ErrInvalid, late)
		same := batch("s", 3, 1)
		same.Events[0].At = at(3)
		t.write(same)
	}},
}

var groupCases = []testCase{
	{"batches of one call succeed and fail each by itself", func(t *env) {
		t.write(batch("old", 0, 1))
		bad := full("bad", 0)
		bad.Events[1].Data = nil
		results := t.try(full("a", 0), full("old", 0), bad, full("b", 0), full("old", 7), full("old", 1))
		for i, want := range []error{nil, store.ErrConflict, store.ErrInvalid, nil, store.ErrConflict, nil} {
			require.True(t, errors.Is(results[i].Err, want), "batch %d: want %v, got %v", i, want, results[i].Err)
		}
		require.Equal(t, []int{2, 0, 0, 2, 0, 3}, versions(results))
		require.Equal(t, []int{2, 0, 2, 3}, []int{t.load("a").Version, t.load("bad").Version, t.load("b").Version, t.load("old").Version})
		require.Equal(t, 3, t.count("all"))
		for _, id := range []string{"command of old at 0", "command of old at 7", "command of bad at 0"} {
			_, err := t.Command(t.ctx, id)
			require.ErrorIs(t, err, store.ErrNotFound, "the command of a batch that failed is recorded")
		}
		require.Len(t, t.feed(), 7)
	}},
	{"a second batch for one stream sees the first", func(t *env) {
		results := t.try(batch("s", 0, 2), batch("s", 2, 1), batch("s", 2, 1), batch("s", 3, 1))
		require.ErrorIs(t, results[2].Err, store.ErrConflict)
		require.Equal(t, []int{2, 3, 0, 4}, versions(results))
		require.Equal(t, events("s", 0, 4), t.load("s").Events)
	}},
	{"a second batch does not see a first that failed", func(t *env) {
		results := t.try(batch("s", 1, 1), batch("s", 0, 1), batch("s", 1, 1))
		require.ErrorIs(t, results[0].Err, store.ErrConflict)
		require.Equal(t, []int{0, 1, 2}, versions(results))
	}},
	{"positions are those of the feed, in the order of the batches", func(t *env) {
		results := t.write(batch("a", 0, 2), batch("b", 0, 1), batch("a", 2, 3))
		feed := t.feed()
		require.Len(t, feed, 6)
		require.Equal(t, []int64{feed[1].Position, feed[2].Position, feed[5].Position},
			[]int64{results[0].Position, results[1].Position, results[2].Position})
	}},
	{"two batches of one call with one command id: the first is recorded", func(t *env) {
		a, b := full("a", 0), full("b", 0)
		b.Command.ID = a.Command.ID
		results := t.try(a, b)
		require.NoError(t, results[0].Err)
		require.ErrorIs(t, results[1].Err, store.ErrRepeated)
		require.Zero(t, t.load("b").Version)
	}},
	{"five hundred batches fit one call", func(t *env) {
		var batches []store.Batch
		for i := range 500 {
			batches = append(batches, batch(string(rune('a'+i%26))+":"+time.Duration(i).String(), 0, 1))
		}
		t.write(batches...)
		require.Len(t, t.feed(), 500)
	}},
}

func versions(results []store.Result) []int {
	out := make([]int, len(results))
	for i, r := range results {
		out[i] = r.Version
	}
	return out
}

func scratch(slices ...[]byte) {
	for _, s := range slices {
		for i := range s {
			s[i] = '!'
		}
	}
}
