package contact

import (
	"strings"

	"github.com/torikime/torikime/policy"
)

// channel tells that a name is a way to get in touch.
func (sc *scan) channel(h hit, confidence int) {
	if h.is(isService) {
		sc.add(policy.FoundServiceName, h.from, h.to, confidence, whyName)
	}
	sc.take(h.from, h.to, inName)
}

// names tells which names of services are ways to get in touch: where an account is
// beside them, or where there is little else in the text.
func (sc *scan) names() {
	for _, h := range sc.hits {
		if !h.classes.any(channels) || sc.taken(h.from, h.to, inLink|inAddress|inHandle) || !sc.isName(h) {
			continue
		}
		switch {
		case sc.isTopic(h, h.to):
		case sc.taken(h.from-30, h.to+30, inHandle):
			sc.channel(h, 85)
		case sc.taken(h.from, h.to, inName):
		case sc.at(h.to) == 'で' && sc.closes(h.to+1) && !sc.takenBack(h.from, h.to):
			sc.add(invites, h.from, h.to+1, 72, whyInviteService)
			sc.channel(h, 72)
		default:
			sc.plainly(h)
		}
	}
	// "LINE or Messenger": what goes for one goes for the other.
	for _, h := range sc.hits {
		if h.is(isService) && !sc.taken(h.from, h.to, inLink|inAddress|inHandle|inName) && sc.taken(h.from-5, h.to+6, inName) && sc.isName(h) && !sc.isTopic(h, h.to) {
			sc.channel(h, 70)
		}
	}
}

// closes reports the end of what is said: ではスカイプで。
func (sc *scan) closes(i int) bool {
	r := sc.at(i)
	return i >= len(sc.f.runes) || sc.breaks(i) || r == '…' || r == '~' || r == 'ー' || r == 'ね' && sc.closes(i+1) || r == 'w' && !isLatin(sc.at(i+1)) || r == '(' && sc.at(i+1) == '笑' || isEmoji(r)
}

// plainly takes a name for a way to get in touch if the sentence has no word of the
// work at all: "Google Meet at 4?", LINE…とか、だめですかね.
func (sc *scan) plainly(h hit) {
	begin, end := sc.sentence(h.from, h.to)
	if sc.ofAnother(h, begin, end) || sc.ofEvent(h) || sc.objectOf(h, sc.wordAt(h.to+1, isAct)) {
		return
	}
	if h.to-h.from < 2 || end-begin > 60 || h.is(isAmbiguous) && !sc.used(h, end) || sc.wordIn(begin, h.from, isWork, isSubject) || sc.wordIn(h.to, end, isWork, isSubject) || sc.takenBack(h.from, h.to) {
		return
	}
	sc.add(invites, h.from, min(end, h.to+24), 60, whyInviteService)
	sc.channel(h, 60)
}

// ofAnother reports what others write or do there: 夫からのLINE, she follows him on Instagram.
func (sc *scan) ofAnother(h hit, begin, end int) bool {
	if sc.at(h.from-1) == 'の' && (sc.at(h.from-2) == 'ら' || sc.at(h.from-2) == 'と') && sc.wordIn(h.from-9, h.from, isPerson) {
		return true
	}
	return isLatin(sc.at(h.from)) && sc.wordIn(begin, h.from, isTaleEN, isKinEN) && !sc.wordIn(begin, end, isYouEN)
}

// used reports that something is asked or done by a name that is a plain word too.
func (sc *scan) used(h hit, end int) bool {
	switch after := sc.at(h.to); {
	case isKanji(after) || after == '\'' || isLatin(after):
		return false
	case after == '?' || after == '…' || after == '、':
		return true
	}
	return sc.wordIn(h.to, min(end, h.to+14), isAct, isAsk, isAdding, isSwap, isTailEN) || sc.wordIn(max(h.from-24, 0), h.from, isActEN)
}

// ruledOut reports an English no before a name: no Zoom, not on LINE.
func (sc *scan) ruledOut(h hit) bool {
	before := sc.wordBefore(h.from - 1)
	if before == "on" || before == "via" || before == "use" {
		before = sc.wordBefore(h.from - 2 - len(before))
	}
	return isLatin(sc.at(h.from)) && sc.at(h.to) != '?' && (before == "no" || before == "not" || before == "nor" || before == "never")
}

