package memory

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"slices"
	"sort"
	"strconv"
	"strings"
	"time"

	"github.com/torikime/torikime/store"
)

// Load implements store.Store.
func (s *Store) Load(ctx context.Context, opt store.LoadOptions, ids ...string) ([]store.Stream, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if err := opt.Check(ids); err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	loaded := make([]store.Stream, len(ids))
	for i, id := range ids {
		loaded[i] = s.streams[id].load(id, opt)
	}
	return loaded, nil
}

func (st *stream) load(id string, opt store.LoadOptions) store.Stream {
	out := store.Stream{ID: id}
	if st == nil {
		return out
	}
	out.Wake, out.Version = st.wake, len(st.events)
	for _, e := range st.events[min(opt.After, len(st.events)):] {
		out.Events = append(out.Events, copyEvent(e))
	}
	if !opt.Bodies {
		return out
	}
	for _, b := range st.bodies {
		if b.Seq > opt.After {
			b.Data = bytes.Clone(b.Data)
			out.Bodies = append(out.Bodies, b)
		}
	}
	return out
}

// Due implements store.Store.
func (s *Store) Due(ctx context.Context, q store.DueQuery) ([]store.Due, error) {
	if err := cmp.Or(ctx.Err(), q.Check()); err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	var due []store.Due
	for _, w := range s.due.items {
		if w.at.After(q.Until) || len(due) == q.Limit {
			break
		}
		st := s.byNumber[w.number-1]
		p, parked := s.parked[st.id]
		if parked && !q.Parked && p.Retry.After(q.Until) || q.Label != "" && !st.labels[q.Label] {
			continue
		}
		due = append(due, store.Due{Stream: st.id, Wake: w.at})
	}
	return due, nil
}

// List implements store.Store.
func (s *Store) List(ctx context.Context, q store.ListQuery) ([]store.Item, error) {
	if err := cmp.Or(ctx.Err(), q.Check()); err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	x := s.labels[q.Label]
	if x == nil {
		x = &index[int]{}
	}
	end := len(x.items)
	if q.After != "" {
		number, err := store.CursorNumber(q.After)
		if err != nil {
			return nil, err
		}
		end = sort.Search(end, func(i int) bool { return int64(x.items[i]) >= number })
	}
	var items []store.Item
	for i := end - 1; i >= 0 && len(items) < q.Limit; i-- {
		n := x.items[i]
		items = append(items, store.Item{Stream: s.byNumber[n-1].id, Cursor: strconv.Itoa(n)})
	}
	return items, nil
}

// Count implements store.Store.
func (s *Store) Count(ctx context.Context, label string) (int, error) {
	if err := cmp.Or(ctx.Err(), store.ListQuery{Label: label, Limit: 1}.Check()); err != nil {
		return 0, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.labels[label] == nil {
		return 0, nil
	}
	return len(s.labels[label].items), nil
}

// Streams implements store.Store.
func (s *Store) Streams(ctx context.Context, prefix, after string, limit int) ([]string, error) {
	if err := cmp.Or(ctx.Err(), store.CheckText("prefix", prefix), store.CheckText("after", after), store.CheckLimit(limit)); err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	var ids []string
	for _, id := range s.ids.items[s.ids.from(max(prefix, after)):] {
		if !strings.HasPrefix(id, prefix) || len(ids) == limit {
			break
		}
		if id > after {
			ids = append(ids, id)
		}
	}
	return ids, nil
}

// Tail implements store.Store.
func (s *Store) Tail(ctx context.Context, after int64, limit int) ([]store.Entry, error) {
	if err := cmp.Or(ctx.Err(), store.CheckAfter(after), store.CheckLimit(limit)); err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	var entries []store.Entry
	for i := int(min(after, int64(len(s.feed)))); i < len(s.feed) && len(entries) < limit; i++ {
		p := s.feed[i]
		entries = append(entries, store.Entry{
			Position: int64(i + 1), Stream: p.stream.id, Seq: p.seq, Event: copyEvent(p.stream.events[p.seq-1]),
		})
	}
	return entries, nil
}

// Command implements store.Store.
func (s *Store) Command(ctx context.Context, id string) (store.Command, error) {
	if err := cmp.Or(ctx.Err(), store.CheckText("id", id)); err != nil {
		return store.Command{}, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	c, found := s.commands[id]
	if !found {
		return store.Command{}, fmt.Errorf("%w: command %q", store.ErrNotFound, id)
	}
	return copyCommand(c), nil
}

// Forget implements store.Store.
func (s *Store) Forget(ctx context.Context, before time.Time) (int, error) {
	if err := cmp.Or(ctx.Err(), store.CheckBefore(before)); err != nil {
		return 0, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	n := 0
	for id, c := range s.commands {
		if c.At.Before(before) {
			delete(s.commands, id)
			n++
		}
	}
	return n, nil
}

// Document implements store.Store.
func (s *Store) Document(ctx context.Context, digest string) ([]byte, error) {
	if err := cmp.Or(ctx.Err(), store.CheckText("digest", digest)); err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	data, found := s.documents[digest]
	if !found {
		return nil, fmt.Errorf("%w: document %q", store.ErrNotFound, digest)
	}
	return bytes.Clone(data), nil
}

// Erase implements store.Store.
func (s *Store) Erase(ctx context.Context, id string, bodies ...store.Body) error {
	if err := cmp.Or(ctx.Err(), store.CheckText("stream", id)); err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	st := s.streams[id]
	if st == nil {
		return fmt.Errorf("%w: stream %q", store.ErrNotFound, id)
	}
	st.bodies = slices.DeleteFunc(st.bodies, func(b store.Body) bool {
		return len(bodies) == 0 || slices.ContainsFunc(bodies, func(e store.Body) bool {
			return e.Seq == b.Seq && e.Name == b.Name
		})
	})
	return nil
}

// Park implements store.Store.
func (s *Store) Park(ctx context.Context, p store.Parked) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	p, err := p.Check()
	if err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.streams[p.Stream] == nil {
		return fmt.Errorf("%w: stream %q", store.ErrNotFound, p.Stream)
	}
	if before, found := s.parked[p.Stream]; found {
		p.Since = before.Since
	}
	s.parked[p.Stream] = p
	return nil
}

// Unpark implements store.Store.
func (s *Store) Unpark(ctx context.Context, id string) error {
	if err := cmp.Or(ctx.Err(), store.CheckText("stream", id)); err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.parked, id)
	return nil
}

// ListParked implements store.Store.
func (s *Store) ListParked(ctx context.Context, limit int) ([]store.Parked, error) {
	if err := cmp.Or(ctx.Err(), store.CheckLimit(limit)); err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	parked := make([]store.Parked, 0, len(s.parked))
	for _, p := range s.parked {
		parked = append(parked, p)
	}
	slices.SortFunc(parked, func(a, b store.Parked) int {
		return cmp.Or(a.Since.Compare(b.Since), cmp.Compare(s.streams[a.Stream].number, s.streams[b.Stream].number))
	})
	return parked[:min(limit, len(parked))], nil
}
