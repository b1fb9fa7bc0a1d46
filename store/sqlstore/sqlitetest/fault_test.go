package sqlitetest

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/store"
	"github.com/torikime/torikime/store/sqlstore"
)

var errInjected = errors.New("injected")

// faults is the real driver with a hook before each statement.
type faults struct {
	real driver.Driver
	file string
	// rewrite replaces the text of a statement.
	rewrite func(query string) string
	mu      sync.Mutex
	before  func(query string) error
}

func faulty(t testing.TB, name string) (*sql.DB, *faults) {
	f := &faults{real: database(t, name, "").Driver(), file: name}
	db := sql.OpenDB(f)
	t.Cleanup(func() { require.NoError(t, db.Close()) })
	return db, f
}

func (f *faults) Driver() driver.Driver { return f.real }

func (f *faults) Connect(context.Context) (driver.Conn, error) {
	c, err := f.real.Open("file:" + f.file)
	return &faultyConn{Conn: c, faults: f}, err
}

// fail lets statements that begin with a word fail; nil ends that.
func (f *faults) fail(word string, err error) {
	f.hook(func(query string) error {
		if strings.HasPrefix(query, word) {
			return err
		}
		return nil
	})
}

// hook calls a function before each statement.
func (f *faults) hook(before func(query string) error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.before = before
}

func (f *faults) check(query string) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.before == nil {
		return nil
	}
	return f.before(query)
}

// faultyConn takes its statements with it when it ends, as a lost connection does.
type faultyConn struct {
	driver.Conn
	faults *faults
	stmts  map[*faultyStmt]bool
}

func (c *faultyConn) Close() error {
	for s := range c.stmts {
		_ = s.Close()
	}
	return c.Conn.Close()
}

func (c *faultyConn) Prepare(query string) (driver.Stmt, error) {
	if c.faults.rewrite != nil {
		query = c.faults.rewrite(query)
	}
	real, err := c.Conn.Prepare(query)
	if err != nil {
		return nil, err
	}
	s := &faultyStmt{real, query, c}
	if c.stmts == nil {
		c.stmts = map[*faultyStmt]bool{}
	}
	c.stmts[s] = true
	return s, nil
}

type faultyStmt struct {
	driver.Stmt
	query string
	conn  *faultyConn
}

func (s *faultyStmt) Close() error {
	delete(s.conn.stmts, s)
	return s.Stmt.Close()
}

func (s *faultyStmt) Exec(args []driver.Value) (driver.Result, error) {
	if err := s.conn.faults.check(s.query); err != nil {
		return nil, err
	}
	return s.Stmt.Exec(args) //nolint:staticcheck // database/sql calls it for a driver this plain
}

func (s *faultyStmt) Query(args []driver.Value) (driver.Rows, error) {
	if err := s.conn.faults.check(s.query); err != nil {
		return nil, err
	}
	return s.Stmt.Query(args) //nolint:staticcheck // as above
}

// synchronous=FULL is read back: a database that does not take it is refused.
func TestSynchronousReadBack(t *testing.T) {
	t.Parallel()
	db, f := faulty(t, file(t))
	f.rewrite = func(query string) string {
		return strings.ReplaceAll(query, "synchronous = FULL", "synchronous = NORMAL")
	}
	_, err := sqlstore.Open(context.Background(), db, sqlstore.SQLite, sqlstore.Options{})
	require.ErrorIs(t, err, sqlstore.ErrNotDurable)
	require.ErrorContains(t, err, "synchronous is 1 and not 2")
}

