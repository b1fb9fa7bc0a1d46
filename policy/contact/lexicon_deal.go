package contact

// purses are means of paying that are outside in any case, and no shop or paper.
const purses = "PayPay|ペイペイ|ぺいぺい|メルペイ|楽天ペイ|LINE Pay|LINEペイ|ラインペイ|d払い|au PAY|auペイ|Kyash|PayPal|ペイパル|Wise|ワイズ|Revolut|Venmo|" +
	"銀行振込|銀行振り込み|口座振込|お振込み|お振込|お振り込み|振込み|振込|振り込み|銀行送金|海外送金|国際送金|電信送金|ネット送金|個人送金|郵便振替|口座振替|" +
	"小切手|約束手形|郵便為替|郵便小為替|小為替|定額小為替|為替|現金書留|現金手渡し|現金払い|現金|現ナマ|キャッシュ|書留|切手|収入印紙|商品券|図書カード|図書券|クオカード|QUOカード|" +
	"アマギフ|Amazonギフト|Amazonギフト券|Amazonギフトカード|アマゾンギフト|アマゾンギフト券|アマゾンギフトカード|アマゾンのギフト券|ギフト券|ギフトカード|ギフトコード|" +
	"仮想通貨|暗号資産|暗号通貨|ビットコイン|イーサリアム|USDT|BTC|ゆうちょ|ゆうちょ銀行|楽天銀行|" +
	"私の口座|当方の口座|こちらの口座|うちの口座|弊社口座|弊所口座|弊社の口座|指定口座|指定の口座|個人口座|口座|Ko-fi|Patreon|OFUSE|投げ銭|封筒|" +
	"Steamウォレット|ウォレットコード|Steamのコード|プリペイドコード|プリペイドカード|iTunesカード|Google Playカード|アップルカード|Vプリカ|ビットキャッシュ|ウェブマネー|eギフト|デジタルギフト"

// pursesEN are the same in English, as nouns.
const pursesEN = "paypal|venmo|zelle|cash app|cashapp|wise|revolut|ko-fi|kofi|patreon|payoneer|skrill|western union|moneygram|apple pay|google pay|paypay|line pay|alipay|" +
	"cash|the cash|crypto|bitcoin|usdt|usdc|bank transfer|a bank transfer|wire transfer|a wire transfer|wise transfer|a wise transfer|paypal transfer|direct deposit|" +
	"bank draft|money order|a money order|postal order|a personal check|personal check|a personal cheque|personal cheque|a cheque|cashier's check|a check|direct invoice|private invoice|direct payment|direct transfer|cheques|personal checks|" +
	"gift card|gift cards|a gift card|an amazon gift card|amazon gift card|amazon gift cards|a steam gift card|steam gift card|gift voucher|gift vouchers|amazon credit|store credit"

