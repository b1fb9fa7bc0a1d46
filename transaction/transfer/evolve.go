package transfer

import (
	"time"

	"github.com/torikime/torikime/policy/money"
)

// Evolve is the state after one event. It is total: no error, no clock. An event
// that the closed set does not know changes nothing but the count.
func Evolve(s State, e Event) State {
	s.Seq++
	if e == nil {
		return s
	}
	s.LastAt = e.When()
	switch e := e.(type) {
	case Requested:
		s.Order, s.RequestedAt, s.Phase = e.Order, e.At, Asked
		s.Work, s.Step, s.KeySeq = ToCall, deed(e.Order.Kind), s.Seq
	case Sent:
		s.Work, s.Step, s.WakeAt = Calling, e.Step, e.Until
		if e.Step != Look {
			if s.Phase == Asked {
				s.Phase = Called
			}
			if s.FirstSent.IsZero() {
				s.FirstSent = e.At
			}
		}
	case Answered:
		s.answered(&e)
	case Missed:
		s.Attempts++
		s.Status, s.Work, s.Step, s.WakeAt = Unknown, ToCall, Look, time.Time{}
	case Due:
		s.Work, s.WakeAt = ToCall, time.Time{}
	case Hinted:
		s.Work, s.Step, s.WakeAt = ToCall, Look, time.Time{}
	case Expired:
		s.Phase, s.Work, s.WakeAt, s.Reason, s.URL = Declined, Idle, time.Time{}, "expired", ""
	case Told:
		s.Told = e.Phase
	case GivenUp:
		s.Work, s.WakeAt, s.Reason = Stuck, time.Time{}, e.Reason
	case TakenOver:
		s.takenOver(&e)
	}
	s.Book = s.Book.Post(PostingsOf(e))
	return s
}

func (s *State) answered(e *Answered) {
	s.Status, s.URL, s.Work, s.Step, s.WakeAt = e.Status, e.URL, Idle, 0, time.Time{}
	if e.Reason != "" {
		s.Reason = e.Reason
	}
	switch e.Status {
	case AwaitsBuyer, Authorised:
		s.Ref = nonEmpty(e.Ref, s.Ref)
	case Pending, Succeeded, Reversed:
		s.DoneRef = nonEmpty(e.Ref, s.DoneRef)
	}
	switch e.Status {
	case Succeeded:
		if s.Phase != Confirmed {
			s.Moved = e.Amount
		}
		s.Phase, s.Attempts, s.Reason = Confirmed, 0, ""
	case Reversed:
		s.Phase, s.Moved = Returned, money.Money{}
	case Failed:
		if e.Next == 0 && s.Phase != Confirmed && s.Phase != Returned && s.Order.Kind != Refund {
			s.Phase = Declined
		}
		s.Attempts++
	case AwaitsBuyer, Pending, Authorised:
		s.Attempts = 0
	default:
		s.Attempts++
	}
	if e.Next == 0 {
		return
	}
	s.Work, s.Step, s.WakeAt = Waits, e.Next, e.RetryAt
	switch {
	case e.Next == Take && e.Status == Authorised:
		s.asksAnew()
		s.Work, s.WakeAt = ToCall, time.Time{}
	case e.Status == Failed && e.Next != Look:
		s.asksAnew()
	}
}

// asksAnew: from this event on another deed is asked for, under a key of its own.
func (s *State) asksAnew() { s.KeySeq, s.FirstSent = s.Seq, time.Time{} }

func (s *State) takenOver(e *TakenOver) {
	s.Reason, s.Attempts, s.WakeAt = e.Reason, 0, time.Time{}
	switch e.How {
	case Retry:
		s.Work, s.Step = ToCall, Look
		if s.Phase == Returned || s.Status == Failed || s.Status == NotFound { // certainly not done
			s.Step = deed(s.Order.Kind)
			if s.Phase == Returned {
				s.Phase = Called
			}
			s.asksAnew()
		}
	case Settle:
		s.Phase, s.Moved, s.Work = Confirmed, s.Order.Amount, Idle
	case Abandon:
		s.Work = Idle
		if s.Phase < Confirmed {
			s.Phase = Declined
		}
	}
}

func nonEmpty(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

// Next is when something happens by itself; false: never.
func Next(s State) (time.Time, bool) {
	at := s.WakeAt
	if expires := s.expires(); !expires.IsZero() && (at.IsZero() || expires.Before(at)) {
		at = expires
	}
	return at, !at.IsZero()
}

// expires is when an unpaid capture is given up, as long as nobody is calling.
func (s *State) expires() time.Time {
	if s.Order.Kind != Capture || s.Phase != Asked && s.Phase != Called || s.Work != Waits && s.Work != ToCall || s.Status == Authorised {
		return time.Time{}
	}
	return s.Order.Expires
}

// Advance lets everything happen that is due by now, oldest first, each at its own
// instant.
func Advance(s State, now time.Time) (State, []Event) {
	var events []Event
	for {
		due, ok := Next(s)
		if !ok || due.After(now) {
			return s, events
		}
		e := s.overdue(s.stamp(due))
		s = Evolve(s, e)
		events = append(events, e)
	}
}

func (s *State) overdue(at time.Time) Event {
	switch {
	case s.Work == Calling:
		return Missed{At: at}
	case !s.expires().IsZero() && !s.expires().After(at):
		return Expired{At: at}
	}
	return Due{At: at}
}
