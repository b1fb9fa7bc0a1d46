// Package sqlstore is a store.Store over database/sql. It imports no driver:
// the host opens the *sql.DB with the driver it likes.
//
// SQLite is what it speaks today (3.37 or newer, any driver). One connection of
// the pool is kept for writing, with synchronous=FULL in WAL mode, set and read
// back; reads use the others. So the pool must allow two connections, and the
// database must be a file. The tables begin with "torikime_" and may live in a
// database with the host's own.
package sqlstore

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"sync/atomic"
	"time"

	"github.com/torikime/torikime/store"
)

// Errors of Open and of a closed store; compare with errors.Is.
var (
	// ErrNewer: the database was written by a newer version of this package.
	ErrNewer = errors.New("sqlstore: the database is newer than this program")
	// ErrNotDurable: the database cannot promise that what is committed stays.
	ErrNotDurable = errors.New("sqlstore: the database would not be durable")
	// ErrClosed: the store was closed.
	ErrClosed = errors.New("sqlstore: the store is closed")
)

// Dialect says which database is behind the *sql.DB.
type Dialect int

// SQLite is SQLite 3.37 or newer, in a file.
const SQLite Dialect = 1

// Options may be left zero.
type Options struct {
	// BusyTimeout is how long a write waits for another process that is
	// writing; zero: 5 s.
	BusyTimeout time.Duration
}

// Store is a store.Store in a database. Close it before the *sql.DB.
type Store struct {
	db     *sql.DB
	write  *writer
	read   [readCount]*sql.Stmt
	closed atomic.Bool
}

var _ store.Store = (*Store)(nil)

// Open brings the database up to date (several processes may do so at once) and
// returns a store over it. It does not take over db: the host may use it too,
// and closes it. The errors are ErrNewer, ErrNotDurable, or the database's.
func Open(ctx context.Context, db *sql.DB, d Dialect, opt Options) (*Store, error) {
	if d != SQLite {
		return nil, fmt.Errorf("sqlstore: dialect %d is unknown; want sqlstore.SQLite", d)
	}
	if opt.BusyTimeout < 0 {
		return nil, fmt.Errorf("sqlstore: BusyTimeout: %v is negative", opt.BusyTimeout)
	}
	if opt.BusyTimeout == 0 {
		opt.BusyTimeout = 5 * time.Second
	}
	if db.Stats().MaxOpenConnections == 1 {
		return nil, errors.New("sqlstore: the pool allows one connection, which the store keeps for writing; allow 2 or more (SetMaxOpenConns)")
	}
	s := &Store{db: db, write: newWriter(db, opt.BusyTimeout)}
	if err := s.write.open(ctx); err != nil {
		return nil, err
	}
	for i, text := range readText {
		stmt, err := db.PrepareContext(ctx, text) //nolint:sqlclosecheck // Close closes it
		if err != nil {
			return nil, errors.Join(fmt.Errorf("sqlstore: open: %w", err), s.Close())
		}
		s.read[i] = stmt
	}
	return s, nil
}

// Close waits for the write under way, and gives the connections back. Later
// calls of the store's methods end with ErrClosed.
func (s *Store) Close() error {
	if s.closed.Swap(true) {
		return nil
	}
	s.write.close()
	var errs []error
	for _, stmt := range s.read {
		if stmt != nil {
			errs = append(errs, stmt.Close())
		}
	}
	return errors.Join(errs...)
}
