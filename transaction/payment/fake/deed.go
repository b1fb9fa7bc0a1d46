package fake

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"net/url"
	"strings"
	"time"

	"github.com/torikime/torikime/policy/money"
	"github.com/torikime/torikime/transaction/payment"
	"github.com/torikime/torikime/transaction/transfer"
)

// The methods of payment (Call.Method); empty is Instant.
const (
	// Instant is captured in the same call.
	Instant = "instant"
	// Decline is a card that is declined.
	Decline = "decline"
	// Hold is authorised in the same call, and captured by another.
	Hold = "hold"
	// Checkout sends the buyer to a page, where he approves it; Capture follows.
	Checkout = "checkout"
	// Later is a bank transfer or a convenience store: captured when the buyer pays,
	// without a call, even after the time to pay is over.
	Later = "later"
)

// once does what a key stands for, unless it is remembered.
func (p *Provider) once(step transfer.Step, call *payment.Call, f Fault, now time.Time, do func(c *change) payment.Answer) (payment.Answer, error) {
	profile := &p.o.Profile
	switch {
	case call.Key == "":
		return failed("key_missing"), nil
	case strings.ContainsFunc(call.Key, unusual):
		return failed("key_invalid"), nil
	case profile.MaxKey > 0 && len(call.Key) > profile.MaxKey:
		return failed("key_too_long"), nil
	}
	digest := digestOf(step, call)
	known := p.keys[call.Key]
	remembered := known != nil && (profile.KeyLife == 0 || now.Before(known.At.Add(profile.KeyLife)))
	c := p.begin(f)
	switch {
	case remembered && known.Digest == digest:
		return payment.Answer(known.Answer), nil
	case remembered:
		c.Violation = &Violation{Key: call.Key, Transfer: call.Transfer, At: now}
		if err := p.commit(c, now); err != nil {
			return payment.Answer{}, err
		}
		return payment.Answer{}, ErrKeyReused
	}
	a := do(c)
	if known != nil && known.ID != "" && (c.Deed != nil || c.Payment != nil) {
		c.Violation = &Violation{Key: call.Key, Transfer: call.Transfer, Done: true, At: now}
	}
	c.Key = &keyed{Key: call.Key, Digest: digest, At: now, Answer: said(a)}
	switch {
	case c.Deed != nil:
		c.Key.ID = c.Deed.ID
	case c.Payment != nil:
		c.Key.ID = c.Payment.ID
	}
	return a, p.commit(c, now)
}

