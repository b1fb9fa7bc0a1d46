package policy_test

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/policy"
)

const (
	utc      policy.Offset = 0
	tokyo    policy.Offset = 9 * 3600
	calcutta policy.Offset = 5*3600 + 1800
	newYork  policy.Offset = -5 * 3600
	far      policy.Offset = 14 * 3600
	micro                  = time.Microsecond
)

// at reads an instant; a test writes it where its reader would look at a clock.
func at(t *testing.T, text string) time.Time {
	t.Helper()
	instant, err := time.Parse(time.RFC3339Nano, text)
	require.NoError(t, err)
	return instant.UTC()
}

// The zero window is off and never ends; a window of no time ends at once.
func TestWindowOff(t *testing.T) {
	t.Parallel()
	var off policy.Window
	start := at(t, "2030-01-10T00:00:00Z")
	require.True(t, off.Off())
	require.True(t, off.End(start).IsZero())
	require.True(t, off.Fires(time.Time{}).IsZero())
	now := policy.Elapsed(0)
	require.False(t, now.Off())
	require.Equal(t, start, now.End(start))
}

// Every form ends where it says, seen a microsecond before, at, and after each edge.
func TestWindowEnds(t *testing.T) {
	t.Parallel()
	newYear := policy.Date{Year: 2030, Month: time.January, Day: 1}
	goldenWeek := []policy.Date{{2030, 5, 6}, {2030, 5, 3}, {2030, 4, 29}, {2030, 5, 3}}
	for _, row := range []struct {
		name   string
		window policy.Window
		start  string
		want   string
	}{
		{"T0.1, T0.4 exactly 96 h later, no calendar days", policy.Hours(96), "2030-03-30T12:34:56.789012Z", "2030-04-03T12:34:56.789012Z"},
		{"T0.1 over a leap day", policy.Hours(24), "2028-02-28T12:00:00Z", "2028-02-29T12:00:00Z"},
		{"end of the day itself", policy.EndOfDay(0, utc), "2030-01-10T23:59:59.999999Z", "2030-01-11T00:00:00Z"},
		{"midnight begins its own day", policy.EndOfDay(0, utc), "2030-01-11T00:00:00Z", "2030-01-12T00:00:00Z"},
		{"just after midnight", policy.EndOfDay(0, utc), "2030-01-11T00:00:00.000001Z", "2030-01-12T00:00:00Z"},
		{"three days, just before midnight in Tokyo", policy.EndOfDay(3, tokyo), "2030-01-10T23:59:59.999999+09:00", "2030-01-14T00:00:00+09:00"},
		{"three days, at midnight in Tokyo", policy.EndOfDay(3, tokyo), "2030-01-11T00:00:00+09:00", "2030-01-15T00:00:00+09:00"},
		{"three days, just after midnight in Tokyo", policy.EndOfDay(3, tokyo), "2030-01-11T00:00:00.000001+09:00", "2030-01-15T00:00:00+09:00"},
		{"half an hour's offset", policy.EndOfDay(1, calcutta), "2030-01-10T18:29:59.999999Z", "2030-01-11T18:30:00Z"},
		{"half an hour's offset, at midnight", policy.EndOfDay(1, calcutta), "2030-01-10T18:30:00Z", "2030-01-12T18:30:00Z"},
		{"west of UTC", policy.EndOfDay(0, newYork), "2030-01-11T04:59:59.999999Z", "2030-01-11T05:00:00Z"},
		{"farthest east", policy.EndOfDay(0, far), "2030-01-10T10:00:00Z", "2030-01-11T10:00:00Z"},
		{"over the year's end", policy.EndOfDay(1, tokyo), "2029-12-31T12:00:00+09:00", "2030-01-02T00:00:00+09:00"},
		{"to a leap day", policy.EndOfDay(1, utc), "2028-02-28T12:00:00Z", "2028-03-01T00:00:00Z"},
		{"no leap day in 2100", policy.EndOfDay(1, utc), "2100-02-28T12:00:00Z", "2100-03-02T00:00:00Z"},
		{"before 1970", policy.EndOfDay(0, tokyo), "1969-12-31T23:00:00+09:00", "1970-01-01T00:00:00+09:00"},

		// 2030-01-10 is a Thursday.
		{"one business day", policy.BusinessDays(1, tokyo), "2030-01-10T23:59:59.999999+09:00", "2030-01-12T00:00:00+09:00"},
		{"one business day, from midnight", policy.BusinessDays(1, tokyo), "2030-01-11T00:00:00+09:00", "2030-01-15T00:00:00+09:00"},
		{"over the weekend", policy.BusinessDays(2, tokyo), "2030-01-10T12:00:00+09:00", "2030-01-15T00:00:00+09:00"},
		{"from a Saturday", policy.BusinessDays(1, tokyo), "2030-01-12T12:00:00+09:00", "2030-01-15T00:00:00+09:00"},
		{"from a Sunday's last instant", policy.BusinessDays(1, tokyo), "2030-01-13T23:59:59.999999+09:00", "2030-01-15T00:00:00+09:00"},
		{"none: the end of the day itself", policy.BusinessDays(0, tokyo), "2030-01-12T12:00:00+09:00", "2030-01-13T00:00:00+09:00"},
		{"a week and more", policy.BusinessDays(6, utc), "2030-01-10T12:00:00Z", "2030-01-19T00:00:00Z"},
		{"New Year's Day is closed", policy.BusinessDays(1, tokyo, newYear), "2029-12-31T12:00:00+09:00", "2030-01-03T00:00:00+09:00"},
		{"a chain of closed days and a weekend", policy.BusinessDays(1, tokyo, goldenWeek...), "2030-05-02T12:00:00+09:00", "2030-05-08T00:00:00+09:00"},
		{"closed there, not in UTC", policy.BusinessDays(1, tokyo, newYear), "2029-12-31T15:00:00Z", "2030-01-02T15:00:00Z"},

		{"the earlier: elapsed", policy.EarlierOf(policy.Hours(24), policy.EndOfDay(3, tokyo)), "2030-01-10T12:00:00Z", "2030-01-11T12:00:00Z"},
		{"the earlier: day", policy.EarlierOf(policy.Hours(240), policy.EndOfDay(3, tokyo)), "2030-01-10T12:00:00+09:00", "2030-01-14T00:00:00+09:00"},
		{"the later: elapsed", policy.LaterOf(policy.Hours(240), policy.EndOfDay(3, tokyo)), "2030-01-10T12:00:00Z", "2030-01-20T12:00:00Z"},
		{"the later: day", policy.LaterOf(policy.Hours(24), policy.EndOfDay(3, tokyo)), "2030-01-10T12:00:00+09:00", "2030-01-14T00:00:00+09:00"},
		{"the later of an earlier", policy.LaterOf(policy.EarlierOf(policy.Hours(1), policy.Hours(2)), policy.Hours(1)), "2030-01-10T12:00:00Z", "2030-01-10T13:00:00Z"},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			end := row.window.End(at(t, row.start))
			require.Equal(t, at(t, row.want), end)
			require.Equal(t, time.UTC, end.Location())
			require.Equal(t, end, row.window.Fires(end), "nothing is rounded unless asked")
		})
	}
}

