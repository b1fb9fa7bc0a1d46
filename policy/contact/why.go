package contact

import "github.com/torikime/torikime/policy"

// why is the code of a reason, as it stands in policy.Found.
type why string

const (
	whyAddress          why = "address"
	whyAddressDisguised why = "address_disguised"
	whyAddressPart      why = "address_part"
	whyPhone            why = "phone"
	whyPhoneForeign     why = "phone_international"
	whyPhoneSpoken      why = "phone_spelled_out"
	whyPhonePieces      why = "phone_in_parts"
	whyHandle           why = "handle"
	whyAccountLink      why = "handle_link"
	whyMeeting          why = "meeting_access"
	whyLink             why = "forbidden_host"
	whyLinkDisguised    why = "forbidden_host_disguised"
	whyName             why = "service_as_channel"
	whyInviteService    why = "invites_to_service"
	whyInviteDM         why = "invites_to_direct_message"
	whyInviteOutside    why = "invites_outside"
	whyInviteDetail     why = "asks_for_contact_details"
	whyInviteChannel    why = "invites_to_call_or_mail"
	whyInviteThere      why = "invites_there"
	whyInviteSearch     why = "invites_to_search"
	whyInviteProfile    why = "points_to_profile_link"
	whyInviteReach      why = "invites_to_detail_given"
	whyPayOutside       why = "pays_outside"
	whyPayFee           why = "avoids_fee"
	whyMeetDirect       why = "meets_in_person"
	whyMeetPlace        why = "meets_at_place"
	whyInviteLike       why = "reads_like_invitation"
	whyPayLike          why = "reads_like_payment"
	whyMeetLike         why = "reads_like_meeting"
)

// Explain says in words why a finding is one. An unknown code is explained by the
// kind alone; a language that is not spoken is answered in English.
func Explain(f policy.Found, lang policy.Language) string {
	w, ok := reasons[why(f.Why)]
	if !ok {
		w, ok = kinds[f.Kind]
	}
	if !ok {
		w = words{"This may lead outside the marketplace.", "サービス外でのやり取りにつながる可能性があります。"}
	}
	if lang == policy.Japanese {
		return w.ja
	}
	return w.en
}

type words struct{ en, ja string }

var reasons = map[why]words{
	whyAddress:          {"This looks like a mail address.", "メールアドレスと思われる記載があります。"},
	whyAddressDisguised: {"This looks like a mail address that is written in another way.", "表記を変えたメールアドレスと思われる記載があります。"},
	whyAddressPart:      {"This looks like a part of a mail address.", "メールアドレスの一部と思われる記載があります。"},
	whyPhone:            {"This looks like a telephone number.", "電話番号と思われる記載があります。"},
	whyPhoneForeign:     {"This looks like an international telephone number.", "国際電話番号と思われる記載があります。"},
	whyPhoneSpoken:      {"This looks like a telephone number that is written in words.", "文字に置き換えた電話番号と思われる記載があります。"},
	whyPhonePieces:      {"This looks like a telephone number in several parts.", "分割して書かれた電話番号と思われる記載があります。"},
	whyHandle:           {"This looks like an account name at another service.", "外部サービスのアカウント名と思われる記載があります。"},
	whyAccountLink:      {"This link leads to an account at another service.", "外部サービスのアカウントへのリンクと思われる記載があります。"},
	whyMeeting:          {"This looks like the number or the passcode of an online meeting.", "オンライン会議のIDまたはパスコードと思われる記載があります。"},
	whyLink:             {"Links to this site are not allowed, because contact details may stand there.", "連絡先が掲載されている可能性のあるサイトへのリンクは利用できません。"},
	whyLinkDisguised:    {"This looks like a link, written in another way, to a site to which links are not allowed.", "利用できないサイトへのリンクを、表記を変えて書いたものと思われる記載があります。"},
	whyName:             {"A service outside is named as a way to get in touch.", "外部サービスが連絡手段として挙げられています。"},
	whyInviteService:    {"This invites to get in touch through a service outside.", "外部サービスでのやり取りに誘う内容と思われます。"},
	whyInviteDM:         {"This invites to write direct messages outside.", "外部サービスのダイレクトメッセージに誘う内容と思われます。"},
	whyInviteOutside:    {"This invites to get in touch outside the marketplace.", "サービス外でのやり取りに誘う内容と思われます。"},
	whyInviteDetail:     {"This asks for contact details.", "連絡先を尋ねる内容と思われます。"},
	whyInviteChannel:    {"This invites to call or to write mails.", "電話やメールでの連絡に誘う内容と思われます。"},
	whyInviteThere:      {"This agrees to get in touch elsewhere.", "サービス外での連絡に応じる内容と思われます。"},
	whyInviteSearch:     {"This says by what name to search outside.", "外部で検索するよう促す内容と思われます。"},
	whyInviteProfile:    {"This points to contact details in a profile.", "プロフィールにある連絡先へ誘導する内容と思われます。"},
	whyInviteReach:      {"This asks to get in touch by the details given.", "記載された連絡先への連絡を促す内容と思われます。"},
	whyPayOutside:       {"This speaks of a payment or a deal outside the marketplace.", "サービス外での支払いや取引を持ちかける内容と思われます。"},
	whyPayFee:           {"This speaks of a deal without the marketplace's fee.", "手数料を避けた取引を持ちかける内容と思われます。"},
	whyMeetDirect:       {"This speaks of meeting in person.", "直接会うことを持ちかける内容と思われます。"},
	whyMeetPlace:        {"This speaks of a visit or of meeting at a place.", "訪問や待ち合わせを持ちかける内容と思われます。"},
	whyInviteLike:       {"This reads like an invitation to get in touch outside the marketplace.", "サービス外でのやり取りへの誘いに近い表現です。"},
	whyPayLike:          {"This reads like an offer to pay or to deal outside the marketplace.", "サービス外での支払いや取引の持ちかけに近い表現です。"},
	whyMeetLike:         {"This reads like an offer to meet in person.", "直接会うことの持ちかけに近い表現です。"},
}

// kinds explain a finding whose code is not known, such as one that another
// version stored.
var kinds = map[policy.Finding]words{
	policy.FoundAddress:        reasons[whyAddress],
	policy.FoundPhone:          reasons[whyPhone],
	policy.FoundHandle:         reasons[whyHandle],
	policy.FoundForbiddenLink:  reasons[whyLink],
	policy.FoundServiceName:    reasons[whyName],
	policy.FoundInvitation:     reasons[whyInviteOutside],
	policy.FoundOutsidePayment: reasons[whyPayOutside],
	policy.FoundMeeting:        reasons[whyMeetDirect],
}
