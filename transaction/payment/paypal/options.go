package paypal

import (
	"crypto/x509"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// Options are what a Provider needs. A PayPal app has one set for the sandbox and
// another for live.
type Options struct {
	// ClientID and Secret are the app's credentials. They are never logged, nor part
	// of an error.
	ClientID, Secret string `json:"-"`
	// Live is real money; else the sandbox.
	Live bool
	// WebhookID is PayPal's id of the webhook that is registered for this server. It is
	// part of what PayPal signs. Empty: webhooks are refused.
	WebhookID string
	// Brand is the name that buyers read on PayPal's pages; empty: the account's own.
	Brand string
	// BaseURL replaces PayPal's address, for a stand-in in tests. http is allowed on
	// this machine alone.
	BaseURL string
	// HTTPClient makes the calls; nil: one of its own. Redirects are never followed,
	// whatever it says.
	HTTPClient *http.Client
	// Roots are the authorities that a webhook's certificate must come from; nil: the
	// system's.
	Roots *x509.CertPool
	// Clock tells when tokens and certificates end; nil: the machine's own.
	Clock Clock
}

// Clock tells the time.
type Clock interface{ Now() time.Time }

type systemClock struct{}

func (systemClock) Now() time.Time { return time.Now() }

// PayPal's addresses.
const (
	liveURL    = "https://api-m.paypal.com"
	sandboxURL = "https://api-m.sandbox.paypal.com"
)

// The names of the environment that FromEnv reads.
const (
	envClientID  = "TORIKIME_PAYPAL_CLIENT_ID"
	envSecret    = "TORIKIME_PAYPAL_SECRET"
	envWebhookID = "TORIKIME_PAYPAL_WEBHOOK_ID"
	envLive      = "TORIKIME_PAYPAL_LIVE"
)

// FromEnv reads options from the environment: TORIKIME_PAYPAL_CLIENT_ID, _SECRET,
// _WEBHOOK_ID and _LIVE ("true" or "false"; empty: false). getenv is os.Getenv. The
// second result is false if none of them is set: PayPal is not used. What is half
// configured is an error that says what is missing.
func FromEnv(getenv func(string) string) (Options, bool, error) {
	o := Options{ClientID: getenv(envClientID), Secret: getenv(envSecret), WebhookID: getenv(envWebhookID)}
	live := getenv(envLive)
	if o.ClientID == "" && o.Secret == "" && o.WebhookID == "" && live == "" {
		return Options{}, false, nil
	}
	var missing []string
	for _, v := range []struct{ name, value string }{{envClientID, o.ClientID}, {envSecret, o.Secret}, {envWebhookID, o.WebhookID}} {
		if v.value == "" {
			missing = append(missing, v.name)
		}
	}
	if missing != nil {
		return Options{}, true, fmt.Errorf("paypal: half configured: %s is not set (all of %s, %s and %s are needed; none of them, and no %s, to go without PayPal)",
			strings.Join(missing, " and "), envClientID, envSecret, envWebhookID, envLive)
	}
	if live != "" {
		var err error
		if o.Live, err = strconv.ParseBool(live); err != nil {
			return Options{}, true, fmt.Errorf("paypal: %s is %.20q; \"true\" is real money, \"false\" or nothing the sandbox", envLive, live)
		}
	}
	if _, err := o.check(); err != nil {
		return Options{}, true, err
	}
	return o, true, nil
}

// check says what cannot work, and otherwise where to call.
func (o *Options) check() (base string, err error) {
	switch {
	case o.ClientID == "" || o.Secret == "":
		return "", errors.New("paypal: ClientID and Secret are both needed; they stand in the developer dashboard with the app")
	case !visible(o.ClientID) || !visible(o.Secret):
		return "", errors.New("paypal: ClientID or Secret has a blank, a line break or another sign that no credential has; copy it again")
	case !visible(o.WebhookID):
		return "", errors.New("paypal: WebhookID has a blank or a line break; it is the id from the developer dashboard, not the URL")
	case o.BaseURL != "" && o.Live:
		return "", errors.New("paypal: BaseURL and Live exclude each other: a stand-in takes no real money")
	case o.BaseURL != "":
		return checkBase(o.BaseURL)
	case o.Live:
		return liveURL, nil
	}
	return sandboxURL, nil
}

func checkBase(raw string) (string, error) {
	u, err := url.Parse(raw)
	if err != nil || u.Host == "" || u.User != nil || u.RawQuery != "" || u.Fragment != "" {
		return "", errors.New("paypal: BaseURL is no address such as \"http://127.0.0.1:8080\"")
	}
	local := u.Hostname() == "localhost" || strings.HasPrefix(u.Hostname(), "127.") || u.Hostname() == "::1"
	if u.Scheme != "https" && (u.Scheme != "http" || !local) {
		return "", errors.New("paypal: BaseURL must be https; http is for this machine alone")
	}
	return strings.TrimSuffix(raw, "/"), nil
}

// visible reports printable ASCII without blanks; true for nothing.
func visible(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return r <= ' ' || r >= 0x7f })
}

// String shows the options without their secrets.
func (o Options) String() string {
	return fmt.Sprintf("paypal options: live %t, webhook id %q, brand %q, base URL %q", o.Live, o.WebhookID, o.Brand, o.BaseURL)
}

// GoString is String.
func (o Options) GoString() string { return o.String() }

// LogValue is String, for package slog.
func (o Options) LogValue() slog.Value { return slog.StringValue(o.String()) }
