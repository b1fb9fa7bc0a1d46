package paypal_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"log/slog"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/transaction/payment"
	"github.com/torikime/torikime/transaction/payment/paypal"
)

func env(values map[string]string) func(string) string {
	return func(name string) string { return values[name] }
}

// The environment configures PayPal in whole or not at all; what is half configured
// says what is missing, and never shows a secret.
func TestFromEnv(t *testing.T) {
	t.Parallel()
	whole := func(change func(m map[string]string)) map[string]string {
		m := map[string]string{"TORIKIME_PAYPAL_CLIENT_ID": "client-1", "TORIKIME_PAYPAL_SECRET": "hush-hush", "TORIKIME_PAYPAL_WEBHOOK_ID": "hook-1"}
		change(m)
		return m
	}
	for _, row := range []struct {
		name string
		env  map[string]string
		used bool
		want string
	}{
		{"nothing", nil, false, ""},
		{"all", whole(func(map[string]string) {}), true, ""},
		{"sandbox in words", whole(func(m map[string]string) { m["TORIKIME_PAYPAL_LIVE"] = "false" }), true, ""},
		{"no secret", whole(func(m map[string]string) { delete(m, "TORIKIME_PAYPAL_SECRET") }), true, "TORIKIME_PAYPAL_SECRET is not set"},
		{"no webhook", whole(func(m map[string]string) { delete(m, "TORIKIME_PAYPAL_WEBHOOK_ID") }), true, "TORIKIME_PAYPAL_WEBHOOK_ID is not set"},
		{"live alone", map[string]string{"TORIKIME_PAYPAL_LIVE": "true"}, true, "TORIKIME_PAYPAL_CLIENT_ID and TORIKIME_PAYPAL_SECRET and TORIKIME_PAYPAL_WEBHOOK_ID is not set"},
		{"live maybe", whole(func(m map[string]string) { m["TORIKIME_PAYPAL_LIVE"] = "perhaps" }), true, `"true" is real money`},
		{"a line break", whole(func(m map[string]string) { m["TORIKIME_PAYPAL_SECRET"] = "hush-hush\n" }), true, "a line break"},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			o, used, err := paypal.FromEnv(env(row.env))
			require.Equal(t, row.used, used)
			if row.want == "" {
				require.NoError(t, err)
				return
			}
			require.ErrorContains(t, err, row.want)
			require.NotContains(t, err.Error(), "hush")
			require.Equal(t, paypal.Options{}, o)
		})
	}
	o, _, err := paypal.FromEnv(env(whole(func(m map[string]string) { m["TORIKIME_PAYPAL_LIVE"] = "true" })))
	require.NoError(t, err)
	require.True(t, o.Live)
	require.Equal(t, "hush-hush", o.Secret)
}

// Options that can't work are refused when a Provider is made, not when it is used.
func TestNewRefuses(t *testing.T) {
	t.Parallel()
	good := paypal.Options{ClientID: "c", Secret: "s"}
	_, err := paypal.New(good)
	require.NoError(t, err)
	for want, change := range map[string]func(o *paypal.Options){
		"both needed":           func(o *paypal.Options) { o.Secret = "" },
		"no credential has":     func(o *paypal.Options) { o.ClientID = "a b" },
		"not the URL":           func(o *paypal.Options) { o.WebhookID = "a\nb" },
		"exclude each other":    func(o *paypal.Options) { o.Live, o.BaseURL = true, "https://stand-in.example" },
		"for this machine":      func(o *paypal.Options) { o.BaseURL = "http://stand-in.example" },
		"no address such as":    func(o *paypal.Options) { o.BaseURL = "https://user:pass@stand-in.example" },
		"is no address such as": func(o *paypal.Options) { o.BaseURL = "::" },
	} {
		o := good
		change(&o)
		_, err := paypal.New(o)
		require.ErrorContains(t, err, want)
	}
	for live, host := range map[bool]string{true: "https://api-m.paypal.com", false: "https://api-m.sandbox.paypal.com"} {
		p, err := paypal.New(paypal.Options{ClientID: "c", Secret: "s", Live: live})
		require.NoError(t, err)
		require.Equal(t, "paypal at "+host, p.String())
	}
}

// Whatever way options or a Provider are printed, logged or encoded, no secret shows.
func TestNothingShowsSecrets(t *testing.T) {
	t.Parallel()
	o := paypal.Options{ClientID: "client-of-mine", Secret: "hush-hush"}
	p, err := paypal.New(o)
	require.NoError(t, err)
	var out bytes.Buffer
	for _, format := range []string{"%v", "%+v", "%#v", "%s", "%q"} {
		fmt.Fprintf(&out, format+format+format, o, &o, p)
	}
	for _, logger := range []*slog.Logger{slog.New(slog.NewTextHandler(&out, nil)), slog.New(slog.NewJSONHandler(&out, nil))} {
		logger.Info("start", "options", o, "pointer", &o, "provider", p)
	}
	require.NoError(t, json.NewEncoder(&out).Encode([]any{struct{ ClientID, Secret any }{p, p}, p}))
	require.NotContains(t, out.String(), "hush")
	require.NotContains(t, out.String(), "client-of-mine")
}

// The profile makes sense by itself, and says what PayPal promises.
func TestProfile(t *testing.T) {
	t.Parallel()
	p, err := paypal.New(paypal.Options{ClientID: "c", Secret: "s"})
	require.NoError(t, err)
	profile := p.Profile()
	require.NoError(t, payment.Validate(profile))
	require.Equal(t, "paypal", profile.Name)
	require.Len(t, profile.Currencies, 25)
	require.GreaterOrEqual(t, profile.MaxKey, 26, "a key has 26 letters and digits")
	require.Equal(t, 3*60.0, profile.CheckoutLife.Minutes())
	require.Equal(t, 180*24.0, profile.RefundLife.Hours())
	require.Equal(t, 6.0, profile.KeyLife.Hours(), "the least: an order's")
	require.True(t, profile.Payouts)
}
