package policy

// quotationRefusals are the words of package quotation, and of a purchase through
// a quotation.
var quotationRefusals = map[string]words{
	"T1.1/form": {
		en: "The quotation cannot be asked for, or answered, like this.",
		ja: "この内容では、見積りの相談や回答を行えません。",
	},
	"T1.1/empty": {
		en: "is empty; it has to say something",
		ja: "入力してください。",
	},
	"T1.1/missing": {
		en: "is missing; a seller, or a service of his, is right",
		ja: "出品者またはサービスを指定してください。",
	},
	"T1.1/not_his": {
		en: "is no service of {seller}",
		ja: "{seller}さんのサービスではありません。",
	},
	"T1.1/unknown": {
		en: "{reason} is no reason of the policy; one of {reasons} is right",
		ja: "{reason}は規約にある理由ではありません。次のいずれかを指定してください：{reasons}",
	},
	"T1.1/date": {
		en: "a day such as 2030-01-20 is right",
		ja: "2030-01-20のように日付を指定してください。",
	},
	"T1.1/past": {
		en: "{day} has gone by; {today} or later is right",
		ja: "{day}は過ぎています。{today}以降の日付を指定してください。",
	},
	"T1.1/two_ids": {
		en: "The request has the id {request}, but is to be made under {id}; name one of them.",
		ja: "見積り相談のIDが{request}と{id}の2つあります。どちらか一方だけを指定してください。",
	},
	"T1.1/exists": {
		en: "There is already a quotation {id}.",
		ja: "見積り{id}はすでに存在します。",
	},
	"T1.1/no_buyer": {
		en: "Only a buyer asks for a quotation.",
		ja: "見積りを相談できるのは購入者だけです。",
	},
	"T1.1/self": {
		en: "Nobody can ask himself for a quotation.",
		ja: "自分に見積りを相談することはできません。",
	},
	"T1.1/wrong_actor": {
		en: "In a quotation the seller proposes and refuses; the other side cannot.",
		ja: "提案とお断りは出品者が行います。この立場では操作できません。",
	},
	"T1.1/proposed": {
		en: "The seller has proposed already; a proposal is withdrawn, not refused.",
		ja: "すでに提案しています。お断りではなく、提案を取り下げてください。",
	},
	"T1.1/refused": {
		en: "The seller has refused this request ({reason}).",
		ja: "この相談は、出品者が辞退しました（{reason}）。",
	},
	"T1.2/form": {
		en: "The proposal cannot be bought like this.",
		ja: "この内容では、提案を購入できません。",
	},
	"T1.2/range": {
		en: "is no version of a proposal; they count from 1",
		ja: "提案の版は1から数えます。",
	},
	"T1.2/wrong_actor": {
		en: "The proposal is the buyer's to buy, and either side's to withdraw.",
		ja: "提案を購入できるのは購入者だけです。取り下げは購入者と出品者が行えます。",
	},
	"T1.2/nothing_proposed": {
		en: "The seller has proposed nothing yet.",
		ja: "出品者からの提案がまだありません。",
	},
	"T1.2/withdrawn": {
		en: "This quotation was withdrawn.",
		ja: "この見積りは取り下げられました。",
	},
	"T1.2/purchased": {
		en: "The proposal is bought already: see the transaction {transaction}.",
		ja: "この提案はすでに購入されています。取引{transaction}をご確認ください。",
	},
	"T1.2/edited": {
		en: "The seller has changed the proposal meanwhile (version {version}). Look at it again, then decide.",
		ja: "その間に、出品者が提案を変更しました（第{version}版）。内容を確認してから、もう一度お試しください。",
	},
	"T1.3/lapsed": {
		en: "The proposal was not bought in time and has lapsed. Ask for another.",
		ja: "提案は期限までに購入されず、失効しました。改めてご相談ください。",
	},
	"T1.4/no_currency": {
		en: "a price has a currency",
		ja: "通貨を指定してください。",
	},
	"T1.4/currency": {
		en: "is in {currency}; {right} is right",
		ja: "通貨が{currency}です。{right}で指定してください。",
	},
	"T1.4/amount": {
		en: "{price} is not above zero",
		ja: "{price}は0より大きくありません。",
	},
	"T1.4/beyond": {
		en: "{price} is more than any payment can be",
		ja: "{price}は一回の支払いの上限を超えています。",
	},
	"T1.4/too_little": {
		en: "A proposal is at least {min}.",
		ja: "提案の価格は{min}以上にしてください。",
	},
	"T1.4/too_much": {
		en: "A proposal is at most {max}.",
		ja: "提案の価格は{max}以下にしてください。",
	},
	"T8.4/proposal_held": {
		en: "An operator has not yet let you see what the proposal says; until then it cannot be bought.",
		ja: "提案の内容を運営が確認しています。内容が表示されるまで購入できません。",
	},
}
