package ledger_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/policy/money"
	"github.com/torikime/torikime/transaction/ledger"
)

// T10.1: a trial over books says what the books say together, in every currency, and
// adds up to zero; merged from parts, it is the same.
func TestTrial(t *testing.T) {
	t.Parallel()
	currencies := []money.Currency{currency(t, "JPY"), currency(t, "USD"), currency(t, "KWD"), currency(t, "CLF")}
	r := rand.New(rand.NewPCG(5, 6))
	var whole, left, right ledger.Trial
	want := map[money.Currency]map[ledger.Account]int64{}
	for range 300 {
		c := currencies[r.IntN(len(currencies))]
		var book ledger.Book
		var list []ledger.Posting
		for range 1 + r.IntN(5) {
			from := r.IntN(len(accounts))
			to := (from + 1 + r.IntN(len(accounts)-1)) % len(accounts)
			list = append(list, ledger.Posting{From: accounts[from], To: accounts[to], Amount: money.New(1+r.Int64N(1e9), c)})
		}
		book = book.Post(list)
		part := &left
		if r.IntN(2) == 0 {
			part = &right
		}
		require.NoError(t, whole.Post(list))
		require.NoError(t, part.Post(list))
		if want[c] == nil {
			want[c] = map[ledger.Account]int64{}
		}
		for _, a := range ledger.Accounts() {
			want[c][a] += book.Balance(a)
		}
	}
	require.NoError(t, left.Merge(&right))
	require.Equal(t, whole, left, "T10.1")
	require.Equal(t, []money.Currency{currencies[3], currencies[0], currencies[2], currencies[1]}, whole.Currencies())
	for _, c := range currencies {
		var sum int64
		for _, a := range ledger.Accounts() {
			require.Equal(t, want[c][a], whole.Balance(c, a))
			sum += whole.Balance(c, a)
		}
		require.Zero(t, sum, "T10.1")
		require.Zero(t, whole.Balance(c, 99))
	}
	require.Zero(t, whole.Balance(currency(t, "EUR"), ledger.Held))
}

// The zero Trial is empty and sound.
func TestTrial_Zero(t *testing.T) {
	t.Parallel()
	var trial ledger.Trial
	require.NoError(t, trial.Check())
	require.Empty(t, trial.Currencies())
	require.NoError(t, trial.Merge(&ledger.Trial{}))
	require.NoError(t, trial.Post(nil))
	require.Contains(t, trial.String(), "payer")
}

// What is wrong is refused as a whole: nothing of it is posted.
func TestTrial_Refuses(t *testing.T) {
	t.Parallel()
	jpy := currency(t, "JPY")
	good := ledger.Posting{From: ledger.Payer, To: ledger.Held, Amount: money.New(5, jpy)}
	brim := ledger.Posting{From: ledger.Clearing, To: ledger.Held, Amount: money.New(math.MaxInt64-5, jpy)}
	var trial ledger.Trial
	require.NoError(t, trial.Post([]ledger.Posting{brim}))
	require.NoError(t, trial.Post([]ledger.Posting{good}), "to the last unit")
	for _, bad := range []ledger.Posting{
		{From: ledger.Payer, To: ledger.Held, Amount: money.New(1, jpy)},
		{From: ledger.None, To: ledger.Held, Amount: money.New(1, jpy)},
		{From: ledger.Held, To: ledger.Held, Amount: money.New(1, jpy)},
		{From: ledger.Held, To: 99, Amount: money.New(1, jpy)},
		{From: ledger.Held, To: ledger.Fees, Amount: money.New(0, jpy)},
		{From: ledger.Held, To: ledger.Fees, Amount: money.New(math.MinInt64, jpy)},
		{From: ledger.Held, To: ledger.Fees, Amount: money.New(1, money.Currency{})},
	} {
		require.ErrorContains(t, trial.Post([]ledger.Posting{{From: ledger.Held, To: ledger.Fees, Amount: money.New(1, jpy)}, {From: ledger.Payer, To: ledger.Held, Amount: money.New(1, jpy)}, bad}), "posting 2", "%+v", bad)
		require.Equal(t, int64(math.MaxInt64), trial.Balance(jpy, ledger.Held))
		require.Zero(t, trial.Balance(jpy, ledger.Fees))
	}
	var more ledger.Trial
	require.NoError(t, more.Post([]ledger.Posting{good, {From: ledger.Payer, To: ledger.Fees, Amount: money.New(7, currency(t, "USD"))}}))
	require.ErrorIs(t, trial.Merge(&more), ledger.ErrOverflow)
	require.Equal(t, []money.Currency{jpy}, trial.Currencies(), "nothing was added")
	require.ErrorIs(t, trial.Post([]ledger.Posting{good}), ledger.ErrOverflow)
	require.NoError(t, trial.Check())
}

