package stripe

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"

	sdk "github.com/stripe/stripe-go/v85"
	"github.com/stripe/stripe-go/v85/webhook"

	"github.com/torikime/torikime/transaction/payment"
	"github.com/torikime/torikime/transaction/transfer"
)

// Webhook reads one event that Stripe sent to an endpoint. Its signature is at most
// five minutes old, and made with one of the secrets.
//
// An endpoint may speak another version of Stripe's API than this package: what is
// read of an event has been the same in all of them, and what is true is looked up.
func (p *Provider) Webhook(ctx context.Context, header http.Header, body []byte) ([]payment.Notice, error) {
	event, err := p.event(header.Get("Stripe-Signature"), body)
	if err != nil || event == nil {
		return nil, err
	}
	id, status, err := p.concerns(ctx, event)
	if err != nil || id == "" {
		return nil, err
	}
	return []payment.Notice{{ID: event.ID, Transfer: id, Status: status}}, nil
}

// event verifies and reads an event; nil: one that is not about this account.
func (p *Provider) event(signature string, body []byte) (*sdk.Event, error) {
	if !p.signed(signature, body) {
		return nil, payment.ErrSignature
	}
	var event sdk.Event
	if err := json.Unmarshal(body, &event); err != nil {
		return nil, errors.New("stripe: webhook: signed by Stripe, but no JSON of an event")
	}
	switch {
	case event.Object != "event":
		return nil, nil // a thin event of the second API: nothing here is in it
	case event.ID == "" || event.Data == nil || len(event.Data.Raw) == 0:
		return nil, errors.New("stripe: webhook: an event without an id or without its object")
	case event.Account != "":
		return nil, nil // of a seller's account, who can write there what he likes
	case event.Livemode != p.live:
		return nil, nil // Stripe sends an endpoint of a live platform its test events too
	}
	return &event, nil
}

func (p *Provider) signed(signature string, body []byte) bool {
	for _, secret := range p.o.WebhookSecrets {
		if webhook.ValidatePayload(body, signature, secret) == nil {
			return true
		}
	}
	return false
}

// object is what is read of the thing that an event is about.
type object struct {
	Object        string
	Status        string
	PaymentStatus string `json:"payment_status"`
	Metadata      map[string]string
	PaymentIntent json.RawMessage `json:"payment_intent"`
	Reversed      bool
	CameBack      json.RawMessage `json:"failure_balance_transaction"`
}

// concerns says which transfer an event is about, and how it seems to stand; empty:
// none of ours.
func (p *Provider) concerns(ctx context.Context, event *sdk.Event) (id string, status transfer.Status, err error) {
	var o object
	if err := json.Unmarshal(event.Data.Raw, &o); err != nil {
		return "", 0, fmt.Errorf("stripe: webhook: event %s: its object can't be read", word(event.ID))
	}
	id = o.Metadata[metaTransfer]
	switch o.Object {
	case "checkout.session":
		status = o.session(event.Type)
	case "payment_intent":
		status = o.intent()
	case "refund":
		status = o.refund()
	case "transfer":
		status = transfer.Succeeded
		if o.Reversed {
			status = transfer.Reversed
		}
	case "dispute":
		// It has metadata of its own: ours stands on the payment.
		if id, err = p.transferOf(ctx, reference(o.PaymentIntent)); err != nil {
			return "", 0, p.unclear("webhook", err)
		}
		status = transfer.Succeeded
		if takes(sdk.DisputeStatus(o.Status)) {
			status = transfer.Reversed
		}
	default:
		return "", 0, nil
	}
	return id, status, nil
}

func (o *object) session(event sdk.EventType) transfer.Status {
	switch {
	case event == sdk.EventTypeCheckoutSessionAsyncPaymentFailed, o.Status == string(sdk.CheckoutSessionStatusExpired):
		return transfer.Failed
	case o.PaymentStatus == string(sdk.CheckoutSessionPaymentStatusPaid):
		return transfer.Succeeded
	case o.Status == string(sdk.CheckoutSessionStatusOpen):
		return transfer.AwaitsBuyer
	}
	return transfer.Unknown // authorised, or pending: the session doesn't say which
}

func (o *object) intent() transfer.Status {
	switch sdk.PaymentIntentStatus(o.Status) {
	case sdk.PaymentIntentStatusSucceeded:
		return transfer.Succeeded
	case sdk.PaymentIntentStatusRequiresCapture:
		return transfer.Authorised
	case sdk.PaymentIntentStatusProcessing:
		return transfer.Pending
	case sdk.PaymentIntentStatusCanceled:
		return transfer.Failed
	}
	return transfer.Unknown // declined, perhaps, while the page lets him try another card
}

func (o *object) refund() transfer.Status {
	switch sdk.RefundStatus(o.Status) {
	case sdk.RefundStatusSucceeded:
		return transfer.Succeeded
	case sdk.RefundStatusPending, sdk.RefundStatusRequiresAction:
		return transfer.Pending
	case sdk.RefundStatusFailed, sdk.RefundStatusCanceled:
		if reference(o.CameBack) != "" {
			return transfer.Reversed
		}
		return transfer.Failed
	}
	return transfer.Unknown
}

// reference is the id of a thing that stands as its id or as itself; empty: none.
func reference(raw json.RawMessage) string {
	if id, ok := sdk.ParseID(raw); ok {
		return id
	}
	var whole struct{ ID string }
	if len(raw) == 0 || json.Unmarshal(raw, &whole) != nil {
		return ""
	}
	return whole.ID
}

// transferOf is the transfer that a payment was made for; empty: not ours.
func (p *Provider) transferOf(ctx context.Context, intent string) (string, error) {
	if intent == "" {
		return "", nil
	}
	i, err := p.client.V1PaymentIntents.Retrieve(ctx, intent, nil)
	if err != nil {
		return "", err
	}
	return i.Metadata[metaTransfer], nil
}
