package reconcile

import (
	"strings"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/transaction/transfer"
)

// Text says what differs.
func (d *Difference) Text(lang policy.Language) string { return d.fill(words[d.Kind].text, lang) }

// ToDo says what an operator does about it.
func (d *Difference) ToDo(lang policy.Language) string { return d.fill(words[d.Kind].toDo, lang) }

// Text says what a difference of this kind is.
func (k Kind) Text(lang policy.Language) string { return words[k].name.in(lang) }

func (d *Difference) fill(w wording, lang policy.Language) string {
	return strings.NewReplacer(
		"{provider}", d.Provider, "{deed}", deeds[d.Deed].in(lang), "{ours}", d.Ours.String(), "{theirs}", d.Theirs.String(),
	).Replace(w.in(lang))
}

// wording is a text in both languages.
type wording struct{ en, ja string }

func (w wording) in(lang policy.Language) string {
	if lang == policy.Japanese {
		return w.ja
	}
	return w.en
}

var deeds = map[transfer.Kind]wording{
	0:                {"movement", "入出金"},
	transfer.Capture: {"payment", "支払い"},
	transfer.Refund:  {"refund", "返金"},
	transfer.Payout:  {"payout", "出金"},
}

// words are what is said of each kind.
var words = map[Kind]struct{ name, text, toDo wording }{
	Twice: {
		wording{"Done more than once", "二重に処理されたもの"},
		wording{"{provider} has done this {deed} once more than was asked for: {theirs}.", "{provider}がこの{deed}を余分にもう一度処理しています（{theirs}）。"},
		wording{"Have {provider} undo what is too much, and keep its word for it.", "{provider}に余分な処理の取り消しを依頼し、その記録を残してください。"},
	},
	UnknownHere: {
		wording{"Unknown here", "こちらに記録がないもの"},
		wording{"{provider} moved {theirs} ({deed}) that no transfer of ours asked for.", "{provider}で{theirs}の{deed}がありましたが、こちらには対応する記録がありません。"},
		wording{"Look its reference up at {provider}: another system may use the same account, or our data may be older than its books.", "{provider}の管理画面で参照番号を調べてください。同じアカウントをほかのシステムが使っているか、こちらのデータが古い可能性があります。"},
	},
	MissingThere: {
		wording{"Missing at the provider", "決済事業者に記録がないもの"},
		wording{"We have this {deed} of {ours} as done, and {provider}'s report does not have it.", "こちらでは{ours}の{deed}が完了していますが、{provider}の明細にありません。"},
		wording{"Wait for the next report if this one may be incomplete; else ask {provider} about its reference.", "明細がまだそろっていない場合は次の明細を待ち、それ以外は参照番号を添えて{provider}に問い合わせてください。"},
	},
	CameBack: {
		wording{"Came back there", "決済事業者側で戻されたもの"},
		wording{"{provider} took this {deed} of {ours} back, and we have it as done.", "こちらでは完了している{ours}の{deed}を、{provider}が取り消しています。"},
		wording{"Have it looked up again (heal). A payment or a refund that came back then waits for your decision.", "もう一度照会（修復）してください。支払いや返金が戻された場合は、その後の対応を選べるようになります。"},
	},
	NotReversed: {
		wording{"Not reversed there", "決済事業者側では戻されていないもの"},
		wording{"We noted that this {deed} came back, and {provider} has it as done: {theirs}.", "こちらでは{deed}が戻されたことになっていますが、{provider}では完了しています（{theirs}）。"},
		wording{"Have it looked up again (heal); if it stays so, ask {provider}.", "もう一度照会（修復）し、変わらなければ{provider}に問い合わせてください。"},
	},
	NotNoted: {
		wording{"Not noted here", "こちらに反映されていないもの"},
		wording{"{provider} has done this {deed} of {theirs}, and we still wait for it, or think that it failed.", "{provider}では{theirs}の{deed}が完了していますが、こちらでは処理待ち、または失敗のままです。"},
		wording{"Have it looked up again (heal).", "もう一度照会（修復）してください。"},
	},
	Amount: {
		wording{"Another amount", "金額が違うもの"},
		wording{"We have this {deed} with {ours}, {provider} with {theirs}.", "この{deed}は、こちらでは{ours}、{provider}では{theirs}です。"},
		wording{"Ask {provider} which is right, and refund or collect what is between them.", "どちらが正しいか{provider}に確認し、差額を返金または請求してください。"},
	},
	Currency: {
		wording{"Another currency", "通貨が違うもの"},
		wording{"We have this {deed} with {ours}, {provider} with {theirs}.", "この{deed}は、こちらでは{ours}、{provider}では{theirs}です。"},
		wording{"Ask {provider} how it came to that currency, and undo the {deed} if nobody agreed to it.", "この通貨になった理由を{provider}に確認し、合意のないものは{deed}を取り消してください。"},
	},
	OtherProvider: {
		wording{"Done by another provider", "別の決済事業者で処理されたもの"},
		wording{"{provider} moved {theirs} for a {deed} that another provider was to carry out.", "別の決済事業者で行うはずの{deed}について、{provider}で{theirs}が動いています。"},
		wording{"Find out who sent it there; it may have been done at both.", "{provider}に送られた経緯を調べてください。両方で処理されている可能性があります。"},
	},
	DuplicateLine: {
		wording{"Line told twice", "明細の重複行"},
		wording{"{provider}'s report has a line of {theirs} ({deed}) more than once. It is counted once.", "{provider}の明細に同じ行（{deed} {theirs}）が重複しています。1件として数えました。"},
		wording{"Nothing, unless it goes on: then tell {provider}.", "続く場合のみ{provider}に連絡してください。"},
	},
	UnreadableLine: {
		wording{"Line that cannot be", "読み取れない明細行"},
		wording{"{provider}'s report has a line that can be no movement of money.", "{provider}の明細に、入出金として読み取れない行があります。"},
		wording{"Compare it with {provider}'s own pages, and tell who looks after its adapter.", "{provider}の管理画面で内容を確かめ、連携の担当者に知らせてください。"},
	},
	OffBalance: {
		wording{"Books off balance", "残高試算の不一致"},
		wording{"Our books do not add up.", "帳簿の残高が合いません。"},
		wording{"Pay nobody out before an engineer has found out why.", "原因が分かるまで出金を止め、技術担当者に調査を依頼してください。"},
	},
	Clearing: {
		wording{"Neither here nor there", "行き先のない残高"},
		wording{"{ours} was moved at a provider and stands in no book yet, though nothing is on its way.", "決済事業者で動いた{ours}が、処理中のものがないのにどの取引にも反映されていません。"},
		wording{"Look at the transfers of this transaction or seller, and have an engineer find out who was not told.", "この取引または出品者の入出金を確認し、反映されていない理由を技術担当者に調査してもらってください。"},
	},
	Held: {
		wording{"Held after the end", "終了後に残っている預り金"},
		wording{"The transaction has ended, and {ours} is still held in it.", "取引は終了していますが、{ours}が預り金のまま残っています。"},
		wording{"Have an engineer look at the transaction's history; nobody was paid or refunded with it.", "技術担当者に取引の履歴を調べてもらってください。この金額は支払いにも返金にも使われていません。"},
	},
	RefundOwed: {
		wording{"Refund not sent", "送られていない返金"},
		wording{"A refund of {ours} was decided, and no transfer was made for it.", "{ours}の返金が決まっていますが、返金処理が作られていません。"},
		wording{"See whether the engine runs with its providers; it makes the transfer by itself.", "エンジンが決済事業者の設定とともに動いているか確認してください。動いていれば自動で作られます。"},
	},
	SettledByOperator: {
		wording{"Settled by an operator", "運営者が対応済みのもの"},
		wording{"An operator has decided about {ours} ({deed}); the provider's books do not have it so.", "{ours}（{deed}）は運営者が対応済みです。決済事業者の明細とは一致しません。"},
		wording{"Nothing.", "対応は不要です。"},
	},
}
