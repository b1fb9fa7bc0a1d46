package storetest

import (
	"context"
	"errors"

	"github.com/stretchr/testify/require"
	"github.com/torikime/torikime/store"
)

var errOwn = errors.New("the caller's own error")

func fails(context.Context, store.Tx) error { return errOwn }

func panics(context.Context, store.Tx) error { panic(errOwn) }

type key struct{}

var withCases = []testCase{
	{"an error of With undoes its batch, and it alone", func(t *env) {
		b := full("bad", 0)
		b.With = fails
		t.refuse(errOwn, b)
		results := t.try(full("a", 0), b, full("c", 0))
		require.Equal(t, []error{nil, errOwn, nil}, []error{results[0].Err, results[1].Err, results[2].Err})
		require.Equal(t, []int{2, 0, 2}, []int{t.load("a").Version, t.load("bad").Version, t.load("c").Version})
		require.Len(t, t.feed(), 4)
		require.Equal(t, 2, t.count("all"))
		b.With = nil
		t.write(b)
	}},
	{"a panic of With undoes its batch, and it alone, and the store goes on", func(t *env) {
		b := full("bad", 0)
		b.With = panics
		results := t.try(full("a", 0), b, full("c", 0))
		var p *store.Panic
		require.ErrorAs(t, results[1].Err, &p)
		require.Equal(t, errOwn, p.Value)
		require.Contains(t, string(p.Stack), "panics")
		require.ErrorIs(t, results[1].Err, errOwn)
		require.NoError(t, results[0].Err)
		require.NoError(t, results[2].Err)
		t.refuse(errOwn, b)
		b.With = nil
		t.write(b)
	}},
	{"With runs for a batch that would succeed, once, and for no other", func(t *env) {
		calls := 0
		b := full("s", 0)
		b.With = func(context.Context, store.Tx) error { calls++; return nil }
		t.write(b)
		require.Equal(t, 1, calls)
		t.refuse(store.ErrRepeated, b)
		b.Command = nil
		t.refuse(store.ErrConflict, b)
		b.Expected = -1
		require.ErrorIs(t, t.try(b)[0].Err, store.ErrInvalid)
		require.Equal(t, 1, calls)
	}},
	{"the context of With has the caller's values and is not cancelled with it", func(t *env) {
		ctx, cancel := context.WithCancel(context.WithValue(t.ctx, key{}, "value"))
		b := batch("s", 0, 1)
		b.With = func(ctx context.Context, _ store.Tx) error {
			cancel()
			if ctx.Value(key{}) != "value" {
				return errors.New("the value is lost")
			}
			return ctx.Err()
		}
		results, err := t.Append(ctx, b)
		require.NoError(t, err)
		require.NoError(t, results[0].Err)
		require.Equal(t, 1, t.load("s").Version)
	}},
}

// note is a batch that writes a row of the caller's own.
func note(stream string, n int, row string, then func() error) store.Batch {
	b := batch(stream, 0, n)
	b.With = func(ctx context.Context, tx store.Tx) error {
		rows, err := tx.Exec(ctx, "INSERT INTO storetest_note (id) VALUES ('"+row+"')")
		if err == nil && rows != 1 {
			err = errors.New("rows affected is not 1")
		}
		if err == nil && then != nil {
			err = then()
		}
		return err
	}
	return b
}

func (t *env) createNotes() {
	t.Helper()
	b := batch("create", 0, 1)
	b.With = func(ctx context.Context, tx store.Tx) error {
		_, err := tx.Exec(ctx, "CREATE TABLE storetest_note (id VARCHAR(20) PRIMARY KEY)")
		return err
	}
	t.write(b)
}

func (t *env) notes() (ids []string) {
	t.Helper()
	t.write(store.Batch{Stream: "nothing", With: func(ctx context.Context, tx store.Tx) error {
		rows, err := tx.Query(ctx, "SELECT id FROM storetest_note ORDER BY id")
		if err != nil {
			return err
		}
		for rows.Next() {
			var id string
			if err := rows.Scan(&id); err != nil {
				return err
			}
			ids = append(ids, id)
		}
		return errors.Join(rows.Err(), rows.Close())
	}})
	return ids
}

var sqlCases = []testCase{
	{"the caller's own rows are kept with their batch, and undone with it", func(t *env) {
		t.createNotes()
		results := t.try(
			note("a", 1, "a", nil),
			note("b", 1, "b", func() error { return errOwn }),
			note("c", 1, "c", func() error { panic("c") }),
			note("d", 1, "d", nil),
			note("create", 1, "conflict", nil),
		)
		require.NoError(t, results[0].Err)
		require.ErrorIs(t, results[1].Err, errOwn)
		require.Error(t, results[2].Err)
		require.NoError(t, results[3].Err)
		require.ErrorIs(t, results[4].Err, store.ErrConflict)
		require.Equal(t, []string{"a", "d"}, t.notes())
		for id, want := range map[string]int{"a": 1, "b": 0, "c": 0, "d": 1} {
			require.Equal(t, want, t.load(id).Version, id)
		}
	}},
	{"a statement of the caller's that fails undoes its batch alone", func(t *env) {
		t.createNotes()
		results := t.try(note("a", 1, "same", nil), note("b", 1, "same", nil), note("c", 1, "other", nil))
		require.Error(t, results[1].Err)
		require.Equal(t, []int{1, 0, 1}, versions(results))
		require.Equal(t, []string{"other", "same"}, t.notes())
	}},
	{"rows left open and a Tx kept for later do no harm", func(t *env) {
		t.createNotes()
		t.write(note("a", 1, "a", nil), note("b", 1, "b", nil))
		var kept store.Tx
		t.write(store.Batch{Stream: "x", With: func(ctx context.Context, tx store.Tx) error {
			kept = tx
			rows, err := tx.Query(ctx, "SELECT id FROM storetest_note")
			if err == nil && !rows.Next() {
				err = errors.New("no row")
			}
			return err
		}})
		_, err := kept.Exec(t.ctx, "DELETE FROM storetest_note")
		require.Error(t, err)
		_, err = kept.Query(t.ctx, "SELECT id FROM storetest_note")
		require.Error(t, err)
		t.write(note("c", 1, "c", nil))
		require.Equal(t, []string{"a", "b", "c"}, t.notes())
	}},
}

var reopenCases = []testCase{
	{"what was confirmed is there after a restart", func(t *env) {
		t.write(full("s", 0), full("t", 0))
		t.write(full("s", 2))
		require.NoError(t, t.Erase(t.ctx, "t"))
		require.NoError(t, t.Park(t.ctx, store.Parked{Stream: "t", Error: "e", Since: at(1), Attempts: 3, Retry: at(2)}))
		b := full("s", 2)
		before, t1, parked, page := t.dump(b), t.load("t"), t.parked(1), t.list("all", "", 1)
		t.Store = t.suite.reopen(t.tb, t.Store)
		require.Equal(t, before, t.dump(b))
		require.Equal(t, t1, t.load("t"))
		require.Equal(t, parked, t.parked(1))
		require.Equal(t, []string{"s"}, streamsOf(t.list("all", page[0].Cursor, 9)), "a cursor outlives a restart")
		t.refuse(store.ErrRepeated, b)
		r := t.write(batch("u", 0, 1))
		require.Greater(t, r[0].Position, before.Feed[len(before.Feed)-1].Position)
	}},
}
