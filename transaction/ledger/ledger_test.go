package ledger_test

import (
	"encoding/json"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/policy/money"
	"github.com/torikime/torikime/transaction/ledger"
)

var accounts = []ledger.Account{
	ledger.Payer, ledger.Clearing, ledger.Payee, // these may be below zero
	ledger.Held, ledger.Fees, ledger.Available, ledger.Refunds, ledger.Payouts,
}

func currency(t testing.TB, code string) money.Currency {
	c, err := money.ParseCurrency(code)
	require.NoError(t, err)
	return c
}

// T10.1: whatever is posted, all balances add up to zero, and a posting moves its
// amount and nothing else.
func TestPostConserves(t *testing.T) {
	t.Parallel()
	jpy := currency(t, "JPY")
	r := rand.New(rand.NewPCG(1, 2))
	for range 200 {
		var book ledger.Book
		want := map[ledger.Account]int64{}
		for range 1 + r.IntN(20) {
			p := ledger.Posting{From: accounts[r.IntN(len(accounts))], To: accounts[r.IntN(len(accounts))], Amount: money.New(r.Int64N(1_000_000), jpy)}
			want[p.From] -= p.Amount.Units()
			want[p.To] += p.Amount.Units()
			before := book
			book = book.Post([]ledger.Posting{p})
			require.Zero(t, book.Sum(), "T10.1")
			require.Equal(t, before, before.Post(nil), "the book before is as it was")
		}
		for _, a := range accounts {
			require.Equal(t, want[a], book.Balance(a))
			require.Equal(t, money.New(want[a], jpy), book.Money(a))
		}
		require.Equal(t, jpy, book.Currency())
	}
}

// Check agrees with Post: what it lets through leaves no account below
// zero but those that lie outside, and Clearing; and it says why not.
func TestCheckAgreesWithPost(t *testing.T) {
	t.Parallel()
	jpy := currency(t, "JPY")
	r := rand.New(rand.NewPCG(3, 4))
	refused, posted := 0, 0
	var book ledger.Book
	for range 5000 {
		p := []ledger.Posting{{From: accounts[r.IntN(len(accounts))], To: accounts[r.IntN(len(accounts))], Amount: money.New(r.Int64N(100)-5, jpy)}}
		after := book.Post(p)
		sound := p[0].From != p[0].To && p[0].Amount.Sign() > 0
		for _, a := range accounts[3:] {
			sound = sound && after.Balance(a) >= 0
		}
		if err := book.Check(p); err != nil {
			require.False(t, sound, "%v refuses %+v", err, p)
			refused++
			continue
		}
		require.True(t, sound, "%+v", p)
		book = after
		posted++
	}
	require.NotZero(t, refused)
	require.NotZero(t, posted)
}

// Check, fault by fault; each message says what is wrong.
func TestCheckFaults(t *testing.T) {
	t.Parallel()
	jpy, usd := currency(t, "JPY"), currency(t, "USD")
	var full ledger.Book
	full = full.Post([]ledger.Posting{{From: ledger.Payer, To: ledger.Held, Amount: money.New(100, jpy)}})
	var brim ledger.Book
	brim = brim.Post([]ledger.Posting{{From: ledger.Payer, To: ledger.Held, Amount: money.New(math.MaxInt64-5, jpy)}})
	tests := []struct {
		name string
		book ledger.Book
		p    ledger.Posting
		says string
	}{
		{"no account to take from", full, ledger.Posting{To: ledger.Held, Amount: money.New(1, jpy)}, "from none"},
		{"no account to give to", full, ledger.Posting{From: ledger.Held, Amount: money.New(1, jpy)}, "to none"},
		{"an account that is none", full, ledger.Posting{From: ledger.Held, To: 99, Amount: money.New(1, jpy)}, "account(99)"},
		{"to itself", full, ledger.Posting{From: ledger.Held, To: ledger.Held, Amount: money.New(1, jpy)}, "from held to held"},
		{"nothing", full, ledger.Posting{From: ledger.Held, To: ledger.Fees, Amount: money.New(0, jpy)}, "above zero"},
		{"less than nothing", full, ledger.Posting{From: ledger.Held, To: ledger.Fees, Amount: money.New(-1, jpy)}, "above zero"},
		{"another currency", full, ledger.Posting{From: ledger.Held, To: ledger.Fees, Amount: money.New(1, usd)}, "USD"},
		{"more than there is", full, ledger.Posting{From: ledger.Held, To: ledger.Fees, Amount: money.New(101, jpy)}, "below zero"},
		{"more than fits", brim, ledger.Posting{From: ledger.Payer, To: ledger.Held, Amount: money.New(6, jpy)}, "beyond"},
	}
	for _, tt := range tests {
		t.Run("T10.1 "+tt.name, func(t *testing.T) {
			t.Parallel()
			require.ErrorContains(t, tt.book.Check([]ledger.Posting{tt.p}), tt.says)
		})
	}
	require.NoError(t, full.Check(nil))
	require.NoError(t, full.Check([]ledger.Posting{{From: ledger.Held, To: ledger.Refunds, Amount: money.New(100, jpy)}}), "to the last yen")
}

// Post is total: it never fails, and leaves out what it does not know.
func TestPostIsTotal(t *testing.T) {
	t.Parallel()
	var book ledger.Book
	book = book.Post([]ledger.Posting{{From: 77, To: ledger.Held, Amount: money.New(1, currency(t, "JPY"))}})
	require.Equal(t, ledger.Book{}, book)
	require.Zero(t, book.Balance(77))
}

// Accounts are stored by name, and only known names are read.
func TestAccountNames(t *testing.T) {
	t.Parallel()
	for _, a := range accounts {
		data, err := json.Marshal(a)
		require.NoError(t, err)
		var back ledger.Account
		require.NoError(t, json.Unmarshal(data, &back))
		require.Equal(t, a, back)
	}
	for _, bad := range []ledger.Account{ledger.None, 99} {
		_, err := bad.MarshalText()
		require.Error(t, err)
	}
	for _, bad := range []string{"", "none", "Held", "held "} {
		var a ledger.Account
		require.Error(t, a.UnmarshalText([]byte(bad)), bad)
	}
}
