package stripe

import (
	"context"
	"errors"
	"fmt"
	"time"

	sdk "github.com/stripe/stripe-go/v85"

	"github.com/torikime/torikime/transaction/payment"
	"github.com/torikime/torikime/transaction/transfer"
)

// Movements tells Stripe's balance transactions from an instant on up to another:
// charges, refunds, transfers to sellers, and what came back of each; a dispute is a
// capture that came back. Amounts are in the currency that was charged, whatever it
// settles in. Stripe's fees, and its payouts to the marketplace's own bank, move
// nothing of a transfer and are left out.
//
// Stripe knows whole seconds: windows that follow each other leave none out and
// tell none twice.
func (p *Provider) Movements(ctx context.Context, from, to time.Time, yield func(payment.Movement) error) error {
	if !from.Before(to) {
		return nil
	}
	params := &sdk.BalanceTransactionListParams{
		CreatedRange: &sdk.RangeQueryParams{GreaterThanOrEqual: second(from), LesserThan: second(to)},
		Expand:       []*string{sdk.String("data.source")},
	}
	for line, err := range pages[sdk.BalanceTransaction](ctx, p, "/v1/balance_transactions", params) {
		if err != nil {
			return p.unclear("movements", err)
		}
		m, ours, err := p.movement(ctx, line)
		if err != nil {
			return p.unclear("movements", err)
		}
		if !ours {
			continue
		}
		if err := yield(m); err != nil {
			return err
		}
	}
	return nil
}

// second is the first whole second that is not before an instant.
func second(t time.Time) int64 { return max(0, t.Add(time.Second-time.Nanosecond).Unix()) }

// movement reads one line of the books; false: it moves nothing of a transfer.
func (p *Provider) movement(ctx context.Context, line *sdk.BalanceTransaction) (payment.Movement, bool, error) {
	if line.Source == nil || line.Amount == 0 {
		return payment.Movement{}, false, nil
	}
	if line.Created <= 0 {
		return payment.Movement{}, false, fmt.Errorf("%w: a line of the books without a time", errNonsense)
	}
	n, currency, m, err := p.source(ctx, line)
	if m.Kind == 0 || err != nil {
		return payment.Movement{}, false, err
	}
	m.At = time.Unix(line.Created, 0).UTC()
	m.Amount, err = amount(n, currency)
	switch {
	case errors.Is(err, errCurrency) && m.Transfer == "":
		return payment.Movement{}, false, nil // nobody here can have asked for it
	case err == nil && m.Amount.Sign() <= 0:
		err = fmt.Errorf("%w: a line of the books that moved nothing", errNonsense)
	}
	return m, err == nil, err
}

// source says what a line is about: how much of what currency, and whose.
func (p *Provider) source(ctx context.Context, line *sdk.BalanceTransaction) (n int64, currency string, m payment.Movement, err error) {
	switch s := line.Source; {
	case s.Charge != nil:
		m = payment.Movement{Kind: transfer.Capture, Reversal: line.Amount < 0, Ref: s.Charge.ID, Transfer: s.Charge.Metadata[metaTransfer]}
		if s.Charge.PaymentIntent != nil {
			m.Ref = s.Charge.PaymentIntent.ID
		}
		return s.Charge.AmountCaptured, string(s.Charge.Currency), m, nil
	case s.Refund != nil:
		m = payment.Movement{Kind: transfer.Refund, Reversal: line.Amount > 0, Ref: s.Refund.ID, Transfer: s.Refund.Metadata[metaTransfer]}
		return s.Refund.Amount, string(s.Refund.Currency), m, nil
	case s.Dispute != nil:
		m = payment.Movement{Kind: transfer.Capture, Reversal: line.Amount < 0, Ref: s.Dispute.ID}
		if s.Dispute.PaymentIntent != nil {
			m.Ref = s.Dispute.PaymentIntent.ID
			m.Transfer, err = p.transferOf(ctx, m.Ref)
		}
		return s.Dispute.Amount, string(s.Dispute.Currency), m, err
	case s.Transfer != nil:
		m = payment.Movement{Kind: transfer.Payout, Reversal: line.Amount > 0, Ref: s.Transfer.ID, Transfer: s.Transfer.Metadata[metaTransfer]}
		return s.Transfer.Amount, string(s.Transfer.Currency), m, nil
	case s.TransferReversal != nil:
		m = payment.Movement{Kind: transfer.Payout, Reversal: true, Ref: s.TransferReversal.ID}
		if s.TransferReversal.Transfer != nil {
			sent, err := p.client.V1Transfers.Retrieve(ctx, s.TransferReversal.Transfer.ID, nil)
			if err != nil {
				return 0, "", m, err
			}
			m.Ref, m.Transfer = sent.ID, sent.Metadata[metaTransfer]
		}
		return s.TransferReversal.Amount, string(s.TransferReversal.Currency), m, nil
	}
	return 0, "", m, nil
}
