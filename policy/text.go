package policy

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// MaxText is the longest text of one message, reason or comment in code points,
// where no rule sets a smaller limit.
const MaxText = 20_000

// MaxID is the longest id of a person, a service, a transaction or an option, in bytes.
const MaxID = 200

// CheckID says what is wrong with an id: nothing in it, more than MaxID bytes,
// invalid UTF-8, control or invisible characters or line breaks. Its code is "id". The second
// result is false if nothing is.
func CheckID(path, id string) (Fault, bool) {
	_, bad := CheckText(path, id, MaxID)
	if !bad && id != "" && len(id) <= MaxID && !strings.ContainsFunc(id, unseen) {
		return Fault{}, false
	}
	return codeFault(path, "id", map[string]string{"max": strconv.Itoa(MaxID)}), true
}

// unseen reports what nobody sees in an id: line breaks, tabs, format characters.
func unseen(r rune) bool {
	return r == '\n' || r == '\r' || r == '\t' || r > unicode.MaxASCII && unicode.In(r, unicode.Cf, unicode.Zl, unicode.Zp)
}

// turns reports a character that changes the direction of what stands behind it:
// with it a text reads as something that it is not.
func turns(r rune) bool { return r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069 }

// CheckText says what is wrong with a text that a person wrote: invalid UTF-8,
// control characters other than line breaks and tabs, direction-changing
// characters, or more code points than max. Codes: "utf8", "control", "direction",
// "too_long". The second result is false if nothing is. Other invisible characters
// are allowed: emoji are made of them.
func CheckText(path, text string, max int) (Fault, bool) {
	if len(text) <= max && printable(text) {
		return Fault{}, false
	}
	runes := 0
	for at, r := range text {
		runes++
		switch {
		case r == utf8.RuneError && !strings.HasPrefix(text[at:], "\uFFFD"):
			return codeFault(path, "utf8", map[string]string{"at": strconv.Itoa(at)}), true
		case r < ' ' && r != '\n' && r != '\r' && r != '\t', r == 0x7f, r >= 0x80 && r < 0xa0:
			return strange(path, "control", r, at), true
		case turns(r):
			return strange(path, "direction", r, at), true
		}
	}
	if runes > max {
		return codeFault(path, "too_long", map[string]string{"count": strconv.Itoa(runes), "max": strconv.Itoa(max)}), true
	}
	return Fault{}, false
}

func strange(path, code string, r rune, at int) Fault {
	return codeFault(path, code, map[string]string{"char": fmt.Sprintf("U+%04X", r), "at": strconv.Itoa(at)})
}

// printable reports printable ASCII: the common case, and a quick one.
func printable(text string) bool {
	for i := range len(text) {
		if text[i] < ' ' || text[i] > '~' {
			return false
		}
	}
	return true
}

// Blank reports whether a text says nothing: empty, white space and invisible
// format characters alone.
func Blank(text string) bool {
	for _, r := range text {
		if !unicode.IsSpace(r) && !unicode.Is(unicode.Cf, r) {
			return false
		}
	}
	return true
}
