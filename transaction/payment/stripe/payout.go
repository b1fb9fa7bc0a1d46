package stripe

import (
	"context"
	"fmt"

	sdk "github.com/stripe/stripe-go/v85"

	"github.com/torikime/torikime/transaction/payment"
	"github.com/torikime/torikime/transaction/transfer"
)

// Payout transfers what a seller has earned to his own Stripe account: To is its id
// (acct_…). This transfer is the payout that the port means: with it the money has
// left the marketplace. Stripe pays it on to his bank by that account's own
// schedule; when the bank sends it back, it comes back to his account, not here.
func (p *Provider) Payout(ctx context.Context, c payment.Call) (payment.Answer, error) {
	if err := checkDeed(c); err != nil {
		return payment.Answer{}, err
	}
	n, currency, err := units(c.Amount)
	if err == nil && checkRef(c.To, "acct_") != nil {
		err = refusal("no_account")
	}
	if err != nil {
		return p.failed("payout", err)
	}
	sent, err := p.client.V1Transfers.Create(ctx, &sdk.TransferCreateParams{
		Params: deed(c), Amount: &n, Currency: &currency, Destination: &c.To,
		Metadata: meta(c), TransferGroup: &c.Transfer,
	})
	if err != nil {
		return p.failed("payout", err)
	}
	return p.told("payout", func() (payment.Answer, error) { return fromTransfer(sent) })
}

// fromTransfer says how a transfer stands: Stripe makes it at once or not at all.
// A part that was taken back leaves it done; reconciliation shows the part.
func fromTransfer(t *sdk.Transfer) (payment.Answer, error) {
	if t == nil || checkRef(t.ID, "tr_") != nil {
		return payment.Answer{}, errNonsense
	}
	moved, err := amount(t.Amount, string(t.Currency))
	if err == nil && (moved.Sign() <= 0 || t.AmountReversed < 0 || t.AmountReversed > t.Amount) {
		err = fmt.Errorf("%w: a transfer of %d, of which %d came back", errNonsense, t.Amount, t.AmountReversed)
	}
	if err != nil {
		return payment.Answer{}, err
	}
	if t.Reversed {
		return payment.Answer{Status: transfer.Reversed, Ref: t.ID, Amount: moved, Reason: "reversed"}, nil
	}
	return payment.Answer{Status: transfer.Succeeded, Ref: t.ID, Amount: moved}, nil
}
