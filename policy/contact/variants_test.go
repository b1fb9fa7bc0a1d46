package contact_test

import (
	"strings"
	"testing"

	"github.com/torikime/torikime/policy"
)

// variant is a sentence with places in braces, each filled with every word of a list.
type variant struct {
	kind     policy.Finding
	sentence string
}

// fillings are the words for the places of variants.
var fillings = map[string]string{
	"name":     "LINE|ライン|Skype|インスタ|Zoom|メッセンジャー|Twitter|Teams|フェイスブック",
	"other":    "Discord|テレグラム|カカオトーク|WhatsApp|Slack",
	"Name":     "LINE|Skype|Instagram|Zoom|Messenger|Discord|Facebook",
	"talk":     "話し|お話し|やり取りし|連絡し|打ち合わせし|ご相談し|通話し",
	"talkte":   "話して|やり取りして|連絡して|送って|打ち合わせして|つないで",
	"want":     "ませんか？|ましょう|たいです|たいのですが、いかがでしょうか",
	"ask":      "もらえますか|いただけますか|ください|もらえると助かります|ほしいです|いただけると嬉しいです|もいいですか",
	"fine":     "でも大丈夫です|で問題ありません|でお願いします|でも構いません|のほうが助かります|のほうが早いです|でいかがでしょうか|でもいいですか",
	"detail":   "連絡先|電話番号|メールアドレス|LINEのID|アカウント名|携帯の番号|メアド",
	"tell":     "教えていただけますか|教えてください|お聞きしてもいいですか|交換しませんか|教えてもらえると助かります|いただけますか|お伺いしてもよろしいですか",
	"out":      "外部で|別のアプリで|ここ以外で|ココナラの外で|個人的に|直接|他のSNSで|サイト外で",
	"me":       "text me|email me|call me|dm me|add me on LINE|message me on Discord|ring me|reach me on Skype",
	"when":     "later|tonight|when you can|if that works|please|tomorrow",
	"can":      "Can we|Could we|Shall we|I'd like to|I'd love to|Let's|Is it ok if we|Would you mind if we|Maybe we can",
	"talkEN":   "talk|chat|continue|move this|discuss it|catch up|do a call|speak",
	"onEN":     "on LINE|on Skype|via Zoom|over Messenger|on Discord|by email|outside the platform|somewhere else|over the phone|off this site",
	"means":    "PayPay|銀行振込|現金|アマゾンギフト券|PayPal|ビットコイン|メルペイ|ペイペイ|LINE Pay",
	"payte":    "でお支払いしても|で払っても|で送っても",
	"may":      "いいですか|大丈夫ですか|よろしいでしょうか|構いませんか|問題ないですか",
	"payfine":  "で払います|での支払いも可能です|でお支払いします|でも大丈夫です|でお願いします|で送りますね|払いでもいいですか|で先払いします",
	"deal":     "取引|契約|お支払い|依頼|発注|振り込み|お取引|ご依頼",
	"dealend":  "しませんか|したいです|でお願いできますか|してもいいですか|していただけませんか|も可能です",
	"by":       "by PayPal|via Venmo|in cash|by bank transfer|with crypto|through Wise|directly|with an Amazon gift card",
	"payEN":    "I can pay you|Can I pay|You can pay me|I'd prefer to pay|Please pay|We could settle it|I'll send the money",
	"meette":   "会って|お会いして|待ち合わせて|直接会って",
	"place":    "渋谷駅で|駅前のカフェで|御社の近くで|新宿で|そちらのオフィスで|どこかのファミレスで|喫茶店で",
	"meetmas":  "お会いし|会い|待ち合わせし|落ち合い|打ち合わせし|合流し|顔合わせし",
	"go":       "伺います|お伺いしてもいいですか|訪問してもよろしいですか|お邪魔します|伺わせてください|行ってもいいですか",
	"goto":     "御社に|そちらの事務所に|お店に|ご自宅に|スタジオに|会社に",
	"come":     "うちに|私の事務所に|弊社に|こちらのスタジオに|自宅に",
	"comete":   "来てもらえますか|来ていただけますか|来ませんか|お越しください|お越しいただけますか|いらしてください",
	"meetEN":   "meet up|meet in person|grab a coffee|get lunch|meet at the station|meet face to face|have a drink",
	"sep":      "-|－| |.|・|ー|/|　| - |",
	"mob":      "090|080|070",
	"local":    "taro.suzuki|hana_85|k-tanaka|yuki1990",
	"at":       "@|＠| @ |(at)|[at]|（アット）|アットマーク|あっと|★| at |【@】|<at>",
	"host":     "gmail.com|example.co.jp|yahoo.co.jp|example.com|icloud.com",
	"prov":     "gmail|Gmail|ジーメール|ヤフーメール|icloud|ドコモのメール",
	"tellid":   "です|になります|で登録しています|で検索してください|です、追加お願いします|だよ",
	"casual":   "で話そう|で話そ|でいい？|にしない？|でよくない？|教えて|やってる？|でやりとりしよ|のID教えて|で連絡とろう|で送るね|に切り替えよう|つなご|で電話しよ",
	"keigo":    "にてご連絡賜れますと幸いです|にてご相談させていただけますでしょうか|でお打ち合わせの機会を頂戴できれば幸いです|へご連絡いただけますと幸甚です|にてやり取りさせていただきたく存じます|でのご連絡をお願いできますでしょうか",
	"done":     "送りました|送っておきました|しました|申請しました|登録しました|追加させていただきました|フォローしました",
	"ch":       "LINEの友だち追加|フレンド申請|インスタのフォロー|友達申請",
	"chdone":   "しました|しておきました|させていただきました|お願いします|してもらえますか|よろしくです",
	"search":   "検索してください|検索すると出てきます|ググってもらえれば出ます|探してみてください|調べていただければ見つかります|検索してもらえますか",
	"byname":   "名前で|屋号で|店名で|活動名で|本名で|アカウント名で",
	"profile":  "プロフィールのリンク|プロフのURL|プロフィールのホームページ|ブログのフォーム|ホームページのお問い合わせフォーム",
	"fromit":   "からご連絡ください|から連絡もらえますか|からお問い合わせください|からどうぞ|からメッセージいただけますか",
	"askEN":    "Can I have your|Could you give me your|May I get your|Please send me your|What's your|Could you share your|tell me your",
	"detEN":    "phone number|email|email address|LINE ID|contact info|number|WhatsApp|Skype|Instagram|contact details",
	"feeEN":    "Let's skip the fee|We can avoid the platform fee|save on fees|It saves us both the commission|no platform fees that way",
	"outEN":    "outside the platform|off-platform|outside of Coconala|directly",
	"dealEN":   "Let's do the next job|I'd rather deal|We can work together|I can do it cheaper|Hire me|You can order",
	"foreign":  "+44 7911 123456|+1 (415) 555-0132|+82-10-1234-5678|+86 139 1234 5678|+886 912 345 678|+33 6 12 34 56 78|+49 151 23456789|+61 412 345 678",
	"kana":     "ゼロキュウゼロ、イチサンゴナナ、ニヨンロクハチ|〇九〇の一三五七の二四六八|ぜろはちぜろ いちさんごなな によんろくはち|零九零一三五七二四六八|zero nine zero, one three five seven, two four six eight|⓪⑨⓪①③⑤⑦②④⑥⑧|０９０（１３５７）２４６８|O9O-1357-2468",
	"pieces":   "最初は090、次が1357、最後が2468です|090のあと1357で、最後2468|頭が090、真ん中1357、下4桁2468|starts with 090, then 1357, ends in 2468",
	"acctname": "表示名は|ユーザー名は|アカ|IDは|登録名は|アカウント名→|ハンドルネームは",
	"sign3":    " hayate_front です|morino-design-07 です|koma_dev にしています| kaitom.77 です|moai_logo_01 になります",
	"accname":  "hayate_front|morino.design|koma_dev7|kai.77",
	"addhere":  "フレンド申請はこちらへ→ |追加お願いします👉 |検索したら出ますので: |フォローよろしくです！→|登録はこちら：",
	"addEN":    "just add me: |ping me here: |find me: |DM me -> |follow me = |message me at: ",
	"nosign":   "@なしで|全部小文字で |小文字で |英字で |アットマーク抜きで",
	"spelt":    "sunny dot side dot art|taro underscore 99|taro アンダーバー 99|hana underscore nail underscore 3",
	"typed":    "を追加してもらえますか|で検索してください|と入力してください|を検索してフォローしてください|って探して|をフォローしてもらえますか|にフレンド申請お願いします|と打ち込んでみてください",
	"zoomno2":  "854 2231 9087|912-4407-3381|834 221 907",
	"call":     "meeting|call|room|class|meeting ID",
	"note":     "no caps|all lowercase|one word|no spaces|with an underscore",
	"hash":     "then a hash then|hash|hashtag|, then the hash sign,|シャープ|pound sign",
	"asname":   "旧姓で、|本名で |実名で、|ローマ字で",
	"calledso": "っていうアカウントです|という名前です|で出てきます|と検索してください|という個人ページです",
	"last4":    "下4桁|末尾4桁|最後の4桁|下四桁",
	"first7":   "その前|頭|前半|最初|上7桁",
	"halves":   "前半は070-4418、後半は9035|1通目が080-3312、2通目が9921|前半：090-44　後半：21-9087|上7桁が0903344、下4桁が5566|my number is 228-4471, area code 312|the last four are 4471 and the first part is 080-5512",
	"mail2":    "前半がtanaka.ken、後半が@outlook.com|1通目：mika.saito　2通目：gmail.com　間に＠|First half: anna.b, second half: @web.de|the first part is jo.smith and the second part is gmail.com",
	"told":     "★は点|★はドット|★をドットに変えて|★→ドット|★ is a dot",
	"disg":     "ⓁⒾⓃⒺ|L!NE|L ! N E|らいーん|L.I.N.E|Ｌ Ｉ Ｎ Ｅ",
	"meeting":  "Google Meet|Zoom|Teams|ズーム|Skype",
	"link":     "のリンク|のURL|リンク|の招待リンク",
	"sending":  "をお送りします|を送りますね|を送っておきます|を後ほどお送りします|を発行しますね|を共有します",
	"someapp":  "いつものアプリ|普段使ってるアプリ|通知が来るほうのアプリ|緑の吹き出しのアプリ|よく使うチャットアプリ|使い慣れたアプリ",
	"placed":   "ここじゃない場所で|別の場所で|別のところで|他のアプリで|違うアプリで|ここではないところで",
	"number":   "番号|電話番号|携帯番号|ケータイの番号",
	"gimme":    "ちょうだい|おせーて|聞いてもいい？|くれませんか|教えといて|聞いといていい？",
	"sms":      "ショートメール|SMS|ショートメッセージ",
	"smsdo":    "送るね|で連絡してもいいですか|でやり取りできますか|ください|でお願いします|で送ってもらえますか",
	"trip":     "出張撮影|出張レッスン|訪問での作業|訪問も|対面での鑑定|対面レッスン|来店での受け取り|出張での施術",
	"offer":    "も可能です|も承ります|も対応可能です|もお受けします|も対応できます|もできます",
	"welcome":  "歓迎です|可能です|お待ちしています|いただければ無料で診断します|大歓迎です",
	"day":      "金曜に|土曜の10時に|明日の午後に|来週|15時に|今週末に",
	"going":    "伺います|お伺いします|伺いますね",
	"skip":     "ココナラを挟まずに|サイトを挟まないで|運営を介さずに|ここを経由せずに|仲介抜きで|ココナラを飛ばして",
	"order":    "発注|注文|依頼|契約|お支払い|取引",
	"thru":     "ココナラを通すと|ここを通すと|サイト経由だと|ココナラだと|ここ経由だと",
	"dear":     "高くなるので直接お願いしたい|手数料が高いので別で|手数料で損なので直接|割高になりますよね",
	"offsite":  "off-platform|off the platform|outside the platform|off the site|off-site",
	"paysay":   "I'll pay the same|I can pay by card|it's cheaper for both|I'd give you a discount",
	"theme":    "サポートは|やり取りは主に|連絡は基本|ご相談は",
	"becomes":  "で行います|になります|となります|で対応します|にて行っております",
	"lacking":  "ココナラのメッセージは見落としがちなので、|ココナラの通知は気づきにくいので|トークルームの通知が遅れるので、",
	"sum":      "5000円でどうですか|3万でやります|半額にします",
	"less":     "1割安く買えます|割引になります|500円安いです",
	"trips":    "出張可能です|出張できます|出張いたします|出張も可能です",
	"served":   "サポートをお付けします|個別相談を承ります|質問対応付き|オンラインミーティングをセットします|添削サポート込みです|面談をご用意します",
	"hear":     "ご要望を伺えればと思います|詳しくお聞かせください|詳細をお聞きできればと思います|少しお話しできますか",
	"byphone":  "お電話にて|電話で",
	"thruno":   "通さんと|通さないで|を通さないで|を通さなくて",
	"ownshop":  "うちのサイト|私のショップ|メルカリ|BASE|自社サイト|うちのネットショップ",
	"buyit":    "から購入された方が安いです|で購入してもらえますか|から注文してもらうほうが安くできます|で買ってもらえると助かります",
	"then":     "では|じゃあ|それなら",
	"bymeans":  "振込で。|現金で。|PayPayで。|銀行振込で。",
	"later":    "はのちほどお伝えします|は後ほど送ります|は追ってご連絡します",
	"acct":     "口座|振込先",
	"cheapso":  "二割安くするので|千円引きするので|割引するから|半額にするので",
	"straight": "直でどうですか|直接でどうでしょう|直でやりましょう",
	"offline":  "オフラインで決済しましょう|オフラインでの取引も可能です|オフラインで支払います",
	"session":  "対面セッション60分|対面レッスン90分、駅前のスタジオにて|対面カウンセリングを受付中|対面コーチング45分",
	"bringto":  "お店まで|事務所まで|ご自宅まで|会社まで|スタジオまで",
	"bring":    "持って行きます|持っていけます|お持ちします|取りに行きます",
	"seeme":    "会ってもらえませんか|会ってもらえへん？|会っていただけますか|会ってくれませんか",
	"gather":   "オフ会やるので来ませんか|交流会を開くのでぜひお越しください|飲み会やるので来てください",
	"zoomno":   "912 4407 3381|834 2210 9917|87655432109",
	"steam":    "118 224 907|4471 2093 8856|SW-1234-5678-9012",
	"visit":    "寄ってください|お越しいただけますか|来てもらえますか|いらしてください|来てみませんか",
	"whose":    "うちの教室に|私のアトリエに|弊社のオフィスに|駅前のサロンに|こちらの工房に",
	"reach":    "私が伺います|こちらから出向きます|車で伺います|取りに伺ってもいいですか|実物を見に行ってもいいですか|2名で参ります",
	"clock":    "土曜の11時に|明日の14時、|来週の日曜、15時に|19時に",
	"spot":     "北口の改札前|駅前のスタバ|ホテルのロビー|図書館の入口|南口のドトール",
	"atspot":   "で。|で大丈夫です|でお待ちしています|でお願いします|でいいですか？",
	"town":     "恵比寿|梅田|池袋|大宮|名古屋|三宮",
	"nearby":   "あたりでお会いできますか|まで来られますか|あたりだとありがたいです|駅でお渡しできます|で待ち合わせましょう",
	"treat":    "ご飯|ランチ|コーヒー|一杯",
	"treats":   "奢らせてください|おごりますよ|ご馳走させてください|でもどうですか",
	"visitEN":  "come to your office|visit your studio|stop by your shop|come over|meet you at the station|come and take a look|drop by your place",
	"planEN":   "Can I|Could I|I'd like to|I'd be happy to|I could",
	"dayEN":    "OK, Tuesday at six|Great, see you tomorrow|Let's say Sunday at noon|Perfect, Friday at 7 pm",
	"spotEN":   "outside the station|at the south exit|in front of the library|at the café|by the ticket gate",
	"due":      "残りは|お代は|料金は|追加分は|お礼は",
	"byhand":   "現金で渡します|手渡しでいいですか|口座に振り込みます|PayPayで送ります|会ったときに払います",
	"wallet":   "PayPay|メルペイ|ペイペイ|PayPal|LINE Pay",
	"have":     "使えますか？|持ってますか？|やってますか？|使ってますか？|送れます？",
	"ifdirect": "直接なら|直接だと|直でしたら|外なら",
	"sum2":     "8,000円でお受けします|5000円でどうですか|1万円でやります",
	"walletEN": "Venmo|PayPal|Zelle|Cash App|Revolut",
	"paidEN":   "Can I send you the money by|Could I pay you with|I'll pay the rest through|Do you take|I could pay you by",
	"shopEN":   "my own website|my Etsy shop|my Gumroad|my online store",
	"buysEN":   "It's cheaper if you order from|You can buy it from|Just get it from|Please book through",
	"plea":     "くれへん？|もらえへん？|ほしいねん|ください|いただけますまいか|おなしゃす",
	"deliver":  "現物は|受け渡しは|お渡しは|納品は",
	"byface":   "手渡しで|直接で|対面で",
	"fine2":    "もいいですか|お願いします|大丈夫です|どうですか",
	"dealstr":  "直で|直接|じかに|個人で",
	"dealdo":   "やろうぜ|お願いしたいです|契約しませんか|お受けします|依頼したいです",
	"lesson":   "授業は|個人レッスンは|鑑定は|初回の面談は|ヒアリングは|打合せは|コーチングは",
	"held":     "で行います|を使用します|にて実施いたします|で承っております|を利用いたします|でやります|使用となります",
	"badmail":  "メールアドレス|電話番号|ご連絡先|メアド",
	"hear2":    "を伺えますか|をお伺いしてもよろしいですか|を頂戴できますと幸いです|を控えさせていただいても構いませんか|をご教示ください",
	"apart":    "zo om|sky pe|ライ ン|Z00m|5kype",
	"file":     "txt|pdf|mp3|jpg|docx|wav",
	"url":      "https://drive.google.com/file/d/abc|github.com/taro/x|www.facebook.com/taro|dropbox.com/s/abc|zoom.us/j/123",
}