// A host's own settings do not weaken the write connection, and WAL mode is read back too.
func TestSettings(t *testing.T) {
	t.Parallel()
	s := open(t, database(t, file(t), "?_pragma=synchronous(OFF)"))
	got := map[string]string{}
	b := one("s", 0)
	b.With = func(ctx context.Context, tx store.Tx) error {
		for _, pragma := range []string{"synchronous", "journal_mode", "busy_timeout", "secure_delete"} {
			rows, err := tx.Query(ctx, "PRAGMA "+pragma)
			if err != nil {
				return err
			}
			var value string
			if rows.Next() {
				err = rows.Scan(&value)
			}
			if err = errors.Join(err, rows.Close()); err != nil {
				return err
			}
			got[pragma] = value
		}
		return nil
	}
	confirm(t, s, b)
	require.Equal(t, map[string]string{"synchronous": "2", "journal_mode": "wal", "busy_timeout": "5000", "secure_delete": "1"}, got)

	db, f := faulty(t, file(t))
	f.rewrite = func(query string) string {
		return strings.ReplaceAll(query, "journal_mode = WAL", "journal_mode = DELETE")
	}
	_, err := sqlstore.Open(context.Background(), db, sqlstore.SQLite, sqlstore.Options{})
	require.ErrorIs(t, err, sqlstore.ErrNotDurable)
	require.ErrorContains(t, err, `journal_mode is "delete"`)
}

// Whatever statement of a transaction fails, every batch of the call carries
// the error, nothing is half done, and the store goes on with a new connection.
func TestFailedTransaction(t *testing.T) {
	t.Parallel()
	// database/sql tries a lost connection again, and says that it is closed
	for cause, want := range map[error]error{errInjected: errInjected, driver.ErrBadConn: sql.ErrConnDone} {
		for _, word := range []string{"BEGIN", "SAVEPOINT", "RELEASE", "COMMIT"} {
			t.Run(fmt.Sprint(word, " ", cause), func(t *testing.T) {
				t.Parallel()
				db, f := faulty(t, file(t))
				s := open(t, db)
				confirm(t, s, one("old", 0))
				f.fail(word, cause)
				own := one("b", 0) // savepoints are for groups with the caller's own statements
				own.With = func(context.Context, store.Tx) error { return nil }
				results, err := s.Append(context.Background(), one("a", 0), one("old", 7), own)
				require.ErrorIs(t, err, want)
				for _, r := range results {
					require.Equal(t, store.Result{Err: err}, r)
				}
				f.fail("nothing", nil)
				require.Equal(t, []int{0, 0, 1}, []int{version(t, s, "a"), version(t, s, "b"), version(t, s, "old")})
				confirm(t, s, one("a", 0), one("b", 0), one("old", 1))
				require.Equal(t, 1, db.Stats().InUse, "a lost connection was not given back")
			})
		}
	}
}

// A statement that fails undoes its batch alone; those beside it have the results
// that they would have had without it.
func TestFailedStatement(t *testing.T) {
	t.Parallel()
	db, f := faulty(t, file(t))
	s := open(t, db)
	f.fail("INSERT INTO torikime_body", errInjected)
	bad := one("bad", 0)
	bad.Command = &store.Command{ID: "bad", At: time.Unix(1, 0)}
	bad.Bodies = []store.Body{{Seq: 1, Name: "text"}}
	results, err := s.Append(context.Background(), one("a", 0), bad, one("b", 0))
	require.Equal(t, []store.Result{{Version: 1, Position: 1}, {Version: 1, Position: 2}}, []store.Result{results[0], results[2]})
	require.NoError(t, err)
	require.NoError(t, results[0].Err)
	require.ErrorIs(t, results[1].Err, errInjected)
	require.NoError(t, results[2].Err)
	require.Equal(t, []int{1, 0, 1}, []int{version(t, s, "a"), version(t, s, "bad"), version(t, s, "b")})
	results, err = s.Append(context.Background(), bad)
	require.NoError(t, err)
	require.Equal(t, []store.Result{{Err: errInjected}}, results)
	f.fail("nothing", nil)
	confirm(t, s, bad)
}

