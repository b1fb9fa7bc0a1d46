// Package payout is the small machine of one seller's account in one currency:
// what he has earned, what an operator took back of it, and what he withdrew
// (T10.2, T10.5, T3.15).
//
// It is pure, and works as package transaction does: Decide judges a command,
// Evolve applies an event. Nothing happens in it by time alone. A refund of
// earnings after the close is decided here before the transaction hears of it: so a
// refund and a payout can never both take the same money.
package payout

import (
	"cmp"
	"iter"
	"slices"
	"time"

	"github.com/torikime/torikime/policy/money"
	"github.com/torikime/torikime/transaction/ledger"
	"github.com/torikime/torikime/transaction/transfer"
)

// Earning is what one closed transaction brought its seller.
type Earning struct {
	Transaction string
	// Amount is what the close made available; it may be nothing.
	Amount   money.Money
	ClosedAt time.Time
}

// TakeBack is earnings that an operator refunds to the buyer after the close (T3.15).
type TakeBack struct {
	// Ref names the decision, here and in the transaction.
	Ref, Transaction string
	Amount           money.Money
	// By is the operator's id.
	By string
	// Seq is its event, from 1.
	Seq int
}

// Payout is one withdrawal (T10.5).
type Payout struct {
	// No counts the payouts of the account, from 1.
	No int
	// Amount leaves the balance: Fee is the platform's, Net goes to the seller.
	Amount, Fee, Net money.Money
	// Provider carries it out; To is its own id of the seller's account.
	Provider, To string
	// Stage is Asked, Called, Confirmed, Declined or Returned.
	Stage transfer.Phase
	// Reason is the provider's word for a payout that did not arrive.
	Reason               string
	RequestedAt, EndedAt time.Time
	// Seq is the event that asked for it, from 1.
	Seq int

	taken int64 // of the balance; less than Amount after a loss (PayoutConfirmed.Lost)
}

// UnderWay reports a payout of which nobody knows yet how it ends.
func (p *Payout) UnderWay() bool { return p.Stage == transfer.Asked || p.Stage == transfer.Called }

// State is what decisions about one account need. It is a value; Evolve returns
// another. The zero State is the account of a seller who has earned nothing yet.
type State struct {
	Seller   string
	Currency money.Currency
	// Credited is all that was ever earned, TakenBack what operators refunded of it,
	// in smallest units.
	Credited, TakenBack int64
	// Transactions counts those that were credited, Payouts the payouts.
	Transactions, Payouts int
	// Open are the payouts under way, the oldest first. Shared, never changed.
	Open []Payout
	// Uncopied are the take-backs that their transactions may not know of yet.
	// Shared, never changed.
	Uncopied []TakeBack
	// Seq is the number of events so far, LastAt the instant of the last (T0.6).
	Seq    int
	LastAt time.Time
	// Book has what was withdrawn; what was earned stands in the transactions' books.
	Book ledger.Book

	// What only grows hangs together, the newest first, so that an event costs the
	// same however many came before it.
	credits *cell[Earning]
	taken   *cell[undoable]
	ended   *cell[Payout]
}

// cell is one of a list that shares its rest with the states before it.
type cell[T any] struct {
	first T
	rest  *cell[T]
}

func (c *cell[T]) all() iter.Seq[T] {
	return func(yield func(T) bool) {
		for ; c != nil; c = c.rest {
			if !yield(c.first) {
				return
			}
		}
	}
}

// undoable is a take-back, or the end of one that its transaction refused.
type undoable struct {
	TakeBack
	undone bool
}

// Balance is what the seller can withdraw. It is never below zero.
func (s *State) Balance() money.Money { return money.New(s.balance(), s.Currency) }

func (s *State) balance() int64 {
	return s.Credited - s.TakenBack + s.Book.Balance(ledger.Available)
}

// Credits are the transactions that were credited, the last one first.
func (s *State) Credits() iter.Seq[Earning] { return s.credits.all() }

// Left is what can still be refunded of one transaction's earnings (T3.15): what
// was not taken back yet, and not more than the balance.
func (s *State) Left(transaction string) money.Money {
	var left int64
	for c := range s.credits.all() {
		if c.Transaction == transaction {
			left += c.Amount.Units()
		}
	}
	for t := range s.taken.all() {
		if t.Transaction != transaction {
			continue
		}
		if t.undone {
			left += t.Amount.Units()
		} else {
			left -= t.Amount.Units()
		}
	}
	return money.New(max(0, min(left, s.balance())), s.Currency)
}

