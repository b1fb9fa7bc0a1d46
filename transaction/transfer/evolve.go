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
		s.Order, s.RequestedAt = e.Order, e.At
		s.enter(Asked)
		s.asksAnew(deed(e.Order.Kind))
	case Sent:
		s.sent(&e)
	case Answered:
		s.answered(&e)
	case Missed:
		s.Attempts++
		s.Work, s.Step, s.WakeAt, s.Hinted, s.Nudged = ToCall, Look, time.Time{}, false, false
	case Due:
		s.Work, s.WakeAt = ToCall, time.Time{}
	case Hinted:
		if s.Work == Calling {
			s.Hinted = true
			break
		}
		s.Work, s.Step, s.WakeAt, s.Nudged = ToCall, Look, time.Time{}, true
	case Expired:
		s.enter(Declined)
		s.Work, s.Step, s.WakeAt, s.Reason, s.Nudged, s.Hinted = Idle, 0, time.Time{}, "expired", false, false
	case Told:
		s.Told = e.Phase
	case GivenUp:
		s.Work, s.Step, s.WakeAt, s.Reason = Stuck, 0, time.Time{}, e.Reason
		s.GaveUp, s.Nudged, s.Hinted = true, false, false
	case TakenOver:
		s.takenOver(&e)
	}
	s.Book = s.Book.Post(PostingsOf(e))
	return s
}

// enter begins a phase, of which nobody has heard yet.
func (s *State) enter(p Phase) {
	if p == None || p == s.Phase {
		return
	}
	s.Phase, s.Since, s.Told = p, s.Seq, None
	if p != Called {
		s.URL = ""
	}
}

// asksAnew: from this event on a deed is asked for, under a key of its own.
func (s *State) asksAnew(deed Step) {
	s.Deed, s.KeySeq, s.FirstSent, s.Spent, s.DoneRef = deed, s.Seq, time.Time{}, false, ""
	s.RepeatUntil = time.Time{}
	s.Work, s.Step, s.WakeAt = ToCall, deed, time.Time{}
}

func (s *State) sent(e *Sent) {
	s.Work, s.Step, s.WakeAt, s.Call = Calling, e.Step, e.Until, s.Seq
	if e.Step == Look {
		return
	}
	if s.Phase == Asked {
		s.enter(Called)
	}
	if s.FirstSent.IsZero() {
		s.FirstSent = e.At
	}
	s.Status = Unknown
}

func (s *State) answered(e *Answered) {
	s.Status, s.Attempts, s.Unpaid, s.RepeatUntil = e.Status, e.Attempts, e.Unpaid, e.Until
	if e.Step == Look {
		s.LookedAt = e.At
	}
	if e.Reason != "" {
		s.Reason = e.Reason
	}
	s.heardRefs(e)
	if e.Status == Failed {
		s.Refused++
	}
	s.Spent = s.Spent || e.Status == Failed || e.Status == AwaitsBuyer && e.Step == Take
	s.moved(e)
	s.enter(e.Phase)
	if e.Status == AwaitsBuyer && s.Phase == Called {
		s.URL = nonEmpty(e.URL, s.URL)
	} else {
		s.URL = ""
	}
	hinted := s.Hinted
	s.Hinted, s.Nudged = false, false
	switch {
	case e.Next == 0:
		s.Work, s.Step, s.WakeAt, s.GaveUp = Idle, 0, time.Time{}, false
	case e.Anew:
		s.asksAnew(e.Next)
		s.waitUntil(e.RetryAt)
	default:
		s.Work, s.Step, s.WakeAt = Waits, e.Next, e.RetryAt
	}
	if hinted && (s.Work == Idle || s.Step == Look) {
		s.Work, s.Step, s.WakeAt, s.Nudged = ToCall, Look, time.Time{}, true
	}
}

// waitUntil puts a deed off that was asked for anew; what is to be done at once
// stays so.
func (s *State) waitUntil(at time.Time) {
	if at.After(s.LastAt) {
		s.Work, s.WakeAt = Waits, at
	}
}

func (s *State) heardRefs(e *Answered) {
	switch e.Status {
	case AwaitsBuyer, Authorised:
		s.Ref = nonEmpty(e.Ref, s.Ref)
	case Pending, Succeeded, Reversed:
		s.DoneRef = nonEmpty(e.Ref, s.DoneRef)
	}
}

// moved keeps what has moved, and what of it was done twice.
func (s *State) moved(e *Answered) {
	switch {
	case e.Postings == nil:
	case s.Settled && e.Status == Succeeded:
		s.Extra = e.Amount
	case s.Settled:
		s.Extra = money.Money{}
	case e.Status == Succeeded:
		s.Moved, s.Reason = e.Amount, ""
	default:
		s.Moved = money.Money{}
	}
}

func (s *State) takenOver(e *TakenOver) {
	s.Reason, s.Attempts, s.Refused, s.GaveUp = e.Reason, 0, 0, false
	s.enter(e.Phase)
	if e.How == Settle {
		s.Settled = true
		for i := range e.Postings { // none: another movement has met it
			s.Moved = e.Postings[i].Amount
		}
	}
	switch e.Next {
	case 0:
		s.Work, s.Step = Idle, 0
	case Look:
		s.Work, s.Step = ToCall, Look
	default:
		s.asksAnew(e.Next)
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
	if expires := s.expires(); !expires.IsZero() && (at.IsZero() || !expires.After(at)) {
		at = expires
	}
	return at, !at.IsZero()
}

// expires is when a capture is given up that was certainly not made: either it was
// never sent, or the provider does not have it. Whatever else the provider last
// said, it is asked once more when the buyer's time is over (Decide).
func (s *State) expires() time.Time {
	if s.Order.Kind != Capture || s.Phase != Asked && s.Phase != Called || s.Work != Waits && s.Work != ToCall {
		return time.Time{}
	}
	if s.Step == Look || !s.FirstSent.IsZero() && s.Status != NotFound {
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

// mostMissed is how many calls in a row may lead nowhere, whatever the host says,
// if none of them is even answered: something kills whoever makes them.
const mostMissed = 50

func (s *State) overdue(at time.Time) Event {
	expires := s.expires()
	switch {
	case s.Work == Calling && s.Attempts+1 >= mostMissed:
		return GivenUp{At: at, Reason: "nobody who calls lives to tell the answer"}
	case s.Work == Calling:
		return Missed{At: at}
	case !expires.IsZero() && !expires.After(at):
		return Expired{At: at}
	}
	return Due{At: at}
}
