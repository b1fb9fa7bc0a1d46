package contact

import "github.com/torikime/torikime/policy"

// spelledOn is where an account name ends that begins at i and whose signs are words:
// sunny dot side dot art, taro アンダーバー 99. One dot alone has to end what is said.
func (sc *scan) spelledOn(i int) (to int, ok bool) {
	to, signs, sure := sc.wordTo(i), 0, false
	for to > i && to-i < 48 {
		sign := sc.blanks(to)
		if sc.at(sign) == '(' {
			sign++
		}
		next := sc.wordAt(sign, isUnderscore)
		if next > 0 {
			sure = true
		} else if next = sc.wordAt(sign, isDot, isHyphenWord); next == 0 || sc.at(sign) == 'の' {
			break
		}
		from := sc.blanks(next)
		if sc.at(from) == ')' && sc.at(sign) != '(' {
			from++
		}
		end := sc.wordTo(from)
		if end == from || isLatin(sc.at(sign)) && (sign == to || from == next) {
			break
		}
		signs, to = signs+1, end
	}
	if signs == 0 {
		return i, false
	}
	return to, sure || signs > 1 || isDigit(sc.at(to-1)) || !isLatin(sc.at(to+1)) && !isWord(sc.at(to)) && sc.at(to) != '-'
}

// wordTo is where the Latin letters and digits end that begin at i.
func (sc *scan) wordTo(i int) int {
	for isWord(sc.at(i)) {
		i++
	}
	return i
}

// readOut finds such a name behind a service's name, where nothing but linking words
// stand between them.
func (sc *scan) readOut(h hit) bool {
	from, _, linked, ok := sc.nameAfter(h.to, 26)
	if !ok || linked == loose || sc.at(from) == '@' {
		return false
	}
	to, ok := sc.spelledOn(from)
	if !ok || sc.taken(from, to, inDetail) || sc.isTopic(h, h.to) {
		return false
	}
	sc.handle(from, to, 78, whyHandle)
	return true
}

// underscoredHandle finds a name in kana around the word for its sign: こえや・
// アンダーバー・みお, where a service or an account is spoken of.
func (sc *scan) underscoredHandle(h hit) {
	from, to := sc.pieceBefore(h.from), sc.pieceTo(h.to)
	if from == h.from || to == h.to || sc.taken(from, to, inDetail) {
		return
	}
	begin, end := sc.sentence(from, to)
	if sc.wordIn(begin, end, isAt, isMail, isProvider) || sc.wordIn(begin, from, isWork) {
		return
	}
	if sc.wordIn(begin, end, isService, isOther) || sc.wordIn(begin, from, isIDWord) && sc.channelBefore(begin) {
		sc.handle(from, to, 74, whyHandle)
	}
}

// pieceBefore is where a piece of a name begins that ends before i, a blank or a dot
// between them; i if there is none. Kana have to stand apart on both sides.
func (sc *scan) pieceBefore(i int) int {
	end := i
	for end > 0 && i-end < 2 && isApart(sc.at(end-1)) {
		end--
	}
	from := end
	for from > 0 && end-from < 16 && (isWord(sc.at(from-1)) || end < i && isKana(sc.at(from-1))) {
		from--
	}
	if from == end || isKana(sc.at(from)) && from > 0 && isKanji(sc.at(from-1)) {
		return i
	}
	return from
}

// pieceTo is where the piece behind i ends, in the same way.
func (sc *scan) pieceTo(i int) int {
	from := i
	for from-i < 2 && isApart(sc.at(from)) {
		from++
	}
	to := from
	for to-from < 16 && (isWord(sc.at(to)) || from > i && isKana(sc.at(to))) {
		to++
	}
	if to == from {
		return i
	}
	return to
}

func isApart(r rune) bool { return isBlank(r) || r == '・' || r == '、' || r == ',' || r == '-' }

// hashed finds a name of Discord with the sign of its number in words: gareth then a
// hash then 8802, mugi シャープ 0044.
func (sc *scan) hashed(h hit) {
	to := sc.linked(h.to)
	if after := sc.wordAt(to, isNextPart); after > 0 {
		to = sc.blanks(after)
	}
	digits := to
	for isDigit(sc.at(to)) {
		to++
	}
	if to-digits != 4 || isWord(sc.at(to)) {
		return
	}
	end := h.from
	for end > 0 && h.from-end < 10 && !isWord(sc.at(end-1)) || joinsNames[sc.wordBefore(end)] {
		end -= max(len(sc.wordBefore(end)), 1)
	}
	from := end
	for from > 0 && end-from < 33 && isNameRune(sc.at(from-1)) {
		from--
	}
	if end-from >= 2 && sc.wordIn(from-40, min(to+30, len(sc.f.runes)), isService, isOther, isAdding) {
		sc.handle(from, to, 82, whyHandle)
	}
}

