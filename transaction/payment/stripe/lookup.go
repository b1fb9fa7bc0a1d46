package stripe

import (
	"cmp"
	"context"
	"fmt"
	"strings"
	"time"

	sdk "github.com/stripe/stripe-go/v85"

	"github.com/torikime/torikime/transaction/payment"
	"github.com/torikime/torikime/transaction/transfer"
)

// Lookup says how a transfer stands: by the ids that its answers brought, else by
// its key in the lists of Stripe. It says NotFound only after a list was read to its
// end. An id that Stripe does not know is an error: it means another account, or the
// sandbox instead of the live one, and nothing about the deed.
func (p *Provider) Lookup(ctx context.Context, c payment.Call) (payment.Answer, error) {
	if err := checkDeed(c); err != nil {
		return payment.Answer{}, err
	}
	return p.told("lookup", func() (payment.Answer, error) {
		switch c.Kind {
		case transfer.Capture:
			return p.lookupCapture(ctx, c)
		case transfer.Refund:
			return p.lookupRefund(ctx, c)
		case transfer.Payout:
			return p.lookupPayout(ctx, c)
		}
		return payment.Answer{}, fmt.Errorf("%w: a call of kind %s", errNonsense, c.Kind)
	})
}

// told hands an answer on, and says what was done when there is none.
func (p *Provider) told(what string, ask func() (payment.Answer, error)) (payment.Answer, error) {
	answer, err := ask()
	if err != nil {
		return payment.Answer{}, p.unclear(what, err)
	}
	return answer, nil
}

func (p *Provider) lookupCapture(ctx context.Context, c payment.Call) (payment.Answer, error) {
	switch ref := cmp.Or(c.DoneRef, c.Ref); {
	case strings.HasPrefix(ref, "pi_"):
		params := &sdk.PaymentIntentRetrieveParams{Expand: []*string{sdk.String("latest_charge")}}
		intent, err := p.client.V1PaymentIntents.Retrieve(ctx, ref, params)
		if err != nil {
			return payment.Answer{}, err
		}
		answer, err := fromIntent(intent)
		return p.disputed(ctx, intent, answer, err)
	case strings.HasPrefix(ref, "cs_"):
		params := &sdk.CheckoutSessionRetrieveParams{Expand: []*string{sdk.String("payment_intent.latest_charge")}}
		session, err := p.client.V1CheckoutSessions.Retrieve(ctx, ref, params)
		if err != nil {
			return payment.Answer{}, err
		}
		if session.Status != sdk.CheckoutSessionStatusExpired || session.Metadata[metaKey] == c.Key {
			answer, err := fromSession(session)
			return p.disputed(ctx, session.PaymentIntent, answer, err)
		}
		// Nobody used it; the key is that of another attempt.
	case ref != "":
		return payment.Answer{}, fmt.Errorf("%w: the id is none of a session or a payment", errNonsense)
	}
	return p.lookupSession(ctx, c)
}

// lookupSession finds a session whose id no answer has brought.
func (p *Provider) lookupSession(ctx context.Context, c payment.Call) (payment.Answer, error) {
	params := &sdk.CheckoutSessionListParams{Expand: []*string{sdk.String("data.payment_intent.latest_charge")}}
	if !c.FirstSent.IsZero() {
		// Before it was sent it was not made; the margin is for clocks that differ.
		params.CreatedRange = &sdk.RangeQueryParams{GreaterThanOrEqual: c.FirstSent.Add(-10 * time.Minute).Unix()}
	}
	session, err := find(pages[sdk.CheckoutSession](ctx, p, "/v1/checkout/sessions", params), func(s *sdk.CheckoutSession) bool { return s.Metadata[metaKey] == c.Key })
	if err != nil || session == nil {
		return payment.Answer{Status: transfer.NotFound}, err
	}
	answer, err := fromSession(session)
	return p.disputed(ctx, session.PaymentIntent, answer, err)
}

// disputed turns a payment that the buyer's bank has taken back into a reversed one.
// Stripe takes the money when a dispute opens, and gives it back when it is won.
func (p *Provider) disputed(ctx context.Context, i *sdk.PaymentIntent, answer payment.Answer, err error) (payment.Answer, error) {
	if err != nil || answer.Status != transfer.Succeeded || i.LatestCharge == nil || !i.LatestCharge.Disputed {
		return answer, err
	}
	list := pages[sdk.Dispute](ctx, p, "/v1/disputes", &sdk.DisputeListParams{PaymentIntent: &i.ID})
	lost, err := find(list, func(d *sdk.Dispute) bool { return takes(d.Status) })
	if err != nil {
		return payment.Answer{}, err
	}
	if lost != nil {
		answer.Status, answer.Reason = transfer.Reversed, "dispute_"+word(string(lost.Status))
	}
	return answer, nil
}

// takes reports a dispute that keeps the money away. A warning takes none.
func takes(s sdk.DisputeStatus) bool {
	return s == sdk.DisputeStatusNeedsResponse || s == sdk.DisputeStatusUnderReview || s == sdk.DisputeStatusLost
}

func (p *Provider) lookupRefund(ctx context.Context, c payment.Call) (payment.Answer, error) {
	if c.DoneRef != "" {
		refund, err := p.client.V1Refunds.Retrieve(ctx, c.DoneRef, nil)
		if err != nil {
			return payment.Answer{}, err
		}
		if answer, err := fromRefund(refund); err != nil || refund.Metadata[metaKey] == c.Key {
			return answer, err
		}
		// It is that of an earlier attempt under another key.
	}
	if checkRef(c.Of, "pi_") != nil {
		return payment.Answer{Status: transfer.NotFound}, nil // Refund sends none like this
	}
	list := pages[sdk.Refund](ctx, p, "/v1/refunds", &sdk.RefundListParams{PaymentIntent: &c.Of})
	refund, err := find(list, func(r *sdk.Refund) bool { return r.Metadata[metaKey] == c.Key })
	if err != nil || refund == nil {
		return payment.Answer{Status: transfer.NotFound}, err
	}
	return fromRefund(refund)
}

func (p *Provider) lookupPayout(ctx context.Context, c payment.Call) (payment.Answer, error) {
	if c.DoneRef != "" {
		sent, err := p.client.V1Transfers.Retrieve(ctx, c.DoneRef, nil)
		if err != nil {
			return payment.Answer{}, err
		}
		if answer, err := fromTransfer(sent); err != nil || sent.Metadata[metaKey] == c.Key {
			return answer, err
		}
	}
	list := pages[sdk.Transfer](ctx, p, "/v1/transfers", &sdk.TransferListParams{TransferGroup: &c.Transfer})
	sent, err := find(list, func(t *sdk.Transfer) bool { return t.Metadata[metaKey] == c.Key })
	if err != nil || sent == nil {
		return payment.Answer{Status: transfer.NotFound}, err
	}
	return fromTransfer(sent)
}
