package market

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/store"
)

// Clock is the marketplace's time: the machine's own, moved by an offset, or
// standing still. It never runs backwards, whatever the machine's clock does, and
// is the same after a restart.
type Clock struct {
	mu     sync.Mutex
	offset time.Duration
	frozen time.Time // zero: it runs
	last   time.Time // the latest instant that anybody saw

	moving sync.Mutex // one move at a time
}

// latest is as far as the clock can be moved: windows begin there and must end
// in a year of four digits.
var latest = time.Date(9000, 1, 1, 0, 0, 0, 0, time.UTC)

// keepKeys is how long idempotency keys are kept.
const keepKeys = 30 * 24 * time.Hour

// Time is what the clock shows.
type Time struct {
	Now    time.Time `json:"now"`
	Frozen bool      `json:"frozen"`
}

// Move moves the demo's clock. Exactly one of its fields is set.
type Move struct {
	// Freeze: stand still at that instant.
	Freeze *time.Time
	// Advance: move on by exactly that much.
	Advance *time.Duration
	// Resume: run on from there.
	Resume bool
}

// openClock reads where the clock stood. Whoever started a transaction has seen
// its last instant, so the clock does not go behind that either.
func openClock(ctx context.Context, db *sql.DB, movable bool) (*Clock, error) {
	c := &Clock{}
	var seen sql.NullInt64
	if err := db.QueryRowContext(ctx, "SELECT max(at) FROM torikime_stream").Scan(&seen); err != nil {
		return nil, fmt.Errorf("read the clock: %w", err)
	}
	if seen.Valid {
		c.last = time.UnixMicro(seen.Int64).UTC()
	}
	if !movable {
		return c, nil
	}
	var offset int64
	var frozen sql.NullInt64
	err := db.QueryRowContext(ctx, "SELECT offset_micros, frozen_at, seen_at FROM market_clock").Scan(&offset, &frozen, &seen)
	if errors.Is(err, sql.ErrNoRows) {
		return c, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read the clock: %w", err)
	}
	c.offset = time.Duration(offset) * time.Microsecond
	if frozen.Valid {
		c.frozen = time.UnixMicro(frozen.Int64).UTC()
	}
	if at := time.UnixMicro(seen.Int64).UTC(); at.After(c.last) {
		c.last = at
	}
	return c, nil
}

// Now is the marketplace's time: UTC, whole microseconds.
func (c *Clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now()
}

func (c *Clock) now() time.Time {
	at := c.frozen
	if at.IsZero() {
		at = time.Now().Add(c.offset).UTC().Truncate(time.Microsecond)
	}
	if at.After(c.last) {
		c.last = at
	}
	return c.last
}

// After waits in the machine's time: it paces sweeps, and those go on while the
// clock stands still.
func (c *Clock) After(d time.Duration) <-chan time.Time { return time.After(d) }

// wait waits until the marketplace's time is at; false if ctx ends before, or the clock
// stands still.
func (c *Clock) wait(ctx context.Context, at time.Time) bool {
	c.mu.Lock()
	frozen, left := !c.frozen.IsZero(), at.Sub(c.now())
	c.mu.Unlock()
	if end, ok := ctx.Deadline(); frozen || ok && time.Until(end) < left {
		return false
	}
	select {
	case <-ctx.Done():
		return false
	case <-time.After(left):
		return true
	}
}

// Clock is what the demo's clock shows; ErrNotFound without the demo.
func (m *Market) Clock() (Time, error) {
	if !m.demo {
		return Time{}, ErrNotFound
	}
	m.clock.mu.Lock()
	defer m.clock.mu.Unlock()
	return Time{Now: m.clock.now(), Frozen: !m.clock.frozen.IsZero()}, nil
}

