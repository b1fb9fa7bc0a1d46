package enginetest

import (
	"context"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/policy/money"
	"github.com/torikime/torikime/store"
	"github.com/torikime/torikime/transaction/engine"
	"github.com/torikime/torikime/transaction/quotation"
)

// dying is the store as a process sees it that is killed at one of its writes:
// before it reaches the disk, or after. From then on nothing is answered.
type dying struct {
	store.Store
	mu    sync.Mutex
	left  int // writes until its death; negative: dead
	after bool
}

func (d *dying) Append(ctx context.Context, batches ...store.Batch) ([]store.Result, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.left--; d.left > 0 {
		return d.Store.Append(ctx, batches...)
	}
	if d.left == 0 && d.after {
		_, err := d.Store.Append(ctx, batches...)
		d.left = -1
		if err != nil {
			return nil, err
		}
	}
	d.left = -1
	return nil, errLost
}

func (d *dying) Load(ctx context.Context, o store.LoadOptions, ids ...string) ([]store.Stream, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.left < 0 {
		return nil, errLost
	}
	return d.Store.Load(ctx, o, ids...)
}

// afterDeath is what the next process does first, and whether it finds the
// proposal bought.
var afterDeath = []struct {
	name string
	do   func(w *world, bought bool)
}{
	{"the same key", func(w *world, bought bool) {
		out, err := w.Purchase(w.ctx, through("q"), keyed("tab 1"))
		require.NoError(w.t, err)
		require.Equal(w.t, bought, out.Repeated)
		require.Equal(w.t, "q 3", string(out.Answer), "what the first was answered with")
	}},
	{"another tab", func(w *world, bought bool) {
		_, err := w.Purchase(w.ctx, through("q"), keyed("tab 2"))
		if bought {
			require.Equal(w.t, "q", w.rejected(err, "T1.2", "purchased").Params["transaction"])
			return
		}
		require.NoError(w.t, err)
	}},
	{"no key", func(w *world, bought bool) {
		_, err := w.Purchase(w.ctx, through("q"), engine.Call{})
		require.Equal(w.t, bought, err != nil)
	}},
	{"a withdrawal", func(w *world, bought bool) {
		_, err := w.Quote(w.ctx, "q", quotation.Withdraw{By: ren}, engine.QuotationCall{})
		require.Equal(w.t, bought, err != nil)
	}},
	{"an edit", func(w *world, bought bool) {
		_, err := w.Quote(w.ctx, "q", proposal(9000), engine.QuotationCall{})
		require.Equal(w.t, bought, err != nil)
		if !bought {
			w.quote("q", quotation.Withdraw{By: ren})
		}
	}},
	{"a month without anybody", func(w *world, _ bool) { w.clock.add(30 * 24 * hour) }},
	{"a look at the talkroom", func(w *world, bought bool) {
		_, err := w.View(w.ctx, "q")
		require.Equal(w.t, bought, err == nil)
		_, err = w.State(w.ctx, "q")
		require.Equal(w.t, bought, err == nil)
	}},
	{"a message in the talkroom", func(w *world, bought bool) {
		_, err := w.Do(w.ctx, "q", say, engine.Call{})
		require.Equal(w.t, bought, err == nil)
	}},
	{"the list of talkrooms", func(w *world, bought bool) {
		page, err := w.Transactions(w.ctx, engine.Query{Party: "ren", Which: engine.Unended})
		require.NoError(w.t, err)
		require.Equal(w.t, bought, len(page.Items) == 1)
	}},
	{"a sweep", func(w *world, _ bool) {
		_, err := w.Sweep(w.ctx)
		require.NoError(w.t, err)
	}},
}

func keyed(key string) engine.Call {
	return engine.Call{Key: key, Answer: func(o engine.Outcome) ([]byte, error) {
		return fmt.Appendf(nil, "%s %d", o.ID, o.State.Seq), nil
	}}
}

// A process dies before or after each of its three writes, and another goes on.
func dyingPurchase(t *testing.T, open Open) {
	for step := 1; step <= 4; step++ {
		for _, after := range []bool{false, true} {
			for _, next := range afterDeath {
				t.Run(fmt.Sprintf("write %d, %v, then %s", step, map[bool]string{false: "lost", true: "done"}[after], next.name), func(t *testing.T) {
					st := open(t)
					w := newWorld(t, st)
					w.quote("q", request("q"), proposal(8000), proposal(7000))
					w.clock.add(hour)
					w.st = &dying{Store: st, left: step, after: after}
					first := w.process()
					w.st = st
					_, err := first.Purchase(w.ctx, through("q"), keyed("tab 1"))
					require.Equal(t, step > 1, err == nil, "what is decided is done")
					bought := step > 1 || after
					next.do(w, bought)
					oneOutcome(w, "q", 7000)
				})
			}
		}
	}
}

