package transactiontest

import (
	"fmt"
	"testing"
	"time"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/transaction"
	"github.com/torikime/torikime/transaction/listing"
)

// coreWorld plays a script on the bare rules: no store, no engine.
type coreWorld struct {
	policy   *policy.Policy
	clock    *Clock
	services map[string]listing.State
	rooms    map[string]*room
	order    []string // names of rooms, in the order of their purchases
	// pauses are the instants at which all of a seller's services were stopped (T3.9).
	pauses map[string][]time.Time
}

type room struct {
	state  transaction.State
	events []transaction.Event
}

// NewCoreWorld is a World that asks the rules alone.
func NewCoreWorld(_ testing.TB, s Setup) World {
	return &coreWorld{
		policy: s.Policy, clock: NewClock(s.Start),
		services: map[string]listing.State{}, rooms: map[string]*room{}, pauses: map[string][]time.Time{},
	}
}

func (w *coreWorld) MoveTo(at time.Time) error {
	w.clock.Set(at)
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
	s, ok := w.services[o.Service]
	if !ok {
		return fmt.Errorf("nobody offers a service %q", o.Service)
	}
	accepting, err := w.Accepting(o.Service)
	if err != nil {
		return err
	}
	c := transaction.Purchase{
		By: transaction.Buyer(o.Buyer), ID: o.Name, Seller: s.Seller, Service: o.Service, Terms: &w.policy.Terms,
		Price: s.Price, Options: s.Options, Picked: o.Picked, Notes: s.Notes, Inspection: o.Inspection, Payment: o.Payment,
	}
	if o.Quotation {
		c.Quotation = "quotation of " + o.Name
	}
	f := transaction.Facts{
		Paused: !accepting, OpenOrders: w.openOrders(o.Service), Capacity: s.Capacity,
		RequireFinished: s.RequireFinished, Others: w.others(o.Name, o.Buyer, s.Seller),
	}
	state, events, no := transaction.Handle(transaction.State{}, c, f, w.clock.Now())
	if no != nil {
		return no
	}
	r := &room{}
	w.keep(r, state, events)
	w.rooms[o.Name] = r
	w.order = append(w.order, o.Name)
	return nil
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
