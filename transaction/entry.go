package transaction

import (
	"time"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/policy/money"
)

// Entry is one line of a transaction's timeline as data: what happened, by whom,
// by which rule, and the little that a reader wants to know with it. It has no
// words that people wrote; those stand beside the log.
type Entry struct {
	At   time.Time   `json:"at"`
	Type string      `json:"type"`
	By   policy.Role `json:"by"`
	// Rule is why it happened, or what allowed it.
	Rule string `json:"rule"`
	// Reason is a cancel reason; How the way in which something ended.
	Reason string `json:"reason,omitempty"`
	How    string `json:"how,omitempty"`
	// For is what a payment was for, which deadline was moved, or how far a refund is.
	For string `json:"for,omitempty"`
	// Amount is what was paid, earned or sent back, in the type's own sense.
	Amount *money.Money `json:"amount,omitempty"`
	// Fee is what the platform keeps at the close.
	Fee *money.Money `json:"fee,omitempty"`
	// Stars of a review, 1 to 5.
	Stars int `json:"stars,omitempty"`
	// MayReview, Counts and PausesSeller follow from a cancel.
	MayReview    []policy.Role `json:"may_review,omitempty"`
	Counts       bool          `json:"counts,omitempty"`
	PausesSeller bool          `json:"pauses_seller,omitempty"`
}

// EntryOf is the timeline's line for an event.
func EntryOf(e Event) Entry {
	line := Entry{At: e.When(), Type: TypeOf(e), By: ByOf(e), Rule: RuleOf(e)}
	switch e := e.(type) {
	case Purchased:
		line.Amount = &e.Price
	case Paid:
		line.For, line.Amount = e.Kind.String(), &e.Amount
	case LatePaymentRefunded:
		line.Amount = &e.Amount
	case PurchaseLapsed:
		line.How = e.How.String()
	case TalkroomClosed:
		line.How, line.Amount, line.Fee = e.How.String(), &e.Earned, &e.Fee
	case CancelRequested:
		line.Reason = e.Reason
	case TransactionCancelled:
		line.How, line.Reason, line.Amount = e.How.String(), e.Reason, &e.Refunded
		line.Counts, line.PausesSeller = e.Counts, e.PausesSeller
		line.MayReview = mayReview(e.BuyerMay, e.SellerMay)
	case ReviewSent:
		line.Stars = e.Stars
	case ReviewGiven:
		line.Stars = e.Stars
	case DeadlineExtended:
		line.For = e.Kind.String()
	case PartRefunded:
		line.Amount = &e.Amount
	case EarningsRefunded:
		line.Amount = &e.Amount
	case RefundNoted:
		line.For, line.Amount = e.Stage.String(), &e.Amount
	}
	return line
}

func mayReview(buyer, seller bool) []policy.Role {
	var sides []policy.Role
	if buyer {
		sides = append(sides, policy.Buyer)
	}
	if seller {
		sides = append(sides, policy.Seller)
	}
	return sides
}
