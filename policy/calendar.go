package policy

import (
	"fmt"
	"strings"
	"time"
)

// longest is the longest period a policy may name. More is a slip of the pen, and
// far beyond what anybody waits for.
const longest = 10 * 365 * 24 * time.Hour

// Period is elapsed time, in JSON in Go's form: "72h", "90m". It is not negative
// and at most ten years.
type Period time.Duration

// Duration is the period as Go counts it.
func (p Period) Duration() time.Duration { return time.Duration(p) }

// ParsePeriod reads a period such as "72h".
func ParsePeriod(text string) (Period, error) {
	d, err := time.ParseDuration(text)
	switch {
	case err != nil:
		return 0, fmt.Errorf("%q is no period: hours, minutes and seconds are, such as \"72h\" or \"1h30m\"", text)
	case d < 0:
		return 0, fmt.Errorf("%q is negative: a period is \"0s\" or more", text)
	case d > longest:
		return 0, fmt.Errorf("%q is more than ten years (\"87600h\")", text)
	case d%time.Microsecond != 0:
		return 0, fmt.Errorf("%q is finer than a microsecond: instants are whole microseconds", text)
	}
	return Period(d), nil
}

// String is the period in Go's form without what is zero at its end: "72h", not
// "72h0m0s".
func (p Period) String() string {
	s := time.Duration(p).String()
	if strings.HasSuffix(s, "m0s") {
		s = s[:len(s)-2]
	}
	if strings.HasSuffix(s, "h0m") {
		s = s[:len(s)-2]
	}
	return s
}

// MarshalText writes the period.
func (p Period) MarshalText() ([]byte, error) { return []byte(p.String()), nil }

// UnmarshalText reads a period as ParsePeriod does.
func (p *Period) UnmarshalText(text []byte) error {
	parsed, err := ParsePeriod(string(text))
	if err != nil {
		return err
	}
	*p = parsed
	return nil
}

// Offset is a fixed distance from UTC in seconds, east positive, from -14:00 to
// +14:00. In JSON it is a string such as "+09:00".
type Offset int32

const farthest = 14 * 60 * 60

// ParseOffset reads an offset: a sign, two digits of hours, two of minutes.
func ParseOffset(text string) (Offset, error) {
	bad := fmt.Errorf("%q is no offset from UTC: \"-14:00\" to \"+14:00\" are, such as \"+09:00\"", text)
	if len(text) != 6 || text[0] != '+' && text[0] != '-' || text[3] != ':' {
		return 0, bad
	}
	hours, okH := number(text[1:3])
	minutes, okM := number(text[4:6])
	seconds := hours*3600 + minutes*60
	if !okH || !okM || minutes > 59 || seconds > farthest || text == "-00:00" {
		return 0, bad
	}
	if text[0] == '-' {
		seconds = -seconds
	}
	return Offset(seconds), nil
}

// String is the offset as it stands in JSON.
func (o Offset) String() string {
	sign, s := '+', int32(o)
	if s < 0 {
		sign, s = '-', -s
	}
	return fmt.Sprintf("%c%02d:%02d", sign, s/3600, s%3600/60)
}

// MarshalText writes the offset; one of seconds, or out of range, is an error.
func (o Offset) MarshalText() ([]byte, error) {
	if err := o.check(); err != nil {
		return nil, err
	}
	return []byte(o.String()), nil
}

// UnmarshalText reads an offset as ParseOffset does.
func (o *Offset) UnmarshalText(text []byte) error {
	parsed, err := ParseOffset(string(text))
	if err != nil {
		return err
	}
	*o = parsed
	return nil
}

func (o Offset) check() error {
	if o < -farthest || o > farthest || o%60 != 0 {
		return fmt.Errorf("%d seconds is no offset from UTC: whole minutes from -14 to +14 hours are", int32(o))
	}
	return nil
}

// Date is a day of the calendar, in JSON "2030-01-20". It is comparable.
type Date struct {
	Year  int
	Month time.Month
	Day   int
}

// ParseDate reads a day that exists: "2028-02-29", never "2030-02-29".
func ParseDate(text string) (Date, error) {
	bad := fmt.Errorf("%q is no day: write year, month and day of one that exists, such as \"2030-01-20\"", text)
	if len(text) != 10 || text[4] != '-' || text[7] != '-' {
		return Date{}, bad
	}
	year, okY := number(text[:4])
	month, okM := number(text[5:7])
	day, okD := number(text[8:])
	d := Date{year, time.Month(month), day}
	if !okY || !okM || !okD || !d.exists() {
		return Date{}, bad
	}
	return d, nil
}

// exists: the calendar has such a day; years from 1 to 9999.
func (d Date) exists() bool {
	if d.Year < 1 || d.Year > 9999 {
		return false
	}
	return dateOf(d.start()) == d
}

// start is 0:00 UTC of the day.
func (d Date) start() time.Time {
	return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC)
}

func dateOf(t time.Time) Date {
	year, month, day := t.Date()
	return Date{year, month, day}
}

// Start is the instant at which the day begins where the offset holds, in UTC.
func (d Date) Start(in Offset) time.Time {
	return d.start().Add(-time.Duration(in) * time.Second)
}

// Date is the day to which an instant belongs where the offset holds.
func (o Offset) Date(at time.Time) Date {
	return dateOf(at.UTC().Add(time.Duration(o) * time.Second))
}

// Compare is -1, 0 or 1 as d is before, on or after e.
func (d Date) Compare(e Date) int { return d.start().Compare(e.start()) }

// String is the day as it stands in JSON.
func (d Date) String() string {
	return fmt.Sprintf("%04d-%02d-%02d", d.Year, int(d.Month), d.Day)
}

// MarshalText writes the day; one that does not exist is an error.
func (d Date) MarshalText() ([]byte, error) {
	if !d.exists() {
		return nil, fmt.Errorf("policy: %s is no day", d)
	}
	return []byte(d.String()), nil
}

// UnmarshalText reads a day as ParseDate does.
func (d *Date) UnmarshalText(text []byte) error {
	parsed, err := ParseDate(string(text))
	if err != nil {
		return err
	}
	*d = parsed
	return nil
}

// number reads plain digits; at most four of them come here.
func number(s string) (int, bool) {
	n := 0
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return 0, false
		}
		n = n*10 + int(s[i]-'0')
	}
	return n, true
}
