package transaction

import (
	"fmt"
	"time"

	"github.com/torikime/torikime/policy"
)

// DeadlineKind names a deadline. The order of the kinds is the order in which
// deadlines at one instant happen (T0.7).
type DeadlineKind uint8

// The deadlines, in the order of T0.7.
const (
	PaymentDue DeadlineKind = iota
	CancelAnswer
	FirstContact
	Approval
	Close
	AgeLimit
	ReviewEnd
	Hide
	deadlineKinds
)

var deadlineNames = [deadlineKinds]string{"payment_due", "cancel_answer", "first_contact", "approval", "close", "age_limit", "review_end", "hide"}

// DeadlineKinds lists every kind, in the order of T0.7.
func DeadlineKinds() []DeadlineKind {
	kinds := make([]DeadlineKind, deadlineKinds)
	for i := range kinds {
		kinds[i] = DeadlineKind(i)
	}
	return kinds
}

// String is the kind's stored and printed name.
func (k DeadlineKind) String() string {
	if k < deadlineKinds {
		return deadlineNames[k]
	}
	return fmt.Sprintf("deadline(%d)", uint8(k))
}

// MarshalText writes the kind's name.
func (k DeadlineKind) MarshalText() ([]byte, error) {
	if k >= deadlineKinds {
		return nil, fmt.Errorf("transaction: %s has no name", k)
	}
	return []byte(k.String()), nil
}

// UnmarshalText reads a kind's name.
func (k *DeadlineKind) UnmarshalText(text []byte) error {
	for i, name := range deadlineNames {
		if name == string(text) {
			*k = DeadlineKind(i)
			return nil
		}
	}
	return fmt.Errorf("transaction: no deadline %q; one of %v is", text, deadlineNames)
}

// Deadline is an instant at which something happens by itself.
type Deadline struct {
	Kind DeadlineKind `json:"kind"`
	// At is the instant at which it fires: rounded as the policy says (T0.5).
	At time.Time `json:"at"`
}

// Resumed is a clock that runs on: its new unrounded end (T3.13).
type Resumed struct {
	Kind DeadlineKind `json:"kind"`
	End  time.Time    `json:"end"`
}

// Outcome says what the deadline will do, as the API names it.
func (s *State) Outcome(k DeadlineKind) string {
	switch k {
	case PaymentDue:
		return "lapsed"
	case FirstContact:
		return "cancelled"
	case CancelAnswer:
		if reason, ok := s.Terms.Cancel.Reason(s.Request.Reason); ok && reason.OnSilence == policy.SilenceLapses {
			return "request_lapses"
		}
		return "cancelled"
	case ReviewEnd:
		return "reviews_end"
	case Hide:
		return "hidden"
	}
	return "closed"
}

// stops says what makes a clock stand still: a pending request stops the four
// clocks of T3.13, a hold stops every clock before the end (T3.17).
func (s *State) stopped(k DeadlineKind) bool {
	switch k {
	case PaymentDue, CancelAnswer:
		return !s.HeldAt.IsZero()
	case FirstContact, Approval, Close, AgeLimit:
		return !s.stoppedAt.IsZero()
	}
	return false
}

// clock is the unrounded end of a deadline (T0.5) in microseconds since 1970: a
// third of the size of a time.Time, of which a state would carry eight.
type clock int64

// unset is a clock that does not run at all.
const unset clock = 0

func clockAt(end time.Time) clock {
	if end.IsZero() {
		return unset
	}
	return clock(end.UnixMicro())
}

func (c clock) time() time.Time { return time.UnixMicro(int64(c)).UTC() }

// window is the policy's window behind a deadline.
func (s *State) window(k DeadlineKind) *policy.Window {
	t := s.Terms
	switch k {
	case PaymentDue:
		return &t.Purchase.PaymentDue
	case CancelAnswer:
		return &t.Cancel.Answer
	case FirstContact:
		return &t.Cancel.FirstContact
	case Approval:
		return &t.Delivery.Approval
	case Close:
		return &t.Delivery.Close
	case AgeLimit:
		return &t.Delivery.AgeLimit
	case ReviewEnd:
		return &t.Review.Window
	}
	return &t.Cancel.Hide
}

// fires is when a set clock fires: rounded (T0.5), and never before what has
// already happened (T0.6).
func (s *State) fires(k DeadlineKind) clock {
	at := s.clocks[k]
	if w := s.window(k); w.Rounds() {
		at = clockAt(w.Fires(at.time()))
	}
	return max(at, clock(s.LastAt.UnixMicro()))
}

// running reports whether a clock is set and not standing still.
func (s *State) running(k DeadlineKind) bool {
	return s.clocks[k] != unset && !s.stopped(k)
}

// Next is the earliest running deadline; false if there is none. Of two at one
// instant it is the one that T0.7 names first.
func Next(s State) (Deadline, bool) { return next(&s) }

func next(s *State) (Deadline, bool) {
	first, kind := unset, deadlineKinds
	for k := range deadlineKinds {
		if !s.running(k) {
			continue
		}
		if at := s.fires(k); kind == deadlineKinds || at < first {
			first, kind = at, k
		}
	}
	if kind == deadlineKinds {
		return Deadline{}, false
	}
	return Deadline{kind, first.time()}, true
}

// Deadlines lists every running deadline, earliest first; a clock that stands
// still is not listed.
func Deadlines(s State) []Deadline {
	var list []Deadline
	for k := range deadlineKinds {
		if !s.running(k) {
			continue
		}
		d := Deadline{k, s.fires(k).time()}
		i := len(list)
		for i > 0 && d.At.Before(list[i-1].At) {
			i--
		}
		list = append(list[:i], append([]Deadline{d}, list[i:]...)...)
	}
	return list
}

// started is when a clock began to run, for the time it had left.
func (s *State) started(k DeadlineKind) time.Time {
	switch k {
	case PaymentDue:
		return s.PurchasedAt
	case CancelAnswer:
		return s.Request.At
	case Approval:
		return s.DeliveredAt
	case Close:
		return s.ApprovedAt
	}
	return s.OpenedAt
}

// resume gives clocks that stood still since an instant the time they had left,
// from now on (T3.13). A clock that began while the others stood has all of its time left.
func (s *State) resume(list []Resumed, since, now time.Time, kinds ...DeadlineKind) []Resumed {
	for _, k := range kinds {
		if s.clocks[k] == unset {
			continue
		}
		from := since
		if began := s.started(k); began.After(from) {
			from = began
		}
		list = append(list, Resumed{k, s.clocks[k].time().Add(now.Sub(from))})
	}
	return list
}

// resumeAfterRequest is what runs on when a side's act, or nobody's, ends a pending
// request while the transaction goes on; nothing while an operator holds it
// (T3.17). What the seller does is contact: the first one is no longer due (T2.1).
func (s *State) resumeAfterRequest(by policy.Role, now time.Time) []Resumed {
	if !s.HeldAt.IsZero() || s.stoppedAt.IsZero() {
		return nil
	}
	if by == policy.Seller {
		return s.resume(nil, s.stoppedAt, now, Approval, Close, AgeLimit)
	}
	return s.resume(nil, s.stoppedAt, now, FirstContact, Approval, Close, AgeLimit)
}

// resumeAfterHold is what runs on when a hold ends.
func (s *State) resumeAfterHold(now time.Time) []Resumed {
	list := s.resume(nil, s.HeldAt, now, PaymentDue, CancelAnswer)
	if s.Request.By == policy.Nobody {
		list = s.resume(list, s.stoppedAt, now, FirstContact, Approval, Close, AgeLimit)
	}
	return list
}
