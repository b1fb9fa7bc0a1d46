package engine

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/store"
	"github.com/torikime/torikime/transaction"
	"github.com/torikime/torikime/transaction/codec"
	"github.com/torikime/torikime/transaction/quotation"
)

// quotations is the machine of quotations. What is due of one may have to be
// written to another stream first: that of the transaction that it became.
type quotations struct {
	machine[quotation.State, quotation.Event]
	e *Engine
}

func (e *Engine) quotationMachine() quotations {
	return quotations{e: e, machine: machine[quotation.State, quotation.Event]{
		kind:    "quotation",
		evolve:  quotation.Evolve,
		advance: quotation.Advance,
		next: func(s quotation.State, _ time.Time) time.Time {
			if s.Unstored {
				return s.LastAt
			}
			due, _ := quotation.Next(s)
			return due
		},
		last:   func(s quotation.State) time.Time { return s.LastAt },
		labels: quotationLabels,
		relabel: func(a, b quotation.State, _ time.Time) bool {
			return settled(&a) != settled(&b) || (len(a.HeldTexts) > 0) != (len(b.HeldTexts) > 0)
		},
		encode: func(ev quotation.Event) (codec.Record, []codec.Body, error) {
			return quotation.Encode(ev, e.entropy)
		},
		decode: func(ctx context.Context, r codec.Record, bodies []codec.Body) (quotation.Event, error) {
			return quotation.Decode(r, bodies, func(digest string) (*policy.Terms, error) { return e.terms.find(ctx, digest) })
		},
		name: quotation.TypeOf,
		quiet: func(ev quotation.Event) bool {
			switch ev.(type) {
			case quotation.Asked, quotation.TransactionStored:
				return true
			}
			return false
		},
		mine:  quotingLabel,
		wrote: wroteInQuotation,
		files: func(quotation.Event) []transaction.File { return nil },
		held:  func(s quotation.State) []int { return s.HeldTexts },
		texts: func(ev quotation.Event) (all []transaction.Text) {
			quotation.MapText(ev, func(t transaction.Text) transaction.Text {
				all = append(all, t)
				return t
			})
			return all
		},
	}}
}

// The labels of a quotation: both people's, all, open and finished; and heldLabel.
func quotingLabel(person string) string         { return "quoting/" + person }
func openQuotingLabel(person string) string     { return "quoting-open/" + person }
func finishedQuotingLabel(person string) string { return "quoting-finished/" + person }

// settled: it runs no longer, and what it became has a stream of its own. Until
// then it is listed as open, so that whoever leaves is found to have bought (T9.4).
func settled(s *quotation.State) bool { return s.Phase.Finished() && !s.Unstored }

func quotationLabels(s quotation.State, _ time.Time) (on, off []string) {
	l := labels{on: []string{quotingLabel(s.Buyer), quotingLabel(s.Seller)}}
	for _, person := range []string{s.Buyer, s.Seller} {
		l.put(!settled(&s), openQuotingLabel(person))
		l.put(settled(&s), finishedQuotingLabel(person))
	}
	l.put(len(s.HeldTexts) > 0, heldLabel)
	return l.on, l.off
}

// wroteInQuotation reports who wrote a text. The words with which a transaction
// begins are a copy of its own, and whose they are there.
func wroteInQuotation(s quotation.State, ev quotation.Event, text, person string) bool {
	role := s.RoleOf(person)
	if bought, ok := ev.(quotation.ProposalBought); ok {
		begins, text, ok := bought.Of(text)
		return ok && wroteInTransaction(transaction.Replay(bought.Begins), begins, text, person)
	}
	by := quotation.EntryOf(ev).By
	return by == role && (role == policy.Buyer || role == policy.Seller)
}

// QuotationCall is a CallOf for Quote. Of the events that make an ExpectedSeq a
// conflict, Asked is none.
type QuotationCall = CallOf[QuotationOutcome]

