package sqlstore

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/torikime/torikime/store"
)

// query runs one of the read statements and hands over its rows.
func (s *Store) query(ctx context.Context, stmt int, args []any, row func(*sql.Rows) error) error {
	if s.closed.Load() {
		return ErrClosed
	}
	rows, err := s.read[stmt].QueryContext(ctx, args...)
	if err != nil {
		return failed(ctx, err)
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		if err := row(rows); err != nil {
			return failed(ctx, err)
		}
	}
	return failed(ctx, rows.Err())
}

// failed names the package, and the context's error instead of what a driver
// makes of it.
func failed(ctx context.Context, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("sqlstore: %w", cmp.Or(ctx.Err(), err))
}

// Load implements store.Store.
func (s *Store) Load(ctx context.Context, opt store.LoadOptions, ids ...string) ([]store.Stream, error) {
	if err := cmp.Or(ctx.Err(), opt.Check(ids)); err != nil {
		return nil, err
	}
	loaded := make([]store.Stream, len(ids))
	for i, id := range ids {
		loaded[i].ID = id
	}
	keys, err := json.Marshal(ids)
	if err != nil {
		return nil, err
	}
	stmt := load
	if opt.Bodies {
		stmt = loadBodies
	}
	err = s.query(ctx, stmt, []any{string(keys), opt.After}, func(rows *sql.Rows) error {
		return scanStream(rows, opt.After, loaded)
	})
	if err != nil {
		return nil, err
	}
	for _, st := range loaded {
		slices.SortFunc(st.Bodies, func(a, b store.Body) int {
			return cmp.Or(cmp.Compare(a.Seq, b.Seq), strings.Compare(a.Name, b.Name))
		})
	}
	return loaded, nil
}

// scanStream reads one row of load or loadBodies: a stream's head with one of
// its events, with one of its bodies, or with neither.
func scanStream(rows *sql.Rows, after int, loaded []store.Stream) error {
	var key, version int
	var wake, seq, typeVersion, at sql.NullInt64
	var body bool
	var name sql.NullString
	var data []byte
	if err := rows.Scan(&key, &version, &wake, &body, &seq, &name, &typeVersion, &at, &data); err != nil {
		return err
	}
	st := &loaded[key]
	st.Version = version
	if wake.Valid {
		st.Wake = instant(wake.Int64)
	}
	switch {
	case body:
		st.Bodies = append(st.Bodies, store.Body{Seq: int(seq.Int64), Name: name.String, Data: data})
	case seq.Valid:
		if st.Events == nil {
			st.Events = make([]store.Event, version-after)
		}
		st.Events[int(seq.Int64)-after-1] = store.Event{
			Type: name.String, Version: int(typeVersion.Int64), At: instant(at.Int64), Data: data,
		}
	}
	return nil
}

// Due implements store.Store.
func (s *Store) Due(ctx context.Context, q store.DueQuery) ([]store.Due, error) {
	if err := cmp.Or(ctx.Err(), q.Check()); err != nil {
		return nil, err
	}
	var due []store.Due
	err := s.query(ctx, listDue, []any{q.Until.UnixMicro(), q.Parked, q.Label, q.Limit}, func(rows *sql.Rows) error {
		var d store.Due
		var wake int64
		err := rows.Scan(&d.Stream, &wake)
		d.Wake = instant(wake)
		due = append(due, d)
		return err
	})
	return due, err
}

// List implements store.Store.
func (s *Store) List(ctx context.Context, q store.ListQuery) ([]store.Item, error) {
	if err := cmp.Or(ctx.Err(), q.Check()); err != nil {
		return nil, err
	}
	before := int64(math.MaxInt64)
	if q.After != "" {
		var err error
		if before, err = store.CursorNumber(q.After); err != nil {
			return nil, err
		}
	}
	var items []store.Item
	err := s.query(ctx, listLabel, []any{q.Label, before, q.Limit}, func(rows *sql.Rows) error {
		var i store.Item
		err := rows.Scan(&i.Cursor, &i.Stream)
		items = append(items, i)
		return err
	})
	return items, err
}

// Count implements store.Store.
func (s *Store) Count(ctx context.Context, label string) (int, error) {
	if err := cmp.Or(ctx.Err(), store.ListQuery{Label: label, Limit: 1}.Check()); err != nil {
		return 0, err
	}
	n := 0
	err := s.query(ctx, countLabel, []any{label}, func(rows *sql.Rows) error { return rows.Scan(&n) })
	return n, err
}

// Streams implements store.Store. Ids with one prefix stand together, from the
// prefix itself on.
func (s *Store) Streams(ctx context.Context, prefix, after string, limit int) ([]string, error) {
	if err := cmp.Or(ctx.Err(), store.CheckText("prefix", prefix), store.CheckText("after", after), store.CheckLimit(limit)); err != nil {
		return nil, err
	}
	var ids []string
	err := s.query(ctx, listStreams, []any{prefix, after, limit}, func(rows *sql.Rows) error {
		var id string
		err := rows.Scan(&id)
		if strings.HasPrefix(id, prefix) {
			ids = append(ids, id)
		}
		return err
	})
	return ids, err
}

// Tail implements store.Store.
func (s *Store) Tail(ctx context.Context, after int64, limit int) ([]store.Entry, error) {
	if err := cmp.Or(ctx.Err(), store.CheckAfter(after), store.CheckLimit(limit)); err != nil {
		return nil, err
	}
	var entries []store.Entry
	err := s.query(ctx, tail, []any{after, limit}, func(rows *sql.Rows) error {
		var e store.Entry
		var at int64
		err := rows.Scan(&e.Position, &e.Stream, &e.Seq, &e.Event.Type, &e.Event.Version, &at, &e.Event.Data)
		e.Event.At = instant(at)
		entries = append(entries, e)
		return err
	})
	return entries, err
}

// Command implements store.Store.
func (s *Store) Command(ctx context.Context, id string) (store.Command, error) {
	if err := cmp.Or(ctx.Err(), store.CheckText("id", id)); err != nil {
		return store.Command{}, err
	}
	var c store.Command
	err := s.query(ctx, oneCommand, []any{id}, func(rows *sql.Rows) error {
		var at int64
		err := rows.Scan(&c.Digest, &c.Result, &at, &c.Stream, &c.Seq)
		c.ID, c.At = id, instant(at)
		return err
	})
	if err == nil && c.ID == "" {
		err = fmt.Errorf("%w: command %q", store.ErrNotFound, id)
	}
	return c, err
}

// Document implements store.Store.
func (s *Store) Document(ctx context.Context, digest string) ([]byte, error) {
	if err := cmp.Or(ctx.Err(), store.CheckText("digest", digest)); err != nil {
		return nil, err
	}
	var data []byte
	found := false
	err := s.query(ctx, oneDocument, []any{digest}, func(rows *sql.Rows) error {
		found = true
		return rows.Scan(&data)
	})
	if err == nil && !found {
		err = fmt.Errorf("%w: document %q", store.ErrNotFound, digest)
	}
	return data, err
}

// ListParked implements store.Store.
func (s *Store) ListParked(ctx context.Context, limit int) ([]store.Parked, error) {
	if err := cmp.Or(ctx.Err(), store.CheckLimit(limit)); err != nil {
		return nil, err
	}
	var parked []store.Parked
	err := s.query(ctx, listParked, []any{limit}, func(rows *sql.Rows) error {
		var p store.Parked
		var since, retry int64
		err := rows.Scan(&p.Stream, &p.Error, &since, &p.Attempts, &retry)
		p.Since, p.Retry = instant(since), instant(retry)
		parked = append(parked, p)
		return err
	})
	return parked, err
}