// A rounded deadline fires at the next full hour of the zone; its end keeps its own
// instant.
func TestWindowFires(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		name  string
		in    policy.Offset
		start string
		want  string
	}{
		{"T0.5 on the hour stays", tokyo, "2030-01-10T12:00:00Z", "2030-01-13T12:00:00Z"},
		{"T0.5 a microsecond after goes up", tokyo, "2030-01-10T12:00:00.000001Z", "2030-01-13T13:00:00Z"},
		{"T0.5 a microsecond before goes up", tokyo, "2030-01-10T11:59:59.999999Z", "2030-01-13T12:00:00Z"},
		{"T0.5 over the year's end", tokyo, "2029-12-28T23:30:00Z", "2030-01-01T00:00:00Z"},
		{"T0.5 hours of half an hour's offset", calcutta, "2030-01-10T12:30:00Z", "2030-01-13T12:30:00Z"},
		{"T0.5 UTC's hour is no hour there", calcutta, "2030-01-10T12:00:00Z", "2030-01-13T12:30:00Z"},
		{"T0.5 just after an hour there", calcutta, "2030-01-10T12:30:00.000001Z", "2030-01-13T13:30:00Z"},
		{"T0.5 west", newYork, "2030-01-10T12:00:01Z", "2030-01-13T13:00:00Z"},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			w := policy.Hours(72).RoundUp(row.in)
			require.True(t, w.Rounds())
			start := at(t, row.start)
			end := w.End(start)
			require.Equal(t, start.Add(72*time.Hour), end)
			fires := w.Fires(end)
			require.Equal(t, at(t, row.want), fires)
			require.Equal(t, fires, w.Fires(fires), "rounding again changes nothing")
			require.Less(t, fires.Sub(end), time.Hour)
			require.GreaterOrEqual(t, fires.Sub(end), time.Duration(0))
		})
	}
	never := policy.Window{}.RoundUp(calcutta)
	require.True(t, never.Off())
	require.True(t, never.Fires(never.End(at(t, "2030-01-10T12:00:00Z"))).IsZero(), "no end is rounded to none")
}

