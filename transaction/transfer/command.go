package transfer

import (
	"time"

	"github.com/torikime/torikime/policy/money"
	"github.com/torikime/torikime/transaction"
)

// Command is what somebody wants of a transfer. The set is closed; the variants are
// the struct types of this file, as values. Those without an actor are the
// engine's own.
type Command interface {
	// Name is the command's printed name.
	Name() string
	command()
}

// Request begins a transfer.
type Request struct{ Order Order }

// Dispatch says that the next call is about to be made (Sent).
type Dispatch struct {
	// Until is when the answer is given up; a second from now at the earliest.
	Until time.Time
}

// Answer is what came of a call.
type Answer struct {
	// Step and Call are the State's after the Dispatch of the call. What comes after
	// its lease has ended answers nothing any more: it is being looked up.
	Step   Step
	Call   int
	Status Status
	// What cannot be kept (no UTF-8, a URL of a book's length, an amount below zero) is
	// left out: that the deed was done counts for more.
	Ref, URL, Reason string
	Amount           money.Money
	// RetryAt is when the next call is made, if one is needed; a second from now at the
	// earliest.
	RetryAt time.Time
	// Unpaid: a capture has failed because the buyer never paid: he left, or let his
	// time pass. Nobody refused his payment.
	Unpaid bool
	// RepeatSafe: a refund or a payout that cannot be looked up may be sent again under
	// its key, for half of KeyLife.
	RepeatSafe bool
	// Most is how many calls in a row may lead nowhere before an operator looks at it.
	Most int
	// KeyLife is how long the provider remembers a key: what was sent longer ago is
	// never sent again under it. 0: for ever.
	KeyLife time.Duration
}

// Hint says that something may have changed.
type Hint struct{}

// GiveUp says that whoever made the call is gone, so that no answer will come.
type GiveUp struct{}

// Tell notes that whoever asked has heard of a phase. Both fields are the State's at
// that time: a phase that comes again is told again.
type Tell struct {
	Phase Phase
	Since int
}

// TakeOver is an operator's decision.
type TakeOver struct {
	By     transaction.Actor
	How    Takeover
	Reason string
	// Met: what is settled is a refund of a capture that was reversed: the buyer has
	// his money back already, and none moves. The engine says so.
	Met bool
}

// Name is the command's printed name.
func (Request) Name() string { return "request" }

// Name is the command's printed name.
func (Dispatch) Name() string { return "dispatch" }

// Name is the command's printed name.
func (Answer) Name() string { return "answer" }

// Name is the command's printed name.
func (Hint) Name() string { return "hint" }

// Name is the command's printed name.
func (GiveUp) Name() string { return "give-up" }

// Name is the command's printed name.
func (Tell) Name() string { return "tell" }

// Name is the command's printed name.
func (TakeOver) Name() string { return "take-over" }

func (Request) command()  {}
func (Dispatch) command() {}
func (Answer) command()   {}
func (Hint) command()     {}
func (GiveUp) command()   {}
func (Tell) command()     {}
func (TakeOver) command() {}
