package outbox

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"sync"
	"time"

	"github.com/torikime/torikime/store"
)

// Deliver hands every item that is due to the channel, and says how many it has
// handed over. Of the items whose last attempt another process began it leaves those alone that
// are within their lease; the others become Unknown.
func (b *Outbox) Deliver(ctx context.Context) (handed int, err error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	now := b.now()
	ready, err := b.ready(ctx, now)
	if err != nil {
		return 0, err
	}
	var (
		wg     sync.WaitGroup
		mu     sync.Mutex
		places = make(chan struct{}, b.o.Parallel)
		errs   []error
	)
	for i := range ready {
		if ctx.Err() != nil {
			break
		}
		places <- struct{}{}
		wg.Add(1)
		go func() {
			defer wg.Done()
			defer func() { <-places }()
			sent, err := b.move(ctx, &ready[i])
			mu.Lock()
			defer mu.Unlock()
			if sent {
				handed++
			}
			if err != nil {
				errs = append(errs, err)
			}
		}()
	}
	wg.Wait()
	return handed, errors.Join(append(errs, ctx.Err())...)
}

// ready are the items for which there is something to do, the oldest first.
func (b *Outbox) ready(ctx context.Context, now time.Time) ([]Record, error) {
	late := b.sending.answered()
	streams, err := b.waiting(ctx, now, late)
	if err != nil {
		return nil, err
	}
	var ready []Record
	for page := range slices.Chunk(streams, pageSize) {
		loaded, err := b.st.Load(ctx, store.LoadOptions{}, page...)
		if err != nil {
			return nil, err
		}
		for i := range loaded {
			r, err := read(&loaded[i])
			if err != nil { // it stops no other
				b.o.Log.ErrorContext(ctx, "outbox: an item cannot be read", "name", b.o.Name, "error", err)
				b.rest[loaded[i].ID] = now.Add(b.o.MaxRetry)
				continue
			}
			b.sending.dropUnless(r.stream, r.by == b.me && (r.Status == StatusSending || r.Status == StatusUnknown))
			if from := b.from(&r); from.After(now) {
				b.rest[r.stream] = from
				continue
			}
			ready = append(ready, r)
		}
	}
	slices.SortFunc(ready, func(a, b Record) int {
		return cmp.Or(a.Item.At.Compare(b.Item.At), cmp.Compare(a.stream, b.stream))
	})
	return ready, nil
}

// waiting are the streams of all items that are not done, without those for
// which there is nothing to do yet; late are some that are to be looked at whatever they are.
func (b *Outbox) waiting(ctx context.Context, now time.Time, late []string) ([]string, error) {
	streams, rest := late, map[string]time.Time{}
	for after := ""; ; {
		items, err := b.st.List(ctx, store.ListQuery{Label: b.label(Waiting), After: after, Limit: pageSize})
		if err != nil {
			return nil, err
		}
		for _, item := range items {
			if until, ok := b.rest[item.Stream]; ok && until.After(now) {
				rest[item.Stream] = until
			} else if !slices.Contains(late, item.Stream) {
				streams = append(streams, item.Stream)
			}
		}
		if len(items) < pageSize {
			b.rest = rest // what is done is forgotten
			return streams, nil
		}
		after = items[len(items)-1].Cursor
	}
}

// never is later than any now.
var never = time.Date(9999, 1, 1, 0, 0, 0, 0, time.UTC)

// from is the instant from which there is something to do with an item.
func (b *Outbox) from(r *Record) time.Time {
	mine := r.by == b.me
	switch {
	case r.Status == StatusWaiting:
		return r.Next
	case mine && b.sending.has(r.stream):
		return time.Time{} // an answer that is not stored yet
	case r.Status != StatusSending:
		return never
	case !mine:
		return r.Changed.Add(b.o.Lease)
	case b.sending.isOpen(r.stream):
		return r.Changed.Add(b.o.Timeout) // the channel may still answer
	}
	return time.Time{} // the attempt was stored, though the store said that it failed: nothing was sent
}

// move does what is to be done with one item, and says whether the channel was
// given it.
func (b *Outbox) move(ctx context.Context, r *Record) (sent bool, err error) {
	if answer, ok := b.sending.take(r.stream); ok {
		return false, b.answer(ctx, r, answer)
	}
	switch {
	case r.Status == StatusSending && r.by != b.me:
		return false, b.answer(ctx, r, Answer{Unknown, "the process that sent it ended without an answer"})
	case r.Status == StatusSending && b.sending.isOpen(r.stream):
		return false, nil
	case r.Status == StatusWaiting:
		if begun, err := b.begin(ctx, r); err != nil || !begun {
			return false, err
		}
	}
	return true, b.send(ctx, r)
}

