package outbox_test

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/store"
	"github.com/torikime/torikime/store/memory"
	"github.com/torikime/torikime/store/outbox"
)

// Options that cannot be kept are refused, with what would be right.
func TestNew_Refuses(t *testing.T) {
	t.Parallel()
	good := outbox.Options{Name: "mail", Channel: newPost(deliversAll), Source: &feed{}, Clock: &watch{}}
	_, err := outbox.New(memory.New(), good)
	require.NoError(t, err)
	for name, change := range map[string]func(*outbox.Options){
		"no name":        func(o *outbox.Options) { o.Name = "" },
		"name of a path": func(o *outbox.Options) { o.Name = "a/b" },
		"long name":      func(o *outbox.Options) { o.Name = strings.Repeat("a", 65) },
		"no channel":     func(o *outbox.Options) { o.Channel = nil },
		"no source":      func(o *outbox.Options) { o.Source = nil },
		"no clock":       func(o *outbox.Options) { o.Clock = nil },
		"negative":       func(o *outbox.Options) { o.Every = -1 },
		"short lease":    func(o *outbox.Options) { o.Lease = time.Minute },
		"no attempts":    func(o *outbox.Options) { o.Attempts = -1 },
	} {
		o := good
		change(&o)
		_, err := outbox.New(memory.New(), o)
		require.Error(t, err, name)
	}
}

// What happens goes out once, however often it is looked at; what happened before
// the outbox began does not, and an outbox's own events make no items.
func TestItemsGoOutOnce(t *testing.T) {
	t.Parallel()
	w := newWorld(t, deliversAll)
	w.happen("old", 1)
	w.now.add(time.Second)
	b := w.box(w.st)
	require.NoError(t, b.Round(w.ctx))
	w.happen("new", 1)
	w.happen("new", 2)
	for range 5 {
		require.NoError(t, b.Round(w.ctx))
		w.now.add(time.Minute)
	}
	require.Equal(t, map[string]int{"new/1": 1, "new/2": 1}, w.post.out, "T9.2")
	require.Equal(t, outbox.StatusDelivered, w.status(b, "new/1"))
	before, err := w.st.Tail(w.ctx, 0, 1000)
	require.NoError(t, err)
	for range 50 { // idle rounds write nothing
		require.NoError(t, b.Round(w.ctx))
	}
	after, err := w.st.Tail(w.ctx, 0, 1000)
	require.NoError(t, err)
	require.Len(t, after, len(before))
	due, err := w.st.Due(w.ctx, store.DueQuery{Until: start.AddDate(100, 0, 0), Limit: 10, Parked: true})
	require.NoError(t, err)
	require.Empty(t, due, "an outbox sets no wakes: those are for deadlines, and a backlog must not stand in their way")
}

// A mark is stored now and then, so that a restart does not begin at the beginning,
// and lags only behind what can be made again.
func TestMark(t *testing.T) {
	t.Parallel()
	w := newWorld(t, deliversAll)
	b := w.box(w.st)
	require.NoError(t, b.Round(w.ctx))
	for i := range 1200 {
		w.happen("many", i+1)
	}
	_, err := b.Collect(w.ctx)
	require.NoError(t, err)
	mark, err := w.st.Load(w.ctx, store.LoadOptions{}, outbox.Prefix+"mail/mark")
	require.NoError(t, err)
	require.Equal(t, 3, mark[0].Version, "at the beginning, and after 600 and 1200 events of others")
	counting := &counter{Store: w.st}
	other := w.box(counting)
	added, err := other.Collect(w.ctx)
	require.NoError(t, err)
	require.Zero(t, added, "everything is there already")
	require.Less(t, counting.read, 1300, "the feed is not read from its beginning: %d", counting.read)
	require.NoError(t, other.Round(w.ctx))
	require.Len(t, w.post.out, 1200)
	for range 3 { // time alone moves it, too
		w.now.add(time.Hour)
		require.NoError(t, other.Round(w.ctx))
	}
	mark, err = w.st.Load(w.ctx, store.LoadOptions{}, outbox.Prefix+"mail/mark")
	require.NoError(t, err)
	require.Equal(t, 6, mark[0].Version)
}

