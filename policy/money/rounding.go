package money

import (
	"fmt"
	"strings"
)

// Rounding says what becomes of a part of a smallest unit. The zero Rounding is
// HalfUp.
type Rounding uint8

// The roundings. An amount below zero is rounded as its opposite is.
const (
	// HalfUp: half a unit becomes a whole one.
	HalfUp Rounding = iota
	// HalfEven: half a unit goes to the even neighbour.
	HalfEven
	// Up: any part of a unit becomes a whole one.
	Up
	// Down: any part of a unit is left out.
	Down
)

var roundingNames = []string{"half_up", "half_even", "up", "down"}

// Roundings are all of them by their names in a policy.
func Roundings() []string { return append([]string(nil), roundingNames...) }

// String is the rounding's name in a policy.
func (r Rounding) String() string {
	if int(r) < len(roundingNames) {
		return roundingNames[r]
	}
	return fmt.Sprintf("rounding(%d)", uint8(r))
}

// MarshalText writes the name; it fails for a number that is no rounding.
func (r Rounding) MarshalText() ([]byte, error) {
	if int(r) >= len(roundingNames) {
		return nil, fmt.Errorf("money: %s has no name", r)
	}
	return []byte(r.String()), nil
}

// UnmarshalText reads a name.
func (r *Rounding) UnmarshalText(text []byte) error {
	for i, name := range roundingNames {
		if name == string(text) {
			*r = Rounding(i)
			return nil
		}
	}
	return fmt.Errorf("%s is no rounding; one of %s is", quote(string(text)), strings.Join(roundingNames, ", "))
}

// goesUp reports that a part and a rest of rateOne parts of a unit become one more.
func (r Rounding) goesUp(part, rest uint64) bool {
	switch r {
	case HalfEven:
		return rest > rateOne/2 || rest == rateOne/2 && part%2 == 1
	case Up:
		return rest > 0
	case Down:
		return false
	}
	return rest >= rateOne/2
}
