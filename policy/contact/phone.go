package contact

import (
	"strings"

	"github.com/torikime/torikime/policy"
)

// maxRun is how many digits are looked at together; a longer row is read in
// overlapping pieces, so that the work stays in proportion to the text.
const maxRun = 256

// phones finds telephone numbers.
func (sc *scan) phones() {
	for i := 0; i < len(sc.f.runes); {
		if !sc.mayBegin(i) || sc.taken(i, i+1, inLink|inAddress) {
			i++
			continue
		}
		to := sc.gather(i)
		if len(sc.tokens) == 0 {
			i++
			continue
		}
		sc.numbers()
		if len(sc.tokens) == maxRun {
			to = sc.tokens[maxRun-24].from
		}
		i = max(to, i+1)
	}
}

// mayBegin is a quick look at whether a number can begin at i.
func (sc *scan) mayBegin(i int) bool {
	switch r := sc.f.runes[i]; {
	case isDigit(r):
		return true
	case r < 0x80:
		return isLatin(r) && !isLatin(sc.at(i-1)) && sc.mayName(i)
	default:
		switch r {
		case '〇', '零', '○', '◯', 'ぜ', 'ゼ', 'れ', 'レ', 'ま', 'マ', '八':
			return true
		}
		return false
	}
}

// mayName is a quick look at whether the name of a digit can begin at i: most English
// words that begin like one go on in another way.
func (sc *scan) mayName(i int) bool {
	next := sc.at(i + 1)
	switch sc.f.runes[i] {
	case 'z':
		return next == 'e'
	case 'o':
		return !isLatin(next) || next == 'n' || next == 'h'
	case 'n':
		return next == 'i' || next == 'o' || next == 'u'
	case 't':
		return next == 'w' || next == 'h' && sc.at(i+2) == 'r' || next == 'e'
	case 'f':
		return next == 'o' || next == 'i'
	case 's':
		return next == 'i' || next == 'e'
	case 'e':
		return next == 'i'
	}
	return false
}

// gather reads the digits that follow each other from i on, and says where they end.
func (sc *scan) gather(i int) int {
	sc.tokens = sc.tokens[:0]
	at, g := i, tight
	for at < len(sc.f.runes) && len(sc.tokens) < maxRun {
		t, ok := sc.digitAt(at, len(sc.tokens) > 0)
		if !ok {
			break
		}
		if n := len(sc.tokens); n > 0 && t.script == english && sc.tokens[n-1].script == english && sc.at(t.from-1) == ' ' && sc.tokens[n-1].to == t.from-1 {
			g = tight // words have blanks between them anyway
		}
		t.gap = g
		sc.tokens = append(sc.tokens, t)
		next, between, ok := sc.separators(t.to)
		if !ok {
			break
		}
		at, g = next, between
	}
	if n := len(sc.tokens); n > 0 {
		return sc.tokens[n-1].to
	}
	return i
}

// numbers looks for numbers among the gathered digits.
func (sc *scan) numbers() {
	for s := 0; s < len(sc.tokens); {
		if !sc.startsAt(s) {
			s++
			continue
		}
		if e := sc.numberFrom(s); e > s {
			s = e
			continue
		}
		sc.pieces(s)
		s++
	}
}

// startsAt reports a place where a number may begin: not inside another one, a
// word, a price or a code.
func (sc *scan) startsAt(s int) bool {
	t := sc.tokens[s]
	if s > 0 {
		before := sc.tokens[s-1]
		if t.gap == tight {
			return t.script != before.script && (t.script == plain || before.script == plain) && t.digits[0] == '0'
		}
		if last := sc.at(t.from - 1); (last == '-' || last == '.' || last == '_') && t.from-before.to == 1 {
			return false
		}
		if sc.at(t.from-1) == ',' && t.from-before.to == 1 && len(before.digits) == 1 && t.digits == "0" && sc.at(t.from+3) != ',' && sc.at(before.to-2) != '0' && !isDigit(sc.at(before.to-2)) {
			return false // 1,080
		}
		if t.script == kana && t.digits[0] != '0' {
			return false
		}
	}
	switch before := sc.at(t.from - 1); {
	case before == '#' && t.digits == "0" && (isBlank(sc.at(t.from+3)) || sc.at(t.from+3) == '-'):
		return true // #090 1234 5678
	case isLatin(before) || before == '#' || before == '¥' || before == '$' || before == '€' || before == '%' || before == '=' || before == '^' || before == '\\':
		return false
	case (before == '-' || before == '.' || before == '_' || before == '/') && isWord(sc.at(t.from-2)) && s == 0:
		return sc.endsLabel(t.from-1, isPhoneLabel) || before == '_' && sc.isCallName(t.from-1)
	}
	return true
}

