// Package standing says how a seller stands (rule section 6): his rating, his
// completion rate, his rank, and his weight in a search; and the averages of
// reviews by service, by item and of buyers (T5.9, T5.11).
//
// It folds facts. Each has the instant at which it happened, and only what
// happened by the instant that is asked for counts. So the answer is the same in
// whatever order the facts come, whenever it is computed, and however late a fact
// was stored (T0.8): a rank of a closed month never changes.
package standing

import (
	"time"

	"github.com/torikime/torikime/policy/money"
)

// Facts are what is known of one seller, each fact once, in any order. Instants
// are UTC, in whole microseconds.
type Facts struct {
	// Sales are his completed transactions.
	Sales []Sale
	// Cancels are the instants of the cancels that count against him (T6.2).
	Cancels []time.Time
	// Reviews are those of buyers that were published, automatic stars included (T5.10).
	Reviews []Review
	// Pauses are the instants at which a cancel stopped all his services (T3.9).
	Pauses []time.Time
	// Person is what the host knows of him.
	Person Person
}

// Sale is a transaction that closed.
type Sale struct {
	// At is the close.
	At time.Time
	// Revenue is what was bought, options and additional payments included, before
	// any fee, less what was refunded by the close. A refund after the close takes
	// from the earnings and not from here: the sale was made.
	Revenue money.Money
}

// Review is a published review.
type Review struct {
	// At is the instant from which others see it (T5.8), not that of its sending.
	At time.Time
	// Service is what it is about; empty for a review of a buyer.
	Service string
	// Stars are 1 to 5. Anything else is no review and counts nowhere.
	Stars int
	// Items are the private items by id, each 1 to 5 (T5.3).
	Items map[string]int
}

// Person is what a rank can ask of somebody beside his transactions (T6.3). The
// zero Person was never checked and never seen.
type Person struct {
	// CheckedAt is when his identity was checked; zero: it was not.
	CheckedAt time.Time
	// Seen are instants at which he was there; the last before each recompute is enough.
	Seen []time.Time
}

// counts reports a review that others saw at an instant.
func (r *Review) counts(at time.Time) bool {
	return !r.At.After(at) && r.Stars >= 1 && r.Stars <= 5
}
