package enginetest

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/policy/money"
	"github.com/torikime/torikime/store"
	"github.com/torikime/torikime/transaction"
	"github.com/torikime/torikime/transaction/codec"
	"github.com/torikime/torikime/transaction/engine"
	"github.com/torikime/torikime/transaction/payout"
)

var payoutRefundTests = []test{
	{"T3.15 earnings go back as far as they were not paid out, and stay closed", refundEarned},
	{"T3.15 what cannot be refunded writes nothing", refundRefused},
	{"T3.15 T0.8 a transaction that has closed by itself, and nobody has stored it", refundOverdue},
	{"T3.15 a key is one refund, before the close and after", refundKeys},
	{"T3.15 T10.3 killed at every write, it is done once", refundKilled},
	{"T3.15 T10.5 refunds and payouts at once never take the same money", refundRace},
	{"T3.15 a take-back that its transaction refuses is undone", refundUndone},
}

func refundOf(units int64) transaction.OperatorRefund {
	return transaction.OperatorRefund{By: kei, Reason: "broken", Amount: yen(units)}
}

func refundEarned(t *testing.T, open Open) {
	s := newShop(t, open)
	s.closed("1", "2")
	s.withdraw(13_000) // 7,000 are left of both
	_, err := s.Do(s.ctx, "1", refundOf(7001), engine.Call{})
	require.Equal(t, "7000 JPY", s.rejected(err, "T3.15", "more_than_earned").Params["max"])
	out, err := s.Do(s.ctx, "1", refundOf(5000), engine.Call{Answer: func(o engine.Outcome) ([]byte, error) {
		require.IsType(t, transaction.EarningsRefunded{}, o.Events[len(o.Events)-1])
		return nil, nil
	}})
	require.NoError(t, err)
	require.Equal(t, transaction.Closed, out.State.Phase)
	stored := s.view("1")
	require.Equal(t, out.State, stored.State)
	require.Equal(t, out.New[0].(transaction.EarningsRefunded).Ref, stored.State.TakenBack[0])
	require.Equal(t, "broken", stored.Events[len(stored.Events)-1].(transaction.EarningsRefunded).Reason.Body)
	require.Equal(t, yen(5000), stored.State.Earned())
	v := s.account()
	require.Equal(t, int64(2000), v.State.Balance().Units())
	require.Empty(t, v.State.Uncopied)
	require.Equal(t, "taken_back_stored", payout.TypeOf(v.Events[len(v.Events)-1]))
	_, err = s.Do(s.ctx, "1", refundOf(2001), engine.Call{})
	require.Equal(t, "2000 JPY", s.rejected(err, "T3.15", "more_than_earned").Params["max"], "the balance is the bound")
	s.do("1", refundOf(2000))
	_, err = s.PayOut(s.ctx, withdrawal(1), engine.AccountCall{})
	require.Equal(t, "0 JPY", s.rejected(err, "T10.5", "more_than_available").Params["max"])
	s.react()
	require.Zero(t, s.balance())

	w := newWorld(t, open(t)) // without a provider, and with nothing withdrawn
	w.closed("1", "2")
	_, err = w.Do(w.ctx, "1", refundOf(10_001), engine.Call{})
	require.Equal(t, "10000 JPY", w.rejected(err, "T3.15", "more_than_earned").Params["max"], "its own earnings are the bound")
	w.do("1", refundOf(10_000))
	require.Equal(t, int64(10_000), w.balance())
}

func refundRefused(t *testing.T, open Open) {
	w := newWorld(t, open(t))
	w.closed("1")
	w.do("1", review)
	before := w.everything()
	change := func(f func(*transaction.OperatorRefund)) transaction.OperatorRefund {
		c := refundOf(1000)
		f(&c)
		return c
	}
	for code, c := range map[string]transaction.OperatorRefund{
		"T3.15/form":             change(func(c *transaction.OperatorRefund) { c.Reason = " " }),
		"T3.15/wrong_actor":      change(func(c *transaction.OperatorRefund) { c.By = aoi }),
		"T0.9/not_party":         change(func(c *transaction.OperatorRefund) { c.By = haru }),
		"T3.15/more_than_earned": refundOf(10_001),
	} {
		_, err := w.Do(w.ctx, "1", c, engine.Call{Key: "k"})
		var no *policy.Rejection
		require.ErrorAs(t, err, &no)
		require.Equal(t, code, no.Rule+"/"+no.Code)
	}
	seen := 2
	_, err := w.Do(w.ctx, "1", refundOf(1000), engine.Call{ExpectedSeq: &seen})
	require.Contains(t, w.rejected(err, "T0.9", "changed").Params["since"], "review_sent")
	out, err := w.Do(w.ctx, "1", refundOf(1000), engine.Call{DryRun: true})
	require.NoError(t, err)
	require.Equal(t, yen(9000), out.State.Earned())
	broken := errors.New("the host's own")
	_, err = w.Do(w.ctx, "1", refundOf(1000), engine.Call{Answer: func(engine.Outcome) ([]byte, error) { return nil, broken }})
	require.ErrorIs(t, err, broken)
	_, err = w.Do(w.ctx, "1", refundOf(1000), engine.Call{With: func(context.Context, store.Tx) error { return broken }})
	require.ErrorIs(t, err, broken)
	_, err = w.Do(w.ctx, "unknown", refundOf(1000), engine.Call{})
	require.ErrorIs(t, err, engine.ErrNotFound)
	require.Equal(t, before, w.everything(), "T0.9")
	seen = w.view("1").State.Seq
	_, err = w.Do(w.ctx, "1", refundOf(1000), engine.Call{ExpectedSeq: &seen})
	require.NoError(t, err)
}

