package contact

import (
	"slices"

	"github.com/torikime/torikime/policy"
)

// rule is a row of words that together say something. Each step is a word of one
// of some classes that begins at most gap runes behind the one before it.
type rule struct {
	kind       policy.Finding
	why        why
	confidence int
	steps      []step
	only       condition
}

// condition narrows where a rule holds.
type condition uint16

const (
	// near: only beside an address, a number, a name or a link in the same text.
	near condition = 1 << iota
	// sure: neither a refusal nor the platform's name nearby takes it back.
	sure
	// bare: only in a sentence without any word of the work.
	bare
	// clear: only with no word of the work close by.
	clear
	// led: only behind an invitation.
	led
	// apart: the steps may stand in two sentences.
	apart
	// ends: only where the sentence ends.
	ends
	// joined: only in one sentence with an address, a number, a name or a link.
	joined
	// quiet: no thing that is made stands near, in whatever sentence.
	quiet
)

type step struct {
	classes classes
	gap     int
}

const (
	invites = policy.FoundInvitation
	pays    = policy.FoundOutsidePayment
	meets   = policy.FoundMeeting
)

// rules are tried at every word that can begin one; the gaps are in runes.
var rules = slices.Concat(commonRules, callRules, comeRules, dueRules, voiceRules, cashRules, visitRules, dealRules, alongRules)

