package contact

// declined reports an offer that the text thanks for, or repeats, and then turns down:
// Discordのお誘いありがとうございます！でも外での連絡はできないので. Thanks alone turn nothing down.
func (sc *scan) declined(from, to int) bool {
	begin, end := sc.sentence(from, to)
	if isLatin(sc.at(from)) {
		begin, end = max(from-50, 0), to+70
	}
	thanks := false
	for k := sc.seek(begin); k < len(sc.hits) && sc.hits[k].from < end; k++ {
		thanks = thanks || sc.hits[k].is(isOffered)
	}
	if !thanks {
		return false
	}
	// The turn comes behind the thanks, mostly in the next sentence.
	for k := sc.seek(to); k < len(sc.hits) && sc.hits[k].from < end+40; k++ {
		if h := sc.hits[k]; h.is(isTurned) && !sc.isAsked(h.to) {
			return true
		}
	}
	return false
}

// declineWords thank for an offer and turn it down, refuse in other ways, and tell of the
// rules.
var declineWords = []entry{
	{isOffered, pairs("お誘い|ご提案|お申し出|お心遣い|ご厚意|お心づかい|お気遣い|お招き|ご招待", "", "|は|を|も|いただき|くださり|下さり|くださって|まで|ありがと|うれし|嬉し|感謝|恐縮|、ありがと|をありがと|はありがた|はうれし|は嬉し|いただいた")},
	{isOffered, "とのこと|とのことですが|と言ってくださ|とおっしゃ|と仰|と言われまし|というお話|というご提案|というお申し出|お申し出いただ|ご提案いただ|お誘いいただ|ご希望とのこと|ご希望ですが|お声がけいただ|お声かけいただ|誘ってくれて|誘ってくださ"},
	{isOffered, "thanks for the|thanks for your|thank you for the|thank you for your|thanks for offering|thank you for offering|appreciate the|appreciate your|kind of you to|nice of you to|grateful for the|thanks for inviting|thanks for suggesting"},
	{isTurned, "でもここ|でも規約|でも外|せっかく|あいにく|生憎|お気持ちだけ|お心だけ|お心遣いだけ|気持ちだけ|辞退|遠慮|見送|控え|お断り|断り|規約|規則|禁止|禁じ|決まり|違反|ペナルティ|ここで続け|ここで仲良く|このままトーク|このままここ|引き続きここ|引き続きトーク|こちらで続け|この場にて|できない|できかね|できません|お受けでき|お受けいたしかね|受けられ|応じられ|応じかね|失礼いた|失礼しま|失礼させ|ご容赦|お許し|ご勘弁|苦手|使っていな|使ってな|持ってな|持っていな|やってな|やっていな|ここのビデオ|ここのチャット"},
	{isTurned, "but i'd rather|but i would rather|but we need|but i need to keep|but i can only|but please|but let's keep|but let's stay|but i prefer|but i'd prefer|unfortunately|sorry|i'm afraid|against the|not allowed|i can't|i cannot|we can't|rather stay|keep it here|keep it on|stay here|stay on"},

	// Refusals of other verbs and moods.
	{isNo, pairs("受けられ|お受けでき|受け取れ|受けとれ|受け付けられ|応じられ|お応えでき|もらえ|会え|お会いでき|教えられ|お教えでき|お伝えでき|お渡しでき|伺え|お伺いでき|行け|使え|使用でき|利用でき", "", "ないん|ない決|ないこと|ないので|ないため|ないです|ない規|ないルール|ません。|ませんので|ませんが|ませんでした|なくて|ず、|ず申し|ないとのこと|ないみたい|ないらしい|ないようです|ないことに")},
	{isNo, "禁じられ|禁じて|禁じる|に反し|に反する|ご容赦|容赦願|ご勘弁|はご辞退|ご辞退|辞退し|辞退いた|お心だけ|お気持ちだけ|見送らせ|見送り|見合わせ|見合わせて|お許しくだ|お許し願|ご無用|無用です|無用に願"},
	{isNo, "ナシにして|ナシにさせ|なしにして|なしにさせ|ナシでお願|ナシの方|NGにして|NGと|のは困り|のは困る|れると困り|れても困り|はちょっと…|はちょっと。|はちょっと苦手|はちょっとなあ|はちょっと難|はちょっと遠慮|はちょっと控|はちょっと怖|は堪忍|は勘弁|はちょっと厳|はちょっと無理|はちょっと・|はちょっと..|来ないでくだ|来ないで下|やめときましょ|やめましょう|やめておき|よしましょ|できない決まり|できないルール|できない規|してはいけ|してはなら|しちゃだめ|しちゃダメ|しちゃいけ|しない決まり|しない方針|しない主義|しないことに|しかねて|はなさらな|なさいませぬ|なさらぬ|お受け致しかね|用いません|用いませぬ|用いず"},
	{isNotBefore, "not supposed to|aren't supposed to|not meant to|not comfortable|not keen|not willing to|i'd rather not|we'd rather not|prefer not to|not going to|no longer|hardly ever|not able|not permitted to|wouldn't|couldn't possibly|mustn't"},
	{isNo, "isn't permitted|aren't allowed|are not allowed|is not permitted|isn't something i do|isn't something we do|not an option|is off limits|are off limits|off-limits|gets flagged|get flagged|would break the rules|break the terms|against the terms|against policy|against their rules|against your rules|is a no from me|has to stay here|must stay here"},
	{isSaid, "だと聞きましたが大丈夫|に誘われたんですが|と誘われまし|を聞かれまし|を聞かれたん|と持ちかけられ|持ちかけられ|勧誘され|を要求され|要求されて"},

	// What is done with an English page that has a number on it, with a chat in a story.
	{isPaperEN, "resume|résumé|cv|cover letter|letterhead|business card|business cards|footer|header|signature block|email signature|flyer|leaflet|brochure|name card|contact section of|your resume|invoice template|label|packaging"},
	{isWork, "詠ん|詠ま|句に|小説に|短歌に|歌に|題材|ネタに|履歴書|職務経歴書|面接対策|flyer|flyers|leaflet|brochure|brochures|resume|résumé|proofread|grammar|cover letter"},
	{isSaid, "が来たときの|が来た時の|が来た場合の|があったときの|があった時の|があった場合の|が届いたときの|が届いた時の"},
	{isHearsay, "済ませま|済ませて|撮りました|録りました|収録しました|打ち合わせしました|会いました|行ってきま"},
	{isWeb, "次回作|次作|紙面|誌面|本の中|夢で|夢の中|作中|ゲーム内"},
	{isSubject, "小説|俳句|句に|詠ん|詠ま|短歌|題材|ネタ|既読|未読|ドメイン|interview|interviews|interviewers"},
	{isStop, "メッセージング|トーキング|友だち追加特典|友達追加特典|友だち登録特典|友だち追加クーポン|友達追加クーポン|友だち追加用|友だち追加画面|友だち追加数|友だち追加率|友だち追加ページ|友だち追加時|友だち追加後|友だち追加ボタン"},
}

// onPaper reports an English number or address that is put on a page.
func (sc *scan) onPaper(h hit) bool {
	begin, end := sc.sentence(h.from, h.to)
	return sc.wordIn(begin, end, isPaperEN)
}