func refundOverdue(t *testing.T, open Open) {
	w := newWorld(t, open(t))
	w.purchase("1", aoi)
	w.do("1", say, deliver)
	w.clock.add(100 * hour)
	before := w.everything()
	out, err := w.Do(w.ctx, "1", refundOf(4000), engine.Call{DryRun: true})
	require.NoError(t, err)
	require.Equal(t, yen(6000), out.State.Earned())
	require.Equal(t, before, w.everything(), "a dry run writes nothing")
	_, err = w.Do(w.ctx, "1", refundOf(10_001), engine.Call{})
	w.rejected(err, "T3.15", "more_than_earned")
	w.do("1", refundOf(4000))
	require.Equal(t, int64(6000), w.balance())
	require.Equal(t, int64(6000), w.earned("1"))
}

func refundKeys(t *testing.T, open Open) {
	w := newWorld(t, open(t))
	w.purchase("1", aoi)
	early, late := answered[engine.Outcome]("early", "1"), answered[engine.Outcome]("late", "1")
	_, err := w.Do(w.ctx, "1", refundOf(1000), early)
	require.NoError(t, err)
	w.do("1", transaction.OperatorClose{By: kei, Reason: "done"})
	_, err = w.Do(w.ctx, "1", refundOf(2000), late)
	require.NoError(t, err)
	before := w.everything()
	for _, e := range []*engine.Engine{w.Engine, w.process()} {
		for _, call := range []engine.Call{early, late} {
			again, err := e.Do(w.ctx, "1", refundOf(1000), call)
			require.NoError(t, err)
			require.True(t, again.Repeated)
			require.Equal(t, []byte("1"), again.Answer)
			require.Equal(t, yen(7000), again.State.Earned())
			call.Input = []byte("another")
			_, err = e.Do(w.ctx, "1", refundOf(1000), call)
			require.ErrorIs(t, err, engine.ErrKeyReused)
		}
	}
	require.Equal(t, before, w.everything())
	require.Equal(t, int64(7000), w.balance())
}

// mortal is a store that stops answering at one of its writes: before it, or after
// it was done.
type mortal struct {
	store.Store
	mu   sync.Mutex
	left int
	done bool // the last write is done
}

func (m *mortal) Append(ctx context.Context, batches ...store.Batch) ([]store.Result, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.left--; m.left > 0 {
		return m.Store.Append(ctx, batches...)
	}
	if m.left == 0 && m.done {
		if _, err := m.Store.Append(ctx, batches...); err != nil {
			return nil, err
		}
	}
	return nil, errLost
}

// A process dies at each write of a refund, before it or after it. The same key
// again, in another process, or only a sweep, or React, brings it to its end: it
// was decided and is done once, or it was not and nothing was done.
func refundKilled(t *testing.T, open Open) {
	s := newShop(t, open)
	dying := &mortal{Store: s.st}
	own := *s.world
	own.st = dying
	killed := own.process()
	refund := func(e *engine.Engine, id string) error {
		_, err := e.Do(s.ctx, id, refundOf(4000), engine.Call{Key: id, Input: []byte("4000")})
		return err
	}
	ends := map[string]func(id string) error{
		"again": func(id string) error { return refund(s.Engine, id) },
		"sweep": func(string) error {
			_, err := s.Sweep(s.ctx)
			return err
		},
		"react": func(string) error {
			_, err := s.React(s.ctx)
			return err
		},
	}
	balance := int64(0)
	for name, end := range ends {
		for step := 1; step <= 4; step++ {
			for _, done := range []bool{false, true} {
				id := fmt.Sprintf("%s, killed at write %d, done %v", name, step, done)
				s.closed(id)
				dying.left, dying.done = step, done
				_ = refund(killed, id)
				require.LessOrEqual(t, dying.left, 1, "the refund takes three writes")
				require.NoError(t, end(id), id)
				decided := int64(0)
				if name == "again" || step > 1 || done {
					decided = 4000
				}
				v := s.account()
				require.Empty(t, v.State.Uncopied, id)
				require.Equal(t, balance+10_000-decided, v.State.Balance().Units(), id)
				require.Equal(t, 10_000-decided, s.earned(id), id)
				require.Len(t, s.view(id).State.TakenBack, int(decided/4000), id)
				require.NoError(t, refund(s.Engine, id), "and given again it is done, once")
				balance += 6000
				require.Equal(t, balance, s.balance(), id)
			}
		}
	}
}

