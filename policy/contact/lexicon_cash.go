package contact

// maskable are means of paying that people write with a letter struck out: ペイ○イ.
const maskable = "PayPay|ペイペイ|PayPal|ペイパル|アマゾン|アマゾンギフト|アマゾンのギフト|アマギフ|Amazon|Amazonギフト|Amazonギフト券|Amazonギフトコード|Amazonのギフト|メルペイ|楽天ペイ|ビットコイン|銀行振込|現金|口座振込|ギフト券|ギフトカード|ギフトコード|仮想通貨"

// cashWords say how money goes by hand, by post or in codes: what it is in, the occasion
// on which it is handed over, the bank it is put into; and what is said of money in books,
// taxes and articles.
var cashWords = []entry{
	// 現金1,500円、封筒に入れて送って; 封筒に現金を
	{isNotes, "現金|現ナマ|キャッシュ|お札|千円札|万円札|一万円札|五千円札|紙幣|小銭|新札|お金|代金|お代|謝礼"},
	{isNotes, "切手|商品券|図書カード|クオカード|ギフト券"},
	{isEnvelope, pairs("封筒|茶封筒|白封筒|のし袋|ポチ袋|ぽち袋|書留|現金書留|簡易書留|レターパック|普通郵便|速達|定形郵便|ゆうパック", "", "に|で|にて|を|でも|へ|でお送り|の中に")},
	{isSend, "送|お送|郵送|入れて|入れま|同封|くださ|下さ|いただ|もら|渡|お願い|包|投函|よろ|払"},
	// 代金は現地でいただきます, その際にお代を頂戴します
	{isOccasion, pairs("当日|その際|そのとき|その時|受け渡しのとき|受け渡しの時|受け渡しの際|受け渡し時|お渡しのとき|お渡しの時|お渡しの際|お渡し時|お渡しするとき|お渡しする時|渡すとき|渡す時|受け取りのとき|"+
		"受け取りの際|引き取りのとき|引き取りの際|引き取り時|ご来店時|来店時|ご来店の際|会ったとき|会った時|会った際|お会いした際|お会いしたとき|お会いした時|帰り際|お帰りの際|終わったあと|終了後|施術後|レッスン後|撮影後|鑑定後|"+
		"その場", "", "|に|で|にて|、|でも|は")},
	{isOccasion, pairs("現地|会場|受付|窓口|店頭|玄関先|お店|事務所|教室|サロン", "", "で|にて|でも")},
	{isReceive, "いただきま|いただけ|いただく|いただき|頂きま|頂けれ|頂戴|ちょうだい|申し受け|くださ|下さ|もらいま|もらえ|もらう|お預かり|払|支払|渡し|渡す|精算|清算|集金|徴収|ご用意|用意して|お包み|現金|手渡し|お納め|結構です|受け取りま"},
	{isDues, "薄謝|寸志|お気持ち|お心付け|お布施|お車代|お足代|お足|お駄賃|駄賃|ギャランティ|手間代|お手間賃|お初穂料|志納|実費分|残りのお金|残りの代金|残金分|手数料分"},
	{isByHandSure, "当日現金|当日封筒|当日、封筒|当日手渡|当日お渡|当日、現金|当日お包み|封筒にて|封筒でお|現地払|店頭払|店頭で払|商品券|図書カード|クオカード|のし袋|ぽち袋"},
	{isAtOnce, "当日|手渡しで|手渡しにて|封筒で|封筒に入れて|現地で|会場で|受け渡しのとき|受け渡しの際|お渡しの際|直接手渡し"},
	{isTake, "いただけ|いただく|頂け|くださ|下さ|もらえ|よろ|ご用意|包んで|お包み"},
	{isNotes, "円札"},
	// 銀行に直接入れてもらう
	{saysPayment, pairs("銀行|ゆうちょ|郵便貯金|口座|通帳|信用金庫|信金|農協", "", pairs("に|へ|に直接|へ直接|のほうに|の方に", "", "入れてもら|入れていただ|入れてくだ|入れとい|入れてお|入れても|入れま|入れさせ|入れとく|お入れ|積ん|払い込|払込"))},
	{saysPayment, pairs("個人での|個人間での|個人同士の|直接での|直での|外部での|サイト外での|外での|二人だけの|じか取引の", "", "お取引|取引|契約|ご契約|お支払|支払|ご依頼|依頼|受注|発注|決済|精算")},
	// 会社の規定で請求書払いのみ
	{saysPayment, pairs("経理|経理上|会社|弊社|当社|社内|社|うち|役所|役場|学校|園|法人", "", pairs("の規定|の規程|の都合|の決まり|の方針|の処理|のルール|規定|規程", "", pairs("上|で|により|で、|により、|上、|として|だと", "", "請求書|請求払|銀行振込|振込|振り込み|後払|掛け払|掛払|口座振|月末締|締め払")))},
	{saysPayment, pairs("銀行振込|振込|振り込み|請求書払い|請求書|掛け払い|後払い|口座振込", "", "でしか支払|でしかお支払|のみとなり|のみの対応|のみ可能|のみでお願い|での処理しか|しかでき|以外できな|以外はでき|に限られ")},
	{saysPayment, pairs("請求書|ご請求書|御請求書|請求", "", pairs("を|をいただき|を頂戴し|をもらい|をお送りいただき|を送っていただき|を受け取り|を発行いただき|を発行していただき|を出していただき|を頂き", "", "振り込|振込|お振り込|お振込|お支払|支払|当社から振|弊社から振|銀行|月末に|翌月末"))},
	{isAdvance, "立替精算|立て替え精算|立替払い|立て替え払い|立替えが|立替が|立て替えが|個人のカード|個人カード|カード払いが|カード決済が|クレジットカードが|経費精算が"},
	{isBilled, "請求書|請求払|銀行振込|振り込|振込|口座|直接の契約|直接契約"},
	{isOutside, pairs("サイト|サイトの方|サイトのほう|ココナラ|ココナラの方|ココナラのほう|ここ|注文|お見積り|購入", "", pairs("は|を|の注文は|の注文を|の購入は|の方は", "", "取り下げ|お取り下げ|取り消し|お取り消し|取り消して|キャンセルして|キャンセルし、|せずに|なさらず|なさらずに|放っておいて"))},
	{saysPayment, pairs("ここの購入|購入|購入ボタン|購入手続き|サイトの決済|ここでの購入|決済", "", pairs("は|を|は押さ|を押さ|は押さずに|を押さずに|せずに", "", "せずに、|せずに口座|せずに直接|せずにPayPay|、PayPay|PayPay|、口座|口座|、直接|ずに、|ずに直接|、銀行|銀行"))},
	// ほしいものリストから贈ってくれたら
	{isWishList, pairs("欲しい物リスト|欲しいものリスト|ほしい物リスト|ほしいものリスト|干し芋リスト|干し芋|ウィッシュリスト|wishlist|wish list", "", "から|の|に|で|を|より")},
	{isGift, "贈っ|贈り|贈る|買って|買う|プレゼント|送って|送り|ぽちっ|ポチって|get me|send me|buy me|gift"},
	{isMeans, "アマゾンのギフト|Amazonのギフト|アマゾンのギフト番号|アマゾンギフト番号|Amazonギフト番号|アマゾンカード|Amazonカード|アマゾンポイント|ギフト番号|ギフトの番号|電子ギフト|eギフト|e-gift|イーギフト|デジタルギフト|スタバのギフト|スタバカード|スタバのカード|スタバチケット|ソーシャルギフト|ギフティ|giftee"},
	{isMeans, "Google Playカード|グーグルプレイカード|Googleギフト|アップルカード|App Storeカード|アップルギフト|Appleのギフト|Steamカード|スチームカード|Steamのギフト|プリペイドカード|プリペイド|Vプリカ|バニラVisa|ビットキャッシュ|BitCash|ウェブマネー|WebMoney|ニンテンドーカード|PSNカード|楽天ギフト|楽天キャッシュ|楽天ポイント"},
	{isMeans, "ワイズ|ベンモ|アリペイ|Alipay|WeChat Pay|ウィーチャットペイ|ファミペイ|Jコイン|J-Coin|ゆうちょペイ|aupay|au pay|LINE Pay残高|PayPay残高|PayPayポイント|PayPayマネー|ポイント払い|Vポイント|dポイント|Pontaポイント|Tポイント|ライトコイン|リップル|テザー|ソラナ|デビットカード|現金払い|金券|お米券|おこめ券|ビール券|旅行券|百貨店の商品券|デパートの商品券|お食事券|食事券|テレカ|テレホンカード"},
	{isWallet, "ワイズ|Alipay|アリペイ|ファミペイ|デビットカード|商品券|図書カード|クオカード|ゆうちょ銀行"},
	{isPayTail, "ギフトで|ギフトの|ギフトのコード|ギフトのコードを|ギフトコードを|ギフト|ギフト券で|ギフト券|ギフト券を|ギフトコードで|ギフトでも|ギフト券でも"},
	{isMeans, "ぺ○ぺ○|○イ○イ|P○yP○y|p○yp○l|ア○ギフ|あまぞんギフト|あまぎふ|A○azon"},
	{isFine, "で勘弁してくだ|で勘弁し|で堪忍し|でしかお支払いできません|でしか支払えません|でしか払えません|でしかお支払いできない|でしかお支払いでき|でしか払えない|以外でお支払いできません|以外では払えません"},
	{isWorth, "円分くれ|円分もら|円分いただ|円分頂|円分贈|円分プレ|円ぶん|円分を贈|円分のコード|円分買|円分をいただ|円分をくだ|円分くだ|円分お願い|円分を用意"},
	{isPayMood, "堪忍|勘弁|がわり|代わりに|かわりに|代わりで|でお礼|お礼させ|お返し|賄い|どないやろ|どないでしょ|どうやろ|どうでっしゃろ|いける？|よかったら|よろしいで|可です|可。|可能。|受付け|受け付け|受付中|受け付けて"},
	{isPayTail, "の現物で|現物で|の券で|の残高で|残高で|残高から|のアプリで|アプリで|マネーで|ポイントで|が余っているので|が余ってるので|があるので|があるんで|使えるなら|使えるんなら|いけるなら"},
	{isWorth, "円分を郵送|円分郵送|円分を同封|円分お渡|円分を差し上げ|円分差し上げ|円分進呈|円分をお礼|円分のギフト"},
	{saysPayment, "取っ払いで|とっぱらいで|取っ払い希望|とっぱらい希望|カード番号を教え|カード番号を送|カード番号と有効|ペイで送|ペイで払|ペイ送|pay送っと|pay送る|payで送|payで払"},
	{saysPayment, pairs("送金先|振込先|お振込先|振り込み先|入金先|お支払い先|振込口座", "", pairs("は|：|→|、|が", "", "みずほ|三井|三菱|りそな|ゆうちょ|楽天銀行|住信|PayPay|横浜銀行|京都銀行|福岡銀行|千葉銀行|信金|農協|JA|埼玉|北洋|七十七|静岡|広島|伊予|常陽|下記|以下|こちら|次の"))},
	{isPayTail, "(eメールタイプ)で|(eメールタイプ)|のeメールタイプで|eメールタイプで|(eメール)で|のメールタイプで|(コード)で|(デジタル)で"},
	{isMeans, "交通系IC|交通系|Suica払い|モバイルSuica|PASMO|ビットコ|ビットコイン払い|ETH|XRP|USDC|Patreon|パトレオン|Buy Me a Coffee|エポスポイント|永久不滅ポイント"},
	{isCheaper, "分をお互い|を二人で|分を山分け|分を分け|分を半分"},
	{isSelling, "出品し|出店し|出しており|並べており|置いており"},
	{isOccasion, pairs("来られた|いらした|お越しの|お越しいただいた|取りに来た|取りに来られた|ご来店された|受け取りに来られた|見えた|引き取りに来られた", "", "際に|際、|ときに|時に|とき、|時、|折に")},
	{isShop, pairs("自社サイト|自社|うちのサイト|当店サイト|公式サイト|公式|オンラインショップ|ネットショップ|弊社サイト", "", "のカート|のショップ|のストア|の注文ページ|の通販|の購入ページ")},
	{isCheap, "%お得|%引|%割引|割引き|割お得|割引い|八掛け|七掛け|値引き|勉強さ|まけさせ|まけとく"},
	{isBuying, "経由ですと|経由だと|経由なら|経由で|経由でしたら|からですと|からなら|からだと|からのほうが|で買う|買うて"},

	// English.
	{isNotesEN, "cash|the cash|cash payment|banknotes|bank notes|yen notes|bills|the notes|a money order|postal order|the money|a cheque|a check|gift card|gift cards"},
	{isEnvelopeEN, "in an envelope|in the envelope|in a plain envelope|in the post|in the mail|by post|by mail|by registered mail|by registered post|registered mail|registered post|cash envelope|through the post|post it|mail it|mail it to|send it by post|and mail|and post"},
	{saysPayment, pairs("pay|pay me|pay you|pay the rest|pay for it|you pay|settle up|settle|paying|paying me", " ", "at the venue|at the door|on the day|there and then|on the spot|at the counter|at the shop|when you pick|when i pick|when you collect|when i collect|when you come|when i come|after the session|after the lesson|at the end of the session|on arrival|on the night|by cheque|by check|in notes|in envelope|off the app|off-app|off app")},
	{saysPayment, pairs("bring|have|carry|take", " ", "cash on|cash with you|cash to the|the cash on|the cash with|cash for the|the payment in cash|the fee in cash")},
	{saysPayment, pairs("settle it|settle this|sort it out|sort it|sort this|sort the money|arrange it|arrange payment|handle the money|handle payment|agree a price|deal with the money|split it", " ", "between us|between ourselves|between you and me|just between us|privately|just the two of us|on our own")},
	{saysPayment, pairs("send|send me|send over|give me|give|text me|email me|share|take|accept|prefer|happy with|fine with|ok with|okay with", " ", pairs("an|some|a|the|any", " ", "amazon code|amazon gift code|gift code|gift card code|gift card codes|gift codes|itunes code|steam code|google play code|apple gift card|itunes card|google play card|prepaid card|starbucks card|store voucher|gift voucher|amazon voucher|amazon gift card|visa gift card"))},
	{isMeansEN, "gift codes|gift code|itunes codes|itunes cards|itunes gift card|itunes gift cards|itunes gift codes|steam card|steam cards|google play cards|google play card|starbucks card|a starbucks card|starbucks cards|amazon codes|amazon vouchers|amazon gift cards|amazon cards|vouchers|gift vouchers|prepaid cards|apple gift cards|visa gift cards|money order|paypal transfer|bank deposit"},
	{isCardEN, "gift card|gift cards|gift codes|gift code|itunes cards|itunes gift codes|steam cards|steam card|google play cards|amazon cards|amazon gift cards|amazon gift card|gift vouchers|amazon vouchers|starbucks card|starbucks cards|prepaid cards|cash or card|crypto or cash"},
	{isFineEN, "would do|will do|do the job|are okay too|are okay|are ok|are good|are great|are welcome|are accepted|work too|work as well|work for me|work fine|work best|work just|also work|also works|are all fine|fine too|would be better|would be ideal|would be perfect|as payment|as well"},
	{isPayEN, "remit|remits|remitting|remittance|settle the remaining|settle the balance|compensate|reimburse you|advance|top-up|the fee|the deposit|the remaining|your fee|my fee|the outstanding"},
	{isPayByEN, pairs("to|to our|to my|into our|into my|into the|to the|to your|into your|from our|from my|against an", " ", "account|bank|bank account|company account|business account|savings account|post bank account|wise account|paypal account|bank in|invoice")},
	{isPayByEN, pairs("by|via|using|with|in|through|against", " ", "transfer|wise|remittance|an invoice|a wise transfer|postal order|money order|registered mail|gift cards|gift codes|a gift card|vouchers|amazon gift card|paypay|alipay|stablecoin|usdc|notes|bank draft|direct debit|standing order|sepa|iban|swift")},
	{isOwnEN, "just pay you|simply pay you|can i pay you|could i pay you|i could pay you|pay you myself|deal with you|hire you|straight to you|straight to me|send it to you"},
	{isSkipEN, "taking|the site taking|coconala taking|pocketing|pockets|skimming|skims|charging us|swallow|swallows"},
	{isShopEN, "my own store|my own webshop|my webshop|my web shop|our own store|our own shop|my storefront|my online gallery|my booth|my own page|my studio's site|our webshop|my site's|my base shop"},
	{saysPayment, pairs("our accounting|our accountant|our accounts team|accounts payable|our finance team|our company|my company|finance|our office|the company", " ", pairs("can only|only|will only|has to|needs to|must|prefers to|requires us to", " ", "pay against|pay by invoice|pay by transfer|pay by bank|pay invoices|pay on invoice|pay an invoice|pay by wire|pays by"))},
	{saysPayment, "bill us directly|bill our company|invoice our company|invoice our office|directly to our accounts|to our accounts department|to our accounting"},

	{isBuyEN, "buying direct|buying directly|buying from|buying through|ordering from|ordering direct|ordering through|booking through|booking direct|commissions are|commissions on"},
	{saysPayment, pairs("do it|do this|do that one|work|sell it|draw it|make it|sell them|do the job|play", " ", "for cash|for cash in hand")},
	{saysPayment, "leave the money with|leave the cash with|leave the payment with|leave the cash at|if you come to me directly|come to me directly for|if you come direct|in amazon credit|in itunes credit|in steam credit|paid in vouchers"},
	{isPayByEN, pairs("with|by|via|using|in|through|send|take|accept", " ", "an apple gift card|an itunes card|a steam card|a money order|a postal order|amazon credit|store credit|an amazon voucher|a gift voucher|a prepaid card|a google play card")},
	{isPayByEN, "a money order|a postal order|a cheque|a bank draft"},

	{isSpokenJA, "連絡|打ち合わせ|打合せ|質問|相談|会議|通話|話し|お話|話せ|メール"},
	{saysPayment, pairs("直接|直に|じかに|個別に|別途|個人的に", "", "ご契約いただ|契約いただ|契約してくだ|契約していただ|ご送金|送金し|送金す|お振り込みす|お振込みし|ご依頼いただ|ご購入いただくと|ご注文いただ")},
	{saysPayment, pairs("あちらで|あちらのほうで|そちらで|別サイトで|別の売買サイトで|他のサイトで", "", "決済し|決済させ|決済を|お支払い|支払わせ|購入させ|取引させ")},
	{saysPayment, pairs("contract|hire|engage|retain|commission|employ|book|pay", " ", "you directly|you direct|you there instead|me directly|me direct")},
	{saysPayment, pairs("direct transfer|a direct transfer|private invoice|a private invoice|direct invoice|direct invoicing|postal money order|a postal money order", " ", "is fine|works|is ok|please|from my|from our|to my|to your|for the|would|instead")},

	// Books, taxes, articles and wages: nobody offers anything.
	{isLedger, "仕訳|帳簿|売掛|買掛|未収入金|未払金|勘定科目|貸借|簿記|会計ソフト|家計簿|確定申告|源泉徴収|所得税|贈与税|住民税|課税|非課税|納税|税務|税理士|雑所得|副業の申告|決算書|借方|貸方|petty cash|bookkeeping|ledger|receivable|receivables|payable account|tax return|taxable|income tax|withholding|journal entry|debit|accounts receivable"},
	{isLedger, "給与を|給料を|給料は|給与は|お年玉|ご祝儀|香典|お小遣い|ボーナス|年金|賃金|結納|募金|義援金|お賽銭|横領|強盗|身代金|賄賂|振り込め詐欺|詐欺の手口"},
	{isLedger, "コラム|というテーマ|のマナー|という記事|の記事です|の記事を|記事を書|についての記事|に関する記事|について書|について解説|についての解説|について触れ|についてまとめ|の解説記事|解説する|比較記事|の比較表|の使い分け|という場面|という台詞|という設定|a blog post|an article|my article|the article|blog post about|for freelancers|the scene|the character|my novel|petty"},
	{isSettled, "を追加|を載せてくだ|を載せてほ|を載せたい|を掲載|を表示|を足して|を足したい|の欄|と併記|を併記|に変えたい会社|のアイコンを|の札|のポップ|のPOP|券売機|店内|来店客|お客さま|お買い物"},
}
