package stripe

import (
	"time"

	"github.com/torikime/torikime/transaction/payment"
)

const (
	day = 24 * time.Hour
	// maxKey is how long Stripe lets an idempotency key be, maxMeta a value of
	// metadata, in bytes.
	maxKey, maxMeta = 255, 500
)

// Profile is what Stripe promises, and where its limits are.
func (p *Provider) Profile() payment.Profile {
	profile := payment.Profile{
		Name:         "stripe",
		CheckoutLife: day,
		HoldLife:     p.o.HoldLife,
		// Stripe itself sets cards no limit; banks refuse what is older, and of several
		// payment methods it is the limit.
		RefundLife:     180 * day,
		CapturesAtOnce: !p.o.CaptureLater,
		// Keys are kept for 24 hours at least.
		KeyLife:    day,
		MaxKey:     maxKey,
		Currencies: Currencies(),
		Least:      least(),
		Most:       most(),
		Webhooks:   payment.WebhookPromise{RetriedFor: 3 * day},
		Payouts:    true,
	}
	if p.o.CaptureLater {
		// Several networks let more time; this is what all keep.
		profile.AuthorisationLife = 7 * day
	}
	return profile
}
