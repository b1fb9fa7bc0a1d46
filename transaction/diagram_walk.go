package transaction

import (
	"slices"
	"time"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/policy/money"
)

// walk is a search through every life of a transaction that differs in what
// abstract tells apart, behind a diagram and a lint.
type walk struct {
	terms  *policy.Terms
	who    []Actor
	index  map[abstract]int
	places []place
}

// place is a state at an instant at which nothing more is due, and what leads on.
type place struct {
	s   State
	at  time.Time
	out []passage
}

// passage leads to another place, or to the same.
type passage struct {
	to   int
	move Move
	// reason is the cancel reason of a request.
	reason string
	// passing: only time passes, and an answer changes.
	passing bool
}

// abstract is what the walk tells states apart by.
type abstract struct {
	phase                     Phase
	request                   policy.Role
	reason                    string
	lastContact               policy.Role
	wrote, delivered, held    bool
	inspection                bool
	declined                  int
	buyerSilent, sellerSilent bool
	first                     bool
	reviewed                  [2]bool
	over, hidden              bool
}

// mostDeclines are as many as the walk counts one by one. A policy that allows more
// is walked as if it allowed one fewer: more of the same shows nothing new.
const mostDeclines = 3

// walkThrough lives through the machine with the commands of some roles. Place 0 is
// before the purchase.
func walkThrough(terms *policy.Terms, roles ...policy.Role) *walk {
	short := *terms
	short.Delivery.Declines = min(terms.Delivery.Declines, mostDeclines-1)
	w := &walk{terms: &short, index: map[abstract]int{}}
	for _, role := range roles {
		w.who = append(w.who, Actor{Role: role, ID: role.String()})
	}
	w.purchases()
	for i := 1; i < len(w.places); i++ {
		w.commands(i)
		w.wait(i)
	}
	return w
}

// box is the box of a state: its phase, or the pending request within it.
func (p *place) box() string {
	switch {
	case p.s.Phase == None:
		return startBox
	case p.s.Request.By != policy.Nobody:
		return requestedBox
	case !p.s.HeldAt.IsZero():
		return heldBox
	}
	return p.s.Phase.String()
}

// purchases begins the lives: paid at once or not, with inspection if there is one.
func (w *walk) purchases() {
	from := time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)
	w.places = append(w.places, place{at: from})
	cur := money.JPY
	if least := w.terms.Purchase.Additional.Min; least != nil {
		cur = least.Currency()
	}
	for _, inspection := range []bool{false, true} {
		if inspection && !w.terms.Delivery.Inspection {
			continue
		}
		for _, payment := range []Settlement{Awaited, Settled} {
			c := Purchase{
				By: Buyer("buyer"), ID: "id", Seller: "seller", Service: "service", Terms: w.terms,
				Price: money.New(1_000_000, cur), Payment: payment, Inspection: inspection,
			}
			if s, _, no := Handle(State{}, c, Facts{}, from); no == nil {
				w.visit(0, passage{move: Move{Command: verbNames[vPurchase], By: policy.Buyer}}, s, from)
			}
		}
	}
}

// visit notes a passage, and the place it leads to if that is new.
func (w *walk) visit(from int, p passage, s State, at time.Time) {
	key := abstraction(&s, at)
	to, known := w.index[key]
	if !known {
		to = len(w.places)
		w.index[key] = to
		w.places = append(w.places, place{s: s, at: at})
	}
	p.to = to
	if out := w.places[from].out; !slices.Contains(out, p) {
		w.places[from].out = append(out, p)
	}
}

func abstraction(s *State, at time.Time) abstract {
	silent := func(side policy.Role) bool {
		enough := s.SilentEnough(side)
		return !enough.IsZero() && !at.Before(enough)
	}
	return abstract{
		phase: s.Phase, request: s.Request.By, reason: s.Request.Reason, lastContact: s.LastContact,
		wrote: s.SellerWrote, delivered: s.EverDelivered, held: !s.HeldAt.IsZero(), inspection: s.Inspection,
		declined: min(s.Declined, mostDeclines), buyerSilent: silent(policy.Buyer), sellerSilent: silent(policy.Seller),
		first: s.SellerContact.IsZero(), reviewed: [2]bool{s.BuyerReview.Sent(), s.SellerReview.Sent()},
		over: s.ReviewsOver, hidden: s.Hidden,
	}
}

// commands gives every command that is right in form.
func (w *walk) commands(i int) {
	from := w.places[i]
	f := Facts{Others: []Other{{ID: "other", Service: "service", PurchasedAt: from.s.PurchasedAt, Phase: Open}}}
	for _, who := range w.who {
		for v := vPay; v < verbs; v++ {
			if !gates[v].by.has(who.Role) || v == vAnnotate || v == vSchedule || v == vOperatorExtend {
				continue
			}
			for _, c := range w.inputs(&from.s, v, who) {
				s, _, no := Handle(from.s, c, f, from.at)
				if no != nil {
					continue
				}
				p := passage{move: Move{Command: c.Name(), By: who.Role}}
				if ask, ok := c.(RequestCancel); ok {
					p.reason = ask.Reason
				}
				w.visit(i, p, s, from.at)
			}
		}
	}
}

func (w *walk) inputs(s *State, v verb, who Actor) []Command {
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

// wait lets time pass to the next deadline, or to the end of somebody's silence if
// that comes first.
func (w *walk) wait(i int) {
	from := w.places[i]
	d, ok := next(&from.s)
	for _, turn := range turns(&from.s) {
		if turn.After(from.at) && (!ok || turn.Before(d.At)) {
			w.visit(i, passage{passing: true}, from.s, turn)
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
	w.visit(i, passage{move: Move{Deadline: d.Kind, Outcome: from.s.Outcome(d.Kind)}}, after, d.At)
}
