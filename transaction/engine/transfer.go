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
	"github.com/torikime/torikime/transaction/transfer"
)

func (e *Engine) transferMachine() machine[transfer.State, transfer.Event] {
	return machine[transfer.State, transfer.Event]{
		kind:    "transfer",
		cache:   &cache[transfer.State]{max: e.o.CacheSize, states: map[string]cached[transfer.State]{}},
		evolve:  transfer.Evolve,
		advance: transfer.Advance,
		next: func(s transfer.State, _ time.Time) time.Time {
			due, _ := transfer.Next(s)
			return due
		},
		last:   func(s transfer.State) time.Time { return s.LastAt },
		labels: transferLabels,
		relabel: func(a, b transfer.State, _ time.Time) bool {
			return a.Ready() != b.Ready() || (a.Work == transfer.Stuck) != (b.Work == transfer.Stuck)
		},
		encode: func(ev transfer.Event) (codec.Record, []codec.Body, error) {
			r, err := transfer.Encode(ev)
			return r, nil, err
		},
		decode: func(_ context.Context, r codec.Record, _ []codec.Body) (transfer.Event, error) {
			return transfer.Decode(r)
		},
		name:  transfer.TypeOf,
		quiet: func(transfer.Event) bool { return true },
	}
}

// The labels of a transfer: all, those of a transaction, those of whoever pays or is
// paid, and what is to be done about them.
const (
	transfersLabel     = "transfers"
	transferReadyLabel = "transfer-ready"
	transferStuckLabel = "transfer-stuck"
)

func transfersOfLabel(transaction string) string { return "transfers-of/" + transaction }
func payingLabel(person string) string           { return "paying/" + person }

func transferLabels(s transfer.State, _ time.Time) (on, off []string) {
	l := labels{on: []string{transfersLabel}}
	if s.Order.Transaction != "" {
		l.on = append(l.on, transfersOfLabel(s.Order.Transaction))
	}
	for _, person := range []string{s.Order.Buyer, s.Order.Seller} {
		if person != "" {
			l.on = append(l.on, payingLabel(person))
		}
	}
	l.put(s.Ready(), transferReadyLabel)
	l.put(s.Work == transfer.Stuck, transferStuckLabel)
	return l.on, l.off
}

// TransferCall is a CallOf for Charge and TakeOver. An ExpectedSeq of a Charge is the
// number of the transaction's events that the buyer has seen.
type TransferCall = CallOf[TransferOutcome]

// TransferOutcome is what a command on a transfer led to.
type TransferOutcome struct {
	// TransferView is the transfer after the command. Its Events are empty.
	TransferView
	New      []transfer.Event
	Repeated bool
	Answer   []byte
}

// TransferView is one movement of money at one instant: everything due by then has
// happened (T0.2).
type TransferView struct {
	ID     string
	At     time.Time
	State  transfer.State
	Events []transfer.Event
}

type transferWork = work[transfer.State, transfer.Event, TransferOutcome]

func (e *Engine) transferWork(id string, c transfer.Command, call TransferCall) *transferWork {
	now := e.Now()
	w := &transferWork{e: e, m: &e.transfers, stream: e.transfers.stream(id), name: c.Name(), call: call, now: now}
	w.judge = func(s transfer.State, at time.Time) (transfer.State, []transfer.Event, *policy.Rejection) {
		return transfer.Handle(s, c, at)
	}
	w.outcome = func(_ context.Context, ch *change[transfer.State, transfer.Event]) (TransferOutcome, error) {
		return TransferOutcome{TransferView: TransferView{ID: id, At: now, State: ch.after}, New: ch.all()}, nil
	}
	w.repeat = func(ctx context.Context, c store.Command) (TransferOutcome, error) {
		v, err := e.Transfer(ctx, e.transfers.id(c.Stream))
		return TransferOutcome{TransferView: v, Repeated: true}, err
	}
	w.answer = func(o *TransferOutcome, answer []byte) { o.Answer = answer }
	return w
}

// move gives one of the engine's own commands to a transfer.
func (e *Engine) move(ctx context.Context, id string, c transfer.Command) (transfer.State, error) {
	out, err := e.transferWork(id, c, TransferCall{}).do(ctx)
	return out.State, err
}

