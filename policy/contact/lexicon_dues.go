package contact

// dueWords say how what is due changes hands outside: the wallet one has, the account
// it goes to, the shop of one's own, the fee that is saved; and what tells it from a
// payment on the marketplace.
var dueWords = []entry{
	// 残りは手渡しで, お礼は現金で渡します, 会ったときに払います
	{isDues, "お金|お代|代金|料金|費用|残金|差額|謝礼|報酬|残り|残りの分|半金|半額|半分|全額|追加分|追加料金|材料費|交通費|頭金|手付|内金|前金|ギャラ|お礼|御礼|支払い|お支払い|支払|お支払|お会計|精算|月謝|レッスン料|鑑定料|制作費|修正代|送料"},
	{isByHand, "会ったとき|会った時|会った際|会うとき|会う時|お会いした時|お会いしたとき|お会いした際|当日現金|当日に現金|当日手渡|当日お渡|現地で現金|手渡し|直接|別口|現金|封筒|外で|振込|振り込|口座|銀行振込"},
	{saysPayment, pairs(
		"会った時に|会ったときに|会った際に|お会いした時に|お会いしたときに|会うときに|当日その場で|その場で現金|手渡しで現金|現金を手渡しで|現金で直接|直接現金で|現金を",
		"",
		"払|お支払|支払|渡|お渡|精算|清算|用意し|ご用意し",
	)},
	{saysPayment, pairs("お金|お代|代金|料金|費用|残金|差額|謝礼|報酬|お礼|残り", "", "は手渡し|はあとで手渡し|は後で手渡し|は当日手渡し|は直接手渡し|は直接お渡し|は現金で|は現金手渡し|は別で振り込|は口座に|は口座へ|を直接振り込|を口座に|は直接振り込")},
	{isWallet, "PayPay|ペイペイ|ぺいぺい|メルペイ|楽天ペイ|d払い|auペイ|au PAY|LINE Pay|LINEペイ|ラインペイ|PayPal|ペイパル|Wise|Revolut|Venmo|Kyash|仮想通貨|ビットコイン|ビットコイン払い|イーサリアム|USDT|暗号資産|銀行口座|ゆうちょ|ゆうちょの口座|楽天銀行|三井住友|みずほ銀行|三菱UFJ|りそな|住信SBI|現金払い|代引き|アマギフ|Amazonギフト券|ネット銀行"},
	{isHave, "お持ちですか|お持ちでしょうか|お持ちでしたら|持ってますか|持っていますか|持ってる？|持ってます？|ありますか|ある？|使えますか|使える？|使えます？|やってますか|やってる？|やってます？|受け付けてますか|受けてますか|受けていますか|対応してますか|対応していますか|対応可|いけますか|いけます？|送れます？|送れますか|払えますか|送れる？|可？|どっち|どちら"},
	{isPayMood, "受けて|受けられ|どっち|どちら|ます？|もらえたら|もらえれば|いただけたら|いただければ|いただけます"},
	{isPay, godan("送る|払う|振り込む|渡す")},
	{isFine, "れば結構です|でも結構です|で結構です|ければ結構です|ても結構です|でもかまいません|で問題ありません|で問題ございません|なくて結構です|しなくて大丈夫|何の問題もありません|難しいかもしれません"},
	{isOutside, "ここは通さ|ここは使わ|ここ使わ|サイトは通さ|サイトは使わ|ココナラは通さ|ココナラは使わ|ココナラ使わ|個人でやり取り|個人でやりとり|個人でやり|個人同士|当人同士|お互い直で|サイト抜き|プラットフォームを介さ|プラットフォームを通さ|ここを介さ|ここを経由|こちらを通さ|仲介を入れ|仲介業者を通さ|運営を挟ま"},
	{isFee, "22%|20%|2割|二割|２割"},
	{isSaving, "バカらし|馬鹿らし|ばからし|アホらし|しんど|大きい|痛い|損する|損な|損し|嫌な|イヤな|浮かせ|浮か"},
	{isFriendPrice, "知り合い価格|友達価格|身内価格|特別価格|お友達価格|もっと安く|もう少し安く|少しお安く|少し安く|安くできる|安くします|安くするので|お安くします|値引きします|割引します"},
	{isPact, "契約を|契約は|ご契約を|ご契約は|取引を|お取引を|取引は|お取引は|依頼を|ご依頼を|ご依頼は|依頼は|支払いを|お支払いを|支払いは|お支払いは|発注を|ご発注を|発注は|やり取りもお金も|契約も|お金も"},
	{isTie, "結び|結ば|結べ|結ん|交わ|締結|切り替え|お願いし|お願いでき|お願いでし|お願い致|したい|させて|いただ|頂|もらえ|もらい|でお願い|にしま|にでき|でやり|で進め|できませ|できれば|できたら|できないで"},
	{isShop, "自社ホームページ|当サイト|うちのホームページ|個人のサイト|Etsy|エッツィー|Shopify|Gumroad|ファンティア|Fantia|スケブ|当方のネットショップ|当方のショップ|自分のショップ|自分のネットショップ|タイムチケット|ストアカ|SKIMA|つなぐ|ファンボックス|当店のサイト|個人ショップ|FANBOX"},
	{isBuying, "申し込|申込|お求め|お買い求め|買うと|買った|頼むと|頼めば|支援し|支援いただ|リクエスト|ご予約|予約し|予約すれば|お申し込み"},
	{isSelling, "売って|売り|扱って|販売して|出品して|置いて|取り扱|並べて"},
	{isNoPay, "現金書留の封筒|口座を開設|口座開設|口座の開設|ビットコインの価格|ビットコインの解説|ビットコインの記事|仮想通貨の解説|仮想通貨の記事|仮想通貨のニュース|仮想通貨に関する|PayPayのポスター|PayPayのステッカー|PayPayのロゴ|PayPay使えます|PayPay使えますの|現金主義|現金の絵"},
	{isSettled, "を選び|を選択|選んだので|選んだの|手続きをし|手続きしまし|手続き済|手続きが完了|手続きを完了|手続きを済|入金待ち|反映され|反映に|反映は|反映が|反映まで|で購入済|支払い済|支払済|入金済|済ませました|完了しました|完了して|お客様が|お客様に|お客様から|ユーザーが|購入者が"},

	{saysPayment, pairs("そちらに|そちらへ|そこに|そこへ", "", "送金|振り込|振込|お振り込|入金|支払|お支払|払い|払う")},
	{saysPayment, pairs("直接|直で|個人で|個人間で|個人同士で|外で|別で", "", "やりましょ|やりません|やらない？|やらせて|やりたい|やりとりして安|やり取りして安|やれば安|やったほうが安|やった方が安")},
	// English: the wallets and shops that people name, with the verbs around them.
	{saysPayment, pairs(
		"i'll|i can|i could|i will|can i|could i|let me|i'd|i'll just|can i just|could i just|should i|shall i|we can|we could|i'd rather|i would rather|happy to|i want to|i'd like to|i am able to",
		" ",
		"wire|wire the|wire you|venmo|zelle|paypal you|paypal it|bank transfer|transfer it to your|transfer you|transfer the money|transfer the rest|transfer the balance|transfer money|etransfer|e-transfer|cashapp|cash app|send cash|pay cash|pay in cash|pay you in|pay you by bank|send you cash|send you crypto|send crypto|mail you a check|mail you a cheque|write you a check|write you a cheque|settle in cash|settle up in cash|settle outside",
	)},
	{saysPayment, pairs(
		"if you take|if you accept|do you take|you take|do you have|do you use|have you got|you have|you got|you use|u have|u take|got|i only take|i only accept|we take|i accept|i'd take|i'll take|i take|we accept|i have|prefer|i prefer|use|take|accept|via|through|by|with|on|in|your|my|you on|to your|just use",
		" ",
		"venmo|zelle|cash app|cashapp|paypal|revolut|bank transfer|wire transfer|western union|payoneer|usdt|btc",
	)},
	{saysPayment, pairs("if you take|if you accept|do you take|you take|i'll take|i'd take|i only take|i take|take|accept|give you|gave you|pay you in|prefer|in", " ", "cash if|cash i|cash instead|cash too|cash on|cash when|cash for|cash only|crypto|crypto instead|gift cards|an amazon card|amazon gift cards|an amazon gift card|a gift card for|an itunes card|cash in an envelope")},
	{saysPayment, pairs("pay|pay me|pay you|paying|paying me|paid|settle|settle up|i pay you|we settle|you pay me|you pay|pay for it|pay the rest|pay half|pay it", " ", "on delivery|direct|outside|in person|on collection|on pickup|upon delivery|when we meet|by hand|under the table|offline|on the side|separately|straight|in cash|through paypal|via paypal|outside here|outside of here|without the site|cash on delivery|me directly|to my account|into my account")},
	{saysPayment, pairs("cancel here|cancel this order|cancel this|cancel the order|cancel it here|cancel on here|cancel it|decline the order|cancel this one", " ", "and pay|and we|and i'll|and i can|and book|and order|and hire|and do it|and deal|then pay|then we|and go|so we can|and send")},
	{saysPayment, pairs("sent it|send it|sent the money|send the money|went|goes|transfer it|paid it|pay it|transfer|go", " ", "straight to you|straight to your account|straight to my account|directly to you|directly to me|direct to you|direct to me|straight into my account|straight into your account")},
	{isShopEN, "my etsy|my etsy shop|my gumroad|my own website|my own site|my website|my shop|my own shop|my shopify|my store|our shop|our website|our own site|my patreon|my ko-fi|my fiverr|fiverr|upwork|my online store|my online shop|our store|our online shop|etsy|gumroad"},
	{isBuyEN, "you buy|you order|you book|buy it|buy them|order it|order them|book it|get it|get them|buy directly|order directly|book me|you go through|you use|you purchase|purchase it|commission me|same thing|same item|same design|same files"},
	{isCheapEN, "cheaper|less|for less|half the price|half price|discount|% off|no fees|without the fees|lower price|lower|save|off|extra fees|better price|better deal|free shipping"},
	{isSkipEN, "why lose|why pay|why give|give up|losing|gives up|wasting|throw away|let them take|let them keep|let the site keep|let coconala take|let coconala keep"},
	{isFeeEN, "22%|22 percent|20 percent|a fifth|the fees|site's cut|their share|coconala's cut|platform's cut|that percentage"},
	{isOwnEN, "pay you direct|i pay you|pay me|between ourselves|just us|one to one|by bank|bank transfer|in cash|via paypal|by paypal|paypal"},
	{isPayEN, "i'd keep|keep the whole amount|you'd keep|you keep|get the full amount|get the whole amount"},
}
