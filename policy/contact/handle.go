package contact

import (
	"strings"

	"github.com/torikime/torikime/policy"
)

// handles finds account names: beside a service's name, behind an @, behind the
// word ID, of Discord and Skype, and the numbers of meetings.
func (sc *scan) handles() {
	for k := range sc.hits {
		h := sc.hits[k]
		switch {
		case !h.classes.any(beginHandles), sc.taken(h.from, h.to, inLink|inAddress):
		case h.is(isService, isOther) && sc.isName(h):
			sc.serviceHandle(h)
		case h.is(isCalled):
			sc.calledHandle(h)
		case h.is(isVenue):
			sc.venueHandle(h)
		case h.is(isIDWord):
			sc.room(h)
			sc.labelledHandle(h)
			if h.is(isAccountName) {
				sc.kanaHandle(h)
			}
			if h.is(isRoomNo) && sc.ofRoom(h) {
				sc.meetingNumber(h)
			}
		case h.is(isRoomNo) && sc.ofRoom(h):
			sc.meetingNumber(h)
		case h.is(isTold):
			sc.toldHandle(h)
		case h.is(isAdding):
			sc.addedHandle(h)
		case h.is(isHash):
			sc.hashed(h)
		case h.is(isUnderscore):
			sc.underscoredHandle(h)
		case h.is(isPassword):
			sc.password(h)
		case h.is(isMeetingID):
			sc.meetingNumber(h)
		}
	}
	for i, r := range sc.f.runes {
		if isPointer(r) {
			sc.pointedHandle(i)
		}
		switch r {
		case '@':
			sc.atName(i)
		case ':':
			sc.live(i)
		case '#':
			sc.tag(i)
		case '」', '』', '"', '”':
			sc.quoted(i)
		}
	}
	sc.lastName()
}

func (sc *scan) handle(from, to, confidence int, w why) {
	sc.add(policy.FoundHandle, from, to, confidence, w)
	sc.take(from, to, inHandle)
}

// serviceHandle looks for an account name beside a service's name.
func (sc *scan) serviceHandle(h hit) {
	if sc.readOut(h) {
		return
	}
	if from, to, ok := sc.nameNear(h, 26, 16, false); ok {
		sc.handle(from, to, 85, whyHandle)
		return
	}
	if i := sc.linked(h.to); h.is(isMeetingService, isMeetingID) && (isDigit(sc.at(i)) || isLatin(sc.at(i)) && sc.wordAt(i, isRoomNo) > 0 && isDigit(sc.at(sc.blanks(sc.wordAt(i, isRoomNo))))) {
		sc.meetingNumber(h)
		return
	}
	if h.is(isMeetingService) && sc.numberBefore(h) || sc.fullName(h) || sc.withNote(h) {
		return
	}
	// 緑のアプリやってますよ、tsukimi-dango9: further on, but nothing else it could be.
	if sc.activeAt(h) || sc.isTopic(h, h.to) || sc.workIn(h.from-handleReach, h.to+handleReach) {
		return
	}
	if p, ok := sc.localAfter(h.to, handleReach, false); ok {
		sc.handle(p.from, p.to, 70, whyHandle)
	} else if p, ok := sc.localBefore(h.from, handleReach, false); ok {
		sc.handle(p.from, p.to, 70, whyHandle)
	}
}

// linked passes over は, a colon or an arrow and blanks: Zoomは912 4407 3381.
func (sc *scan) linked(i int) int {
	i = sc.blanks(i)
	switch sc.at(i) {
	case 'は', 'が', 'の', ':', '→', '=', '、':
		i = sc.blanks(i + 1)
	}
	return i
}

// beginHandles are the words beside which an account name is looked for.
var beginHandles = of(isService, isOther, isIDWord, isPassword, isMeetingID, isVenue, isCalled, isRoomNo, isTold, isHash, isUnderscore, isAdding)

// handleReach is how far from a service's name an account name may stand.
const handleReach = 30

// nameNear finds an account name behind a word with nothing but linking words
// between (は, のID, :), or before it (taro_99 on Telegram, taro_99（LINE）).
func (sc *scan) nameNear(h hit, after, before int, provider bool) (from, to int, ok bool) {
	if from, to, linked, ok := sc.nameAfter(h.to, after); ok && !sc.isPlainName(from, to, linked) && !sc.isThing(h, from, to, linked) && (!provider || linked != loose || hasSign(sc.read(from, to))) {
		return from, to, true
	}
	return sc.nameBefore(h.from, before)
}