// isTopic reports a name that is what the work is about: LINEスタンプ, Instagram用,
// a Facebook cover.
func (sc *scan) isTopic(h hit, to int) bool {
	if sc.ruledOut(h) {
		return true
	}
	if sc.pastAt(h.to) {
		return true
	}
	at := h.to
	for k := 0; k < 2 && (sc.at(at) == ' ' || sc.at(at) == 'の' || sc.at(at) == ')' || sc.at(at) == '」'); k++ {
		at++
	}
	if sub := sc.wordAt(at, isSubject); sub > 0 && sc.wordAt(at, isChannelTail, isHeld) == 0 && sc.wordAt(at, isIDWord) < sub || sc.wordAt(at, isPhrasal) > 0 && at == h.to+1 {
		return true
	}
	if sc.ofIt(h.to) || sc.at(h.from-1) == 'の' && sc.wordIn(h.from-5, h.from, isPerson) {
		return true // インスタのプロフィール, 彼のX
	}
	_, end := sc.sentence(h.from, to)
	return isLatin(sc.at(h.from)) && sc.wordIn(h.to, min(end, h.to+22), isSubject) && !isJapanese(sc.at(h.to)) && !sc.taken(h.to, min(end, h.to+22), inHandle)
}

// ofIt reports の and a noun that belongs to what is named: インスタのプロフィール文. An ID,
// a DM or a number are what one gets in touch by.
func (sc *scan) ofIt(i int) bool {
	next := sc.at(i + 1)
	return sc.at(i) == 'の' && (isKanji(next) || isKatakana(next)) && sc.wordAt(i, isChannelTail)-i < 2 &&
		sc.wordAt(i+1, isDM, isIDWord, isDetailNoun, isInviteLink, isAct, isPhone, isMail, isAdding, isFollow, isMeetingID, isService, isOther, isLinker) == 0
}

// isName reports that a hit is the name of a service, and not a plain word or a
// part of one.
func (sc *scan) isName(h hit) bool {
	before, after := sc.at(h.from-1), sc.at(h.to)
	if sc.longerName(h) || isOpenQuote(before) && (after == '」' || after == '』' || after == '"') && (sc.at(h.to+1) == 'の' || sc.at(h.to+1) == 'と') {
		return false
	}
	if h.is(isAmbiguous) && isOpenQuote(before) && (after == '」' || after == '』') && isJapanese(sc.at(h.to+1)) && sc.at(h.to+1) != 'で' && sc.at(h.to+1) != 'に' && !(sc.at(h.to+1) == 'を' && sc.wordIn(h.to+2, h.to+9, isHave, isSwap, isAct, isAdding, isAsk)) {
		return false // 店名は「エックス」です
	}
	if h.is(isAmbiguous) && h.to-h.from == 1 && (strings.ContainsRune("列行台個人枚章巻型社歳回本", after) || isOpenQuote(before) && sc.at(h.to+1) == 'に' && sc.at(h.to+2) == 'は') {
		return false // X列に, X台分, 「X」には数字が入る
	}
	first := sc.at(h.from)
	switch {
	case isLatin(first) && sc.inCode(h.to):
		return false
	case isKatakana(first) && (isWord(before) && sc.wordBefore(h.from) != "my" || !isKatakana(sc.at(h.to-1)) && isKana(sc.at(h.to-1))):
		return false // Aライン, チームずつ
	case isKatakana(first) && (isKatakana(before) || isKatakana(after) && sc.wordAt(h.to, isAdding, isAct, isInviteLink) == 0):
		return false
	case isKana(first) && !isKatakana(first) && (isKana(before) && !isKatakana(before) && before != 'は' && before != 'の' && before != 'で' && before != 'を' && before != 'も' && before != 'に'):
		return false
	case isLatin(first) && (before == '-' || before == '.' && isWord(sc.at(h.from-2)) || before == '/' && sc.at(h.from-2) == '/' || after == '-' && isWord(sc.at(h.to+1))):
		return false
	case !h.is(isAmbiguous):
		return true
	case isLatin(first):
		return sc.isLatinName(h)
	}
	return sc.isKanaName(h)
}

// namedAfter reports an account name behind a blank that nothing is done to.
func (sc *scan) namedAfter(i int) bool {
	from, to, ok := sc.latinName(sc.blanks(i))
	return ok && isSure(sc.read(from, to)) && !strings.ContainsRune("をのが", sc.at(sc.blanks(to)))
}

// inCode reports the ending of a library's name: discord.py.
func (sc *scan) inCode(i int) bool {
	to := i + 1
	for isLatin(sc.at(to)) && to-i < 6 {
		to++
	}
	return sc.at(i) == '.' && codeEndings[sc.read(i+1, to)] && !isWord(sc.at(to))
}

// longerName reports a hit that lies in a longer name beginning at the same place,
// such as Google in Google Meet.
func (sc *scan) longerName(h hit) bool {
	return sc.wordAt(h.from, isService, isOther, isStop) > h.to
}

