package contact

// alongRules join a place or a time with going there, being there together and agreeing.
var alongRules = []rule{
	// 神社をご一緒にお参りいたしませんか, 展示場まで同行いたします
	{meets, whyMeetPlace, 78, []step{{of(isPlaceAt), 0}, {of(isAlong), 4}, {of(isLetUs), 14}}, 0},
	{meets, whyMeetPlace, 78, []step{{of(isPlaceAt), 0}, {of(isAlong), 4}, {of(isMotionJA), 6}, {of(isLetUs), 8}}, 0},
	{meets, whyMeetPlace, 78, []step{{of(isAlong), 0}, {of(isPlaceAt), 7}, {of(isMotionJA, isLetUs), 4}, {of(isLetUs), 10}}, 0},
	{meets, whyMeetPlace, 78, []step{{of(isAlong), 0}, {of(isPlaceAt), 7}, {of(isLetUs), 4}}, 0},
	{meets, whyMeetPlace, 78, []step{{of(isPlaceAt), 0}, {of(isEscort), 4}}, clear},
	// 土曜ハチ公前りょーかいです, 二十三日の午後二時、喫茶店にて、杖をついた年寄りを
	{meets, whyMeetPlace, 78, []step{{of(isClock, isWhen), 0}, {of(isSpot), 10}, {of(isConsent), 3}}, clear},
	{meets, whyMeetPlace, 78, []step{{of(isClock), 0}, {of(isSpot), 12}, {of(isMark), 20}}, apart | clear},
	{meets, whyMeetPlace, 76, []step{{of(isPlaceAt), 0}, {of(isPickUp), 2}, {of(isLetUs), 6}}, clear},
	// 弊社の応接室でお話を伺えませんか; 来月 Tokyo に行くので、coffee でも
	{meets, whyMeetPlace, 78, []step{{of(isMyHouse), 0}, {of(isAtSpot), 0}, {of(isAppointment, isSession, isTalkJA), 5}, {of(isLetUs), 10}}, clear},
	{meets, whyMeetPlace, 78, []step{{of(isTripTo), 0}, {of(isMeet, isFoodJA, isFoodEN), 8}, {of(isLetUs, isMeetMood), 6}}, clear},
	{meets, whyMeetPlace, 78, []step{{of(isSpot), 0}, {of(isHereJA), 12}, {of(isCallIn, isMark), 14}}, apart | clear},
	{meets, whyMeetPlace, 76, []step{{of(isSpot), 0}, {of(isHereJA), 12}}, ends | bare},
	{meets, whyMeetPlace, 76, []step{{of(isPlaceAt), 0}, {of(isAWhile), 4}, {of(isLetUs), 8}}, clear},
	{meets, whyMeetPlace, 76, []step{{of(isYourHouse), 0}, {of(isLookIn), 3}, {of(isLetUs), 6}}, clear},
	{meets, whyMeetPlace, 78, []step{{of(isArrive), 0}, {of(isRing), 10}}, clear},
	{meets, whyMeetPlace, 76, []step{{of(isClock), 0}, {of(isTown), 4}, {of(isFrontOf), 8}}, ends | bare},
	{meets, whyMeetPlace, 76, []step{{of(isVisitTime), 0}, {of(isShowYou), 14}}, 0},
	// 放課後マックとかで教えてくれない？, スタジオ入って合わせませんか, 自転車で届けたげるわ
	{meets, whyMeetPlace, 76, []step{{of(isPlaceAt), 0}, {of(isMotionJA), 2}, {of(isLetUs), 4}}, bare},
	{meets, whyMeetPlace, 76, []step{{of(isOnSite, isSpot), 0}, {of(isEnter), 1}, {of(isMotionJA), 3}, {of(isLetUs), 4}}, 0},
	{meets, whyMeetPlace, 78, []step{{of(isRide), 0}, {of(isBringGo), 3}}, clear},
	{meets, whyMeetPlace, 78, []step{{of(isYourHouse, isMyHouse, isOffice), 0}, {of(isHandIn), 3}, {of(isLetUs), 12}}, clear},
	// そっち行きますよ, 現地に採寸へまいります, 直接見に行きます
	{meets, whyMeetPlace, 78, []step{{of(isTowards), 0}, {of(isGoOffer), 2}}, clear},
	{meets, whyMeetPlace, 78, []step{{of(isTowards, isDirect, isYours, isYourHouse), 0}, {of(isGoToDo), 3}}, 0},
	{meets, whyMeetPlace, 78, []step{{of(isTowards, isYourHouse), 0}, {of(isGoKeigo), 0}, {of(isLetUs), 20}}, 0},
	// 試飲しに来て, うちのスタジオに来ちゃいませんか
	{meets, whyMeetPlace, 76, []step{{of(isComeToDo), 0}}, ends | clear},
	{meets, whyMeetPlace, 76, []step{{of(isComeToDo), 0}, {of(isClock, isLetUs), 12}}, clear},
	{meets, whyMeetPlace, 78, []step{{of(isMyHouse), 0}, {of(isComeJA, isCome, isBringJA), 12}}, 0},
	// お伺いした折に、その場で現金にて
	{meets, whyMeetDirect, 78, []step{{of(isMetWhen), 0}, {of(isHandOverNow), 14}}, clear},
	// 商工会の集まりで講師をお願いできませんか
	{meets, whyMeetPlace, 76, []step{{of(isEventAt), 0}, {of(isRole), 4}, {of(isLetUs), 8}}, clear},

	// Dinner in Shibuya it is; can you come to Osaka on the 14th
	{meets, whyMeetPlace, 76, []step{{of(isFoodEN, isDayEN), 0}, {of(isTownEN), 2}, {of(isItIsEN), 2}}, 0},
	{meets, whyMeetPlace, 76, []step{{of(isDayEN), 0}, {of(isTownEN), 2}, {of(isItIsEN), 12}}, clear},
	{meets, whyMeetPlace, 76, []step{{of(isPickEN), 0}, {of(isHomeEN), 24}}, clear},
	{meets, whyMeetPlace, 76, []step{{of(isFoodEN), 0}, {of(isTownEN, isSpotEN), 2}, {of(isDayEN, isTogetherEN, isBothEN), 24}}, 0},
	{meets, whyMeetPlace, 76, []step{{of(isYouEN), 0}, {of(isComeToEN), 6}, {of(isTownEN), 1}}, clear},
	{meets, whyMeetPlace, 74, []step{{of(isNearEN), 0}, {of(isSpotEN, isHomeEN), 40}}, bare},
	{meets, whyMeetPlace, 76, []step{{of(isYouEN), 0}, {of(isMeetVerbEN), 16}, {of(isTownEN), 16}}, clear},
	{meets, whyMeetPlace, 76, []step{{of(isAreYouEN), 0}, {of(isTownEN), 6}, {of(isDayEN), 8}}, clear},
	// I'll be by the statue in a green jacket
	{meets, whyMeetPlace, 78, []step{{of(isHereEN), 0}, {of(isMarkEN), 36}}, clear},
}
