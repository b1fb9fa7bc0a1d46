package web

import (
	"html/template"
	"net/http"
	"net/url"

	"github.com/torikime/torikime/examples/marketplace/market"
	"github.com/torikime/torikime/policy/money"
	"github.com/torikime/torikime/transaction"
)

// testProvider is the name of the provider without a bank. Its methods that send
// nobody to a page are carried out at once.
const testProvider = "fake"

// The test provider's methods, as the forms name them; everything else that a form
// names is a provider.
const (
	payInstant  = "instant"
	payCheckout = "checkout"
	payLater    = "later"
	payDecline  = "decline"
)

// method is a way to pay that somebody can choose.
type method struct{ Value, Name, Hint string }

// methods are the ways to pay, the default first.
func (v *visit) methods() []method {
	var list []method
	for _, name := range v.market.Providers() {
		if name != testProvider {
			list = append(list, method{name, v.provider(name), v.say("pay.hint.page", "provider", v.provider(name))})
			continue
		}
		for _, m := range []string{payInstant, payCheckout, payLater, payDecline} {
			list = append(list, method{m, v.say("pay.method." + m), v.say("pay.hint." + m)})
		}
	}
	return list
}

// provider names a provider; one of one's own by its own name.
func (v *visit) provider(name string) string {
	if key := "provider." + name; known(key) {
		return v.say(key)
	}
	return name
}

// how says by whom and by which way somebody paid; empty: by no provider.
func (v *visit) how(provider, method string) string {
	if provider == "" {
		return v.say("pay.by.none")
	}
	if key := "pay.by." + method; provider == testProvider && known(key) {
		return v.say("pay.by", "provider", v.provider(provider), "method", v.say(key))
	}
	return v.provider(provider)
}

// settlement is what the test provider does with a payment at once; Awaited: the
// buyer pays on a page.
func (f form) settlement() transaction.Settlement {
	switch f.Get("payment") {
	case "", payInstant:
		return transaction.Settled
	case payDecline:
		return transaction.Refused
	}
	return transaction.Awaited
}

// checkout is a payment on the pages of whom the form names.
func (f form) checkout(c market.Checkout) market.Checkout {
	c.Provider = f.Get("payment")
	if c.Provider == payCheckout || c.Provider == payLater {
		c.Provider, c.Method = testProvider, c.Provider
	}
	return c
}

// payCall is how a payment is carried out: who comes back to the form and sends it
// again pays no second time, and who then chooses another way begins another payment.
func (v *visit) payCall(f form, fields ...string) market.Call {
	call := v.call(f, nil)
	input := url.Values{}
	for _, name := range fields {
		input[name] = f.Values[name]
	}
	call.Input = []byte(v.r.URL.Path + "\n" + input.Encode())
	return call
}

// order orders, and pays as the form says; it leads to the provider's page, or into
// the talkroom. An order that was sent before is not made again.
func (v *visit) order(o market.Order, f form) error {
	call := v.payCall(f, "options", "inspection", "proposal")
	call.ExpectedSeq = nil // what is bought says it better
	o.Payment = transaction.Awaited
	done, err := v.market.Buy(v.r.Context(), v.viewer(), o, call)
	if err != nil {
		return err
	}
	id := done.Value.ID
	if done.Repeated {
		room, err := v.market.Talkroom(v.r.Context(), v.viewer(), id)
		if err != nil {
			return err
		}
		if room.Phase != phaseAwaiting {
			return v.goTo("/talkrooms/"+id, "said.ordered_before")
		}
	}
	err = v.pay(id, market.Checkout{For: transaction.ForPurchase}, f, "said.bought")
	if failed, ok := v.failed("pay", f, err); ok && err != nil { // the order stands; its payment is tried again there
		return v.roomPage(id, failed)
	}
	return err
}

// phaseAwaiting is a purchase that nobody has paid yet.
const phaseAwaiting = "awaiting_payment"

// pay pays something of a talkroom as the form says, and leads to the provider's page
// or back. said is for what was paid at once.
func (v *visit) pay(room string, c market.Checkout, f form, said string) error {
	call := v.payCall(f, "option", "amount", "payment")
	if call.Key != "" {
		call.Key += "." + f.Get("payment")
	}
	if c.For == transaction.ForPurchase {
		call.ExpectedSeq = nil // its price is frozen
	}
	if at := f.settlement(); at != transaction.Awaited {
		return v.payAtOnce(room, c, at, call, said)
	}
	done, err := v.market.Checkout(v.r.Context(), v.viewer(), room, f.checkout(c), call)
	if err != nil {
		return err
	}
	begun := done.Value.Checkout
	switch {
	case begun.State == awaitsBuyer && f.Get("payment") == payLater:
		return v.goTo("/talkrooms/"+room, "said.pay_later")
	case begun.State == awaitsBuyer && begun.URL != "":
		return v.leaveFor(begun.URL, f.checkout(c).Provider)
	}
	return v.goTo("/talkrooms/"+room, paymentSaid(begun.State))
}

