package contact

import (
	"math/bits"
	"strings"

	"github.com/torikime/torikime/policy"
)

// speech finds what people say: invitations, payments outside, meetings, and the
// names of services that are used as a way to get in touch.
func (sc *scan) speech() {
	sc.names()
	for k := range sc.hits {
		h := sc.hits[k]
		if sc.taken(h.from, h.to, inLink|inAddress) {
			continue
		}
		if h.is(saysInvitation, saysPayment, saysMeeting) {
			sc.phrase(h)
		}
		if h.is(isSearch) {
			sc.searched(h)
		}
		for half, rest := range h.classes {
			for ; rest != 0; rest &= rest - 1 {
				for _, r := range sc.s.rules[64*half+bits.TrailingZeros64(rest)] {
					sc.try(r, k)
				}
			}
		}
	}
	sc.names()
	sc.reaches()
}

// phrase is a word that says all by itself.
func (sc *scan) phrase(h hit) {
	if sc.stopped(h.from, h.to) || sc.takenBack(h.from, h.to) {
		return
	}
	switch {
	case isKatakana(sc.at(h.to)) && isJapanese(sc.at(h.to-1)) && !isKatakana(sc.at(h.to-1)):
		// 友だち追加ボタン: a part of a longer noun
	case h.is(saysInvitation):
		sc.add(invites, h.from, h.to, 80, whyInviteOutside)
	case h.is(saysPayment):
		sc.add(pays, h.from, h.to, 82, whyPayOutside)
	case !sc.online(h.from, h.to) && !sc.shapes(h.to):
		sc.add(meets, h.from, h.to, 82, whyMeetDirect)
	}
}

// stopped reports a longer word that has what was found only as a part: nice to meet
// you, we should meet the deadline.
func (sc *scan) stopped(from, to int) bool {
	for k := sc.seek(max(from-12, 0)); k < len(sc.hits) && sc.hits[k].from < to; k++ {
		if h := sc.hits[k]; h.is(isStop) && h.to > from && (h.from < from || h.to > to) {
			return true
		}
	}
	return false
}

// searched finds 「…」で検索してください and a name by which to search.
func (sc *scan) searched(h hit) {
	at := h.from - 1
	if sc.at(at) != 'で' || sc.at(h.from) == '出' {
		return
	}
	for at--; sc.at(at) == ' '; at-- {
	}
	before := sc.at(at)
	_, end := sc.sentence(h.from, h.to)
	if before != '」' && before != '』' && before != '"' && before != '”' && !sc.taken(at, at+1, inContact) ||
		sc.wordIn(h.to, min(end, h.to+16), isSubject) || sc.takenBack(h.from, h.to) {
		return
	}
	sc.add(invites, at, h.to, 76, whyInviteSearch)
}

// try matches a rule from a word on.
func (sc *scan) try(r *rule, k int) {
	first := sc.hits[k]
	if first.classes.any(channels) && r.steps[0].classes.any(channels) && !sc.isName(first) {
		return
	}
	if sc.wordAt(first.from, isStop) > first.to || r.kind == invites && first.is(isMail, isPhone) && sc.ofIt(first.to) {
		return
	}
	to, name := first.to, -1
	if first.classes.any(channels) && r.steps[0].classes.any(channels) {
		name = k
	}
	for i := 1; i < len(r.steps); i++ {
		next := sc.next(to, r.steps[i], k)
		if next < 0 {
			return
		}
		if sc.hits[next].classes.any(channels) && r.steps[i].classes.any(channels) {
			name = next
		}
		if sc.far(r, i, k, next) {
			return
		}
		to, k = sc.hits[next].to, next
	}
	if r.why == whyInviteDetail && !sc.asksDetail(first) {
		return
	}
	if r.only&near != 0 && !sc.detailNear(first.from, to) || r.only&sure == 0 && sc.takenBack(first.from, to) || r.only&bare != 0 && sc.ofWork(first.from, to) {
		return
	}
	if r.only&ends != 0 && !sc.closes(to) {
		return
	}
	if r.only&led != 0 && !sc.taken(first.from-60, first.from, inInvite) {
		return
	}
	if r.kind == meets && (sc.online(first.from, to) || sc.wordIn(to, to+9, isAudience) || sc.shapes(to) || sc.told(to)) {
		return
	}
	if r.kind == pays && sc.wordAt(first.from, isNoPay) > 0 {
		return
	}
	if name >= 0 && sc.isTopic(sc.hits[name], to) {
		return
	}
	sc.add(r.kind, first.from, to, r.confidence, r.why)
	if name >= 0 {
		sc.channel(sc.hits[name], r.confidence)
	}
}

