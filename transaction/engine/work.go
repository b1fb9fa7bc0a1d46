package engine

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/store"
)

// attempts is how often a command is judged again because another process wrote
// to its stream first.
const attempts = 50

// work is one unit of work: one command on one stream, at one reading of the clock.
type work[S, E, O any] struct {
	e      *Engine
	m      *machine[S, E]
	stream string
	name   string
	call   CallOf[O]
	now    time.Time
	// creates: the stream need not exist.
	creates bool
	// keyed is the stream that a key stands for, if it is another than the one that
	// is written, or one that need not exist yet; empty: stream, unless it is new.
	keyed string
	// enter, if set, holds deletions of whoever has a part in it off, or refuses
	// because one of them has left (T9.4).
	enter func(ctx context.Context) (leave func(), err error)
	// gather, if set, collects what judge needs from other streams.
	gather func(ctx context.Context, s S) error
	// judge is Handle, on a state in which everything due has happened.
	judge func(S, time.Time) (S, []E, *policy.Rejection)
	// outcome says what a change led to; repeat, what a recorded command did.
	outcome func(ctx context.Context, c *change[S, E]) (O, error)
	repeat  func(ctx context.Context, c store.Command) (O, error)
	answer  func(o *O, answer []byte)
}

// change is what a command leads to.
type change[S, E any] struct {
	loaded[S, E]
	after     S
	overdue   []E
	own       []E
	documents []store.Document
}

// all is the change's events in the order in which they happened.
func (c *change[S, E]) all() []E {
	if len(c.overdue) == 0 {
		return c.own
	}
	return append(slices.Clip(c.overdue), c.own...)
}

// do carries the work out. A rejection comes back as the error.
func (w *work[S, E, O]) do(ctx context.Context) (out O, err error) {
	defer func() {
		if err != nil {
			out = *new(O) // what was not committed is not shown
		}
	}()
	told := Answered{Stream: w.stream, Command: w.name}
	if hook := w.e.o.Hooks.Command; hook != nil {
		began := time.Now()
		defer func() {
			told.Took = time.Since(began)
			if !errors.As(err, &told.Rejection) {
				told.Err = err
			}
			hook(told)
		}()
	}
	unlock, err := w.e.locks.lock(ctx, w.stream)
	if err != nil {
		return out, err
	}
	defer unlock()
	if w.enter != nil {
		leave, err := w.enter(ctx)
		if err != nil {
			return w.unlessRepeated(ctx, &told, err)
		}
		defer leave()
	}
	if l, ok := w.remembered(); ok {
		var done bool
		if out, done, err = w.try(ctx, l, &told); done {
			return out, err
		}
		w.m.cache.drop(w.stream)
	}
	for range attempts {
		l, err := w.m.load(ctx, w.e.st, w.stream, w.m.wordy || w.showsHistory())
		if err != nil {
			return out, err
		}
		if out, done, err := w.try(ctx, l, &told); done {
			return out, err
		}
	}
	return out, ErrBusy
}

// lost reports that somebody else wrote to the stream first.
func (w *work[S, E, O]) lost(err error) bool {
	if !errors.Is(err, store.ErrConflict) {
		return false
	}
	if hook := w.e.o.Hooks.Conflict; hook != nil {
		hook(w.stream)
	}
	return true
}

// remembered is the stream's state without reading it, where that is enough:
// nobody wants to see its history, and what is decided is checked by an append.
func (w *work[S, E, O]) remembered() (l loaded[S, E], ok bool) {
	if w.showsHistory() || w.call.DryRun {
		return l, false
	}
	c, ok := w.m.cache.get(w.stream)
	if !ok || w.call.ExpectedSeq != nil && *w.call.ExpectedSeq != c.version {
		return l, false
	}
	return loaded[S, E]{stream: w.stream, version: c.version, state: c.state, unread: true}, true
}

// showsHistory: what the caller is told is more than what the command led to.
func (w *work[S, E, O]) showsHistory() bool { return w.call.Answer != nil && !w.m.brief }

// try judges once. It is not done if somebody else wrote to the stream first, or
// may have.
func (w *work[S, E, O]) try(ctx context.Context, l loaded[S, E], told *Answered) (out O, done bool, err error) {
	c := change[S, E]{loaded: l}
	if w.gather != nil {
		if err := w.gather(ctx, l.state); err != nil {
			out, err := w.unlessRepeated(ctx, told, err)
			return out, true, err
		}
	}
	// After the load, so that a first that is not seen here is met in Append;
	// which alone has to say it where nothing was read.
	if !l.unread {
		if out, done, err := w.repeated(ctx, told); done || err != nil {
			return out, true, err
		}
	}
	if l.version == 0 && !w.creates {
		return out, true, ErrNotFound
	}
	if no := w.decide(&c); no != nil {
		if l.unread {
			return out, false, nil
		}
		err := w.refuse(ctx, &c, no, told)
		return out, !w.lost(err), err
	}
	if l.unread && w.writesNothing(&c) {
		return out, false, nil
	}
	if out, err = w.outcome(ctx, &c); err != nil {
		return out, true, err
	}
	var answer []byte
	if w.call.Answer != nil {
		if answer, err = w.call.Answer(out); err != nil {
			return out, true, err
		}
		w.answer(&out, answer)
	}
	if w.call.DryRun {
		return out, true, nil
	}
	switch err = w.commit(ctx, &c, answer); {
	case errors.Is(err, store.ErrRepeated):
		return w.repeated(ctx, told) // not done, if the key was forgotten meanwhile
	case w.lost(err):
		return out, false, nil
	case err == nil:
		told.Events = len(c.overdue) + len(c.own)
	}
	return out, true, err
}

