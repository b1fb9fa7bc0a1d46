package contact

// friendCode finds the digits by which friends are made at a service of games.
func (sc *scan) friendCode(h hit) {
	at := h.to
	for at < len(sc.f.runes) && at-h.to < 8 && !isWord(sc.f.runes[at]) {
		at++
	}
	to, digits := at, 0
	for ; to < len(sc.f.runes) && to-at < 24 && (isWord(sc.f.runes[to]) || sc.f.runes[to] == '-' || sc.f.runes[to] == ' ' && isDigit(sc.at(to+1))); to++ {
		if isDigit(sc.f.runes[to]) {
			digits++
		}
	}
	if digits >= 8 && !sc.taken(at, to, inDetail) {
		sc.handle(at, to, 78, whyHandle)
	}
}

// password finds the passcode of a meeting.
func (sc *scan) password(h hit) {
	begin := max(h.from-80, 0)
	if !sc.wordIn(begin, min(h.to+80, len(sc.f.runes)), isMeetingService, isMeetingID) && !sc.taken(begin, h.from, inMeeting) {
		return
	}
	at := h.to
	if (sc.at(at) == ',' || sc.at(at) == '.') && !isDigit(sc.at(at+2)) {
		return // I'll pass, thanks
	}
	for k := 0; k < 4 && at < len(sc.f.runes) && (!isWord(sc.f.runes[at]) || passLinks[sc.wordOn(at)]); k++ {
		at += max(len(sc.wordOn(at)), 1)
	}
	to := at
	for to < len(sc.f.runes) && isWord(sc.f.runes[to]) && to-at < 24 {
		to++
	}
	if to-at >= 4 && to-at < 24 && !sc.taken(at, to, inDetail) && !plainNames[sc.read(at, to)] {
		sc.handle(at, to, 80, whyMeeting)
	}
}

// passLinks are the English words between a label and the passcode.
var passLinks = set("is code to for it be will join in")

// wordOn is the Latin word that begins at i; "" for none.
func (sc *scan) wordOn(i int) string {
	to := i
	for isLatin(sc.at(to)) && to-i < 12 {
		to++
	}
	if isWord(sc.at(to)) || to == i {
		return ""
	}
	return sc.read(i, to)
}

// room finds the number of a meeting that nobody names, by the groups in which it is shown and
// the passcode behind it: ID 864 0319 7752 パス hana0622.
func (sc *scan) room(h hit) {
	from := sc.linked(h.to)
	to, groups, digits := from, 1, 0
	for isDigit(sc.at(to)) || (sc.at(to) == ' ' || sc.at(to) == '-') && isDigit(sc.at(to+1)) {
		if isDigit(sc.at(to)) {
			digits++
		} else {
			groups++
		}
		to++
	}
	if groups == 3 && digits >= 9 && digits <= 11 && sc.wordIn(to, to+8, isPassword) && !sc.taken(from, to, inDetail) {
		sc.handle(from, to, 80, whyMeeting)
		sc.take(from, to, inMeeting)
	}
}

// ofRoom reports that a meeting was spoken of before a word for a number: 句会はズームで
// 開いております。番号は 917 2286 4403 です.
func (sc *scan) ofRoom(h hit) bool {
	at := h.to
	for at-h.to < 5 && !isDigit(sc.at(at)) {
		at++
	}
	return isDigit(sc.at(at)) && sc.at(at) != '0' && !isKanji(sc.at(h.from-1)) && !sc.endsLabel(h.from, isNumberLabel) &&
		sc.wordIn(h.from-100, h.from, isMeetingService) && !sc.taken(at, at+1, inHandle)
}

// meetingNumber finds the number of a meeting: nine to eleven digits, thirteen of Teams, or the code of
// Google Meet, behind a word for it.
func (sc *scan) meetingNumber(h hit) {
	for at := h.to; at < len(sc.f.runes) && at-h.to < 20; at++ {
		r := sc.f.runes[at]
		if isDigit(r) && !isWord(sc.at(at-1)) {
			digits, to := 0, at
			for end := at; end < len(sc.f.runes) && end-at < 20; end++ {
				if isDigit(sc.f.runes[end]) {
					digits, to = digits+1, end+1
				} else if sc.f.runes[end] != ' ' && sc.f.runes[end] != '-' || digits >= 13 {
					break
				}
			}
			if digits >= 9 && (digits <= 11 || digits == 13) && !isWord(sc.at(to)) {
				sc.handle(at, to, 88, whyMeeting)
				sc.take(at, to, inMeeting)
			}
			return
		}
		if isLatin(r) {
			if word := sc.wordAt(at, isRoomNo); word > 0 && !isWord(sc.at(word)) {
				at = word - 1
				continue // Zoom meeting 731 9920 4416
			}
			if sc.isMeetCode(at) && !sc.taken(at, at+12, inDetail) {
				sc.handle(at, at+12, 85, whyMeeting)
			}
			return
		}
	}
}

// isMeetCode reports abc-defg-hij.
func (sc *scan) isMeetCode(at int) bool {
	for k := range 12 {
		if r := sc.at(at + k); (k == 3 || k == 8) != (r == '-') || r != '-' && !isLatin(r) {
			return false
		}
	}
	return !isWord(sc.at(at+12)) && sc.at(at+12) != '-'
}