// far reports a word that を, は or も no longer joins to the name before it: ラインは
// 太めで.
func (sc *scan) far(r *rule, i, k, next int) bool {
	tail := sc.hits[k]
	if r.steps[i-1].classes != of(isChannelTail) || tail.to-tail.from != 1 {
		return false
	}
	switch sc.at(tail.from) {
	case 'の':
		return r.steps[0].classes.any(of(isMail, isPhone)) // メールの返信
	case 'を', 'は', 'も':
		return sc.hits[next].from-tail.to > 1
	}
	return false
}

// isObject reports a thing that is sent: LINEで画像を送ります.
func (sc *scan) isObject(i int) bool {
	switch sc.at(i) {
	case 'を', '送', 'も', 'お':
		return true
	}
	return false
}

// channel tells that a name is a way to get in touch.
func (sc *scan) channel(h hit, confidence int) {
	if h.is(isService) {
		sc.add(policy.FoundServiceName, h.from, h.to, confidence, whyName)
	}
	sc.take(h.from, h.to, inName)
}

// next is the word of a step behind another one: the nearest, the longest of
// those. -1 for none, or if the sentence ends or turns to the work first.
func (sc *scan) next(to int, s step, k int) int {
	best := -1
	for k++; k < len(sc.hits) && sc.hits[k].from <= to+s.gap; k++ {
		h := sc.hits[k]
		if h.from < to {
			continue
		}
		if best >= 0 && h.from > sc.hits[best].from {
			break
		}
		if h.classes.any(s.classes) && sc.wordAt(h.from, isStop, isMeetingID) <= h.to {
			best = k
		} else if h.is(isSubject) && best < 0 && sc.longest(h.from, s.classes) == 0 && !sc.isObject(h.to) && !s.classes.any(of(isBuying)) {
			return -1
		}
	}
	if best < 0 {
		return -1
	}
	for i := to; i < sc.hits[best].from; i++ {
		if sc.breaks(i) {
			return -1
		}
	}
	return best
}

// detailNear reports an address, a number, a name or a link close by.
func (sc *scan) detailNear(from, to int) bool {
	return sc.taken(from-60, to+60, inContact|inName)
}

// takenBack reports that the sentence refuses it, speaks of the platform, or
// quotes a line of the work.
func (sc *scan) takenBack(from, to int) bool {
	begin, end := sc.sentence(from, to)
	if sc.wordIn(begin, end, isSaid) || sc.inQuotes(from, to) {
		return true
	}
	// 外で話している二人, 友だち追加を促すバナー: it is what is drawn or made.
	if sc.goesOn(to) || sc.describes(to, end) {
		return true
	}
	if sc.refused(from, min(end, to+34)) || sc.wordIn(max(begin, from-30), from, isNotBefore) || sc.wordIn(begin, end, isQuote) {
		return true
	}
	if sc.wordIn(from, to, isOutside) {
		return false
	}
	// The platform's name counts if it is not left: "ココナラを通さず" is one word.
	for k := sc.seek(begin); k < len(sc.hits) && sc.hits[k].from < end; k++ {
		if h := sc.hits[k]; h.is(isPlatform) && !sc.isLeft(h.to) && sc.wordAt(h.from, isOutside) < h.to && !sc.covered(h) && !(h.from >= from && h.to <= to+4 && sc.wordIn(from, to, isService, isOther)) {
			return true
		}
	}
	return false
}