// commonRules tell invitations, and the plain talk of paying outside and of meeting.
var commonRules = []rule{
	// LINEで話しましょう, ラインを交換, Zoomでお願い, インスタのDMに: a name, then how it is used.
	{invites, whyInviteService, 85, []step{{of(isService, isOther), 0}, {of(isChannelTail), 1}, {of(isAct, isSwap, isAdding, isDM, isSearch), 14}}, 0},
	{invites, whyInviteService, 80, []step{{of(isService, isOther), 0}, {of(isChannelTail), 1}, {of(isDo), 14}}, bare},
	{invites, whyInviteService, 82, []step{{of(isService, isOther), 0}, {of(isChannelTail), 1}, {of(isAsk), 3}}, 0},
	{invites, whyInviteService, 80, []step{{of(isService, isOther), 0}, {of(isChannelTail), 1}, {of(isAsk), 10}}, bare},
	{invites, whyInviteService, 85, []step{{of(isService, isOther), 0}, {of(isAct, isSwap, isAdding), 3}}, 0},
	{invites, whyInviteService, 82, []step{{of(isService, isOther), 0}, {of(isAsk), 1}}, 0},
	{invites, whyInviteService, 80, []step{{of(isService, isOther), 0}, {of(isIDWord, isDM, isPhone), 2}, {of(isAct, isSwap, isAdding, isAsk), 6}}, 0},
	// LINEでのサポートをお付けします; ラインのアカウント作りました、そちらでも
	{invites, whyInviteService, 80, []step{{of(isService, isOther), 0}, {of(isChannelTail), 0}, {of(isServed), 0}, {of(isServing, isAsk), 10}}, 0},
	{invites, whyInviteService, 78, []step{{of(isService, isOther), 0}, {of(isIDWord), 1}, {of(isMade), 2}, {of(isThere), 12}}, 0},
	// サポートはLINEで行います
	{invites, whyInviteService, 80, []step{{of(isTheme), 0}, {of(isService, isOther), 2}, {of(isBecomes), 0}}, 0},
	// add me on Discord, talk on Skype, hop on a Zoom call
	{invites, whyInviteService, 85, []step{{of(isActEN), 0}, {of(isVia), 18}, {of(isService, isOther), 8}}, 0},
	{invites, whyInviteService, 82, []step{{of(isActEN), 0}, {of(isService, isOther), 8}, {of(isTailEN, isTailWeak), 2}}, 0},
	{invites, whyInviteService, 82, []step{{of(isService, isOther), 0}, {of(isTailEN, isTailWeak), 2}}, 0},
	{invites, whyInviteService, 82, []step{{of(isHaveEN, isHaveWeak), 0}, {of(isService, isOther), 5}}, 0},
	// Zoomのリンクをお送りします, I'll send you a Teams invite
	{invites, whyInviteService, 80, []step{{of(isMeetingService), 0}, {of(isInviteLink), 1}, {of(isSending), 10}}, bare},
	{invites, whyInviteService, 80, []step{{of(isSending), 0}, {of(isMeetingService), 12}, {of(isInviteLink), 1}}, bare},
	{invites, whyInviteService, 80, []step{{of(isRoomURL), 0}, {of(isSending, isAsk), 10}}, 0},
	// いつものアプリで話したい
	{invites, whyInviteOutside, 76, []step{{of(isOwnApp), 0}, {of(isChannelTail), 1}, {of(isAct, isSwap, isAsk), 8}}, 0},
	// 電話、いつでもどうぞ, メール対応してくれる方だと助かります, 番号だけもらえれば
	{invites, whyInviteChannel, 74, []step{{of(isMail, isPhone, isDM), 0}, {of(isAsk), 14}}, bare},
	{invites, whyInviteDetail, 76, []step{{of(isDetailNoun), 0}, {of(isAsk, isSearch, isAdding, isGiven), 14}}, bare},
	// ブログのフォームからどうぞ, 概要欄に連絡先があります
	{invites, whyInviteProfile, 76, []step{{of(isOwnSite), 0}, {of(isFrom), 12}, {of(isNudge), 10}}, bare},
	// フォローします, 申請しました: beside an account or a name
	{invites, whyInviteReach, 76, []step{{of(isFollow), 0}, {of(isAsk), 5}}, near},
	// そちらで依頼して: behind an invitation
	{invites, whyInviteThere, 72, []step{{of(isThere), 0}, {of(isAct, isDeal, isMail, isPhone, isDM), 4}}, led},
	// ホームページの連絡先を入れておくので、次はそちらへお願いします
	{invites, whyInviteThere, 74, []step{{of(isOwnSite), 0}, {of(isDetailNoun, isNudge, isNextDeal), 10}, {of(isThere), 24}, {of(isAct, isAsk, isPlease), 3}}, bare},
	// 急ぎはそっちで！
	{invites, whyInviteThere, 70, []step{{of(isThere), 0}}, near | ends},
	// お気軽にDMを。
	{invites, whyInviteDM, 74, []step{{of(isCasual), 0}, {of(isDM, isMail, isPhone), 3}, {of(isObjectEnd), 0}}, ends | bare},
	// 返事早いんはインスタのほうやで
	{invites, whyInviteService, 76, []step{{of(isService, isOther), 0}, {of(isRather), 0}, {of(isPlainEnd), 0}}, bare},
	// Google "Moira's Corner", the contact form is at the bottom
	{invites, whyInviteSearch, 76, []step{{of(isGoogleEN), 0}, {of(isFindsEN), 56}}, 0},
	// 公式サイトのフォームが出てきます。そちらからどうぞ
	{invites, whyInviteProfile, 74, []step{{of(isOwnSite), 0}, {of(isFromThere), 20}, {of(isPlease, isAct, isAsk, isNudge), 3}}, apart | clear},
	{invites, whyInviteProfile, 74, []step{{of(isDetailNoun), 0}, {of(isProfile), 14}, {of(isTucked), 24}}, 0},
	// LINEで「オープン部屋」って検索して入って
	{invites, whyInviteSearch, 76, []step{{of(isService, isOther), 0}, {of(isChannelTail), 0}, {of(isFoundBy, isSearch), 26}, {of(isAct, isAsk), 4}}, quiet},
	// アカウント名はサービス名と同じです
	{invites, whyInviteSearch, 72, []step{{of(isIDWord), 0}, {of(isSame), 10}}, bare},
	{invites, whyInviteProfile, 76, []step{{of(isOwnSite), 0}, {of(isFrom), 4}, {of(isNudge), 2}, {of(isAsk), 4}}, 0},
	// 連絡先はプロフィールに, my email is in my profile
	{invites, whyInviteProfile, 74, []step{{of(isDetailNoun, isMail, isPhone), 0}, {of(isProfile), 14}}, bare},
	// DMください, DMのほうに
	{invites, whyInviteDM, 78, []step{{of(isDM), 0}, {of(isAct, isSwap, isAdding, isAsk, isReach), 8}}, 0},
	{invites, whyInviteDM, 76, []step{{of(isDM), 0}, {of(isChannelTail), 1}, {of(isDo), 10}}, quiet},
	{invites, whyInviteDM, 70, []step{{of(isService, isOther), 0}, {of(isDM), 2}}, 0},
	// 直接ご連絡ください, 個人的にやり取り, 別の連絡手段で, 外でお話し
	{invites, whyInviteOutside, 80, []step{{of(isDirect), 0}, {of(isAct, isMail, isPhone), 4}}, 0},
	{invites, whyInviteOutside, 82, []step{{of(isActEN), 0}, {of(isOutside), 12}}, 0},
	{invites, whyInviteOutside, 82, []step{{of(isOutside), 0}, {of(isAct, isSwap, isAdding), 12}}, 0},
	// 電話番号を画像にして送ります, my number is in the PDF
	{invites, whyInviteDetail, 76, []step{{of(isDetailNoun), 0}, {of(isInPicture), 0}}, 0},
	{invites, whyInviteProfile, 76, []step{{of(isDetailNoun), 0}, {of(isHidden), 0}, {of(isTucked), 12}}, 0},
	{invites, whyInviteProfile, 76, []step{{of(isMineEN), 0}, {of(isInFileEN), 8}}, 0},
	// 連絡先を交換, お電話番号を教えて
	{invites, whyInviteDetail, 84, []step{{of(isDetailNoun), 0}, {of(isSwap), 5}}, 0},
	// お電話で構いません, メールもらえますか
	{invites, whyInviteChannel, 76, []step{{of(isMail, isPhone), 0}, {of(isChannelTail), 1}, {of(isAsk, isAct), 2}}, 0},
	{invites, whyInviteChannel, 76, []step{{of(isMail, isPhone), 0}, {of(isAsk), 1}}, 0},
	{invites, whyInviteChannel, 74, []step{{of(isMail, isPhone), 0}, {of(isChannelTail), 0}, {of(isHear), 14}}, bare},
	// そちらに連絡しますね; beside a detail also そちらにお願いします
	{invites, whyInviteThere, 74, []step{{of(isThere), 0}, {of(isAct, isMail, isPhone, isDM), 3}}, 0},
	{invites, whyInviteThere, 70, []step{{of(isThere), 0}, {of(isAsk), 1}}, near | sure},
	// 名前で検索してもらえれば, プロフィールのリンクから
	{invites, whyInviteSearch, 78, []step{{of(isFoundBy), 0}, {of(isSearch), 3}}, 0},
	{invites, whyInviteProfile, 80, []step{{of(isProfile), 0}, {of(isProfileLink), 4}, {of(isAct, isSwap, isAsk, isReach, isVisit, isSearch), 14}}, 0},
	{invites, whyInviteProfile, 78, []step{{of(isAct, isReach, isActEN), 0}, {of(isProfileLink), 12}, {of(isProfile), 8}}, 0},
	// Beside a detail: send it there, call, add.
	{invites, whyInviteReach, 80, []step{{of(isReach), 0}, {of(isAsk), 6}}, near | sure},
	{invites, whyInviteReach, 78, []step{{of(isTo), 0}, {of(isPlease), 1}}, near | sure | joined},
	{invites, whyInviteReach, 78, []step{{of(isReach), 0}, {of(isTo), 12}, {of(isPlease), 1}}, near | sure},
	{invites, whyInviteReach, 80, []step{{of(saysReach), 0}}, near | sure},
	{invites, whyInviteReach, 80, []step{{of(isAct), 0}, {of(isAsk), 6}}, near | sure},

	// 直接振込, 通さずにお支払い, 外で取引
	{pays, whyPayOutside, 84, []step{{of(isDirect, isOutside), 0}, {of(isDeal), 8}}, 0},
	// PayPayで払って, 現金でも大丈夫, アマギフ希望, お支払いは銀行振込で
	{pays, whyPayOutside, 80, []step{{of(isMeans), 0}, {of(isPayTail), 1}, {of(isPay, isPayMood), 8}}, 0},
	{pays, whyPayOutside, 80, []step{{of(isMeans), 0}, {of(isPay), 0}, {of(isPayMood), 8}}, 0},
	{pays, whyPayOutside, 78, []step{{of(isMeans), 0}, {of(isPayMood), 0}}, 0},
	{pays, whyPayOutside, 78, []step{{of(isPay), 0}, {of(isMeans), 12}, {of(isPayTail), 0}}, 0},
	{pays, whyPayOutside, 84, []step{{of(isAccount), 0}, {of(isGiven), 10}}, bare},
	{pays, whyPayOutside, 78, []step{{of(isAccount), 0}, {of(isPay), 20}, {of(isPayMood), 8}}, bare},
	// 次回はココナラを通さずお願いしたい
	{pays, whyPayOutside, 78, []step{{of(isNextDeal), 0}, {of(isOutside), 6}, {of(isAsk), 2}}, bare},
	// ココナラ抜きで5000円でどうですか
	{pays, whyPayOutside, 82, []step{{of(isWithout), 0}, {of(isSum), 9}}, 0},
	// 次回から直接で, 外なら半額, BASEのショップから買って
	{pays, whyPayOutside, 78, []step{{of(isNextDeal), 0}, {of(isDirectEnd), 6}}, 0},
	{pays, whyPayOutside, 78, []step{{of(isDirect, isOutside, isDirectEnd), 0}, {of(isCheap), 12}}, 0},
	{pays, whyPayOutside, 76, []step{{of(isShop), 0}, {of(isBuying), 18}, {of(isPayMood), 8}}, 0},
	{pays, whyPayOutside, 76, []step{{of(isShop), 0}, {of(isBuying), 18}, {of(isCheap), 14}}, 0},
	{pays, whyPayOutside, 74, []step{{of(isShop), 0}, {of(isBuying), 18}, {of(isAsk), 4}}, 0},
	{pays, whyPayOutside, 74, []step{{of(isShop), 0}, {of(isIf), 4}, {of(isCheap), 14}}, 0},
	// 手数料が引かれるので直接, 直接なら手数料分お安く
	{pays, whyPayFee, 82, []step{{of(isFee), 0}, {of(isSaving), 10}, {of(isDirect, isOutside), 22}}, 0},
	{pays, whyPayFee, 80, []step{{of(isDirect, isOutside), 0}, {of(isFee), 22}, {of(isSaving), 8}}, 0},
	{pays, whyPayFee, 80, []step{{of(isFee), 0}, {of(isCheaper), 1}}, 0},
	// pay you directly, the next job off-platform, crypto is fine, skip the fee
	{pays, whyPayOutside, 82, []step{{of(isPayEN), 0}, {of(isPayByEN), 18}}, 0},
	{pays, whyPayOutside, 84, []step{{of(isPayEN), 0}, {of(isOutside), 16}}, 0},
	{pays, whyPayOutside, 84, []step{{of(isOutside), 0}, {of(isPayEN), 2}}, 0},
	{pays, whyPayOutside, 80, []step{{of(isMeansEN), 0}, {of(isFineEN), 1}}, bare},
	// Could we take this off the site? I'll pay by card
	{pays, whyPayOutside, 78, []step{{of(isOutside), 0}, {of(isMoney), 30}}, apart | bare},
	{pays, whyPayFee, 80, []step{{of(isSkipEN), 0}, {of(isFeeEN), 14}, {of(isOwnEN), 40}}, 0},
	{pays, whyPayFee, 80, []step{{of(isOwnEN), 0}, {of(isSkipEN), 40}, {of(isFeeEN), 14}}, 0},

	// 直接お会いして, カフェで打ち合わせ, 御社に伺い, 来週会いませんか
	{meets, whyMeetDirect, 86, []step{{of(isDirect), 0}, {of(isMeet, isVisit, isHand), 3}}, 0},
	{meets, whyMeetDirect, 84, []step{{of(isMutual), 0}}, 0},
	{meets, whyMeetPlace, 82, []step{{of(isPlace), 0}, {of(isMeet, isHand, isAppointment), 8}}, 0},
	{meets, whyMeetPlace, 80, []step{{of(isWhen), 0}, {of(isMeet), 14}, {of(isMeetMood), 8}}, 0},
	{meets, whyMeetPlace, 72, []step{{of(isWhen), 0}, {of(isPlace), 10}}, ends | bare},
	{meets, whyMeetPlace, 76, []step{{of(isAppointment), 0}, {of(isPlace), 14}, {of(isAsk, isMeetMood), 6}}, bare},
	{meets, whyMeetPlace, 80, []step{{of(isNearby), 0}, {of(isVisit, isMutual), 16}}, bare},
	{meets, whyMeetPlace, 80, []step{{of(isSpot), 0}, {of(isWait), 8}}, 0},
	{meets, whyMeetPlace, 82, []step{{of(isYours), 0}, {of(isVisit), 8}}, 0},
	{meets, whyMeetPlace, 82, []step{{of(isPurpose), 0}, {of(isVisit), 4}}, 0},
	// オフ会やるので来ませんか
	{meets, whyMeetPlace, 80, []step{{of(isGathering), 0}, {of(isVisit), 12}}, bare},
	// 出張レッスンも承ります, 訪問での設定も可能です
	{meets, whyMeetPlace, 78, []step{{of(isTrip), 0}, {of(isOffer), 12}}, bare},
	{meets, whyMeetDirect, 84, []step{{of(isFace), 0}, {of(isAppointment, isMeet, isAct, isAsk, isMeetMood), 8}}, 0},
}

// byFirst are the rules by the bit of the class that begins them.
func byFirst() (table [lastClass][]*rule) {
	for i := range rules {
		for c := range lastClass {
			if rules[i].steps[0].classes.any(of(c)) {
				table[c] = append(table[c], &rules[i])
			}
		}
	}
	return table
}
