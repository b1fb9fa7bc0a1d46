package sqlstore

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strconv"
	"strings"
)

//go:embed migrations/sqlite/*.sql
var migrations embed.FS

// migrate runs the files of a folder, numbered from 1 without gaps, that the
// database has not seen. Each has a transaction that takes the write lock
// before it asks for the version, so processes that start at once take turns.
func migrate(ctx context.Context, conn *sql.Conn, dir fs.FS) error {
	files, err := numbered(dir)
	if err != nil {
		return err
	}
	for {
		done, err := migrateOnce(ctx, conn, files)
		if done || err != nil {
			return err
		}
	}
}

// numbered is the text of the migrations: that of version n is at n-1.
func numbered(dir fs.FS) ([]string, error) {
	names, err := fs.Glob(dir, "*.sql")
	if err != nil {
		return nil, err
	}
	texts := make([]string, len(names))
	for i, name := range names {
		number, _, _ := strings.Cut(path.Base(name), "_")
		if n, err := strconv.Atoi(number); err != nil || n != i+1 {
			return nil, fmt.Errorf("sqlstore: migration %s: want number %d in front", name, i+1)
		}
		text, err := fs.ReadFile(dir, name)
		if err != nil {
			return nil, err
		}
		texts[i] = string(text)
	}
	return texts, nil
}

func migrateOnce(ctx context.Context, conn *sql.Conn, files []string) (done bool, err error) {
	if _, err := conn.ExecContext(ctx, "BEGIN IMMEDIATE"); err != nil {
		return false, fmt.Errorf("sqlstore: migrate: %w", err)
	}
	defer func() {
		if err != nil {
			_, undo := conn.ExecContext(context.WithoutCancel(ctx), "ROLLBACK")
			err = errors.Join(err, undo)
		}
	}()
	version, err := schemaVersion(ctx, conn)
	if err != nil {
		return false, fmt.Errorf("sqlstore: migrate: %w", err)
	}
	if version > len(files) {
		return false, fmt.Errorf("%w: it has version %d, this program knows versions up to %d", ErrNewer, version, len(files))
	}
	if version < len(files) {
		if _, err := conn.ExecContext(ctx, files[version]); err != nil {
			return false, fmt.Errorf("sqlstore: migrate to version %d: %w", version+1, err)
		}
		if _, err := conn.ExecContext(ctx, "INSERT INTO torikime_schema (version) VALUES (?)", version+1); err != nil {
			return false, fmt.Errorf("sqlstore: migrate to version %d: %w", version+1, err)
		}
	}
	if _, err := conn.ExecContext(ctx, "COMMIT"); err != nil {
		return false, fmt.Errorf("sqlstore: migrate: %w", err)
	}
	return version == len(files), nil
}

func schemaVersion(ctx context.Context, conn *sql.Conn) (version int, err error) {
	if _, err := conn.ExecContext(ctx, "CREATE TABLE IF NOT EXISTS torikime_schema (version INTEGER PRIMARY KEY)"); err != nil {
		return 0, err
	}
	err = conn.QueryRowContext(ctx, "SELECT coalesce(max(version), 0) FROM torikime_schema").Scan(&version)
	return version, err
}
