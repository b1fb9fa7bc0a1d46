package conversation

import (
	"slices"
	"time"
)

// State is a conversation as far as decisions need it. The zero State has not
// begun.
type State struct {
	// A and B are the two, in the order of their ids.
	A, B string
	// HeldTexts are the messages that wait for an operator (T8.4), by their place.
	// Shared, never changed.
	HeldTexts []int
	// Seq is the number of events so far, LastAt the instant of the last (T0.6).
	Seq    int
	LastAt time.Time
}

// Evolve applies an event. It is total, and changes nothing that it is given.
func Evolve(s State, e Event) State {
	s.Seq++
	s.LastAt = e.When()
	switch e := e.(type) {
	case Sent:
		s.A, s.B = min(e.By, e.To), max(e.By, e.To)
		if e.Text.Held() {
			s.HeldTexts = append(slices.Clip(s.HeldTexts), s.Seq)
		}
	case TextShown:
		s.HeldTexts = without(s.HeldTexts, e.Seq)
	case TextWithheld:
		s.HeldTexts = without(s.HeldTexts, e.Seq)
	}
	return s
}

func without(list []int, seq int) []int {
	i := slices.Index(list, seq)
	if i < 0 {
		return list
	}
	return slices.Concat(list[:i], list[i+1:])
}
