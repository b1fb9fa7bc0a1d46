package reconcile_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/policy/money"
	"github.com/torikime/torikime/store"
	"github.com/torikime/torikime/transaction"
	"github.com/torikime/torikime/transaction/codec"
	"github.com/torikime/torikime/transaction/engine"
	"github.com/torikime/torikime/transaction/ledger"
	"github.com/torikime/torikime/transaction/payment"
	"github.com/torikime/torikime/transaction/payment/fake"
	"github.com/torikime/torikime/transaction/payment/reconcile"
	"github.com/torikime/torikime/transaction/transfer"
)

type found = map[reconcile.Kind]int

func (w *world) lost(kind transfer.Step, faults fake.Fault) {
	w.provider.Next(kind, faults|fake.NoticeLost)
}

// append stores an event that no rule led to.
func (w *world) append(stream string, r codec.Record) {
	w.t.Helper()
	streams, err := w.st.Load(w.ctx, store.LoadOptions{}, stream)
	require.NoError(w.t, err)
	results, err := w.st.Append(w.ctx, store.Batch{Stream: stream, Expected: streams[0].Version, Events: []store.Event{
		{Type: r.Type, Version: r.Version, At: w.clock.now, Data: r.Data},
	}})
	require.NoError(w.t, err)
	require.NoError(w.t, results[0].Err)
}

// posts stores a movement of money in a transaction that no rule led to.
func (w *world) posts(id string, from, to ledger.Account) {
	w.t.Helper()
	r, _, err := codec.Encode(transaction.RefundNoted{
		At: w.clock.now, Seq: 1, Charge: "p1." + id, Amount: yen(7), Stage: transaction.RefundSent,
		Postings: []ledger.Posting{{From: from, To: to, Amount: yen(7)}},
	}, nil)
	require.NoError(w.t, err)
	w.append("transaction/"+id, r)
}

func drop(keep func(payment.Movement) bool) func(payment.Movement) []payment.Movement {
	return func(m payment.Movement) []payment.Movement {
		if keep(m) {
			return []payment.Movement{m}
		}
		return nil
	}
}

