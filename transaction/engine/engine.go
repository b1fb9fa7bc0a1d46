// Package engine carries commands out: it reads the clock, loads what was
// stored, asks the rules, and commits what follows. It is the only part of the
// library that is not a function of its arguments.
//
// An Engine runs in any number of processes over one store; nobody needs a
// leader. Deadlines need nobody at all: whatever is due has happened for
// everyone who looks (T0.2), and Run or Sweep only write it down.
package engine

import (
	"crypto/rand"
	"fmt"
	"io"
	"strings"
	"sync"
	"time"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/policy/contact"
	"github.com/torikime/torikime/store"
	"github.com/torikime/torikime/transaction"
	"github.com/torikime/torikime/transaction/conversation"
	"github.com/torikime/torikime/transaction/listing"
	"github.com/torikime/torikime/transaction/transfer"
)

// Engine carries commands out. Every method is safe for concurrent use.
type Engine struct {
	st            store.Store
	o             Options
	commits       *committer
	locks         locks
	entropy       io.Reader
	terms         *termsCache
	scanners      map[*policy.Policy]*contact.Scanner
	transactions  machine[transaction.State, transaction.Event]
	listings      machine[listing.State, listing.Event]
	records       records
	conversations machine[conversation.State, conversation.Event]
	quotations    quotations
	transfers     machine[transfer.State, transfer.Event]
	accounts      accounts
	presence      presence

	mu        sync.Mutex
	lastSweep time.Time
}

// New makes an engine over a store. It fails for options that cannot be kept; it
// does not touch the store.
func New(st store.Store, o Options) (*Engine, error) {
	o, err := o.complete()
	if err != nil {
		return nil, err
	}
	e := &Engine{st: st, o: o, commits: newCommitter(st, o), entropy: o.Entropy}
	if o.Entropy != rand.Reader {
		e.entropy = &oneReader{r: o.Entropy}
	}
	if e.terms, err = newTermsCache(st, o.Policies); err != nil {
		return nil, err
	}
	if e.scanners, err = newScanners(&o); err != nil {
		return nil, err
	}
	e.transactions = e.transactionMachine()
	e.listings = e.listingMachine()
	e.conversations = e.conversationMachine()
	e.quotations = e.quotationMachine()
	e.transfers = e.transferMachine()
	e.accounts = e.accountMachine()
	return e, nil
}

// Close waits for the commit that is under way. Commands that come later fail
// with ErrClosed. It does not close the store.
func (e *Engine) Close() error {
	e.commits.close()
	return nil
}

// Now is the clock's time as the engine uses it: UTC, whole microseconds.
func (e *Engine) Now() time.Time { return instant(e.o.Clock.Now()) }

// Policy is the policy in force at an instant. It fails if none has begun by then.
func (e *Engine) Policy(at time.Time) (*policy.Policy, error) {
	list := e.o.Policies
	for i := len(list) - 1; i >= 0; i-- {
		if !list[i].From.After(at) {
			return list[i].Policy, nil
		}
	}
	return nil, fmt.Errorf("engine: no policy is in force at %s; the first begins at %s",
		at.Format(time.RFC3339), list[0].From.Format(time.RFC3339))
}

// kinds are the machines by the kind of their streams.
func (e *Engine) kinds() []sweeper {
	return []sweeper{&e.transactions, &e.listings, &e.conversations, &e.quotations, &e.transfers, &e.accounts}
}

// sweeper finds the machine of a stream by the kind that its id begins with.
func (e *Engine) sweeper(stream string) (sweeper, error) {
	for _, m := range e.kinds() {
		if strings.HasPrefix(stream, m.prefix()) {
			return m, nil
		}
	}
	return nil, fmt.Errorf("engine: stream %q is of no known kind", stream)
}

// newID makes an id of 26 letters and digits that nobody can guess.
func (e *Engine) newID() (string, error) {
	const letters = "abcdefghijklmnopqrstuvwxyz234567" // 32: five bits each
	var b [26]byte
	if _, err := io.ReadFull(e.entropy, b[:]); err != nil {
		return "", fmt.Errorf("engine: no entropy for an id: %w", err)
	}
	for i := range b {
		b[i] = letters[b[i]%32]
	}
	return string(b[:]), nil
}

// validID reports an id that can name something. Nothing has another.
func validID(id string) bool {
	_, bad := policy.CheckID("id", id)
	return !bad
}

func invalidID(rule, id string) *policy.Rejection {
	no := policy.Reject(policy.Invalid, rule, "form")
	if fault, bad := policy.CheckID("id", id); bad {
		no.Faults = []policy.Fault{fault}
	}
	return no
}

// oneReader lets one goroutine read at a time.
type oneReader struct {
	mu sync.Mutex
	r  io.Reader
}

func (o *oneReader) Read(p []byte) (int, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	return io.ReadFull(o.r, p)
}
