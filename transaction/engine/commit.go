package engine

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/torikime/torikime/store"
)

// committer lets commands that wait at the same time share one commit: while one
// is under way, the next group collects. Somebody who is alone waits for nobody.
type committer struct {
	st   store.Store
	size int
	hook func(batches, events int, took time.Duration, err error)

	mu      sync.Mutex
	waiting []*waiter
	busy    bool
	closed  bool
	running sync.WaitGroup
}

type waiter struct {
	batch  store.Batch
	result store.Result
	done   chan struct{}
}

func newCommitter(st store.Store, o Options) *committer {
	return &committer{st: st, size: o.GroupSize, hook: o.Hooks.Commit}
}

// append commits one batch. The commit runs under nobody's context: a caller
// whose context ends hears ctx.Err(), and the commit is what it is. (With an
// idempotency key he can ask again what it was.)
func (c *committer) append(ctx context.Context, b store.Batch) (store.Result, error) {
	if err := ctx.Err(); err != nil {
		return store.Result{}, err
	}
	w := &waiter{batch: b, done: make(chan struct{})}
	c.mu.Lock()
	if c.closed {
		c.mu.Unlock()
		return store.Result{}, ErrClosed
	}
	c.waiting = append(c.waiting, w)
	leads := !c.busy
	if leads {
		c.busy = true
		c.running.Add(1)
	}
	c.mu.Unlock()
	switch {
	case leads && ctx.Done() == nil:
		// Who cannot leave commits himself: waking somebody else up costs him a
		// tenth of a commit to a local disk. The next groups are not his.
		if c.next() {
			go c.drain()
		}
	case leads:
		go c.drain()
	}
	select {
	case <-w.done:
		return w.result, w.result.Err
	case <-ctx.Done():
		return store.Result{}, ctx.Err()
	}
}

// drain commits group after group until nobody waits.
func (c *committer) drain() {
	for c.next() {
	}
}

// next commits the next group, and reports whether others wait by then. Once
// nobody does, whoever comes next leads again.
func (c *committer) next() bool {
	c.mu.Lock()
	group := c.waiting[:min(len(c.waiting), c.size)]
	c.waiting = c.waiting[len(group):]
	c.mu.Unlock()
	c.commit(group)
	c.mu.Lock()
	defer c.mu.Unlock()
	if len(c.waiting) > 0 {
		return true
	}
	c.waiting, c.busy = nil, false
	c.running.Done()
	return false
}

func (c *committer) commit(group []*waiter) {
	batches := make([]store.Batch, len(group))
	for i, w := range group {
		batches[i] = w.batch
	}
	results, err := c.appendAll(context.Background(), batches)
	for i, w := range group {
		if i < len(results) {
			w.result = results[i]
		} else {
			w.result.Err = err
		}
		close(w.done)
	}
}

// appendAll is the store's Append, with the hook.
func (c *committer) appendAll(ctx context.Context, batches []store.Batch) (results []store.Result, err error) {
	if c.hook != nil {
		began := time.Now()
		events := 0
		for i := range batches {
			events += len(batches[i].Events)
		}
		defer func() { c.hook(len(batches), events, time.Since(began), err) }()
	}
	defer func() {
		if v := recover(); v != nil {
			results, err = nil, fmt.Errorf("engine: the store panicked: %v", v)
		}
	}()
	results, err = c.st.Append(ctx, batches...)
	if err == nil && len(results) != len(batches) {
		err = errors.New("engine: the store did not answer for every batch")
	}
	return results, err
}

func (c *committer) close() {
	c.mu.Lock()
	c.closed = true
	c.mu.Unlock()
	c.running.Wait()
}

// locks lets one command at a time work on a stream in this process, so that
// commands of one process never conflict with one another. The store's expected
// version keeps processes apart.
type locks struct {
	mu   sync.Mutex
	held map[string]*lock
}

type lock struct {
	ch   chan struct{}
	used int
}

// lock waits for the stream's turn; the function it gives ends it.
func (l *locks) lock(ctx context.Context, stream string) (unlock func(), err error) {
	l.mu.Lock()
	if l.held == nil {
		l.held = map[string]*lock{}
	}
	k := l.held[stream]
	if k == nil {
		k = &lock{ch: make(chan struct{}, 1)}
		l.held[stream] = k
	}
	k.used++
	l.mu.Unlock()
	select {
	case k.ch <- struct{}{}:
		return func() { <-k.ch; l.leave(stream, k) }, nil
	case <-ctx.Done():
		l.leave(stream, k)
		return nil, ctx.Err()
	}
}

func (l *locks) leave(stream string, k *lock) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if k.used--; k.used == 0 {
		delete(l.held, stream)
	}
}
