package stripe

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"slices"
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
	list := pages(func(after *string) *sdk.V1List[*sdk.CheckoutSession] {
		params.ListParams = page(after)
		return p.client.V1CheckoutSessions.List(ctx, params)
	}, func(s *sdk.CheckoutSession) string { return s.ID })
	session, err := find(list, func(s *sdk.CheckoutSession) bool { return s.Metadata[metaKey] == c.Key })
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
	list := pages(func(after *string) *sdk.V1List[*sdk.Dispute] {
		return p.client.V1Disputes.List(ctx, &sdk.DisputeListParams{ListParams: page(after), PaymentIntent: &i.ID})
	}, func(d *sdk.Dispute) string { return d.ID })
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
		if refund.Metadata[metaKey] == c.Key {
			return fromRefund(refund)
		}
		// It is that of an earlier attempt under another key.
	}
	if checkRef(c.Of, "pi_") != nil {
		return payment.Answer{Status: transfer.NotFound}, nil // Refund sends none like this
	}
	list := pages(func(after *string) *sdk.V1List[*sdk.Refund] {
		return p.client.V1Refunds.List(ctx, &sdk.RefundListParams{ListParams: page(after), PaymentIntent: &c.Of})
	}, func(r *sdk.Refund) string { return r.ID })
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
		if sent.Metadata[metaKey] == c.Key {
			return fromTransfer(sent)
		}
	}
	list := pages(func(after *string) *sdk.V1List[*sdk.Transfer] {
		return p.client.V1Transfers.List(ctx, &sdk.TransferListParams{ListParams: page(after), TransferGroup: &c.Transfer})
	}, func(t *sdk.Transfer) string { return t.ID })
	sent, err := find(list, func(t *sdk.Transfer) bool { return t.Metadata[metaKey] == c.Key })
	if err != nil || sent == nil {
		return payment.Answer{Status: transfer.NotFound}, err
	}
	return fromTransfer(sent)
}

// checkRef reports an id without one of the prefixes that Stripe gives its kind.
func checkRef(id string, prefixes ...string) error {
	if !slices.ContainsFunc(prefixes, func(prefix string) bool { return strings.HasPrefix(id, prefix) && len(id) > len(prefix) }) {
		return fmt.Errorf("%w: an id without %s", errNonsense, strings.Join(prefixes, " or "))
	}
	return nil
}

// mostPages is how many pages of a hundred are read in search of one thing.
const mostPages = 200

var errTooMany = errors.New("more pages than can be read; whether the deed was done is not known")

// page asks for one page: the SDK's own walk never ends when a server says for ever
// that there is more.
func page(after *string) sdk.ListParams {
	return sdk.ListParams{Limit: sdk.Int64(100), Single: true, StartingAfter: after}
}

// pages are the items of all pages, or the error that ends them. An answer that is
// no list is an error, not an empty list.
func pages[T any](ask func(after *string) *sdk.V1List[T], id func(T) string) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		var none T
		var after *string
		for range mostPages {
			list := ask(after)
			if err := list.Err(); err != nil {
				yield(none, err)
				return
			}
			items, more, err := readPage(list)
			if err != nil {
				yield(none, err)
				return
			}
			for _, item := range items {
				if !yield(item, nil) {
					return
				}
			}
			if !more {
				return
			}
			last := id(items[len(items)-1])
			after = &last
		}
		yield(none, errTooMany)
	}
}

func readPage[T any](list *sdk.V1List[T]) (items []T, more bool, err error) {
	var form struct {
		Object string
		Data   []*json.RawMessage
		More   *bool `json:"has_more"`
	}
	if r := list.LastResponse(); r == nil || json.Unmarshal(r.RawJSON, &form) != nil {
		return nil, false, fmt.Errorf("%w: no list", errNonsense)
	}
	items = list.Data()
	switch {
	case form.Object != "list", form.Data == nil, form.More == nil, len(items) != len(form.Data), slices.Contains(form.Data, nil):
		return nil, false, fmt.Errorf("%w: no list", errNonsense)
	case *form.More && len(items) == 0:
		return nil, false, fmt.Errorf("%w: an empty page, and more behind it", errNonsense)
	}
	return items, *form.More, nil
}

// find is the first item that fits, the zero T if none does.
func find[T any](list iter.Seq2[T, error], fits func(T) bool) (found T, err error) {
	for item, err := range list {
		if err != nil || fits(item) {
			return item, err
		}
	}
	return found, nil
}
