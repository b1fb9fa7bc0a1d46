package engine

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/store"
	"github.com/torikime/torikime/transaction"
	"github.com/torikime/torikime/transaction/listing"
)

// Unfinished is something that keeps an account from being deleted (T9.4).
type Unfinished struct {
	// Kind is what it is: "transaction" or "payout".
	Kind string
	ID   string
	// Phase is where it stands.
	Phase string
}

// Open lists what stands open for somebody: his transactions, bought or sold, that
// have not ended, after every overdue deadline of theirs has happened (T0.8), and his
// payouts under way. A transaction that cannot be moved on (ParkedStreams) stands
// open too. The window for reviews may still run: nobody has to wait for it. Nor do
// earnings that he could withdraw keep him: a host tells him of them first
// (Accounts), for once he has left nobody can withdraw them.
func (e *Engine) Open(ctx context.Context, person string) ([]Unfinished, error) {
	if err := e.Settle(ctx, person); err != nil {
		return nil, err
	}
	states, err := e.labelledTransactions(ctx, openLabel(person), e.Now(), nil)
	if err != nil {
		return nil, err
	}
	open := make([]Unfinished, len(states))
	for i := range states {
		open[i] = Unfinished{Kind: "transaction", ID: states[i].ID, Phase: states[i].Phase.String()}
	}
	if open, err = e.openBought(ctx, person, open); err != nil {
		return nil, err
	}
	return e.openPayouts(ctx, person, open)
}

// openBought adds the proposals that somebody bought or sold and whose transactions
// are not stored yet: a store that fails may have left them so.
func (e *Engine) openBought(ctx context.Context, person string, open []Unfinished) ([]Unfinished, error) {
	for s, err := range labelledStates(ctx, e, &e.quotations.machine, openQuotingLabel(person), e.Now()) {
		if err != nil {
			return nil, err
		}
		if s.Unstored {
			open = append(open, Unfinished{Kind: "transaction", ID: s.ID, Phase: s.Phase.String()})
		}
	}
	return open, nil
}

// Erased is what the deletion of an account took.
type Erased struct {
	// Texts are the words and lists of file names that were erased by this call.
	Texts int
	// Files are the ids of all files that the person ever attached, for the host to
	// remove; those that an earlier call named too.
	Files []string
}

// Erase deletes somebody's account (T9.4): from then on he can neither buy, sell
// nor write to anybody, his services are withdrawn for good, his quotations that
// run are ended, and what he wrote is gone: messages, deliveries, quotations, the
// words of his reviews and answers, the words of his services and the notes for
// buyers that purchases froze of them, the names of his files. The ledger, every
// event and every digest stay, and with them the stars that he gave: those cannot
// be withdrawn (T5.6). So do the ids and titles of the options that a purchase
// froze: they say what was paid for. What a service said in events of before its
// words stood beside them (listing, version 1) stays too. Answers that a Call kept with a key, his
// own or another's, may quote him for as long as keys are kept (Options.KeepKeys);
// a host whose answers do takes them in with.
//
// It is refused, with a fault for each thing that stands open, as long as Open
// lists something. with, if not nil, runs in the commit that decides it, once: the
// host notes there that the account is gone. Whoever finds that Erase failed or
// was killed half-way gives it again; what is done is done, and with is not run
// again.
func (e *Engine) Erase(ctx context.Context, person string, with func(context.Context, store.Tx) error) (Erased, error) {
	if !validID(person) {
		return Erased{}, invalidID("T9.4", person)
	}
	if err := e.depart(ctx, person, with); err != nil {
		return Erased{}, err
	}
	if err := e.withdrawAll(ctx, person); err != nil {
		return Erased{}, err
	}
	if err := e.endQuotations(ctx, person); err != nil {
		return Erased{}, err
	}
	var all Erased
	for _, m := range e.kinds() {
		some, err := e.eraseKind(ctx, m, person)
		if err != nil {
			return Erased{}, err
		}
		all.Texts += some.Texts
		all.Files = append(all.Files, some.Files...)
	}
	slices.Sort(all.Files)
	return all, nil
}

// accountStream has one event for whoever has left, and does not exist for anybody
// else.
func accountStream(person string) string { return "account/" + person }