// dealWords say in any voice that the marketplace is left out, that an order is called off,
// and that money goes from one to the other.
var dealWords = []entry{
	{isPurse, purses},
	{isMeans, "小切手|約束手形|郵便為替|郵便小為替|小為替|定額小為替|海外送金|国際送金|電信送金|銀行送金|ネット送金|個人送金|口座振替"},
	// ココナラさんを介さないで, サイトは挟まずに, こちらの仕組みを使わんと
	{isWithout, pairs(
		pairs("ココナラ|ココナラさん|ここ|こちら|こちらの仕組み|この仕組み|サイト|このサイト|本サイト|当サイト|プラットフォーム|このプラットフォーム|運営|運営さん|運営会社|仲介|仲介業者|仲介会社|仲介サイト|仲立ち|業者|間の会社|この会社", "", "|を|は|も|なんか"),
		"",
		"通さず|通さない|通さないで|通さんと|通さんで|通さへん|通すことなく|介さず|介さない|介さないで|介さんと|介することなく|挟まず|挟まない|挟まないで|挟まんと|はさまず|はさまない|経由せず|経由しない|経由しないで|使わず|使わない|使わないで|使わんと|抜き|抜きで|なしで|無しで|飛ばして|すっ飛ばして|間に入れず|入れずに|入れないで|なしなら|無しなら|抜きなら|なしだと|抜きだと|抜きの|通さなければ|介さなければ|通さへんかったら|通さなきゃ|使わなければ",
	)},
	{isWithout, pairs("platform|the platform|site|coconala", "", "通さず|通さずに|を通さず|を通さずに|なしで|抜きで|を介さず|介さず|通さんと|を使わず|使わずに")},
	{isOutside, pairs("「|『|【|“|\"", "", pairs("外|そと|ソト|直|直接|裏|個人", "", pairs("」|』|】|”|\"", "", "で|の|なら|でも|だと|に")))},
	{isDeal, "提携|業務提携|業務委託|雇用|タイアップ|スポンサー契約|顧問契約|月極|月額|年契約|まとめ買い"},
	{isCheap, "倍払|倍額|倍出し|倍お支払|上乗せし|色をつけ|色を付け|弾みま|弾ませ|多めに払|多めにお支払|多めにお渡し|勉強し|値引き|割り引|おまけ|サービスいた|三割|3割引|四割|無料に|送料無料"},
	{isSelling, "専用出品|専用で出品|専用ページ"},
	{isShop, "フリマアプリ|フリマ|ネットショップ|オンラインストア|通販サイト"},
	{isNoPay, "口座に入金され|口座をご確認|口座に振り込まれ|口座への入金が|切手を貼|切手貼|切手風|切手代|切手型|切手サイズ|切手シート|小切手帳|封筒デザイン|封筒の|封筒用|封筒サイズ|口座開設|口座番号欄|現金出納|現金管理|現金の流れ|投げ銭ボタン|投げ銭機能|キャッシュレス"},
	// 受取口座に入金されず is the marketplace's own payout.
	{isLedger, "受取口座|受け取り口座|登録口座|出金申請|出金でき|出金の手続|売上金|振込申請|売上・出金"},
	{isSettled, "in our shop|in our store|in our cafe|at our counter|at the register|at checkout|on our site|on my site|our customers"},
	{isPayMood, "手を打|手打ち|で済ませ|で勘弁"},
	// ほうが同じ予算で倍作れます
	{isBetterSo, "ほうが|方が|ほうがお|方がお|ほうがい|分が|ぶんが|とお互い|とお得|と安|とその分|ほうがよ|方がよ|ほうがえ"},
	{isCallOff, pairs("トークルーム|取引|お取引|注文|ご注文|購入|ご購入|出品|案件|依頼|ご依頼|予約|オーダー|こちら|ここ|一回|一度|いったん|一旦|今回|今の", "",
		pairs("|は|を|の方は|のほうは|は一度|を一度|はいったん|をいったん|いったん|一旦|は一旦|を一旦|一度", "", "キャンセル|取り下げ|お取り下げ|取り消し|お取り消し|取り消して|閉じて|お閉じ|クローズ|中止し|白紙に|なかったこと"))},
	{isOuterPay, pairs("別途|個別に|あとから|後から|後日|直に|直で|直接|じかに|個人的に|別で|別口で|あとで|当日", "", "いただ|もらえ|もろ|頂|お受け取り|受け取|お支払|支払|払|お振り込|振り込|振込|お振込|送金|ご送金|入金|お渡し|ご精算|精算")},
	{isOuterPay, pairs("口座|銀行|ゆうちょ|現金|PayPay|ペイペイ|手渡し|振込|振り込み|銀行振込", "", "に|へ|で|にて|に直で|に直接|へ直接")},
	{isPayMood, "承り|承って|承る|承れ|申し受け|頂戴し|受領|お納め|お受けし|お受けでき|お受け致|お受けいた|お受けも"},
	// オプション購入は不要です refuses nothing.
	{isFine, pairs("購入|ご購入|追加購入|オプション|オプション購入|決済|手続き|注文|ご注文|手数料|お釣り|おつり|領収書", "", "は不要|は要りません|はいりません|はいらない|は必要ありません|は必要ございません|不要|いりません|いらない|は結構です|は要らない|は要りませ")},
	{isFine, pairs("て|って|いて|して", "", "結構です|結構でございます|結構ですよ|も結構です")},
	{isFine, pairs("でなければ|でないと|じゃないと|以外は|以外では|しか|にしていただかないと|にしないと", "", "通りません|通らない|通りませんので|発注できません|発注できない|お支払いできません|支払えません|処理できません|処理できない|認められません|認めません|出せません|決裁がおりません|動けません|対応できません|お支払いができません|稟議が通りません|通せません|払えません|払えない")},
	{isCheaper, "分をお値引|分をお引き|分をお安|分お引き|分を値引|分を還元|ぶんをお値引|ぶんをお引き|分は値引"},
	{saysPayment, pairs("こっち|こちら|ここ|ココナラ|サイト", "", pairs("を通す|通す|経由|で買う|で払う|に払う|を使う|使う", "", pairs("より|よりも", "", "安|お安|得|お得|割安|早")))},
	{isShop, pairs("BASE|STORES|minne|BOOTH|Creema|メルカリ|ベイス|クリーマ|ミンネ|ブース", "", pairs("の|の自分の|の私の", "", "店|お店|ショップ|ストア|出品ページ|販売ページ"))},
	{isBankAt, pairs("郵便局|銀行|ゆうちょ|ATM|農協|信金|信用金庫|ネットバンキング|ネットバンク|ネット銀行|海外の銀行|会社の口座|家内の口座|コンビニのATM", "", "から|の窓口から|のATMから|で|より|経由で|にて|を通じて|から直接")},
	{isWillPay, pairs("送金|振り込み|振込み|お振り込み|お振込み|振込|お振込|払い込み|入金|ご送金", "", "ます|いたします|致します|させて|しておきま|しときま|ましょうか|させます|しますね|しますので|できます|できますか|申し上げ|に参ります|に行きます|する形|でもいい|でも構")},
	{isWillPay, "送らせます|送らせていただ|振り込ませ|振り込んでおき|振り込んどき|振り込んどく|送金しとく|払い込ませ|振り込むね|振り込むわ|振り込むよ|振り込むので"},
	{isSelling, "同じのある|同じのがある|同じものがある|同じの売|同じもの売|に同じ|にもある|出してる|出してます|置いてます|置いてる|売ってる"},
	{isInReturn, "それで|これで|引き換え|代わりに|その代わり|かわりに|その分|ので、お願い|から、お願い"},
	{isAccount, pairs("仮想通貨|ビットコイン|USDT|BTC|ETH|PayPay|ペイペイ|ペイパル|PayPal|Wise|メルペイ|受け取り|受取|送金", "", "のアドレス|アドレス|のウォレットアドレス|のウォレット|の送り先|の番号|の電話番号")},
	{isNo, pairs("受け付けて|対応して|扱って|取り扱って|利用して|使って|やって|行って|受けて|お受けして|実施して|想定して|考えて", "", "いません|おりません|ません|いないです|いないので|いませんので|おりませんので|おらず|いない。|ないです")},
	{isSendIt, "送れる|送れます|送れるよ|送れるで|請求投げ|請求して|請求し|請求くれ|投げてくれ|投げとい|飛ばし|送っちゃ|送っと|送るね|送るわ|送るよ|送るで|送りますね|送りまっせ|払うよ|払うわ|払うで|払えるよ|払えますよ"},
	// Stripeの決済リンク作るので
	{isPayLink, pairs("決済|支払い|お支払い|送金|請求|受け取り|受取|ペイペイの|ぺいぺいの|PayPayの|PayPalの|ペイパルの|Stripeの|Squareの|Wiseの|メルペイの|Stripe決済|Stripeの決済|Stripeの支払い|PayPay|PayPal|Stripe", "", "リンク|用リンク|用のリンク|URL|用URL|QR|QRコード|のQR|のリンク|ページ")},
	{isLinkGiven, "作るので|作るんで|作ったので|作ったんで|作りま|作っとき|作って送|送るので|送るんで|送りま|送ります|お送り|送っと|送っとき|貼り|貼っと|貼っとき|出しま|出すので|発行しま|発行いたし|発行する|お渡し|投げま|投げとき|投げるんで|後で|あとで|を送|から払|からお支払|からお願い|でお願い|で払"},
	{isMeans, pairs("黄色と赤の|赤い|赤の|赤と白の|赤色の|青い|バーコードの|コード決済の|スマホ決済の|例の赤い|ピッとやる", "", "ペイ|決済アプリ|バーコードのやつ|コード決済|スマホ決済|決済のやつ|送金アプリ|支払いアプリ|何とかペイ|なんとかペイ|ペイのやつ")},
	{saysPayment, pairs("direct invoice|private invoice|bank transfer|wire transfer|direct payment|cash payment|gift card", "", pairs("を|が|で|に|でも| を| で| が| に", "", "送り|送る|お送り|送って|発行|出し|いい|お願い|払|支払|大丈夫|OK|ok|受け|したい|します|しませ|して"))},
	// 修正代はうちの回数券で払う
	{isOwnGoods, pairs("チケット|回数券|お食事券|食事券|無料券|お米|野菜|菓子折り|お菓子|お酒|ビール|一升瓶|現物|うちの商品|うちの品", "", pairs("で|を|と|とかで|でも", "", "払|お支払|支払|お礼|相殺|チャラ|代わりに|かわりに|勘弁|納め|お納め"))},
	// 菓子折りに包んで
	{isEnvelope, pairs("菓子折り|お菓子|風呂敷|袱紗|ふくさ|半紙|懐紙|祝儀袋|不祝儀袋|お守り袋", "", "に包んで|にお包みして|に添えて|に忍ばせて|に入れて|と一緒に")},
	{isShared, "残り|のこり|残金|残額|差額|足りな|足りず|足りませ|別途|別口|だけココナラ|だけここ|半分だけ|半額だけ|は最低|頭金|追加分|追加料金|それ以外|あとは|キャンセルし|取り下げ"},
	{isNo, pairs("直接取引|直取引|直接契約|外部決済|外部での取引|直接のお取引|直接のやり取り|直接のやりとり|外でのやり取り|外部でのやり取り|サイト外取引|銀行振込|現金|連絡先の交換|連絡先交換", "", pairs("は|も|について|につきまして", "", "✕|×|❌|✖|x|ng|不可|無し|なし|バツ|だめです|ダメです|駄目です|禁止|アウト|お控え|ご遠慮|違反"))},
	{isNo, pairs("やっ|受け|受けて|やって|して|使っ|使って|取っ|取って|請け負って", "", "てへん|てへんの|てへんで|てへんねん|へんのです|へんねん|まへん|しまへん|おりまへん|らん|ませぬ|おりませぬ")},
	{isNo, pairs("受けられ|でき|使え|もらえ|払え|会え|行け|伺え|教えられ|お受けでき|出来|しとり|しとら|かない|存じ", "", "まへん|へん|へんので|へんねん|ません")},
	{isFormJA, "する形|する方向|という形|という形で|の形|での形|で調整|に切り替え|へ切り替え|に切替|に変更|でまとめ|にまとめ|にすれば|にしたら|にしてもら|にして頂|にしていただ"},
	{isSpokenJA, "メッセージ|DM|ディーエム|フォロー|返信|手紙|文通|連絡先|電話|チャット|やり取り|やりとり|挨拶|ご挨拶"},

	// English.
	{isPurseEN, pursesEN},
	{isTakeEN, "take|accept|send|send you|send me|mail|mail you|mail me|pay|hand|hand you|give|give you|use|prefer|settle|bring|slip|slip you|post|post you|do|back|back your|support you|support me|tip|wire|transfer|owe|enclose|buy|drop|donate|chip in|charge|bill|cover it|remit|deposit|throw in|offer"},
	{isSuitsEN, "has always worked|always worked|works for me|works best|works well|would suit me|suits me|counts as payment|count as payment|that count as payment|is how i|is what i|would be my preference|beats|is welcome|will be fine|is all i"},
	{isPayYouEN, "pay you|pay me|i'd pay|i'll pay|i pay|you pay|charge you|cheaper|discount|half the price|% off|i can do it for|same price|pay the same"},
	{isPurseEN, "starbucks card|a starbucks card|itunes card|an itunes card|google play card|apple gift card|an apple gift card|visa gift card|prepaid card"},
	{isMyselfEN, "pay you myself|pay you directly|pay you direct|pay you straight|pay me directly|pay me direct|send it myself|between the two of us|just us two|do this ourselves|handle it ourselves|settle it ourselves|sort it ourselves"},
	{isSettleEN, "settle up|settle|square up|pay you|pay me|pay|give you the money|hand you the money|give me the money|sort the money|sort out the money|sort payment"},
	{isWhenMetEN, "when i see you|when i see u|when we meet|when you come|when i come|when you're here|when i'm there|at the door|at the venue|face to face|when you arrive|next time i see|on the night|after the gig|after the session"},
	{isInReturnEN, "and i'll do|and i'll start|and i'll add|and i'll throw|and i will do|as payment|in exchange|in return|and we're good|and we're even|and it's done|and it's yours|and consider it done"},
	{isIsEN, "is|would|are|will|could|might|maybe"},
	{isOkayEN, "easier|be fine|okay|ok|possible|acceptable|alright|be welcome|work for you|do for you|suit you|be simpler|be better|be quicker"},
	{isOkayWithEN, pairs("ok|okay|fine|happy|cool|good|comfortable|alright", " ", "with|taking|accepting|using|to take|to accept|to use")},
	{isOkayWithEN, "open to|willing to take|willing to accept"},
	{isStop, pairs("it comes|comes|goes|it goes|form goes|mail goes|message goes|get|gets|they come|come|lands|reports|talk|speak|write|it gets", " ", "straight to me|straight to you|directly to me|directly to you|direct to me|direct to you")},
	{isDoEN, "sign|sign it|sign one|sign a contract|contract|do a retainer|do the retainer|run the retainer|put you on retainer|handle payment|handle the payment|close the deal|make the deal|settle it|settle up|renew|hire|hire you|re-hire"},
	{isWithoutEN, pairs("without|minus|leave|leaving|skip|skipping|bypassing|cutting out|instead of using|instead of buying|instead of|rather than|no", " ", "coconala|the platform|this platform|the site|this site|the marketplace|the listing|the order page|the middleman|this site out|the site out|the platform out|ordering here|paying here|buying here")},
}
