package reconcile

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"github.com/torikime/torikime/policy/money"
	"github.com/torikime/torikime/transaction/transfer"
)

// Kind is in what two books differ. It is stable, and for programs.
type Kind string

// The kinds, the gravest first. What is wrong about money that moved at the
// provider comes before what is wrong in our own books.
const (
	// Twice: the provider has done more than was asked for (T10.3).
	Twice Kind = "twice"
	// UnknownHere: the provider moved money for no transfer of ours.
	UnknownHere Kind = "unknown_here"
	// MissingThere: we noted a movement that the provider does not have.
	MissingThere Kind = "missing_there"
	// CameBack: the provider took it back, and we have it as done.
	CameBack Kind = "came_back"
	// NotReversed: we noted that it came back, and the provider has it as done.
	NotReversed Kind = "not_reversed"
	// NotNoted: the provider has done it, and we wait for it or think it failed.
	NotNoted Kind = "not_noted"
	// Amount and Currency: both have it, and not the same of it.
	Amount   Kind = "amount"
	Currency Kind = "currency"
	// OtherProvider: the transfer is one that another provider was to carry out.
	OtherProvider Kind = "other_provider"
	// DuplicateLine: the report has a line more than once. It counts once.
	DuplicateLine Kind = "duplicate_line"
	// UnreadableLine: no movement can be as a line of the report says.
	UnreadableLine Kind = "unreadable_line"
	// OffBalance: the trial balance is not sound (T10.1).
	OffBalance Kind = "off_balance"
	// Clearing: what the provider moved and what its transaction, or the seller's
	// account, heard of differ, though nothing is on its way.
	Clearing Kind = "clearing"
	// Held: a transaction has ended, and money is held in its book.
	Held Kind = "held"
	// RefundOwed: a refund was decided, and no transfer was made for it.
	RefundOwed Kind = "refund_owed"
	// SettledByOperator: an operator decided about it. It is no difference.
	SettledByOperator Kind = "settled_by_operator"
)

// Kinds are all kinds of differences, in their order.
func Kinds() []Kind {
	return []Kind{
		Twice, UnknownHere, MissingThere, CameBack, NotReversed, NotNoted, Amount, Currency, OtherProvider,
		DuplicateLine, UnreadableLine, OffBalance, Clearing, Held, RefundOwed,
	}
}

// Heals reports a kind that goes away once the transfer is looked up.
func (k Kind) Heals() bool { return k == NotNoted || k == CameBack || k == NotReversed }

// waits reports a kind that is none yet while it is young: the report, or the word of
// the provider, may be on its way.
func (k Kind) waits() bool {
	switch k {
	case MissingThere, CameBack, NotReversed, NotNoted, Clearing, Held, RefundOwed:
		return true
	}
	return false
}

// Difference is one thing in which the provider's books and ours differ, or in which
// ours contradict themselves. It is data: Text and ToDo have the words.
type Difference struct {
	Kind Kind `json:"kind"`
	// Provider is empty for what is wrong in our own books alone.
	Provider string `json:"provider,omitempty"`
	// Transfer and Transaction are our ids, Ref the provider's own; each may be empty.
	Transfer    string `json:"transfer,omitempty"`
	Transaction string `json:"transaction,omitempty"`
	Ref         string `json:"ref,omitempty"`
	// Deed is what was moved; 0: it is about a book and no transfer.
	Deed transfer.Kind `json:"deed,omitempty"`
	// Ours and Theirs are what either says was moved. Of a book, Ours stands there.
	Ours   money.Money `json:"ours,omitzero"`
	Theirs money.Money `json:"theirs,omitzero"`
	// Since is when it began, in UTC; zero: not known.
	Since time.Time `json:"since,omitzero"`
	// Note is a detail for engineers, in English.
	Note string `json:"note,omitempty"`
}

// Pair is one sum in both books.
type Pair struct {
	Ours   money.Money `json:"ours"`
	Theirs money.Money `json:"theirs"`
}

// Sum is what moved at the provider in one currency, less what came back. What both
// have counts where the provider's instant lies. A sum beyond money.Max stays there.
type Sum struct {
	Currency money.Currency `json:"currency"`
	Captured Pair           `json:"captured"`
	Refunded Pair           `json:"refunded"`
	PaidOut  Pair           `json:"paid_out"`
}

// Report is what a reconciliation found.
type Report struct {
	Provider string `json:"provider"`
	// From and To are the window, [From, To), and At when it was made; all in UTC.
	From time.Time `json:"from"`
	To   time.Time `json:"to"`
	At   time.Time `json:"at"`
	// Lines and Transfers are how many were compared.
	Lines     int `json:"lines"`
	Transfers int `json:"transfers"`
	// Differences are by kind, then the oldest first.
	Differences []Difference `json:"differences"`
	// Settled is what operators decided about: expected, and no difference.
	Settled []Difference `json:"settled"`
	// Young counts what differs for less than the grace period: not yet a difference.
	Young int `json:"young"`
	// ByAmount counts lines without a name that were taken for the transfer of the
	// same amount that lacked one.
	ByAmount int `json:"by_amount"`
	// Hinted counts the transfers that are looked up because of Options.Heal.
	Hinted int   `json:"hinted"`
	Sums   []Sum `json:"sums"`
}

// Clean reports that nothing differs. What is young may yet.
func (r *Report) Clean() bool { return len(r.Differences) == 0 }

// Of are the differences of one kind.
func (r *Report) Of(k Kind) []Difference {
	var list []Difference
	for i := range r.Differences {
		if r.Differences[i].Kind == k {
			list = append(list, r.Differences[i])
		}
	}
	return list
}

func (r *Report) sort() {
	rank := map[Kind]int{}
	for i, k := range Kinds() {
		rank[k] = i
	}
	for _, list := range [][]Difference{r.Differences, r.Settled} {
		slices.SortFunc(list, func(a, b Difference) int {
			return cmp.Or(
				cmp.Compare(rank[a.Kind], rank[b.Kind]), a.Since.Compare(b.Since),
				cmp.Compare(a.Transfer, b.Transfer), cmp.Compare(a.Transaction, b.Transaction), cmp.Compare(a.Ref, b.Ref),
				cmp.Compare(a.Theirs.Units(), b.Theirs.Units()),
			)
		})
	}
	slices.SortFunc(r.Sums, func(a, b Sum) int { return strings.Compare(a.Currency.String(), b.Currency.String()) })
}

// sums adds movements up by currency.
type sums map[money.Currency]*Sum

func (s sums) add(k transfer.Kind, amount money.Money, back, ours, theirs bool) {
	cur := amount.Currency()
	sum := s[cur]
	if sum == nil {
		none := Pair{money.New(0, cur), money.New(0, cur)}
		sum = &Sum{cur, none, none, none}
		s[cur] = sum
	}
	pair := &sum.Captured
	switch k {
	case transfer.Refund:
		pair = &sum.Refunded
	case transfer.Payout:
		pair = &sum.PaidOut
	}
	if back {
		amount = amount.Neg()
	}
	if ours {
		pair.Ours = limited(pair.Ours, amount)
	}
	if theirs {
		pair.Theirs = limited(pair.Theirs, amount)
	}
}

// limited is a sum of two amounts of at most money.Max each.
func limited(a, b money.Money) money.Money {
	units := a.Units() + b.Units() // twice money.Max fits an int64
	return money.New(max(-money.Max, min(money.Max, units)), a.Currency())
}