// joinsNames are the English words before the name of a sign.
var joinsNames = set("then a the and with plus sign number")

// withNote finds a plain name beside a service's name where it is told how it is
// spelled: Discord's gravelroad, no caps.
func (sc *scan) withNote(h hit) bool {
	at := h.to
	if sc.at(at) == '\'' && sc.at(at+1) == 's' {
		at += 2
	}
	from, to, _, ok := sc.nameAfter(at, 20)
	if !ok {
		return false
	}
	note := sc.linked(to)
	if sc.at(to) == ',' || sc.at(to) == '(' || sc.at(to) == '-' {
		note = sc.blanks(to + 1)
	}
	name := sc.read(from, to)
	if sc.wordAt(note, isSpelling) == 0 || plainNames[name] || isMeasure(name) || sc.wordAt(from, isSubject, isWork) >= to || sc.isTopic(h, h.to) {
		return false
	}
	sc.handle(from, to, 72, whyHandle)
	return true
}

// plainlyNamed reports a plain word that is an account name for certain: the label says
// so, a service was spoken of, and the sentence ends or asks to add it.
func (sc *scan) plainlyNamed(h hit, from, to int) bool {
	name := sc.read(from, to)
	if !h.is(isAccountName) || to-from < 5 || plainNames[name] || moods[name] || sc.wordAt(from, isWork, isSubject, isActEN, isSystem, isLinker, isPassword) > 0 {
		return false
	}
	if next := sc.at(to); next != 0 && next != ',' && next != '。' && next != '.' && next != '!' && next != '」' && next != '、' && next != '\n' && sc.wordAt(sc.blanks(to), isTold, isFoundBy, isAdding) == 0 {
		return false
	}
	begin, _ := sc.sentence(h.from, to)
	return sc.channelBefore(h.from) && !sc.wordIn(begin, h.from, isSystem)
}

// kanaHandle finds an account name in kana or kanji behind a label that nothing else has,
// where a service is spoken of as a way to get in touch: Discordの表示名は「まるもち」です.
func (sc *scan) kanaHandle(h hit) {
	from := sc.linked(h.to)
	closing := rune(0)
	if isOpenQuote(sc.at(from)) {
		closing = closer(sc.at(from))
		from++
	} else if !isBlank(sc.at(from - 1)) {
		return
	}
	to, kana := from, false
	for to-from < 20 && (isJapanese(sc.at(to)) || isWord(sc.at(to)) || closing != 0 && sc.at(to) == ' ') {
		kana = kana || isJapanese(sc.at(to))
		to++
	}
	if closing != 0 && sc.at(to) != closing || closing == 0 && !isBlank(sc.at(to)) || !kana || to-from < 2 || sc.taken(from, to, inDetail) {
		return
	}
	begin, end := sc.sentence(h.from, to)
	if sc.wordAt(sc.blanks(to+1), isTold, isFoundBy, isTyped) == 0 && sc.wordAt(sc.blanks(to), isTold, isFoundBy, isTyped) == 0 ||
		sc.wordIn(begin, h.from, isWork, isSystem, isNo) || sc.wordIn(to, end, isWork, isDummy) {
		return
	}
	if sc.channelBefore(h.from) {
		sc.handle(from, to, 70, whyHandle)
	}
}

// numberBefore finds the number of a meeting before the name of its service: 854 2231
// 9087 on Zoom. Only the groups in which it is shown count.
func (sc *scan) numberBefore(h hit) bool {
	to := h.from
	for h.from-to < 8 && to > 0 && !isDigit(sc.at(to-1)) {
		if r := sc.at(to - 1); !isBlank(r) && r != '(' && r != '/' && r != 'が' && r != 'は' && r != '、' && r != ',' && !linksBackwards[sc.wordBefore(to)] {
			return false
		}
		to -= max(len(sc.wordBefore(to)), 1)
	}
	from, groups := to, []int{0}
	for from > 0 && to-from < 16 && (isDigit(sc.at(from-1)) || (sc.at(from-1) == ' ' || sc.at(from-1) == '-') && isDigit(sc.at(from-2))) {
		from--
		if isDigit(sc.at(from)) {
			groups[len(groups)-1]++
		} else {
			groups = append(groups, 0)
		}
	}
	if len(groups) != 3 || groups[2] != 3 || groups[1] < 3 || groups[0] != 4 && groups[0] != 3 || sc.at(from) == '0' || groups[1] == 3 && groups[0] == 4 ||
		isWord(sc.at(from-1)) || sc.at(from-1) == '+' || sc.taken(from, to, inHandle) {
		return false
	}
	sc.add(policy.FoundHandle, from, to, 80, whyMeeting)
	sc.take(from, to, inHandle|inMeeting)
	return true
}
