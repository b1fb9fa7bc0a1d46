// Package sqlitetest runs the tests of package sqlstore on a real driver. It is
// a module of its own, so that the driver never reaches who embeds the rules.
package sqlitetest

import (
	"context"
	"database/sql"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	_ "modernc.org/sqlite"

	"github.com/torikime/torikime/store"
	"github.com/torikime/torikime/store/sqlstore"
	"github.com/torikime/torikime/store/storetest"
)

// database opens a file, whose name the test gets too.
func database(t testing.TB, file, parameters string) *sql.DB {
	t.Helper()
	db, err := sql.Open("sqlite", "file:"+file+parameters)
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, db.Close()) })
	return db
}

func open(t testing.TB, db *sql.DB) *sqlstore.Store {
	t.Helper()
	s, err := sqlstore.Open(context.Background(), db, sqlstore.SQLite, sqlstore.Options{})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, s.Close()) })
	return s
}

func file(t testing.TB) string { return filepath.Join(t.TempDir(), "store.db") }

func event(n int) store.Event {
	return store.Event{Type: "Noted", At: time.Unix(int64(n), 0), Data: []byte(`{"note":"something"}`)}
}

func one(stream string, expected int) store.Batch {
	return store.Batch{Stream: stream, Expected: expected, Events: []store.Event{event(expected)}}
}

func confirm(t testing.TB, s store.Store, batches ...store.Batch) {
	t.Helper()
	results, err := s.Append(context.Background(), batches...)
	require.NoError(t, err)
	for _, r := range results {
		require.NoError(t, r.Err)
	}
}

func version(t testing.TB, s store.Store, stream string) int {
	t.Helper()
	loaded, err := s.Load(context.Background(), store.LoadOptions{}, stream)
	require.NoError(t, err)
	return loaded[0].Version
}

// The store on a real file keeps the contract, with the caller's own SQL, and across a restart.
func TestContract(t *testing.T) {
	t.Parallel()
	files := make(chan map[store.Store]string, 1)
	files <- map[store.Store]string{}
	at := func(t *testing.T, name string) store.Store {
		s := open(t, database(t, name, ""))
		known := <-files
		known[s] = name
		files <- known
		return s
	}
	storetest.Run(t,
		func(t *testing.T) store.Store { return at(t, file(t)) },
		storetest.SQL(),
		storetest.Reopen(func(t *testing.T, old store.Store) store.Store {
			known := <-files
			name := known[old]
			files <- known
			require.NoError(t, old.(*sqlstore.Store).Close())
			return at(t, name)
		}),
	)
}

// A pool of two connections is enough, also when readers and writers are many
// and the host begins its own transactions as it likes.
func TestSmallPool(t *testing.T) {
	t.Parallel()
	storetest.Run(t, func(t *testing.T) store.Store {
		db := database(t, file(t), "?_txlock=exclusive&_pragma=synchronous(OFF)")
		db.SetMaxOpenConns(2)
		db.SetConnMaxLifetime(time.Microsecond)
		return open(t, db)
	}, storetest.SQL())
}

// inTurns is two stores over one file, as two processes would have them: each
// write, load and page of the feed goes to the other one than the last.
type inTurns struct {
	store.Store
	other store.Store
	calls *atomic.Int64
}

func (p inTurns) next() store.Store {
	if p.calls.Add(1)%2 == 0 {
		return p.Store
	}
	return p.other
}

func (p inTurns) Append(ctx context.Context, batches ...store.Batch) ([]store.Result, error) {
	return p.next().Append(ctx, batches...)
}

func (p inTurns) Load(ctx context.Context, opt store.LoadOptions, ids ...string) ([]store.Stream, error) {
	return p.next().Load(ctx, opt, ids...)
}

func (p inTurns) Tail(ctx context.Context, after int64, limit int) ([]store.Entry, error) {
	return p.next().Tail(ctx, after, limit)
}

// Two stores over one file keep the contract together.
func TestTwoProcesses(t *testing.T) {
	t.Parallel()
	storetest.Run(t, func(t *testing.T) store.Store {
		name := file(t)
		return inTurns{open(t, database(t, name, "")), open(t, database(t, name, "")), &atomic.Int64{}}
	}, storetest.SQL())
}

// A pool of one connection would wait for itself for ever: Open says so.
func TestPoolOfOne(t *testing.T) {
	t.Parallel()
	db := database(t, file(t), "")
	db.SetMaxOpenConns(1)
	_, err := sqlstore.Open(context.Background(), db, sqlstore.SQLite, sqlstore.Options{})
	require.ErrorContains(t, err, "SetMaxOpenConns")
}

// What would lose commits is refused: memory, and a file that cannot be in WAL mode.
func TestNotDurable(t *testing.T) {
	t.Parallel()
	existing := file(t)
	require.NoError(t, os.WriteFile(existing, nil, 0o600))
	for name, dsn := range map[string]string{
		"memory":        ":memory:",
		"shared memory": "file:shared?mode=memory&cache=shared",
		"temporary":     "",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			db, err := sql.Open("sqlite", dsn)
			require.NoError(t, err)
			defer func() { require.NoError(t, db.Close()) }()
			_, err = sqlstore.Open(context.Background(), db, sqlstore.SQLite, sqlstore.Options{})
			require.ErrorIs(t, err, sqlstore.ErrNotDurable)
			require.ErrorContains(t, err, "in memory")
		})
	}
	db := database(t, existing, "?mode=ro")
	_, err := sqlstore.Open(context.Background(), db, sqlstore.SQLite, sqlstore.Options{})
	require.Error(t, err)
}

