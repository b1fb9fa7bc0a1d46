package engine

import (
	"context"
	"strings"

	"github.com/torikime/torikime/store"
)

// Held is something with words that an operator has to look at (T8.4).
type Held struct {
	// Kind is what it is, such as "transaction" or "service"; ID its id.
	Kind, ID string
}

// Held lists what has words that wait for an operator (T8.4), the newest stream
// first; words that went with their writer's account wait no longer (T9.4). The
// cursor is the Next of the page before; a limit of 0 is 50.
func (e *Engine) Held(ctx context.Context, cursor string, limit int) (Page[Held], error) {
	items, next, err := e.waiting(ctx, heldLabel, cursor, limit)
	page := Page[Held]{Items: make([]Held, len(items)), Next: next}
	for i := range items {
		page.Items[i].Kind, page.Items[i].ID, _ = strings.Cut(items[i].Stream, "/")
	}
	return page, err
}

// waiting is list for streams with held words, without those whose words are gone:
// what is held follows from the events, which an erasure does not touch. What
// cannot be read is listed too.
func (e *Engine) waiting(ctx context.Context, label, cursor string, limit int) (left []store.Item, next string, err error) {
	if limit, err = limitOf(limit); err != nil {
		return nil, "", err
	}
	for next = cursor; ; {
		items, after, err := e.list(ctx, label, next, limit-len(left))
		if err != nil {
			return nil, "", err
		}
		for _, item := range items {
			waits, err := e.waits(ctx, item.Stream)
			if ctx.Err() != nil {
				return nil, "", ctx.Err()
			}
			if waits || err != nil {
				left = append(left, item)
			}
		}
		if next = after; next == "" || len(left) == limit {
			return left, next, nil
		}
	}
}

func (e *Engine) waits(ctx context.Context, stream string) (bool, error) {
	m, err := e.sweeper(stream)
	if err != nil {
		return false, err
	}
	return m.waits(ctx, e.st, stream)
}

// waits reports a stream with held words that are still there. It reads the words
// from the first held one on.
func (m *machine[S, E]) waits(ctx context.Context, st store.Store, stream string) (bool, error) {
	if m.held == nil {
		return true, nil
	}
	l, err := m.load(ctx, st, stream, false)
	if err != nil {
		return false, err
	}
	held := m.held(l.state)
	if len(held) == 0 {
		return false, nil // an operator was faster
	}
	first := held[0]
	if l, err = m.tail(ctx, st, stream, first-1); err != nil {
		return false, err
	}
	for _, seq := range held {
		for _, t := range m.texts(l.events[seq-first]) {
			if t.Held() && t.Body != "" {
				return true, nil
			}
		}
	}
	return false, nil
}
