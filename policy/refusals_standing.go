package policy

// standingRefusals are the words for who sees a buyer's average (T5.9).
var standingRefusals = map[string]words{
	"T5.9/sellers_alone": {
		en: "A buyer's average is shown to his sellers and to operators alone.",
		ja: "購入者の平均評価は、その購入者と取引のある出品者と運営のみが見られます。",
	},
	"T5.9/no_transaction": {
		en: "You see a buyer's average once you have a transaction with him.",
		ja: "購入者の平均評価は、その購入者との取引が始まってからご覧になれます。",
	},
}
