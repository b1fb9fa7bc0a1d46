package storetest

import (
	"context"
	"strings"
	"time"

	"github.com/stretchr/testify/require"
	"github.com/torikime/torikime/store"
)

// invalidBatches are full batches with one fault each, and what the error must name.
var invalidBatches = []struct {
	where string
	spoil func(b *store.Batch)
}{
	{"Stream", func(b *store.Batch) { b.Stream = "" }},
	{"Stream", func(b *store.Batch) { b.Stream = "bad \xff" }},
	{"Stream", func(b *store.Batch) { b.Stream = "a\x00b" }},
	{"Stream", func(b *store.Batch) { b.Stream = strings.Repeat("x", store.MaxID+1) }},
	{"Expected", func(b *store.Batch) { b.Expected = -1 }},
	{"Events[1].Type", func(b *store.Batch) { b.Events[1].Type = "" }},
	{"Events[0].Type", func(b *store.Batch) { b.Events[0].Type = "\xc3" }},
	{"Events[1].Version", func(b *store.Batch) { b.Events[1].Version = -1 }},
	{"Events[1].Data", func(b *store.Batch) { b.Events[1].Data = nil }},
	{"Events[0].At", func(b *store.Batch) { b.Events[0].At = time.Time{} }},
	{"Events[1].At", func(b *store.Batch) { b.Events[1].At = b.Events[1].At.Add(time.Nanosecond) }},
	{"Events[1].At", func(b *store.Batch) { b.Events[1].At = time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC) }},
	{"Events[1].At", func(b *store.Batch) { b.Events[1].At = b.Events[0].At.Add(-time.Microsecond) }},
	{"Bodies[0].Seq", func(b *store.Batch) { b.Bodies[0].Seq = b.Expected }},
	{"Bodies[2].Seq", func(b *store.Batch) { b.Bodies[2].Seq = b.Expected + 3 }},
	{"Bodies[1].Name", func(b *store.Batch) { b.Bodies[1].Name = "\xff" }},
	{"Bodies[2]", func(b *store.Batch) { b.Bodies[2] = b.Bodies[1] }},
	{"Wake", func(b *store.Batch) { b.Wake = b.Wake.Add(1) }},
	{"Wake", func(b *store.Batch) { b.Wake = time.Date(-1, 1, 1, 0, 0, 0, 0, time.UTC) }},
	{"Label[1]", func(b *store.Batch) { b.Label[1] = "" }},
	{"Label[0]", func(b *store.Batch) { b.Label[0] = "\xff" }},
	{"Unlabel[0]", func(b *store.Batch) { b.Unlabel = []string{""} }},
	{"Unlabel[0]", func(b *store.Batch) { b.Unlabel = []string{b.Label[1]} }},
	{"Command.ID", func(b *store.Batch) { b.Command.ID = "" }},
	{"Command.ID", func(b *store.Batch) { b.Command.ID = "\xff" }},
	{"Command.At", func(b *store.Batch) { b.Command.At = time.Time{} }},
	{"Documents[0].Digest", func(b *store.Batch) { b.Documents[0].Digest = "" }},
	{"Events", func(b *store.Batch) { b.Events, b.Bodies = nil, nil }},
}

