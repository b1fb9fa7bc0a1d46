// Package memory is a store.Store without a disk: for tests, simulations and
// trying things out. It keeps the whole contract but durability. A batch's With
// gets a nil store.Tx, because there is no SQL here.
package memory

import (
	"bytes"
	"cmp"
	"context"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/torikime/torikime/store"
)

// Store is a store.Store in memory. The zero value is not usable: call New.
type Store struct {
	mu        sync.Mutex
	streams   map[string]*stream
	byNumber  []*stream // the stream with number n is at n-1
	ids       index[string]
	feed      []place
	due       index[wake]
	labels    map[string]*index[int]
	commands  map[string]store.Command
	documents map[string][]byte
	parked    map[string]store.Parked
}

// stream is one stream; its number counts streams in the order of creation.
type stream struct {
	id     string
	number int
	events []store.Event
	bodies []store.Body // by (Seq, Name)
	wake   time.Time
	labels map[string]bool
}

// place says where the feed's entry is kept: the feed at i has position i+1.
type place struct {
	stream *stream
	seq    int
}

type wake struct {
	at     time.Time
	number int
}

var _ store.Store = (*Store)(nil)

// New returns an empty store.
func New() *Store {
	return &Store{
		streams: map[string]*stream{},
		ids:     index[string]{cmp: strings.Compare},
		due: index[wake]{cmp: func(a, b wake) int {
			return cmp.Or(a.at.Compare(b.at), cmp.Compare(a.number, b.number))
		}},
		labels:    map[string]*index[int]{},
		commands:  map[string]store.Command{},
		documents: map[string][]byte{},
		parked:    map[string]store.Parked{},
	}
}

// Append implements store.Store.
func (s *Store) Append(ctx context.Context, batches ...store.Batch) ([]store.Result, error) {
	results := make([]store.Result, len(batches))
	if err := ctx.Err(); err != nil {
		for i, b := range batches {
			results[i].Err = cmp.Or(b.Check(), err)
		}
		return results, err
	}
	ctx = context.WithoutCancel(ctx)
	s.mu.Lock()
	defer s.mu.Unlock()
	for i, b := range batches {
		results[i] = s.append(ctx, b)
	}
	return results, nil
}

// append looks at everything that can fail before it changes anything.
func (s *Store) append(ctx context.Context, b store.Batch) store.Result {
	if err := b.Check(); err != nil {
		return store.Result{Err: err}
	}
	if b.Command != nil {
		if _, found := s.commands[b.Command.ID]; found {
			return store.Result{Err: store.ErrRepeated}
		}
	}
	st := s.streams[b.Stream]
	if st.version() != b.Expected {
		return store.Result{Err: store.ErrConflict}
	}
	if len(b.Events) > 0 && b.Expected > 0 {
		if err := store.CheckBackwards(b.Events[0].At, st.events[b.Expected-1].At); err != nil {
			return store.Result{Err: err}
		}
	}
	if err := b.RunWith(ctx, nil); err != nil {
		return store.Result{Err: err}
	}
	return s.write(st, b)
}

func (s *Store) write(st *stream, b store.Batch) store.Result {
	result := store.Result{Version: b.Expected + len(b.Events)}
	if st == nil && len(b.Events) > 0 {
		st = s.create(b.Stream)
	}
	for _, e := range b.Events {
		st.events = append(st.events, copyEvent(e))
		s.feed = append(s.feed, place{st, len(st.events)})
		result.Position = int64(len(s.feed))
	}
	if st != nil {
		st.keep(b.Bodies)
		s.wakeAt(st, b.Wake)
		s.label(st, b.Label, b.Unlabel)
	}
	if c := b.Command; c != nil {
		kept := copyCommand(*c)
		kept.Stream, kept.Seq = b.Stream, result.Version
		s.commands[c.ID] = kept
	}
	for _, d := range b.Documents {
		if _, found := s.documents[d.Digest]; !found {
			s.documents[d.Digest] = bytes.Clone(d.Data)
		}
	}
	return result
}

func (s *Store) create(id string) *stream {
	st := &stream{id: id, number: len(s.byNumber) + 1, labels: map[string]bool{}}
	s.byNumber = append(s.byNumber, st)
	s.streams[id] = st
	s.ids.add(id)
	return st
}

func (s *Store) wakeAt(st *stream, at time.Time) {
	if !st.wake.IsZero() {
		s.due.remove(wake{st.wake, st.number})
	}
	st.wake = time.Time{}
	if !at.IsZero() {
		st.wake = at.UTC()
		s.due.add(wake{st.wake, st.number})
	}
}

func (s *Store) label(st *stream, add, remove []string) {
	for _, l := range add {
		if s.labels[l] == nil {
			s.labels[l] = &index[int]{cmp: cmp.Compare[int]}
		}
		s.labels[l].add(st.number)
		st.labels[l] = true
	}
	for _, l := range remove {
		if st.labels[l] {
			s.labels[l].remove(st.number)
			delete(st.labels, l)
		}
	}
}

func (st *stream) version() int {
	if st == nil {
		return 0
	}
	return len(st.events)
}

// keep adds bodies; those of later events come later, so only the new part has
// to be sorted.
func (st *stream) keep(bodies []store.Body) {
	start := len(st.bodies)
	for _, b := range bodies {
		b.Data = bytes.Clone(b.Data)
		st.bodies = append(st.bodies, b)
	}
	slices.SortFunc(st.bodies[start:], func(a, b store.Body) int {
		return cmp.Or(cmp.Compare(a.Seq, b.Seq), strings.Compare(a.Name, b.Name))
	})
}

func copyEvent(e store.Event) store.Event {
	e.At, e.Data = e.At.UTC(), bytes.Clone(e.Data)
	return e
}

func copyCommand(c store.Command) store.Command {
	c.At, c.Digest, c.Result = c.At.UTC(), bytes.Clone(c.Digest), bytes.Clone(c.Result)
	return c
}
