package main

import (
	"io"
	"path/filepath"
	"strings"
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
		{"Stripe without its webhooks", map[string]string{envStripeKey: "sk_test_nobody_may_read_this"}, nil, envStripeWebhooks},
		{"Stripe with blanks as webhooks", map[string]string{envStripeKey: "sk_test_nobody_may_read_this", envStripeWebhooks: " , "}, nil, envStripeWebhooks},
		{"a key that is none", map[string]string{envStripeKey: "nobody_may_read_this", envStripeWebhooks: "whsec_a"}, nil, "stripe"},
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

// Real money and well-known tokens exclude each other; and only who says so goes
// without a real provider where others are served.
func TestStart_Payments(t *testing.T) {
	t.Parallel()
	paypal := func(live string) map[string]string {
		return map[string]string{
			"TORIKIME_PAYPAL_CLIENT_ID": "id", "TORIKIME_PAYPAL_SECRET": "s", "TORIKIME_PAYPAL_WEBHOOK_ID": "hook", "TORIKIME_PAYPAL_LIVE": live,
		}
	}
	stripe := func(key string) map[string]string {
		return map[string]string{envStripeKey: key, envStripeWebhooks: "whsec_a"}
	}
	for _, c := range []struct {
		name  string
		env   map[string]string
		args  string
		fault string
	}{
		{"the demo", nil, "", ""},
		{"the demo, and a sandbox", paypal("false"), "", ""},
		{"the demo, and Stripe's sandbox", stripe("sk_test_1"), "", ""},
		{"the demo, and real money", paypal("true"), "", "paypal is configured for real money"},
		{"the demo, and real money of Stripe's", stripe("sk_live_1"), "", "stripe is configured for real money"},
		{"the demo, and a restricted live key", stripe("rk_live_1"), "", "stripe is configured for real money"},
		{"others, and real money", paypal("true"), "-demo=false", ""},
		{"others, and nobody who takes the money", nil, "-demo=false", "-test-provider"},
		{"others, and the test provider", nil, "-demo=false -test-provider", ""},
		{"others, and two kinds of money", stripe("sk_test_1"), "-demo=false -test-provider", "stripe is configured"},
	} {
		s, err := parse(strings.Fields(c.args), io.Discard)
		require.NoError(t, err, c.name)
		list, err := paying(func(name string) string { return c.env[name] })
		require.NoError(t, err, c.name)
		if err = s.suits(list); c.fault == "" {
			require.NoError(t, err, c.name)
			continue
		}
		require.ErrorContains(t, err, c.fault, c.name)
	}
	data := filepath.Join(t.TempDir(), "new")
	require.Contains(t, fails(t, "-addr", "127.0.0.1:0", "-data", data, "-demo=false"), "-test-provider")
	require.NoDirExists(t, data, "nothing is left behind")
}
