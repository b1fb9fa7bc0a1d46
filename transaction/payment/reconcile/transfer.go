package reconcile

import (
	"time"

	"github.com/torikime/torikime/policy/money"
	"github.com/torikime/torikime/transaction/transfer"
)

// Transfer is what our books say of one movement of money that was asked for.
type Transfer struct {
	Order       transfer.Order
	RequestedAt time.Time
	// Moves are what we noted of the provider, the oldest first.
	Moves []Move
	// SettledAt is when an operator said that it was done by another way; zero: nobody
	// has.
	SettledAt time.Time
}

// Move is a movement that we noted: what the provider has done, or taken back.
type Move struct {
	At     time.Time
	Back   bool
	Amount money.Money
	// Ref is the provider's own id; empty: it gave none.
	Ref string
}

// Of reads a transfer from its history.
func Of(o transfer.Order, requested time.Time, events []transfer.Event) Transfer {
	t := Transfer{Order: o, RequestedAt: requested}
	for _, e := range events {
		switch e := e.(type) {
		case transfer.Answered:
			if e.Postings != nil {
				t.Moves = append(t.Moves, Move{At: e.At, Back: e.Status == transfer.Reversed, Amount: e.Amount, Ref: e.Ref})
			}
		case transfer.TakenOver:
			if e.How == transfer.Settle {
				t.SettledAt = e.At
			}
		}
	}
	return t
}

// done reports that, as far as we know, the provider has moved it and kept it so.
func (t *Transfer) done() bool {
	n := 0
	for i := range t.Moves {
		if t.Moves[i].Back {
			n--
		} else {
			n++
		}
	}
	return n > 0
}

// movesFrom are the moves of one direction from an instant on.
func (t *Transfer) movesFrom(from time.Time, back bool) []Move {
	var list []Move
	for _, m := range t.Moves {
		if m.Back == back && !m.At.Before(from) {
			list = append(list, m)
		}
	}
	return list
}
