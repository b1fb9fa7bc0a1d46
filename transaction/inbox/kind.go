package inbox

import (
	"cmp"
	"slices"
)

// Kind says what a notice tells. It is stable and for programs.
type Kind string

// Topic is what a person chooses channels by. A kind that does not exist belongs to
// the platform's.
func (k Kind) Topic() Topic { return cmp.Or(catalogue[k].topic, Platform) }

// Kinds lists every kind.
func Kinds() []Kind {
	list := make([]Kind, 0, len(catalogue))
	for k := range catalogue {
		list = append(list, k)
	}
	slices.Sort(list)
	return list
}

// entry is the words of a kind. In them stand {who}, the other side's name;
// {order}, what the service is called; {amount}, {fee}, {due}, {reason}, {deadline} and
// {stars}. Act is added where the notice has an instant.
type entry struct {
	topic            Topic
	title, body, act words
}

// none is for kinds that ask nothing by an instant.
var none words

// catalogue is every kind of notice there is.
var catalogue = union(orderKinds, talkroomKinds, cancelKinds, endKinds, platformKinds, reminderKinds, outsideKinds, payoutKinds)

func union(tables ...map[Kind]entry) map[Kind]entry {
	all := map[Kind]entry{}
	for _, table := range tables {
		for k, e := range table {
			all[k] = e
		}
	}
	return all
}

var orderKinds = map[Kind]entry{
	"purchased": {Orders,
		words{"New order: {order}", "「{order}」が購入されました"},
		words{"{who} ordered “{order}” for {amount}. The talkroom opens when the payment is complete.", "{who}さんが「{order}」を購入しました（{amount}）。お支払いが完了するとトークルームが開きます。"}, none},
	"payment_declined": {Orders,
		words{"Your payment was declined", "決済が完了しませんでした"},
		words{"The payment for “{order}” was declined. You can try again or use another method.", "「{order}」の決済が完了しませんでした。もう一度お試しいただくか、別の方法をご利用ください。"},
		words{"Please pay by {due}; otherwise the order lapses.", "{due}までにお支払いがない場合、注文は失効します。"}},
	"paid_option": {Orders,
		words{"An option was added: {order}", "「{order}」にオプションが追加されました"},
		words{"{who} bought an option for {amount} in “{order}”.", "{who}さんが「{order}」に有料オプション（{amount}）を追加しました。"}, none},
	"paid_additional": {Orders,
		words{"Additional payment: {order}", "「{order}」で追加のお支払いがありました"},
		words{"{who} paid {amount} more in “{order}”.", "{who}さんが「{order}」で{amount}を追加で支払いました。"}, none},
	"late_payment_refunded": {Orders,
		words{"Your late payment is refunded", "期限後のお支払いを返金します"},
		words{"The payment for “{order}” came after the order had lapsed. {amount} goes back to you.", "「{order}」のお支払いは期限を過ぎていたため、{amount}を返金します。"}, none},
	"opened_seller": {Orders,
		words{"The talkroom is open: {order}", "「{order}」のトークルームが開きました"},
		words{"{who} has paid for “{order}” ({amount}), and the talkroom is open.", "{who}さんのお支払いが完了し、「{order}」（{amount}）のトークルームが開きました。"},
		words{"Please write to the buyer by {due}; otherwise the order is cancelled by itself.", "{due}までに購入者へご連絡ください。ご連絡がない場合は自動的にキャンセルされます。"}},
	"opened_buyer": {Orders,
		words{"The talkroom is open: {order}", "「{order}」のトークルームが開きました"},
		words{"Your payment for “{order}” is complete. You can write to {who} in the talkroom.", "「{order}」のお支払いが完了しました。トークルームで{who}さんと連絡を取ることができます。"},
		words{"If the seller does not write by {due}, the order is cancelled and you are refunded.", "{due}までに出品者から連絡がない場合は、自動的にキャンセルされ返金されます。"}},
	"notes_posted": {Orders,
		words{"Please read the seller's notes", "購入にあたってのお願いをご確認ください"},
		words{"{who}'s notes for buyers stand in the talkroom of “{order}”.", "「{order}」のトークルームに、{who}さんからの「購入にあたってのお願い」が掲載されています。"}, none},
	"lapsed_unpaid": {Orders,
		words{"The order has lapsed: {order}", "「{order}」の注文は失効しました"},
		words{"“{order}” was not paid in time. The order has lapsed; nobody is penalised.", "「{order}」は期限までにお支払いがなかったため、失効しました。どちらにも不利益はありません。"}, none},
	"lapsed_abandoned": {Orders,
		words{"The order was given up: {order}", "「{order}」の購入が取りやめられました"},
		words{"{who} gave the purchase of “{order}” up before paying.", "{who}さんがお支払い前に「{order}」の購入を取りやめました。"}, none},
	"lapsed_operator": {Orders,
		words{"The order was ended: {order}", "「{order}」の注文は終了しました"},
		words{"The platform ended the unpaid order of “{order}”. The reason stands on its page.", "運営が、お支払い前の「{order}」の注文を終了しました。理由は取引ページでご確認ください。"}, none},
}

