package money

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/shopspring/decimal"
)

// Parse reads an amount as it stands in JSON: Parse("10000", "JPY"). Plain digits
// with at most the currency's digits after the point; at most 18 digits in all; no
// exponent, no plus sign, no separators, no spaces, no leading zeros.
func Parse(amount, code string) (Money, error) {
	c, err := ParseCurrency(code)
	if err != nil {
		return Money{}, err
	}
	units, err := parseFixed(amount, c.Digits())
	if err != nil {
		return Money{}, fmt.Errorf("%s is no amount in %s: %w", quote(amount), c, err)
	}
	return Money{units, c}, nil
}

// parseFixed reads a plain decimal and moves its point to the right.
func parseFixed(s string, digits int) (int64, error) {
	body, negative := strings.CutPrefix(s, "-")
	whole, fraction, point := strings.Cut(body, ".")
	switch {
	case body == "":
		return 0, errors.New("write digits, such as \"100\"")
	case !plainDigits(whole) || !plainDigits(fraction):
		return 0, errors.New("write the digits 0 to 9 alone, with at most one point and a \"-\" in front of what is less than 0")
	case whole == "" || point && fraction == "":
		return 0, errors.New("write at least one digit before and after the point")
	case len(whole) > 1 && whole[0] == '0':
		return 0, errors.New("leave leading zeros out")
	case len(fraction) > digits && digits == 0:
		return 0, errors.New("leave the point out; there is nothing smaller than 1")
	case len(fraction) > digits:
		return 0, fmt.Errorf("write at most %d digits after the point", digits)
	case len(whole)+digits > 18 && whole != "0":
		return 0, fmt.Errorf("write at most %d digits before the point", 18-digits)
	}
	var units int64
	for _, d := range []byte(whole + fraction) {
		units = units*10 + int64(d-'0')
	}
	for range digits - len(fraction) {
		units *= 10
	}
	if negative && units == 0 {
		return 0, errors.New("write \"0\"; nothing has no sign")
	}
	if negative {
		return -units, nil
	}
	return units, nil
}

func plainDigits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return true
}

// FromDecimal is the amount of a decimal that has no more digits after the point
// than the currency; it never rounds.
func FromDecimal(d decimal.Decimal, c Currency) (Money, error) {
	if c == (Currency{}) {
		return Money{}, errNoCurrency
	}
	// Bounded first: a decimal of few bytes can stand for millions of digits.
	if d.IsZero() {
		return Money{0, c}, nil
	}
	if d.Exponent() > 18 || d.Exponent() < -40 || d.NumDigits() > 60 {
		return Money{}, fmt.Errorf("%w, or more after the point than %s has", ErrOverflow, c)
	}
	shifted := d.Shift(int32(c.Digits()))
	if !shifted.IsInteger() {
		return Money{}, fmt.Errorf("money: %s has more than the %d digits after the point that %s has", d, c.Digits(), c)
	}
	units := shifted.BigInt()
	if !units.IsInt64() || !inRange(units.Int64()) {
		return Money{}, ErrOverflow
	}
	return Money{units.Int64(), c}, nil
}

// Decimal is the amount as a decimal: 10.50 for 1050 cents.
func (m Money) Decimal() decimal.Decimal {
	return decimal.New(m.units, -int32(m.currency.Digits()))
}

// MarshalJSON writes {"amount":"10000","currency":"JPY"}. The zero Money and an
// amount beyond Max can't be written.
func (m Money) MarshalJSON() ([]byte, error) {
	if m.currency == (Currency{}) {
		return nil, errNoCurrency
	}
	if !inRange(m.units) {
		return nil, ErrOverflow
	}
	b := append(make([]byte, 0, 56), `{"amount":"`...)
	b = m.appendAmount(b)
	b = append(b, `","currency":"`...)
	b = append(b, m.currency.code[:]...)
	return append(b, `"}`...), nil
}

// UnmarshalJSON reads what MarshalJSON writes, and nothing else: both fields, once
// each, as strings.
func (m *Money) UnmarshalJSON(data []byte) error {
	if m.readWritten(data) {
		return nil
	}
	fields, err := readFields(data)
	if err != nil {
		return err
	}
	parsed, err := Parse(fields["amount"], fields["currency"])
	if err != nil {
		return err
	}
	*m = parsed
	return nil
}

// readWritten reads exactly what MarshalJSON writes: stored events are full of it.
// Anything else is left to readFields, which also knows what is wrong.
func (m *Money) readWritten(data []byte) bool {
	rest, ok := bytes.CutPrefix(data, []byte(`{"amount":"`))
	if !ok {
		return false
	}
	amount, rest, ok := bytes.Cut(rest, []byte(`","currency":"`))
	if !ok || len(rest) != 5 || string(rest[3:]) != `"}` {
		return false
	}
	parsed, err := Parse(string(amount), string(rest[:3]))
	if err != nil {
		return false
	}
	*m = parsed
	return true
}

const form = `write {"amount":"10000","currency":"JPY"}`

// readFields reads the two fields of an amount. It goes token by token because
// Unmarshal into a struct would take doubled and differently written names.
func readFields(data []byte) (map[string]string, error) {
	dec := json.NewDecoder(bytes.NewReader(data))
	if t, err := dec.Token(); err != nil || t != json.Delim('{') {
		return nil, errors.New("an amount is an object: " + form)
	}
	fields := make(map[string]string, 2)
	for dec.More() {
		key, err := dec.Token()
		if err != nil {
			return nil, err
		}
		name := key.(string) // the decoder allows nothing else as a name
		if name != "amount" && name != "currency" {
			return nil, fmt.Errorf("%s is no field of an amount: %s", quote(name), form)
		}
		if _, twice := fields[name]; twice {
			return nil, fmt.Errorf("%q stands twice: %s", name, form)
		}
		value, err := dec.Token()
		if err != nil {
			return nil, err
		}
		text, ok := value.(string)
		if !ok {
			return nil, fmt.Errorf("%q must be a string: %s", name, form)
		}
		fields[name] = text
	}
	if _, err := dec.Token(); err != nil {
		return nil, err
	}
	if _, err := dec.Token(); err != io.EOF {
		return nil, errors.New("something follows the amount: " + form)
	}
	for _, name := range []string{"amount", "currency"} {
		if _, there := fields[name]; !there {
			return nil, fmt.Errorf("%q is missing: %s", name, form)
		}
	}
	return fields, nil
}
