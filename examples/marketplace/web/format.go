package web

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/policy/money"
)

// amount is money as the language writes it: ¥10,000 and 10,000円; other
// currencies by their code.
func amount(lang policy.Language, m money.Money) string {
	digits := grouped(strings.TrimPrefix(m.Amount(), "-"))
	sign := ""
	if m.Sign() < 0 {
		sign = "−"
	}
	switch {
	case m.Currency() != money.JPY && lang == policy.Japanese:
		return sign + digits + " " + m.Currency().String()
	case m.Currency() != money.JPY:
		return sign + m.Currency().String() + " " + digits
	case lang == policy.Japanese:
		return sign + digits + "円"
	}
	return sign + "¥" + digits
}

// grouped sets commas between thousands.
func grouped(decimal string) string {
	whole, rest, point := strings.Cut(decimal, ".")
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	if point {
		whole += "." + rest
	}
	return whole
}

var weekdays = [...]string{"日", "月", "火", "水", "木", "金", "土"}

// day is a date: Thu 10 January 2030, 2030年1月10日(木).
func day(lang policy.Language, at time.Time) string {
	if lang == policy.Japanese {
		return fmt.Sprintf("%d年%d月%d日(%s)", at.Year(), at.Month(), at.Day(), weekdays[at.Weekday()])
	}
	return at.Format("Mon 2 January 2006")
}

// dayAndTime is an instant in the zone it is given in. Seconds are shown only
// where there are any, so that two instants of one minute can be told apart.
func dayAndTime(lang policy.Language, at time.Time) string {
	clock := "15:04"
	if at.Second() != 0 {
		clock = "15:04:05"
	}
	shown := at.Format(clock)
	if lang == policy.Japanese {
		return day(lang, at) + " " + strings.TrimPrefix(shown, "0")
	}
	return day(lang, at) + ", " + strings.TrimPrefix(shown, "0")
}

// brief is dayAndTime without the year, if it is this one.
func brief(lang policy.Language, now, at time.Time) string {
	words := dayAndTime(lang, at)
	if at.Year() != now.Year() {
		return words
	}
	year := strconv.Itoa(at.Year())
	if lang == policy.Japanese {
		return strings.TrimPrefix(words, year+"年")
	}
	return strings.Replace(words, " "+year, "", 1)
}

// period is elapsed time in its two greatest units: 2 days 3 h, 2日3時間.
func period(lang policy.Language, d time.Duration) string {
	units := []struct {
		length          time.Duration
		one, many, kana string
	}{
		{24 * time.Hour, " day", " days", "日"},
		{time.Hour, " h", " h", "時間"},
		{time.Minute, " min", " min", "分"},
		{time.Second, " s", " s", "秒"},
	}
	var parts []string
	for i, u := range units {
		n := d / u.length
		d -= n * u.length
		if n == 0 && (len(parts) > 0 || i < len(units)-1) {
			if len(parts) > 0 {
				break // 2 days and 5 minutes are 2 days
			}
			continue
		}
		name := u.many
		if n == 1 {
			name = u.one
		}
		if lang == policy.Japanese {
			name = u.kana
		}
		parts = append(parts, strconv.FormatInt(int64(n), 10)+name)
		if len(parts) == 2 {
			break
		}
	}
	if lang == policy.Japanese {
		return strings.Join(parts, "")
	}
	return strings.Join(parts, " ")
}

// relative is how far an instant is from now: in 2 days 3 h, 3時間前.
func relative(lang policy.Language, now, at time.Time) string {
	// What happened in one second and is due in one is a whole number of seconds away.
	d := at.Truncate(time.Second).Sub(now.Truncate(time.Second))
	past := d < 0
	if past {
		d = -d
	}
	switch words := period(lang, d); {
	case d < time.Second && lang == policy.Japanese:
		return "今"
	case d < time.Second:
		return "now"
	case past && lang == policy.Japanese:
		return words + "前"
	case past:
		return words + " ago"
	case lang == policy.Japanese:
		return "あと" + words
	default:
		return "in " + words
	}
}

// limit is a policy's window in words.
func limit(lang policy.Language, w policy.Window) string {
	if w.Off() {
		return say(lang, "off")
	}
	start := time.Date(2030, 1, 1, 0, 0, 0, 0, time.UTC)
	length := w.End(start).Sub(start)
	if w.End(start.Add(time.Hour)).Sub(start.Add(time.Hour)) != length {
		return say(lang, "value.other")
	}
	if w.Rounds() {
		return say(lang, "value.rounded", "time", hours(lang, length))
	}
	return hours(lang, length)
}

// hours is a period as rules name it: 48 h and not 2 days, up to five days.
func hours(lang policy.Language, d time.Duration) string {
	if d%time.Hour != 0 || d > 120*time.Hour {
		return period(lang, d)
	}
	if n := strconv.Itoa(int(d / time.Hour)); lang == policy.Japanese {
		return n + "時間"
	} else {
		return n + " h"
	}
}

// size is a number of bytes: 1.2 MB, with 1 MB = 1,000,000 bytes (T7.2).
func size(n int64) string {
	switch {
	case n < 1000:
		return strconv.FormatInt(n, 10) + " B"
	case n < 1_000_000:
		return trimmed(n, 1000) + " kB"
	case n < 1_000_000_000:
		return trimmed(n, 1_000_000) + " MB"
	}
	return trimmed(n, 1_000_000_000) + " GB"
}

func trimmed(n, unit int64) string {
	return strings.TrimSuffix(strconv.FormatFloat(float64(n)/float64(unit), 'f', 1, 64), ".0")
}
