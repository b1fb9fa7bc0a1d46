package web

import (
	"maps"
	"strings"

	"github.com/torikime/torikime/policy"
)

// text is what a page says, in both languages. {placeholders} are filled in.
type text struct{ en, ja string }

// texts is everything that pages say by themselves. What rules say, the rule
// catalogue knows.
var texts = union(frameTexts, peopleTexts, serviceTexts, roomTexts, actionTexts, eventTexts, findingTexts, policyTexts, quotationTexts, messageTexts, accountTexts, inboxTexts, payTexts, paperTexts, deskMoneyTexts)

func union(tables ...map[string]text) map[string]text {
	all := map[string]text{}
	for _, table := range tables {
		maps.Copy(all, table)
	}
	return all
}

// say is a text in a language, with its placeholders filled: name, value, name,
// value. A key that does not exist shows itself, and fails the tests.
func say(lang policy.Language, key string, fill ...string) string {
	t, ok := texts[key]
	if !ok {
		return "⟨" + key + "⟩"
	}
	words := t.en
	if lang == policy.Japanese {
		words = t.ja
	}
	if len(fill) == 0 {
		return words
	}
	pairs := make([]string, 0, len(fill))
	for i := 0; i+1 < len(fill); i += 2 {
		pairs = append(pairs, "{"+fill[i]+"}", fill[i+1])
	}
	return strings.NewReplacer(pairs...).Replace(words)
}

// known reports a key that there is a text for.
func known(key string) bool {
	_, ok := texts[key]
	return ok
}
