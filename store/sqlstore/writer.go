package sqlstore

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"io/fs"
	"time"
)

// writer is the one connection that writes. Whoever holds its turn may use it.
type writer struct {
	db      *sql.DB
	timeout time.Duration
	turn    chan struct{} // holds one token
	conn    *sql.Conn     // nil: broken or not yet there
	stmts   [writeCount]*sql.Stmt
	closed  bool
}

func newWriter(db *sql.DB, timeout time.Duration) *writer {
	w := &writer{db: db, timeout: timeout, turn: make(chan struct{}, 1)}
	w.turn <- struct{}{}
	return w
}

// open connects for the first time and brings the tables up to date.
func (w *writer) open(ctx context.Context) error {
	conn, err := w.connect(ctx)
	if err != nil {
		return err
	}
	dir, err := fs.Sub(migrations, "migrations/sqlite")
	if err == nil {
		err = migrate(ctx, conn, dir)
	}
	if err != nil {
		discard(conn)
		return err
	}
	return w.prepare(ctx, conn)
}

// do runs fn in a transaction. fn says whether there is anything to keep; its
// error undoes everything. The context counts for the wait alone: once begun,
// the transaction comes to its own end.
//
// Whatever goes wrong, the connection is thrown away and the next call makes
// a new one: what state a failed COMMIT leaves it in differs by cause and
// driver, and a closed connection is in none.
func (w *writer) do(ctx context.Context, fn func(context.Context) (keep bool, err error)) error {
	if err := w.acquire(ctx); err != nil {
		return err
	}
	defer w.yield()
	ended := false
	defer func() { // also when fn panics or ends its goroutine
		if !ended {
			w.drop()
		}
	}()
	ctx = context.WithoutCancel(ctx)
	if err := w.exec(ctx, begin); err != nil {
		return err
	}
	keep, err := fn(ctx)
	if err != nil {
		return err
	}
	end := rollback
	if keep {
		end = commit
	}
	if err := w.exec(ctx, end); err != nil {
		return err
	}
	ended = true
	return nil
}

func (w *writer) acquire(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	select {
	case <-w.turn:
	case <-ctx.Done():
		return ctx.Err()
	}
	err := ErrClosed
	if !w.closed {
		err = w.reconnect(ctx)
	}
	if err != nil {
		w.yield()
	}
	return err
}

func (w *writer) yield() { w.turn <- struct{}{} }

func (w *writer) reconnect(ctx context.Context) error {
	if w.conn != nil {
		return nil
	}
	conn, err := w.connect(ctx)
	if err != nil {
		return err
	}
	return w.prepare(ctx, conn)
}

// connect takes a connection out of the pool and makes it durable, whatever
// the host's DSN says. busy_timeout comes first: the change to WAL may have to wait.
func (w *writer) connect(ctx context.Context) (*sql.Conn, error) {
	conn, err := w.db.Conn(ctx)
	if err != nil {
		return nil, fmt.Errorf("sqlstore: connect: %w", err)
	}
	if err := w.set(ctx, conn); err != nil {
		discard(conn)
		return nil, err
	}
	return conn, nil
}

func (w *writer) set(ctx context.Context, conn *sql.Conn) error {
	var file, journal string
	var synchronous int
	ask := func(dest any, query string) error {
		if err := conn.QueryRowContext(ctx, query).Scan(dest); err != nil {
			return fmt.Errorf("sqlstore: connect: %s: %w", query, err)
		}
		return nil
	}
	var timeout int64
	if err := ask(&timeout, fmt.Sprintf("PRAGMA busy_timeout = %d", w.timeout.Milliseconds())); err != nil {
		return err
	}
	if err := ask(&file, "SELECT file FROM pragma_database_list WHERE name = 'main'"); err != nil {
		return err
	}
	if file == "" {
		return fmt.Errorf("%w: it is in memory, where each connection has its own; use a file, or the package store/memory", ErrNotDurable)
	}
	if err := w.patiently(ctx, func() error { return ask(&journal, "PRAGMA journal_mode = WAL") }); err != nil {
		return err
	}
	if journal != "wal" {
		return fmt.Errorf("%w: journal_mode is %q and not \"wal\" (a read-only file, a network disk?)", ErrNotDurable, journal)
	}
	// secure_delete overwrites what Erase deletes. A checkpoint waits for the disk
	// twice: after 16 megabytes instead of 4 it saves most of the pages that
	// group after group writes anew.
	for _, query := range []string{"PRAGMA synchronous = FULL", "PRAGMA secure_delete = ON", "PRAGMA wal_autocheckpoint = 4000"} {
		if _, err := conn.ExecContext(ctx, query); err != nil {
			return fmt.Errorf("sqlstore: connect: %s: %w", query, err)
		}
	}
	if err := ask(&synchronous, "PRAGMA synchronous"); err != nil {
		return err
	}
	if synchronous != 2 {
		return fmt.Errorf("%w: synchronous is %d and not 2 (FULL)", ErrNotDurable, synchronous)
	}
	return nil
}

