package contact

// callRules tell that a session is held by a meeting service.
var callRules = []rule{
	// ヒアリングはZoomで行います, 打合せはTeamsかMeetを利用いたします
	{invites, whyInviteService, 80, []step{{of(isTalk), 0}, {of(isMeetingService), 16}, {of(isHeld), 8}}, 0},
	{invites, whyInviteService, 80, []step{{of(isTalk), 0}, {of(isMeetingService), 16}, {of(isHeldBy), 0}}, quiet},
	// Zoom使用です, Skypeで行います
	{invites, whyInviteService, 78, []step{{of(isMeetingService), 0}, {of(isHeld), 1}}, quiet},
	// Zoomなら孫ができます。明日の晩つなぎましょう
	{invites, whyInviteService, 76, []step{{of(isMeetingService), 0}, {of(isHopIn), 40}}, apart | quiet},
	// Teamsでしたら使っておりました。そちらでお話し致しませんか
	{invites, whyInviteService, 76, []step{{of(isService, isOther), 0}, {of(isThere), 36}, {of(isAct), 4}, {of(isAsk), 6}}, apart | quiet},
	// Zoomのお部屋をお作りします
	{invites, whyInviteService, 78, []step{{of(isMeetingService), 0}, {of(isRoomTail), 0}, {of(isMade, isSending, isAsk), 10}}, bare},
	// 当方Teamsしか使えません
	{invites, whyInviteService, 76, []step{{of(isService, isOther), 0}, {of(isOnly), 0}}, bare},
	// all sessions are held over Skype
	{invites, whyInviteService, 78, []step{{of(isTalkEN), 0}, {of(isVia), 24}, {of(isMeetingService), 8}}, quiet},
}

// ofEvent reports what is held for others, right before the name of a meeting service or
// right behind it: 結婚式にZoomで参加します, Zoomでのプレゼン.
func (sc *scan) ofEvent(h hit) bool {
	if !h.is(isMeetingService) {
		return false
	}
	for k := sc.seek(max(h.from-14, 0)); k < len(sc.hits) && sc.hits[k].from < h.to+6; k++ {
		e := sc.hits[k]
		switch {
		case !e.is(isEvent):
		case e.from >= h.to:
			return true
		case e.to <= h.from-1 && e.to >= h.from-8:
			switch sc.at(e.to) {
			case 'は', 'に', 'を', 'が', 'も', 'で', '(':
				return true
			}
		}
	}
	return isLatin(sc.at(h.to-1)) && (sc.wordIn(h.from-50, h.from, isEventEN) || sc.wordIn(h.to, h.to+12, isEventEN))
}

// ownNoun reports what is one's own by way of a name, and no account: my Skype interview.
func (sc *scan) ownNoun(first, name hit) bool {
	return first.is(isHaveWeak) && sc.at(name.to) == ' ' && sc.wordAt(name.to+1, isEventEN, isTalkEN, isProduct, isOccasionEN) > 0
}

// pastAt reports behind a name that a thing was done there: Zoomで行われた. 参加したい asks.
func (sc *scan) pastAt(i int) bool {
	to := sc.wordAt(i, isPast)
	switch sc.at(to) {
	case 'い', 'く', 'ら', 'の':
		return false
	}
	return to > 0 && !(sc.at(to) == '予' || sc.at(to) == '形' || sc.at(to) == 'こ')
}
