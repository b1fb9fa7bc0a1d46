package contact

import "strings"

// match is a row of words that a rule fits: where it ends, and which of them is a name;
// -1 for none.
type match struct {
	*rule
	first    hit
	to, name int
}

// try finds what a rule says from a word on.
func (sc *scan) try(r *rule, k int) {
	m, ok := sc.match(r, k)
	if !ok || !sc.holds(m) || sc.innocent(m) {
		return
	}
	sc.add(r.kind, m.first.from, m.to, r.confidence, r.why)
	if m.name >= 0 {
		sc.channel(sc.hits[m.name], r.confidence)
	}
}

// stops are the words that end a row if they are longer.
var stops, stopsOrIDs = of(isStop), of(isStop, isMeetingID)

// match follows the steps of a rule from a word on.
func (sc *scan) match(r *rule, k int) (match, bool) {
	first := sc.hits[k]
	m := match{rule: r, first: first, to: first.to, name: -1}
	if first.classes.any(channels) && r.steps[0].classes.any(named) {
		if !sc.isName(first) {
			return m, false
		}
		m.name = k
	}
	if before := sc.at(first.from - 1); isLatin(sc.at(first.from)) && before == '.' && isWord(sc.at(first.from-2)) {
		return m, false // user.email
	}
	if sc.longest(first.from, stops) > first.to || r.kind == invites && first.is(isMail, isPhone) && sc.ofIt(first.to) {
		return m, false
	}
	for i := 1; i < len(r.steps); i++ {
		next := sc.next(m.to, r.steps[i], k, r.only&apart != 0)
		if next < 0 {
			return m, false
		}
		if sc.hits[next].classes.any(channels) && r.steps[i].classes.any(named) {
			if h := sc.hits[next]; (h.to-h.from == 1 || h.is(isAmbiguous) && isLatin(sc.at(h.from))) && !sc.isName(h) {
				return m, false // my x is 40, drop me a line at
			}
			m.name = next
		}
		if sc.far(r, i, k, next) || r.kind == pays && sc.wordAt(sc.hits[next].from, isNoPay) > 0 {
			return m, false
		}
		m.to, k = sc.hits[next].to, next
	}
	return m, true
}

// holds reports that the conditions of the rule are met.
func (sc *scan) holds(m match) bool {
	from, to, only := m.first.from, m.to, m.only
	switch {
	case only&quiet != 0 && sc.wordIn(from-60, min(to+60, len(sc.f.runes)), isProduct),
		only&joined != 0 && !sc.detailBeside(from, to),
		m.why == whyInviteDetail && !sc.asksDetail(m.first),
		only&near != 0 && !sc.detailNear(from, to),
		only&led != 0 && !sc.taken(from-60, from, inInvite),
		only&ends != 0 && !sc.closes(to) && !sc.breaks(to-1),
		only&bare != 0 && sc.ofWork(from, to),
		only&clear != 0 && sc.nearWork(from, to),
		only&sure == 0 && sc.takenBack(from, to):
		return false
	}
	return true
}

// innocent reports that what stands around the words gives them another meaning.
func (sc *scan) innocent(m match) bool {
	if m.name >= 0 && (sc.ofEvent(sc.hits[m.name]) || sc.ownNoun(m.first, sc.hits[m.name])) {
		return true
	}
	if (m.kind != invites || m.first.is(isDirect)) && sc.stopped(m.first.from, m.to) {
		return true
	}
	if m.kind == meets && sc.meetsOthers(m) || m.kind == pays && sc.paysOthers(m) || m.kind == invites && sc.invitesOthers(m) {
		return true
	}
	if m.name < 0 {
		return false
	}
	if isLatin(sc.at(m.first.from)) && m.first.classes.any(channels) && anyWords[sc.wordBefore(m.first.from-1)] && sc.nearWork(m.first.from, m.to) {
		return true // mimics a LINE chat
	}
	return sc.isTopic(sc.hits[m.name], m.to) || m.kind == invites && sc.objectOf(sc.hits[m.name], m.to)
}

// meetsOthers reports a meeting in which the reader has no part.
func (sc *scan) meetsOthers(m match) bool {
	stop := m.to
	for stop < m.to+9 && sc.at(stop) != '、' {
		stop++
	}
	return sc.wordIn(m.to, stop, isAudience) || sc.ofNoun(m.to, whenWords) || sc.noMeeting(m.first.from, m.to) || sc.told(m.to) || sc.ofOthers(m.rule, m.first, m.to)
}

// paysOthers reports what is no payment between the two: 直に会って決めましょう.
func (sc *scan) paysOthers(m match) bool {
	if m.first.is(isWithout) && sc.wordIn(m.first.to, m.to, isDeal) {
		return sc.told(m.to) || sc.passive(m.to) || sc.at(m.to) == 'が' // サイトを通さずにご契約, but not 通さない注文が増え
	}
	if m.first.is(isPurse) && sc.wordIn(m.first.to, m.to, isFee) {
		return sc.told(m.to) || sc.passive(m.to) // 継続のお客様には、お振込みで手数料分をお引きします
	}
	if isLatin(sc.at(m.first.from)) && sc.denied(m.first.from, m.to) {
		return true // I don't take PayPal
	}
	return sc.ofNoun(m.to, "場時形方") || sc.onlyTalk(m.first, m.to) || sc.talksOnly(m.first, m.to) || sc.wordAt(m.first.from, isNoPay) >= m.first.to || sc.settled(m.first.from, m.to)
}

// whenWords begin nouns of time, place and occasion.
const whenWords = "場時形方際日件分上範距曜機可程予旨前"

// ofNoun reports what was said as the quality of a thing: PayPayで支払える店舗一覧. Some nouns
// go with a proposal all the same: 払える方法はありますか, 会える日ありますか.
func (sc *scan) ofNoun(to int, but string) bool {
	for i := to - 1; i < to+3; i++ {
		if next := sc.at(i + 1); sc.at(i) == 'る' && (isKanji(next) || isKatakana(next)) && !strings.ContainsRune(but, next) {
			return true
		}
	}
	return false
}

// invitesOthers reports an invitation that is somebody else's: my students meet on Zoom.
func (sc *scan) invitesOthers(m match) bool {
	from := m.first.from
	if m.why == whyInviteThere && sc.wordIn(from-60, from, isPlatform) && !sc.wordIn(from-60, from, isService, isOther, isMail, isOwnSite, isDetailNoun, isOutside) {
		return true // ビデオチャットを教わりました。そちらで
	}
	if !isLatin(sc.at(from)) {
		return false
	}
	if sc.endsLabel(from-1, isKinEN) {
		return true
	}
	if sc.at(m.first.to-1) == 'd' && sc.at(m.first.to-2) == 'e' {
		begin, _ := sc.sentence(from, m.to)
		return sc.ofKin(begin, from, m.to) // Grandma joined by Zoom
	}
	return false
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
		if h.classes.any(s.classes) && sc.longest(h.from, stopsOrIDs) <= h.to {
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