// Wrong arguments of Open are named.
func TestOpenArguments(t *testing.T) {
	t.Parallel()
	db := database(t, file(t), "")
	_, err := sqlstore.Open(context.Background(), db, sqlstore.Dialect(7), sqlstore.Options{})
	require.ErrorContains(t, err, "dialect 7")
	_, err = sqlstore.Open(context.Background(), db, sqlstore.SQLite, sqlstore.Options{BusyTimeout: -1})
	require.ErrorContains(t, err, "BusyTimeout")
}

// A database of a newer version is left alone, and the error names both versions.
func TestNewer(t *testing.T) {
	t.Parallel()
	db := database(t, file(t), "")
	confirm(t, open(t, db), one("s", 0))
	_, err := db.Exec("INSERT INTO torikime_schema (version) VALUES (41)")
	require.NoError(t, err)
	_, err = sqlstore.Open(context.Background(), db, sqlstore.SQLite, sqlstore.Options{})
	require.ErrorIs(t, err, sqlstore.ErrNewer)
	require.ErrorContains(t, err, "version 41")
	require.ErrorContains(t, err, "up to 1")
}

// Many that start at once on a new file all open it, and write to one store.
func TestStartAtOnce(t *testing.T) {
	t.Parallel()
	name := file(t)
	const n = 8
	errs := make(chan error, n)
	for range n {
		go func() {
			db, err := sql.Open("sqlite", "file:"+name)
			if err != nil {
				errs <- err
				return
			}
			defer func() { _ = db.Close() }()
			s, err := sqlstore.Open(context.Background(), db, sqlstore.SQLite, sqlstore.Options{})
			if err == nil {
				_, err = s.Append(context.Background(), one("s", 0))
				_ = s.Close()
			}
			errs <- err
		}()
	}
	for range n {
		require.NoError(t, <-errs)
	}
	require.Equal(t, 1, version(t, open(t, database(t, name, "")), "s"))
}

// After Close every method says that the store is closed, and the host's pool goes on.
func TestClose(t *testing.T) {
	t.Parallel()
	db := database(t, file(t), "")
	s := open(t, db)
	confirm(t, s, one("s", 0))
	require.NoError(t, s.Close())
	require.NoError(t, s.Close())
	results, err := s.Append(context.Background(), one("s", 1))
	require.ErrorIs(t, err, sqlstore.ErrClosed)
	require.ErrorIs(t, results[0].Err, sqlstore.ErrClosed)
	_, err = s.Load(context.Background(), store.LoadOptions{}, "s")
	require.ErrorIs(t, err, sqlstore.ErrClosed)
	require.ErrorIs(t, s.Erase(context.Background(), "s"), sqlstore.ErrClosed)
	require.NoError(t, db.Ping())
	require.Zero(t, db.Stats().InUse, "a connection was not given back")
}

// An erased body is in the file no more once the store is closed.
func TestErasedForGood(t *testing.T) {
	t.Parallel()
	name := file(t)
	db := database(t, name, "")
	s := open(t, db)
	b := one("s", 0)
	secret := "the secret that somebody wrote"
	b.Bodies = []store.Body{{Seq: 1, Name: "short", Data: []byte(secret)}, {Seq: 1, Name: "long", Data: append(make([]byte, 20_000), secret...)}}
	confirm(t, s, b)
	require.NoError(t, s.Erase(context.Background(), "s"))
	require.NoError(t, s.Close())
	require.NoError(t, db.Close())
	data, err := os.ReadFile(name)
	require.NoError(t, err)
	require.True(t, strings.Contains(string(data), "something"), "the events are there")
	require.False(t, strings.Contains(string(data), secret), "the body is still there")
	require.NoFileExists(t, name+"-wal")
}

// A caller who waits for another process's write gives up with the busy
// timeout, and the store goes on when that has ended.
func TestBusy(t *testing.T) {
	t.Parallel()
	name := file(t)
	other, err := database(t, name, "").Conn(context.Background())
	require.NoError(t, err)
	defer func() { _ = other.Close() }()
	s, err := sqlstore.Open(context.Background(), database(t, name, ""), sqlstore.SQLite, sqlstore.Options{BusyTimeout: 20 * time.Millisecond})
	require.NoError(t, err)
	defer func() { require.NoError(t, s.Close()) }()
	_, err = other.ExecContext(context.Background(), "BEGIN IMMEDIATE")
	require.NoError(t, err)
	results, err := s.Append(context.Background(), one("s", 0), one("t", 0))
	require.Error(t, err)
	require.Equal(t, []error{err, err}, []error{results[0].Err, results[1].Err})
	require.Zero(t, version(t, s, "s"), "readers do not wait")
	_, err = other.ExecContext(context.Background(), "COMMIT")
	require.NoError(t, err)
	confirm(t, s, one("s", 0), one("t", 0))
}
