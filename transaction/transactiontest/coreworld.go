package transactiontest

import (
	"cmp"
	"fmt"
	"testing"
	"time"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/transaction"
	"github.com/torikime/torikime/transaction/conversation"
	"github.com/torikime/torikime/transaction/listing"
	"github.com/torikime/torikime/transaction/quotation"
)

// coreWorld plays a script on the bare rules: no store, no engine.
type coreWorld struct {
	policy   *policy.Policy
	clock    *Clock
	services map[string]listing.State
	rooms    map[string]*room
	order    []string // names of rooms, in the order of their purchases
	// quotations are the ones that were asked for, by their names.
	quotations map[string]*quoted
	// conversations are those outside of talkrooms, by their ids.
	conversations map[string]conversation.State
	// pauses are the instants at which all of a seller's services were stopped (T3.9).
	pauses map[string][]time.Time
	marks
}

type quoted struct {
	state  quotation.State
	events []quotation.Event
}

type room struct {
	state  transaction.State
	events []transaction.Event
}

// NewCoreWorld is a World that asks the rules alone.
func NewCoreWorld(_ testing.TB, s Setup) World {
	return &coreWorld{
		policy: s.Policy, clock: NewClock(s.Start),
		services: map[string]listing.State{}, rooms: map[string]*room{}, quotations: map[string]*quoted{}, conversations: map[string]conversation.State{}, pauses: map[string][]time.Time{}, marks: newMarks(),
	}
}

func (w *coreWorld) MoveTo(at time.Time) error {
	w.clock.Set(at)
	for _, q := range w.quotations {
		state, events := quotation.Advance(q.state, at)
		q.state, q.events = state, append(q.events, events...)
	}
	for _, name := range w.order {
		w.advance(w.rooms[name])
	}
	return nil
}

func (w *coreWorld) advance(r *room) {
	state, events := transaction.Advance(r.state, w.clock.Now())
	w.keep(r, state, events)
}

func (w *coreWorld) keep(r *room, state transaction.State, events []transaction.Event) {
	r.state, r.events = state, append(r.events, events...)
	for _, e := range events {
		if c, ok := e.(transaction.TransactionCancelled); ok && c.PausesSeller {
			w.pauses[state.Seller] = append(w.pauses[state.Seller], c.At)
		}
	}
}

func (w *coreWorld) Offer(s Service) error {
	w.services[s.Name] = listing.Evolve(listing.State{}, listing.Listed{
		At: w.clock.Now(), ID: s.Name, Seller: s.Seller, Title: s.Name, Price: s.Price, Options: s.Options,
		Notes: s.Notes, Capacity: s.Capacity, RequireFinished: s.RequireFinished,
	})
	return nil
}

func (w *coreWorld) Edit(by string, s Service) error {
	state, _, no := listing.Handle(w.services[s.Name], edit(by, s, w.policy.Purchase.MaxOptions), w.pauses[s.Seller], w.clock.Now())
	if no != nil {
		return no
	}
	w.services[s.Name] = state
	return nil
}

// edit is the command of worlds that speak to the rules.
func edit(by string, s Service, maxOptions int) listing.Edit {
	return listing.Edit{
		By: transaction.Seller(by), Title: s.Name, Description: s.Name, Price: s.Price, Options: s.Options,
		Notes: s.Notes, Capacity: s.Capacity, RequireFinished: s.RequireFinished, MaxOptions: maxOptions,
	}
}

func (w *coreWorld) Pause(seller, service string) error {
	return w.turn(seller, service, listing.Paused{At: w.clock.Now()})
}

func (w *coreWorld) Resume(seller, service string) error {
	return w.turn(seller, service, listing.Resumed{At: w.clock.Now()})
}

func (w *coreWorld) turn(seller, service string, e listing.Event) error {
	s, ok := w.services[service]
	if !ok || s.Seller != seller {
		return fmt.Errorf("%s offers no service %q", seller, service)
	}
	w.services[service] = listing.Evolve(s, e)
	return nil
}

