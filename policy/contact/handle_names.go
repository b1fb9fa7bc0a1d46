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
	at := h.to
	if c := sc.chainAt(h.from, &sc.local); len(c.labels) == 2 { // note.comの
		at = c.to
	}
	if from, to, _, ok := sc.nameAfter(at, 20); ok && isSure(sc.read(from, to)) {
		sc.handle(from, to, 72, whyHandle)
	} else if from, to, ok := sc.nameBefore(h.from, 12); ok && isSure(sc.read(from, to)) {
		sc.handle(from, to, 72, whyHandle)
	}
}

// venueIn reports the name of such a site that is no part of another word: ストアカ, but
// not テストアカウント.
func (sc *scan) venueIn(from, to int) bool {
	for k := sc.seek(from); k < len(sc.hits) && sc.hits[k].to <= to; k++ {
		if h := sc.hits[k]; h.is(isVenue) && !(isKatakana(sc.at(h.from)) && isKatakana(sc.at(h.from-1))) && !(isKatakana(sc.at(h.to-1)) && isKatakana(sc.at(h.to))) {
			return true
		}
	}
	return false
}

// calledHandle finds a name that one says one goes by, further from the service's:
// I'm thistle.and.thread pretty much everywhere, Instagram too.
func (sc *scan) calledHandle(h hit) {
	at := sc.blanks(h.to)
	if isOpenQuote(sc.at(at)) {
		at++
	}
	from, to, ok := sc.latinName(at)
	if ok && h.is(isIDWord) && sc.userName(h, from, to) {
		sc.handle(from, to, 72, whyHandle)
		return
	}
	if !ok || !strings.ContainsAny(sc.read(from, to), "._0123456789") || !isSure(sc.read(from, to)) {
		return
	}
	begin, end := sc.sentence(h.from, to)
	on := sc.read(to, min(to+4, len(sc.f.runes))) == " on " && sc.wordIn(to, end, isAdding, isDM) // I'm sleepy_mage on disc, hmu
	if (on || sc.wordIn(begin, end, isService, isOther) || sc.channelBefore(begin) || sc.spokenOf(begin)) && !sc.wordIn(begin, from, isWork, isDummy) && !sc.wordIn(to, end, isWork, isDummy) {
		sc.handle(from, to, 72, whyHandle)
	}
}

// userName reports a plain word that is told as one's name where a service was spoken of
// and one is asked to write: my Discord. Username pennygaz, ping me there.
func (sc *scan) userName(h hit, from, to int) bool {
	name := sc.read(from, to)
	switch sc.at(to) {
	case ',', '.', ')', '!', ';', '\n', 0:
	default:
		if sc.read(to, min(to+4, len(sc.f.runes))) != " on " {
			return false
		}
	}
	begin, end := sc.sentence(h.from, to)
	end = min(end+30, len(sc.f.runes))
	return isLatin(sc.at(h.from)) && to-from >= 6 && !plainNames[name] && !moods[name] && sc.wordAt(from, isWork, isSubject, isActEN, isIDWord, isLinker, isMail) < to &&
		(sc.channelBefore(h.from) || sc.wordIn(begin, end, isService, isOther)) && sc.wordIn(begin, end, isAdding, isReachEN, isActEN) && !sc.wordIn(begin, end, isWork, isDummy)
}

// channelBefore reports the name of a service, as a way to get in touch, in what was
// said right before i.
func (sc *scan) channelBefore(i int) bool { return sc.channelIn(max(i-80, 0), i) }

// channelIn reports the same of what stands in from..to.
func (sc *scan) channelIn(from, to int) bool { return sc.channelEnd(from, to) > 0 }

// channelEnd is where the first of them ends; 0 for none.
func (sc *scan) channelEnd(from, to int) int {
	for k := sc.seek(from); k < len(sc.hits) && sc.hits[k].to <= to; k++ {
		if h := sc.hits[k]; h.classes.any(channels) && sc.isName(h) && !sc.isTopic(h, h.to) {
			return h.to
		}
	}
	return 0
}

// toldHandle finds a name that one tells when a service was spoken of before:
// Discordに入っていただきます。連絡係は tororo.gm です.
func (sc *scan) toldHandle(h hit) {
	if sc.wordAt(h.from+1, isSubject, isStop) > h.to {
		return // で検索結果に
	}
	from, to, ok := sc.nameBefore(h.from, 2)
	if !ok || !isSure(sc.read(from, to)) || !isBlank(sc.at(to)) && !strings.ContainsRune(" 、,…:→", sc.at(from-1)) && !isJapanese(sc.at(from-1)) && from > 0 {
		return
	}
	begin, end := sc.sentence(from, to)
	if sc.askedFor(from) && !sc.wordIn(to, end, isWork, isDummy, isSystem) {
		sc.handle(from, to, 70, whyHandle)
		return
	}
	if h.is(isTyped) && !sc.wordIn(begin, end, isDummy) && (sc.channelBefore(from) || sc.ownApp(begin, from)) ||
		!sc.wordIn(begin, from, isWork, isDummy, isSystem, isNumberLabel) && !sc.wordIn(to, end, isWork, isDummy, isSystem, isNumberLabel) && (sc.channelBefore(from) || sc.spokenOf(from)) {
		sc.handle(from, to, 70, whyHandle)
	}
}