// variants say the same thing in the many ways that grammar allows.
var variants = []variant{
	{policy.FoundInvitation, "{name}で{talk}{want}"}, {policy.FoundServiceName, "{name}で{talk}{want}"},
	{policy.FoundInvitation, "よければ{name}で{talkte}{ask}"}, {policy.FoundInvitation, "{other}で{talkte}{ask}"},
	{policy.FoundInvitation, "{name}{fine}"}, {policy.FoundServiceName, "こちらは{name}{fine}"}, {policy.FoundInvitation, "{other}{fine}"},
	{policy.FoundInvitation, "{detail}を{tell}"}, {policy.FoundInvitation, "差し支えなければ{detail}{tell}"},
	{policy.FoundInvitation, "{out}{talk}{want}"}, {policy.FoundInvitation, "今後は{out}{talkte}{ask}"},
	{policy.FoundInvitation, "{name}やってますか？"}, {policy.FoundInvitation, "{name}のほうに{talkte}{ask}"}, {policy.FoundInvitation, "{name}追加しました"},
	{policy.FoundInvitation, "{name}{casual}"}, {policy.FoundServiceName, "{name}{casual}"}, {policy.FoundInvitation, "{other}{casual}"}, {policy.FoundInvitation, "{name}{keigo}"}, {policy.FoundServiceName, "今後は{name}{keigo}"},
	{policy.FoundInvitation, "{ch}{chdone}"}, {policy.FoundInvitation, "{byname}{search}"}, {policy.FoundInvitation, "{profile}{fromit}"}, {policy.FoundInvitation, "{askEN} {detEN}?"},
	{policy.FoundInvitation, "DM{done}"}, {policy.FoundInvitation, "メール{keigo}"}, {policy.FoundInvitation, "お電話{keigo}"},
	{policy.FoundInvitation, "{local}@example.com{keigo}"}, {policy.FoundInvitation, "090-1357-2468{keigo}"}, {policy.FoundInvitation, "{local}@example.comまで{talkte}{ask}"}, {policy.FoundInvitation, "0120-444-222 にお電話{ask}"},
	{policy.FoundOutsidePayment, "{feeEN} and work {outEN}"}, {policy.FoundOutsidePayment, "{dealEN} {outEN}"}, {policy.FoundOutsidePayment, "{means}{may}"},
	{policy.FoundPhone, "{foreign}"}, {policy.FoundPhone, "{kana}です"}, {policy.FoundPhone, "{pieces}"},
	{policy.FoundInvitation, "電話{fine}"}, {policy.FoundInvitation, "メール{fine}"}, {policy.FoundInvitation, "電話で{talk}{want}"}, {policy.FoundInvitation, "メールで{talkte}{ask}"},
	{policy.FoundInvitation, "{me} {when}"}, {policy.FoundInvitation, "{can} {talkEN} {onEN}?"}, {policy.FoundInvitation, "Do you use {Name}?"}, {policy.FoundServiceName, "add me on LINE {when}"},
	{policy.FoundInvitation, "I usually talk to clients on {Name}"}, {policy.FoundInvitation, "What's your {Name}?"}, {policy.FoundInvitation, "{Name} works better for me"},
	{policy.FoundOutsidePayment, "{means}{payte}{may}"}, {policy.FoundOutsidePayment, "{means}{payfine}"}, {policy.FoundOutsidePayment, "{out}{deal}{dealend}"},
	{policy.FoundOutsidePayment, "{payEN} {by}"}, {policy.FoundOutsidePayment, "手数料がもったいないので直接{deal}{dealend}"},
	{policy.FoundMeeting, "{place}{meetmas}{want}"}, {policy.FoundMeeting, "一度{meette}{talkte}{ask}"}, {policy.FoundMeeting, "来週{goto}{go}"}, {policy.FoundMeeting, "{come}{comete}"},
	{policy.FoundMeeting, "{can} {meetEN}"},
	{policy.FoundPhone, "{mob}{sep}1357{sep}2468です"}, {policy.FoundPhone, "電話は{mob}{sep}8642{sep}9753まで"},
	{policy.FoundAddress, "{local}{at}{host}"}, {policy.FoundAddress, "メールは{local}{at}{host}です"}, {policy.FoundAddress, "{prov}で{local}です"}, {policy.FoundAddress, "{local}、後ろは{prov}です"},
	{policy.FoundHandle, "{name}は{local}{tellid}"}, {policy.FoundHandle, "{other}のIDは{local}{tellid}"}, {policy.FoundHandle, "{local}（{name}）"}, {policy.FoundHandle, "my {Name} is {local}"},
	{policy.FoundPhone, "{last4}は9218、{first7}が090-3345です"}, {policy.FoundPhone, "{halves}です"}, {policy.FoundAddress, "{mail2}"},
	{policy.FoundForbiddenLink, "canva★com/design/DAFs {told}"}, {policy.FoundServiceName, "{disg}：{local}"}, {policy.FoundHandle, "{disg}「{local}」"},
	{policy.FoundInvitation, "{meeting}{link}{sending}"}, {policy.FoundServiceName, "{meeting}{link}{sending}"}, {policy.FoundInvitation, "{someapp}で{talk}{want}"},
	{policy.FoundInvitation, "{placed}{talk}{want}"}, {policy.FoundInvitation, "{number}{gimme}"}, {policy.FoundInvitation, "{sms}{smsdo}"},
	{policy.FoundMeeting, "{trip}{offer}"}, {policy.FoundMeeting, "ご来店{welcome}"}, {policy.FoundMeeting, "{day}{going}"},
	{policy.FoundOutsidePayment, "{skip}{order}したら安くなりますか"}, {policy.FoundOutsidePayment, "{thru}{dear}"},
	{policy.FoundOutsidePayment, "Can we do this {offsite}? {paysay}"}, {policy.FoundOutsidePayment, "Could we take it {offsite}? {paysay}"},
	{policy.FoundInvitation, "{name}での{served}"}, {policy.FoundServiceName, "{name}での{served}"}, {policy.FoundInvitation, "{byphone}{hear}"},
	{policy.FoundInvitation, "{name}のアカウント作りましたので、そちらでも"},
	{policy.FoundInvitation, "{theme}{name}{becomes}"}, {policy.FoundServiceName, "{theme}{name}{becomes}"}, {policy.FoundInvitation, "{lacking}{name}で{talkte}{ask}"},
	{policy.FoundOutsidePayment, "ココナラ抜きで{sum}"}, {policy.FoundOutsidePayment, "{ownshop}なら同じものが{less}"}, {policy.FoundMeeting, "都内なら{trips}"},
	{policy.FoundInvitation, "別んとこで{talk}{want}"},
	{policy.FoundOutsidePayment, "次はココナラ{thruno}{order}したいです"}, {policy.FoundOutsidePayment, "{ownshop}{buyit}"}, {policy.FoundOutsidePayment, "わかりました、{then}{bymeans}"},
	{policy.FoundOutsidePayment, "{acct}{later}"}, {policy.FoundOutsidePayment, "{cheapso}{straight}"}, {policy.FoundOutsidePayment, "{offline}"},
	{policy.FoundMeeting, "{session}"}, {policy.FoundMeeting, "見本を{bringto}{bring}"}, {policy.FoundMeeting, "一度{seeme}"}, {policy.FoundMeeting, "{gather}"},
	{policy.FoundHandle, "Zoomは{zoomno}、パスはkaki77です"}, {policy.FoundHandle, "フレンドコード {steam}"},
	{policy.FoundMeeting, "よかったら{whose}{visit}"}, {policy.FoundMeeting, "今度{reach}"}, {policy.FoundMeeting, "{clock}{spot}{atspot}"}, {policy.FoundMeeting, "{town}{nearby}"},
	{policy.FoundMeeting, "お礼に{treat}{treats}"}, {policy.FoundMeeting, "{planEN} {visitEN} next week?"}, {policy.FoundMeeting, "{dayEN} {spotEN}"},
	{policy.FoundOutsidePayment, "{due}{byhand}"}, {policy.FoundOutsidePayment, "{wallet}{have}"}, {policy.FoundOutsidePayment, "{ifdirect}{sum2}"},
	{policy.FoundOutsidePayment, "{paidEN} {walletEN}"}, {policy.FoundOutsidePayment, "{buysEN} {shopEN}"},
	{policy.FoundInvitation, "{name}で連絡して{plea}"}, {policy.FoundInvitation, "電話番号教えて{plea}"}, {policy.FoundMeeting, "うちに取りに来て{plea}"}, {policy.FoundMeeting, "{deliver}{byface}{fine2}"},
	{policy.FoundOutsidePayment, "手数料が高いんで{dealstr}{dealdo}"}, {policy.FoundHandle, "月末の会は{meeting}で開きます。番号は 917 2286 4403 です"}, {policy.FoundForbiddenLink, "drive. google. com/open?id=ab12"},
	{policy.FoundOutsidePayment, "みずほ銀行 渋谷支店 普通 2234567 です"}, {policy.FoundOutsidePayment, "直☆取引でどうですか"}, {policy.FoundPhone, "{mob}-1357-2468.{file}"}, {policy.FoundPhone, "03-5291-7746.{file}"}, {policy.FoundPhone, "+81のあとに 90 3771 5582"},
	{policy.FoundServiceName, "(L)(I)(N)(E) → mochi_88"}, {policy.FoundHandle, "IG: wool.and.wander"}, {policy.FoundHandle, "LINE ID: abc_def.txt"},
	{policy.FoundHandle, "{name}のほうが早いので{addhere}{accname}"}, {policy.FoundHandle, "We can talk on {Name}, {addEN}{accname}"}, {policy.FoundHandle, "{name}は{nosign}{accname}です"},
	{policy.FoundHandle, "{other}で進めたいです。{acctname}{sign3}"}, {policy.FoundHandle, "my {Name} is {spelt}"}, {policy.FoundHandle, "{name}は {spelt} です"}, {policy.FoundHandle, "{other}のほうが画面共有が軽いので、koma_dev{typed}"},
	{policy.FoundHandle, "The room is {zoomno2} on Zoom"}, {policy.FoundHandle, "Zoom {call} 731 9920 4416"}, {policy.FoundHandle, "Discord's gravelroad, {note}"}, {policy.FoundHandle, "Discord is gareth {hash} 8802"},
	{policy.FoundHandle, "フェイスブックは{asname}Sachie Toyonaga {calledso}"}, {policy.FoundHandle, "ディスコード：さかな#0012"}, {policy.FoundHandle, "note.com の kogarashi_bun からメッセージ送れます"},
	{policy.FoundInvitation, "{lesson}{meeting}{held}"}, {policy.FoundServiceName, "{lesson}{meeting}{held}"}, {policy.FoundInvitation, "{badmail}{hear2}"}, {policy.FoundServiceName, "{apart}で{talk}{want}"},
	{policy.FoundHandle, "{meeting}ID 931-4420-5567 でお待ちしています"}, {policy.FoundHandle, "Discordのほうが楽なので、koma_devを追加して{ask}"},
	{policy.FoundForbiddenLink, "{url} を見てください"}, {policy.FoundForbiddenLink, "こちらです→{url}"},
}

// fill puts every word in the first place of a sentence, then in the next.
func fill(sentence string, say func(string)) {
	open := strings.IndexByte(sentence, '{')
	if open < 0 {
		say(sentence)
		return
	}
	end := strings.IndexByte(sentence, '}')
	for _, w := range strings.Split(fillings[sentence[open+1:end]], "|") {
		fill(sentence[:open]+w+sentence[end+1:], say)
	}
}

// T8.3 What is found does not hang on the very words: of the thousands of ways in
// which the same can be said, nearly all are found, for every sentence by itself.
func TestScan_Variants(t *testing.T) {
	t.Parallel()
	s := scanner(t)
	for _, v := range variants {
		all, missed := 0, []string(nil)
		fill(v.sentence, func(text string) {
			all++
			for _, f := range s.Scan(text) {
				if f.Kind == v.kind {
					return
				}
			}
			missed = append(missed, text)
		})
		if 100*len(missed) > 4*all {
			t.Errorf("%s %s: %d of %d missed: %q", v.kind, v.sentence, len(missed), all, missed[:min(len(missed), 12)])
		}
	}
}
