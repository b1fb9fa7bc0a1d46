package api

import (
	"errors"
	"io"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"github.com/torikime/torikime/examples/marketplace/market"
	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/policy/money"
	"github.com/torikime/torikime/transaction"
	providers "github.com/torikime/torikime/transaction/payment"
)

// The bodies of the calls about payments.
type (
	// Checkout begins a payment on a provider's pages.
	Checkout struct {
		Common
		For      transaction.PaymentKind `json:"for" enum:"purchase,option,additional"`
		Option   string                  `json:"option,omitempty" doc:"For an option: its id"`
		Amount   *money.Money            `json:"amount,omitempty" doc:"For an additional payment: without the buyer's fee"`
		Provider string                  `json:"provider,omitempty" doc:"One of GET /providers; the first of them by default"`
		Method   string                  `json:"method,omitempty" doc:"The provider's word for how; the fake one knows checkout (default), later, instant, hold and decline"`
	}
	// FakePayment is what the buyer does at the fake provider, or what that does.
	FakePayment struct {
		Do string `json:"do" enum:"pay,decline,abandon,refuse-refund,allow-refund" doc:"refuse-refund: the provider says no to every refund of this payment, until allow-refund or a restart; tried again and again, the refund gets stuck and waits for an operator"`
	}
	// PayOut withdraws earnings.
	PayOut struct {
		Common
		Amount money.Money `json:"amount" doc:"What leaves the balance; the fee is taken from it"`
	}
)

// order is what the form asks for.
func (b *Checkout) order() (market.Checkout, *policy.Rejection) {
	c := market.Checkout{For: b.For, Option: b.Option, Provider: b.Provider, Method: b.Method}
	switch {
	case b.For == transaction.ForOption && b.Option == "":
		return c, invalid("option", "missing", "is missing; an option's id is right")
	case b.For != transaction.ForOption && b.Option != "":
		return c, invalid("option", "unknown", "is right for an option alone")
	case b.For == transaction.Additional && b.Amount == nil:
		return c, invalid("amount", "missing", "is missing")
	case b.For != transaction.Additional && b.Amount != nil:
		return c, invalid("amount", "unknown", "is right for an additional payment alone; everything else has its price")
	}
	if b.Amount != nil {
		c.Amount = *b.Amount
	}
	return c, nil
}

func (a *API) checkout(w http.ResponseWriter, r *http.Request, v market.Viewer) error {
	var b Checkout
	c, err := formAbout(w, r, v, a.market.Part, &b)
	if err != nil {
		return err
	}
	order, no := b.order()
	if no != nil {
		return no
	}
	done, err := a.market.Checkout(r.Context(), v, r.PathValue("id"), order, c)
	return a.done(w, done.JSON, http.StatusOK, err)
}

// fakePayment plays the buyer at the fake provider.
func (a *API) fakePayment(w http.ResponseWriter, r *http.Request, v market.Viewer) error {
	data, err := readBody(w, r)
	if err != nil {
		return err
	}
	var b FakePayment
	if no := decode(data, &b); no != nil {
		return no
	}
	c, err := call(r, data, Common{})
	if err != nil {
		return err
	}
	done, err := a.market.FakeOnce(r.Context(), v, r.PathValue("transfer"), market.FakeAct(b.Do), c)
	return a.done(w, done.JSON, http.StatusOK, err)
}

func (a *API) providers(w http.ResponseWriter, _ *http.Request, _ market.Viewer) error {
	return answerWith(w, Providers{Items: a.market.Providers()})
}

// Providers are the names of those who carry payments out.
type Providers struct {
	Items []string `json:"items" doc:"The default first"`
}

// webhook takes a provider's notice. Its signature is its token.
func (a *API) webhook(w http.ResponseWriter, r *http.Request) {
	body, err := readBody(w, r)
	if err == nil {
		err = a.market.Webhook(r.Context(), r.PathValue("provider"), r.Header, body)
	}
	if errors.Is(err, providers.ErrSignature) {
		err = plain(http.StatusBadRequest, market.LanguageOf(r.Header.Get("Accept-Language")))
	}
	if err != nil {
		a.fail(w, r, err)
		return
	}
	w.WriteHeader(http.StatusOK)
	_, _ = io.WriteString(w, "ok\n")
}

func (a *API) balance(r *http.Request, v market.Viewer, cursor string, limit int) (any, error) {
	var cur money.Currency
	if code := r.URL.Query().Get("currency"); code != "" {
		var err error
		if cur, err = money.ParseCurrency(code); err != nil {
			return nil, invalid("currency", "currency", "an ISO 4217 code such as JPY is right, or none for the policy's")
		}
	}
	return a.market.Balance(r.Context(), v, cur, cursor, limit)
}

func (a *API) payouts(r *http.Request, v market.Viewer) (any, error) {
	return a.market.Payouts(r.Context(), v)
}

func (a *API) payOut(w http.ResponseWriter, r *http.Request, v market.Viewer) error {
	var b PayOut
	c, err := form(w, r, &b)
	if err != nil {
		return err
	}
	done, err := a.market.PayOut(r.Context(), v, b.Amount, c)
	return a.done(w, done.JSON, created(c), err)
}

// moneys describes payments, payouts and the operator's money desk.
func (d *document) moneys() {
	const one = "/api/v1/transfers"
	d.add("GET", "/api/v1/providers", "providers", "Who carries payments out", nil, Providers{})
	d.add("POST", "/api/v1/transactions/{id}/checkout", "checkout", "Begin a payment on a provider's pages: the purchase (T1.5), an option (T1.12), or more (T4.11). By buyer", Checkout{}, market.CheckedOut{}, 403, 404, 409, 413)
	d.add("POST", "/api/v1/dev/payments/{transfer}", "fake-payment", "Do what the buyer does at the fake provider, in time or not, or have it refuse his refunds; 404 without the demo", FakePayment{}, market.Payment{}, 404, 409)

	d.add("GET", "/api/v1/balance", "balance", "What the caller has earned and withdrawn, by a seller (T10.2, T10.5)", nil, market.Balance{}, 403, 422)
	d.query(d.Paths["/api/v1/balance"].Get, "currency", "ISO 4217; the policy's by default", &huma.Schema{Type: "string"})
	d.list(d.Paths["/api/v1/balance"].Get)
	d.add("GET", "/api/v1/payouts", "payouts", "The caller's payouts, newest first; all on one page", nil, market.Page[market.Payout]{}, 403, 422)
	d.add("POST", "/api/v1/payouts", "pay-out", "Withdraw earnings (T10.5)", PayOut{}, market.Payout{}, 403, 409)

	d.add("GET", one, "transfers", "Movements of money at providers, newest first; for operators (T10.3)", nil, market.Page[market.Transfer]{}, 404, 422)
	list := d.Paths[one].Get
	d.query(list, "stuck", "Those alone that an operator has to look at", &huma.Schema{Type: "boolean"})
	d.query(list, "transaction", "Those of one transaction", &huma.Schema{Type: "string"})
	d.query(list, "person", "Those of one buyer or seller", &huma.Schema{Type: "string"})
	d.list(list)
	d.add("GET", one+"/{id}", "transfer", "One movement of money with its history; for operators", nil, market.TransferDetail{}, 404)
	d.add("POST", one+"/{id}/take-over", "take-over", "Decide about a movement of money that is stuck (T10.3); by an operator", TakeOver{}, market.TransferDetail{}, 404, 409)
	d.add("GET", "/api/v1/trial-balance", "trial-balance", "The sums of all books (T10.1), for operators; reads the whole history", nil, market.TrialBalance{}, 404)
}
