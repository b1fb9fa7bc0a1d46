// Package quotation is the small machine of what comes before a purchase: a buyer
// asks a seller what something would cost, and the seller proposes, asks back or
// refuses (T1.1 to T1.4).
//
// It is pure, and works as package transaction does: Decide judges a command,
// Evolve applies an event, Advance lets happen what is due. A proposal that is
// bought becomes a transaction of the same id; the event of the purchase holds the
// first events of that transaction, so that nothing is left to be decided between
// the one stream and the other.
package quotation

import (
	"fmt"
	"slices"
	"time"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/policy/money"
)

// Phase is where a quotation stands.
type Phase uint8

// The phases. All from Refused on are final.
const (
	// None is the zero State: nobody has asked.
	None Phase = iota
	// Requested: the seller owes an answer. It waits as long as both sides like:
	// the buyer may withdraw, the seller refuse, an operator close it.
	Requested
	// Proposed: the buyer may buy the proposal until it lapses (T1.3).
	Proposed
	// Refused: the seller has refused the request (T1.1).
	Refused
	// Withdrawn: by the buyer, by the seller who takes his proposal back (T1.2), or
	// closed by an operator.
	Withdrawn
	// Lapsed: the proposal was not bought in time (T1.3).
	Lapsed
	// Purchased: the proposal was bought (T1.2). What follows is the transaction's.
	Purchased
	phaseCount
)

var phaseNames = [phaseCount]string{"none", "requested", "proposed", "refused", "withdrawn", "lapsed", "purchased"}

// String is the phase's printed name.
func (p Phase) String() string {
	if p < phaseCount {
		return phaseNames[p]
	}
	return fmt.Sprintf("phase(%d)", uint8(p))
}

// Finished reports whether the phase is final.
func (p Phase) Finished() bool { return p >= Refused }

// State is what decisions about one quotation need: no history, no words. It is a
// value; Evolve returns another. The zero State is one that nobody has asked for.
type State struct {
	// ID, Buyer, Seller and Service are the host's ids; Service is what the request
	// is about, and may be empty.
	ID, Buyer, Seller, Service string
	Phase                      Phase
	// Seq is the number of events so far, LastAt the instant of the last (T0.6).
	Seq    int
	LastAt time.Time
	// RequestedAt and EndedAt are the beginning and the end; zero before them.
	RequestedAt, EndedAt time.Time
	// Proposal is the last one made; its Version is 0 before the first.
	Proposal Proposal
	// Reason is the one of a refused request (T1.1).
	Reason string
	// EndedBy is who refused, withdrew, closed or bought; the system if it lapsed.
	EndedBy policy.Role
	// Unstored: the proposal is bought, and nobody has noted yet that the
	// transaction is stored.
	Unstored bool
	// HeldTexts are the events whose words wait for an operator (T8.4), by their
	// place in the history. Shared, never changed.
	HeldTexts []int
}

// Proposal is what a seller offers.
type Proposal struct {
	// Version counts the proposal and its edits, from 1.
	Version int
	Price   money.Money
	// Delivery is the day by which the seller means to deliver.
	Delivery policy.Date
	// Service is one of the seller's, whose cap and options count (T1.10, T1.12);
	// empty: none of them.
	Service string
	// At is when it was made or edited, Lapses when it lapses (T1.3); zero: never.
	At, Lapses time.Time
	// Unseen: an operator has not let the buyer see its description (T8.4).
	Unseen bool

	seq int // of its event
}

// Bought is the id of the transaction that the quotation became; empty before.
func (s *State) Bought() string {
	if s.Phase == Purchased {
		return s.ID
	}
	return ""
}

// RoleOf is the part somebody plays in this quotation by his id: buyer, seller, or
// nobody.
func (s *State) RoleOf(id string) policy.Role {
	switch {
	case id == "" || s.Phase == None:
		return policy.Nobody
	case id == s.Buyer:
		return policy.Buyer
	case id == s.Seller:
		return policy.Seller
	}
	return policy.Nobody
}

// Evolve applies an event. It is total, and changes nothing that it is given.
func Evolve(s State, e Event) State {
	s.Seq++
	s.LastAt = e.When()
	if text := textOf(e); text.Held() {
		s.HeldTexts = append(slices.Clip(s.HeldTexts), s.Seq)
	}
	switch e := e.(type) {
	case RequestMade:
		s.ID, s.Buyer, s.Seller, s.Service = e.ID, e.Buyer, e.Seller, e.Service
		s.Phase, s.RequestedAt = Requested, e.At
	case ProposalMade:
		s.Phase = Proposed
		s.Proposal = Proposal{
			Version: e.Version, Price: e.Price, Delivery: e.Delivery, Service: e.Service,
			At: e.At, Lapses: e.Lapses, Unseen: e.Text.Held(), seq: s.Seq,
		}
	case RequestRefused:
		s.Reason = e.Reason
		s.end(Refused, policy.Seller, e.At)
	case TakenBack:
		s.end(Withdrawn, e.By, e.At)
	case ProposalLapsed:
		s.end(Lapsed, policy.System, e.At)
	case ProposalBought:
		s.end(Purchased, policy.Buyer, e.At)
		s.Unstored = true
	case TransactionStored:
		s.Unstored = false
	case TextShown:
		s.lookedAt(e.Seq)
		s.Proposal.Unseen = s.Proposal.Unseen && e.Seq != s.Proposal.seq
	case TextWithheld:
		s.lookedAt(e.Seq)
	}
	return s
}

func (s *State) end(phase Phase, by policy.Role, at time.Time) {
	s.Phase, s.EndedBy, s.EndedAt = phase, by, at
}

// lookedAt: the words of an event wait no longer.
func (s *State) lookedAt(seq int) {
	if i := slices.Index(s.HeldTexts, seq); i >= 0 {
		s.HeldTexts = slices.Concat(s.HeldTexts[:i], s.HeldTexts[i+1:])
	}
}

// Replay is the state that a history leads to.
func Replay(events []Event) State {
	var s State
	for _, e := range events {
		s = Evolve(s, e)
	}
	return s
}