// counter counts the events that are read from the feed.
type counter struct {
	store.Store
	read int
}

func (c *counter) Tail(ctx context.Context, after int64, limit int) ([]store.Entry, error) {
	entries, err := c.Store.Tail(ctx, after, limit)
	c.read += len(entries)
	return entries, err
}

// A clock that jumps back stops nothing, and an item that cannot be read stops no
// other.
func TestOddities(t *testing.T) {
	t.Parallel()
	w := newWorld(t, func(_ context.Context, item outbox.Item, nth int) outbox.Answer {
		if item.ID == "a/1" && nth == 1 {
			return outbox.Answer{Outcome: outbox.Failed}
		}
		return outbox.Answer{Outcome: outbox.Delivered}
	})
	b := w.box(w.st)
	require.NoError(t, b.Round(w.ctx))
	w.happen("a", 1)
	require.NoError(t, b.Round(w.ctx))
	broken := store.Batch{Stream: outbox.Prefix + "mail/item/broken", Label: []string{outbox.Prefix + "mail/waiting"}, Events: []store.Event{{Type: "outbox.queued", Version: 9, At: start, Data: []byte("{}")}}}
	results, err := w.st.Append(w.ctx, broken)
	require.NoError(t, err)
	require.NoError(t, results[0].Err)
	w.now.add(time.Minute)
	w.happen("b", 1)
	w.now.add(-30 * time.Second)
	require.NoError(t, b.Round(w.ctx))
	w.now.add(time.Hour)
	require.NoError(t, b.Round(w.ctx))
	require.Equal(t, outbox.StatusDelivered, w.status(b, "a/1"))
	require.Equal(t, outbox.StatusDelivered, w.status(b, "b/1"))
	items, _, err := b.Items(w.ctx, outbox.Waiting, "", 10)
	require.NoError(t, err)
	require.Len(t, items, 1)
	require.Contains(t, items[0].Detail, "version 9", "the operator sees what is wrong")
}

// What time brings goes out once, at the first round after it, also when the
// rounds are days late, and the source is asked for every instant.
func TestTimeBringsItemsOnce(t *testing.T) {
	t.Parallel()
	w := newWorld(t, deliversAll)
	for i, after := range []time.Duration{time.Minute, 90 * time.Minute, 50 * time.Hour, 49 * time.Hour} {
		w.feed.timed = append(w.feed.timed, outbox.Item{ID: fmt.Sprintf("r%d", i), At: start.Add(after)})
	}
	b := w.box(w.st)
	for _, step := range []time.Duration{0, time.Minute, time.Minute, 2 * time.Hour, 72 * time.Hour, time.Hour} {
		w.now.add(step)
		require.NoError(t, b.Round(w.ctx))
	}
	require.Equal(t, map[string]int{"r0": 1, "r1": 1, "r2": 1, "r3": 1}, w.post.out, "T9.3")
	for i := 1; i < len(w.feed.asked); i++ {
		require.False(t, w.feed.asked[i][0].After(w.feed.asked[i-1][1]), "no instant is left out")
	}
	other := w.box(w.st) // after a restart
	w.now.add(time.Hour)
	require.NoError(t, other.Round(w.ctx))
	require.Equal(t, 1, w.post.sent("r3"))
}

