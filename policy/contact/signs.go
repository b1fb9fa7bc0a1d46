package contact

import "strings"

// screens takes the words of the work out of what is done in a call: 画面共有, share my screen.
func (sc *scan) screens() {
	for k, h := range sc.hits {
		if !h.is(isScreen) {
			continue
		}
		for j := k; j < len(sc.hits) && sc.hits[j].from < h.to; j++ {
			sc.notWork(j, h)
		}
		for j := k - 1; j >= 0 && sc.hits[j].from == h.from; j-- {
			sc.notWork(j, h)
		}
	}
}

// notWork clears a word inside of h.
func (sc *scan) notWork(j int, h hit) {
	if sc.hits[j].to <= h.to {
		rest := sc.hits[j].classes.without(of(isWork, isSubject))
		sc.hits[j].classes = &rest
	}
}

// meaning is what a text says that a sign stands for: a dot, an @, or first the one and
// then the other.
type meaning uint8

const (
	aDot meaning = 1 << iota
	anAt
)

// signs puts a dot or an @ where a sign stands of which the text says that it is to be
// read so: canva★com/design/…, ★は点です.
func (sc *scan) signs() {
	var told map[rune]meaning
	tell := func(sign rune, as meaning) {
		if sign == 0 {
			return
		}
		if told == nil {
			told = map[rune]meaning{}
		}
		told[sign] |= as
	}
	for _, h := range sc.hits {
		if !h.classes.any(explainSigns) {
			continue
		}
		sign, as := sc.signBefore(h.from), aDot
		if sign == 0 {
			sign = sc.signAfter(h.to)
		}
		if h.is(isAt) {
			as = anAt
		}
		tell(sign, as)
	}
	for i, r := range sc.f.runes {
		if r == '@' && i > 0 && !isLabel(sc.at(i-1)) && !isLabel(sc.at(i+1)) {
			tell(sc.signBefore(i), anAt) // ＊→＠
		}
	}
	if told != nil {
		sc.replaceSigns(told)
	}
}

// replaceSigns reads such signs where they join letters. A sign that stands for both is the
// @ where it comes first: kurumi☆okashi☆example☆com.
func (sc *scan) replaceSigns(told map[rune]meaning) {
	at := false
	for i, r := range sc.f.runes {
		as := told[key(r)]
		switch {
		case as == 0:
			at = at && (isLabel(r) || r == '.' || r == ' ')
		case !(isLabel(sc.at(i-1)) && isLabel(sc.at(i+1)) || sc.betweenBlanks(i)):
		case as == aDot || at:
			sc.f.runes[i] = '.'
		default:
			sc.f.runes[i], at = '@', as == aDot|anAt
		}
	}
}

// betweenBlanks reports a sign with a blank and a letter on either side: kantei ◎ hoshizora.
func (sc *scan) betweenBlanks(i int) bool {
	return isBlank(sc.at(i-1)) && isBlank(sc.at(i+1)) && isLabel(sc.at(i-2)) && isLabel(sc.at(i+2))
}

// explainSigns say what a sign stands for.
var explainSigns = of(isDot, isAt)

// signBefore is the sign that a word right behind it explains, as it is looked up:
// ★は点, 「★」をドット, ★ means dot; 0 for none.
func (sc *scan) signBefore(i int) rune {
	for at := i - 1; at >= 0 && i-at <= 12; at-- {
		switch r := sc.f.runes[at]; {
		case strings.ContainsRune("はをがだけのひとつふため最初後以降目一二番", r) || r == '=' || r == '→' || r == ':' || isBlank(r) || closer(r) != 0 && r != '*' || r == '」' || r == ')' || isLatin(r):
		case isAtSymbol(r) || isStar(r):
			return key(r)
		default:
			return 0
		}
	}
	return 0
}

// signAfter is the sign right behind a word that it is written for: ドットを「・」に,
// dot as ★; 0 for none.
func (sc *scan) signAfter(i int) rune {
	for at := i; at < i+6; at++ {
		switch r := sc.at(at); {
		case r == 'を' || r == 'は' || r == '=' || r == '→' || r == ':' || r == '「' || r == '(' || r == '"':
		case at > i && (isStar(r) || r == '★' || r == '☆') && !isLabel(sc.at(at+1)):
			return key(r)
		default:
			return 0
		}
	}
	return 0
}

// isStar reports signs that isAtSymbol has not, as they alone say little.
func isStar(r rune) bool {
	return r == '●' || r == '○' || r == '◎' || r == '・' || r == '~' || r == '^'
}
