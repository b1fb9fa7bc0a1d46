package contact

import "strings"

// squeeze closes up words that are written letter by letter: L I N E, ラ・イ・ン,
// f o o @ e x a m p l e . j p. Three single letters or more count, apart by the same
// sign throughout. Digits alone stay as they are: the rules for numbers read them.
func (f *folded) squeeze() {
	out := 0
	for i := 0; i < len(f.runes); {
		if isShow(f.runes[i]) && i > 0 && i+1 < len(f.runes) && isKanji(f.runes[i-1]) && isKanji(f.runes[i+1]) {
			i++ // 直☆取引
			continue
		}
		if to := f.concatenated(i); to > 0 {
			i = to
			continue
		}
		if f.runes[i] == ' ' && f.spacedSign(i) {
			f.runes[out], f.at[out] = f.runes[i+1], f.at[i+1]
			out, i = out+1, i+3
			continue
		}
		if opens(f.runes[i]) && f.bracketed(i) > 2 {
			letters := f.bracketed(i)
			for ; letters > 0; letters-- {
				f.runes[out], f.at[out] = f.runes[i+1], f.at[i+1]
				out, i = out+1, i+3
			}
			continue
		}
		to, letters := f.spaced(i)
		if letters < 3 {
			// Up to its last letter, the run is done with.
			for stop := max(i+1, to-1); i < stop; i++ {
				f.runes[out], f.at[out] = f.runes[i], f.at[i]
				out++
			}
			continue
		}
		for ; i < to; i += 2 {
			f.runes[out], f.at[out] = f.runes[i], f.at[i]
			out++
		}
		i = to
		if i+1 < len(f.runes) && isBlank(f.runes[i]) && isKana(f.runes[out-1]) && isKanji(f.runes[i+1]) {
			i++ // こ こ な ら 抜き
		}
	}
	f.runes, f.at = f.runes[:out], f.at[:out]
}

// spacedSign reports an underscore with a blank on either side in a name: koeya _ mio.
func (f *folded) spacedSign(i int) bool {
	return i > 1 && i+3 < len(f.runes) && f.runes[i+1] == '_' && f.runes[i+2] == ' ' &&
		isWord(f.runes[i-1]) && isWord(f.runes[i-2]) && isWord(f.runes[i+3]) && f.runes[i-1] != '_' && f.runes[i+3] != '_'
}

// openerOf is the mark that opens what a mark closes; 0 for none.
func openerOf(r rune) rune {
	switch r {
	case '"', '\'', '`':
		return r
	case '」':
		return '「'
	case '』':
		return '『'
	case '”':
		return '“'
	}
	return 0
}

// concatenated is where two texts go on that a plus joins, as in code: "taro" + "@" + "…";
// 0 for none.
func (f *folded) concatenated(i int) (to int) {
	opening := openerOf(f.runes[i])
	if opening == 0 || i == 0 || isBlank(f.runes[i-1]) {
		return 0
	}
	joined := false
	if to := f.told(i, opening); to > 0 {
		return to
	}
	for to = i + 1; to < len(f.runes) && to-i < 4 && (isBlank(f.runes[to]) || f.runes[to] == '+'); to++ {
		joined = joined || f.runes[to] == '+'
	}
	if !joined || to >= len(f.runes) || f.runes[to] != opening {
		return 0
	}
	return to + 1
}

// told is where a quotation goes on that is to be put behind one that ends at i, if a
// sign of an address stands where they meet: 「onedrive.」のあとに「live.com/」.
func (f *folded) told(i int, opening rune) (to int) {
	for to = i + 1; to-i < 12 && to < len(f.runes) && f.runes[to] != opening; to++ {
		if !isBlank(f.runes[to]) && !isKana(f.runes[to]) && !isKanji(f.runes[to]) && f.runes[to] != '、' {
			return 0
		}
	}
	if to+2 >= len(f.runes) || f.runes[to] != opening || to == i+1 || !isJapanese(f.runes[to-1]) && f.runes[to-1] != '、' {
		return 0
	}
	before, after := f.runes[i-1], f.runes[to+1]
	sign := func(r rune) bool { return r == '.' || r == '/' || r == '@' || r == '_' }
	if sign(before) && (isWord(after) || sign(after)) || sign(after) && isWord(before) {
		return to + 1
	}
	return 0
}