// oneOutcome: after a sweep there is one transaction at the right price, if and
// only if the quotation was bought, and nothing is left to be done.
func oneOutcome(w *world, id string, units int64) {
	w.t.Helper()
	swept, err := w.Sweep(w.ctx)
	require.NoError(w.t, err)
	require.Zero(w.t, swept.Parked)
	health, err := w.Health(w.ctx)
	require.NoError(w.t, err)
	require.Zero(w.t, health.OldestOverdue)
	v := w.quotation(id)
	require.False(w.t, v.State.Unstored)
	types := w.stored(id)
	if v.State.Phase != quotation.Purchased {
		require.Empty(w.t, types)
		require.NotContains(w.t, w.storedQuotation(id), "purchased")
		return
	}
	require.Equal(w.t, []string{"purchased", "paid", "opened"}, types[:3])
	room := w.view(id)
	require.Equal(w.t, money.New(units, money.JPY), room.State.Price)
	require.Equal(w.t, v.State.EndedAt, room.State.PurchasedAt, "both at one instant")
	var bought, stored int
	for _, e := range v.Events {
		switch e.(type) {
		case quotation.ProposalBought:
			bought++
		case quotation.TransactionStored:
			stored++
		}
	}
	require.Equal(w.t, []int{1, 1}, []int{bought, stored})
}

func unstoredPurchase(t *testing.T, open Open) {
	st := open(t)
	w := newWorld(t, st)
	w.quote("q", request("q"), proposal(7000))
	w.st = &dying{Store: st, left: 1, after: true}
	first := w.process()
	w.st = st
	_, err := first.Purchase(w.ctx, through("q"), engine.Call{})
	require.Error(t, err, "nobody knows")
	v, err := w.Listing(w.ctx, "logo")
	require.NoError(t, err)
	require.Equal(t, 1, v.OpenOrders, "T1.10 it counts from the purchase")
	require.Equal(t, []string{"purchased", "paid", "opened"}, w.stored("q"))
	require.Equal(t, start, w.view("q").State.PurchasedAt)
	_, err = w.Do(w.ctx, "nothing", say, engine.Call{})
	require.ErrorIs(t, err, engine.ErrNotFound)
}

func takenID(t *testing.T, open Open) {
	st := open(t)
	w := newWorld(t, st)
	w.purchase("q", haru)
	w.quote("q", request("q"), proposal(7000))
	_, err := w.Purchase(w.ctx, through("q"), engine.Call{})
	w.rejected(err, "T1.6", "exists")
	require.Equal(t, "haru", w.view("q").State.Buyer)
	require.Equal(t, quotation.Proposed, w.quotation("q").State.Phase)

	// Somebody who takes the id in that very moment is found among the parked.
	w.quote("r", request("r"), proposal(7000))
	w.st = &dying{Store: st, left: 1, after: true}
	first := w.process()
	w.st = st
	_, err = first.Purchase(w.ctx, through("r"), engine.Call{})
	require.Error(t, err)
	streams, err := st.Load(w.ctx, store.LoadOptions{}, "transaction/q")
	require.NoError(t, err)
	results, err := st.Append(w.ctx, store.Batch{Stream: "transaction/r", Events: streams[0].Events})
	require.NoError(t, err)
	require.NoError(t, results[0].Err)
	_, err = w.Sweep(w.ctx)
	require.NoError(t, err)
	parked, err := w.ParkedStreams(w.ctx, 10)
	require.NoError(t, err)
	require.Len(t, parked, 1)
	require.Contains(t, parked[0].Error, "was not bought through the quotation of its id")
}

// Two processes, two tabs, an edit, a withdrawal and the end of the time, all at
// once: either the proposal that stood there is bought, once, or none is.
func racingPurchase(t *testing.T, open Open) {
	w := newWorld(t, open(t))
	other := w.process()
	outcomes := map[quotation.Phase]int{}
	for i := range 24 {
		id := fmt.Sprint("q", i)
		w.quote(id, request(id), proposal(8000))
		due, _ := quotation.Next(w.quotation(id).State)
		w.clock.add(due.Sub(w.clock.Now()) - time.Microsecond)
		var wg sync.WaitGroup
		var done atomic.Int32
		for n, e := range []*engine.Engine{w.Engine, w.Engine, other, other} {
			wg.Go(func() {
				if _, err := e.Purchase(w.ctx, through(id), engine.Call{}); err == nil {
					done.Add(1)
				}
			})
			wg.Go(func() {
				switch (n + i) % 4 {
				case 0:
					_, _ = e.Quote(w.ctx, id, proposal(9000), engine.QuotationCall{})
				case 1:
					_, _ = e.Quote(w.ctx, id, quotation.Withdraw{By: ren}, engine.QuotationCall{})
				case 2:
					w.clock.add(time.Microsecond)
				default:
					_, _ = e.Sweep(w.ctx)
				}
			})
		}
		wg.Wait()
		v := w.quotation(id)
		outcomes[v.State.Phase]++
		want := int32(0)
		if v.State.Phase == quotation.Purchased {
			want = 1
		}
		require.Equal(t, want, done.Load(), v.State.Phase)
		if v.State.Phase == quotation.Proposed { // edited, and bought by nobody: everybody came before
			_, err := w.Quote(w.ctx, id, quotation.Withdraw{By: ren}, engine.QuotationCall{})
			require.NoError(t, err)
		}
		oneOutcome(w, id, priceBought(v.Events))
	}
	t.Log(outcomes)
	require.NotZero(t, outcomes[quotation.Purchased])
}

// priceBought is the price of the last proposal before the purchase.
func priceBought(events []quotation.Event) (units int64) {
	for _, e := range events {
		switch e := e.(type) {
		case quotation.ProposalMade:
			units = e.Price.Units()
		case quotation.ProposalBought:
			return units
		}
	}
	return units
}
