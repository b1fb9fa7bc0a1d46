package engine

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/store"
	"github.com/torikime/torikime/transaction"
	"github.com/torikime/torikime/transaction/listing"
	"github.com/torikime/torikime/transaction/quotation"
)

// A purchase through a quotation touches two streams, and no store writes two at
// once. So everything is decided and written in one event of the quotation,
// ProposalBought, with the first events of the transaction in it. From then on the
// proposal is bought for everybody: an edit, a withdrawal, a lapse or another click
// comes too late. What is left is copying: the events go into the transaction's own
// stream, and TransactionStored notes that they are there. Whoever comes first does
// it, as often as it takes: the purchase itself, whoever looks for the transaction,
// or a sweep.

// purchaseQuoted buys a quotation's proposal (T1.2).
func (e *Engine) purchaseQuoted(ctx context.Context, o Order, call Call) (Outcome, error) {
	if o.Service != "" || o.ID != "" {
		return Outcome{}, errors.New("engine: Order: a purchase through a quotation takes service and id from there; Service and ID are empty")
	}
	if !validID(o.Quotation) {
		return Outcome{}, ErrNotFound
	}
	o.ID = o.Quotation
	p := quotedPurchase{purchase: purchase{e: e, order: o, now: e.Now()}}
	defer p.leave()
	w := &work[quotation.State, quotation.Event, Outcome]{
		e: e, m: &e.quotations.machine, stream: e.quotations.stream(o.Quotation), name: quotation.Buy{}.Name(), call: call, now: p.now,
	}
	like := e.transactionWork(o.ID, w.name, p.now, call)
	w.answer = like.answer
	w.gather = p.gatherQuoted
	w.judge = p.judgeQuoted
	w.outcome = func(ctx context.Context, c *change[quotation.State, quotation.Event]) (Outcome, error) {
		c.documents = e.terms.toStore(p.digest, p.command.Terms)
		return like.outcome(ctx, &change[transaction.State, transaction.Event]{after: p.begun, own: p.begins})
	}
	w.repeat = func(ctx context.Context, c store.Command) (Outcome, error) {
		v, err := e.View(ctx, e.quotations.id(c.Stream))
		return Outcome{View: v, Repeated: true}, err
	}
	out, err := w.do(ctx)
	if err != nil || call.DryRun || out.Repeated {
		return out, err
	}
	if _, err := e.storeBought(context.WithoutCancel(ctx), o.Quotation); err != nil {
		// It is bought all the same; who looks next, or a sweep, stores it.
		e.o.Log.WarnContext(ctx, "the transaction of a bought quotation is not stored yet", "quotation", o.Quotation, "error", err)
	}
	return out, nil
}

// quotedPurchase is a purchase whose terms stand in a proposal.
type quotedPurchase struct {
	purchase
	inForce *policy.Policy
	// ready: there is a proposal to be judged. taken: the id of the transaction
	// belongs to another.
	ready, taken bool
	// begun is the transaction that follows, begins its events.
	begun  transaction.State
	begins []transaction.Event
}

// gatherQuoted is gather for what the proposal says. Who may not buy, or has
// nothing to buy, needs no facts.
func (p *quotedPurchase) gatherQuoted(ctx context.Context, s quotation.State) (err error) {
	p.ready = false
	if p.inForce, err = p.e.Policy(p.now); err != nil {
		return err
	}
	if s, _ = quotation.Advance(s, p.now); s.Phase != quotation.Proposed || p.order.By != transaction.Buyer(s.Buyer) {
		return nil
	}
	p.lapses = s.Proposal.Lapses
	l, err := p.e.offer(ctx, &s)
	if err != nil {
		return err
	}
	if err := p.prepare(ctx, l); err != nil {
		return err
	}
	p.ready = true
	other, err := p.e.transactions.load(ctx, p.e.st, p.e.transactions.stream(s.ID), false)
	p.taken = other.version > 0
	return err
}

// offer is the service that a proposal is about, at the proposal's price; without
// one, nothing but its seller.
func (e *Engine) offer(ctx context.Context, s *quotation.State) (*listing.State, error) {
	l := &listing.State{Seller: s.Seller}
	if s.Proposal.Service != "" {
		var err error
		if l, err = e.listed(ctx, s.Proposal.Service, true); err != nil {
			return nil, fmt.Errorf("engine: the service of quotation %q: %w", s.ID, err)
		}
	}
	l.Price = s.Proposal.Price
	return l, nil
}

// judgeQuoted asks the rules of the purchase, then those of the quotation.
func (p *quotedPurchase) judgeQuoted(s quotation.State, at time.Time) (quotation.State, []quotation.Event, *policy.Rejection) {
	f := quotation.Facts{Policy: p.inForce}
	buy := quotation.Buy{By: p.order.By, Version: p.order.Proposal}
	switch {
	case p.taken:
		f.Sale = policy.Reject(policy.Conflict, "T1.6", "exists").With("id", s.ID)
	case p.ready:
		p.begun, p.begins, f.Sale = p.judge(transaction.State{}, at)
		buy.Begins = p.begins
	}
	return quotation.Handle(s, buy, f, at)
}

