package transaction

import (
	"slices"
	"strings"
	"time"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/policy/money"
	"github.com/torikime/torikime/transaction/ledger"
)

// deliver is T4.1 and T4.2; during a buyer's pending request it is an answer
// too (T3.8).
func deliver(s *State, c *Deliver, at time.Time) ([]Event, *policy.Rejection) {
	if s.Terms.Delivery.NeedsMessage && !s.SellerWrote {
		return nil, policy.Reject(policy.WrongState, "T4.2", "write_first")
	}
	delivered := FinalDelivered{At: at, Text: Text{Body: c.Text}, Files: slices.Clone(c.Files), ApproveBy: end(&s.Terms.Delivery.Approval, at)}
	if s.Request.By == policy.Buyer {
		return []Event{CancelVoided{At: at, By: policy.Seller, Resumed: s.resumeAfterRequest(policy.Seller, at)}, delivered}, nil
	}
	return []Event{delivered}, nil
}

// approve is T4.4.
func approve(s *State, at time.Time) ([]Event, *policy.Rejection) {
	return []Event{DeliveryApproved{At: at, By: policy.Buyer, CloseBy: end(&s.Terms.Delivery.Close, at)}}, nil
}

// decline is T4.5 and T4.7.
func decline(s *State, c *Decline, at time.Time) ([]Event, *policy.Rejection) {
	if s.DeclinesLeft() == 0 {
		return nil, policy.Reject(policy.WrongState, "T4.5", "none_left")
	}
	return []Event{DeliveryDeclined{At: at, Text: Text{Body: c.Text}}}, nil
}

// closeAt ends the transaction well: the fee goes to the platform, the rest is
// the seller's (T4.10, T10.2).
func closeAt(s *State, how How, reason string, at time.Time) TalkroomClosed {
	fee, held := s.Fee().Units(), s.Held().Units()
	earned := held - fee
	cur := s.Currency()
	postings := make([]ledger.Posting, 0, 2)
	if fee > 0 {
		postings = append(postings, ledger.Posting{From: ledger.Held, To: ledger.Fees, Amount: money.New(fee, cur)})
	}
	if earned > 0 {
		postings = append(postings, ledger.Posting{From: ledger.Held, To: ledger.Available, Amount: money.New(earned, cur)})
	}
	return TalkroomClosed{
		At: at, How: how, Reason: Text{Body: reason},
		Fee: money.New(fee, cur), Earned: money.New(earned, cur), Postings: postings,
		ReviewBy: end(&s.Terms.Review.Window, at), BlindUntil: blindUntil(s.Terms, at),
	}
}

// blindUntil is when a double-blind review is shown at the latest; zero: at the
// end of the review window (T5.8).
func blindUntil(t *policy.Terms, at time.Time) time.Time {
	if t.Review.Visibility != policy.DoubleBlind {
		return time.Time{}
	}
	return t.Review.Blind.Fires(end(&t.Review.Blind, at))
}

// setSchedule is T4.12.
func setSchedule(s *State, c *SetSchedule, at time.Time) ([]Event, *policy.Rejection) {
	dates := make([]policy.Date, len(c.Steps))
	for i, step := range c.Steps {
		dates[i] = step.Date
	}
	return []Event{ScheduleSet{At: at, Dates: dates, Titles: Text{Body: titles(c.Steps)}, Reason: Text{Body: c.Reason}}}, nil
}

// titles are the steps' titles, one a line.
func titles(steps []Step) string {
	list := make([]string, len(steps))
	for i := range steps {
		list[i] = steps[i].Title
	}
	return strings.Join(list, "\n")
}
