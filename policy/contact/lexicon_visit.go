package contact

// visitWords say that one comes to a house, a shop or a stall, brings a thing there, eats
// together or goes where the other is, in all levels of politeness.
var visitWords = []entry{
	// 店に来て, 工房までお持ちいただければ
	{isHouse, pairs("店|お店|うちの店|うち|自分ち|家|お家|おうち|実家|自宅|ご自宅|お宅|工房|作業場|作業所|仕事場|アトリエ|スタジオ|事務所|会社|弊社|当社|御社|貴社|役場|協会|オフィス|教室|サロン|道場|稽古場|練習場|ショールーム|ギャラリー|画廊|"+
		"医院|病院|診療所|クリニック|薬局|接骨院|美容室|理容室|写真館|園|幼稚園|保育園|学校|学園|塾|キャンパス|研究室|部室|お寺|寺|神社|教会|社務所|農園|畑|果樹園|牧場|蔵|酒蔵|窯|工場|倉庫|ガレージ|車庫|民宿|旅館|宿|ペンション|カフェ|喫茶店|食堂|居酒屋|バー|スナック|屋台|会場|現場|現地|ブース|楽屋|客席|物販|拙宅|小宅|弊所|弊室|庵|こちら|こっち|当店|当館|当院|当園|当寺|当方|窓口|カウンター|駅|改札|ロビー|受付",
		"", "に|へ|まで|にも|の方に|の方へ|のほうに|のほうへ|までは|に直接|へ直接|まで直接|に一度|へ一度|まで一度|にふらっと")},
	{isBringJA, pairs("お持ち|お持ち込み|持ち込んで|持ってきて|持って来て|もってきて|ご持参|持参して|お運び|お連れ|連れてきて|連れて来て|預けに来て|見せに来て|届けて", "", "いただ|頂|くだ|下さ|もら|もろ|くれ|ほし|願|な。|や。|な!|ね|よ")},
	{isComeJA, pairs("来て|おいで|いらして|いらっしゃって|寄って|立ち寄って|寄ってって|お越し|お運び|お立ち寄り|お寄り|お出かけ|ご足労|お出まし|足を運んで|のぞきに来て|覗きに来て|飲みに来て|食べに来て|遊びに来て|見に来て|会いに来て|習いに来て|通って|上がって|顔を出して|顔出して|顔を見せて",
		"", "くだ|下さ|くれ|もら|もろ|いただ|頂|ほし|欲し|願|になりませ|になれ|み。|みて|みー|みい|みん|や|な。|な!|ね|よ|よ。|たって|ちょうだい|ちょ|おくれ|んか|つかあ|けろ|くんな|や。|ませんか")},
	{isComeJA, "来ませんか|来ません？|来ない？|来なよ|来いよ|来いや|来れば|来たら？|来はったら|来はる？|来はります|来られます|来られませ|来れます|来れませ|来れる？|来られる？|来んさい|きんさい|来なはれ|おこしやす|おいでやす|おいでませ|おいでなさ|おいでんさ|いらっしゃい|いらっしゃる？|いらしてみ|いらっしゃれ|お越しやす|来るといい|来るとええ|来んね|来んしゃい|来たらええ|来たらいい|来たらどう|来ればいい|来ればええ|きたらええ"},
	{isCameTe, "寄ってって|寄ってってや|寄ってってな|寄ってっ|来たって|来たってや|来てみ|来てみて|来てみい|来とくれ|来てくんな|来てけろ|来んさい|来なはれ|おいでやす|おこしやす|来ておくれ|おいでなさい|来てちょうだい|来ませんか|来ない？|来なよ"},
	{isNearby, "近くやったら|近所やったら|近かったら|近いなら|近いんやったら|近けりゃ|近所なら|近所でしたら|近所だったら|近くなら|近くだったら|近いんで|近いですね|近いので|ご近所なら|ご近所でしたら|家近|同じ市|同じ町|同じ区|同じ沿線|隣町|隣の市"},
	{isPurposeGo, pairs("飲み|食べ|のぞき|覗き|遊び|見|聴き|聞き|会い|習い|相談し|試着し|見学し|取り|受け取り|預け|直し|話し|涼み|温まり|顔見せ", "", "に")},
	// パン食べながら話そ, お茶しながら
	{isFoodJA, "お茶|茶|コーヒー|珈琲|紅茶|パン|ご飯|ごはん|飯|メシ|ケーキ|甘いもん|甘い物|甘いもの|お菓子|おやつ|ラーメン|うどん|そば|お蕎麦|寿司|お寿司|焼肉|焼鳥|焼き鳥|串|たこ焼き|お好み焼|鍋|酒|お酒|ビール|ワイン|ハイボール|一杯|モーニング|ランチ|お昼|昼飯|夕飯|晩飯|ディナー|食事|お食事|弁当|ピザ|パフェ|カレー|定食|和菓子"},
	{isNagara, pairs("飲み|食べ|し|つまみ|いただき|食い|すすり|つつき|召し上がり|囲み|やり|呑み|頬張り", "", "ながら|つつ|もって")},
	{isNagara, "を囲んで|をご一緒しながら|がてら|でも飲んで|でも食べて|でも囲んで"},
	{isTalkJA, "話|はな|相談|ご相談|打ち合わせ|打合せ|決め|詰め|考え|聞かせ|お聞き|お伺い|語|喋|しゃべ|やりま|やりませ|やりたい|やろ|練り|練っ|作戦|企画|会議|鑑定|説明|撮りま|構想"},
	// 一緒にスタジオ入りませんか
	{isEnter, pairs("に|へ|で|を|", "", "入りませ|入りましょ|入ろ|入って|こもりませ|こもって|借りて|借りませ|借りましょ|集まりませ|集まりましょ|集まって|回りませ|回りましょ|回って|歩きませ|歩きましょ|練習しま|練習しよ|合わせませ|合わせましょ|録りませ|録りましょ|行きませ|行きましょ|行こ|見ませ|見ましょ|見て回|見に行")},
	// 貴アトリエへ職員二名でお伺いし
	{isYourHouse, pairs("貴|御", "", "社|院|店|校|園|館|寺|所|宅|会|事務所|アトリエ|工房|スタジオ|オフィス|ギャラリー|教室|医院|研究室|学園|庵|工場|邸|局|庁|本社|支社|支店|学校|病院|会社|社受付|サロン|窯|農園|団体|市|町|村")},
	{isYourHouse, "お寺|ご自宅|お宅|おうち|お店|御宅|そちら様|ご実家|先生のお宅|園の方|園|ご本社|ご店舗|ご事務所|役場|お住まい"},
	{isGoKeigo, pairs("に|へ|まで|にも|へも|に直接|へ直接|まで直接|名で|二人で|一同で|担当と|同僚と|上司と|一緒に|改めて|午後|午前|時に|日に|後日|近日中に|一度|ぜひ|の方へ|のほうへ|の方に|のほうに|車で|揃って|二名|して", "", "お伺い|伺い|伺う|伺っ|伺え|伺わせ|うかがい|うかがわ|参りま|参上|お邪魔|訪問|ご訪問|出向|罷り越|ご挨拶に|持参|お持ちし|お届けにあが|お届けに上が|上がらせ|あがらせ|お訪ね|足を運|馳せ参")},
	{isHandKeigo, pairs("にて|で|の受付にて|受付で|の受付で|の玄関で|玄関先で|の玄関先で|の窓口で|ロビーで|のロビーで|にて小職が|にて私が|で直接|にて直接|まで直接|へ直接", "", "手渡し|お手渡し|お渡し|お引き渡し|お目にかか|お会い|面談|ご面談|ご対面|お打ち合わせ|打ち合わせ|打合せ|ご説明に|採寸|お受け取り|ご挨拶")},
	// ご来訪の件、喜んで
	{isVisitNoun, pairs("ご来訪|ご来社|ご来店|ご来所|ご来場|ご来館|ご来園|ご来宅|ご訪問|お越し|お立ち寄り|ご足労|来店|来社|来訪|お運び|ご見学|ご来室", "", "の件|の折|の節|の際|の日|の日程|の日時|の時間|のとき|の時|いただける日|いただける時間|とのこと|とのことで|、|は|を|可|日|予定|希望")},
	{isWelcome, "喜んで|お待ちして|お待ち申|承知|かしこまり|承りました|楽しみに|お声がけ|お声をか|声をかけ|お知らせ|ご連絡|歓迎|いつでも|何時|どうぞ|ご都合|お茶をお出し|コーヒーをお出し|迎え"},
	// 都内でしたらどちらへでも参ります
	{isRegion, "都内|市内|県内|区内|府内|道内|圏内|近郊|近県|隣県|関東|関西|近畿|東海|東北|九州|首都圏|23区|全国|沿線|山手線|中央線|東横線|近隣|市街|徒歩圏|車で|電車で|日帰り|名古屋|大阪|京都|東京|横浜|神戸|福岡|札幌|仙台|千葉|埼玉|神奈川"},
	{isIfJA, "なら|でしたら|であれば|だったら|やったら|どこでも|どちらでも|どこへでも|どちらへでも|どこまででも|一円|全域|に限り|くらいなら|ぐらいなら|方面なら|付近なら|までなら"},
	{isGoVerb, "伺いま|伺え|お伺い|参りま|行けま|行きますよ|行きますので|行きます。|出向|訪問|お邪魔し|出張|駆けつけ|持って行|持っていき|お届けに|会いに行|会えます|会いに|お会いでき|取りに行|うかがえ|うかがいま|手渡し|お渡しでき"},
	// イベントのときに渡しますよ
	{isFair, pairs("イベント|即売会|コミケ|コミティア|文フリ|文学フリマ|デザフェス|ライブ|個展|展示|展示会|グループ展|マルシェ|フリマ|バザー|例会|発表会|演奏会|公演|舞台|学祭|文化祭|お祭り|祭り|セミナー|勉強会|ワークショップ|教室|稽古|練習|撮影会|試合|大会|打ち上げ|同窓会|法事|サイン会|握手会|物販|オフ会|次のライブ|今度のライブ",
		"", "のとき|の時|のときに|の時に|の際|の際に|の日|の日に|で|にて|の会場で|のあと|の後|のあとに|に来られ|に来てくれ|に来れ|に来るなら|にいらっしゃ|に来ていただ|来てくれたら|来るなら|来られるなら|においで")},
	{isHandGive, "渡しま|渡せ|渡すよ|渡すね|渡すわ|渡すで|渡すん|渡したい|お渡し|手渡し|会えま|会える|会えた|会おう|会おや|会いま|会いた|会お|お会い|ご挨拶させ|握手|その場で|受け取れ|受け取って|お受け取り"},
	// オフ会やります！ぜひ来てください
	{isPutOn, "やります|やりまーす|やるよ|やるで|やるんで|やるので|開きます|開催|します|ひらきます|催します|企画|あります|ある|計画|予定して|することに|決まり"},
	{isInviteAll, "来て|参加募集|参加者募集|参加希望|参加しま|参加して|参加OK|ご参加|参加どう|集まれ|集まって|集まろ|ぜひ|お越し|いらして|いらっしゃ|どなたでも|誰でも|待って|お待ち|来られ|来れる|いかが|どうですか|どうぞ|遊びに|一緒に|会いま|会お|会える"},
	{isGathering, "ファンミ|ファンミーティング|ファンの集い|お茶会|女子会|飲み|打ち上げ|新年会|忘年会|BBQ|バーベキュー|もくもく会|合わせ練|読書会|ボドゲ会|ゲーム会|カラオケ会|ランチ会|朝活|サイン会|握手会|お渡し会|お話し会|お話会|対面の会|セッション会|撮影オフ|リアルイベント"},
	// 三鷹駅の改札あたりで, 銀座のカフェを予定しております
	{isAround, pairs("あたり|辺り|へん|付近|近く|近辺|周辺|界隈|の前|前|の中|の横|の下|内|など|なんか|のとこ|のところ|の2階|の1階|の3階|の二階|の一階", "", "で|にて|とか|でも|なら|だと")},
	{isPlanned, "を予定|を考えて|を押さえ|を予約|を取って|を取り|をおさえ|を用意|をご用意|を希望|を想定|が便利|が都合|がいいです|が助か|がありがた|にしま|にしよ|にしません|でどう|でいかが|でお願い|でいい|で大丈夫|とかどう|はどう|はいかが|で会|で待"},
	{isSpot, "現場|現地|喫茶室|茶房|甘味処|ラウンジ|大福帳|本店|銅像前|喫茶店|ミスド|スタバ|駅ビル|百貨店|商店街|交番前|石段|鳥居|境内|山門|神社の前|教会の前|参道|海岸|浜辺|展望台|美術館|博物館|水族館|動物園|遊園地|球場|スタジアム|ホール|武道館|ドーム|道の駅|サービスエリア|フェリー乗り場|港|桟橋|バスターミナル|タクシー乗り場|コワーキング|個室|うちの店|ウチの店|弊店|店の奥|テラス席"},
	{isAtSpot, "でw|で笑|でｗ|で(笑|で♪|で✨|で😊|で^"},
	{isClock, "時半|時ちょうど|時きっかり|の晩|今晩|今夜|今日|本日|このあと|仕事帰り|昼休み|お昼休み|朝の|夕方|お昼|正午|曜の|曜日の"},
	// 今日このあと会える？
	{isMutual, "会える？|会えるか|会えるかな|会えん？|会えへん|会えない？|会えないか|会えないですか|会えるで|会うて決め|会うて話|会おか|会おや|会おう|会えそうです|会えるとこ|会ってくれない|会って話そ|会いましょか|会いまひょ|会いたいねん|会いたいわ|会いたいんや|お会いできそう|お会いしましょか"},
	{isMutual, pairs("合流し|待ち合わせし|落ち合い|顔合わせし|飲み行き|飲みに行き|ご飯行き|お茶し|ランチし|ご一緒し|集まり|茶し", "", "ません？|ましょか|まひょ|まっか|ましょうや|ましょうよ|ましょ|ませんこと")},
	{isMutual, pairs("合流し|待ち合わせし|落ち合|お茶し|ランチし|茶し", "", "よか|ようや|ようよ|よや|よっか|よ？|たいねん|たいわ|ない？|へん？|とこ")},
	{saysMeeting, "お目にかかる機会|お目にかかるお時間|お目にかかれる|お会いする機会|お会いする場|お会いするお時間|お会いする時間|お会いできる機会|お会いできる場|お会いする日程|直接お話しする機会|直接お話しできる機会|直接ご説明する機会|対面の機会|お顔合わせの機会|ご挨拶の機会|ご面談の機会|面会の機会|拝顔|ご引見|ご面会"},
	{saysMeeting, pairs("私も|僕も|うちも|自分も|わたしも|俺も|わしも|母と|夫と|妻と", "", "行っていい|行ってもい|行っても大丈|同行して|同行させ|同席して|同席させ|立ち会って|立ち会わせ|立ち会いた|ついていっ|ついて行っ|ご一緒して|ご一緒させて|見に行って|見に行かせ")},
	{saysMeeting, pairs("うち|ウチ|家|俺んち|私んち|僕んち", "", "来たら|来ればい|来ん？|来や|来る？|来なよ|来いよ|おいでよ|来はる？")},
	{saysMeeting, pairs("撮りに|撮影に|取材に|拝見に|拝聴に|預かりに|お預かりに|受け取りに|引き取りに|お渡しに|納品に|設置に|点検に|修理に|片付けに|お手伝いに|作りに|教えに|習いに|打ち合わせに|ご説明に|ご挨拶に|お礼に|お詫びに|下見に|採寸に|実物を見に|現物を見に|様子を見に|直接", "", "伺います|お伺い|伺え|伺いた|伺いま|伺わせ|伺う日|伺っても|うかがいた|うかがいま|うかがえ|参ります|参りた|参上|お邪魔し|お邪魔させ|上がります|上がりた|あがりま|行っていいで|行ってもいいで|行っても大丈夫")},
	{saysMeeting, pairs("迎えに出ま|迎えに出る|お迎えに上が|お迎えに参|下まで迎え|下に迎え|改札まで迎え|お迎えは何時|お迎えの時間は|お迎えのお時間は", "", "")},
	{saysMeeting, pairs("駅|駅に|近くに|現地に|会場に|店に|お店に|最寄りに|改札に|ロビーに|ビルの下に", "着いたら", "教え|連絡|電話|声|言って|LINE|メッセ|知らせ|呼んで")},
	{saysMeeting, pairs("お茶会|女子会|飲み会|食事会|ランチ会|打ち上げ|新年会|忘年会|オフ会|BBQ|バーベキュー|花見|お花見|カラオケ|ピクニック|鍋パ|たこパ|ホームパーティー", "", "しませんか|しません？|しましょう|しようよ|しよや|しよう！|やろうよ|やりませんか|やりましょう|来ませんか|来ません？|来ない？|来ますか|来られませんか|どうですか|いかがですか|ご一緒しま|ご一緒にど|行きませんか|行きましょう|行こうよ")},
	{saysMeeting, pairs("ご自宅の|お宅の|お家の|おうちの|そちらのお宅の", "", "キッチンで|台所で|お庭で|リビングで|お部屋で|ピアノで|居間で|玄関先で|お台所で|応接間で")},
	{saysMeeting, pairs("家まで|お家まで|おうちまで|ご自宅まで|お宅まで|そちらまで|会社まで|お店まで|現地まで", "", "行って直|行って教え|行って設定|行って見|行って撮|行ってやり|行って作業|行きますよ|行けますよ|飛んで行|駆けつけ")},
	{saysMeeting, pairs("直接|私が直接|車で|手ずから|責任をもって", "", "お持ちいた|お持ちしま|お持ちでき|お届けに|お届けにま|お持ち致")},
	{isPresence, pairs("店に|工房に|お店に|教室に|アトリエに|事務所に|作業場に|会場に|ブースに|ギャラリーに|窯に|スタジオに|店内に|売場に", "", "おりますので|おりますから|おります。|おるんで|おるさかい|おるけん|おるし|いますので|いますから|います。|いるので|いるんで|いるから|いてますので|おりますゆえ|おる。")},
	{isCallIn, "気軽|お気軽|直接どうぞ|どうぞ|顔を出|覗いて|のぞいて|お立寄り|いつでも"},
	{isTripTo, "出張のとき|出張の時|出張の折|出張に合わせ|上京の折|上京の際|上京のとき|上洛|帰省の折|帰省の際|旅行の際|仕事で東京|仕事で大阪|お近くに行く"},
	{isPlace, pairs("学食|部室|校門|ゼミ室|キャンパス|下駄箱|フードコート|イートイン|境内|本堂|社務所|空港", "", "で|にて")},
	{isVisit, "届けるよ|届けるわ|届けるで|届けます|届けられ|持ってくよ|持ってくわ|持って行くわ|持って行くよ"},
	{isNearby, "近いから|近いし|すぐそこ|すぐ近く|歩いて行け|自転車で行け"},
	{isHearsay, "確認しました|確認いたしま|作業しました|描きました|書きました|聴きました|聞きました|読みました|考えました|作業していたら|拝見しました|過ごしま|くださる方が|くれる方が"},
	{isFace, "膝突き合わせ|膝つき合わせ|ひざ突き合わせ|顔突き合わせ|顔つき合わせ|サシで|差しで|さしで|直に会うて|顔を突き合わせ|目の前で|対面にして|対面にし"},
	{isAppointment, "詰めませ|決めませ|決めまひょ|決めましょ|話しまひょ|話そや|話つけ|やりまひょ|飲みまひょ|撮りませ|撮りましょ|回りましょ"},
	{isPlace, pairs("カフェ|喫茶店|ファミレス|スタバ|スタジオ|ドトール|マック|駅|駅前|改札|改札前|ホテル|ラウンジ|ロビー|居酒屋|レストラン|事務所|オフィス|会議室|アトリエ|自宅|ご自宅|お宅|お店|店舗|現地|会場|公園|図書館|公民館|教室|サロン|工房|受付|窓口|弊社|当社|弊所|弊社会議室|御社|貴社|貴社受付|玄関先|お宅の玄関先|コワーキング|個室|料亭|茶室", "", "にて|でも|でなら|でしたら")},
	{saysMeeting, pairs("駅|駅前|改札|最寄り駅|最寄り|空港|港|バス停|ロータリー|インター|ホテル|駐車場", "", pairs("まで|に|へ|まで車で|まで軽トラで", "", "お迎え|迎えに|迎え行|迎えにい|送ります|お送りします|出迎え|お出迎え"))},
	{isHandover, "現物|実物|完成品|商品|品物|荷物|本|原画|作品は|鍵|鍵の受け取り|機材|楽器|見本|サンプル|生地|ドレス|着物"},
	{isHandIn, "直接受け取|取りに|玄関先|ご自宅で|お宅で|受付で|窓口で|ロビーで|会場で|ブースで|駅で|イベントで|ライブで"},

	// English.
	{saysMeeting, pairs("drop in at|drop by|drop into|stop by|stop at|swing by|call in at|call round to|pop into|pop by|come to|come by|come down to|come along to|come over to|come up to|come round to|visit us at|visit me at|meet at|find me at|see me at|join me at|join us at|pick it up at|collect it at|collect it from|pick it up from|you to|you over at",
		" ", pairs("the|our|my|your", " ", "clinic|salon|practice|gym|school|church|temple|farm|bakery|bar|pub|restaurant|lab|kiln|barn|showroom|boutique|surgery|dojo|rehearsal room|practice room|warehouse|garage|allotment|booth|stall|stand|exhibition|open studio|open day|concert|show|kitchen|dental clinic|vineyard|winery|brewery|ranch|dance studio|yoga studio|museum|hotel bar|flat|apartment|cottage|cabin|houseboat|kindergarten"))},
	{isSpotEN, pairs("at|by|in|near|outside|behind|under|beside", " ", pairs("your|my|our|the|that|your company's|your office", " ", "reception|reception desk|front desk|lobby|clinic|school|door|front door|building|gate|front gate|booth|stall|salon|showroom|flat|ticket barrier|barrier|taxi rank|harbor|canal|bridge|statue|clock|square|market|bakery|pub|bar|hotel|hotel bar|temple|shrine|church|beach|gallery|concert hall|stadium|arena|stage door|box office|terminal|arrivals|food court|department store|bus terminal|side entrance|back entrance|crossing|big screen"))},
	{isSpotEN, "at reception|by the fountain|shibuya crossing|ikebukuro station|nagoya station|yokohama station|hakata station|sapporo station|shin-osaka|shinagawa station|namba station|tenjin station|sannomiya|kichijoji station|central station|king's cross|victoria station|the usual bench|starbucks by|starbucks near|starbucks in|starbucks at|the doutor"},
	{isDayEN, "at 1|at 2|at 3|at 4|at 5|at 6|at 7|at 8|at 9|at 10|at 11|at 12|at 1pm|midday|midnight|lunchtime|lunch time|quarter past|quarter to|morning|1 pm|2 pm|3 pm|4 pm|5 pm|6 pm|7 pm|10 am|11 am|10am|11am|next week"},
	{isOverTo, pairs("to|round to|over to|by|in to|into|down to|up to|along to|off at|back to|over at|off to", " ", pairs("my|our|your", " ", "workshop|shop|studio|office|place|house|clinic|salon|store|atelier|gallery|showroom|flat|desk|reception|door|school|farm|kiln|booth|stall"))},
	{isBring, "bring your|carry the|drop off|drop me|drop you|drop my|leave the|return the|take the|deliver the|deliver your|deliver my|drop your|pick up the|pick up your|collect your|hand the|hand my"},
	{isTogetherEN, "show you|host you|teach you|fit you|measure you|welcome you|invite you|invited|cordially invited|interview you|together|side by side|with me|with you|next to you|next to me|in the same room|alongside you|the two of us|both of us|have you over|you in person"},
	{isHomeEN, pairs("in|at|over at|round at|from", " ", pairs("my|our|your", " ", "studio|workshop|office|place|house|flat|home|shop|kitchen|garage|garden|salon|atelier|living room|clinic|rehearsal space|practice room|dojo|gallery|showroom|back room|shed|barn"))},
	{isMeetEN, "shake your hand|meet your fans|meet my fans|meet the fans in|say hi in person|say hello in person|catch up over|catch up in person|quick meetup|a meetup|meet up in person|meeting face to face|meeting in person|call on you at|call on you in|drop the drives|pick your brain over|put a face to the name in|come see the|come and see the|i'd prefer to teach you in|teach you in person|hang out in person"},
	{isMeetEN, pairs("come|come and|come down and|come over and|come up and|come round and|pop over and|drop by and|stop by and", " ", "watch you|listen to you play|sit with you|see you play|see you work|see the space|see the room|see the venue|see the piece|measure|have a look|take a look at the room|help you set|help you move|try it|try them|play it|collect it|meet us|meet the|see us")},
	{isMeetEN, "collect you from|collect you at|fetch you from|fetch you at|pick you up from|pick you up at|deliver it myself|deliver them myself|bring it myself|bring them myself|drop it off myself|hand it over myself|bring it over myself|do the interview at|interview you at|interview you in|suit you at your office|at your office suit"},
	{isYouEN, "wanna|fancy|shall"},
	{isPastEN, "we had|i had|we met|i met|we went|i went|i was at|we were at|he had|she had|they had|we visited|i visited|we recorded|we shot|i recorded|needs a|needs an"},
	{isMeetEN, pairs("tea|coffee|lunch|dinner|drinks|breakfast|brunch|a beer|supper|cake|sushi|ramen|a drink", " ", "at my house|at my place|at yours|at mine|at our place|in ebisu|in ueno|in ikebukuro|in kyoto|in osaka|in tokyo|in nagoya|in yokohama|in kobe|around ebisu|around shibuya|around here|around the corner|by the station|near umeda|near shibuya|near shinjuku|near tokyo|near the venue|near here|some day|one day|sometime next|sometime this|on me when")},
	{isMeetEN, pairs("grab|grab a|get|get a|have|have a|do|share a|buy you a|meet for|meet for a|go for|go for a", " ", "coffee near|coffee around|coffee at|coffee in|coffee by|coffee somewhere|coffee together|lunch near|lunch in|lunch at|dinner in|dinner near|drink near|drink in|bite near|bite in|beer near|beer in")},
	{isMeetEN, pairs("next time|when|whenever|if|once|should", " ", pairs("you're in|you are in|you come to|you visit|you pass through|you're around|i'm in|i am in|i come to|you happen to be in", " ", "tokyo, |osaka, |kyoto, |town, |kobe, |nagoya, |fukuoka, "))},
}
