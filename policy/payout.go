package policy

import "github.com/torikime/torikime/policy/money"

// Payout is what rule T10.5 leaves to the marketplace.
type Payout struct {
	// Fee is taken from a payout of less than FreeFrom; nil: payouts cost nothing.
	// It is given with FreeFrom or not at all.
	Fee *money.Money `json:"fee,omitempty"`
	// FreeFrom is the least payout without a fee.
	FreeFrom *money.Money `json:"free_from,omitempty"`
}