// depart decides the deletion: nothing stands open, and nothing begins meanwhile.
func (e *Engine) depart(ctx context.Context, person string, with func(context.Context, store.Tx) error) error {
	leave := e.presence.alone(person)
	defer leave()
	accounts, err := e.st.Load(ctx, store.LoadOptions{}, accountStream(person))
	if err != nil || accounts[0].Version > 0 {
		return err
	}
	open, err := e.Open(ctx, person)
	if err != nil {
		return err
	}
	if len(open) > 0 {
		no := stillOpen(open)
		if no.OpensAt, err = e.leavesFrom(ctx, person, open); err != nil {
			return err
		}
		return no
	}
	_, err = e.commits.append(ctx, store.Batch{
		Stream: accountStream(person),
		Events: []store.Event{{Type: "left", Version: 1, At: e.Now(), Data: []byte("{}")}},
		With:   with,
	})
	if errors.Is(err, store.ErrConflict) {
		err = nil // another process was faster
	}
	if err == nil {
		e.presence.goes(person)
	}
	return err
}

// stillOpen refuses a deletion, and lists why.
func stillOpen(open []Unfinished) *policy.Rejection {
	no := policy.Reject(policy.Conflict, "T9.4", "open").With("count", strconv.Itoa(len(open)))
	for _, o := range open {
		no.Faults = append(no.Faults, policy.Fault{
			Path: o.Kind + "s/" + o.ID, Code: "open", Rule: "T9.4", Message: fmt.Sprintf("%s %s is %s", o.Kind, o.ID, o.Phase),
		})
	}
	return no
}

// withdrawAll withdraws every service of a seller.
func (e *Engine) withdrawAll(ctx context.Context, seller string) error {
	for items, err := range e.labelled(ctx, offeredLabel(seller)) {
		if err != nil {
			return err
		}
		for _, item := range items {
			if _, err := e.Withdraw(ctx, e.listings.id(item.Stream), transaction.Seller(seller), ListingCall{}); err != nil {
				return err
			}
		}
	}
	return nil
}

// Withdraw stops a service from accepting orders for good; harmless when it is so
// already. It is listed no longer, and still found by its id.
func (e *Engine) Withdraw(ctx context.Context, id string, by transaction.Actor, call ListingCall) (ListingOutcome, error) {
	return e.listingDo(ctx, id, listing.Withdraw{By: by}, e.Now(), call)
}

// eraseKind erases what somebody wrote in every stream of his of one kind.
func (e *Engine) eraseKind(ctx context.Context, m sweeper, person string) (all Erased, err error) {
	label := m.mineLabel(person)
	if label == "" {
		return all, nil
	}
	for items, err := range e.labelled(ctx, label) {
		if err != nil {
			return all, err
		}
		for _, item := range items { // one by one: a stream's words may be many
			texts, files, err := m.written(ctx, e.st, item.Stream, person)
			if err != nil {
				return all, err
			}
			all.Texts += len(texts)
			all.Files = append(all.Files, files...)
			if len(texts) == 0 {
				continue // Erase without names would take everybody's
			}
			if err := e.st.Erase(ctx, item.Stream, texts...); err != nil {
				return all, fmt.Errorf("engine: erase in %s: %w", item.Stream, err)
			}
		}
	}
	return all, nil
}

// mineLabel is the label of a person's streams; empty if nobody's words lie
// beside streams of this kind.
func (m *machine[S, E]) mineLabel(person string) string {
	if m.mine == nil {
		return ""
	}
	return m.mine(person)
}

// written names the bodies of a stream that somebody wrote and that are still
// there, and the files that he attached.
func (m *machine[S, E]) written(ctx context.Context, st store.Store, stream, person string) (texts []store.Body, files []string, err error) {
	streams, err := st.Load(ctx, store.LoadOptions{Bodies: true}, stream)
	if err != nil {
		return nil, nil, err
	}
	l, err := m.fold(ctx, &streams[0])
	if err != nil {
		return nil, nil, err
	}
	for _, b := range streams[0].Bodies {
		if m.wrote(l.state, l.events[b.Seq-1], b.Name, person) {
			texts = append(texts, store.Body{Seq: b.Seq, Name: b.Name})
		}
	}
	for _, e := range l.events {
		for _, f := range m.files(e) {
			if m.wrote(l.state, e, transaction.FilesText, person) {
				files = append(files, f.ID)
			}
		}
	}
	return texts, files, nil
}

// wroteInTransaction reports who wrote a text of a transaction's event. What
// operators wrote is the platform's record.
func wroteInTransaction(s transaction.State, e transaction.Event, text, person string) bool {
	if _, ok := e.(transaction.Purchased); ok && text == "notes" {
		return person == s.Seller
	}
	role := transaction.ByOf(e)
	return role != policy.Operator && role != policy.System && role == s.RoleOf(person)
}

// filesOf are the files of a transaction's event.
func filesOf(e transaction.Event) []transaction.File {
	switch e := e.(type) {
	case transaction.MessagePosted:
		return e.Files
	case transaction.FinalDelivered:
		return e.Files
	}
	return nil
}
