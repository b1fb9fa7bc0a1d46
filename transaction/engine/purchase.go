package engine

import (
	"context"
	"fmt"
	"time"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/transaction"
	"github.com/torikime/torikime/transaction/listing"
)

// Order is what a buyer asks for. Everything else a purchase needs, the engine
// takes from the listing, the policy in force and the store.
type Order struct {
	// By is the buyer.
	By transaction.Actor
	// ID is the new transaction's id; empty: one is made. It is never a quotation's,
	// and stays empty in a purchase through one.
	ID string
	// Service is the listing's id; empty in a purchase through a quotation.
	Service string
	// Quotation is the one whose proposal is bought (T1.2); empty: a direct purchase.
	// The transaction takes its id from there, so that a retry finds it.
	Quotation string
	// Proposal is the version that the buyer has seen; 0: whichever stands there.
	Proposal int
	// Picked are the ids of the options bought with it (T1.12).
	Picked []string
	// Inspection asks for declines without limit (T4.8).
	Inspection bool
	Payment    transaction.Settlement
	Metadata   map[string]string
}

// Purchase buys a service. The listing, the policy in force (T1.9) and the facts
// of T1.10 and T1.13 are gathered after every overdue deadline of the seller's
// transactions has happened (T0.8). Errors are those of Do; ErrNotFound is an
// unknown service or quotation.
//
// A seller who limits his orders (a cap, T1.13) is bought from one at a time: two
// buyers cannot both take the last place of a cap through one Engine. Several
// processes over one store don't wait for each other, and may go over it by one each.
func (e *Engine) Purchase(ctx context.Context, o Order, call Call) (Outcome, error) {
	if o.Quotation != "" {
		return e.purchaseQuoted(ctx, o, call)
	}
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
	open    []transaction.State // what a refusal may wait for
	lapses  time.Time           // the proposal's end; zero: none
	unlock  func()              // nil: the purchase waits for no other
	left    func()              // ends what keeps both accounts from being deleted; nil: nothing does yet
}

// enter waits for the seller's other purchases, if he limits them: what one was
// judged by must be stored before the next is judged.
func (p *purchase) enter(ctx context.Context, s *listing.State) (err error) {
	if p.unlock == nil && (s.Capacity > 0 || s.RequireFinished) {
		p.unlock, err = p.e.locks.lock(ctx, "selling/"+s.Seller)
	}
	return err
}

// bothPresent holds deletions of the two accounts off until the purchase is
// stored, or refuses it (T9.4).
func (p *purchase) bothPresent(ctx context.Context, seller string) (err error) {
	if p.left == nil && validID(p.order.By.ID) {
		p.left, err = p.e.present(ctx, p.order.By.ID, seller)
	}
	return err
}

func (p *purchase) leave() {
	if p.unlock != nil {
		p.unlock()
	}
	if p.left != nil {
		p.left()
	}
}

// gather collects the listing, the terms and the facts.
func (p *purchase) gather(ctx context.Context, _ transaction.State) error {
	l, err := p.e.listed(ctx, p.order.Service, true)
	if err != nil {
		return err
	}
	return p.prepare(ctx, l)
}

// listed is a service as it is stored, with its seller's words if they are asked
// for, as a purchase does, which freezes notes and options; ErrNotFound for an
// unknown id.
func (e *Engine) listed(ctx context.Context, id string, words bool) (*listing.State, error) {
	l, err := e.listings.find(ctx, e.st, id, words)
	return &l.state, err
}

// prepare makes the command, and gathers what it is judged by after nobody can
// come in between any more.
func (p *purchase) prepare(ctx context.Context, l *listing.State) error {
	if err := p.compose(l); err != nil {
		return err
	}
	if err := p.bothPresent(ctx, l.Seller); err != nil {
		return err
	}
	if err := p.enter(ctx, l); err != nil {
		return err
	}
	return p.ask(ctx, l)
}

// compose makes the command of an order.
func (p *purchase) compose(l *listing.State) error {
	inForce, err := p.e.Policy(p.now)
	if err != nil {
		return err
	}
	o := &p.order
	p.command = transaction.Purchase{
		By: o.By, ID: o.ID, Seller: l.Seller, Service: l.ID, Quotation: o.Quotation, Terms: &inForce.Terms, Price: l.Price,
		Options: l.Options, Picked: o.Picked, Notes: l.Notes, Inspection: o.Inspection,
		Payment: o.Payment, Metadata: o.Metadata,
	}
	p.digest = p.e.terms.digests[&inForce.Terms].Digest
	return nil
}

func (p *purchase) ask(ctx context.Context, l *listing.State) (err error) {
	if p.facts, err = p.e.purchaseFacts(ctx, l, p.order.By.ID, p.now); err != nil {
		return err
	}
	if p.facts.Found, err = p.e.found(p.now, transaction.Writings(p.command)); err != nil { // T8.2
		return err
	}
	return p.waitsFor(ctx)
}

// purchaseFacts is what T1.10 and T1.13 are judged by.
func (e *Engine) purchaseFacts(ctx context.Context, s *listing.State, buyer string, now time.Time) (f transaction.Facts, err error) {
	if err = e.settlePerson(ctx, now, s.Seller); err != nil {
		return f, fmt.Errorf("engine: the seller's overdue deadlines: %w", err)
	}
	if s.ID == "" { // through a quotation about none of his services
		f.Paused, err = e.allPaused(ctx, s.Seller, now)
		return f, err
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
		open, err = e.labelledTransactions(ctx, openPairLabel(buyer, s.Seller), now, nil)
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
	p.command.Foresee(no, p.facts, p.open, p.lapses)
	return after, events, no
}

// autoPauses are the instants at which a seller's transactions stopped all his
// services (T3.9).
func (e *Engine) autoPauses(ctx context.Context, seller string, now time.Time) ([]time.Time, error) {
	states, err := e.labelledTransactions(ctx, pausingLabel(seller), now, nil)
	if err != nil {
		return nil, err
	}
	pauses := make([]time.Time, len(states))
	for i := range states {
		pauses[i] = states[i].EndedAt
	}
	return pauses, nil
}
