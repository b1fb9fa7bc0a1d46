package stripe

import (
	"cmp"
	"context"
	"fmt"

	sdk "github.com/stripe/stripe-go/v85"

	"github.com/torikime/torikime/transaction/payment"
	"github.com/torikime/torikime/transaction/transfer"
)

// Refund sends a part or all of a captured payment back the way it came. Of is the
// id that the capture's answer brought (pi_…).
func (p *Provider) Refund(ctx context.Context, c payment.Call) (payment.Answer, error) {
	if err := checkDeed(c); err != nil {
		return payment.Answer{}, err
	}
	n, currency, err := units(c.Amount)
	if err == nil && checkRef(c.Of, "pi_") != nil {
		err = refusal("payment_unknown")
	}
	if err == nil {
		_, err = p.intent(ctx, c.Of, currency)
	}
	if err != nil {
		return p.failed("refund", err)
	}
	refund, err := p.client.V1Refunds.Create(ctx, &sdk.RefundCreateParams{
		Params: deed(c), PaymentIntent: &c.Of, Amount: &n, Metadata: meta(c),
	})
	if err != nil {
		return p.failed("refund", err)
	}
	return p.told("refund", func() (payment.Answer, error) { return fromRefund(refund) })
}

// fromRefund says how a refund stands. One that had left and came back was done,
// and is reversed: the bank can refuse it weeks after Stripe called it succeeded.
func fromRefund(r *sdk.Refund) (payment.Answer, error) {
	if r == nil || checkRef(r.ID, "re_", "pyr_") != nil {
		return payment.Answer{}, errNonsense
	}
	answer := payment.Answer{Ref: r.ID}
	switch r.Status {
	case sdk.RefundStatusPending, sdk.RefundStatusRequiresAction:
		answer.Status = transfer.Pending
		return answer, nil
	case sdk.RefundStatusFailed, sdk.RefundStatusCanceled:
		answer.Status, answer.Reason = transfer.Failed, cmp.Or(word(string(r.FailureReason)), string(r.Status))
		if r.FailureBalanceTransaction == nil {
			return answer, nil
		}
		answer.Status = transfer.Reversed
	case sdk.RefundStatusSucceeded:
		answer.Status = transfer.Succeeded
	default:
		return payment.Answer{}, fmt.Errorf("%w: a refund with status %.20q", errNonsense, r.Status)
	}
	var err error
	answer.Amount, err = amount(r.Amount, string(r.Currency))
	return answer, err
}
