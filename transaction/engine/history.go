package engine

import (
	"context"

	"github.com/torikime/torikime/transaction"
)

// History is a transaction's events as they are stored, without the words that
// people wrote and without what is due since (transaction.Advance). It is for those
// who derive something from many histories, such as notices and reminders (T9.2,
// T9.3), and costs less than a View. ErrNotFound for an unknown id.
func (e *Engine) History(ctx context.Context, id string) ([]transaction.Event, error) {
	if !validID(id) {
		return nil, ErrNotFound
	}
	l, err := e.transaction(ctx, id, false)
	return l.events, err
}
