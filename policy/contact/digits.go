package contact

import "strings"

// token is one digit, or several that are written together: 九, ゼロ, 0, double five.
type token struct {
	from, to int
	digits   string
	script   script
	// gap says what stands between the token before and this one.
	gap gap
}

// script is how a digit is written.
type script uint8

const (
	plain   script = iota // 0, full width, circled, keycaps
	kanji                 // 〇, 九, 大字
	kana                  // ゼロ, きゅう
	english               // zero, oh
)

// gap is what stands between two digits.
type gap uint8

const (
	tight  gap = iota // nothing
	dashed            // a separator
	listed            // a comma and a blank: a list of numbers
	colons            // a colon: a time, a ratio
)

// plainDigits are the digits by value.
const plainDigits = "0123456789"

// kanjiDigits are digits and 大字.
var kanjiDigits = map[rune]byte{
	'〇': '0', '零': '0', '一': '1', '壱': '1', '壹': '1', '弌': '1', '二': '2', '弐': '2', '貳': '2', '三': '3', '参': '3', '參': '3', '四': '4', '肆': '4',
	'五': '5', '伍': '5', '六': '6', '陸': '6', '七': '7', '漆': '7', '八': '8', '捌': '8', '九': '9', '玖': '9',
}

// spokenDigits are digits as they are read out, by key (hiragana, large kana). The
// longer stand before the shorter.
var spokenDigits = []struct {
	word  string
	digit byte
}{
	{"せぶん", '7'}, {"ふおー", '4'}, {"ふあいぶ", '5'}, {"しつくす", '6'}, {"えいと", '8'}, {"ないん", '9'}, {"すりー", '3'}, {"つー", '2'}, {"わん", '1'}, {"おー", '0'},
	{"ぜろ", '0'}, {"れい", '0'}, {"れー", '0'}, {"まる", '0'}, {"いち", '1'}, {"いつち", '1'}, {"ひと", '1'}, {"にー", '2'}, {"にい", '2'}, {"ふた", '2'}, {"に", '2'},
	{"さん", '3'}, {"よん", '4'}, {"しー", '4'}, {"しち", '7'}, {"し", '4'}, {"よ", '4'}, {"ごー", '5'}, {"ごう", '5'}, {"ごお", '5'}, {"ご", '5'}, {"ろく", '6'}, {"ろつく", '6'}, {"なな", '7'},
	{"はち", '8'}, {"はつち", '8'}, {"ぱー", '8'}, {"きゆう", '9'}, {"きゆー", '9'}, {"くー", '9'}, {"く", '9'},
}

// englishTens are two digits in a word: oh ninety, nine hundred.
var englishTens = map[string]string{
	"hundred": "00", "ten": "10", "twenty": "20", "thirty": "30", "forty": "40", "fifty": "50", "sixty": "60", "seventy": "70", "eighty": "80", "ninety": "90",
}

// digitLike are letters that look like a digit.
var digitLike = map[string]byte{"l": '1', "i": '1', "s": '5'}

// englishDigits are digits in words.
var englishDigits = map[string]byte{
	"zero": '0', "oh": '0', "o": '0', "nought": '0', "null": '0', "one": '1', "two": '2', "three": '3', "four": '4', "five": '5', "six": '6', "seven": '7', "eight": '8', "nine": '9', "niner": '9',
}

// digitAt reads the digit at i. inRun: digits stand before it, so that words that
// often mean something else may be digits too.
func (sc *scan) digitAt(i int, inRun bool) (token, bool) {
	if i >= len(sc.f.runes) {
		return token{}, false
	}
	r := sc.f.runes[i]
	switch {
	case isDigit(r):
		at := r - '0'
		return token{from: i, to: i + 1, digits: plainDigits[at : at+1], script: plain}, true
	case isLatin(r):
		return sc.englishDigit(i, inRun)
	case r == '○' || r == '◯':
		// A circle is a zero beside digits; a row of circles is a row of blanks.
		if next, ok := sc.neighbour(i + 1); ok && next != r || inRun && !ok {
			return token{from: i, to: i + 1, digits: "0", script: kanji}, true
		}
		return token{}, false
	case r > 0x3040 && isKana(r):
		return sc.spokenDigit(i, inRun)
	case r >= 0x3007:
		if d, ok := kanjiDigits[r]; ok {
			return token{from: i, to: i + 1, digits: plainDigits[d-'0' : d-'0'+1], script: kanji}, true
		}
	}
	return token{}, false
}

// neighbour is the rune at i if it can be a digit in a mixed number.
func (sc *scan) neighbour(i int) (rune, bool) {
	r := sc.at(i)
	_, ok := kanjiDigits[r]
	return r, ok || isDigit(r) || r == '○' || r == '◯'
}

func (sc *scan) spokenDigit(i int, inRun bool) (token, bool) {
	k := key(sc.f.runes[i])
	// Only a zero begins a number in words.
	if !inRun && k != 'ぜ' && k != 'れ' && k != 'ま' {
		return token{}, false
	}
	for _, w := range spokenDigits {
		n := 0
		for _, r := range w.word {
			if key(sc.at(i+n)) != r {
				n = -1
				break
			}
			n++
		}
		if n > 1 && w.digit == '2' && key(sc.at(i+n)) == 'ち' {
			continue // に and いち
		}
		if n > 0 {
			return token{from: i, to: i + n, digits: plainDigits[w.digit-'0' : w.digit-'0'+1], script: kana}, true
		}
	}
	return token{}, false
}

