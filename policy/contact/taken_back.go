package contact

import "strings"

// takenBack reports that the sentence refuses it, speaks of the platform, or
// quotes a line of the work.
func (sc *scan) takenBack(from, to int) bool {
	begin, end := sc.sentence(from, to)
	for i := to; i < end; i++ {
		if isEmoji(sc.f.runes[i]) {
			end = i // what follows a picture is said anew
		}
	}
	if sc.wordIn(begin, end, isSaid) || sc.inQuotes(from, to) || sc.declined(from, to) {
		return true
	}
	// 外で話している二人, 友だち追加を促すバナー: it is what is drawn or made.
	if sc.goesOn(to) || sc.describes(to, end) {
		return true
	}
	if sc.wordIn(from, to+14, isThanked) && sc.refused(to, to+60) {
		return true // Discordのお誘いありがとうございます！でも外では
	}
	if sc.refused(from, min(end, to+34)) || sc.denied(max(begin, from-30), from) || sc.wordIn(begin, end, isQuote) {
		return true
	}
	if sc.wordIn(from, to, isOutside, isWithout) {
		return false
	}
	// The platform's name counts if it is not left: "ココナラを通さず" is one word.
	for k := sc.seek(begin); k < len(sc.hits) && sc.hits[k].from < end; k++ {
		if h := sc.hits[k]; h.is(isPlatform) && !sc.isLeft(h.to) && !sc.covered(h) && !sc.worse(h.to) && !sc.leaves(h, from, to) &&
			!(sc.at(h.from-1) == 'の' && sc.endsLabel(h.from-1, isService, isOther)) {
			return true
		}
	}
	return false
}

// leaves reports a platform's name that is part of leaving it, or of its fee: in a
// longer word, or beside the name of another service.
func (sc *scan) leaves(h hit, from, to int) bool {
	if sc.wordAt(h.from, isOutside) >= h.to || sc.wordAt(from, saysPayment, saysInvitation) >= h.to {
		return true
	}
	if sc.wordIn(h.to, h.to+14, isLacking) {
		return true // ココナラのメッセージは見落としがちなので
	}
	if isLatin(sc.at(h.from)) && sc.wordIn(h.from-36, h.from, isLeaving) {
		return true // no need to place another order on the site
	}
	if h.to <= from && sc.wordIn(from, to, isPurse) && sc.wordIn(max(h.from-8, 0), from+1, isShared) || h.from >= to && sc.wordIn(from, to, isOuterPay) || sc.wordIn(from, to, isCallOff) {
		return true // ココナラのポイントが足りなくて、残りだけ切手で
	}
	within := h.from >= from && h.to <= to+4
	return within && sc.wordIn(from, to, isService, isOther) || sc.wordIn(h.to, h.to+12, isFee, isFeeEN)
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
	for i := from; i < to; i++ {
		if r := sc.at(i); (r == '」' || r == '』') && sc.at(i+1) == 'と' && strings.ContainsRune("入書記載表印い", sc.at(i+2)) {
			return true // 「ご予約はお電話で」と入れてください
		}
	}
	most := 24
	if isLatin(sc.at(from)) {
		most = 60
	}
	for i := to; i < to+most; i++ {
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

// refused reports words such as できません, but not the question できませんか.
func (sc *scan) refused(from, to int) bool {
	out := sc.wordAt(from, isOutside, isWithout) + 1 // ここを経由せずに refuses nothing
	for k := sc.seek(from); k < len(sc.hits) && sc.hits[k].from < to; k++ {
		if h := sc.hits[k]; h.is(isNo) && h.to > out && h.from >= out-1 && !sc.isAsked(h.to) && !sc.isFine(h) {
			return true
		}
	}
	return false
}

// denied reports a negative before what is said, but not the question "why don't you".
func (sc *scan) denied(from, to int) bool {
	for k := sc.seek(from); k < len(sc.hits) && sc.hits[k].from < to; k++ {
		if h := sc.hits[k]; h.is(isNotBefore) && h.to <= to && !(h.from >= 4 && sc.read(h.from-4, h.from) == "why ") {
			return true
		}
	}
	return false
}

// isAsked reports a question behind a negative: できませんか, できないでしょうか.
func (sc *scan) isAsked(i int) bool {
	for _, tail := range [...]string{"か", "?", "ですか", "でしょうか", "んですか", "のですか", "んでしょうか", "のでしょうか", "やろか", "っすか", "すか", "んすか", "かな", "かね", "の?", "のん?", "だろうか", "かしら", "ものか", "もんか", "ものでしょうか", "もんでしょうか"} {
		at := i
		for _, r := range tail {
			if sc.at(at) != r {
				at = -1
				break
			}
			at++
		}
		if at > 0 {
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

// worse reports that something else is better: ココナラで買うより.
func (sc *scan) worse(i int) bool {
	for k := i; k < i+7; k++ {
		if sc.at(k) == 'よ' && sc.at(k+1) == 'り' {
			return true
		}
	}
	return false
}

// covered reports a platform's name inside "outside of …".
func (sc *scan) covered(h hit) bool {
	for k := sc.seek(max(h.from-24, 0)); k < len(sc.hits) && sc.hits[k].from < h.from; k++ {
		if o := sc.hits[k]; o.is(isOutside) && o.to >= h.from-1 || o.is(saysPayment) && o.to > h.from {
			return true
		}
	}
	return false
}
