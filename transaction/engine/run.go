package engine

import (
	"context"
	"fmt"
	"time"

	"github.com/torikime/torikime/store"
)

// forgetEvery is how often Run drops old keys.
const forgetEvery = time.Hour

// Run sweeps until ctx ends, and drops idempotency keys that are old enough. A
// sweep that fails is logged and comes again. It gives nil when ctx ends.
func (e *Engine) Run(ctx context.Context) error {
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

// Health says how the sweeps are doing.
type Health struct {
	// LastSweep is when this engine's last sweep that succeeded was; zero: none yet.
	LastSweep time.Time
	// OldestOverdue is the oldest deadline that is not stored yet; zero: none.
	// Parked streams are not among them.
	OldestOverdue time.Time
	// Parked counts the streams that could not be moved on, up to 1000.
	Parked int
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
	h.Parked = len(parked)
	return h, err
}
