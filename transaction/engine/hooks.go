package engine

import (
	"time"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/store"
)

// Hooks are told what happens; each may be nil. They are called on the path of
// the work, by many goroutines at once: they must be quick, and must not call
// the engine. Durations are real time, not the Clock's.
type Hooks struct {
	// Command: a command was answered.
	Command func(Answered)
	// Commit: one write to the store ended, with so many batches and events.
	Commit func(batches, events int, took time.Duration, err error)
	// Conflict: somebody else wrote to the stream first; the command is judged again.
	Conflict func(stream string)
	// Sweep: a sweep ended.
	Sweep func(s Swept, took time.Duration, err error)
	// Park: a stream could not be moved on, and is tried again later.
	Park func(store.Parked)
}

// Answered tells a hook of one command.
type Answered struct {
	// Stream and Command name what was asked of what, such as
	// "transaction/…" and "approve".
	Stream, Command string
	// Events were written, overdue ones included.
	Events int
	// Repeated: the answer is that of an earlier command with the same key.
	Repeated bool
	// Rejection is the "no" of a rule; Err any other failure.
	Rejection *policy.Rejection
	Err       error
	Took      time.Duration
}
