package enginetest

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/store"
	"github.com/torikime/torikime/transaction"
	"github.com/torikime/torikime/transaction/engine"
)

var sweepTests = []test{
	{"many due streams, few commits", manyDue},
	{"a broken stream is parked and stops no other", broken},
	{"a parked stream is tried again, and taken out when it moves", retried},
	{"health", health},
	{"reindex rebuilds wakes and labels", reindex},
	{"a wake that is too early is put right", earlyWake},
}

func manyDue(t *testing.T, open Open) {
	commits := 0
	w := newWorld(t, open(t), func(o *engine.Options) {
		o.Hooks.Commit = func(int, int, time.Duration, error) { commits++ }
	})
	const n = 250
	for i := range n {
		w.purchase(fmt.Sprint(i), aoi)
	}
	w.clock.add(48 * hour) // T2.1
	commits = 0
	swept, err := w.Sweep(w.ctx)
	require.NoError(t, err)
	require.Equal(t, n, swept.Streams)
	require.LessOrEqual(t, commits, 3)
	require.Equal(t, transaction.Cancelled, w.view("7").State.Phase)
	swept, err = w.Sweep(w.ctx)
	require.NoError(t, err)
	require.Equal(t, engine.Swept{}, swept)
}

// corrupt writes streams that no engine can read, due at once.
func corrupt(w *world) {
	w.t.Helper()
	for _, stream := range []string{"transaction/broken", "unheard-of/1"} {
		_, err := w.st.Append(w.ctx, store.Batch{
			Stream: stream, Wake: start,
			Events: []store.Event{{Type: "nonsense", Version: 1, At: start, Data: []byte("{}")}},
		})
		require.NoError(w.t, err)
	}
}

func broken(t *testing.T, open Open) {
	var told []store.Parked
	w := newWorld(t, open(t), func(o *engine.Options) {
		o.RetryAfter = time.Minute
		o.Hooks.Park = func(p store.Parked) { told = append(told, p) }
	})
	corrupt(w)
	w.purchase("1", aoi)
	w.clock.add(48 * hour)
	swept, err := w.Sweep(w.ctx)
	require.NoError(t, err)
	require.Equal(t, 1, swept.Streams)
	require.Equal(t, 2, swept.Parked)
	require.Contains(t, w.stored("1"), "cancelled")

	parked, err := w.ParkedStreams(w.ctx, 10)
	require.NoError(t, err)
	require.Len(t, parked, 2)
	require.Len(t, told, 2)
	for _, p := range parked {
		if p.Stream == "transaction/broken" {
			require.Contains(t, p.Error, `transaction/broken, event 1: codec: unknown event type "nonsense"`)
		} else {
			require.Contains(t, p.Error, "no known kind")
		}
	}
	// Tried again after a minute, then after two, then after four.
	for i, wait := range []time.Duration{time.Minute, 2 * time.Minute, 4 * time.Minute} {
		w.clock.add(wait - time.Microsecond)
		swept, err = w.Sweep(w.ctx)
		require.NoError(t, err)
		require.Zero(t, swept.Parked, "not before its time, attempt %d", i)
		w.clock.add(time.Microsecond)
		swept, err = w.Sweep(w.ctx)
		require.NoError(t, err)
		require.Equal(t, 2, swept.Parked)
	}
}

func retried(t *testing.T, open Open) {
	st := &faulty{Store: open(t), refused: map[string]bool{}}
	w := newWorld(t, st)
	w.purchase("1", aoi)
	w.purchase("2", aoi)
	w.clock.add(48 * hour)
	st.set(func(f *faulty) { f.refused["transaction/1"] = true })
	swept, err := w.Sweep(w.ctx)
	require.NoError(t, err)
	require.Equal(t, 1, swept.Parked)
	st.set(func(f *faulty) { f.refused["transaction/1"] = false })
	w.clock.add(hour)
	swept, err = w.Sweep(w.ctx)
	require.NoError(t, err)
	require.Equal(t, 1, swept.Streams)
	parked, err := w.ParkedStreams(w.ctx, 10)
	require.NoError(t, err)
	require.Empty(t, parked)
	require.Equal(t, start.Add(48*hour), w.view("1").State.EndedAt)
}

func health(t *testing.T, open Open) {
	st := &faulty{Store: open(t)}
	w := newWorld(t, st)
	w.purchase("1", aoi)
	w.clock.add(50 * hour)
	h, err := w.Health(w.ctx)
	require.NoError(t, err)
	require.Equal(t, engine.Health{OldestOverdue: start.Add(48 * hour)}, h)
	corrupt(w)
	_, err = w.Sweep(w.ctx)
	require.NoError(t, err)
	h, err = w.Health(w.ctx)
	require.NoError(t, err)
	require.Equal(t, engine.Health{LastSweep: start.Add(50 * hour), Parked: 2}, h)
	st.set(func(f *faulty) { f.down = true })
	_, err = w.Health(w.ctx)
	require.ErrorIs(t, err, errLost)
	_, err = w.Sweep(w.ctx)
	require.ErrorIs(t, err, errLost)
}