// isLatinName tells LINE from a line and X from an unknown.
func (sc *scan) isLatinName(h hit) bool {
	before, after := sc.at(h.from-1), sc.at(h.to)
	switch {
	case sc.at(h.from) == 'm' && h.to-h.from == 4 && sc.read(h.from, h.to) == "meet":
		return sc.isUpper(h.from) && (isJapanese(after) || sc.endsLabel(h.from-1, isVia))
	case before == ' ' && !sc.isUpper(h.from) && anyWords[sc.wordBefore(h.from-1)]:
		return false // any messenger, some teams
	case isJapanese(before) && before != 'の' && h.to-h.from == 1 && (isKanji(before) || isKatakana(before)):
		return false // プロジェクトX
	case after == '軸' || after == '線' || after == '=' || before == '=' || after == '*' || after == '+' || before == '+' || after == '^' || after == '<' && h.to-h.from == 1:
		return false
	case h.to-h.from == 1 && (isKatakana(after) || isKanji(after)) && sc.wordAt(h.to, isIDWord, isDM, isAdding, isAct, isSwap, isDetailNoun, isAsk, isFollow) == 0:
		return false // Xコンデンサ
	case h.to-h.from == 1 && (isDigit(sc.at(h.from-2)) || before == ' ' && isDigit(sc.at(h.to+1))):
		return false // 1080 x 1920
	case (isJapanese(after) || after == '、' || after == '。') && before == ' ' && !sc.isUpper(h.from) && isLatin(sc.at(h.from-2)):
		return false // この email の last line、
	case isJapanese(before) || isJapanese(after) || after == '、' || after == '。' || after == '…':
		return true
	case sc.isUpper(h.from) && h.to-h.from > 1 && !sc.isUpper(h.from+1) && (h.from == 0 || sc.breaks(h.from-1) || sc.breaks(max(h.from-2, 0))):
		// Any word is written large where a sentence begins.
		return after == '?' || after == ' ' && isKana(sc.at(h.to+1)) || sc.points(h.to) || sc.wordAt(h.to+1, isIDWord, isTailEN, isMeetingID) > 0 || isDigit(sc.at(h.to+1)) && isDigit(sc.at(h.to+2)) && isDigit(sc.at(h.to+3))
	case h.to-h.from == 1 && !sc.isUpper(h.from):
		// my x is 40: a small letter alone is a name where it is used as one.
		return sc.wordAt(h.to+1, isIDWord) > 0 || sc.endsLabel(h.from-1, isVia) && sc.wordIn(max(h.from-18, 0), h.from, isActEN)
	case sc.isUpper(h.from):
		return h.to-h.from > 1 || !(isLatin(sc.at(h.from-2)) && sc.isUpper(h.from-2) && sc.wordIn(h.from-9, h.from, isStop))
	}
	if (h.from == 0 || sc.breaks(h.from-1) || sc.at(h.from-1) == ' ' && h.from > 1 && sc.breaks(h.from-2)) && sc.wordBefore(h.to+3) == "at" && isDigit(sc.at(h.to+4)) {
		return true // zoom at 4?
	}
	return sc.wordAt(h.to+1, isIDWord, isTailEN, isMeetingID) > 0 || sc.points(h.to) || sc.endsLabel(h.from-1, isVia, isHaveEN) && sc.wordIn(max(h.from-18, 0), h.from, isActEN, isHaveEN)
}

// points reports a sign behind a name that points at an account: Line → soba_tetsu.
func (sc *scan) points(i int) bool {
	i = sc.blanks(i)
	return isPointer(sc.at(i)) && sc.at(i) != '=' && sc.sureAfter(i+1)
}

// anyWords make a name a plain word: any messenger, the teams.
var anyWords = set("any some which a an the both these those other every each two three several many all")

// wordBefore is the Latin word that ends at i; "" for none.
func (sc *scan) wordBefore(i int) string {
	from := i
	for from > 0 && i-from < 12 && isLatin(sc.at(from-1)) {
		from--
	}
	return sc.read(max(from, 0), max(i, 0))
}

// isUpper reports a capital letter in the text as it was written.
func (sc *scan) isUpper(i int) bool {
	if i < 0 || i >= len(sc.f.runes) {
		return false
	}
	return upperAt(sc.f.text[sc.f.at[i]:])
}

// isKanaName tells ライン, the service, from ライン, a line: nothing that describes a
// line stands before it.
func (sc *scan) isKanaName(h hit) bool {
	before := sc.at(h.from - 1)
	if sc.at(h.to) == 'が' && strings.ContainsRune("太細濃薄歪曲途消汚粗荒", sc.at(h.to+1)) {
		return false
	}
	if before == 'い' && strings.ContainsRune("細太黒白赤青濃薄長短丸緩硬淡粗", sc.at(h.from-2)) {
		return false
	}
	if isKanji(before) {
		return before == '私' || before == '僕' || before == '俺' || before == '方' || before == '際' || before == '式' || strings.ContainsRune("夜朝晩日週昼度回後時今", before)
	}
	if sc.at(h.to) == ' ' && sc.namedAfter(h.to) || sc.at(h.to) == 'の' && sc.wordAt(h.to+1, isAccountName) > 0 {
		return true // 友達用のカカオ haru0417kr
	}
	return before != 'の' || sc.endsLabel(h.from, isYours) || sc.endsLabel(h.from-1, isService) || sc.wordIn(max(h.from-5, 0), h.from, isYours, isThere, isDirect)
}