// askedFor reports that an account was spoken of right before, and nothing of the work but
// the writing of it: LINEのIDを書いていいのかわからないのですが…hinata7 です.
func (sc *scan) askedFor(i int) bool {
	begin := max(i-40, 0)
	for k := sc.seek(begin); k < len(sc.hits) && sc.hits[k].to <= i; k++ {
		h := sc.hits[k]
		if !h.classes.any(channels) || sc.at(h.to) != 'の' || !sc.isName(h) || sc.labelEnd(h.to+1) == 0 || sc.at(sc.labelEnd(h.to+1)) == 'の' {
			continue
		}
		for k++; k < len(sc.hits) && sc.hits[k].to <= i; k++ {
			if w := sc.hits[k]; w.is(isWork, isDummy, isSystem, isNumberLabel) && sc.at(w.from) != '書' {
				return false
			}
		}
		return true
	}
	return false
}

// labelEnd is where a word for an account or the name there ends; 0 for none.
func (sc *scan) labelEnd(i int) int {
	if sc.read(i, i+2) == "名前" {
		return i + 2
	}
	return sc.wordAt(i, isIDWord)
}

// ownApp reports an app that is not named, where one is told a name in it.
func (sc *scan) ownApp(from, to int) bool {
	return sc.wordIn(from, to, isOwnApp) || sc.wordIn(from, to, isApp) && !sc.wordIn(from, to, isWork)
}

// fullName finds the name of a person or a studio by which one is found at a service:
// on Facebook as Oluwaseun Designs, LinkedInで Sota Kurihara と検索.
func (sc *scan) fullName(h hit) bool {
	at, named, comma := h.to, false, false
	for at-h.to < 16 && !isLatin(sc.at(at)) || sc.wordAt(at, isLinker, isIDWord, isCalled, isFoundBy) > 0 && (!sc.isUpper(at) || sc.at(at+1) == '\'') {
		if word := sc.wordAt(at, isLinker, isIDWord, isCalled, isFoundBy); word > 0 {
			if comma && seekers[sc.read(at, word)] {
				return false // Facebook, search Tsumugi Films
			}
			at, named = word, true
			continue
		}
		switch r := sc.at(at); {
		case isBlank(r) || r == 'は' || r == 'の' || r == 'で' || r == 'に' || r == '、' || r == ':' || r == '「' || r == '(' || r == '"':
			at++
		case r == ',':
			at, comma = at+1, true
		default:
			return false
		}
	}
	to, words := at, 0
	for sc.isUpper(to) && words < 4 && sc.wordAt(to, isDayEN, isService, isOther) == 0 && (words > 0 || sc.wordAt(to, isWork) == 0) {
		for isWord(sc.at(to)) {
			to++
		}
		words++
		if sc.at(to) != ' ' || !sc.isUpper(to+1) {
			break
		}
		to++
	}
	_, end := sc.sentence(at, at)
	named = named || sc.at(at-1) == '(' && sc.at(to) == ')' || to == end && sc.wordIn(h.from-14, h.from, isAdding)
	behind := sc.blanks(to)
	if r := sc.at(behind); r == '」' || r == '"' {
		behind++
	}
	if to-at > 40 || words < 2 || sc.at(to-1) == ' ' || !named && sc.wordAt(behind, isFoundBy, isSearch) == 0 && sc.at(behind) != 'と' || sc.isTopic(h, h.to) {
		return false
	}
	sc.handle(at, to, 72, whyHandle)
	return true
}

// tag finds name#1234 of Discord, or five digits of Battle.net, where it, or adding somebody, is spoken of.
func (sc *scan) tag(i int) {
	digits := 0
	for isDigit(sc.at(i+1+digits)) && digits < 6 {
		digits++
	}
	if digits < 4 || digits > 5 || isWord(sc.at(i+1+digits)) {
		sc.lettered(i)
		return
	}
	to, from := i+1+digits, i
	for from > 0 && i-from < 33 && (isNameRune(sc.f.runes[from-1]) || sc.inTagName(from-1, i)) {
		from--
	}
	if from == i { // さかな#0012
		for from > 0 && i-from < 12 && (isJapanese(sc.at(from-1)) || isDigit(sc.at(from-1))) && sc.at(from-1) != 'は' {
			from--
		}
		label := from
		for label > 0 && from-label < 3 && (isBlank(sc.at(label-1)) || sc.at(label-1) == 'は' || sc.at(label-1) == ':') {
			label--
		}
		if !sc.endsLabel(label, isIDWord, isService, isOther) && !sc.wordIn(to, to+10, isAdding) {
			return
		}
	}
	if i-from < 2 || sc.at(from-1) == '/' {
		return
	}
	begin, end := sc.sentence(from, to)
	if sc.wordIn(max(begin-30, 0), min(end+30, len(sc.f.runes)), isOther, isService, isAdding, isIDWord) {
		sc.handle(from, to, 90, whyHandle)
	}
}

