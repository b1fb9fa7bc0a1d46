package stripe

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/torikime/torikime/policy/money"
)

// Stripe counts most currencies in the units that ISO 4217 gives them, as package
// money does. The exceptions:
const (
	// whole: Stripe counts it in hundredths, though there are none: 5 ISK is 500.
	whole = "ISK UGX"
	// bare: Stripe counts it in whole units, though ISO gives it two digits.
	bare = "MGA"
	// tens: of its three digits, Stripe wants the last to be 0.
	tens = "BHD JOD KWD OMR TND"
)

// HUF and TWD are no exception here: Stripe wants whole units of them only in
// payouts to a bank, and what this package calls a payout is a transfer to the
// seller's Stripe account.

// taken are the currencies in which Stripe charges, beside those above.
const taken = "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BIF BMD BND BOB BRL BSD BWP BYN BZD " +
	"CAD CDF CHF CLP CNY COP CRC CVE CZK DJF DKK DOP DZD EGP ETB EUR FJD FKP GBP GEL GIP GMD GNF GTQ GYD " +
	"HKD HNL HTG HUF IDR ILS INR JMD JPY KES KGS KHR KMF KRW KYD KZT LAK LBP LKR LRD LSL " +
	"MAD MDL MKD MMK MNT MOP MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN PYG " +
	"QAR RON RSD RUB RWF SAR SBD SCR SEK SGD SHP SLE SOS SRD SZL THB TJS TOP TRY TTD TWD TZS " +
	"UAH USD UYU UZS VND VUV WST XAF XCD XCG XOF XPF YER ZAR ZMW"

// scale is how our units become Stripe's: times and over are 1 but for the
// exceptions; Stripe's units must be a multiple of step.
type scale struct{ times, over, step int64 }

var scales = table()

func table() map[money.Currency]scale {
	m := map[money.Currency]scale{}
	add := func(codes string, s scale) {
		for code := range strings.FieldsSeq(codes) {
			if c, err := money.ParseCurrency(code); err == nil {
				m[c] = s
			}
		}
	}
	add(taken, scale{1, 1, 1})
	add(whole, scale{100, 1, 1})
	add(bare, scale{1, 100, 1})
	add(tens, scale{1, 1, 10})
	return m
}

// Currencies are those in which Stripe charges, by code. Which of them an account
// can settle depends on its country.
func Currencies() []money.Currency {
	return slices.SortedFunc(maps.Keys(scales), func(a, b money.Currency) int {
		return strings.Compare(a.String(), b.String())
	})
}

// refusal is why an amount cannot be put to Stripe at all: nothing was sent.
type refusal string

func (r refusal) Error() string { return "stripe: " + string(r) }

// units says an amount as Stripe counts it, with the code as Stripe writes it. It
// fails with a refusal.
func units(m money.Money) (int64, string, error) {
	s, known := scales[m.Currency()]
	switch {
	case !known:
		return 0, "", refusal("currency_not_supported")
	case m.Sign() <= 0:
		return 0, "", refusal("amount_not_positive")
	case m.Units() > money.Max/s.times:
		return 0, "", refusal("amount_too_large")
	case m.Units()%s.over != 0, m.Units()*s.times/s.over%s.step != 0:
		return 0, "", refusal("amount_too_precise")
	}
	return m.Units() * s.times / s.over, strings.ToLower(m.Currency().String()), nil
}

var errCurrency = errors.New("stripe: no currency of ISO 4217")

// amount reads what Stripe says.
func amount(n int64, code string) (money.Money, error) {
	c, err := money.ParseCurrency(strings.ToUpper(code))
	if err != nil {
		return money.Money{}, fmt.Errorf("%w: %.10q", errCurrency, code)
	}
	s, known := scales[c]
	if !known {
		s = scale{1, 1, 1}
	}
	if n < 0 || n > money.Max/s.over || n%s.times != 0 {
		return money.Money{}, fmt.Errorf("stripe: %d %.10q is no amount", n, code)
	}
	return money.New(n*s.over/s.times, c), nil
}

// mostUnits is the largest charge: eight digits of Stripe's units. Some currencies
// may have more by now; what Stripe documents for all is kept.
const mostUnits = 99_999_999

// most is the largest payment by currency.
func most() map[money.Currency]int64 {
	m := make(map[money.Currency]int64, len(scales))
	for c, s := range scales {
		m[c] = (mostUnits - mostUnits%s.step) * s.over / s.times
	}
	return m
}

// smallest are the smallest charges in our units, of the currencies of which Stripe
// says one. In any other it is what half a dollar is worth in the account's own
// currency, and Stripe refuses less.
var smallest = map[string]int64{
	"AED": 200, "AUD": 50, "BRL": 50, "CAD": 50, "CHF": 50, "CZK": 1500, "DKK": 250, "EUR": 50, "GBP": 30,
	"HKD": 400, "HUF": 17500, "INR": 50, "JPY": 50, "MXN": 1000, "MYR": 200, "NOK": 300, "NZD": 50,
	"PLN": 200, "RON": 200, "SEK": 300, "SGD": 50, "THB": 1000, "USD": 50,
}

// least is the smallest payment by currency.
func least() map[money.Currency]int64 {
	m := make(map[money.Currency]int64, len(smallest))
	for code, n := range smallest {
		if c, err := money.ParseCurrency(code); err == nil {
			m[c] = n
		}
	}
	return m
}
