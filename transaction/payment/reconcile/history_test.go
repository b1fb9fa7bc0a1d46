package reconcile_test

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/transaction"
	"github.com/torikime/torikime/transaction/engine"
	"github.com/torikime/torikime/transaction/payment/fake"
	"github.com/torikime/torikime/transaction/payment/reconcile"
	"github.com/torikime/torikime/transaction/transfer"
)

// T10.1 T10.3: whatever went wrong on the way, once everything was looked up and
// carried on, both books say the same; and what is found before only ever heals.
func TestHistories(t *testing.T) {
	t.Parallel()
	differed := 0
	for seed := range uint64(20) {
		w := newWorld(t, func(o *engine.Options) { o.MostCalls = 1000 })
		h := &history{world: w, r: rand.New(rand.NewPCG(seed, 1))}
		require.NoError(t, w.provider.SetFaults(fake.Faults{
			fake.LostBefore: .1, fake.LostAfter: .2, fake.PendingFirst: .1, fake.Refused: .1, fake.FailsThenSucceeds: .1,
			fake.SucceedsThenFails: .1, fake.Partial: .05, fake.WrongCurrency: .05,
		}))
		for range 40 {
			h.step()
		}
		require.NoError(t, w.provider.SetFaults(nil))
		require.NoError(t, w.provider.SettlePending())
		w.pass(reconcile.DefaultGrace + time.Second)
		report := w.reconcile(heals)
		differed += len(report.Differences)
		for i := range report.Differences {
			require.True(t, report.Differences[i].Kind.Heals() || report.Differences[i].Kind == reconcile.RefundOwed, "seed %d: %+v", seed, report.Differences[i])
		}
		h.carriedOn()
		report = w.reconcile()
		require.True(t, report.Clean(), "seed %d: %+v", seed, report.Differences)
		require.Zero(t, report.Young)
		for _, sum := range report.Sums {
			books := w.provider.Books().Totals[sum.Currency]
			require.Equal(t, sum.Captured.Theirs, sum.Captured.Ours, "seed %d", seed)
			require.Equal(t, sum.Refunded.Theirs, sum.Refunded.Ours, "seed %d", seed)
			require.Equal(t, sum.PaidOut.Theirs, sum.PaidOut.Ours, "seed %d", seed)
			require.Equal(t, fake.Totals{
				Captured: sum.Captured.Ours.Units(), Refunded: sum.Refunded.Ours.Units(), PaidOut: sum.PaidOut.Ours.Units(),
			}, books, "seed %d", seed)
		}
		h.everyDay()
	}
	require.Greater(t, differed, 20, "or the histories prove nothing")
}

// history plays a marketplace by chance.
type history struct {
	*world
	r         *rand.Rand
	rooms     []string
	transfers []string
}

func (h *history) step() {
	switch h.r.IntN(8) {
	case 0, 1:
		id := fmt.Sprint(len(h.rooms) + 1)
		h.rooms = append(h.rooms, id)
		h.transfers = append(h.transfers, h.order(id, []string{fake.Instant, fake.Hold, fake.Later}[h.r.IntN(3)]))
	case 2:
		h.maybe(transaction.OperatorCancel{By: kei, Reason: "x"})
	case 3:
		h.maybe(transaction.OperatorClose{By: kei, Reason: "x"})
	case 4:
		_, _ = h.PayOut(h.ctx, engine.PayoutOrder{By: ren, Amount: yen(1000 * (1 + h.r.Int64N(5))), To: "bank"}, engine.AccountCall{})
	case 5:
		h.outside()
	default:
		h.pass(time.Duration(h.r.Int64N(int64(6 * time.Hour))))
		if h.r.IntN(2) == 0 {
			h.react()
		}
	}
}

// maybe gives a command to one of the rooms, which may refuse it.
func (h *history) maybe(c transaction.Command) {
	if len(h.rooms) > 0 {
		_, _ = h.Do(h.ctx, h.rooms[h.r.IntN(len(h.rooms))], c, engine.Call{})
	}
}

// outside is what buyers, banks and time do, without telling anybody.
func (h *history) outside() {
	list, err := h.Transfers(h.ctx, engine.TransferQuery{Limit: 200})
	require.NoError(h.t, err)
	if len(list.Items) == 0 {
		return
	}
	id := list.Items[h.r.IntN(len(list.Items))].ID
	switch h.r.IntN(6) {
	case 0, 1:
		_ = h.provider.Pay(id)
	case 2:
		_ = h.provider.ReverseCapture(id)
	case 3:
		_ = h.provider.FailRefund(id)
	case 4:
		_ = h.provider.ReturnPayout(id)
	case 5:
		require.NoError(h.t, h.provider.SettlePending())
	}
}

// carriedOn lets everything be looked up and carried on to its end, as often as it
// takes: what is refunded may be reported anew.
func (h *history) carriedOn() {
	for range 6 {
		h.react()
		h.pass(7 * time.Hour)
	}
	for range 3 {
		h.reconcile(heals)
		h.react()
		h.pass(7 * time.Hour)
	}
	h.takenOver()
}

// takenOver: an operator has refunds tried once more that came back, and takes note of
// what banks took back.
func (h *history) takenOver() {
	list, err := h.Transfers(h.ctx, engine.TransferQuery{Stuck: true, Limit: 200})
	require.NoError(h.t, err)
	for i := range list.Items {
		s := &list.Items[i].State
		how := transfer.Retry
		if s.Order.Kind == transfer.Capture {
			how = transfer.Abandon
		}
		_, err := h.TakeOver(h.ctx, s.Order.ID, transfer.TakeOver{By: kei, How: how, Reason: "x"}, engine.TransferCall{})
		require.NoError(h.t, err)
	}
	for range 4 {
		h.react()
		h.pass(7 * time.Hour)
	}
}

// everyDay: compared day by day, nothing differs either, and the sums are the same:
// what both sides noted on different days is none.
func (h *history) everyDay() {
	h.t.Helper()
	whole := h.reconcile()
	var lines int
	captured := map[string]int64{}
	for from := start; from.Before(h.clock.now); from = from.Add(24 * time.Hour) {
		day := h.reconcile(func(r *engine.Reconciliation) {
			r.From, r.To = from.In(time.FixedZone("JST", 9*60*60)), from.Add(24*time.Hour)
		})
		require.True(h.t, day.Clean(), "%s: %+v", from, day.Differences)
		lines += day.Lines
		for _, sum := range day.Sums {
			captured[sum.Currency.String()] += sum.Captured.Ours.Units()
			require.Equal(h.t, sum.Captured.Theirs, sum.Captured.Ours)
		}
	}
	require.Equal(h.t, whole.Lines, lines)
	for _, sum := range whole.Sums {
		require.Equal(h.t, sum.Captured.Ours.Units(), captured[sum.Currency.String()])
	}
}