var invalidCases = []testCase{
	{"a batch that no store can take is refused, with what and where", func(t *env) {
		for _, c := range invalidBatches {
			b := full("s", 0)
			c.spoil(&b)
			r := t.try(b)[0]
			require.ErrorIs(t, r.Err, store.ErrInvalid, c.where)
			require.Contains(t, r.Err.Error(), c.where+":")
		}
		require.Empty(t, t.feed())
		require.Zero(t, t.count("all"))
		t.write(full("s", 0))
	}},
	{"a limit is 1 or more", func(t *env) {
		t.write(full("s", 0))
		for _, limit := range []int{0, -1} {
			_, due := t.Due(t.ctx, store.DueQuery{Until: at(1), Limit: limit})
			_, list := t.List(t.ctx, store.ListQuery{Label: "all", Limit: limit})
			_, streams := t.Streams(t.ctx, "", "", limit)
			_, tail := t.Tail(t.ctx, 0, limit)
			_, parked := t.ListParked(t.ctx, limit)
			for _, err := range []error{due, list, streams, tail, parked} {
				require.ErrorIs(t, err, store.ErrInvalid)
			}
		}
	}},
	{"a question that has no answer is refused", func(t *env) {
		bad := "bad \xff"
		for name, ask := range map[string]func() error{
			"load an id":         func() error { _, err := t.Load(t.ctx, store.LoadOptions{}, "a", bad); return err },
			"load no id":         func() error { _, err := t.Load(t.ctx, store.LoadOptions{}, ""); return err },
			"load after -1":      func() error { _, err := t.Load(t.ctx, store.LoadOptions{After: -1}, "a"); return err },
			"list":               func() error { _, err := t.List(t.ctx, store.ListQuery{Label: bad, Limit: 1}); return err },
			"list without label": func() error { _, err := t.List(t.ctx, store.ListQuery{Limit: 1}); return err },
			"count":              func() error { _, err := t.Count(t.ctx, bad); return err },
			"due":                func() error { _, err := t.Due(t.ctx, store.DueQuery{Label: bad, Limit: 1}); return err },
			"streams":            func() error { _, err := t.Streams(t.ctx, bad, "", 1); return err },
			"streams after":      func() error { _, err := t.Streams(t.ctx, "", bad, 1); return err },
			"command":            func() error { _, err := t.Command(t.ctx, bad); return err },
			"document":           func() error { _, err := t.Document(t.ctx, bad); return err },
			"erase":              func() error { return t.Erase(t.ctx, bad) },
			"unpark":             func() error { return t.Unpark(t.ctx, "a\x00b") },
			"tail after -1":      func() error { _, err := t.Tail(t.ctx, -1, 1); return err },
			"park":               func() error { return t.Park(t.ctx, store.Parked{Stream: bad, Since: at(1), Retry: at(1)}) },
			"park attempts -1": func() error {
				return t.Park(t.ctx, store.Parked{Stream: "s", Attempts: -1, Since: at(1), Retry: at(1)})
			},
			"park without since": func() error { return t.Park(t.ctx, store.Parked{Stream: "s", Retry: at(1)}) },
		} {
			require.ErrorIs(t, ask(), store.ErrInvalid, name)
		}
	}},
}

var contextCases = []testCase{
	{"a context that is done is answered with its error, and nothing is done", func(t *env) {
		t.write(full("s", 0))
		ctx, cancel := context.WithCancel(t.ctx)
		cancel()
		results, err := t.Append(ctx, full("s", 2), full("x", 0))
		require.ErrorIs(t, err, context.Canceled)
		require.Len(t, results, 2)
		for _, r := range results {
			require.ErrorIs(t, r.Err, context.Canceled)
		}
		_, load := t.Load(ctx, store.LoadOptions{}, "s")
		_, due := t.Due(ctx, store.DueQuery{Until: at(1), Limit: 1})
		_, list := t.List(ctx, store.ListQuery{Label: "all", Limit: 1})
		_, count := t.Count(ctx, "all")
		_, streams := t.Streams(ctx, "", "", 1)
		_, tail := t.Tail(ctx, 0, 1)
		_, cmd := t.Command(ctx, "c")
		_, doc := t.Document(ctx, "d")
		_, parked := t.ListParked(ctx, 1)
		_, forget := t.Forget(ctx, at(1000))
		park := t.Park(ctx, store.Parked{Stream: "s", Since: at(1), Retry: at(2)})
		for i, err := range []error{load, due, list, count, streams, tail, cmd, doc, parked, forget, park, t.Unpark(ctx, "s"), t.Erase(ctx, "s")} {
			require.ErrorIs(t, err, context.Canceled, "call %d", i)
		}
		require.Equal(t, 2, t.load("s").Version)
		require.Len(t, t.load("s").Bodies, 3)
		require.Empty(t, t.parked(1))
		t.command(full("s", 0).Command.ID)
	}},
}