// A connection that is lost in the middle of a group costs no batch of it: nothing
// was committed, so the group is written again over a new one.
func TestLostInGroup(t *testing.T) {
	t.Parallel()
	db, f := faulty(t, file(t))
	s := open(t, db)
	var lost atomic.Bool
	f.hook(func(query string) error {
		if strings.HasPrefix(query, "INSERT INTO torikime_event") && !lost.Swap(true) {
			return driver.ErrBadConn
		}
		return nil
	})
	confirm(t, s, one("a", 0), one("b", 0))
	require.True(t, lost.Load())
	require.Equal(t, []int{1, 1}, []int{version(t, s, "a"), version(t, s, "b")})
	require.Equal(t, 1, db.Stats().InUse, "a lost connection was not given back")
}

// A group of any size has every event and body where it belongs, a refused batch
// in it leaves nothing, and what it refused can still be written.
func TestLargeGroup(t *testing.T) {
	t.Parallel()
	s := open(t, database(t, file(t), ""))
	confirm(t, s, one("old", 0))
	for _, n := range []int{1, 7, 8, 9, 50} {
		var group []store.Batch
		for i := range n {
			b := store.Batch{Stream: fmt.Sprint(n, "/", i), Command: &store.Command{ID: fmt.Sprint(n, "/", i), At: time.Unix(1, 0)}}
			for j := range i % 4 {
				e := event(j + 1)
				e.Data = fmt.Append(nil, b.Stream, j)
				b.Events = append(b.Events, e)
				b.Bodies = append(b.Bodies, store.Body{Seq: j + 1, Name: "text", Data: e.Data})
			}
			if i%5 == 4 {
				b.Stream, b.Expected, b.Bodies = "old", 7, nil
			}
			group = append(group, b)
		}
		results, err := s.Append(context.Background(), group...)
		require.NoError(t, err)
		for i, b := range group {
			if b.Stream == "old" {
				require.Equal(t, store.Result{Err: store.ErrConflict}, results[i])
				_, err := s.Command(context.Background(), b.Command.ID)
				require.ErrorIs(t, err, store.ErrNotFound)
				continue
			}
			require.NoError(t, results[i].Err)
			require.Equal(t, len(b.Events), results[i].Version)
			loaded, err := s.Load(context.Background(), store.LoadOptions{Bodies: true}, b.Stream)
			require.NoError(t, err)
			require.Len(t, loaded[0].Events, len(b.Events))
			for j, e := range loaded[0].Events {
				require.Equal(t, string(b.Events[j].Data), string(e.Data))
				require.Equal(t, b.Bodies[j], loaded[0].Bodies[j])
			}
			if len(b.Events) > 0 {
				entries, err := s.Tail(context.Background(), results[i].Position-1, 1)
				require.NoError(t, err)
				require.Equal(t, b.Stream, entries[0].Stream)
				require.Equal(t, len(b.Events), entries[0].Seq)
			}
		}
	}
}

// On a full disk what fails carries the error, nothing is half done, what was
// confirmed stays, and a store that is opened with more room goes on.
func TestDiskFull(t *testing.T) {
	t.Parallel()
	name := file(t)
	small := open(t, database(t, name, "?_pragma=max_page_count(60)"))
	big := func(stream string) store.Batch {
		b := one(stream, 0)
		b.Events = append(b.Events, event(1))
		b.Bodies = []store.Body{{Seq: 2, Name: "text", Data: make([]byte, 20_000)}}
		b.Label = []string{"all"}
		return b
	}
	var confirmed, refused int
	for i := range 20 {
		a, b := fmt.Sprint("a", i), fmt.Sprint("b", i)
		results, err := small.Append(context.Background(), big(a), big(b))
		for j, id := range []string{a, b} {
			want := 0
			if results[j].Err == nil {
				require.NoError(t, err)
				want = 2
				confirmed++
			} else {
				require.ErrorContains(t, results[j].Err, "full")
				refused++
			}
			require.Equal(t, want, version(t, small, id))
		}
	}
	require.NotZero(t, confirmed)
	require.NotZero(t, refused)
	require.NoError(t, small.Close())
	roomy := open(t, database(t, name, ""))
	n, err := roomy.Count(context.Background(), "all")
	require.NoError(t, err)
	require.Equal(t, confirmed, n)
	confirm(t, roomy, big("at last"))
}
