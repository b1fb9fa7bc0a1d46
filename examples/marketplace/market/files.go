package market

import (
	"context"
	"crypto/rand"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"strings"

	"github.com/torikime/torikime/transaction"
)

// files keeps attached files on disk, each under a random name. A file is on disk
// before the commit that names it; one that no commit names is an orphan.
type files struct {
	folder string
	log    *slog.Logger
}

// openFiles makes the folder and removes the orphans that a crash left behind.
// No upload is under way yet: the folder is locked.
func openFiles(ctx context.Context, folder string, db *sql.DB, log *slog.Logger) (*files, error) {
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return nil, fmt.Errorf("the folder of files can't be made: %w", err)
	}
	f := &files{folder: folder, log: log}
	err := filepath.WalkDir(folder, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		var known bool
		row := db.QueryRowContext(ctx, "SELECT EXISTS (SELECT 1 FROM market_file WHERE id = ?)", d.Name())
		if err := row.Scan(&known); err != nil || known {
			return err
		}
		log.Info("removed a file that no message names", "file", d.Name())
		return os.Remove(path)
	})
	if err != nil {
		return nil, fmt.Errorf("sweep the folder of files: %w", err)
	}
	return f, nil
}

// path is where a file lies: 32 × 32 folders, so that none grows too large.
func (f *files) path(id string) string { return filepath.Join(f.folder, id[:2], id) }

// create makes a new file under a random name.
func (f *files) create() (id string, file *os.File, err error) {
	id = strings.ToLower(rand.Text())
	if err := os.MkdirAll(filepath.Dir(f.path(id)), 0o700); err != nil {
		return "", nil, err
	}
	file, err = os.OpenFile(f.path(id), os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600)
	return id, file, err
}

// settle makes a file's name durable; its bytes are by then.
func (f *files) settle(id string) error {
	for _, folder := range []string{filepath.Dir(f.path(id)), f.folder} {
		d, err := os.Open(folder)
		if err != nil {
			return err
		}
		if err := errors.Join(d.Sync(), d.Close()); err != nil {
			return err
		}
	}
	return nil
}

func (f *files) remove(id string) {
	if err := os.Remove(f.path(id)); err != nil && !errors.Is(err, fs.ErrNotExist) {
		f.log.Warn("a file could not be removed", "file", id, "error", err)
	}
}

// File opens an attached file of a transaction for its parties and operators;
// for everybody else, and once the content is hidden (T3.14), it does not exist.
// The caller closes it.
func (m *Market) File(ctx context.Context, v Viewer, id, file string) (*os.File, File, error) {
	view, err := m.view(ctx, id)
	if err != nil {
		return nil, File{}, err
	}
	by, err := part(&view.State, v.Person)
	if err != nil {
		return nil, File{}, err
	}
	for _, line := range timeline(&view.State, view.Events, by, view.At, v.Language) {
		for _, f := range line.Files {
			if f.ID == file {
				return m.open(f)
			}
		}
	}
	return nil, File{}, ErrNotFound
}

func (m *Market) open(f File) (*os.File, File, error) {
	opened, err := os.Open(m.files.path(f.ID))
	if errors.Is(err, fs.ErrNotExist) {
		m.log.Error("a file that a message names is missing", "file", f.ID)
		return nil, f, ErrNotFound
	}
	return opened, f, err
}

// attached are files as a command names them.
func (u *Upload) attached() []transaction.File {
	list := make([]transaction.File, len(u.verdicts))
	for i, v := range u.verdicts {
		list[i] = transaction.File{ID: u.files[i].id, Name: v.Name, Size: v.Size, Kind: v.Kind, Encrypted: v.Encrypted}
	}
	return list
}
