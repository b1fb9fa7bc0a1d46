package payout

import (
	"github.com/torikime/torikime/policy/money"
	"github.com/torikime/torikime/transaction"
	"github.com/torikime/torikime/transaction/transfer"
)

// Command is what somebody wants of an account. The set is closed; the variants are
// the struct types of this file, as values. Those without an actor are the engine's
// own.
type Command interface {
	// Name is the command's printed name.
	Name() string
	command()
}

// Credit credits the transactions of a seller's that closed (T10.2); those that
// were credited before are left out.
type Credit struct {
	Seller   string
	Earnings []Earning
}

// TakeBackEarnings refunds earnings of a credited transaction, with a written reason
// (T3.15). The same Ref again is harmless.
type TakeBackEarnings struct {
	By               transaction.Actor
	Ref, Transaction string
	Amount           money.Money
	Reason           string
}

// NoteTakenBack says that the transaction has a take-back.
type NoteTakenBack struct{ Ref string }

// UndoTakenBack says that the transaction refused a take-back, and always will.
type UndoTakenBack struct{ Ref string }

// PayOut withdraws an amount of the balance (T10.5): the seller himself does.
type PayOut struct {
	By transaction.Actor
	// Amount leaves the balance; the fee is taken from it.
	Amount money.Money
	// Provider carries it out, to its own id of the seller's account.
	Provider, To string
}

// NotePayout says how the transfer of a payout stands. What is known already leaves
// no event and is no error.
type NotePayout struct {
	No int
	// Stage is Called, Confirmed, Declined or Returned.
	Stage transfer.Phase
	// Reason is the provider's word for a payout that did not arrive.
	Reason string
}

// Name is the command's printed name.
func (Credit) Name() string { return "credit" }

// Name is the command's printed name.
func (TakeBackEarnings) Name() string { return "take-back" }

// Name is the command's printed name.
func (NoteTakenBack) Name() string { return "note-taken-back" }

// Name is the command's printed name.
func (UndoTakenBack) Name() string { return "undo-taken-back" }

// Name is the command's printed name.
func (PayOut) Name() string { return "pay-out" }

// Name is the command's printed name.
func (NotePayout) Name() string { return "note-payout" }

func (Credit) command()           {}
func (TakeBackEarnings) command() {}
func (NoteTakenBack) command()    {}
func (UndoTakenBack) command()    {}
func (PayOut) command()           {}
func (NotePayout) command()       {}