// writesNothing: there is no append that would find out whether what is remembered is
// old.
func (w *work[S, E, O]) writesNothing(c *change[S, E]) bool {
	return len(c.overdue)+len(c.own) == 0 && w.call.Key == "" && w.call.With == nil
}

// decide lets everything due happen and judges the command. Whoever has not seen
// what came in between is told so, unless the command could never have been right.
func (w *work[S, E, O]) decide(c *change[S, E]) *policy.Rejection {
	at := w.now
	if last := w.m.last(c.state); at.Before(last) {
		at = last // T0.6
	}
	c.after, c.overdue = w.m.advance(c.state, at)
	after, own, no := w.judge(c.after, at)
	if no != nil && (no.Kind == policy.Invalid || no.Kind == policy.WrongActor || no.Kind == policy.NotParty) {
		return no
	}
	if changed := w.unseen(c); changed != nil {
		return changed
	}
	if no == nil {
		c.after, c.own = after, own
	}
	return no
}

// unseen refuses a command of somebody who has not seen the events that came
// after the ones he expects.
func (w *work[S, E, O]) unseen(c *change[S, E]) *policy.Rejection {
	if w.call.ExpectedSeq == nil {
		return nil
	}
	return w.m.unseen(append(slices.Clip(c.events), c.overdue...), *w.call.ExpectedSeq)
}

// unseen is nil if nothing came after the events that somebody has seen but what
// takes nobody by surprise.
func (m *machine[S, E]) unseen(events []E, seen int) *policy.Rejection {
	if seen < 0 || seen > len(events) {
		no := policy.Reject(policy.Invalid, "T0.9", "expected_seq")
		no.Faults = []policy.Fault{{Path: "expected_seq", Code: "range", Message: "is not a number of events that anybody can have seen"}}
		return no
	}
	var since []string
	for _, e := range events[seen:] {
		if name := m.name(e); !m.quiet(e) && !slices.Contains(since, name) {
			since = append(since, name)
		}
	}
	if since == nil {
		return nil
	}
	return policy.Reject(policy.Conflict, "T0.9", "changed").With("since", strings.Join(since, ", "))
}

// Unseen refuses, as Do does for a Call with ExpectedSeq, somebody who has seen
// only so many events of a transaction; nil if nothing else than messages,
// payments and schedules came after. It is for what a host does beside the rules.
func (e *Engine) Unseen(v View, seen int) *policy.Rejection {
	return e.transactions.unseen(v.Events, seen)
}

// refuse gives the rejection back, after the deadlines that came before it were
// stored as any sweep would store them (T0.9).
func (w *work[S, E, O]) refuse(ctx context.Context, c *change[S, E], no *policy.Rejection, told *Answered) error {
	if len(c.overdue) == 0 || w.call.DryRun {
		return no
	}
	b, err := w.m.batch(c.stream, c.version, c.state, c.after, c.overdue, w.now)
	if err != nil {
		return err
	}
	if _, err := w.e.commits.append(ctx, b); err != nil {
		return err
	}
	told.Events = len(c.overdue)
	return no
}

// commit writes the change, with the key and the caller's own statements.
func (w *work[S, E, O]) commit(ctx context.Context, c *change[S, E], answer []byte) error {
	if w.writesNothing(c) {
		return nil
	}
	events := c.all()
	b, err := w.m.batch(c.stream, c.version, c.state, c.after, events, w.now)
	if err != nil {
		return err
	}
	b.Documents = c.documents
	if w.call.Key != "" {
		b.Command = &store.Command{ID: w.call.Key, Digest: w.digest(), Result: answer, At: w.now}
	}
	if with := w.call.With; with != nil {
		// The caller's own values, but not the end of his context.
		own := context.WithoutCancel(ctx)
		b.With = func(_ context.Context, tx store.Tx) error { return with(own, tx) }
	}
	if _, err := w.e.commits.append(ctx, b); err != nil {
		w.m.cache.drop(c.stream)
		return err
	}
	w.m.cache.put(c.stream, c.version+len(events), c.after)
	w.e.terms.isStored(b.Documents)
	return nil
}

// repeated answers a command whose key is recorded with what it led to the first time.
func (w *work[S, E, O]) repeated(ctx context.Context, told *Answered) (out O, done bool, err error) {
	if w.call.Key == "" || w.call.DryRun {
		return out, false, nil
	}
	c, err := w.e.st.Command(ctx, w.call.Key)
	if errors.Is(err, store.ErrNotFound) {
		return out, false, nil
	}
	if err != nil {
		return out, false, err
	}
	if !bytes.Equal(c.Digest, w.digest()) {
		return out, false, ErrKeyReused
	}
	told.Repeated = true
	if out, err = w.repeat(ctx, c); err != nil {
		return out, false, err
	}
	w.answer(&out, c.Result)
	return out, true, nil
}

// unlessRepeated is an error before anything was judged: what has succeeded is
// answered so, whatever stands against it now.
func (w *work[S, E, O]) unlessRepeated(ctx context.Context, told *Answered, err error) (O, error) {
	out, done, again := w.repeated(ctx, told)
	if done || errors.Is(again, ErrKeyReused) {
		return out, again
	}
	return out, err
}

// digest is that of what a repeat must equal: the command and its input. A made
// id is no part of it; Input names what it is about.
func (w *work[S, E, O]) digest() []byte {
	h := sha256.New()
	h.Write([]byte(w.name))
	h.Write([]byte{0})
	switch {
	case w.keyed != "":
		h.Write([]byte(w.keyed))
	case !w.creates:
		h.Write([]byte(w.stream))
	}
	h.Write([]byte{0})
	h.Write(w.call.Input)
	return h.Sum(nil)
}
