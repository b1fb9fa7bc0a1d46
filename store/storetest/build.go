package storetest

import (
	"fmt"
	"time"

	"github.com/stretchr/testify/require"
	"github.com/torikime/torikime/store"
)

// at is the instant n microseconds after a fixed one.
func at(n int) time.Time {
	return time.Date(2025, 4, 1, 9, 30, 0, 123456000, time.UTC).Add(time.Duration(n) * time.Microsecond)
}

// events are n events whose data says where they belong.
func events(stream string, expected, n int) []store.Event {
	out := make([]store.Event, n)
	for i := range out {
		seq := expected + i + 1
		out[i] = store.Event{Type: "Noted", Version: 2, At: at(seq), Data: fmt.Appendf(nil, `{"in":%q,"n":%d}`, stream, seq)}
	}
	return out
}

// batch moves a stream on by n events.
func batch(stream string, expected, n int) store.Batch {
	return store.Batch{Stream: stream, Expected: expected, Events: events(stream, expected, n)}
}

func command(id string) *store.Command {
	return &store.Command{ID: id, Digest: []byte("digest of " + id), Result: []byte("result of " + id), At: at(0)}
}

// write appends batches that must all succeed.
func (t *env) write(batches ...store.Batch) []store.Result {
	t.Helper()
	results := t.try(batches...)
	for i, r := range results {
		require.NoError(t, r.Err, "batch %d", i)
		require.Equal(t, batches[i].Expected+len(batches[i].Events), r.Version, "batch %d", i)
	}
	return results
}

// try appends batches that may fail each by itself.
func (t *env) try(batches ...store.Batch) []store.Result {
	t.Helper()
	results, err := t.Append(t.ctx, batches...)
	require.NoError(t, err)
	require.Len(t, results, len(batches))
	return results
}

// refuse appends one batch that must fail and must leave nothing.
func (t *env) refuse(want error, b store.Batch) {
	t.Helper()
	before := t.dump(b)
	r := t.try(b)[0]
	require.ErrorIs(t, r.Err, want)
	require.Equal(t, store.Result{Err: r.Err}, r, "a batch that failed has no version and no position")
	require.Equal(t, before, t.dump(b), "a batch that failed left something")
}

// load is a stream with its bodies.
func (t *env) load(id string) store.Stream {
	t.Helper()
	streams, err := t.Load(t.ctx, store.LoadOptions{Bodies: true}, id)
	require.NoError(t, err)
	require.Len(t, streams, 1)
	return streams[0]
}

func (t *env) count(label string) int {
	t.Helper()
	n, err := t.Count(t.ctx, label)
	require.NoError(t, err)
	return n
}

func (t *env) list(label, after string, limit int) []store.Item {
	t.Helper()
	items, err := t.List(t.ctx, store.ListQuery{Label: label, After: after, Limit: limit})
	require.NoError(t, err)
	return items
}

func (t *env) due(q store.DueQuery) []string {
	t.Helper()
	due, err := t.Due(t.ctx, q)
	require.NoError(t, err)
	var ids []string
	for _, d := range due {
		ids = append(ids, d.Stream)
	}
	return ids
}

func (t *env) feed() []store.Entry {
	t.Helper()
	entries, err := t.Tail(t.ctx, 0, 1_000_000)
	require.NoError(t, err)
	return entries
}

// trace is everything that a batch could have touched.
type trace struct {
	Stream    store.Stream
	Feed      []store.Entry
	Labels    []int
	Command   string
	Documents []string
	Due       []store.Due
}

func (t *env) dump(b store.Batch) trace {
	t.Helper()
	out := trace{Feed: t.feed()}
	if streams, err := t.Load(t.ctx, store.LoadOptions{Bodies: true}, b.Stream); err == nil {
		out.Stream = streams[0]
	}
	for _, labels := range [][]string{b.Label, b.Unlabel} {
		for _, l := range labels {
			n, _ := t.Count(t.ctx, l)
			out.Labels = append(out.Labels, n)
		}
	}
	if b.Command != nil {
		c, err := t.Command(t.ctx, b.Command.ID)
		out.Command = fmt.Sprint(c, err)
	}
	for _, d := range b.Documents {
		data, err := t.Document(t.ctx, d.Digest)
		out.Documents = append(out.Documents, fmt.Sprint(string(data), err))
	}
	var err error
	out.Due, err = t.Due(t.ctx, store.DueQuery{Until: time.Date(9999, 12, 31, 0, 0, 0, 0, time.UTC), Parked: true, Limit: 1_000_000})
	require.NoError(t, err)
	return out
}

// full is a batch that uses everything.
func full(stream string, expected int) store.Batch {
	b := batch(stream, expected, 2)
	b.Bodies = []store.Body{
		{Seq: expected + 2, Name: "answer", Data: []byte("the second's text of " + stream)},
		{Seq: expected + 1, Name: "text", Data: []byte("the first's text of " + stream)},
		{Seq: expected + 1, Name: "salt", Data: []byte{0, 1, 2, 255}},
	}
	b.Wake = at(1000)
	b.Label = []string{"all", "of:" + stream}
	b.Command = command(fmt.Sprintf("command of %s at %d", stream, expected))
	b.Documents = []store.Document{{Digest: "sha256:" + stream, Data: []byte("document of " + stream)}}
	return b
}
