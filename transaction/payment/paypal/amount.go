package paypal

import (
	"errors"
	"fmt"
	"strings"

	"github.com/torikime/torikime/policy/money"
)

// PayPal's currencies. It takes whole units alone of the second list; ISO 4217, and
// with it package money, gives two of these a hundredth that PayPal does not know.
const (
	currencies      = "AUD BRL CAD CHF CNY CZK DKK EUR GBP ILS INR MXN MYR NOK NZD PHP PLN SEK SGD HKD THB USD"
	wholeCurrencies = "HUF JPY TWD"
)

func parseList(codes string) []money.Currency {
	var list []money.Currency
	for code := range strings.FieldsSeq(codes) {
		if c, err := money.ParseCurrency(code); err == nil {
			list = append(list, c)
		}
	}
	return list
}

func supported() []money.Currency { return parseList(currencies + " " + wholeCurrencies) }

// least is the smallest payment where it is more than one smallest unit.
func least() map[money.Currency]int64 {
	m := map[money.Currency]int64{}
	for _, c := range parseList(wholeCurrencies) {
		m[c] = wholeUnits(c)
	}
	return m
}

// wholeUnits is how many smallest units one whole unit has.
func wholeUnits(c money.Currency) int64 {
	n := int64(1)
	for range c.Digits() {
		n *= 10
	}
	return n
}

func isWhole(c money.Currency) bool { return strings.Contains(wholeCurrencies, c.String()) }

// format writes an amount as PayPal reads it. no is PayPal's own word for what it
// would refuse.
func format(m money.Money) (value, no string) {
	c := m.Currency()
	code := c.String()
	if code == "" || !strings.Contains(currencies+" "+wholeCurrencies, code) {
		return "", "CURRENCY_NOT_SUPPORTED"
	}
	if m.Sign() <= 0 || m.Units() > money.Max {
		return "", "CANNOT_BE_ZERO_OR_NEGATIVE"
	}
	if !isWhole(c) {
		return m.Amount(), ""
	}
	if m.Units()%wholeUnits(c) != 0 {
		return "", "DECIMALS_NOT_SUPPORTED"
	}
	whole, _, _ := strings.Cut(m.Amount(), ".")
	return whole, ""
}

// amount is PayPal's money object, in Orders, Payments and reports.
type amount struct {
	Currency string `json:"currency_code"`
	Value    string `json:"value"`
}

// money reads an amount above zero.
func (a amount) money() (money.Money, error) {
	m, err := a.signed()
	if err == nil && m.Sign() <= 0 {
		err = errors.New("an amount of zero or less")
	}
	return m, err
}

// signed reads an amount of either sign. "12.00" in a currency of whole units is
// what reports say, and is taken for 12.
func (a amount) signed() (money.Money, error) {
	value := a.Value
	if whole, fraction, point := strings.Cut(value, "."); point && strings.Trim(fraction, "0") == "" && fraction != "" {
		value = whole
	}
	if value == "-0" {
		value = "0"
	}
	m, err := money.Parse(value, a.Currency)
	if err != nil {
		return money.Money{}, fmt.Errorf("an amount that can't be read: %w", err)
	}
	return m, nil
}

// payoutAmount is the same in Payouts, where the field has another name.
type payoutAmount struct {
	Currency string `json:"currency"`
	Value    string `json:"value"`
}

func (a payoutAmount) money() (money.Money, error) { return amount(a).money() }