func (v *visit) payAtOnce(room string, c market.Checkout, at transaction.Settlement, call market.Call, said string) error {
	done, err := v.market.Do(v.r.Context(), v.viewer(), room, func(by transaction.Actor) transaction.Command {
		return payment(by, c, at)
	}, call)
	if err != nil {
		return err
	}
	if n := len(done.Value.Payments); n > 0 && done.Value.Payments[n-1].State != "confirmed" {
		said = paymentSaid(done.Value.Payments[n-1].State)
	}
	return v.goTo("/talkrooms/"+room, said)
}

// payment is a buyer's payment as a command.
func payment(by transaction.Actor, c market.Checkout, at transaction.Settlement) transaction.Command {
	switch c.For {
	case transaction.ForOption:
		return transaction.BuyOption{By: by, Option: c.Option, Payment: at}
	case transaction.Additional:
		return transaction.PayAdditional{By: by, Amount: c.Amount, Payment: at}
	}
	return transaction.Pay{By: by, Payment: at}
}

// paymentSaid is what is said of a payment in a state.
func paymentSaid(state string) string {
	if key := "said.payment." + state; known(key) {
		return key
	}
	return "said.payment.pending"
}

// leaveFor sends the buyer to a provider's page. One of another site is reached by a
// page in between, for browsers let no form lead where the security policy does not.
func (v *visit) leaveFor(address, provider string) error {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "https" && u.Scheme != "http" && u.Scheme != "" {
		return status(http.StatusBadGateway)
	}
	if u.Host == "" || u.Host == v.r.Host {
		return v.goTo(v.payHere(address), "")
	}
	v.w.Header().Set("Refresh", "1; url="+address)
	return v.show(http.StatusOK, "leaving", "leaving.title", struct{ URL, Provider string }{address, v.provider(provider)})
}

// payHere is where the buyer pays, in his language where the page is ours.
func (v *visit) payHere(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Host != "" && u.Host != v.r.Host {
		return address
	}
	q := u.Query()
	q.Set("lang", string(v.lang))
	u.RawQuery = q.Encode()
	u.Scheme, u.Host = "", ""
	return u.String()
}

// returned is the page to which a buyer comes back from a provider. It asks how his
// payment stands and says so in the talkroom; to load it again changes nothing.
func (v *visit) returned() error {
	if !v.in {
		return status(http.StatusUnauthorized)
	}
	id := v.r.PathValue("transfer")
	back, err := v.market.Returned(v.r.Context(), v.viewer(), id)
	if err != nil {
		return err
	}
	said := paymentSaid(back.Payment.State)
	receipt, err := v.market.Receipt(v.r.Context(), v.viewer(), back.Transaction)
	if err != nil {
		return err
	}
	for i := range receipt.Paid {
		if p := &receipt.Paid[i]; p.Charge == id && p.Late {
			said = "said.payment.late"
		}
	}
	return v.goTo("/talkrooms/"+back.Transaction, said)
}

// payments are the commands that pay, by their names.
var payments = map[string]transaction.PaymentKind{
	"pay": transaction.ForPurchase, "pay-additional": transaction.Additional, "buy-option": transaction.ForOption,
}

// purchaseOf reads what is to be paid in a talkroom.
func (v *visit) purchaseOf(kind transaction.PaymentKind, f form, cur money.Currency) (market.Checkout, error) {
	c := market.Checkout{For: kind}
	switch kind {
	case transaction.ForOption:
		c.Option = f.Get("option")
	case transaction.Additional:
		amount, no := f.money(v.lang, "amount", cur)
		if no != nil {
			return c, no
		}
		c.Amount = amount
	}
	return c, nil
}

// payURL is a provider's address in a link; html/template would refuse no scheme of
// it, for only such are here.
func payURL(address string) template.URL {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "" && u.Scheme != "https" && u.Scheme != "http" {
		return ""
	}
	return template.URL(address) //nolint:gosec // looked at
}
