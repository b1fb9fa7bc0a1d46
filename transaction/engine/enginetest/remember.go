package enginetest

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/transaction"
	"github.com/torikime/torikime/transaction/engine"
)

var rememberTests = []test{
	{"a no is given only after reading what others wrote", staleNo},
	{"a yes from an old state is judged again", staleYes},
	{"expected_seq counts what others wrote", staleSeq},
	{"a sweep's events are seen by the next command", staleSweep},
	{"few states or none in memory change nothing", smallCache},
}

func staleNo(t *testing.T, open Open) {
	w := newWorld(t, open(t))
	other := w.process()
	w.purchase("1", aoi)
	w.do("1", say)
	_, err := other.Do(w.ctx, "1", deliver, engine.Call{})
	require.NoError(t, err)
	w.do("1", approve) // remembered as open, where it would be the wrong state
	require.Equal(t, transaction.Approved, w.view("1").State.Phase)
}

func staleYes(t *testing.T, open Open) {
	conflicts := 0
	w := newWorld(t, open(t), func(o *engine.Options) { o.Hooks.Conflict = func(string) { conflicts++ } })
	other := w.process()
	w.purchase("1", aoi)
	w.do("1", say)
	cancel := transaction.OperatorCancel{By: transaction.Operator("op"), Reason: "fraud"}
	_, err := other.Do(w.ctx, "1", cancel, engine.Call{})
	require.NoError(t, err)
	before := w.stored("1")
	_, err = w.Do(w.ctx, "1", say, engine.Call{})
	w.rejected(err, "T3.14", "cancelled")
	require.Equal(t, before, w.stored("1"))
	require.Equal(t, 1, conflicts)
}

func staleSeq(t *testing.T, open Open) {
	w := newWorld(t, open(t))
	other := w.process()
	w.purchase("1", aoi)
	w.do("1", say)
	seen := w.view("1").State.Seq
	_, err := other.Do(w.ctx, "1", deliver, engine.Call{})
	require.NoError(t, err)
	_, err = w.Do(w.ctx, "1", ask, engine.Call{ExpectedSeq: &seen})
	require.Equal(t, "delivered", w.rejected(err, "T0.9", "changed").Params["since"])
	seen++
	_, err = w.Do(w.ctx, "1", ask, engine.Call{ExpectedSeq: &seen})
	require.NoError(t, err)
	seen = 1
	_, err = w.Do(w.ctx, "1", ask, engine.Call{ExpectedSeq: &seen})
	require.Equal(t, "opened, notes_posted, delivered", w.rejected(err, "T0.9", "changed").Params["since"])
}

func staleSweep(t *testing.T, open Open) {
	w := newWorld(t, open(t))
	other := w.process()
	w.purchase("1", aoi)
	w.do("1", say, deliver, approve)
	w.clock.add(24 * hour)
	for _, e := range []*engine.Engine{other, w.Engine} {
		_, err := e.Sweep(w.ctx)
		require.NoError(t, err)
	}
	w.do("1", review)
	require.Equal(t, 5, w.view("1").State.BuyerReview.Stars)
}

func smallCache(t *testing.T, open Open) {
	for _, size := range []int{-1, 1, 2} {
		w := newWorld(t, open(t), func(o *engine.Options) { o.CacheSize = size })
		for i := range 4 {
			w.purchase(fmt.Sprint(i), aoi)
		}
		for _, c := range []transaction.Command{say, deliver, approve, review} {
			for i := range 4 {
				w.do(fmt.Sprint(i), c)
			}
		}
		for i := range 4 {
			require.Equal(t, transaction.Closed, w.view(fmt.Sprint(i)).State.Phase)
		}
	}
}
