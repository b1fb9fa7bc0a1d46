package web

import (
	"net/http"

	"github.com/torikime/torikime/examples/marketplace/market"
	"github.com/torikime/torikime/policy/money"
)

// booksPage is the trial balance of the whole marketplace (T10.1).
type booksPage struct {
	Sound  bool
	Fault  string
	Trials []trial
	Now    moment
}

// trial is one currency's: what came from outside or is missing stands on the left,
// what is owed or was earned on the right, and both sides add up to the same.
type trial struct {
	Currency    string
	Rows        []trialRow
	Left, Right money.Money
}

// trialRow is one account; one of the two sides is nil.
type trialRow struct {
	Account     string
	Left, Right *money.Money
}

// books adds up all books, for operators.
func (v *visit) books() error {
	if !v.in {
		return status(http.StatusUnauthorized)
	}
	b, err := v.market.TrialBalance(v.r.Context(), v.viewer())
	if err != nil {
		return err
	}
	page := booksPage{Sound: b.Sound, Fault: b.Fault, Now: v.moment(v.market.Now())}
	for i := range b.Currencies {
		page.Trials = append(page.Trials, trialOf(&b.Currencies[i]))
	}
	return v.show(http.StatusOK, "books", "books.title", page)
}

func trialOf(c *market.CurrencyTrial) trial {
	t := trial{Currency: c.Currency}
	var left, right int64
	for i := range c.Accounts {
		row, b := trialRow{Account: c.Accounts[i].Account}, c.Accounts[i].Balance
		switch n := b.Units(); {
		case n < 0:
			out := b.Neg()
			row.Left = &out
			left -= n
		case n > 0:
			row.Right = &b
			right += n
		}
		t.Rows = append(t.Rows, row)
		t.Left, t.Right = money.New(left, b.Currency()), money.New(right, b.Currency())
	}
	return t
}
