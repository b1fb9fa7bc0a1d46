package transfer

import (
	"time"

	"github.com/torikime/torikime/policy/money"
	"github.com/torikime/torikime/transaction"
	"github.com/torikime/torikime/transaction/ledger"
)

// Event is a fact about a transfer. It holds every instant and amount that was
// computed when it was decided: replay computes none. The set is closed; the
// variants are the struct types of this file, as values.
type Event interface {
	// When is the instant at which it happened.
	When() time.Time
	event()
}

// Order is what a transfer is about. It never changes.
type Order struct {
	ID   string `json:"id"`
	Kind Kind   `json:"kind"`
	// Provider is the name of the provider that carries it out; Method is one of the
	// provider's own words for how, and may be empty.
	Provider string `json:"provider"`
	Method   string `json:"method,omitempty"`
	// Amount is what is captured, refunded or paid out, in all.
	Amount money.Money `json:"amount"`
	// Buyer pays, or is refunded; Seller is paid out. One of the two is empty.
	Buyer  string `json:"buyer,omitempty"`
	Seller string `json:"seller,omitempty"`
	// Transaction is what the money is for; empty for a payout.
	Transaction string `json:"transaction,omitempty"`
	// For, Option and Net say what a capture pays: the purchase, an option or an
	// addition, at a price without the buyer's fee.
	For    transaction.PaymentKind `json:"for,omitempty"`
	Option string                  `json:"option,omitempty"`
	Net    money.Money             `json:"net,omitzero"`
	// Of is the capture whose money a refund sends back, and OfRef the provider's own
	// id of that money.
	Of    string `json:"of,omitempty"`
	OfRef string `json:"of_ref,omitempty"`
	// Cause is the event of the transaction, or of the seller's account, that asked
	// for it, from 1; 0: nobody's, a capture or the return of one that could not be
	// used.
	Cause int `json:"cause,omitempty"`
	// To is where a payout goes: the provider's own id of the seller's account.
	To string `json:"to,omitempty"`
	// ReturnURL is where the buyer comes back to from the provider's pages.
	ReturnURL string `json:"return_url,omitempty"`
	// Expires is when an unpaid capture is given up; zero: never by itself.
	Expires time.Time `json:"expires,omitzero"`
}

// Requested: the transfer is to be made. Nobody has been called yet.
type Requested struct {
	At    time.Time `json:"-"`
	Order Order     `json:"order"`
}

// Sent: a call to the provider is about to be made, and nobody else makes one until
// a time. It is written before the call, so that a process that dies in it is found
// out.
type Sent struct {
	At   time.Time `json:"-"`
	Step Step      `json:"step"`
	// Until is when the answer is given up.
	Until time.Time `json:"until"`
}

// Answered: the provider said how it stands, or nothing that could be understood.
type Answered struct {
	At     time.Time `json:"-"`
	Step   Step      `json:"step"`
	Status Status    `json:"status"`
	// Ref is the provider's own id, URL where the buyer pays, Reason the provider's
	// word for a no; each may be empty.
	Ref    string `json:"ref,omitempty"`
	URL    string `json:"url,omitempty"`
	Reason string `json:"reason,omitempty"`
	// Unpaid: a capture has failed because the buyer never paid, not for a no.
	Unpaid bool `json:"unpaid,omitempty"`
	// Amount is what was really moved, if it was; zero Money if it was not said.
	Amount money.Money `json:"amount,omitzero"`
	// Phase is what is known from now on; None: no more than before.
	Phase Phase `json:"phase,omitempty"`
	// RetryAt is when the next call is made, and Next which; zero: none is to be made.
	RetryAt time.Time `json:"retry_at,omitzero"`
	Next    Step      `json:"next,omitempty"`
	// Until, if not zero, is the end of the time in which Next may be made; from then on
	// it is a lookup.
	Until time.Time `json:"until,omitzero"`
	// Anew: Next is another deed, under a key of its own.
	Anew bool `json:"anew,omitempty"`
	// Attempts are the calls in a row that led nowhere, with this one.
	Attempts int `json:"attempts,omitempty"`
	// Postings move the money between the provider and the outside.
	Postings []ledger.Posting `json:"postings,omitempty"`
}

// Missed: no answer came to a call; whether the deed was done is unknown, and it is
// looked up at once.
type Missed struct {
	At time.Time `json:"-"`
}

// Due: the time of the next call has come.
type Due struct {
	At time.Time `json:"-"`
}

// Hinted: the provider, or somebody who came back from its pages, said that
// something has changed; it is looked up.
type Hinted struct {
	At time.Time `json:"-"`
}

// Expired: the buyer did not pay in time.
type Expired struct {
	At time.Time `json:"-"`
}

// Told: what asked for the transfer has heard how it stands.
type Told struct {
	At time.Time `json:"-"`
	// Phase is what was told.
	Phase Phase `json:"phase"`
}

// GivenUp: it has failed too often, or cannot be tried again without the danger of
// doing it twice; an operator looks at it (T10.3).
type GivenUp struct {
	At     time.Time `json:"-"`
	Reason string    `json:"reason"`
}

// TakenOver: an operator decided what becomes of it (T10.3).
type TakenOver struct {
	At     time.Time `json:"-"`
	By     string    `json:"by"`
	How    Takeover  `json:"how"`
	Reason string    `json:"reason"`
	// Phase is what is known from now on; None: no more than before.
	Phase Phase `json:"phase,omitempty"`
	// Next is the call that is made now: a lookup, or the deed under another key; zero: none.
	Next Step `json:"next,omitempty"`
	// Postings are those of a deed that was done by another way.
	Postings []ledger.Posting `json:"postings,omitempty"`
}

func (e Requested) When() time.Time { return e.At }
func (e Sent) When() time.Time      { return e.At }
func (e Answered) When() time.Time  { return e.At }
func (e Missed) When() time.Time    { return e.At }
func (e Due) When() time.Time       { return e.At }
func (e Hinted) When() time.Time    { return e.At }
func (e Expired) When() time.Time   { return e.At }
func (e Told) When() time.Time      { return e.At }
func (e GivenUp) When() time.Time   { return e.At }
func (e TakenOver) When() time.Time { return e.At }

func (Requested) event() {}
func (Sent) event()      {}
func (Answered) event()  {}
func (Missed) event()    {}
func (Due) event()       {}
func (Hinted) event()    {}
func (Expired) event()   {}
func (Told) event()      {}
func (GivenUp) event()   {}
func (TakenOver) event() {}

// PostingsOf are an event's movements of money; nil if it has none.
func PostingsOf(e Event) []ledger.Posting {
	switch e := e.(type) {
	case Answered:
		return e.Postings
	case TakenOver:
		return e.Postings
	}
	return nil
}