// healed: the difference is gone once it was looked up.
var kindTests = []struct {
	name   string
	play   func(w *world)
	want   found
	healed bool
}{
	{"T10.1 what both have", func(w *world) {
		w.order("1", fake.Instant)
		w.cancelled("2")
		w.paidOut("3", 5000)
	}, found{}, true},
	{"T10.3 not_noted: a payment whose answer was lost", func(w *world) {
		w.lost(transfer.Authorise, fake.LostAfter)
		w.order("1", fake.Instant)
	}, found{reconcile.NotNoted: 1}, true},
	{"T10.3 not_noted: a payment that failed, and was taken later", func(w *world) {
		w.lost(transfer.Authorise, fake.FailsThenSucceeds)
		w.order("1", fake.Instant)
		w.pass(time.Minute)
		require.NoError(w.t, w.provider.SettlePending())
	}, found{reconcile.NotNoted: 1}, true},
	{"T10.3 not_noted: a refund whose answer was lost", func(w *world) {
		w.lost(transfer.Return, fake.LostAfter)
		w.cancelled("1")
	}, found{reconcile.NotNoted: 1}, true},
	{"T10.3 not_noted: a payment of less, whose answer was lost", func(w *world) {
		w.lost(transfer.Authorise, fake.LostAfter|fake.Partial)
		w.order("1", fake.Instant)
	}, found{reconcile.NotNoted: 1}, true},
	{"T10.3 not_noted: a payout that was pending", func(w *world) {
		w.lost(transfer.Send, fake.PendingFirst)
		w.paidOut("1", 5000)
		require.NoError(w.t, w.provider.SettlePending())
	}, found{reconcile.NotNoted: 1}, true},
	{"T10.3 came_back: a payment charged back", func(w *world) {
		require.NoError(w.t, w.provider.ReverseCapture(w.order("1", fake.Instant)))
	}, found{reconcile.CameBack: 1}, true},
	{"T10.3 came_back: a refund that failed after all", func(w *world) {
		require.NoError(w.t, w.provider.FailRefund(w.cancelled("1")))
	}, found{reconcile.CameBack: 1}, true},
	{"T10.3 came_back: a payout that the bank returned", func(w *world) {
		require.NoError(w.t, w.provider.ReturnPayout(w.paidOut("1", 5000)))
	}, found{reconcile.CameBack: 1}, true},
	{"T10.3 done and taken back before anybody heard of it", func(w *world) {
		w.lost(transfer.Authorise, fake.LostAfter)
		require.NoError(w.t, w.provider.ReverseCapture(w.order("1", fake.Instant)))
	}, found{}, true},
	{"T10.3 not_reversed: noted as charged back, and the report has it as paid", func(w *world) {
		id := w.order("1", fake.Instant)
		require.NoError(w.t, w.provider.ReverseCapture(id))
		require.NoError(w.t, w.Hint(w.ctx, id))
		w.react()
		w.provider.edit = drop(func(m payment.Movement) bool { return !m.Reversal })
	}, found{reconcile.NotReversed: 1}, false},
	{"T10.1 missing_there", func(w *world) {
		w.order("1", fake.Instant)
		w.provider.edit = drop(func(payment.Movement) bool { return false })
	}, found{reconcile.MissingThere: 1}, false},
	{"T10.1 amount: less was taken, and the answer did not say so", func(w *world) {
		w.provider.mute = true
		w.lost(transfer.Authorise, fake.Partial)
		w.order("1", fake.Instant)
	}, found{reconcile.Amount: 1}, false},
	{"T10.1 currency: another was taken, and the answer did not say so", func(w *world) {
		w.provider.mute = true
		w.lost(transfer.Authorise, fake.WrongCurrency)
		w.order("1", fake.Instant)
	}, found{reconcile.Currency: 1}, false},
	{"T10.1 another amount that both noted goes back by itself", func(w *world) {
		w.lost(transfer.Authorise, fake.WrongCurrency)
		w.order("1", fake.Instant)
		w.react()
	}, found{}, true},
	{"T10.3 twice: under another key", func(w *world) {
		id := w.paidOut("1", 5000)
		_, err := w.provider.Payout(w.ctx, payment.Call{Transfer: id, Kind: transfer.Payout, Key: "another", Amount: yen(5000), To: "ren's bank"})
		require.NoError(w.t, err)
	}, found{reconcile.Twice: 1}, false},
	{"T10.3 twice: by an operator, and by the provider", func(w *world) {
		id := w.unheard("1")
		w.stuck(id)
		_, err := w.TakeOver(w.ctx, id, transfer.TakeOver{By: kei, How: transfer.Settle, Reason: "by bank"}, engine.TransferCall{})
		require.NoError(w.t, err)
		require.NoError(w.t, w.provider.SetFaults(nil))
		charge, err := w.Transfer(w.ctx, "p1.1")
		require.NoError(w.t, err)
		_, err = w.provider.Refund(w.ctx, payment.Call{Transfer: id, Kind: transfer.Refund, Key: "another", Amount: price, Of: charge.State.DoneRef})
		require.NoError(w.t, err)
	}, found{reconcile.Twice: 1}, false},
	{"T10.1 unknown_here", func(w *world) {
		_, err := w.provider.Payout(w.ctx, payment.Call{Transfer: "stranger", Kind: transfer.Payout, Key: "1", Amount: yen(1), To: "x"})
		require.NoError(w.t, err)
		_, err = w.provider.Payout(w.ctx, payment.Call{Kind: transfer.Payout, Key: "2", Amount: yen(2), To: "x"})
		require.NoError(w.t, err)
	}, found{reconcile.UnknownHere: 2}, false},
	{"T10.1 unknown_here: a refund in the name of a payment", func(w *world) {
		id := w.order("1", fake.Instant)
		w.provider.edit = func(m payment.Movement) []payment.Movement {
			return []payment.Movement{m, {Ref: "r", Transfer: id, Kind: transfer.Refund, Amount: price, At: m.At}}
		}
	}, found{reconcile.UnknownHere: 1}, false},
	{"T10.1 other_provider", func(w *world) {
		_, err := w.Purchase(w.ctx, engine.Order{By: aoi, ID: "1", Service: "logo", Payment: transaction.Awaited}, engine.Call{})
		require.NoError(w.t, err)
		out, err := w.Charge(w.ctx, engine.Charge{By: aoi, Transaction: "1", Provider: "other"}, engine.TransferCall{})
		require.NoError(w.t, err)
		_, err = w.provider.Authorise(w.ctx, payment.Call{Transfer: out.ID, Kind: transfer.Capture, Key: "1", Amount: price, Method: fake.Instant})
		require.NoError(w.t, err)
	}, found{reconcile.OtherProvider: 1}, false},
	{"T10.1 duplicate_line", func(w *world) {
		w.order("1", fake.Instant)
		w.provider.edit = func(m payment.Movement) []payment.Movement { return []payment.Movement{m, m, m} }
	}, found{reconcile.DuplicateLine: 2}, false},
	{"T10.1 a line without our name is known by its own id", func(w *world) {
		w.order("1", fake.Instant)
		w.provider.edit = func(m payment.Movement) []payment.Movement { m.Transfer = ""; return []payment.Movement{m} }
	}, found{}, true},
	{"T10.1 a line without any name is known by its amount", func(w *world) {
		w.paidOut("1", 5000)
		w.provider.edit = func(m payment.Movement) []payment.Movement {
			m.Transfer, m.Ref = "", "batch"+m.Ref
			return []payment.Movement{m}
		}
	}, found{}, true},
	{"T10.1 clearing", func(w *world) {
		id := w.order("1", fake.Instant)
		r, err := transfer.Encode(transfer.Answered{
			At: w.clock.now, Step: transfer.Look, Status: transfer.Succeeded, Amount: yen(7),
			Postings: []ledger.Posting{{From: ledger.Payer, To: ledger.Clearing, Amount: yen(7)}},
		})
		require.NoError(w.t, err)
		w.provider.edit = func(m payment.Movement) []payment.Movement {
			return []payment.Movement{m, {Ref: "x", Transfer: id, Kind: transfer.Capture, Amount: yen(7), At: m.At}}
		}
		w.append("transfer/"+id, r)
	}, found{reconcile.Clearing: 1}, false},
	{"T10.1 held after the end", func(w *world) {
		w.cancelled("1")
		w.posts("1", ledger.Payer, ledger.Held)
	}, found{reconcile.Held: 1}, false},
	{"T10.1 off_balance: more was given than was held", func(w *world) {
		w.cancelled("1")
		w.posts("1", ledger.Held, ledger.Payer)
	}, found{reconcile.Held: 1, reconcile.OffBalance: 1}, false},
	{"T10.3 refund_owed: nobody carried it on", func(w *world) {
		w.order("1", fake.Instant)
		w.do("1", transaction.OperatorCancel{By: kei, Reason: "x"})
	}, found{reconcile.RefundOwed: 1}, false},
}

