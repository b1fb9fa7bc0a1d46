package transaction

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/policy/money"
)

// Diagram draws the machine under a policy as a Mermaid state diagram: phases,
// the commands that move a transaction from one to another with who gives them,
// and the deadlines that do so by themselves with their windows.
//
// The edges are not written down anywhere: Diagram lives through short lives of
// a transaction, asks Decide for every command and lets every deadline happen,
// and draws what it saw. So it can't say otherwise than the rules.
func Diagram(terms *policy.Terms) string {
	w := &walk{terms: terms, seen: map[abstract]bool{}, edges: map[edge]bool{}}
	w.start()
	for len(w.queue) > 0 {
		s := w.queue[0]
		w.queue = w.queue[1:]
		w.step(s)
	}
	return w.print()
}

// edge is one arrow of the diagram.
type edge struct{ from, to, label string }

// abstract is what the diagram tells states apart by.
type abstract struct {
	phase              Phase
	request            policy.Role
	reason             string
	lastContact        policy.Role
	wrote, delivered   bool
	held               bool
	declined           int
	buyerSilent, first bool
	sellerSilent       bool
	reviewed           [2]bool
}

// walk is the search behind a diagram.
type walk struct {
	terms *policy.Terms
	seen  map[abstract]bool
	edges map[edge]bool
	queue []waiting
}

// waiting is a state at an instant at which nothing more is due.
type waiting struct {
	s  State
	at time.Time
}

func (w *walk) start() {
	yen, err := money.ParseCurrency("JPY")
	if err != nil {
		return
	}
	from := time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)
	for _, p := range []Settlement{Awaited, Settled} {
		c := Purchase{By: Buyer("buyer"), ID: "id", Seller: "seller", Service: "service", Terms: w.terms, Price: money.New(1_000_000, yen), Payment: p}
		s, _, no := Handle(State{}, c, Facts{}, from)
		if no != nil {
			return
		}
		w.visit("[*]", "purchase", waiting{s, from})
	}
}

// visit draws an edge if it leads somewhere else, and goes on from there if that
// is new.
func (w *walk) visit(from, label string, to waiting) {
	if node := nodeOf(&to.s); node != from {
		w.edges[edge{from, node, label}] = true
	}
	key := abstraction(to)
	if !w.seen[key] {
		w.seen[key] = true
		w.queue = append(w.queue, to)
	}
}

func abstraction(to waiting) abstract {
	s := &to.s
	silent := func(side policy.Role) bool {
		enough := s.SilentEnough(side)
		return !enough.IsZero() && !to.at.Before(enough)
	}
	return abstract{
		phase: s.Phase, request: s.Request.By, reason: s.Request.Reason, lastContact: s.LastContact,
		wrote: s.SellerWrote, delivered: s.EverDelivered, held: !s.HeldAt.IsZero(), declined: min(s.Declined, 2),
		buyerSilent: silent(policy.Buyer), sellerSilent: silent(policy.Seller), first: s.SellerContact.IsZero(),
		reviewed: [2]bool{s.BuyerReview.Sent(), s.SellerReview.Sent()},
	}
}

// step gives every command that is right in form, and lets time pass to the next
// instant at which something changes.
func (w *walk) step(from waiting) {
	node := nodeOf(&from.s)
	f := Facts{Others: []Other{{ID: "other", Service: "service", PurchasedAt: from.s.PurchasedAt, Phase: Open}}}
	for _, who := range []Actor{Buyer("buyer"), Seller("seller"), Operator("operator")} {
		for v := vPay; v < verbs; v++ {
			if !gates[v].by.has(who.Role) || v == vAnnotate || v == vSchedule || v == vOperatorExtend {
				continue
			}
			for _, c := range w.commands(&from.s, v, who) {
				s, _, no := Handle(from.s, c, f, from.at)
				if no == nil {
					w.visit(node, labelOf(c), waiting{s, from.at})
				}
			}
		}
	}
	w.wait(from, node)
}

func (w *walk) commands(s *State, v verb, who Actor) []Command {
	if v != vRequestCancel {
		return samples(s, v, who)
	}
	var list []Command
	for i := range w.terms.Cancel.Reasons {
		if r := &w.terms.Cancel.Reasons[i]; r.By == who.Role {
			list = append(list, RequestCancel{By: who, Reason: r.ID})
		}
	}
	return list
}

func labelOf(c Command) string {
	if c.Actor().Role == policy.Operator {
		return c.Name()
	}
	return c.Name() + " (" + c.Actor().Role.String() + ")"
}

// wait lets time pass to the next deadline, or to the end of somebody's silence
// if that comes first.
func (w *walk) wait(from waiting, node string) {
	d, ok := next(&from.s)
	for _, turn := range turns(&from.s) {
		if turn.After(from.at) && (!ok || turn.Before(d.At)) {
			w.visit(node, "", waiting{from.s, turn})
			return
		}
	}
	if !ok {
		return
	}
	after := from.s
	for _, e := range fire(&from.s, d) {
		after.apply(e)
	}
	label := d.Kind.String() + " after " + windowText(from.s.window(d.Kind))
	if d.Kind == CancelAnswer {
		label += ", " + from.s.Outcome(d.Kind)
	}
	w.visit(node, label, waiting{after, d.At})
}

// windowText is a window in words that Mermaid takes: its elapsed time, or
// otherwise its JSON without the signs of JSON.
func windowText(w *policy.Window) string {
	data, err := w.MarshalJSON()
	if err != nil {
		return err.Error()
	}
	return strings.NewReplacer(`"elapsed":`, "", `"round_up":"hour"`, "then the next full hour", `,"offset":`, " at ", `"`, "", "{", "", "}", "", ",", ", ", ":", " ").Replace(string(data))
}

// nodeOf is the box of a state: its phase, or the pending request within it.
func nodeOf(s *State) string {
	if s.Request.By != policy.Nobody {
		return "cancel_requested"
	}
	if !s.HeldAt.IsZero() {
		return "held"
	}
	return s.Phase.String()
}

func (w *walk) print() string {
	list := make([]edge, 0, len(w.edges))
	for e := range w.edges {
		list = append(list, e)
	}
	slices.SortFunc(list, func(a, b edge) int {
		return cmp.Or(cmp.Compare(order(a.from), order(b.from)), cmp.Compare(order(a.to), order(b.to)), cmp.Compare(a.label, b.label))
	})
	var b strings.Builder
	b.WriteString("stateDiagram-v2\n")
	for i := 0; i < len(list); {
		from, to := list[i].from, list[i].to
		var labels []string
		for ; i < len(list) && list[i].from == from && list[i].to == to; i++ {
			labels = append(labels, list[i].label)
		}
		fmt.Fprintf(&b, "    %s --> %s: %s\n", from, to, strings.Join(labels, " / "))
	}
	for _, end := range []Phase{Closed, Cancelled, Lapsed} {
		fmt.Fprintf(&b, "    %s --> [*]\n", end)
	}
	return b.String()
}

// order sorts boxes as a life goes.
func order(node string) int {
	for i, name := range []string{"[*]", "awaiting_payment", "open", "delivered", "approved", "cancel_requested", "held"} {
		if name == node {
			return i
		}
	}
	return 10 + slices.Index(phaseNames[:], node)
}
