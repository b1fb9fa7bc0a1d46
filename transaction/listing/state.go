// Package listing is the small machine of one service that a seller offers: what
// it costs, and whether it accepts orders.
//
// It is pure. A purchase freezes what it needs of a listing, so nothing that
// happens to a listing changes a transaction (T1.7, T1.9).
package listing

import (
	"slices"
	"time"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/policy/money"
	"github.com/torikime/torikime/transaction"
)

// State is one service. It is a value; Evolve returns another. The zero State is
// a service that nobody has listed.
type State struct {
	// ID and Seller are the host's ids.
	ID, Seller         string
	Title, Description string
	Price              money.Money
	// Options are the paid options (T1.12).
	Options []transaction.Option
	// Notes are the notes for buyers (T1.7).
	Notes string
	// Capacity is the most open orders at a time; 0: no cap (T1.10).
	Capacity int
	// RequireFinished: a buyer's earlier talkroom must be finished first (T1.13).
	RequireFinished bool
	// Paused: the seller's own word. Whether the service accepts orders is
	// Accepting's to say.
	Paused bool
	// Held: an operator has to look at its texts before anybody else sees it (T8.4).
	Held bool
	// Found is what was found in its texts, by Writing.Name.
	Found map[string][]policy.Found
	// ShownAt is when an operator let everybody see it; zero: none had to, or has.
	ShownAt time.Time
	// WithdrawnAt is when its seller withdrew it for good; zero: he did not.
	WithdrawnAt time.Time
	// Switches are the instants at which it was listed, paused and resumed, in
	// the order in which they were stored.
	Switches []Switch
	// Seq is the number of events so far, LastAt the instant of the last (T0.6).
	Seq    int
	LastAt time.Time
}

// Switch is an instant from which a service accepts orders, or no longer does.
type Switch struct {
	At time.Time
	On bool
}

// Accepting reports whether a service accepts orders at an instant (T1.10):
// whether the last thing that happened to it by then was its listing or a
// resume, and not a pause by its seller or one of autoPauses, the instants at
// which all services of its seller were stopped (T3.9).
//
// Everything counts from its own instant, in whatever order it was stored
// (T0.8). An automatic pause comes before what the seller does at the same
// instant, who acted on a state in which it had happened (T0.3). What waits for an
// operator accepts none; that he shows it lifts no pause: only its seller does (T6.4).
func Accepting(s State, autoPauses []time.Time, at time.Time) bool {
	if s.Held || at.Before(s.ShownAt) {
		return false
	}
	var last Switch
	for _, w := range s.Switches {
		if !w.At.After(at) && !w.At.Before(last.At) {
			last = w
		}
	}
	if !last.On {
		return false
	}
	for _, pause := range autoPauses {
		if pause.After(last.At) && !pause.After(at) {
			return false
		}
	}
	return true
}

// held reports a text that an operator has to look at.
func held(found map[string][]policy.Found) bool {
	for _, list := range found {
		if policy.Strictest(list) == policy.Hold {
			return true
		}
	}
	return false
}

// Evolve applies an event. It is total, and changes nothing that it is given.
func Evolve(s State, e Event) State {
	switch e := e.(type) {
	case Listed:
		s = State{
			ID: e.ID, Seller: e.Seller, Title: e.Title, Description: e.Description, Price: e.Price,
			Options: e.Options, Notes: e.Notes, Capacity: e.Capacity, RequireFinished: e.RequireFinished,
			Found: e.Found, Held: held(e.Found), Seq: s.Seq,
		}
		s.Switches = []Switch{{e.At, true}}
	case Shown:
		s.Held, s.ShownAt = false, e.At
	case Paused:
		s.Paused = true
		s.Switches = append(slices.Clip(s.Switches), Switch{e.At, false})
	case Resumed:
		s.Paused = false
		s.Switches = append(slices.Clip(s.Switches), Switch{e.At, true})
	case Withdrawn:
		s.WithdrawnAt = e.At
		s.Switches = append(slices.Clip(s.Switches), Switch{e.At, false})
	}
	s.Seq++
	s.LastAt = e.When()
	return s
}