// isShow reports a sign that is set between letters for show.
func isShow(r rune) bool {
	return r == '☆' || r == '★' || r == '♪' || r == '♡' || r == '♥' || r == '*'
}

// opens reports a bracket in which a letter may stand alone.
func opens(r rune) bool {
	return r == '(' || r == '[' || r == '{' || r == '<' || r == '【' || r == '「' || r == '『' || r == '〔'
}

// bracketed counts the letters in brackets of their own that follow at i: (L)(I)(N)(E).
func (f *folded) bracketed(i int) (letters int) {
	for i+2 < len(f.runes) && opens(f.runes[i]) && closer(f.runes[i]) == f.runes[i+2] && (isLatin(f.runes[i+1]) || isKana(f.runes[i+1])) {
		letters, i = letters+1, i+3
	}
	return letters
}

// spaced says how far a run of single letters goes that begins at i, and how many
// letters, other than digits, it has.
func (f *folded) spaced(i int) (to, letters int) {
	n := len(f.runes)
	if i+4 >= n || !isSpacer(f.runes[i+1]) || !spaceable(f.runes[i]) && !f.lone(i) {
		return 0, 0
	}
	if i > 0 && sameScript(f.runes[i-1], f.runes[i]) {
		return 0, 0
	}
	spacer := f.runes[i+1]
	for to = i; to < n && f.single(to, spacer); to += 2 {
		if r := f.runes[to]; !isDigit(r) && r != '@' && r != '.' {
			letters++
		}
		if to+1 >= n || f.runes[to+1] != spacer {
			return to + 1, letters
		}
	}
	// What is behind the last spacer is no single letter. The dot after the last
	// letter of an abbreviation belongs to it.
	if spacer == '.' && letters > 2 && (to >= n || isBlank(f.runes[to])) {
		return to, letters
	}
	return to - 1, letters
}

// single reports a letter that stands alone between spacers.
func (f *folded) single(i int, spacer rune) bool {
	r := f.runes[i]
	if !spaceable(r) && r != '!' && !(spacer == ' ' && f.lone(i)) || r == spacer {
		return false
	}
	if i+1 == len(f.runes) || f.runes[i+1] == spacer {
		return true
	}
	// Kana may go on in a particle: ラ イ ンで, ら い んで.
	next := f.runes[i+1]
	return !sameScript(r, next) || isKana(r) && (next == 'で' || next == 'の' || next == 'に' || next == 'は' || next == 'を' || next == '交')
}

// lone reports a kanji, other than of a number, with a blank beside it: 直 接 取 引.
func (f *folded) lone(i int) bool {
	r := f.runes[i]
	return isKanji(r) && !strings.ContainsRune("〇零一二三四五六七八九十百千", r) &&
		(i+1 < len(f.runes) && f.runes[i+1] == ' ' || i > 0 && f.runes[i-1] == ' ')
}

func spaceable(r rune) bool {
	return isLatin(r) || isDigit(r) || isKana(r) || r == '@' || r == '.' || r == '_'
}

func isSpacer(r rune) bool {
	switch r {
	case ' ', '\n', '.', '・', '·', '-', '_', '/', '*', '|', '☆', '★', '♪', '♡', '♥', '●', '○', ',', '、', '~', '+', '\'', '`', '^', '〜':
		return true
	}
	return false
}

func isKana(r rune) bool {
	return r >= 'ぁ' && r <= 'ゖ' || isKatakana(r)
}

func isKatakana(r rune) bool { return r >= 'ァ' && r <= 'ヺ' || r == 'ー' }

func isKanji(r rune) bool { return r >= 0x4e00 && r <= 0x9fff || r == '々' }

// sameScript reports letters that a reader takes for one word.
func sameScript(a, b rune) bool {
	switch {
	case isWord(a):
		return isWord(b)
	case isKatakana(a):
		return isKatakana(b)
	case isKana(a):
		return isKana(b) && !isKatakana(b)
	}
	return false
}
