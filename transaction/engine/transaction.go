package engine

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/store"
	"github.com/torikime/torikime/transaction"
	"github.com/torikime/torikime/transaction/codec"
)

func (e *Engine) transactionMachine() machine[transaction.State, transaction.Event] {
	return machine[transaction.State, transaction.Event]{
		kind:    "transaction",
		cache:   &cache[transaction.State]{max: e.o.CacheSize, states: map[string]cached[transaction.State]{}},
		evolve:  transaction.Evolve,
		advance: transaction.Advance,
		next:    nextWake,
		last:    func(s transaction.State) time.Time { return s.LastAt },
		labels:  transactionLabels,
		relabel: func(a, b transaction.State, now time.Time) bool { return marksOf(&a, a.LastAt) != marksOf(&b, now) },
		encode: func(ev transaction.Event) (codec.Record, []codec.Body, error) {
			return codec.Encode(ev, e.entropy)
		},
		decode: func(ctx context.Context, r codec.Record, bodies []codec.Body) (transaction.Event, error) {
			return codec.Decode(r, bodies, func(digest string) (*policy.Terms, error) { return e.terms.find(ctx, digest) })
		},
		name:  codec.Type,
		mine:  partyLabel,
		wrote: wroteInTransaction,
		files: filesOf,
		held:  func(s transaction.State) []int { return s.HeldTexts },
		texts: func(ev transaction.Event) (all []transaction.Text) {
			transaction.MapTexts(ev, func(_ string, t transaction.Text) transaction.Text {
				all = append(all, t)
				return t
			})
			return all
		},
		quiet: func(ev transaction.Event) bool {
			switch ev.(type) {
			case transaction.MessagePosted, transaction.Paid, transaction.ScheduleSet, transaction.RefundNoted:
				return true
			}
			return false
		},
	}
}

// The labels of a transaction. Ids stand last, so that no two labels are alike.
func partyLabel(person string) string    { return "party/" + person }
func openLabel(person string) string     { return "open/" + person }
func finishedLabel(person string) string { return "finished/" + person }
func ordersLabel(service string) string  { return "orders/" + service }
func pausingLabel(seller string) string  { return "pausing/" + seller }
func pairLabel(buyer, seller string) string {
	return fmt.Sprintf("pair/%d/%s/%s", len(buyer), buyer, seller)
}
func openPairLabel(buyer, seller string) string { return "open" + pairLabel(buyer, seller) }
func reviewedLabel(service string) string       { return "reviewed/" + service }

// The labels by which a person's standing is read. A transaction never loses one
// of them: that is how a record of somebody knows whether it is whole.
func soldLabel(seller string) string        { return "sold/" + seller }
func sellerRatedLabel(seller string) string { return "rated/seller/" + seller }
func buyerRatedLabel(buyer string) string   { return "rated/buyer/" + buyer }

// heldLabel is that of every stream with words that wait for an operator (T8.4).
const heldLabel = "held"

// refundAskedLabel is that of every transaction with money that goes back by a
// charge and that no provider was asked to send yet.
const refundAskedLabel = "refund-asked"

// earnedLabel is that of a seller's closed transactions in a currency. A transaction
// never loses it.
func earnedLabel(currency, seller string) string { return "earned/" + currency + "/" + seller }

// marks are what a transaction's labels depend on, beside its people.
type marks struct {
	finished, order, pausing, sold, earned, reviewed, buyerReviewed, held, refundAsked bool
}

func marksOf(s *transaction.State, now time.Time) marks {
	return marks{
		finished:      s.Phase.Finished(),
		order:         s.Phase.OpenOrder(),
		pausing:       s.Phase == transaction.Cancelled && s.Cancel.PausesSeller,
		sold:          s.Phase == transaction.Closed || s.Phase == transaction.Cancelled && s.Cancel.Counts,
		reviewed:      transaction.ReviewShown(s, policy.Buyer, now),
		buyerReviewed: transaction.ReviewShown(s, policy.Seller, now),
		held:          len(s.HeldTexts) > 0,
		earned:        s.Phase == transaction.Closed,
		refundAsked:   refundAsked(s),
	}
}

