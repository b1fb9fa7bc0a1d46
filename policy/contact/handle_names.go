package contact

import "strings"

// venueHandle finds an account name at a site on which people show their work, where
// one is asked to get in touch: noteのkinako_writerからご連絡ください.
func (sc *scan) venueHandle(h hit) {
	begin, end := sc.sentence(h.from, h.to)
	end = min(end+30, len(sc.f.runes))
	if !sc.wordIn(begin, end, isAdding, isDM, isNudge, isReach, isReachEN, saysReach, saysInvitation) || sc.wordIn(begin, end, isWork, isPlatform) {
		return
	}
	if from, to, _, ok := sc.nameAfter(h.to, 20); ok && isSure(sc.read(from, to)) {
		sc.handle(from, to, 72, whyHandle)
	} else if from, to, ok := sc.nameBefore(h.from, 12); ok && isSure(sc.read(from, to)) {
		sc.handle(from, to, 72, whyHandle)
	}
}

// calledHandle finds a name that one says one goes by, further from the service's:
// I'm thistle.and.thread pretty much everywhere, Instagram too.
func (sc *scan) calledHandle(h hit) {
	from, to, ok := sc.latinName(sc.blanks(h.to))
	if ok && h.is(isIDWord) && sc.userName(h, from, to) {
		sc.handle(from, to, 72, whyHandle)
		return
	}
	if !ok || !strings.ContainsAny(sc.read(from, to), "._0123456789") || !isSure(sc.read(from, to)) {
		return
	}
	begin, end := sc.sentence(h.from, to)
	if (sc.wordIn(begin, end, isService, isOther) || sc.channelBefore(begin)) && !sc.wordIn(begin, from, isWork, isDummy) && !sc.wordIn(to, end, isWork, isDummy) {
		sc.handle(from, to, 72, whyHandle)
	}
}

// channelBefore reports the name of a service, as a way to get in touch, in what was
// said right before i.
func (sc *scan) channelBefore(i int) bool {
	for k := sc.seek(max(i-80, 0)); k < len(sc.hits) && sc.hits[k].to <= i; k++ {
		if h := sc.hits[k]; h.classes.any(channels) && sc.isName(h) && !sc.isTopic(h, h.to) {
			return true
		}
	}
	return false
}

// toldHandle finds a name that one tells when a service was spoken of before:
// Discordに入っていただきます。連絡係は tororo.gm です.
func (sc *scan) toldHandle(h hit) {
	from, to, ok := sc.nameBefore(h.from, 2)
	if !ok || !isSure(sc.read(from, to)) || !isBlank(sc.at(to)) && sc.at(from-1) != ' ' && !isJapanese(sc.at(from-1)) && from > 0 {
		return
	}
	begin, end := sc.sentence(from, to)
	if !sc.wordIn(begin, from, isWork, isDummy, isSystem, isNumberLabel) && !sc.wordIn(to, end, isWork, isDummy, isSystem, isNumberLabel) && sc.channelBefore(from) {
		sc.handle(from, to, 70, whyHandle)
	}
}

// fullName finds the name of a person or a studio by which one is found at a service:
// on Facebook as Oluwaseun Designs, LinkedInで Sota Kurihara と検索.
func (sc *scan) fullName(h hit) bool {
	at, named := h.to, false
	for at-h.to < 16 && !isLatin(sc.at(at)) || sc.wordAt(at, isLinker, isIDWord, isCalled) > 0 && !sc.isUpper(at) {
		if word := sc.wordAt(at, isLinker, isIDWord, isCalled); word > 0 {
			at, named = word, true
			continue
		}
		switch r := sc.at(at); {
		case isBlank(r) || r == 'は' || r == 'の' || r == 'で' || r == 'に' || r == ':' || r == '「' || r == '(' || r == '"':
			at++
		default:
			return false
		}
	}
	to, words := at, 0
	for sc.isUpper(to) && words < 4 && sc.wordAt(to, isDayEN, isService, isOther, isWork) == 0 {
		for isWord(sc.at(to)) {
			to++
		}
		words++
		if sc.at(to) != ' ' || !sc.isUpper(to+1) {
			break
		}
		to++
	}
	named = named || sc.at(at-1) == '(' && sc.at(to) == ')'
	if to-at > 40 || words < 2 || sc.at(to-1) == ' ' || !named && sc.wordAt(sc.blanks(to), isFoundBy, isSearch) == 0 && sc.at(sc.blanks(to)) != 'と' || sc.isTopic(h, h.to) {
		return false
	}
	sc.handle(at, to, 72, whyHandle)
	return true
}

// tag finds name#1234 of Discord where it, or adding somebody, is spoken of.
func (sc *scan) tag(i int) {
	digits := 0
	for isDigit(sc.at(i+1+digits)) && digits < 6 {
		digits++
	}
	if digits != 4 || isWord(sc.at(i+5)) {
		return
	}
	from := i
	for from > 0 && i-from < 33 && (isNameRune(sc.f.runes[from-1]) || sc.inTagName(from-1, i)) {
		from--
	}
	if i-from < 2 {
		return
	}
	begin, end := sc.sentence(from, i+5)
	if sc.wordIn(max(begin-30, 0), min(end+30, len(sc.f.runes)), isOther, isService, isAdding, isIDWord) {
		sc.handle(from, i+5, 90, whyHandle)
	}
}

// inTagName reports a letter of a Japanese name before #: no particle ends a name, and
// no label of it begins one.
func (sc *scan) inTagName(at, i int) bool {
	r := sc.f.runes[at]
	return isJapanese(r) && r != 'は' && (i-at > 1 || r != 'の') && !sc.endsLabel(at+1, isService, isOther, isIDWord, isLinker)
}

// live finds live:name, which only Skype has.
func (sc *scan) live(i int) {
	if i < 4 || sc.read(i-4, i) != "live" || isWord(sc.at(i-5)) {
		return
	}
	if from, to, ok := sc.latinName(i - 4); ok && to > i+1 {
		sc.handle(from, to, 92, whyHandle)
	}
}

// quoted finds the name of a person or an account in quotation marks, by which one
// is found at a service: Facebookは「山田 花子」で出ます.
func (sc *scan) quoted(i int) {
	open := i - 1
	for open >= 0 && i-open < 32 && !isOpenQuote(sc.f.runes[open]) {
		open--
	}
	if sc.at(i+1) == 'と' && !sc.wordIn(i+1, i+8, isIDWord) && !isWord(sc.at(open+1)) {
		return // 「…」と検索 tells what to look for
	}
	if sc.at(i+1) == 'っ' && sc.at(i+2) == 'て' && strings.ContainsRune("調検探ググ", sc.at(i+3)) && !isWord(sc.at(open+1)) {
		return // 「…」って調べて
	}
	if open < 0 || i-open < 3 || i-open >= 32 || !isOpenQuote(sc.f.runes[open]) || sc.taken(open, i, inDetail) {
		return
	}
	if sc.wordAt(i+1, isFoundBy) == 0 && !(sc.at(open-1) == 'は' && sc.endsLabel(open-1, isService, isOther) && (sc.at(i+1) == '、' || sc.at(i+1) == 'で' || sc.at(i+1) == '。')) {
		return
	}
	begin, _ := sc.sentence(open, i)
	if sc.wordIn(max(begin, open-20), open, isWork, isSubject) {
		return // LINEの着信ボイス風に「…」ですね
	}
	if sc.wordIn(max(begin, open-20), open, isService, isOther) && !sc.wordIn(max(begin, open-6), open, isNo) {
		sc.handle(open+1, i, 80, whyHandle)
	}
}
