package contact

import "strings"

// pointedHandle finds an account name behind a colon or an arrow where a service was spoken
// of and one is asked to add or to find somebody: Skype, just add me: anna.polyglot;
// インスタのフォローよろしく→ potemaru.ig.
func (sc *scan) pointedHandle(i int) {
	at := sc.blanks(i + 1)
	if isOpenQuote(sc.at(at)) {
		at++
	}
	from, to, ok := sc.latinName(at)
	if !ok || !isAccountLike(sc.read(from, to)) || sc.isFile(from, to) || isWord(sc.at(i-1)) && isWord(sc.at(i+1)) {
		return
	}
	begin, _ := sc.sentence(i, i)
	if !isLatin(sc.at(begin)) {
		begin = max(begin, i-40)
	}
	if sc.wordIn(begin, i, isAdding, isDM, isReachEN, isActEN, isFoundBy, isSearch, isIDWord, isFollow) &&
		!sc.wordIn(max(begin, i-12), i, isWork, isSystem, isNumberLabel) && sc.spokenOf(i) {
		sc.handle(from, to, 70, whyHandle)
	}
}

// addedHandle finds the account name behind an English request: do you have LINE? Add me
// okazu-hana.
func (sc *scan) addedHandle(h hit) {
	if !isLatin(sc.at(h.from)) || sc.at(h.to) != ' ' {
		return
	}
	at := sc.blanks(h.to)
	if word := sc.wordOn(at); word == "on" || word == "at" || word == "via" {
		sc.addedOn(sc.blanks(at + len(word)))
		return
	}
	from, to, ok := sc.latinName(at)
	if ok && isSure(sc.read(from, to)) && !sc.isFile(from, to) && !(sc.at(to) == ' ' && isLatin(sc.at(to+1))) && sc.spokenOf(h.from) {
		sc.handle(from, to, 70, whyHandle)
	}
}

// lastName finds the account name that stands alone at the end of a text in which one is asked
// to write or to follow at a service: DMで打ち合わせしてもらえます？ yuri.to.kenta.
func (sc *scan) lastName() {
	to := len(sc.f.runes)
	for to > 0 && (isBlank(sc.at(to-1)) || isEmoji(sc.at(to-1))) {
		to--
	}
	for sc.at(to-1) == '.' {
		to--
	}
	from := to
	for from > 0 && to-from < 40 && (isWord(sc.at(from-1)) || sc.at(from-1) == '.') {
		from--
	}
	if to-from < 5 || !isBlank(sc.at(from-1)) || isLatin(sc.at(from-2)) || !isAccountLike(sc.read(from, to)) || sc.isFile(from, to) || sc.taken(from, to, inDetail) {
		return
	}
	if sc.wordIn(from-50, from, isAdding, isDM, isIDWord) && !sc.wordIn(from-30, from, isWork, isSystem, isDummy, isNumberLabel) && sc.spokenOf(from) {
		sc.handle(from, to, 66, whyHandle)
	}
}

// addedOn finds the name behind a service that nobody knows: find me on HelloTalk as SiobhanKM.
func (sc *scan) addedOn(at int) {
	if !sc.isUpper(at) {
		return
	}
	at = sc.blanks(sc.wordTo(at))
	if word := sc.wordOn(at); word != "as" && word != "under" {
		return
	}
	from, to, ok := sc.latinName(sc.blanks(sc.wordTo(at)))
	if !ok || sc.isFile(from, to) || sc.taken(from, to, inDetail) {
		return
	}
	if name := sc.read(from, to); isSure(name) || sc.isUpper(from) && sc.isUpper(to-1) && !plainNames[name] {
		sc.handle(from, to, 70, whyHandle)
	}
}

// spokenOf reports a service right before i that is a way to get in touch. Near words for
// an account outweigh what else is said of it: インスタのストーリーに使う垢.
func (sc *scan) spokenOf(i int) bool {
	begin := max(i-80, 0)
	for k := sc.seek(begin); k < len(sc.hits) && sc.hits[k].to <= i; k++ {
		if h := sc.hits[k]; h.classes.any(channels) && sc.isName(h) && !sc.ruledOut(h) && (!sc.isTopic(h, h.to) || max(sc.wordAt(h.to, isUsing), sc.wordAt(sc.blanks(h.to), isUsing)) > 0 || sc.wordIn(h.to, i, isAccountName)) {
			return true
		}
	}
	return false
}

// isPointer reports a sign behind which a detail follows.
func isPointer(r rune) bool {
	return r == ':' || r == '=' || r >= 0x2190 && r < 0x2200 || r == '⇒' || r == '➡' || r == '▶' || r == '☞' || r >= 0x1f446 && r <= 0x1f449
}

// activeAt finds the account name with which a sentence ends that tells what one does at a
// service: Instagramのほうでも描いてます、mizutama_pallet.
func (sc *scan) activeAt(h hit) bool {
	p, ok := sc.localAfter(h.to, 40, false)
	_, end := sc.sentence(h.to, h.to)
	if !ok || p.to != end || !isAccountLike(sc.read(p.from, p.to)) || sc.wordAt(h.to, isSubject, isWork) > 0 {
		return false
	}
	at := p.from
	for at > h.to && (isBlank(sc.at(at-1)) || sc.at(at-1) == '、' || isEmoji(sc.at(at-1))) {
		at--
	}
	said := sc.read(max(at-6, h.to), at)
	for _, going := range habits {
		if at < p.from && strings.HasSuffix(said, going) {
			sc.handle(p.from, p.to, 68, whyHandle)
			return true
		}
	}
	return false
}

// habits end what one does again and again.
var habits = strings.Fields("てます ています ております とります てる てるよ てるで ている てますよ てますので てるので てるから でます でいます でおります でる")
