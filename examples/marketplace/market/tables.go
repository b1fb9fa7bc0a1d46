package market

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"
)

//go:embed migrations/*.sql
var migrations embed.FS

// migrate brings the marketplace's own tables up to date, one transaction for
// each file. Nobody else writes: the folder is locked.
func migrate(ctx context.Context, db *sql.DB, file string) error {
	names, err := fs.Glob(migrations, "migrations/*.sql")
	if err != nil {
		return err
	}
	if _, err := db.ExecContext(ctx, "CREATE TABLE IF NOT EXISTS market_schema (version INTEGER PRIMARY KEY)"); err != nil {
		return fmt.Errorf("migrate %s: %w", file, err)
	}
	var version int
	if err := db.QueryRowContext(ctx, "SELECT coalesce(max(version), 0) FROM market_schema").Scan(&version); err != nil {
		return fmt.Errorf("migrate %s: %w", file, err)
	}
	if version > len(names) {
		return fmt.Errorf("%w: %s: the marketplace's tables have version %d, this program knows versions up to %d", ErrNewer, file, version, len(names))
	}
	for ; version < len(names); version++ {
		if err := migrateOnce(ctx, db, names[version], version+1); err != nil {
			return fmt.Errorf("migrate %s: %s: %w", file, names[version], err)
		}
	}
	return nil
}

func migrateOnce(ctx context.Context, db *sql.DB, name string, version int) error {
	text, err := migrations.ReadFile(name)
	if err != nil {
		return err
	}
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }() // harmless after the commit
	if _, err := tx.ExecContext(ctx, string(text)); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "INSERT INTO market_schema (version) VALUES (?)", version); err != nil {
		return err
	}
	return tx.Commit()
}

// lock keeps a second process away from a data folder. It is a transaction held
// open on a database of its own, which every system gives back when the process
// ends, however it ends.
type lock struct {
	db   *sql.DB
	conn *sql.Conn
}

func lockFolder(folder string) (*lock, error) {
	if folder == "" {
		return nil, errors.New("no data folder is named")
	}
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return nil, fmt.Errorf("the data folder can't be made: %w", err)
	}
	probe, err := os.CreateTemp(folder, ".writable-*")
	if err != nil {
		return nil, fmt.Errorf("the data folder can't be written to: %w", err)
	}
	if err := errors.Join(probe.Close(), os.Remove(probe.Name())); err != nil {
		return nil, fmt.Errorf("the data folder can't be written to: %w", err)
	}
	l := &lock{}
	if l.db, err = sql.Open("sqlite", "file:"+uriPath(filepath.Join(folder, "lock"))); err != nil {
		return nil, err
	}
	ctx := context.Background()
	if l.conn, err = l.db.Conn(ctx); err == nil {
		_, err = l.conn.ExecContext(ctx, "BEGIN EXCLUSIVE")
	}
	if err != nil {
		err = errors.Join(err, l.Close())
		return nil, fmt.Errorf("another process has the data folder %s open, or it can't be locked: %w", folder, err)
	}
	return l, nil
}

// Close gives the folder back.
func (l *lock) Close() error {
	var err error
	if l.conn != nil {
		err = l.conn.Close()
	}
	return errors.Join(err, l.db.Close())
}

// uriPath is a file's path as it stands in a URI.
func uriPath(file string) string {
	return strings.ReplaceAll(url.PathEscape(filepath.ToSlash(file)), "%2F", "/")
}
