package paypal

import (
	"context"
	"errors"
	"fmt"
	"net/http"

	"github.com/torikime/torikime/transaction/payment"
	"github.com/torikime/torikime/transaction/transfer"
)

// Refund sends a part or all of a capture back. The key stands in it as invoice_id,
// by which it is found again if no answer comes.
func (p *Provider) Refund(ctx context.Context, c payment.Call) (payment.Answer, error) {
	value, no := format(c.Amount)
	reference := reference(c.Transfer)
	switch {
	case no != "":
		return failed(no), nil
	case len(reference) > maxCustomID:
		return failed(tooLong), nil
	case !isID(c.Of):
		return payment.Answer{}, errNoID("capture", c.Of)
	}
	asked := refundRequest{Amount: amount{c.Amount.Currency().String(), value}, CustomID: reference, InvoiceID: c.Key}
	var r refund
	err := p.call(ctx, http.MethodPost, "/v2/payments/captures/"+c.Of+"/refund", c.Key, asked, &r)
	var said *Error
	if errors.As(err, &said) && said.is("DUPLICATE_INVOICE_ID", "CAPTURE_FULLY_REFUNDED", "REFUND_AMOUNT_EXCEEDED") {
		// It may be this very refund that is in the way, under a request id that PayPal has
		// forgotten.
		found, lost := p.findRefund(ctx, &c)
		switch {
		case lost != nil:
			return payment.Answer{}, lost
		case found.Status != transfer.NotFound:
			return found, nil
		}
	}
	if err != nil {
		return refusedOr(err)
	}
	return r.answer(&c)
}

func (p *Provider) lookupRefund(ctx context.Context, c *payment.Call) (payment.Answer, error) {
	if c.DoneRef == "" {
		return p.findRefund(ctx, c)
	}
	if !isID(c.DoneRef) {
		return payment.Answer{}, errNoID("refund", c.DoneRef)
	}
	var r refund
	if err := p.call(ctx, http.MethodGet, "/v2/payments/refunds/"+c.DoneRef, "", nil, &r); err != nil {
		return payment.Answer{}, err
	}
	if r.ID != c.DoneRef {
		return payment.Answer{}, errors.New("paypal: the answer is about another refund")
	}
	if r.InvoiceID != "" && r.InvoiceID != c.Key {
		return p.findRefund(ctx, c) // it is that of an earlier try, under another key
	}
	return r.answer(c)
}

// findRefund looks for a refund by its key. PayPal has no search for it, but the
// capture names its order, and the order lists its refunds.
func (p *Provider) findRefund(ctx context.Context, c *payment.Call) (payment.Answer, error) {
	if c.Of == "" {
		return payment.Answer{Status: transfer.NotFound}, nil // without a capture none was ever sent
	}
	done, err := p.getCapture(ctx, c.Of)
	if err != nil {
		return payment.Answer{}, err
	}
	o, err := p.readOrder(ctx, done.Supplementary.Related.OrderID)
	if err != nil {
		return payment.Answer{}, err
	}
	var listed []refund
	for _, unit := range o.PurchaseUnits {
		if unit.Payments != nil {
			listed = append(listed, unit.Payments.Refunds...)
		}
	}
	unnamed := 0
	for i := range listed {
		if listed[i].InvoiceID == c.Key {
			return listed[i].answer(c)
		}
		if moved, err := listed[i].Amount.money(); listed[i].InvoiceID == "" && (err != nil || moved == c.Amount) {
			unnamed++
		}
	}
	if unnamed > 0 || done.Status != "COMPLETED" && len(listed) == 0 {
		// A refund of this amount that doesn't say whose it is could be the one; and a
		// capture that is refunded without a refund in the list is read while it changes.
		return payment.Answer{}, fmt.Errorf("paypal: the refunds of capture %s do not tell whether this one is among them", c.Of)
	}
	return payment.Answer{Status: transfer.NotFound}, nil
}

// ours reports a refund that was asked for here: it has a key of its own, not its
// capture's.
func (r *refund) ours(of *capture) bool { return r.InvoiceID != "" && r.InvoiceID != of.InvoiceID }

func (r *refund) answer(c *payment.Call) (payment.Answer, error) {
	if !isID(r.ID) {
		return payment.Answer{}, errors.New("paypal: a refund without an id")
	}
	if r.InvoiceID != c.Key && strange(r.CustomID, c.Transfer) {
		return payment.Answer{}, fmt.Errorf("paypal: refund %s belongs to another transfer", r.ID)
	}
	a := payment.Answer{Ref: r.ID}
	switch r.Status {
	case "COMPLETED":
		moved, err := r.Amount.money()
		if err != nil {
			return payment.Answer{}, fmt.Errorf("paypal: refund %s: %w", r.ID, err)
		}
		a.Status, a.Amount = transfer.Succeeded, moved
	case "PENDING":
		a.Status, a.Reason = transfer.Pending, word(r.StatusDetails.Reason)
	case "FAILED":
		a = failed(reason(r.StatusDetails.Reason, r.Status))
	case "CANCELLED":
		a.Status, a.Reason = transfer.Reversed, reason(r.StatusDetails.Reason, r.Status)
	default:
		return payment.Answer{}, fmt.Errorf("paypal: refund %s has the unknown status %.40q", r.ID, r.Status)
	}
	return a, nil
}
