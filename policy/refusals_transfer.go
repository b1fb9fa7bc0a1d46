package policy

// transferRefusals are the words of the movements of money at payment providers.
var transferRefusals = map[string]words{
	"T10.3/no_transfer": {
		en: "There is no such transfer.",
		ja: "この入出金はありません。",
	},
	"T10.3/exists": {
		en: "There is already a transfer {id}.",
		ja: "入出金{id}はすでにあります。",
	},
	"T10.3/not_to_call": {
		en: "No call to the provider is to be made now (work: {work}, phase: {phase}).",
		ja: "現在、決済事業者への呼び出しは必要ありません（作業：{work}、段階：{phase}）。",
	},
	"T10.3/no_answer_awaited": {
		en: "No answer to this call is awaited any more (work: {work}, phase: {phase}).",
		ja: "この呼び出しへの回答は、もう待っていません（作業：{work}、段階：{phase}）。",
	},
	"T10.3/not_stuck": {
		en: "This transfer needs no operator: it is carried on by itself (work: {work}, phase: {phase}).",
		ja: "この入出金は自動で処理されるため、運営の対応は必要ありません（作業：{work}、段階：{phase}）。",
	},
	"T10.3/already_confirmed": {
		en: "The provider has confirmed this transfer; it cannot be settled by another way as well.",
		ja: "この入出金は決済事業者が完了を確認しているため、別の方法で精算済みにすることはできません。",
	},
	"T10.3/refund_is_owed": {
		en: "A refund is owed to the buyer and cannot be abandoned: try it again, or settle it by another way.",
		ja: "返金は購入者にお返しすべきものなので、取りやめることはできません。もう一度試すか、別の方法で精算してください。",
	},
	"T10.3/no_operator": {
		en: "Only an operator takes a transfer over.",
		ja: "入出金の対応を引き継げるのは、運営だけです。",
	},
	"T10.3/takeover": {
		en: "A transfer is taken over by retry, settle or abandon.",
		ja: "入出金への対応は、再試行（retry）、精算済み（settle）、取りやめ（abandon）のいずれかです。",
	},
	"T10.3/form": {
		en: "This is no order for a transfer of money.",
		ja: "入出金の指定が正しくありません。",
	},
	"T10.3/reason": {
		en: "Say why: the reason is kept in the log.",
		ja: "理由を入力してください。理由は記録に残ります。",
	},
}
