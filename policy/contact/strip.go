package contact

import "strings"

// noises are names of signs that people scatter through a detail and tell one to leave
// out, with the signs.
var noises = []struct{ words, signs string }{
	{"星|星印|星マーク|スター|アスタリスク|米印|star|stars|asterisk|asterisks", "*★☆※✩✭⭐"},
	{"ハート|はーと|ハートマーク|heart|hearts", "♡♥❤"},
	{"ハイフン|棒|横棒|dash|dashes|hyphen|hyphens", "-"},
	{"スペース|空白|半角スペース|ブランク|空き|space|spaces|blank|blanks|gap|gaps", " "},
	{"スラッシュ|slash|slashes", "/"},
	{"縦棒|bar|bars|pipe|pipes", "|"},
	{"波線|チルダ|tilde|tildes", "~"},
	{"記号|絵文字|マーク|飾り|symbol|symbols|emoji|emojis", "*★☆※♡♥❤♪✩✭⭐●○■□◆◇▲△^|~"},
}

// strip takes signs out of details where the text says that they are to be left out:
// dro*pbox.c*om, take the stars out; 0x9x0x… （xはのぞいて）. It reports whether any was.
func (sc *scan) strip() bool {
	signs := ""
	for _, h := range sc.hits {
		if h.classes.any(stripWords) {
			if more := sc.noiseNear(h); !strings.Contains(signs, more) && len(signs) < 200 {
				signs += more
			}
		}
	}
	if signs == "" {
		return false
	}
	out := 0
	for i, r := range sc.f.runes {
		if strings.ContainsRune(signs, r) && out > 0 && sc.isScattered(r, sc.f.runes[out-1], i, signs) {
			continue
		}
		sc.f.runes[out], sc.f.at[out] = r, sc.f.at[i]
		out++
	}
	stripped := out < len(sc.f.runes)
	sc.f.runes, sc.f.at = sc.f.runes[:out], sc.f.at[:out]
	return stripped
}

// stripWords take signs out.
var stripWords = of(isStrip)

// noiseNear are the signs beside a word that takes them out: by name on either side, or
// themselves before it.
func (sc *scan) noiseNear(h hit) string {
	for k := sc.seek(max(h.from-10, 0)); k < len(sc.hits) && sc.hits[k].from < h.to+14; k++ {
		if !sc.hits[k].is(isNoise) {
			continue
		}
		word := sc.read(sc.hits[k].from, sc.hits[k].to)
		for _, n := range noises {
			if strings.Contains("|"+n.words+"|", "|"+word+"|") {
				return n.signs
			}
		}
	}
	if isLatin(sc.at(h.from)) {
		return ""
	}
	for i := h.from - 1; i >= 0 && h.from-i < 7; i-- {
		switch r := sc.f.runes[i]; {
		case r == 'は' || r == 'を' || r == 'だ' || r == 'け' || r == '」' || r == '全' || r == '部' || r == 'も' || r == 'と':
		case isLatin(r) && !isWord(sc.at(i-1)) && !isWord(sc.at(i+1)), isStar(r), isAtSymbol(r) && r != 'あ':
			return string(r)
		default:
			return ""
		}
	}
	return ""
}

// isScattered reports a sign that stands inside a detail: a letter among digits, a blank
// beside another sign, anything else between letters.
func (sc *scan) isScattered(r, before rune, i int, signs string) bool {
	next := i + 1
	for next-i < 6 && sc.at(next) != 0 && strings.ContainsRune(signs, sc.at(next)) {
		next++
	}
	after := sc.at(next)
	switch {
	case isLatin(r):
		return isDigit(before) && isDigit(after)
	case r == ' ':
		return isDetailSign(before) && (isWord(after) || isDetailSign(after)) || isWord(before) && isDetailSign(after)
	}
	return (isWord(before) || isDetailSign(before)) && (isWord(after) || isDetailSign(after))
}

func isDetailSign(r rune) bool { return r == '.' || r == '/' || r == '@' || r == '_' || r == '-' }
