package sqlstore

import (
	"context"
	"database/sql"
	"errors"

	"github.com/torikime/torikime/store"
)

// tx is the connection inside a batch's With, and nothing after it.
type tx struct {
	conn *sql.Conn
	rows []*sql.Rows
	over bool
}

var errOver = errors.New("sqlstore: this store.Tx ended with its With")

func (w *writer) with(ctx context.Context, b store.Batch) error {
	t := &tx{conn: w.conn}
	defer t.end()
	return b.RunWith(ctx, t)
}

// end closes rows that were left open: they would hold the connection in
// an old snapshot.
func (t *tx) end() {
	t.over = true
	for _, r := range t.rows {
		_ = r.Close()
	}
}

func (t *tx) Exec(ctx context.Context, query string, args ...any) (int64, error) {
	if t.over {
		return 0, errOver
	}
	r, err := t.conn.ExecContext(ctx, query, args...)
	if err != nil {
		return 0, err
	}
	return r.RowsAffected()
}

func (t *tx) Query(ctx context.Context, query string, args ...any) (store.Rows, error) {
	if t.over {
		return nil, errOver
	}
	r, err := t.conn.QueryContext(ctx, query, args...) //nolint:rowserrcheck // the caller reads them
	if err != nil {
		return nil, err
	}
	t.rows = append(t.rows, r)
	return r, nil
}
