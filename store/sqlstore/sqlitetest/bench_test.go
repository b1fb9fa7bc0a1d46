package sqlitetest

import (
	"context"
	"database/sql"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/store"
	"github.com/torikime/torikime/store/storetest"
)

// BenchmarkStore is the common benchmark of stores.
func BenchmarkStore(b *testing.B) {
	storetest.Benchmark(b, func(b *testing.B) store.Store { return open(b, database(b, file(b), "")) })
}

// typical is what one command of a marketplace writes: an event, its body, the
// next deadline and the command's id.
func typical(stream string, expected int) store.Batch {
	return store.Batch{
		Stream: stream, Expected: expected,
		Events:  []store.Event{{Type: "transaction.message_sent", Version: 1, At: time.Unix(int64(expected), 0), Data: make([]byte, 250)}},
		Bodies:  []store.Body{{Seq: expected + 1, Name: "text", Data: make([]byte, 300)}},
		Wake:    time.Unix(int64(expected)+1000, 0),
		Command: &store.Command{ID: fmt.Sprintf("%s/%d", stream, expected), Digest: make([]byte, 32), Result: make([]byte, 40), At: time.Unix(int64(expected), 0)},
	}
}

// BenchmarkAppend compares one client of the store, and 64 clients whose
// batches share commits, with the bare driver writing the same rows at the
// same durability, in turns.
func BenchmarkAppend(b *testing.B) {
	b.Run("bare driver, 1 client", func(b *testing.B) {
		db := database(b, file(b), "")
		open(b, db)
		w := newBare(b, db)
		b.ReportAllocs()
		for i := 0; b.Loop(); i++ {
			require.NoError(b, w.write(typical("s", i)))
		}
	})
	b.Run("store, 1 client", func(b *testing.B) {
		s := open(b, database(b, file(b), ""))
		b.ReportAllocs()
		for i := 0; b.Loop(); i++ {
			confirm(b, s, typical("s", i))
		}
	})
	b.Run("store, 64 clients grouped", func(b *testing.B) {
		s := open(b, database(b, file(b), ""))
		b.ReportAllocs()
		grouped(b, s, 64)
	})
	b.Run("bare driver, 64 per commit", func(b *testing.B) {
		db := database(b, file(b), "")
		open(b, db)
		w := newBare(b, db)
		b.ReportAllocs()
		var batches []store.Batch
		for i := 0; b.Loop(); i++ {
			if batches = append(batches, typical(fmt.Sprint("s", i%64), i/64)); len(batches) == 64 {
				require.NoError(b, w.write(batches...))
				batches = batches[:0]
			}
		}
	})
}

// grouped runs b.N commands of n clients; those that wait share a commit.
func grouped(b *testing.B, s store.Store, n int) {
	type request struct {
		batch store.Batch
		done  chan error
	}
	requests := make(chan request, n)
	var left atomic.Int64
	left.Store(int64(b.N))
	var clients sync.WaitGroup
	for c := range n {
		clients.Go(func() {
			done := make(chan error, 1)
			for i := 0; left.Add(-1) >= 0; i++ {
				requests <- request{typical(fmt.Sprint("s", c), i), done}
				if err := <-done; err != nil {
					b.Error(err)
				}
			}
		})
	}
	go func() { clients.Wait(); close(requests) }()
	for first := range requests {
		group := []request{first}
		for len(requests) > 0 {
			group = append(group, <-requests)
		}
		batches := make([]store.Batch, len(group))
		for i, r := range group {
			batches[i] = r.batch
		}
		results, err := s.Append(context.Background(), batches...)
		for i, r := range group {
			if err == nil {
				r.done <- results[i].Err
			} else {
				r.done <- err
			}
		}
	}
}

// bare writes a typical batch's rows with prepared statements and nothing else.
type bare struct {
	stmts []*sql.Stmt
}

func newBare(b *testing.B, db *sql.DB) *bare {
	conn, err := db.Conn(context.Background())
	require.NoError(b, err)
	_, err = conn.ExecContext(context.Background(), "PRAGMA synchronous = FULL")
	require.NoError(b, err)
	w := &bare{}
	for _, text := range []string{
		"BEGIN IMMEDIATE", "COMMIT",
		"INSERT INTO torikime_command (id, digest, result, at, stream, seq) VALUES (?, ?, ?, ?, ?, ?)",
		"INSERT INTO torikime_stream (id, version, at, wake) VALUES (?, ?, ?, ?)",
		"UPDATE torikime_stream SET version = ?, at = ?, wake = ? WHERE id = ?",
		"INSERT INTO torikime_event (stream, seq, type, version, at, data) VALUES (?, ?, ?, ?, ?, ?)",
		"INSERT INTO torikime_body (position, name, data) VALUES (?, ?, ?)",
	} {
		stmt, err := conn.PrepareContext(context.Background(), text) //nolint:sqlclosecheck // closed by the cleanup
		require.NoError(b, err)
		w.stmts = append(w.stmts, stmt)
	}
	b.Cleanup(func() {
		for _, stmt := range w.stmts {
			_ = stmt.Close()
		}
		_ = conn.Close()
	})
	return w
}

func (w *bare) write(batches ...store.Batch) error {
	if _, err := w.stmts[0].Exec(); err != nil {
		return err
	}
	for _, b := range batches {
		e, body, c := b.Events[0], b.Bodies[0], b.Command
		var no int
		_, _ = fmt.Sscanf(b.Stream, "s%d", &no)
		seq, at, wake := b.Expected+1, e.At.UnixMicro(), b.Wake.UnixMicro()
		if _, err := w.stmts[2].Exec(c.ID, c.Digest, c.Result, at, b.Stream, seq); err != nil {
			return err
		}
		var err error
		if b.Expected == 0 {
			_, err = w.stmts[3].Exec(b.Stream, seq, at, wake)
		} else {
			_, err = w.stmts[4].Exec(seq, at, wake, b.Stream)
		}
		if err != nil {
			return err
		}
		r, err := w.stmts[5].Exec(no+1, seq, e.Type, e.Version, at, e.Data)
		if err != nil {
			return err
		}
		position, _ := r.LastInsertId()
		if _, err := w.stmts[6].Exec(position, body.Name, body.Data); err != nil {
			return err
		}
	}
	_, err := w.stmts[1].Exec()
	return err
}
