package standing_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/policy/money"
	"github.com/torikime/torikime/review/standing"
)

const micro = time.Microsecond

// tokyo is an instant of Tokyo's calendar.
func tokyo(year, month, day, hour int) time.Time {
	return time.Date(year, time.Month(month), day, hour-9, 0, 0, 0, time.UTC)
}

func yen(units int64) money.Money { return money.New(units, money.JPY) }

func preset(t testing.TB, change ...func(*policy.Policy)) *policy.Policy {
	t.Helper()
	p, err := policy.Preset("coconala")
	require.NoError(t, err)
	for _, f := range change {
		f(p)
	}
	return p
}

// sales are n sales of an amount each, all at one instant.
func sales(n int, at time.Time, each money.Money) []standing.Sale {
	list := make([]standing.Sale, n)
	for i := range list {
		list[i] = standing.Sale{At: at, Revenue: each}
	}
	return list
}

func stars(at time.Time, each ...int) []standing.Review {
	list := make([]standing.Review, len(each))
	for i, n := range each {
		list[i] = standing.Review{At: at, Service: "logo", Stars: n}
	}
	return list
}

func instants(n int, at time.Time) []time.Time {
	list := make([]time.Time, n)
	for i := range list {
		list[i] = at
	}
	return list
}

// A mean is shown rounded half up to one decimal, and compared exactly.
func TestMean(t *testing.T) {
	t.Parallel()
	cases := []struct {
		name       string
		sum, count int64
		shown      string
		atLeast48  bool
	}{
		{"T6.1 all alike", 10, 2, "5.0", true},
		{"T6.1 half is rounded up", 19, 4, "4.8", false}, // 4.75: shown as 4.8, and less
		{"T6.1 just below half", 474, 100, "4.7", false},
		{"T6.1 exactly the demand", 24, 5, "4.8", true},
		{"T6.1 a third", 13, 3, "4.3", false},
		{"T6.1 T5.10 automatic stars alone", 3, 3, "1.0", false},
		{"T6.1 a lot", 5_000_000_000_000, 1_000_000_000_000, "5.0", true},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			m := standing.Mean{Sum: c.sum, Count: c.count}
			require.Equal(t, c.shown, m.Stars().String())
			require.Equal(t, c.atLeast48, m.AtLeast(48))
		})
	}
	var none standing.Mean
	require.True(t, none.None())
	require.Zero(t, none.Stars())
	require.True(t, none.AtLeast(0))
	require.False(t, none.AtLeast(1))
}

// A completion rate is exact, and none before anything has ended.
func TestRatio(t *testing.T) {
	t.Parallel()
	cases := []struct {
		name          string
		completed, of int64
		shown         int
		atLeast90     bool
	}{
		{"T6.2 all", 3, 3, 1000, true},
		{"T6.2 exactly the demand", 9, 10, 900, true},
		{"T6.2 just below it", 899_999, 1_000_000, 899, false},
		{"T6.2 almost all is not all", 99_999, 100_000, 999, true},
		{"T6.2 none completed", 0, 4, 0, false},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			r := standing.Ratio{Completed: c.completed, Of: c.of}
			require.Equal(t, c.shown, r.PerMille())
			require.Equal(t, c.atLeast90, r.AtLeast(money.MustRate("90")))
		})
	}
	var none standing.Ratio
	require.True(t, none.None())
	require.Zero(t, none.PerMille())
	require.True(t, none.AtLeast(money.Rate{}))
	require.False(t, none.AtLeast(money.MustRate("0.0001")))
}

