// Package cancel judges cancel requests: who may ask, when, for which reason,
// and what follows (rule section 3). The reasons are a table in the policy, not
// code; facts go in, a verdict comes out.
package cancel

import (
	"time"

	"github.com/torikime/torikime/policy"
)

// Facts are what a verdict about one reason needs to know of the talkroom.
type Facts struct {
	// At is the instant of the request.
	At time.Time
	// LastContact is whose contact was the last (T3.3); Nobody before the first.
	LastContact policy.Role
	// SilentEnough is the instant from which the other side has been silent long
	// enough; zero: never.
	SilentEnough time.Time
	// Held: an operator holds the transaction (T3.17).
	Held bool
	// Duplicate and OtherTalkroom answer T3.5.
	Duplicate, OtherTalkroom bool
}

// Find looks a reason up for a side. An id that the table does not know is
// invalid; a known reason of somebody else is the wrong actor.
func Find(c *policy.Cancel, id string, by policy.Role) (*policy.Reason, *policy.Rejection) {
	reason, ok := c.Reason(id)
	if !ok {
		return nil, policy.Reject(policy.Invalid, "T3.6", "unknown_reason").With("reason", id)
	}
	if reason.By != by {
		return nil, policy.Reject(policy.WrongActor, "T3.6", "others_reason").With("reason", id).With("by", reason.By.String())
	}
	return reason, nil
}

// Judge says whether the reason's condition holds, or why not.
func Judge(reason *policy.Reason, f Facts) *policy.Rejection {
	switch reason.Condition {
	case policy.OtherSilent:
		return judgeSilence(reason.By, f)
	case policy.Duplicate:
		if !f.Duplicate {
			return policy.Reject(policy.WrongState, "T3.5", "no_duplicate")
		}
	case policy.OtherTalkroom:
		if !f.OtherTalkroom {
			return policy.Reject(policy.WrongState, "T3.5", "no_other_talkroom")
		}
	}
	return nil
}

// judgeSilence is T3.2 for the buyer and T3.4 for the seller.
func judgeSilence(by policy.Role, f Facts) *policy.Rejection {
	rule := "T3.2"
	if by == policy.Seller {
		rule = "T3.4"
	}
	switch {
	case f.Held:
		return policy.Reject(policy.WrongState, "T3.17", "held")
	case f.LastContact != by:
		return policy.Reject(policy.WrongState, rule, "write_first")
	case f.SilentEnough.IsZero():
		return policy.Reject(policy.WrongState, rule, "never")
	case f.At.Before(f.SilentEnough):
		no := policy.Reject(policy.TooEarly, rule, "not_yet")
		no.OpensAt = f.SilentEnough
		return no
	}
	return nil
}

// AnsweredByMessage reports whether a message of the other side answers a
// request and makes it void (T3.8): always for a buyer's request, for a seller's
// only if he asked because the buyer was silent.
func AnsweredByMessage(reason *policy.Reason) bool {
	return reason.By == policy.Buyer || reason.Condition == policy.OtherSilent
}

// Purchase is another purchase between the same two, as T3.5 looks at it.
type Purchase struct {
	Service  string
	At       time.Time
	Open     bool // an open order
	Talkroom bool // its talkroom is open
}

// IsDuplicate reports whether another purchase of the same service is open now
// or was made within the period of this one, before or after (T3.5, T0.4).
func IsDuplicate(this, other Purchase, within time.Duration) bool {
	if this.Service == "" || this.Service != other.Service { // a quotation may be about none
		return false
	}
	return other.Open || this.At.Sub(other.At).Abs() < within
}