// QuotationOutcome is what a command on a quotation led to.
type QuotationOutcome struct {
	// QuotationView is the quotation after the command. Its Events and Facts are
	// filled in only if the Call has an Answer that may want to show them.
	QuotationView
	// New are the events that the command led to; those of deadlines that were
	// overdue come first.
	New      []quotation.Event
	Repeated bool
	Answer   []byte
}

// QuotationView is one quotation at one instant: everything due by then has
// happened (T0.2).
type QuotationView struct {
	ID    string
	At    time.Time
	State quotation.State
	// Events are the whole history, with the words that were not erased.
	Events []quotation.Event
	// Facts are what quotation.Actions needs to know.
	Facts quotation.Facts
}

// Quote carries out one command on a quotation (T1.1 to T1.3); a Request makes a
// new one under id, or under its own ID where id is empty; one is made if both are,
// and two different ones are refused as invalid. The service that it names must exist
// (ErrNotFound); whether there is such a seller is for the caller to say. Errors are
// those of Do.
//
// A quotation.Buy is refused here: buying is Purchase.
func (e *Engine) Quote(ctx context.Context, id string, c quotation.Command, call QuotationCall) (QuotationOutcome, error) {
	if _, ok := c.(quotation.Buy); ok || c == nil {
		return QuotationOutcome{}, policy.Reject(policy.Invalid, "T0.9", "unknown_command").With("command", fmt.Sprintf("%T", c))
	}
	now := e.Now()
	request, creates := c.(quotation.Request)
	if creates {
		var err error
		if id, err = e.requestID(id, request.ID); err != nil {
			return QuotationOutcome{}, err
		}
		request.ID = id
		c = request
	}
	if !validID(id) {
		return QuotationOutcome{}, ErrNotFound
	}
	found, err := e.found(now, quotation.Writings(c)) // T8.2
	if err != nil {
		return QuotationOutcome{}, err
	}
	w := e.quotationWork(id, c.Name(), now, call)
	w.creates = creates
	w.enter = func(ctx context.Context) (func(), error) { return e.presentInQuotation(ctx, c) }
	var facts quotation.Facts
	w.gather = func(ctx context.Context, s quotation.State) (err error) {
		facts, err = e.quotationFacts(ctx, s, c, now)
		facts.Found = found
		return err
	}
	w.judge = func(s quotation.State, at time.Time) (quotation.State, []quotation.Event, *policy.Rejection) {
		return quotation.Handle(s, c, facts, at)
	}
	return w.do(ctx)
}

// requestID is the id of a new quotation: the argument, or the command's own.
func (e *Engine) requestID(id, own string) (string, error) {
	switch {
	case id == "" && own == "":
		return e.newID()
	case id == "":
		id = own
	case own != "" && own != id:
		return "", policy.Reject(policy.Invalid, "T1.1", "two_ids").With("id", id).With("request", own)
	}
	if !validID(id) {
		return "", invalidID("T1.1", id)
	}
	return id, nil
}

// presentInQuotation holds deletions off of whoever gives the command, and for a
// request of both, or refuses (T9.4). A request without a valid person is refused
// by its rules.
func (e *Engine) presentInQuotation(ctx context.Context, c quotation.Command) (leave func(), err error) {
	request, ok := c.(quotation.Request)
	if !ok {
		return e.presence.stayUnlessGone(c.Actor().ID)
	}
	seller := request.Seller
	if request.Service != "" {
		l, err := e.listed(ctx, request.Service, false)
		if err != nil {
			return nil, err
		}
		seller = l.Seller
	}
	if !validID(request.By.ID) || !validID(seller) {
		return func() {}, nil
	}
	return e.present(ctx, request.By.ID, seller)
}

// quotationFacts is what a command is judged by: the policy in force, and the
// service that it is about.
func (e *Engine) quotationFacts(ctx context.Context, s quotation.State, c quotation.Command, now time.Time) (f quotation.Facts, err error) {
	if f.Policy, err = e.Policy(now); err != nil {
		return f, err
	}
	service := s.Service
	switch c := c.(type) {
	case quotation.Request:
		service = c.Service
	case quotation.Propose:
		if c.Service != "" {
			service = c.Service
		}
	}
	if service == "" {
		return f, nil
	}
	l, err := e.listed(ctx, service, false)
	if errors.Is(err, ErrNotFound) {
		return f, nil // the rules say what is wrong
	}
	f.Service = quotation.Service{ID: l.ID, Seller: l.Seller, Currency: l.Price.Currency()}
	return f, err
}

