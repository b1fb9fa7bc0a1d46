package stripe_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/policy/money"
	"github.com/torikime/torikime/transaction/payment"
	"github.com/torikime/torikime/transaction/payment/stripe"
)

// Options that cannot be kept are refused in words that say what would be right, and
// that show no secret.
func TestNew(t *testing.T) {
	t.Parallel()
	for key, live := range map[string]bool{"sk_test_abc": false, "sk_live_abc": true, "rk_test_abc": false, "rk_live_abc": true} {
		p, err := stripe.New(stripe.Options{Key: key})
		require.NoError(t, err)
		require.Equal(t, live, p.Live())
		for _, form := range []string{"%v", "%+v", "%#v", "%s"} {
			require.NotContains(t, fmt.Sprintf(form, p), "abc", form)
		}
	}
	for _, row := range []struct {
		o    stripe.Options
		says string
	}{
		{stripe.Options{}, "begins with sk_test_"},
		{stripe.Options{Key: "pk_test_hidden51"}, "publishable"},
		{stripe.Options{Key: "pk_live_hidden51"}, "publishable"},
		{stripe.Options{Key: "sk_hidden51"}, "begins with sk_test_"},
		{stripe.Options{Key: "sk_test_"}, "begins with sk_test_"},
		{stripe.Options{Key: "whsec_hidden51"}, "begins with sk_test_"},
		{stripe.Options{Key: "sk_test_hidden51\n"}, "begins with sk_test_"},
		{stripe.Options{Key: "sk_test_hidden51 x"}, "begins with sk_test_"},
		{stripe.Options{Key: "sk_test_a", WebhookSecrets: []string{"whsec_a", "hidden51"}}, "webhook secret 2"},
		{stripe.Options{Key: "sk_test_a", HoldLife: -1}, "HoldLife"},
		{stripe.Options{Key: "sk_test_a", Timeout: -1}, "Timeout"},
		{stripe.Options{Key: "sk_test_a", URL: "http://stripe.example"}, "https is right"},
		{stripe.Options{Key: "sk_test_a", URL: "ftp://127.0.0.1"}, "https is right"},
		{stripe.Options{Key: "sk_test_a", URL: "https://u:hidden51@stripe.example"}, "no URL"},
		{stripe.Options{Key: "sk_test_a", URL: "://"}, "no URL"},
		{stripe.Options{Key: "sk_test_a", URL: "stripe.example"}, "no URL"},
	} {
		p, err := stripe.New(row.o)
		require.ErrorContains(t, err, row.says)
		require.NotContains(t, err.Error(), "hidden51")
		require.Nil(t, p)
	}
}

// The environment holds a key, and the secrets of any number of endpoints.
func TestFromEnv(t *testing.T) {
	t.Setenv("TORIKIME_STRIPE_KEY", "")
	_, err := stripe.FromEnv()
	require.ErrorContains(t, err, "TORIKIME_STRIPE_KEY is not set")
	t.Setenv("TORIKIME_STRIPE_KEY", " sk_live_abc\n")
	t.Setenv("TORIKIME_STRIPE_WEBHOOK_SECRET", "whsec_one, whsec_another,")
	p, err := stripe.FromEnv()
	require.NoError(t, err)
	require.True(t, p.Live())
	header, body := signed(t, time.Now(), event("ping", m{"object": "x"}, m{"livemode": true}))
	header.Set("Stripe-Signature", signature(time.Now(), body, "whsec_another"))
	_, err = p.Webhook(t.Context(), header, body)
	require.NoError(t, err)
	t.Setenv("TORIKIME_STRIPE_WEBHOOK_SECRET", "hidden51")
	_, err = stripe.FromEnv()
	require.ErrorContains(t, err, "webhook secret 1")
	require.NotContains(t, err.Error(), "hidden51")
}

// The profile says what Stripe promises, in our smallest units.
func TestProfile(t *testing.T) {
	t.Parallel()
	const day = 24 * time.Hour
	p, err := stripe.New(stripe.Options{Key: secretKey})
	require.NoError(t, err)
	profile := p.Profile()
	require.Equal(t, "stripe", profile.Name)
	require.True(t, profile.CapturesAtOnce)
	require.Zero(t, profile.AuthorisationLife)
	require.Equal(t, []time.Duration{day, 90 * day, 180 * day, day}, []time.Duration{profile.CheckoutLife, profile.HoldLife, profile.RefundLife, profile.KeyLife})
	for code, want := range map[string][2]int64{
		"JPY": {50, 99_999_999}, "USD": {50, 99_999_999}, "HUF": {17500, 99_999_999}, "ISK": {0, 999_999},
		"UGX": {0, 999_999}, "MGA": {0, 9_999_999_900}, "KWD": {0, 99_999_990}, "TWD": {0, 99_999_999},
	} {
		c, err := money.ParseCurrency(code)
		require.NoError(t, err)
		require.Contains(t, profile.Currencies, c)
		require.Equal(t, want, [2]int64{profile.Least[c], profile.Most[c]}, code)
	}
	require.Greater(t, len(profile.Currencies), 130)
	require.NoError(t, payment.Validate(profile))
	p, err = stripe.New(stripe.Options{Key: secretKey, CaptureLater: true, HoldLife: 10 * day})
	require.NoError(t, err)
	profile = p.Profile()
	require.False(t, profile.CapturesAtOnce)
	require.Equal(t, 7*day, profile.AuthorisationLife)
	require.Equal(t, 10*day, profile.HoldLife)
}
