package standing_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/review/standing"
)

var parts = policy.SearchWeight{Rank: 40, Completion: 30, Rating: 30}

// The weight goes from nothing to all, and who is new stands in the middle.
func TestWeight(t *testing.T) {
	t.Parallel()
	best := standing.Weight(parts, standing.Step{Place: 5, Of: 5}, standing.Ratio{Completed: 9, Of: 9}, standing.Mean{Sum: 45, Count: 9})
	require.Equal(t, standing.MaxWeight, best, "T6.5")
	worst := standing.Weight(parts, standing.Step{Of: 5}, standing.Ratio{Of: 9}, standing.Mean{Sum: 9, Count: 9})
	require.Zero(t, worst, "T6.5")
	require.Equal(t, 300_000, standing.Weight(parts, standing.Step{Of: 5}, standing.Ratio{}, standing.Mean{}), "T6.5 new: half of completion and rating")
	require.Equal(t, 80_000+225_000+225_000, standing.Weight(parts, standing.Step{Place: 1, Of: 5}, standing.Ratio{Completed: 3, Of: 4}, standing.Mean{Sum: 4, Count: 1}), "T6.5 the formula")
	require.Zero(t, standing.Weight(policy.SearchWeight{}, standing.Step{Place: 1, Of: 1}, standing.Ratio{Completed: 1, Of: 1}, standing.Mean{Sum: 5, Count: 1}))
	require.Equal(t, 500_000, standing.Weight(policy.SearchWeight{Rating: 7}, standing.Step{}, standing.Ratio{}, standing.Mean{}), "T6.5 a platform without ranks")
}

// Whoever gets better in one thing never weighs less.
func TestWeight_Monotone(t *testing.T) {
	t.Parallel()
	var ratios []standing.Ratio // ascending
	for _, completed := range []int64{0, 1, 2, 3, 4, 5, 6, 7} {
		ratios = append(ratios, standing.Ratio{Completed: completed, Of: 7})
	}
	var means []standing.Mean
	for sum := int64(3); sum <= 15; sum++ {
		means = append(means, standing.Mean{Sum: sum, Count: 3})
	}
	for _, parts := range []policy.SearchWeight{parts, {Rank: 1}, {Completion: 1}, {Rating: 1_000_000, Rank: 1}, {Rank: 1_000_000, Completion: 1_000_000, Rating: 1_000_000}} {
		for place := range 6 {
			for i := range ratios {
				for j := range means {
					w := standing.Weight(parts, standing.Step{Place: place, Of: 6}, ratios[i], means[j])
					require.GreaterOrEqual(t, standing.Weight(parts, standing.Step{Place: place + 1, Of: 6}, ratios[i], means[j]), w, "T6.5 rank")
					require.GreaterOrEqual(t, standing.Weight(parts, standing.Step{Place: place, Of: 6}, ratios[min(i+1, 7)], means[j]), w, "T6.5 completion")
					require.GreaterOrEqual(t, standing.Weight(parts, standing.Step{Place: place, Of: 6}, ratios[i], means[min(j+1, 12)]), w, "T6.5 rating")
				}
			}
		}
	}
}
