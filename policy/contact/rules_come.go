package contact

// comeRules tell that one comes to the other, in Japanese and then in English.
var comeRules = []rule{
	// 工房に寄ってください, 撮影はご自宅でも、出向きます
	{meets, whyMeetPlace, 78, []step{{of(isCome), 0}}, clear},
	{meets, whyMeetPlace, 78, []step{{of(isCome), 0}, {of(isOnSpot), 14}}, 0},
	{meets, whyMeetPlace, 78, []step{{of(isGoing), 0}}, clear},
	// 駅なら帰りに寄れるので
	{meets, whyMeetPlace, 76, []step{{of(isSpot, isOffice), 0}, {of(isVisit), 14}, {of(isMeetMood, isAsk), 6}}, bare},
	// 土曜の11時に改札出たところで, 19時に南口のドトールでお願いします
	{meets, whyMeetPlace, 76, []step{{of(isClock), 0}, {of(isSpot), 14}, {of(isAtSpot), 6}}, ends | bare},
	{meets, whyMeetPlace, 78, []step{{of(isClock), 0}, {of(isSpot), 14}, {of(isAtSpotAsk), 6}}, bare},
	{meets, whyMeetPlace, 76, []step{{of(isSpot), 0}, {of(isSpotIn), 3}, {of(isTimeEnd), 3}}, ends | bare},
	{meets, whyMeetPlace, 76, []step{{of(isSession), 0}, {of(isSpot, isOffice), 12}, {of(isAtSpotAsk), 8}}, bare},
	// 恵比寿あたりだとありがたいです, 福岡へ行く用事があるので、そのとき顔合わせ
	{meets, whyMeetPlace, 76, []step{{of(isTown), 0}, {of(isTownTail), 1}, {of(isMeetMood, isAsk), 10}}, bare},
	{meets, whyMeetPlace, 76, []step{{of(isTripTo), 0}, {of(isMeet, isAppointment, isVisit), 24}, {of(isMeetMood, isAsk), 10}}, bare},
	// では現地で
	{meets, whyMeetPlace, 72, []step{{of(isThen), 0}, {of(isSpot, isOnSite), 8}, {of(isAtSpot), 4}}, ends | bare},
	// 会場の下見を一緒に, 一緒に現場を見て回り
	{meets, whyMeetPlace, 76, []step{{of(isTogether), 0}, {of(isOnSite), 8}, {of(isMeetMood), 20}}, bare},
	{meets, whyMeetPlace, 76, []step{{of(isOnSite), 0}, {of(isTogether), 6}, {of(isMeetMood), 12}}, bare},
	// 面談は当事務所にて, 弊社オフィス（品川）で打ち合わせを
	{meets, whyMeetPlace, 76, []step{{of(isSession), 0}, {of(isOffice), 12}, {of(isAtSpot), 8}}, bare},
	{meets, whyMeetPlace, 76, []step{{of(isOffice), 0}, {of(isAtSpot), 8}, {of(isSession), 8}, {of(isMeetMood, isAsk), 10}}, bare},
	// 在廊してますのでお声がけください
	{meets, whyMeetPlace, 76, []step{{of(isPresence), 0}, {of(isCallIn), 24}}, apart | bare},
	// 会って占ってほしい
	{meets, whyMeetDirect, 78, []step{{of(isMeetTe), 0}, {of(isMeetMood, isAsk), 14}}, clear},

	// come to our showroom; if you live nearby I can bring it round
	{meets, whyMeetDirect, 76, []step{{of(isMeetEN), 0}}, clear},
	{meets, whyMeetPlace, 76, []step{{of(isBring), 0}, {of(isOverTo), 20}}, bare},
	{meets, whyMeetPlace, 74, []step{{of(isNearEN), 0}, {of(isSeeEN), 50}}, apart | bare},
	{meets, whyMeetPlace, 74, []step{{of(isSeeEN), 0}, {of(isNearEN), 50}}, bare},
	// OK, Tuesday at six outside the station; see you at the south exit on Sunday
	{meets, whyMeetPlace, 74, []step{{of(isWeEN), 0}, {of(isDayEN), 24}, {of(isSpotEN), 24}}, bare},
	{meets, whyMeetPlace, 74, []step{{of(isWeEN), 0}, {of(isSpotEN), 24}, {of(isDayEN), 24}}, bare},
	{meets, whyMeetPlace, 72, []step{{of(isDayEN), 0}, {of(isSpotEN), 16}}, ends | bare},
	{meets, whyMeetPlace, 76, []step{{of(isSessionEN), 0}, {of(isHomeEN), 20}}, 0},
}

