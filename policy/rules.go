package policy

// rules is the catalogue: one sentence per rule, in both languages, in order.
var rules = []Rule{
	// Time
	{
		ID: "T0.1", Section: "Time",
		English:  "Every instant is UTC inside, and is shown in the policy's zone; a period is elapsed time, never calendar days, unless the policy says otherwise.",
		Japanese: "時刻は内部ではすべてUTCで扱い、規約の標準時で表示します。期間は、規約に別段の定めがない限り、暦日ではなく経過時間で数えます。",
	},
	{
		ID: "T0.2", Section: "Time",
		English:  "What a deadline brings has happened for everybody from the deadline on, and is recorded at the deadline itself, however late anybody looks.",
		Japanese: "期限による自動の処理は、いつ確認されても、期限の時刻ちょうどに起きたものとして扱い、記録します。",
	},
	{
		ID: "T0.3", Section: "Time",
		English:  "Before anything else is judged, every deadline that has passed takes effect, in the order of the deadlines.",
		Japanese: "操作を判断する前に、過ぎた期限の処理をすべて、期限の順に行います。",
	},
	{
		ID: "T0.4", Section: "Time",
		English:  "“Within a period” ends at the exact end of the period: at that instant it is over.",
		Japanese: "「期間内」とは、期間の終わりの時刻の直前までをいいます。終わりの時刻ちょうどには、すでに過ぎています。",
	},
	{
		ID: "T0.5", Section: "Time",
		English:  "A policy may move a deadline to the next full hour; a deadline that is on the hour stays.",
		Japanese: "規約により、期限を次の正時に繰り上げることがあります。ちょうど正時の期限は変わりません。",
	},
	{
		ID: "T0.6", Section: "Time",
		English:  "Time never runs backwards inside a transaction.",
		Japanese: "一つの取引の中で、時刻が逆戻りすることはありません。",
	},
	{
		ID: "T0.7", Section: "Time",
		English:  "Two deadlines at the same instant take effect in a fixed order.",
		Japanese: "同じ時刻の期限は、決まった順序で処理します。",
	},
	{
		ID: "T0.8", Section: "Time",
		English:  "What a deadline causes elsewhere counts from the deadline's own instant too.",
		Japanese: "期限の処理がほかに及ぼす影響も、その期限の時刻から有効です。",
	},
	{
		ID: "T0.9", Section: "Time",
		English:  "What is refused leaves nothing behind.",
		Japanese: "受け付けられなかった操作は、何も残しません。",
	},
	// Quotation and purchase
	{
		ID: "T1.1", Section: "Quotation and purchase",
		English:  "A buyer may ask a seller for a quotation before buying; the seller proposes, asks back, or refuses with a reason.",
		Japanese: "購入者は購入前に見積りを相談できます。出品者は、提案、質問、または理由を添えたお断りをします。",
	},
	{
		ID: "T1.2", Section: "Quotation and purchase",
		English:  "A proposal can be changed or withdrawn until it is bought.",
		Japanese: "提案は、購入されるまで変更や取り下げができます。",
	},
	{
		ID: "T1.3", Section: "Quotation and purchase",
		English:  "A proposal that is not bought in time lapses; a change starts the time anew.",
		Japanese: "期限までに購入されない提案は失効します。変更すると、期限は改めて数え直します。",
	},
	{
		ID: "T1.4", Section: "Quotation and purchase",
		English:  "The price of a proposal lies within the limits of the marketplace.",
		Japanese: "提案の価格は、定められた範囲内でなければなりません。",
	},
	{
		ID: "T1.5", Section: "Quotation and purchase",
		English:  "A purchase that is not paid in time lapses, and nobody is penalised; until it is paid, it can only be paid or abandoned. Money that comes too late goes back.",
		Japanese: "期限までに支払われない購入は失効し、誰にも不利益はありません。支払いの完了までは、支払いと取りやめのほかは何もできません。遅れて届いた代金は返金されます。",
	},
	{
		ID: "T1.6", Section: "Quotation and purchase",
		English:  "The talkroom opens when the payment is complete.",
		Japanese: "支払いが完了すると、トークルームが開きます。",
	},
	{
		ID: "T1.7", Section: "Quotation and purchase",
		English:  "On a direct purchase the seller's notes for buyers are posted into the talkroom as they stand at that moment.",
		Japanese: "サービスを直接購入すると、その時点の「購入にあたってのお願い」がトークルームに投稿されます。",
	},
	{
		ID: "T1.8", Section: "Quotation and purchase",
		English:  "On a purchase through a quotation the policy says whether those notes are posted.",
		Japanese: "見積りからの購入で「購入にあたってのお願い」を投稿するかどうかは、規約が定めます。",
	},
	{
		ID: "T1.9", Section: "Quotation and purchase",
		English:  "A transaction keeps the price, the terms and the policy under which it was bought.",
		Japanese: "取引には、購入した時点の価格、条件、規約が最後まで適用されます。",
	},
	{
		ID: "T1.10", Section: "Quotation and purchase",
		English:  "Nobody buys from himself, and nobody buys from a seller who is not accepting orders or has no room for another.",
		Japanese: "自分のサービスは購入できません。また、受付を停止しているサービスや、受付件数の上限に達したサービスも購入できません。",
	},
	{
		ID: "T1.11", Section: "Quotation and purchase",
		English:  "Fees are computed for each payment by itself, with the policy's floor and cap if it has them, and rounded to the smallest unit of the currency: half up, unless the policy says otherwise.",
		Japanese: "手数料は支払いごとに計算し、下限や上限がある場合はそれを適用します。端数は、規約に別の定めがない限り、通貨の最小単位に四捨五入します。",
	},
	{
		ID: "T1.12", Section: "Quotation and purchase",
		English:  "A buyer may pick paid options at the purchase, or later in the talkroom as long as the policy allows it.",
		Japanese: "有料オプションは、購入の際に、または規約が認める間はトークルームで後から追加できます。",
	},
	{
		ID: "T1.13", Section: "Quotation and purchase",
		English:  "A seller may ask that a buyer's earlier talkroom with him is finished before that buyer purchases again.",
		Japanese: "出品者は、同じ購入者との前の取引が終わるまで、次の購入を受け付けない設定にできます。",
	},
	// First contact
	{
		ID: "T2.1", Section: "First contact",
		English:  "A seller who does not write in the talkroom in time after it opens loses the order: it is cancelled and refunded.",
		Japanese: "トークルームが開いてから期限までに出品者の連絡がない場合、取引は自動的にキャンセルされ、返金されます。",
	},
	{
		ID: "T2.2", Section: "First contact",
		English:  "The policy says what else follows when the first contact does not come.",
		Japanese: "最初の連絡がなかった場合のその他の扱いは、規約が定めます。",
	},
	// Cancellation
	{
		ID: "T3.1", Section: "Cancellation",
		English:  "The seller may ask for a cancel, with a reason, at any time from the opening to the close of the talkroom.",
		Japanese: "出品者は、トークルームが開いてから閉じるまでの間いつでも、理由を添えてキャンセルを申請できます。",
	},
	{
		ID: "T3.2", Section: "Cancellation",
		English:  "The buyer may ask for a cancel only after the seller has been silent for long enough and the last contact is the buyer's.",
		Japanese: "購入者がキャンセルを申請できるのは、最後の連絡が購入者からのもので、かつ出品者からの連絡が一定期間以上ない場合に限ります。",
	},
	{
		ID: "T3.3", Section: "Cancellation",
		English:  "A contact is a message, a final delivery, a decline, or a step of a cancel request, by that side, in the talkroom.",
		Japanese: "連絡とは、トークルームでのメッセージ、正式な回答、差し戻し、キャンセルに関する申請・取り下げ・返答をいいます。",
	},
	{
		ID: "T3.4", Section: "Cancellation",
		English:  "“Buyer unreachable” needs a buyer who has been silent for long enough, and a last contact that is the seller's.",
		Japanese: "「購入者と連絡が取れない」を理由にできるのは、最後の連絡が出品者からのもので、かつ購入者からの連絡が一定期間以上ない場合に限ります。",
	},
	{
		ID: "T3.5", Section: "Cancellation",
		English:  "“Duplicate purchase” needs another purchase of the same service by the same buyer near this one; “moved to another service” needs another open talkroom between the two.",
		Japanese: "「重複購入」には同じ購入者による同じサービスの別の購入が、「別サービスへの移行」には同じ二者の間の別の進行中のトークルームが必要です。",
	},
	{
		ID: "T3.6", Section: "Cancellation",
		English:  "There is one cancel request at a time: its sender may withdraw it, and the other side agrees or refuses.",
		Japanese: "キャンセル申請は一度に一件です。申請者は取り下げることができ、相手は同意または拒否します。",
	},
	{
		ID: "T3.7", Section: "Cancellation",
		English:  "A cancel request that is not answered in time takes effect, unless its reason says that it lapses.",
		Japanese: "期限までに返答のないキャンセル申請は成立します。ただし、理由によっては失効します。",
	},
	{
		ID: "T3.8", Section: "Cancellation",
		English:  "A message or a final delivery of a seller who is said to be silent answers the request and voids it; so does a message of a buyer who is said to be unreachable.",
		Japanese: "連絡がないとされた側がメッセージや正式な回答を送ると、それが返答とみなされ、申請は無効になります。",
	},
	{
		ID: "T3.9", Section: "Cancellation",
		English:  "A buyer's request that takes effect by the seller's silence gives the seller one star, stops all his services from accepting orders, and counts against his completion rate.",
		Japanese: "出品者の無返答で購入者の申請が成立すると、出品者には自動で★1が付き、全サービスの受付が停止し、完了率にも影響します。",
	},
	{
		ID: "T3.10", Section: "Cancellation",
		English:  "A request because of an unreachable buyer that takes effect by his silence may give the buyer one star; the seller suffers nothing.",
		Japanese: "購入者の無返答で「連絡が取れない」との申請が成立すると、規約により購入者に自動で★1が付くことがあります。出品者に不利益はありません。",
	},
	{
		ID: "T3.11", Section: "Cancellation",
		English:  "A cancel refunds everything that was paid in the talkroom, by the way it was paid.",
		Japanese: "キャンセルになると、そのトークルームで支払われた全額が、支払いと同じ方法で返金されます。",
	},
	{
		ID: "T3.12", Section: "Cancellation",
		English:  "After the close nothing can be cancelled.",
		Japanese: "クローズした取引はキャンセルできません。",
	},
	{
		ID: "T3.13", Section: "Cancellation",
		English:  "A pending cancel request stops the other clocks; they run on with the time they had left.",
		Japanese: "キャンセル申請への返答を待つ間、ほかの期限は止まります。再開後は、残っていた時間から続きます。",
	},
	{
		ID: "T3.14", Section: "Cancellation",
		English:  "A cancelled talkroom can only be read, and its content may be hidden from both sides after a while.",
		Japanese: "キャンセルされたトークルームは閲覧のみとなり、一定期間の後に双方から見えなくなることがあります。",
	},
	{
		ID: "T3.15", Section: "Cancellation",
		English:  "Operators act with a written reason that both sides see, and only as far as the state of the transaction allows.",
		Japanese: "運営の対応には双方に示す理由が必要で、取引の状態が許す範囲に限ります。",
	},
	{
		ID: "T3.16", Section: "Cancellation",
		English:  "While a cancel request is pending, both sides may write and answer it; everything else waits.",
		Japanese: "キャンセル申請への返答を待つ間は、メッセージと申請への対応だけができます。",
	},
	{
		ID: "T3.17", Section: "Cancellation",
		English:  "A hold stops every deadline; both sides may still write and act, but not ask for a cancel because of silence.",
		Japanese: "運営による保留の間、すべての期限は止まります。連絡や操作はできますが、「連絡が取れない」ことを理由とするキャンセル申請はできません。",
	},
	// Delivery, approval, close
	{
		ID: "T4.1", Section: "Delivery, approval, close",
		English:  "Only the seller makes a final delivery, with a message, in an open talkroom in which no delivery awaits its answer.",
		Japanese: "正式な回答は出品者だけが、進行中のトークルームで、メッセージを添えて行えます。返答待ちの回答がある間や承認の後はできません。",
	},
	{
		ID: "T4.2", Section: "Delivery, approval, close",
		English:  "A final delivery may need an earlier message of the seller in the talkroom.",
		Japanese: "規約により、正式な回答の前に出品者のメッセージが必要です。",
	},
	{
		ID: "T4.3", Section: "Delivery, approval, close",
		English:  "The buyer approves a final delivery or declines it; messages stay possible until the close.",
		Japanese: "購入者は正式な回答を承認するか、差し戻します。メッセージはクローズまで送れます。",
	},
	{
		ID: "T4.4", Section: "Delivery, approval, close",
		English:  "After an approval the talkroom closes with the buyer's review, or when its time is over; an approval cannot be undone.",
		Japanese: "承認の後、購入者が評価を送るか期限が来ると、トークルームはクローズします。承認は取り消せません。",
	},
	{
		ID: "T4.5", Section: "Delivery, approval, close",
		English:  "A decline takes the transaction back to where it was before the delivery; there are only so many in a transaction.",
		Japanese: "差し戻すと、取引は正式な回答の前の状態に戻ります。差し戻しの回数には上限があります。",
	},
	{
		ID: "T4.6", Section: "Delivery, approval, close",
		English:  "A final delivery that is neither approved nor declined in time is approved automatically, and the talkroom closes.",
		Japanese: "期限までに承認も差し戻しもされない正式な回答は自動的に承認され、トークルームはクローズします。",
	},
	{
		ID: "T4.7", Section: "Delivery, approval, close",
		English:  "After the last decline a new delivery can be approved, but not declined.",
		Japanese: "差し戻しの上限に達した後の正式な回答は、承認はできますが、差し戻しはできません。",
	},
	{
		ID: "T4.8", Section: "Delivery, approval, close",
		English:  "A purchase with inspection may be declined without limit.",
		Japanese: "検収つきの購入では、差し戻しの回数に上限がありません。",
	},
	{
		ID: "T4.9", Section: "Delivery, approval, close",
		English:  "A talkroom may have a longest life; at its end it closes and the seller is paid.",
		Japanese: "トークルームには存続期間の上限があることがあります。上限に達するとクローズし、出品者に代金が支払われます。",
	},
	{
		ID: "T4.10", Section: "Delivery, approval, close",
		English:  "After the close only reviews are possible, and the seller's earnings become available.",
		Japanese: "クローズの後は評価だけができます。出品者の売上は確定します。",
	},
	{
		ID: "T4.11", Section: "Delivery, approval, close",
		English:  "The buyer may make additional payments from the opening to the close, within the limits of the marketplace.",
		Japanese: "購入者は、トークルームが開いている間、定められた範囲内で追加の支払いができます。",
	},
	{
		ID: "T4.12", Section: "Delivery, approval, close",
		English:  "The seller may post a schedule and change it with a reason; a missed date is shown, never punished.",
		Japanese: "出品者は予定を投稿でき、変更には理由が必要です。予定日を過ぎると表示されますが、罰則はありません。",
	},
	// Review
	{
		ID: "T5.1", Section: "Review",
		English:  "Each side may review once per transaction: the buyer from the approval on, the seller from the close on.",
		Japanese: "評価は任意で、双方とも一つの取引につき一回です。購入者は承認後から、出品者はクローズ後から送れます。",
	},
	{
		ID: "T5.2", Section: "Review",
		English:  "A review can be written only within its time after the close or the cancel.",
		Japanese: "評価は、クローズまたはキャンセルから一定期間内に限り送れます。",
	},
	{
		ID: "T5.3", Section: "Review",
		English:  "A review has one to five whole stars and a public comment; private items are rated from one to five too.",
		Japanese: "評価は★1から★5の整数と公開コメントです。非公開の項目も1から5で評価できます。",
	},
	{
		ID: "T5.4", Section: "Review",
		English:  "Few stars need a comment.",
		Japanese: "低い評価にはコメントが必要です。",
	},
	{
		ID: "T5.5", Section: "Review",
		English:  "A comment may have a longest length.",
		Japanese: "コメントの文字数には上限があることがあります。",
	},
	{
		ID: "T5.6", Section: "Review",
		English:  "A review that was sent can be neither changed nor withdrawn.",
		Japanese: "送信した評価は、変更も取り消しもできません。",
	},
	{
		ID: "T5.7", Section: "Review",
		English:  "The seller may answer a buyer's visible review once, and the answer is final.",
		Japanese: "出品者は、公開された購入者の評価に一度だけ返信できます。返信は変更できません。",
	},
	{
		ID: "T5.8", Section: "Review",
		English:  "The policy says when a review is shown: at once, or when both sides have reviewed or can't any more.",
		Japanese: "評価をすぐに公開するか、双方の評価がそろうか期間が終わるまで伏せるかは、規約が定めます。",
	},
	{
		ID: "T5.9", Section: "Review",
		English:  "A buyer's review is public on the service; a seller's review of a buyer is seen by that buyer, and sellers who deal with him see his average.",
		Japanese: "購入者からの評価はサービスに公開されます。出品者からの評価のコメントは本人だけが、平均はその購入者と取引のある出品者だけが見られます。",
	},
	{
		ID: "T5.10", Section: "Review",
		English:  "An automatic star is that side's review of the transaction: nobody adds another.",
		Japanese: "自動の評価は、その取引でのその側の評価です。重ねて評価することはできません。",
	},
	{
		ID: "T5.11", Section: "Review",
		English:  "Averages of the items may be shown from a number of reviews on.",
		Japanese: "項目ごとの平均は、評価が一定数に達してから表示されることがあります。",
	},
	// Seller standing
	{
		ID: "T6.1", Section: "Seller standing",
		English:  "A rating is the mean of the published stars, shown with one decimal.",
		Japanese: "評価は公開された★の平均で、小数第一位まで表示します。",
	},
	{
		ID: "T6.2", Section: "Seller standing",
		English:  "The completion rate is the completed transactions out of those and the cancels that count.",
		Japanese: "完了率は、完了した取引と、完了率に影響するキャンセルの合計に占める、完了した取引の割合です。",
	},
	{
		ID: "T6.3", Section: "Seller standing",
		English:  "A seller's rank follows from sales, completion rate and rating, and is computed once a month.",
		Japanese: "出品者のランクは販売実績、完了率、評価から毎月決まります。",
	},
	{
		ID: "T6.4", Section: "Seller standing",
		English:  "A pause is lifted by the seller himself, service by service or all at once.",
		Japanese: "受付の停止は、出品者自身がサービスごとに、または一括で解除できます。",
	},
	{
		ID: "T6.5", Section: "Seller standing",
		English:  "A place in a search follows from rank, completion rate and rating.",
		Japanese: "検索での順位は、ランク、完了率、評価から決まります。",
	},
	// Attachments
	{
		ID: "T7.1", Section: "Attachments",
		English:  "A message carries only so many files.",
		Japanese: "一度に添付できるファイルの数には上限があります。",
	},
	{
		ID: "T7.2", Section: "Attachments",
		English:  "The files of one message have a largest total size; the limit itself is allowed.",
		Japanese: "一度に添付できるファイルの合計サイズには上限があります（上限ちょうどまで可）。",
	},
	{
		ID: "T7.3", Section: "Attachments",
		English:  "Only the listed kinds of files are allowed, judged by their content and their name together.",
		Japanese: "添付できるのは決められた形式のファイルだけです。内容と名前の両方で判定します。",
	},
	{
		ID: "T7.4", Section: "Attachments",
		English:  "An archive must be safe to unpack; one that is encrypted is marked.",
		Japanese: "ZIPファイルは安全に展開できるものに限ります。暗号化されたものには印が付きます。",
	},
	{
		ID: "T7.5", Section: "Attachments",
		English:  "A file name may be in any script; paths and invisible characters are taken out, and its length is limited.",
		Japanese: "ファイル名にはどの文字も使えますが、パスや見えない文字は取り除かれ、長さには上限があります。",
	},
	{
		ID: "T7.6", Section: "Attachments",
		English:  "One bad file refuses the whole message, and every bad file is named with its reason.",
		Japanese: "一つでも添付できないファイルがあればメッセージは送られず、該当するすべてのファイルと理由を示します。",
	},
	{
		ID: "T7.7", Section: "Attachments",
		English:  "A file that is too large may be linked from an allowed file service.",
		Japanese: "大きすぎるファイルは、認められたファイル転送サービスのリンクで渡せます。",
	},
	// Messages and contact outside
	{
		ID: "T8.1", Section: "Messages and contact outside",
		English:  "Messages outside a talkroom serve questions before a purchase and contact after a close; nobody has to answer.",
		Japanese: "トークルーム外のメッセージは、購入前の質問やクローズ後の連絡のためのものです。返信は任意です。",
	},
	{
		ID: "T8.2", Section: "Messages and contact outside",
		English:  "Contact and payment outside, meeting in person, links to where contact details may stand, and agreeing to any of these are forbidden.",
		Japanese: "サービス外での連絡や支払い、直接会うこと、連絡先が載りうるリンク、およびそれらへの同意は禁止されています。",
	},
	{
		ID: "T8.3", Section: "Messages and contact outside",
		English:  "It makes no difference in which language, with which digits or with what between them a contact detail is written.",
		Japanese: "言語、数字の書き方、間に入れる記号を変えても、連絡先は連絡先として扱います。",
	},
	{
		ID: "T8.4", Section: "Messages and contact outside",
		English:  "The policy says for each kind of finding whether it is allowed, warned about, held for an operator, or refused.",
		Japanese: "見つかった内容を許可、警告、保留、拒否のいずれにするかは、種類ごとに規約が定めます。",
	},
	{
		ID: "T8.5", Section: "Messages and contact outside",
		English:  "Links to the allowed file services may be sent.",
		Japanese: "認められたファイル転送サービスのリンクは送れます。",
	},
	{
		ID: "T8.6", Section: "Messages and contact outside",
		English:  "A held message counts as sent from the instant it was sent; a refused one was never sent.",
		Japanese: "保留されたメッセージは送信の時点で連絡とみなします。拒否されたメッセージは送られていません。",
	},
	// Notices, to-dos, accounts
	{
		ID: "T9.1", Section: "Notices, to-dos, accounts",
		English:  "Each side has a list of what it owes in which transaction by when, most urgent first.",
		Japanese: "各自のやることリストには、どの取引で何をいつまでにすべきかが、急ぐ順に並びます。",
	},
	{
		ID: "T9.2", Section: "Notices, to-dos, accounts",
		English:  "Every event that concerns a side produces a notice for it; the one inside the marketplace can't be switched off.",
		Japanese: "関係する出来事は必ず通知されます。サイト内の通知は止められません。",
	},
	{
		ID: "T9.3", Section: "Notices, to-dos, accounts",
		English:  "Reminders come before every deadline that hurts somebody.",
		Japanese: "不利益の生じる期限の前には、お知らせが届きます。",
	},
	{
		ID: "T9.4", Section: "Notices, to-dos, accounts",
		English:  "An account can be deleted only when all its transactions are complete and no payout is under way.",
		Japanese: "アカウントは、すべての取引が終わり、出金の手続きがない場合に限り削除できます。",
	},
	{
		ID: "T9.5", Section: "Notices, to-dos, accounts",
		English:  "Times are shown in the marketplace's zone and in the reader's own.",
		Japanese: "時刻は、サービスの標準時と閲覧者の標準時の両方で表示します。",
	},
	{
		ID: "T9.6", Section: "Notices, to-dos, accounts",
		English:  "A sign-up is confirmed by mail, and a password is reissued by mail or by a code sent to a registered phone.",
		Japanese: "登録はメールで確認します。パスワードは、メールまたは登録済みの電話番号へのコードで再発行します。",
	},
	// Money
	{
		ID: "T10.1", Section: "Money",
		English:  "Everything that was paid is held until the close or the cancel, and nothing of it is ever lost.",
		Japanese: "支払われた代金は、クローズまたはキャンセルまで全額お預かりします。",
	},
	{
		ID: "T10.2", Section: "Money",
		English:  "On the close the earnings go to the seller and the fee to the marketplace; on a cancel everything goes back.",
		Japanese: "クローズすると売上は出品者に、手数料は運営に渡ります。キャンセルの場合は全額が戻ります。",
	},
	{
		ID: "T10.3", Section: "Money",
		English:  "A refund or a payment that fails is tried again until it is done or an operator takes it over, and never done twice.",
		Japanese: "返金や決済が失敗した場合は、完了するか運営が引き継ぐまでやり直し、二重に行うことはありません。",
	},
	{
		ID: "T10.4", Section: "Money",
		English:  "The way of paying makes no difference to the rules.",
		Japanese: "支払い方法によって規則が変わることはありません。",
	},
	{
		ID: "T10.5", Section: "Money",
		English:  "A seller withdraws available earnings; small payouts may cost a fee.",
		Japanese: "出品者は確定した売上を出金できます。少額の出金には手数料がかかることがあります。",
	},
}
