package enginetest

import (
	"context"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/transaction"
	"github.com/torikime/torikime/transaction/engine"
	"github.com/torikime/torikime/transaction/listing"
)

var concurrencyTests = []test{
	{"two approvals at once: one takes effect", twoApprovals},
	{"T1.10 T1.13 many buy at once: one gets the last place", lastPlace},
	{"commands that wait together share commits", groupCommit},
	{"two processes write to one stream", twoProcesses},
	{"a caller who leaves does not undo his commit", callerLeaves},
}

func twoApprovals(t *testing.T, open Open) {
	w := newWorld(t, open(t))
	other := w.process()
	for i := range 10 {
		id := fmt.Sprint(i)
		w.purchase(id, aoi)
		w.do(id, say, deliver)
		var wg sync.WaitGroup
		var done atomic.Int32
		for _, e := range []*engine.Engine{w.Engine, w.Engine, other, other} {
			wg.Go(func() {
				if _, err := e.Do(w.ctx, id, approve, engine.Call{}); err == nil {
					done.Add(1)
				}
			})
		}
		wg.Wait()
		require.EqualValues(t, 1, done.Load())
		require.Equal(t, transaction.Approved, w.view(id).State.Phase)
	}
}

func lastPlace(t *testing.T, open Open) {
	w := newWorld(t, &faulty{Store: open(t), delay: time.Millisecond})
	w.list("full", func(l *listing.List) { l.Capacity = 1 })
	w.list("strict", func(l *listing.List) { l.RequireFinished = true })
	for _, service := range []string{"full", "strict"} {
		var wg sync.WaitGroup
		var done atomic.Int32
		for range 8 {
			o := order("", aoi)
			o.Service = service
			wg.Go(func() {
				if _, err := w.Purchase(w.ctx, o, engine.Call{}); err == nil {
					done.Add(1)
				}
			})
		}
		wg.Wait()
		want := 1
		if service == "strict" {
			want = 0 // the talkroom of "full" is open
		}
		require.EqualValues(t, want, done.Load(), service)
	}
}

func groupCommit(t *testing.T, open Open) {
	var commits, batches atomic.Int32
	st := &faulty{Store: open(t), delay: time.Millisecond} // a disk that takes its time
	w := newWorld(t, st, func(o *engine.Options) {
		o.GroupSize = 16
		o.Hooks.Commit = func(n, _ int, _ time.Duration, _ error) {
			commits.Add(1)
			batches.Add(int32(n))
			if n > 16 {
				panic("a group is larger than it may be")
			}
		}
	})
	const clients, each = 64, 5
	for i := range clients {
		w.purchase(fmt.Sprint(i), aoi)
	}
	commits.Store(0)
	batches.Store(0)
	var wg sync.WaitGroup
	for i := range clients {
		ctx := w.ctx
		if i%2 == 0 {
			ctx = context.WithoutCancel(ctx) // cannot leave, and leads if he is the first
		}
		wg.Go(func() {
			for range each {
				if _, err := w.Do(ctx, fmt.Sprint(i), say, engine.Call{}); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	require.EqualValues(t, clients*each, batches.Load())
	require.Less(t, commits.Load(), batches.Load()/2)
	for i := range clients {
		require.Equal(t, 4+each, w.view(fmt.Sprint(i)).State.Seq, "nothing is lost")
	}
}

func twoProcesses(t *testing.T, open Open) {
	var conflicts atomic.Int32
	count := func(o *engine.Options) { o.Hooks.Conflict = func(string) { conflicts.Add(1) } }
	w := newWorld(t, open(t), count)
	other := w.process(count)
	w.purchase("1", aoi)
	var wg sync.WaitGroup
	for i, e := range []*engine.Engine{w.Engine, other, w.Engine, other} {
		wg.Go(func() {
			for n := range 10 {
				m := transaction.Message{By: ren, Text: fmt.Sprint(i, n)}
				if _, err := e.Do(w.ctx, "1", m, engine.Call{}); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	v := w.view("1")
	require.Equal(t, 44, v.State.Seq)
	said := map[string]bool{}
	for _, e := range v.Events[4:] {
		said[e.(transaction.MessagePosted).Text.Body] = true
	}
	require.Len(t, said, 40, "each message stands there once")
}

func callerLeaves(t *testing.T, open Open) {
	st := &faulty{Store: open(t), delay: 50 * time.Millisecond}
	w := newWorld(t, st)
	w.purchase("1", aoi)
	ctx, cancel := context.WithTimeout(w.ctx, 10*time.Millisecond)
	defer cancel()
	_, err := w.Do(ctx, "1", say, engine.Call{Key: "k"})
	require.ErrorIs(t, err, context.DeadlineExceeded)
	o, err := w.Do(w.ctx, "1", say, engine.Call{Key: "k"})
	require.NoError(t, err)
	require.Equal(t, 5, o.State.Seq, "said once, whoever waited for it")
}