// lettersLike reads several letters that look like digits.
func lettersLike(word string) (string, bool) {
	if len(word) < 2 || len(word) > 4 {
		return "", false
	}
	digits := []byte(word)
	for i, r := range digits {
		if digits[i] = '0'; r != 'o' {
			digits[i] = digitLike[string(r)]
		}
		if digits[i] == 0 {
			return "", false
		}
	}
	return string(digits), true
}

func (sc *scan) englishDigit(i int, inRun bool) (token, bool) {
	r := sc.f.runes
	if i > 0 && isLatin(r[i-1]) {
		return token{}, false
	}
	to := i
	for to < len(r) && isLatin(r[to]) && to-i < 8 {
		to++
	}
	if to < len(r) && isLatin(r[to]) {
		return token{}, false
	}
	word := string(r[i:to])
	if like := digitLike[word]; like != 0 {
		// Inside a number alone: 09l-…, O9O-I234-S678.
		if inRun && isDigit(sc.at(to)) && (isDigit(sc.at(i-1)) || sc.at(i-1) == '-' || sc.at(i-1) == ' ') {
			return token{from: i, to: to, digits: plainDigits[like-'0' : like-'0'+1], script: plain}, true
		}
		return token{}, false
	}
	if inRun && (isDigit(sc.at(to)) && (isDigit(sc.at(i-1)) || sc.at(i-1) == '-') || strings.Trim(word, "o") == "" && (isDigit(sc.at(to)) || isDigit(sc.at(i-1)))) {
		if digits, ok := lettersLike(word); ok {
			return token{from: i, to: to, digits: digits, script: plain}, true // O7O-I234-IO99
		}
	}
	if word == "double" || word == "triple" {
		if sc.at(to) == '-' {
			to++ // double-eight
		}
		if next, ok := sc.digitAt2(sc.blanks(to)); ok && inRun {
			times := 2
			if word == "triple" {
				times = 3
			}
			digits := ""
			for range times {
				digits += next.digits
			}
			return token{from: i, to: next.to, digits: digits, script: english}, true
		}
		return token{}, false
	}
	if tens := englishTens[word]; tens != "" && inRun {
		return token{from: i, to: to, digits: tens, script: english}, true
	}
	d, ok := englishDigits[word]
	if !ok || !inRun && word == "o" && !isDigit(sc.at(to)) {
		return token{}, false
	}
	kind := english
	if word == "o" {
		if !isDigit(sc.at(i-1)) && !isDigit(sc.at(to)) {
			return token{}, false
		}
		kind = plain
	}
	return token{from: i, to: to, digits: plainDigits[d-'0' : d-'0'+1], script: kind}, true
}

// digitAt2 reads a single English digit after "double".
func (sc *scan) digitAt2(i int) (token, bool) {
	if i >= len(sc.f.runes) || !isLatin(sc.f.runes[i]) && !isDigit(sc.f.runes[i]) {
		return token{}, false
	}
	if isDigit(sc.f.runes[i]) {
		return sc.digitAt(i, true)
	}
	to := i
	for to < len(sc.f.runes) && isLatin(sc.f.runes[to]) && to-i < 8 {
		to++
	}
	d, ok := englishDigits[string(sc.f.runes[i:to])]
	if !ok {
		return token{}, false
	}
	return token{from: i, to: to, digits: plainDigits[d-'0' : d-'0'+1], script: english}, true
}

// separators passes over what stands between the digits of a number and says what
// it is; ok is false if it ends the number.
func (sc *scan) separators(i int) (next int, g gap, ok bool) {
	r, blank, comma := sc.f.runes, false, false
	at := i
	for k := 0; at < len(r) && k < 4; k++ {
		c := r[at]
		switch {
		case isBlank(c):
			blank = true
		case c == ',':
			comma = true
		case c == ':' || c == '#' || c == '¥' || c == '$' || c == '%' || c == '×' || c == '\'' || c == '"' || c == '@':
			g = colons
		case kanjiDigits[c] != 0 || c == '○' || c == '◯':
			return at, sc.gapOf(g, comma, blank, at > i), true
		case c == 'の' && sc.wordAt(at, isHyphenWord) > at+1, c == 'と' && isDigit(sc.at(at+1)):
			at = max(sc.wordAt(at, isHyphenWord), at+1) - 1
		case c == 'の' || c == 'ノ':
		case isKana(c) && c != 'ー' || isKanji(c) || isLatin(c) || isDigit(c):
			to := sc.wordAt(at, isHyphenWord)
			if to == 0 {
				return at, sc.gapOf(g, comma, blank, at > i), true
			}
			at = to - 1
		}
		at++
	}
	return at, sc.gapOf(g, comma, blank, at > i), at < len(r)
}

func (sc *scan) gapOf(g gap, comma, blank, any bool) gap {
	switch {
	case g == colons:
		return colons
	case comma && blank:
		return listed
	case any:
		return dashed
	}
	return tight
}
