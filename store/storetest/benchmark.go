package storetest

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/torikime/torikime/store"
)

// Benchmark measures what an engine does most: appending alone and in groups,
// loading, finding what is due, listing and following the feed.
func Benchmark(b *testing.B, open func(b *testing.B) store.Store) {
	for _, group := range []int{1, 50} {
		b.Run(fmt.Sprintf("append %d per commit", group), func(b *testing.B) {
			s := open(b)
			b.ReportAllocs()
			for n := 0; b.Loop(); n++ {
				batches := make([]store.Batch, group)
				for i := range batches {
					batches[i] = full(fmt.Sprintf("s%d:%d", n, i), 0)
				}
				appendAll(b, s, batches...)
			}
			b.ReportMetric(float64(b.N*group)/b.Elapsed().Seconds(), "batches/s")
		})
	}
	s := open(b)
	ctx := context.Background()
	const streams, length = 200, 20
	ids := make([]string, streams)
	for i := range ids {
		ids[i] = fmt.Sprint("s", i)
		one := batch(ids[i], 0, length)
		one.Label, one.Wake = []string{"all"}, at(i)
		appendAll(b, s, one)
	}
	for _, question := range []struct {
		name string
		ask  func() error
	}{
		{"load 1 stream of 20 events", func() error { _, err := s.Load(ctx, store.LoadOptions{Bodies: true}, "s7"); return err }},
		{"load 200 streams of 20 events", func() error { _, err := s.Load(ctx, store.LoadOptions{}, ids...); return err }},
		{"due 200", func() error {
			_, err := s.Due(ctx, store.DueQuery{Until: at(0).Add(time.Hour), Limit: streams})
			return err
		}},
		{"list 20", func() error { _, err := s.List(ctx, store.ListQuery{Label: "all", Limit: 20}); return err }},
		{"count 200", func() error { _, err := s.Count(ctx, "all"); return err }},
		{"tail 100", func() error { _, err := s.Tail(ctx, 1000, 100); return err }},
	} {
		b.Run(question.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if err := question.ask(); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func appendAll(b *testing.B, s store.Store, batches ...store.Batch) {
	b.Helper()
	results, err := s.Append(context.Background(), batches...)
	if err != nil {
		b.Fatal(err)
	}
	for _, r := range results {
		if r.Err != nil {
			b.Fatal(r.Err)
		}
	}
}
