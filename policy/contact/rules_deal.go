package contact

// dealRules join two signs of money that goes past the marketplace.
var dealRules = []rule{
	// ココナラ抜きで月3万とか, プラットフォームを介さず monthly で振り込んで
	{pays, whyPayOutside, 82, []step{{of(isWithout), 0}, {of(isYen), 9}}, clear},
	{pays, whyPayOutside, 82, []step{{of(isWithout), 0}, {of(isDeal, isPact), 16}}, clear},
	{pays, whyPayOutside, 80, []step{{of(isWithout), 0}, {of(isBetterSo), 0}}, clear},
	{pays, whyPayOutside, 80, []step{{of(isWithout), 0}, {of(isCheap, isFriendPrice), 14}}, clear},
	// 案件いったん閉じて、口座に直で; 別途お支払いできますので、お取引は一度キャンセル
	{pays, whyPayOutside, 80, []step{{of(isCallOff), 0}, {of(isOuterPay, isPurse), 24}, {of(isPay, isReceive, isAsk, isPayMood), 8}}, apart},
	{pays, whyPayOutside, 80, []step{{of(isOuterPay), 0}, {of(isCallOff), 24}}, 0},
	// お振込みでお受けして手数料分をお値引き, 手数料がもったいないので次回よりお振込で
	{pays, whyPayFee, 80, []step{{of(isPurse), 0}, {of(isFee), 14}, {of(isCheaper, isCheap), 3}}, 0},
	{pays, whyPayFee, 80, []step{{of(isFee), 0}, {of(isSaving), 10}, {of(isPurse, isShop), 20}, {of(isPayTail), 0}}, 0},
	// 残りの800円だけ、切手でお送りする, PayPayで月謝5,000円にして
	{pays, whyPayOutside, 78, []step{{of(isPurse), 0}, {of(isPayTail), 0}, {of(isPay, isSend, isReceive), 14}, {of(isPayMood, isAsk), 8}}, bare},
	{pays, whyPayOutside, 78, []step{{of(isPurse), 0}, {of(isPayTail), 0}, {of(isYen), 9}, {of(isPayMood), 6}}, clear},
	{pays, whyPayOutside, 78, []step{{of(isPurse), 0}, {of(isYen), 7}, {of(isPayMood), 6}}, bare},
	{pays, whyPayOutside, 78, []step{{of(isYen), 0}, {of(isPurse, isPurseEN), 3}, {of(isPayMood), 4}}, bare},
	// 振込了解です
	{pays, whyPayOutside, 76, []step{{of(isPurse), 0}, {of(isAgree), 2}}, bare},
	{pays, whyPayOutside, 76, []step{{of(isPurse), 0}, {of(isFormJA), 0}, {of(isPayMood, isAsk), 8}}, bare},
	// 郵便局の窓口から送金いたします, 残りの4500円は振り込みます
	{pays, whyPayOutside, 78, []step{{of(isBankAt), 0}, {of(isWillPay), 3}}, bare},
	{pays, whyPayOutside, 78, []step{{of(isDues, isYen), 0}, {of(isWillPay), 6}}, bare},
	{pays, whyPayOutside, 78, []step{{of(isDues), 0}, {of(isDirect), 2}, {of(isReceive, isTake), 2}}, clear},
	// ギフトコード送るので、それで修正して
	{pays, whyPayOutside, 78, []step{{of(isPurse), 0}, {of(isPay, isSend), 4}, {of(isInReturn), 5}}, 0},
	// paypay送れるよー
	{pays, whyPayOutside, 78, []step{{of(isPurse), 0}, {of(isSendIt), 1}}, bare},
	// ぺいぺいのリンク作ったので、そっちで払って
	{pays, whyPayOutside, 78, []step{{of(isPayLink), 0}, {of(isLinkGiven), 3}, {of(isThere, isPay, isAsk), 14}}, 0},
	// 修正代はうちの回数券で払う; 代金は手紙と封筒に入れて
	{pays, whyPayOutside, 78, []step{{of(isDues), 0}, {of(isOwnGoods), 8}}, 0},
	{pays, whyPayOutside, 78, []step{{of(isDues), 0}, {of(isEnvelope), 12}, {of(isSend, isReceive), 6}}, 0},
	{pays, whyPayOutside, 76, []step{{of(isEnvelope), 0}, {of(isDirect), 2}, {of(isReceive), 2}}, bare},

	// I can take a Wise transfer for the rest; would you take 300 dollars on Ko-fi?
	{pays, whyPayOutside, 76, []step{{of(isYouEN), 0}, {of(isTakeEN), 12}, {of(isPurseEN), 20}}, clear},
	{pays, whyPayOutside, 76, []step{{of(isPurseEN), 0}, {of(isSuitsEN), 30}}, clear},
	{pays, whyPayOutside, 78, []step{{of(isWithoutEN), 0}, {of(isPurseEN), 40}}, 0},
	{pays, whyPayOutside, 78, []step{{of(isWithoutEN), 0}, {of(isPayYouEN), 40}}, apart | clear},
	{pays, whyPayOutside, 76, []step{{of(isIsEN), 0}, {of(isPurseEN), 6}, {of(isOkayEN), 24}}, clear},
	// The site's cut is insane. Shall I pay you myself? We can settle up when I see you
	{pays, whyPayFee, 78, []step{{of(isFeeEN), 0}, {of(isMyselfEN), 50}}, apart | clear},
	{pays, whyPayOutside, 78, []step{{of(isSettleEN), 0}, {of(isWhenMetEN), 14}}, clear},
	{pays, whyPayOutside, 76, []step{{of(isPurseEN), 0}, {of(isInReturnEN), 24}}, clear},
	{pays, whyPayOutside, 76, []step{{of(isOkayWithEN), 0}, {of(isPurseEN), 4}}, clear},
}
