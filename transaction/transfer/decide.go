package transfer

import (
	"fmt"
	"time"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/policy/money"
	"github.com/torikime/torikime/transaction/ledger"
)

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
			return nil, s.wrong("not_to_call")
		}
		return []Event{Sent{At: at, Step: s.Step, Until: c.Until}}, nil
	case Answer:
		return s.answer(&c, at)
	case Hint:
		if s.Work == ToCall || s.Work == Calling {
			return nil, nil // it is looked at anyway
		}
		return []Event{Hinted{At: at}}, nil
	case Tell:
		if c.Phase != s.Phase || s.Told == s.Phase {
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

func (s *State) wrong(code string) *policy.Rejection {
	return policy.Reject(policy.WrongState, "T10.3", code).With("work", s.Work.String()).With("phase", s.Phase.String())
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

// answer is what follows from a provider's word.
func (s *State) answer(c *Answer, at time.Time) ([]Event, *policy.Rejection) {
	if s.Work == Stuck || s.Work == Idle && c.Step != Look {
		return nil, s.wrong("no_answer_awaited")
	}
	e := Answered{At: at, Step: c.Step, Status: c.Status, Ref: c.Ref, URL: c.URL, Reason: c.Reason, Amount: c.Amount}
	switch c.Status {
	case Succeeded:
		if s.Phase != Confirmed {
			if e.Amount == (money.Money{}) {
				e.Amount = s.Order.Amount
			}
			e.Postings = out(s.Order.Kind, e.Amount)
		}
		return []Event{e}, nil
	case Reversed:
		if s.Phase == Confirmed {
			e.Amount = s.Moved
			e.Postings = back(s.Order.Kind, s.Moved)
			return s.stuckIf(e, s.Order.Kind != Payout, "the provider took it back"), nil
		}
		e.Status = Failed
	case AwaitsBuyer, Pending:
		e.RetryAt, e.Next = c.RetryAt, Look
		return []Event{e}, nil
	case Authorised:
		if s.Phase == Declined {
			return []Event{e}, nil // too late: nobody captures it, and the provider lets it go
		}
		e.RetryAt, e.Next = at, Take
		return []Event{e}, nil
	}
	return s.noGood(c, e, at), nil
}

// noGood is what follows when the deed was not done, or nobody knows.
func (s *State) noGood(c *Answer, e Answered, at time.Time) []Event {
	if s.Phase == Confirmed || s.Phase == Returned {
		// What was confirmed once is not undone by a word that is unclear.
		return s.retryOr(c, e, Look, "the provider no longer knows it")
	}
	switch {
	case e.Status == Failed && s.Order.Kind != Refund:
		return []Event{e}
	case e.Status == Failed: // T10.3: a refund is tried again until it is done
		return s.retryOr(c, e, Return, "the provider refuses it")
	case e.Status == NotFound && s.keyTooOld(c, at):
		return s.stuckIf(e, true, "the provider may have forgotten the key; sent again, it could be done twice")
	case e.Status == NotFound:
		return s.retryOr(c, e, s.again(), "the provider never has it")
	}
	return s.retryOr(c, e, Look, "no clear answer")
}

// again is the deed's step, to be made once more under its key.
func (s *State) again() Step {
	if s.Order.Kind == Capture && s.Ref != "" && s.Status == Authorised {
		return Take
	}
	return deed(s.Order.Kind)
}

func (s *State) keyTooOld(c *Answer, at time.Time) bool {
	return c.KeyLife > 0 && !s.FirstSent.IsZero() && at.Sub(s.FirstSent) >= c.KeyLife
}

// retryOr makes the next call later, or gives up after too many.
func (s *State) retryOr(c *Answer, e Answered, next Step, why string) []Event {
	if s.Attempts+1 >= c.Most {
		return s.stuckIf(e, true, why)
	}
	e.RetryAt, e.Next = c.RetryAt, next
	return []Event{e}
}

func (s *State) stuckIf(e Answered, stuck bool, why string) []Event {
	if !stuck {
		return []Event{e}
	}
	if e.Reason != "" {
		why += ": " + e.Reason
	}
	return []Event{e, GivenUp{At: e.At, Reason: why}}
}

func (s *State) takeOver(c *TakeOver, at time.Time) ([]Event, *policy.Rejection) {
	if c.By.Role != policy.Operator || c.By.ID == "" {
		return nil, policy.Reject(policy.WrongActor, "T10.3", "no_operator")
	}
	if no := checkReason(c.Reason); no != nil {
		return nil, no
	}
	if s.Work != Stuck {
		return nil, s.wrong("not_stuck")
	}
	e := TakenOver{At: at, By: c.By.ID, How: c.How, Reason: c.Reason}
	switch c.How {
	case Retry:
		return []Event{e}, nil
	case Settle:
		if s.Phase == Confirmed {
			return nil, s.wrong("already_confirmed")
		}
		e.Postings = out(s.Order.Kind, s.Order.Amount)
		return []Event{e}, nil
	case Abandon:
		if s.Order.Kind == Refund {
			return nil, s.wrong("refund_is_owed")
		}
		return []Event{e}, nil
	}
	return nil, policy.Reject(policy.Invalid, "T10.3", "takeover")
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
