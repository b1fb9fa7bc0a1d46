package sqlstore

import (
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

// group writes batches in one transaction. What a refused batch leaves behind is
// its command alone, so that a group needs no savepoints until one of its
// statements fails, of which nothing is known: then all of it is undone, and
// written again batch by batch. The caller's own statements may well fail, and
// run once.
func (w *writer) group(ctx context.Context, group []entry) error {
	own := slices.ContainsFunc(group, func(e entry) bool { return e.With != nil })
	if !own {
		var spoiled error
		err := w.do(ctx, func(ctx context.Context) (keep bool, err error) {
			keep, spoiled = w.together(ctx, group)
			return keep, spoiled
		})
		if spoiled == nil || len(group) == 1 {
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

// together writes a group of batches, with few statements for many rows. An
// error means that the transaction is lost.
func (w *writer) together(ctx context.Context, group []entry) (keep bool, err error) {
	admitted := make([]entry, 0, len(group))
	for _, e := range group {
		refused, err := w.admit(ctx, e.Batch)
		if err != nil {
			return false, err
		}
		*e.result = store.Result{Err: refused}
		if refused == nil {
			admitted = append(admitted, e)
		}
	}
	return len(admitted) > 0, w.contents(ctx, admitted)
}

// apart writes one batch under a savepoint. Its own failure is in its result; an
// error means that the transaction is lost.
func (w *writer) apart(ctx context.Context, e entry) error {
	if err := w.exec(ctx, savepoint); err != nil {
		return err
	}
	_, err := w.together(ctx, []entry{e})
	if err == nil {
		err = e.result.Err
	}
	if err == nil {
		err = w.with(ctx, *e.Batch)
	}
	if err != nil {
		*e.result = store.Result{Err: err}
		if undoing := w.exec(ctx, undo); undoing != nil {
			return fmt.Errorf("%w; undoing it: %w", err, undoing)
		}
	}
	return w.exec(ctx, release)
}

// admit records a batch's command and moves its stream's head, or says why it
// is refused and writes nothing.
func (w *writer) admit(ctx context.Context, b *store.Batch) (refused, err error) {
	c := b.Command
	if c != nil {
		n, err := w.affect(ctx, insertCommand, c.ID, blob(c.Digest), blob(c.Result), c.At.UnixMicro(), b.Stream, b.Expected+len(b.Events))
		if err != nil {
			return nil, err
		}
		if n == 0 {
			return store.ErrRepeated, nil
		}
	}
	moved, err := w.move(ctx, b)
	if err != nil || moved {
		return nil, err
	}
	refused, err = w.why(ctx, b)
	if err == nil && refused != nil && c != nil {
		err = w.exec(ctx, deleteCommand, c.ID, c.At.UnixMicro()+1)
	}
	return refused, err
}

// move compares and sets the stream's head row.
func (w *writer) move(ctx context.Context, b *store.Batch) (moved bool, err error) {
	var first, last any // the instants of the new events, if there are any
	n := len(b.Events)
	if n > 0 {
		first, last = b.Events[0].At.UnixMicro(), b.Events[n-1].At.UnixMicro()
	}
	var rows int64
	switch {
	case b.Expected > 0:
		rows, err = w.affect(ctx, moveStream, b.Expected+n, last, micros(b.Wake), b.Stream, b.Expected, first)
	case n > 0:
		rows, err = w.affect(ctx, insertStream, b.Stream, n, last, micros(b.Wake))
	}
	return rows > 0, err
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
