package web

import (
	"net/http"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/transaction"
)

// drawings are the picture of the machine under a policy, by language. They are
// drawn once: the policy in force stays until the program ends.
func drawings(p *policy.Policy) map[policy.Language]string {
	g := transaction.Draw(&p.Terms)
	return map[policy.Language]string{policy.English: g.SVG(policy.English), policy.Japanese: g.SVG(policy.Japanese)}
}

// diagram is the picture for the page of rules, which names the language, so that
// a cache never shows the other one; it is kept for a minute, because the next start
// may have another policy. It may style itself, and load nothing.
func (v *visit) diagram() error {
	lang := v.lang
	if asked := policy.Language(v.r.URL.Query().Get("lang")); asked != "" {
		lang = asked
	}
	drawn, known := v.drawn[lang]
	if !known {
		return status(http.StatusNotFound)
	}
	h := v.w.Header()
	h.Set("Content-Type", "image/svg+xml")
	h.Set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'")
	h.Set("Cache-Control", "private, max-age=60")
	h.Set("Vary", "Cookie, Accept-Language")
	_, _ = v.w.Write([]byte(drawn)) // whoever left does not see it
	return nil
}
