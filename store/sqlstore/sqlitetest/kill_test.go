package sqlitetest

import (
	"bufio"
	"context"
	"database/sql"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/store"
	"github.com/torikime/torikime/store/sqlstore"
)

// writerFile names the variable that makes the test binary a writer.
const writerFile = "TORIKIME_TEST_WRITER"

func TestMain(m *testing.M) {
	if name := os.Getenv(writerFile); name != "" {
		fmt.Fprintln(os.Stderr, writeUntilKilled(name, os.Getenv("TORIKIME_TEST_ROUND")))
		os.Exit(1)
	}
	os.Exit(m.Run())
}

// whole is a batch whose parts must all be there or none: two events, a body
// for each, a label, a command, and a row of the caller's own.
func whole(id string) store.Batch {
	return store.Batch{
		Stream:  id,
		Events:  []store.Event{event(1), event(2)},
		Bodies:  []store.Body{{Seq: 1, Name: "text", Data: []byte(id)}, {Seq: 2, Name: "text", Data: make([]byte, 3000)}},
		Label:   []string{"all"},
		Wake:    time.Unix(5, 0),
		Command: &store.Command{ID: id, At: time.Unix(1, 0)},
		With: func(ctx context.Context, tx store.Tx) error {
			_, err := tx.Exec(ctx, "INSERT INTO own (id) VALUES (?)", id)
			return err
		},
	}
}

// writeUntilKilled appends groups and prints an id once it is confirmed.
func writeUntilKilled(name, round string) error {
	db, err := sql.Open("sqlite", "file:"+name)
	if err != nil {
		return err
	}
	s, err := sqlstore.Open(context.Background(), db, sqlstore.SQLite, sqlstore.Options{})
	if err != nil {
		return err
	}
	for i := 0; ; i++ {
		var group []store.Batch
		for j := range 1 + i%4 {
			group = append(group, whole(fmt.Sprintf("%s:%d:%d", round, i, j)))
		}
		results, err := s.Append(context.Background(), group...)
		if err != nil {
			return err
		}
		for j, r := range results {
			if r.Err != nil {
				return r.Err
			}
			fmt.Println(group[j].Stream)
		}
	}
}

// A process that is killed at any moment loses nothing that it confirmed and
// leaves nothing half done; the next one goes on in the same file.
func TestKill(t *testing.T) {
	t.Parallel()
	name := filepath.Join(t.TempDir(), "store.db")
	db := database(t, name, "")
	confirm(t, open(t, db), store.Batch{Stream: "own", With: func(ctx context.Context, tx store.Tx) error {
		_, err := tx.Exec(ctx, "CREATE TABLE own (id TEXT PRIMARY KEY)")
		return err
	}})
	confirmed := map[string]bool{}
	const rounds = 15
	for round := range rounds {
		for _, id := range killedWriter(t, name, fmt.Sprint(round)) {
			confirmed[id] = true
		}
	}
	s := open(t, database(t, name, ""))
	ids, err := s.Streams(context.Background(), "", "", 10_000_000)
	require.NoError(t, err)
	for _, id := range ids {
		loaded, err := s.Load(context.Background(), store.LoadOptions{Bodies: true}, id)
		require.NoError(t, err)
		require.Len(t, loaded[0].Events, 2, id)
		require.Len(t, loaded[0].Bodies, 2, id)
		c, err := s.Command(context.Background(), id)
		require.NoError(t, err)
		require.Equal(t, 2, c.Seq)
		delete(confirmed, id)
	}
	require.Empty(t, confirmed, "confirmed batches are lost")
	n, err := s.Count(context.Background(), "all")
	require.NoError(t, err)
	require.Equal(t, len(ids), n)
	for query, want := range map[string]int{
		"SELECT count(*) FROM own":              len(ids),
		"SELECT count(*) FROM torikime_event":   2 * len(ids),
		"SELECT count(*) FROM torikime_body":    2 * len(ids),
		"SELECT count(*) FROM torikime_command": len(ids),
	} {
		require.NoError(t, db.QueryRow(query).Scan(&n))
		require.Equal(t, want, n, query)
	}
	var verdict string
	require.NoError(t, db.QueryRow("PRAGMA integrity_check").Scan(&verdict))
	require.Equal(t, "ok", verdict)
	t.Logf("%d kills, %d whole batches", rounds, len(ids))
}

// killedWriter runs a writer for a random while and gives the ids that it confirmed.
func killedWriter(t *testing.T, name, round string) (confirmed []string) {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), writerFile+"="+name, "TORIKIME_TEST_ROUND="+round)
	var stderr strings.Builder
	cmd.Stderr = &stderr
	out, err := cmd.StdoutPipe()
	require.NoError(t, err)
	require.NoError(t, cmd.Start())
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		confirmed = append(confirmed, lines.Text())
		if len(confirmed) == 1 { // it is writing: kill it somewhere in the middle
			time.AfterFunc(time.Duration(rand.IntN(30_000))*time.Microsecond, func() { _ = cmd.Process.Kill() })
		}
	}
	_ = cmd.Wait()
	require.Empty(t, stderr.String())
	require.NotEmpty(t, confirmed)
	return confirmed
}
