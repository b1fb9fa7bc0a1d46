package enginetest

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/store"
	"github.com/torikime/torikime/transaction"
	"github.com/torikime/torikime/transaction/engine"
)

var timeTests = []test{
	{"T0.2 a view shows what is due and writes nothing", dueIsVisible},
	{"T0.3 the log does not depend on sweeps", sweepIndependence},
	{"T0.6 a clock set back judges at the last event", clockSetBack},
	{"T0.8 a purchase sees the pause of an overdue deadline", overduePause},
	{"T0.8 a resume counts from its own instant, not from its place in the store", resumeBeforeStoredPause},
	{"T0.9 a refused command stores the overdue events alone", refusedStoresOverdue},
	{"T1.9 a running transaction keeps its policy", frozenPolicy},
}

func dueIsVisible(t *testing.T, open Open) {
	w := newWorld(t, open(t))
	w.purchase("1", aoi)
	w.do("1", say, deliver)
	before := w.everything()
	at := w.clock.now.Add(72 * hour)

	w.clock.add(72*hour - time.Microsecond)
	require.Equal(t, transaction.Delivered, w.view("1").State.Phase)
	w.clock.add(time.Microsecond)
	v := w.view("1")
	require.Equal(t, transaction.Closed, v.State.Phase)
	require.Equal(t, at, v.State.EndedAt)
	require.Len(t, v.Events, v.State.Seq)
	require.Equal(t, before, w.everything())

	w.clock.add(1000 * hour)
	swept, err := w.Sweep(w.ctx)
	require.NoError(t, err)
	require.Positive(t, swept.Events)
	require.Equal(t, at, w.view("1").State.EndedAt, "recorded at its own instant, however late")
}

// sweepIndependence plays one history eagerly, lazily and without any sweep.
func sweepIndependence(t *testing.T, open Open) {
	var logs [][]store.Event
	for _, every := range []time.Duration{hour, 31 * hour, 0} {
		w := newWorld(t, open(t))
		pass := func(d time.Duration) {
			for left := d; left > 0; left -= hour {
				w.clock.add(hour)
				if every > 0 && w.clock.Now().Sub(start)%every == 0 {
					_, err := w.Sweep(w.ctx)
					require.NoError(t, err)
				}
			}
		}
		w.purchase("1", aoi)
		w.purchase("2", haru)
		w.do("1", say, ask)
		pass(97 * hour)
		w.do("1", silent)
		pass(30 * hour)
		_, err := w.Do(w.ctx, "1", say, engine.Call{})
		require.Error(t, err, "cancelled by silence meanwhile")
		_, err = w.Do(w.ctx, "2", transaction.Message{By: ren, Text: "late"}, engine.Call{})
		require.Error(t, err, "cancelled for want of a first contact")
		pass(3000 * hour)
		_, err = w.Sweep(w.ctx)
		require.NoError(t, err)

		var log []store.Event
		for _, id := range []string{"transaction/1", "transaction/2"} {
			streams, err := w.st.Load(w.ctx, store.LoadOptions{}, id)
			require.NoError(t, err)
			log = append(log, streams[0].Events...)
		}
		logs = append(logs, log)
	}
	require.Equal(t, logs[0], logs[1], "eager and lazy")
	require.Equal(t, logs[0], logs[2], "eager and none")
}

func clockSetBack(t *testing.T, open Open) {
	w := newWorld(t, open(t))
	w.clock.add(10 * hour)
	w.purchase("1", aoi)
	w.clock.add(-5 * hour)
	w.do("1", say)
	require.Equal(t, start.Add(10*hour), w.view("1").State.LastAt)
	w.clock.add(-100 * hour)
	_, err := w.Pause(w.ctx, "logo", ren, engine.ListingCall{})
	require.NoError(t, err)
	w.clock.add(200 * hour)
	v, err := w.Listing(w.ctx, "logo")
	require.NoError(t, err)
	require.False(t, v.Accepting)
}

// silentSeller leaves aoi's transaction one hour before it is cancelled by ren's silence.
func silentSeller(w *world) {
	w.t.Helper()
	w.purchase("1", aoi)
	w.do("1", say, ask)
	w.clock.add(96 * hour)
	w.do("1", silent)
	w.clock.add(23 * hour)
}

