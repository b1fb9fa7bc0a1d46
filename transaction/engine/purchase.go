package engine

import (
	"context"
	"fmt"
	"time"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/policy/money"
	"github.com/torikime/torikime/transaction"
	"github.com/torikime/torikime/transaction/listing"
)

// Order is what a buyer asks for. Everything else a purchase needs, the engine
// takes from the listing, the policy in force and the store.
type Order struct {
	// By is the buyer.
	By transaction.Actor
	// ID is the new transaction's id; empty: one is made. A purchase through a
	// quotation takes one from there, so that a retry finds it.
	ID string
	// Service is the listing's id.
	Service string
	// Offer is the proposal that is bought; nil: a direct purchase.
	Offer *Offer
	// Picked are the ids of the options bought with it (T1.12).
	Picked []string
	// Inspection asks for declines without limit (T4.8).
	Inspection bool
	Payment    transaction.Settlement
	Metadata   map[string]string
}

// Offer is a seller's proposal, in place of the listing's price (T1.2).
type Offer struct {
	// Quotation is its id; Seller made it, whose service Order.Service is.
	Quotation, Seller string
	Price             money.Money
}

// Purchase buys a service. The listing, the policy in force (T1.9) and the facts
// of T1.10 and T1.13 are gathered after every overdue deadline of the seller's
// transactions has happened (T0.8). Errors are those of Do; ErrNotFound is an
// unknown service.
//
// A seller who limits his orders (a cap, T1.13) is bought from one at a time: two
// buyers cannot both take the last place of a cap through one Engine. Several
// processes over one store don't wait for each other, and may go over it by one each.
func (e *Engine) Purchase(ctx context.Context, o Order, call Call) (Outcome, error) {
	if o.ID == "" {
		id, err := e.newID()
		if err != nil {
			return Outcome{}, err
		}
		o.ID = id
	}
	if !validID(o.ID) {
		return Outcome{}, invalidID("T1.6", o.ID)
	}
	now := e.Now()
	p := purchase{e: e, order: o, now: now}
	defer p.leave()
	w := e.transactionWork(o.ID, transaction.Purchase{}.Name(), now, call)
	w.creates = true
	w.gather = p.gather
	w.judge = p.judge
	outcome := w.outcome
	w.outcome = func(ctx context.Context, c *change[transaction.State, transaction.Event]) (Outcome, error) {
		c.documents = e.terms.toStore(p.digest, p.command.Terms)
		return outcome(ctx, c)
	}
	return w.do(ctx)
}

// purchase is one purchase on its way from an order to a command.
type purchase struct {
	e       *Engine
	order   Order
	now     time.Time
	command transaction.Purchase
	facts   transaction.Facts
	digest  string
	unlock  func() // nil: the purchase waits for no other
}

// enter waits for the seller's other purchases, if he limits them: what one was
// judged by must be stored before the next is judged.
func (p *purchase) enter(ctx context.Context, s *listing.State) (err error) {
	if p.unlock == nil && (s.Capacity > 0 || s.RequireFinished) {
		p.unlock, err = p.e.locks.lock(ctx, "selling/"+s.Seller)
	}
	return err
}

func (p *purchase) leave() {
	if p.unlock != nil {
		p.unlock()
	}
}

// gather collects the listing, the terms and the facts.
func (p *purchase) gather(ctx context.Context, _ transaction.State) error {
	e, o := p.e, &p.order
	if !validID(o.Service) {
		return ErrNotFound
	}
	l, err := e.listings.load(ctx, e.st, e.listings.stream(o.Service), false)
	if err != nil {
		return err
	}
	if l.version == 0 {
		return ErrNotFound
	}
	inForce, err := e.Policy(p.now)
	if err != nil {
		return err
	}
	s := &l.state
	p.command = transaction.Purchase{
		By: o.By, ID: o.ID, Seller: s.Seller, Service: s.ID, Terms: &inForce.Terms, Price: s.Price,
		Options: s.Options, Picked: o.Picked, Notes: s.Notes, Inspection: o.Inspection,
		Payment: o.Payment, Metadata: o.Metadata,
	}
	if o.Offer != nil {
		if o.Offer.Seller != s.Seller {
			return fmt.Errorf("engine: quotation %q is of seller %q, service %q of %q", o.Offer.Quotation, o.Offer.Seller, s.ID, s.Seller)
		}
		p.command.Quotation, p.command.Price = o.Offer.Quotation, o.Offer.Price
	}
	p.digest = e.terms.digests[&inForce.Terms].Digest
	if err := p.enter(ctx, s); err != nil {
		return err
	}
	p.facts, err = e.purchaseFacts(ctx, s, o.By.ID, p.now)
	return err
}

// purchaseFacts is what T1.10 and T1.13 are judged by.
func (e *Engine) purchaseFacts(ctx context.Context, s *listing.State, buyer string, now time.Time) (f transaction.Facts, err error) {
	if _, err = e.settle(ctx, now, partyLabel(s.Seller)); err != nil {
		return f, fmt.Errorf("engine: the seller's overdue deadlines: %w", err)
	}
	f.Capacity, f.RequireFinished = s.Capacity, s.RequireFinished
	if f.OpenOrders, err = e.st.Count(ctx, ordersLabel(s.ID)); err != nil {
		return f, err
	}
	pauses, err := e.autoPauses(ctx, s.Seller, now)
	if err != nil {
		return f, err
	}
	f.Paused = !listing.Accepting(*s, pauses, now)
	if s.RequireFinished && validID(buyer) {
		var open []transaction.State
		open, err = e.labelled(ctx, openPairLabel(buyer, s.Seller), now, nil)
		f.Others = others("", open)
	}
	return f, err
}

// judge is Handle, with the terms' digest in the event that freezes them.
func (p *purchase) judge(s transaction.State, at time.Time) (transaction.State, []transaction.Event, *policy.Rejection) {
	after, events, no := transaction.Handle(s, p.command, p.facts, at)
	for i := range events {
		if bought, ok := events[i].(transaction.Purchased); ok {
			bought.Digest = p.digest
			events[i] = bought
		}
	}
	return after, events, no
}

// autoPauses are the instants at which a seller's transactions stopped all his
// services (T3.9).
func (e *Engine) autoPauses(ctx context.Context, seller string, now time.Time) ([]time.Time, error) {
	states, err := e.labelled(ctx, pausingLabel(seller), now, nil)
	if err != nil {
		return nil, err
	}
	pauses := make([]time.Time, len(states))
	for i := range states {
		pauses[i] = states[i].EndedAt
	}
	return pauses, nil
}
