package engine

import (
	"context"
	"slices"
	"sync"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/store"
)

// presence keeps an account from being deleted while a command of its owner is
// under way in this process: what the command writes would be written behind the
// deletion's back. Any number of commands share it; a deletion has it alone.
//
// Processes do not wait for each other. One in which somebody buys in the very
// moment in which another deletes his account may let the purchase through; its
// deadlines bring it to an end, and Erase, given again, takes the rest.
type presence struct {
	mu   sync.Mutex
	held map[string]*held
	gone map[string]bool // deleted by this process
}

// held is who is in: any number of commands, or one deletion. A deletion that waits
// keeps no command out: one that holds the lock of a stream comes in here while
// another of the same person, who is in, waits for that lock.
type held struct {
	commands int
	deletion bool
	used     int           // how many hold it or wait for it
	changed  chan struct{} // closed when the next may look again; nil: nobody waits
}

// stay waits until no deletion of these accounts is being decided, and holds new
// ones off. The ids are sorted, so that no two wait for each other.
func (p *presence) stay(people ...string) (leave func()) {
	for _, id := range people {
		p.enter(id, func(h *held) bool { return !h.deletion }, func(h *held) { h.commands++ })
	}
	return func() {
		for _, id := range people {
			p.exit(id, func(h *held) { h.commands-- })
		}
	}
}

// alone waits until no command of somebody is under way, and holds new ones off.
func (p *presence) alone(person string) (leave func()) {
	p.enter(person, func(h *held) bool { return h.commands == 0 && !h.deletion }, func(h *held) { h.deletion = true })
	return func() { p.exit(person, func(h *held) { h.deletion = false }) }
}

// enter waits until somebody may come in.
func (p *presence) enter(id string, may func(*held) bool, in func(*held)) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.held == nil {
		p.held = map[string]*held{}
	}
	h := p.held[id]
	if h == nil {
		h = &held{}
		p.held[id] = h
	}
	h.used++
	for !may(h) {
		if h.changed == nil {
			h.changed = make(chan struct{})
		}
		changed := h.changed
		p.mu.Unlock()
		<-changed
		p.mu.Lock()
	}
	in(h)
}

func (p *presence) exit(id string, out func(*held)) {
	p.mu.Lock()
	defer p.mu.Unlock()
	h := p.held[id]
	out(h)
	if h.changed != nil {
		close(h.changed)
		h.changed = nil
	}
	if h.used--; h.used == 0 {
		delete(p.held, id)
	}
}

// stayUnlessGone is stay for a command of a host that lets nobody in whose account
// was deleted: only one that had come in before can still be under way, in the
// process that deletes.
func (p *presence) stayUnlessGone(person string) (leave func(), err error) {
	if person == "" { // the platform itself
		return func() {}, nil
	}
	leave = p.stay(person)
	p.mu.Lock()
	gone := p.gone[person]
	p.mu.Unlock()
	if gone {
		leave()
		return nil, left(person)
	}
	return leave, nil
}

// goes notes that somebody's account is deleted.
func (p *presence) goes(person string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.gone == nil {
		p.gone = map[string]bool{}
	}
	p.gone[person] = true
}

func left(person string) *policy.Rejection {
	return policy.Reject(policy.TooLate, "T9.4", "left").With("person", person)
}

// present holds deletions of these accounts off, or refuses: one of them is
// deleted already (T9.4).
func (e *Engine) present(ctx context.Context, people ...string) (leave func(), err error) {
	people = slices.Compact(slices.Sorted(slices.Values(people)))
	leave = e.presence.stay(people...)
	streams := make([]string, len(people))
	for i, id := range people {
		streams[i] = accountStream(id)
	}
	accounts, err := e.st.Load(ctx, store.LoadOptions{}, streams...)
	for i := range accounts {
		if accounts[i].Version > 0 {
			err = left(people[i])
		}
	}
	if err != nil {
		leave()
		return nil, err
	}
	return leave, nil
}
