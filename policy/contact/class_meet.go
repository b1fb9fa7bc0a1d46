package contact

// The classes of what people say about meeting.
const (
	// Meetings.
	isMeet class = lastPayClass + iota
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
	saysMeeting
	// isTrip is work at a place.
	isTrip
	// isGathering is where people come together; isTale tells that a text is about people who meet,
	// wherever it stands.
	isGathering
	isTale

	// Coming: isCome asks the reader to, isGoing offers to; isClock is a time, isAtSpot and isAtSpotAsk
	// put it at a place; isOnSite is where a work is done, isTogether that both are there; isOffice is
	// a place of business, isSession what is held in it; isPresence says where the writer will be
	// found, isCallIn to come up there; isMeetTe is meeting as a way of doing something.
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
	// isKinEN is somebody else who comes or meets; isFoodEN is what people have together, isBothEN that
	// they do; isOnSpot is done while one waits.
	isKinEN
	isFoodEN
	isBothEN
	isOnSpot
	// isThen and isAgree open an answer.
	isThen
	isAgree
	// isTown is a place that people name as theirs, isTownTail what makes it one to meet at; isTripTo
	// is a journey there; isSpotIn and isTimeEnd are ends of an appointment; isSessionEN is what is
	// held at isHomeEN.
	isTown
	isTownTail
	isTripTo
	isSpotIn
	isTimeEnd
	isSessionEN
	isHomeEN
	// isHearsay tells what others said or did; isHandover is what is handed over or held, isHandIn how,
	// face to face; isRendezvous asks where one meets; isTogetherAsk asks the reader along; isCameTe is
	// the blunt 来て at the end of a sentence.
	isHearsay
	isHandover
	isHandIn
	isRendezvous
	isTogetherAsk
	isCameTe
	isComeSure
	// isHandEN hands a thing over; isLetsEN proposes.
	isHandEN
	isLetsEN
	// isHouse is a place with the particle towards it; isBringJA brings a thing there, isComeJA comes,
	// isPurposeGo says what for; isFoodJA is what one has, isNagara while one does, isTalkJA what one
	// does meanwhile; isEnter goes into a place or through it.
	isHouse
	isBringJA
	isComeJA
	isPurposeGo
	isFoodJA
	isNagara
	isTalkJA
	isEnter
	// isYourHouse is the reader's place, politely, isGoKeigo going there, isHandKeigo handing over
	// there; isVisitNoun is the reader's visit, isWelcome the welcome.
	isYourHouse
	isGoKeigo
	isHandKeigo
	isVisitNoun
	isWelcome
	// isRegion is how far one goes, isIfJA that it hangs on that, isGoVerb the going; isFair is when
	// many come together, isHandGive what is done there, isPutOn that it is held, isInviteAll that all
	// may come; isAround is near a spot, isPlanned that it is chosen.
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

	// isPlaceAt is any place with its particle, isAlong that the two are together, isLetUs that it
	// is proposed; isMotionJA is what they do there; isEscort goes along; isConsent agrees to a place, isMark is how one
	// is known there.
	isPlaceAt
	isAlong
	isLetUs
	isMotionJA
	isConsent
	isMark
	isEscort
	// isRide is how one comes, isBringGo that one does.
	isRide
	isBringGo
	// isHereJA says where one stands, isAWhile for how long; isLookIn asks to see a place; isArrive is
	// the moment of coming, isRing what is done then; isFrontOf ends a plan bluntly; isVisitTime is the
	// time of a visit, isShowYou what is shown at it.
	isHereJA
	isAWhile
	isLookIn
	isArrive
	isRing
	isFrontOf
	isVisitTime
	isShowYou
	isPickUp
	// isTowards is where the other is, isGoOffer offers to go there, isGoToDo and isComeToDo say what
	// for; isMyHouse is the writer's place; isMetWhen is the time of a meeting, isHandOverNow what is
	// done at it; isEventAt is where people come together, isRole what one does for them.
	isTowards
	isGoOffer
	isGoToDo
	isComeToDo
	isMyHouse
	isMetWhen
	isHandOverNow
	isEventAt
	isRole
	// The same in English.
	isTownEN
	isComeToEN
	isItIsEN
	isHereEN
	isMarkEN
	isPickEN
	isMeetVerbEN
	isAreYouEN

	lastClass
)
