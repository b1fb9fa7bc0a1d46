package money_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"math/big"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/policy/money"
)

func parse(t *testing.T, amount, code string) money.Money {
	t.Helper()
	m, err := money.Parse(amount, code)
	require.NoError(t, err)
	return m
}

// A code is three capital letters of a currency in use, and knows its digits.
func TestCurrency(t *testing.T) {
	t.Parallel()
	for code, digits := range map[string]int{"JPY": 0, "KRW": 0, "USD": 2, "EUR": 2, "BHD": 3, "CLF": 4} {
		c, err := money.ParseCurrency(code)
		require.NoError(t, err)
		require.Equal(t, code, c.String())
		require.Equal(t, digits, c.Digits())
		text, err := c.MarshalText()
		require.NoError(t, err)
		var back money.Currency
		require.NoError(t, back.UnmarshalText(text))
		require.True(t, c == back)
	}
	for _, code := range []string{"", "jpy", "JP", "JPYX", "XXX", "XAU", "J Y", "日本", "Ｊ", "DEM"} {
		_, err := money.ParseCurrency(code)
		require.ErrorContains(t, err, "such as \"JPY\"", code)
	}
	require.Equal(t, "", money.Currency{}.String())
	_, err := money.Currency{}.MarshalText()
	require.Error(t, err)
}

// An amount is plain digits, with at most the currency's digits after the point, and
// is written again with all of them.
func TestParse(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		amount, code string
		units        int64
		written      string
	}{
		{"10000", "JPY", 10000, "10000"},
		{"0", "JPY", 0, "0"},
		{"-1", "JPY", -1, "-1"},
		{"999999999999999999", "JPY", money.Max, "999999999999999999"},
		{"10.5", "USD", 1050, "10.50"},
		{"10", "USD", 1000, "10.00"},
		{"0.01", "USD", 1, "0.01"},
		{"-0.01", "USD", -1, "-0.01"},
		{"-12.30", "USD", -1230, "-12.30"},
		{"9999999999999999.99", "USD", money.Max, "9999999999999999.99"},
		{"0.001", "BHD", 1, "0.001"},
		{"1.2345", "CLF", 12345, "1.2345"},
	} {
		m, err := money.Parse(row.amount, row.code)
		require.NoError(t, err, row.amount)
		require.Equal(t, row.units, m.Units())
		require.Equal(t, row.written, m.Amount())
		require.Equal(t, row.written+" "+row.code, m.String())
		require.True(t, m == parse(t, m.Amount(), row.code), "reads back")
		require.Equal(t, row.written, m.Decimal().StringFixed(int32(m.Currency().Digits())))
		back, err := money.FromDecimal(m.Decimal(), m.Currency())
		require.NoError(t, err)
		require.True(t, m == back)
	}
}

// What is no plain amount is refused in words that say what would be right.
func TestParseRefuses(t *testing.T) {
	t.Parallel()
	for _, row := range []struct{ amount, code, says string }{
		{"", "JPY", "write digits"},
		{"-", "JPY", "write digits"},
		{" 1", "JPY", "digits 0 to 9 alone"},
		{"1 ", "JPY", "digits 0 to 9 alone"},
		{"+1", "JPY", "digits 0 to 9 alone"},
		{"--1", "JPY", "digits 0 to 9 alone"},
		{"\u22121", "JPY", "digits 0 to 9 alone"},
		{"1e3", "JPY", "digits 0 to 9 alone"},
		{"1E3", "JPY", "digits 0 to 9 alone"},
		{"0x10", "JPY", "digits 0 to 9 alone"},
		{"1_000", "JPY", "digits 0 to 9 alone"},
		{"1,000", "JPY", "digits 0 to 9 alone"},
		{"1.2.3", "USD", "digits 0 to 9 alone"},
		{"NaN", "JPY", "digits 0 to 9 alone"},
		{"Infinity", "JPY", "digits 0 to 9 alone"},
		{"１００", "JPY", "digits 0 to 9 alone"},
		{"1\xff", "JPY", "digits 0 to 9 alone"},
		{"\u202e100", "JPY", "digits 0 to 9 alone"},
		{".5", "USD", "before and after the point"},
		{"5.", "USD", "before and after the point"},
		{".", "USD", "before and after the point"},
		{"007", "JPY", "leading zeros"},
		{"00", "JPY", "leading zeros"},
		{"-0", "JPY", "no sign"},
		{"-0.00", "USD", "no sign"},
		{"1.0", "JPY", "leave the point out"},
		{"1.005", "USD", "at most 2 digits after the point"},
		{"1000000000000000000", "JPY", "at most 18 digits"},
		{"10000000000000000", "USD", "at most 16 digits before"},
		{strings.Repeat("9", 100_000), "JPY", "at most 18 digits"},
		{"1", "YEN", "no known currency"},
	} {
		_, err := money.Parse(row.amount, row.code)
		require.ErrorContains(t, err, row.says, "%q", row.amount)
		require.Less(t, len(err.Error()), 250, "a long input is not repeated whole")
	}
}

