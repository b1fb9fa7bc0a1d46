package engine

import "sync"

// cache keeps the states of streams that were written last, so that a command
// need not read what it wrote. (Over SQLite this makes a command twice as fast.)
//
// A state in it may be old, because other processes write too. That does no harm:
// an append names the version that it builds on, and a "no" is given only after
// the stream was read.
type cache[S any] struct {
	max int

	mu     sync.Mutex
	states map[string]cached[S]
}

type cached[S any] struct {
	version int
	state   S
}

func (c *cache[S]) get(stream string) (cached[S], bool) {
	if c == nil {
		return cached[S]{}, false
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	s, ok := c.states[stream]
	return s, ok
}

// put keeps a state; one of the others, whichever, makes room.
func (c *cache[S]) put(stream string, version int, state S) {
	if c == nil || c.max <= 0 {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if _, known := c.states[stream]; !known && len(c.states) >= c.max {
		for other := range c.states {
			delete(c.states, other)
			break
		}
	}
	c.states[stream] = cached[S]{version, state}
}

func (c *cache[S]) drop(stream string) {
	if c == nil {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	delete(c.states, stream)
}
