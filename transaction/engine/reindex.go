package engine

import (
	"context"
	"errors"

	"github.com/torikime/torikime/store"
)

// Reindex sets the wake and the labels of every stream anew from its events, and
// says how many streams it wrote. It may run beside everything else. Streams that
// cannot be read are parked.
func (e *Engine) Reindex(ctx context.Context) (int, error) {
	total := 0
	for _, m := range e.kinds() {
		for after := ""; ; {
			ids, err := e.st.Streams(ctx, m.prefix(), after, pageSize)
			if err != nil {
				return total, err
			}
			n, err := e.reindex(ctx, m, ids)
			total += n
			if err != nil {
				return total, err
			}
			if len(ids) < pageSize {
				break
			}
			after = ids[len(ids)-1]
		}
	}
	return total, nil
}

// reindex writes streams' indexes; those that moved meanwhile are read again.
func (e *Engine) reindex(ctx context.Context, m sweeper, ids []string) (int, error) {
	total, failed := 0, map[string]error{}
	for range attempts {
		if len(ids) == 0 {
			break
		}
		streams, err := e.st.Load(ctx, store.LoadOptions{}, ids...)
		if err != nil {
			return total, err
		}
		batches := make([]store.Batch, 0, len(streams))
		for i := range streams {
			if b, err := m.index(ctx, &streams[i]); err != nil {
				failed[streams[i].ID] = err
			} else {
				batches = append(batches, b)
			}
		}
		results, err := e.commits.appendAll(ctx, batches)
		if err != nil {
			return total, err
		}
		ids = ids[:0]
		for i, r := range results {
			switch {
			case r.Err == nil:
				total++
			case errors.Is(r.Err, store.ErrConflict):
				ids = append(ids, batches[i].Stream)
			default:
				failed[batches[i].Stream] = r.Err
			}
		}
	}
	return total, e.park(ctx, failed, e.Now())
}