// Two processes: payouts and refunds of the same earnings, many at once.
func refundRace(t *testing.T, open Open) {
	s := newShop(t, open)
	other := s.process(s.pays)
	for round := range 6 {
		id := fmt.Sprint("r", round)
		s.closed(id)
		before := s.balance()
		var took, back atomic.Int64
		var wg sync.WaitGroup
		for i := range 6 {
			e := []*engine.Engine{s.Engine, other}[i%2]
			wg.Go(func() {
				if _, err := e.PayOut(s.ctx, withdrawal(before-3000), engine.AccountCall{}); err == nil {
					took.Add(before - 3000)
				} else {
					require.Contains(t, []string{"T10.5"}, ruleOf(err))
				}
			})
			wg.Go(func() {
				if _, err := e.Do(s.ctx, id, refundOf(4000), engine.Call{}); err == nil {
					back.Add(4000)
				} else {
					require.Contains(t, []string{"T3.15"}, ruleOf(err))
				}
			})
			wg.Go(func() {
				_, err := e.Sweep(s.ctx)
				require.NoError(t, err)
			})
		}
		wg.Wait()
		_, err := s.Sweep(s.ctx)
		require.NoError(t, err)
		v := s.account()
		require.Empty(t, v.State.Uncopied)
		require.Equal(t, before-took.Load()-back.Load(), v.State.Balance().Units())
		require.Positive(t, took.Load()+back.Load())
		require.Len(t, s.view(id).State.TakenBack, int(back.Load()/4000))
	}
	paid := s.account().State.Credited - s.account().State.TakenBack - s.balance()
	s.react()
	require.Equal(t, paid, s.fake.Books().Totals[money.JPY].PaidOut)
}

// ruleOf is the rule that said no; what else went wrong, otherwise.
func ruleOf(err error) string {
	var no *policy.Rejection
	if errors.As(err, &no) {
		return no.Rule
	}
	return err.Error()
}

// An engine of before there were accounts refunded earnings in the transaction alone,
// after they had been credited here: what the transaction does not have, it refuses.
func refundUndone(t *testing.T, open Open) {
	w := newWorld(t, open(t))
	w.closed("1")
	require.Equal(t, int64(10_000), w.balance())
	w.refundAsBefore("1", 9000)
	_, err := w.Do(w.ctx, "1", refundOf(2000), engine.Call{})
	require.Equal(t, "1000 JPY", w.rejected(err, "T3.15", "more_than_earned").Params["max"])
	w.takeBackBlindly("1", 2000)
	_, err = w.Sweep(w.ctx)
	require.NoError(t, err)
	v, err := w.Account(w.ctx, "ren", money.JPY)
	require.NoError(t, err)
	require.Empty(t, v.State.Uncopied)
	require.Equal(t, "taken_back_undone", payout.TypeOf(v.Events[len(v.Events)-1]))
	require.Equal(t, int64(1000), w.earned("1"))
}

// refundAsBefore writes a refund into the transaction alone.
func (w *world) refundAsBefore(id string, units int64) {
	w.t.Helper()
	v := w.view(id)
	_, events, no := transaction.Handle(v.State, refundOf(units), transaction.Facts{}, v.At)
	require.Nil(w.t, no)
	rec, _, err := codec.Encode(events[0], salt{})
	require.NoError(w.t, err)
	w.write("transaction/"+id, v.State.Seq, rec)
}

// takeBackBlindly writes a decision into the account that nobody asked the
// transaction about.
func (w *world) takeBackBlindly(id string, units int64) {
	w.t.Helper()
	v, err := w.Account(w.ctx, "ren", money.JPY)
	require.NoError(w.t, err)
	rec, bodies, err := payout.Encode(payout.TakenBack{
		At: v.At, Ref: "blind", Transaction: id, Amount: yen(units), By: "kei", Reason: transaction.Text{Body: "x"},
	}, salt{})
	require.NoError(w.t, err)
	w.write("payout/JPY/ren", v.State.Seq, rec, bodies...)
}

// write appends an event as some other program would, due at once.
func (w *world) write(stream string, version int, rec codec.Record, bodies ...codec.Body) {
	w.t.Helper()
	b := store.Batch{
		Stream: stream, Expected: version, Wake: rec.At,
		Events: []store.Event{{Type: rec.Type, Version: rec.Version, At: rec.At, Data: rec.Data}},
	}
	for _, body := range bodies {
		b.Bodies = append(b.Bodies, store.Body{Seq: version + 1, Name: body.Name, Data: body.Data})
	}
	results, err := w.st.Append(w.ctx, b)
	require.NoError(w.t, err)
	require.NoError(w.t, results[0].Err)
}

// salt is entropy for tests that hide nothing.
type salt struct{}

func (salt) Read(p []byte) (int, error) { return len(p), nil }
