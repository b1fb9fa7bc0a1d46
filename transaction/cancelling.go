package transaction

import (
	"math"
	"time"

	"github.com/torikime/torikime/cancel"
	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/policy/money"
	"github.com/torikime/torikime/transaction/ledger"
)

// requestCancel is T3.1 to T3.5; package cancel knows the conditions.
func requestCancel(s *State, c *RequestCancel, f *Facts, at time.Time) ([]Event, *policy.Rejection) {
	reason, no := cancel.Find(&s.Terms.Cancel, c.Reason, c.By.Role)
	if no != nil {
		return nil, no
	}
	if no := cancel.Judge(reason, s.cancelFacts(c.By.Role, reason, f, at)); no != nil {
		return nil, no
	}
	return []Event{CancelRequested{
		At: at, By: c.By.Role, Reason: reason.ID, Text: Text{Body: c.Text},
		AnswerBy: end(&s.Terms.Cancel.Answer, at),
	}}, nil
}

func (s *State) cancelFacts(by policy.Role, reason *policy.Reason, f *Facts, at time.Time) cancel.Facts {
	facts := cancel.Facts{
		At: at, LastContact: s.LastContact, Held: !s.HeldAt.IsZero(),
		SilentEnough: s.SilentEnough(by.Other()),
	}
	if reason.Condition != policy.Duplicate && reason.Condition != policy.OtherTalkroom {
		return facts
	}
	this := cancel.Purchase{Service: s.Service, At: s.PurchasedAt}
	for i := range f.Others {
		o := &f.Others[i]
		if o.ID == s.ID {
			continue
		}
		other := cancel.Purchase{Service: o.Service, At: o.PurchasedAt, Open: o.Phase.OpenOrder(), Talkroom: o.Phase.Talkroom()}
		facts.Duplicate = facts.Duplicate || cancel.IsDuplicate(this, other, s.Terms.Cancel.DuplicateWithin.Duration())
		facts.OtherTalkroom = facts.OtherTalkroom || other.Talkroom
	}
	return facts
}

// answerCancel is T3.6: who asked may withdraw, the other side agrees or refuses.
func answerCancel(s *State, c Command, at time.Time) ([]Event, *policy.Rejection) {
	side := c.Actor().Role
	if s.Request.By == policy.Nobody {
		return nil, policy.Reject(policy.WrongState, "T3.6", "no_request")
	}
	_, withdraws := c.(WithdrawCancel)
	if mine := s.Request.By == side; mine != withdraws {
		return nil, policy.Reject(policy.WrongActor, "T3.6", "other_side").With("by", s.Request.By.String())
	}
	switch c := c.(type) {
	case WithdrawCancel:
		return []Event{CancelWithdrawn{At: at, By: side, Resumed: s.resumeAfterRequest(side, at)}}, nil
	case RefuseCancel:
		return []Event{CancelRefused{At: at, By: side, Text: Text{Body: c.Text}, Resumed: s.resumeAfterRequest(side, at)}}, nil
	case AgreeCancel:
		agreed := []Event{CancelAgreed{At: at, By: side, Text: Text{Body: c.Text}}}
		return append(agreed, effect(s, s.Request.By, s.Request.Reason, ByAgreement, at)...), nil
	}
	return nil, unknownCommand(c)
}

// effect is a cancel by the reason table: the end, the refund, what follows
// (T3.9, T3.10, T3.11, T2.2).
func effect(s *State, by policy.Role, reasonID string, how How, at time.Time) []Event {
	var outcome policy.Outcome
	if reason, ok := s.Terms.Cancel.Reason(reasonID); ok {
		outcome = reason.Agreed
		if how == BySilence {
			outcome = reason.Silence
		}
	}
	events := []Event{cancelled(s, by, reasonID, how, "", outcome, at)}
	if side := outcome.StarOn.Other(); outcome.Star > 0 && !s.ReviewBy(side).Sent() {
		events = append(events, ReviewGiven{At: at, By: side, Stars: outcome.Star})
	}
	return events
}

// cancelled is the end by a cancel: all that is held goes back (T3.11).
func cancelled(s *State, by policy.Role, reason string, how How, words string, o policy.Outcome, at time.Time) TransactionCancelled {
	held := s.Held()
	e := TransactionCancelled{
		At: at, By: by, Reason: reason, How: how, Text: Text{Body: words},
		BuyerMay: o.May(policy.Buyer), SellerMay: o.May(policy.Seller), Counts: o.Counts, PausesSeller: o.PausesSeller,
		Refunded: money.New(held.Units(), held.Currency()), HideAt: end(&s.Terms.Cancel.Hide, at),
		Back: s.backUpTo(math.MaxInt64),
	}
	if held.Sign() > 0 {
		e.Postings = []ledger.Posting{{From: ledger.Held, To: ledger.Refunds, Amount: held}}
	}
	if e.BuyerMay || e.SellerMay {
		e.ReviewBy, e.BlindUntil = end(&s.Terms.Review.Window, at), blindUntil(s.Terms, at)
	}
	return e
}
