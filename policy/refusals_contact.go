package policy

// findingWords are what findings are called (T8.2).
var findingWords = map[Finding]words{
	FoundAddress:        {en: "a mail address", ja: "メールアドレス"},
	FoundPhone:          {en: "a telephone number", ja: "電話番号"},
	FoundHandle:         {en: "an account name at another service", ja: "外部サービスのアカウント名"},
	FoundForbiddenLink:  {en: "a link to a site where contact details may stand", ja: "連絡先を載せられる外部サイトへのリンク"},
	FoundServiceName:    {en: "the name of another means of contact", ja: "外部の連絡手段の名称"},
	FoundInvitation:     {en: "an invitation to get in touch elsewhere", ja: "外部での連絡の誘い"},
	FoundOutsidePayment: {en: "an offer to pay elsewhere", ja: "外部での支払いの誘い"},
	FoundMeeting:        {en: "an offer to meet in person", ja: "直接会うことの誘い"},
}

// findingRefusals are the words for each finding that is refused.
func findingRefusals() map[string]words {
	all := make(map[string]words, len(findingWords))
	for kind, w := range findingWords {
		all["T8.2/"+string(kind)] = words{
			en: "bytes {start} to {end}: " + w.en,
			ja: w.ja + "（{start}～{end}バイト目）",
		}
	}
	return all
}

// contactRefusals are the words of section 8.
var contactRefusals = map[string]words{
	"T8.2/contact": {
		en: "This was not sent: contact details, and invitations to get in touch, pay or meet outside the platform, are not allowed here.",
		ja: "送信されませんでした。連絡先や、サービス外での連絡・支払い・面会の誘いは書き込めません。",
	},
	"T8.2/contact_due": {
		en: "This was not sent, and is no contact: contact details, and invitations to get in touch, pay or meet outside the platform, are not allowed here. The deadline of {at} still runs ({deadline}).",
		ja: "送信されませんでした。連絡したことにはなりません。連絡先や、サービス外での連絡・支払い・面会の誘いは書き込めません。{at}の期限（{deadline}）はそのまま進みます。",
	},
	"T8.4/wrong_actor": {
		en: "Only an operator decides whether held words are shown.",
		ja: "保留された文章を表示するかどうかは、運営だけが決められます。",
	},
	"T8.4/held": {
		en: "An operator has to look at the service's texts first.",
		ja: "このサービスの文章は、運営が確認しているところです。",
	},
	"T8.4/not_held": {
		en: "No text of that event waits for an operator.",
		ja: "その出来事に、確認待ちの文章はありません。",
	},
}
