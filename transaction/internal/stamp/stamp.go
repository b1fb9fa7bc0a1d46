// Package stamp brings instants into the form that a log keeps.
package stamp

import "time"

// At is an instant in UTC and in whole microseconds (T0.1), and never before that of
// the last event: time runs backwards in no log (T0.6). Before the first event last is
// the zero instant.
func At(at, last time.Time) time.Time {
	if at.Location() != time.UTC {
		at = at.UTC()
	}
	if rest := at.Nanosecond() % 1000; rest != 0 {
		at = at.Add(-time.Duration(rest))
	}
	if at.Before(last) {
		return last
	}
	return at.Round(0) // the monotonic reading is of no use in a log
}