// endsLabel reports a word of a class right before i.
func (sc *scan) endsLabel(i int, list ...class) bool {
	want := of(list...)
	for k := sc.seek(max(i-16, 0)); k < len(sc.hits) && sc.hits[k].from < i; k++ {
		if sc.hits[k].to == i && sc.hits[k].classes.any(want) {
			return true
		}
	}
	return false
}

// numberFrom tries the numbers that begin at a token and says which token is the
// first behind the one it found.
func (sc *scan) numberFrom(s int) int {
	var digits [24]byte
	var groups [24]int
	n, g := 0, 0
	shape := shape{foreign: sc.plusBefore(sc.tokens[s].from), bracket: sc.at(sc.tokens[s].from-1) == '('}
	best, bestEnd := candidate{}, 0
	for e := s; e < len(sc.tokens); e++ {
		t := sc.tokens[e]
		if n+len(t.digits) > 17 || e > s && t.gap == colons {
			break
		}
		if e > s && t.gap != tight {
			g++
			shape.listed = shape.listed || t.gap == listed
			shape.dashes = shape.dashes || sc.at(t.from-1) == '-' || sc.at(t.from-2) == '-'
			shape.blanks = shape.blanks || isBlank(sc.at(t.from-1))
		}
		n += copy(digits[n:], t.digits)
		groups[g] += len(t.digits)
		shape.spoken = shape.spoken || t.script != plain
		shape.mixed = shape.mixed || t.script == plain
		shape.english = shape.english || t.script == english
		if n < 8 || !sc.endsAt(e, groups[:g+1]) {
			continue
		}
		shape.digits, shape.groups = string(digits[:n]), groups[:g+1]
		if c := sc.s.classify(shape); c.confidence > 0 && c.confidence >= best.confidence {
			best, bestEnd = c, e+1
		}
	}
	if bestEnd == 0 {
		return 0
	}
	from, to := sc.tokens[s].from, sc.tokens[bestEnd-1].to
	confidence := best.confidence + sc.numberContext(from, to, best)
	if confidence < threshold {
		return 0
	}
	if shape.foreign {
		from = sc.plusFrom(from)
	}
	sc.add(policy.FoundPhone, from, to, confidence, best.why)
	sc.take(from, to, inPhone)
	return bestEnd
}

// endsAt reports a place where a number may end.
func (sc *scan) endsAt(e int, groups []int) bool {
	t := sc.tokens[e]
	if e+1 < len(sc.tokens) {
		next := sc.tokens[e+1]
		if next.gap == tight {
			// A particle such as に may have been read as a digit.
			return next.script == kana && (t.script != kana || next.to-next.from == 1)
		}
		first := sc.at(t.to)
		if (first == '-' || first == '.' || first == '_' || first == '/') && next.from-t.to == 1 {
			return next.script == kana
		}
		if ones(groups) && len(groups) > 1 && next.script == t.script {
			return false // a list that goes on
		}
		return true
	}
	switch after := sc.at(t.to); {
	case isLatin(after) && t.script != english, after == '円', after == '%', after == '×', after == '¥', after == '個', after == '枚', after == '件', after == '冊', after == '部', after == '\\':
		return false
	case after == '.' && sc.isFileEnding(t.to+1):
		return len(groups) == 3 || len(groups) == 1 && groups[0] == 11 && sc.isCallName(sc.tokens[e].to-12)
	case (after == '-' || after == '_' || after == '.') && isWord(sc.at(t.to+1)):
		return false
	}
	return true
}

// fileEndings stand behind the name of a file: 090-1357-2468.txt.
var fileEndings = set("txt pdf jpg jpeg png gif bmp svg webp heic psd ai mp3 mp4 m4a wav aac flac mov avi zip rar doc docx xls xlsx csv ppt pptx rtf md html htm json key pages")

func (sc *scan) isFileEnding(i int) bool {
	to := i
	for isWord(sc.at(to)) && to-i < 6 {
		to++
	}
	return fileEndings[sc.read(i, min(to, len(sc.f.runes)))]
}

// isCallName reports a file's name that says it has a number: tel_, phone-, 電話_.
func (sc *scan) isCallName(i int) bool {
	if i < 1 || sc.at(i) != '_' && sc.at(i) != '-' {
		return false
	}
	from := i
	for from > 0 && i-from < 8 && isLatin(sc.f.runes[from-1]) {
		from--
	}
	return callNames[sc.read(from, i)] || sc.endsLabel(i, isPhoneLabel)
}

var callNames = set("tel phone mobile cell keitai denwa call number sms fax contact renraku")

func ones(groups []int) bool {
	for _, g := range groups {
		if g != 1 {
			return false
		}
	}
	return true
}

