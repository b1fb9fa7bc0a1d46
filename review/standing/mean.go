package standing

import (
	"time"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/policy/money"
)

// Mean is a mean of stars, exact: a sum and how many were summed up (T6.1). The
// zero Mean is none.
type Mean struct{ Sum, Count int64 }

// None reports that there is nothing to take the mean of.
func (m Mean) None() bool { return m.Count == 0 }

// Stars is the mean as it is shown: rounded half up to one decimal (T6.1). Of
// nothing it is 0: ask None first.
func (m Mean) Stars() policy.Stars {
	if m.None() {
		return 0
	}
	return policy.Stars((20*m.Sum + m.Count) / (2 * m.Count))
}

// AtLeast compares the exact mean, not what is shown: 4.75 is shown as 4.8, and
// less. No mean is at least 0 and nothing more.
func (m Mean) AtLeast(least policy.Stars) bool {
	return least <= 0 || !m.None() && 10*m.Sum >= int64(least)*m.Count
}

func (m *Mean) add(stars int) {
	m.Sum += int64(stars)
	m.Count++
}

// Ratio is a completion rate, exact: how many of a seller's ended transactions
// were completed (T6.2). The zero Ratio is none yet.
type Ratio struct{ Completed, Of int64 }

// None reports that there is no rate yet (T6.2).
func (r Ratio) None() bool { return r.Of == 0 }

// PerMille is the rate as it is shown, in tenths of a percent, cut: 1000 means all.
// Of nothing it is 0: ask None first.
func (r Ratio) PerMille() int {
	if r.None() {
		return 0
	}
	return int(1000 * r.Completed / r.Of)
}

// AtLeast compares the exact rate. No rate is at least 0 % and nothing more.
func (r Ratio) AtLeast(least money.Rate) bool {
	const million = 1_000_000
	perMillion := least.OfUnits(million)
	return perMillion == 0 || !r.None() && million*r.Completed >= perMillion*r.Of
}

// MeanOf is the mean of the reviews that others saw at an instant: a buyer's
// average (T5.9), or a seller's rating (T6.1).
func MeanOf(reviews []Review, at time.Time) Mean {
	var m Mean
	for i := range reviews {
		if reviews[i].counts(at) {
			m.add(reviews[i].Stars)
		}
	}
	return m
}

// Averages are the means of one service's reviews.
type Averages struct {
	// Rating is that of the stars (T5.9).
	Rating Mean
	// Items are those of the private items that may be shown (T5.11), by id.
	Items map[string]Mean
}

// AveragesOf are the means of each service's reviews at an instant. The mean of an
// item is among them from the given number of published reviews on that rated it:
// fewer would tell who rated what. 0: never (T5.11).
func AveragesOf(reviews []Review, itemsFrom int, at time.Time) map[string]Averages {
	means := map[string]Averages{}
	for i := range reviews {
		r := &reviews[i]
		if !r.counts(at) {
			continue
		}
		a := means[r.Service]
		a.Rating.add(r.Stars)
		if a.Items == nil && len(r.Items) > 0 && itemsFrom > 0 {
			a.Items = map[string]Mean{}
		}
		means[r.Service] = a
		if itemsFrom <= 0 {
			continue
		}
		for id, stars := range r.Items {
			m := a.Items[id]
			m.add(stars)
			a.Items[id] = m
		}
	}
	for _, a := range means {
		for id, m := range a.Items {
			if m.Count < int64(itemsFrom) {
				delete(a.Items, id)
			}
		}
	}
	return means
}
