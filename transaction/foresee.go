package transaction

import (
	"time"

	"github.com/torikime/torikime/policy"
)

// foresee completes a refusal: OpensAt is the earliest instant at which the same
// command would be accepted if nobody did anything until then, deadlines
// included. What time alone opens is too early; what it does not is the wrong
// state.
func foresee(s *State, c Command, f *Facts, at time.Time, no *policy.Rejection) *policy.Rejection {
	switch no.Kind {
	case policy.WrongState, policy.TooEarly, policy.Conflict:
	default:
		return no
	}
	opens := opensAt(s, c, f, at)
	no.OpensAt = opens
	switch {
	case no.Kind == policy.WrongState && !opens.IsZero():
		no.Kind = policy.TooEarly
	case no.Kind == policy.TooEarly && opens.IsZero():
		no.Kind = policy.WrongState
	}
	return no
}

// opensAt walks along the deadlines to come, and at each stretch asks again at
// every instant at which time alone changes an answer.
func opensAt(s *State, c Command, f *Facts, at time.Time) time.Time {
	if s.Terms == nil {
		return time.Time{}
	}
	later := *s
	from := at
	for {
		d, more := next(&later)
		for _, turn := range turns(&later) {
			if turn.After(from) && (!more || turn.Before(d.At)) {
				if _, no := decide(&later, c, f, turn); no == nil {
					return turn
				}
			}
		}
		if !more {
			return time.Time{}
		}
		for _, e := range fire(&later, d) {
			later.apply(e)
		}
		from = d.At
		if nd, ok := next(&later); ok && nd.At.Equal(from) {
			continue // all that is due at this instant happens before anybody acts
		}
		if _, no := decide(&later, c, f, from); no == nil {
			return from
		}
	}
}

// turns are the instants at which an answer changes though nothing happens: the
// end of either side's silence (T3.2, T3.4) and of a blind review (T5.8),
// earliest first.
func turns(s *State) [3]time.Time {
	t := [3]time.Time{s.SilentEnough(policy.Buyer), s.SilentEnough(policy.Seller), s.BlindUntil}
	if t[1].Before(t[0]) {
		t[0], t[1] = t[1], t[0]
	}
	if t[2].Before(t[1]) {
		t[1], t[2] = t[2], t[1]
	}
	if t[1].Before(t[0]) {
		t[0], t[1] = t[1], t[0]
	}
	return t
}
