package engine

import (
	"context"
	"errors"
	"time"

	"github.com/torikime/torikime/store"
)

// Swept says what a sweep did.
type Swept struct {
	// Streams were moved on, by Events in all.
	Streams, Events int
	// Parked streams could not be, and are tried again later.
	Parked int
}

// Settle lets every overdue deadline of a person's transactions happen (T0.8):
// before a payout, an account's deletion, or a view of his standing.
func (e *Engine) Settle(ctx context.Context, person string) error {
	return e.settlePerson(ctx, e.Now(), person)
}

// settlePerson lets everything overdue of a person's happen. Quotations come first:
// one that was bought may still have to become a transaction.
func (e *Engine) settlePerson(ctx context.Context, now time.Time, person string) error {
	for _, label := range []string{quotingLabel(person), partyLabel(person)} {
		if _, err := e.settle(ctx, now, label); err != nil {
			return err
		}
	}
	return nil
}

// Sweep stores everything that is due, and tries parked streams again whose time
// has come. It does not matter how often, how late and by how many at a time it is
// called (T0.3). A stream that cannot be moved on is parked and stops no other; an
// error is the store's or ctx's.
func (e *Engine) Sweep(ctx context.Context) (swept Swept, err error) {
	if hook := e.o.Hooks.Sweep; hook != nil {
		began := time.Now()
		defer func() { hook(swept, time.Since(began), err) }()
	}
	now := e.Now()
	swept, err = e.retryParked(ctx, now)
	if err != nil {
		return swept, err
	}
	more, err := e.settle(ctx, now, "")
	swept.add(more)
	if err != nil {
		return swept, err
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	if now.After(e.lastSweep) {
		e.lastSweep = now
	}
	return swept, nil
}

func (s *Swept) add(o Swept) {
	s.Streams += o.Streams
	s.Events += o.Events
	s.Parked += o.Parked
}

// settle moves every due stream on, or those with a label.
func (e *Engine) settle(ctx context.Context, now time.Time, label string) (Swept, error) {
	var total Swept
	for {
		due, err := e.st.Due(ctx, store.DueQuery{Until: now, Label: label, Limit: pageSize})
		if err != nil || len(due) == 0 {
			return total, err
		}
		ids := make([]string, len(due))
		for i := range due {
			ids[i] = due[i].Stream
		}
		swept, err := e.moveOn(ctx, ids, now)
		total.add(swept)
		// Where nothing moved, others were faster with all of them.
		if err != nil || swept.Streams+swept.Parked == 0 {
			return total, err
		}
	}
}

// moveOn lets everything due happen in some streams: one read, one commit.
func (e *Engine) moveOn(ctx context.Context, ids []string, now time.Time) (swept Swept, err error) {
	streams, err := e.st.Load(ctx, store.LoadOptions{}, ids...)
	if err != nil {
		return swept, err
	}
	failed := map[string]error{}
	batches := make([]store.Batch, 0, len(streams))
	for i := range streams {
		b, err := e.overdue(ctx, &streams[i], now)
		switch {
		case ctx.Err() != nil:
			return swept, ctx.Err()
		case err != nil:
			failed[streams[i].ID] = err
		case len(b.Events) == 0 && b.Wake.Equal(streams[i].Wake):
			swept.Streams++ // somebody else was faster
		default:
			batches = append(batches, b)
		}
	}
	if len(batches) > 0 {
		results, err := e.commits.appendAll(ctx, batches)
		if err != nil {
			return swept, err
		}
		for i, r := range results {
			switch {
			case r.Err == nil:
				swept.Streams++
				swept.Events += len(batches[i].Events)
				e.forget(batches[i].Stream)
			case !errors.Is(r.Err, store.ErrConflict):
				failed[batches[i].Stream] = r.Err
			}
		}
	}
	swept.Parked = len(failed)
	return swept, e.park(ctx, failed, now)
}

func (e *Engine) overdue(ctx context.Context, st *store.Stream, now time.Time) (store.Batch, error) {
	m, err := e.sweeper(st.ID)
	if err != nil {
		return store.Batch{}, err
	}
	return m.overdue(ctx, st, now)
}

// forget drops what is remembered of a stream that was moved on.
func (e *Engine) forget(stream string) {
	if m, err := e.sweeper(stream); err == nil {
		m.forget(stream)
	}
}

// maxRetry is the longest pause before a parked stream is tried again.
const maxRetry = time.Hour

// maxParked is how many parked streams are looked at.
const maxParked = 1000

// park sets streams aside that could not be moved on.
func (e *Engine) park(ctx context.Context, failed map[string]error, now time.Time) error {
	if len(failed) == 0 {
		return nil
	}
	before, err := e.st.ListParked(ctx, maxParked)
	if err != nil {
		return err
	}
	tried := map[string]int{}
	for _, p := range before {
		tried[p.Stream] = p.Attempts
	}
	for stream, why := range failed {
		p := store.Parked{Stream: stream, Error: why.Error(), Since: now, Attempts: tried[stream] + 1}
		p.Retry = now.Add(min(maxRetry, e.o.RetryAfter<<min(p.Attempts-1, 16)))
		if err := e.st.Park(ctx, p); err != nil {
			return err
		}
		e.o.Log.WarnContext(ctx, "stream parked", "stream", stream, "attempts", p.Attempts, "retry", p.Retry, "error", why)
		if hook := e.o.Hooks.Park; hook != nil {
			hook(p)
		}
	}
	return nil
}

// retryParked tries the parked streams whose time has come.
func (e *Engine) retryParked(ctx context.Context, now time.Time) (total Swept, err error) {
	parked, err := e.st.ListParked(ctx, maxParked)
	if err != nil {
		return total, err
	}
	for _, p := range parked {
		if p.Retry.After(now) {
			continue
		}
		swept, err := e.moveOn(ctx, []string{p.Stream}, now)
		total.add(swept)
		if err == nil && swept.Streams > 0 {
			err = e.st.Unpark(ctx, p.Stream)
		}
		if err != nil {
			return total, err
		}
	}
	return total, nil
}

// ParkedStreams lists the streams that could not be moved on, longest parked first.
func (e *Engine) ParkedStreams(ctx context.Context, limit int) ([]store.Parked, error) {
	return e.st.ListParked(ctx, limit)
}
