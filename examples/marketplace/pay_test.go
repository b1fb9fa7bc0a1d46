package main

import (
	"testing"

	"github.com/stretchr/testify/require"
)

// Providers are those that the environment configures wholly; half of one is an
// error that names what is missing, and no secret.
func TestPaying(t *testing.T) {
	t.Parallel()
	const secret = "sk_live_nobody_may_read_this"
	for _, c := range []struct {
		name  string
		env   map[string]string
		names []string
		fault string
	}{
		{"none", nil, nil, ""},
		{"PayPal", map[string]string{
			"TORIKIME_PAYPAL_CLIENT_ID": "id", "TORIKIME_PAYPAL_SECRET": secret, "TORIKIME_PAYPAL_WEBHOOK_ID": "hook",
		}, []string{"paypal"}, ""},
		{"half of PayPal", map[string]string{"TORIKIME_PAYPAL_SECRET": secret}, nil, "TORIKIME_PAYPAL_CLIENT_ID"},
		{"Stripe", map[string]string{envStripeKey: "sk_test_1", envStripeWebhooks: "whsec_a, whsec_b"}, []string{"stripe"}, ""},
		{"webhooks of Stripe alone", map[string]string{envStripeWebhooks: "whsec_a"}, nil, envStripeKey},
		{"a key that is none", map[string]string{envStripeKey: "nobody_may_read_this"}, nil, "stripe"},
	} {
		list, err := paying(func(name string) string { return c.env[name] })
		var names []string
		for _, p := range list {
			names = append(names, p.Profile().Name)
		}
		require.Equal(t, c.names, names, c.name)
		if c.fault == "" {
			require.NoError(t, err, c.name)
			continue
		}
		require.ErrorContains(t, err, c.fault, c.name)
		require.NotContains(t, err.Error(), "nobody_may_read_this", c.name)
	}
}
