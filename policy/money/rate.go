package money

import (
	"fmt"
	"math/bits"
	"strconv"
	"strings"
)

// rateOne is a rate of 100 %, in parts per million.
const rateOne = 1_000_000

// Rate is a percentage from 0 to 100 with at most four digits after the point,
// held exactly. The zero Rate is 0 %.
type Rate struct {
	perMillion int64
}

// ParseRate reads a percentage: "22" is 22 %, "5.5" is 5.5 %.
func ParseRate(percent string) (Rate, error) {
	n, err := parseFixed(percent, 4)
	if err != nil {
		return Rate{}, fmt.Errorf("%s is no percentage: %w", quote(percent), err)
	}
	if n < 0 || n > rateOne {
		return Rate{}, fmt.Errorf("%s %% is out of range: a rate lies between \"0\" and \"100\"", percent)
	}
	return Rate{n}, nil
}

// MustRate is ParseRate for a literal in a program; it panics on what is no rate.
func MustRate(percent string) Rate {
	r, err := ParseRate(percent)
	if err != nil {
		panic("money: " + err.Error())
	}
	return r
}

// Of is the rate's part of an amount, rounded half up to the smallest unit (T1.11).
func (r Rate) Of(m Money) Money { return Money{r.OfUnits(m.units), m.currency} }

// OfUnits is the same for smallest units.
func (r Rate) OfUnits(units int64) int64 { return r.RoundUnits(units, HalfUp) }

// RoundUnits is the rate's part of smallest units, rounded as a Rounding says. The
// part of -n is minus the part of n. It can't overflow: a part is never larger than
// the whole.
func (r Rate) RoundUnits(units int64, how Rounding) int64 {
	whole := uint64(units)
	if units < 0 {
		whole = -whole
	}
	hi, lo := bits.Mul64(whole, uint64(r.perMillion))
	part, rest := bits.Div64(hi, lo, rateOne)
	if how.goesUp(part, rest) {
		part++
	}
	if units < 0 {
		return -int64(part)
	}
	return int64(part)
}

// String is the percentage in its shortest form: "22", "5.5".
func (r Rate) String() string {
	whole, fraction := r.perMillion/10_000, r.perMillion%10_000
	if fraction == 0 {
		return strconv.FormatInt(whole, 10)
	}
	return strconv.FormatInt(whole, 10) + "." + strings.TrimRight(fmt.Sprintf("%04d", fraction), "0")
}

// MarshalText writes the percentage; in JSON it is a string.
func (r Rate) MarshalText() ([]byte, error) { return []byte(r.String()), nil }

// UnmarshalText reads a percentage as ParseRate does.
func (r *Rate) UnmarshalText(text []byte) error {
	parsed, err := ParseRate(string(text))
	if err != nil {
		return err
	}
	*r = parsed
	return nil
}
