package inbox

import (
	"fmt"
	"strings"
	"time"

	"github.com/torikime/torikime/policy"
)

// words are one text in both languages.
type words struct{ en, ja string }

// in picks a language; one that is not spoken here is answered in English.
func (w words) in(lang policy.Language) string {
	if lang == policy.Japanese {
		return w.ja
	}
	return w.en
}

// FixedZone is a policy's offset as a zone to show instants in, for a host that
// has no table of zones.
func FixedZone(o policy.Offset) *time.Location {
	return time.FixedZone("UTC"+o.String(), int(o))
}

// When shows an instant in the platform's zone and, where its clock shows something
// else, in the reader's own (T9.5). A nil platform is UTC; a nil own is the platform's.
//
//	Thu 10 January 2030, 9:00 JST (Wed 9 January 2030, 16:00 PST your time)
//	2030年1月10日(木) 9:00 JST（現地時間 2030年1月9日(水) 16:00 PST）
func When(lang policy.Language, at time.Time, platform, own *time.Location) string {
	if platform == nil {
		platform = time.UTC
	}
	shown := clockIn(lang, at.In(platform))
	if own == nil || clockOf(at.In(own)) == clockOf(at.In(platform)) {
		return shown
	}
	if lang == policy.Japanese {
		return shown + "（現地時間 " + clockIn(lang, at.In(own)) + "）"
	}
	return shown + " (" + clockIn(lang, at.In(own)) + " your time)"
}

func clockOf(at time.Time) string { return at.Format("2006-01-02T15:04:05.999999") }

var weekdays = [...]string{"日", "月", "火", "水", "木", "金", "土"}

// clockIn is an instant in its zone. Seconds are shown only where there are any.
func clockIn(lang policy.Language, at time.Time) string {
	clock := "15:04"
	if at.Second() != 0 || at.Nanosecond() != 0 {
		clock = "15:04:05"
	}
	shown := strings.TrimPrefix(at.Format(clock), "0")
	zone, _ := at.Zone()
	if strings.HasPrefix(zone, "+") || strings.HasPrefix(zone, "-") {
		zone = "UTC" + zone // a zone without letters of its own
	}
	if lang == policy.Japanese {
		return fmt.Sprintf("%d年%d月%d日(%s) %s %s", at.Year(), at.Month(), at.Day(), weekdays[at.Weekday()], shown, zone)
	}
	return at.Format("Mon 2 January 2006") + ", " + shown + " " + zone
}