var talkroomKinds = map[Kind]entry{
	"message": {Messages,
		words{"New message from {who}", "{who}さんからメッセージが届きました"},
		words{"{who} wrote in the talkroom of “{order}”.", "{who}さんが「{order}」のトークルームにメッセージを送りました。"},
		words{"Please answer by {due}.", "{due}までにご返信ください。"}},
	"message_held": {Messages,
		words{"{who} wrote; the message is being checked", "{who}さんのメッセージを確認しています"},
		words{"{who} wrote in the talkroom of “{order}”. The message is shown once the platform has checked it.", "{who}さんが「{order}」のトークルームにメッセージを送りました。運営の確認後に表示されます。"},
		words{"You can write meanwhile; please do so by {due}.", "表示を待たずにご連絡いただけます。{due}までにご返信ください。"}},
	"schedule_set": {Messages,
		words{"The schedule was set: {order}", "「{order}」の納品予定が更新されました"},
		words{"{who} posted or changed the delivery schedule of “{order}”.", "{who}さんが「{order}」の納品予定を登録または変更しました。"}, none},
	"schedule_missed_buyer": {Deadlines,
		words{"A date has passed: {order}", "「{order}」の予定日を過ぎました"},
		words{"A date of {who}'s schedule for “{order}” has passed. You can ask in the talkroom how things stand.", "{who}さんの「{order}」の予定日を過ぎました。トークルームで状況をお尋ねいただけます。"},
		words{"It ended on {due}.", "予定日の終わり: {due}"}},
	"schedule_missed_seller": {Deadlines,
		words{"A date of yours has passed: {order}", "「{order}」の予定日を過ぎました"},
		words{"A date of your schedule for “{order}” has passed. Please deliver, write to {who}, or change the schedule.", "「{order}」の予定日を過ぎました。納品するか、{who}さんへご連絡のうえ予定を変更してください。"},
		words{"It ended on {due}.", "予定日の終わり: {due}"}},
	"delivered": {Delivery,
		words{"Final delivery: {order}", "「{order}」が納品されました"},
		words{"{who} made the final delivery of “{order}”. Please approve or decline it.", "{who}さんから「{order}」の正式な回答（納品）が届きました。承諾または差し戻しをお選びください。"},
		words{"Without an answer by {due} it counts as approved and the talkroom closes.", "{due}までにご返答がない場合は、自動的に承諾され取引が完了します。"}},
	"delivered_last": {Delivery,
		words{"Final delivery: {order}", "「{order}」が納品されました"},
		words{"{who} made the final delivery of “{order}”. Please approve it; it cannot be declined again.", "{who}さんから「{order}」の正式な回答（納品）が届きました。内容をご確認のうえ承諾してください（差し戻しはできません）。"},
		words{"Without an answer by {due} it counts as approved and the talkroom closes.", "{due}までにご返答がない場合は、自動的に承諾され取引が完了します。"}},
	"approved": {Delivery,
		words{"Your delivery was approved: {order}", "「{order}」の納品が承諾されました"},
		words{"{who} approved the delivery of “{order}”.", "{who}さんが「{order}」の納品を承諾しました。"},
		words{"The talkroom closes with the buyer's review, or at {due}.", "購入者の評価が入力されるか、{due}になると取引が完了します。"}},
	"declined": {Delivery,
		words{"Your delivery was declined: {order}", "「{order}」の納品が差し戻されました"},
		words{"{who} declined the delivery of “{order}”. Please look into the talkroom and deliver anew.", "{who}さんが「{order}」の納品を差し戻しました。トークルームをご確認のうえ、改めて納品してください。"}, none},
}

