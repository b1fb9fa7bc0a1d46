package sqlitetest

import (
	"context"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/store"
	"github.com/torikime/torikime/store/outbox"
)

// tally is a source of one item for each event, a clock that is set, and a channel
// that counts.
type tally struct {
	mu   sync.Mutex
	now  time.Time
	sent map[string]int
}

func (c *tally) Events(_ context.Context, entries []store.Entry) ([]outbox.Item, error) {
	items := make([]outbox.Item, len(entries))
	for i, e := range entries {
		items[i] = outbox.Item{ID: fmt.Sprintf("%s/%d", e.Stream, e.Seq), At: e.Event.At}
	}
	return items, nil
}

func (c *tally) Between(context.Context, time.Time, time.Time) ([]outbox.Item, error) {
	return nil, nil
}

func (c *tally) Send(_ context.Context, item outbox.Item) outbox.Answer {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.sent[item.ID]++
	if c.sent[item.ID] == 1 && item.ID[len(item.ID)-1] == '3' {
		return outbox.Answer{Outcome: outbox.Failed}
	}
	return outbox.Answer{Outcome: outbox.Delivered}
}

func (c *tally) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *tally) After(time.Duration) <-chan time.Time { return nil }

func (c *tally) add(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
}

// T9.2 on one SQLite file, several outboxes, each with connections of its own,
// send every item once, and what failed once more.
func TestOutbox(t *testing.T) {
	t.Parallel()
	path, c := file(t), &tally{now: time.Unix(0, 0).UTC(), sent: map[string]int{}}
	var boxes []*outbox.Outbox
	var st store.Store
	for range 3 {
		st = open(t, database(t, path, ""))
		b, err := outbox.New(st, outbox.Options{Name: "mail", Channel: c, Source: c, Clock: c})
		require.NoError(t, err)
		_, err = b.Collect(t.Context())
		require.NoError(t, err)
		boxes = append(boxes, b)
	}
	const events = 60
	for i := range events {
		confirm(t, st, one("many", i))
	}
	for range 3 {
		c.add(time.Minute)
		var wg sync.WaitGroup
		for _, b := range boxes {
			wg.Go(func() { require.NoError(t, b.Round(t.Context())) })
		}
		wg.Wait()
	}
	require.Len(t, c.sent, events)
	for id, n := range c.sent {
		want := 1
		if id[len(id)-1] == '3' {
			want = 2
		}
		require.Equal(t, want, n, id)
	}
	left, err := boxes[0].Count(t.Context(), outbox.Waiting)
	require.NoError(t, err)
	require.Zero(t, left)
}