// TookBack finds the take-back that a Ref names; one that was undone is none.
func (s *State) TookBack(ref string) (TakeBack, bool) {
	for t := range s.taken.all() {
		if t.Ref == ref {
			return t.TakeBack, !t.undone
		}
	}
	return TakeBack{}, false
}

// uncopied is the place of a take-back among those that were not copied; -1: it was.
func (s *State) uncopied(ref string) int {
	return slices.IndexFunc(s.Uncopied, func(t TakeBack) bool { return t.Ref == ref })
}

// History is every payout as it stands now, the last one first.
func (s *State) History() []Payout {
	list := slices.Clone(s.Open)
	known := map[int]bool{}
	for p := range s.ended.all() {
		if !known[p.No] { // of one that ended twice, the last end
			known[p.No] = true
			list = append(list, p)
		}
	}
	slices.SortFunc(list, func(a, b Payout) int { return cmp.Compare(b.No, a.No) })
	return list
}

// payout finds a payout by its number.
func (s *State) payout(no int) (Payout, bool) {
	for _, p := range s.Open {
		if p.No == no {
			return p, true
		}
	}
	for p := range s.ended.all() {
		if p.No == no {
			return p, true
		}
	}
	return Payout{}, false
}

// Evolve applies an event. It is total, and changes nothing that it is given.
func Evolve(s State, e Event) State {
	s.Seq++
	if e == nil {
		return s
	}
	s.LastAt = e.When()
	s.Book = s.Book.Post(PostingsOf(e))
	switch e := e.(type) {
	case Credited:
		s.Seller, s.Currency = e.Seller, e.Amount.Currency()
		s.Credited += e.Amount.Units()
		s.Transactions++
		s.credits = &cell[Earning]{Earning{e.Transaction, e.Amount, e.ClosedAt}, s.credits}
	case TakenBack:
		t := TakeBack{Ref: e.Ref, Transaction: e.Transaction, Amount: e.Amount, By: e.By, Seq: s.Seq}
		s.TakenBack += e.Amount.Units()
		s.taken = &cell[undoable]{undoable{t, false}, s.taken}
		s.Uncopied = append(slices.Clip(s.Uncopied), t)
	case TakenBackStored:
		s.copied(e.Ref)
	case TakenBackUndone:
		s.undone(e.Ref)
	case PayoutRequested:
		s.Payouts = e.No
		s.Open = append(slices.Clip(s.Open), Payout{
			No: e.No, Amount: e.Amount, Fee: e.Fee, Net: e.Net, Provider: e.Provider, To: e.To,
			Stage: transfer.Asked, RequestedAt: e.At, Seq: s.Seq, taken: e.Amount.Units(),
		})
	case PayoutSent:
		s.sent(e.No)
	case PayoutConfirmed:
		s.end(e.No, e.At, transfer.Confirmed, "", e.Lost.Units())
	case PayoutDeclined:
		s.end(e.No, e.At, transfer.Declined, e.Reason, 0)
	case PayoutReturned:
		s.end(e.No, e.At, transfer.Returned, e.Reason, 0)
	}
	return s
}

func (s *State) copied(ref string) {
	if i := s.uncopied(ref); i >= 0 {
		s.Uncopied = slices.Concat(s.Uncopied[:i], s.Uncopied[i+1:])
	}
}

func (s *State) undone(ref string) {
	if t, ok := s.TookBack(ref); ok {
		s.TakenBack -= t.Amount.Units()
		s.taken = &cell[undoable]{undoable{t, true}, s.taken}
		s.copied(ref)
	}
}

func (s *State) sent(no int) {
	s.Open = slices.Clone(s.Open)
	for i := range s.Open {
		if s.Open[i].No == no {
			s.Open[i].Stage = transfer.Called
		}
	}
}

// end takes a payout from those under way, or gives one that has ended another end.
func (s *State) end(no int, at time.Time, stage transfer.Phase, reason string, lost int64) {
	p, ok := s.payout(no)
	if !ok {
		return
	}
	p.Stage, p.Reason, p.EndedAt, p.taken = stage, reason, at, p.Amount.Units()-lost
	s.ended = &cell[Payout]{p, s.ended}
	if i := slices.IndexFunc(s.Open, func(o Payout) bool { return o.No == no }); i >= 0 {
		s.Open = slices.Concat(s.Open[:i], s.Open[i+1:])
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
