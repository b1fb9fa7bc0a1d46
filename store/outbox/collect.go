package outbox

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"strings"
	"time"

	"github.com/torikime/torikime/store"
)

// mark is how far an outbox has collected. It may lag: what lies behind it is
// collected again, and every item knows whether it is there already.
type mark struct {
	// Since is when the outbox began: what happened before is not sent.
	Since time.Time `json:"since"`
	// Position is the place in the feed, Until the end of the last interval.
	Position int64     `json:"position"`
	Until    time.Time `json:"until"`
}

const (
	typeMark = "outbox.mark"
	// pageSize is how much is read at a time.
	pageSize = 200
	// markEvery is after how many events of others, or how much time, the mark is
	// stored. An outbox's own events never move it, or it would feed on itself.
	markEvery     = 500
	markEveryTime = time.Hour
)

// Collect keeps the items that the feed and the time have brought since the last
// time, and says how many were new. The first Collect of a name begins with the present:
// what happened before it is not sent.
func (b *Outbox) Collect(ctx context.Context) (added int, err error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	now := b.now()
	if err := b.loadMark(ctx, now); err != nil {
		return 0, err
	}
	for {
		entries, err := b.st.Tail(ctx, b.mark.Position, pageSize)
		if err != nil {
			return added, err
		}
		if len(entries) == 0 {
			break
		}
		more, err := b.collectPage(ctx, entries)
		added += more
		if err != nil {
			return added, err
		}
	}
	if now.Sub(b.mark.Until) >= b.o.BetweenEvery {
		more, err := b.collectTime(ctx, now)
		added += more
		if err != nil {
			return added, err
		}
	}
	return added, nil
}

func (b *Outbox) collectPage(ctx context.Context, entries []store.Entry) (int, error) {
	var theirs []store.Entry
	for _, e := range entries {
		if !strings.HasPrefix(e.Stream, Prefix) && !e.Event.At.Before(b.mark.Since) {
			theirs = append(theirs, e)
		}
	}
	added := 0
	if len(theirs) > 0 {
		items, err := b.o.Source.Events(ctx, theirs)
		if err != nil {
			return 0, fmt.Errorf("outbox: the source, from feed position %d on: %w", theirs[0].Position, err)
		}
		if added, err = b.keep(ctx, items); err != nil {
			return added, err
		}
	}
	b.mark.Position = entries[len(entries)-1].Position
	b.seen += len(theirs)
	if b.seen < markEvery {
		return added, nil
	}
	return added, b.storeMark(ctx)
}

// collectTime asks for the time since the last interval, and a little before.
func (b *Outbox) collectTime(ctx context.Context, now time.Time) (int, error) {
	from := b.mark.Until.Add(-b.o.Overlap)
	if from.Before(b.mark.Since) {
		from = b.mark.Since
	}
	items, err := b.o.Source.Between(ctx, from, now)
	if err != nil {
		return 0, fmt.Errorf("outbox: the source, from %s on: %w", from.Format(time.RFC3339), err)
	}
	added, err := b.keep(ctx, items)
	if err != nil {
		return added, err
	}
	due := now.Truncate(markEveryTime).After(b.mark.Until)
	b.mark.Until = now
	if !due {
		return added, nil
	}
	return added, b.storeMark(ctx)
}

// keep gives each item that is new a stream of its own.
func (b *Outbox) keep(ctx context.Context, items []Item) (added int, err error) {
	var batches []store.Batch
	for _, item := range items {
		if item.At.Before(b.mark.Since) {
			continue
		}
		if item.ID == "" || len(item.ID) > MaxID {
			return added, fmt.Errorf("%w: outbox: an item's id has 1 to %d bytes, not %d", store.ErrInvalid, MaxID, len(item.ID))
		}
		e, err := event(typeQueued, b.now(), queued{Item: item})
		if err != nil {
			return added, err
		}
		batches = append(batches, store.Batch{Stream: b.stream(item.ID), Events: []store.Event{e}, Label: []string{b.label(Waiting)}})
	}
	for len(batches) > 0 {
		page := batches[:min(pageSize, len(batches))]
		batches = batches[len(page):]
		results, err := b.st.Append(ctx, page...)
		if err != nil {
			return added, err
		}
		for i, r := range results {
			switch {
			case r.Err == nil:
				added++
			case !errors.Is(r.Err, store.ErrConflict): // a conflict: it is there already
				return added, fmt.Errorf("outbox: item %.80q: %w", b.itemID(page[i].Stream), r.Err)
			}
		}
	}
	return added, nil
}

// loadMark reads the mark once; the first of all outboxes of a name makes it.
func (b *Outbox) loadMark(ctx context.Context, now time.Time) error {
	for b.version == 0 {
		found, err := b.readMark(ctx)
		if err != nil || found {
			return err
		}
		b.mark = mark{Since: now, Until: now}
		if err := b.storeMark(ctx); err != nil {
			return err
		}
	}
	return nil
}

func (b *Outbox) readMark(ctx context.Context) (bool, error) {
	// The first read tells the version, the second brings the last event alone.
	heads, err := b.st.Load(ctx, store.LoadOptions{After: math.MaxInt32}, b.markStream())
	if err != nil || heads[0].Version == 0 {
		return false, err
	}
	streams, err := b.st.Load(ctx, store.LoadOptions{After: heads[0].Version - 1}, b.markStream())
	if err != nil {
		return false, err
	}
	last := streams[0].Events[len(streams[0].Events)-1]
	var m mark
	if err := json.Unmarshal(last.Data, &m); err != nil || last.Type != typeMark {
		return false, fmt.Errorf("outbox: %s: its last event, %.50q, is no mark: %w", b.markStream(), last.Type, err)
	}
	b.mark, b.version, b.written = m, streams[0].Version, last.At
	return true, nil
}

// storeMark writes the mark down. Where another process has written its own, the two
// are as good as each other, and this one goes on from where it is.
func (b *Outbox) storeMark(ctx context.Context) error {
	e, err := event(typeMark, latest(b.now(), b.written), b.mark)
	if err != nil {
		return err
	}
	results, err := b.st.Append(ctx, store.Batch{Stream: b.markStream(), Expected: b.version, Events: []store.Event{e}})
	if err == nil {
		err = results[0].Err
	}
	switch {
	case err == nil:
		b.version, b.seen, b.written = results[0].Version, 0, e.At
	case errors.Is(err, store.ErrConflict) && b.version > 0:
		mine := b.mark
		if _, err := b.readMark(ctx); err != nil {
			return err
		}
		b.mark.Position, b.seen = max(b.mark.Position, mine.Position), 0
		if b.mark.Until.Before(mine.Until) {
			b.mark.Until = mine.Until
		}
	case errors.Is(err, store.ErrConflict):
		return nil // loadMark reads what the other has begun
	default:
		return err
	}
	return nil
}
