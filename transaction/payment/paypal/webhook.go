package paypal

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"

	"github.com/torikime/torikime/transaction/payment"
	"github.com/torikime/torikime/transaction/transfer"
)

// Events are the webhooks to subscribe to. Others may be subscribed too, and are
// left out.
func Events() []string {
	return []string{
		"CHECKOUT.ORDER.APPROVED", "CHECKOUT.ORDER.COMPLETED", "CHECKOUT.ORDER.VOIDED", "CHECKOUT.PAYMENT-APPROVAL.REVERSED",
		"PAYMENT.CAPTURE.COMPLETED", "PAYMENT.CAPTURE.PENDING", "PAYMENT.CAPTURE.DENIED", "PAYMENT.CAPTURE.DECLINED",
		"PAYMENT.CAPTURE.REFUNDED", "PAYMENT.CAPTURE.REVERSED", "PAYMENT.REFUND.PENDING", "PAYMENT.REFUND.FAILED",
		"PAYMENT.PAYOUTS-ITEM.SUCCEEDED", "PAYMENT.PAYOUTS-ITEM.FAILED", "PAYMENT.PAYOUTS-ITEM.DENIED", "PAYMENT.PAYOUTS-ITEM.BLOCKED",
		"PAYMENT.PAYOUTS-ITEM.CANCELED", "PAYMENT.PAYOUTS-ITEM.HELD", "PAYMENT.PAYOUTS-ITEM.UNCLAIMED",
		"PAYMENT.PAYOUTS-ITEM.RETURNED", "PAYMENT.PAYOUTS-ITEM.REFUNDED",
	}
}

// hints are what an event says of a transfer; what is true is looked up. An event
// of a known family that is not here says that something changed.
var hints = map[string]transfer.Status{
	"CHECKOUT.ORDER.APPROVED": transfer.Authorised, "CHECKOUT.ORDER.COMPLETED": transfer.Succeeded, "CHECKOUT.ORDER.VOIDED": transfer.Failed,
	"CHECKOUT.PAYMENT-APPROVAL.REVERSED": transfer.Failed,
	"PAYMENT.CAPTURE.COMPLETED":          transfer.Succeeded, "PAYMENT.CAPTURE.PENDING": transfer.Pending, "PAYMENT.CAPTURE.DENIED": transfer.Failed,
	"PAYMENT.CAPTURE.DECLINED": transfer.Failed, "PAYMENT.CAPTURE.REFUNDED": transfer.Succeeded, "PAYMENT.CAPTURE.REVERSED": transfer.Reversed,
	"PAYMENT.REFUND.PENDING": transfer.Pending, "PAYMENT.REFUND.FAILED": transfer.Failed,
	"PAYMENT.PAYOUTS-ITEM.SUCCEEDED": transfer.Succeeded, "PAYMENT.PAYOUTS-ITEM.FAILED": transfer.Failed, "PAYMENT.PAYOUTS-ITEM.DENIED": transfer.Failed,
	"PAYMENT.PAYOUTS-ITEM.BLOCKED": transfer.Failed, "PAYMENT.PAYOUTS-ITEM.CANCELED": transfer.Failed, "PAYMENT.PAYOUTS-ITEM.HELD": transfer.Pending,
	"PAYMENT.PAYOUTS-ITEM.UNCLAIMED": transfer.Pending, "PAYMENT.PAYOUTS-ITEM.RETURNED": transfer.Reversed, "PAYMENT.PAYOUTS-ITEM.REFUNDED": transfer.Reversed,
}

var families = []string{"CHECKOUT.ORDER.", "CHECKOUT.PAYMENT-APPROVAL.", "PAYMENT.CAPTURE.", "PAYMENT.REFUND.", "PAYMENT.PAYOUTS-ITEM."}

// event is a webhook's body, whatever its resource is.
type event struct {
	ID       string `json:"id"`
	Type     string `json:"event_type"`
	Resource struct {
		CustomID      string `json:"custom_id"`
		PurchaseUnits []struct {
			CustomID string `json:"custom_id"`
		} `json:"purchase_units"`
		Item struct {
			SenderItemID string `json:"sender_item_id"`
		} `json:"payout_item"`
	} `json:"resource"`
}

// Webhook reads one request. It fails with payment.ErrSignature if it was not
// signed by PayPal for this webhook, and with another error if that could not be
// found out now: then PayPal should be answered with a 5xx, and sends it again.
func (p *Provider) Webhook(ctx context.Context, header http.Header, body []byte) ([]payment.Notice, error) {
	if len(body) > maxBody {
		return nil, errors.New("paypal: the webhook is larger than 1 MB")
	}
	if err := p.verify(ctx, header, body); err != nil {
		return nil, err
	}
	var e event
	if err := json.Unmarshal(body, &e); err != nil {
		return nil, fmt.Errorf("paypal: the webhook has another form than PayPal's: %w", shape(err))
	}
	if e.ID == "" || e.Type == "" {
		return nil, errors.New("paypal: the webhook has no id or no event_type")
	}
	id := e.transfer()
	if id == "" {
		return nil, nil
	}
	return []payment.Notice{{ID: e.ID, Transfer: id, Status: hints[e.Type]}}, nil
}

// transfer is our id of the transfer that an event is about; empty: none of ours.
func (e *event) transfer() string {
	known := false
	for _, family := range families {
		known = known || strings.HasPrefix(e.Type, family)
	}
	reference := e.Resource.CustomID
	if reference == "" {
		reference = e.Resource.Item.SenderItemID
	}
	if reference == "" && len(e.Resource.PurchaseUnits) == 1 {
		reference = e.Resource.PurchaseUnits[0].CustomID
	}
	if !known {
		return ""
	}
	return transferOf(reference)
}
