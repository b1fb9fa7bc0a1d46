package transactiontest

import (
	"fmt"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/policy/money"
	"github.com/torikime/torikime/review/standing"
	"github.com/torikime/torikime/transaction"
)

// Standing is how a seller stands at one instant (rule section 6).
type Standing struct {
	// Rating is the mean of Reviews stars, rounded to one decimal; 0: there is none (T6.1).
	Rating  float64
	Reviews int64
	// Completed of Ended transactions (T6.2).
	Completed, Ended int64
	// Rank is empty for none (T6.3).
	Rank string
	// Weight is that in a search, 0 to 1,000,000 (T6.5).
	Weight int
}

// standingOf is what worlds with a standing at hand make of it.
func standingOf(s *standing.Standing) Standing {
	return Standing{
		Rating: ratingOf(s.Rating), Reviews: s.Rating.Count,
		Completed: s.Completion.Completed, Ended: s.Completion.Of, Rank: s.Rank, Weight: s.Weight,
	}
}

// ratingOf is a mean as it is shown; 0 for none.
func ratingOf(m standing.Mean) float64 {
	if m.None() {
		return 0
	}
	return float64(m.Stars()) / 10
}

func (w *coreWorld) Standing(seller string) (Standing, error) {
	f := standing.Facts{Pauses: w.pauses[seller]}
	for _, name := range w.order {
		r := w.rooms[name]
		if r.state.Seller != seller {
			continue
		}
		switch {
		case r.state.Phase == transaction.Closed:
			var net int64
			for i := range r.state.Payments {
				net += r.state.Payments[i].Net
			}
			f.Sales = append(f.Sales, standing.Sale{At: r.state.EndedAt, Revenue: money.New(net, r.state.Currency())})
		case r.state.Phase == transaction.Cancelled && r.state.Cancel.Counts:
			f.Cancels = append(f.Cancels, r.state.EndedAt)
		}
		f.Reviews = r.reviewed(f.Reviews, policy.Buyer)
	}
	s := standing.Of(&f, w.policy, standing.Month{}, w.clock.Now())
	return standingOf(&s), nil
}

func (w *coreWorld) BuyerRating(seller, buyer string) (float64, error) {
	if len(w.others("", buyer, seller)) == 0 {
		return 0, policy.Reject(policy.WrongState, "T5.9", "no_transaction")
	}
	var reviews []standing.Review
	for _, name := range w.order {
		if r := w.rooms[name]; r.state.Buyer == buyer {
			reviews = r.reviewed(reviews, policy.Seller)
		}
	}
	return ratingOf(standing.MeanOf(reviews, w.clock.Now())), nil
}

// reviewed adds the review by a side, if others may ever see it.
func (r *room) reviewed(list []standing.Review, by policy.Role) []standing.Review {
	shown := transaction.ReviewShownFrom(r.events, by)
	if shown.IsZero() {
		return list
	}
	return append(list, standing.Review{At: shown, Service: r.state.Service, Stars: r.state.ReviewBy(by).Stars})
}

func (w *engineWorld) Standing(seller string) (Standing, error) {
	v, err := w.engine.Standing(w.ctx, seller)
	if err != nil {
		return Standing{}, err
	}
	return standingOf(&v.Standing), nil
}

func (w *engineWorld) BuyerRating(seller, buyer string) (float64, error) {
	m, err := w.engine.BuyerRating(w.ctx, transaction.Seller(seller), buyer)
	return ratingOf(m), err
}

func (r *runner) showStanding(seller string) error {
	s, err := r.world.Standing(seller)
	if err != nil {
		return err
	}
	rating, rank := "no rating", "no rank"
	if s.Reviews > 0 {
		rating = fmt.Sprintf("rating %.1f of %d", s.Rating, s.Reviews)
	}
	if s.Rank != "" {
		rank = "rank " + s.Rank
	}
	r.say(nil, "%s: %s, completed %d of %d, %s, weight in a search %d", seller, rating, s.Completed, s.Ended, rank, s.Weight)
	return nil
}

// showAverage is T5.9: a rule's "no" is something to see, too.
func (r *runner) showAverage(buyer, seller string) error {
	average, err := r.world.BuyerRating(seller, buyer)
	no, err := refusal(err)
	switch {
	case err != nil:
		return err
	case no != nil:
		r.say(nil, "%s does not see the average of %s (%s)", seller, buyer, no.Rule)
	case average == 0:
		r.say(nil, "%s sees of the average of %s: none yet", seller, buyer)
	default:
		r.say(nil, "%s sees of the average of %s: %.1f", seller, buyer, average)
	}
	return nil
}