// Transfer is one movement of money, with its history. It fails with ErrNotFound.
func (e *Engine) Transfer(ctx context.Context, id string) (TransferView, error) {
	now := e.Now()
	l, err := e.transfers.find(ctx, e.st, id, false)
	if err != nil {
		return TransferView{}, err
	}
	s, overdue := transfer.Advance(l.state, now)
	return TransferView{ID: id, At: now, State: s, Events: append(l.events, overdue...)}, nil
}

// TransferQuery asks for movements of money, the newest first: those of a
// transaction, of a person, those that an operator has to look at, or all.
type TransferQuery struct {
	// One of Transaction, Person and Stuck; none of them: all transfers.
	Transaction, Person string
	Stuck               bool
	// Cursor is the Next of the page before; empty: the first page.
	Cursor string
	// Limit is the most on one page; 0: 50. There are never more than 200.
	Limit int
}

func (q *TransferQuery) label() (string, error) {
	label, named := transfersLabel, 0
	for name, is := range map[string]bool{
		transfersOfLabel(q.Transaction): q.Transaction != "", payingLabel(q.Person): q.Person != "", transferStuckLabel: q.Stuck,
	} {
		if is {
			label = name
			named++
		}
	}
	if named > 1 {
		return "", errors.New("engine: TransferQuery: one of Transaction, Person and Stuck is right")
	}
	return label, nil
}

// Transfers lists movements of money without their Events.
func (e *Engine) Transfers(ctx context.Context, q TransferQuery) (Page[TransferView], error) {
	label, err := q.label()
	if err != nil {
		return Page[TransferView]{}, err
	}
	return statesPage(ctx, e, &e.transfers, label, q.Cursor, q.Limit, func(s transfer.State, now time.Time) TransferView {
		return TransferView{ID: s.Order.ID, At: now, State: s}
	})
}

// TakeOver carries out an operator's decision about a transfer that is stuck: retry it,
// settle it by hand, or give it up (T10.3). Errors are those of Do.
func (e *Engine) TakeOver(ctx context.Context, id string, c transfer.TakeOver, call TransferCall) (TransferOutcome, error) {
	if !validID(id) {
		return TransferOutcome{}, ErrNotFound
	}
	c.Met = false
	if c.How == transfer.Settle {
		v, err := e.Transfer(ctx, id)
		if err != nil {
			return TransferOutcome{}, err
		}
		if c.Met, err = e.met(ctx, &v.State.Order); err != nil {
			return TransferOutcome{}, err
		}
	}
	return e.transferWork(id, c, call).do(ctx)
}

// met reports a refund of a capture that the provider has taken back.
func (e *Engine) met(ctx context.Context, o *transfer.Order) (bool, error) {
	if o.Kind != transfer.Refund {
		return false, nil
	}
	capture, err := e.Transfer(ctx, o.Of)
	return capture.State.Phase == transfer.Returned, err
}

// Remember keeps a key and an answer about a transaction in a commit of their own,
// for a host whose answer comes later than the command: a purchase that is answered
// when it is paid. Repeated, it gives the first answer.
func (e *Engine) Remember(ctx context.Context, id string, call Call) (Outcome, error) {
	if !validID(id) {
		return Outcome{}, ErrNotFound
	}
	w := e.transactionWork(id, "remember", e.Now(), call)
	w.judge = func(s transaction.State, _ time.Time) (transaction.State, []transaction.Event, *policy.Rejection) {
		return s, nil, nil
	}
	return w.do(ctx)
}

// requestTransfer makes a transfer, unless it was made already.
func (e *Engine) requestTransfer(ctx context.Context, o transfer.Order) error {
	if !validID(o.ID) {
		return fmt.Errorf("engine: transfer %q: %w", o.ID, invalidID("T10.3", o.ID))
	}
	w := e.transferWork(o.ID, transfer.Request{Order: o}, TransferCall{})
	w.creates = true
	_, err := w.do(ctx)
	if isKind(err, policy.Conflict) {
		return nil // another was faster
	}
	return err
}

// isKind reports a rejection of a kind.
func isKind(err error, k policy.Kind) bool {
	var no *policy.Rejection
	return errors.As(err, &no) && no.Kind == k
}
