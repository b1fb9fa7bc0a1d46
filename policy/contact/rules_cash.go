package contact

// cashRules tell of money that goes by hand, by post, in codes or on an occasion.
var cashRules = []rule{
	// 現金1,500円、封筒に入れて送ってもらう; 封筒に現金を入れてお送りします
	{pays, whyPayOutside, 78, []step{{of(isNotes), 0}, {of(isEnvelope), 14}, {of(isSend), 10}}, bare},
	{pays, whyPayOutside, 78, []step{{of(isEnvelope), 0}, {of(isNotes), 8}, {of(isSend), 10}}, bare},
	// その際にお代を頂戴します, 代金は現地でいただきます
	{pays, whyPayOutside, 78, []step{{of(isOccasion), 0}, {of(isDues), 8}, {of(isReceive), 7}}, clear},
	{pays, whyPayOutside, 78, []step{{of(isDues), 0}, {of(isOccasion), 4}, {of(isReceive), 8}}, clear},
	// ほしいものリストから贈ってくれたら
	{pays, whyPayOutside, 76, []step{{of(isWishList), 0}, {of(isGift), 10}}, 0},
	// 商品券が余っているので、それで勘弁してください
	{pays, whyPayOutside, 76, []step{{of(isMeans), 0}, {of(isPayTail), 0}, {of(isPayMood, isPay), 14}, {of(isAsk, isPayMood), 8}}, bare},
	// 立替精算ができないため、請求書をいただき振り込む形で
	{pays, whyPayOutside, 76, []step{{of(isAdvance), 0}, {of(isBilled), 16}, {of(isPay, isReceive, isAsk), 12}}, clear},
	{pays, whyPayOutside, 78, []step{{of(isCardEN), 0}, {of(isFineEN), 1}}, 0},
	// slip the cash in an envelope
	{pays, whyPayOutside, 78, []step{{of(isNotesEN), 0}, {of(isEnvelopeEN), 24}}, bare},
}

// accounted reports a phrase of paying in books, articles and tales. Behind a Japanese
// phrase little else takes it back.
func (sc *scan) accounted(h hit) bool {
	if isLatin(sc.at(h.from)) {
		return sc.settled(h.from, h.to)
	}
	begin, end := sc.sentence(h.from, h.to)
	return sc.wordIn(begin, end, isLedger) || sc.passive(h.to)
}

// onlyTalk reports that what is done outside is to meet, to talk or to write, and no deal:
// 直に会って決めましょう, 通さずに直接やりとり.
func (sc *scan) onlyTalk(first hit, to int) bool {
	if sc.read(max(to-2, 0), to) == "やり" && (sc.at(to) == 'と' || sc.at(to) == '取') {
		return true
	}
	if !first.is(isDirect, isOutside) {
		return false
	}
	if sc.wordAt(first.to, isSpokenJA) > 0 {
		return true // 直接メッセージくれた人は半額
	}
	return sc.wordIn(first.to, to, isMeet, isMutual) || sc.wordIn(first.to, to+3, isSpokenJA) && !sc.wordIn(first.to, to+3, isDues, isMeans, isAccount)
}
