package outbox

import (
	"context"
	"errors"
	"fmt"

	"github.com/torikime/torikime/store"
)

// ErrMayHaveBeenSent: an Unknown item is not sent again.
var ErrMayHaveBeenSent = errors.New("outbox: perhaps it was sent; it is not sent again")

// Items lists the items on a list, the newest first, after a cursor ("": from the
// first); next is the cursor of the page that follows, "" at the end.
func (b *Outbox) Items(ctx context.Context, l List, cursor string, limit int) (items []Record, next string, err error) {
	found, err := b.st.List(ctx, store.ListQuery{Label: b.label(l), After: cursor, Limit: limit})
	if err != nil || len(found) == 0 {
		return nil, "", err
	}
	ids := make([]string, len(found))
	for i := range found {
		ids[i] = found[i].Stream
	}
	streams, err := b.st.Load(ctx, store.LoadOptions{}, ids...)
	if err != nil {
		return nil, "", err
	}
	for i := range streams {
		r, err := read(&streams[i])
		if err != nil {
			r.Detail = err.Error() // an operator sees it; it hides no other
		}
		items = append(items, r)
	}
	if len(found) == limit {
		next = found[len(found)-1].Cursor
	}
	return items, next, nil
}

// Count is how many items are on a list.
func (b *Outbox) Count(ctx context.Context, l List) (int, error) {
	return b.st.Count(ctx, b.label(l))
}

// Item is one item by its id; store.ErrNotFound if there is none.
func (b *Outbox) Item(ctx context.Context, id string) (Record, error) {
	streams, err := b.st.Load(ctx, store.LoadOptions{}, b.stream(id))
	if err != nil {
		return Record{}, err
	}
	if streams[0].Version == 0 {
		return Record{}, fmt.Errorf("%w: no item %.80q in the outbox %q", store.ErrNotFound, id, b.o.Name)
	}
	return read(&streams[0])
}

// Retry sends an item again that was rejected or given up, when somebody has done away
// with the cause. It is harmless for one that waits. The error for an Unknown one is
// ErrMayHaveBeenSent; what went out, or is going out, is store.ErrConflict.
func (b *Outbox) Retry(ctx context.Context, id string) error {
	r, err := b.Item(ctx, id)
	if err != nil {
		return err
	}
	switch r.Status {
	case StatusWaiting:
		return nil
	case StatusRejected, StatusGivenUp:
	case StatusUnknown:
		return ErrMayHaveBeenSent
	default:
		return fmt.Errorf("%w: outbox: item %.80q is %s; rejected and given up ones can be retried", store.ErrConflict, id, r.Status)
	}
	e, err := event(typeRetried, latest(b.now(), r.Changed), retried{})
	if err != nil {
		return err
	}
	written, err := b.write(ctx, &r, StatusWaiting, e)
	if err == nil && !written {
		err = store.ErrConflict
	}
	return err
}
