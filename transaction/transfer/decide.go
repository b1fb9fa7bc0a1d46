package transfer

import (
	"fmt"
	"time"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/policy/money"
	"github.com/torikime/torikime/transaction/ledger"
)

// soonest is how soon a call is made again, or given up, at the earliest: an instant
// that has passed already, as after a clock that jumped, would be no deadline.
const soonest = time.Second

// Decide judges one command at an instant, on a state in which everything due by
// then has happened (Advance). It answers with the events that follow, none if the
// command changes nothing, or with a rejection that names its rule.
func Decide(s State, c Command, at time.Time) ([]Event, *policy.Rejection) {
	at = s.stamp(at)
	if request, ok := c.(Request); ok {
		return s.request(&request, at)
	}
	if s.Phase == None {
		return nil, policy.Reject(policy.WrongState, "T10.3", "no_transfer")
	}
	switch c := c.(type) {
	case Dispatch:
		if s.Work != ToCall {
			return nil, s.as(policy.Reject(policy.WrongState, "T10.3", "not_to_call"))
		}
		return []Event{Sent{At: at, Step: s.stepAt(at), Until: later(c.Until, at)}}, nil
	case Answer:
		return s.answer(&c, at)
	case Hint:
		if s.looksAnyway() {
			return nil, nil
		}
		return []Event{Hinted{At: at}}, nil
	case GiveUp:
		if s.Work != Calling {
			return nil, nil
		}
		return []Event{Missed{At: at}}, nil
	case Tell:
		if c.Phase < Confirmed || c.Phase != s.Phase || c.Since != s.Since || s.Told == s.Phase {
			return nil, nil // it has changed since, and is told anew
		}
		return []Event{Told{At: at, Phase: c.Phase}}, nil
	case TakeOver:
		return s.takeOver(&c, at)
	}
	no := policy.Reject(policy.Invalid, "T0.9", "unknown_command")
	return nil, no.With("command", fmt.Sprintf("%T", c))
}

// Handle is Advance, then Decide (T0.3). Overdue events come back beside a
// rejection too, to be stored as any sweep would (T0.9).
func Handle(s State, c Command, now time.Time) (State, []Event, *policy.Rejection) {
	at := s.stamp(now)
	s, events := Advance(s, at)
	own, no := Decide(s, c, at)
	if no != nil {
		return s, events, no
	}
	for _, e := range own {
		s = Evolve(s, e)
	}
	return s, append(events, own...), nil
}

// stamp is the instant of a command: time never runs backwards in one transfer (T0.6).
func (s *State) stamp(at time.Time) time.Time {
	if at.Before(s.LastAt) {
		return s.LastAt
	}
	return at
}

// stepAt is the call that is made now: what may be sent again only for a time is
// looked up after it.
func (s *State) stepAt(at time.Time) Step {
	if !s.RepeatUntil.IsZero() && !at.Before(s.RepeatUntil) {
		return Look
	}
	return s.Step
}

func later(t, at time.Time) time.Time {
	if least := at.Add(soonest); t.Before(least) {
		return least
	}
	return t
}

// as says in a rejection how the transfer stands.
func (s *State) as(no *policy.Rejection) *policy.Rejection {
	return no.With("work", s.Work.String()).With("phase", s.Phase.String())
}

func (s *State) request(c *Request, at time.Time) ([]Event, *policy.Rejection) {
	if s.Phase != None {
		return nil, policy.Reject(policy.Conflict, "T10.3", "exists").With("id", s.Order.ID)
	}
	if no := checkOrder(&c.Order); no != nil {
		return nil, no
	}
	return []Event{Requested{At: at, Order: c.Order}}, nil
}

// looksAnyway reports that a hint changes nothing: a call is about to be made, or a
// look after the one that is under way.
func (s *State) looksAnyway() bool {
	return s.Work == ToCall || s.Work == Calling && s.Hinted || s.Work == Waits && s.Step != Look
}

// takeOver is what an operator may decide once a transfer is stuck.
func (s *State) takeOver(c *TakeOver, at time.Time) ([]Event, *policy.Rejection) {
	if _, bad := policy.CheckID("by", c.By.ID); bad || c.By.Role != policy.Operator {
		return nil, policy.Reject(policy.WrongActor, "T10.3", "no_operator")
	}
	if no := checkReason(c.Reason); no != nil {
		return nil, no
	}
	if s.Work != Stuck {
		return nil, s.as(policy.Reject(policy.WrongState, "T10.3", "not_stuck"))
	}
	e := TakenOver{At: at, By: c.By.ID, How: c.How, Reason: c.Reason}
	switch c.How {
	case Retry:
		e.Next = Look
		if s.undone() {
			e.Next, e.Phase = s.Deed, Called
		}
		return []Event{e}, nil
	case Settle:
		if s.Phase == Confirmed {
			return nil, s.as(policy.Reject(policy.WrongState, "T10.3", "already_confirmed"))
		}
		e.Phase = Confirmed
		if !c.Met {
			e.Postings = out(s.Order.Kind, s.Order.Amount)
		}
		return []Event{e}, nil
	case Abandon:
		if s.Order.Kind == Refund && s.Phase != Confirmed {
			return nil, s.as(policy.Reject(policy.WrongState, "T10.3", "refund_is_owed"))
		}
		if s.Phase < Confirmed {
			e.Phase = Declined
		}
		return []Event{e}, nil
	}
	return nil, policy.Reject(policy.Invalid, "T10.3", "takeover")
}

// undone reports a refund that the provider said was not done, or came back: alone
// then it may be done once more under another key. Captures and payouts that were
// not done are over, and whoever wants one asks for another.
func (s *State) undone() bool {
	return s.Order.Kind == Refund && (s.Phase == Returned || s.Phase == Called && s.Spent)
}

// out moves the money as the transfer means it to.
func out(k Kind, amount money.Money) []ledger.Posting {
	switch k {
	case Refund:
		return []ledger.Posting{{From: ledger.Clearing, To: ledger.Payer, Amount: amount}}
	case Payout:
		return []ledger.Posting{{From: ledger.Clearing, To: ledger.Payee, Amount: amount}}
	}
	return []ledger.Posting{{From: ledger.Payer, To: ledger.Clearing, Amount: amount}}
}

// back moves it the other way.
func back(k Kind, amount money.Money) []ledger.Posting {
	list := out(k, amount)
	for i := range list {
		list[i].From, list[i].To = list[i].To, list[i].From
	}
	return list
}
