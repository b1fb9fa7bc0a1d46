package payment

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/torikime/torikime/policy/money"
)

// Profile is what a provider promises and where its limits are. A zero limit is
// none.
type Profile struct {
	// Name is the provider's name in stored transfers: it never changes.
	Name string
	// CheckoutLife is how long a buyer has to pay after Authorise.
	CheckoutLife time.Duration
	// CapturesAtOnce: Authorise captures; Capture is never called.
	CapturesAtOnce bool
	// AuthorisationLife is how long an authorised payment can be captured.
	AuthorisationLife time.Duration
	// HoldLife is how long captured money may be held before it has to be paid out.
	HoldLife time.Duration
	// RefundLife is how long after its capture a payment can be refunded.
	RefundLife time.Duration
	// KeyLife is how long the provider remembers an idempotency key; MaxKey is its
	// length at most, in bytes.
	KeyLife time.Duration
	MaxKey  int
	// RepeatSafe: a refund or a payout whose end Lookup cannot tell may be sent again
	// under its key within KeyLife; the provider answers with the first. The engine does
	// so for half of that time, before an operator has to look.
	RepeatSafe bool
	// Methods are what Call.Method may be, beside empty; none: the provider does not
	// say, and declines what it does not know.
	Methods []string
	// Currencies that it takes; none: all.
	Currencies []money.Currency
	// Least and Most are what one payment may be, by currency; a currency that is not
	// there has no limit.
	Least, Most map[money.Currency]int64
	// Webhooks are what it promises of them.
	Webhooks WebhookPromise
	// Payouts: it can pay sellers.
	Payouts bool
}

// WebhookPromise is what a provider promises of its webhooks; the zero promises
// nothing, and is what everybody should count on.
type WebhookPromise struct {
	// RetriedFor is how long one that was not taken is sent again; zero: it is not.
	RetriedFor time.Duration
	// Ordered and Once are promises that hardly any provider makes.
	Ordered, Once bool
}

// Error: a provider does not take a payment at all.
type Error struct {
	Provider, Code string
	Amount         money.Money
	// Limit is the amount that would be right; zero Money: none would.
	Limit money.Money
	// Method is one that the provider does not know, where that is what is wrong; then
	// there is no Amount. Methods are those that would be right.
	Method  string
	Methods []string
}

func (e *Error) Error() string {
	if e.Code == badMethod {
		return fmt.Sprintf("payment: %s does not know the method %.50q; %s, or none, is right", e.Provider, e.Method, strings.Join(e.Methods, ", "))
	}
	text := "payment: " + e.Provider + " does not take " + e.Amount.String() + ": " + e.Code
	if e.Limit != (money.Money{}) {
		text += ", " + e.Limit.String() + " is the limit"
	}
	return text
}

// badMethod is the code of an Error about a method.
const badMethod = "method"

// Knows is nil for a method of payment that the provider may take, and for none; else
// an *Error with the code method.
func (p *Profile) Knows(method string) error {
	if method == "" || len(p.Methods) == 0 || slices.Contains(p.Methods, method) {
		return nil
	}
	return &Error{Provider: p.Name, Code: badMethod, Method: method, Methods: slices.Clone(p.Methods)}
}

// Takes is nil if the provider takes a payment of that amount; else an *Error with
// the code currency, too_little or too_much.
func (p *Profile) Takes(amount money.Money) error {
	cur := amount.Currency()
	if len(p.Currencies) > 0 && !slices.Contains(p.Currencies, cur) {
		return &Error{Provider: p.Name, Code: "currency", Amount: amount}
	}
	if least, ok := p.Least[cur]; ok && amount.Units() < least {
		return &Error{Provider: p.Name, Code: "too_little", Amount: amount, Limit: money.New(least, cur)}
	}
	if most, ok := p.Most[cur]; ok && amount.Units() > most {
		return &Error{Provider: p.Name, Code: "too_much", Amount: amount, Limit: money.New(most, cur)}
	}
	return nil
}
