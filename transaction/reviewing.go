package transaction

import (
	"maps"
	"strings"
	"time"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/review"
)

// writeReview is T5.1 to T5.6. In the time after an approval the buyer's review
// closes the talkroom (T4.4).
func writeReview(s *State, c *WriteReview, at time.Time) ([]Event, *policy.Rejection) {
	side := c.By.Role
	if no := s.mayReview(side); no != nil {
		return nil, no
	}
	sent := ReviewSent{At: at, By: side, Stars: c.Stars, Comment: Text{Body: strings.TrimSpace(c.Comment)}, Items: maps.Clone(c.Items)}
	if s.Phase == Approved {
		return []Event{sent, closeAt(s, ByReview, "", at)}, nil
	}
	return []Event{sent}, nil
}

func (s *State) mayReview(side policy.Role) *policy.Rejection {
	mine := s.ReviewBy(side)
	switch {
	case mine.Automatic:
		return policy.Reject(policy.Conflict, "T5.10", "automatic")
	case mine.Sent():
		return policy.Reject(policy.Conflict, "T5.6", "sent")
	case s.Phase == Approved && side == policy.Buyer:
		return nil
	case s.Phase.Talkroom():
		return policy.Reject(policy.WrongState, "T5.1", "before_"+side.String())
	case s.Phase == Cancelled && !s.Cancel.may(side):
		return policy.Reject(policy.TooLate, "T5.1", "not_after_cancel").With("reason", s.Cancel.Reason)
	case s.ReviewsOver:
		return policy.Reject(policy.TooLate, "T5.2", "over")
	}
	return nil
}

func (c *Cancel) may(side policy.Role) bool {
	if side == policy.Seller {
		return c.SellerMay
	}
	return c.BuyerMay
}

// replyReview is T5.7: once, to a visible review, without a deadline.
func replyReview(s *State, c *ReplyReview, at time.Time) ([]Event, *policy.Rejection) {
	switch {
	case !s.BuyerReview.Sent():
		return nil, policy.Reject(policy.WrongState, "T5.7", "no_review")
	case !s.BuyerReview.RepliedAt.IsZero():
		return nil, policy.Reject(policy.Conflict, "T5.7", "replied")
	case !ReviewShown(s, policy.Buyer, at):
		return nil, policy.Reject(policy.WrongState, "T5.7", "hidden")
	}
	return []Event{ReviewReplied{At: at, Text: Text{Body: strings.TrimSpace(c.Text)}}}, nil
}

// ReviewShown reports whether others than its writer may see the review by a
// side at an instant (T5.8). The state has been advanced to that instant.
func ReviewShown(s *State, by policy.Role, at time.Time) bool {
	if s.Terms == nil {
		return false
	}
	over := s.ReviewsOver || (!s.BlindUntil.IsZero() && !at.Before(s.BlindUntil))
	return review.Shown(s.Terms.Review.Visibility, s.reviewSide(by), s.reviewSide(by.Other()), over)
}

func (s *State) reviewSide(side policy.Role) review.Side {
	r := s.ReviewBy(side)
	return review.Side{
		Sent: r.Sent(), Automatic: r.Automatic,
		May: !r.Sent() && !s.ReviewsOver && (s.Phase != Cancelled || s.Cancel.may(side)),
	}
}

// ReviewShownFrom is the instant from which others may see the review by a side,
// by the whole history of a transaction; zero: nothing that has happened shows it.
// It may lie ahead: the end of a blind time that is shorter than the review window.
func ReviewShownFrom(events []Event, by policy.Role) time.Time {
	var s State
	for _, e := range events {
		s.apply(e)
		if !ReviewShown(&s, by, e.When()) {
			continue
		}
		if blind := s.BlindUntil; s.ReviewBy(by).At.Before(blind) && blind.Before(e.When()) {
			return blind // between the event before and this one
		}
		return e.When()
	}
	if s.ReviewBy(by).Sent() {
		return s.BlindUntil
	}
	return time.Time{}
}
