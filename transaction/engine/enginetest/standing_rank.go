package enginetest

import (
	"context"
	"errors"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/policy/money"
	"github.com/torikime/torikime/review/standing"
	"github.com/torikime/torikime/transaction"
	"github.com/torikime/torikime/transaction/engine"
	"github.com/torikime/torikime/transaction/listing"
)

// tokyo is the beginning of a day in Tokyo.
func tokyo(year int, month time.Month, day int) time.Time {
	return time.Date(year, month, day, -9, 0, 0, 0, time.UTC)
}

func rankByMonth(t *testing.T, open Open) {
	var seen [][]engine.SellerView
	for _, swept := range []bool{true, false} {
		w := newWorld(t, open(t))
		w.to(tokyo(2030, 1, 28))
		for i := range 10 {
			w.sell("sold"+strconv.Itoa(i), aoi, 5)
		}
		w.purchase("january", aoi)
		w.do("january", say, deliver)
		w.to(tokyo(2030, 1, 29))
		w.purchase("february", aoi)
		w.do("february", say, deliver) // both close by themselves, after 72 hours

		var views []engine.SellerView
		for _, at := range []time.Time{
			tokyo(2030, 1, 31), tokyo(2030, 2, 1).Add(-time.Microsecond), tokyo(2030, 2, 1), tokyo(2030, 2, 27),
			tokyo(2030, 3, 1), tokyo(2030, 5, 1).Add(-time.Microsecond), tokyo(2030, 5, 1), tokyo(2030, 6, 1),
		} {
			w.to(at)
			if swept {
				_, err := w.Sweep(w.ctx)
				require.NoError(t, err)
				views = append(views, w.standing())
				continue
			}
			// A process that begins now, over a store that nobody has swept.
			v, err := w.process().Standing(w.ctx, "ren")
			require.NoError(t, err)
			views = append(views, v)
		}
		seen = append(seen, views)
	}
	for i := range seen[0] {
		require.Equal(t, ranksOf(seen[0][i]), ranksOf(seen[1][i]), "T0.8 T6.3")
	}
	var ranks []string
	var sales []int64
	for _, v := range seen[0] {
		ranks, sales = append(ranks, v.Rank), append(sales, v.Figures.Sales)
	}
	require.Equal(t, []string{"", "", "silver", "silver", "silver", "silver", "bronze", "regular"}, ranks)
	require.Equal(t, []int64{0, 0, 11, 11, 12, 12, 1, 0}, sales)
	require.Equal(t, tokyo(2030, 6, 1), seen[0][6].Next)
}

// ranksOf leaves out what the instant of a question alone decides.
func ranksOf(v engine.SellerView) []any {
	return []any{v.Rank, v.Figures, v.Month.At, v.Month.From, v.Month.To, v.Completion, v.Rating, v.Weight, v.Services}
}

func hostKnows(t *testing.T, open Open) {
	down := errors.New("the host is down")
	var fails error
	var asked []time.Time
	w := newWorld(t, open(t), func(o *engine.Options) {
		o.Person = func(_ context.Context, id string, before time.Time) (standing.Person, error) {
			require.Equal(t, "ren", id)
			asked = append(asked, before)
			return standing.Person{CheckedAt: start, Seen: []time.Time{tokyo(2030, 1, 20)}}, fails
		}
	})
	for i := range 10 {
		w.sell(strconv.Itoa(i), aoi, 5)
	}
	w.to(tokyo(2030, 2, 1))
	require.Equal(t, "platinum", w.standing().Rank)
	w.to(tokyo(2030, 2, 27))
	require.Equal(t, "platinum", w.standing().Rank)
	w.to(tokyo(2030, 3, 1))
	require.Equal(t, "silver", w.standing().Rank, "not seen within a month before the 1st of March")
	require.Equal(t, []time.Time{tokyo(2030, 2, 1), tokyo(2030, 2, 1), tokyo(2030, 3, 1)}, asked)
	fails = down
	_, err := w.Standing(w.ctx, "ren")
	require.ErrorIs(t, err, down)
}

func rankPolicy(t *testing.T, open Open) {
	other := preset(t, "coconala")
	other.Standing.Ranks = []policy.Rank{{ID: "master", SalesEver: 1}}
	other.Standing.RecomputeDay = 15
	w := newWorld(t, open(t), func(o *engine.Options) {
		o.Policies = append(o.Policies, engine.InForce{From: tokyo(2030, 2, 20), Policy: other})
	})
	for i := range 10 {
		w.sell(strconv.Itoa(i), aoi, 5)
	}
	for _, c := range []struct {
		at         time.Time
		rank       string
		month, nxt time.Time
	}{
		{tokyo(2030, 2, 20).Add(-time.Microsecond), "silver", tokyo(2030, 2, 1), tokyo(2030, 3, 1)},
		{tokyo(2030, 2, 20), "silver", tokyo(2030, 2, 1), tokyo(2030, 3, 15)},
		{tokyo(2030, 3, 15).Add(-time.Microsecond), "silver", tokyo(2030, 2, 1), tokyo(2030, 3, 15)},
		{tokyo(2030, 3, 15), "master", tokyo(2030, 3, 15), tokyo(2030, 4, 15)},
	} {
		w.to(c.at)
		v := w.standing()
		require.Equal(t, c.rank, v.Rank, c.at)
		require.Equal(t, []time.Time{c.month, c.nxt}, []time.Time{v.Month.At, v.Next}, c.at)
	}
}

func revenue(t *testing.T, open Open) {
	w := newWorld(t, open(t))
	w.list("dollars", func(l *listing.List) { l.Price = money.New(2500, money.USD) })
	op := transaction.Operator("op")
	w.purchase("1", aoi)
	w.do("1", say, transaction.PayAdditional{By: aoi, Amount: money.New(500, money.JPY), Payment: transaction.Settled},
		transaction.OperatorRefund{By: op, Reason: "half", Amount: money.New(4000, money.JPY)}, deliver, approve, review,
		transaction.OperatorRefund{By: op, Reason: "after the close", Amount: money.New(1000, money.JPY)})
	v := w.view("1")
	require.Equal(t, money.New(5500, money.JPY), v.State.Earned())
	dollars := order("2", aoi)
	dollars.Service = "dollars"
	_, err := w.Purchase(w.ctx, dollars, engine.Call{})
	require.NoError(t, err)
	w.do("2", say, deliver, approve, review)
	w.to(tokyo(2030, 2, 1))
	require.Equal(t, []money.Money{money.New(6500, money.JPY), money.New(2500, money.USD)}, w.standing().Figures.Revenue)
}