// lettered finds a name whose number has letters in it, as games have them, behind the
// word ID: RiotID ぽてまる#JP77.
func (sc *scan) lettered(i int) {
	to := sc.wordTo(i + 1)
	from := i
	for from > 0 && i-from < 16 && (isJapanese(sc.at(from-1)) || isWord(sc.at(from-1))) {
		from--
	}
	label := from
	for label > 0 && from-label < 3 && (isBlank(sc.at(label-1)) || sc.at(label-1) == ':' || sc.at(label-1) == 'は') {
		label--
	}
	if size := to - i - 1; size >= 2 && size <= 5 && i-from >= 2 && label < from && sc.endsLabel(label, isIDWord, isOther) && !sc.taken(from, to, inDetail) {
		sc.handle(from, to, 76, whyHandle)
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

// seekers are the words behind which stands what to look for, and no account.
var seekers = set("for up find search add in it it's")

// pageNamed reports the name of a page or an account from which one is to write: Facebook
// ページ「カフェこもれび」からメッセージ.
func (sc *scan) pageNamed(open, i int) bool {
	if i-open < 3 || !sc.endsLabel(open, isIDWord, isPageWord) || sc.taken(open, i, inDetail) || sc.wordAt(i+1, isFrom, isTo) == 0 && sc.at(i+1) != 'か' && sc.at(i+1) != 'に' && sc.at(i+1) != 'へ' && sc.at(i+1) != 'ま' {
		return false
	}
	begin, end := sc.sentence(open, i)
	return sc.wordIn(max(begin, open-16), open, isService, isOther) && sc.wordIn(i, end, isDM, isReach, isAsk, isAdding) && !sc.wordIn(begin, end, isWork)
}

// asksBehind reports that the sentence goes on to ask for a word: でございます、そちらにメッセージを.
func (sc *scan) asksBehind(i int) bool {
	_, end := sc.sentence(i, i)
	return sc.wordIn(i+5, end, isAct, isAsk, isAdding, isDM, isReach, isThere)
}

// namedEN reports an English name in quotation marks under which one is at a service:
// listed as "Nora Fields" on Facebook.
func (sc *scan) namedEN(open, i int) bool {
	if i-open < 4 || !sc.isUpper(open+1) || sc.at(i) != '"' && sc.at(i) != '”' || !isBlank(sc.at(open-1)) || sc.taken(open, i, inDetail) || !sc.endsLabel(open-1, isCalled, isLinker) || seekers[sc.wordBefore(open-1)] {
		return false
	}
	at := sc.blanks(i + 1)
	if word := sc.wordOn(at); word == "on" || word == "in" || word == "at" {
		at = sc.blanks(at + 2)
		begin, end := sc.sentence(open, i)
		return sc.wordAt(at, isService, isOther) > 0 && !sc.wordIn(begin, open, isWork, isSubject) && !sc.wordIn(i, end, isWork, isSubject)
	}
	return false
}

// quoted finds the name of a person or an account in quotation marks, by which one
// is found at a service: Facebookは「山田 花子」で出ます.
func (sc *scan) quoted(i int) {
	open := i - 1
	for open >= 0 && i-open < 32 && !isOpenQuote(sc.f.runes[open]) {
		open--
	}
	if sc.pageNamed(open, i) {
		sc.handle(open+1, i, 74, whyHandle)
		return
	}
	if (sc.at(i+1) == 'と' || sc.at(i+1) == 'っ' && sc.at(i+2) == 'て' || sc.at(i+1) == 'を') && !sc.wordIn(i+1, i+9, isIDWord) && !isWord(sc.at(open+1)) && sc.wordAt(i+1, isBeing) == 0 {
		return // 「…」と検索, 「…」を探し tell what to look for
	}
	if sc.namedEN(open, i) {
		sc.handle(open+1, i, 74, whyHandle)
		return
	}
	if open < 0 || i-open < 3 || i-open >= 32 || !isOpenQuote(sc.f.runes[open]) || sc.taken(open, i, inDetail) {
		return
	}
	if !isWord(sc.at(open+1)) && sc.at(i+1) == 'で' && sc.wordAt(i+2, isAdding) > 0 {
		return // 「…」で検索, 「…」で登録
	}
	if !isWord(sc.at(open+1)) && sc.at(i+1) == 'で' && (sc.wordIn(open+1, i, isSubject, isWork) || sc.at(i+2) != 'す' && !sc.asksBehind(i)) {
		return // インスタの「リール」ですね
	}
	if sc.wordAt(i+1, isFoundBy, isBeing) == 0 && !(sc.at(open-1) == 'は' && sc.endsLabel(open-1, isService, isOther) && (sc.at(i+1) == '、' || sc.at(i+1) == 'で' || sc.at(i+1) == '。')) {
		return
	}
	begin, _ := sc.sentence(open, i)
	channel := sc.channelEnd(max(begin, open-20), open)
	if channel > 0 && !sc.wordIn(channel, open, isWork, isSubject) && !sc.wordIn(max(begin, open-6), open, isNo) {
		sc.handle(open+1, i, 80, whyHandle)
	}
}
