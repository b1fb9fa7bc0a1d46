package contact

// class is what a word of the lexicon tells; a word may be of several.
type class uint16

const (
	// isService is a name of the configuration; isOther one that this package knows
	// besides, or a paraphrase (緑のアプリ).
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
	// isCarrier is a provider's name that is a firm's as well; isSide says which side
	// of the @ a part stands on, isJoin that parts go together, isTop is a top-level
	// domain in kana.
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
	// isWork is anywhere in a sentence, isSubject beside what it is said of; isSaid
	// tells of others.
	isWork
	isSaid
	isPhrasal
	isPlatform
	isNo
	isNotBefore
	isQuote

	// Payment.
	isPay
	isMeans
	isPayTail
	isPayMood
	isAccount
	isGiven
	isFee
	isSaving
	isCheaper
	isDeal
	isNoPay
	isPayEN
	isPayByEN
	isMeansEN
	isFineEN
	isSkipEN
	isFeeEN
	isOwnEN
	isNextDeal
	isDirectEnd
	isCheap
	isShop
	isBuying

	// Meetings.
	isMeet
	isMutual
	isHand
	isWhen
	isNearby
	isWait
	isAudience
	isMeetMood
	isPlace
	isSpot
	isPurpose
	isYours
	isVisit
	isFace
	isAppointment

	// Whole phrases.
	saysInvitation
	saysPayment
	saysMeeting
	// saysReach is an invitation beside an address, a number, a name or a link.
	saysReach
	isReachEN
	isJoining
	isFollow
	isSame
	// isOwnApp is an app that is not named; isPart says which piece of a number follows;
	// isTrip is work at a place, isOffer what offers it; isInviteLink is the link of a
	// meeting, isSending that it is sent; isMoney is talk of paying.
	isOwnApp
	isPart
	isAreaCode
	isTrip
	isOffer
	isInviteLink
	isSending
	isMoney
	isFine
	// isServed is help that goes with an offer, isServing that it does; isHear that one
	// would like to hear; isMade that an account was; isGathering is where people come
	// together; isTale tells that a text is about people who meet, wherever it stands.
	isServed
	isServing
	isHear
	isMade
	isGathering
	isTale
	// isTheme is what goes through a channel (サポートは…), isBecomes that it does; isLacking
	// says what the platform's own messages lack; isIf is なら behind a shop; isWithout leaves the
	// marketplace out, isSum is a price.
	isTheme
	isBecomes
	isLacking
	isIf
	isWithout
	isSum

	// Coming: isCome asks the reader to, isGoing offers to; isClock is a time, isAtSpot and
	// isAtSpotAsk put it at a place; isOnSite is where a work is done, isTogether that both
	// are there; isOffice is a place of business, isSession what is held in it; isPresence
	// says where the writer will be found, isCallIn to come up there; isMeetTe is meeting as
	// a way of doing something.
	isCome
	isGoing
	isClock
	isAtSpot
	isAtSpotAsk
	isOnSite
	isTogether
	isOffice
	isSession
	isPresence
	isCallIn
	isMeetTe
	// isBusy is one's own calendar, isWeb a place that is none, isPerson somebody else.
	isBusy
	isWeb
	isPerson
	// The same in English.
	isMeetEN
	isBring
	isOverTo
	isNearEN
	isSeeEN
	isWeEN
	isDayEN
	isSpotEN
	isTaleEN
	isYouEN
	// isKinEN is somebody else who comes or meets; isFoodEN is what people have together,
	// isBothEN that they do; isOnSpot is done while one waits; isMaking makes what goes through
	// a service.
	isKinEN
	isFoodEN
	isBothEN
	isOnSpot
	// isThen and isAgree open an answer.
	isThen
	isAgree
	isMaking
	// isTown is a place that people name as theirs, isTownTail what makes it one to meet at;
	// isTripTo is a journey there; isSpotIn and isTimeEnd are ends of an appointment;
	// isSessionEN is what is held at isHomeEN.
	isTown
	isTownTail
	isTripTo
	isSpotIn
	isTimeEnd
	isSessionEN
	isHomeEN
	// isCalled stands before a name that one goes by; isVenue is where people show their work.
	isCalled
	isVenue
	// isInPicture says that a detail is put where it is not read.
	isInPicture
	isMineEN
	isInFileEN

	// What is due: isByHand is how it changes hands, isWallet what one has for it, isHave
	// the question whether one has; isPact is a deal that isTie closes; isSettled says that
	// it was paid on the marketplace.
	isDues
	isByHand
	isWallet
	isHave
	isFriendPrice
	isPact
	isTie
	isSettled
	isSelling
	// isDueTalk says all by itself, apart from work; isRepeat are orders to come; isByHandSure
	// changes hands outside in any case.
	isDueTalk
	isRepeat
	isByHandSure
	isDirectIf
	isWorth
	// isRoomURL is the link of a meeting by its service's name: ZoomURL.
	isRoomURL
	isWalletEN
	isHidden
	isTucked
	isShopEN
	isBuyEN
	isCheapEN

	// isHearsay tells what others said or did; isHandover is what is handed over or held,
	// isHandIn how, face to face; isRendezvous asks where one meets; isTogetherAsk asks the
	// reader along; isCameTe is the blunt 来て at the end of a sentence.
	isHearsay
	isHandover
	isHandIn
	isRendezvous
	isTogetherAsk
	isCameTe
	isComeSure
	// isHandEN hands a thing over; isHopEN gets on a call; isDoEN does the next job.
	// isLetsEN proposes.
	isHandEN
	isLetsEN
	isHopEN
	isDoEN
	// isAtOnce is the spot on which one pays, isYen the sum's unit, isTake that it is taken;
	// isBetween leaves two people alone with a deal; isBank and isBankNo are what an account
	// has, isLeaving stands before the platform's name where one leaves it out.
	isAtOnce
	isYen
	isTake
	isBetween
	isBank
	isBankNo
	isLeaving
	// isTold ends the sentence in which one tells one's name; isRoomNo is the number of a
	// meeting that was spoken of.
	isTold
	isRoomNo
	// isScreen is what is done in a call, though it is named by words of the work.
	isScreen
	// isTalk is a session that two people hold, isHeld says that it is or will be, and
	// isHeldBy behind nothing but a name; isHopIn proposes to get on. isEvent is what is held
	// for others, isPast that a thing was done there, isProduct a thing that is made.
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
	// isCasual invites to do so at any time, isObjectEnd is を at an end; isRather prefers what
	// is named, isPlainEnd ends so; isGoogleEN looks a name up, isFindsEN says what turns up.
	isCasual
	isObjectEnd
	isRather
	isPlainEnd
	isGoogleEN
	isFindsEN
	isFromThere
	// isAccountName is a label that nothing but an account has; isHash and isUnderscore are
	// signs in words, isSpelling tells how a name is written; isTyped says that a name is
	// typed in or added. isStrip takes a sign out of a text, isNoise is a name of one, isApp an app.
	isAccountName
	isHash
	isUnderscore
	isSpelling
	isTyped
	isStrip
	isApp
	isNoise
	// isNotes is money one can hold, isEnvelope what it goes in, isSend that it goes;
	// isOccasion is when it is handed over, isReceive that it is taken; isWishList is where
	// gifts are chosen, isGift that one is; isLedger is talk of money in books and articles.
	isNotes
	isEnvelope
	isSend
	isOccasion
	isReceive
	isWishList
	isGift
	isNotesEN
	isEnvelopeEN
	// isAdvance is money one lays out oneself, isBilled what a company pays by instead.
	isLedger
	isAdvance
	// isSpokenJA is what people do without money.
	isSpokenJA
	// isOffered thanks for an offer or repeats it, isTurned turns it down; isPaperEN is a page
	// on which a number is printed.
	isOffered
	isTurned
	isPaperEN
	// isHouse is a place with the particle towards it; isBringJA brings a thing there,
	// isComeJA comes, isPurposeGo says what for; isFoodJA is what one has, isNagara while one
	// does, isTalkJA what one does meanwhile; isEnter goes into a place or through it.
	isHouse
	isBringJA
	isComeJA
	isPurposeGo
	isFoodJA
	isNagara
	isTalkJA
	isEnter
	// isYourHouse is the reader's place, politely, isGoKeigo going there, isHandKeigo handing
	// over there; isVisitNoun is the reader's visit, isWelcome the welcome.
	isYourHouse
	isGoKeigo
	isHandKeigo
	isVisitNoun
	isWelcome
	// isRegion is how far one goes, isIfJA that it hangs on that, isGoVerb the going; isFair is
	// when many come together, isHandGive what is done there, isPutOn that it is held,
	// isInviteAll that all may come; isAround is near a spot, isPlanned that it is chosen.
	isRegion
	isIfJA
	isGoVerb
	isFair
	isHandGive
	isPutOn
	isInviteAll
	isAround
	isPlanned
	isTogetherEN
	// isPastEN tells of what was.
	isPastEN
	isCardEN
	isBilled
	// isRoomTail is the room of a meeting, isOnly says that there is nothing else.
	isRoomTail
	isOnly

	lastClass
)

// classes is a set of them.
type classes [5]uint64

func of(list ...class) (s classes) {
	for _, c := range list {
		s[c/64] |= 1 << (c % 64)
	}
	return s
}

func (s *classes) any(t classes) bool { return s[0]&t[0]|s[1]&t[1]|s[2]&t[2]|s[3]&t[3]|s[4]&t[4] != 0 }

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
