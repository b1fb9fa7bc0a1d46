package fake

import (
	"context"
	"time"

	"github.com/torikime/torikime/transaction/payment"
	"github.com/torikime/torikime/transaction/transfer"
)

// Lookup says how a transfer stands. A deed remembers its key for as long as the
// provider lives, so that it is found even if a repeat would no longer be recognised.
func (p *Provider) Lookup(ctx context.Context, call payment.Call) (payment.Answer, error) {
	return p.call(ctx, transfer.Look, func(_ Fault, now time.Time) (payment.Answer, error) {
		return p.lookup(&call, now), nil
	})
}

func (p *Provider) lookup(call *payment.Call, now time.Time) payment.Answer {
	known := p.keys[call.Key]
	if call.Key != "" && known != nil {
		if a, ok := p.byID(known.ID, now); ok {
			return a
		}
		return payment.Answer(known.Answer)
	}
	if call.Kind == transfer.Capture {
		return p.byPayment(call, now)
	}
	if call.Key == "" {
		if a, ok := p.byID(call.DoneRef, now); ok {
			return a
		}
	}
	return payment.Answer{Status: transfer.NotFound}
}

// byPayment is for a capture whose key is not known: nothing was captured under it,
// and how it goes on is the payment's.
func (p *Provider) byPayment(call *payment.Call, now time.Time) payment.Answer {
	pay := p.payments[call.Ref]
	if pay == nil && call.DoneRef != "" {
		if d := p.deeds[call.DoneRef]; d != nil && d.Kind == transfer.Capture {
			pay = p.payments[d.Of]
		}
	}
	if pay == nil {
		return payment.Answer{Status: transfer.NotFound}
	}
	a := p.answer(pay, now)
	if a.Status == transfer.Failed && !pay.WasAuthorised && call.Key != "" {
		return payment.Answer{Status: transfer.NotFound} // the key is that of another attempt
	}
	return a
}

func (p *Provider) byID(id string, now time.Time) (payment.Answer, bool) {
	if d := p.deeds[id]; d != nil {
		return d.answer(), true
	}
	if pay := p.payments[id]; pay != nil {
		return p.answer(pay, now), true
	}
	return payment.Answer{}, false
}

// stage is how a payment stands at an instant.
func stage(pay *Payment, now time.Time) Stage {
	if (pay.Stage == AwaitsBuyer || pay.Stage == Authorised) && !pay.ExpiresAt.IsZero() && !now.Before(pay.ExpiresAt) {
		return Expired
	}
	return pay.Stage
}

func (p *Provider) answer(pay *Payment, now time.Time) payment.Answer {
	switch s := stage(pay, now); s {
	case AwaitsBuyer:
		return payment.Answer{Status: transfer.AwaitsBuyer, Ref: pay.ID, URL: p.o.URL + "/pay/" + pay.ID}
	case Authorised:
		return payment.Answer{Status: transfer.Authorised, Ref: pay.ID}
	case Taken:
		return p.deeds[pay.Capture].answer()
	default:
		reason := pay.Reason
		if reason == "" {
			reason = string(s)
		}
		return payment.Answer{Status: transfer.Failed, Ref: pay.ID, Reason: reason, Unpaid: s != Declined && !pay.WasAuthorised}
	}
}

func (d *Deed) answer() payment.Answer {
	a := payment.Answer{Status: d.Status, Ref: d.ID}
	switch d.Status {
	case transfer.Succeeded, transfer.Reversed:
		a.Amount = d.Amount
	}
	if d.Status != transfer.Succeeded {
		a.Reason = d.Reason
	}
	return a
}
