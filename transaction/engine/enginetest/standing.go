package enginetest

import (
	"context"
	"errors"
	"math/rand/v2"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/policy/money"
	"github.com/torikime/torikime/review/standing"
	"github.com/torikime/torikime/store"
	"github.com/torikime/torikime/transaction"
	"github.com/torikime/torikime/transaction/engine"
	"github.com/torikime/torikime/transaction/listing"
)

var standingTests = []test{
	{"T6.1 T6.2 closes, cancels that count and stars, each from its own instant", standingCounts},
	{"T6.1 T5.8 a blind review counts from when it is shown", blindRating},
	{"T6.3 a rank is computed on the 1st, and what is stored late changes no closed month", rankByMonth},
	{"T6.3 what the host knows is asked for the recompute", hostKnows},
	{"T6.3 a new policy waits for the next recompute", rankPolicy},
	{"T6.3 revenue is what was sold by the close", revenue},
	{"T0.8 T6.2 what another process wrote is seen at once", standingAcross},
	{"T3.9 T6.4 paused from the instant of the cancel on, and resumed all at once", pausedFromCancel},
	{"T5.9 a buyer's average: for his sellers alone", buyerRating},
	{"T5.11 item averages from enough reviews on", itemAverages},
	{"T6.5 services by weight, page by page", byWeight},
	{"ids that nobody can have, and people who never sold", standingOfNobody},
}

func (w *world) standing() engine.SellerView {
	w.t.Helper()
	v, err := w.Standing(w.ctx, "ren")
	require.NoError(w.t, err)
	return v
}

func (w *world) to(at time.Time) { w.clock.add(at.Sub(w.clock.Now())) }

// sell sells and closes one transaction, with a review of so many stars; 0: none.
func (w *world) sell(id string, by transaction.Actor, stars int) {
	w.t.Helper()
	w.purchase(id, by)
	w.do(id, say, deliver, transaction.Approve{By: by})
	if stars == 0 {
		w.do(id, transaction.OperatorClose{By: transaction.Operator("op"), Reason: "done"})
		return
	}
	w.do(id, transaction.WriteReview{By: by, Stars: stars, Comment: "fine"})
}

func standingCounts(t *testing.T, open Open) {
	w := newWorld(t, open(t))
	require.True(t, w.standing().Completion.None(), "T6.2 none yet")
	w.sell("1", aoi, 5)
	w.sell("2", aoi, 0)
	w.purchase("agreed", aoi)
	w.do("agreed", say, transaction.RequestCancel{By: ren, Reason: "mutual_agreement"}, transaction.AgreeCancel{By: aoi})
	w.purchase("counts", aoi)
	w.do("counts", say, transaction.RequestCancel{By: ren, Reason: "sellers_reasons"}, transaction.AgreeCancel{By: aoi})
	v := w.standing()
	require.Equal(t, standing.Ratio{Completed: 2, Of: 3}, v.Completion)
	require.Equal(t, standing.Mean{Sum: 5, Count: 1}, v.Rating)

	w.do("agreed", transaction.WriteReview{By: aoi, Stars: 4})
	require.Equal(t, standing.Mean{Sum: 9, Count: 2}, w.standing().Rating, "T6.1 of a cancel that does not count, too")
	require.Equal(t, standing.Ratio{Completed: 2, Of: 3}, w.standing().Completion)

	w.purchase("silent", haru)
	w.do("silent", say, transaction.Message{By: haru, Text: "hello?"})
	w.clock.add(96 * hour)
	w.do("silent", transaction.RequestCancel{By: haru, Reason: "seller_unreachable"})
	end := w.clock.Now().Add(24 * hour)
	w.to(end.Add(-time.Microsecond))
	require.Equal(t, standing.Ratio{Completed: 2, Of: 3}, w.standing().Completion)
	w.clock.add(time.Microsecond)
	v = w.standing() // nobody has swept
	require.Equal(t, standing.Ratio{Completed: 2, Of: 4}, v.Completion, "T0.8 T3.9")
	require.Equal(t, standing.Mean{Sum: 10, Count: 3}, v.Rating, "T5.10")
	require.Equal(t, end, v.LastPause)
	require.Equal(t, map[string]standing.Averages{"logo": {Rating: standing.Mean{Sum: 10, Count: 3}}}, v.Services)
	require.Contains(t, w.stored("silent"), "cancelled")
}

