package standing_test

import (
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/review/standing"
)

// Ranks are computed at 0:00 of the policy's day, where the policy's offset holds,
// over full calendar months, whatever their length.
func TestMonthOf(t *testing.T) {
	t.Parallel()
	day := func(n int) func(*policy.Policy) { return func(p *policy.Policy) { p.Standing.RecomputeDay = n } }
	offset := func(text string) func(*policy.Policy) {
		return func(p *policy.Policy) { p.Time.Offset, _ = policy.ParseOffset(text) }
	}
	months := func(n int) func(*policy.Policy) { return func(p *policy.Policy) { p.Standing.Months = n } }
	utc := func(text string) time.Time {
		at, err := time.Parse(time.RFC3339, text)
		require.NoError(t, err)
		return at
	}
	cases := []struct {
		name, at             string
		on, from, to, next   string
		change, changeOffset func(*policy.Policy)
	}{
		{name: "T6.3 the 1st in Tokyo", at: "2030-01-10T00:00:00Z", on: "2029-12-31T15:00:00Z", from: "2029-09-30T15:00:00Z", to: "2029-12-31T15:00:00Z", next: "2030-01-31T15:00:00Z"},
		{name: "T6.3 after a leap day", at: "2028-03-01T00:00:00Z", on: "2028-02-29T15:00:00Z", from: "2027-11-30T15:00:00Z", to: "2028-02-29T15:00:00Z", next: "2028-03-31T15:00:00Z"},
		{name: "T6.3 on a leap day", at: "2028-02-29T14:59:59.999999Z", on: "2028-01-31T15:00:00Z", from: "2027-10-31T15:00:00Z", to: "2028-01-31T15:00:00Z", next: "2028-02-29T15:00:00Z"},
		{name: "T6.3 on the point", at: "2028-02-29T15:00:00Z", on: "2028-02-29T15:00:00Z", from: "2027-11-30T15:00:00Z", to: "2028-02-29T15:00:00Z", next: "2028-03-31T15:00:00Z"},
		{name: "T6.3 a year without one", at: "2029-02-28T15:00:00Z", on: "2029-02-28T15:00:00Z", from: "2028-11-30T15:00:00Z", to: "2029-02-28T15:00:00Z", next: "2029-03-31T15:00:00Z"},
		{name: "T6.3 the 15th, before it", at: "2030-04-14T14:59:59.999999Z", change: day(15), on: "2030-03-14T15:00:00Z", from: "2029-11-30T15:00:00Z", to: "2030-02-28T15:00:00Z", next: "2030-04-14T15:00:00Z"},
		{name: "T6.3 the 15th", at: "2030-04-14T15:00:00Z", change: day(15), on: "2030-04-14T15:00:00Z", from: "2029-12-31T15:00:00Z", to: "2030-03-31T15:00:00Z", next: "2030-05-14T15:00:00Z"},
		{name: "T6.3 the 28th in February", at: "2029-02-27T15:00:00Z", change: day(28), on: "2029-02-27T15:00:00Z", from: "2028-10-31T15:00:00Z", to: "2029-01-31T15:00:00Z", next: "2029-03-27T15:00:00Z"},
		{name: "T6.3 west of UTC", at: "2030-01-01T04:59:59.999999Z", changeOffset: offset("-05:00"), on: "2029-12-01T05:00:00Z", from: "2029-09-01T05:00:00Z", to: "2029-12-01T05:00:00Z", next: "2030-01-01T05:00:00Z"},
		{name: "T6.3 UTC", at: "2030-01-01T00:00:00Z", changeOffset: offset("+00:00"), on: "2030-01-01T00:00:00Z", from: "2029-10-01T00:00:00Z", to: "2030-01-01T00:00:00Z", next: "2030-02-01T00:00:00Z"},
		{name: "T6.3 ten years", at: "2030-06-15T00:00:00Z", change: months(120), on: "2030-05-31T15:00:00Z", from: "2020-05-31T15:00:00Z", to: "2030-05-31T15:00:00Z", next: "2030-06-30T15:00:00Z"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			p := preset(t)
			for _, f := range []func(*policy.Policy){c.change, c.changeOffset} {
				if f != nil {
					f(p)
				}
			}
			m := standing.MonthOf(p, utc(c.at))
			require.Equal(t, []time.Time{utc(c.on), utc(c.from), utc(c.to), utc(c.next)}, []time.Time{m.At, m.From, m.To, m.Next})
			require.Equal(t, m, standing.MonthOf(p, m.At), "on the point")
			require.Equal(t, m, standing.MonthOf(p, m.Next.Add(-micro)), "until the next")
			require.Equal(t, m.Next, standing.MonthOf(p, m.Next).At)
		})
	}
}

// A rank holds from one recompute to the next, and a sale counts in the month of
// Tokyo to which it belongs.
func TestRankHolds(t *testing.T) {
	t.Parallel()
	p := preset(t)
	edge := tokyo(2030, 4, 1, 0)
	rank := func(sold, at time.Time) string {
		f := standing.Facts{Sales: sales(10, sold, yen(1))}
		return standing.Of(&f, p, standing.Month{}, at).Rank
	}
	require.Equal(t, "silver", rank(edge.Add(-micro), edge), "T6.3 the last microsecond of March")
	require.Empty(t, rank(edge.Add(-micro), edge.Add(-micro)), "T6.3 computed on the 1st alone")
	require.Empty(t, rank(edge, tokyo(2030, 5, 1, 0).Add(-micro)))
	require.Equal(t, "silver", rank(edge, tokyo(2030, 5, 1, 0)), "T6.3 April's")
	require.Equal(t, "silver", rank(edge, tokyo(2030, 8, 1, 0).Add(-micro)), "T6.3 until the window has left April behind")
	require.Equal(t, "regular", rank(edge, tokyo(2030, 8, 1, 0)))
}