// A decimal becomes an amount only exactly; a small one that stands for a huge
// number is refused without being written out.
func TestFromDecimal(t *testing.T) {
	t.Parallel()
	for text, units := range map[string]int64{"10.50": 1050, "10.5000": 1050, "1e2": 10000, "0e99": 0, "-3": -300} {
		m, err := money.FromDecimal(decimal.RequireFromString(text), money.USD)
		require.NoError(t, err, text)
		require.Equal(t, units, m.Units())
	}
	for _, d := range []decimal.Decimal{
		decimal.RequireFromString("0.001"),
		decimal.RequireFromString("10000000000000000"),
		decimal.New(1, math.MaxInt32),
		decimal.New(1, math.MinInt32),
	} {
		_, err := money.FromDecimal(d, money.USD)
		require.Error(t, err)
	}
	_, err := money.FromDecimal(decimal.New(1, 0), money.Currency{})
	require.Error(t, err)
}

// Sums are exact or an error: never of two currencies, never out of range.
func TestArithmetic(t *testing.T) {
	t.Parallel()
	yen := func(n int64) money.Money { return money.New(n, money.JPY) }
	sum, err := yen(3).Add(yen(4))
	require.NoError(t, err)
	require.True(t, sum == yen(7))
	difference, err := yen(3).Sub(yen(4))
	require.NoError(t, err)
	require.True(t, difference == yen(-1))
	require.Equal(t, -1, difference.Sign())
	require.True(t, yen(0).IsZero())
	require.True(t, yen(5).Neg() == yen(-5))

	order, err := yen(3).Cmp(yen(4))
	require.NoError(t, err)
	require.Equal(t, -1, order)
	_, err = yen(3).Cmp(money.New(3, money.USD))
	require.ErrorIs(t, err, money.ErrCurrency)
	_, err = yen(3).Add(money.New(3, money.USD))
	require.ErrorIs(t, err, money.ErrCurrency)
	_, err = money.Money{}.Add(money.Money{})
	require.Error(t, err, "nothing has a currency")

	for _, pair := range [][2]int64{
		{money.Max, 1}, {-money.Max, -1}, {math.MaxInt64, 1}, {math.MinInt64, -1},
		{math.MaxInt64, math.MinInt64}, {math.MinInt64, math.MinInt64},
	} {
		_, err := yen(pair[0]).Add(yen(pair[1]))
		require.ErrorIs(t, err, money.ErrOverflow, "%v", pair)
		_, err = yen(pair[0]).Sub(yen(-pair[1]))
		require.ErrorIs(t, err, money.ErrOverflow, "%v", pair)
	}
}

// An amount in JSON has exactly one form, and nothing like it is taken.
func TestJSON(t *testing.T) {
	t.Parallel()
	written, err := json.Marshal(money.New(10000, money.JPY))
	require.NoError(t, err)
	require.Equal(t, `{"amount":"10000","currency":"JPY"}`, string(written))
	var m money.Money
	require.NoError(t, json.Unmarshal([]byte(` { "currency" : "USD", "amount": "1.5" } `), &m))
	require.True(t, m == money.New(150, money.USD))

	before := m
	for _, row := range []struct{ text, says string }{
		{`null`, "an object"},
		{`"10000"`, "an object"},
		{`10000`, "an object"},
		{`[]`, "an object"},
		{`{}`, `"amount" is missing`},
		{`{"amount":"1"}`, `"currency" is missing`},
		{`{"currency":"JPY"}`, `"amount" is missing`},
		{`{"amount":1,"currency":"JPY"}`, `"amount" must be a string`},
		{`{"amount":null,"currency":"JPY"}`, `"amount" must be a string`},
		{`{"amount":{"amount":"1"},"currency":"JPY"}`, `"amount" must be a string`},
		{`{"amount":"1","amount":"2","currency":"JPY"}`, "stands twice"},
		{`{"amount":"1","currency":"JPY","tax":"0"}`, `"tax" is no field`},
		{`{"Amount":"1","currency":"JPY"}`, `"Amount" is no field`},
		{`{"amount":"1","currency":"jpy"}`, "no known currency"},
	} {
		require.ErrorContains(t, json.Unmarshal([]byte(row.text), &m), row.says, row.text)
		require.True(t, m == before, "a refused amount changes nothing")
	}
	require.ErrorContains(t, m.UnmarshalJSON([]byte(`{"amount":"1","currency":"JPY"} {}`)), "follows")
	require.Error(t, m.UnmarshalJSON([]byte(`{"amount":"1"`)))

	_, err = json.Marshal(money.Money{})
	require.Error(t, err, "the zero Money is no amount")
	_, err = json.Marshal(money.New(money.Max+1, money.JPY))
	require.ErrorIs(t, err, money.ErrOverflow)
}

