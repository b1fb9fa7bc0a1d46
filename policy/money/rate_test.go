package money_test

import (
	"encoding/json"
	"math"
	"math/big"
	"math/rand/v2"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/policy/money"
)

// A rate is a percentage from 0 to 100 with at most four digits after the point.
func TestRate(t *testing.T) {
	t.Parallel()
	for text, shown := range map[string]string{
		"0": "0", "22": "22", "5.5": "5.5", "5.50": "5.5", "0.0001": "0.0001", "100": "100", "100.0000": "100", "12.3456": "12.3456",
	} {
		r, err := money.ParseRate(text)
		require.NoError(t, err)
		require.Equal(t, shown, r.String())
		written, err := json.Marshal(r)
		require.NoError(t, err)
		require.Equal(t, `"`+shown+`"`, string(written))
		var back money.Rate
		require.NoError(t, json.Unmarshal(written, &back))
		require.True(t, r == back)
	}
	for _, text := range []string{"", "-1", "100.0001", "101", "5.00001", "5%", "５", "1e1", "+5", ".5", "999999999999999999999"} {
		_, err := money.ParseRate(text)
		require.Error(t, err, text)
		require.Panics(t, func() { money.MustRate(text) })
	}
	var r money.Rate
	require.Error(t, json.Unmarshal([]byte(`5.5`), &r), "a number is no rate: it could be a float")
}

// Fees are rounded half up to the smallest unit.
func TestRateRoundsHalfUp(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		name  string
		rate  string
		units int64
		want  int64
	}{
		{"T1.11 seller's fee", "22", 10000, 2200},
		{"T1.11 buyer's fee", "5.5", 10000, 550},
		{"T1.11 exactly half goes up", "5.5", 100, 6},
		{"T1.11 just under half goes down", "5.4999", 100, 5},
		{"T1.11 just over half goes up", "5.5001", 100, 6},
		{"T1.11 half of one", "50", 1, 1},
		{"T1.11 of a debt, the same away from zero", "50", -1, -1},
		{"T1.11 no rate", "0", 10000, 0},
		{"T1.11 of nothing", "22", 0, 0},
		{"T1.11 all of the most", "100", math.MaxInt64, math.MaxInt64},
		{"T1.11 all of the least", "100", math.MinInt64, math.MinInt64},
		{"T1.11 half of the most", "50", math.MaxInt64, math.MaxInt64/2 + 1},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			r := money.MustRate(row.rate)
			require.Equal(t, row.want, r.OfUnits(row.units))
			require.True(t, r.Of(money.New(row.units, money.JPY)) == money.New(row.want, money.JPY))
		})
	}
}

// The fast way agrees with decimals and with big fractions everywhere.
func TestRateAgainstDecimal(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(3, 4))
	for range 5000 {
		units := random.Int64() >> random.IntN(63)
		if random.IntN(2) == 0 {
			units = -units
		}
		millionths := random.Int64N(1_000_001)
		percent := decimal.New(millionths, -4)
		got := money.MustRate(percent.String()).OfUnits(units)

		exact := decimal.New(units, 0).Mul(percent).Div(decimal.New(100, 0))
		require.Equal(t, exact.Round(0).String(), decimal.New(got, 0).String(), "%s %% of %d", percent, units)

		// floor((2·|units|·rate + 10⁶) / (2·10⁶)), with the sign of units
		n := new(big.Int).Mul(big.NewInt(units), big.NewInt(2*millionths))
		n.Abs(n).Add(n, big.NewInt(1_000_000)).Quo(n, big.NewInt(2_000_000))
		if units < 0 {
			n.Neg(n)
		}
		require.Equal(t, n.Int64(), got)
	}
}

// A fee costs no allocation. (Allocations are counted with no other test beside.)
func TestRateAllocatesNothing(t *testing.T) {
	r, m := money.MustRate("5.5"), money.New(12345, money.JPY)
	require.Zero(t, testing.AllocsPerRun(100, func() { m = r.Of(m); _ = r.OfUnits(m.Units()) }))
}

func BenchmarkRateOfUnits(b *testing.B) {
	b.ReportAllocs()
	r := money.MustRate("5.5")
	for b.Loop() {
		r.OfUnits(12345)
	}
}