var cancelKinds = map[Kind]entry{
	"cancel_requested": {Cancels,
		words{"Cancel request: {order}", "「{order}」のキャンセル申請が届きました"},
		words{"{who} asks to cancel “{order}” ({reason}). Please agree or refuse.", "{who}さんから「{order}」のキャンセル申請が届きました（理由: {reason}）。同意するかお断りするかをお選びください。"},
		words{"Without an answer by {due} the order is cancelled.", "{due}までにご返答がない場合は、キャンセルが成立します。"}},
	"cancel_requested_lapses": {Cancels,
		words{"Cancel request: {order}", "「{order}」のキャンセル申請が届きました"},
		words{"{who} asks to cancel “{order}” ({reason}). Please agree or refuse.", "{who}さんから「{order}」のキャンセル申請が届きました（理由: {reason}）。同意するかお断りするかをお選びください。"},
		words{"Without an answer by {due} the request lapses and the order goes on.", "{due}までにご返答がない場合は申請が失効し、取引は続きます。"}},
	"cancel_withdrawn": {Cancels,
		words{"Cancel request withdrawn: {order}", "「{order}」のキャンセル申請が取り下げられました"},
		words{"{who} took the cancel request for “{order}” back. The order goes on.", "{who}さんが「{order}」のキャンセル申請を取り下げました。取引は続きます。"}, none},
	"cancel_refused": {Cancels,
		words{"Cancel request refused: {order}", "「{order}」のキャンセル申請は受け入れられませんでした"},
		words{"{who} refused to cancel “{order}”. The order goes on.", "{who}さんが「{order}」のキャンセルを断りました。取引は続きます。"}, none},
	"cancel_voided": {Cancels,
		words{"Your cancel request is void: {order}", "「{order}」のキャンセル申請は無効になりました"},
		words{"{who} answered in the talkroom of “{order}”, so your cancel request is void. The order goes on.", "{who}さんから「{order}」のトークルームで連絡があったため、キャンセル申請は無効になりました。取引は続きます。"}, none},
	"cancel_lapsed": {Cancels,
		words{"The cancel request has lapsed: {order}", "「{order}」のキャンセル申請は失効しました"},
		words{"Nobody answered the cancel request for “{order}” in time. It has lapsed, and the order goes on.", "「{order}」のキャンセル申請は期限までに返答がなかったため失効しました。取引は続きます。"}, none},
	"cancelled_agreed": {Cancels,
		words{"Cancelled: {order}", "「{order}」はキャンセルされました"},
		words{"Both sides agreed: “{order}” is cancelled ({reason}). {amount} goes back to the buyer.", "双方の同意により「{order}」はキャンセルされました（理由: {reason}）。{amount}を購入者に返金します。"},
		words{"You may write a review until {due}.", "{due}まで評価を入力できます。"}},
	"cancelled_silence": {Cancels,
		words{"Cancelled: {order}", "「{order}」はキャンセルされました"},
		words{"The cancel request for “{order}” was not answered in time: it is cancelled ({reason}). {amount} goes back to the buyer.", "「{order}」のキャンセル申請に期限までに返答がなかったため、キャンセルが成立しました（理由: {reason}）。{amount}を購入者に返金します。"},
		words{"You may write a review until {due}.", "{due}まで評価を入力できます。"}},
	"cancelled_system": {Cancels,
		words{"Cancelled: {order}", "「{order}」はキャンセルされました"},
		words{"The seller did not write in time, so “{order}” was cancelled ({reason}). {amount} goes back to the buyer.", "期限までに出品者からの連絡がなかったため、「{order}」は自動的にキャンセルされました（理由: {reason}）。{amount}を購入者に返金します。"},
		words{"You may write a review until {due}.", "{due}まで評価を入力できます。"}},
	"cancelled_operator": {Cancels,
		words{"Cancelled by the platform: {order}", "「{order}」は運営によりキャンセルされました"},
		words{"The platform cancelled “{order}” ({reason}). {amount} goes back to the buyer. The explanation stands in the talkroom.", "運営が「{order}」をキャンセルしました（理由: {reason}）。{amount}を購入者に返金します。詳しくはトークルームをご確認ください。"},
		words{"You may write a review until {due}.", "{due}まで評価を入力できます。"}},
}
