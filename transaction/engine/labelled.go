package engine

import (
	"context"
	"iter"
	"time"

	"github.com/torikime/torikime/store"
	"github.com/torikime/torikime/transaction"
)

// pageSize is how many streams are read at a time.
const pageSize = 100

// labelled goes through the streams with a label, the newest first, page by page. A
// stream that loses the label meanwhile is harmless; one that gets it is for the next
// time. An error ends it.
func (e *Engine) labelled(ctx context.Context, label string) iter.Seq2[[]store.Item, error] {
	return func(yield func([]store.Item, error) bool) {
		for after := ""; ; {
			items, err := e.st.List(ctx, store.ListQuery{Label: label, After: after, Limit: pageSize})
			if err == nil && len(items) == 0 || !yield(items, err) || err != nil || len(items) < pageSize {
				return
			}
			after = items[len(items)-1].Cursor
		}
	}
}

// labelledStates are the states of a machine's streams with a label, the newest first,
// as they stand at now. An error ends it.
func labelledStates[S, E any](ctx context.Context, e *Engine, m *machine[S, E], label string, now time.Time) iter.Seq2[*S, error] {
	return func(yield func(*S, error) bool) {
		for items, err := range e.labelled(ctx, label) {
			var states []S
			if err == nil {
				states, err = m.loadAll(ctx, e.st, now, streamsOf(items))
			}
			if err != nil {
				yield(nil, err)
				return
			}
			for i := range states {
				if !yield(&states[i], nil) {
					return
				}
			}
		}
	}
}

// labelledTransactions reads the transactions with a label, the newest first, as far
// as more says; nil: all of them.
func (e *Engine) labelledTransactions(ctx context.Context, label string, now time.Time, more func(*transaction.State) bool) ([]transaction.State, error) {
	var all []transaction.State
	for s, err := range labelledStates(ctx, e, &e.transactions, label, now) {
		if err != nil {
			return nil, err
		}
		if more != nil && !more(s) {
			break
		}
		all = append(all, *s)
	}
	return all, nil
}

func streamsOf(items []store.Item) []string {
	ids := make([]string, len(items))
	for i := range items {
		ids[i] = items[i].Stream
	}
	return ids
}

// labels collects those that a stream has, and those that it has no longer.
type labels struct{ on, off []string }

func (l *labels) put(is bool, label string) {
	if is {
		l.on = append(l.on, label)
	} else {
		l.off = append(l.off, label)
	}
}