// begin writes down that the channel is about to be given the item. From here on
// it is never given it again unless it says that nothing went out.
func (b *Outbox) begin(ctx context.Context, r *Record) (bool, error) {
	e, err := event(typeAttempted, latest(b.now(), r.Changed), attempted{By: b.me})
	if err != nil {
		return false, err
	}
	return b.write(ctx, r, StatusSending, e)
}

// send gives the item to the channel and writes its answer down. A channel that
// does not answer leaves it Unknown; what it says later is written down then.
func (b *Outbox) send(ctx context.Context, r *Record) error {
	b.sending.begin(r.stream)
	done := make(chan struct{})
	go func() {
		defer close(done)
		b.sending.end(r.stream, b.call(ctx, r.Item))
	}()
	patience := time.NewTimer(b.o.Timeout + b.o.Timeout/2)
	defer patience.Stop()
	select {
	case <-done:
	case <-patience.C:
	}
	answer, ok := b.sending.take(r.stream)
	if !ok {
		answer = Answer{Unknown, fmt.Sprintf("the channel did not answer within %s", b.o.Timeout)}
	}
	return b.answer(ctx, r, answer)
}

// call is Send with its time limit; a panic leaves the item Unknown.
func (b *Outbox) call(ctx context.Context, item Item) (a Answer) {
	defer func() {
		if v := recover(); v != nil {
			a = Answer{Unknown, fmt.Sprintf("the channel panicked: %v", v)}
		}
	}()
	ctx, cancel := context.WithTimeout(ctx, b.o.Timeout)
	defer cancel()
	return b.o.Channel.Send(ctx, item)
}

// answer writes an answer down, also when ctx is done. One that cannot be written is
// kept and written in a later round.
func (b *Outbox) answer(ctx context.Context, r *Record, a Answer) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), b.o.Timeout)
	defer cancel()
	now := latest(b.now(), r.Changed)
	verdict := b.judged(r, a, now)
	e, err := event(typeAnswered, now, verdict)
	if err != nil {
		return err
	}
	written, err := b.write(ctx, r, verdict.Status, e)
	if (err != nil || !written) && r.by == b.me {
		b.sending.keep(r.stream, a)
	}
	if written && a.Outcome != Delivered && a.Outcome != Unwanted {
		b.o.Log.WarnContext(ctx, "outbox: not delivered", "name", b.o.Name, "item", r.Item.ID, "status", verdict.Status, "attempts", r.Attempts, "detail", verdict.Detail)
	}
	return err
}

// write appends one event to an item; false: somebody else was faster.
func (b *Outbox) write(ctx context.Context, r *Record, to Status, e store.Event) (bool, error) {
	results, err := b.st.Append(ctx, b.change(r, to, e))
	if err == nil {
		err = results[0].Err
	}
	if errors.Is(err, store.ErrConflict) {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("outbox: item %.80q: %w", r.Item.ID, err)
	}
	r.version = results[0].Version
	r.Changed = e.At
	return true, r.apply(&e)
}

// calls are what the channel has been given: the calls that have not returned,
// and the answers that are not written down yet, by stream.
type calls struct {
	mu      sync.Mutex
	open    map[string]bool
	answers map[string]Answer
}

func (c *calls) begin(stream string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.open[stream] = true
}

func (c *calls) end(stream string, a Answer) {
	c.mu.Lock()
	defer c.mu.Unlock()
	delete(c.open, stream)
	c.answers[stream] = a
}

// keep puts an answer back; one that came meanwhile is the better one.
func (c *calls) keep(stream string, a Answer) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if _, newer := c.answers[stream]; !newer {
		c.answers[stream] = a
	}
}

// dropUnless forgets an answer that was written down though the store said that
// it failed.
func (c *calls) dropUnless(stream string, needed bool) {
	if needed {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	delete(c.answers, stream)
}

func (c *calls) take(stream string) (Answer, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	a, ok := c.answers[stream]
	delete(c.answers, stream)
	return a, ok
}

func (c *calls) has(stream string) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	_, ok := c.answers[stream]
	return ok
}

func (c *calls) isOpen(stream string) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.open[stream]
}

func (c *calls) answered() []string {
	c.mu.Lock()
	defer c.mu.Unlock()
	return slices.Collect(maps.Keys(c.answers))
}
