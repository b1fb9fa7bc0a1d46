package engine

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/torikime/torikime/store"
	"github.com/torikime/torikime/transaction"
	"github.com/torikime/torikime/transaction/codec"
)

// machine is what the engine needs to know of one kind of stream: S is its state,
// E its events. All but decode, which may look terms up, are pure.
type machine[S, E any] struct {
	// kind begins every stream's id: "transaction/…".
	kind    string
	evolve  func(S, E) S
	advance func(S, time.Time) (S, []E)
	// next is the instant of the next deadline, or the next one after now at which
	// a label changes though nothing happens; zero: none.
	next func(s S, now time.Time) time.Time
	// last is the instant of the last event.
	last func(S) time.Time
	// labels are those that a stream carries at an instant, and those that it might
	// carry in another state. relabel reports whether they differ between a state as
	// it was stored and another now.
	labels  func(s S, now time.Time) (on, off []string)
	relabel func(before, after S, now time.Time) bool
	encode  func(E) (codec.Record, []codec.Body, error)
	decode  func(context.Context, codec.Record, []codec.Body) (E, error)
	// name is an event's stored name; quiet reports one that takes no caller by
	// surprise (Call.ExpectedSeq).
	name  func(E) string
	quiet func(E) bool
	// cache, if not nil, keeps states between commands.
	cache *cache[S]
	// brief: an answer shows what the command led to, never the history (Call.Answer).
	brief bool
	// wordy: commands are judged, and states shown, by the words too.
	wordy bool
	// mine is the label of the streams that somebody writes in, wrote reports what of
	// an event's texts is his, files are those attached to one; mine is nil where
	// nobody's words lie beside the log (T9.4).
	mine  func(person string) string
	wrote func(s S, e E, text, person string) bool
	files func(E) []transaction.File
	// held are the events, by their places in order, with words that wait for an
	// operator (T8.4), and texts all texts of one; held is nil where words that went
	// wait for nobody.
	held  func(S) []int
	texts func(E) []transaction.Text
}

func (m *machine[S, E]) prefix() string          { return m.kind + "/" }
func (m *machine[S, E]) stream(id string) string { return m.kind + "/" + id }

// forget drops a state that somebody else has changed.
func (m *machine[S, E]) forget(stream string) { m.cache.drop(stream) }

// id is the part of a stream's id behind its kind.
func (m *machine[S, E]) id(stream string) string { return strings.TrimPrefix(stream, m.prefix()) }

// loaded is a stream's state as it is stored, and its history.
type loaded[S, E any] struct {
	stream  string
	version int
	state   S
	events  []E
	// unread: the state is the cache's, and events are not at hand.
	unread bool
}

// load reads one stream; version 0 if there is none.
func (m *machine[S, E]) load(ctx context.Context, st store.Store, stream string, words bool) (loaded[S, E], error) {
	streams, err := st.Load(ctx, store.LoadOptions{Bodies: words}, stream)
	if err != nil {
		return loaded[S, E]{}, err
	}
	return m.fold(ctx, &streams[0])
}

// find is load of an id that somebody gives; ErrNotFound if there is no such stream.
func (m *machine[S, E]) find(ctx context.Context, st store.Store, id string, words bool) (l loaded[S, E], err error) {
	if !validID(id) {
		return l, ErrNotFound
	}
	l, err = m.load(ctx, st, m.stream(id), words)
	if err == nil && l.version == 0 {
		err = ErrNotFound
	}
	return l, err
}

// tail reads the events of a stream behind a place, with their words. The state
// that comes with them is none.
func (m *machine[S, E]) tail(ctx context.Context, st store.Store, stream string, after int) (loaded[S, E], error) {
	streams, err := st.Load(ctx, store.LoadOptions{Bodies: true, After: after}, stream)
	if err != nil {
		return loaded[S, E]{}, err
	}
	return m.fold(ctx, &streams[0])
}

// loadAll reads streams and lets happen in memory what is due; streams that do
// not exist are left out.
func (m *machine[S, E]) loadAll(ctx context.Context, st store.Store, now time.Time, ids []string) ([]S, error) {
	return m.readAll(ctx, st, store.LoadOptions{}, now, ids)
}

// readAll is loadAll, with the words if they are asked for.
func (m *machine[S, E]) readAll(ctx context.Context, st store.Store, o store.LoadOptions, now time.Time, ids []string) ([]S, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	streams, err := st.Load(ctx, o, ids...)
	if err != nil {
		return nil, err
	}
	states := make([]S, 0, len(streams))
	for i := range streams {
		l, err := m.fold(ctx, &streams[i])
		if err != nil {
			return nil, err
		}
		if l.version > 0 {
			s, _ := m.advance(l.state, now)
			states = append(states, s)
		}
	}
	return states, nil
}

