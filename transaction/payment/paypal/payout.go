package paypal

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/transaction/payment"
	"github.com/torikime/torikime/transaction/transfer"
)

const payoutsPath = "/v1/payments/payouts"

// maxReceiver is the longest payee, in bytes.
const maxReceiver = 127

// Payout pays a seller by a batch of one item; Call.To is a mail address, a PayPal
// account id, or a phone number that begins with "+". The key is the batch's
// sender_batch_id, which PayPal carries out once in 30 days: a repeat finds the
// original, whatever became of the first answer.
func (p *Provider) Payout(ctx context.Context, c payment.Call) (payment.Answer, error) {
	value, no := format(c.Amount)
	reference := reference(c.Transfer)
	_, badTo := policy.CheckText("to", c.To, maxReceiver)
	switch {
	case no != "":
		return failed(no), nil
	case len(reference) > maxSenderItemID:
		return failed(tooLong), nil
	case badTo || policy.Blank(c.To) || len(c.To) > maxReceiver:
		return failed("RECEIVER_INVALID"), nil
	}
	asked := payoutRequest{
		Header: senderHeader{ID: c.Key},
		Items: []payoutItem{{
			RecipientType: recipientType(c.To), Receiver: c.To, SenderItemID: reference, Amount: payoutAmount{c.Amount.Currency().String(), value},
		}},
	}
	if p.options.Brand != "" {
		asked.Header.Subject = cut(p.options.Brand)
	}
	var b payoutBatch
	err := p.call(ctx, http.MethodPost, payoutsPath, c.Key, asked, &b)
	var said *Error
	if errors.As(err, &said) && said.is("DUPLICATE_SENDER_BATCH_ID") {
		if said.original == "" {
			return payment.Answer{}, err
		}
		c.DoneRef = said.original
		return p.lookupPayout(ctx, &c)
	}
	if err != nil {
		return refusedOr(err)
	}
	if key := b.Header.Sender.ID; key != "" && key != c.Key {
		return payment.Answer{}, errors.New("paypal: the answer is about another payout")
	}
	return b.answer(&c)
}

func recipientType(to string) string {
	switch {
	case strings.Contains(to, "@"):
		return "EMAIL"
	case strings.HasPrefix(to, "+"):
		return "PHONE"
	}
	return "PAYPAL_ID"
}

// errPayoutUnread: PayPal tells how a payout stands by its own id alone.
var errPayoutUnread = errors.New("paypal: whether the payout was made can't be read: PayPal finds a batch by its own id alone, and no answer has brought it")

func (p *Provider) lookupPayout(ctx context.Context, c *payment.Call) (payment.Answer, error) {
	if c.DoneRef == "" {
		if c.FirstSent.IsZero() {
			return payment.Answer{Status: transfer.NotFound}, nil
		}
		return payment.Answer{}, errPayoutUnread
	}
	if !isID(c.DoneRef) {
		return payment.Answer{}, errNoID("payout", c.DoneRef)
	}
	var b payoutBatch
	if err := p.call(ctx, http.MethodGet, payoutsPath+"/"+c.DoneRef, "", nil, &b); err != nil {
		return payment.Answer{}, err
	}
	if b.Header.ID != c.DoneRef {
		return payment.Answer{}, errors.New("paypal: the answer is about another payout")
	}
	if key := b.Header.Sender.ID; key != "" && key != c.Key {
		return payment.Answer{}, errPayoutUnread // it is that of an earlier try, under another key
	}
	return b.answer(c)
}

// answer is how a batch of one stands: its item says it, if there is one yet.
func (b *payoutBatch) answer(c *payment.Call) (payment.Answer, error) {
	if !isID(b.Header.ID) {
		return payment.Answer{}, errors.New("paypal: a payout without an id")
	}
	a := payment.Answer{Ref: b.Header.ID, Status: transfer.Pending}
	switch b.Header.Status {
	case "PENDING", "PROCESSING", "SUCCESS":
	case "DENIED", "CANCELED":
		return failed(b.Header.Status), nil
	default:
		return payment.Answer{}, fmt.Errorf("paypal: payout %s has the unknown status %.40q", b.Header.ID, b.Header.Status)
	}
	switch len(b.Items) {
	case 0:
		return a, nil
	case 1:
		return b.Items[0].answer(a, c)
	}
	return payment.Answer{}, fmt.Errorf("paypal: payout %s has more than one item; none of ours has", b.Header.ID)
}

func (i *payoutItemStatus) answer(a payment.Answer, c *payment.Call) (payment.Answer, error) {
	if strange(i.Item.SenderItemID, c.Transfer) {
		return payment.Answer{}, fmt.Errorf("paypal: payout %s belongs to another transfer", a.Ref)
	}
	status, known := itemStatuses[i.Status]
	if !known {
		return payment.Answer{}, fmt.Errorf("paypal: the item of payout %s has the unknown status %.40q", a.Ref, i.Status)
	}
	a.Status = status
	if status != transfer.Succeeded {
		a.Reason = reason(i.Errors.Name, i.Status)
	}
	if status == transfer.Succeeded || status == transfer.Reversed {
		moved, err := i.Item.Amount.money()
		if err != nil {
			return payment.Answer{}, fmt.Errorf("paypal: payout %s: %w", a.Ref, err)
		}
		a.Amount = moved
	}
	return a, nil
}

// itemStatuses are those of a payout item. Money that nobody claims has left the
// account, and comes back after 30 days as RETURNED.
var itemStatuses = map[string]transfer.Status{
	"SUCCESS": transfer.Succeeded,
	"PENDING": transfer.Pending, "ONHOLD": transfer.Pending, "UNCLAIMED": transfer.Pending,
	"FAILED": transfer.Failed, "BLOCKED": transfer.Failed,
	"RETURNED": transfer.Reversed, "REFUNDED": transfer.Reversed, "REVERSED": transfer.Reversed,
}