// A channel that fails is tried again, later and later, and given up after the
// last attempt; then an operator can ask for it again.
func TestFailuresAreTriedAgain(t *testing.T) {
	t.Parallel()
	down := atomic.Bool{}
	down.Store(true)
	w := newWorld(t, func(context.Context, outbox.Item, int) outbox.Answer {
		if down.Load() {
			return outbox.Answer{Outcome: outbox.Failed, Detail: "no route"}
		}
		return outbox.Answer{Outcome: outbox.Delivered}
	})
	b := w.box(w.st)
	require.NoError(t, b.Round(w.ctx))
	w.happen("a", 1)
	var gaps []time.Duration
	last := w.now.Now()
	for range 1000 {
		tries := w.post.times("a/1")
		require.NoError(t, b.Round(w.ctx))
		if w.post.times("a/1") > tries {
			gaps = append(gaps, w.now.Now().Sub(last))
			last = w.now.Now()
		}
		w.now.add(time.Second)
	}
	require.Len(t, gaps, 4, "as often as Attempts says")
	for i := 2; i < 4; i++ {
		require.Greater(t, gaps[i], gaps[i-1], "T9.2 later and later: %v", gaps)
	}
	require.GreaterOrEqual(t, gaps[1], 22*time.Second)
	items, next, err := b.Items(w.ctx, outbox.GivenUp, "", 10)
	require.NoError(t, err)
	require.Empty(t, next)
	require.Len(t, items, 1)
	require.Equal(t, "no route", items[0].Detail)
	require.Equal(t, "a/1", items[0].Item.ID)

	down.Store(false)
	require.NoError(t, b.Retry(w.ctx, "a/1"))
	require.NoError(t, b.Retry(w.ctx, "a/1"), "twice is harmless")
	require.NoError(t, b.Round(w.ctx))
	require.Equal(t, 1, w.post.sent("a/1"))
	count, err := b.Count(w.ctx, outbox.GivenUp)
	require.NoError(t, err)
	require.Zero(t, count)
	require.ErrorIs(t, b.Retry(w.ctx, "a/1"), store.ErrConflict)
	require.ErrorIs(t, b.Retry(w.ctx, "nothing"), store.ErrNotFound)
}

// What a channel will never take, and what nobody wants, is not tried again; the
// one stands in a list, the other does not.
func TestRejectedAndUnwanted(t *testing.T) {
	t.Parallel()
	w := newWorld(t, func(_ context.Context, item outbox.Item, _ int) outbox.Answer {
		if item.ID == "a/1" {
			return outbox.Answer{Outcome: outbox.Rejected, Detail: "no such mailbox"}
		}
		return outbox.Answer{Outcome: outbox.Unwanted}
	})
	b := w.box(w.st)
	require.NoError(t, b.Round(w.ctx))
	w.happen("a", 1)
	w.happen("b", 1)
	for range 10 {
		require.NoError(t, b.Round(w.ctx))
		w.now.add(time.Hour)
	}
	require.Equal(t, map[string]int{"a/1": 1, "b/1": 1}, w.post.given)
	require.Equal(t, outbox.StatusRejected, w.status(b, "a/1"))
	require.Equal(t, outbox.StatusUnwanted, w.status(b, "b/1"))
	count, err := b.Count(w.ctx, outbox.RejectedOut)
	require.NoError(t, err)
	require.Equal(t, 1, count)
}

// A channel that panics, says nothing of the outcome, or never comes back leaves
// the item Unknown: visible, and never sent again.
func TestUnknownIsNeverSentAgain(t *testing.T) {
	t.Parallel()
	release := make(chan struct{})
	t.Cleanup(func() { close(release) })
	for name, send := range map[string]func(context.Context, outbox.Item, int) outbox.Answer{
		"panics":      func(context.Context, outbox.Item, int) outbox.Answer { panic("no") },
		"zero answer": func(context.Context, outbox.Item, int) outbox.Answer { return outbox.Answer{} },
		"hangs": func(context.Context, outbox.Item, int) outbox.Answer {
			<-release
			return outbox.Answer{Outcome: outbox.Unknown}
		},
		"hangs until the deadline": func(ctx context.Context, _ outbox.Item, _ int) outbox.Answer {
			<-ctx.Done()
			return outbox.Answer{Outcome: outbox.Unknown, Detail: ctx.Err().Error()}
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, send)
			b := w.box(w.st, func(o *outbox.Options) { o.Timeout = 10 * time.Millisecond })
			require.NoError(t, b.Round(w.ctx))
			w.happen("a", 1)
			for range 5 {
				require.NoError(t, b.Round(w.ctx))
				w.now.add(24 * time.Hour)
			}
			require.Equal(t, 1, w.post.times("a/1"), "T9.2 at most once")
			require.Equal(t, outbox.StatusUnknown, w.status(b, "a/1"))
			items, _, err := b.Items(w.ctx, outbox.Lost, "", 10)
			require.NoError(t, err)
			require.Len(t, items, 1)
			require.NotEmpty(t, items[0].Item.ID)
			require.ErrorIs(t, b.Retry(w.ctx, "a/1"), outbox.ErrMayHaveBeenSent)
		})
	}
}