func overduePause(t *testing.T, open Open) {
	w := newWorld(t, open(t))
	silentSeller(w)
	w.purchase("before", haru)
	w.clock.add(hour)

	_, err := w.Purchase(w.ctx, order("2", haru), engine.Call{})
	w.rejected(err, "T1.10", "paused")
	require.Contains(t, w.stored("1"), "cancelled")
	v, err := w.Listing(w.ctx, "logo")
	require.NoError(t, err)
	require.False(t, v.Accepting)

	// T6.4 at the very instant of the pause, after it.
	o, err := w.Resume(w.ctx, "logo", ren, engine.ListingCall{})
	require.NoError(t, err)
	require.True(t, o.Accepting)
	require.Len(t, o.New, 1)
	w.purchase("2", haru)
}

// The seller's resume is stored by one process before another stores the pause
// that happened later; and the other way round.
func resumeBeforeStoredPause(t *testing.T, open Open) {
	w := newWorld(t, open(t))
	w.list("banner")
	silentSeller(w)
	_, err := w.Pause(w.ctx, "logo", ren, engine.ListingCall{})
	require.NoError(t, err)
	_, err = w.Resume(w.ctx, "logo", ren, engine.ListingCall{})
	require.NoError(t, err)
	w.clock.add(500 * hour)
	_, err = w.Sweep(w.ctx)
	require.NoError(t, err)
	for _, id := range []string{"logo", "banner"} {
		v, err := w.Listing(w.ctx, id)
		require.NoError(t, err)
		require.False(t, v.Accepting, "the pause came later than the resume of %s", id)
	}
	n, err := w.ResumeAll(w.ctx, ren)
	require.NoError(t, err)
	require.Equal(t, 2, n)
	n, err = w.ResumeAll(w.ctx, ren)
	require.NoError(t, err)
	require.Zero(t, n, "T6.4 harmless when already so")
}

func refusedStoresOverdue(t *testing.T, open Open) {
	w := newWorld(t, open(t))
	w.purchase("1", aoi)
	w.do("1", say, deliver)
	w.clock.add(73 * hour)
	_, err := w.Do(w.ctx, "1", approve, engine.Call{Key: "k"})
	require.Error(t, err)
	require.Equal(t, []string{"purchased", "paid", "opened", "notes_posted", "message_posted", "delivered", "approved", "closed"}, w.stored("1"))
	_, err = w.st.Command(w.ctx, "k")
	require.ErrorIs(t, err, store.ErrNotFound, "only what succeeds is recorded")

	n := len(w.everything())
	_, err = w.Do(w.ctx, "1", deliver, engine.Call{})
	require.Error(t, err)
	require.Len(t, w.everything(), n)
}

func frozenPolicy(t *testing.T, open Open) {
	strict := preset(t, "coconala-2026")
	timetable := func(o *engine.Options) {
		o.Policies = append(o.Policies, engine.InForce{From: start.Add(10 * hour), Policy: strict})
	}
	w := newWorld(t, open(t), timetable)
	w.purchase("1", aoi)
	w.clock.add(10*hour - time.Microsecond)
	w.purchase("2", aoi)
	w.clock.add(time.Microsecond)
	w.purchase("3", aoi)
	w.do("1", say)
	require.Equal(t, "coconala", w.view("1").State.Terms.Name)
	require.Equal(t, "coconala", w.view("2").State.Terms.Name)
	require.Equal(t, "coconala-2026", w.view("3").State.Terms.Name)

	// A process that no longer knows the old policy takes it from the store.
	later := w.process(func(o *engine.Options) { o.Policies = []engine.InForce{{Policy: strict}} })
	v, err := later.View(w.ctx, "1")
	require.NoError(t, err)
	require.Equal(t, "coconala", v.State.Terms.Name)
	o, err := later.Do(w.ctx, "2", say, engine.Call{})
	require.NoError(t, err)
	require.Same(t, v.State.Terms, o.State.Terms, "one parsed value is shared")
}
