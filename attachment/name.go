package attachment

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// defaultName is the name of a file that has none left.
const defaultName = "file"

// CleanName makes a name that is safe to show and to save under (T7.5). Any
// script stays. Path parts, invalid UTF-8, control, direction-changing and
// invisible characters go, so do dots and blanks at either end; what Windows
// forbids becomes "_". The result is never empty and at most max bytes of UTF-8
// long, cut before the extension and between runes; a max below 1 is no limit.
// To clean a cleaned name changes nothing.
func CleanName(name string, max int) string {
	name = strings.ToValidUTF8(name, "\uFFFD")
	if i := strings.LastIndexAny(name, `/\`); i >= 0 {
		name = name[i+1:]
	}
	name = strings.Map(cleanRune, name)
	dotted := strings.HasPrefix(strings.TrimLeft(name, " "), ".")
	name = strings.Trim(name, " .")
	if dotted && known(strings.ToLower(name)) {
		name = defaultName + "." + name
	}
	if name == "" {
		name = defaultName
	}
	if reserved(name) {
		name = "_" + name
	}
	name = cut(name, max)
	if reserved(name) {
		name = "_" + name[1:]
	}
	return name
}

// cleanRune maps a rune to what may stand in a name; -1 drops it.
func cleanRune(r rune) rune {
	switch {
	case unicode.IsSpace(r):
		return ' '
	case unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp, unicode.Noncharacter_Code_Point):
		return -1
	case unicode.Is(unicode.Other_Default_Ignorable_Code_Point, r):
		return -1
	case strings.ContainsRune(`<>:"|?*`, r):
		return '_'
	}
	return r
}

// reserved: Windows takes these for devices, with any extension.
func reserved(name string) bool {
	base, _, _ := strings.Cut(name, ".")
	base = strings.ToUpper(strings.TrimRight(base, " "))
	switch base {
	case "CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$":
		return true
	}
	port, ok := strings.CutPrefix(base, "COM")
	if !ok {
		port, ok = strings.CutPrefix(base, "LPT")
	}
	return ok && utf8.RuneCountInString(port) == 1 && strings.Contains("0123456789¹²³", port)
}

// split takes an extension off, with its dot, if it is short enough to be one.
func split(name string) (stem, ext string) {
	i := strings.LastIndexByte(name, '.')
	if i <= 0 || len(name)-i > 16 {
		return name, ""
	}
	return name[:i], name[i:]
}

// cut shortens a name to max bytes before its extension.
func cut(name string, max int) string {
	if max < 1 || len(name) <= max {
		return name
	}
	stem, ext := split(name)
	if len(ext) >= max {
		stem, ext = name, ""
	}
	stem = strings.TrimRight(cutRunes(stem, max-len(ext)), " .")
	if stem == "" {
		return defaultName[:min(len(defaultName), max)]
	}
	return stem + ext
}

// cutRunes are the whole runes in the first n bytes.
func cutRunes(s string, n int) string {
	n = min(max(n, 0), len(s))
	for n > 0 && n < len(s) && !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n]
}

// distinct gives files of the same name numbers: "a.pdf", "a (2).pdf". Names
// that differ in case alone are the same on most desks.
func distinct(verdicts []Verdict, max int) {
	taken := make(map[string]bool, len(verdicts))
	for i := range verdicts {
		name := verdicts[i].Name
		for n := 2; taken[strings.ToLower(name)]; n++ {
			name = numbered(verdicts[i].Name, n, max)
		}
		verdicts[i].Name = name
		taken[strings.ToLower(name)] = true
	}
}

// numbered puts a number before the extension.
func numbered(name string, n, max int) string {
	stem, ext := split(name)
	tail := " (" + strconv.Itoa(n) + ")" + ext
	if max > 0 {
		stem = strings.TrimRight(cutRunes(stem, max-len(tail)), " .")
	}
	return stem + tail
}
