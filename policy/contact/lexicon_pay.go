package contact

// means are what money goes through outside the marketplace.
const means = "代金引換|LINEギフト|ラインギフト|Amazonポイント|OFUSE|エアペイ|Squareの|住信|三菱|みずほ|三井|PayPay|ペイペイ|" +
	"ぺいぺい|メルペイ|楽天ペイ|楽天ポイント|LINE Pay|LINEペイ|ラインペイ|d払い|au PAY|auペイ|Kyash|キャッシュ|" +
	"PayPal|ペイパル|Wise|Revolut|銀行振込|銀行振り込み|銀行振替|銀行|振込|振り込み|" +
	"口座振込|口座間|銀行口座|指定の口座|指定口座|私の口座|こちらの口座|弊社口座|当方の口座|うちの口座|ゆうちょ|" +
	"郵便振替|ネット銀行|現金|現金書留|キャッシュ|書留|アマギフ|Amazonギフト|Amazonギフト券|Amazonギフトカード|" +
	"アマゾンギフト|アマゾンギフト券|アマゾンギフトカード|" +
	"アマゾンギフトコード|アマゾンのギフト券|Amazonのギフト券|ギフト券|ギフトカード|ギフトコード|iTunesカード|" +
	"Appleギフトカード|図書カード|商品券|クオカード|QUOカード|仮想通貨|暗号資産|ビットコイン|イーサリアム|イーサ|" +
	"USDT|BTC|電子マネー|請求書払い|請求書|掛け払い|代引き|代引|" +
	"BOOTH|BASE|ストアーズ|メルカリ|ラクマ|skeb|pixivFANBOX|FANBOX|ほしい物リスト|欲しいものリスト|" +
	"Stripe|カード決済のリンク|外部の決済|自社の決済|Western Union|ウエスタンユニオン"

// meansEN are the same in English, as they stand behind "by", "in" or "my".
const meansEN = "paypal|venmo|zelle|cash app|cashapp|wise|transferwise|revolut|cash|crypto|bitcoin|btc|eth|usdt|ethereum|" +
	"western union|moneygram|bank|bank transfer|wire transfer|wire|direct deposit|bank account|wallet|account|" +
	"gift card|gift cards|amazon gift card|amazon card|" +
	"iban|patreon|ko-fi|kofi|stripe|stripe link|apple pay|google pay|paypay|line pay|check|cheque|invoice|payoneer|own invoice|skrill"