// An end never lies before its start, and a later start never ends earlier: over
// four years of starts around every midnight.
func TestWindowsNeverRunBackwards(t *testing.T) {
	t.Parallel()
	closed := []policy.Date{{2028, 2, 29}, {2029, 12, 31}, {2030, 1, 1}, {2030, 1, 2}}
	for _, in := range []policy.Offset{utc, tokyo, calcutta, newYork, far, -far} {
		for _, w := range []policy.Window{
			policy.EndOfDay(0, in), policy.EndOfDay(3, in), policy.BusinessDays(3, in, closed...),
			policy.EarlierOf(policy.Hours(100), policy.BusinessDays(1, in)), policy.LaterOf(policy.Hours(100), policy.EndOfDay(2, in)),
		} {
			var last time.Time
			for day := range 4 * 366 {
				midnight := policy.Date{Year: 2028, Month: 1, Day: 1}.Start(in).AddDate(0, 0, day)
				for _, start := range []time.Time{midnight.Add(-micro), midnight, midnight.Add(micro)} {
					end := w.End(start)
					require.True(t, end.After(start))
					require.False(t, end.Before(last))
					last = end
				}
			}
		}
	}
}

// A deadline costs no allocation, whatever its form. (Allocations are counted with no
// other test beside.)
func TestWindowAllocatesNothing(t *testing.T) {
	start := time.Date(2030, 1, 10, 12, 0, 0, 1000, time.UTC)
	closed := policy.Date{Year: 2030, Month: 1, Day: 11}
	for _, w := range []policy.Window{
		policy.Hours(72), policy.Hours(72).RoundUp(tokyo), policy.EndOfDay(3, tokyo), policy.BusinessDays(3, tokyo, closed),
		policy.EarlierOf(policy.Hours(72), policy.BusinessDays(3, tokyo, closed)).RoundUp(tokyo),
	} {
		require.Zero(t, testing.AllocsPerRun(100, func() { start = w.Fires(w.End(start)) }))
	}
}

// Every form is read from JSON and written in one shortest form, which reads back to
// the same window.
func TestWindowJSON(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		text, written string
		want          policy.Window
	}{
		{`"off"`, `"off"`, policy.Window{}},
		{`"72h"`, `"72h"`, policy.Hours(72)},
		{`"0s"`, `"0s"`, policy.Elapsed(0)},
		{`"1h30m"`, `"1h30m"`, policy.Elapsed(90 * time.Minute)},
		{`"90m"`, `"1h30m"`, policy.Elapsed(90 * time.Minute)},
		{`"1.5s"`, `"1.5s"`, policy.Elapsed(1500 * time.Millisecond)},
		{`{"elapsed":"72h"}`, `"72h"`, policy.Hours(72)},
		{`{"elapsed":"72h","round_up":"hour","offset":"+09:00"}`, `{"elapsed":"72h","round_up":"hour","offset":"+09:00"}`, policy.Hours(72).RoundUp(tokyo)},
		{`{"end_of_day":3,"offset":"+05:30"}`, `{"end_of_day":3,"offset":"+05:30"}`, policy.EndOfDay(3, calcutta)},
		{`{"end_of_day":0,"offset":"+00:00"}`, `{"end_of_day":0,"offset":"+00:00"}`, policy.EndOfDay(0, utc)},
		{
			`{"offset":"+09:00","closed":["2030-01-02","2030-01-01","2030-01-02"],"business_days":3}`,
			`{"business_days":3,"closed":["2030-01-01","2030-01-02"],"offset":"+09:00"}`,
			policy.BusinessDays(3, tokyo, policy.Date{Year: 2030, Month: 1, Day: 1}, policy.Date{Year: 2030, Month: 1, Day: 2}),
		},
		{
			`{"earlier_of":["72h",{"end_of_day":3}],"offset":"+09:00"}`,
			`{"earlier_of":["72h",{"end_of_day":3,"offset":"+09:00"}]}`,
			policy.EarlierOf(policy.Hours(72), policy.EndOfDay(3, tokyo)),
		},
		{
			`{"later_of":["72h",{"end_of_day":3,"offset":"-05:00"}],"round_up":"hour","offset":"+09:00"}`,
			`{"later_of":["72h",{"end_of_day":3,"offset":"-05:00"}],"round_up":"hour","offset":"+09:00"}`,
			policy.LaterOf(policy.Hours(72), policy.EndOfDay(3, newYork)).RoundUp(tokyo),
		},
	} {
		t.Run(row.text, func(t *testing.T) {
			t.Parallel()
			var w policy.Window
			require.NoError(t, json.Unmarshal([]byte(row.text), &w))
			require.Equal(t, row.want, w)
			written, err := json.Marshal(w)
			require.NoError(t, err)
			require.Equal(t, row.written, string(written))
			var back policy.Window
			require.NoError(t, json.Unmarshal(written, &back))
			require.Equal(t, w, back)
		})
	}
}