// unusual reports what stands in no key: all but letters, digits, - and _.
func unusual(r rune) bool {
	return (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && (r < '0' || r > '9') && r != '-' && r != '_'
}

// digestOf is that of what moves money: texts and URLs of a repeat may differ.
func digestOf(step transfer.Step, c *payment.Call) string {
	sum := sha256.Sum256([]byte(strings.Join([]string{
		step.String(), c.Kind.String(), c.Transfer, c.Amount.String(), c.Ref, c.Of, c.To, c.Method,
	}, "\x00")))
	return hex.EncodeToString(sum[:16])
}

// Authorise opens a buyer's payment by one of the methods; an empty Call.Method is
// Instant: captured in this call, and no page to go to.
func (p *Provider) Authorise(ctx context.Context, call payment.Call) (payment.Answer, error) {
	return p.call(ctx, transfer.Authorise, func(f Fault, now time.Time) (payment.Answer, error) {
		return p.once(transfer.Authorise, &call, f, now, func(c *change) payment.Answer { return p.authorise(c, &call, now) })
	})
}

func (p *Provider) authorise(c *change, call *payment.Call, now time.Time) payment.Answer {
	if reason := p.accepts(call.Amount, true); reason != "" {
		return failed(reason)
	}
	if !webPage(call.ReturnURL) || !webPage(call.CancelURL) {
		return failed("return_url_invalid")
	}
	pay := &Payment{
		ID: c.id("pay"), Transfer: call.Transfer, Key: call.Key, Method: call.Method, Amount: call.Amount,
		Description: call.Description, ReturnURL: call.ReturnURL, CancelURL: call.CancelURL, CreatedAt: now,
	}
	if c.faults.has(Refused) {
		pay.Method = Decline
	}
	switch pay.Method {
	case "", Instant:
		return p.take(c, pay, call, now)
	case Hold:
		if p.o.Profile.CapturesAtOnce {
			return p.take(c, pay, call, now)
		}
		p.approved(pay, now)
	case Decline:
		pay.Stage, pay.Reason = Declined, "card_declined"
	case Checkout, Later:
		pay.Stage, pay.Faults = AwaitsBuyer, c.faults
		if life := p.o.Profile.CheckoutLife; life > 0 {
			pay.ExpiresAt = now.Add(life)
		}
	default:
		return failed("method_not_supported")
	}
	c.Payment = pay
	return p.answer(pay, now)
}

// webPage reports nothing, or a page that a browser may be sent to. Its host goes into
// a header, so it is one of plain characters.
func webPage(address string) bool {
	if address == "" {
		return true
	}
	u, err := url.Parse(address)
	return err == nil && (u.Scheme == "https" || u.Scheme == "http") && u.User == nil && u.Host != "" && !strings.ContainsFunc(u.Host, func(r rune) bool {
		return unusual(r) && !strings.ContainsRune(".:[]", r)
	})
}

func (p *Provider) approved(pay *Payment, now time.Time) {
	pay.Stage, pay.WasAuthorised, pay.ExpiresAt = Authorised, true, time.Time{}
	if life := p.o.Profile.AuthorisationLife; life > 0 {
		pay.ExpiresAt = now.Add(life)
	}
}

// take captures a payment in a change.
func (p *Provider) take(c *change, pay *Payment, call *payment.Call, now time.Time) payment.Answer {
	d := &Deed{
		ID: c.id("cap"), Kind: transfer.Capture, Transfer: pay.Transfer, Key: call.Key, Of: pay.ID,
		Asked: call.Amount, Amount: call.Amount, At: now,
	}
	switch {
	case c.faults.has(Partial) && d.Amount.Units() > 1:
		d.Amount = money.New(d.Amount.Units()/2, d.Amount.Currency())
	case c.faults.has(WrongCurrency):
		d.Amount = money.New(d.Amount.Units(), other(d.Amount.Currency()))
	}
	pay.Stage, pay.Capture, pay.ExpiresAt = Taken, d.ID, time.Time{}
	c.Payment = pay
	return p.perform(c, d, now)
}

func other(c money.Currency) money.Currency {
	if c == money.USD {
		return money.EUR
	}
	return money.USD
}

// perform does a deed as well as its faults let it.
func (p *Provider) perform(c *change, d *Deed, now time.Time) payment.Answer {
	if wait := p.o.PendingFor; wait > 0 {
		d.ThenAt = now.Add(wait)
	}
	end := transfer.Succeeded
	switch {
	case c.faults.has(Refused):
		end, d.Reason = transfer.Failed, "refused"
	case c.faults.has(FailsThenSucceeds) && d.Kind == transfer.Capture:
		end, d.Reason, d.Then = transfer.Failed, "refused", transfer.Succeeded
	case c.faults.has(PendingFirst):
		end, d.Then = transfer.Pending, transfer.Succeeded
		if c.faults.has(SucceedsThenFails) {
			d.Then = transfer.Failed
		}
	case c.faults.has(SucceedsThenFails):
		d.Then = transfer.Reversed
	}
	if d.Then == transfer.Unknown {
		d.ThenAt = time.Time{}
	}
	c.finish(d, end, now)
	return d.answer()
}

// Capture takes what was authorised. A payment is captured once, whatever the key:
// another capture of it is answered with the first.
func (p *Provider) Capture(ctx context.Context, call payment.Call) (payment.Answer, error) {
	return p.call(ctx, transfer.Take, func(f Fault, now time.Time) (payment.Answer, error) {
		return p.once(transfer.Take, &call, f, now, func(c *change) payment.Answer { return p.capture(c, &call, now) })
	})
}

func (p *Provider) capture(c *change, call *payment.Call, now time.Time) payment.Answer {
	known := p.payments[call.Ref]
	if known == nil {
		return failed("payment_unknown")
	}
	pay := *known
	switch stage(&pay, now) {
	case Taken:
		return p.answer(&pay, now)
	case Authorised:
	case Expired:
		return failed("authorisation_expired")
	default:
		return failed("not_authorised")
	}
	switch {
	case call.Amount.Currency() != pay.Amount.Currency():
		return failed("currency_differs")
	case call.Amount.Sign() <= 0 || call.Amount.Units() > pay.Amount.Units():
		return failed("amount_above_authorisation")
	}
	return p.take(c, &pay, call, now)
}

// Refund sends a part or all of a capture back.
func (p *Provider) Refund(ctx context.Context, call payment.Call) (payment.Answer, error) {
	return p.call(ctx, transfer.Return, func(f Fault, now time.Time) (payment.Answer, error) {
		return p.once(transfer.Return, &call, f, now, func(c *change) payment.Answer { return p.refund(c, &call, now) })
	})
}

func (p *Provider) refund(c *change, call *payment.Call, now time.Time) payment.Answer {
	of := p.deeds[call.Of]
	if of == nil || of.Kind != transfer.Capture {
		return failed("capture_unknown")
	}
	life := p.o.Profile.RefundLife
	switch {
	case of.Status == transfer.Reversed:
		return failed("capture_reversed")
	case of.Status != transfer.Succeeded:
		return failed("not_captured")
	case life > 0 && !now.Before(of.At.Add(life)):
		return failed("refund_too_late")
	case call.Amount.Currency() != of.Amount.Currency():
		return failed("currency_differs")
	case call.Amount.Sign() <= 0:
		return failed("amount_invalid")
	case call.Amount.Units() > of.Amount.Units()-p.refunded(of.ID):
		return failed("amount_above_capture")
	}
	if p.refusing[of.ID] {
		c.faults |= Refused
	}
	return p.perform(c, &Deed{
		ID: c.id("ref"), Kind: transfer.Refund, Transfer: call.Transfer, Key: call.Key, Of: of.ID,
		Asked: call.Amount, Amount: call.Amount, At: now,
	}, now)
}

// refunded is what has gone back of a capture, or is about to.
func (p *Provider) refunded(capture string) int64 {
	var sum int64
	for _, id := range p.refunds[capture] {
		if d := p.deeds[id]; d.Status == transfer.Succeeded || d.Status == transfer.Pending {
			sum += d.Amount.Units()
		}
	}
	return sum
}

// Payout pays a seller.
func (p *Provider) Payout(ctx context.Context, call payment.Call) (payment.Answer, error) {
	return p.call(ctx, transfer.Send, func(f Fault, now time.Time) (payment.Answer, error) {
		return p.once(transfer.Send, &call, f, now, func(c *change) payment.Answer { return p.payout(c, &call, now) })
	})
}

func (p *Provider) payout(c *change, call *payment.Call, now time.Time) payment.Answer {
	if !p.o.Profile.Payouts {
		return failed("payouts_not_supported")
	}
	if reason := p.accepts(call.Amount, false); reason != "" {
		return failed(reason)
	}
	if strings.TrimSpace(call.To) == "" {
		return failed("payee_unknown")
	}
	return p.perform(c, &Deed{
		ID: c.id("out"), Kind: transfer.Payout, Transfer: call.Transfer, Key: call.Key, To: call.To,
		Asked: call.Amount, Amount: call.Amount, At: now,
	}, now)
}
