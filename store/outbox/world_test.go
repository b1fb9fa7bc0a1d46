package outbox_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/store"
	"github.com/torikime/torikime/store/memory"
	"github.com/torikime/torikime/store/outbox"
)

var start = time.Date(2030, 1, 10, 9, 0, 0, 0, time.UTC)

// watch is a clock that one sets.
type watch struct {
	mu  sync.Mutex
	now time.Time
}

func (w *watch) Now() time.Time {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.now
}

func (w *watch) After(time.Duration) <-chan time.Time { return time.After(time.Millisecond) }

func (w *watch) add(d time.Duration) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.now = w.now.Add(d)
}

// feed makes one item of every event, and those of its table in their time.
type feed struct {
	mu    sync.Mutex
	timed []outbox.Item
	asked [][2]time.Time
	err   error
}

func (f *feed) Events(_ context.Context, entries []store.Entry) ([]outbox.Item, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	var items []outbox.Item
	for _, e := range entries {
		items = append(items, outbox.Item{ID: fmt.Sprintf("%s/%d", e.Stream, e.Seq), To: "aoi", Kind: e.Event.Type, Data: e.Event.Data, At: e.Event.At})
	}
	return items, f.err
}

func (f *feed) Between(_ context.Context, from, to time.Time) ([]outbox.Item, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.asked = append(f.asked, [2]time.Time{from, to})
	var items []outbox.Item
	for _, item := range f.timed {
		if !item.At.Before(from) && item.At.Before(to) {
			items = append(items, item)
		}
	}
	return items, f.err
}

// post is a channel that counts: how often each item was given to it, and how
// often it went out.
type post struct {
	mu    sync.Mutex
	given map[string]int
	out   map[string]int
	send  func(ctx context.Context, item outbox.Item, nth int) outbox.Answer
}

func newPost(send func(ctx context.Context, item outbox.Item, nth int) outbox.Answer) *post {
	return &post{given: map[string]int{}, out: map[string]int{}, send: send}
}

func deliversAll(context.Context, outbox.Item, int) outbox.Answer {
	return outbox.Answer{Outcome: outbox.Delivered}
}

func (p *post) Send(ctx context.Context, item outbox.Item) outbox.Answer {
	p.mu.Lock()
	p.given[item.ID]++
	nth := p.given[item.ID]
	p.mu.Unlock()
	a := p.send(ctx, item, nth)
	if a.Outcome == outbox.Delivered || a.Outcome == outbox.Unknown {
		p.mu.Lock()
		p.out[item.ID]++
		p.mu.Unlock()
	}
	return a
}

func (p *post) sent(id string) int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.out[id]
}

func (p *post) times(id string) int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.given[id]
}

// world is a store, a clock, a source and a channel.
type world struct {
	t    *testing.T
	ctx  context.Context
	st   store.Store
	now  *watch
	feed *feed
	post *post
}

func newWorld(t *testing.T, send func(ctx context.Context, item outbox.Item, nth int) outbox.Answer) *world {
	t.Helper()
	return &world{t: t, ctx: t.Context(), st: memory.New(), now: &watch{now: start}, feed: &feed{}, post: newPost(send)}
}

// box is another process's outbox over a store.
func (w *world) box(st store.Store, change ...func(*outbox.Options)) *outbox.Outbox {
	w.t.Helper()
	o := outbox.Options{Name: "mail", Channel: w.post, Source: w.feed, Clock: w.now, Attempts: 4, Timeout: 20 * time.Second}
	for _, c := range change {
		c(&o)
	}
	b, err := outbox.New(st, o)
	require.NoError(w.t, err)
	return b
}

// happen appends an event to a stream that is not an outbox's.
func (w *world) happen(stream string, seq int) {
	w.t.Helper()
	results, err := w.st.Append(w.ctx, store.Batch{Stream: stream, Expected: seq - 1, Events: []store.Event{{Type: "told", Version: 1, At: w.now.Now(), Data: []byte("{}")}}})
	require.NoError(w.t, err)
	require.NoError(w.t, results[0].Err)
}

func (w *world) status(b *outbox.Outbox, id string) outbox.Status {
	w.t.Helper()
	r, err := b.Item(w.ctx, id)
	require.NoError(w.t, err)
	return r.Status
}

var errKilled = errors.New("killed")

// mortal is a store as a process sees it that is killed at one of its writes:
// before or after it is durable. With flaky set the process lives on, and only that write
// seems to have failed.
type mortal struct {
	store.Store
	mu    sync.Mutex
	at    int
	after bool
	flaky bool
	count int
	dead  bool
}

func (m *mortal) Append(ctx context.Context, batches ...store.Batch) ([]store.Result, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.dead {
		return nil, errKilled
	}
	if m.count++; m.count != m.at {
		return m.Store.Append(ctx, batches...)
	}
	m.dead = !m.flaky
	if m.after {
		if _, err := m.Store.Append(ctx, batches...); err != nil {
			return nil, err
		}
	}
	return nil, errKilled
}

func (m *mortal) Load(ctx context.Context, opt store.LoadOptions, ids ...string) ([]store.Stream, error) {
	if m.killed() {
		return nil, errKilled
	}
	return m.Store.Load(ctx, opt, ids...)
}

func (m *mortal) Tail(ctx context.Context, after int64, limit int) ([]store.Entry, error) {
	if m.killed() {
		return nil, errKilled
	}
	return m.Store.Tail(ctx, after, limit)
}

func (m *mortal) List(ctx context.Context, q store.ListQuery) ([]store.Item, error) {
	if m.killed() {
		return nil, errKilled
	}
	return m.Store.List(ctx, q)
}

func (m *mortal) killed() bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.dead
}
