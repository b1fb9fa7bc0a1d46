package policy

// payoutRefusals are the words around what sellers have earned and withdraw.
var payoutRefusals = map[string]words{
	"T3.15/no_take_back": {
		en: "The seller's account knows of no refund {ref} that is waiting for its transaction.",
		ja: "出品者の売上に、取引への反映を待っている返金{ref}はありません。",
	},
	"T10.2/beyond": {
		en: "The account cannot hold more than {max}.",
		ja: "売上として記録できるのは{max}までです。",
	},
	"T10.5/more_than_available": {
		en: "At most {max} can be withdrawn.",
		ja: "出金できるのは{max}までです。",
	},
	"T10.5/fee_takes_all": {
		en: "A payout of this size costs a fee of {fee}, and nothing would be left; withdraw at least {min}.",
		ja: "この金額の出金には{fee}の手数料がかかり、お受け取り額が残りません。{min}以上を指定してください。",
	},
	"T10.5/wrong_actor": {
		en: "Only the seller himself withdraws his earnings.",
		ja: "売上を出金できるのは出品者本人だけです。",
	},
	"T10.5/no_payout": {
		en: "There is no payout number {no}.",
		ja: "出金申請（番号{no}）が見つかりません。",
	},
	"T10.5/provider": {
		en: "{provider} does not pay sellers in this currency.",
		ja: "{provider}では、この通貨での出金ができません。",
	},
}