func refundAsked(s *transaction.State) bool {
	for i := range s.Refunds {
		if s.Refunds[i].Stage == transaction.RefundAsked {
			return true
		}
	}
	return false
}

// nextWake is the next deadline, or the end of a blind time that is shorter than
// the review window: no event, but from then on the review is listed (T5.8).
func nextWake(s transaction.State, now time.Time) time.Time {
	d, _ := transaction.Next(s)
	shown := s.BlindUntil
	if shown.After(now) && (d.At.IsZero() || shown.Before(d.At)) && (hidden(&s, policy.Buyer, now) || hidden(&s, policy.Seller, now)) {
		return shown
	}
	return d.At
}

// hidden reports a review that was sent and is not shown yet (T5.8).
func hidden(s *transaction.State, by policy.Role, now time.Time) bool {
	return s.ReviewBy(by).Sent() && !transaction.ReviewShown(s, by, now)
}

func transactionLabels(s transaction.State, now time.Time) (on, off []string) {
	l := labels{on: append(make([]string, 0, 16), partyLabel(s.Buyer), partyLabel(s.Seller), pairLabel(s.Buyer, s.Seller))}
	is := marksOf(&s, now)
	for _, person := range []string{s.Buyer, s.Seller} {
		l.put(!is.finished, openLabel(person))
		l.put(is.finished, finishedLabel(person))
	}
	l.put(is.order, ordersLabel(s.Service))
	l.put(is.order, openPairLabel(s.Buyer, s.Seller))
	l.put(is.reviewed, reviewedLabel(s.Service))
	l.put(is.pausing, pausingLabel(s.Seller))
	l.put(is.held, heldLabel)
	l.put(is.refundAsked, refundAskedLabel)
	l.put(is.earned, earnedLabel(s.Currency().String(), s.Seller))
	l.put(is.sold, soldLabel(s.Seller))
	l.put(is.reviewed, sellerRatedLabel(s.Seller))
	l.put(is.buyerReviewed, buyerRatedLabel(s.Buyer))
	return l.on, l.off
}

// Do carries out one command on a transaction.
//
// The error is ErrNotFound for an unknown id; a *policy.Rejection if a rule says
// no, with what was overdue stored all the same (T0.9); ErrKeyReused; ErrBusy;
// the Call's own; or that of the store. If ctx ends while the commit is under
// way, the error is ctx.Err(), and whether the command took effect is for the key
// or the View to say.
//
// A Purchase is for the method of that name and refused here.
func (e *Engine) Do(ctx context.Context, id string, c transaction.Command, call Call) (Outcome, error) {
	if _, ok := c.(transaction.Purchase); ok || c == nil {
		return Outcome{}, policy.Reject(policy.Invalid, "T0.9", "unknown_command").With("command", fmt.Sprintf("%T", c))
	}
	if !validID(id) {
		return Outcome{}, ErrNotFound
	}
	now := e.Now()
	w := e.transactionWork(id, c.Name(), now, call)
	w.enter = func(context.Context) (func(), error) { return e.presence.stayUnlessGone(c.Actor().ID) }
	found, err := e.found(now, transaction.Writings(c)) // T8.2
	if err != nil {
		return Outcome{}, err
	}
	inForce, err := e.Policy(now)
	if err != nil {
		return Outcome{}, err
	}
	limits := &inForce.Attachment
	own := transaction.Facts{Found: found, MaxFiles: limits.MaxFiles, MaxBytes: limits.TalkroomBytes}
	facts := own
	if _, ok := c.(transaction.RequestCancel); ok { // T3.5; nothing else needs other streams
		w.gather = func(ctx context.Context, s transaction.State) (err error) {
			if s.Phase == transaction.None {
				return nil // there is no such transaction, as the judgement says
			}
			facts, err = e.pairFacts(ctx, &s, now)
			facts.Found, facts.MaxFiles, facts.MaxBytes = own.Found, own.MaxFiles, own.MaxBytes
			return err
		}
	}
	w.judge = func(s transaction.State, at time.Time) (transaction.State, []transaction.Event, *policy.Rejection) {
		return transaction.Handle(s, c, facts, at)
	}
	if refund, ok := c.(transaction.OperatorRefund); ok {
		return e.refund(ctx, w, refund, facts)
	}
	return e.doBought(ctx, w, id)
}

