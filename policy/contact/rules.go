package contact

import "github.com/torikime/torikime/policy"

// rule is a row of words that together say something. Each step is a word of one
// of some classes that begins at most gap runes behind the one before it.
type rule struct {
	kind       policy.Finding
	why        why
	confidence int
	steps      []step
	// near: only beside an address, a number, a name or a link in the same text.
	near bool
	// sure: neither a refusal nor the platform's name nearby takes it back.
	sure bool
}

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
var rules = []rule{
	// LINEで話しましょう, ラインを交換, Zoomでお願い, インスタのDMに: a name, then how it is used.
	{invites, whyInviteService, 85, []step{{of(isService, isOther), 0}, {of(isChannelTail), 1}, {of(isAct, isSwap, isAdding, isDM), 12}}, false, false},
	{invites, whyInviteService, 82, []step{{of(isService, isOther), 0}, {of(isChannelTail), 1}, {of(isAsk), 3}}, false, false},
	{invites, whyInviteService, 85, []step{{of(isService, isOther), 0}, {of(isAct, isSwap, isAdding), 3}}, false, false},
	{invites, whyInviteService, 82, []step{{of(isService, isOther), 0}, {of(isAsk), 1}}, false, false},
	{invites, whyInviteService, 80, []step{{of(isService, isOther), 0}, {of(isIDWord, isDM, isPhone), 2}, {of(isAct, isSwap, isAdding, isAsk), 6}}, false, false},
	// add me on Discord, talk on Skype, hop on a Zoom call
	{invites, whyInviteService, 85, []step{{of(isActEN), 0}, {of(isVia), 18}, {of(isService, isOther), 8}}, false, false},
	{invites, whyInviteService, 82, []step{{of(isActEN), 0}, {of(isService, isOther), 8}, {of(isTailEN), 2}}, false, false},
	{invites, whyInviteService, 82, []step{{of(isService, isOther), 0}, {of(isTailEN), 2}}, false, false},
	{invites, whyInviteService, 82, []step{{of(isHaveEN), 0}, {of(isService, isOther), 5}}, false, false},
	// DMください, DMのほうに
	{invites, whyInviteDM, 78, []step{{of(isDM), 0}, {of(isAct, isSwap, isAdding, isAsk, isReach), 8}}, false, false},
	{invites, whyInviteDM, 70, []step{{of(isService, isOther), 0}, {of(isDM), 2}}, false, false},
	// 直接ご連絡ください, 個人的にやり取り, 別の連絡手段で, 外でお話し
	{invites, whyInviteOutside, 80, []step{{of(isDirect), 0}, {of(isAct, isMail, isPhone), 4}}, false, false},
	{invites, whyInviteOutside, 82, []step{{of(isActEN), 0}, {of(isOutside), 12}}, false, false},
	{invites, whyInviteOutside, 82, []step{{of(isOutside), 0}, {of(isAct, isSwap, isAdding), 12}}, false, false},
	// 連絡先を交換, お電話番号を教えて
	{invites, whyInviteDetail, 84, []step{{of(isDetailNoun), 0}, {of(isSwap), 5}}, false, false},
	// お電話で構いません, メールもらえますか
	{invites, whyInviteChannel, 76, []step{{of(isMail, isPhone), 0}, {of(isChannelTail), 0}, {of(isAsk, isAct), 2}}, false, false},
	{invites, whyInviteChannel, 76, []step{{of(isMail, isPhone), 0}, {of(isAsk), 1}}, false, false},
	// そちらに連絡しますね; beside a detail also そちらにお願いします
	{invites, whyInviteThere, 74, []step{{of(isThere), 0}, {of(isAct, isMail, isPhone, isDM), 3}}, false, false},
	{invites, whyInviteThere, 70, []step{{of(isThere), 0}, {of(isAsk), 1}}, true, true},
	// 名前で検索してもらえれば, プロフィールのリンクから
	{invites, whyInviteSearch, 78, []step{{of(isFoundBy), 0}, {of(isSearch), 3}}, false, false},
	{invites, whyInviteProfile, 80, []step{{of(isProfile), 0}, {of(isProfileLink), 4}, {of(isAct, isSwap, isAsk, isReach, isVisit, isSearch), 14}}, false, false},
	{invites, whyInviteProfile, 78, []step{{of(isAct, isReach, isActEN), 0}, {of(isProfileLink), 12}, {of(isProfile), 8}}, false, false},
	// Beside a detail: send it there, call, add.
	{invites, whyInviteReach, 80, []step{{of(isReach), 0}, {of(isAsk), 6}}, true, true},
	{invites, whyInviteReach, 78, []step{{of(isTo), 0}, {of(isPlease), 1}}, true, true},
	{invites, whyInviteReach, 80, []step{{of(saysReach), 0}}, true, true},
	{invites, whyInviteReach, 80, []step{{of(isAct), 0}, {of(isAsk), 6}}, true, true},

	// 直接振込, 通さずにお支払い, 外で取引
	{pays, whyPayOutside, 84, []step{{of(isDirect, isOutside), 0}, {of(isDeal), 6}}, false, false},
	{pays, whyPayOutside, 80, []step{{of(isPayBy), 0}, {of(isPay, isAsk), 6}}, false, false},
	{pays, whyPayOutside, 84, []step{{of(isAccount), 0}, {of(isSwap, isPay), 5}}, false, false},
	{pays, whyPayFee, 82, []step{{of(isFee), 0}, {of(isSaving), 10}, {of(isDirect, isOutside), 14}}, false, false},
	{pays, whyPayFee, 80, []step{{of(isDirect, isOutside), 0}, {of(isFee), 22}, {of(isSaving), 8}}, false, false},
	{pays, whyPayOutside, 82, []step{{of(isPayEN), 0}, {of(isPayByEN), 18}}, false, false},
	{pays, whyPayOutside, 84, []step{{of(isPayEN), 0}, {of(isOutside), 14}}, false, false},

	// 直接お会いして, カフェで打ち合わせ, 御社に伺い
	{meets, whyMeetDirect, 86, []step{{of(isDirect), 0}, {of(isMeet, isVisit), 3}}, false, false},
	{meets, whyMeetPlace, 82, []step{{of(isPlace), 0}, {of(isMeet, isAppointment), 6}}, false, false},
	{meets, whyMeetPlace, 82, []step{{of(isYours), 0}, {of(isVisit), 6}}, false, false},
	{meets, whyMeetDirect, 84, []step{{of(isFace), 0}, {of(isAppointment, isMeet, isAct, isAsk), 6}}, false, false},
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