// A policy that begins between two recomputes changes no rank before the next one.
func TestNewPolicyWaits(t *testing.T) {
	t.Parallel()
	old := preset(t)
	strict := preset(t, func(p *policy.Policy) { p.Standing.Ranks = []policy.Rank{{ID: "master", SalesEver: 5}} })
	f := standing.Facts{Sales: sales(10, tokyo(2030, 3, 1, 0), yen(1))}
	at := tokyo(2030, 4, 20, 0)
	got := standing.Of(&f, strict, standing.MonthOf(old, at), at)
	require.Equal(t, "silver", got.Rank, "T6.3 as it was computed on the 1st")
	require.Equal(t, "master", standing.Of(&f, strict, standing.Month{}, got.Next).Rank)
}

// What has happened decides, not when it was stored, in which order it is read,
// or when somebody asks (T0.8).
func TestOf_OrderAndLatenessChangeNothing(t *testing.T) {
	t.Parallel()
	for seed := range uint64(200) {
		r := rand.New(rand.NewPCG(seed, 6))
		p := preset(t, func(p *policy.Policy) { p.Standing.RecomputeDay = 1 + r.IntN(28) })
		all := randomFacts(r)
		at := tokyo(2030, 1, 1, 0).Add(time.Duration(r.Int64N(int64(400 * 24 * time.Hour)))).Truncate(micro)
		want := standing.Of(&all, p, standing.Month{}, at)

		shuffled := shuffle(r, all)
		require.Equal(t, want, standing.Of(&shuffled, p, standing.Month{}, at), "T0.8 T6.3 seed %d: the order", seed)

		// What happens later, and only that, can be missing: every month that is
		// closed stays as it was.
		known := until(all, at)
		require.Equal(t, want, standing.Of(&known, p, standing.Month{}, at), "T6.1 T6.2 T6.3 seed %d: what comes later", seed)
		closed := until(all, want.Month.At.Add(-micro))
		again := standing.Of(&closed, p, standing.Month{}, at)
		require.Equal(t, want.Rank, again.Rank, "T6.3 seed %d: a closed month", seed)
		require.Equal(t, want.Figures, again.Figures)

		// Within one month the rank is one.
		other := want.Month.At.Add(time.Duration(r.Int64N(int64(want.Next.Sub(want.Month.At))))).Truncate(micro)
		require.Equal(t, want.Rank, standing.Of(&all, p, standing.Month{}, other).Rank, "T6.3 seed %d: at %s", seed, other)
	}
}

func randomFacts(r *rand.Rand) standing.Facts {
	at := func() time.Time {
		if r.IntN(4) == 0 { // at and around the edges of months
			return tokyo(2029, 6+r.IntN(22), 1+14*r.IntN(2), 0).Add(time.Duration(r.IntN(3)-1) * micro)
		}
		return tokyo(2029, 6, 1, 0).Add(time.Duration(r.Int64N(int64(700 * 24 * time.Hour)))).Truncate(micro)
	}
	var f standing.Facts
	for range r.IntN(60) {
		f.Sales = append(f.Sales, standing.Sale{At: at(), Revenue: yen(r.Int64N(20_000))})
	}
	for range r.IntN(8) {
		f.Cancels = append(f.Cancels, at())
		f.Pauses = append(f.Pauses, at())
		f.Person.Seen = append(f.Person.Seen, at())
	}
	for range r.IntN(20) {
		f.Reviews = append(f.Reviews, standing.Review{At: at(), Stars: 4 + r.IntN(2)})
	}
	f.Person.CheckedAt = at()
	return f
}

func shuffle(r *rand.Rand, f standing.Facts) standing.Facts {
	f.Sales, f.Cancels, f.Reviews = slices.Clone(f.Sales), slices.Clone(f.Cancels), slices.Clone(f.Reviews)
	f.Pauses, f.Person.Seen = slices.Clone(f.Pauses), slices.Clone(f.Person.Seen)
	r.Shuffle(len(f.Sales), func(i, j int) { f.Sales[i], f.Sales[j] = f.Sales[j], f.Sales[i] })
	r.Shuffle(len(f.Cancels), func(i, j int) { f.Cancels[i], f.Cancels[j] = f.Cancels[j], f.Cancels[i] })
	r.Shuffle(len(f.Reviews), func(i, j int) { f.Reviews[i], f.Reviews[j] = f.Reviews[j], f.Reviews[i] })
	r.Shuffle(len(f.Pauses), func(i, j int) { f.Pauses[i], f.Pauses[j] = f.Pauses[j], f.Pauses[i] })
	r.Shuffle(len(f.Person.Seen), func(i, j int) { f.Person.Seen[i], f.Person.Seen[j] = f.Person.Seen[j], f.Person.Seen[i] })
	return f
}

// until is what had happened by an instant.
func until(f standing.Facts, at time.Time) standing.Facts {
	f.Sales = slices.DeleteFunc(slices.Clone(f.Sales), func(s standing.Sale) bool { return s.At.After(at) })
	f.Reviews = slices.DeleteFunc(slices.Clone(f.Reviews), func(r standing.Review) bool { return r.At.After(at) })
	late := func(t time.Time) bool { return t.After(at) }
	f.Cancels = slices.DeleteFunc(slices.Clone(f.Cancels), late)
	f.Pauses = slices.DeleteFunc(slices.Clone(f.Pauses), late)
	f.Person.Seen = slices.DeleteFunc(slices.Clone(f.Person.Seen), late)
	if late(f.Person.CheckedAt) {
		f.Person.CheckedAt = time.Time{}
	}
	return f
}