func blindRating(t *testing.T, open Open) {
	w := newWorld(t, open(t), func(o *engine.Options) {
		p := preset(t, "coconala-2026")
		p.Review.Blind = policy.Hours(24)
		o.Policies = []engine.InForce{{Policy: p}}
	})
	sees := func() []int64 {
		mean, err := w.BuyerRating(w.ctx, ren, "aoi")
		require.NoError(t, err)
		return []int64{w.standing().Rating.Count, mean.Count}
	}
	w.sell("1", aoi, 5)
	require.Equal(t, []int64{0, 0}, sees())
	w.do("1", transaction.WriteReview{By: ren, Stars: 4})
	require.Equal(t, []int64{1, 1}, sees(), "both have reviewed")

	w.sell("2", aoi, 5)
	w.clock.add(24*hour - time.Microsecond)
	require.Equal(t, []int64{1, 1}, sees())
	w.clock.add(time.Microsecond)
	require.Equal(t, []int64{2, 1}, sees(), "the blind time is over")

	w.purchase("3", aoi)
	w.do("3", say, deliver, approve)
	w.clock.add(24 * hour)
	w.do("3", transaction.WriteReview{By: ren, Stars: 2, Comment: "hm"})
	w.clock.add(24*hour - time.Microsecond)
	require.Equal(t, []int64{2, 1}, sees())
	w.clock.add(time.Microsecond)
	require.Equal(t, []int64{2, 2}, sees(), "the seller's blind review, by time alone")
}

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

// Two processes sell, cancel and review by turns; each sees at once what a process
// that has read nothing yet sees.
func standingAcross(t *testing.T, open Open) {
	w := newWorld(t, open(t))
	r := rand.New(rand.NewPCG(6, 2))
	processes := []*engine.Engine{w.Engine, w.process()}
	var unclosed []string
	for i := range 40 {
		p := processes[r.IntN(2)]
		id := strconv.Itoa(i)
		act := func(id string, commands ...transaction.Command) {
			for _, c := range commands {
				_, err := p.Do(w.ctx, id, c, engine.Call{})
				require.NoError(t, err, c.Name())
			}
		}
		_, err := p.Purchase(w.ctx, order(id, aoi), engine.Call{})
		require.NoError(t, err)
		switch r.IntN(4) {
		case 0:
			act(id, say, deliver, approve, review)
		case 1:
			act(id, say, deliver, approve)
			unclosed = append(unclosed, id) // closes by itself in 24 hours
		case 2:
			act(id, say, transaction.RequestCancel{By: ren, Reason: "sellers_reasons"}, transaction.AgreeCancel{By: aoi})
		case 3:
			if len(unclosed) > 0 {
				act(unclosed[0], transaction.WriteReview{By: aoi, Stars: 1 + r.IntN(5), Comment: "late"})
				act(unclosed[0], transaction.WriteReview{By: ren, Stars: 1 + r.IntN(5), Comment: "late"})
				unclosed = unclosed[1:]
			}
		}
		w.clock.add(time.Duration(r.IntN(20)) * hour)
		fresh := w.process()
		want, err := fresh.Standing(w.ctx, "ren")
		require.NoError(t, err)
		wantBuyer, err := fresh.BuyerRating(w.ctx, ren, "aoi")
		require.NoError(t, err)
		for _, p := range processes {
			got, err := p.Standing(w.ctx, "ren")
			require.NoError(t, err)
			require.Equal(t, want, got, "step %d", i)
			buyer, err := p.BuyerRating(w.ctx, ren, "aoi")
			require.NoError(t, err)
			require.Equal(t, wantBuyer, buyer)
		}
	}
	v := w.standing()
	require.NotZero(t, v.Rating.Count)
	require.NotEqual(t, v.Completion.Completed, v.Completion.Of)
}

func pausedFromCancel(t *testing.T, open Open) {
	w := newWorld(t, open(t))
	w.list("banner")
	silentSeller(w)
	w.clock.add(hour - time.Microsecond)
	w.purchase("before", haru)
	w.clock.add(time.Microsecond)
	for _, service := range []string{"logo", "banner"} {
		o := order("at "+service, haru)
		o.Service = service
		_, err := w.Purchase(w.ctx, o, engine.Call{})
		w.rejected(err, "T1.10", "paused")
	}
	require.Equal(t, w.clock.Now(), w.standing().LastPause)
	n, err := w.ResumeAll(w.ctx, ren)
	require.NoError(t, err)
	require.Equal(t, 2, n)
	w.purchase("after", haru)
}

func buyerRating(t *testing.T, open Open) {
	w := newWorld(t, open(t))
	sora := transaction.Seller("sora")
	w.list("jingle", func(l *listing.List) { l.By = sora })
	rating := func(by transaction.Actor) (standing.Mean, error) { return w.BuyerRating(w.ctx, by, "aoi") }
	_, err := rating(ren)
	w.rejected(err, "T5.9", "no_transaction")
	w.sell("1", aoi, 5)
	w.do("1", transaction.WriteReview{By: ren, Stars: 3})
	w.sell("2", aoi, 5)
	w.do("2", transaction.WriteReview{By: ren, Stars: 4})
	for _, by := range []transaction.Actor{ren, transaction.Operator("op")} {
		mean, err := rating(by)
		require.NoError(t, err)
		require.Equal(t, standing.Mean{Sum: 7, Count: 2}, mean)
	}
	_, err = rating(sora)
	require.Equal(t, policy.WrongState, w.rejected(err, "T5.9", "no_transaction").Kind)
	for _, by := range []transaction.Actor{aoi, haru, {}, transaction.Seller(""), {Role: policy.System}} {
		_, err = rating(by)
		require.Equal(t, policy.WrongActor, w.rejected(err, "T5.9", "sellers_alone").Kind)
	}
	o := order("3", aoi)
	o.Service, o.Payment = "jingle", transaction.Awaited
	_, err = w.Purchase(w.ctx, o, engine.Call{})
	require.NoError(t, err)
	mean, err := rating(sora)
	require.NoError(t, err, "from the purchase on")
	require.EqualValues(t, 2, mean.Count)
	require.Zero(t, w.standing().Rating.Count-2, "what sellers say of buyers is no seller's rating")
	mean, err = w.BuyerRating(w.ctx, transaction.Operator("op"), "haru")
	require.NoError(t, err)
	require.True(t, mean.None())
}

