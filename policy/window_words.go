package policy

import (
	"fmt"
	"strings"
	"time"
)

// Words is the window as a person reads it: "48 h", "120 days", "72 h, up to the
// full hour"; "off" if it never ends. Up to five days are hours, as rules name them.
func (w Window) Words(lang Language) string {
	text := w.formWords(lang)
	if !w.roundUp {
		return text
	}
	return text + inLanguage(lang, ", up to the full hour", "（正時に切り上げ）")
}

func (w Window) formWords(lang Language) string {
	switch w.form {
	case formElapsed:
		return Period(w.elapsed).Words(lang)
	case formEndOfDay:
		return fmt.Sprintf(inLanguage(lang, "the end of day %d", "%d日後の終わりまで"), w.days)
	case formBusinessDays:
		return fmt.Sprintf(inLanguage(lang, "%d business days", "%d営業日"), w.days)
	case formEarlierOf:
		return inLanguage(lang, "the earlier of ", "早い方：") + w.severalWords(lang)
	case formLaterOf:
		return inLanguage(lang, "the later of ", "遅い方：") + w.severalWords(lang)
	}
	return inLanguage(lang, "off", "なし")
}

func (w Window) severalWords(lang Language) string {
	parts := make([]string, len(w.of))
	for i := range w.of {
		parts[i] = w.of[i].Words(lang)
	}
	return strings.Join(parts, inLanguage(lang, " and ", "・"))
}

// Words is the period as a person reads it: "48 h", "7 days", "1 h 30 min".
func (p Period) Words(lang Language) string {
	const day, hours = 24 * time.Hour, 120 * time.Hour
	d := p.Duration()
	if d > hours && d%day == 0 {
		return fmt.Sprintf(inLanguage(lang, "%d days", "%d日"), d/day)
	}
	var parts []string
	for _, u := range []struct {
		length time.Duration
		en, ja string
	}{{time.Hour, "%d h", "%d時間"}, {time.Minute, "%d min", "%d分"}, {time.Second, "%d s", "%d秒"}, {time.Microsecond, "%d µs", "%dマイクロ秒"}} {
		if n := d / u.length; n > 0 || d == 0 && u.length == time.Hour {
			parts = append(parts, fmt.Sprintf(inLanguage(lang, u.en, u.ja), int64(n)))
			d -= n * u.length
			if d == 0 {
				break
			}
		}
	}
	return strings.Join(parts, inLanguage(lang, " ", ""))
}

// Bounds are the shortest and the longest time from a start to the instant at
// which the window fires, rounding included; equal for elapsed time that is not
// rounded. Both are 0 if the window is off.
func (w Window) Bounds() (least, most time.Duration) {
	const day = 24 * time.Hour
	switch w.form {
	case formElapsed:
		least, most = w.elapsed, w.elapsed
	case formEndOfDay, formBusinessDays:
		// A start just before midnight leaves the least of its own day.
		least, most = time.Duration(w.days)*day+time.Microsecond, w.longest()
	case formEarlierOf, formLaterOf:
		least, most = w.severalBounds()
	}
	if w.roundUp {
		most += time.Hour - time.Microsecond
	}
	return least, most
}

func (w Window) severalBounds() (least, most time.Duration) {
	pick := func(a, b time.Duration) time.Duration { return max(a, b) }
	if w.form == formEarlierOf {
		pick = func(a, b time.Duration) time.Duration { return min(a, b) }
	}
	for i := range w.of {
		l, m := w.of[i].Bounds()
		if i == 0 {
			least, most = l, m
			continue
		}
		least, most = pick(least, l), pick(most, m)
	}
	return least, most
}

// surelyLonger reports that a window ends after another from whatever common
// start. One that is off is not compared.
func surelyLonger(a, b Window) bool {
	least, _ := a.Bounds()
	_, most := b.Bounds()
	return !a.Off() && !b.Off() && least > most
}