// What is no window is refused with the place inside it.
func TestWindowJSONRefuses(t *testing.T) {
	t.Parallel()
	for _, row := range []struct{ text, path, code string }{
		{`72`, "", "wrong_type"},
		{`null`, "", "wrong_type"},
		{`"on"`, "", "invalid_value"},
		{`""`, "", "invalid_value"},
		{`"-1h"`, "", "invalid_value"},
		{`"87601h"`, "", "invalid_value"},
		{`"9999999999999h"`, "", "invalid_value"},
		{`"1ns"`, "", "invalid_value"},
		{`"3d"`, "", "invalid_value"},
		{`{}`, "", "missing"},
		{`{"offset":"+09:00"}`, "", "missing"},
		{`{"elapsed":"1h","end_of_day":1}`, "", "conflict"},
		{`{"elapsed":"1h","offset":"+09:00"}`, "offset", "conflict"},
		{`{"elapsed":"1h","closed":[]}`, "closed", "conflict"},
		{`{"elapsed":1}`, "elapsed", "wrong_type"},
		{`{"end_of_day":"3"}`, "end_of_day", "wrong_type"},
		{`{"end_of_day":1.5}`, "end_of_day", "out_of_range"},
		{`{"end_of_day":-1}`, "end_of_day", "out_of_range"},
		{`{"end_of_day":3651}`, "end_of_day", "out_of_range"},
		{`{"end_of_day":1,"days":2}`, "days", "unknown_field"},
		{`{"end_of_day":1,"end_of_day":1}`, "end_of_day", "duplicate"},
		{`{"end_of_day":1,"offset":"+9:00"}`, "offset", "invalid_value"},
		{`{"end_of_day":1,"offset":9}`, "offset", "wrong_type"},
		{`{"end_of_day":1,"round_up":"day"}`, "round_up", "invalid_value"},
		{`{"end_of_day":1,"round_up":true}`, "round_up", "wrong_type"},
		{`{"business_days":1,"closed":["2030-02-29"]}`, "closed[0]", "invalid_value"},
		{`{"business_days":1,"closed":"2030-01-01"}`, "closed", "wrong_type"},
		{`{"earlier_of":"72h"}`, "earlier_of", "wrong_type"},
		{`{"earlier_of":["72h",{"elapsed":"x"}]}`, "earlier_of[1].elapsed", "invalid_value"},
		{`"72h" "72h"`, "", "syntax"},
		{`{"elapsed":`, "", "syntax"},
	} {
		var w policy.Window
		err := w.UnmarshalJSON([]byte(row.text))
		var faults policy.Faults
		require.ErrorAs(t, err, &faults, row.text)
		require.Len(t, faults, 1, row.text)
		require.Equal(t, row.path, faults[0].Path, row.text)
		require.Equal(t, row.code, faults[0].Code, row.text)
		require.NotEmpty(t, faults[0].Message)
	}
}

func BenchmarkWindowElapsed(b *testing.B) {
	b.ReportAllocs()
	w, start := policy.Hours(72), time.Date(2030, 1, 10, 12, 0, 0, 0, time.UTC)
	for b.Loop() {
		w.Fires(w.End(start))
	}
}

func BenchmarkWindowRounded(b *testing.B) {
	b.ReportAllocs()
	w, start := policy.Hours(72).RoundUp(tokyo), time.Date(2030, 1, 10, 12, 0, 0, 1, time.UTC)
	for b.Loop() {
		w.Fires(w.End(start))
	}
}

func BenchmarkWindowBusinessDays(b *testing.B) {
	b.ReportAllocs()
	w := policy.BusinessDays(5, tokyo, policy.Date{Year: 2030, Month: 1, Day: 11})
	start := time.Date(2030, 1, 10, 12, 0, 0, 1, time.UTC)
	for b.Loop() {
		w.Fires(w.End(start))
	}
}
