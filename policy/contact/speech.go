package contact

import (
	"math/bits"
	"strings"
)

// speech finds what people say: invitations, payments outside, meetings, and the
// names of services that are used as a way to get in touch.
func (sc *scan) speech() {
	sc.names()
	seen := sc.seen()
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
					if r.within(seen) {
						sc.try(r, k)
					}
				}
			}
		}
	}
	sc.names()
	sc.accounts()
	sc.reaches()
}

// seen are the classes of all words of the text. Most rules need one that is not there.
func (sc *scan) seen() (all classes) {
	for _, h := range sc.hits {
		for i := range all {
			all[i] |= h.classes[i]
		}
	}
	return all
}

// within reports that every step of the rule has a word of its classes.
func (r *rule) within(seen classes) bool {
	for i := len(r.steps) - 1; i > 0; i-- {
		if !r.steps[i].classes.any(seen) {
			return false
		}
	}
	return true
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
	case !sc.noMeeting(h.from, h.to) && !sc.ofNoun(h.to, whenWords) && !sc.withPerson(h.from) && !sc.told(h.to) && !sc.wordIn(h.to, h.to+9, isAudience):
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
