// Package stripe pays through Stripe: Checkout for what buyers pay, refunds, and
// Connect transfers for what sellers have earned. It is a payment.Provider, reads
// Stripe's webhooks, and tells Stripe's books for reconciliation.
//
// A buyer pays on a Checkout Session, not on a bare PaymentIntent: the port needs a
// page to send him to, and Stripe's page brings its payment methods, 3-D Secure and
// languages, and keeps card numbers away from the marketplace.
//
// What a transfer is called here travels as metadata of every object (see
// metaTransfer), beside the key of its deed. A deed whose answer was lost is found
// again by that key in Stripe's lists, which are never behind. Stripe's search is:
// it is not used.
//
// It is a module of its own, so that nobody who embeds the rules gets Stripe's SDK.
package stripe

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"slices"
	"strings"
	"time"

	sdk "github.com/stripe/stripe-go/v85"

	"github.com/torikime/torikime/transaction/payment"
)

// What our objects at Stripe carry. The names are prefixed, since an account may
// serve other systems too.
const (
	metaTransfer = "torikime_transfer"
	metaKey      = "torikime_key"
)

// Options say which account is used, and how. Key is required.
type Options struct {
	// Key is a secret key (sk_test_…, sk_live_…) or a restricted one (rk_test_…,
	// rk_live_…). It says whether the sandbox or the live account is meant.
	Key string
	// WebhookSecrets are the signing secrets (whsec_…) of the webhook endpoints that
	// lead here; none: no webhook is believed.
	WebhookSecrets []string
	// CaptureLater authorises first, and captures in a call of its own; else a
	// payment is captured as the buyer makes it. Not every payment method can be
	// authorised: the others are not offered then.
	CaptureLater bool
	// HoldLife is how long money may stay at Stripe before it is paid out; default 90
	// days. Stripe allows 2 years in the United States, and 10 days in Thailand.
	HoldLife time.Duration
	// Timeout is how long one request may take; default 30 seconds.
	Timeout time.Duration
	// URL is Stripe's, if it is not https://api.stripe.com: for tests.
	URL string
}

// Provider speaks to one Stripe account. It is safe for concurrent use.
type Provider struct {
	o       Options
	live    bool
	client  *sdk.Client
	backend sdk.Backend
}

var (
	_ payment.Provider = (*Provider)(nil)
	_ payment.Webhooks = (*Provider)(nil)
	_ payment.Reports  = (*Provider)(nil)
)

// FromEnv is New with TORIKIME_STRIPE_KEY and TORIKIME_STRIPE_WEBHOOK_SECRET, which
// may hold several secrets with commas between them.
func FromEnv() (*Provider, error) {
	o := Options{Key: strings.TrimSpace(os.Getenv("TORIKIME_STRIPE_KEY"))}
	if o.Key == "" {
		return nil, errors.New("stripe: TORIKIME_STRIPE_KEY is not set; a secret key such as \"sk_test_…\" is right")
	}
	for secret := range strings.SplitSeq(os.Getenv("TORIKIME_STRIPE_WEBHOOK_SECRET"), ",") {
		if secret = strings.TrimSpace(secret); secret != "" {
			o.WebhookSecrets = append(o.WebhookSecrets, secret)
		}
	}
	return New(o)
}

// New makes a provider. It fails for options that cannot be kept, never shows a
// secret in doing so, and connects to nobody.
func New(o Options) (*Provider, error) {
	live, err := readKey(o.Key)
	if err != nil {
		return nil, err
	}
	for i, secret := range o.WebhookSecrets {
		if !strings.HasPrefix(secret, "whsec_") || !plain(secret) {
			return nil, fmt.Errorf("stripe: webhook secret %d: it does not begin with \"whsec_\", or holds a space", i+1)
		}
	}
	if o.HoldLife < 0 || o.Timeout < 0 {
		return nil, errors.New("stripe: Options.HoldLife and Options.Timeout are above 0, or 0 for the default")
	}
	if err := checkURL(o.URL); err != nil {
		return nil, err
	}
	o.URL = cmp.Or(strings.TrimRight(o.URL, "/"), sdk.APIURL)
	o.HoldLife = cmp.Or(o.HoldLife, 90*24*time.Hour)
	o.Timeout = cmp.Or(o.Timeout, 30*time.Second)
	o.WebhookSecrets = slices.Clone(o.WebhookSecrets)
	backends := connect(o)
	return &Provider{o: o, live: live, client: sdk.NewClient(o.Key, sdk.WithBackends(backends)), backend: backends.API}, nil
}