// MoveClock moves the demo's clock, and answers after everything that is due by
// then has happened. Back is a conflict; ErrNotFound without the demo.
func (m *Market) MoveClock(ctx context.Context, v Viewer, move Move, call Call) (Done[Time], error) {
	if !m.demo {
		return Done[Time]{}, ErrNotFound
	}
	m.clock.moving.Lock()
	defer m.clock.moving.Unlock()
	call.Key = scoped(v.Person, call.Key)
	next, no := m.clock.moved(move)
	if no != nil {
		// A key that has succeeded is answered, not judged again.
		if done, ok, err := m.repeatedClock(ctx, call); ok || err != nil {
			return done, err
		}
		return Done[Time]{}, no
	}
	shown := Time{Now: next.last, Frozen: !next.frozen.IsZero()}
	answer, err := json.Marshal(shown)
	if err != nil || call.DryRun {
		return Done[Time]{Value: shown, JSON: answer}, err
	}
	// The key is as old as the instant moved to: it must outlive a long move.
	answer, repeated, err := m.write(ctx, next.last, call, answer, next.save)
	if err != nil {
		return Done[Time]{}, err
	}
	if !repeated {
		m.clock.set(next)
	}
	if err := m.settle(ctx); err != nil {
		return Done[Time]{}, err
	}
	// A move may pass the end of what keys are kept for; nobody waits for a sweep then.
	if _, err := m.store.Forget(ctx, m.clock.Now().Add(-keepKeys)); err != nil {
		return Done[Time]{}, err
	}
	done := Done[Time]{JSON: answer, Repeated: repeated}
	return done, json.Unmarshal(answer, &done.Value)
}

func (m *Market) repeatedClock(ctx context.Context, call Call) (done Done[Time], ok bool, err error) {
	if call.Key == "" {
		return done, false, nil
	}
	done.JSON, err = m.repeated(ctx, call)
	if isNotFound(err) {
		return done, false, nil
	}
	if err != nil {
		return done, false, err
	}
	done.Repeated = true
	return done, true, json.Unmarshal(done.JSON, &done.Value)
}

// mostRounds bounds settle: a refund takes two, and what fails again and again is
// left to time.
const mostRounds = 20

// settle lets everything happen that is due now, by whichever sweep, and what
// follows from it at the providers, calls that others have begun included. It looks
// twice: what was being called at the first look may have been answered at the next,
// and be told to nobody yet.
func (m *Market) settle(ctx context.Context) error {
	quiet := 0
	for range mostRounds {
		if err := m.sweep(ctx); err != nil {
			return err
		}
		did, err := m.engine.React(ctx)
		if err != nil {
			return err
		}
		waited, err := m.awaitCalls(ctx)
		if err != nil {
			return err
		}
		if quiet++; waited || did.Transfers+did.Requested > 0 {
			quiet = 0
		}
		if quiet == 2 {
			return nil
		}
	}
	return nil
}

func (m *Market) sweep(ctx context.Context) error {
	for {
		if _, err := m.engine.Sweep(ctx); err != nil {
			return err
		}
		h, err := m.engine.Health(ctx)
		if err != nil || h.OldestOverdue.IsZero() {
			return err
		}
	}
}

// setting is where a clock stands.
type setting struct {
	offset       time.Duration
	frozen, last time.Time
}

// moved is where a move would bring the clock.
func (c *Clock) moved(move Move) (setting, *policy.Rejection) {
	c.mu.Lock()
	defer c.mu.Unlock()
	now := c.now()
	next := setting{offset: c.offset, frozen: c.frozen, last: now}
	switch {
	case move.Freeze != nil:
		next.last = move.Freeze.UTC().Truncate(time.Microsecond)
		next.frozen = next.last
	case move.Advance != nil:
		next.last = now.Add(*move.Advance)
		if c.frozen.IsZero() {
			next.offset += *move.Advance
		} else {
			next.frozen = next.last
		}
	case move.Resume && !c.frozen.IsZero():
		next.offset, next.frozen = now.Sub(time.Now().Truncate(time.Microsecond)), time.Time{}
	}
	if next.last.After(latest) {
		return next, Invalid("", "range", "the clock can't go beyond "+latest.Format(time.RFC3339))
	}
	if next.last.Before(now) {
		return next, policy.Reject(policy.Conflict, "T0.6", "clock_back").With("now", now.Format(time.RFC3339Nano))
	}
	return next, nil
}

func (c *Clock) set(s setting) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.offset, c.frozen = s.offset, s.frozen
	if s.last.After(c.last) {
		c.last = s.last
	}
}

// save writes the setting down.
func (s setting) save(ctx context.Context, tx store.Tx) error {
	var frozen any
	if !s.frozen.IsZero() {
		frozen = s.frozen.UnixMicro()
	}
	_, err := tx.Exec(ctx, `INSERT INTO market_clock (id, offset_micros, frozen_at, seen_at) VALUES (1, ?, ?, ?)
		ON CONFLICT (id) DO UPDATE SET offset_micros = excluded.offset_micros, frozen_at = excluded.frozen_at, seen_at = excluded.seen_at`,
		s.offset.Microseconds(), frozen, s.last.UnixMicro())
	return err
}