// inQuotes reports a title or a line of the work: “Call Me Maybe”, 『電話してもいいですか』.
func (sc *scan) inQuotes(from, to int) bool {
	open := from - 1
	for ; open >= 0 && from-open < 24 && !isOpenQuote(sc.f.runes[open]) && !sc.apostrophe(open); open-- {
		if r := sc.f.runes[open]; r == '」' || r == '』' || r == '\n' || r == '。' {
			return false
		}
	}
	if open < 0 || !isOpenQuote(sc.at(open)) && !sc.apostrophe(open) {
		return false
	}
	for i := to; i < to+24; i++ {
		switch sc.at(i) {
		case '」', '』', '”':
			return true
		case '"':
			return true
		case '\'':
			if sc.apostrophe(open) && !isWord(sc.at(i+1)) {
				return true
			}
		}
	}
	return false
}

// apostrophe reports one that opens a quotation: change 'call us' to ….
func (sc *scan) apostrophe(i int) bool {
	return key(sc.at(i)) == '\'' && isBlank(sc.at(i-1)) && isWord(sc.at(i+1))
}

// goesOn reports ている and てる behind what was said: it is going on, not proposed.
func (sc *scan) goesOn(to int) bool {
	if sc.at(to-1) == 'い' && sc.at(to-2) == '願' {
		return false // お願いしているのですが asks
	}
	for i := to - 1; i < to+2; i++ {
		if sc.at(i) == 'て' && (sc.at(i+1) == 'い' && (sc.at(i+2) == 'る' || sc.at(i+2) == 'た' && sc.at(i+3) != 'だ') || sc.at(i+1) == 'る') {
			return true
		}
	}
	return false
}

// asksDetail reports that a number, an ID or an account is a person's, and not that of
// an order or a server.
func (sc *scan) asksDetail(h hit) bool {
	if before := sc.at(h.from - 1); isJapanese(sc.at(h.from)) && (isKanji(before) || isKatakana(before)) && before != '話' && before != '絡' || isWord(before) {
		return sc.wordIn(max(h.from-5, 0), h.from, isPhone, isService, isOther)
	}
	begin, _ := sc.sentence(h.from, h.to)
	return !sc.wordIn(max(begin, h.from-20), min(h.to+6, len(sc.f.runes)), isSystem)
}

// ofWork reports a sentence with a word of the work.
func (sc *scan) ofWork(from, to int) bool {
	begin, end := sc.sentence(from, to)
	return sc.wordIn(begin, end, isWork)
}

// told reports た behind what was said and a noun behind that: 待ち合わせた二人が. It is
// a story, and not proposed.
func (sc *scan) told(to int) bool {
	for i := to - 1; i < to+3; i++ {
		if next := sc.at(i + 1); sc.at(i) == 'た' && (isKanji(next) || isKatakana(next)) && !strings.ContainsRune("時際後方上件為", next) {
			return true
		}
	}
	return false
}

// shapes reports a word of the work that what was said belongs to: 手渡しできるサイズ.
func (sc *scan) shapes(to int) bool {
	return (sc.at(to) == 'る' || sc.at(to+1) == 'る' || sc.at(to) == 'の') && sc.wordIn(to, to+6, isWork)
}

// describes reports that what was said goes on in a noun of the work: を促すバナー,
// 用の画像, するシーン.
func (sc *scan) describes(to, end int) bool {
	stop := min(end, to+12)
	for i := to; i < stop; i++ {
		if r := sc.at(i); r == '、' || r == ',' || r == 'か' || r == 'ね' || r == ' ' {
			stop = i
		}
	}
	first := sc.at(to)
	return (first == 'を' || first == 'の' || first == 'す' || first == '用' || first == 'で') && sc.wordIn(to, stop, isSubject) && !sc.wordIn(to, stop, isAsk)
}

