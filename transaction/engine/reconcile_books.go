package engine

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/torikime/torikime/policy/money"
	"github.com/torikime/torikime/store"
	"github.com/torikime/torikime/transaction"
	"github.com/torikime/torikime/transaction/codec"
	"github.com/torikime/torikime/transaction/ledger"
	"github.com/torikime/torikime/transaction/payment/reconcile"
	"github.com/torikime/torikime/transaction/transfer"
)

// bookScan adds up what is open in our books, in one pass over the feed: a
// transaction's book together with those of its transfers, an account's likewise.
// What is settled is forgotten, so that it needs the memory of what is open.
type bookScan struct {
	e     *Engine
	trial ledger.Trial
	open  map[bookKey]*openBook
	// owners are the streams that asked for the transfers that are under way.
	owners map[string]string
}

// bookKey is whose money it is: a transaction's or an account's stream.
type bookKey struct {
	stream   string
	currency money.Currency
}

func compareBooks(a, b bookKey) int {
	return cmp.Or(strings.Compare(a.stream, b.stream), strings.Compare(a.currency.String(), b.currency.String()))
}

// openBook is what stands there and will not for ever.
type openBook struct {
	clearing, held, refunds int64
	since                   time.Time
}

// entry posts one event.
func (s *bookScan) entry(ctx context.Context, entry *store.Entry) error {
	if strings.HasPrefix(entry.Stream, s.e.transfers.prefix()) {
		if err := s.follow(entry); err != nil {
			return fmt.Errorf("engine: %s, event %d: %w", entry.Stream, entry.Seq, err)
		}
	}
	list, err := s.e.postingsOf(entry)
	if err == nil {
		err = s.trial.Post(list)
	}
	if err != nil {
		return fmt.Errorf("engine: %s, event %d: %w", entry.Stream, entry.Seq, err)
	}
	if len(list) == 0 {
		return nil
	}
	owner, err := s.owner(ctx, entry.Stream)
	if err != nil {
		return err
	}
	for i := range list {
		s.post(owner, &list[i], entry.Event.At)
	}
	return nil
}

// follow remembers who asked for a transfer, until he was told how it stands.
func (s *bookScan) follow(entry *store.Entry) error {
	ev := &entry.Event
	switch ev.Type {
	case transfer.TypeOf(transfer.Requested{}):
		decoded, err := transfer.Decode(codec.Record{Type: ev.Type, Version: ev.Version, At: ev.At, Data: ev.Data})
		if err != nil {
			return err
		}
		if requested, ok := decoded.(transfer.Requested); ok {
			s.owners[entry.Stream] = s.ownerOf(&requested.Order)
		}
	case transfer.TypeOf(transfer.Told{}):
		delete(s.owners, entry.Stream)
	}
	return nil
}

func (s *bookScan) ownerOf(o *transfer.Order) string {
	if o.Kind == transfer.Payout {
		account, _ := payoutOf(o)
		return s.e.accounts.stream(account)
	}
	return s.e.transactions.stream(o.Transaction)
}

// owner is whose book an event's postings belong to.
func (s *bookScan) owner(ctx context.Context, stream string) (string, error) {
	if !strings.HasPrefix(stream, s.e.transfers.prefix()) {
		return stream, nil
	}
	if owner, ok := s.owners[stream]; ok {
		return owner, nil
	}
	state, err := s.e.transferState(ctx, s.e.transfers.id(stream)) // told, and then it came back
	return s.ownerOf(&state.Order), err
}

func (s *bookScan) post(stream string, p *ledger.Posting, at time.Time) {
	key := bookKey{stream, p.Amount.Currency()}
	b := s.open[key]
	if b == nil {
		b = &openBook{}
		s.open[key] = b
	}
	move := func(a ledger.Account, units int64) {
		switch a {
		case ledger.Clearing:
			b.clearing += units
		case ledger.Held:
			b.held += units
		case ledger.Refunds:
			b.refunds += units
		}
	}
	move(p.From, -p.Amount.Units())
	move(p.To, p.Amount.Units())
	b.since = at
	if b.clearing == 0 && b.held == 0 && b.refunds == 0 {
		delete(s.open, key)
	}
}

