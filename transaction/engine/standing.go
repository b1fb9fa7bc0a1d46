package engine

import (
	"context"
	"time"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/review/standing"
	"github.com/torikime/torikime/store"
	"github.com/torikime/torikime/transaction"
)

// SellerView is how a seller stands now.
type SellerView struct {
	Seller string
	standing.Standing
	// Services are the averages of his services that have a published review, by
	// the service's id: the stars', and those of items that may be shown (T5.11).
	Services map[string]standing.Averages
}

// Standing is how a seller stands now (rule section 6), after every overdue
// deadline of his transactions has happened (T0.8). Somebody who never sold
// anything stands as everybody begins; ErrNotFound is an id that nobody can have.
//
// The rank is that of the last recompute, by the policy that was in force at it; of
// everything else the policy in force decides. The first question about a seller
// reads all that he sold, a later one what has changed since.
func (e *Engine) Standing(ctx context.Context, seller string) (SellerView, error) {
	if !validID(seller) {
		return SellerView{}, ErrNotFound
	}
	now := e.Now()
	inForce, err := e.Policy(now)
	if err != nil {
		return SellerView{}, err
	}
	if _, err := e.settle(ctx, now, partyLabel(seller)); err != nil {
		return SellerView{}, err
	}
	f, err := e.facts(ctx, policy.Seller, seller)
	if err != nil {
		return SellerView{}, err
	}
	if f.Pauses, err = e.autoPauses(ctx, seller, now); err != nil {
		return SellerView{}, err
	}
	month := e.rankMonth(now)
	if e.o.Person != nil {
		if f.Person, err = e.o.Person(ctx, seller, month.At); err != nil {
			return SellerView{}, err
		}
	}
	return SellerView{
		Seller:   seller,
		Standing: standing.Of(&f, inForce, month, now),
		Services: standing.AveragesOf(f.Reviews, inForce.Review.ItemAveragesFrom, now),
	}, nil
}

// rankMonth is the last computing of ranks: by the policy in force, or by the one
// before it, if ranks were not computed since it began.
func (e *Engine) rankMonth(at time.Time) standing.Month {
	list := e.o.Policies
	i := len(list) - 1
	for i > 0 && list[i].From.After(at) {
		i--
	}
	for {
		m := standing.MonthOf(list[i].Policy, at)
		if i == 0 || !m.At.Before(list[i].From) {
			return m
		}
		at = list[i].From.Add(-time.Microsecond)
		i--
	}
}

// BuyerRating is a buyer's average, over the sellers' reviews that are shown, after
// every overdue deadline of his transactions has happened. A seller sees it once he
// has a transaction with the buyer, an operator always, nobody else ever (T5.9): a
// *policy.Rejection. ErrNotFound is an id that nobody can have.
func (e *Engine) BuyerRating(ctx context.Context, by transaction.Actor, buyer string) (standing.Mean, error) {
	if !validID(buyer) {
		return standing.Mean{}, ErrNotFound
	}
	if no, err := e.mayRate(ctx, by, buyer); err != nil || no != nil {
		if no != nil {
			err = no
		}
		return standing.Mean{}, err
	}
	now := e.Now()
	if _, err := e.settle(ctx, now, partyLabel(buyer)); err != nil {
		return standing.Mean{}, err
	}
	f, err := e.facts(ctx, policy.Buyer, buyer)
	return standing.MeanOf(f.Reviews, now), err
}

// mayRate is T5.9: who sees a buyer's average.
func (e *Engine) mayRate(ctx context.Context, by transaction.Actor, buyer string) (*policy.Rejection, error) {
	switch {
	case by.Role == policy.Operator:
		return nil, nil
	case by.Role != policy.Seller || !validID(by.ID):
		return policy.Reject(policy.WrongActor, "T5.9", "sellers_alone"), nil
	}
	known, err := e.st.List(ctx, store.ListQuery{Label: pairLabel(buyer, by.ID), Limit: 1})
	if err == nil && len(known) == 0 {
		return policy.Reject(policy.WrongState, "T5.9", "no_transaction"), nil
	}
	return nil, err
}
