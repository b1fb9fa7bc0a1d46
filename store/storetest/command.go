package storetest

import (
	"time"

	"github.com/stretchr/testify/require"
	"github.com/torikime/torikime/store"
)

func (t *env) command(id string) store.Command {
	t.Helper()
	c, err := t.Command(t.ctx, id)
	require.NoError(t, err)
	return c
}

var commandCases = []testCase{
	{"a command is kept with what it led to", func(t *env) {
		t.write(batch("s", 0, 3))
		b := batch("s", 3, 2)
		b.Command = command("c")
		b.Command.Stream, b.Command.Seq = "a lie", 99
		t.write(b)
		want := *command("c")
		want.Stream, want.Seq = "s", 5
		require.Equal(t, want, t.command("c"))
	}},
	{"a repeat is told and writes nothing, with the same input, another, or a stale version", func(t *env) {
		first := full("s", 0)
		t.write(first)
		kept := t.command(first.Command.ID)
		again := full("s", 2)
		again.Command.ID = first.Command.ID
		t.refuse(store.ErrRepeated, again)
		again.Command.Digest = []byte("of another input")
		t.refuse(store.ErrRepeated, again)
		t.refuse(store.ErrRepeated, first)
		elsewhere := full("other", 0)
		elsewhere.Command.ID = first.Command.ID
		t.refuse(store.ErrRepeated, elsewhere)
		require.Equal(t, kept, t.command(first.Command.ID))
	}},
	{"a result may be empty", func(t *env) {
		b := batch("s", 0, 1)
		b.Command = &store.Command{ID: "c", At: at(1)}
		t.write(b)
		c := t.command("c")
		require.Empty(t, c.Result)
		require.Empty(t, c.Digest)
	}},
	{"an unknown command is not found", func(t *env) {
		_, err := t.Command(t.ctx, "none")
		require.ErrorIs(t, err, store.ErrNotFound)
	}},
	{"forget drops what was recorded before an instant, not at it", func(t *env) {
		for i, id := range []string{"old", "edge", "new"} {
			b := batch(id, 0, 1)
			b.Command = command(id)
			b.Command.At = at(i)
			t.write(b)
		}
		n, err := t.Forget(t.ctx, at(1))
		require.NoError(t, err)
		require.Equal(t, 1, n)
		_, err = t.Command(t.ctx, "old")
		require.ErrorIs(t, err, store.ErrNotFound)
		t.command("edge")
		n, err = t.Forget(t.ctx, at(1).Add(time.Nanosecond))
		require.NoError(t, err)
		require.Equal(t, 1, n, "an instant between two microseconds")
		t.command("new")
		again := batch("old", 1, 1)
		again.Command = command("old")
		t.write(again)
	}},
	{"forget drops thousands", func(t *env) {
		var batches []store.Batch
		for i := range 1203 {
			id := time.Duration(i).String()
			batches = append(batches, store.Batch{Stream: "s", Command: command(id)})
		}
		t.write(batches...)
		n, err := t.Forget(t.ctx, at(1))
		require.NoError(t, err)
		require.Equal(t, 1203, n)
	}},
	{"a document is stored once, under its digest", func(t *env) {
		a := batch("a", 0, 1)
		a.Documents = []store.Document{{Digest: "d", Data: []byte("first")}, {Digest: "e"}}
		b := batch("b", 0, 1)
		b.Documents = []store.Document{{Digest: "d", Data: []byte("second")}}
		t.write(a)
		t.write(b)
		data, err := t.Document(t.ctx, "d")
		require.NoError(t, err)
		require.Equal(t, "first", string(data))
		data, err = t.Document(t.ctx, "e")
		require.NoError(t, err)
		require.Empty(t, data)
		_, err = t.Document(t.ctx, "f")
		require.ErrorIs(t, err, store.ErrNotFound)
	}},
}

var bodyCases = []testCase{
	{"erase takes the named bodies and leaves everything else", func(t *env) {
		b := full("s", 0)
		t.write(b, full("t", 0))
		require.NoError(t, t.Erase(t.ctx, "s", store.Body{Seq: 1, Name: "text"}, store.Body{Seq: 9, Name: "none"}))
		got := t.load("s")
		require.Equal(t, []store.Body{b.Bodies[2], b.Bodies[0]}, got.Bodies)
		require.Equal(t, b.Events, got.Events)
		require.Len(t, t.load("t").Bodies, 3)
	}},
	{"erase without names takes all of the stream", func(t *env) {
		t.write(full("s", 0), full("t", 0))
		require.NoError(t, t.Erase(t.ctx, "s"))
		require.NoError(t, t.Erase(t.ctx, "s"))
		require.Empty(t, t.load("s").Bodies)
		require.Len(t, t.load("s").Events, 2)
		require.Len(t, t.load("t").Bodies, 3)
	}},
	{"erase of an unknown stream is not found", func(t *env) {
		require.ErrorIs(t, t.Erase(t.ctx, "none"), store.ErrNotFound)
		require.ErrorIs(t, t.Erase(t.ctx, "none", store.Body{Seq: 1}), store.ErrNotFound)
	}},
}
