package contact

import "github.com/torikime/torikime/policy"

// Explain says in words why a finding is one. A language that is not spoken is
// answered in English.
func Explain(f policy.Found, lang policy.Language) string {
	w, ok := reasons[f.Why]
	if !ok {
		w = reasons[string(f.Kind)]
	}
	if lang == policy.Japanese {
		return w.ja
	}
	return w.en
}

type words struct{ en, ja string }

var reasons = map[string]words{
	"address": {"This looks like a mail address.", "メールアドレスと思われる記載があります。"},
	"phone":   {"This looks like a telephone number.", "電話番号と思われる記載があります。"},
}