// A fact counts from its own instant on: not a microsecond before.
func TestOf_FromTheInstantOn(t *testing.T) {
	t.Parallel()
	p, at := preset(t), tokyo(2030, 5, 7, 12)
	f := standing.Facts{
		Sales: sales(1, at, yen(1000)), Cancels: instants(1, at.Add(time.Hour)),
		Reviews: stars(at, 4), Pauses: []time.Time{at.Add(-time.Hour), at, at.Add(-2 * time.Hour)},
	}
	before := standing.Of(&f, p, standing.Month{}, at.Add(-micro))
	require.True(t, before.Rating.None(), "T6.1 T5.8 a blind review counts once it is shown")
	require.True(t, before.Completion.None(), "T6.2 none yet is no rate")
	require.Equal(t, at.Add(-time.Hour), before.LastPause)
	now := standing.Of(&f, p, standing.Month{}, at)
	require.Equal(t, standing.Mean{Sum: 4, Count: 1}, now.Rating)
	require.Equal(t, standing.Ratio{Completed: 1, Of: 1}, now.Completion)
	require.Equal(t, at, now.LastPause, "T3.9")
	later := standing.Of(&f, p, standing.Month{}, at.Add(time.Hour))
	require.Equal(t, standing.Ratio{Completed: 1, Of: 2}, later.Completion)
	require.Empty(t, later.Rank)

	nobody := standing.Of(&standing.Facts{}, p, standing.Month{}, at)
	require.Empty(t, nobody.Rank)
	require.True(t, nobody.Rating.None() && nobody.Completion.None() && nobody.LastPause.IsZero())
	require.Empty(t, nobody.Figures.Revenue)

	odd := standing.Facts{Reviews: stars(at, 0, -1, 6, 5)}
	require.Equal(t, standing.Mean{Sum: 5, Count: 1}, standing.Of(&odd, p, standing.Month{}, at).Rating, "T5.3 what is no review counts nowhere")
}

// ranked is a seller who in the three months before April 2030 has sold ten times
// for 100,000 yen, at 90 % and 4.8, was checked and was there.
func ranked() standing.Facts {
	at := tokyo(2030, 2, 11, 12)
	return standing.Facts{
		Sales: sales(10, at, yen(10_000)), Cancels: instants(1, at), Reviews: stars(at, 5, 5, 5, 5, 4),
		Person: standing.Person{CheckedAt: at, Seen: []time.Time{tokyo(2030, 3, 20, 0), tokyo(2020, 1, 1, 0)}},
	}
}

// Each rank asks for what the table says, on the point and right below it.
func TestRanks(t *testing.T) {
	t.Parallel()
	april := tokyo(2030, 4, 1, 0)
	from := tokyo(2030, 1, 1, 0)
	old := tokyo(2029, 6, 1, 0)
	cases := []struct {
		name   string
		change func(*standing.Facts)
		want   string
	}{
		{"T6.3 everything for platinum", func(*standing.Facts) {}, "platinum"},
		{"T6.3 a yen less is gold", func(f *standing.Facts) { f.Sales[0].Revenue = yen(9_999) }, "gold"},
		{"T6.3 50,000 yen are gold", func(f *standing.Facts) { f.Sales = sales(10, f.Sales[0].At, yen(5_000)) }, "gold"},
		{"T6.3 a yen less is silver", func(f *standing.Facts) {
			f.Sales = append(sales(9, f.Sales[0].At, yen(5_000)), sales(1, f.Sales[0].At, yen(4_999))...)
		}, "silver"},
		{"T6.3 another currency is no yen", func(f *standing.Facts) {
			f.Sales = sales(10, f.Sales[0].At, money.New(1_000_000, money.USD))
		}, "silver"},
		{"T6.3 shown as 4.8 is not 4.8", func(f *standing.Facts) { f.Reviews = stars(f.Sales[0].At, 5, 5, 5, 4) }, "silver"},
		{"T6.3 no rating in the window", func(f *standing.Facts) { f.Reviews = stars(old, 5) }, "silver"},
		{"T6.3 a rating of somewhere else in time", func(f *standing.Facts) { f.Reviews = append(f.Reviews, stars(old, 1, 1, 1)...) }, "platinum"},
		{"T6.3 an automatic star of the window", func(f *standing.Facts) { f.Reviews = append(f.Reviews, stars(from, 1)...) }, "silver"},
		{"T6.3 identity not checked", func(f *standing.Facts) { f.Person.CheckedAt = time.Time{} }, "silver"},
		{"T6.3 identity checked at the recompute", func(f *standing.Facts) { f.Person.CheckedAt = april }, "silver"},
		{"T6.3 identity checked right before it", func(f *standing.Facts) { f.Person.CheckedAt = april.Add(-micro) }, "platinum"},
		{"T6.3 seen a month before", func(f *standing.Facts) { f.Person.Seen = []time.Time{tokyo(2030, 3, 1, 0)} }, "platinum"},
		{"T6.3 seen more than a month before", func(f *standing.Facts) { f.Person.Seen = []time.Time{tokyo(2030, 3, 1, 0).Add(-micro)} }, "silver"},
		{"T6.3 seen only afterwards", func(f *standing.Facts) { f.Person.Seen = []time.Time{april} }, "silver"},
		{"T6.3 never seen", func(f *standing.Facts) { f.Person.Seen = nil }, "silver"},
		{"T6.3 under 90 %", func(f *standing.Facts) { f.Cancels = instants(2, from) }, "bronze"},
		{"T6.3 85 % exactly is silver", func(f *standing.Facts) {
			f.Sales, f.Cancels = sales(17, from, yen(1)), instants(3, from)
		}, "silver"},
		{"T6.3 nine sales are not silver", func(f *standing.Facts) { f.Sales, f.Cancels = sales(9, from, yen(1)), nil }, "regular"},
		{"T6.3 nine and one before are bronze", func(f *standing.Facts) {
			f.Sales, f.Cancels = append(sales(9, from, yen(1)), sales(1, old, yen(1))...), nil
		}, "bronze"},
		{"T6.3 under 80 % is regular", func(f *standing.Facts) { f.Cancels = instants(3, from) }, "regular"},
		{"T6.3 no rate in the window is regular", func(f *standing.Facts) { f.Sales, f.Cancels = sales(20, old, yen(1)), nil }, "regular"},
		{"T6.3 one sale ever is regular", func(f *standing.Facts) { f.Sales = sales(1, old, yen(1)) }, "regular"},
		{"T6.3 no sale is no rank", func(f *standing.Facts) { f.Sales = nil }, ""},
		{"T6.3 a sale at the recompute is the next month's", func(f *standing.Facts) { f.Sales = sales(100, april, yen(9_999)) }, ""},
		{"T6.3 more than an amount can be", func(f *standing.Facts) {
			f.Sales = sales(10, from, money.New(money.Max, money.JPY))
		}, "platinum"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			f := ranked()
			c.change(&f)
			got := standing.Of(&f, preset(t), standing.Month{}, april)
			require.Equal(t, c.want, got.Rank, "%+v", got.Figures)
		})
	}
}

