package sqlstore

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/torikime/torikime/store"
)

// entry is one batch of an Append, and its result.
type entry struct {
	*store.Batch
	result *store.Result
}

// Append implements store.Store. All batches share one transaction and one
// fsync.
func (s *Store) Append(ctx context.Context, batches ...store.Batch) ([]store.Result, error) {
	results := make([]store.Result, len(batches))
	group := make([]entry, 0, len(batches))
	for i := range batches {
		if results[i].Err = batches[i].Check(); results[i].Err == nil {
			group = append(group, entry{&batches[i], &results[i]})
		}
	}
	if len(group) == 0 {
		return results, ctx.Err()
	}
	err := s.write.group(ctx, group)
	if err != nil {
		err = fmt.Errorf("sqlstore: append: %w", err)
		for _, e := range group {
			*e.result = store.Result{Err: err}
		}
	}
	return results, err
}

// group writes batches in one transaction: all of them together, unless one is
// refused or a statement fails. Then all of it is undone and written again batch
// by batch, for each to succeed or fail by itself. The caller's own statements
// may well fail, and run once: a batch that has some is apart from the first.
func (w *writer) group(ctx context.Context, group []entry) error {
	own := slices.ContainsFunc(group, func(e entry) bool { return e.With != nil })
	if !own {
		spoiled := false
		err := w.do(ctx, func(ctx context.Context) (keep bool, err error) {
			refused, err := w.together(ctx, group)
			spoiled = refused != nil || err != nil
			return !spoiled, err
		})
		if !spoiled {
			return err
		}
	}
	return w.do(ctx, func(ctx context.Context) (keep bool, err error) {
		for _, e := range group {
			if err := w.apart(ctx, e); err != nil {
				return false, err
			}
			keep = keep || e.result.Err == nil
		}
		return keep, nil
	})
}

// together writes batches until one is refused.
func (w *writer) together(ctx context.Context, group []entry) (refused, err error) {
	if refused, err = w.commands(ctx, group); err != nil || refused != nil {
		return refused, err
	}
	for _, e := range group {
		if refused, err = w.head(ctx, e.Batch); err != nil || refused != nil {
			return refused, err
		}
	}
	return nil, w.contents(ctx, group)
}

// apart writes one batch under a savepoint. Its own failure is in its result; an
// error means that the transaction is lost.
func (w *writer) apart(ctx context.Context, e entry) error {
	if err := w.exec(ctx, savepoint); err != nil {
		return err
	}
	refused, err := w.together(ctx, []entry{e})
	if err == nil && refused == nil {
		err = w.with(ctx, *e.Batch)
	}
	if failed := cmp.Or(err, refused); failed != nil {
		*e.result = store.Result{Err: failed}
		if err := w.exec(ctx, undo); err != nil {
			return fmt.Errorf("%w; undoing it: %w", failed, err)
		}
	}
	return w.exec(ctx, release)
}

// commands records the commands of batches, unless one of them is there already.
func (w *writer) commands(ctx context.Context, group []entry) (refused, err error) {
	rows := make([]any, 0, len(group)*commandColumns)
	for _, e := range group {
		if c := e.Command; c != nil {
			rows = append(rows, c.ID, blob(c.Digest), blob(c.Result), c.At.UnixMicro(), e.Stream, e.Expected+len(e.Events))
		}
	}
	_, n, err := w.insert(ctx, insertCommand, commandColumns, rows)
	if err == nil && n < len(rows)/commandColumns {
		refused = store.ErrRepeated
	}
	return refused, err
}

// head compares and sets the stream's head row, or says why the batch is refused.
func (w *writer) head(ctx context.Context, b *store.Batch) (refused, err error) {
	var first, last any // the instants of the new events, if there are any
	n := len(b.Events)
	if n > 0 {
		first, last = b.Events[0].At.UnixMicro(), b.Events[n-1].At.UnixMicro()
	}
	var moved int64
	switch {
	case b.Expected > 0:
		moved, err = w.affect(ctx, moveStream, b.Expected+n, last, micros(b.Wake), b.Stream, b.Expected, first)
	case n > 0:
		moved, err = w.affect(ctx, insertStream, b.Stream, n, last, micros(b.Wake))
	}
	if err != nil || moved > 0 {
		return nil, err
	}
	return w.why(ctx, b)
}

// why tells what kept the head row from moving, if anything: another version, or
// events that are older than the stream's last.
func (w *writer) why(ctx context.Context, b *store.Batch) (refused, err error) {
	var no, version, at int64
	err = w.stmts[headOfStream].QueryRowContext(ctx, b.Stream).Scan(&no, &version, &at)
	switch {
	case err != nil && !errors.Is(err, sql.ErrNoRows):
		return nil, err
	case version != int64(b.Expected):
		return store.ErrConflict, nil
	case len(b.Events) == 0: // no stream, and none wanted
		return nil, nil
	}
	return store.CheckBackwards(b.Events[0].At, instant(at)), nil
}

// micros is how an instant is stored; none is NULL.
func micros(t time.Time) any {
	if t.IsZero() {
		return nil
	}
	return t.UnixMicro()
}

func instant(micros int64) time.Time { return time.UnixMicro(micros).UTC() }

// blob keeps a driver from storing NULL for no bytes.
func blob(b []byte) []byte {
	if b == nil {
		return []byte{}
	}
	return b
}
