package contact

// class is what a word of the lexicon tells; a word may be of several.
type class uint16

const (
	// isService is a name of the configuration; isOther one that this package knows besides, or a
	// paraphrase (緑のアプリ).
	isService class = iota
	isOther
	// isAmbiguous is a name that is a plain word too: LINE, X, Zoom, ライン.
	isAmbiguous
	isMeetingService

	// How addresses and numbers are spelled.
	isAt
	isAtTail
	isDot
	isPlus
	isHyphenWord
	isProvider
	// isCarrier is a provider's name that is a firm's as well; isSide says which side of the @ a part
	// stands on, isJoin that parts go together, isTop is a top-level domain in kana.
	isCarrier
	isSide
	isJoin
	isTop
	isNextPart
	isPhoneLabel
	isNumberLabel
	isDummy

	// What stands around account names.
	isIDWord
	isFriendCode
	isLinker
	isMeetingID
	isPassword
	isAdding
	isFoundBy
	isStop

	// Channels and what people do through them.
	isMail
	isPhone
	isDM
	isDetailNoun
	isSystem
	isNudge
	isOwnSite
	isFrom
	isOutside
	isDirect
	isThere
	isProfile
	isProfileLink
	isAct
	// isDo are acts of any kind, which say something behind a name alone.
	isDo
	isSwap
	isAsk
	isReach
	isTo
	isPlease
	isChannelTail
	isSearch
	isActEN
	isVia
	isTailEN
	isTailWeak
	isHaveWeak
	isHaveEN

	// What the talk is about instead.
	isSubject
	// isWork is anywhere in a sentence, isSubject beside what it is said of; isSaid tells of others.
	isWork
	isSaid
	isPhrasal
	isPlatform
	isNo
	isNotBefore
	isQuote
	saysInvitation
	// saysReach is an invitation beside an address, a number, a name or a link.
	saysReach
	isReachEN
	isJoining
	isFollow
	isSame
	// isOwnApp is an app that is not named; isPart says which piece of a number follows; isOffer what
	// offers it; isInviteLink is the link of a meeting, isSending that it is sent.
	isOwnApp
	isPart
	isAreaCode
	isOffer
	isInviteLink
	isSending
	isFine
	// isServed is help that goes with an offer, isServing that it does; isHear that one would like to
	// hear; isMade that an account was.
	isServed
	isServing
	isHear
	isMade
	// isTheme is what goes through a channel (サポートは…), isBecomes that it does; isLacking says what the
	// platform's own messages lack.
	isTheme
	isBecomes
	isLacking
	// isMaking makes what goes through a service.
	isMaking
	// isCalled stands before a name that one goes by; isVenue is where people show their work.
	isCalled
	isVenue
	// isInPicture says that a detail is put where it is not read.
	isInPicture
	isMineEN
	isInFileEN
	// isRoomURL is the link of a meeting by its service's name: ZoomURL.
	isRoomURL
	isHidden
	isTucked
	// isHopEN gets on a call.
	isHopEN
	// isLeaving stands before the platform's name where one leaves it out.
	isLeaving
	// isTold ends the sentence in which one tells one's name; isRoomNo is the number of a meeting that
	// was spoken of.
	isTold
	isRoomNo
	// isScreen is what is done in a call, though it is named by words of the work.
	isScreen
	// isTalk is a session that two people hold, isHeld says that it is or will be, and isHeldBy behind
	// nothing but a name; isHopIn proposes to get on. isEvent is what is held for others, isPast that a
	// thing was done there, isProduct a thing that is made.
	isTalk
	isHeld
	isHeldBy
	isHopIn
	isEvent
	isPast
	isProduct
	isTalkEN
	isEventEN
	// isOccasionEN is what has the name of a service before it, and is none.
	isOccasionEN
	// isThanked thanks for an offer.
	isThanked
	// isCasual invites to do so at any time, isObjectEnd is を at an end; isRather prefers what is
	// named, isPlainEnd ends so; isGoogleEN looks a name up, isFindsEN says what turns up.
	isCasual
	isObjectEnd
	isRather
	isPlainEnd
	isGoogleEN
	isFindsEN
	isFromThere
	// isAccountName is a label that nothing but an account has; isHash and isUnderscore are signs in
	// words, isSpelling tells how a name is written; isTyped says that a name is typed in or added.
	// isStrip takes a sign out of a text, isNoise is a name of one, isApp an app.
	isAccountName
	isHash
	isUnderscore
	isSpelling
	isTyped
	isStrip
	isApp
	isNoise
	// isOffered thanks for an offer or repeats it, isTurned turns it down; isPaperEN is a page on which
	// a number is printed.
	isOffered
	isTurned
	isPaperEN
	// isRoomTail is the room of a meeting, isOnly says that there is nothing else.
	isRoomTail
	isOnly

	// isBeing says under what name one is there; isPageWord is a page at a service; isNumbered is
	// what has a number of its own.
	isBeing
	isPageWord
	isNumbered
	// isUsing says that one uses it.
	isUsing
	// isReversed says that a detail is to be read from its end.
	isReversed

	lastContactClass
)

// classes is a set of them.
type classes [6]uint64

func of(list ...class) (s classes) {
	for _, c := range list {
		s[c/64] |= 1 << (c % 64)
	}
	return s
}

func (s *classes) any(t classes) bool {
	return s[0]&t[0]|s[1]&t[1]|s[2]&t[2]|s[3]&t[3]|s[4]&t[4]|s[5]&t[5] != 0
}

// without is the set less what is in t.
func (s classes) without(t classes) classes {
	for i := range s {
		s[i] &^= t[i]
	}
	return s
}

// channels are the ways in which people get in touch outside.
var channels = of(isService, isOther)

// named are the classes by which a rule asks for a name.
var named = of(isService, isOther, isMeetingService)