func reindex(t *testing.T, open Open) {
	w := newWorld(t, open(t))
	w.list("full")
	silentSeller(w)
	w.purchase("2", haru)
	w.clock.add(hour)
	_, err := w.Sweep(w.ctx)
	require.NoError(t, err)
	for id, labels := range map[string][2][]string{
		"transaction/1": {{"open/aoi", "orders/logo"}, {"finished/aoi", "party/aoi", "pausing/ren"}},
		"transaction/2": {{"finished/haru"}, {"open/haru", "party/ren", "orders/logo", "pair/4/haru/ren"}},
		"service/full":  {{}, {"services", "offered/ren"}},
	} {
		streams, err := w.st.Load(w.ctx, store.LoadOptions{}, id)
		require.NoError(t, err)
		results, err := w.st.Append(w.ctx, store.Batch{Stream: id, Expected: streams[0].Version, Label: labels[0], Unlabel: labels[1]})
		require.NoError(t, err)
		require.NoError(t, results[0].Err)
	}
	n, err := w.Reindex(w.ctx)
	require.NoError(t, err)
	require.Equal(t, 4, n)
	v, err := w.Listing(w.ctx, "logo")
	require.NoError(t, err)
	require.False(t, v.Accepting)
	require.Equal(t, 1, v.OpenOrders)
	page, err := w.Transactions(w.ctx, engine.Query{Party: "haru", Which: engine.Unended})
	require.NoError(t, err)
	require.Len(t, page.Items, 1)
	page, err = w.Transactions(w.ctx, engine.Query{Party: "aoi", Which: engine.Unended})
	require.NoError(t, err)
	require.Empty(t, page.Items)
	w.clock.add(48 * hour)
	swept, err := w.Sweep(w.ctx)
	require.NoError(t, err)
	require.Equal(t, 1, swept.Streams, "the wake is there again")
}

func earlyWake(t *testing.T, open Open) {
	w := newWorld(t, open(t))
	w.purchase("1", aoi)
	_, err := w.st.Append(w.ctx, store.Batch{Stream: "transaction/1", Expected: 4, Wake: start})
	require.NoError(t, err)
	swept, err := w.Sweep(w.ctx)
	require.NoError(t, err)
	require.Equal(t, engine.Swept{Streams: 1}, swept)
	due, err := w.st.Due(w.ctx, store.DueQuery{Until: start.Add(48 * hour), Limit: 10})
	require.NoError(t, err)
	require.Equal(t, []store.Due{{Stream: "transaction/1", Wake: start.Add(48 * hour)}}, due)
}

var listTests = []test{
	{"pages of transactions, open and finished", pages},
	{"pages of services", servicePages},
}

func pages(t *testing.T, open Open) {
	w := newWorld(t, open(t))
	for i := range 7 {
		w.purchase(fmt.Sprint(i), aoi)
	}
	w.do("3", say)
	w.clock.add(48 * hour) // all but 3 are cancelled, without a sweep
	var seen []string
	q := engine.Query{Party: "ren", Which: engine.Finished, Limit: 4}
	for {
		page, err := w.Transactions(w.ctx, q)
		require.NoError(t, err)
		for _, v := range page.Items {
			require.Equal(t, transaction.Cancelled, v.State.Phase)
			seen = append(seen, v.ID)
		}
		if page.Next == "" {
			break
		}
		q.Cursor = page.Next
	}
	require.Equal(t, []string{"6", "5", "4", "2", "1", "0"}, seen)
	page, err := w.Transactions(w.ctx, engine.Query{Party: "aoi", Which: engine.Unended})
	require.NoError(t, err)
	require.Len(t, page.Items, 1)
	page, err = w.Transactions(w.ctx, engine.Query{Party: "nobody"})
	require.NoError(t, err)
	require.Empty(t, page.Items)
	for _, q := range []engine.Query{{Party: "aoi", Limit: -1}, {Party: "aoi", Which: "mine"}, {Party: "aoi", Cursor: "nonsense"}} {
		_, err = w.Transactions(w.ctx, q)
		require.ErrorIs(t, err, store.ErrInvalid)
	}
}

func servicePages(t *testing.T, open Open) {
	w := newWorld(t, open(t))
	w.list("banner")
	w.list("poster")
	page, err := w.Listings(w.ctx, engine.ListingQuery{Limit: 2})
	require.NoError(t, err)
	require.Len(t, page.Items, 2)
	require.Equal(t, "poster", page.Items[0].State.Title)
	require.True(t, page.Items[0].Accepting)
	page, err = w.Listings(w.ctx, engine.ListingQuery{Seller: "ren", Cursor: page.Next})
	require.NoError(t, err)
	require.Equal(t, "logo", page.Items[0].ID)
	require.Empty(t, page.Next)
}