// fold decodes a stream and applies its events.
func (m *machine[S, E]) fold(ctx context.Context, st *store.Stream) (loaded[S, E], error) {
	l := loaded[S, E]{stream: st.ID, version: st.Version, events: make([]E, 0, len(st.Events)+4)}
	bodies := st.Bodies
	var now []codec.Body
	for i := range st.Events {
		seq := st.Version - len(st.Events) + i + 1
		now = now[:0]
		for len(bodies) > 0 && bodies[0].Seq <= seq {
			now = append(now, codec.Body{Name: bodies[0].Name, Data: bodies[0].Data})
			bodies = bodies[1:]
		}
		stored := &st.Events[i]
		e, err := m.decode(ctx, codec.Record{Type: stored.Type, Version: stored.Version, At: stored.At, Data: stored.Data}, now)
		if err != nil {
			return l, fmt.Errorf("%s, event %d: %w", st.ID, seq, err)
		}
		l.state = m.evolve(l.state, e)
		l.events = append(l.events, e)
	}
	return l, nil
}

// batch is the write that leads from one state of a stream to another by events.
func (m *machine[S, E]) batch(stream string, version int, before, after S, events []E, now time.Time) (store.Batch, error) {
	b := store.Batch{Stream: stream, Expected: version, Wake: m.next(after, now)}
	if len(events) > 0 {
		b.Events = make([]store.Event, len(events))
	}
	for i, e := range events {
		rec, bodies, err := m.encode(e)
		if err != nil {
			return b, fmt.Errorf("%s, event %d: %w", stream, version+i+1, err)
		}
		b.Events[i] = store.Event{Type: rec.Type, Version: rec.Version, At: rec.At, Data: rec.Data}
		for _, body := range bodies {
			b.Bodies = append(b.Bodies, store.Body{Seq: version + i + 1, Name: body.Name, Data: body.Data})
		}
	}
	if version == 0 {
		b.Label, _ = m.labels(after, now)
	} else if m.relabel(before, after, now) {
		was, _ := m.labels(before, m.last(before))
		is, _ := m.labels(after, now)
		b.Label, b.Unlabel = missing(is, was), missing(was, is)
	}
	return b, nil
}

// missing is what one list has and the other has not.
func missing(has, hasNot []string) []string {
	var list []string
	for _, s := range has {
		if !slices.Contains(hasNot, s) {
			list = append(list, s)
		}
	}
	return list
}

// sweeper is a machine to those who move streams on without knowing their kind.
type sweeper interface {
	prefix() string
	forget(stream string)
	overdue(ctx context.Context, st *store.Stream, now time.Time) (store.Batch, error)
	index(ctx context.Context, st *store.Stream) (store.Batch, error)
	mineLabel(person string) string
	written(ctx context.Context, st store.Store, stream, person string) (texts []store.Body, files []string, err error)
	waits(ctx context.Context, st store.Store, stream string) (bool, error)
}

// overdue is the write that lets everything happen that is due; a batch without
// events if nothing is. A history that makes the rules panic is an error like any
// other: it must not stop the streams beside it.
func (m *machine[S, E]) overdue(ctx context.Context, st *store.Stream, now time.Time) (b store.Batch, err error) {
	defer func() {
		if v := recover(); v != nil {
			err = fmt.Errorf("%s: the rules panicked on its history: %v", st.ID, v)
		}
	}()
	l, err := m.fold(ctx, st)
	if err != nil {
		return b, err
	}
	after, events := m.advance(l.state, now)
	if wake := m.next(after, now); !wake.IsZero() && !wake.After(now) {
		return b, fmt.Errorf("%s: its deadline of %s does not pass", st.ID, wake.Format(time.RFC3339Nano))
	}
	return m.batch(st.ID, l.version, l.state, after, events, now)
}

// index is the write that sets a stream's wake and labels anew from its events.
func (m *machine[S, E]) index(ctx context.Context, st *store.Stream) (b store.Batch, err error) {
	defer func() {
		if v := recover(); v != nil {
			err = fmt.Errorf("%s: the rules panicked on its history: %v", st.ID, v)
		}
	}()
	l, err := m.fold(ctx, st)
	if err != nil {
		return b, err
	}
	last := m.last(l.state) // what time has brought since is for the next sweep
	on, off := m.labels(l.state, last)
	return store.Batch{Stream: st.ID, Expected: l.version, Wake: m.next(l.state, last), Label: on, Unlabel: off}, nil
}
