package market

import (
	"context"
	"fmt"
	"strings"
	"sync"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/store"
	"github.com/torikime/torikime/transaction"
	"github.com/torikime/torikime/transaction/codec"
)

// standing derives what is known of people from their transactions. Nothing of it
// is stored: it follows the feed of events, from the first one after a start, and
// keeps the states.
type standing struct {
	store store.Store
	clock *Clock

	mu       sync.Mutex
	position int64
	rooms    map[string]transaction.State // by stream
	people   map[string][]string          // streams by party
	terms    map[string]*policy.Terms     // by digest
}

func newStanding(s store.Store, c *Clock) *standing {
	return &standing{store: s, clock: c, rooms: map[string]transaction.State{}, people: map[string][]string{}, terms: map[string]*policy.Terms{}}
}

const (
	// transactions begins the ids of the engine's streams of transactions.
	transactions = "transaction/"
	// feedPage is how many events are read at a time.
	feedPage = 500
)

// follow reads what has happened since it was last asked.
func (s *standing) follow(ctx context.Context) error {
	for {
		entries, err := s.store.Tail(ctx, s.position, feedPage)
		if err != nil {
			return err
		}
		for i := range entries {
			if err := s.apply(ctx, &entries[i]); err != nil {
				return fmt.Errorf("event %d of %s: %w", entries[i].Seq, entries[i].Stream, err)
			}
			s.position = entries[i].Position
		}
		if len(entries) < feedPage {
			return nil
		}
	}
}

func (s *standing) apply(ctx context.Context, e *store.Entry) error {
	if !strings.HasPrefix(e.Stream, transactions) {
		return nil
	}
	record := codec.Record{Type: e.Event.Type, Version: e.Event.Version, At: e.Event.At, Data: e.Event.Data}
	event, err := codec.Decode(record, nil, func(digest string) (*policy.Terms, error) { return s.frozen(ctx, digest) })
	if err != nil {
		return err
	}
	if bought, ok := event.(transaction.Purchased); ok {
		s.people[bought.Buyer] = append(s.people[bought.Buyer], e.Stream)
		s.people[bought.Seller] = append(s.people[bought.Seller], e.Stream)
	}
	s.rooms[e.Stream] = transaction.Evolve(s.rooms[e.Stream], event)
	return nil
}

// frozen finds the terms that a purchase froze.
func (s *standing) frozen(ctx context.Context, digest string) (*policy.Terms, error) {
	if t := s.terms[digest]; t != nil {
		return t, nil
	}
	data, err := s.store.Document(ctx, digest)
	if err != nil {
		return nil, err
	}
	t, err := policy.ParseTerms(data)
	if err == nil {
		s.terms[digest] = t
	}
	return t, err
}

// find is a transaction as it is stored, without what is due since; ErrNotFound if
// there is none. It costs no reading of the transaction.
func (s *standing) find(ctx context.Context, id string) (transaction.State, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.follow(ctx); err != nil {
		return transaction.State{}, err
	}
	state, ok := s.rooms[transactions+id]
	if !ok {
		return state, ErrNotFound
	}
	return state, nil
}

// each calls fn with every transaction of somebody as it stands now: what is due
// has happened, stored or not (T0.8).
func (s *standing) each(ctx context.Context, person string, fn func(*transaction.State)) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.follow(ctx); err != nil {
		return err
	}
	now := s.clock.Now()
	for _, stream := range s.people[person] {
		state, _ := transaction.Advance(s.rooms[stream], now)
		fn(&state)
	}
	return nil
}

// stars are published ratings: how many, and how many stars together.
type stars struct{ n, sum int }

func (s *standing) add(to *stars, room *transaction.State, by policy.Role) {
	if transaction.ReviewShown(room, by, s.clock.Now()) {
		to.n++
		to.sum += room.ReviewBy(by).Stars
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
	s.add(&got, of, policy.Seller)
	err := s.each(ctx, of.Buyer, func(room *transaction.State) {
		if room.Buyer == of.Buyer && room.ID != of.ID {
			s.add(&got, room, policy.Seller)
		}
	})
	return got.mean(), err
}

// fill adds a service's rating (T6.1) and its seller's completion rate (T6.2).
func (s *standing) fill(ctx context.Context, service *Service) error {
	var got stars
	completed, counted := 0, 0
	err := s.each(ctx, service.Seller, func(room *transaction.State) {
		if room.Seller != service.Seller {
			return
		}
		if room.Service == service.ID {
			s.add(&got, room, policy.Buyer)
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