// unheard is cancelled with a refund that the provider does not hear of.
func (w *world) unheard(id string) string {
	w.t.Helper()
	w.order(id, fake.Instant)
	require.NoError(w.t, w.provider.SetFaults(fake.Faults{fake.LostBefore: 1}))
	w.do(id, transaction.OperatorCancel{By: kei, Reason: "x"})
	w.react()
	list, err := w.Transfers(w.ctx, engine.TransferQuery{Transaction: id})
	require.NoError(w.t, err)
	return list.Items[0].ID
}

// Every kind of difference is found, and no other; young ones are none; what can be
// looked up is healed by it.
func TestKinds(t *testing.T) {
	t.Parallel()
	for _, test := range kindTests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			test.play(w)
			waiting := 0
			for kind, n := range test.want {
				switch kind {
				case reconcile.MissingThere, reconcile.CameBack, reconcile.NotReversed, reconcile.NotNoted, reconcile.Clearing, reconcile.Held, reconcile.RefundOwed:
					waiting += n
				}
			}
			w.pass(time.Microsecond)
			young := w.reconcile()
			require.Equal(t, waiting, young.Young, "%+v", young)
			require.Len(t, young.Differences, len(flat(test.want))-waiting)
			w.pass(reconcile.DefaultGrace)
			report := w.reconcile(heals)
			require.Equal(t, test.want, counts(&report), "%+v", report.Differences)
			require.Zero(t, report.Young)
			w.speaks(&report)
			if !test.healed {
				require.False(t, report.Clean())
				return
			}
			require.Equal(t, len(flat(test.want)), report.Hinted)
			for range 5 {
				w.react()
				w.pass(time.Hour)
			}
			report = w.reconcile()
			require.True(t, report.Clean(), "%+v", report.Differences)
			for _, sum := range report.Sums {
				require.Equal(t, sum.Captured.Theirs, sum.Captured.Ours)
				require.Equal(t, sum.Refunded.Theirs, sum.Refunded.Ours)
				require.Equal(t, sum.PaidOut.Theirs, sum.PaidOut.Ours)
			}
		})
	}
}