func (w *coreWorld) Accepting(service string) (bool, error) {
	s, ok := w.services[service]
	if !ok {
		return false, fmt.Errorf("nobody offers a service %q", service)
	}
	return listing.Accepting(s, w.pauses[s.Seller], w.clock.Now()), nil
}

func (w *coreWorld) Purchase(o Order) error {
	if o.Quotation != "" {
		return w.buyProposal(o)
	}
	s, ok := w.services[o.Service]
	if !ok {
		return fmt.Errorf("nobody offers a service %q", o.Service)
	}
	state, events, no := w.bought(o, s)
	if no != nil {
		return no
	}
	w.open(o.Name, state, events)
	return nil
}

// bought is what the rules of a purchase say of an order.
func (w *coreWorld) bought(o Order, s listing.State) (transaction.State, []transaction.Event, *policy.Rejection) {
	c := transaction.Purchase{
		By: transaction.Buyer(o.Buyer), ID: o.Name, Seller: s.Seller, Service: s.ID, Quotation: o.Quotation, Terms: &w.policy.Terms,
		Price: s.Price, Options: s.Options, Picked: o.Picked, Notes: s.Notes, Inspection: o.Inspection, Payment: o.Payment,
	}
	f := transaction.Facts{
		Paused: w.paused(&s), OpenOrders: w.openOrders(s.ID), Capacity: s.Capacity,
		RequireFinished: s.RequireFinished, Others: w.others(o.Name, o.Buyer, s.Seller),
	}
	state, events, no := transaction.Handle(transaction.State{}, c, f, w.clock.Now())
	c.Foresee(no, f, w.selling(s.Seller), w.lapses(o.Quotation))
	return state, events, no
}

// selling are a seller's transactions that have not ended.
func (w *coreWorld) selling(seller string) (open []transaction.State) {
	for _, name := range w.order {
		if s := w.rooms[name].state; s.Seller == seller && s.Phase.OpenOrder() {
			open = append(open, s)
		}
	}
	return open
}

// lapses is the end of a quotation's proposal; zero: none.
func (w *coreWorld) lapses(name string) time.Time {
	if q, ok := w.quotations[name]; ok {
		return q.state.Proposal.Lapses
	}
	return time.Time{}
}

// paused reports a service that accepts no orders; without a service, a seller all
// of whose services are paused (T1.10).
func (w *coreWorld) paused(s *listing.State) bool {
	if s.ID != "" {
		return !listing.Accepting(*s, w.pauses[s.Seller], w.clock.Now())
	}
	offers := false
	for _, other := range w.services {
		if other.Seller == s.Seller {
			offers = true
			if listing.Accepting(other, w.pauses[s.Seller], w.clock.Now()) {
				return false
			}
		}
	}
	return offers
}

func (w *coreWorld) open(name string, state transaction.State, events []transaction.Event) {
	r := &room{}
	w.keep(r, state, events)
	w.rooms[name] = r
	w.order = append(w.order, name)
}

// buyProposal buys what a seller proposed.
func (w *coreWorld) buyProposal(o Order) error {
	q, ok := w.quotations[o.Quotation]
	if !ok {
		return fmt.Errorf("nobody asked for a quotation %q", o.Quotation)
	}
	f := w.quotationFacts(q, "")
	var state transaction.State
	c := quotation.Buy{By: transaction.Buyer(o.Buyer)}
	if q.state.Phase == quotation.Proposed {
		s := w.services[q.state.Proposal.Service]
		s.Seller, s.Price = q.state.Seller, q.state.Proposal.Price
		state, c.Begins, f.Sale = w.bought(o, s)
	}
	if no := w.handle(q, c, f); no != nil {
		return no
	}
	w.open(o.Name, state, c.Begins)
	return nil
}

