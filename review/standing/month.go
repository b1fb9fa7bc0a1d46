package standing

import (
	"time"

	"github.com/torikime/torikime/policy"
)

// Month is one computing of ranks (T6.3): when it was, over what, and by whose
// numbers.
type Month struct {
	// At is the instant of the recompute: the policy's day of the month at 0:00 in
	// the policy's offset. What happened before it counts as "ever".
	At time.Time
	// From and To are the full calendar months over which sales, completion and
	// rating count: [From, To). To is the first of the month in which At is.
	From, To time.Time
	// Next is the recompute after this one.
	Next time.Time

	policy *policy.Policy
}

// MonthOf is the last computing of ranks at or before an instant, by a policy.
func MonthOf(p *policy.Policy, at time.Time) Month {
	offset := p.Time.Offset
	today := offset.Date(at)
	on := month(today, 0, p.Standing.RecomputeDay)
	if today.Day < p.Standing.RecomputeDay {
		on = month(today, -1, p.Standing.RecomputeDay)
	}
	return Month{
		At:     on.Start(offset),
		From:   month(on, -p.Standing.Months, 1).Start(offset),
		To:     month(on, 0, 1).Start(offset),
		Next:   month(on, 1, p.Standing.RecomputeDay).Start(offset),
		policy: p,
	}
}

// month is a day of the month some months after that of another day. Every month
// has it: a policy names no day behind the 28th.
func month(d policy.Date, later, day int) policy.Date {
	year, month, day := time.Date(d.Year, d.Month+time.Month(later), day, 0, 0, 0, 0, time.UTC).Date()
	return policy.Date{Year: year, Month: month, Day: day}
}

// in reports an instant within the full months.
func (m *Month) in(at time.Time) bool { return !at.Before(m.From) && at.Before(m.To) }

// seenFrom is from when on somebody must have been seen who was to be seen within
// some calendar months before the recompute.
func (m *Month) seenFrom(months int) time.Time {
	offset := m.policy.Time.Offset
	on := offset.Date(m.At)
	return month(on, -months, on.Day).Start(offset)
}