// refused reports words such as できません, but not the question できませんか.
func (sc *scan) refused(from, to int) bool {
	for k := sc.seek(from); k < len(sc.hits) && sc.hits[k].from < to; k++ {
		if h := sc.hits[k]; h.is(isNo) && sc.at(h.to) != 'か' && sc.at(h.to) != '?' && !sc.isFine(h) {
			return true
		}
	}
	return false
}

// isFine reports a negative that agrees: かまいません, 問題ございません.
func (sc *scan) isFine(no hit) bool {
	for k := sc.seek(max(no.from-9, 0)); k < len(sc.hits) && sc.hits[k].from <= no.from; k++ {
		if h := sc.hits[k]; h.is(isFine) && h.to >= no.to-1 {
			return true
		}
	}
	return false
}

// isLeft reports what follows the platform's name where it is to be left:
// ココナラをキャンセルして, ココナラだと.
func (sc *scan) isLeft(i int) bool {
	switch sc.at(i) {
	case 'を', 'だ', 'じ', 'が', 'よ':
		return true
	}
	return false
}

// covered reports a platform's name inside "outside of …".
func (sc *scan) covered(h hit) bool {
	for k := sc.seek(max(h.from-24, 0)); k < len(sc.hits) && sc.hits[k].from < h.from; k++ {
		if o := sc.hits[k]; o.is(isOutside) && o.to >= h.from-1 {
			return true
		}
	}
	return false
}

// online reports that a meeting is one by a service, such as "meet on Zoom".
func (sc *scan) online(from, to int) bool {
	begin, end := sc.sentence(from, to)
	for k := sc.seek(max(begin, from-16)); k < len(sc.hits) && sc.hits[k].from < min(end, to+20); k++ {
		if sc.hits[k].classes.any(channels) && sc.isName(sc.hits[k]) {
			return true
		}
	}
	return false
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
	return i >= len(sc.f.runes) || sc.breaks(i) || r == '…' || r == '~' || r == 'ー' || r == 'ね' && sc.closes(i+1)
}