func flat(counts found) (list []reconcile.Kind) {
	for kind, n := range counts {
		for range n {
			list = append(list, kind)
		}
	}
	return list
}

// speaks: every difference has its words in both languages, with nothing left out.
func (w *world) speaks(r *reconcile.Report) {
	for i := range r.Differences {
		d := &r.Differences[i]
		require.False(w.t, d.Since.IsZero() && d.Kind != reconcile.OffBalance)
		for _, lang := range []policy.Language{policy.English, policy.Japanese} {
			for _, text := range []string{d.Text(lang), d.ToDo(lang), d.Kind.Text(lang)} {
				require.NotEmpty(w.t, text, d.Kind)
				require.NotContains(w.t, text, "{")
			}
		}
	}
}

// T10.3: what an operator settled by another way is expected, and listed apart.
func TestSettled(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	id := w.unheard("1")
	w.stuck(id)
	_, err := w.TakeOver(w.ctx, id, transfer.TakeOver{By: kei, How: transfer.Settle, Reason: "by bank"}, engine.TransferCall{})
	require.NoError(t, err)
	w.react()
	w.pass(time.Hour)
	r := w.reconcile()
	require.True(t, r.Clean(), "%+v", r.Differences)
	require.Len(t, r.Settled, 1)
	require.Equal(t, id, r.Settled[0].Transfer)
	require.Equal(t, price, r.Settled[0].Ours)
	w.speaks(&reconcile.Report{Differences: r.Settled})
	require.Zero(t, r.Sums[0].Refunded.Ours.Units(), "not at this provider")
}

// T10.3: a chargeback that an operator has taken note of stays as the platform's loss,
// and is no difference.
func TestSettled_Chargeback(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	id := w.order("1", fake.Instant)
	require.NoError(t, w.provider.ReverseCapture(id))
	require.NoError(t, w.Hint(w.ctx, id))
	w.react()
	w.pass(time.Hour)
	r := w.reconcile()
	require.True(t, r.Clean(), "an operator is to look at it: %+v", r.Differences)
	_, err := w.TakeOver(w.ctx, id, transfer.TakeOver{By: kei, How: transfer.Abandon, Reason: "lost"}, engine.TransferCall{})
	require.NoError(t, err)
	w.react()
	r = w.reconcile()
	require.True(t, r.Clean(), "%+v", r.Differences)
	require.Len(t, r.Settled, 1)
	require.Equal(t, money.New(-price.Units(), money.JPY), r.Settled[0].Ours)
}
