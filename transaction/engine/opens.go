package engine

import (
	"context"
	"time"

	"github.com/torikime/torikime/transaction"
)

// waitsFor gathers what a refused purchase could wait for: the seller's open
// transactions, if a cap or an earlier talkroom can stand against it (T1.10, T1.13).
func (p *purchase) waitsFor(ctx context.Context) (err error) {
	f := &p.facts
	p.open = nil
	if !f.Paused && (f.Capacity > 0 && f.OpenOrders >= f.Capacity || len(f.Others) > 0) {
		p.open, err = p.e.labelledTransactions(ctx, openLabel(p.command.Seller), p.now, nil)
	}
	return err
}

// leavesFrom is when all that stands open for somebody has ended, if nobody does
// anything until then (T9.4); zero: never.
func (e *Engine) leavesFrom(ctx context.Context, person string, open []Unfinished) (time.Time, error) {
	states, err := e.labelledTransactions(ctx, openLabel(person), e.Now(), nil)
	if err != nil {
		return time.Time{}, err
	}
	ended := transaction.Endings(states)
	if len(ended) == 0 || len(ended) < len(open) {
		return time.Time{}, nil
	}
	return ended[len(ended)-1].EndedAt, nil
}
