package standing

import "github.com/torikime/torikime/policy"

// MaxWeight is the largest weight in a search (T6.5).
const MaxWeight = 1_000_000

// Step is a place on a ladder of ranks: 0 is below the first, Of the highest.
type Step struct{ Place, Of int }

// Weight is a seller's weight in a search, 0 to MaxWeight, the larger the better
// (T6.5): the mean of three shares, weighted by the policy's parts and cut to a
// whole number.
//
//	rank        place / number of ranks; without a rank 0, as below the first
//	completion  the rate; none yet: 1/2
//	rating      (mean − 1) / 4; none yet: 1/2, as three stars
//
// A share that grows never makes the weight smaller. Whoever is new stands in the
// middle, neither before those who have proved themselves nor behind those who
// have failed.
func Weight(parts policy.SearchWeight, rank Step, completion Ratio, rating Mean) int {
	sum := int64(parts.Rank) + int64(parts.Completion) + int64(parts.Rating)
	if sum <= 0 {
		return 0
	}
	return int((int64(parts.Rank)*share(int64(rank.Place), int64(rank.Of), 0) +
		int64(parts.Completion)*share(completion.Completed, completion.Of, MaxWeight/2) +
		int64(parts.Rating)*share(rating.Sum-rating.Count, 4*rating.Count, MaxWeight/2)) / sum)
}

// share is part/whole of MaxWeight; of nothing it is none.
func share(part, whole, none int64) int64 {
	if whole == 0 {
		return none
	}
	return MaxWeight * part / whole
}
