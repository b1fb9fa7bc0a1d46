package policy

// chargeRefusals are the words about money that providers have moved.
var chargeRefusals = map[string]words{
	"T1.5/received": {
		en: "The money of the charge {charge} has been received already.",
		ja: "決済{charge}の入金は、すでに受け付けています。",
	},
	"T3.15/taken_back": {
		en: "The earnings of the decision {ref} have been refunded already.",
		ja: "決定{ref}による売上の返金は、すでに行われています。",
	},
	"T10.3/no_refund": {
		en: "Event {seq} sends nothing back by the charge {charge}.",
		ja: "イベント{seq}には、決済{charge}による返金はありません。",
	},
	"T10.3/wrong_actor": {
		en: "Only the platform itself says what a payment provider has done.",
		ja: "決済事業者の処理結果を記録できるのは、システムだけです。",
	},
}
