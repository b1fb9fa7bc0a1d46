package storetest

import (
	"context"
	"fmt"
	"runtime"
	"sync"

	"github.com/torikime/torikime/store"
)

// recorder stands in for a *testing.T whose failure is wanted.
type recorder struct {
	mu      sync.Mutex
	message string
}

func (r *recorder) Helper()                  {}
func (r *recorder) Context() context.Context { return context.Background() }
func (r *recorder) FailNow()                 { r.Errorf("stopped"); runtime.Goexit() }

func (r *recorder) Errorf(format string, args ...any) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.message == "" {
		r.message = fmt.Sprintf(format, args...)
	}
}

// failures runs the whole suite on a store and names the cases that failed.
func failures(s *suite) []string {
	var failed []string
	for _, c := range s.cases() {
		r := &recorder{}
		done := make(chan struct{})
		go func() {
			defer close(done)
			defer func() {
				if v := recover(); v != nil {
					r.Errorf("panic: %v", v)
				}
			}()
			s.run(r, c)
		}()
		<-done
		if r.message != "" {
			failed = append(failed, c.name)
		}
	}
	return failed
}

// broken is a store some of whose methods are replaced.
type broken struct {
	store.Store
	append  func(ctx context.Context, batches ...store.Batch) ([]store.Result, error)
	load    func(ctx context.Context, opt store.LoadOptions, ids ...string) ([]store.Stream, error)
	due     func(ctx context.Context, q store.DueQuery) ([]store.Due, error)
	list    func(ctx context.Context, q store.ListQuery) ([]store.Item, error)
	streams func(ctx context.Context, prefix, after string, limit int) ([]string, error)
	tail    func(ctx context.Context, after int64, limit int) ([]store.Entry, error)
}

func (b broken) Append(ctx context.Context, batches ...store.Batch) ([]store.Result, error) {
	if b.append != nil {
		return b.append(ctx, batches...)
	}
	return b.Store.Append(ctx, batches...)
}

func (b broken) Load(ctx context.Context, opt store.LoadOptions, ids ...string) ([]store.Stream, error) {
	if b.load != nil {
		return b.load(ctx, opt, ids...)
	}
	return b.Store.Load(ctx, opt, ids...)
}

func (b broken) Due(ctx context.Context, q store.DueQuery) ([]store.Due, error) {
	if b.due != nil {
		return b.due(ctx, q)
	}
	return b.Store.Due(ctx, q)
}

func (b broken) List(ctx context.Context, q store.ListQuery) ([]store.Item, error) {
	if b.list != nil {
		return b.list(ctx, q)
	}
	return b.Store.List(ctx, q)
}

func (b broken) Streams(ctx context.Context, prefix, after string, limit int) ([]string, error) {
	if b.streams != nil {
		return b.streams(ctx, prefix, after, limit)
	}
	return b.Store.Streams(ctx, prefix, after, limit)
}

func (b broken) Tail(ctx context.Context, after int64, limit int) ([]store.Entry, error) {
	if b.tail != nil {
		return b.tail(ctx, after, limit)
	}
	return b.Store.Tail(ctx, after, limit)
}
