package payout

import (
	"time"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/policy/money"
	"github.com/torikime/torikime/transaction"
	"github.com/torikime/torikime/transaction/ledger"
)

// Event is a fact about an account. It holds every amount that was computed when it
// was decided: replay computes no fee. The set is closed; the variants are the
// struct types of this file, as values.
type Event interface {
	// When is the instant at which it happened.
	When() time.Time
	event()
}

// Credited: a transaction closed, and its earnings can be withdrawn (T10.2). It has
// no postings: the earnings stand in the transaction's own book.
type Credited struct {
	At          time.Time   `json:"-"`
	Seller      string      `json:"seller"`
	Transaction string      `json:"transaction"`
	Amount      money.Money `json:"amount"`
	ClosedAt    time.Time   `json:"closed_at"`
}

// TakenBack: an operator refunds earnings that were not paid out (T3.15). From here
// on they can't be withdrawn; the transaction hears of it next, and has the postings.
type TakenBack struct {
	At          time.Time   `json:"-"`
	Ref         string      `json:"ref"`
	Transaction string      `json:"transaction"`
	Amount      money.Money `json:"amount"`
	By          string      `json:"by"`
	// Reason is what both sides of the transaction read.
	Reason transaction.Text `json:"-"`
}

// TakenBackStored: the transaction has it.
type TakenBackStored struct {
	At  time.Time `json:"-"`
	Ref string    `json:"ref"`
}

// TakenBackUndone: the transaction refused it, for good; the seller has it again.
type TakenBackUndone struct {
	At  time.Time `json:"-"`
	Ref string    `json:"ref"`
}

// PayoutRequested: the seller withdraws (T10.5). Amount, Fee and Net are as in Payout.
type PayoutRequested struct {
	At       time.Time        `json:"-"`
	No       int              `json:"no"`
	Amount   money.Money      `json:"amount"`
	Fee      money.Money      `json:"fee"`
	Net      money.Money      `json:"net"`
	Provider string           `json:"provider"`
	To       string           `json:"to"`
	Postings []ledger.Posting `json:"postings"`
}

// PayoutSent: there is a transfer that carries it out.
type PayoutSent struct {
	At time.Time `json:"-"`
	No int       `json:"no"`
}

// PayoutConfirmed: the seller has his money.
type PayoutConfirmed struct {
	At time.Time `json:"-"`
	No int       `json:"no"`
	// Lost is what the platform has to bear, if anything: the provider had said that
	// the payout failed, the seller withdrew the money once more, and both arrived.
	Lost     money.Money      `json:"lost,omitzero"`
	Postings []ledger.Posting `json:"postings"`
}

// PayoutDeclined: the provider won't do it. Amount and fee are the seller's again.
type PayoutDeclined struct {
	At       time.Time        `json:"-"`
	No       int              `json:"no"`
	Reason   string           `json:"reason,omitempty"`
	Postings []ledger.Posting `json:"postings"`
}

// PayoutReturned: the money came back from the seller's bank. Amount and fee are
// his again.
type PayoutReturned struct {
	At       time.Time        `json:"-"`
	No       int              `json:"no"`
	Reason   string           `json:"reason,omitempty"`
	Postings []ledger.Posting `json:"postings"`
}

func (e Credited) When() time.Time        { return e.At }
func (e TakenBack) When() time.Time       { return e.At }
func (e TakenBackStored) When() time.Time { return e.At }
func (e TakenBackUndone) When() time.Time { return e.At }
func (e PayoutRequested) When() time.Time { return e.At }
func (e PayoutSent) When() time.Time      { return e.At }
func (e PayoutConfirmed) When() time.Time { return e.At }
func (e PayoutDeclined) When() time.Time  { return e.At }
func (e PayoutReturned) When() time.Time  { return e.At }

func (Credited) event()        {}
func (TakenBack) event()       {}
func (TakenBackStored) event() {}
func (TakenBackUndone) event() {}
func (PayoutRequested) event() {}
func (PayoutSent) event()      {}
func (PayoutConfirmed) event() {}
func (PayoutDeclined) event()  {}
func (PayoutReturned) event()  {}

// PostingsOf are an event's movements of money; nil if it has none.
func PostingsOf(e Event) []ledger.Posting {
	switch e := e.(type) {
	case PayoutRequested:
		return e.Postings
	case PayoutConfirmed:
		return e.Postings
	case PayoutDeclined:
		return e.Postings
	case PayoutReturned:
		return e.Postings
	}
	return nil
}

// EntryOf is the line of a statement for an event. It has no words that people wrote.
func EntryOf(e Event) transaction.Entry {
	name, by, rule := about(e)
	line := transaction.Entry{At: e.When(), Type: name, By: by, Rule: rule}
	switch e := e.(type) {
	case Credited:
		line.Amount = &e.Amount
	case TakenBack:
		line.Amount = &e.Amount
	case PayoutRequested:
		line.Amount = &e.Amount
	case PayoutDeclined:
		line.Reason = e.Reason
	case PayoutReturned:
		line.Reason = e.Reason
	}
	return line
}

// TypeOf is the stored and printed name of an event's type, such as "credited";
// empty for what the closed set does not know.
func TypeOf(e Event) string {
	name, _, _ := about(e)
	return name
}

// about is the table of events: name, who, rule.
func about(e Event) (name string, by policy.Role, rule string) {
	switch e.(type) {
	case Credited:
		return "credited", policy.System, "T10.2"
	case TakenBack:
		return "taken_back", policy.Operator, "T3.15"
	case TakenBackStored:
		return "taken_back_stored", policy.System, "T3.15"
	case TakenBackUndone:
		return "taken_back_undone", policy.System, "T3.15"
	case PayoutRequested:
		return "payout_requested", policy.Seller, "T10.5"
	case PayoutSent:
		return "payout_sent", policy.System, "T10.5"
	case PayoutConfirmed:
		return "payout_confirmed", policy.System, "T10.5"
	case PayoutDeclined:
		return "payout_declined", policy.System, "T10.5"
	case PayoutReturned:
		return "payout_returned", policy.System, "T10.5"
	}
	return "", policy.Nobody, ""
}
