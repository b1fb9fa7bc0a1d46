package paypal

import (
	"context"
	"fmt"

	"github.com/torikime/torikime/transaction/payment"
	"github.com/torikime/torikime/transaction/transfer"
)

// Lookup reads how a transfer stands, and moves nothing. Captures and refunds are
// found by their order even if no answer has brought their own id, and an order that
// no answer has brought by being opened again under its key. A payout is not found
// then: Lookup fails, and never claims that nothing was paid.
func (p *Provider) Lookup(ctx context.Context, c payment.Call) (payment.Answer, error) {
	if err := ctx.Err(); err != nil {
		return payment.Answer{}, fmt.Errorf("paypal: lookup: %w", err)
	}
	switch c.Kind {
	case transfer.Capture:
		return p.lookupCapture(ctx, &c)
	case transfer.Refund:
		return p.lookupRefund(ctx, &c)
	case transfer.Payout:
		return p.lookupPayout(ctx, &c)
	}
	return payment.Answer{}, fmt.Errorf("paypal: a lookup of kind %q; capture, refund or payout is right", c.Kind)
}
