package contact

import "github.com/torikime/torikime/policy"

// reachOfHalves is how far, in runes, the pieces of a number stand from each other.
const reachOfHalves = 24

// half is a row of digits, with single strokes or blanks in it.
type half struct {
	from, to int
	digits   int
}

// halves finds numbers that are told in two or three pieces, in any order: 下4桁は9218、
// その前が090-3345です; 前半: 070-21 後半: 83-6645; 555-1833, area code 415.
func (sc *scan) halves() {
	if !sc.wordIn(0, len(sc.f.runes), isPart) {
		return
	}
	var last [3]half // the ones before, nearest first
	for i := 0; i < len(sc.f.runes); {
		if !isDigit(sc.f.runes[i]) && !sc.saysDigit(i) {
			i++
			continue
		}
		h := sc.halfAt(i)
		i = max(h.to, i+1)
		if h.digits == 0 {
			continue
		}
		if h.digits < 3 && sc.at(h.to) == '桁' {
			continue // 下4桁
		}
		if h.digits < 3 && sc.wordAt(h.from, isPart) > h.to {
			continue // 1こ目
		}
		area := h.digits == 2 && isArea(sc.head(h)) && sc.endsLabel(sc.unparticled(h.from), isPart, isAreaCode) ||
			h.digits == 2 && last[0].digits > 0 && sc.wordIn(last[0].to, h.from, isPart, isNextPart)
		if h.digits < 3 && !area || h.digits > 8 || isWord(sc.at(h.from-1)) || isLatin(sc.at(h.to)) || sc.taken(h.from, h.to, inDetail) {
			last = [3]half{}
			continue
		}
		switch {
		case sc.join(last[0], h):
			last = [3]half{}
			continue
		case sc.join(last[1], last[0], h):
			last = [3]half{}
			continue
		}
		last[1], last[0] = last[0], h
	}
}

// unparticled is where what is told of a piece ends: 市外局番が06.
func (sc *scan) unparticled(i int) int {
	for k := 0; k < 2; k++ {
		switch sc.at(i - 1) {
		case 'は', 'が', 'に', 'を', 'の', ':', ' ', '→', '=', '、':
			i--
		}
	}
	return i
}

func (sc *scan) halfAt(i int) half {
	h := half{from: i, to: i}
	for h.digits < 16 {
		t, ok := sc.digitAt(i, true)
		if !ok || t.script != plain && t.script != english {
			break
		}
		h.digits, h.to, i = h.digits+len(t.digits), t.to, t.to
		if c := sc.at(i); (c == '-' || c == ' ') && (isDigit(sc.at(i+1)) || isLatin(sc.at(i+1))) && sc.wordAt(i+1, isPart) == 0 {
			i++
		} else if c == ',' && sc.at(i+1) == ' ' && sc.saysDigit(i+2) {
			i += 2
		}
	}
	return h
}

// saysDigit reports a place where an English word may be a digit.
func (sc *scan) saysDigit(i int) bool {
	if !isLatin(sc.at(i)) || isWord(sc.at(i-1)) {
		return false
	}
	_, ok := sc.englishDigit(i, true)
	return ok
}

// join takes pieces for a number if they make up one together and words say that
// they are pieces.
func (sc *scan) join(pieces ...half) bool {
	digits, head := 0, ""
	for k, p := range pieces {
		if p.digits == 0 || k > 0 && p.from-pieces[k-1].to > reachOfHalves {
			return false
		}
		digits += p.digits
		if sc.f.runes[p.from] == '0' && head == "" {
			head = sc.head(p)
		}
	}
	from, to := pieces[0].from, pieces[len(pieces)-1].to
	mobile := digits == 11 && len(head) == 3 && head[1] >= '5' && head[2] == '0'
	landline := digits == 10 && len(head) > 1 && (isArea(head[:2]) || isArea(head))
	american := digits == 10 && sc.wordIn(from-24, to, isAreaCode)
	if !mobile && !landline && !american ||
		!sc.wordIn(from, to, isPart) && !sc.wordIn(from-10, from, isPart) && !(mobile && sc.wordIn(to, to+16, isPart)) ||
		!mobile && !sc.wordIn(from-30, to+20, isPhoneLabel, isDetailNoun, isAreaCode) ||
		!american && sc.wordIn(from-30, to, isNumberLabel) {
		return false
	}
	sc.add(policy.FoundPhone, from, to, 80, whyPhonePieces)
	sc.take(from, to, inPhone)
	return true
}

// head are the first three digits of a piece.
func (sc *scan) head(p half) string {
	var head []byte
	for i := p.from; i < p.to && len(head) < 3; i++ {
		if r := sc.f.runes[i]; isDigit(r) {
			head = append(head, byte(r))
		}
	}
	return string(head)
}