// judge says what of the open books should not be.
func (s *bookScan) judge(ctx context.Context, keys []bookKey) (found []reconcile.Difference, err error) {
	var waiting []bookKey
	for _, key := range keys {
		b := s.open[key]
		if b.clearing != 0 {
			d, err := s.clearing(ctx, key, b)
			if err != nil {
				return nil, err
			}
			found = append(found, d...)
		}
		if b.held != 0 || b.refunds != 0 {
			waiting = append(waiting, key)
		}
	}
	for page := range slices.Chunk(waiting, transferPage) {
		d, err := s.transactions(ctx, page)
		if err != nil {
			return nil, err
		}
		found = append(found, d...)
	}
	return found, nil
}

// clearing judges money that a provider has moved and that stands in no book. As
// long as a transfer is on its way, it may.
func (s *bookScan) clearing(ctx context.Context, key bookKey, b *openBook) ([]reconcile.Difference, error) {
	label, seller := transfersOfLabel(s.e.transactions.id(key.stream)), ""
	if account, ok := strings.CutPrefix(key.stream, s.e.accounts.prefix()); ok {
		_, seller, _ = strings.Cut(account, "/")
		label = payingLabel(seller)
	}
	accepted, busy := false, false
	for t, err := range labelledStates(ctx, s.e, &s.e.transfers, label, s.e.Now()) {
		if err != nil {
			return nil, err
		}
		if s.ownerOf(&t.Order) == key.stream {
			busy = busy || t.Ready() || t.Work != transfer.Idle
			accepted = accepted || acceptedByOperator(t)
		}
	}
	if busy {
		return nil, nil
	}
	d := s.about(reconcile.Clearing, key, b.clearing, b.since)
	if accepted {
		d.Kind = reconcile.SettledByOperator
	}
	if seller != "" {
		d.Note = "the account of seller " + seller
	}
	return []reconcile.Difference{d}, nil
}

// acceptedByOperator reports a transfer that ended otherwise than it was asked for,
// so that an operator had to look at it, and has: it is no longer stuck.
func acceptedByOperator(t *transfer.State) bool {
	switch {
	case t.Phase == transfer.Returned && t.Order.Kind == transfer.Capture, !t.Extra.IsZero():
		return true
	case t.Phase == transfer.Confirmed && t.Order.Kind != transfer.Capture:
		return t.Moved != t.Order.Amount
	}
	return false
}

// transactions judges what is held, or owed back, in transactions.
func (s *bookScan) transactions(ctx context.Context, page []bookKey) (found []reconcile.Difference, err error) {
	streams := make([]string, 0, len(page))
	for _, key := range page {
		if strings.HasPrefix(key.stream, s.e.transactions.prefix()) {
			streams = append(streams, key.stream)
		}
	}
	states, err := s.e.transactions.loadAll(ctx, s.e.st, s.e.Now(), streams)
	if err != nil {
		return nil, err
	}
	for i := range states {
		t := &states[i]
		key := bookKey{s.e.transactions.stream(t.ID), t.Currency()}
		b := s.open[key]
		if held := t.Book.Balance(ledger.Held); t.Phase.Finished() && held != 0 {
			found = append(found, s.about(reconcile.Held, key, held, t.LastAt))
		}
		if b == nil || b.refunds == 0 {
			continue
		}
		for k := range t.Refunds {
			if owed, err := s.owed(ctx, t.ID, &t.Refunds[k]); err != nil {
				return nil, err
			} else if owed {
				d := s.about(reconcile.RefundOwed, key, t.Refunds[k].Amount.Units(), b.since)
				d.Deed, d.Note = transfer.Refund, "of the payment "+t.Refunds[k].Charge
				found = append(found, d)
			}
		}
	}
	return found, nil
}

// owed reports a refund for which nobody has made a transfer.
func (s *bookScan) owed(ctx context.Context, id string, r *transaction.Refund) (bool, error) {
	if r.Stage >= transaction.RefundConfirmed {
		return false, nil
	}
	l, err := s.e.transfers.load(ctx, s.e.st, s.e.transfers.stream(refundID(r)), false)
	return err == nil && l.version == 0, err
}

func (s *bookScan) about(k reconcile.Kind, key bookKey, units int64, since time.Time) reconcile.Difference {
	d := reconcile.Difference{Kind: k, Ours: money.New(units, key.currency), Theirs: money.New(0, key.currency), Since: since}
	if id, ok := strings.CutPrefix(key.stream, s.e.transactions.prefix()); ok {
		d.Transaction = id
	}
	return d
}
