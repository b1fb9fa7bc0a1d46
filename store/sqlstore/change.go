package sqlstore

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/torikime/torikime/store"
)

// forgetPage bounds how long Forget keeps other writers waiting.
const forgetPage = 500

// Forget implements store.Store. Commands have no index by instant, which every
// one of them would pay for: a reader looks the old ones up, page by page, and
// only the deleting waits for the write connection.
func (s *Store) Forget(ctx context.Context, before time.Time) (int, error) {
	if err := cmp.Or(ctx.Err(), store.CheckBefore(before)); err != nil {
		return 0, err
	}
	limit := before.UnixMicro()
	if before.Nanosecond()%1000 != 0 {
		limit++
	}
	total, after := 0, ""
	for {
		var ids []string
		err := s.query(ctx, oldCommands, []any{after, limit, forgetPage}, func(rows *sql.Rows) error {
			var id string
			err := rows.Scan(&id)
			ids = append(ids, id)
			return err
		})
		if err != nil || len(ids) == 0 {
			return total, err
		}
		n, err := s.forget(ctx, ids, limit)
		total += n
		if err != nil {
			return total, err
		}
		after = ids[len(ids)-1]
	}
}

func (s *Store) forget(ctx context.Context, ids []string, limit int64) (total int, err error) {
	err = s.change(ctx, "forget", func(ctx context.Context) error {
		for _, id := range ids {
			n, err := s.write.affect(ctx, deleteCommand, id, limit)
			if err != nil {
				return err
			}
			total += int(n)
		}
		return nil
	})
	if err != nil {
		return 0, err
	}
	return total, nil
}

// Erase implements store.Store. What is deleted is overwritten in the database
// file; the write-ahead log keeps an older copy until its next checkpoint.
func (s *Store) Erase(ctx context.Context, id string, bodies ...store.Body) error {
	if err := store.CheckText("stream", id); err != nil {
		return err
	}
	found := true
	err := s.change(ctx, "erase", func(ctx context.Context) error {
		var no, version, at int64
		err := s.write.stmts[headOfStream].QueryRowContext(ctx, id).Scan(&no, &version, &at)
		if errors.Is(err, sql.ErrNoRows) {
			found = false
			return nil
		}
		if err == nil && len(bodies) == 0 {
			err = s.write.exec(ctx, deleteBodies, no)
		}
		for _, b := range bodies {
			if err == nil {
				err = s.write.exec(ctx, deleteBody, no, b.Seq, b.Name)
			}
		}
		return err
	})
	if err == nil && !found {
		err = fmt.Errorf("%w: stream %q", store.ErrNotFound, id)
	}
	return err
}

// Park implements store.Store.
func (s *Store) Park(ctx context.Context, p store.Parked) error {
	p, err := p.Check()
	if err != nil {
		return err
	}
	var n int64
	err = s.change(ctx, "park", func(ctx context.Context) error {
		n, err = s.write.affect(ctx, upsertParked, p.Error, p.Since.UnixMicro(), p.Attempts, p.Retry.UnixMicro(), p.Stream)
		return err
	})
	if err == nil && n == 0 {
		err = fmt.Errorf("%w: stream %q", store.ErrNotFound, p.Stream)
	}
	return err
}

// Unpark implements store.Store.
func (s *Store) Unpark(ctx context.Context, id string) error {
	if err := store.CheckText("stream", id); err != nil {
		return err
	}
	return s.change(ctx, "unpark", func(ctx context.Context) error {
		return s.write.exec(ctx, deleteParked, id)
	})
}

// change runs fn in a transaction that is kept if fn gives no error.
func (s *Store) change(ctx context.Context, what string, fn func(context.Context) error) error {
	err := s.write.do(ctx, func(ctx context.Context) (bool, error) {
		err := fn(ctx)
		return err == nil, err
	})
	if err != nil {
		return fmt.Errorf("sqlstore: %s: %w", what, err)
	}
	return nil
}