// plainly takes a name for a way to get in touch if the sentence has no word of the
// work at all: "Google Meet at 4?", LINE…とか、だめですかね.
func (sc *scan) plainly(h hit) {
	begin, end := sc.sentence(h.from, h.to)
	if h.to-h.from < 2 || end-begin > 60 || h.is(isAmbiguous) && !sc.used(h, end) || sc.wordIn(begin, h.from, isWork, isSubject) || sc.wordIn(h.to, end, isWork, isSubject) || sc.takenBack(h.from, h.to) {
		return
	}
	sc.add(invites, h.from, min(end, h.to+24), 60, whyInviteService)
	sc.channel(h, 60)
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

// isTopic reports a name that is what the work is about: LINEスタンプ, Instagram用,
// a Facebook cover.
func (sc *scan) isTopic(h hit, to int) bool {
	at := h.to
	for k := 0; k < 2 && (sc.at(at) == ' ' || sc.at(at) == 'の' || sc.at(at) == ')' || sc.at(at) == '」'); k++ {
		at++
	}
	if sc.wordAt(at, isSubject) > 0 && sc.wordAt(at, isChannelTail) == 0 || sc.wordAt(at, isPhrasal) > 0 && at == h.to+1 {
		return true
	}
	if sc.ofIt(h.to) {
		return true
	}
	_, end := sc.sentence(h.from, to)
	return isLatin(sc.at(h.from)) && sc.wordIn(h.to, min(end, h.to+22), isSubject) && !isJapanese(sc.at(h.to)) && !sc.taken(h.to, min(end, h.to+22), inHandle)
}

// ofIt reports の and a noun that belongs to what is named: インスタのプロフィール文. An ID,
// a DM or a number are what one gets in touch by.
func (sc *scan) ofIt(i int) bool {
	next := sc.at(i + 1)
	return sc.at(i) == 'の' && (isKanji(next) || isKatakana(next)) && sc.wordAt(i, isChannelTail)-i < 2 &&
		sc.wordAt(i+1, isDM, isIDWord, isDetailNoun, isAct, isPhone, isMail, isAdding, isFollow, isMeetingID, isService, isOther, isLinker) == 0
}

// isName reports that a hit is the name of a service, and not a plain word or a
// part of one.
func (sc *scan) isName(h hit) bool {
	before, after := sc.at(h.from-1), sc.at(h.to)
	if sc.longerName(h) || isOpenQuote(before) && (after == '」' || after == '』' || after == '"') && (sc.at(h.to+1) == 'の' || sc.at(h.to+1) == 'と') {
		return false
	}
	first := sc.at(h.from)
	switch {
	case isKatakana(first) && (isWord(before) || !isKatakana(sc.at(h.to-1)) && isKana(sc.at(h.to-1))):
		return false // Aライン, チームずつ
	case isKatakana(first) && (isKatakana(before) || isKatakana(after) && sc.wordAt(h.to, isAdding, isAct) == 0):
		return false
	case isKana(first) && !isKatakana(first) && (isKana(before) && !isKatakana(before) && before != 'は' && before != 'の' && before != 'で' && before != 'を' && before != 'も' && before != 'に'):
		return false
	case isLatin(first) && (before == '-' || before == '.' || before == '/' && sc.at(h.from-2) == '/' || after == '-' && isWord(sc.at(h.to+1))):
		return false
	case !h.is(isAmbiguous):
		return true
	case isLatin(first):
		return sc.isLatinName(h)
	}
	return sc.isKanaName(h)
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
	case isJapanese(before) && before != 'の' && h.to-h.from == 1 && (isKanji(before) || isKatakana(before)):
		return false // プロジェクトX
	case after == '軸' || after == '線' || after == '=' || before == '=' || after == '*' || after == '+' || before == '+' || after == '^' || after == '<' && h.to-h.from == 1:
		return false
	case h.to-h.from == 1 && (isDigit(sc.at(h.from-2)) || before == ' ' && isDigit(sc.at(h.to+1))):
		return false // 1080 x 1920
	case isJapanese(before) || isJapanese(after) || after == '、' || after == '。' || after == '…':
		return true
	case sc.isUpper(h.from) && h.to-h.from > 1 && !sc.isUpper(h.from+1) && (h.from == 0 || sc.breaks(h.from-1) || sc.breaks(max(h.from-2, 0))):
		// Any word is written large where a sentence begins.
		return after == '?' || (after == ':' || after == '→') && sc.sureAfter(h.to+1) || sc.wordAt(h.to+1, isIDWord, isTailEN, isMeetingID) > 0 || isDigit(sc.at(h.to+1)) && isDigit(sc.at(h.to+2)) && isDigit(sc.at(h.to+3))
	case sc.isUpper(h.from):
		return h.to-h.from > 1 || !(isLatin(sc.at(h.from-2)) && sc.isUpper(h.from-2) && sc.wordIn(h.from-9, h.from, isStop))
	}
	return sc.wordAt(h.to+1, isIDWord, isTailEN, isMeetingID) > 0 || after == ':' && sc.sureAfter(h.to+1) || sc.endsLabel(h.from-1, isVia, isHaveEN) && sc.wordIn(max(h.from-18, 0), h.from, isActEN, isHaveEN)
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
	if isKanji(before) {
		return before == '私' || before == '僕' || before == '俺' || before == '方' || before == '際' || before == '式'
	}
	return before != 'の' || sc.endsLabel(h.from, isYours) || sc.wordIn(max(h.from-5, 0), h.from, isYours, isThere, isDirect)
}