func itemAverages(t *testing.T, open Open) {
	three := func(o *engine.Options) {
		p := preset(t, "coconala")
		p.Review.ItemAveragesFrom = 3
		o.Policies = []engine.InForce{{Policy: p}}
	}
	w := newWorld(t, open(t), three)
	for i, items := range []map[string]int{{"quality": 5, "schedule": 1}, {"quality": 4}, nil, {"quality": 3}} {
		require.Empty(t, w.standing().Services["logo"].Items)
		id := strconv.Itoa(i)
		w.purchase(id, aoi)
		w.do(id, say, deliver, approve, transaction.WriteReview{By: aoi, Stars: 5, Items: items})
	}
	want := map[string]standing.Mean{"quality": {Sum: 12, Count: 3}}
	require.Equal(t, want, w.standing().Services["logo"].Items)
	require.NoError(t, w.st.Erase(w.ctx, "transaction/0"))
	v, err := w.process(three).Standing(w.ctx, "ren")
	require.NoError(t, err)
	require.Equal(t, want, v.Services["logo"].Items, "T9.4 erased words take no numbers with them")

	off := newWorld(t, open(t))
	for i := range 4 {
		id := strconv.Itoa(i)
		off.purchase(id, aoi)
		off.do(id, say, deliver, approve, transaction.WriteReview{By: aoi, Stars: 5, Items: map[string]int{"quality": 5}})
	}
	require.Empty(t, off.standing().Services["logo"].Items, "coconala shows none")
}

func byWeight(t *testing.T, open Open) {
	w := newWorld(t, open(t))
	for _, s := range []struct{ id, by string }{{"b", "sora"}, {"a", "sora"}, {"new", "mio"}, {"poster", "ren"}} {
		w.list(s.id, func(l *listing.List) { l.By = transaction.Seller(s.by) })
	}
	w.sell("1", aoi, 5) // ren is better than somebody new, sora is worse
	o := order("2", aoi)
	o.Service = "a"
	_, err := w.Purchase(w.ctx, o, engine.Call{})
	require.NoError(t, err)
	w.clock.add(48 * hour) // T2.1 cancels it, and it counts

	var pages [][]string
	q := engine.ListingQuery{Limit: 2}
	for range 4 {
		page, err := w.ListingsByWeight(w.ctx, q)
		require.NoError(t, err)
		var ids []string
		for i := range page.Items {
			ids = append(ids, page.Items[i].ID)
		}
		pages = append(pages, ids)
		if q.Cursor = page.Next; q.Cursor == "" {
			break
		}
	}
	require.Equal(t, [][]string{{"logo", "poster"}, {"new", "a"}, {"b"}}, pages)
	page, err := w.ListingsByWeight(w.ctx, engine.ListingQuery{Seller: "sora"})
	require.NoError(t, err)
	require.Len(t, page.Items, 2)
	page, err = w.ListingsByWeight(w.ctx, engine.ListingQuery{Cursor: "0/zzz"})
	require.NoError(t, err)
	require.Empty(t, page.Items)
	for _, q := range []engine.ListingQuery{{Cursor: "x"}, {Cursor: "7"}, {Cursor: "/a"}, {Limit: -1}} {
		_, err = w.ListingsByWeight(w.ctx, q)
		require.ErrorIs(t, err, store.ErrInvalid)
	}
}

func standingOfNobody(t *testing.T, open Open) {
	w := newWorld(t, open(t))
	for _, id := range []string{"", "\xff", string(make([]byte, 2000))} {
		_, err := w.Standing(w.ctx, id)
		require.ErrorIs(t, err, engine.ErrNotFound)
		_, err = w.BuyerRating(w.ctx, transaction.Operator("op"), id)
		require.ErrorIs(t, err, engine.ErrNotFound)
	}
	v, err := w.Standing(w.ctx, "aoi")
	require.NoError(t, err)
	require.Empty(t, v.Rank)
	require.True(t, v.Completion.None() && v.Rating.None())
	require.Empty(t, v.Services)
}
