package transactiontest

import (
	"fmt"
	"sync"
	"time"
)

// Clock is a clock that stands still until somebody moves it. It never sleeps and
// never runs backwards. It is safe for concurrent use, and is what the engine
// takes as its clock.
type Clock struct {
	mu      sync.Mutex
	now     time.Time
	waiting []wait
}

type wait struct {
	until time.Time
	fired chan time.Time
}

// NewClock is a clock that stands at an instant.
func NewClock(at time.Time) *Clock { return &Clock{now: at.UTC()} }

// Now is where the clock stands, in UTC.
func (c *Clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

// Set moves the clock to an instant. It panics if that lies in the clock's past:
// time that runs backwards would make every test that sees it worthless.
func (c *Clock) Set(at time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if at.Before(c.now) {
		panic(fmt.Sprintf("transactiontest: the clock stands at %s and cannot be set back to %s", c.now.Format(time.RFC3339Nano), at.UTC().Format(time.RFC3339Nano)))
	}
	c.now = at.UTC()
	c.fire()
}

// Advance moves the clock on, and says where it stands then. It panics if d is
// negative, as Set does.
func (c *Clock) Advance(d time.Duration) time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	if d < 0 {
		panic(fmt.Sprintf("transactiontest: the clock cannot be moved on by %s; a duration of 0 or more is right", d))
	}
	c.now = c.now.Add(d)
	c.fire()
	return c.now
}

// After gives the clock's time once it has been moved on by d or more; at once
// if d is not above zero.
func (c *Clock) After(d time.Duration) <-chan time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	w := wait{until: c.now.Add(d), fired: make(chan time.Time, 1)}
	c.waiting = append(c.waiting, w)
	c.fire()
	return w.fired
}

// fire tells everybody whose time has come.
func (c *Clock) fire() {
	left := c.waiting[:0]
	for _, w := range c.waiting {
		if w.until.After(c.now) {
			left = append(left, w)
			continue
		}
		w.fired <- c.now // room for one, sent once
	}
	c.waiting = left
}
