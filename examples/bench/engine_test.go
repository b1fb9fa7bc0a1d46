package bench_test

import (
	"context"
	"database/sql"
	"fmt"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	_ "modernc.org/sqlite"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/policy/money"
	"github.com/torikime/torikime/store"
	"github.com/torikime/torikime/store/memory"
	"github.com/torikime/torikime/store/sqlstore"
	"github.com/torikime/torikime/transaction"
	"github.com/torikime/torikime/transaction/engine"
	"github.com/torikime/torikime/transaction/listing"
)

// BenchmarkDo compares the engine, with every rule asked, over memory and over
// SQLite, with the bare driver that writes the very rows that the engine wrote,
// at the same durability (WAL, synchronous FULL), in the same run. One op is one
// command: a message, with an idempotency key.
func BenchmarkDo(b *testing.B) {
	b.Run("memory/1-client", func(b *testing.B) { benchEngine(b, memory.New(), 1) })
	b.Run("sqlite/1-client", func(b *testing.B) { benchEngine(b, openStore(b, openFile(b)), 1) })
	b.Run("sqlite/bare-driver-1-client", benchBare)
	b.Run("sqlite/64-clients", func(b *testing.B) { benchEngine(b, openStore(b, openFile(b)), 64) })
}

// benchEngine lets clients write in turn into a talkroom of their own each.
func benchEngine(b *testing.B, st store.Store, clients int) {
	e := newEngine(b, st)
	ids := make([]string, clients)
	for i := range ids {
		ids[i] = purchase(b, e)
	}
	b.ReportAllocs()
	b.ResetTimer()
	var left atomic.Int64
	left.Store(int64(b.N))
	var all sync.WaitGroup
	for c, id := range ids {
		all.Go(func() {
			for i := 0; left.Add(-1) >= 0; i++ {
				if err := say(e, id, fmt.Sprintf("client %d, command %d", c, i)); err != nil {
					b.Error(err)
					return
				}
			}
		})
	}
	all.Wait()
}

func newEngine(b *testing.B, st store.Store) *engine.Engine {
	b.Helper()
	p, err := policy.Preset("coconala")
	require.NoError(b, err)
	e, err := engine.New(st, engine.Options{Policies: []engine.InForce{{Policy: p}}})
	require.NoError(b, err)
	b.Cleanup(func() { _ = e.Close() })
	_, err = e.List(context.Background(), listing.List{By: transaction.Seller("ren"), ID: "logo", Title: "A logo", Price: money.New(10_000, money.JPY)}, engine.ListingCall{})
	require.NoError(b, err)
	return e
}

func purchase(b *testing.B, e *engine.Engine) string {
	b.Helper()
	out, err := e.Purchase(context.Background(), engine.Order{By: transaction.Buyer("aoi"), Service: "logo", Payment: transaction.Settled}, engine.Call{})
	require.NoError(b, err)
	return out.ID
}

func say(e *engine.Engine, id, key string) error {
	c := transaction.Message{By: transaction.Seller("ren"), Text: "The second draft is ready: please have a look when you can."}
	_, err := e.Do(context.Background(), id, c, engine.Call{Key: key, Input: []byte(c.Text)})
	return err
}

func openFile(b *testing.B) *sql.DB {
	b.Helper()
	db, err := sql.Open("sqlite", "file:"+filepath.Join(b.TempDir(), "bench.db"))
	require.NoError(b, err)
	b.Cleanup(func() { _ = db.Close() })
	return db
}

func openStore(b *testing.B, db *sql.DB) *sqlstore.Store {
	b.Helper()
	st, err := sqlstore.Open(context.Background(), db, sqlstore.SQLite, sqlstore.Options{})
	require.NoError(b, err)
	b.Cleanup(func() { _ = st.Close() })
	return st
}

// recorder is a store that remembers what it was told to write.
type recorder struct {
	store.Store
	batches []store.Batch
}

