package engine

import (
	"cmp"
	"context"
	"slices"
	"time"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/policy/money"
	"github.com/torikime/torikime/store"
	"github.com/torikime/torikime/transaction/codec"
	"github.com/torikime/torikime/transaction/payout"
	"github.com/torikime/torikime/transaction/transfer"
)

// accounts is the machine of what sellers have earned. What is due of one has to be
// written to another stream first: that of the transaction whose earnings were
// taken back.
type accounts struct {
	machine[payout.State, payout.Event]
	e *Engine
}

func (e *Engine) accountMachine() accounts {
	return accounts{e: e, machine: machine[payout.State, payout.Event]{
		kind:    "payout",
		evolve:  payout.Evolve,
		advance: func(s payout.State, _ time.Time) (payout.State, []payout.Event) { return s, nil },
		next: func(s payout.State, _ time.Time) time.Time {
			if len(s.Uncopied) > 0 {
				return s.LastAt
			}
			return time.Time{}
		},
		last:   func(s payout.State) time.Time { return s.LastAt },
		labels: accountLabels,
		relabel: func(a, b payout.State, _ time.Time) bool {
			return payoutAsked(&a) != payoutAsked(&b) || (len(a.Uncopied) > 0) != (len(b.Uncopied) > 0)
		},
		encode: func(ev payout.Event) (codec.Record, []codec.Body, error) { return payout.Encode(ev, e.entropy) },
		decode: func(_ context.Context, r codec.Record, bodies []codec.Body) (payout.Event, error) {
			return payout.Decode(r, bodies)
		},
		name: payout.TypeOf,
		quiet: func(ev payout.Event) bool {
			switch ev.(type) {
			case payout.PayoutRequested, payout.TakenBack:
				return false // there is less to withdraw
			}
			return true
		},
		wordy: true,
	}}
}

// The labels of an account: its seller's, and what is to be done about it.
const (
	payoutAskedLabel = "payout-asked"
	takenBackLabel   = "taken-back"
)

func payoutsLabel(seller string) string { return "payouts/" + seller }

// payoutAsked: a payout has no transfer yet.
func payoutAsked(s *payout.State) bool {
	return slices.ContainsFunc(s.Open, func(p payout.Payout) bool { return p.Stage == transfer.Asked })
}

func accountLabels(s payout.State, _ time.Time) (on, off []string) {
	l := labels{on: []string{payoutsLabel(s.Seller)}}
	l.put(payoutAsked(&s), payoutAskedLabel)
	l.put(len(s.Uncopied) > 0, takenBackLabel)
	return l.on, l.off
}

// accountID is the id of a seller's account in a currency: one account each.
func accountID(cur money.Currency, seller string) string { return cur.String() + "/" + seller }

// AccountCall is a CallOf for PayOut. Of the events that make an ExpectedSeq a
// conflict there are two: another payout, and earnings that were taken back.
type AccountCall = CallOf[AccountOutcome]

// AccountOutcome is what a command on a seller's account led to.
type AccountOutcome struct {
	// AccountView is the account after the command. Its Events are filled in only if
	// the Call has an Answer that may want to show them.
	AccountView
	// New are the events that the command led to, what closed meanwhile first.
	New      []payout.Event
	Repeated bool
	Answer   []byte
}

// AccountView is one seller's account in one currency at one instant: everything
// that has closed by then is credited (T0.8, T10.2).
type AccountView struct {
	Seller   string
	Currency money.Currency
	At       time.Time
	State    payout.State
	// Events are the whole history, with the words that were not erased.
	Events []payout.Event
	// Terms are what a payout costs now (payout.FeeOf).
	Terms policy.Payout
}

// Account is what a seller has earned and withdrawn in a currency; empty if nothing.
// His overdue deadlines happen first (T0.8), and what closed is credited.
// ErrNotFound: nobody can have that id, or nothing that currency.
func (e *Engine) Account(ctx context.Context, seller string, cur money.Currency) (AccountView, error) {
	if !validID(seller) || cur == (money.Currency{}) {
		return AccountView{}, ErrNotFound
	}
	now := e.Now()
	if err := e.settlePerson(ctx, now, seller); err != nil {
		return AccountView{}, err
	}
	return e.account(ctx, seller, cur, now)
}

