package contact

// voiceRules join the words of other voices.
var voiceRules = []rule{
	// LINEのQR貼っときました; Let's jump on a quick Google Meet
	{invites, whyInviteDetail, 80, []step{{of(isService, isOther), 0}, {of(isChannelTail), 1}, {of(isDetailNoun), 0}, {of(isSwap, isGiven, isAdding), 8}}, 0},
	{invites, whyInviteService, 82, []step{{of(isHopEN), 0}, {of(isService, isOther), 12}}, clear},
	{invites, whyInviteOutside, 82, []step{{of(isActEN), 0}, {of(isOutside), 20}}, bare},

	// 受け渡しは直接でもいいですか, 待ち合わせは渋谷に
	{meets, whyMeetPlace, 78, []step{{of(isHandover), 0}, {of(isHandIn), 6}, {of(isAtSpot, isAtSpotAsk, isMeetMood, isAsk), 6}}, 0},
	{meets, whyMeetPlace, 78, []step{{of(isRendezvous), 0}, {of(isTown, isSpot, isHandIn), 6}}, bare},
	// 吟行をいたします。ご一緒にいかがですか
	{meets, whyMeetPlace, 76, []step{{of(isGathering), 0}, {of(isTogetherAsk), 24}}, apart | bare},
	// 物販のとこ来て
	{meets, whyMeetPlace, 76, []step{{of(isSpot, isOffice, isYours), 0}, {of(isCameTe), 6}}, ends | bare},
	{meets, whyMeetPlace, 78, []step{{of(isComeSure), 0}}, 0},
	{meets, whyMeetPlace, 76, []step{{of(isSessionEN), 0}, {of(isHomeEN), 12}}, bare},
	{meets, whyMeetPlace, 76, []step{{of(isHandEN), 0}, {of(isSpotEN), 36}}, bare},
	{meets, whyMeetPlace, 76, []step{{of(isLetsEN), 0}, {of(isSpotEN), 45}}, bare},

	// その場で3千円いただければ
	{pays, whyPayOutside, 78, []step{{of(isAtOnce), 0}, {of(isYen), 9}, {of(isTake), 4}}, bare},
	// 仲介を挟まずに二人の間で決めて
	{pays, whyPayOutside, 78, []step{{of(isWithout, isOutside), 0}, {of(isBetween), 20}}, clear},
	// 手数料高くないですか？別でやれば
	{pays, whyPayFee, 80, []step{{of(isFee), 0}, {of(isSaving), 10}, {of(isDirect, isOutside, isDirectEnd), 26}}, apart},
	{pays, whyPayOutside, 78, []step{{of(isPact), 0}, {of(isDirect, isOutside), 2}, {of(isTie), 3}}, clear},
	// shall we do hers outside the site
	{pays, whyPayOutside, 82, []step{{of(isDoEN), 0}, {of(isOutside), 8}}, 0},
}