// The numbers that led to a rank stand beside it.
func TestFigures(t *testing.T) {
	t.Parallel()
	f := ranked()
	f.Sales = append(f.Sales, standing.Sale{At: f.Sales[0].At, Revenue: money.New(7, money.USD)}, standing.Sale{At: tokyo(2020, 1, 1, 0), Revenue: yen(1)})
	got := standing.Of(&f, preset(t), standing.Month{}, tokyo(2030, 4, 30, 0)).Figures
	require.Equal(t, standing.Figures{
		SalesEver: 12, Sales: 11, Revenue: []money.Money{yen(100_000), money.New(7, money.USD)},
		Completion: standing.Ratio{Completed: 11, Of: 12}, Rating: standing.Mean{Sum: 24, Count: 5},
		IdentityChecked: true, SeenAt: tokyo(2030, 3, 20, 0),
	}, got, "T6.3")
}

// A service's averages are its own, and an item's is shown from enough reviews on.
func TestAveragesOf(t *testing.T) {
	t.Parallel()
	at := tokyo(2030, 5, 1, 0)
	rated := func(service string, after time.Duration, n int, items map[string]int) standing.Review {
		return standing.Review{At: at.Add(after), Service: service, Stars: n, Items: items}
	}
	reviews := []standing.Review{
		rated("logo", 0, 5, map[string]int{"quality": 5, "schedule": 4}),
		rated("logo", 0, 4, map[string]int{"quality": 4}),
		rated("logo", time.Hour, 1, map[string]int{"quality": 2}),
		rated("logo", 0, 1, nil),
		rated("jingle", 0, 3, map[string]int{"quality": 1}),
	}
	got := standing.AveragesOf(reviews, 3, at.Add(time.Hour-micro))
	require.Equal(t, standing.Mean{Sum: 10, Count: 3}, got["logo"].Rating, "T5.9 the service's own")
	require.Empty(t, got["logo"].Items, "T5.11 two published reviews rated it")
	got = standing.AveragesOf(reviews, 3, at.Add(time.Hour))
	require.Equal(t, map[string]standing.Mean{"quality": {Sum: 11, Count: 3}}, got["logo"].Items, "T5.11 three did")
	require.Empty(t, got["jingle"].Items)
	require.Equal(t, standing.Mean{Sum: 3, Count: 1}, got["jingle"].Rating)
	require.Len(t, standing.AveragesOf(reviews, 1, at)["logo"].Items, 2, "T5.11 a policy's number")
	require.Nil(t, standing.AveragesOf(reviews, 0, at.Add(time.Hour))["logo"].Items, "T5.11 off")
	require.Equal(t, standing.Mean{Sum: 13, Count: 4}, standing.MeanOf(reviews, at), "T5.9 over all services")
}
