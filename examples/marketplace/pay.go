package main

import (
	"fmt"
	"strings"

	"github.com/torikime/torikime/transaction/payment"
	"github.com/torikime/torikime/transaction/payment/paypal"
	"github.com/torikime/torikime/transaction/payment/stripe"
)

// The environment that configures Stripe; PayPal's is read by package paypal.
const (
	envStripeKey      = "TORIKIME_STRIPE_KEY"
	envStripeWebhooks = "TORIKIME_STRIPE_WEBHOOK_SECRET"
)

// paying are the payment providers that the environment configures; none: there is
// the test provider alone.
func paying(env func(string) string) ([]payment.Provider, error) {
	var list []payment.Provider
	options, ok, err := paypal.FromEnv(env)
	if err != nil {
		return nil, err
	}
	if ok {
		p, err := paypal.New(options)
		if err != nil {
			return nil, err
		}
		list = append(list, p)
	}
	key, secrets := strings.TrimSpace(env(envStripeKey)), env(envStripeWebhooks)
	if key == "" && secrets != "" {
		return nil, fmt.Errorf("%s is set and %s is not; both are right, or none to go without Stripe", envStripeWebhooks, envStripeKey)
	}
	if key != "" {
		o := stripe.Options{Key: key}
		for secret := range strings.SplitSeq(secrets, ",") {
			if secret = strings.TrimSpace(secret); secret != "" {
				o.WebhookSecrets = append(o.WebhookSecrets, secret)
			}
		}
		p, err := stripe.New(o)
		if err != nil {
			return nil, err
		}
		list = append(list, p)
	}
	return list, nil
}