// Less than nothing is never held: the check says where and how much.
func TestTrial_Check(t *testing.T) {
	t.Parallel()
	var trial ledger.Trial
	require.NoError(t, trial.Post([]ledger.Posting{{From: ledger.Held, To: ledger.Available, Amount: money.New(150, currency(t, "USD"))}}))
	require.ErrorContains(t, trial.Check(), "held stands at -1.50 USD, below zero")
}

// The table has a line for each account and a column for each currency.
func TestTrial_String(t *testing.T) {
	t.Parallel()
	var trial ledger.Trial
	require.NoError(t, trial.Post([]ledger.Posting{
		{From: ledger.Payer, To: ledger.Clearing, Amount: money.New(10500, currency(t, "JPY"))},
		{From: ledger.Payer, To: ledger.Held, Amount: money.New(1050, currency(t, "USD"))},
	}))
	require.Equal(t, `                JPY     USD
      payer  -10500  -10.50
       held       0   10.50
       fees       0    0.00
  available       0    0.00
    refunds       0    0.00
   clearing   10500    0.00
    payouts       0    0.00
      payee       0    0.00
`, trial.String())
}

// FuzzTrial: whatever is posted, a trial refuses it as a whole or stays at zero in all.
func FuzzTrial(f *testing.F) {
	f.Add(uint8(1), uint8(2), int64(5), uint8(2), uint8(3), int64(math.MaxInt64))
	f.Fuzz(func(t *testing.T, from, to uint8, a int64, from2, to2 uint8, b int64) {
		var trial ledger.Trial
		list := []ledger.Posting{
			{From: ledger.Account(from), To: ledger.Account(to), Amount: money.New(a, money.JPY)},
			{From: ledger.Account(from2), To: ledger.Account(to2), Amount: money.New(b, money.JPY)},
		}
		err := trial.Post(list)
		var sum int64
		for _, acc := range ledger.Accounts() {
			sum += trial.Balance(money.JPY, acc)
			if err != nil {
				require.Zero(t, trial.Balance(money.JPY, acc))
			}
		}
		require.Zero(t, sum, "T10.1")
	})
}

func BenchmarkBookPost(b *testing.B) {
	var book ledger.Book
	list := []ledger.Posting{{From: ledger.Held, To: ledger.Available, Amount: money.New(7800, money.JPY)}, {From: ledger.Held, To: ledger.Fees, Amount: money.New(2200, money.JPY)}}
	b.ReportAllocs()
	for b.Loop() {
		book = book.Post(list)
	}
}

func BenchmarkTrialPost(b *testing.B) {
	var trial ledger.Trial
	list := []ledger.Posting{{From: ledger.Held, To: ledger.Available, Amount: money.New(7800, money.JPY)}, {From: ledger.Held, To: ledger.Fees, Amount: money.New(2200, money.JPY)}}
	b.ReportAllocs()
	for b.Loop() {
		if err := trial.Post(list); err != nil {
			b.Fatal(err)
		}
	}
}
