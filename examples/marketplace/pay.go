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
		if strings.Trim(secrets, ", \t\r\n") == "" {
			return nil, fmt.Errorf("%s is set and %s is not; both are right, for without webhooks payments are found late (on one's own machine, `stripe listen` prints a secret)", envStripeKey, envStripeWebhooks)
		}
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

// suits says what contradicts the settings: nobody's money is moved by tokens that
// everybody knows, and nobody is served for payments that are made up by accident.
func (s *settings) suits(list []payment.Provider) error {
	for _, p := range list {
		if account, ok := p.(interface{ Live() bool }); ok && account.Live() && s.demo {
			return fmt.Errorf("%s is configured for real money, and the demo has tokens that everybody knows and a clock that can be moved: -demo=false, or the provider's sandbox, is right", p.Profile().Name)
		}
	}
	switch {
	case s.demo:
		return nil
	case len(list) == 0 && !s.testProvider:
		return fmt.Errorf("-demo=false, and no payment provider is configured: set TORIKIME_PAYPAL_… or %s and %s (README.md); -test-provider goes without, and nobody is charged", envStripeKey, envStripeWebhooks)
	case len(list) > 0 && s.testProvider:
		return fmt.Errorf("-test-provider, and %s is configured: everybody could choose not to pay; one of the two is right", list[0].Profile().Name)
	}
	return nil
}
