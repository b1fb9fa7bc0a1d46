package market

import (
	"context"
	"errors"
	"sync"

	"github.com/torikime/torikime/transaction/engine"
	"github.com/torikime/torikime/transaction/listing"
)

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
		t.byID[s.ID] = titled{s.ShownTitle, s.Seq}
	}
}

// title is a service's title, for those who see a transaction of it: the last that
// was not held (T8.4).
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
	return view.State.ShownTitle, nil
}