func (r *recorder) Append(ctx context.Context, batches ...store.Batch) ([]store.Result, error) {
	r.batches = append(r.batches, batches...)
	return r.Store.Append(ctx, batches...)
}

// benchBare writes the rows of recorded commands with prepared statements, one
// commit a command.
func benchBare(b *testing.B) {
	rec := &recorder{Store: memory.New()}
	e := newEngine(b, rec)
	id := purchase(b, e)
	rec.batches = nil
	require.NoError(b, say(e, id, "client 0, command 0"))
	require.Len(b, rec.batches, 1)
	batch := rec.batches[0]

	db := openFile(b)
	openStore(b, db) // the tables
	w := newBareWriter(b, db)
	b.ReportAllocs()
	b.ResetTimer()
	for i := range b.N {
		require.NoError(b, w.write(&batch, i))
	}
}

// bareWriter writes what one message writes and nothing else.
type bareWriter struct {
	begin, commit, command, move, event, body *sql.Stmt
}

func newBareWriter(b *testing.B, db *sql.DB) *bareWriter {
	b.Helper()
	ctx := context.Background()
	conn, err := db.Conn(ctx)
	require.NoError(b, err)
	b.Cleanup(func() { _ = conn.Close() })
	for _, pragma := range []string{"PRAGMA busy_timeout = 5000", "PRAGMA synchronous = FULL"} {
		_, err := conn.ExecContext(ctx, pragma)
		require.NoError(b, err)
	}
	var mode string
	require.NoError(b, conn.QueryRowContext(ctx, "PRAGMA journal_mode").Scan(&mode))
	require.Equal(b, "wal", mode)
	_, err = conn.ExecContext(ctx, "INSERT INTO torikime_stream (no, id, version, at, wake) VALUES (1, 'transaction/bare', 0, 0, NULL)")
	require.NoError(b, err)
	prepare := func(text string) *sql.Stmt {
		stmt, err := conn.PrepareContext(ctx, text)
		require.NoError(b, err)
		b.Cleanup(func() { _ = stmt.Close() })
		return stmt
	}
	return &bareWriter{
		begin: prepare("BEGIN IMMEDIATE"), commit: prepare("COMMIT"),
		command: prepare("INSERT INTO torikime_command (id, digest, result, at, stream, seq) VALUES (?, ?, ?, ?, ?, ?)"),
		move:    prepare("UPDATE torikime_stream SET version = ?, at = ?, wake = ? WHERE id = ?"),
		event:   prepare("INSERT INTO torikime_event (stream, seq, type, version, at, data) VALUES (1, ?, ?, ?, ?, ?)"),
		body:    prepare("INSERT INTO torikime_body (position, name, data) VALUES (?, ?, ?)"),
	}
}

func (w *bareWriter) write(batch *store.Batch, i int) error {
	if _, err := w.begin.Exec(); err != nil {
		return err
	}
	at, seq := time.Now().UnixMicro(), i+1
	c := batch.Command
	if _, err := w.command.Exec(fmt.Sprintf("client 0, command %d", i), c.Digest, append([]byte{}, c.Result...), at, "transaction/bare", seq); err != nil {
		return err
	}
	var wake any
	if !batch.Wake.IsZero() {
		wake = batch.Wake.UnixMicro()
	}
	if _, err := w.move.Exec(seq, at, wake, "transaction/bare"); err != nil {
		return err
	}
	for j := range batch.Events {
		e := &batch.Events[j]
		row, err := w.event.Exec(seq, e.Type, e.Version, at, e.Data)
		if err != nil {
			return err
		}
		position, err := row.LastInsertId()
		if err != nil {
			return err
		}
		for k := range batch.Bodies {
			if _, err := w.body.Exec(position, batch.Bodies[k].Name, batch.Bodies[k].Data); err != nil {
				return err
			}
		}
	}
	_, err := w.commit.Exec()
	return err
}