type quotationWork = work[quotation.State, quotation.Event, QuotationOutcome]

func (e *Engine) quotationWork(id, name string, now time.Time, call QuotationCall) *quotationWork {
	w := &quotationWork{e: e, m: &e.quotations.machine, stream: e.quotations.stream(id), name: name, call: call, now: now}
	w.outcome = func(ctx context.Context, c *change[quotation.State, quotation.Event]) (o QuotationOutcome, err error) {
		o = QuotationOutcome{QuotationView: QuotationView{ID: id, At: now, State: c.after}, New: c.all()}
		if call.Answer != nil {
			o.Events = append(c.events, o.New...)
			o.Facts, err = e.viewFacts(ctx, &c.after, now)
		}
		return o, err
	}
	w.repeat = func(ctx context.Context, c store.Command) (QuotationOutcome, error) {
		v, err := e.Quotation(ctx, e.quotations.id(c.Stream))
		return QuotationOutcome{QuotationView: v, Repeated: true}, err
	}
	w.answer = func(o *QuotationOutcome, answer []byte) { o.Answer = answer }
	return w
}

// Quotation is a quotation as everybody sees it now. It fails with ErrNotFound. Who
// may see what of it is for the caller to say (quotation.Waiting).
func (e *Engine) Quotation(ctx context.Context, id string) (QuotationView, error) {
	now := e.Now()
	l, err := e.quotations.find(ctx, e.st, id, true)
	if err != nil {
		return QuotationView{}, err
	}
	s, overdue := quotation.Advance(l.state, now)
	facts, err := e.viewFacts(ctx, &s, now)
	return QuotationView{ID: id, At: now, State: s, Events: append(l.events, overdue...), Facts: facts}, err
}

// QuotationState is a quotation's state as it is stored, without what is due since:
// for questions that no deadline changes, such as who its parties are. It costs
// less than a view. ErrNotFound for an unknown id.
func (e *Engine) QuotationState(ctx context.Context, id string) (quotation.State, error) {
	l, err := e.quotations.find(ctx, e.st, id, false)
	return l.state, err
}

// viewFacts is what the actions of a quotation are judged by. What stands against
// the purchase is asked only while there is something to buy.
func (e *Engine) viewFacts(ctx context.Context, s *quotation.State, now time.Time) (quotation.Facts, error) {
	f, err := e.quotationFacts(ctx, *s, nil, now)
	if err == nil && s.Phase == quotation.Proposed {
		f.Sale, err = e.salesRefusal(ctx, s, now)
	}
	return f, err
}

// QuotationQuery asks for quotations, the newest first.
type QuotationQuery struct {
	// Party is whose, asked for or by him; Which of them.
	Party string
	Which Which
	// Cursor is the Next of the page before; empty: the first page.
	Cursor string
	// Limit is the most on one page; 0: 50. There are never more than 200.
	Limit int
}

// Quotations lists quotations, each as it is now; the views are without Events and
// Facts. What is overdue happens first, so that nothing stands in the wrong list
// (T0.2).
func (e *Engine) Quotations(ctx context.Context, q QuotationQuery) (page Page[QuotationView], err error) {
	label, err := q.Which.of(quotingLabel, openQuotingLabel, finishedQuotingLabel)
	if err != nil {
		return page, err
	}
	if err := e.Settle(ctx, q.Party); err != nil {
		return page, err
	}
	return statesPage(ctx, e, &e.quotations.machine, label(q.Party), q.Cursor, q.Limit, func(s quotation.State, now time.Time) QuotationView {
		return QuotationView{ID: s.ID, At: now, State: s}
	})
}
