package contact

import (
	"math/bits"
	"strings"
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
		if h.classes.any(phrases) {
			sc.phrase(h)
		}
		if h.classes.any(searches) {
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
	sc.accounts()
	sc.reaches()
}

// phrases say all by themselves, searches that one is to be looked for.
var phrases, searches = of(saysInvitation, saysPayment, saysMeeting), of(isSearch)

// phrase is a word that says all by itself.
func (sc *scan) phrase(h hit) {
	if sc.stopped(h.from, h.to) || sc.takenBack(h.from, h.to) {
		return
	}
	switch {
	case isKatakana(sc.at(h.to)) && isKanji(sc.at(h.to-1)):
		// 友だち追加ボタン: a part of a longer noun
	case h.is(saysPayment) && sc.accounted(h):
	case h.is(saysPayment):
		sc.add(pays, h.from, h.to, 82, whyPayOutside)
	case h.is(saysMeeting) && (sc.at(h.from) == '顔' || sc.at(h.from+1) == '顔') && sc.channelBefore(h.from):
		// Skypeを覚えました。お顔を見ながらお話ししたく
	case h.is(saysInvitation) && isYourEN(sc.read(h.from, h.to)) && sc.nearWork(h.from, h.to):
		// put your email on the resume
	case h.is(saysMeeting) && sc.at(h.from-1) == 'を' && sc.at(h.from) == 'お' && sc.at(h.from+1) == '伺':
		// ご住所をお伺いできれば
	case h.is(saysInvitation) && isLatin(sc.at(h.from)) && sc.onPaper(h):
		// add your phone number to the header of your CV
	case h.is(saysInvitation):
		sc.add(invites, h.from, h.to, 80, whyInviteOutside)
	case !sc.noMeeting(h.from, h.to) && !sc.told(h.to) && !sc.wordIn(h.to, h.to+9, isAudience):
		sc.add(meets, h.from, h.to, 82, whyMeetDirect)
	}
}

// isYourEN reports a detail of the reader's, which a page or a card of theirs has too.
func isYourEN(phrase string) bool {
	return strings.HasPrefix(phrase, "your ") || strings.HasPrefix(phrase, "ur ")
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
	if sc.at(at) != 'で' && sc.at(at) != 'と' || sc.at(h.from) == '出' {
		return
	}
	for at--; sc.at(at) == ' '; at-- {
	}
	before := sc.at(at)
	_, end := sc.sentence(h.from, h.to)
	if before != '」' && before != '』' && before != '"' && before != '”' && !sc.taken(at, at+1, inContact) ||
		sc.wordIn(h.to, min(end, h.to+16), isSubject) && !sc.taken(at-1, at+1, inHandle) && !sc.wordIn(h.to, min(end, h.to+16), isOwnSite) || sc.takenBack(h.from, h.to) {
		return
	}
	sc.add(invites, at, h.to, 76, whyInviteSearch)
}

// try matches a rule from a word on.
func (sc *scan) try(r *rule, k int) {
	first := sc.hits[k]
	if first.classes.any(channels) && r.steps[0].classes.any(named) && !sc.isName(first) {
		return
	}
	if before := sc.at(first.from - 1); isLatin(sc.at(first.from)) && before == '.' && isWord(sc.at(first.from-2)) {
		return // user.email
	}
	if sc.wordAt(first.from, isStop) > first.to || r.kind == invites && first.is(isMail, isPhone) && sc.ofIt(first.to) {
		return
	}
	to, name := first.to, -1
	if first.classes.any(channels) && r.steps[0].classes.any(named) {
		name = k
	}
	for i := 1; i < len(r.steps); i++ {
		next := sc.next(to, r.steps[i], k, r.only&apart != 0)
		if next < 0 {
			return
		}
		if sc.hits[next].classes.any(channels) && r.steps[i].classes.any(named) {
			if h := sc.hits[next]; (h.to-h.from == 1 || h.is(isAmbiguous) && isLatin(sc.at(h.from))) && !sc.isName(h) {
				return // my x is 40, drop me a line at
			}
			name = next
		}
		if sc.far(r, i, k, next) || r.kind == pays && sc.wordAt(sc.hits[next].from, isNoPay) > 0 {
			return
		}
		to, k = sc.hits[next].to, next
	}
	if r.only&quiet != 0 && sc.wordIn(first.from-60, min(to+60, len(sc.f.runes)), isProduct) || name >= 0 && (sc.ofEvent(sc.hits[name]) || sc.ownNoun(first, sc.hits[name])) {
		return
	}
	if r.only&joined != 0 && !sc.detailBeside(first.from, to) {
		return
	}
	if r.why == whyInviteDetail && !sc.asksDetail(first) {
		return
	}
	if r.only&near != 0 && !sc.detailNear(first.from, to) || r.only&sure == 0 && sc.takenBack(first.from, to) || r.only&bare != 0 && sc.ofWork(first.from, to) || r.only&clear != 0 && sc.nearWork(first.from, to) {
		return
	}
	if (r.kind != invites || first.is(isDirect)) && sc.stopped(first.from, to) {
		return
	}
	if r.only&ends != 0 && !sc.closes(to) && !sc.breaks(to-1) {
		return
	}
	if r.only&led != 0 && !sc.taken(first.from-60, first.from, inInvite) {
		return
	}
	if r.kind == meets && (sc.wordIn(to, to+9, isAudience) || sc.noMeeting(first.from, to) || sc.told(to) || sc.ofOthers(r, first, to)) {
		return
	}
	if r.why == whyInviteThere && sc.wordIn(first.from-60, first.from, isPlatform) && !sc.wordIn(first.from-60, first.from, isService, isOther, isMail, isOwnSite, isDetailNoun, isOutside) {
		return // ビデオチャットを教わりました。そちらで
	}
	if name >= 0 && isLatin(sc.at(first.from)) && first.classes.any(channels) && anyWords[sc.wordBefore(first.from-1)] && sc.nearWork(first.from, to) {
		return // mimics a LINE chat
	}
	if r.kind == invites && isLatin(sc.at(first.from)) && sc.endsLabel(first.from-1, isKinEN) {
		return // my students meet on Zoom
	}
	if r.kind == invites && isLatin(sc.at(first.from)) && sc.at(first.to-1) == 'd' && sc.at(first.to-2) == 'e' {
		if begin, _ := sc.sentence(first.from, to); sc.ofKin(begin, first.from, to) {
			return // Grandma joined by Zoom
		}
	}
	if r.kind == pays && sc.onlyTalk(first, to) {
		return // 直に会って決めましょう
	}
	if r.kind == pays && sc.talksOnly(first, to) {
		return
	}
	if r.kind == pays && (sc.wordAt(first.from, isNoPay) > 0 || sc.settled(first.from, to)) {
		return
	}
	if name >= 0 && (sc.isTopic(sc.hits[name], to) || r.kind == invites && sc.objectOf(sc.hits[name], to)) {
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
		return r.steps[0].classes.any(of(isMail, isPhone, isOwnApp)) // メールの返信, アプリの名前
	case 'を', 'は', 'も':
		return sc.hits[next].from-tail.to > 1
	}
	return false
}

// talksOnly reports that the marketplace is left to talk, and not to pay: 通さずに直接
// やりとりできると.
func (sc *scan) talksOnly(first hit, to int) bool {
	begin, end := sc.sentence(first.from, to)
	return first.is(isWithout, isOutside) && sc.wordIn(first.to, min(end, to+6), isTalk) && !sc.wordIn(begin, end, isDeal, isPay, isMeans, isSum, isFee, isCheap, isMoney, isPact, isFriendPrice)
}

// objectOf reports that what goes on by way of a name is only what something is done to:
// LINEのやりとりを句に詠まれた.
func (sc *scan) objectOf(name hit, to int) bool {
	return sc.at(name.to) == 'の' && sc.at(to) == 'を' && to-name.to < 8 && !sc.wordIn(to, to+14, isAsk, isPlease, isSwap, isSending, isServing)
}

// isObject reports a thing that is sent: LINEで画像を送ります.
func (sc *scan) isObject(i int) bool {
	switch sc.at(i) {
	case 'を', '送', 'も', 'お':
		return true
	}
	return false
}

// next is the word of a step behind another one: the nearest, the longest of
// those. -1 for none, or if the sentence ends or turns to the work first.
func (sc *scan) next(to int, s step, k int, apart bool) int {
	best := -1
	for k++; k < len(sc.hits) && sc.hits[k].from <= to+s.gap; k++ {
		h := sc.hits[k]
		if h.from < to || h.from > to && sc.inWord(h) || sc.inName(h) || sc.inLonger(h) {
			continue
		}
		if best >= 0 && h.from > sc.hits[best].from {
			break
		}
		if h.classes.any(s.classes) && sc.wordAt(h.from, isStop, isMeetingID) <= h.to {
			best = k
		} else if h.is(isSubject) && best < 0 && sc.longest(h.from, s.classes) == 0 && !sc.stopped(h.from, h.to) && !sc.isObject(h.to) && !s.classes.any(of(isBuying)) {
			return -1
		}
	}
	if best < 0 {
		return -1
	}
	for i := to; i < sc.hits[best].from && !apart; i++ {
		if sc.breaks(i) {
			return -1
		}
	}
	return best
}

// inWord reports a single kanji that ends a longer word: 会 in 再会.
func (sc *scan) inWord(h hit) bool {
	return h.to-h.from == 1 && isKanji(sc.at(h.from)) && isKanji(sc.at(h.from-1))
}

// nearWork reports a word of the work close by; English words are longer.
func (sc *scan) nearWork(from, to int) bool {
	begin, end := sc.sentence(from, to)
	if isLatin(sc.at(from)) {
		return sc.wordIn(max(begin, from-40), min(end, to+24), isWork)
	}
	return sc.wordIn(max(begin, from-12), min(end, to+14), isWork)
}

// inName reports a single kana inside a word in katakana, which is no particle: ヘ in
// ヘッダー.
func (sc *scan) inName(h hit) bool {
	return h.to-h.from == 1 && isKatakana(sc.at(h.from)) && (isKatakana(sc.at(h.to)) || isKatakana(sc.at(h.from-1)))
}

// inLonger reports a word in katakana that goes on in another one: メッセージ in メッセージング.
func (sc *scan) inLonger(h hit) bool {
	if next := sc.at(h.to); h.is(isAct) && isKanji(sc.at(h.to-1)) && (next == '文' || next == '例' || next == '欄' || next == '術') {
		return true // Zoomの招待文
	}
	return h.is(isAct) && h.to-h.from > 2 && isKatakana(sc.at(h.to-1)) && isKatakana(sc.at(h.to)) && sc.at(h.to) != 'ー' &&
		sc.wordAt(h.to, isAct, isAsk, isDo, isPlease, isDetailNoun, isPhone) == 0
}

// detailNear reports an address, a number, a name or a link close by.
func (sc *scan) detailNear(from, to int) bool {
	return sc.taken(from-60, to+60, inContact|inName)
}

// detailBeside reports one in the same sentence.
func (sc *scan) detailBeside(from, to int) bool {
	begin, end := sc.sentence(from, to)
	return sc.taken(begin, end, inContact|inName)
}

// goesOn reports ている and てる behind what was said: it is going on, not proposed.
func (sc *scan) goesOn(to int) bool {
	if sc.at(to-1) == 'い' && sc.at(to-2) == '願' || sc.at(to-1) == 'て' && sc.at(to-3) == '待' {
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
	if sc.at(h.from) == '番' && sc.wordIn(h.from-40, h.from, isNumberLabel) {
		return false // 注文番号のことですか？それとも別の番号ですか
	}
	begin, _ := sc.sentence(h.from, h.to)
	for i := h.from - 1; i > begin; i-- {
		if sc.at(i) == '、' && sc.at(i-1) == 'が' {
			begin = i // 素材を送りたいのですが、メアド教えて
		}
	}
	return !sc.wordIn(max(begin, h.from-20), min(h.to+6, len(sc.f.runes)), isSystem)
}

// ofWork reports a sentence with a word of the work.
func (sc *scan) ofWork(from, to int) bool {
	begin, end := sc.sentence(from, to)
	return sc.wordIn(begin, end, isWork)
}

// describes reports that what was said goes on in a noun of the work: を促すバナー,
// 用の画像, するシーン.
func (sc *scan) describes(to, end int) bool {
	// 手渡しできるサイズ, LINEで使えるスタンプ, Xで募集したキャラクター
	for i := to - 1; i < to+3; i++ {
		r := sc.at(i)
		if r != 'る' && r != 'た' && r != 'す' && r != 'く' && r != 'う' && r != 'む' {
			continue
		}
		if r == 'る' && sc.at(i+1) == '方' && strings.ContainsRune("のへと", sc.at(i+2)) {
			return true // Zoomで入る方は5名
		}
		if next := sc.at(i + 1); r == 'る' && (next == 'お' || next == 'ご' || isKanji(next)) && sc.wordIn(i+1, end, isMaking) {
			return true // LINEで送るお礼の文を考えて
		}
		for j := i + 1; j < i+8 && (isKanji(sc.at(j)) || isKatakana(sc.at(j)) || isLatin(sc.at(j))); j++ {
			if sc.wordAt(j, isWork, isSubject) > 0 {
				return true
			}
		}
	}
	if last := sc.at(to - 1); (isKanji(last) || isKatakana(last)) && sc.wordAt(to, isWork, isSubject) > 0 && (isKanji(sc.at(to)) || isKatakana(sc.at(to))) {
		return true // 生徒募集チラシ
	}
	if sc.at(to) == '方' && strings.ContainsRune("いきしちにひみりぎじびえけせてねべめれ", sc.at(to-1)) {
		return true // Zoomの入り方
	}
	if sc.purpose(to) || sc.titled(to) || sc.at(to) == 'が' && isDigit(sc.at(to+1)) {
		return true
	}
	stop := min(end, to+12)
	for i := to; i < stop; i++ {
		if r := sc.at(i); r == '、' || r == ',' || r == 'か' || r == 'ね' || r == ' ' {
			stop = i
		}
	}
	first := sc.at(to)
	return (first == 'を' || first == 'の' || first == 'す' || first == '用' || first == 'で' && sc.at(to-1) != 'い' && sc.at(to-1) != 'ん') && sc.before(to, stop, of(isSubject), of(isAsk))
}

// purpose reports ための and a noun behind what was said: 登録してもらうためのチラシ.
func (sc *scan) purpose(to int) bool {
	for i := to - 1; i < to+8; i++ {
		if sc.at(i) == 'た' && sc.at(i+1) == 'め' && sc.at(i+2) == 'の' {
			return true
		}
	}
	return false
}

// titled reports という behind what was said: 「また会いましょう」という曲.
func (sc *scan) titled(to int) bool {
	for i := to; i < to+4; i++ {
		if sc.at(i) == 'と' && sc.at(i+1) == 'い' && sc.at(i+2) == 'う' {
			return true
		}
	}
	return false
}

// before reports a word of the first classes with none of the others before it.
func (sc *scan) before(from, to int, first, others classes) bool {
	for k := sc.seek(from); k < len(sc.hits) && sc.hits[k].to <= to; k++ {
		switch h := sc.hits[k]; {
		case h.to-h.from == 1 && isKanji(sc.at(h.from)) && isKanji(sc.at(h.to)):
			// 用意: no 用
		case h.classes.any(first):
			return true
		case h.classes.any(others):
			return false
		}
	}
	return false
}
