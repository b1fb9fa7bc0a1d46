package outbox_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/store/outbox"
)

// fates are what the channel answers, by the item's stream: delivered at once,
// after a failure, never.
func fates(_ context.Context, item outbox.Item, nth int) outbox.Answer {
	switch {
	case item.ID == "fails/1" && nth == 1:
		return outbox.Answer{Outcome: outbox.Failed}
	case item.ID == "rejected/1":
		return outbox.Answer{Outcome: outbox.Rejected}
	}
	return outbox.Answer{Outcome: outbox.Delivered}
}

var told = []string{"plain/1", "fails/1", "rejected/1", "reminder"}

// tellAll is what the world has to tell in the crash tests.
func (w *world) tellAll() {
	require.NoError(w.t, w.box(w.st).Round(w.ctx)) // the outbox begins
	w.happen("plain", 1)
	w.happen("fails", 1)
	w.happen("rejected", 1)
	w.feed.timed = []outbox.Item{{ID: "reminder", At: start.Add(30 * time.Second)}}
}

// live is one process: rounds until it is killed or nothing is left to do.
func (w *world) live(st *mortal) *outbox.Outbox {
	b := w.box(st, func(o *outbox.Options) { o.Parallel = 1 })
	for range 12 {
		_ = b.Round(w.ctx)
		if st.killed() {
			return b
		}
		w.now.add(3 * time.Minute)
	}
	return b
}

// A process that is killed at any of its writes, before or after it is durable,
// and whose successor is killed too, sends nothing twice; and in the end every item is done or
// stands in a list.
func TestKilledAtEveryWrite(t *testing.T) {
	t.Parallel()
	unknown, lives := 0, 0
	for first := 1; ; first++ {
		survived := true
		for second := 1; second <= 14; second += 3 {
			for _, after := range []bool{false, true} {
				w := newWorld(t, fates)
				w.tellAll()
				one := &mortal{Store: w.st, at: first, after: after}
				w.live(one)
				survived = survived && !one.killed()
				w.live(&mortal{Store: w.st, at: second, after: !after})
				last := w.live(&mortal{Store: w.st})
				lives += 3
				for _, id := range told {
					name := fmt.Sprintf("%s, killed at %d and %d, after %t", id, first, second, after)
					r, err := last.Item(w.ctx, id)
					require.NoError(t, err, name)
					require.LessOrEqual(t, w.post.sent(id), 1, "T9.2 at most once: %s", name)
					switch r.Status {
					case outbox.StatusDelivered:
						require.Equal(t, 1, w.post.sent(id), name)
					case outbox.StatusRejected:
						require.Equal(t, "rejected/1", id, name)
					default:
						require.Equal(t, outbox.StatusUnknown, r.Status, name)
						unknown++
					}
				}
			}
		}
		if survived {
			require.Greater(t, first, 10, "every write was tried")
			break
		}
	}
	require.Positive(t, unknown, "some fates are not known")
	t.Logf("%d lives, %d items whose fate nobody knows", lives, unknown)
}

// A process that lives on after a write that seemed to fail, durable or not, knows
// what it did: every item comes to its proper end, and none is Unknown.
func TestWritesThatSeemToFail(t *testing.T) {
	t.Parallel()
	for at := 1; at <= 16; at++ {
		for _, after := range []bool{false, true} {
			w := newWorld(t, fates)
			w.tellAll()
			b := w.live(&mortal{Store: w.st, at: at, after: after, flaky: true})
			for _, id := range told {
				name := fmt.Sprintf("%s, write %d, after %t", id, at, after)
				want, sent := outbox.StatusDelivered, 1
				if id == "rejected/1" {
					want, sent = outbox.StatusRejected, 0
				}
				require.Equal(t, want, w.status(b, id), name)
				require.Equal(t, sent, w.post.sent(id), "T9.2 %s", name)
			}
		}
	}
}

// A process that dies while the channel has an item leaves it to the lease: until
// then nobody touches it, from then on it is Unknown, and it is never sent again.
func TestKilledWhileSending(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	dying := &mortal{Store: w.st}
	w.post.send = func(context.Context, outbox.Item, int) outbox.Answer {
		dying.mu.Lock()
		defer dying.mu.Unlock()
		dying.dead = true
		return outbox.Answer{Outcome: outbox.Delivered}
	}
	first := w.box(dying)
	require.NoError(t, first.Round(w.ctx))
	w.happen("a", 1)
	require.ErrorIs(t, first.Round(w.ctx), errKilled)

	second := w.box(w.st)
	w.now.add(10*time.Minute - time.Microsecond)
	require.NoError(t, second.Round(w.ctx))
	require.Equal(t, outbox.StatusSending, w.status(second, "a/1"))
	w.now.add(time.Microsecond)
	require.NoError(t, second.Round(w.ctx))
	require.Equal(t, outbox.StatusUnknown, w.status(second, "a/1"))
	w.now.add(1000 * time.Hour)
	require.NoError(t, second.Round(w.ctx))
	require.Equal(t, 1, w.post.times("a/1"), "T9.2 at most once")
}
