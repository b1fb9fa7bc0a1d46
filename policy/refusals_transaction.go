package policy

// codeRefusals are the words of codes that say the same under every rule.
var codeRefusals = map[string]words{
	"form": {
		en: "Something in the input is not right.",
		ja: "入力内容に誤りがあります。",
	},
	"phase": {
		en: "The transaction is not at the point where this can be done ({phase}).",
		ja: "取引の現在の段階では、この操作はできません（{phase}）。",
	},
}

// transactionRefusals are the words of packages transaction, cancel and review, and
// of those that lead to a transaction.
var transactionRefusals = union(actorRefusals, map[string]words{
	// Time
	"T0.9/not_party": {
		en: "There is nothing of yours under this id.",
		ja: "該当するものが見つからないか、当事者ではないため操作できません。",
	},
	"T0.9/unknown_command": {
		en: "{command} is no command here.",
		ja: "{command}はここで行える操作ではありません。",
	},
	"T0.9/exists": {
		en: "There is already a service {id}.",
		ja: "サービス{id}はすでに存在します。",
	},
	"T0.9/expected_seq": {
		en: "The number of events that you have seen cannot be right.",
		ja: "確認済みのイベント数の指定が正しくありません。",
	},
	"T0.9/changed": {
		en: "Something happened meanwhile: {since}. Look again, then decide.",
		ja: "その間に取引が更新されました（{since}）。確認してから、もう一度お試しください。",
	},
	// Quotation and purchase
	"T1.5/awaiting_payment": {
		en: "The purchase is not paid yet; until then it can only be paid or given up.",
		ja: "お支払いが完了していません。完了までは、支払いまたは取りやめだけができます。",
	},
	"T1.5/lapsed": {
		en: "The purchase lapsed without a payment.",
		ja: "この購入は、お支払いのないまま失効しました。",
	},
	"T1.5/late_again": {
		en: "The late payment has been refunded already.",
		ja: "期限後のお支払いは、すでに返金されています。",
	},
	"T1.5/paid": {
		en: "The purchase is paid already.",
		ja: "お支払いはすでに完了しています。",
	},
	"T1.6/exists": {
		en: "There is already a transaction {id}.",
		ja: "取引{id}はすでに存在します。",
	},
	"T1.9/no_terms": {
		en: "A purchase needs the policy that it freezes.",
		ja: "購入には、適用する規約の指定が必要です。",
	},
	"T1.10/no_buyer": {
		en: "Only a buyer can purchase.",
		ja: "購入できるのは購入者だけです。",
	},
	"T1.10/no_seller": {
		en: "Only a seller offers a service.",
		ja: "サービスを出品できるのは出品者だけです。",
	},
	"T1.11/beyond": {
		en: "The price and its fee are more than a payment can be ({max}).",
		ja: "価格と手数料の合計が、一回の支払いの上限（{max}）を超えています。",
	},
	"T1.12/quotation": {
		en: "A purchase through a quotation takes no options.",
		ja: "見積りからの購入では、オプションを追加できません。",
	},
	"T1.12/price": {
		en: "The price and the options cannot be added up: {why}.",
		ja: "価格とオプションを合計できません（{why}）。",
	},
	"T1.12/delivered": {
		en: "After the first final delivery no option can be added.",
		ja: "最初の正式な回答の後は、オプションを追加できません。",
	},
	"T1.12/bought": {
		en: "The option {option} is bought already.",
		ja: "オプション{option}はすでに購入済みです。",
	},
	"T1.12/no_options": {
		en: "This service had no options when it was purchased.",
		ja: "購入時点で、このサービスにオプションはありませんでした。",
	},
	"T1.12/listing": {
		en: "The service cannot be offered like this.",
		ja: "この内容ではサービスを出品できません。",
	},
	"T1.13/unfinished": {
		en: "Your earlier transaction {transaction} with this seller must be finished first.",
		ja: "この出品者との前の取引{transaction}が終わってから購入してください。",
	},
	// Cancellation
	"T3.1/no_reason": {
		en: "The policy has no cancel reason that you could use.",
		ja: "利用できるキャンセル理由が規約にありません。",
	},
	"T3.2/not_yet": {
		en: "The seller has not been silent for long enough.",
		ja: "出品者からの連絡がない期間が、まだ足りません。",
	},
	"T3.2/write_first": {
		en: "The last word in the talkroom must be yours: write to the seller first.",
		ja: "トークルームの最後の連絡が購入者からである必要があります。先に出品者へメッセージを送ってください。",
	},
	"T3.2/never": {
		en: "Here a buyer cannot cancel because of a seller's silence.",
		ja: "このマーケットでは、出品者の無連絡を理由とするキャンセルはできません。",
	},
	"T3.4/not_yet": {
		en: "The buyer has not been silent for long enough.",
		ja: "購入者からの連絡がない期間が、まだ足りません。",
	},
	"T3.4/write_first": {
		en: "The last word in the talkroom must be yours: write to the buyer first.",
		ja: "トークルームの最後の連絡が出品者からである必要があります。先に購入者へメッセージを送ってください。",
	},
	"T3.4/never": {
		en: "Here a seller cannot cancel because of a buyer's silence.",
		ja: "このマーケットでは、購入者の無連絡を理由とするキャンセルはできません。",
	},
	"T3.5/no_duplicate": {
		en: "The buyer has no other purchase of this service that is open or close to this one.",
		ja: "同じ購入者による、進行中または近い時期の同じサービスの購入が見当たりません。",
	},
	"T3.5/no_other_talkroom": {
		en: "There is no other open talkroom between the two of you.",
		ja: "この二者の間に、ほかの進行中のトークルームはありません。",
	},
	"T3.6/pending": {
		en: "A cancel request is waiting for its answer; there can be only one.",
		ja: "返答待ちのキャンセル申請があります。申請は一度に一件だけです。",
	},
	"T3.6/no_request": {
		en: "There is no cancel request to answer or withdraw.",
		ja: "返答または取り下げの対象となるキャンセル申請がありません。",
	},
	"T3.6/other_side": {
		en: "Who asked may withdraw the request; the other side answers it.",
		ja: "取り下げは申請した側だけが、同意と拒否はその相手だけが行えます。",
	},
	"T3.6/unknown_reason": {
		en: "{reason} is no cancel reason of this policy.",
		ja: "{reason}は、規約にあるキャンセル理由ではありません。",
	},
	"T3.6/others_reason": {
		en: "The cancel reason {reason} is the other side's or the platform's, not yours.",
		ja: "キャンセル理由{reason}は、この立場では選べません。",
	},
	"T3.12/closed": {
		en: "The transaction is closed and can no longer be cancelled.",
		ja: "取引はクローズしており、キャンセルに関する操作はできません。",
	},
	"T3.14/cancelled": {
		en: "The transaction was cancelled; its talkroom is read-only.",
		ja: "取引はキャンセルされました。トークルームは閲覧のみです。",
	},
	"T3.15/not_running": {
		en: "The deadline {deadline} is not running, so it cannot be moved.",
		ja: "期限{deadline}は進行していないため、延長できません。",
	},
	"T3.15/more_than_held": {
		en: "At most {max} is held and can be refunded.",
		ja: "返金できるのは、預かっている{max}までです。",
	},
	"T3.15/more_than_earned": {
		en: "At most {max} of the earnings can be refunded.",
		ja: "返金できるのは、売上のうち{max}までです。",
	},
	"T3.16/pending": {
		en: "A cancel request is waiting for its answer; this waits until then.",
		ja: "キャンセル申請への返答を待っているため、この操作はまだできません。",
	},
	"T3.17/held": {
		en: "The transaction is on hold; until its end nobody counts as unreachable.",
		ja: "運営による保留中は、「連絡が取れない」ことを理由とするキャンセル申請はできません。",
	},
	"T3.17/already_held": {
		en: "The transaction is on hold already.",
		ja: "この取引はすでに保留中です。",
	},
	"T3.17/not_held": {
		en: "The transaction is not on hold.",
		ja: "この取引は保留されていません。",
	},
	// Delivery, approval, close
	"T4.2/write_first": {
		en: "Write a message in the talkroom before the final delivery.",
		ja: "正式な回答の前に、トークルームでメッセージを送ってください。",
	},
	"T4.5/none_left": {
		en: "The final delivery can no longer be declined; approve it, or write to the seller.",
		ja: "差し戻しの回数が上限に達しています。承認するか、出品者にメッセージを送ってください。",
	},
	"T4.8/off": {
		en: "Here nothing can be bought with inspection.",
		ja: "このマーケットでは、検収つきの購入はできません。",
	},
	"T4.10/closed": {
		en: "The transaction is closed; only reviews are possible now.",
		ja: "取引はクローズしました。今後は評価だけができます。",
	},
	"T4.11/too_little": {
		en: "An additional payment is at least {min}.",
		ja: "追加の支払いは{min}からです。",
	},
	"T4.11/too_much": {
		en: "An additional payment is at most {max}.",
		ja: "追加の支払いは{max}までです。",
	},
	"T4.11/beyond": {
		en: "The payments cannot be added up: {why}.",
		ja: "支払いを合計できません（{why}）。",
	},
	"T4.11/declined": {
		en: "The payment was declined; nothing has changed.",
		ja: "お支払いが承認されませんでした。取引に変更はありません。",
	},
	// Review
	"T5.1/before_buyer": {
		en: "You can review once you have approved the delivery.",
		ja: "評価は、正式な回答を承認した後に送れます。",
	},
	"T5.1/before_seller": {
		en: "You can review once the talkroom is closed.",
		ja: "評価は、トークルームがクローズした後に送れます。",
	},
	"T5.1/not_after_cancel": {
		en: "After a cancel with the reason {reason} this side writes no review.",
		ja: "キャンセル理由{reason}により、この取引では評価を送れません。",
	},
	"T5.2/over": {
		en: "The time to review is over.",
		ja: "評価の期間は終了しました。",
	},
	"T5.3/draft": {
		en: "The review is not right yet.",
		ja: "評価の内容に誤りがあります。",
	},
	"T5.4/draft": {
		en: "A review with so few stars needs a comment.",
		ja: "低い評価にはコメントを書いてください。",
	},
	"T5.5/draft": {
		en: "The comment is too long.",
		ja: "コメントが長すぎます。",
	},
	"T5.6/sent": {
		en: "You have reviewed this transaction already; a review is final.",
		ja: "この取引の評価はすでに送信済みです。変更はできません。",
	},
	"T5.7/no_review": {
		en: "There is no review by the buyer to answer.",
		ja: "返信できる購入者の評価がありません。",
	},
	"T5.7/replied": {
		en: "You have answered this review already; an answer is final.",
		ja: "この評価にはすでに返信済みです。変更はできません。",
	},
	"T5.7/hidden": {
		en: "The buyer's review is not shown yet, and can be answered when it is.",
		ja: "購入者の評価はまだ公開されていません。公開後に返信できます。",
	},
	"T5.10/automatic": {
		en: "For your side the system has given the review; there is no other.",
		ja: "この取引では自動の評価が付いているため、重ねて評価することはできません。",
	},
})