// An answer that comes after everybody has stopped waiting still counts: what
// went out is delivered, and what surely did not is tried again.
func TestLateAnswersCount(t *testing.T) {
	t.Parallel()
	for _, outcome := range []outbox.Outcome{outbox.Delivered, outbox.Failed} {
		release, answered := make(chan struct{}), make(chan struct{})
		w := newWorld(t, func(_ context.Context, _ outbox.Item, nth int) outbox.Answer {
			if nth > 1 {
				return outbox.Answer{Outcome: outbox.Delivered}
			}
			<-release
			defer close(answered)
			return outbox.Answer{Outcome: outcome}
		})
		b := w.box(w.st, func(o *outbox.Options) { o.Timeout = 5 * time.Millisecond })
		require.NoError(t, b.Round(w.ctx))
		w.happen("a", 1)
		require.NoError(t, b.Round(w.ctx))
		require.Equal(t, outbox.StatusUnknown, w.status(b, "a/1"))
		close(release)
		<-answered
		require.Eventually(t, func() bool {
			require.NoError(t, b.Round(w.ctx))
			w.now.add(time.Minute)
			return w.status(b, "a/1") == outbox.StatusDelivered
		}, 5*time.Second, time.Millisecond)
		require.Equal(t, 1, w.post.sent("a/1"))
		count, err := b.Count(w.ctx, outbox.Lost)
		require.NoError(t, err)
		require.Zero(t, count)
	}
}

// Processes that share a store share the work: every item goes out once.
func TestSeveralProcesses(t *testing.T) {
	t.Parallel()
	w := newWorld(t, func(_ context.Context, item outbox.Item, nth int) outbox.Answer {
		if nth == 1 && item.ID[len(item.ID)-1] == '7' {
			return outbox.Answer{Outcome: outbox.Failed}
		}
		return outbox.Answer{Outcome: outbox.Delivered}
	})
	boxes := []*outbox.Outbox{w.box(w.st), w.box(w.st), w.box(w.st)}
	for _, b := range boxes {
		require.NoError(t, b.Round(w.ctx))
	}
	const events = 100
	for i := range events {
		w.happen("many", i+1)
	}
	for range 3 {
		var wg sync.WaitGroup
		for _, b := range boxes {
			wg.Go(func() { require.NoError(t, b.Round(w.ctx)) })
		}
		wg.Wait()
		w.now.add(time.Minute)
	}
	for i := range events {
		require.Equal(t, 1, w.post.sent(fmt.Sprintf("many/%d", i+1)), "T9.2")
	}
	require.Len(t, w.post.out, events)
}

// A source that fails loses nothing: what it was asked for is asked for again.
func TestSourceThatFails(t *testing.T) {
	t.Parallel()
	w := newWorld(t, deliversAll)
	b := w.box(w.st)
	require.NoError(t, b.Round(w.ctx))
	w.happen("a", 1)
	w.feed.timed = []outbox.Item{{ID: "r", At: start.Add(time.Minute)}}
	w.now.add(time.Hour)
	w.feed.err = errKilled
	require.ErrorIs(t, b.Round(w.ctx), errKilled)
	w.feed.err = nil
	w.now.add(time.Hour)
	require.NoError(t, b.Round(w.ctx))
	require.Equal(t, map[string]int{"a/1": 1, "r": 1}, w.post.out)
}

// Run goes on after errors and ends with its context.
func TestRun(t *testing.T) {
	t.Parallel()
	w := newWorld(t, deliversAll)
	st := &mortal{Store: w.st, at: 2, flaky: true}
	b := w.box(st)
	ctx, cancel := context.WithCancel(w.ctx)
	ended := make(chan error, 1)
	require.NoError(t, b.Round(ctx))
	go func() { ended <- b.Run(ctx) }()
	w.happen("a", 1)
	require.Eventually(t, func() bool { return w.post.sent("a/1") == 1 }, 5*time.Second, time.Millisecond)
	cancel()
	require.ErrorIs(t, <-ended, context.Canceled)
}
