// Package store is what the engine needs of a database: streams of events with
// an expected version, an index of deadlines, labels to list by, a feed of
// everything in commit order, and command ids that make a repeat harmless.
//
// A store knows nothing of marketplaces: events and bodies are bytes to it.
// Package storetest is the contract as a test; a type that passes
// storetest.Run is a Store.
package store

import (
	"context"
	"errors"
	"time"
)

// Errors that a Store returns; compare with errors.Is.
var (
	// ErrConflict: the stream is not at the version that the batch expects.
	ErrConflict = errors.New("store: the stream has another version")
	// ErrRepeated: the batch's command id is already recorded. Nothing of the
	// batch was written; Store.Command tells what was.
	ErrRepeated = errors.New("store: the command id is already recorded")
	// ErrNotFound: no such stream, command or document.
	ErrNotFound = errors.New("store: not found")
	// ErrInvalid: input that no store can take (no stream id, instants that
	// run backwards, a body of an event that is not in the batch, a limit of
	// 0, …). The text says what, where, and what would be right.
	ErrInvalid = errors.New("store: invalid input")
)

// Event is one stored fact.
type Event struct {
	// Type and Version name the form of Data.
	Type    string
	Version int
	// At is the instant at which it happened: UTC, whole microseconds, never
	// before the stream's event in front of it.
	At time.Time
	// Data is opaque and never empty.
	Data []byte
}

// Body is what an event's author wrote or sent, kept beside the event so that
// it can be erased alone.
type Body struct {
	// Seq is the event's place in the stream, from 1.
	Seq int
	// Name tells apart several bodies of one event.
	Name string
	Data []byte
}

// Document is a value stored once under its digest, such as a policy.
type Document struct {
	Digest string
	Data   []byte
}

// Command is what is kept of a command with an id, in the same commit as its
// events.
type Command struct {
	// ID is unique in the store; the caller puts the scope into it.
	ID string
	// Digest tells whether a repeat has the same input.
	Digest []byte
	// Result is what a repeat is answered with; opaque, may be empty.
	Result []byte
	// At is when it was recorded, for Store.Forget.
	At time.Time
	// Stream and Seq say what it led to: the stream and its version after the
	// command. The store fills them from the batch.
	Stream string
	Seq    int
}

// Batch is one atomic write to one stream: all of it or nothing.
//
// A batch without events is allowed: it moves the wake or the labels, or records
// a command that led to nothing.
type Batch struct {
	Stream string
	// Expected is the version, the number of events, that the stream must have.
	// 0: the stream must not exist (a batch that creates one has events; one
	// without events may still record a command and store documents).
	Expected int
	Events   []Event
	// Bodies belong to events of this batch: Expected < Seq <= Expected+len(Events).
	Bodies []Body
	// Wake is the stream's next deadline; zero: none. It is an index, not a truth.
	Wake time.Time
	// Label and Unlabel add and take away labels; both are harmless when
	// already so.
	Label, Unlabel []string
	// Command, if not nil, is recorded, or the batch fails with ErrRepeated,
	// also when it would conflict: a repeat is answered, not tried again.
	Command *Command
	// Documents are stored if their digest is new.
	Documents []Document
	// With runs the caller's own statements in the same commit, after
	// everything else of the batch. An error of it undoes the batch and is returned as it is;
	// a panic undoes the batch and is returned as a *Panic. Its ctx has the
	// values of Append's and is not cancelled with it.
	// It must use nothing but tx: asking the store again would wait for ever.
	With func(ctx context.Context, tx Tx) error
}

// Tx runs a caller's own statements in the commit of a batch. The placeholders
// are those of the database. A store without SQL gives a nil Tx.
type Tx interface {
	Exec(ctx context.Context, query string, args ...any) (rowsAffected int64, err error)
	Query(ctx context.Context, query string, args ...any) (Rows, error)
}

// Rows is the part of *sql.Rows that a caller needs.
type Rows interface {
	Next() bool
	Scan(dest ...any) error
	Err() error
	Close() error
}

// Result is the outcome of one batch.
type Result struct {
	// Version is the stream's version after the batch.
	Version int
	// Position is the place of the batch's last event in the feed; 0 without events.
	Position int64
	// Err is nil, ErrConflict, ErrRepeated, ErrInvalid, the error of With, or
	// that of a commit that failed (then every batch of the call carries one).
	Err error
}