// patiently tries again for as long as the busy timeout what SQLite refuses at
// once while another connection does the same, whatever its timeout: two that
// start on a new file both turn its journal into a log.
func (w *writer) patiently(ctx context.Context, try func() error) error {
	const pause = 5 * time.Millisecond
	for left := w.timeout; ; left -= pause {
		err := try()
		if err == nil || left <= 0 {
			return err
		}
		select {
		case <-ctx.Done():
			return errors.Join(ctx.Err(), err)
		case <-time.After(pause):
		}
	}
}

// prepare makes conn the writer's.
func (w *writer) prepare(ctx context.Context, conn *sql.Conn) error {
	w.conn = conn
	for i, text := range writeText {
		stmt, err := conn.PrepareContext(ctx, text) //nolint:sqlclosecheck // drop closes it
		if err != nil {
			w.drop()
			return fmt.Errorf("sqlstore: connect: %s: %w", text, err)
		}
		w.stmts[i] = stmt
	}
	return nil
}

func (w *writer) exec(ctx context.Context, stmt int, args ...any) error {
	_, err := w.stmts[stmt].ExecContext(ctx, args...)
	return err
}

// affect is exec that says how many rows it touched.
func (w *writer) affect(ctx context.Context, stmt int, args ...any) (int64, error) {
	r, err := w.stmts[stmt].ExecContext(ctx, args...)
	if err != nil {
		return 0, err
	}
	return r.RowsAffected()
}

// insert writes rows, whose arguments stand one after another, by a statement for
// one row and the next one, which is for many. It gives the last row's id and
// how many rows are new.
func (w *writer) insert(ctx context.Context, one, columns int, rows []any) (last int64, added int, err error) {
	for len(rows) > 0 {
		stmt, n := one, columns
		if len(rows) >= manyRows*columns {
			stmt, n = one+1, manyRows*columns
		}
		r, err := w.stmts[stmt].ExecContext(ctx, rows[:n]...)
		if err != nil {
			return 0, 0, err
		}
		affected, err := r.RowsAffected()
		if err != nil {
			return 0, 0, err
		}
		if last, err = r.LastInsertId(); err != nil {
			return 0, 0, err
		}
		added += int(affected)
		rows = rows[n:]
	}
	return last, added, nil
}

func (w *writer) close() {
	<-w.turn
	defer w.yield()
	w.closed = true
	w.drop()
}

// drop gets rid of the connection. database/sql does not close the statements
// of a *sql.Conn with it, and SQLite keeps the file open for them.
func (w *writer) drop() {
	if w.conn == nil {
		return
	}
	alive := w.conn.Raw(func(any) error { return nil }) == nil // not after driver.ErrBadConn
	for i, stmt := range w.stmts {
		if stmt != nil && alive {
			_ = stmt.Close()
		}
		w.stmts[i] = nil
	}
	discard(w.conn)
	w.conn = nil
}

// discard closes the connection itself, with an open transaction, instead of
// giving it back to the pool.
func discard(conn *sql.Conn) {
	_ = conn.Raw(func(any) error { return driver.ErrBadConn })
	_ = conn.Close()
}