// actorRefusals say who may give a command, to those who may not.
var actorRefusals = map[string]words{
	"T1.5/wrong_actor": {
		en: "Only the buyer pays for a purchase or gives it up.",
		ja: "支払いと購入の取りやめは、購入者だけが行えます。",
	},
	"T1.6/wrong_actor": {
		en: "Only a buyer purchases.",
		ja: "購入できるのは購入者だけです。",
	},
	"T1.9/wrong_actor": {
		en: "Only the two sides and an operator can annotate a transaction.",
		ja: "取引に情報を付けられるのは、当事者と運営だけです。",
	},
	"T1.12/wrong_actor": {
		en: "Only the buyer buys options.",
		ja: "オプションを購入できるのは購入者だけです。",
	},
	"T3.1/wrong_actor": {
		en: "Only the buyer or the seller asks for a cancel.",
		ja: "キャンセルを申請できるのは、購入者と出品者だけです。",
	},
	"T3.6/wrong_actor": {
		en: "Only the buyer or the seller answers or withdraws a cancel request.",
		ja: "キャンセル申請への返答と取り下げは、購入者と出品者だけが行えます。",
	},
	"T3.15/wrong_actor": {
		en: "Only an operator can do this.",
		ja: "この操作は運営だけが行えます。",
	},
	"T3.17/wrong_actor": {
		en: "Only an operator holds and releases a transaction.",
		ja: "取引の保留と解除は、運営だけが行えます。",
	},
	"T4.1/wrong_actor": {
		en: "Only the seller makes a final delivery.",
		ja: "正式な回答を送れるのは出品者だけです。",
	},
	"T4.3/wrong_actor": {
		en: "Only the buyer approves or declines, and only the two sides write in the talkroom.",
		ja: "承認と差し戻しは購入者だけが、メッセージの送信は当事者だけが行えます。",
	},
	"T4.11/wrong_actor": {
		en: "Only the buyer makes an additional payment.",
		ja: "追加の支払いができるのは購入者だけです。",
	},
	"T4.12/wrong_actor": {
		en: "Only the seller posts a delivery schedule.",
		ja: "予定を投稿できるのは出品者だけです。",
	},
	"T5.1/wrong_actor": {
		en: "Only the buyer and the seller review.",
		ja: "評価を送れるのは、購入者と出品者だけです。",
	},
	"T5.7/wrong_actor": {
		en: "Only the seller answers a review.",
		ja: "評価に返信できるのは出品者だけです。",
	},
	"T6.4/wrong_actor": {
		en: "Only the seller pauses and resumes the service.",
		ja: "受付の停止と再開は、出品者だけが行えます。",
	},
}
