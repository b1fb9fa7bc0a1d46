package policy

import (
	"slices"
	"time"
)

// Window says when something that began ends. The zero Window is off: it never
// does. It is a value that nobody changes; its forms are
//
//	Elapsed       a period later, on the clock: 72 h (T0.1)
//	EndOfDay      the end of the Nth day after the day of the start
//	BusinessDays  the end of the Nth business day after the day of the start
//	EarlierOf     whichever of several windows ends first
//	LaterOf       whichever ends last
//
// and any of them may be rounded up to the next full hour (T0.5).
type Window struct {
	form    form
	elapsed time.Duration
	days    int
	closed  []Date // ascending, no doubles
	of      []Window
	roundUp bool
	in      Offset
	// pending: read from a file that left the offset to the policy's own, and
	// not filled in yet.
	pending bool
}

type form uint8

const (
	formOff form = iota
	formElapsed
	formEndOfDay
	formBusinessDays
	formEarlierOf
	formLaterOf
)

// Elapsed is a window that ends a period after its start. Elapsed(0) ends at once;
// it is not off.
func Elapsed(d time.Duration) Window { return Window{form: formElapsed, elapsed: d} }

// Hours is Elapsed for whole hours.
func Hours(n int) Window { return Elapsed(time.Duration(n) * time.Hour) }

// EndOfDay is a window that ends at the end of the nth day after the day of its
// start, in an offset: at 0:00 of day n+1. EndOfDay(0, …) ends at the midnight that
// comes next. A start at exactly 0:00 belongs to the day that begins there.
func EndOfDay(n int, in Offset) Window { return Window{form: formEndOfDay, days: n, in: in} }

// BusinessDays is a window that ends at the end of the nth business day after the
// day of its start. Saturdays, Sundays and the closed days are none; the day of the
// start doesn't count, whatever it is.
func BusinessDays(n int, in Offset, closed ...Date) Window {
	days := slices.Clone(closed)
	slices.SortFunc(days, Date.Compare)
	return Window{form: formBusinessDays, days: n, in: in, closed: slices.Compact(days)}
}

// EarlierOf is a window that ends when the first of several ends. One that is off
// doesn't count.
func EarlierOf(of ...Window) Window {
	return Window{form: formEarlierOf, of: slices.Clone(of)}
}

// LaterOf is a window that ends when the last of several ends. One that is off
// doesn't count.
func LaterOf(of ...Window) Window {
	return Window{form: formLaterOf, of: slices.Clone(of)}
}

// RoundUp is the same window, firing at the next full hour of an offset (T0.5). A
// window of days counts them in that offset too.
func (w Window) RoundUp(in Offset) Window {
	w.roundUp, w.in = true, in
	return w
}

// Off reports a window that never ends.
func (w *Window) Off() bool { return w.form == formOff }

// Rounds reports a window that fires at full hours (T0.5).
func (w *Window) Rounds() bool { return w.roundUp }

// End is the unrounded end of what began at start: the instant that stops and
// extensions move (T0.5). It is the zero Time if the window is off.
func (w *Window) End(start time.Time) time.Time {
	if w.form == formElapsed {
		return start.Add(w.elapsed)
	}
	return w.endByCalendar(start)
}

// Fires is the instant at which an end takes effect and is shown: the end itself,
// or the next full hour in the offset; an end on the hour stays (T0.5). The zero Time
// stays zero.
func (w *Window) Fires(end time.Time) time.Time {
	if !w.roundUp || end.IsZero() {
		return end
	}
	shift := time.Duration(w.in) * time.Second
	local := end.Add(shift)
	full := local.Truncate(time.Hour)
	if full.Before(local) {
		full = full.Add(time.Hour)
	}
	return full.Add(-shift)
}

func (w *Window) endByCalendar(start time.Time) time.Time {
	switch w.form {
	case formEndOfDay:
		return w.midnight(start, w.days+1)
	case formBusinessDays:
		return w.endOfBusinessDay(start)
	case formEarlierOf, formLaterOf:
		return w.endOfSeveral(start)
	}
	return time.Time{}
}

// midnight is 0:00 of the day that comes so many days after that of the start.
func (w *Window) midnight(start time.Time, days int) time.Time {
	const day = 24 * time.Hour
	shift := time.Duration(w.in) * time.Second
	// Truncate counts from year 1, 0:00 UTC, so that it cuts at midnights.
	return start.UTC().Add(shift).Truncate(day).Add(time.Duration(days) * day).Add(-shift)
}

// endOfBusinessDay goes from day to day; the closed days are a short list.
func (w *Window) endOfBusinessDay(start time.Time) time.Time {
	shift := time.Duration(w.in) * time.Second
	after := 0
	for left := w.days; left > 0; {
		after++
		if w.open(w.midnight(start, after).Add(shift)) {
			left--
		}
	}
	return w.midnight(start, after+1)
}

// open reports a business day; local is its 0:00 as a clock there shows it.
func (w *Window) open(local time.Time) bool {
	if day := local.Weekday(); day == time.Saturday || day == time.Sunday {
		return false
	}
	_, closed := slices.BinarySearchFunc(w.closed, dateOf(local), Date.Compare)
	return !closed
}

func (w *Window) endOfSeveral(start time.Time) time.Time {
	var end time.Time
	for i := range w.of {
		other := w.of[i].End(start)
		switch {
		case other.IsZero():
		case end.IsZero(), other.Before(end) == (w.form == formEarlierOf):
			end = other
		}
	}
	return end
}