// plusBefore reports the + of an international number before i.
func (sc *scan) plusBefore(i int) bool { return sc.plusFrom(i) < i }

// plusFrom is where the + before i stands; i if there is none.
func (sc *scan) plusFrom(i int) int {
	at := i - 1
	for k := 0; k < 2 && (sc.at(at) == ' ' || sc.at(at) == '('); k++ {
		at--
	}
	if sc.at(at) == '+' && !isWord(sc.at(at-1)) && sc.at(at-1) != '+' {
		return at
	}
	for k := sc.seek(max(at-3, 0)); k < len(sc.hits) && sc.hits[k].from <= at; k++ {
		if sc.hits[k].is(isPlus) && sc.hits[k].to == at+1 {
			return sc.hits[k].from
		}
	}
	return i
}

// numberContext weighs what is said around a number.
func (sc *scan) numberContext(from, to int, c candidate) int {
	begin, end := sc.sentence(from, to)
	called := sc.wordIn(begin, end, isPhoneLabel) || sc.wordIn(max(begin-30, 0), min(end+20, len(sc.f.runes)), isPhoneLabel)
	switch {
	case c.needsLabel && !called, sc.endsLabel(from, isNumberLabel) && isKanji(sc.at(from-1)):
		return -100 // 伝票番号080-4417-2290
	case max(sc.wordAt(sc.blanks(to), isQuote), sc.wordAt(to+1, isQuote)) > 0 && !sc.wordIn(begin, end, isPhone):
		return -100 // read off something
	case isBlank(sc.at(from-1)) && (sc.at(from-2) == '.' || isLatin(sc.at(from-2))) && sc.endsLabel(from-1, isNumbered):
		return -100 // Case no. 090-…
	case sc.wordAt(to, isNumbered) > 0 && !sc.wordIn(begin, end, isPhone):
		return -100 // 04-2217-0093の案件
	case c.blank && sc.wordIn(begin, end, isDummy):
		return -100
	case called:
		return 6
	case sc.wordIn(max(begin, from-16), from, isNumberLabel):
		if c.formatted && !sc.endsLabel(from-1, isNumberLabel) {
			return -20
		}
		return -60
	}
	return 0
}

// pieces finds a number in parts that words join: 最初が090、次が4545、最後が1919.
func (sc *scan) pieces(s int) {
	t := sc.tokens[s]
	group, e := sc.groupFrom(s)
	if len(group) == 7 && group[0] == '0' && group[1] >= '5' && group[2] == '0' {
		sc.rest(t.from, e)
		return
	}
	if !(len(group) == 3 && group[0] == '0' && group[1] >= '5' && group[2] == '0') && !isArea(group) {
		return
	}
	rest, at, end := 0, e, 0
	need := 8
	if isArea(group) && !(len(group) == 3 && group[2] == '0') {
		need = 10 - len(group)
	}
	joined := false
	for from := at; rest < need; {
		next, digits, ok := sc.pieceAfter(from, &joined)
		if !ok {
			return
		}
		rest += digits
		from, end = next, next
	}
	if rest != need || !joined {
		return
	}
	sc.add(policy.FoundPhone, t.from, end, 82, whyPhonePieces)
	sc.take(t.from, end, inPhone)
}

// rest finds the last four digits of a number whose first seven were told: 半分は
// 0808181 残りは 9292.
func (sc *scan) rest(from, to int) {
	joined := false
	if end, _, ok := sc.pieceAfter(to, &joined); ok && joined && !sc.wordIn(from-16, from, isNumberLabel) {
		sc.add(policy.FoundPhone, from, end, 80, whyPhonePieces)
		sc.take(from, end, inPhone)
	}
}

// groupFrom reads the digits from a token up to the next separator.
func (sc *scan) groupFrom(s int) (digits string, to int) {
	var b strings.Builder
	for e := s; e < len(sc.tokens) && (e == s || sc.tokens[e].gap == tight) && b.Len() < 8; e++ {
		b.WriteString(sc.tokens[e].digits)
		to = sc.tokens[e].to
	}
	return b.String(), to
}

// pieceAfter finds the next group of four digits (two to four of a landline)
// behind words that say it follows.
func (sc *scan) pieceAfter(from int, joined *bool) (to, digits int, ok bool) {
	for at := from; at < len(sc.f.runes) && at-from < 24; {
		if word := sc.wordAt(at, isNextPart); word > 0 {
			*joined, at = true, word
			continue
		}
		n, end := 0, at
		for n < 5 {
			t, ok := sc.digitAt(end, true)
			if !ok {
				break
			}
			n, end = n+len(t.digits), t.to
		}
		if n == 4 && (*joined || at-from <= 2) {
			return end, n, true
		}
		at = max(end, at+1)
	}
	return 0, 0, false
}
