package fake

import (
	"errors"
	"fmt"
	"time"

	"github.com/torikime/torikime/transaction/payment"
	"github.com/torikime/torikime/transaction/transfer"
)

// What the buyer, his bank and the world do. A ref is the provider's id of a payment
// or a deed, or our id of its transfer.
var (
	// ErrUnknown: there is no such payment or deed.
	ErrUnknown = errors.New("payment/fake: nothing has this reference")
	// ErrNotNow: as it stands it can't be done.
	ErrNotNow = errors.New("payment/fake: as it stands, this can't be done")
)

// Approve is the buyer's yes on the provider's page. A payment by Later is paid.
func (p *Provider) Approve(ref string) error {
	return p.decide(ref, func(c *change, pay *Payment, now time.Time) error {
		switch {
		case pay.Method == Later:
			return p.paid(c, pay, now)
		case stage(pay, now) != AwaitsBuyer:
			return notNow(pay, now)
		case p.o.Profile.CapturesAtOnce:
			return p.paid(c, pay, now)
		}
		p.approved(pay, now)
		c.Payment = pay
		c.tell(pay.Transfer, transfer.Authorised)
		return nil
	})
}

// Pay is the money of a payment by Later coming in, in time or not.
func (p *Provider) Pay(ref string) error { return p.Approve(ref) }

func (p *Provider) paid(c *change, pay *Payment, now time.Time) error {
	switch s := stage(pay, now); s {
	case AwaitsBuyer, Expired, Abandoned:
	default:
		return notNow(pay, now)
	}
	c.faults |= pay.Faults
	p.take(c, pay, &payment.Call{Key: pay.Key, Amount: pay.Amount}, now)
	return nil
}

// Decline is the bank's no.
func (p *Provider) Decline(ref string) error { return p.end(ref, Declined, "card_declined") }

// Abandon is the buyer leaving the provider's page.
func (p *Provider) Abandon(ref string) error { return p.end(ref, Abandoned, "abandoned_by_buyer") }

func (p *Provider) end(ref string, s Stage, reason string) error {
	return p.decide(ref, func(c *change, pay *Payment, now time.Time) error {
		if stage(pay, now) != AwaitsBuyer {
			return notNow(pay, now)
		}
		pay.Stage, pay.Reason = s, reason
		c.Payment = pay
		c.tell(pay.Transfer, transfer.Failed)
		return nil
	})
}

func notNow(pay *Payment, now time.Time) error {
	return fmt.Errorf("%w: %s is %s", ErrNotNow, pay.ID, stage(pay, now))
}

// decide changes one payment.
func (p *Provider) decide(ref string, change func(c *change, pay *Payment, now time.Time) error) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	now := p.now()
	known := p.payment(ref)
	if known == nil {
		return fmt.Errorf("%w: %.80q", ErrUnknown, ref)
	}
	c, pay := p.begin(0), *known
	if err := change(c, &pay, now); err != nil {
		return err
	}
	return p.commit(c, now)
}

func (p *Provider) payment(ref string) *Payment {
	if pay := p.payments[ref]; pay != nil {
		return pay
	}
	if d := p.deeds[ref]; d != nil && d.Kind == transfer.Capture {
		return p.payments[d.Of]
	}
	return p.payments[p.byTransfer[ref]]
}

// ReverseCapture is captured money that the buyer's bank takes back.
func (p *Provider) ReverseCapture(ref string) error {
	return p.undo(ref, transfer.Capture, "charged_back")
}

// FailRefund is a refund that fails while it is pending, or comes back.
func (p *Provider) FailRefund(ref string) error {
	return p.undo(ref, transfer.Refund, "refund_failed")
}

// RefuseRefunds lets every refund of a capture be refused from now on, or no more.
// It is not kept in the journal.
func (p *Provider) RefuseRefunds(ref string, refuse bool) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	d := p.deed(ref, transfer.Capture)
	if d == nil {
		return fmt.Errorf("%w: %.80q", ErrUnknown, ref)
	}
	p.refusing[d.ID] = refuse
	return nil
}

// ReturnPayout is a payout that fails while it is pending, or comes back.
func (p *Provider) ReturnPayout(ref string) error {
	return p.undo(ref, transfer.Payout, "returned_by_bank")
}

func (p *Provider) undo(ref string, k transfer.Kind, reason string) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	d := p.deed(ref, k)
	if d == nil {
		return fmt.Errorf("%w: %.80q", ErrUnknown, ref)
	}
	end := transfer.Reversed
	switch d.Status {
	case transfer.Pending:
		end = transfer.Failed
	case transfer.Succeeded:
	default:
		return fmt.Errorf("%w: %s is %s", ErrNotNow, d.ID, d.Status)
	}
	now := p.now()
	c, copied := p.begin(0), *d
	copied.Then, copied.ThenAt, copied.Reason = transfer.Unknown, time.Time{}, reason
	c.finish(&copied, end, now)
	return p.commit(c, now)
}

func (p *Provider) deed(ref string, k transfer.Kind) *Deed {
	if pay := p.payment(ref); pay != nil && k == transfer.Capture {
		return p.deeds[pay.Capture]
	}
	d := p.deeds[ref]
	if d == nil {
		d = p.deeds[p.byTransfer[ref]]
	}
	if d == nil || d.Kind != k {
		return nil
	}
	return d
}

// SettlePending lets everything come true that was to come: what is pending is done,
// what turns out wrong does so.
func (p *Provider) SettlePending() error {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.settle(p.now(), true)
}

// Payment is a payment as it stands now.
func (p *Provider) Payment(ref string) (Payment, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	known := p.payment(ref)
	if known == nil {
		return Payment{}, fmt.Errorf("%w: %.80q", ErrUnknown, ref)
	}
	pay := *known
	pay.Stage = stage(known, p.now())
	return pay, nil
}
