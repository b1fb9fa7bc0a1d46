package market

import (
	"context"
	"strings"
	"sync"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/store"
	"github.com/torikime/torikime/transaction"
	"github.com/torikime/torikime/transaction/engine"
)

// standing derives what is known of people from their transactions: nothing of
// it is stored. It follows the feed of events, and reads a transaction again only
// when something has happened to it.
type standing struct {
	engine *engine.Engine
	store  store.Store

	mu       sync.Mutex
	position int64
	rooms    map[string]transaction.State
}

func newStanding(e *engine.Engine, s store.Store) *standing {
	return &standing{engine: e, store: s, rooms: map[string]transaction.State{}}
}

const feedPage = 500

// follow reads what has happened since it was last asked.
func (s *standing) follow(ctx context.Context) error {
	for {
		entries, err := s.store.Tail(ctx, s.position, feedPage)
		if err != nil {
			return err
		}
		changed := map[string]bool{}
		for _, e := range entries {
			if id, ok := strings.CutPrefix(e.Stream, "transaction/"); ok {
				changed[id] = true
			}
		}
		for id := range changed {
			view, err := s.engine.View(ctx, id)
			if err != nil {
				return err
			}
			s.rooms[id] = view.State
		}
		if len(entries) > 0 {
			s.position = entries[len(entries)-1].Position
		}
		if len(entries) < feedPage {
			return nil
		}
	}
}

// each calls fn with every transaction as it stands now: what is due has
// happened, stored or not (T0.8).
func (s *standing) each(ctx context.Context, fn func(*transaction.State)) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.follow(ctx); err != nil {
		return err
	}
	now := s.engine.Now()
	for id, state := range s.rooms {
		state, _ = transaction.Advance(state, now)
		s.rooms[id] = state
		fn(&state)
	}
	return nil
}

// stars are published ratings: how many, and how many stars together.
type stars struct{ n, sum int }

func (s *stars) add(room *transaction.State, by policy.Role, e *engine.Engine) {
	if transaction.ReviewShown(room, by, e.Now()) {
		s.n++
		s.sum += room.ReviewBy(by).Stars
	}
}

// mean is rounded half up to one decimal; nil if there is none (T6.1).
func (s stars) mean() *float64 {
	if s.n == 0 {
		return nil
	}
	mean := float64((s.sum*20+s.n)/(2*s.n)) / 10
	return &mean
}

// buyer is the average that sellers gave the buyer of a transaction (T5.9). The
// transaction counts as it is handed in: its last event may not be stored yet.
func (s *standing) buyer(ctx context.Context, of *transaction.State) (*float64, error) {
	var got stars
	got.add(of, policy.Seller, s.engine)
	err := s.each(ctx, func(room *transaction.State) {
		if room.Buyer == of.Buyer && room.ID != of.ID {
			got.add(room, policy.Seller, s.engine)
		}
	})
	return got.mean(), err
}

// fill adds a service's rating (T6.1) and its seller's completion rate (T6.2).
func (s *standing) fill(ctx context.Context, service *Service) error {
	var got stars
	completed, counted := 0, 0
	err := s.each(ctx, func(room *transaction.State) {
		if room.Seller != service.Seller {
			return
		}
		if room.Service == service.ID {
			got.add(room, policy.Buyer, s.engine)
		}
		switch {
		case room.Phase == transaction.Closed:
			completed++
		case room.Phase == transaction.Cancelled && room.Cancel.Counts:
			counted++
		}
	})
	service.Rating, service.Reviews = got.mean(), got.n
	if completed+counted > 0 {
		rate := float64(completed) / float64(completed+counted)
		service.CompletionRate = &rate
	}
	return err
}
