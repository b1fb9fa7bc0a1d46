package enginetest

import (
	"errors"
	"math/rand/v2"
	"strconv"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/policy"
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
	{"T0.8 T6.2 views while others sell", standingMeanwhile},
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

// Two processes sell while both are asked; once all is sold each has seen all of it,
// and nobody ever saw fewer than he had seen before.
func standingMeanwhile(t *testing.T, open Open) {
	w := newWorld(t, open(t))
	var all sync.WaitGroup
	for n, p := range []*engine.Engine{w.Engine, w.process(), w.Engine} {
		all.Go(func() {
			seen := int64(0)
			for i := range 5 {
				id := strconv.Itoa(n) + "/" + strconv.Itoa(i)
				_, err := p.Purchase(w.ctx, order(id, aoi), engine.Call{})
				for _, c := range []transaction.Command{say, deliver, approve, review} {
					if err == nil {
						_, err = p.Do(w.ctx, id, c, engine.Call{})
					}
				}
				v, failed := p.Standing(w.ctx, "ren")
				if err := errors.Join(err, failed); err != nil {
					t.Error(err)
					return
				}
				if v.Completion.Completed < max(seen, int64(i+1)) || v.Rating.Count < int64(i+1) {
					t.Errorf("%d completed after %d, of which %d are one's own", v.Completion.Completed, seen, i+1)
				}
				seen = v.Completion.Completed
			}
		})
	}
	all.Wait()
	v := w.standing()
	require.Equal(t, standing.Ratio{Completed: 15, Of: 15}, v.Completion)
	require.Equal(t, standing.Mean{Sum: 75, Count: 15}, v.Rating)
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
	o := order("of haru", haru)
	o.Service = "jingle"
	_, err = w.Purchase(w.ctx, o, engine.Call{})
	require.NoError(t, err)
	_, err = rating(sora)
	require.Equal(t, policy.WrongState, w.rejected(err, "T5.9", "no_transaction").Kind, "who has sold to somebody else")
	for _, by := range []transaction.Actor{aoi, haru, {}, transaction.Seller(""), {Role: policy.System}} {
		_, err = rating(by)
		require.Equal(t, policy.WrongActor, w.rejected(err, "T5.9", "sellers_alone").Kind)
	}
	o = order("3", aoi)
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
		w.do(id, transaction.WriteReview{By: ren, Stars: 1, Comment: "hm", Items: map[string]int{"schedule": 1}}) // not of the service
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
