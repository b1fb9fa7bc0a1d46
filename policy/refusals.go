package policy

import "maps"

// refusals are the words for the several ways in which one rule can say no, by
// "rule/code". {placeholders} are filled by a rejection's parameters.
var refusals = union(purchaseRefusals, attachmentRefusals, transactionRefusals, contactRefusals, findingRefusals(), conversationRefusals, accountRefusals, quotationRefusals, inboxRefusals, listingRefusals, standingRefusals, chargeRefusals, payoutRefusals, transferRefusals)

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

// codeFaults are the words for what is wrong with a part of an input, by code,
// where no rule has its own. {placeholders} are filled by the fault's parameters.
var codeFaults = map[string]words{
	"utf8":      {en: "byte {at} is not valid UTF-8", ja: "{at}バイト目がUTF-8として正しくありません。"},
	"control":   {en: "control character {char} at byte {at}; only line breaks and tabs are allowed", ja: "{at}バイト目に制御文字（{char}）があります。使えるのは改行とタブだけです。"},
	"direction": {en: "direction-changing character {char} at byte {at}; none is allowed", ja: "{at}バイト目に文字の向きを変える文字（{char}）があります。使えません。"},
	"too_long":  {en: "{count} code points; at most {max} are allowed", ja: "{count}文字あります。{max}文字まで入力できます。"},
	"id":        {en: "an id has 1 to {max} bytes of UTF-8 without control or invisible characters", ja: "IDは、制御文字や見えない文字を含まない1～{max}バイトのUTF-8です。"},
	"empty":     {en: "is empty; it has to say something", ja: "入力してください。"},
	"missing":   {en: "is missing", ja: "入力してください。"},
	"currency":  {en: "is in another currency than it can be", ja: "通貨が正しくありません。"},
	"amount":    {en: "is no amount that can be paid", ja: "金額が正しくありません。0より大きい、その通貨で支払える額を入力してください。"},
	"date":      {en: "a date such as 2030-01-20 is right", ja: "2030-01-20のような日付を入力してください。"},
}

// codeFault is a fault in the words for its code.
func codeFault(path, code string, params map[string]string) Fault {
	text, _ := fill(codeFaults[code].en, params)
	return Fault{Path: path, Code: code, Message: text, Params: params}
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
