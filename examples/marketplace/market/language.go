package market

import (
	"strconv"
	"strings"

	"github.com/torikime/torikime/policy"
)

// LanguageOf is the one that a client prefers among those that the catalogue speaks,
// by its Accept-Language; English if it has no wish.
func LanguageOf(accept string) policy.Language {
	best, lang := 0.0, policy.English
	for part := range strings.SplitSeq(accept, ",") {
		tag, weight, _ := strings.Cut(strings.TrimSpace(part), ";")
		q := 1.0
		if text, ok := strings.CutPrefix(strings.TrimSpace(weight), "q="); ok {
			q, _ = strconv.ParseFloat(text, 64)
		}
		primary, _, _ := strings.Cut(strings.ToLower(tag), "-")
		if q > best && (primary == "ja" || primary == "en") {
			best, lang = q, policy.Language(primary)
		}
	}
	return lang
}