func (w *coreWorld) Send(by, to, text string) error {
	id := conversation.ID(by, to)
	limits := conversation.Facts{MaxFiles: w.policy.Attachment.MaxFiles, MaxBytes: w.policy.Attachment.MessageBytes}
	state, _, no := conversation.Handle(w.conversations[id], conversation.Send{By: (&told{}).actor(by), To: to, Text: text}, limits, w.clock.Now())
	if no != nil {
		return no
	}
	w.conversations[id] = state
	return nil
}

func (w *coreWorld) Quote(name string, c quotation.Command) error {
	q, ok := w.quotations[name]
	service := ""
	switch c := c.(type) {
	case quotation.Request:
		q, service, ok = &quoted{}, c.Service, true
	case quotation.Propose:
		service = c.Service
	}
	if !ok {
		return fmt.Errorf("nobody asked for a quotation %q", name)
	}
	if no := w.handle(q, c, w.quotationFacts(q, service)); no != nil {
		return no
	}
	w.quotations[name] = q
	return nil
}

func (w *coreWorld) handle(q *quoted, c quotation.Command, f quotation.Facts) *policy.Rejection {
	state, events, no := quotation.Handle(q.state, c, f, w.clock.Now())
	q.state, q.events = state, append(q.events, events...)
	return no
}

// quotationFacts is what a command is judged by that names a service, or none.
func (w *coreWorld) quotationFacts(q *quoted, service string) quotation.Facts {
	s := w.services[cmp.Or(service, q.state.Service)]
	return quotation.Facts{Policy: w.policy, Service: quotation.Service{ID: s.ID, Seller: s.Seller, Currency: s.Price.Currency()}}
}

func (w *coreWorld) Quotation(name string, who transaction.Actor) (QuotationView, error) {
	q, ok := w.quotations[name]
	if !ok {
		return QuotationView{}, fmt.Errorf("nobody asked for a quotation %q", name)
	}
	f := w.quotationFacts(q, "")
	if q.state.Phase == quotation.Proposed {
		s := w.services[q.state.Proposal.Service]
		s.Seller, s.Price = q.state.Seller, q.state.Proposal.Price
		_, _, f.Sale = w.bought(Order{Name: name, Buyer: q.state.Buyer, Quotation: name, Payment: transaction.Settled}, s)
	}
	return quotationViewOf(&q.state, q.events, f, who, w.clock.Now()), nil
}

func (w *coreWorld) openOrders(service string) int {
	n := 0
	for _, r := range w.rooms {
		if r.state.Service == service && r.state.Phase.OpenOrder() {
			n++
		}
	}
	return n
}

func (w *coreWorld) others(name, buyer, seller string) []transaction.Other {
	var list []transaction.Other
	for _, other := range w.order {
		s := &w.rooms[other].state
		if other != name && s.Buyer == buyer && s.Seller == seller {
			list = append(list, transaction.Other{ID: s.ID, Service: s.Service, PurchasedAt: s.PurchasedAt, Phase: s.Phase})
		}
	}
	return list
}

func (w *coreWorld) Do(name string, c transaction.Command) error {
	r, ok := w.rooms[name]
	if !ok {
		return fmt.Errorf("there is no transaction %q", name)
	}
	f := transaction.Facts{Others: w.others(name, r.state.Buyer, r.state.Seller)}
	state, events, no := transaction.Handle(r.state, c, f, w.clock.Now())
	w.keep(r, state, events)
	if no != nil {
		return no
	}
	return nil
}

func (w *coreWorld) View(name string, who transaction.Actor) (View, error) {
	r, ok := w.rooms[name]
	if !ok {
		return View{}, fmt.Errorf("there is no transaction %q", name)
	}
	f := transaction.Facts{Others: w.others(name, r.state.Buyer, r.state.Seller)}
	return viewOf(&r.state, r.events, f, who, w.clock.Now()), nil
}
