// Package paypal pays by PayPal (T10.4): Orders v2 for what a buyer pays, Payments
// v2 for refunds, Payouts v1 for what a seller has earned, webhooks that are
// verified here without asking PayPal back, and Transaction Search for
// reconciliation. It speaks HTTP by itself and needs no SDK.
//
// How PayPal's answers are read, what it can't say, and where its limits are,
// stands in the folder's README.md. Two things shape the code:
//
//   - A call is made once. Whether and when it is repeated is decided by package
//     transfer; the one exception is a token that PayPal no longer takes.
//   - A clear no is an answer; everything else that is no clear yes (a broken
//     connection, a page of HTML, a 5xx, a 429, an unknown status) is an error.
package paypal

import (
	"net/http"
	"sync"
	"time"

	"github.com/torikime/torikime/transaction/payment"
)

// Name is the provider's name in stored transfers.
const Name = "paypal"

// What PayPal promises, by its own documents.
const (
	checkoutLife = 3 * time.Hour
	refundLife   = 180 * 24 * time.Hour
	// keyLife is the least of three: Orders keep a request id for 6 hours, Payments
	// for 45 days, Payouts a sender_batch_id for 30 days.
	keyLife = 6 * time.Hour
	// webhookLife is how long PayPal sends a webhook again: 25 times over 3 days.
	webhookLife = 3 * 24 * time.Hour
	// maxKey is what fits into an Orders request id beside the suffix of a step.
	maxKey = 108 - len(captureSuffix)
)

// Provider is an account at PayPal. It is safe for concurrent use.
type Provider struct {
	options Options
	base    string
	http    *http.Client
	clock   Clock
	tokens  tokens

	certsMu sync.Mutex
	certs   map[string]certificate
}

var (
	_ payment.Provider = (*Provider)(nil)
	_ payment.Webhooks = (*Provider)(nil)
	_ payment.Reports  = (*Provider)(nil)
)

// New is a Provider. It fails if the options can't work, and says which; it calls
// nobody.
func New(o Options) (*Provider, error) {
	base, err := o.check()
	if err != nil {
		return nil, err
	}
	client := http.Client{}
	if o.HTTPClient != nil {
		client = *o.HTTPClient
	}
	// PayPal's API redirects nobody: whoever answers so is not it.
	client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	client.Jar = nil
	p := &Provider{options: o, base: base, http: &client, clock: o.Clock, certs: map[string]certificate{}}
	if p.clock == nil {
		p.clock = systemClock{}
	}
	p.tokens.turn = make(chan struct{}, 1)
	return p, nil
}

// Profile is what PayPal promises. Captured money stands in the account's balance
// without a limit of time (a delayed disbursement, which this adapter does not ask
// for, would end after 28 days). PayPal publishes no largest payment: what an
// account may take or pay is agreed with its holder, and refused when it is asked.
func (p *Provider) Profile() payment.Profile {
	return payment.Profile{
		Name: Name, CheckoutLife: checkoutLife, RefundLife: refundLife, KeyLife: keyLife, MaxKey: maxKey,
		Methods:    []string{MethodPayPal, MethodCard},
		Currencies: supported(), Least: least(),
		Webhooks: payment.WebhookPromise{RetriedFor: webhookLife},
		Payouts:  true,
		// A sender_batch_id is carried out once, and a repeat is told which batch it was;
		// refunds go by their request id. This is how a payout is found whose answer was lost.
		RepeatSafe: true,
	}
}

// Live reports that real money is moved; else it is PayPal's sandbox.
func (p *Provider) Live() bool { return p.options.Live }

// String says where it calls; it never shows what it calls with.
func (p *Provider) String() string { return "paypal at " + p.base }

// GoString is String: printing a Provider shows no secret.
func (p *Provider) GoString() string { return p.String() }