// dueRules tell how what is due is to be paid outside.
var dueRules = []rule{
	// 残りは手渡しで払います, お礼は現金で渡す
	{pays, whyPayOutside, 78, []step{{of(isDues), 0}, {of(isByHand), 8}, {of(isPay, isHand), 8}}, 0},
	{pays, whyPayOutside, 78, []step{{of(isDues), 0}, {of(isByHandSure), 8}}, 0},
	{pays, whyPayOutside, 78, []step{{of(isDueTalk), 0}}, bare},
	{pays, whyPayOutside, 78, []step{{of(isRepeat), 0}, {of(isWithout), 14}}, bare},
	{pays, whyPayOutside, 76, []step{{of(isDues), 0}, {of(isMeans), 6}, {of(isPayTail), 0}, {of(isPayMood, isPay), 8}}, bare},
	// PayPay持ってますか, ペイペイかメルペイどっちがいい
	{pays, whyPayOutside, 78, []step{{of(isWallet), 0}, {of(isHave), 9}}, bare},
	{pays, whyPayOutside, 78, []step{{of(isMeans), 0}, {of(isMeans), 3}, {of(isPayMood), 8}}, bare},
	// 直接ですと8,000円でお受けします
	{pays, whyPayOutside, 78, []step{{of(isDirectIf), 0}, {of(isSum), 12}}, 0},
	// いいですよ、現金でも
	{pays, whyPayOutside, 76, []step{{of(isAgree), 0}, {of(isMeans), 3}, {of(isPayTail), 0}}, ends | bare},
	// アマゾンギフト券5000円分で
	{pays, whyPayOutside, 78, []step{{of(isMeans), 0}, {of(isWorth), 6}}, 0},
	// うちの公式サイトから申し込むと半額
	{pays, whyPayOutside, 76, []step{{of(isOwnSite), 0}, {of(isBuying), 12}, {of(isCheap), 14}}, bare},
	// 契約を直接結び, 支払いは直接でお願い
	{pays, whyPayOutside, 78, []step{{of(isPact), 0}, {of(isDirect), 2}, {of(isTie), 3}}, bare},
	// もっと安くするので、ここは通さないで
	{pays, whyPayOutside, 78, []step{{of(isFriendPrice), 0}, {of(isOutside, isDirect), 14}}, bare},
	{pays, whyPayOutside, 78, []step{{of(isOutside), 0}, {of(isFriendPrice), 20}}, bare},
	// お得なのでminneの方からどうぞ
	{pays, whyPayOutside, 74, []step{{of(isCheap), 0}, {of(isShop), 12}, {of(isBuying, isPlease, isAsk), 10}}, bare},
	// BASEのショップでも売ってます、そっちのほうが安いです
	{pays, whyPayOutside, 76, []step{{of(isShop), 0}, {of(isSelling), 18}, {of(isCheap, isThere), 18}}, apart | bare},
	// Buy it from my Gumroad, it's half the price there
	{pays, whyPayOutside, 76, []step{{of(isBuyEN), 0}, {of(isShopEN), 16}}, bare},
	{pays, whyPayOutside, 76, []step{{of(isShopEN), 0}, {of(isBuyEN), 16}, {of(isCheapEN), 30}}, bare},
	{pays, whyPayOutside, 76, []step{{of(isCheapEN), 0}, {of(isBuyEN), 16}, {of(isShopEN), 20}}, bare},
	{pays, whyPayOutside, 74, []step{{of(isPayEN), 0}, {of(isWalletEN), 24}}, apart | bare},
	// why lose 22% to the site? I pay you direct
	{pays, whyPayFee, 78, []step{{of(isSkipEN), 0}, {of(isFeeEN), 14}, {of(isOwnEN), 40}}, apart},
}
