// Package listing is the small machine of one service that a seller offers: what
// it costs, and whether it accepts orders.
//
// It is pure. A purchase freezes what it needs of a listing, so nothing that
// happens to a listing, an edit least of all, changes a transaction (T1.7, T1.9).
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
//
// Replayed without words (T9.4), it lacks Title, Description, Options, Notes and
// ShownTitle, and is otherwise the same.
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
	// HeldTexts are those that he has to look at, by Writing.Name, sorted.
	HeldTexts []string
	// Found is what was found in its texts, by Writing.Name.
	Found map[string][]policy.Found
	// ShownTitle is the last title that was not held: by it others know the
	// service, while they still have to do with it; empty: there was none.
	ShownTitle string
	// WithdrawnAt is when its seller withdrew it for good; zero: he did not.
	WithdrawnAt time.Time
	// Switches are the instants at which it was listed, paused and resumed, in
	// the order in which they were stored.
	Switches []Switch
	// Showings are the instants from which everybody saw it (On), or no longer did
	// because its texts were held (T8.4).
	Showings []Switch
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
// operator accepts none; that he shows it, or that an edit heals it, lifts no pause:
// only its seller does (T6.4). What is held now accepts none at any instant: whoever
// bought by a clock that lags would read the held words.
func Accepting(s State, autoPauses []time.Time, at time.Time) bool {
	last := lastBy(s.Switches, at)
	if s.Held || !lastBy(s.Showings, at).On || !last.On {
		return false
	}
	for _, pause := range autoPauses {
		if pause.After(last.At) && !pause.After(at) {
			return false
		}
	}
	return true
}

// lastBy is the last of some switches at an instant; of several at one, the one
// stored last.
func lastBy(list []Switch, at time.Time) (last Switch) {
	for _, w := range list {
		if !w.At.After(at) && !w.At.Before(last.At) {
			last = w
		}
	}
	return last
}

// heldTexts are the texts that an operator has to look at, after all that a seller
// wrote of s became l: those in which something is to be held, but for what stood
// there before and has been seen by everybody.
func heldTexts(s *State, l *Listed) []string {
	before := map[string]string{}
	was := List{Title: s.Title, Description: s.Description, Notes: s.Notes, Options: s.Options}
	for _, w := range was.Writings() {
		before[w.Name] = w.Text
	}
	var held []string
	is := List{Title: l.Title, Description: l.Description, Notes: l.Notes, Options: l.Options}
	for _, w := range is.Writings() {
		known := w.Text == before[w.Name] && !slices.Contains(s.HeldTexts, w.Name)
		if !known && policy.Strictest(l.Found[w.Name]) == policy.Hold {
			held = append(held, w.Name)
		}
	}
	slices.Sort(held)
	return held
}

// Evolve applies an event. It is total, and changes nothing that it is given.
func Evolve(s State, e Event) State {
	switch e := e.(type) {
	case Listed:
		s = State{ID: e.ID, Seller: e.Seller, Seq: s.Seq, Switches: []Switch{{e.At, true}}}
		s = s.write(e)
	case Edited:
		s = s.write(Listed(e))
	case Shown:
		s.HeldTexts = nil
		s = s.show(e.At)
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

// write is a service after its seller wrote it, anew or for the first time.
func (s State) write(e Listed) State {
	held := e.Held
	if e.inLog {
		held = heldTexts(&s, &e) // every event before it was in the log too
	}
	s.HeldTexts = held
	s.Title, s.Description, s.Price, s.Options, s.Notes = e.Title, e.Description, e.Price, e.Options, e.Notes
	s.Capacity, s.RequireFinished, s.Found = e.Capacity, e.RequireFinished, e.Found
	return s.show(e.At)
}

// show is a service after it became known which of its texts are held.
func (s State) show(at time.Time) State {
	s.Held = len(s.HeldTexts) > 0
	if !s.Held {
		s.ShownTitle = s.Title
	}
	if len(s.Showings) == 0 || s.Showings[len(s.Showings)-1].On == s.Held {
		s.Showings = append(slices.Clip(s.Showings), Switch{at, !s.Held})
	}
	return s
}