// Stream is one loaded stream.
type Stream struct {
	ID     string
	Events []Event
	// Bodies are those that were not erased, by (Seq, Name); only if asked for.
	Bodies []Body
	Wake   time.Time
	// Version is the number of events in the store; with LoadOptions.After it is larger than len(Events).
	Version int
}

// LoadOptions say what Load brings beside the events.
type LoadOptions struct {
	// Bodies brings the bodies too.
	Bodies bool
	// After leaves out events up to this place (and their bodies).
	After int
}

// Due is a stream whose wake has come.
type Due struct {
	Stream string
	Wake   time.Time
}

// DueQuery asks for streams whose wake is at or before Until.
type DueQuery struct {
	Until time.Time
	// Label, if set, narrows to streams that carry it.
	Label string
	// Parked: parked streams are left out until their retry is due at Until,
	// unless this asks for all of them.
	Parked bool
	Limit  int
}

// Parked is a stream that could not be moved on. Parked again, it keeps its
// first Since and takes the rest.
type Parked struct {
	Stream string
	// Error is what went wrong, for the operator.
	Error string
	// Since is when it was first parked, Attempts how often it was tried, Retry
	// when it is tried again.
	Since    time.Time
	Attempts int
	Retry    time.Time
}

// Entry is one event in the feed.
type Entry struct {
	Position int64
	Stream   string
	Seq      int
	Event    Event
}

// ListQuery asks for the streams that carry a label, newest stream first: the
// one created last.
type ListQuery struct {
	Label string
	// After is the Cursor of the last item of the page before; empty: the first page.
	After string
	Limit int
}

// Item is one stream of a list.
type Item struct {
	Stream string
	Cursor string
}

// Store keeps streams. Every method is safe for concurrent use. Slices that a
// store returns belong to the caller; slices that it is given it does not keep.
// A context that is done is answered with its error. Instants come back in UTC.
// A limit is 1 or more, anything else is ErrInvalid.
type Store interface {
	// Load reads streams, in the order asked for. A stream that does not exist
	// comes back with Version 0 and no events. All are read at one moment.
	Load(ctx context.Context, opt LoadOptions, ids ...string) ([]Stream, error)
	// Append writes batches, as far as it can in one commit. Each succeeds or
	// fails by itself; the results are in the order of the batches. A nil
	// error with a Result.Err of nil means that the batch is durable. A second batch
	// for one stream in one call sees the first. The context counts until the
	// commit has begun: one caller who leaves does not undo what others wait for.
	// If the call fails as a whole, the error is returned and is that of every
	// result that is not ErrInvalid; whether a failed commit reached the disk is
	// then not known, the command ids tell.
	Append(ctx context.Context, batches ...Batch) ([]Result, error)
	// Due lists streams whose wake has come, earliest first, then oldest stream first.
	Due(ctx context.Context, q DueQuery) ([]Due, error)
	// List lists streams by label, newest stream first.
	List(ctx context.Context, q ListQuery) ([]Item, error)
	// Count counts the streams that carry a label.
	Count(ctx context.Context, label string) (int, error)
	// Streams lists every stream id with a prefix in ascending order of the
	// bytes, after a given id ("": from the first).
	Streams(ctx context.Context, prefix, after string, limit int) ([]string, error)
	// Tail reads the feed in commit order after a position (0: from the first).
	// Positions are positive and ascend. It never shows a smaller position after
	// a larger one has been seen.
	Tail(ctx context.Context, after int64, limit int) ([]Entry, error)
	// Command looks a recorded command up; ErrNotFound if there is none.
	Command(ctx context.Context, id string) (Command, error)
	// Forget drops command ids whose At is before an instant, and says how many.
	Forget(ctx context.Context, before time.Time) (int, error)
	// Document reads a document; ErrNotFound if there is none.
	Document(ctx context.Context, digest string) ([]byte, error)
	// Erase removes bodies of a stream for good: those named, or all if none are.
	// The events stay. A body that is not there is no error; a stream that is
	// not there is ErrNotFound.
	Erase(ctx context.Context, stream string, bodies ...Body) error
	// Park notes that a stream could not be moved on (ErrNotFound if there is
	// no such stream); Unpark forgets it, and is harmless if it is not parked.
	Park(ctx context.Context, p Parked) error
	Unpark(ctx context.Context, stream string) error
	// ListParked lists the parked streams, longest parked first.
	ListParked(ctx context.Context, limit int) ([]Parked, error)
}
