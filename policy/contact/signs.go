package contact

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

// signs puts a dot or an @ where a sign stands of which the text says that it is to be
// read so: canva★com/design/…, ★は点です.
func (sc *scan) signs() {
	var told map[rune]rune
	for _, h := range sc.hits {
		if !h.classes.any(explainSigns) {
			continue
		}
		sign := sc.signBefore(h.from)
		if sign == 0 {
			sign = sc.signAfter(h.to)
		}
		if sign != 0 {
			if told == nil {
				told = map[rune]rune{}
			}
			told[sign] = '.'
			if h.is(isAt) {
				told[sign] = '@'
			}
		}
	}
	for i, r := range sc.f.runes {
		if r != '@' || i == 0 || isLabel(sc.at(i-1)) || isLabel(sc.at(i+1)) {
			continue
		}
		if sign := sc.signBefore(i); sign != 0 { // ＊→＠
			if told == nil {
				told = map[rune]rune{}
			}
			told[sign] = '@'
		}
	}
	if told == nil {
		return
	}
	for i, r := range sc.f.runes {
		if as := told[key(r)]; as != 0 && isLabel(sc.at(i-1)) && isLabel(sc.at(i+1)) {
			sc.f.runes[i] = as
		}
	}
}

// explainSigns say what a sign stands for.
var explainSigns = of(isDot, isAt)

// signBefore is the sign that a word right behind it explains, as it is looked up:
// ★は点, 「★」をドット, ★ means dot; 0 for none.
func (sc *scan) signBefore(i int) rune {
	for at := i - 1; at >= 0 && i-at <= 12; at-- {
		switch r := sc.f.runes[at]; {
		case r == 'は' || r == 'を' || r == 'が' || r == '=' || r == '→' || r == ':' || isBlank(r) || closer(r) != 0 && r != '*' || r == '」' || r == ')' || isLatin(r):
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
