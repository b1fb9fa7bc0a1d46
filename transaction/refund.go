package transaction

import (
	"slices"
	"strconv"
	"time"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/policy/money"
	"github.com/torikime/torikime/transaction/ledger"
)

// RefundStage says how far money is that goes back to the buyer.
type RefundStage uint8

// The stages. Stored by name; only ever appended.
const (
	// RefundAsked: decided here; nobody has called a provider yet.
	RefundAsked RefundStage = iota
	// RefundSent: a provider was asked to send it.
	RefundSent
	// RefundConfirmed: it has left.
	RefundConfirmed
	// RefundReturned: it left and came back; it is still owed.
	RefundReturned
	refundStages
)

var refundStageNames = [refundStages]string{"asked", "sent", "confirmed", "returned"}

// String is the stage's stored and printed name.
func (r RefundStage) String() string {
	if r < refundStages {
		return refundStageNames[r]
	}
	return "stage?"
}

// MarshalText writes the stage's name.
func (r RefundStage) MarshalText() ([]byte, error) { return []byte(r.String()), nil }

// UnmarshalText reads a stage's name.
func (r *RefundStage) UnmarshalText(text []byte) error {
	for i, name := range refundStageNames {
		if name == string(text) {
			*r = RefundStage(i)
			return nil
		}
	}
	return unknownName("stage of a refund", string(text), refundStageNames[:])
}

// Refund is money that goes back by the charge that brought it (T3.11). Seq and
// Charge name it: no event sends money back by one charge twice.
type Refund struct {
	// Seq is the event that owed it, from 1.
	Seq    int
	Charge string
	Amount money.Money
	Stage  RefundStage
}

// Back is a part of a refund: how much goes back by which charge.
type Back struct {
	Charge string
	Amount money.Money
}

// Charged is one movement of money that a provider made for the transaction, in
// smallest units of its currency: what it brought, and what of it was asked back.
type Charged struct {
	ID       string
	In, Back int64
	// payment is the payment that it paid for, by index, from 1; 0: it came too late.
	payment int
}

// charged is what all charges brought.
func (s *State) charged() int64 {
	var in int64
	for i := range s.Charges {
		in += s.Charges[i].In
	}
	return in
}

// backOf adds what goes back of one payment, if a charge brought it.
func (s *State) backOf(list []Back, payment int, units int64) []Back {
	for i := range s.Charges {
		if units > 0 && s.Charges[i].payment == payment+1 {
			return append(list, Back{Charge: s.Charges[i].ID, Amount: money.New(units, s.Currency())})
		}
	}
	return list
}

// backUpTo shares an amount among the charges, as far as they brought money that
// was not asked back yet, the last first. What came without a charge is in no part.
func (s *State) backUpTo(units int64) []Back {
	var list []Back
	for i := len(s.Charges) - 1; i >= 0 && units > 0; i-- {
		part := min(units, s.Charges[i].In-s.Charges[i].Back)
		if part > 0 {
			list = append(list, Back{Charge: s.Charges[i].ID, Amount: money.New(part, s.Currency())})
			units -= part
		}
	}
	return list
}

// owed notes what goes back by the event that was just counted.
func (s *State) owed(list []Back) {
	if len(list) == 0 {
		return
	}
	s.Charges, s.Refunds = slices.Clone(s.Charges), slices.Clip(s.Refunds)
	for _, b := range list {
		for i := range s.Charges {
			if s.Charges[i].ID == b.Charge {
				s.Charges[i].Back += b.Amount.Units()
			}
		}
		s.Refunds = append(s.Refunds, Refund{Seq: s.Seq, Charge: b.Charge, Amount: b.Amount})
	}
}

// noteRefund is T10.3: what providers say, in whatever order it comes. What is
// known already changes nothing.
func noteRefund(s *State, c *NoteRefund, at time.Time) ([]Event, *policy.Rejection) {
	i := s.refundIndex(c.Seq, c.Charge)
	if i < 0 {
		return nil, policy.Reject(policy.Conflict, "T10.3", "no_refund").With("seq", strconv.Itoa(c.Seq)).With("charge", c.Charge)
	}
	r := &s.Refunds[i]
	if !r.Stage.before(c.Stage) {
		return nil, nil
	}
	noted := RefundNoted{At: at, Seq: r.Seq, Charge: r.Charge, Amount: r.Amount, Stage: c.Stage}
	switch {
	case c.Stage == RefundConfirmed:
		noted.Postings = []ledger.Posting{{From: ledger.Refunds, To: ledger.Clearing, Amount: r.Amount}}
	case r.Stage == RefundConfirmed: // returned; what was never seen to leave did not move
		noted.Postings = []ledger.Posting{{From: ledger.Clearing, To: ledger.Refunds, Amount: r.Amount}}
	}
	return []Event{noted}, nil
}

// before reports that a refund at one stage may reach another. What returned is
// sent again; a provider that says "sent" of what has left is late.
func (r RefundStage) before(next RefundStage) bool {
	if r == RefundReturned {
		return next == RefundSent || next == RefundConfirmed
	}
	return next > r
}

// refundIndex finds what an event owed by a charge; -1: it owes nothing by it.
func (s *State) refundIndex(seq int, charge string) int {
	return slices.IndexFunc(s.Refunds, func(r Refund) bool { return r.Seq == seq && r.Charge == charge })
}

func (s *State) refundNoted(e *RefundNoted) {
	s.Book = s.Book.Post(e.Postings)
	if i := s.refundIndex(e.Seq, e.Charge); i >= 0 {
		s.Refunds = slices.Clone(s.Refunds)
		s.Refunds[i].Stage = e.Stage
	}
}

// noted checks the form of a word about a refund.
func (f *faults) noted(c *NoteRefund) {
	f.id("charge", c.Charge)
	if c.Seq < 1 {
		f.add("seq", "range", "events are counted from 1")
	}
	if c.Stage == RefundAsked || c.Stage >= refundStages {
		f.add("stage", "unknown", "sent, confirmed or returned is right")
	}
}
