package engine

import (
	"context"
	"fmt"
	"time"

	"github.com/torikime/torikime/store"
	"github.com/torikime/torikime/transaction"
)

// Which says which of somebody's transactions are listed.
type Which string

// The lists of a person's transactions. The zero Which is All.
const (
	All      Which = "all"
	Unended  Which = "open"
	Finished Which = "finished"
)

// Query asks for a person's transactions, bought or sold, the newest first.
type Query struct {
	Party string
	Which Which
	// Cursor is the Next of the page before; empty: the first page.
	Cursor string
	// Limit is the most on one page; 0: 50. There are never more than 200.
	Limit int
}

// Page is one page of a list.
type Page[T any] struct {
	Items []T
	// Next is the cursor of the next page; empty: this was the last.
	Next string
}

// Transactions lists a person's transactions, each as it is now; the Views are
// without Events and Facts. What is overdue happens first, so that nothing stands
// in the wrong list (T0.2).
func (e *Engine) Transactions(ctx context.Context, q Query) (Page[View], error) {
	label, err := q.Which.of(partyLabel, openLabel, finishedLabel)
	if err != nil {
		return Page[View]{}, err
	}
	if err := e.Settle(ctx, q.Party); err != nil {
		return Page[View]{}, err
	}
	return statesPage(ctx, e, &e.transactions, label(q.Party), q.Cursor, q.Limit, func(s transaction.State, now time.Time) View {
		return View{ID: s.ID, At: now, State: s}
	})
}

// ReviewQuery asks for the transactions of a service whose buyer's review is
// shown (T5.8, T5.9), the newest purchase first.
type ReviewQuery struct {
	Service string
	// Cursor is the Next of the page before; empty: the first page.
	Cursor string
	// Limit is the most on one page; 0: 50. There are never more than 200.
	Limit int
}

// Reviewed lists the reviewed transactions of a service, each with its events and
// their words, without Facts. What is overdue happens first: an automatic star, and
// the end of a blind review's time (T0.2).
func (e *Engine) Reviewed(ctx context.Context, q ReviewQuery) (Page[View], error) {
	if err := e.settleService(ctx, q.Service); err != nil {
		return Page[View]{}, err
	}
	items, next, err := e.list(ctx, reviewedLabel(q.Service), q.Cursor, q.Limit)
	if err != nil {
		return Page[View]{}, err
	}
	now := e.Now()
	page := Page[View]{Items: make([]View, 0, len(items)), Next: next}
	for _, item := range items {
		l, err := e.transactions.load(ctx, e.st, item.Stream, true)
		if err != nil {
			return Page[View]{}, err
		}
		page.Items = append(page.Items, View{ID: l.state.ID, At: now, State: l.state, Events: l.events})
	}
	return page, nil
}

// settleService lets every overdue deadline of a service's seller happen.
func (e *Engine) settleService(ctx context.Context, id string) error {
	if !validID(id) {
		return nil // nobody's; the list says what it is
	}
	l, err := e.listings.load(ctx, e.st, e.listings.stream(id), false)
	if err != nil || l.version == 0 {
		return err
	}
	return e.Settle(ctx, l.state.Seller)
}

// of is the label, among those of one kind of stream, that makes the list.
func (w Which) of(all, open, finished func(person string) string) (func(person string) string, error) {
	switch w {
	case All, "":
		return all, nil
	case Unended:
		return open, nil
	case Finished:
		return finished, nil
	}
	return nil, fmt.Errorf("%w: no list is called %q; %q, %q and %q are", store.ErrInvalid, w, All, Unended, Finished)
}

const (
	defaultLimit = 50
	maxLimit     = 200
)

// list reads one page of streams with a label, and the cursor of the next.
func (e *Engine) list(ctx context.Context, label, cursor string, limit int) ([]store.Item, string, error) {
	limit, err := limitOf(limit)
	if err != nil {
		return nil, "", err
	}
	// One more than asked for tells whether there is a next page.
	items, err := e.st.List(ctx, store.ListQuery{Label: label, After: cursor, Limit: limit + 1})
	if err != nil || len(items) <= limit {
		return items, "", err
	}
	return items[:limit], items[limit-1].Cursor, nil
}

// statesPage is one page of the streams with a label, each as view shows its state of now.
func statesPage[S, E, V any](ctx context.Context, e *Engine, m *machine[S, E], label, cursor string, limit int, view func(S, time.Time) V) (Page[V], error) {
	items, next, err := e.list(ctx, label, cursor, limit)
	if err != nil {
		return Page[V]{}, err
	}
	now := e.Now()
	states, err := m.loadAll(ctx, e.st, now, streamsOf(items))
	if err != nil {
		return Page[V]{}, err
	}
	page := Page[V]{Items: make([]V, len(states)), Next: next}
	for i := range states {
		page.Items[i] = view(states[i], now)
	}
	return page, nil
}

// limitOf is how many items a page has at most, by what the caller asks for.
func limitOf(asked int) (int, error) {
	switch {
	case asked < 0:
		return 0, fmt.Errorf("%w: a limit of %d; 1 to %d are right", store.ErrInvalid, asked, maxLimit)
	case asked == 0:
		return defaultLimit, nil
	}
	return min(asked, maxLimit), nil
}
