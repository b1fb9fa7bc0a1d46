package enginetest

import (
	"context"
	"errors"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/store"
	"github.com/torikime/torikime/transaction"
	"github.com/torikime/torikime/transaction/engine"
)

var keyTests = []test{
	{"a repeat is answered with the first's answer", repeat},
	{"a repeat after a crash between write and answer", crash},
	{"many at once with one key: one takes effect", raceOfKeys},
	{"a refusal leaves the key free", refusedKey},
}

// counted answers with the number of calls, so that a repeat can be told from a second time.
func counted(key, input string, calls *int) engine.Call {
	return engine.Call{Key: key, Input: []byte(input), Answer: func(o engine.Outcome) ([]byte, error) {
		*calls++
		return []byte{byte(*calls), byte(len(o.Events))}, nil
	}}
}

func repeat(t *testing.T, open Open) {
	w := newWorld(t, open(t))
	calls := 0
	first, err := w.Purchase(w.ctx, order("", aoi), counted("k", "in", &calls))
	require.NoError(t, err)
	require.False(t, first.Repeated)
	require.Equal(t, []byte{1, 4}, first.Answer)
	require.Len(t, first.Events, 4)

	again, err := w.Purchase(w.ctx, order("", aoi), counted("k", "in", &calls))
	require.NoError(t, err)
	require.True(t, again.Repeated)
	require.Equal(t, first.Answer, again.Answer)
	require.Equal(t, first.ID, again.ID)
	require.Equal(t, 1, calls)

	_, err = w.Purchase(w.ctx, order("", aoi), counted("k", "other", &calls))
	require.ErrorIs(t, err, engine.ErrKeyReused)
	_, err = w.Do(w.ctx, first.ID, say, engine.Call{Key: "k", Input: []byte("in")})
	require.ErrorIs(t, err, engine.ErrKeyReused, "another command with the same input")

	w.do(first.ID, say, deliver)
	_, err = w.Do(w.ctx, first.ID, approve, engine.Call{Key: "a"})
	require.NoError(t, err)
	o, err := w.Do(w.ctx, first.ID, approve, engine.Call{Key: "a"})
	require.NoError(t, err, "judged anew it would be the wrong state")
	require.True(t, o.Repeated)
}

func crash(t *testing.T, open Open) {
	st := &faulty{Store: open(t)}
	w := newWorld(t, st)
	w.purchase("1", aoi)
	st.set(func(f *faulty) { f.lost = true })
	_, err := w.Do(w.ctx, "1", say, engine.Call{Key: "k"})
	require.ErrorIs(t, err, errLost)
	st.set(func(f *faulty) { f.lost = false })

	restarted := w.process()
	o, err := restarted.Do(w.ctx, "1", say, engine.Call{Key: "k"})
	require.NoError(t, err)
	require.True(t, o.Repeated)
	require.Equal(t, 5, o.State.Seq, "the message stands there once")
}

func raceOfKeys(t *testing.T, open Open) {
	w := newWorld(t, open(t))
	other := w.process()
	var wg sync.WaitGroup
	ids := make([]string, 16)
	for i := range ids {
		wg.Go(func() {
			e := w.Engine
			if i%2 == 1 {
				e = other
			}
			o, err := e.Purchase(w.ctx, order("", aoi), engine.Call{Key: "k"})
			if err == nil {
				ids[i] = o.ID
			}
		})
	}
	wg.Wait()
	for _, id := range ids {
		require.Equal(t, ids[0], id)
	}
	page, err := w.Transactions(w.ctx, engine.Query{Party: "aoi"})
	require.NoError(t, err)
	require.Len(t, page.Items, 1)
}

func refusedKey(t *testing.T, open Open) {
	w := newWorld(t, open(t))
	w.purchase("1", aoi)
	_, err := w.Do(w.ctx, "1", approve, engine.Call{Key: "k"})
	require.Error(t, err)
	w.do("1", say, deliver)
	o, err := w.Do(w.ctx, "1", approve, engine.Call{Key: "k"})
	require.NoError(t, err)
	require.False(t, o.Repeated)
}

var callTests = []test{
	{"expected_seq refuses what the caller has not seen", expectedSeq},
	{"a dry run writes nothing", dryRun},
	{"With runs in the commit, and its error undoes the command", with},
	{"an error of Answer undoes the command", answerFails},
	{"unknown ids, strangers, pointers, ended contexts, closed engines", refusedCalls},
	{"hooks hear of every command and commit", hooks},
}

func expectedSeq(t *testing.T, open Open) {
	w := newWorld(t, open(t))
	w.purchase("1", aoi)
	w.do("1", say)
	seen := w.view("1").State.Seq
	w.do("1", say, transaction.SetSchedule{By: ren, Steps: []transaction.Step{{Title: "draft", Date: policy.Date{Year: 2030, Month: 2, Day: 1}}}},
		transaction.PayAdditional{By: aoi, Amount: price, Payment: transaction.Settled})
	_, err := w.Do(w.ctx, "1", ask, engine.Call{ExpectedSeq: &seen})
	require.NoError(t, err, "messages, payments and schedules take nobody by surprise")
	w.do("1", deliver)
	_, err = w.Do(w.ctx, "1", silent, engine.Call{ExpectedSeq: &seen})
	no := w.rejected(err, "T0.9", "changed")
	require.Equal(t, policy.Conflict, no.Kind)
	require.Equal(t, "delivered", no.Params["since"])
	_, err = w.Do(w.ctx, "1", transaction.Approve{By: ren}, engine.Call{ExpectedSeq: &seen})
	require.Equal(t, policy.WrongActor, kindOf(t, err), "who may never is told so first")

	seen = w.view("1").State.Seq
	w.clock.add(72 * hour)
	_, err = w.Do(w.ctx, "1", approve, engine.Call{ExpectedSeq: &seen})
	require.Equal(t, "approved, closed", w.rejected(err, "T0.9", "changed").Params["since"], "what was overdue counts")
	for _, seq := range []int{-1, 1000} {
		_, err = w.Do(w.ctx, "1", review, engine.Call{ExpectedSeq: &seq})
		require.Equal(t, policy.Invalid, w.rejected(err, "T0.9", "expected_seq").Kind)
	}
}

