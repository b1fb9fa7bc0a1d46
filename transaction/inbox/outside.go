package inbox

import (
	"fmt"
	"time"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/policy/money"
	"github.com/torikime/torikime/transaction"
)

// Quoted is what a notice needs to know of a quotation.
type Quoted struct {
	ID, Buyer, Seller, Service string
	// Lapses is when the proposal lapses (T1.3); zero: never, or there is none.
	Lapses time.Time
	// Price is the proposal's.
	Price money.Money
	// Unseen: an operator has not let the buyer see the proposal, who cannot buy it
	// yet (T8.4). Appears: it is the event told of that let him.
	Unseen, Appears bool
}

// QuotationNotices are what an event of a quotation tells the sides (T9.2). It is given as
// the timeline's line for it (quotation.EntryOf), with its place in the history. A
// purchase is told by the transaction that begins with it.
func QuotationNotices(q Quoted, e transaction.Entry, seq int) []Notice {
	var list []Notice
	tell := func(to policy.Role, k Kind) *Notice {
		n := Notice{
			ID: fmt.Sprintf("quotation/%s/%d/%s", q.ID, seq, to), Quotation: q.ID, To: to, Kind: k, At: e.At, Seq: seq,
			Person: q.Buyer, Other: q.Seller, Service: q.Service,
		}
		if to == policy.Seller {
			n.Person, n.Other = q.Seller, q.Buyer
		}
		list = append(list, n)
		return &list[len(list)-1]
	}
	both := func(k Kind) {
		tell(policy.Buyer, k)
		tell(policy.Seller, k)
	}
	switch e.Type {
	case "requested":
		tell(policy.Seller, "quotation_requested")
	case "asked":
		tell(e.By.Other(), "quotation_asked")
	case "proposed":
		if q.Unseen {
			tell(policy.Buyer, "quotation_proposed_held")
		} else {
			tell(policy.Buyer, "quotation_proposed").due(q.Lapses).amount(q.Price)
		}
	case "refused":
		tell(policy.Buyer, "quotation_refused")
	case "withdrawn":
		if e.By == policy.Operator {
			both("quotation_closed")
		} else {
			tell(e.By.Other(), "quotation_withdrawn")
		}
	case "lapsed":
		both("quotation_lapsed")
	case "text_shown":
		if q.Appears {
			tell(policy.Buyer, "quotation_proposed").due(q.Lapses).amount(q.Price)
			tell(policy.Seller, "quotation_text_shown")
		} else {
			both("quotation_text_shown")
		}
	case "text_withheld":
		both("quotation_text_withheld")
	}
	return list
}

// MessageNotice tells somebody of a message outside of any talkroom (T8.1): its place
// in a conversation, who wrote it, and to whom. There are no sides: To is nobody.
func MessageNotice(conversation string, seq int, from, to string, at time.Time) Notice {
	return Notice{
		ID: fmt.Sprintf("conversation/%s/%d", conversation, seq), Conversation: conversation,
		Kind: "conversation_message", At: at, Seq: seq, Person: to, Other: from,
	}
}

// WithheldNotice tells the author of such a message that an operator keeps it from
// whom it was sent to (T8.4), who hears nothing of it.
func WithheldNotice(conversation string, seq int, from, to string, at time.Time) Notice {
	return Notice{
		ID: fmt.Sprintf("conversation/%s/%d/withheld", conversation, seq), Conversation: conversation,
		Kind: "conversation_withheld", At: at, Seq: seq, Person: from, Other: to,
	}
}

var outsideKinds = map[Kind]entry{
	"quotation_requested": {Orders,
		words{"{who} asks for a quotation", "{who}さんから見積り相談が届きました"},
		words{"{who} asks you for a quotation. You can propose, ask back or refuse.", "{who}さんから見積り相談が届きました。提案、質問、お断りのいずれかでお答えください。"}, none},
	"quotation_asked": {Messages,
		words{"{who} wrote about your quotation", "{who}さんから見積りについて連絡がありました"},
		words{"{who} wrote to you about the quotation.", "{who}さんから、見積り相談についてのメッセージが届きました。"}, none},
	"quotation_proposed": {Orders,
		words{"{who} made you a proposal", "{who}さんから提案が届きました"},
		words{"{who} proposes {amount}.", "{who}さんから{amount}の提案が届きました。"},
		words{"You can buy it until {due}.", "{due}まで購入できます。"}},
	"quotation_proposed_held": {Orders,
		words{"{who} made you a proposal; it is being checked", "{who}さんの提案を確認しています"},
		words{"{who} made you a proposal. It is shown once the platform has checked it, and can be bought then.", "{who}さんから提案が届きました。運営の確認後に表示され、購入できるようになります。"}, none},
	"quotation_refused": {Orders,
		words{"{who} cannot take your request", "{who}さんは今回お受けできません"},
		words{"{who} refused your request for a quotation. The reason stands on its page.", "{who}さんが見積り相談をお断りしました。理由は見積りのページでご確認ください。"}, none},
	"quotation_withdrawn": {Orders,
		words{"{who} took it back", "{who}さんが取り下げました"},
		words{"{who} took the request or the proposal of your quotation back.", "{who}さんが見積りの相談または提案を取り下げました。"}, none},
	"quotation_closed": {Platform,
		words{"The platform closed a quotation", "運営が見積りを終了しました"},
		words{"The platform closed the quotation with {who}. The reason stands on its page.", "運営が{who}さんとの見積りを終了しました。理由は見積りのページでご確認ください。"}, none},
	"quotation_lapsed": {Orders,
		words{"The proposal has lapsed", "提案の期限が切れました"},
		words{"The proposal between you and {who} was not bought in time and has lapsed.", "{who}さんとの提案は、期限までに購入されなかったため失効しました。"}, none},
	"quotation_text_shown": {Platform,
		words{"A text was checked and is shown", "確認中の内容が表示されました"},
		words{"The platform has checked a text in the quotation with {who}. It is shown now.", "運営の確認が終わり、{who}さんとの見積りの内容が表示されるようになりました。"}, none},
	"quotation_text_withheld": {Platform,
		words{"A text is not shown", "一部の内容は表示されません"},
		words{"The platform has checked a text in the quotation with {who} and does not show it.", "運営の確認の結果、{who}さんとの見積りの一部の内容は表示されません。"}, none},
	"conversation_message": {Messages,
		words{"New message from {who}", "{who}さんからメッセージが届きました"},
		words{"{who} sent you a message.", "{who}さんからメッセージが届きました。"}, none},
	"conversation_withheld": {Platform,
		words{"Your message is not shown", "メッセージは表示されません"},
		words{"The platform has checked your message to {who} and does not show it. The reason stands beside it.", "運営の確認の結果、{who}さんへのメッセージは表示されません。理由はメッセージの画面でご確認ください。"}, none},
}
