package market

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/store"
	"github.com/torikime/torikime/transaction/engine"
)

// Departure is an account that was deleted.
type Departure struct {
	ID        string    `json:"id"`
	DeletedAt time.Time `json:"deleted_at"`
}

// Nobody is what somebody is called whose account was deleted (T9.4).
const Nobody = "退会した利用者 / Deleted user"

// personal is what the marketplace itself keeps of a person, beside his words and
// files: it goes in the commit that decides a deletion. The answers that were kept
// with keys quote what he wrote: with his own, and with those of whoever he dealt
// with. Nobody can give his again; what he had a part in is over, so that one of the
// others' which comes again is refused and does nothing twice.
var personal = []string{
	"DELETE FROM market_read WHERE person = ?1",
	"DELETE FROM market_seen WHERE person = ?1",
	"DELETE FROM market_preferences WHERE person = ?1",
	"DELETE FROM market_noticed WHERE person = ?1",
	"DELETE FROM torikime_command WHERE id >= ?1 || '/' AND id < ?1 || '0'",
	`DELETE FROM torikime_command WHERE stream IN (SELECT s.id FROM torikime_label l JOIN torikime_stream s ON s.no = l.stream
		WHERE l.label IN ('party/' || ?1, 'quoting/' || ?1, 'conversing/' || ?1, 'listed/' || ?1))`,
}

// Leave deletes the viewer's account (T9.4). It is refused with what stands open,
// one fault for each. From the moment at which it is decided his token is worth
// nothing; whatever a crash leaves of him, the next start takes.
func (m *Market) Leave(ctx context.Context, v Viewer) (Departure, error) {
	ctx = context.WithoutCancel(ctx) // whoever hangs up has said what he wants
	gone := Departure{ID: v.ID, DeletedAt: m.Now()}
	if m.people.lastOperator(v.ID) {
		return gone, policy.Reject(policy.WrongState, "T9.4", "last_operator")
	}
	erased, err := m.engine.Erase(ctx, v.ID, func(ctx context.Context, tx store.Tx) error {
		_, err := tx.Exec(ctx, "INSERT INTO market_deleted (person, at) VALUES (?, ?)", v.ID, gone.DeletedAt.UnixMicro())
		for i := 0; err == nil && i < len(personal); i++ {
			_, err = tx.Exec(ctx, personal[i], v.ID)
		}
		return err
	})
	if known := m.readDeleted(ctx); known != nil {
		return gone, errors.Join(err, known)
	}
	if err != nil {
		return gone, err
	}
	return gone, m.sweepUp(ctx, v.ID, erased)
}

// sweepUp takes what lies outside of the database, then notes that nothing is left.
func (m *Market) sweepUp(ctx context.Context, person string, erased engine.Erased) error {
	m.titles.forget()
	for _, id := range erased.Files {
		m.files.remove(id)
	}
	if err := m.people.forget(person); err != nil {
		return err
	}
	_, _, err := m.write(ctx, m.Now(), Call{}, nil, func(ctx context.Context, tx store.Tx) error {
		for _, id := range erased.Files {
			if _, err := tx.Exec(ctx, "DELETE FROM market_file WHERE id = ?", id); err != nil {
				return err
			}
		}
		_, err := tx.Exec(ctx, "UPDATE market_deleted SET done = 1 WHERE person = ?", person)
		return err
	})
	return err
}

// finishDeletions ends what a crash interrupted.
func (m *Market) finishDeletions(ctx context.Context) error {
	people, err := m.deleted(ctx, "SELECT person FROM market_deleted WHERE done = 0")
	if err != nil {
		return err
	}
	for _, id := range people {
		erased, err := m.engine.Erase(ctx, id, nil)
		if err == nil {
			err = m.sweepUp(ctx, id, erased)
		}
		if err != nil {
			return fmt.Errorf("finish the deletion of account %s: %w", id, err)
		}
		m.log.Info("finished the deletion of an account", "person", id)
	}
	return nil
}

// readDeleted learns whose accounts were deleted.
func (m *Market) readDeleted(ctx context.Context) error {
	people, err := m.deleted(ctx, "SELECT person FROM market_deleted")
	if err != nil {
		return fmt.Errorf("read who has left: %w", err)
	}
	m.people.mu.Lock()
	defer m.people.mu.Unlock()
	m.people.gone = map[string]bool{}
	for _, id := range people {
		m.people.gone[id] = true
	}
	return nil
}

func (m *Market) deleted(ctx context.Context, query string) (people []string, err error) {
	rows, err := m.db.QueryContext(ctx, query)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		var id string
		if err := rows.Scan(&id); err != nil {
			return nil, err
		}
		people = append(people, id)
	}
	return people, rows.Err()
}

// left reports somebody whose account was deleted.
func (p *People) left(id string) bool {
	p.mu.RLock()
	defer p.mu.RUnlock()
	return p.gone[id]
}

// lastOperator reports the only operator who is left.
func (p *People) lastOperator(id string) bool {
	if !p.byID[id].Has(policy.Operator) {
		return false
	}
	for other, person := range p.byID {
		if other != id && person.Has(policy.Operator) && !p.left(other) {
			return false
		}
	}
	return true
}

// forget takes somebody out of the file that lists people, if he stands there.
func (p *People) forget(person string) error {
	if p.file == "" {
		return nil // the demo's people stand in no file
	}
	p.writing.Lock()
	defer p.writing.Unlock()
	data, err := os.ReadFile(p.file)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	var list []listed
	if err := strictJSON(data, &list); err != nil {
		return fmt.Errorf("%s: %w", p.file, err)
	}
	rest := slices.DeleteFunc(slices.Clone(list), func(l listed) bool { return l.ID == person })
	if len(rest) == len(list) {
		return nil
	}
	if data, err = json.MarshalIndent(rest, "", "  "); err != nil {
		return err
	}
	return replaceFile(p.file, append(data, '\n'))
}

// replaceFile writes a file wholly or not at all.
func replaceFile(file string, data []byte) error {
	next, err := os.CreateTemp(filepath.Dir(file), ".people-*")
	if err != nil {
		return err
	}
	_, err = next.Write(data)
	err = errors.Join(err, next.Sync(), next.Close())
	if err == nil {
		err = os.Rename(next.Name(), file)
	}
	if err != nil {
		return errors.Join(err, os.Remove(next.Name()))
	}
	return nil
}
