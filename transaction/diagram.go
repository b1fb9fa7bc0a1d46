package transaction

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/torikime/torikime/policy"
)

// The boxes of a Graph that are no phases.
const (
	startBox     = "[*]"
	requestedBox = "cancel_requested"
	heldBox      = "held"
)

// Graph is the machine under one policy: phases, the pending cancel request and
// the hold as boxes, and the arrows between them. Mermaid and SVG draw it.
type Graph struct {
	// Terms are what it was drawn under.
	Terms *policy.Terms
	// Arrows are in the order in which a life goes.
	Arrows []Arrow
}

// Arrow leads from one box to another: a phase's name, "cancel_requested", "held",
// or "[*]" before the purchase. Moves are all that go this way.
type Arrow struct {
	From, To string
	Moves    []Move
}

// Move is what moves a transaction: a command by a role, or a deadline that comes.
type Move struct {
	// Command is its name; empty for a deadline.
	Command string
	By      policy.Role
	// Deadline and its Outcome, where there is no command.
	Deadline DeadlineKind
	Outcome  string
}

// Timed reports a move that a deadline makes.
func (s Move) Timed() bool { return s.Command == "" }

// String is the move in words: "deliver (seller)", "approval". An operator's
// commands name their role themselves.
func (s Move) String() string {
	switch {
	case s.Timed():
		return s.Deadline.String()
	case s.By == policy.Operator:
		return s.Command
	}
	return s.Command + " (" + s.By.String() + ")"
}

// Draw draws the machine under a policy: the commands that move a transaction from
// one box to another with who gives them, and the deadlines that do so by
// themselves.
//
// The arrows are not written down anywhere: Draw lives through short lives of a
// transaction, asks Decide for every command and lets every deadline happen, and
// draws what it saw. So it can't say otherwise than the rules.
func Draw(terms *policy.Terms) Graph {
	type ends struct{ from, to string }
	arrows := map[ends][]Move{}
	w := walkThrough(terms, policy.Buyer, policy.Seller, policy.Operator)
	for i := range w.places {
		from := w.places[i].box()
		for _, out := range w.places[i].out {
			e := ends{from, w.places[out.to].box()}
			if !out.passing && e.from != e.to && !slices.Contains(arrows[e], out.move) {
				arrows[e] = append(arrows[e], out.move)
			}
		}
	}
	g := Graph{Terms: terms}
	for e, moves := range arrows {
		slices.SortFunc(moves, compareMoves)
		g.Arrows = append(g.Arrows, Arrow{e.from, e.to, moves})
	}
	slices.SortFunc(g.Arrows, func(a, b Arrow) int {
		return cmp.Or(cmp.Compare(order(a.From), order(b.From)), cmp.Compare(order(a.To), order(b.To)))
	})
	return g
}

// compareMoves: commands by name and role, then deadlines in the order of T0.7.
func compareMoves(a, b Move) int {
	if a.Timed() != b.Timed() {
		return cmp.Compare(b.Command, a.Command)
	}
	return cmp.Or(cmp.Compare(a.Command, b.Command), cmp.Compare(a.By, b.By), cmp.Compare(a.Deadline, b.Deadline), cmp.Compare(a.Outcome, b.Outcome))
}

// Mermaid is the graph as a Mermaid state diagram, operators included.
func (g Graph) Mermaid() string {
	var b strings.Builder
	b.WriteString("stateDiagram-v2\n")
	for _, a := range g.Arrows {
		labels := make([]string, len(a.Moves))
		for i, s := range a.Moves {
			labels[i] = s.String()
			if s.Timed() {
				labels[i] += " after " + windowOf(g.Terms, s.Deadline).Words(policy.English)
			}
			if s.Timed() && s.Deadline == CancelAnswer {
				labels[i] += ", " + s.Outcome
			}
		}
		// A colon would end a label's beginning, a semicolon its end.
		label := strings.NewReplacer(":", " ", ";", ",").Replace(strings.Join(labels, " / "))
		fmt.Fprintf(&b, "    %s --> %s: %s\n", a.From, a.To, label)
	}
	for _, end := range []Phase{Closed, Cancelled, Lapsed} {
		fmt.Fprintf(&b, "    %s --> [*]\n", end)
	}
	return b.String()
}

// order sorts boxes as a life goes.
func order(box string) int {
	for i, name := range []string{startBox, "awaiting_payment", "open", "delivered", "approved", requestedBox, heldBox} {
		if name == box {
			return i
		}
	}
	return 10 + slices.Index(phaseNames[:], box)
}
