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
	classes class
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
	{invites, whyInviteService, 85, []step{{channels, 0}, {isChannelTail, 1}, {isAct | isSwap | isAdding | isDM, 12}}, false, false},
	{invites, whyInviteService, 82, []step{{channels, 0}, {isChannelTail, 1}, {isAsk, 3}}, false, false},
	{invites, whyInviteService, 85, []step{{channels, 0}, {isAct | isSwap | isAdding, 3}}, false, false},
	{invites, whyInviteService, 82, []step{{channels, 0}, {isAsk, 1}}, false, false},
	{invites, whyInviteService, 80, []step{{channels, 0}, {isIDWord | isDM | isPhone, 2}, {isAct | isSwap | isAdding | isAsk, 6}}, false, false},
	// add me on Discord, talk on Skype, hop on a Zoom call
	{invites, whyInviteService, 85, []step{{isActEN, 0}, {isVia, 18}, {channels, 8}}, false, false},
	{invites, whyInviteService, 82, []step{{isActEN, 0}, {channels, 8}, {isTailEN, 2}}, false, false},
	{invites, whyInviteService, 82, []step{{channels, 0}, {isTailEN, 2}}, false, false},
	{invites, whyInviteService, 82, []step{{isHaveEN, 0}, {channels, 5}}, false, false},
	// DMください, DMのほうに
	{invites, whyInviteDM, 78, []step{{isDM, 0}, {isAct | isSwap | isAdding | isAsk | isReach, 8}}, false, false},
	{invites, whyInviteDM, 70, []step{{isService | isOther, 0}, {isDM, 2}}, false, false},
	// 直接ご連絡ください, 個人的にやり取り, 別の連絡手段で, 外でお話し
	{invites, whyInviteOutside, 80, []step{{isDirect, 0}, {isAct | isMail | isPhone, 4}}, false, false},
	{invites, whyInviteOutside, 82, []step{{isActEN, 0}, {isOutside, 12}}, false, false},
	{invites, whyInviteOutside, 82, []step{{isOutside, 0}, {isAct | isSwap | isAdding, 12}}, false, false},
	// 連絡先を交換, お電話番号を教えて
	{invites, whyInviteDetail, 84, []step{{isDetailNoun, 0}, {isSwap, 5}}, false, false},
	// お電話で構いません, メールもらえますか
	{invites, whyInviteChannel, 76, []step{{isMail | isPhone, 0}, {isChannelTail, 0}, {isAsk | isAct, 2}}, false, false},
	{invites, whyInviteChannel, 76, []step{{isMail | isPhone, 0}, {isAsk, 1}}, false, false},
	// そちらに連絡しますね; beside a detail also そちらにお願いします
	{invites, whyInviteThere, 74, []step{{isThere, 0}, {isAct | isMail | isPhone | isDM, 3}}, false, false},
	{invites, whyInviteThere, 70, []step{{isThere, 0}, {isAsk, 1}}, true, true},
	// 名前で検索してもらえれば, プロフィールのリンクから
	{invites, whyInviteSearch, 78, []step{{isFoundBy, 0}, {isSearch, 3}}, false, false},
	{invites, whyInviteProfile, 80, []step{{isProfile, 0}, {isProfileLink, 4}, {isAct | isSwap | isAsk | isReach | isVisit | isSearch, 14}}, false, false},
	{invites, whyInviteProfile, 78, []step{{isAct | isReach | isActEN, 0}, {isProfileLink, 12}, {isProfile, 8}}, false, false},
	// Beside a detail: send it there, call, add.
	{invites, whyInviteReach, 80, []step{{isReach, 0}, {isAsk, 6}}, true, true},
	{invites, whyInviteReach, 78, []step{{isTo, 0}, {isPlease, 1}}, true, true},
	{invites, whyInviteReach, 80, []step{{saysReach, 0}}, true, true},
	{invites, whyInviteReach, 80, []step{{isAct, 0}, {isAsk, 6}}, true, true},

	// 直接振込, 通さずにお支払い, 外で取引
	{pays, whyPayOutside, 84, []step{{isDirect | isOutside, 0}, {isDeal, 6}}, false, false},
	{pays, whyPayOutside, 80, []step{{isPayBy, 0}, {isPay | isAsk, 6}}, false, false},
	{pays, whyPayOutside, 84, []step{{isAccount, 0}, {isSwap | isPay, 5}}, false, false},
	{pays, whyPayFee, 82, []step{{isFee, 0}, {isSaving, 10}, {isDirect | isOutside, 14}}, false, false},
	{pays, whyPayFee, 80, []step{{isDirect | isOutside, 0}, {isFee, 22}, {isSaving, 8}}, false, false},
	{pays, whyPayOutside, 82, []step{{isPayEN, 0}, {isPayByEN, 18}}, false, false},
	{pays, whyPayOutside, 84, []step{{isPayEN, 0}, {isOutside, 14}}, false, false},

	// 直接お会いして, カフェで打ち合わせ, 御社に伺い
	{meets, whyMeetDirect, 86, []step{{isDirect, 0}, {isMeet | isVisit, 3}}, false, false},
	{meets, whyMeetPlace, 82, []step{{isPlace, 0}, {isMeet | isAppointment, 6}}, false, false},
	{meets, whyMeetPlace, 82, []step{{isYours, 0}, {isVisit, 6}}, false, false},
	{meets, whyMeetDirect, 84, []step{{isFace, 0}, {isAppointment | isMeet | isAct | isAsk, 6}}, false, false},
}

// byFirst are the rules by the bit of the class that begins them.
func byFirst() (table [64][]*rule) {
	for i := range rules {
		for bit := range 64 {
			if rules[i].steps[0].classes&(1<<bit) != 0 {
				table[bit] = append(table[bit], &rules[i])
			}
		}
	}
	return table
}
