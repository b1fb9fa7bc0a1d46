package ledger

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/torikime/torikime/policy/money"
)

// Trial is a trial balance: what stands in each account over many books, in every
// currency that occurs. The zero Trial is empty and ready to use. It is not safe for
// concurrent use; trials that were made side by side are brought together by Merge.
type Trial struct {
	balances map[money.Currency]*[accounts]int64
}

// ErrOverflow: a balance goes beyond what an int64 holds.
var ErrOverflow = errors.New("ledger: a balance beyond what an int64 holds")

// Post applies postings of any currencies. It fails for a posting that no Book
// takes, and with ErrOverflow; nothing is posted then.
func (t *Trial) Post(postings []Posting) error {
	for i := range postings {
		if err := t.post(&postings[i]); err != nil {
			for k := i - 1; k >= 0; k-- {
				t.undo(&postings[k])
			}
			return fmt.Errorf("posting %d: %w", i, err)
		}
	}
	return nil
}

func (t *Trial) post(p *Posting) error {
	if err := p.check(); err != nil {
		return err
	}
	b, units := t.in(p.Amount.Currency()), p.Amount.Units()
	if b[p.To] > math.MaxInt64-units || b[p.From] < math.MinInt64+units {
		return fmt.Errorf("%w: %s from %s to %s", ErrOverflow, p.Amount, p.From, p.To)
	}
	b[p.From] -= units
	b[p.To] += units
	return nil
}

func (t *Trial) undo(p *Posting) {
	b := t.in(p.Amount.Currency())
	b[p.From] += p.Amount.Units()
	b[p.To] -= p.Amount.Units()
}

// in is the balances of a currency.
func (t *Trial) in(c money.Currency) *[accounts]int64 {
	b := t.balances[c]
	if b == nil {
		if t.balances == nil {
			t.balances = map[money.Currency]*[accounts]int64{}
		}
		b = new([accounts]int64)
		t.balances[c] = b
	}
	return b
}

// Merge adds another trial's balances. It fails with ErrOverflow; nothing is added then.
func (t *Trial) Merge(other *Trial) error {
	for c, theirs := range other.balances {
		mine := t.balances[c]
		for a := range accounts {
			if mine != nil && (theirs[a] > 0 && mine[a] > math.MaxInt64-theirs[a] || theirs[a] < 0 && mine[a] < math.MinInt64-theirs[a]) {
				return fmt.Errorf("%w: %s in %s", ErrOverflow, a, c)
			}
		}
	}
	for c, theirs := range other.balances {
		mine := t.in(c)
		for a := range accounts {
			mine[a] += theirs[a]
		}
	}
	return nil
}

// Balance is what stands in an account, in the currency's smallest units.
func (t *Trial) Balance(c money.Currency, a Account) int64 {
	b := t.balances[c]
	if b == nil || a >= accounts {
		return 0
	}
	return b[a]
}

// Currencies lists those that were posted in, by their code.
func (t *Trial) Currencies() []money.Currency {
	list := make([]money.Currency, 0, len(t.balances))
	for c := range t.balances {
		list = append(list, c)
	}
	slices.SortFunc(list, func(a, b money.Currency) int { return strings.Compare(a.String(), b.String()) })
	return list
}

// Check says in which currency the balances do not add up to zero, and by how much
// (T10.1), and where less than nothing is held, owed or on its way. nil: the books
// are sound.
func (t *Trial) Check() error {
	var wrong []error
	for _, c := range t.Currencies() {
		b, sum := t.balances[c], int64(0)
		for _, units := range b {
			sum += units // balances add up to zero, also if a part of them does not fit
		}
		if sum != 0 {
			wrong = append(wrong, fmt.Errorf("ledger: %s is off by %s; the balances have to add up to zero", c, money.New(sum, c).Amount()))
		}
		for _, a := range [...]Account{Held, Refunds, Payouts} {
			if b[a] < 0 {
				wrong = append(wrong, fmt.Errorf("ledger: %s stands at %s, below zero", a, money.New(b[a], c)))
			}
		}
	}
	return errors.Join(wrong...)
}

// String is a table for people: a line for each account, a column for each currency.
func (t *Trial) String() string {
	var out strings.Builder
	w := tabwriter.NewWriter(&out, 0, 0, 2, ' ', tabwriter.AlignRight)
	list := t.Currencies()
	for _, c := range list {
		fmt.Fprintf(w, "\t%s", c)
	}
	fmt.Fprintln(w, "\t")
	for _, a := range Accounts() {
		fmt.Fprint(w, a)
		for _, c := range list {
			fmt.Fprintf(w, "\t%s", money.New(t.Balance(c, a), c).Amount())
		}
		fmt.Fprintln(w, "\t")
	}
	w.Flush()
	return out.String()
}
