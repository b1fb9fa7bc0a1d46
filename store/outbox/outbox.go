// Package outbox carries items from a store's feed to the outside: mails, pushes,
// webhooks. Each item goes out at most once, whatever is killed, fails, hangs or runs twice.
//
// An Outbox serves one Channel. A Source makes items of the feed's events and of
// the time that passes; Collect keeps each of them in a stream of its own, in the
// same store, and Deliver hands what is due to the channel. Before an item is handed over
// that is written down; so one whose fate nobody knows, because a process died or a
// channel never answered, is Unknown and never sent again. It stays in a list for
// somebody to look at, like those that were rejected or given up.
//
// Any number of processes may run outboxes of one name over one store.
package outbox

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"time"

	"github.com/torikime/torikime/store"
)

// Prefix begins the id of every stream that an outbox writes. Whoever reads the
// feed for something else passes them over; a Source never sees them.
const Prefix = "outbox/"

// Item is something to send.
type Item struct {
	// ID is unique and stable: however often a source makes the item, it goes out
	// once. At most MaxID bytes.
	ID string `json:"id"`
	// To says whom it is for, Kind what it is, Data is for the channel. The store keeps
	// them for good: nothing that may have to be erased belongs there.
	To   string `json:"to"`
	Kind string `json:"kind,omitempty"`
	Data []byte `json:"data,omitempty"`
	// At is the instant of what it tells: UTC.
	At time.Time `json:"at"`
}

// MaxID is how long the id of an item may be, in bytes.
const MaxID = 512

// Source makes items. It may make one again and again: its ID tells.
type Source interface {
	// Events are the items that follow from events, which come in the feed's order.
	Events(ctx context.Context, entries []store.Entry) ([]Item, error)
	// Between are the items that time brings in [from, to), from both to neither.
	Between(ctx context.Context, from, to time.Time) ([]Item, error)
}

// Outcome says what became of an item that a channel was given.
type Outcome uint8

// The outcomes. The zero Outcome is Unknown: what is not known was perhaps sent.
const (
	// Unknown: it may have gone out. It is never sent again.
	Unknown Outcome = iota
	// Delivered: it went out.
	Delivered
	// Failed: it did not go out, and may later: it is tried again.
	Failed
	// Rejected: it did not go out, and never will.
	Rejected
	// Unwanted: nobody wants it any more; nothing is wrong.
	Unwanted
)

// Answer is what a channel says of one item. Detail is for the operator: why.
type Answer struct {
	Outcome Outcome
	Detail  string
}

// Channel takes items out of the house. It is safe for concurrent use.
type Channel interface {
	// Send sends one item and answers before ctx is done, or soon after. An answer
	// that comes much later counts all the same, if the process still lives; until
	// then the item is Unknown.
	Send(ctx context.Context, item Item) Answer
}

// Clock is where an outbox gets its time.
type Clock interface {
	Now() time.Time
	After(d time.Duration) <-chan time.Time
}

// Options say how an Outbox works. Name, Channel, Source and Clock are required.
type Options struct {
	// Name tells the store's outboxes apart, such as "mail": letters, digits, "-" and "_".
	Name    string
	Channel Channel
	Source  Source
	Clock   Clock
	// Log hears of what goes wrong. nil: nobody does.
	Log *slog.Logger
	// Every is Run's pause between two rounds; default one second.
	Every time.Duration
	// BetweenEvery is the time after which the source is asked what time has brought;
	// default one minute.
	BetweenEvery time.Duration
	// Overlap is how far back it is asked again, for events that were stored a little
	// later than they happened; default ten minutes.
	Overlap time.Duration
	// Timeout is how long a channel has for one item; default one minute.
	Timeout time.Duration
	// Lease is the time after which an item that another process was sending is
	// Unknown; default ten minutes, at least three times Timeout.
	Lease time.Duration
	// RetryAfter is the pause after the first failure; it doubles up to MaxRetry.
	// Defaults: 30 seconds, one hour.
	RetryAfter, MaxRetry time.Duration
	// Attempts is how often an item is tried before it is given up; default 72, about three days.
	Attempts int
	// Parallel is how many items are sent at a time; default 4.
	Parallel int
}

