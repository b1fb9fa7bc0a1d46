package standing

import (
	"cmp"
	"slices"
	"time"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/policy/money"
)

// Standing is how a seller stands at an instant.
type Standing struct {
	// At is that instant.
	At time.Time
	// Rating is the mean of all published stars up to then (T6.1).
	Rating Mean
	// Completion is his completion rate up to then (T6.2).
	Completion Ratio
	// Rank is the id of his rank since the last recompute; empty: none (T6.3).
	Rank string
	// Month is that recompute, Figures are the numbers that led to the rank.
	Month   Month
	Figures Figures
	// Next is when ranks are computed next.
	Next time.Time
	// LastPause is when a cancel last stopped all his services (T3.9); zero: never.
	// Which of them he has resumed since, each service says itself (T6.4).
	LastPause time.Time
	// Weight is his weight in a search (T6.5).
	Weight int
}

// Figures are what a rank is judged by: what was known just before its recompute.
type Figures struct {
	// SalesEver and Sales count completed transactions: all, and those in the month's window.
	SalesEver, Sales int64
	// Revenue is the sum of the sales in the window, for each currency, in the order of their codes.
	Revenue []money.Money
	// Completion and Rating are those of the window.
	Completion Ratio
	Rating     Mean
	// IdentityChecked: his identity was checked. SeenAt is when he was last there; zero: never.
	IdentityChecked bool
	SeenAt          time.Time
}

// Of is how a seller stands at an instant, by the policy in force and the month
// that ranks were last computed for. The zero Month is MonthOf the same policy and
// instant; another is right where that policy began after its own last recompute.
func Of(f *Facts, p *policy.Policy, m Month, at time.Time) Standing {
	if m.policy == nil {
		m = MonthOf(p, at)
	}
	s := Standing{
		At: at, Rating: MeanOf(f.Reviews, at), Completion: f.completion(func(t time.Time) bool { return !t.After(at) }),
		Month: m, Figures: f.figures(&m), Next: MonthOf(p, at).Next,
	}
	ranks := m.policy.Standing.Ranks
	place := s.Figures.place(&m)
	if place > 0 {
		s.Rank = ranks[place-1].ID
	}
	for _, pause := range f.Pauses {
		if !pause.After(at) && pause.After(s.LastPause) {
			s.LastPause = pause
		}
	}
	s.Weight = Weight(p.Standing.SearchWeight, Step{place, len(ranks)}, s.Completion, s.Rating)
	return s
}

func (f *Facts) completion(in func(time.Time) bool) Ratio {
	var r Ratio
	for i := range f.Sales {
		if in(f.Sales[i].At) {
			r.Completed++
			r.Of++
		}
	}
	for _, at := range f.Cancels {
		if in(at) {
			r.Of++
		}
	}
	return r
}

func (f *Facts) figures(m *Month) Figures {
	g := Figures{Completion: f.completion(m.in)}
	g.Sales = g.Completion.Completed
	revenue := map[money.Currency]int64{}
	for i := range f.Sales {
		s := &f.Sales[i]
		if s.At.Before(m.At) {
			g.SalesEver++
		}
		if c := s.Revenue.Currency(); m.in(s.At) && s.Revenue.Sign() > 0 {
			// Beyond what an amount can be it stays there: no rank asks for more.
			revenue[c] += min(s.Revenue.Units(), money.Max-revenue[c])
		}
	}
	for c, units := range revenue {
		g.Revenue = append(g.Revenue, money.New(units, c))
	}
	slices.SortFunc(g.Revenue, func(a, b money.Money) int { return cmp.Compare(a.Currency().String(), b.Currency().String()) })
	for i := range f.Reviews {
		if r := &f.Reviews[i]; m.in(r.At) && r.counts(r.At) {
			g.Rating.add(r.Stars)
		}
	}
	g.IdentityChecked = !f.Person.CheckedAt.IsZero() && f.Person.CheckedAt.Before(m.At)
	for _, seen := range f.Person.Seen {
		if seen.Before(m.At) && seen.After(g.SeenAt) {
			g.SeenAt = seen
		}
	}
	return g
}

// place is the highest rank whose every demand is met, from 1; 0: none is.
func (g *Figures) place(m *Month) int {
	ranks := m.policy.Standing.Ranks
	for i := len(ranks) - 1; i >= 0; i-- {
		if g.meets(&ranks[i], m) {
			return i + 1
		}
	}
	return 0
}

func (g *Figures) meets(r *policy.Rank, m *Month) bool {
	return g.SalesEver >= int64(r.SalesEver) && g.Sales >= int64(r.Sales) &&
		(r.Revenue == nil || g.revenue(r.Revenue.Currency()) >= r.Revenue.Units()) &&
		g.Completion.AtLeast(r.Completion) && g.Rating.AtLeast(r.Rating) &&
		(!r.IdentityChecked || g.IdentityChecked) &&
		(r.SeenWithinMonths == 0 || !g.SeenAt.IsZero() && !g.SeenAt.Before(m.seenFrom(r.SeenWithinMonths)))
}

// revenue is the sum in one currency; sums in others say nothing about it.
func (g *Figures) revenue(c money.Currency) int64 {
	for _, sum := range g.Revenue {
		if sum.Currency() == c {
			return sum.Units()
		}
	}
	return 0
}