// isThing reports an English word behind a service's name that is no account there: a Teams
// stand-up, a parody of Twitter called Chirper.
func (sc *scan) isThing(h hit, from, to int, linked link) bool {
	begin, end := sc.sentence(h.from, to)
	name := sc.read(from, to)
	switch {
	case linked == loose && isLatin(sc.at(h.from)) && isLatin(sc.at(h.from-2)) && isHyphened(name) && sc.at(from-1) == ' ' && !isJapanese(sc.at(sc.blanks(to))):
		return !sc.wordIn(begin, end, isAdding, isIDWord)
	case !isSure(name) && strange[sc.wordBefore(from-1)]:
		return !sc.wordIn(begin, from, isAdding, isIDWord, isMineEN) && !sc.wordIn(begin, min(begin+5, h.from), isCalled)
	}
	return false
}

// strange are words behind which stands the name of anything.
var strange = set("called named")

// link says how a name hangs on the word before it.
type link int

const (
	loose    link = iota // nothing but blanks
	particle             // は, の
	labelled             // the word ID, a colon, an arrow
)

// nameAfter walks over linking words from i to a Latin name.
func (sc *scan) nameAfter(i, most int) (from, to int, linked link, ok bool) {
	unknown, idWord := 0, false
	for at := i; at < len(sc.f.runes) && at-i < most; {
		r := sc.f.runes[at]
		if word := sc.wordAt(at, isIDWord, isLinker); word > 0 {
			idWord = idWord || sc.wordAt(at, isIDWord) > 0
			linked, at = labelled, word
			if !idWord {
				linked = max(linked, particle)
			}
			continue
		}
		if r == '@' || isWord(r) {
			from, to, ok := sc.latinName(at)
			return from, to, linked, ok
		}
		if r == '\'' && sc.at(at+1) == 's' && sc.at(at+2) == ' ' {
			at += 2 // Telegram nick's
			continue
		}
		switch {
		case r == ':' || r == '→' || r == '⇒' || r == '➡' || r == '=' || r == '▶' || r == '☞' || r == '>' || r == '-':
			linked = labelled
		case r == '/' && sc.at(at+1) != '/' || r == '|' || r == '(' || r == ')' || r == '「' || r == '」' || r == '『' || r == '【' || r == '】' || r == '\'' || r == '"' || r == '“' || r == '、' || r == ',' || r == '。' || isBlank(r) || r == '・' || r >= 0x2190 && r < 0x3000 || isEmoji(r):
		case r == 'は' || r == 'の' || r == 'が' || r == 'で' || r == 'も' || r == 'に' || r == 'と' || r == 'を':
			linked = max(linked, particle)
		default:
			unknown++
			if !idWord || unknown > 9 || !isJapanese(r) {
				return 0, 0, loose, false
			}
		}
		at++
	}
	return 0, 0, loose, false
}

func isJapanese(r rune) bool { return isKana(r) || isKanji(r) }

// nameBefore looks back from a service's name for an account name.
func (sc *scan) nameBefore(i, most int) (from, to int, ok bool) {
	at := i - 1
	for ; at >= 0 && i-at <= most; at-- {
		r := sc.f.runes[at]
		if isWord(r) {
			begin := at
			for begin > 0 && at-begin < 40 && isNameRune(sc.f.runes[begin-1]) {
				begin--
			}
			for begin < at && sc.at(begin) == '.' {
				begin++ // …taro_99
			}
			if word := sc.read(begin, at+1); linksBackwards[word] {
				at = begin
				continue
			}
			if sc.at(begin-1) == '@' {
				begin--
			}
			from, to, ok := sc.latinName(begin)
			if !ok || to != at+1 || sc.isTheme(from, to) || sc.isCall(to) || sc.at(begin) != '@' && !sc.sureBefore(from, to, i) {
				return 0, 0, false
			}
			return from, to, true
		}
		if r != ' ' && r != '(' && r != '「' && r != '」' && r != '"' && r != '/' && r != 'で' && r != 'の' && r != '公' && r != '式' && r != '@' && r != '-' && r != '、' && r != ',' {
			return 0, 0, false
		}
	}
	return 0, 0, false
}

// sureBefore reports a name that is no word before the service's at i. Words with a stroke
// tell what kind of call or post it is (a ninety-minute Zoom recording), unless they are told as a name.
func (sc *scan) sureBefore(from, to, i int) bool {
	if name := sc.read(from, to); isSure(name) && !isHyphened(name) {
		return true
	}
	if to >= i {
		return isHyphened(sc.read(from, to)) && isKana(sc.at(to)) // cw-tomoshibiを追加
	}
	return sc.calledSo(from, to) || isHyphened(sc.read(from, to)) && (sc.endsLabel(from-1, isCalled, isAdding) || isJapanese(sc.at(to)) || sc.at(to) == '(' || sc.at(to) == '@')
}

