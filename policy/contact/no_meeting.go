package contact

import "strings"

// noMeeting reports talk of coming together that does not mean the reader: by a service
// or on a page, in one's own calendar, in an English story, or as what the work is for.
func (sc *scan) noMeeting(from, to int) bool {
	if sc.online(from, to) || sc.shapes(to) || sc.busyWith(from, to) {
		return true
	}
	begin, end := sc.sentence(from, to)
	if sc.wordIn(from, to, isHand, isByHand) && sc.wordIn(begin, end, isLedger) {
		return true // 手渡しで受け取った場合の仕訳
	}
	if isLatin(sc.at(from)) {
		if from > 2 && sc.read(from-3, from) == "no " {
			return true
		}
		return sc.ofKin(begin, from, to) || sc.wordIn(from, to, isFoodEN) && !sc.wordIn(begin, end, isBothEN, isItIsEN) && sc.at(end) != '?' || sc.wordIn(begin, to, isPastEN) ||
			sc.wordIn(begin, end, isTaleEN) && (!sc.wordIn(begin, end, isYouEN) || sc.wordIn(begin, end, isWork))
	}
	if sc.afar(from, to) {
		return true
	}
	if sc.wordIn(from, to, isGoing, isGoToDo) && sc.at(from) != '伺' {
		return false // 対面でもオンラインでも
	}
	for k := sc.seek(max(begin, from-12)); k < len(sc.hits) && sc.hits[k].from < to; k++ {
		// オンラインより会って話すほうが早い says the opposite.
		if h := sc.hits[k]; h.is(isWeb) && sc.at(h.to) != 'よ' && !(h.from > from && sc.wordAt(from, isPlaceAt) >= h.to) {
			return true
		}
	}
	return false
}

// ofKin reports that somebody else comes, and not to the reader: my parents are coming
// over, my team will meet on Monday.
func (sc *scan) ofKin(begin, from, to int) bool {
	return sc.wordIn(max(begin, from-18), from, isKinEN) && !sc.wordIn(max(begin, from-24), to+1, isBothEN) && !sc.wordIn(from, min(to+9, len(sc.f.runes)), isBothEN, isYouEN)
}

// afar reports a meeting without a place behind the name of a service for calls, maybe in
// the sentence before: それではズームで19時に。お会いできるのを楽しみに.
func (sc *scan) afar(from, to int) bool {
	if sc.wordIn(max(from-12, 0), min(to+2, len(sc.f.runes)), isPlace, isSpot, isTown, isPlaceAt, isHouse, isYourHouse, isMyHouse, isDirect, isFace, isHand, isTowards, isYours, isOffice) {
		return false
	}
	for k := sc.seek(max(from-50, 0)); k < len(sc.hits) && sc.hits[k].from < from; k++ {
		if h := sc.hits[k]; h.is(isMeetingService) && h.to-h.from > 1 && sc.isName(h) {
			return true
		}
	}
	return false
}

// busyWith reports an appointment of one's own: 打ち合わせがあるので, 会議に出ており.
func (sc *scan) busyWith(from, to int) bool {
	for k := sc.seek(from); k < len(sc.hits) && sc.hits[k].from <= to+2; k++ {
		if sc.hits[k].is(isBusy) {
			return true
		}
	}
	return false
}

// settled reports a payment that was made on the marketplace, or that customers make:
// 銀行振込を選んだので, ショップで購入してくれたお客様へ.
func (sc *scan) settled(from, to int) bool {
	begin, end := sc.sentence(from, to)
	if isLatin(sc.at(from)) && sc.ofKin(begin, from, to) {
		return true // customers pay on delivery
	}
	if sc.wordIn(begin, end, isLedger) || sc.passive(to) {
		return true // 現金で受け取った場合の仕訳
	}
	reach := 20
	if isLatin(sc.at(from)) {
		reach = 40
	}
	return sc.told(to) || sc.wordIn(max(begin, from-reach), min(end, to+reach), isSettled) && !sc.wordIn(begin, from+1, isShared)
}

// passive reports れた and れて behind what was said: 口座に直接振り込まれた分は. It is told
// of, and not proposed.
func (sc *scan) passive(to int) bool {
	for i := to; i < to+6; i++ {
		if sc.at(i) == 'れ' && strings.ContainsRune("わまさら", sc.at(i-1)) && (sc.at(i+1) == 'た' || sc.at(i+1) == 'て') {
			return true
		}
	}
	return false
}

// modifies reports てくれる, てほしい or てもらう with a noun behind it: 店に来てくれる人.
func (sc *scan) modifies(to int) bool {
	for i := to - 1; i < to+4; i++ {
		if i < 2 || !isKanji(sc.at(i+1)) && !isKatakana(sc.at(i+1)) {
			continue
		}
		switch sc.read(i-2, i+1) {
		case "くれる", "ほしい", "ださる", "もらう", "ただく":
			return !strings.ContainsRune("時日形場方可", sc.at(i+1))
		}
	}
	return false
}

