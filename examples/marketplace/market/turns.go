package market

import (
	"context"
	"sync"
)

// turns lets payments that concern the same thing come one after another: two tabs
// that pay one purchase, two requests with one key. The zero value is ready.
type turns struct {
	mu   sync.Mutex
	held map[string]*turn
}

type turn struct {
	ch   chan struct{}
	used int
}

// take waits for the turn of a name; what it gives ends it. An empty name is
// nobody's.
func (t *turns) take(ctx context.Context, name string) (end func(), err error) {
	if name == "" {
		return func() {}, nil
	}
	t.mu.Lock()
	if t.held == nil {
		t.held = map[string]*turn{}
	}
	k := t.held[name]
	if k == nil {
		k = &turn{ch: make(chan struct{}, 1)}
		t.held[name] = k
	}
	k.used++
	t.mu.Unlock()
	select {
	case k.ch <- struct{}{}:
		return func() { <-k.ch; t.leave(name, k) }, nil
	case <-ctx.Done():
		t.leave(name, k)
		return nil, ctx.Err()
	}
}

func (t *turns) leave(name string, k *turn) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if k.used--; k.used == 0 {
		delete(t.held, name)
	}
}