// doBought carries the work out on a transaction that a bought quotation may not
// have stored yet.
func (e *Engine) doBought(ctx context.Context, w *transactionWork, id string) (Outcome, error) {
	out, err := w.do(ctx)
	if errors.Is(err, ErrNotFound) {
		var ok bool
		if ok, err = e.storeBought(ctx, id); err == nil && ok {
			return w.do(ctx)
		}
		err = cmp.Or(err, ErrNotFound)
	}
	return out, err
}

type transactionWork = work[transaction.State, transaction.Event, Outcome]

func (e *Engine) transactionWork(id, name string, now time.Time, call Call) *transactionWork {
	w := &transactionWork{e: e, m: &e.transactions, stream: e.transactions.stream(id), name: name, call: call, now: now}
	w.outcome = func(ctx context.Context, c *change[transaction.State, transaction.Event]) (Outcome, error) {
		o := Outcome{View: View{ID: id, At: now, State: c.after}, New: c.all(), Overdue: len(c.overdue)}
		if call.Answer == nil {
			return o, nil
		}
		var err error
		o.Events = append(c.events, o.New...)
		o.Facts, err = e.pairFacts(ctx, &c.after, now)
		return o, err
	}
	w.repeat = func(ctx context.Context, c store.Command) (Outcome, error) {
		v, err := e.View(ctx, e.transactions.id(c.Stream))
		return Outcome{View: v, Repeated: true}, err
	}
	w.answer = func(o *Outcome, answer []byte) { o.Answer = answer }
	return w
}

// View is a transaction as everybody sees it now: what is due has happened in it,
// and nothing is written (T0.2). It fails with ErrNotFound. Who may see what of
// it is for the caller to say.
func (e *Engine) View(ctx context.Context, id string) (View, error) {
	if !validID(id) {
		return View{}, ErrNotFound
	}
	now := e.Now()
	l, err := e.transaction(ctx, id, true)
	if err != nil {
		return View{}, err
	}
	s, overdue := transaction.Advance(l.state, now)
	facts, err := e.pairFacts(ctx, &s, now)
	return View{ID: id, At: now, State: s, Events: append(l.events, overdue...), Facts: facts}, err
}

// pairFacts are the other transactions of the same two people that T3.5 can ask
// for, as they stand now: those that are open, and those that were purchased near
// this one.
func (e *Engine) pairFacts(ctx context.Context, s *transaction.State, now time.Time) (transaction.Facts, error) {
	open, err := e.labelledTransactions(ctx, openPairLabel(s.Buyer, s.Seller), now, nil)
	if err != nil {
		return transaction.Facts{}, err
	}
	from := s.PurchasedAt.Add(-s.Terms.Cancel.DuplicateWithin.Duration())
	near, err := e.labelledTransactions(ctx, pairLabel(s.Buyer, s.Seller), now, func(o *transaction.State) bool { return o.PurchasedAt.After(from) })
	return transaction.Facts{Others: others(s.ID, open, near)}, err
}

// others are transactions as Facts shows them, each once, without the one that
// they are others to.
func others(self string, lists ...[]transaction.State) []transaction.Other {
	var list []transaction.Other
	known := map[string]bool{self: true}
	for _, states := range lists {
		for i := range states {
			s := &states[i]
			if !known[s.ID] {
				known[s.ID] = true
				list = append(list, transaction.Other{ID: s.ID, Service: s.Service, PurchasedAt: s.PurchasedAt, Phase: s.Phase})
			}
		}
	}
	return list
}

// State is a transaction's state as it is stored, without what is due since: for
// questions that no deadline changes, such as who its parties are. It costs less
// than a View. ErrNotFound for an unknown id.
func (e *Engine) State(ctx context.Context, id string) (transaction.State, error) {
	if !validID(id) {
		return transaction.State{}, ErrNotFound
	}
	stream := e.transactions.stream(id)
	if c, ok := e.transactions.cache.get(stream); ok {
		return c.state, nil
	}
	l, err := e.transaction(ctx, id, false)
	return l.state, err
}
