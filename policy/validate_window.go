package policy

import (
	"fmt"
	"time"
)

// mostDays bounds windows of days as longest bounds periods.
const mostDays = 3650

// checkPeriod says what is wrong with a period, or nothing.
func checkPeriod(d time.Duration) string {
	switch {
	case d < 0:
		return fmt.Sprintf("%s is negative; a period is \"0s\" or more", d)
	case d > longest:
		return fmt.Sprintf("%s is more than ten years (\"87600h\")", d)
	case d%time.Microsecond != 0:
		return fmt.Sprintf("%s is finer than a microsecond; instants are whole microseconds", d)
	}
	return ""
}

// window checks a window that a file or a program made.
func (c *collector) window(path string, w *Window) {
	if err := checkPeriod(w.elapsed); err != "" {
		c.add(path, faultRange, "%s", err)
	}
	if w.days < 0 || w.days > mostDays {
		c.add(path, faultRange, "%d is no number of days; 0 to %d are", w.days, mostDays)
	}
	if err := w.in.check(); err != nil {
		c.add(path, faultRange, "%s", err)
	}
	if w.pending {
		c.add(path, faultMissing, "names no offset from UTC in which its days or hours are counted")
	}
	if len(w.closed) > mostDays {
		c.add(path, faultRange, "names %d closed days; %d at most are allowed", len(w.closed), mostDays)
	}
	for _, day := range w.closed {
		if !day.exists() {
			c.add(path, faultValue, "%s is no day, and can't be closed", day)
		}
	}
	if w.form == formOff && w.roundUp {
		c.add(path, faultConflict, "is off, and can't be rounded")
	}
	c.several(path, w)
}

func (c *collector) several(path string, w *Window) {
	name := "earlier_of"
	switch w.form {
	case formLaterOf:
		name = "later_of"
	case formEarlierOf:
	default:
		return
	}
	path = join(path, name)
	if len(w.of) < 2 {
		c.add(path, faultRange, "has %d windows; it compares two or more", len(w.of))
	}
	for i := range w.of {
		at, one := index(path, i), &w.of[i]
		if one.Off() {
			c.add(at, faultConflict, "is off; leave it out")
		}
		if one.roundUp {
			c.add(at, faultConflict, "is rounded; round the outermost window alone")
		}
		c.window(at, one)
	}
}

// longest is a time that the window never exceeds; 0 if it is off. For elapsed time
// it is exact.
func (w *Window) longest() time.Duration {
	const day = 24 * time.Hour
	switch w.form {
	case formElapsed:
		return w.elapsed
	case formEndOfDay:
		return time.Duration(w.days+1) * day
	case formBusinessDays:
		weekdays := w.days + len(w.closed)
		weekends := 2 * (weekdays/5 + 1)
		return time.Duration(weekdays+weekends+1) * day
	}
	var most time.Duration
	for i := range w.of {
		other := w.of[i].longest()
		if i == 0 || (other < most) == (w.form == formEarlierOf) {
			most = other
		}
	}
	return most
}
