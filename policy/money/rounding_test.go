package money_test

import (
	"encoding/json"
	"math"
	"math/big"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/policy/money"
)

var everyRounding = []money.Rounding{money.HalfUp, money.HalfEven, money.Up, money.Down}

// Every rounding at the units at which it matters: 50 % of 1, 3 and 5 is 0.5, 1.5
// and 2.5; the opposite of an amount is rounded to the opposite.
func TestRoundings(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		name, rate string
		units      int64
		want       [4]int64 // half up, half even, up, down
	}{
		{"T1.11 nothing", "50", 0, [4]int64{0, 0, 0, 0}},
		{"T1.11 0.5", "50", 1, [4]int64{1, 0, 1, 0}},
		{"T1.11 1", "50", 2, [4]int64{1, 1, 1, 1}},
		{"T1.11 1.5", "50", 3, [4]int64{2, 2, 2, 1}},
		{"T1.11 2.5", "50", 5, [4]int64{3, 2, 3, 2}},
		{"T1.11 just above 2.5", "50.01", 5, [4]int64{3, 3, 3, 2}},
		{"T1.11 just below 2.5", "49.99", 5, [4]int64{2, 2, 3, 2}},
		{"T1.11 hardly anything", "0.0001", 1, [4]int64{0, 0, 1, 0}},
		{"T1.11 hardly less than all", "99.9999", 1, [4]int64{1, 1, 1, 0}},
		{"T1.11 all of the most", "100", math.MaxInt64, [4]int64{math.MaxInt64, math.MaxInt64, math.MaxInt64, math.MaxInt64}},
		{"T1.11 half of the most", "50", math.MaxInt64, [4]int64{math.MaxInt64/2 + 1, math.MaxInt64/2 + 1, math.MaxInt64/2 + 1, math.MaxInt64 / 2}},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			for i, how := range everyRounding {
				require.Equal(t, row.want[i], money.MustRate(row.rate).RoundUnits(row.units, how), how.String())
				require.Equal(t, -row.want[i], money.MustRate(row.rate).RoundUnits(-row.units, how), "%s of the opposite", how)
			}
		})
	}
	for _, how := range everyRounding {
		require.Equal(t, int64(math.MinInt64), money.MustRate("100").RoundUnits(math.MinInt64, how), how.String())
	}
}

// The fast way agrees with big fractions everywhere.
func TestRoundingsAgainstBig(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(5, 6))
	for range 5000 {
		units := random.Int64() >> random.IntN(63)
		millionths := random.Int64N(1_000_001)
		if random.IntN(3) == 0 {
			millionths = 500_000
		}
		rate := money.MustRate(big.NewRat(millionths, 10_000).FloatString(4))
		part, rest := new(big.Int).QuoRem(new(big.Int).Mul(big.NewInt(units), big.NewInt(millionths)), big.NewInt(1_000_000), new(big.Int))
		twice := new(big.Int).Lsh(rest, 1).Cmp(big.NewInt(1_000_000))
		for _, how := range everyRounding {
			up := map[money.Rounding]bool{
				money.HalfUp: twice >= 0, money.HalfEven: twice > 0 || twice == 0 && part.Bit(0) == 1, money.Up: rest.Sign() > 0,
			}[how]
			want := part.Int64()
			if up {
				want++
			}
			require.Equal(t, want, rate.RoundUnits(units, how), "%s %% of %d, %s", rate, units, how)
		}
	}
}

// A rounding is written by its name; what is none is refused.
func TestRoundingNames(t *testing.T) {
	t.Parallel()
	for i, name := range money.Roundings() {
		text, err := json.Marshal(money.Rounding(i))
		require.NoError(t, err)
		require.Equal(t, `"`+name+`"`, string(text))
		var back money.Rounding
		require.NoError(t, json.Unmarshal(text, &back))
		require.Equal(t, money.Rounding(i), back)
	}
	var r money.Rounding
	require.ErrorContains(t, r.UnmarshalText([]byte("banker")), "half_even")
	_, err := money.Rounding(9).MarshalText()
	require.Error(t, err)
	money.Roundings()[0] = "changed"
	require.Equal(t, "half_up", money.HalfUp.String())
}