func kindOf(t *testing.T, err error) policy.Kind {
	t.Helper()
	var no *policy.Rejection
	require.ErrorAs(t, err, &no)
	return no.Kind
}

func dryRun(t *testing.T, open Open) {
	w := newWorld(t, open(t))
	w.purchase("1", aoi)
	w.do("1", say, deliver)
	before := w.everything()
	o, err := w.Do(w.ctx, "1", approve, engine.Call{DryRun: true, Key: "k"})
	require.NoError(t, err)
	require.Equal(t, transaction.Approved, o.State.Phase)
	require.Len(t, o.New, 1)
	_, err = w.Purchase(w.ctx, order("2", aoi), engine.Call{DryRun: true})
	require.NoError(t, err)
	w.clock.add(100 * hour)
	_, err = w.Do(w.ctx, "1", approve, engine.Call{DryRun: true})
	require.Error(t, err)
	require.Equal(t, before, w.everything(), "not even what is overdue")
	_, err = w.st.Command(w.ctx, "k")
	require.ErrorIs(t, err, store.ErrNotFound)
	_, err = w.View(w.ctx, "2")
	require.ErrorIs(t, err, engine.ErrNotFound)
}

type ctxKey struct{}

func with(t *testing.T, open Open) {
	w := newWorld(t, open(t))
	w.purchase("1", aoi)
	before := w.stored("1")
	mine := errors.New("mine")
	_, err := w.Do(w.ctx, "1", say, engine.Call{Key: "k", With: func(context.Context, store.Tx) error { return mine }})
	require.ErrorIs(t, err, mine)
	require.Equal(t, before, w.stored("1"))
	_, err = w.Do(w.ctx, "1", say, engine.Call{Key: "k", With: func(context.Context, store.Tx) error { panic("mine") }})
	var panicked *store.Panic
	require.ErrorAs(t, err, &panicked)
	ran := 0
	ctx := context.WithValue(w.ctx, ctxKey{}, "value")
	for range 2 {
		_, err = w.Do(ctx, "1", say, engine.Call{Key: "k", With: func(ctx context.Context, _ store.Tx) error {
			ran++
			require.Equal(t, "value", ctx.Value(ctxKey{}))
			return nil
		}})
		require.NoError(t, err)
	}
	require.Equal(t, 1, ran, "not for the repeat")
	require.Len(t, w.stored("1"), len(before)+1)
}

func answerFails(t *testing.T, open Open) {
	w := newWorld(t, open(t))
	mine := errors.New("mine")
	_, err := w.Purchase(w.ctx, order("1", aoi), engine.Call{Answer: func(engine.Outcome) ([]byte, error) { return nil, mine }})
	require.ErrorIs(t, err, mine)
	require.Empty(t, w.stored("1"))
}

func refusedCalls(t *testing.T, open Open) {
	w := newWorld(t, open(t))
	w.purchase("1", aoi)
	for _, id := range []string{"", "2", "\xff", string(make([]byte, 5000))} {
		_, err := w.Do(w.ctx, id, say, engine.Call{})
		require.ErrorIs(t, err, engine.ErrNotFound)
		_, err = w.View(w.ctx, id)
		require.ErrorIs(t, err, engine.ErrNotFound)
		_, err = w.Listing(w.ctx, id)
		require.ErrorIs(t, err, engine.ErrNotFound)
	}
	_, err := w.Do(w.ctx, "1", transaction.Message{By: haru, Text: "x"}, engine.Call{})
	require.Equal(t, policy.NotParty, kindOf(t, err))
	for _, c := range []transaction.Command{nil, &transaction.Approve{By: aoi}, transaction.Purchase{By: aoi}} {
		_, err = w.Do(w.ctx, "1", c, engine.Call{})
		require.Equal(t, policy.Invalid, kindOf(t, err))
	}
	ended, cancel := context.WithCancel(w.ctx)
	cancel()
	_, err = w.Do(ended, "1", say, engine.Call{})
	require.ErrorIs(t, err, context.Canceled)
	require.NoError(t, w.Close())
	_, err = w.Do(w.ctx, "1", say, engine.Call{})
	require.ErrorIs(t, err, engine.ErrClosed)
	require.Equal(t, 4, w.view("1").State.Seq)
}

func hooks(t *testing.T, open Open) {
	var mu sync.Mutex
	var told []engine.Answered
	commits := 0
	w := newWorld(t, open(t), func(o *engine.Options) {
		o.Hooks.Command = func(a engine.Answered) { mu.Lock(); told = append(told, a); mu.Unlock() }
		o.Hooks.Commit = func(_, events int, _ time.Duration, _ error) { mu.Lock(); commits += events; mu.Unlock() }
	})
	w.purchase("1", aoi)
	_, err := w.Do(w.ctx, "1", approve, engine.Call{})
	require.Error(t, err)
	_, err = w.Do(w.ctx, "2", approve, engine.Call{})
	require.Error(t, err)
	require.Len(t, told, 4)
	require.Equal(t, "purchase", told[1].Command)
	require.Equal(t, 4, told[1].Events)
	require.NotNil(t, told[2].Rejection)
	require.NoError(t, told[2].Err)
	require.ErrorIs(t, told[3].Err, engine.ErrNotFound)
	require.Equal(t, 5, commits)
}
