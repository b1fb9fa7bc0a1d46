package policy

import "maps"

// refusals are the words for the several ways in which one rule can say no, by
// "rule/code". {placeholders} are filled by a rejection's parameters.
var refusals = union(purchaseRefusals, attachmentRefusals, transactionRefusals, contactRefusals, conversationRefusals, accountRefusals, quotationRefusals, inboxRefusals, standingRefusals)

// words are one text in the languages of the catalogue.
type words struct{ en, ja string }

// union joins the tables of several files; a key stands in one of them.
func union(tables ...map[string]words) map[string]words {
	all := map[string]words{}
	for _, table := range tables {
		maps.Copy(all, table)
	}
	return all
}

// purchaseRefusals are the words of section 1.
var purchaseRefusals = map[string]words{
	"T1.10/paused": {
		en: "This service is not accepting orders at the moment.",
		ja: "このサービスは現在、注文を受け付けていません。",
	},
	"T1.10/cap": {
		en: "This service has as many open orders as its seller takes at a time.",
		ja: "このサービスは、出品者が同時に受け付ける件数の上限に達しています。",
	},
	"T1.10/self": {
		en: "Nobody can buy his own service.",
		ja: "自分のサービスを購入することはできません。",
	},
}

// refusalText is what a refusal says: its own words, or those of its code, or of
// its rule, or the rule's id.
func refusalText(rule, code string, lang Language) string {
	if text, ok := refusals[rule+"/"+code]; ok {
		return inLanguage(lang, text.en, text.ja)
	}
	if text, ok := codeRefusals[code]; ok {
		return inLanguage(lang, text.en, text.ja)
	}
	if r, ok := FindRule(rule); ok {
		return inLanguage(lang, r.English, r.Japanese)
	}
	return rule
}

// inLanguage picks a text; a language that the catalogue does not speak is
// answered in English.
func inLanguage(lang Language, english, japanese string) string {
	if lang == Japanese {
		return japanese
	}
	return english
}
