package fake

import (
	"context"
	"slices"
	"time"

	"github.com/torikime/torikime/policy/money"
	"github.com/torikime/torikime/transaction/payment"
	"github.com/torikime/torikime/transaction/transfer"
)

// Books are what the provider did, as it knows itself.
type Books struct {
	// Totals are what moved, without what came back.
	Totals map[money.Currency]Totals
	// Deeds are all captures, refunds and payouts, oldest first.
	Deeds []Deed
}

// Totals are sums in one currency, in its smallest unit.
type Totals struct{ Captured, Refunded, PaidOut int64 }

// Books are the provider's own books.
func (p *Provider) Books() Books {
	p.mu.Lock()
	defer p.mu.Unlock()
	b := Books{Totals: map[money.Currency]Totals{}, Deeds: make([]Deed, 0, len(p.order))}
	for _, id := range p.order {
		b.Deeds = append(b.Deeds, *p.deeds[id])
	}
	for _, m := range p.movements {
		sum, units := b.Totals[m.Amount.Currency()], m.Amount.Units()
		if m.Reversal {
			units = -units
		}
		switch m.Kind {
		case transfer.Capture:
			sum.Captured += units
		case transfer.Refund:
			sum.Refunded += units
		case transfer.Payout:
			sum.PaidOut += units
		}
		b.Totals[m.Amount.Currency()] = sum
	}
	return b
}

// Violations are the keys that came with a second deed. A caller that keeps the
// contract causes none.
func (p *Provider) Violations() []Violation {
	p.mu.Lock()
	defer p.mu.Unlock()
	return slices.Clone(p.violations)
}

// Movements tells what moved, in the order in which it did.
func (p *Provider) Movements(ctx context.Context, from, to time.Time, yield func(payment.Movement) error) error {
	p.mu.Lock()
	movements := p.movements // only ever appended to
	p.mu.Unlock()
	for _, m := range movements {
		if err := ctx.Err(); err != nil {
			return err
		}
		if m.At.Before(from) || !m.At.Before(to) {
			continue
		}
		if err := yield(m); err != nil {
			return err
		}
	}
	return nil
}
