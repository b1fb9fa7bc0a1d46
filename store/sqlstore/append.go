package sqlstore

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/torikime/torikime/store"
)

// Append implements store.Store. All batches share one transaction and one
// fsync; one that fails is undone by its savepoint, and alone.
func (s *Store) Append(ctx context.Context, batches ...store.Batch) ([]store.Result, error) {
	results := make([]store.Result, len(batches))
	valid := make([]int, 0, len(batches))
	for i, b := range batches {
		if results[i].Err = b.Check(); results[i].Err == nil {
			valid = append(valid, i)
		}
	}
	if len(valid) == 0 {
		return results, ctx.Err()
	}
	err := s.write.do(ctx, func(ctx context.Context) (keep bool, err error) {
		for _, i := range valid {
			isolate := len(valid) > 1 || batches[i].With != nil
			if results[i], err = s.write.batch(ctx, batches[i], isolate); err != nil {
				return false, err
			}
			keep = keep || results[i].Err == nil
		}
		return keep, nil
	})
	if err != nil {
		err = fmt.Errorf("sqlstore: append: %w", err)
		for _, i := range valid {
			results[i] = store.Result{Err: err}
		}
	}
	return results, err
}

// batch writes one batch. Its own failure is in the result; an error means that
// the transaction is lost. A batch that is alone needs no savepoint: the
// transaction is kept or undone with it.
func (w *writer) batch(ctx context.Context, b store.Batch, isolate bool) (store.Result, error) {
	if !isolate {
		return w.apply(ctx, b)
	}
	if err := w.exec(ctx, savepoint); err != nil {
		return store.Result{}, err
	}
	result, err := w.apply(ctx, b)
	if err == nil && result.Err == nil {
		result.Err = w.with(ctx, b)
	}
	if err != nil {
		result.Err = err
	}
	if result.Err != nil {
		result = store.Result{Err: result.Err}
		if err := w.exec(ctx, undo); err != nil {
			return result, fmt.Errorf("%w; undoing it: %w", result.Err, err)
		}
	}
	return result, w.exec(ctx, release)
}

// apply writes everything of a batch but With.
func (w *writer) apply(ctx context.Context, b store.Batch) (store.Result, error) {
	result := store.Result{Version: b.Expected + len(b.Events)}
	if c := b.Command; c != nil {
		n, err := w.affect(ctx, insertCommand, c.ID, blob(c.Digest), blob(c.Result), c.At.UnixMicro(), b.Stream, result.Version)
		if err != nil {
			return store.Result{}, err
		}
		if n == 0 {
			return store.Result{Err: store.ErrRepeated}, nil
		}
	}
	no, refused, err := w.head(ctx, b)
	if err != nil || refused != nil {
		return store.Result{Err: refused}, err
	}
	for i, e := range b.Events {
		r, err := w.stmts[insertEvent].ExecContext(ctx, no, b.Expected+i+1, e.Type, e.Version, e.At.UnixMicro(), e.Data)
		if err != nil {
			return store.Result{}, err
		}
		if result.Position, err = r.LastInsertId(); err != nil {
			return store.Result{}, err
		}
	}
	first := result.Position - int64(len(b.Events)) // one writer: positions have no gaps
	for _, body := range b.Bodies {
		if err := w.exec(ctx, insertBody, first+int64(body.Seq-b.Expected), body.Name, blob(body.Data)); err != nil {
			return store.Result{}, err
		}
	}
	return result, w.rest(ctx, no, b)
}

// rest writes labels and documents.
func (w *writer) rest(ctx context.Context, no int64, b store.Batch) error {
	for _, l := range b.Label {
		if err := w.exec(ctx, insertLabel, l, no); err != nil {
			return err
		}
	}
	for _, l := range b.Unlabel {
		if err := w.exec(ctx, deleteLabel, l, no); err != nil {
			return err
		}
	}
	for _, d := range b.Documents {
		if err := w.exec(ctx, insertDocument, d.Digest, blob(d.Data)); err != nil {
			return err
		}
	}
	return nil
}

// head compares and sets the stream's head row and gives its number, or says
// why the batch is refused.
func (w *writer) head(ctx context.Context, b store.Batch) (no int64, refused, err error) {
	if b.Expected == 0 && len(b.Events) > 0 {
		return w.create(ctx, b)
	}
	if b.Expected > 0 {
		var last any // the last event's instant, if there is a new one
		var first any
		if n := len(b.Events); n > 0 {
			first, last = b.Events[0].At.UnixMicro(), b.Events[n-1].At.UnixMicro()
		}
		err = w.stmts[moveStream].QueryRowContext(ctx, b.Expected+len(b.Events), last, micros(b.Wake), b.Stream, b.Expected, first).Scan(&no)
		if !errors.Is(err, sql.ErrNoRows) {
			return no, nil, err
		}
	}
	return w.why(ctx, b)
}

func (w *writer) create(ctx context.Context, b store.Batch) (no int64, refused, err error) {
	n := len(b.Events)
	r, err := w.stmts[insertStream].ExecContext(ctx, b.Stream, n, b.Events[n-1].At.UnixMicro(), micros(b.Wake))
	if err != nil {
		return 0, nil, err
	}
	if n, err := r.RowsAffected(); err != nil || n == 0 {
		return 0, store.ErrConflict, err
	}
	no, err = r.LastInsertId()
	return no, nil, err
}

// why tells what kept the head row from moving: another version, or events
// that are older than the stream's last.
func (w *writer) why(ctx context.Context, b store.Batch) (no int64, refused, err error) {
	var version int
	var at int64
	err = w.stmts[headOfStream].QueryRowContext(ctx, b.Stream).Scan(&no, &version, &at)
	switch {
	case err != nil && !errors.Is(err, sql.ErrNoRows):
		return 0, nil, err
	case version != b.Expected:
		return 0, store.ErrConflict, nil
	case len(b.Events) == 0: // no stream, and none wanted
		return 0, nil, nil
	}
	return 0, store.CheckBackwards(b.Events[0].At, instant(at)), nil
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
