package engine

import (
	"context"
	"errors"
	"time"

	"github.com/torikime/torikime/store"
	"github.com/torikime/torikime/transaction"
	"github.com/torikime/torikime/transaction/listing"
)

// Errors of the engine; compare with errors.Is. A rule's "no" is a
// *policy.Rejection, to be found with errors.As.
var (
	// ErrNotFound: no transaction or service has that id.
	ErrNotFound = errors.New("engine: not found")
	// ErrKeyReused: the idempotency key stands for another input.
	ErrKeyReused = errors.New("engine: the idempotency key was used with another input")
	// ErrBusy: others wrote to the stream first, again and again. Nothing of the
	// command was written; it may be given again.
	ErrBusy = errors.New("engine: too many others write to this stream at the same time")
	// ErrClosed: the engine was closed.
	ErrClosed = errors.New("engine: closed")
)

// CallOf says how a command is carried out. The zero value just does it.
type CallOf[O any] struct {
	// Key is the idempotency key; the host puts the caller's scope into it.
	// Empty: none. A repeat with the same Input is answered with the first's
	// result and changes nothing; with another, it is ErrKeyReused. Only what
	// succeeded is recorded: after a refusal the same key is judged from scratch.
	Key string
	// Input is what a repeat must equal; its digest is kept with the key.
	Input []byte
	// ExpectedSeq is the number of events that the caller has seen. If one other
	// than a message, a payment or a schedule came after it, the command is
	// refused as a conflict that names what came. nil: whatever came.
	ExpectedSeq *int
	// DryRun judges, and writes nothing at all.
	DryRun bool
	// Answer renders what the caller is told. It is called before the commit and
	// kept with the key, so that a repeat gets the same bytes. It may be called
	// more than once, when others write first. An error of it undoes the command.
	Answer func(O) ([]byte, error)
	// With runs the caller's own statements in the same commit (store.Batch).
	With func(ctx context.Context, tx store.Tx) error
}

// Call is a CallOf for Do and Purchase.
type Call = CallOf[Outcome]

// ListingCall is a CallOf for List, Edit, Pause, Resume and Show.
type ListingCall = CallOf[ListingOutcome]

// Outcome is what a command on a transaction led to.
type Outcome struct {
	// View is the transaction after the command. Its Events and Facts are filled
	// in only if the Call has an Answer that may want to show them.
	View
	// New are the events that the command led to, with their words; those of
	// deadlines that were overdue come first, Overdue of them.
	New     []transaction.Event
	Overdue int
	// Repeated: the key had already succeeded. New is empty then, and the View is
	// the transaction as it is now.
	Repeated bool
	// Answer is what Call.Answer gave, now or the first time.
	Answer []byte
}

// View is one transaction as everybody sees it at one instant: everything due
// by then has happened, whether or not it is stored yet (T0.2).
type View struct {
	ID    string
	At    time.Time
	State transaction.State
	// Events are the whole history, with the words that were not erased.
	Events []transaction.Event
	// Facts are what transaction.Actions needs to know of the same pair's other
	// transactions (T3.5).
	Facts transaction.Facts
}

// ListingOutcome is what a command on a service led to.
type ListingOutcome struct {
	ListingView
	// New is empty if the command was harmless, as a pause of a paused service is.
	New      []listing.Event
	Repeated bool
	Answer   []byte
}

// ListingView is one service at one instant.
type ListingView struct {
	ID    string
	At    time.Time
	State listing.State
	// Accepting: the service accepts orders (T1.10): it is not paused, neither by
	// its seller nor by what a transaction did (T3.9). A cap that is reached does
	// not show here: OpenOrders does.
	Accepting bool
	// OpenOrders counts against State.Capacity.
	OpenOrders int
	// Reviews counts the buyers' reviews that are shown (T5.8).
	Reviews int
}
