package engine

import (
	"context"
	"slices"
	"time"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/policy/money"
	"github.com/torikime/torikime/transaction"
	"github.com/torikime/torikime/transaction/payout"
)

// crediting finds the closed transactions that an account has no credit for.
type crediting struct {
	e      *Engine
	terms  policy.Payout
	cur    money.Currency
	seller string
	now    time.Time
	// dry: deadlines that are overdue are not stored, and happen in memory alone.
	dry bool
	// of, if set, is credited whether or not it is listed.
	of    string
	found []payout.Earning
}

// gather finds them. A credit that another process writes meanwhile is no harm: the
// account has another version then, and this is asked again.
func (c *crediting) gather(ctx context.Context, s payout.State) error {
	c.found = nil
	count, err := c.e.st.Count(ctx, earnedLabel(c.cur.String(), c.seller))
	missing := count - s.Transactions
	if err != nil || missing <= 0 && !c.dry && c.of == "" {
		return err
	}
	known := make(map[string]bool, s.Transactions)
	for credit := range s.Credits() {
		known[credit.Transaction] = true
	}
	streams, err := c.unknown(ctx, known, missing)
	if err != nil {
		return err
	}
	if c.of != "" && !known[c.of] && !slices.Contains(streams, c.e.transactions.stream(c.of)) {
		streams = append(streams, c.e.transactions.stream(c.of))
	}
	for some := range slices.Chunk(streams, pageSize) {
		states, err := c.e.transactions.loadAll(ctx, c.e.st, c.now, some)
		if err != nil {
			return err
		}
		c.add(states)
	}
	if c.dry {
		states, err := c.e.labelledTransactions(ctx, openLabel(c.seller), c.now, nil)
		if err != nil {
			return err
		}
		c.add(states)
	}
	slices.SortStableFunc(c.found, func(a, b payout.Earning) int { return a.ClosedAt.Compare(b.ClosedAt) })
	return nil
}

// unknown lists the newest earned transactions until all that are missing are found.
func (c *crediting) unknown(ctx context.Context, known map[string]bool, missing int) (streams []string, err error) {
	if missing <= 0 {
		return nil, nil
	}
	for items, err := range c.e.labelled(ctx, earnedLabel(c.cur.String(), c.seller)) {
		if err != nil {
			return streams, err
		}
		for _, item := range items {
			if !known[c.e.transactions.id(item.Stream)] {
				streams = append(streams, item.Stream)
				missing--
			}
		}
		if missing <= 0 {
			break
		}
	}
	return streams, nil
}

// add takes what a closed transaction earned: what stands in its book. No refund that
// went through the account can be missing there, for none comes before the credit.
func (c *crediting) add(states []transaction.State) {
	for i := range states {
		s := &states[i]
		if s.Phase == transaction.Closed && s.Seller == c.seller && s.Currency() == c.cur {
			c.found = append(c.found, payout.Earning{Transaction: s.ID, Amount: s.Earned(), ClosedAt: s.EndedAt})
		}
	}
}

func (c *crediting) credit(s payout.State, at time.Time) (payout.State, []payout.Event, *policy.Rejection) {
	if len(c.found) == 0 {
		return s, nil, nil
	}
	return payout.Handle(s, payout.Credit{Seller: c.seller, Earnings: c.found}, c.terms, at)
}
