package engine

import (
	"bytes"
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/torikime/torikime/store"
	"github.com/torikime/torikime/transaction/payment/reconcile"
	"github.com/torikime/torikime/transaction/transfer"
)

// Reconciliation says what is compared with a provider's own books.
type Reconciliation struct {
	// Provider is the name of one of Options.Providers; empty: the first.
	Provider string
	// From and To are the window, [From, To); a zero From is the beginning, a zero To
	// is now. Grace is that of reconcile.Options.
	From, To time.Time
	Grace    time.Duration
	// Heal has transfers looked up that the provider can say more about; React, or
	// Work, does it then.
	Heal bool
}

// Reconcile compares a provider's own books with ours, and ours with themselves
// (T10.1, T10.3). It reads the whole feed twice, and keeps in memory what moved in
// the window and what is open. It fails with reconcile.ErrNoReports,
// reconcile.ErrWindow, and for a provider that is not there.
func (e *Engine) Reconcile(ctx context.Context, r Reconciliation) (reconcile.Report, error) {
	p, err := e.provider(r.Provider)
	if err != nil {
		return reconcile.Report{}, err
	}
	o := reconcile.Options{From: r.From, To: r.To, Now: e.Now(), Grace: r.Grace}
	if r.Heal {
		o.Heal = e.hint
	}
	return reconcile.Run(ctx, p, ownBooks{e}, o)
}

// ownBooks are the engine's books, as package reconcile reads them.
type ownBooks struct{ e *Engine }

// Transfer is one transfer with what was noted of it.
func (b ownBooks) Transfer(ctx context.Context, id string) (reconcile.Transfer, bool, error) {
	v, err := b.e.Transfer(ctx, id)
	if errors.Is(err, ErrNotFound) {
		return reconcile.Transfer{}, false, nil
	}
	return reconcile.Of(v.State.Order, v.State.RequestedAt, v.Events), err == nil, err
}

// transferPage is how many transfers are loaded at a time.
const transferPage = 100

// Each goes through the feed for the transfers that moved in a window.
func (b ownBooks) Each(ctx context.Context, from, to time.Time, yield func(reconcile.Transfer) error) error {
	m := &b.e.transfers
	found, page := map[string]bool{}, []string(nil)
	visit := func() error {
		streams, err := b.e.st.Load(ctx, store.LoadOptions{}, page...)
		if err != nil {
			return err
		}
		for i := range streams {
			l, err := m.fold(ctx, &streams[i])
			if err == nil {
				err = yield(reconcile.Of(l.state.Order, l.state.RequestedAt, l.events))
			}
			if err != nil {
				return err
			}
		}
		page = page[:0]
		return nil
	}
	err := b.e.eachEntry(ctx, func(entry *store.Entry) error {
		ev := &entry.Event
		if !strings.HasPrefix(entry.Stream, m.prefix()) || ev.At.Before(from) || !ev.At.Before(to) || found[entry.Stream] {
			return nil
		}
		if ev.Type != transfer.TypeOf(transfer.TakenOver{}) && !bytes.Contains(ev.Data, postingsKey) {
			return nil
		}
		found[entry.Stream] = true
		if page = append(page, entry.Stream); len(page) < transferPage {
			return nil
		}
		return visit()
	})
	if err != nil || len(page) == 0 {
		return err
	}
	return visit()
}

// eachEntry goes through the whole feed, page by page.
func (e *Engine) eachEntry(ctx context.Context, visit func(*store.Entry) error) error {
	for after := int64(0); ; {
		page, err := e.st.Tail(ctx, after, trialPage)
		if err != nil {
			return err
		}
		for i := range page {
			if err := visit(&page[i]); err != nil {
				return err
			}
		}
		if len(page) < trialPage {
			return nil
		}
		after = page[len(page)-1].Position
	}
}

// Check tells what contradicts itself within our own books.
func (b ownBooks) Check(ctx context.Context, yield func(reconcile.Difference) error) error {
	scan := bookScan{e: b.e, open: map[bookKey]*openBook{}, owners: map[string]string{}}
	if err := b.e.eachEntry(ctx, func(entry *store.Entry) error { return scan.entry(ctx, entry) }); err != nil {
		return err
	}
	keys := make([]bookKey, 0, len(scan.open))
	for key := range scan.open {
		keys = append(keys, key)
	}
	slices.SortFunc(keys, compareBooks)
	found, err := scan.judge(ctx, keys)
	if err != nil {
		return err
	}
	if err := scan.trial.Check(); err != nil {
		found = append(found, reconcile.Difference{Kind: reconcile.OffBalance, Note: err.Error()})
	}
	for _, d := range found {
		if err := yield(d); err != nil {
			return err
		}
	}
	return nil
}
