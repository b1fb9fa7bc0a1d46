package policy_test

import (
	"encoding/json"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/policy"
)

// A period is read in Go's form and written without what is zero at its end.
func TestPeriod(t *testing.T) {
	t.Parallel()
	for d, text := range map[time.Duration]string{
		0: "0s", 72 * time.Hour: "72h", 90 * time.Minute: "1h30m", time.Minute: "1m",
		time.Hour + time.Second: "1h0m1s", 10 * time.Second: "10s", 1500 * time.Microsecond: "1.5ms", 100 * time.Hour: "100h",
	} {
		written, err := json.Marshal(policy.Period(d))
		require.NoError(t, err)
		require.Equal(t, `"`+text+`"`, string(written))
		var back policy.Period
		require.NoError(t, json.Unmarshal(written, &back))
		require.Equal(t, d, back.Duration())
	}
	for range 2000 {
		d := time.Duration(rand.Int64N(int64(87600*time.Hour))) >> rand.IntN(60)
		p, err := policy.ParsePeriod(policy.Period(d.Truncate(time.Microsecond)).String())
		require.NoError(t, err)
		require.Equal(t, d.Truncate(time.Microsecond), p.Duration())
	}
	for _, text := range []string{"", "72", "3d", "-1s", "87600h1us", "1ns", "∞", "NaN", "1h ", "９h"} {
		_, err := policy.ParsePeriod(text)
		require.Error(t, err, text)
	}
}

// An offset is a sign, hours and minutes, from -14:00 to +14:00, in one form each.
func TestOffset(t *testing.T) {
	t.Parallel()
	for text, seconds := range map[string]int{"+09:00": 32400, "+05:30": 19800, "-03:30": -12600, "+00:00": 0, "+14:00": 50400, "-14:00": -50400, "-00:30": -1800} {
		o, err := policy.ParseOffset(text)
		require.NoError(t, err)
		require.Equal(t, policy.Offset(seconds), o)
		written, err := json.Marshal(o)
		require.NoError(t, err)
		require.Equal(t, `"`+text+`"`, string(written))
	}
	for _, text := range []string{"", "Z", "+9:00", "09:00", "+0900", "+14:01", "-14:01", "+15:00", "+09:60", "-00:00", "+09:0x", "\u221209:00", "+99:99"} {
		_, err := policy.ParseOffset(text)
		require.ErrorContains(t, err, `such as "+09:00"`, text)
	}
	for _, o := range []policy.Offset{1, 50460, -50460} {
		_, err := o.MarshalText()
		require.Error(t, err)
	}
}

// A day exists or is refused; it begins at the offset's midnight.
func TestDate(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"2030-01-20", "2028-02-29", "2000-02-29", "0001-01-01", "9999-12-31"} {
		d, err := policy.ParseDate(text)
		require.NoError(t, err)
		written, err := json.Marshal(d)
		require.NoError(t, err)
		require.Equal(t, `"`+text+`"`, string(written))
	}
	for _, text := range []string{"", "2030-1-20", "2030-02-29", "2100-02-29", "2030-13-01", "2030-00-10", "2030-04-31", "2030-01-00", "0000-01-01", "20300120", "2030/01/20", "2030-01-20T", "-030-01-20", "２０３０-01"} {
		_, err := policy.ParseDate(text)
		require.ErrorContains(t, err, `such as "2030-01-20"`, text)
	}
	_, err := policy.Date{}.MarshalText()
	require.Error(t, err, "the zero Date is no day")

	day := policy.Date{Year: 2030, Month: time.January, Day: 20}
	require.Equal(t, at(t, "2030-01-19T15:00:00Z"), day.Start(tokyo))
	require.Equal(t, day, tokyo.Date(at(t, "2030-01-19T15:00:00Z")))
	require.Equal(t, day, tokyo.Date(at(t, "2030-01-20T14:59:59.999999Z")))
	require.NotEqual(t, day, tokyo.Date(at(t, "2030-01-20T15:00:00Z")))
	require.Equal(t, -1, day.Compare(policy.Date{Year: 2030, Month: time.February, Day: 1}))
}

// Stars are tenths, written with one digit after the point.
func TestStars(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]policy.Stars{"4.8": 48, "5": 50, "5.0": 50, "0": 0, "0.1": 1} {
		s, err := policy.ParseStars(text)
		require.NoError(t, err)
		require.Equal(t, want, s)
		back, err := policy.ParseStars(s.String())
		require.NoError(t, err)
		require.Equal(t, s, back)
	}
	for _, text := range []string{"", "5.1", "6", "4.", ".8", "4.85", "-1", "x", "4,8", "10"} {
		_, err := policy.ParseStars(text)
		require.ErrorContains(t, err, `such as "4.8"`, text)
	}
}