// Accounts are a seller's accounts in all currencies in which he has ever sold, by
// code, each as Account shows it.
func (e *Engine) Accounts(ctx context.Context, seller string) ([]AccountView, error) {
	if !validID(seller) {
		return nil, ErrNotFound
	}
	now := e.Now()
	if err := e.settlePerson(ctx, now, seller); err != nil {
		return nil, err
	}
	// What was credited was sold: the record of his sales has every currency.
	known, err := e.facts(ctx, policy.Seller, seller)
	if err != nil {
		return nil, err
	}
	var currencies []money.Currency
	for i := range known.Sales {
		if cur := known.Sales[i].Revenue.Currency(); !slices.Contains(currencies, cur) {
			currencies = append(currencies, cur)
		}
	}
	slices.SortFunc(currencies, func(a, b money.Currency) int { return cmp.Compare(a.String(), b.String()) })
	views := make([]AccountView, len(currencies))
	for i, cur := range currencies {
		if views[i], err = e.account(ctx, seller, cur, now); err != nil {
			return nil, err
		}
	}
	return views, nil
}

// account is Account after the seller's deadlines have happened.
func (e *Engine) account(ctx context.Context, seller string, cur money.Currency, now time.Time) (AccountView, error) {
	w, err := e.accountWork(seller, cur, "credit", now, AccountCall{})
	if err != nil {
		return AccountView{}, err
	}
	l, err := e.accounts.load(ctx, e.st, w.stream, true)
	if err == nil {
		err = w.crediting.gather(ctx, l.state)
	}
	if err != nil || len(w.crediting.found) == 0 {
		return w.view(l.state, l.events), err
	}
	w.call.Answer = func(AccountOutcome) ([]byte, error) { return nil, nil } // the whole history
	w.judge = func(s payout.State, _ time.Time) (payout.State, []payout.Event, *policy.Rejection) {
		return s, nil, nil
	}
	out, err := w.do(ctx)
	return out.AccountView, err
}

// accountWork is a command on an account. Before it is judged, what has closed is
// credited, in the same commit.
type accountWork struct {
	work[payout.State, payout.Event, AccountOutcome]
	crediting crediting
}

func (e *Engine) accountWork(seller string, cur money.Currency, name string, now time.Time, call AccountCall) (*accountWork, error) {
	inForce, err := e.Policy(now)
	if err != nil {
		return nil, err
	}
	w := &accountWork{crediting: crediting{e: e, terms: inForce.Payout, seller: seller, cur: cur, now: now, dry: call.DryRun}}
	w.work = work[payout.State, payout.Event, AccountOutcome]{
		e: e, m: &e.accounts.machine, stream: e.accounts.stream(accountID(cur, seller)), name: name, call: call, now: now, creates: true,
	}
	w.keyed = w.stream
	w.gather = w.crediting.gather
	w.outcome = func(_ context.Context, c *change[payout.State, payout.Event]) (AccountOutcome, error) {
		o := AccountOutcome{AccountView: w.view(c.after, nil), New: c.all()}
		if w.call.Answer != nil {
			o.Events = append(slices.Clip(c.events), o.New...)
		}
		return o, nil
	}
	w.repeat = func(ctx context.Context, _ store.Command) (AccountOutcome, error) {
		v, err := e.Account(ctx, seller, cur)
		return AccountOutcome{AccountView: v, Repeated: true}, err
	}
	w.answer = func(o *AccountOutcome, answer []byte) { o.Answer = answer }
	return w, nil
}

func (w *accountWork) view(s payout.State, events []payout.Event) AccountView {
	c := &w.crediting
	s.Seller, s.Currency = c.seller, c.cur // also of one who has earned nothing yet
	return AccountView{Seller: c.seller, Currency: c.cur, At: c.now, State: s, Events: events, Terms: c.terms}
}

// do credits what has closed, then carries the command out.
func (w *accountWork) do(ctx context.Context) (AccountOutcome, error) {
	judge := w.judge
	w.judge = func(s payout.State, at time.Time) (payout.State, []payout.Event, *policy.Rejection) {
		s, credited, no := w.crediting.credit(s, at)
		if no != nil {
			return s, nil, no
		}
		s, own, no := judge(s, at)
		return s, append(credited, own...), no
	}
	return w.work.do(ctx)
}
