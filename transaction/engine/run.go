package engine

import (
	"context"
	"fmt"
	"sync"
	"time"

	"github.com/torikime/torikime/store"
)

// forgetEvery is how often Run drops old keys.
const forgetEvery = time.Hour

// Run sweeps until ctx ends, drops idempotency keys that are old enough, and, where
// there are providers, reacts. What fails is logged and comes again. It gives nil
// when ctx ends, after every call to a provider has ended too.
func (e *Engine) Run(ctx context.Context) error {
	var reacting sync.WaitGroup
	defer reacting.Wait()
	if len(e.o.Providers) > 0 {
		reacting.Go(func() { e.keepReacting(ctx) })
	}
	var forgot time.Time
	for {
		if _, err := e.Sweep(ctx); err != nil && ctx.Err() == nil {
			e.o.Log.ErrorContext(ctx, "sweep failed", "error", err)
		}
		if now := e.Now(); now.Sub(forgot) >= forgetEvery && ctx.Err() == nil {
			if _, err := e.st.Forget(ctx, now.Add(-e.o.KeepKeys)); err != nil {
				e.o.Log.ErrorContext(ctx, "old keys were not dropped", "error", err)
			}
			forgot = now
		}
		select {
		case <-ctx.Done():
			return nil
		case <-e.o.Clock.After(e.o.SweepEvery):
		}
	}
}

// keepReacting reacts until ctx ends. A provider that hangs keeps no sweep waiting.
func (e *Engine) keepReacting(ctx context.Context) {
	for {
		if _, err := e.React(ctx); err != nil && ctx.Err() == nil {
			e.o.Log.ErrorContext(ctx, "reaction failed", "error", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-e.o.Clock.After(e.o.SweepEvery):
		}
	}
}

// Health says how the sweeps are doing.
type Health struct {
	// LastSweep is when this engine's last sweep that succeeded was; zero: none yet.
	LastSweep time.Time
	// OldestOverdue is the oldest deadline that is not stored yet; zero: none.
	// Parked streams are not among them.
	OldestOverdue time.Time
	// Parked counts the streams that could not be moved on, up to 1000.
	Parked int
	// Stuck counts the transfers that an operator has to look at (T10.3).
	Stuck int
}

// Health fails if the store cannot be reached.
func (e *Engine) Health(ctx context.Context) (Health, error) {
	e.mu.Lock()
	h := Health{LastSweep: e.lastSweep}
	e.mu.Unlock()
	due, err := e.st.Due(ctx, store.DueQuery{Until: e.Now(), Limit: 1})
	if err != nil {
		return h, fmt.Errorf("engine: the store cannot be reached: %w", err)
	}
	if len(due) > 0 {
		h.OldestOverdue = due[0].Wake
	}
	parked, err := e.st.ListParked(ctx, maxParked)
	if err != nil {
		return h, err
	}
	h.Parked = len(parked)
	h.Stuck, err = e.st.Count(ctx, transferStuckLabel)
	return h, err
}
