// Package transfer is the small machine of one movement of money at a payment
// provider: a capture of what a buyer pays, a refund, or a payout. It is how
// something outside is done exactly once (T10.3): it is asked for, sent, and
// answered, and each of the three is an event that is stored before anybody goes on.
//
// It is pure, and works as package transaction does: Decide judges a command,
// Evolve applies an event, Advance lets happen what is due. Whoever makes the
// calls (the engine) writes Sent before one and Answered after it. What was
// answered unclearly, or not at all, is looked up before anything is tried again.
package transfer

import (
	"crypto/sha256"
	"encoding/base32"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/torikime/torikime/policy/money"
	"github.com/torikime/torikime/transaction/ledger"
)

// Kind is the direction of a transfer.
type Kind uint8

// The kinds. Stored by name; only ever appended.
const (
	// Capture takes what a buyer pays.
	Capture Kind = iota + 1
	// Refund sends captured money back the way it came (T3.11).
	Refund
	// Payout sends a seller what he has earned (T10.5).
	Payout
)

var kindNames = []string{"none", "capture", "refund", "payout"}

// String is the kind's stored and printed name.
func (k Kind) String() string { return name(kindNames, k) }

// MarshalText writes the kind's name.
func (k Kind) MarshalText() ([]byte, error) { return marshal(kindNames, k) }

// UnmarshalText reads a kind's name.
func (k *Kind) UnmarshalText(text []byte) error { return unmarshal(kindNames, k, "kind", text) }

// Step is one call to a provider.
type Step uint8

// The steps. Stored by name; only ever appended.
const (
	// Authorise opens a payment; some providers capture in the same call.
	Authorise Step = iota + 1
	// Take captures what the buyer has authorised.
	Take
	// Return sends captured money back.
	Return
	// Send pays a seller out.
	Send
	// Look asks how it stands, and changes nothing.
	Look
)

var stepNames = []string{"none", "authorise", "capture", "refund", "payout", "lookup"}

// String is the step's stored and printed name.
func (s Step) String() string { return name(stepNames, s) }

// MarshalText writes the step's name.
func (s Step) MarshalText() ([]byte, error) { return marshal(stepNames, s) }

// UnmarshalText reads a step's name.
func (s *Step) UnmarshalText(text []byte) error { return unmarshal(stepNames, s, "step", text) }

// Status is how a provider says that something stands.
type Status uint8

// The statuses. Stored by name; only ever appended.
const (
	// Unknown: no answer, or none that could be understood. The deed may have been
	// done.
	Unknown Status = iota
	// NotFound: the provider has nothing under this key. A deed was certainly not
	// done.
	NotFound
	// AwaitsBuyer: the buyer has to pay on the provider's pages.
	AwaitsBuyer
	// Authorised: the buyer has paid; the money can be captured now.
	Authorised
	// Pending: the provider has accepted it and is not done.
	Pending
	// Succeeded: done.
	Succeeded
	// Failed: not done, and it won't be.
	Failed
	// Reversed: it was done, and came back by no transfer of ours. A capture that a
	// Refund has sent back is Succeeded as before.
	Reversed
)

var statusNames = []string{"unknown", "not_found", "awaits_buyer", "authorised", "pending", "succeeded", "failed", "reversed"}

// String is the status's stored and printed name.
func (s Status) String() string { return name(statusNames, s) }

// MarshalText writes the status's name.
func (s Status) MarshalText() ([]byte, error) { return marshal(statusNames, s) }

// UnmarshalText reads a status's name.
func (s *Status) UnmarshalText(text []byte) error { return unmarshal(statusNames, s, "status", text) }

// Phase is what is known of a transfer.
type Phase uint8

// The phases. Stored by name; only ever appended. None is final for ever: a
// provider can take back what it said.
const (
	// None is the zero State.
	None Phase = iota
	// Asked: nobody was called yet.
	Asked
	// Called: the provider was called; how it ends is not known yet.
	Called
	// Confirmed: the money has moved.
	Confirmed
	// Declined: it has not, and nothing is tried any more.
	Declined
	// Returned: it had, and came back.
	Returned
)

var phaseNames = []string{"none", "asked", "sent", "confirmed", "declined", "returned"}

// String is the phase's stored and printed name.
func (p Phase) String() string { return name(phaseNames, p) }

// MarshalText writes the phase's name.
func (p Phase) MarshalText() ([]byte, error) { return marshal(phaseNames, p) }

// UnmarshalText reads a phase's name.
func (p *Phase) UnmarshalText(text []byte) error { return unmarshal(phaseNames, p, "phase", text) }

// Work is what is to be done about a transfer next.
type Work uint8

// What is to be done.
const (
	// Idle: nothing; whoever asked may have to be told (State.Ready).
	Idle Work = iota
	// ToCall: State.Step is to be called.
	ToCall
	// Calling: a call is under way, until State.WakeAt at the latest.
	Calling
	// Waits: for the buyer, for the provider, or before the next attempt; State.Step
	// is called at State.WakeAt, or when a hint comes.
	Waits
	// Stuck: an operator has to look at it (T10.3).
	Stuck
)

var workNames = []string{"idle", "to_call", "calling", "waits", "stuck"}

// String is the printed name.
func (w Work) String() string { return name(workNames, w) }

