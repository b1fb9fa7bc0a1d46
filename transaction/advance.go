package transaction

import (
	"time"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/transaction/internal/stamp"
)

// Advance lets everything happen that is due at now: oldest first, each at its
// own instant, however late anything notices (T0.2, T0.3). The events are in
// the order in which they happened.
func Advance(s State, now time.Time) (State, []Event) {
	events := advance(&s, stamp.At(now, s.LastAt))
	return s, events
}

// advance is Advance in place.
func advance(s *State, now time.Time) []Event {
	var events []Event
	for s.mayBeDue(now) {
		d, ok := next(s)
		if !ok || d.At.After(now) {
			return events
		}
		events = join(events, fire(s, d), s)
	}
	return events
}

// mayBeDue is a quick look before next: rounding (T0.5) and what has already
// happened (T0.6) move a deadline only to later, so nothing is due before its
// unrounded end.
func (s *State) mayBeDue(now time.Time) bool {
	until := clock(now.UnixMicro())
	for _, end := range s.clocks {
		if end != unset && end <= until {
			return true
		}
	}
	return false
}

// join applies what was decided to the state and puts it behind the events
// before; most often there are none.
func join(events, more []Event, s *State) []Event {
	for _, e := range more {
		s.apply(e)
	}
	if events == nil {
		return more
	}
	return append(events, more...)
}

// Handle is Advance, then Decide: a command at now first lets every overdue
// deadline happen (T0.3). Overdue events come back beside a rejection too, to be
// stored as any sweep would (T0.9).
func Handle(s State, c Command, f Facts, now time.Time) (State, []Event, *policy.Rejection) {
	at := stamp.At(now, s.LastAt)
	events := advance(&s, at)
	decided, no := judge(&s, c, &f, at)
	if no != nil {
		return s, events, no
	}
	events = join(events, decided, &s)
	if due := advance(&s, at); due != nil { // a clock that ran on and is due at once
		events = append(events, due...)
	}
	return s, events, nil
}

// fire is what a deadline does, at its instant.
func fire(s *State, d Deadline) []Event {
	switch d.Kind {
	case PaymentDue: // T1.5
		return []Event{PurchaseLapsed{At: d.At, How: Unpaid}}
	case CancelAnswer:
		return answerDue(s, d.At)
	case FirstContact: // T2.1
		return effect(s, policy.System, firstContactReason(s.Terms), BySystem, d.At)
	case Approval: // T4.6: approved and closed at one instant
		return []Event{DeliveryApproved{At: d.At, By: policy.System}, closeAt(s, ByAutoApprove, "", d.At)}
	case Close: // T4.4
		return []Event{closeAt(s, ByTime, "", d.At)}
	case AgeLimit: // T4.9
		return []Event{closeAt(s, ByAge, "", d.At)}
	case ReviewEnd: // T5.2
		return []Event{ReviewsEnded{At: d.At}}
	}
	return []Event{ContentHidden{At: d.At}} // T3.14
}

// answerDue is T3.7: silence decides a request, or lets it lapse.
func answerDue(s *State, at time.Time) []Event {
	reason, ok := s.Terms.Cancel.Reason(s.Request.Reason)
	if ok && reason.OnSilence == policy.SilenceLapses {
		return []Event{CancelLapsed{At: at, Resumed: s.resumeAfterRequest(policy.Nobody, at)}}
	}
	return effect(s, s.Request.By, s.Request.Reason, BySilence, at)
}
