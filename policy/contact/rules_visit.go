package contact

// visitRules tell that one comes, brings a thing, or that both go or eat together.
var visitRules = []rule{
	// いっぺん店に来て。, うちの店、四谷なんで飲みに来て
	{meets, whyMeetPlace, 78, []step{{of(isHouse), 0}, {of(isComeJA), 8}}, clear},
	{meets, whyMeetPlace, 76, []step{{of(isHouse), 0}, {of(isCameTe), 6}}, ends | bare},
	{meets, whyMeetPlace, 76, []step{{of(isClock, isWhen), 0}, {of(isComeJA), 3}}, bare},
	{meets, whyMeetPlace, 76, []step{{of(isSpot), 0}, {of(isAround), 0}, {of(isAppointment), 1}, {of(isMeetMood, isAsk), 6}}, bare},
	{meets, whyMeetPlace, 76, []step{{of(isNearby), 0}, {of(isCameTe), 12}}, ends | bare},
	{meets, whyMeetPlace, 76, []step{{of(isPurposeGo), 0}, {of(isCameTe), 0}}, ends | bare},
	// 工房までお持ちいただければ無料で見ます
	{meets, whyMeetPlace, 78, []step{{of(isHouse), 0}, {of(isBringJA), 10}}, 0},
	// パン食べながら話そ
	{meets, whyMeetPlace, 78, []step{{of(isFoodJA), 0}, {of(isNagara), 4}, {of(isTalkJA), 12}}, 0},
	// 一緒にスタジオ入りませんか, スタジオに入って一緒にやりませんか
	{meets, whyMeetPlace, 76, []step{{of(isTogether), 0}, {of(isOnSite, isSpot), 6}, {of(isEnter), 1}}, 0},
	{meets, whyMeetPlace, 76, []step{{of(isOnSite, isSpot), 0}, {of(isEnter), 1}, {of(isTogether), 6}, {of(isMeetMood), 8}}, 0},
	// 水曜19時、御社で。
	{meets, whyMeetPlace, 76, []step{{of(isClock), 0}, {of(isOffice), 14}, {of(isAtSpot), 0}}, ends | bare},
	// 貴アトリエへ職員二名でお伺いし, 貴社受付にて手渡しいたします
	{meets, whyMeetPlace, 80, []step{{of(isYourHouse), 0}, {of(isGoKeigo), 10}}, 0},
	{meets, whyMeetPlace, 80, []step{{of(isYourHouse), 0}, {of(isHandKeigo), 6}}, clear},
	// ご来訪の件、喜んで
	{meets, whyMeetPlace, 78, []step{{of(isVisitNoun), 0}, {of(isWelcome), 20}}, apart | bare},
	// 都内でしたらどちらへでも参ります
	{meets, whyMeetPlace, 78, []step{{of(isRegion), 0}, {of(isIfJA), 4}, {of(isGoVerb), 12}}, clear},
	{meets, whyMeetPlace, 78, []step{{of(isNearby), 0}, {of(isDirect), 12}, {of(isAppointment, isHandGive), 3}}, clear},
	// 現物はイベントのときに渡しますよ
	{meets, whyMeetPlace, 78, []step{{of(isFair), 0}, {of(isHandGive), 10}}, bare},
	// オフ会やります！これまで依頼してくださった方ぜひ来てください
	{meets, whyMeetPlace, 78, []step{{of(isGathering), 0}, {of(isPutOn), 6}, {of(isInviteAll), 34}}, apart | clear},
	// 三鷹駅の改札あたりでどうです？, 顔合わせは銀座のカフェを予定しております
	{meets, whyMeetPlace, 76, []step{{of(isSpot, isTown), 0}, {of(isAround), 3}, {of(isMeetMood, isAtSpotAsk, isMeet, isMutual), 4}}, bare},
	{meets, whyMeetPlace, 76, []step{{of(isSession, isRendezvous), 0}, {of(isSpot), 12}, {of(isPlanned), 5}}, bare},
	// record it together in my studio
	{meets, whyMeetPlace, 76, []step{{of(isTogetherEN), 0}, {of(isHomeEN), 20}}, bare},
}
