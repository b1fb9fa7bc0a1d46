package market

import (
	"context"
	"errors"
	"sync"

	"github.com/torikime/torikime/transaction/engine"
	"github.com/torikime/torikime/transaction/listing"
)

// Untitled is what a service is called whose words went with its seller's account
// (T9.4).
const Untitled = "削除されたサービス / Deleted service"

// knownAs is what others know a service by: its last title that was not held
// (T8.4).
func knownAs(s *listing.State) string {
	if s.Title == "" { // no seller lists a service without one
		return Untitled
	}
	return s.ShownTitle
}

// titles keeps the titles of services, which every list of transactions asks for.
// One process alone writes to the store, so what it notes after its own commands is
// never out of date. The zero value is empty.
type titles struct {
	mu   sync.Mutex
	byID map[string]titled
}

// titled is a service's title after so many events.
type titled struct {
	title string
	seq   int
}

func (t *titles) of(service string) (string, bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	known, ok := t.byID[service]
	return known.title, ok
}

// note keeps what others know a service by. A state that was read before another
// was stored may be noted after it: the newer one stays.
func (t *titles) note(s *listing.State) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.byID == nil {
		t.byID = map[string]titled{}
	}
	if s.Seq > t.byID[s.ID].seq {
		t.byID[s.ID] = titled{knownAs(s), s.Seq}
	}
}

// forget drops every title: somebody's words went.
func (t *titles) forget() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.byID = nil
}

// title is a service's title, for those who see a transaction of it.
func (m *Market) title(ctx context.Context, id string) (string, error) {
	if title, ok := m.titles.of(id); ok {
		return title, nil
	}
	view, err := m.engine.Listing(ctx, id)
	if errors.Is(err, engine.ErrNotFound) {
		return "", nil
	}
	if err != nil {
		return "", err
	}
	m.titles.note(&view.State)
	return knownAs(&view.State), nil
}