// Takeover is what an operator decides about a transfer.
type Takeover uint8

// The ways. Stored by name; only ever appended.
const (
	// Retry: it is tried again; first it is looked up, if its end is not known.
	Retry Takeover = iota + 1
	// Settle: it was done by another way, such as a bank transfer, or the provider
	// says so outside its API.
	Settle
	// Abandon: a capture or a payout is given up; a reversed capture is taken note of.
	Abandon
)

var takeoverNames = []string{"none", "retry", "settle", "abandon"}

// String is the stored and printed name.
func (t Takeover) String() string { return name(takeoverNames, t) }

// MarshalText writes the name.
func (t Takeover) MarshalText() ([]byte, error) { return marshal(takeoverNames, t) }

// UnmarshalText reads a name.
func (t *Takeover) UnmarshalText(text []byte) error {
	return unmarshal(takeoverNames, t, "way to take over", text)
}

// State is what decisions about one transfer need. It is a value; Evolve returns
// another.
type State struct {
	Order Order
	Phase Phase
	// Since is the event since which the phase is what it is, from 1.
	Since int
	Work  Work
	// Step is the call that is to be made, or under way.
	Step Step
	// Call is the event that sent the last call, from 1 (Answer.Call).
	Call int
	// Status is the provider's last word about the deed; Unknown from when it is sent.
	// Reason is the provider's reason, or ours for giving up.
	Status Status
	Reason string
	// Unpaid: the buyer never paid, and nobody refused his payment either.
	Unpaid bool
	// Ref is the provider's id of the payment that the buyer authorises, DoneRef that
	// of the capture, refund or payout itself.
	Ref, DoneRef string
	// URL is where the buyer pays; empty: nowhere, or no longer.
	URL string
	// Moved is what the provider moved; zero Money: nothing yet.
	Moved money.Money
	// Settled: an operator says that all of it was moved by another way. Extra is what
	// the provider moved all the same.
	Settled bool
	Extra   money.Money
	// Deed is the step that is to be done, or was sent last, and is no lookup. KeySeq is
	// the event that asked for it, from 1; its key is made from it (State.Key).
	Deed   Step
	KeySeq int
	// Spent: the provider said no to the deed. Under this key it is never done.
	Spent bool
	// FirstSent is when the deed was first sent under that key; zero: not yet.
	FirstSent time.Time
	// Attempts counts the calls in a row that led nowhere; Refused the deeds that the
	// provider refused since it was asked for, or an operator took it over.
	Attempts, Refused int
	// Hinted: something changed while a call is under way; it is looked up after it.
	// Nudged: the next call is made because of a hint.
	Hinted, Nudged bool
	// GaveUp: no operator has looked yet at what it was last given up for.
	GaveUp bool
	// LookedAt is when a lookup was last answered; zero: never.
	LookedAt time.Time
	// RepeatUntil is the end of the time in which the deed may be sent again although it
	// may have been done; zero: it is sent only where it was not done.
	RepeatUntil time.Time
	// WakeAt is when an answer is given up (Calling), or the next call made (Waits).
	WakeAt time.Time
	// Told is the phase that whoever asked has heard of; None: not of this one.
	Told Phase
	// Seq is the number of events so far, LastAt the instant of the last (T0.6).
	Seq         int
	RequestedAt time.Time
	LastAt      time.Time
	Book        ledger.Book
}

// Ready reports that somebody has to do something now: call the provider, or tell
// whoever asked.
func (s *State) Ready() bool {
	return s.Work == ToCall || s.Phase >= Confirmed && s.Told != s.Phase
}

// Mismatch reports a capture of another amount, or in another currency, than was
// asked for. It pays for nothing, and goes back.
func (s *State) Mismatch() bool {
	return s.Order.Kind == Capture && s.Phase == Confirmed && s.Moved != s.Order.Amount
}

// Key is the idempotency key of the deed that is to be done now: 26 letters and
// digits made from the transfer's id and the event that asked for it. Two deeds
// never have the same key.
func (s *State) Key() string { return Key(s.Order.ID, s.KeySeq) }

// Key is the key of the deed that an event of a transfer asked for.
func Key(id string, seq int) string {
	sum := sha256.Sum256([]byte(id + "#" + strconv.Itoa(seq)))
	return strings.ToLower(base32.StdEncoding.EncodeToString(sum[:])[:26])
}

// deed is the step that does a kind's deed first.
func deed(k Kind) Step {
	switch k {
	case Refund:
		return Return
	case Payout:
		return Send
	}
	return Authorise
}

type named interface {
	Kind | Step | Status | Phase | Work | Takeover
}

func name[T named](names []string, v T) string {
	if int(v) < len(names) {
		return names[v]
	}
	return fmt.Sprintf("%d?", v)
}

func marshal[T named](names []string, v T) ([]byte, error) {
	if int(v) >= len(names) {
		return nil, fmt.Errorf("transfer: %d has no name", v)
	}
	return []byte(names[v]), nil
}

func unmarshal[T named](names []string, v *T, what string, text []byte) error {
	for i, n := range names {
		if n == string(text) {
			*v = T(i)
			return nil
		}
	}
	return fmt.Errorf("transfer: %.40q is no %s; %s are", text, what, strings.Join(names, ", "))
}