// salesRefusal is what stands against buying a proposal beside the quotation.
func (e *Engine) salesRefusal(ctx context.Context, s *quotation.State, now time.Time) (*policy.Rejection, error) {
	l, err := e.offer(ctx, s)
	if err != nil {
		return nil, err
	}
	p := purchase{e: e, now: now, lapses: s.Proposal.Lapses, order: Order{By: transaction.Buyer(s.Buyer), ID: s.ID, Quotation: s.ID, Payment: transaction.Settled}}
	if err := p.compose(l); err != nil {
		return nil, err
	}
	if err := p.ask(ctx, l); err != nil {
		return nil, err
	}
	_, _, no := p.judge(transaction.State{}, now)
	return no, nil
}

// allPaused reports a seller who accepts no orders (T1.10): he has services, and
// every one of them is paused.
func (e *Engine) allPaused(ctx context.Context, seller string, now time.Time) (bool, error) {
	pauses, err := e.autoPauses(ctx, seller, now)
	if err != nil {
		return false, err
	}
	offers := false
	for s, err := range labelledStates(ctx, e, &e.listings, offeredLabel(seller), now) {
		if err != nil || listing.Accepting(*s, pauses, now) {
			return false, err
		}
		offers = true
	}
	return offers, nil
}

// storeBought stores the transaction of a quotation that was bought, and notes it.
// The first result is false if there is nothing to store.
func (e *Engine) storeBought(ctx context.Context, id string) (bool, error) {
	stream := e.quotations.stream(id)
	b, ok, err := e.quotations.stored(ctx, stream, e.Now())
	if err != nil || !ok {
		return ok, err
	}
	if _, err := e.commits.append(ctx, b); err != nil && !errors.Is(err, store.ErrConflict) {
		return true, err // after a conflict a sweep looks again
	}
	e.quotations.forget(stream)
	return true, nil
}

// stored copies what a bought proposal says into the transaction's own stream, and
// gives the write that notes it in the quotation's; false if there is nothing to do.
func (q *quotations) stored(ctx context.Context, stream string, now time.Time) (b store.Batch, ok bool, err error) {
	l, err := q.load(ctx, q.e.st, stream, true)
	if err != nil || !l.state.Unstored {
		return b, false, err
	}
	for _, ev := range l.events {
		if bought, is := ev.(quotation.ProposalBought); is {
			err = q.e.storeTransaction(ctx, l.state.ID, bought.Begins, now)
		}
	}
	if err != nil {
		return b, false, err
	}
	if now.Before(l.state.LastAt) {
		now = l.state.LastAt // T0.6
	}
	noted := quotation.TransactionStored{At: now}
	b, err = q.batch(stream, l.version, l.state, quotation.Evolve(l.state, noted), []quotation.Event{noted}, now)
	return b, true, err
}

// storeTransaction writes a transaction's first events; harmless if they are there.
func (e *Engine) storeTransaction(ctx context.Context, id string, events []transaction.Event, now time.Time) error {
	stream := e.transactions.stream(id)
	after := transaction.Replay(events)
	b, err := e.transactions.batch(stream, 0, transaction.State{}, after, events, now)
	if err != nil {
		return err
	}
	if _, err = e.commits.append(ctx, b); !errors.Is(err, store.ErrConflict) {
		return err
	}
	there, err := e.transactions.load(ctx, e.st, stream, false)
	if err == nil && there.state.Quotation != id {
		err = fmt.Errorf("engine: %s was not bought through the quotation of its id", stream)
	}
	return err
}

// overdue is the write that lets everything happen that is due, in this stream and
// in the transaction's.
func (q *quotations) overdue(ctx context.Context, st *store.Stream, now time.Time) (b store.Batch, err error) {
	if !boughtUnstored(st.Events) {
		return q.machine.overdue(ctx, st, now)
	}
	defer func() {
		if v := recover(); v != nil {
			err = fmt.Errorf("%s: the rules panicked on its history: %v", st.ID, v)
		}
	}()
	b, ok, err := q.stored(ctx, st.ID, now)
	if err == nil && !ok { // somebody else was faster
		b = store.Batch{Stream: st.ID, Expected: st.Version, Wake: st.Wake}
	}
	return b, err
}

// boughtUnstored reports the history of a bought proposal whose transaction nobody
// has noted as stored.
func boughtUnstored(events []store.Event) bool {
	for i := range slices.Backward(events) {
		switch events[i].Type {
		case quotation.TypeOf(quotation.TransactionStored{}):
			return false
		case quotation.TypeOf(quotation.ProposalBought{}):
			return true
		}
	}
	return false
}

// transaction reads a transaction, one that a bought quotation has not stored yet
// included; ErrNotFound if there is none.
func (e *Engine) transaction(ctx context.Context, id string, words bool) (loaded[transaction.State, transaction.Event], error) {
	stream := e.transactions.stream(id)
	l, err := e.transactions.load(ctx, e.st, stream, words)
	if err != nil || l.version > 0 {
		return l, err
	}
	ok, err := e.storeBought(ctx, id)
	if err == nil && ok {
		l, err = e.transactions.load(ctx, e.st, stream, words)
	}
	if err == nil && l.version == 0 {
		err = ErrNotFound
	}
	return l, err
}
