package contact

import "strings"

// rows are the kana in which a Japanese verb of five rows ends, each with what may
// stand in its place: 話す, 話さない, 話します, 話せる, 話そう, 話して.
var rows = map[string]string{
	"う": "わいうえおっ", "く": "かきくけこい", "ぐ": "がぎぐげごい", "す": "さしすせそ", "つ": "たちつてとっ",
	"ぬ": "なにぬねのん", "ぶ": "ばびぶべぼん", "む": "まみむめもん", "る": "らりるれろっ",
}

// godan are all forms of verbs of five rows, given as dictionaries give them. Verbs
// of one row (教える) need no forms: their stem stands in all of them.
func godan(verbs string) string {
	var forms []string
	for _, v := range strings.Split(verbs, "|") {
		runes := []rune(v)
		stem, last := string(runes[:len(runes)-1]), string(runes[len(runes)-1:])
		for _, r := range rows[last] {
			// 行く goes its own way, and a row's い would find 行い.
			if last == "く" && r == 'い' && strings.HasSuffix(stem, "行") {
				r = 'っ'
			}
			forms = append(forms, stem+string(r))
		}
	}
	return strings.Join(forms, "|")
}

// regular are the forms of English verbs with each of some objects behind them:
// text me, texted me, texting me.
func regular(verbs, objects string) string {
	var forms []string
	for _, v := range strings.Split(verbs, "|") {
		doubled := v
		if v == "dm" || v == "pm" || v == "msg" {
			doubled += "'" // dm'd
		}
		past, going := doubled+"ed", v+"ing"
		if doubled != v {
			past = doubled + "d"
		}
		if strings.HasSuffix(v, "e") {
			past, going = v+"d", strings.TrimSuffix(v, "e")+"ing"
		}
		for _, o := range strings.Split(objects, "|") {
			forms = append(forms, v+" "+o, going+" "+o)
			if o != "me" && o != "us" { // my husband called me
				forms = append(forms, past+" "+o)
			}
		}
	}
	return strings.Join(forms, "|")
}

// pairs joins every first word with every second one: my|your, bank|wallet.
func pairs(first, between, second string) string {
	var all []string
	for _, a := range strings.Split(first, "|") {
		for _, b := range strings.Split(second, "|") {
			all = append(all, a+between+b)
		}
	}
	return strings.Join(all, "|")
}
