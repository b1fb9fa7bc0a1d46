// Package ledger keeps the money of one transaction by double entry: an amount
// always moves from one account to another, so nothing is created, lost or
// rounded away (T10.1).
package ledger

import (
	"fmt"
	"math"

	"github.com/torikime/torikime/policy/money"
)

// Account is one account of a transaction's book. Stored by name; numbers are
// only ever appended.
type Account uint8

// The accounts.
const (
	// None is no account; a posting with it is invalid.
	None Account = iota
	// Payer is the buyer's own money, outside. Its balance is what he brought, below zero.
	Payer
	// Held is what the platform holds until the close or the cancel.
	Held
	// Fees is the platform's income.
	Fees
	// Available is what the seller has earned and can withdraw.
	Available
	// Refunds is what is owed back to the buyer.
	Refunds
	// Clearing is what providers have moved and no transaction or seller's account has
	// heard of yet: above zero what came in, below zero what went out. It is zero once
	// everybody knows.
	Clearing
	// Payouts is what is on its way to sellers.
	Payouts
	// Payee is the sellers' own money, outside. Its balance is what they were paid.
	Payee
	accounts
)

var names = [accounts]string{"none", "payer", "held", "fees", "available", "refunds", "clearing", "payouts", "payee"}

// Accounts lists all accounts, in their order.
func Accounts() []Account {
	list := make([]Account, 0, accounts-1)
	for a := Payer; a < accounts; a++ {
		list = append(list, a)
	}
	return list
}

// String is the account's stored and printed name.
func (a Account) String() string {
	if a < accounts {
		return names[a]
	}
	return fmt.Sprintf("account(%d)", uint8(a))
}

// MarshalText writes the account's name.
func (a Account) MarshalText() ([]byte, error) {
	if a == None || a >= accounts {
		return nil, fmt.Errorf("ledger: %s has no name", a)
	}
	return []byte(names[a]), nil
}

// UnmarshalText reads an account's name.
func (a *Account) UnmarshalText(text []byte) error {
	for i := Payer; i < accounts; i++ {
		if names[i] == string(text) {
			*a = i
			return nil
		}
	}
	return fmt.Errorf("ledger: no account %q", text)
}

// Posting moves an amount from one account to another. It cannot be unbalanced.
type Posting struct {
	From   Account     `json:"from"`
	To     Account     `json:"to"`
	Amount money.Money `json:"amount"`
}

// check says what is wrong with a posting on any book, if anything.
func (p *Posting) check() error {
	switch {
	case p.From == None || p.To == None || p.From >= accounts || p.To >= accounts || p.From == p.To:
		return fmt.Errorf("ledger: from %s to %s; two different accounts are right", p.From, p.To)
	case p.Amount.Sign() <= 0:
		return fmt.Errorf("ledger: %s from %s to %s; an amount above zero is right", p.Amount, p.From, p.To)
	case p.Amount.Currency() == (money.Currency{}):
		return fmt.Errorf("ledger: %d from %s to %s without a currency", p.Amount.Units(), p.From, p.To)
	}
	return nil
}

// Book is the balances of one transaction, all in one currency, in its smallest
// unit. The zero Book is empty and takes the currency of its first posting.
// It is a value: Post returns another.
type Book struct {
	balance  [accounts]int64
	currency money.Currency
}

// Currency is the book's currency; the zero Currency while it is empty.
func (b *Book) Currency() money.Currency { return b.currency }

// Balance is what stands in an account, in smallest units.
func (b *Book) Balance(a Account) int64 {
	if a >= accounts {
		return 0
	}
	return b.balance[a]
}

// Money is Balance as an amount of the book's currency.
func (b *Book) Money(a Account) money.Money { return money.New(b.Balance(a), b.currency) }

// Check says what is wrong with postings on this book, if anything: an unknown
// account, an amount that is not above zero, another currency, a balance beyond
// what an int64 holds, or an account below zero that never may be: of a transaction
// all but what lies outside (Payer, Payee) and Clearing.
func (b *Book) Check(postings []Posting) error {
	after, err := b.post(postings)
	if err != nil {
		return err
	}
	for _, a := range [...]Account{Held, Fees, Available, Refunds, Payouts} {
		if after.balance[a] < 0 {
			return fmt.Errorf("ledger: %s would stand at %d, below zero", a, after.balance[a])
		}
	}
	return nil
}

// Post applies postings that were checked when they were decided. It is total:
// it never fails, so that a stored history always replays.
func (b Book) Post(postings []Posting) Book {
	for i := range postings {
		p := &postings[i]
		if p.From >= accounts || p.To >= accounts {
			continue
		}
		if b.currency == (money.Currency{}) {
			b.currency = p.Amount.Currency()
		}
		b.balance[p.From] -= p.Amount.Units()
		b.balance[p.To] += p.Amount.Units()
	}
	return b
}

// Sum adds up all balances: zero, always.
func (b *Book) Sum() int64 {
	var sum int64
	for _, v := range b.balance {
		sum += v
	}
	return sum
}

func (b Book) post(postings []Posting) (Book, error) {
	for i, p := range postings {
		if err := p.check(); err != nil {
			return b, fmt.Errorf("posting %d: %w", i, err)
		}
		units := p.Amount.Units()
		switch {
		case b.currency != (money.Currency{}) && p.Amount.Currency() != b.currency:
			return b, fmt.Errorf("ledger: posting %d is in %s, the book in %s", i, p.Amount.Currency(), b.currency)
		case b.balance[p.To] > math.MaxInt64-units || b.balance[p.From] < math.MinInt64+units:
			return b, fmt.Errorf("ledger: posting %d of %s goes beyond what the book holds", i, p.Amount)
		}
		b = b.Post(postings[i : i+1])
	}
	return b, nil
}