// Outbox carries items to one channel. Every method is safe for concurrent use.
type Outbox struct {
	st store.Store
	o  Options
	me string // tells this outbox's attempts from those of other processes

	mu      sync.Mutex // one round at a time
	mark    mark
	version int                  // of the mark's stream
	written time.Time            // the mark's last event
	seen    int                  // events since the mark was stored
	rest    map[string]time.Time // by stream: nothing is to be done before

	sending calls
}

// New makes an outbox over a store. It fails for options that cannot be kept; it
// does not touch the store.
func New(st store.Store, o Options) (*Outbox, error) {
	o, err := o.complete()
	if err != nil {
		return nil, err
	}
	return &Outbox{st: st, o: o, me: rand.Text(), sending: calls{open: map[string]bool{}, answers: map[string]Answer{}}}, nil
}

func (o Options) complete() (Options, error) {
	if o.Channel == nil || o.Source == nil || o.Clock == nil {
		return o, errors.New("outbox: Options: Channel, Source and Clock are needed")
	}
	if o.Name == "" || len(o.Name) > 64 || strings.Trim(o.Name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_") != "" {
		return o, fmt.Errorf("outbox: Options.Name: %.64q; 1 to 64 letters, digits, \"-\" and \"_\" are right", o.Name)
	}
	for _, d := range []struct {
		field string
		value *time.Duration
		or    time.Duration
	}{
		{"Every", &o.Every, time.Second}, {"BetweenEvery", &o.BetweenEvery, time.Minute}, {"Overlap", &o.Overlap, 10 * time.Minute},
		{"Timeout", &o.Timeout, time.Minute}, {"Lease", &o.Lease, max(10*time.Minute, 3*o.Timeout)},
		{"RetryAfter", &o.RetryAfter, 30 * time.Second}, {"MaxRetry", &o.MaxRetry, time.Hour},
	} {
		if *d.value < 0 {
			return o, fmt.Errorf("outbox: Options.%s: %s is negative; above 0 is right, or 0 for %s", d.field, *d.value, d.or)
		}
		if *d.value == 0 {
			*d.value = d.or
		}
	}
	if o.Lease < 3*o.Timeout {
		return o, fmt.Errorf("outbox: Options.Lease: %s is less than three times Timeout, %s: an item that is still being sent would count as lost", o.Lease, o.Timeout)
	}
	if o.Attempts < 0 || o.Parallel < 0 {
		return o, errors.New("outbox: Options: Attempts and Parallel are above 0, or 0 for the default")
	}
	if o.Attempts == 0 {
		o.Attempts = 72
	}
	if o.Parallel == 0 {
		o.Parallel = 4
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	return o, nil
}

// Run collects and delivers until ctx ends, and gives back ctx's error. Whatever
// goes wrong is logged and tried again.
func (b *Outbox) Run(ctx context.Context) error {
	for {
		if err := b.Round(ctx); err != nil && ctx.Err() == nil {
			b.o.Log.WarnContext(ctx, "outbox", "name", b.o.Name, "error", err)
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-b.o.Clock.After(b.o.Every):
		}
	}
}

// Round is one Collect and one Deliver; what fails in the one does not hinder the
// other.
func (b *Outbox) Round(ctx context.Context) error {
	_, collecting := b.Collect(ctx)
	_, delivering := b.Deliver(ctx)
	return errors.Join(collecting, delivering)
}

func (b *Outbox) now() time.Time { return b.o.Clock.Now().UTC().Truncate(time.Microsecond) }

func (b *Outbox) base() string                { return Prefix + b.o.Name + "/" }
func (b *Outbox) stream(id string) string     { return b.base() + "item/" + id }
func (b *Outbox) markStream() string          { return b.base() + "mark" }
func (b *Outbox) label(l List) string         { return b.base() + string(l) }
func (b *Outbox) itemID(stream string) string { return strings.TrimPrefix(stream, b.base()+"item/") }