// Parts add up to the whole, and none is a unit or more away from its exact share.
func TestSplitAgainstExactFractions(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(1, 2))
	for range 3000 {
		units := random.Int64N(money.Max) >> random.IntN(60)
		if random.IntN(2) == 0 {
			units = -units
		}
		weights := make([]int64, 1+random.IntN(7))
		total := new(big.Int)
		for i := range weights {
			weights[i] = random.Int64N(math.MaxInt64/8) >> random.IntN(62)
			total.Add(total, big.NewInt(weights[i]))
		}
		if total.Sign() == 0 {
			weights[0], total = 1, big.NewInt(1)
		}
		parts, err := money.New(units, money.JPY).Split(weights...)
		require.NoError(t, err)
		left := units
		for i, p := range parts {
			left -= p.Units()
			// |part·total − units·weight| < total
			exact := new(big.Int).Mul(big.NewInt(units), big.NewInt(weights[i]))
			off := new(big.Int).Sub(new(big.Int).Mul(big.NewInt(p.Units()), total), exact)
			require.Negative(t, off.CmpAbs(total), "%d by %v", units, weights)
		}
		require.Zero(t, left, "%d by %v", units, weights)
	}
}

// What is left over goes to the part that was cut most, the first of several; weights
// that mean nothing are refused.
func TestSplit(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		units   int64
		weights []int64
		want    []int64
	}{
		{100, []int64{1, 1, 1}, []int64{34, 33, 33}},
		{-100, []int64{1, 1, 1}, []int64{-34, -33, -33}},
		{5, []int64{3, 7}, []int64{2, 3}},
		{1, []int64{0, 1}, []int64{0, 1}},
		{0, []int64{1, 2}, []int64{0, 0}},
		{7, []int64{1}, []int64{7}},
		{money.Max, []int64{1, 1}, []int64{money.Max/2 + 1, money.Max / 2}},
		{10, []int64{math.MaxInt64 - 1, 1}, []int64{10, 0}},
	} {
		parts, err := money.New(row.units, money.JPY).Split(row.weights...)
		require.NoError(t, err)
		var got []int64
		for _, p := range parts {
			got = append(got, p.Units())
		}
		require.Equal(t, row.want, got)
	}
	for _, weights := range [][]int64{nil, {0}, {0, 0}, {1, -1}, {math.MaxInt64, 1}} {
		_, err := money.New(1, money.JPY).Split(weights...)
		require.Error(t, err, "%v", weights)
	}
	_, err := money.Money{}.Split(1)
	require.Error(t, err)
	_, err = money.New(math.MinInt64, money.JPY).Split(1)
	require.True(t, errors.Is(err, money.ErrOverflow))
}

// Whatever Parse takes it writes back to the same amount, and it never panics.
func FuzzParse(f *testing.F) {
	for _, seed := range []string{"10000", "-0.01", "1e9", "+1", "00", "1.", "999999999999999999"} {
		f.Add(seed, "JPY")
		f.Add(seed, "USD")
	}
	f.Fuzz(func(t *testing.T, amount, code string) {
		m, err := money.Parse(amount, code)
		if err != nil {
			return
		}
		back, err := money.Parse(m.Amount(), m.Currency().String())
		require.NoError(t, err)
		require.True(t, m == back)
		d := decimal.RequireFromString(amount)
		require.True(t, d.Equal(m.Decimal()), "decimal reads the same number")
	})
}

// Whatever UnmarshalJSON takes is written in the one form, and reads back.
func FuzzJSON(f *testing.F) {
	f.Add([]byte(`{"amount":"10000","currency":"JPY"}`))
	f.Add([]byte(`{"amount":"1","amount":"2","currency":"JPY"}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		var m money.Money
		if m.UnmarshalJSON(data) != nil {
			return
		}
		written, err := m.MarshalJSON()
		require.NoError(t, err)
		var back money.Money
		require.NoError(t, back.UnmarshalJSON(written))
		require.True(t, m == back)
	})
}

func ExampleMoney_Split() {
	parts, _ := money.New(10000, money.JPY).Split(1, 1, 1)
	fmt.Println(parts)
	// Output: [3334 JPY 3333 JPY 3333 JPY]
}

func BenchmarkParse(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		_, _ = money.Parse("10000", "JPY")
	}
}

func BenchmarkAdd(b *testing.B) {
	b.ReportAllocs()
	m, n := money.New(10000, money.JPY), money.New(1, money.JPY)
	for b.Loop() {
		_, _ = m.Add(n)
	}
}

func BenchmarkMarshalJSON(b *testing.B) {
	b.ReportAllocs()
	m := money.New(10000, money.JPY)
	for b.Loop() {
		_, _ = m.MarshalJSON()
	}
}

func BenchmarkUnmarshalJSON(b *testing.B) {
	b.ReportAllocs()
	data := []byte(`{"amount":"10000","currency":"JPY"}`)
	for b.Loop() {
		var m money.Money
		_ = m.UnmarshalJSON(data)
	}
}

func BenchmarkSplit(b *testing.B) {
	b.ReportAllocs()
	m := money.New(10000, money.JPY)
	for b.Loop() {
		_, _ = m.Split(3, 3, 1)
	}
}