// hearsay reports talk of what others do, or what was done: 本社で15時からだそうです. お越しいただけ
// ましたら asks.
func (sc *scan) hearsay(to int) bool {
	_, end := sc.sentence(to, to)
	for k := sc.seek(to); k < len(sc.hits) && sc.hits[k].to <= min(end, to+14); k++ {
		if h := sc.hits[k]; h.is(isHearsay) && !strings.ContainsRune("けえき", sc.at(h.from-1)) {
			return true
		}
	}
	return false
}

// told reports た behind what was said and a noun behind that: 待ち合わせた二人が. It is
// a story, and not proposed.
func (sc *scan) told(to int) bool {
	if sc.hearsay(to) {
		return true
	}
	for i := to - 1; i < to+5; i++ {
		if sc.at(i) == 'て' && sc.at(i+1) == 'い' && sc.at(i+2) == 'る' && (isKanji(sc.at(i+3)) || isKatakana(sc.at(i+3))) {
			return true // 自宅でレッスンをしている先生
		}
	}
	if sc.modifies(to) {
		return true // 店に来てほしい客層
	}
	for i := to - 1; i < to+3; i++ {
		if sc.at(i) == 'た' && (sc.read(i+1, i+4) == "みたい" || sc.read(i+1, i+4) == "ような") {
			return true // 初めて会ったみたいな
		}
		if next := sc.at(i + 1); sc.at(i) == 'た' && (isKanji(next) || isKatakana(next) || (next == 'お' || next == 'ご') && isKanji(sc.at(i+2))) && !strings.ContainsRune("時際後方上件為", next) {
			return true
		}
	}
	return false
}

// ofOthers reports a text about people who meet: 婚活で…。ラウンジで待ち合わせの予定です. Who
// offers to come, or to be met, means the reader all the same.
func (sc *scan) ofOthers(r *rule, first hit, to int) bool {
	if sc.at(first.to) == 'の' && first.is(isFace) && sc.wordIn(first.to, first.to+10, isWork) {
		return true // 対面レッスンの案内文
	}
	if sc.withPerson(first.from) || sc.madeThere(first, to) || sc.wordIn(first.from, to, isMail) || sc.wordIn(to, to+6, isSearch) {
		return true // OBと喫茶店で会う予定, 弊社のメールにて, 「面接道場」で検索
	}
	if sc.at(first.from-1) == 'を' && first.is(isGoing) && (sc.at(first.from) == '伺' || sc.at(first.from) == 'お' || sc.at(first.from) == 'う') {
		return true // 番号を伺ってもよろしいですか
	}
	for i := first.from; i < to; i++ {
		if sc.at(i) == 'を' && !first.is(isMyHouse) && (sc.at(i+1) == '伺' || sc.at(i+1) == 'お' && sc.at(i+2) == '伺') {
			return true // 貴社の強みを伺い
		}
	}
	if first.is(isMeet, isMutual, isMeetTe) && sc.wordIn(first.from-7, first.from, isPerson) || first.is(isWhen) && sc.wordIn(first.from, to, isPerson) {
		return true // 友人と会って, 彼に会いたい
	}
	return (r.why == whyMeetPlace || first.is(isMutual)) && !first.is(isTrip, isGathering, isYours) && sc.wordIn(max(first.from-80, 0), min(first.to+80, len(sc.f.runes)), isTale)
}

// withPerson reports somebody else with whom one meets: 友人と駅前のカフェで会って.
func (sc *scan) withPerson(from int) bool {
	for k := sc.seek(max(from-10, 0)); k < len(sc.hits) && sc.hits[k].from < from; k++ {
		if h := sc.hits[k]; h.is(isPerson) && h.to <= from && (sc.at(h.to) == 'と' || sc.at(h.to-1) == 'と') {
			return true
		}
	}
	return false
}

// madeThere reports what is made between a place and the request: 神社を一緒に散歩する親子の
// イラストをお願いします.
func (sc *scan) madeThere(first hit, to int) bool {
	if !first.is(isPlaceAt, isAlong) {
		return false
	}
	if sc.at(first.to-1) == 'を' && !sc.wordIn(first.to, to, isAlong) {
		return true // 最寄り駅を教えてください
	}
	for k := sc.seek(first.to); k < len(sc.hits) && sc.hits[k].to <= to; k++ {
		if h := sc.hits[k]; h.is(isWork, isProduct) && sc.at(h.to) == 'を' && !sc.jointly(to) {
			return true
		}
	}
	return false
}

// jointly reports an end that asks for company: ませんか, ましょう.
func (sc *scan) jointly(to int) bool {
	end := sc.read(to-5, to+2)
	return strings.Contains(end, "ませ") || strings.Contains(end, "ましょ") || strings.Contains(end, "しよ")
}

// shapes reports a word of the work that what was said belongs to: 手渡しできるサイズ.
func (sc *scan) shapes(to int) bool {
	return (sc.at(to) == 'る' || sc.at(to+1) == 'る' || sc.at(to) == 'の') && sc.wordIn(to, to+10, isWork)
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
