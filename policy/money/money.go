// Package money holds amounts as whole smallest units with their currency, and
// rates that are applied to them without losing a unit.
//
// Arithmetic is exact: an overflow or a mixture of currencies is an error, never a
// wrong amount. Decimals are created and compared in this package alone.
package money

import (
	"cmp"
	"errors"
	"fmt"
	"math/bits"
	"strconv"
)

// Max is the most smallest units that an amount may have: 18 digits. It leaves
// room in an int64 so that a sum of two amounts can always be checked.
const Max int64 = 999_999_999_999_999_999

var (
	errNoCurrency = errors.New("money: no currency; an amount needs one, such as \"JPY\"")
	// ErrCurrency: two amounts of different currencies met.
	ErrCurrency = errors.New("money: different currencies")
	// ErrOverflow: an amount would have more than 18 digits.
	ErrOverflow = errors.New("money: the amount has more than 18 digits")
)

// Money is an amount: whole smallest units (yen, cents) and their currency. It is
// comparable with ==. The zero Money has no currency and is no amount.
type Money struct {
	units    int64
	currency Currency
}

// New is an amount of smallest units: New(10000, JPY) is 10,000 yen, New(1050, USD)
// is 10.50 dollars. Beyond Max it can't be written, and every sum with it fails.
func New(units int64, c Currency) Money { return Money{units, c} }

// Units is the amount in smallest units.
func (m Money) Units() int64 { return m.units }

// Currency is the amount's currency; the zero Currency for the zero Money.
func (m Money) Currency() Currency { return m.currency }

// IsZero reports an amount of nothing, in whatever currency. (So a struct tag
// "omitzero" would drop 0 JPY together with its currency.)
func (m Money) IsZero() bool { return m.units == 0 }

// Sign is -1, 0 or 1.
func (m Money) Sign() int { return cmp.Compare(m.units, 0) }

// Neg is the amount with its sign turned.
func (m Money) Neg() Money { return Money{-m.units, m.currency} }

// Add is m + n. It fails with ErrCurrency or ErrOverflow.
func (m Money) Add(n Money) (Money, error) {
	if err := m.meets(n); err != nil {
		return Money{}, err
	}
	sum := m.units + n.units
	if !inRange(m.units) || !inRange(n.units) || !inRange(sum) {
		return Money{}, ErrOverflow
	}
	return Money{sum, m.currency}, nil
}

// Sub is m − n. It fails as Add does.
func (m Money) Sub(n Money) (Money, error) { return m.Add(n.Neg()) }

// Cmp is -1, 0 or 1 as m is less than, equal to or greater than n; other
// currencies cannot be compared: ErrCurrency.
func (m Money) Cmp(n Money) (int, error) {
	if err := m.meets(n); err != nil {
		return 0, err
	}
	return cmp.Compare(m.units, n.units), nil
}

func (m Money) meets(n Money) error {
	if m.currency != n.currency {
		return fmt.Errorf("%w: %q and %q", ErrCurrency, m.currency, n.currency)
	}
	if m.currency == (Currency{}) {
		return errNoCurrency
	}
	return nil
}

func inRange(units int64) bool { return -Max <= units && units <= Max }

// Split divides the amount in proportion to the weights by the largest remainder:
// the parts always add up to the amount, and a unit that is left over goes to the part
// that was cut most, the first of several. Weights are not negative, and not all zero.
func (m Money) Split(weights ...int64) ([]Money, error) {
	total, err := sum(weights)
	if err != nil {
		return nil, err
	}
	if m.currency == (Currency{}) {
		return nil, errNoCurrency
	}
	if !inRange(m.units) {
		return nil, ErrOverflow
	}
	whole, sign := m.units, int64(1)
	if whole < 0 {
		whole, sign = -whole, -1
	}
	parts := make([]Money, len(weights))
	cut := make([]uint64, len(weights))
	left := whole
	for i, w := range weights {
		hi, lo := bits.Mul64(uint64(whole), uint64(w))
		share, rest := bits.Div64(hi, lo, uint64(total))
		parts[i] = Money{sign * int64(share), m.currency}
		cut[i] = rest
		left -= int64(share)
	}
	for ; left > 0; left-- {
		most := largest(cut)
		parts[most].units += sign
		cut[most] = 0
	}
	return parts, nil
}

func sum(weights []int64) (int64, error) {
	var total int64
	for i, w := range weights {
		if w < 0 {
			return 0, fmt.Errorf("money: weight %d is %d; weights are not negative", i, w)
		}
		if total+w < total {
			return 0, errors.New("money: the weights add up to more than an int64 holds")
		}
		total += w
	}
	if total == 0 {
		return 0, errors.New("money: nothing to split by; at least one weight must be more than 0")
	}
	return total, nil
}

func largest(cut []uint64) int {
	most := 0
	for i, rest := range cut {
		if rest > cut[most] {
			most = i
		}
	}
	return most
}

// Amount is the amount as a decimal string with all digits of the currency:
// "10000", "10.50".
func (m Money) Amount() string {
	return string(m.appendAmount(make([]byte, 0, 24)))
}

func (m Money) appendAmount(b []byte) []byte {
	start := len(b)
	b = strconv.AppendInt(b, m.units, 10)
	digits := m.currency.Digits()
	if digits == 0 {
		return b
	}
	if m.units < 0 {
		start++
	}
	for len(b)-start <= digits {
		b = append(b, 0)
		copy(b[start+1:], b[start:])
		b[start] = '0'
	}
	point := len(b) - digits
	b = append(b, 0)
	copy(b[point+1:], b[point:])
	b[point] = '.'
	return b
}

// String is "10000 JPY".
func (m Money) String() string {
	if m.currency == (Currency{}) {
		return m.Amount()
	}
	return m.Amount() + " " + m.currency.String()
}
