package quotation

import (
	"time"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/policy/money"
	"github.com/torikime/torikime/transaction"
)

// Event is a fact about a quotation. It holds every instant that was computed when
// it was decided: replay computes no date. The set is closed; the variants are the
// struct types of this file, as values.
type Event interface {
	// When is the instant at which it happened.
	When() time.Time
	event()
}

// RequestMade: a buyer asked for a quotation (T1.1).
type RequestMade struct {
	At                time.Time
	ID, Buyer, Seller string
	// Service is what it is about; empty: none of the seller's.
	Service string
	Text    transaction.Text
}

// Asked: one side wrote to the other (T1.1).
type Asked struct {
	At   time.Time
	By   policy.Role
	Text transaction.Text
}

// ProposalMade: the seller proposed, or put another proposal in the place of the
// last (T1.2).
type ProposalMade struct {
	At       time.Time
	Version  int
	Price    money.Money
	Delivery policy.Date
	Service  string
	Text     transaction.Text
	// Lapses is when it lapses (T1.3); zero: never.
	Lapses time.Time
}

// RequestRefused: the seller refused (T1.1).
type RequestRefused struct {
	At     time.Time
	Reason string
	Text   transaction.Text
}

// TakenBack: the buyer took his request back, the seller his proposal (T1.2), or an
// operator closed it, who says why.
type TakenBack struct {
	At   time.Time
	By   policy.Role
	Text transaction.Text
}

// ProposalLapsed: it was not bought in time (T1.3).
type ProposalLapsed struct{ At time.Time }

// ProposalBought: the buyer bought it (T1.2). From here on nothing can come in
// between.
type ProposalBought struct {
	At      time.Time
	Version int
	Price   money.Money
	// Begins are the first events of the transaction, whose id is the quotation's.
	Begins []transaction.Event
}

// TransactionStored: the transaction has its own stream.
type TransactionStored struct{ At time.Time }

// TextShown: an operator let the other side see held words (T8.4).
type TextShown struct {
	At   time.Time
	By   string
	Seq  int // the event that the words belong to
	Text transaction.Text
}

// TextWithheld: an operator keeps held words from the other side (T8.4).
type TextWithheld struct {
	At   time.Time
	By   string
	Seq  int // the event that the words belong to
	Text transaction.Text
}

func (e RequestMade) When() time.Time       { return e.At }
func (e Asked) When() time.Time             { return e.At }
func (e ProposalMade) When() time.Time      { return e.At }
func (e RequestRefused) When() time.Time    { return e.At }
func (e TakenBack) When() time.Time         { return e.At }
func (e ProposalLapsed) When() time.Time    { return e.At }
func (e ProposalBought) When() time.Time    { return e.At }
func (e TransactionStored) When() time.Time { return e.At }
func (e TextShown) When() time.Time         { return e.At }
func (e TextWithheld) When() time.Time      { return e.At }

func (RequestMade) event()       {}
func (Asked) event()             {}
func (ProposalMade) event()      {}
func (RequestRefused) event()    {}
func (TakenBack) event()         {}
func (ProposalLapsed) event()    {}
func (ProposalBought) event()    {}
func (TransactionStored) event() {}
func (TextShown) event()         {}
func (TextWithheld) event()      {}

// MapText gives back the event with its text replaced by what f makes of it; an
// event without one comes back as it is.
func MapText(e Event, f func(transaction.Text) transaction.Text) Event {
	switch e := e.(type) {
	case RequestMade:
		e.Text = f(e.Text)
		return e
	case Asked:
		e.Text = f(e.Text)
		return e
	case ProposalMade:
		e.Text = f(e.Text)
		return e
	case RequestRefused:
		e.Text = f(e.Text)
		return e
	case TakenBack:
		e.Text = f(e.Text)
		return e
	case TextShown:
		e.Text = f(e.Text)
		return e
	case TextWithheld:
		e.Text = f(e.Text)
		return e
	}
	return e
}

// textOf is the text of an event; the zero Text if it has none.
func textOf(e Event) (text transaction.Text) {
	MapText(e, func(t transaction.Text) transaction.Text {
		text = t
		return t
	})
	return text
}

// Waiting are the events, by their place in a history, whose words the other side
// does not see: an operator has not looked at them yet, or withholds them (T8.4).
func Waiting(events []Event) map[int]bool {
	waiting := map[int]bool{}
	for i, e := range events {
		if shown, ok := e.(TextShown); ok {
			delete(waiting, shown.Seq)
		} else if text := textOf(e); text.Held() {
			waiting[i+1] = true
		}
	}
	return waiting
}

// EntryOf is the timeline's line for an event. It has no words that people wrote.
func EntryOf(e Event) transaction.Entry {
	name, by, rule := about(e)
	line := transaction.Entry{At: e.When(), Type: name, By: by, Rule: rule}
	switch e := e.(type) {
	case ProposalMade:
		line.Amount = &e.Price
	case RequestRefused:
		line.Reason = e.Reason
	case ProposalBought:
		line.Amount = &e.Price
	}
	return line
}

// TypeOf is the stored and printed name of an event's type, such as "proposed";
// empty for what the closed set does not know.
func TypeOf(e Event) string {
	name, _, _ := about(e)
	return name
}

// about is the table of events: name, who, rule.
func about(e Event) (name string, by policy.Role, rule string) {
	switch e := e.(type) {
	case RequestMade:
		return "requested", policy.Buyer, "T1.1"
	case Asked:
		return "asked", e.By, "T1.1"
	case ProposalMade:
		if e.Version > 1 {
			return "proposed", policy.Seller, "T1.2"
		}
		return "proposed", policy.Seller, "T1.1"
	case RequestRefused:
		return "refused", policy.Seller, "T1.1"
	case TakenBack:
		if e.By == policy.Operator {
			return "withdrawn", e.By, "T3.15"
		}
		return "withdrawn", e.By, "T1.2"
	case ProposalLapsed:
		return "lapsed", policy.System, "T1.3"
	case ProposalBought:
		return "purchased", policy.Buyer, "T1.2"
	case TransactionStored:
		return "transaction_stored", policy.System, "T1.2"
	case TextShown:
		return "text_shown", policy.Operator, "T8.4"
	case TextWithheld:
		return "text_withheld", policy.Operator, "T8.4"
	}
	return "", policy.Nobody, ""
}