// payWords say that money changes hands, or is not to go through the marketplace.
var payWords = []entry{
	{isPay, "払|支払|お支払|振込|振り込|お振込|お振り込|ふりこ|送金|入金|決済|受け取|受取|渡し|渡す|お渡し|手渡し|お金|課金"},
	{isPay, "代金"},
	{isPay, "清算|精算|送り|送る|送っ|送れ|送ろ|おくる|おくり|おくっ|済ませ|もらえ|集金|前払|後払|お預け|折半|チャージ"},
	{isPay, "投げ銭"},
	{isMeans, means},
	{isPayTail, "のアカウントに|のアドレスに|のアカウントで|の口座に|のリンクで|のリンクを|のQRで|のQR|にして|で割り勘|払い"},
	{isPayTail, "払いにして|払いで|のほうに|のほうで|のほうが|で|での|でも|にて|に|へ|を|も|なら|でなら|って|とか|とかで|から"},
	{isPayTail, "経由で"},
	{isPayTail, "経由|あたりで|あて|宛|宛に|の方で|の方が|の方に|でお|のコードを|番号を|のID|で直接|で先に|で先払い|で前払い"},
	{isPayTail, "で後払い"},
	{isPayTail, "で全額|で半分|で残り"},
	{isPayMood, "してくれ|していただ|割引|引きます|安い|だと|ですか|お願い|おねがい|可能|いい|良い|よい|よろし|大丈夫|問題|構い"},
	{isPayMood, "かまい|かまわ|OK|オーケー|オッケ|どう|いかが|希望|助か|嬉し|うれし|対応でき|できま|できる|出来ま|いけま"},
	{isPayMood, "いけます"},
	{isPayMood, "受け付け|受付け|早い|楽|らく|安く|お安く|歓迎|したい|させて|頂|いただ|ちょうだい|ください|下さい|しよう|お得"},
	{isPayMood, "得です"},
	{isPayMood, "ありです|ませんか|ましょう|済むので"},
	{isPayMood, "しませんか|しましょう|しますか|しますね|しますよ|します"},
	{isAccount, "銀行口座|口座番号|口座情報|口座|お口座|振込先|お振込先|お振り込み先|振り込み先|PayPayのID|PayPay ID|送金先"},
	{isAccount, "支払い先"},
	{isAccount, "お支払い先|入金先|ウォレット|ウォレットアドレス|PayPalのアドレス|PayPalアドレス|QRコード"},
	{isGiven, "控えさせ|読み取|伺っ|うかがっ|入れと|入れて|載せ|教え|おしえ|送|お送|伝え|お伝え|お知らせ|知らせ|いただ|頂"},
	{isGiven, "もらえ"},
	{isGiven, "ください|下さい|お願い|聞い|お聞き|貼|共有|記載しま|記載してお|連絡|書い|書きま"},
	{isFee, "手数料|仲介料|仲介手数料|マージン|中抜き|中間マージン|システム利用料|サービス料|利用料"},
	{isSaving, "引かれない|引かれ|ひかれ|もったいな|勿体な|掛から|浮き|浮く|浮い|浮か|浮かせ|節約|なし|無し|なく|高い|高く"},
	{isSaving, "高すぎ"},
	{isSaving, "取られ|とられ|持っていかれ|持ってかれ|抜かれ|分お安く|分安く|分値引|分引|分を引|分を上乗せ|分割引|分だけ"},
	{isSaving, "分サービス"},
	{isSaving, "分還元|もかかる|が痛い|かさむ|払いたくな|抑え|ゼロ|惜しい|ばかにならな|バカにならな|無駄|むだ|お互い損|損です"},
	{isSaving, "避け"},
	{isSaving, "回避|きつい"},
	{isSaving, "かから|かかる|かかっ|かかり"},
	{isCheaper, "分お得|分お安く|分浮|分は割引|分は値引|分安く|分値引|分引き|分割引|分だけ|分サービス|分還元|がかからない方法"},
	{isCheaper, "のかからない方法|かからない形|かからないやり方|を浮かせ|が浮きます|が浮くので|浮いた分|を避け|回避"},
	{isCheaper, "ぶん浮|ぶん安|ぶんお安|ぶん割|ぶん引|ぶんお得"},
	{isCheaper, "分を浮|分を割引|分を値引|分を引"},
	{isDeal, "取引|お取引|お取り引き|取り引き|契約|ご契約|依頼|ご依頼|発注|ご発注|注文|ご注文|受注|仕事|お仕事|購入|買い"},
	{isDeal, "買う|買え"},
	{isDeal, "買っ|販売|売り|売って|払|支払|お支払|振込|振り込|送金|決済|入金|清算|精算|お金を|請求|ご請求|お受け|引き受け"},
	{isDeal, "頼む"},
	{isDeal, "頼み|頼め|頼ん|頼も|オーダー|やり直し|進行|継続"},
	{isPayEN, "book|booking|cheaper|discount|lower price|pay|pay you|pay me|paid|paying|payment|payments|settle|settle it"},
	{isPayEN, "sending"},
	{isPayEN, "transfer|wire|wired|deposit|deal|deals|do business|business|hire you|hire|order|orders|next job|next project"},
	{isPayEN, "next one|the job|the rest|the balance|this job|job|project|commission you|commission me|work together"},
	{isPayEN, "work with you"},
	{isPayEN, "i'll send|invoice|bill|tip|accept|balance|buy|charge|refund|money"},
	{isPayEN, "send|send it|send you|send me|send the money|send money"},
	{isPayByEN, "directly|direct to|straight to|privately|friends and family|friends & family|cash"},
	{isPayByEN, pairs(
		"via|through|by|with|on|in|using|over|to my|to your|my|your|into my|use|per|take|accept|prefer|an|a|some",
		" ",
		meansEN,
	)},
	{isMeansEN, "paypal|venmo|zelle|cash app|cash|cashapp|wise|transferwise|revolut|crypto|bitcoin|btc|eth|usdt|western union"},
	{isMeansEN, "moneygram|bank transfer|wire transfer|gift card|gift cards|amazon gift card|apple pay|google pay|paypay"},
	{isMeansEN, "payoneer"},
	{isMeansEN, "skrill|an invoice|my own invoice"},
	{isFineEN, "could work|are fine|okay|ok|accepted|welcome|preferred|me|you|instead|too|please|or|if you|in hand|on delivery"},
	{isFineEN, "up front|upfront"},
	{isFineEN, "would be fine|would be ok|would work|would do|would be easier|would be better|would be great"},
	{isFineEN, "is fine|is fine too|is ok|is okay|is easier|is easiest|is better|is best|is great|is good|is cheaper|is faster"},
	{isFineEN, "works|works too|works for me|works best"},
	{isSkipEN, "avoid|avoids|avoiding|skip|skips|skipping|save|saves|saving|dodge|without|lose|losing|eat|eats|eating|cut out"},
	{isSkipEN, "cutting out|bypass|get around|getting around|beat|no|minus|lower|less|free of|escape|spare|spares|sparing"},
	{isSkipEN, "takes|take"},
	{isSkipEN, "taking|keep|keeps|rid of|pay no|hate"},
	{isFeeEN, "fee|fees|commission|commissions|their cut|their percentage|a cut|20% cut|20%|22% cut|22%|middleman|middle man"},
	{isFeeEN, "service charge|platform fee|percentage"},
	{isOwnEN, "directly|direct|off-platform|off platform|off the site|off site|outside|privately|between us|ourselves"},
	{isOwnEN, "without the site|without coconala|without the platform|around the site|around coconala|elsewhere|off-site"},
	{isOwnEN, "cheaper"},
	{isOwnEN, "discount|lower price|less"},
	{isOwnEN, "my own site|my website|my site|my own shop|my shop"},

	{isNextDeal, "次回|次から|次は|今後|支払い|支払|お支払い|追加分|残り|続き|2回目|二回目|取引|お取引|依頼|ご依頼|リピート"},
	{isDirectEnd, "直接で|直で|直接でも|直でも|直接が|直接なら|直なら|直接に|じかに|直接やり"},
	{isCheap, "安く|お安く|割引|割引き|半額|値引|割安|円引|%オフ|まけ|お得|サービスし|格安|2割|1割|3割|二割|一割"},
	{isShop, "メルカリ|ラクマ|BASE|minne|ミンネ|BOOTH|Creema|クリーマ|ヤフオク|ショップ|自分のサイト|自社サイト|個人サイト"},
	{isShop, "ネットショップ|skeb|ストアーズ|STORES|他サイト|別サイト|ランサーズ|クラウドワークス"},
	{isBuying, "購入|買って|買えば|買える|注文|ご注文|決済|頼んで|依頼して|ご依頼"},
	{saysPayment, "直販だと|直販なら|直販で|振込手数料はこちら|振込手数料はうち|振込手数料は当方|お代は会った|お代は当日"},
	{saysPayment, "代金は会った"},
	{saysPayment, "代金は当日|当日払い|当日現金|現地払い|ここの決済は使わ|ここの決済を使わ|決済を使わず|決済を通さ|銀行間で"},
	{saysPayment, "銀行口座を教えて|直取引|直契約|裏取引|外部決済|現金手渡し|現金で手渡し|口座を教えて|口座番号を教えて|直案件"},
	{saysPayment, "直請け"},
	{saysPayment, "個人契約|個人で契約|個人でお受け|個人で受け|個人取引|個人間取引|個人間送金"},
	{saysPayment, "直接切って|直接取引|直接契約|直接依頼|直接のご依頼|直接のお取引|直接振込|直接振り込|直接支払|直接お支払|直接払"},
	{saysPayment, "直接請求|直接ご請求|直接発注|直接ご発注|直接のご契約|直接の契約|直接の発注|直接のご発注|直接の依頼|直接の取引"},
	{saysPayment, "手数料がかからない方法|手数料抜き|手数料なしで|手数料を浮かせ|手数料を節約"},
	{saysPayment, pairs(
		"avoid|avoiding|skip|skipping|save|saves|saving|save on|saves on|saves us|save us|saves us both|save us both|"+
			"saves you|save you|dodge|dodging|without|bypass|bypassing|get around|getting around|cut out|beat|lose|no more|"+
			"free of|spare us|spares us|instead of paying",
		" ",
		"the site's cut|the site's commission|the service charge|service charge|the platform's cut|the fee|the fees|fees|"+
			"the platform fee|the platform fees|platform fee|platform fees|the marketplace fee|marketplace fees|the service fee|"+
			"coconala fees|coconala's fee|coconala's fees|the site fee|the site's fee|the site's fees|the commission|"+
			"the middleman|their fee|their fees|their cut|the 22% fee|the 20% fee|the 22%|the 20%|those fees|site fees",
	)},
	{saysPayment, "wire it to|wire it|to me straight|straight to me|straight to you|billed directly|invoiced directly"},
	{saysPayment, "be billed directly|i'll invoice you|i can invoice you|invoice me|commission we save|split the commission"},
	{saysPayment, "split the fee|split the savings|let the site take|site takes|cash on the day|cash when we meet|in cash when"},
	{saysPayment, "off-platform deal|off platform deal"},
	{saysPayment, pairs(
		"do a|make a|arrange a|set up a|send a|by",
		" ",
		"bank transfer|wire transfer|direct transfer|direct deposit",
	)},
	{saysPayment, "no need to go through the site|no need to go through coconala|without going through the site"},
	{saysPayment, "without going through coconala|without going through the platform|venmo you|venmo me|zelle you|zelle me"},
	{saysPayment, "paypal you"},
	{saysPayment, "paypal me|paypal.me|wire you|cash app me|cash app you|cash in hand|paid directly|payment outside"},
	{saysPayment, "bank transfer directly|transfer directly|directly to my bank|directly to your bank|directly to my account"},
	{saysPayment, "straight to my account|straight to my bank|straight to your account|friends and family|friends & family"},
	{saysPayment, "off the books|cut out the middleman|skip the middleman|settle it outside|settle outside|settle this outside"},
	{saysPayment, "deal directly|deal with me directly|direct deal|hire me directly|hire you directly|order directly from me"},
	{saysPayment, "order from me directly|order directly|book me directly|book directly|invoice you directly|invoice me directly"},
	{saysPayment, "bill you directly|buy directly|commission me directly|commission you directly|side deal"},
	{saysPayment, "pay you directly|pay me directly|pay directly|pay outside|pay off the platform|pay cash|pay in cash"},
	{saysPayment, "paying directly|paying you directly|paying me directly|paying outside"},
	{saysPayment, "my bank details|my bank account|my iban|my paypal|my venmo|my cash app|my wallet address"},
	{saysPayment, "your bank details|your bank account|your iban|your paypal|your venmo|your wallet address"},
	{saysPayment, "work off the books|work with you directly|work with me directly|work together directly"},
	{isNoPay, "口座開設|口座管理|手数料率|手数料収入|振込手数料|振込用紙|現金書留封筒|キャッシュフロー|キャッシュレス"},
	{isNoPay, "キャッシュカード|BASEの|会員費|PayPayカード|PayPay銀行の|ギフトカードのデザイン|商品券のデザイン|お金の管理"},
	{isNoPay, "お金持ち"},
	{isNoPay, "データベース|ベースで|stripe api|paypal button|paypal integration|account manager|cash flow|cash register"},
	{isNoPay, "bank holiday|wallet app|user account|pay attention"},
	{isNoPay, "銀行員|銀行口座開設|銀行のロゴ|銀行強盗|銀行の広告"},
	{isNoPay, "請求書作成|請求書テンプレ|請求書のテンプレ|請求書のデザイン|請求書のフォーマット|請求書の作成|請求書を作成"},
	{isNoPay, "請求書の発行|請求書番号|請求書の備考"},
	{isNoPay, "check the|check it|check in|check out|check if|check that|check whether|check my|check your"},
	{isNoPay, "invoice template|invoice layout|invoice design|invoice number"},
	{isPayTail, "の送金|の送金リンク|送金|への送金|での支払い|でのお支払い|での送金|の送金で"},
	{saysPayment, pairs(
		"ココナラを通すと|ココナラ通すと|ここを通すと|ここ通すと|サイトを通すと|ココナラ経由だと|ここ経由だと|"+
			"サイト経由だと|ココナラだと|運営を通すと",
		"",
		"高い|高く|高つ|割高|手数料|お金|2割|二割|損|上乗せ",
	)},
	{saysPayment, pairs(
		"do this|do it|do the rest|handle this|handle it|work|finish this|arrange this|do the next one|"+
			"do business|do the order|do this one",
		" ",
		"off-platform|off platform|off the platform|outside the platform|off the site|off site|off-site|outside coconala|"+
			"off coconala|outside the site",
	)},
	{saysPayment, pairs(
		"skip|skipping|cut out|leave out|bypass|bypassing|go around|going around",
		" ",
		"the site|the platform|coconala|this site|the website|this platform",
	)},
	{saysPayment, "cut the site out|cut the platform out"},
	{saysPayment, "leave the platform out|leave the site out|leave coconala out|leave the website out"},
	{saysPayment, pairs(
		"would you take|do you take|could you take|can you take|will you take|would you accept|do you accept|can you accept|"+
			"happy to take",
		" ",
		meansEN,
	)},
	{isNoPay, pairs(
		"銀行振込|銀行振り込み|コンビニ払い|振込|振り込み|銀行|キャリア決済|電子マネー|ペイペイ|PayPay",
		"",
		"での入金確認|の入金確認|での入金が|の入金が|の反映|で購入し|でご購入|で購入済|を選択し|で決済しまし|で決済済|"+
			"で支払い済|の確認に|の確認が|で支払いました|で支払いましたので",
	)},
	{isStop, pairs(
		"site takes",
		" ",
		"a few|about|up to|some|long|one|two|three|several|a day|a while|a moment|a bit|days|time|time to",
	)},
	{isPayMood, "よけれ|よろしけれ|ダメです|だめです|無理です|いける|使えます|使えまし"},
	{isFineEN, "work for you|alright"},
	{isFineEN, "be ok|be okay|be fine|be alright|be possible|be easier"},
	{saysPayment, "if we go direct|could go direct|can go direct|going direct|deal direct|book direct|order direct from"},
	{saysPayment, "buy direct|pay direct"},
	{isNoPay, pairs(
		"現金|口座|銀行|振込|PayPay|カード",
		"",
		"欄|の項目|出納|の列|ボタン|のアイコン|の絵|のイラスト|のロゴ",
	)},
}