// Live reports that real money is moved; else it is Stripe's sandbox.
func (p *Provider) Live() bool { return p.live }

// String names the provider without its secrets, so that %v shows none.
func (p *Provider) String() string {
	if p.live {
		return "stripe (live)"
	}
	return "stripe (sandbox)"
}

// GoString is String: %#v shows no secret either.
func (p *Provider) GoString() string { return p.String() }

func readKey(key string) (live bool, err error) {
	kind, rest, _ := strings.Cut(key, "_")
	mode, secret, _ := strings.Cut(rest, "_")
	switch {
	case kind == "pk":
		return false, errors.New("stripe: Options.Key is a publishable key (pk_…); a secret key such as \"sk_test_…\" is right")
	case kind != "sk" && kind != "rk", mode != "test" && mode != "live", secret == "", !plain(key):
		return false, errors.New("stripe: Options.Key is no key; one that begins with sk_test_, sk_live_, rk_test_ or rk_live_ is right")
	}
	return mode == "live", nil
}

// plain reports printable ASCII without spaces: what can stand in a header.
func plain(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return r <= ' ' || r > '~' })
}

// checkURL keeps the key off a line that others can read.
func checkURL(text string) error {
	if text == "" {
		return nil
	}
	u, err := url.Parse(text)
	if err != nil || u.Host == "" || u.User != nil || u.RawQuery != "" || u.Fragment != "" {
		return errors.New("stripe: Options.URL is no URL such as \"https://api.stripe.com\"")
	}
	switch u.Hostname() {
	case "127.0.0.1", "::1", "localhost":
		if u.Scheme == "http" {
			return nil
		}
	}
	if u.Scheme != "https" {
		return errors.New("stripe: Options.URL: https is right; http only for this machine itself")
	}
	return nil
}

// connect makes what the SDK sends through: it never repeats a request by itself,
// logs nothing, follows no redirect, and reports nothing beside.
func connect(o Options) *sdk.Backends {
	config := &sdk.BackendConfig{
		EnableTelemetry:   sdk.Bool(false),
		LeveledLogger:     &sdk.LeveledLogger{Level: sdk.LevelNull},
		MaxNetworkRetries: sdk.Int64(0),
		URL:               &o.URL,
		HTTPClient: &http.Client{
			Timeout:       o.Timeout,
			Transport:     bounded{http.DefaultTransport},
			CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		},
	}
	return sdk.NewBackendsWithConfig(config)
}

// mostBody is how much of an answer is read, in bytes: a full page of a list with
// everything in it is far below.
const mostBody = 8 << 20

// bounded cuts answers that never end. What is cut can't be read, and so is no answer.
type bounded struct{ next http.RoundTripper }

func (b bounded) RoundTrip(r *http.Request) (*http.Response, error) {
	answer, err := b.next.RoundTrip(r)
	if answer != nil && answer.Body != nil {
		answer.Body = cut{io.LimitReader(answer.Body, mostBody), answer.Body}
	}
	return answer, err
}

type cut struct {
	io.Reader
	io.Closer
}

// meta is what a deed's objects carry.
func meta(c payment.Call) map[string]string {
	return map[string]string{metaTransfer: c.Transfer, metaKey: c.Key}
}

// deed is what a request that does something carries: the key under which Stripe
// does it once.
func deed(c payment.Call) sdk.Params { return sdk.Params{IdempotencyKey: &c.Key} }

// checkDeed refuses calls under which Stripe could do something twice, or without
// knowing for whom. Nothing is sent.
func checkDeed(c payment.Call) error {
	if c.Key == "" || len(c.Key) > maxKey || !plain(c.Key) || c.Transfer == "" || len(c.Transfer) > maxMeta {
		return fmt.Errorf("stripe: %s: a deed needs an id of its transfer (at most %d bytes) and a key (at most %d, printable)", c.Kind, maxMeta, maxKey)
	}
	return nil
}
