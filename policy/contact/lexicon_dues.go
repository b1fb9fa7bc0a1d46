package contact

// dueWords say how what is due changes hands outside: the wallet one has, the account
// it goes to, the shop of one's own, the fee that is saved; and what tells it from a
// payment on the marketplace.
var dueWords = []entry{
	// 残りは手渡しで, お礼は現金で渡します, 会ったときに払います
	{isDues, "お金|お代|代金|料金|費用|残金|差額|謝礼|報酬|残り|残りの分|半金|半額|半分|全額|追加分|追加料金|材料費|交通費|頭金|手付|内金|前金|ギャラ|お礼|御礼|支払い|お支払い|支払"},
	{isDues, "お支払|お会計|精算|月謝|レッスン料|鑑定料|制作費|修正代|送料"},
	{isByHand, "会ったとき|会った時|会った際|会うとき|会う時|お会いした時|お会いしたとき|お会いした際|当日現金|当日に現金|当日手渡|当日お渡|現地で現金|手渡し|直接|別口|現金|封筒|外で|振込"},
	{isByHand, "振り込|口座|銀行振込"},
	{saysPayment, pairs(
		"会った時に|会ったときに|会った際に|お会いした時に|お会いしたときに|会うときに|当日その場で|その場で現金|手渡しで現金|現金を手渡しで|現金で直接|直接現金で|現金を",
		"",
		"払|お支払|支払|渡|お渡|精算|清算|用意し|ご用意し",
	)},
	{saysPayment, pairs(
		"お金|お代|代金|料金|費用|残金|差額|謝礼|報酬|お礼|残り",
		"",
		"は手渡し|はあとで手渡し|は後で手渡し|は当日手渡し|は直接手渡し|は直接お渡し|は現金で|は現金手渡し|は別で振り込|は口座に|は口座へ|を直接振り込|を口座に|は直接振り込",
	)},
	{isWallet, "PayPay|ペイペイ|ぺいぺい|メルペイ|楽天ペイ|d払い|auペイ|au PAY|LINE Pay|LINEペイ|ラインペイ|PayPal|ペイパル|Wise|Revolut|Venmo"},
	{isWallet, "Kyash|仮想通貨|ビットコイン|ビットコイン払い|イーサリアム|USDT|暗号資産|銀行口座|ゆうちょ|ゆうちょの口座|楽天銀行|三井住友|みずほ銀行|三菱UFJ|りそな|住信SBI"},
	{isWallet, "現金払い|代引き|アマギフ|Amazonギフト券|ネット銀行"},
	{isHave, "お持ちですか|お持ちでしょうか|お持ちでしたら|持ってますか|持っていますか|持ってる？|持ってます？|ありますか|ある？|使えますか|使える？|使えます？|やってますか|やってる？|やってます？"},
	{isHave, "受け付けてますか|受けてますか|受けていますか|対応してますか|対応していますか|対応可|いけますか|いけます？|送れます？|送れますか|払えますか|送れる？|可？|どっち|どちら"},
	{isPayMood, "受けて|受けられ|どっち|どちら|ます？|もらえたら|もらえれば|いただけたら|いただければ|いただけます"},
	{isPay, godan("送る|払う|振り込む|渡す")},
	{isFine, "れば結構です|でも結構です|で結構です|ければ結構です|ても結構です|でもかまいません|で問題ありません|で問題ございません|なくて結構です|しなくて大丈夫|何の問題もありません|難しいかもしれません"},
	{isOutside, "ここは通さ|ここは使わ|ここ使わ|サイトは通さ|サイトは使わ|ココナラは通さ|ココナラは使わ|ココナラ使わ|個人でやり取り|個人でやりとり|個人でやり|個人同士|当人同士|お互い直で"},
	{isOutside, "サイト抜き|プラットフォームを介さ|プラットフォームを通さ|ここを介さ|ここを経由|こちらを通さ|仲介を入れ|仲介業者を通さ|運営を挟ま"},
	{isFee, "22%|20%|2割|二割|２割"},
	{isSaving, "バカらし|馬鹿らし|ばからし|アホらし|しんど|大きい|痛い|損する|損な|損し|嫌な|イヤな|浮かせ|浮か"},
	{isFriendPrice, "知り合い価格|友達価格|身内価格|特別価格|お友達価格|もっと安く|もう少し安く|少しお安く|少し安く|安くできる|安くします|安くするので|お安くします|値引きします|割引します"},
	{isPact, "契約を|契約は|ご契約を|ご契約は|取引を|お取引を|取引は|お取引は|依頼を|ご依頼を|ご依頼は|依頼は|支払いを|お支払いを|支払いは|お支払いは|発注を|ご発注を|発注は|やり取りもお金も"},
	{isPact, "契約も|お金も"},
	{isTie, "結び|結ば|結べ|結ん|交わ|締結|切り替え|お願いし|お願いでき|お願いでし|お願い致|したい|させて|いただ|頂|もらえ|もらい|でお願い|にしま|にでき|でやり|で進め|できませ|できれば"},
	{isTie, "できたら|できないで"},
	{isShop, "自社ホームページ|当サイト|うちのホームページ|個人のサイト|Etsy|エッツィー|Shopify|Gumroad|ファンティア|Fantia|スケブ|当方のネットショップ|当方のショップ"},
	{isShop, "自分のショップ|自分のネットショップ|タイムチケット|ストアカ|SKIMA|つなぐ|ファンボックス|当店のサイト|個人ショップ|FANBOX"},
	{isBuying, "申し込|申込|お求め|お買い求め|買うと|買った|頼むと|頼めば|支援し|支援いただ|リクエスト|ご予約|予約し|予約すれば|お申し込み"},
	{isSelling, "出してる|出してます|出しています|出してて|売って|売り|扱って|販売して|出品して|置いて|取り扱|並べて"},
	{isStop, "振込先を記載する|口座を記載する"},
	{isNoPay, "振込先を記載する|口座を記載する|現金書留の封筒|口座を開設|口座開設|口座の開設|ビットコインの価格|ビットコインの解説|ビットコインの記事|仮想通貨の解説|仮想通貨の記事|仮想通貨のニュース|仮想通貨に関する"},
	{isNoPay, "PayPayのポスター|PayPayのステッカー|PayPayのロゴ|PayPay使えます|PayPay使えますの|現金主義|現金の絵"},
	{isSettled, "その旨|旨を|旨も"},
	{isSettled, "を選び|を選択|選んだので|選んだの|手続きをし|手続きしまし|手続き済|手続きが完了|手続きを完了|手続きを済|入金待ち|反映され|反映に|反映は|反映が|反映まで|で購入済|支払い済"},
	{isSettled, "支払済|入金済|済ませました|完了しました|完了して|お客様が|お客様に|お客様から|ユーザーが|購入者が"},

	{isDues, "原稿料|報酬|講師料|施術代|着手金|工賃|鑑定代|撮影料|撮影代|授業料|謝礼金|追加の分|延長分|修正分|差額分|お布施|チップ"},
	{isByHandSure, "手渡し|現金|封筒で|封筒に|会ったとき|会った時|お会いした時|お会いしたとき|口座に|口座へ|直接で|直で|別口で|PayPay|ペイペイ|PayPalで|振込で|振り込みで"},
	{isByHandSure, "銀行で|ギフト券で|アマギフで|仮想通貨で|ビットコインで"},
	{isMeans, "切手|暗号通貨|図書券|QUOカードPay|収入印紙|楽天銀行|三井住友銀行|三菱UFJ|PayPay銀行|住信SBI|りそな|d払い|エポス|Apple Pay|Google Pay"},
	{isMeans, "アップルペイ|コンビニ振込"},
	{isWallet, "暗号通貨|切手|Apple Pay|アップルペイ|Zelle|Cash App|Payoneer|Skrill|代金引換"},
	{isDueTalk, "専用出品に|専用出品を|専用ページを作|専用ページ作|専用で出し|専用で出品|即決価格で出し"},
	{isCheaper, "分お値引|分お引|分お得|分はお引|分をお引|分はお得|分は引|分くらい安|くらい安く|分だけ安|分をサービス"},
	{saysPayment, pairs("直接|外で|個人で|個人間で|別で|じかに", "", "お金のやり|お金をやり|お金のお支払|お金を払|お金を渡|お金を送")},
	{isDirectIf, "直接だと|直接ですと|直接なら|直接でしたら|直でしたら|直だと|直なら|外なら|外だと|外でしたら|個人契約なら|個人なら|個人的になら|ここ以外なら|ココナラ以外なら|ココナラ外なら"},
	{isSum, "円です|円になり|円くらい|円ほど|万円です|円からお|円オフ|割引|割安|割引き|半額"},
	{isDues, "修正料|修正費|イラスト代|デザイン代|デザイン料|ロゴ代|作業代|作業料|相談料|レッスン代|講座代|教材費|実費|追加料|延長料|指名料|手間賃|お車代|手付金|依頼料|代行料|翻訳料|翻訳代"},
	{isDues, "編集代|執筆料|原稿代|衣装代|材料代|印刷代"},
	{isByHandSure, "アマギフ|ギフト券|ギフトカード|Amazonギフト"},
	{isNoPay, "直接ご購入|直接購入"},
	{isWorth, "円分で|円分でも|円分と引き換え|円分をお送り|円分を送|円分お送り|円分送|円分渡|円分をお渡"},
	{isDirectEnd, "個人的にお願い|直接お願い|個人的に頼|直接頼|個人でお願い|個人的に依頼|個人的にご依頼|直接ご依頼|直接依頼|個人契約で|個人契約に"},
	{isHave, "使ってますか|使ってる？|使っていますか|使ってます？|入れてますか|登録してる？|登録してます？|お使いですか|お使いでしょうか"},
	{isPayTail, "一括で|一括|分割で|先払いで|後払いで|前払いで|同士なら|同士だと|同士で|なら今|ならすぐ"},
	{isPayMood, "ありがた|一番|理想|ベスト|確実|すぐ|今日中|本日中"},
	{saysPayment, pairs("現金|キャッシュ|現ナマ", "", "用意し|を用意し|ご用意し|をご用意し|持っていき|持って行き|を持って行|持参し|を持参|一括でお渡|一括で渡|一括で払|一括でお支払")},
	{saysPayment, pairs("ゆうちょ|銀行|PayPay|ペイペイ|楽天銀行|LINE Pay|同じ銀行", "", "同士なら|同士だと|同士でし|同士で送")},
	{isDueTalk, "請求書ベース|請求書払いで|請求書払いにでき|請求書払いにして|請求書払いにさせ|請求書払いは可|請求書払いを希望|請求書払いは対応|請求書でお支払|請求書でのお支払|請求書を直接"},
	{isDueTalk, "業務委託契約を結|業務委託契約を直接|業務委託契約を交|業務委託契約書を交|直接のご契約|直接雇用|月額で直接|月契約を直接|顧問契約を直接|顧問契約を結|契約書を交わして|個人間の契約"},
	{isRepeat, "定期|継続|リピート|毎月|今後も|次回以降|2回目|二回目|長期|次回から|次から|今度から|またお願いするとき|また頼むとき|追加分|追加の分|追加は"},
	{isWithout, pairs(
		"ココナラ|ココナラさん|ここ|サイト|運営|仲介",
		"",
		"通さない|を通さない|通さん|を介さない|介さない|挟まない|を挟まない|経由しない|を経由しない|を使わない|使わない|は通さず|は使わず|を使わず|を挟まず|挟まず|を介さず",
	)},
	{isSum, "円でどう|万円でどう|円でお願い|万でどう|円でやって|円でいい"},
	{isFriendPrice, "友人価格|特別に安|お値打ち|勉強し|まけます|まけとき"},
	{saysPayment, pairs(
		"ココナラを通すと|ココナラ通すと|ここを通すと|ここ通すと|サイトを通すと|ここ経由だと|サイト経由だと",
		"",
		"面倒|めんどう|もったいな|勿体な|時間がかか|引かれ|取られ|ややこし",
	)},
	{isSettled, "選べ|から選|併用|クレジットカードと|クレカと|にて購入し|で購入しまし|を購入しまし"},
	{saysPayment, pairs("そちらに|そちらへ|そこに|そこへ", "", "送金|振り込|振込|お振り込|入金|支払|お支払|払い|払う")},
	{saysPayment, pairs(
		"直接|直で|個人で|個人間で|個人同士で|外で|別で",
		"",
		"やりましょ|やりません|やらない？|やらせて|やりたい|やりとりして安|やり取りして安|やれば安|やったほうが安|やった方が安",
	)},
	// English: the wallets and shops that people name, with the verbs around them.
	{saysPayment, pairs(
		"i'll|i can|i could|i will|can i|could i|let me|i'd|i'll just|can i just|could i just|should i|"+
			"shall i|we can|we could|i'd rather|i would rather|happy to|i want to|i'd like to|i am able to",
		" ",
		"wire|wire the|wire you|venmo|zelle|paypal you|paypal it|bank transfer|transfer it to your|"+
			"transfer you|transfer the money|transfer the rest|transfer the balance|transfer money|etransfer|"+
			"e-transfer|cashapp|cash app|send cash|pay cash|pay in cash|pay you in|pay you by bank|send you cash|"+
			"send you crypto|send crypto|mail you a check|mail you a cheque|write you a check|write you a cheque|"+
			"settle in cash|settle up in cash|settle outside",
	)},
	{saysPayment, pairs(
		"if you take|if you accept|do you take|you take|do you have|do you use|have you got|you have|you got|"+
			"you use|u have|u take|got|i only take|i only accept|we take|i'd take|i'll take|i take|i have|prefer|"+
			"i prefer|via|through|by|with|on|in|your|my|you on|to your|just use",
		" ",
		"venmo|zelle|cash app|cashapp|paypal|revolut|bank transfer|wire transfer|western union|payoneer|usdt|btc",
	)},
	{saysPayment, pairs(
		"if you take|if you accept|do you take|you take|i'll take|i'd take|i only take|i take|take|accept|"+
			"give you|gave you|pay you in|prefer|in",
		" ",
		"cash if|cash i|cash instead|cash too|cash on|cash when|cash for|cash only|crypto|crypto instead|"+
			"gift cards|an amazon card|amazon gift cards|an amazon gift card|a gift card for|an itunes card|"+
			"cash in an envelope",
	)},
	{saysPayment, pairs(
		"pay|pay me|pay you|paying|paying me|paid|settle|settle up|i pay you|we settle|you pay me|you pay|"+
			"pay for it|pay the rest|pay half|pay it",
		" ",
		"on delivery|direct|outside|in person|on collection|on pickup|upon delivery|when we meet|by hand|"+
			"under the table|offline|on the side|separately|straight|in cash|through paypal|via paypal|"+
			"outside here|outside of here|without the site|cash on delivery|me directly|to my account|"+
			"into my account",
	)},
	{saysPayment, pairs(
		"cancel here|cancel this order|cancel this|cancel the order|cancel it here|cancel on here|cancel it|"+
			"decline the order|cancel this one",
		" ",
		"and pay|and we|and i'll|and i can|and book|and order|and hire|and do it|and deal|then pay|then we|"+
			"and go|so we can|and send",
	)},
	{saysPayment, pairs(
		"sent it|send it|sent the money|send the money|went|goes|transfer it|paid it|pay it|transfer|go",
		" ",
		"straight to you|straight to your account|straight to my account|directly to you|directly to me|"+
			"direct to you|direct to me|straight into my account|straight into your account",
	)},
	{saysPayment, "send you a transfer|do a transfer|make a transfer|just transfer it|transfer it directly"},
	{saysPayment, "pay by transfer|a direct transfer|wise it|wise you|paypal it|revolut you|cash then|cash it is"},
	{saysPayment, "cash on the table|tip in cash|in cash, don't|direct contract|contract with you directly"},
	{saysPayment, "contract directly|freelance contract with|hire you full|work for us directly|direct agreement"},
	{saysPayment, "direct client|pay to your bank|into your bank|to your bank account|pay to your account"},
	{saysPayment, "accept amazon|amazon voucher|amazon vouchers|take vouchers|accept vouchers"},
	{saysPayment, "gift voucher instead|steam gift card"},
	{saysPayment, pairs(
		"you take|do you take|can you take|do you accept|can i use|could i use|i have|i can do|i'll do|"+
			"let's do|prefer|via|through|by|with",
		" ",
		"apple pay|google pay|paypay|line pay|skrill|wise transfer|wise instead|wise if|wise too|e-transfer|"+
			"etransfer|alipay|wechat pay",
	)},
	{saysPayment, pairs(
		"hand you|give you|bring you|slip you|leave you|hand over|pass you",
		" ",
		"the money|cash|the cash|the payment|money for it|the rest in cash",
	)},
	{isBuyEN, "i order|i buy|i book|order through|buy through|book through|order from|buy from|book through"},
	{isBuyEN, "purchase from|purchase through"},
	{isShopEN, "your website|your own website|your site|your own site|your shop|your own shop|your store"},
	{isShopEN, "your etsy|your online shop"},
	{saysPayment, pairs(
		"if we don't use|if you don't use|if we don't go through|if we didn't use|if we leave|not go through|"+
			"without using|if we avoid",
		" ",
		"this site|the site|the platform|this platform|coconala|this website|this app",
	)},
	{isWalletEN, "venmo|zelle|cashapp|cash app|paypal|revolut|western union|payoneer|usdt|apple pay|alipay|moneygram"},
	{isBuyEN, "same listing|same gig|same service|same offer|listed on|listing on|gig on|cheaper on|less on"},
	{isShopEN, "my etsy|my etsy shop|my gumroad|my own website|my own site|my website|my shop|my own shop"},
	{isShopEN, "my shopify|my store|our shop|our website|our own site|my patreon|my ko-fi|my fiverr|fiverr"},
	{isShopEN, "upwork|my online store|my online shop|our store|our online shop|etsy|gumroad"},
	{isBuyEN, "you buy|you order|you book|buy it|buy them|order it|order them|book it|get it|get them"},
	{isBuyEN, "buy directly|order directly|book me|you go through|you use|you purchase|purchase it|commission me"},
	{isBuyEN, "same thing|same item|same design|same files"},
	{isCheapEN, "cheaper|less|for less|half the price|half price|discount|% off|no fees|without the fees"},
	{isCheapEN, "lower price|lower|save|off|extra fees|better price|better deal|free shipping"},
	{isSkipEN, "why lose|why pay|why give|give up|losing|gives up|wasting|throw away|let them take|let them keep"},
	{isSkipEN, "let the site keep|let coconala take|let coconala keep"},
	{isFeeEN, "22%|22 percent|20 percent|a fifth|the fees|site's cut|their share|coconala's cut|platform's cut"},
	{isFeeEN, "that percentage"},
	{isOwnEN, "pay you direct|i pay you|pay me|between ourselves|just us|one to one|by bank|bank transfer"},
	{isOwnEN, "in cash|via paypal|by paypal|paypal"},
	{isPayEN, "i'd keep|keep the whole amount|you'd keep|you keep|get the full amount|get the whole amount"},
}
