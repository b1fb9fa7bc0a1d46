package policy

import (
	"fmt"
	"strings"

	"github.com/torikime/torikime/policy/money"
)

// Standing is rule section 6.
type Standing struct {
	// Months is over how many calendar months sales are counted for ranks (T6.3).
	Months int `json:"months"`
	// RecomputeDay is the day of the month on which ranks are computed, in the
	// policy's offset (T6.3).
	RecomputeDay int `json:"recompute_day"`
	// Ranks are the ranks, lowest first (T6.3).
	Ranks []Rank `json:"ranks"`
	// SearchWeight says how a place in a search is made up (T6.5).
	SearchWeight SearchWeight `json:"search_weight"`
}

// Rank is one rank and what it takes; a zero field asks for nothing (T6.3).
type Rank struct {
	ID string `json:"id"`
	// SalesEver is the least number of completed sales ever.
	SalesEver int `json:"sales_ever,omitempty"`
	// Sales is the least number within the months.
	Sales int `json:"sales,omitempty"`
	// Revenue is the least sum of those.
	Revenue *money.Money `json:"revenue,omitempty"`
	// Completion is the least completion rate.
	Completion money.Rate `json:"completion,omitzero"`
	// Rating is the least rating.
	Rating Stars `json:"rating,omitempty"`
	// IdentityChecked: the seller's identity was checked.
	IdentityChecked bool `json:"identity_checked,omitempty"`
	// SeenWithinMonths: the seller was there within so many calendar months.
	SeenWithinMonths int `json:"seen_within_months,omitempty"`
}

// SearchWeight is how much rank, completion rate and rating count in a search, in
// parts of their sum (T6.5).
type SearchWeight struct {
	Rank       int `json:"rank"`
	Completion int `json:"completion"`
	Rating     int `json:"rating"`
}

// Stars is a mean of stars in tenths: 48 is 4.8. In JSON it is a string such as "4.8".
type Stars int

// ParseStars reads a mean of stars: "0" to "5", at most one digit after the point.
func ParseStars(text string) (Stars, error) {
	whole, tenth, point := strings.Cut(text, ".")
	if !point {
		tenth = "0"
	}
	n, okN := number(whole)
	t, okT := number(tenth)
	if len(whole) != 1 || len(tenth) != 1 || !okN || !okT || n*10+t > 50 {
		return 0, fmt.Errorf("%q is no rating: \"0\" to \"5\" are, with at most one digit after the point, such as \"4.8\"", text)
	}
	return Stars(n*10 + t), nil
}

// String is the number as it is shown: "4.8", "5.0".
func (s Stars) String() string { return fmt.Sprintf("%d.%d", s/10, s%10) }

// MarshalText writes the number.
func (s Stars) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// UnmarshalText reads a number as ParseStars does.
func (s *Stars) UnmarshalText(text []byte) error {
	parsed, err := ParseStars(string(text))
	if err != nil {
		return err
	}
	*s = parsed
	return nil
}