// calledSo reports a plain word that stands where one tells one's name: I'm wobblycello
// on Discord, but not I'm usually on Discord.
func (sc *scan) calledSo(from, to int) bool {
	name := sc.read(from, to)
	return to-from >= 5 && !strings.HasSuffix(name, "ly") && !strings.HasSuffix(name, "ing") && !strings.HasSuffix(name, "ed") &&
		!plainNames[name] && !moods[name] && sc.wordAt(from, isWork, isSubject, isActEN) == 0 && sc.endsLabel(from-1, isCalled)
}

// moods are words that stand behind "I'm" and are no names.
var moods = set("always often never still still around back more most better active reachable responsive happy there here also only already " +
	"almost pretty quite super sometimes seldom usually available online offline busy comfortable easier faster quick mostly based " +
	"the same someone somebody everyone chatty easy free glad using about talk friends myself very really hardly good based once either both new")

// linksBackwards are the English words between an account name and its service.
var linksBackwards = set("on at in my is via the this for")

// read is the text from..to, as far as there is one.
func (sc *scan) read(from, to int) string {
	return string(sc.f.runes[min(max(from, 0), len(sc.f.runes)):min(max(to, 0), len(sc.f.runes))])
}

// labelledHandle finds a name behind the word ID where someone is asked to add it.
func (sc *scan) labelledHandle(h hit) {
	if h.is(isFriendCode) {
		sc.friendCode(h)
		return
	}
	from, to, linked, ok := sc.nameAfter(h.to, 12)
	if !ok || sc.at(h.to) == ',' || linked == loose && sc.at(h.to) != ' ' && !isOpenQuote(sc.at(h.to)) && !isJapanese(sc.at(h.to-1)) || sc.isPlainName(from, to, labelled) {
		return
	}
	begin, end := sc.sentence(h.from, to)
	// What the label and the name are made of says nothing of the work: 表示名は hayate_front.
	if sc.at(h.to) == 'の' && sc.wordIn(h.to, from, isWork, isDummy, isSystem) || sc.wordIn(begin, h.from, isWork, isDummy) || sc.wordIn(to, end, isWork, isDummy) {
		return
	}
	near := h.is(isAccountName) && sc.venueIn(begin, h.from) || sc.wordIn(max(begin-30, 0), min(end+30, len(sc.f.runes)), isAdding) || sc.channelIn(max(begin-30, 0), min(end+30, len(sc.f.runes))) || h.is(isAccountName) && sc.spokenOf(h.from)
	if !isSure(sc.read(from, to)) && sc.at(from) != '@' {
		near = sc.plainlyNamed(h, from, to)
	}
	if near || isSure(sc.read(from, to)) && sc.channelBefore(h.from) {
		if on, ok := sc.spelledOn(from); ok {
			to = on
		}
		sc.handle(from, to, 72, whyHandle)
	}
}

// atName finds @name where a service is named near, or where people are told to
// follow; @media and @Override stay.
func (sc *scan) atName(i int) {
	if isWord(sc.at(i-1)) || sc.at(i-1) == '.' || sc.at(i-1) == '`' || sc.taken(i, i+1, inDetail) {
		return
	}
	from, to, ok := sc.latinName(i)
	if !ok || sc.at(to) == '(' && !isJapanese(sc.at(to+1)) || sc.at(to) == '/' || codeNames[sc.read(i+1, to)] {
		return
	}
	if _, host, ok := strings.Cut(sc.read(i, to), ":"); ok && strings.Contains(host, ".") {
		sc.handle(from, to, 80, whyHandle) // @dan:marshlight.example of Matrix
		return
	}
	begin, end := sc.sentence(from, to)
	if sc.at(sc.blanks(to)) == 'を' && sc.wordIn(begin, from, isWork, isSubject) && sc.wordAt(sc.blanks(to), isFoundBy) == 0 {
		return // Instagramの投稿文に @hana_nails を入れて
	}
	near := sc.wordIn(max(begin-30, 0), min(end+30, len(sc.f.runes)), isService, isOther, isAdding, isDM, isIDWord) || sc.channelBefore(begin)
	switch name := sc.read(i+1, to); {
	case near, isSure(name) && sc.channelBefore(from):
		sc.handle(from, to, 82, whyHandle)
	case len(sc.f.runes) < 48 && isSure(name):
		sc.handle(from, to, 60, whyHandle)
	}
}

func isOpenQuote(r rune) bool { return r == '「' || r == '『' || r == '"' || r == '“' }
