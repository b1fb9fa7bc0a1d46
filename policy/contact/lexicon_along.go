package contact

// placeNouns end the names of places where people meet: 資料館, 手芸屋さん, 氏神様.
const placeNouns = "館|会館|店|お店|屋|屋さん|駅|駅前|改札|改札前|所|寺|お寺|社|神社|宮|お宮|堂|講堂|園|公園|院|病院|会場|現場|現地|工場|道場|牧場|農場|劇場|式場|斎場|局|署|庁|塔|城|橋|浜|浜辺|海|海辺|港|山|川|河原|湖|湖畔|庭|室|部屋|小部屋|" +
	"ホール|キッチン|台所|リビング|居間|カフェ|cafe|喫茶|喫茶店|食堂|学食|広場|窓口|役所|役場|銀行|学校|大学|キャンパス|展示会|個展|展覧会|フェス|祭り|マルシェ|手作り市|蚤の市|モール|デパート|百貨店|ビッグサイト|幕張メッセ|ドーム|アリーナ|タワー|ビル|スタジオ|アトリエ|" +
	"スーパー|居酒屋|バー|レストラン|ファミレス|スタバ|マック|ドトール|サイゼ|ガスト|コメダ|墓|お墓|墓地|墓前|氏神様|教会|畑|農園|果樹園|物件|店舗|事務所|オフィス|支店|本社|展望台|空港|ロビー|ホテル|旅館|温泉|クリニック|わが家|我が家|拙宅|ブース|市場|船着場|港町|コワーキング|フードコート|ラウンジ|体育館|ジム|プール|練習場|リハスタ|楽屋|境内|本堂"

// alongWords say that the two go somewhere, are somewhere together, or agree on a place.
var alongWords = []entry{
	{isPlaceAt, pairs(placeNouns, "", "まで|へ|に|で|を|とかで|あたりで|にて|の前で|まで一緒に|行き|行こ|行って|さん行")},
	{isAlong, "一緒に|いっしょに|ご一緒に|ご一緒|ご一緒して|同行|ご同行|お供|同伴|連れ立って|横並びで|横に並んで|隣で|となりで|隣に座って|並んで|隣り合って|二人で|ふたりで|付き添い|お付き添い|同席|ご同席|みんなで|皆で"},
	{isLetUs, "ませんか|ません？|ません?|まへんか|ましょう|ましょ|まひょ|ませう|しよう|しよ？|しよか|しない？|せえへん|へん？|たいです|たく存じ|たいと|たいんで|くださいませ|ください|下さい|くれます|くれません|もらえま|もらえる|いただけ|いただく|いただき|いただい|いたします|致します|いたしとう|とうござい|できます|できれば|できたら|出来れば|どうです|どうでしょ|どうかな|いかが|ても大丈夫|てもいい|OK|可能|よろしい|よろしゅう|お願い|願え|行きますよ|行きますね|しますよ|しますね|したらどう|したら一瞬|したら早|ほうが早|方が早|れたり|お待ちして|承り|承って|けど"},
	{isMotionJA, "行きま|行こ|行って|お参り|参り|まいり|散歩|散策|回り|廻り|巡り|歩き|歩い|入り|見に|寄り|出かけ|お出かけ|食べ|飲み|買い|選び|見て|下見|作り|描き|撮り|弾き|歌い|祈り|祈|練習|作業|稽古"},
	// 日曜の13時、下北の改札前で了解
	{isConsent, "了解|りょーかい|りょうかい|りょかい|りょ！|りょです|おけ|おっけ|オッケ|OK|ok|承知|かしこまり|畏まり|いけます|行けます|行けるで|大丈夫|問題な|問題あり|把握|いいですね|ええで|ええね|ええよ|うかがいます|伺います|参ります|まいります|楽しみ|お待ちして|待ってます|待っとる|待っとき|で確定|で決まり|で決定"},
	{isSpot, "ハチ公前|ハチ公|モヤイ像|モアイ像|銀の鈴|アルタ前|いけふくろう|池袋ウエストゲート|忠犬|金の時計|銀の時計|ナナちゃん|ビッグマン前|ビッグマン|泉の広場|時計塔|噴水前|噴水|像の前|改札前|改札口|改札出口|東口|西口|南口|北口|中央口|食堂|学食|喫茶店|カフェ|2階|3階|1階|地下街|正門前|校門|門の前|ベンチ|広場|交差点|歩道橋|バス停|タクシー乗り場|券売機の前|みどりの窓口前"},
	// 杖をついた年寄りをお探しください
	{isMark, "目印|お探しくだ|探してくだ|見つけてくだ|着てます|着ています|着て行き|着ていき|着ていく|持ってます|持っています|リュック|パーカー|帽子|傘|杖を|マスク|かぶって|被って|の服|のコート|のジャケット|のバッグ|のカバン|のかばん|手を振|声かけて|声をかけ|お声がけ|お声掛け|着いたら|着きましたら"},
	// カメラ持ってそっち行きますよ, お宅まで描きに行く
	{isTowards, pairs("そっち|そちら|そちらさま|お宅|ご自宅|お家|おうち|御社|貴社|貴店|貴所|御宅|現地|現場|お店|店舗|ご実家|お住まいの近く|お近く|最寄り駅|最寄りの駅|お部屋|会場|どこへでも|どこでも|どちらへでも|その辺", "", "に|へ|まで|の方に|の方へ|")},
	{isGoOffer, pairs("行き|まいり|参り|伺い|うかがい|お伺いし|お伺いいたし|飛んで行き|向かい|お邪魔し|おじゃまし|出向き|駆けつけ|上がり|あがり|お訪ねし", "", "ますよ|ますね|ますので|ますわ|ます！|ます。|ますから|ましょうか|まっせ|まっさ|まひょか|ます、|ますけど")},
	{isGoOffer, "行けますよ|行けますので|行けます。|行けます！|行くこともでき|行くことも可|行くので住所|行くんで住所|行くさかい|行くけん|行ったるで|行ったげる|伺えます|うかがえます|出向けます|参上"},
	{isGoToDo, pairs("見|観|聴|撮り|描き|測り|直し|教え|取り|受け取り|引き取り|渡し|届け|お届け|設置し|修理し|採寸|採寸し|点検|点検し|確認し|聞き|占い|施術し|演奏し|手伝い|お手伝い|運び|下見|取材|撮影|撮影し|打ち合わせ|ご挨拶|挨拶|ご説明|説明し|調整し|調律し|片付け|掃除し|立ち会い|相談し|習い|鑑定し|弾き|歌い|読み聞かせ", "", pairs("に|へ", "", "行きます|行きますよ|行きますね|行けます|行くこともでき|行くことも可|行こうか|行きましょうか|行ってもい|行ってええ|行くで|行くわ|行ったるで|まいります|参ります|参上|伺います|伺いま|うかがいま|上がります|あがります|お伺い|行かせ|行きますので|行くので"))},
	// 試飲しに来て
	{isComeToDo, pairs("試飲し|試食し|試着し|試しに弾き|飲み|食べ|味見し|触り|さわり|選び|確かめ|聴き|遊び|会い|撮られ|弾き|歌い|習い|体験し|見学し|取り|受け取り|引き取り|見|試奏し|試乗し|手伝い|教わり|相談し|お茶し|お茶飲み|ごはん食べ|ご飯食べ", "", "に来て|に来てや|に来てよ|に来てな|にきて|に来なよ|に来な|においで|にいらして|に来はったら|に来られませ|に来ちゃって|に来ちゃいま|に来ていただ|に来たら|にお越し|にお出まし|に寄って")},
	{isMyHouse, pairs("うちの|うち|僕の|私の|わたくしの|わたしの|俺の|わが家の|我が家の|自分の|弊社の|弊所の|当店の|当方の|こちらの|拙宅の|わての|うっとこの", "", "スタジオ|アトリエ|工房|店|お店|事務所|オフィス|部屋|キッチン|台所|教室|サロン|作業場|防音室|ブース|会議室|庭|畑|農園|家|自宅|実家|応接室|道場|稽古場|窯|ギャラリー|ショールーム|鑑定ルーム|面談ルーム|ジム|ガレージ|カフェ|喫茶店|酒蔵|工場|マンション|リビング")},
	{isComeJA, "来ちゃいま|来ませんか|来ません？|来はりま|お持ちいただ|お持ちくだ|お持ちになっ|お持ち込み|持ってきて|持って来て|持ち込んで|お運びいただ|お運びくだ|ご足労"},
	// 当日は朝から会場に入っていただきたい
	{isComeSure, pairs("会場|現場|式場|スタジオ|楽屋|ホール|撮影現場|店舗|厨房", "", pairs("に入って|入りして|に入りして|へ入って|に詰めて|に立ち会って|に来て|に同席して|に常駐して", "", "いただき|いただけ|いただく|ください|くださる|ほしい|欲しい|もらえ|もらい"))},
	{isComeSure, "手から手へ|面と向かって渡|対面推奨|対面希望|対面歓迎|対面必須|対面優先|対面が基本|対面が確実|対面前提|対面も可|対面でも可|対面をおすすめ|対面をお勧め|対面のほうが確実|リアル希望|オフライン希望"},
	{isMutual, "お会いいたしましょ|お会い致しましょ|お会いいたしたく|お会いできましたら|お会いできればと|お会いできたら|お会いできると|お目にかかりましょ|お目にかかれましたら|お目にかかれれば|お目もじ|お目にかかりとう|お会いしとう|会いまひょ|会うてもろ|会うてくれ"},
	// お伺いした折に、その場で現金にて
	{isMetWhen, pairs("お会いし|お目にかかっ|お伺いし|伺っ|会っ|会う|お会いする|お目にかかる|お邪魔し|お訪ねし|参っ|お越しいただい|いらし|お越しになっ", "", pairs("た|", "", "際に|折に|時に|ときに|折には|際は|際、|折、|時、|とき、|その折"))},
	{isHandOverNow, "現金|お渡し|渡し|手渡し|払|お支払|代金|お代|残金|封筒|受け取|お納め|いただ|頂"},
	// 商工会の集まりで講師をお願いできませんか
	{isEventAt, pairs("集まり|集会|例会|総会|勉強会|講演会|研修会|研修|セミナー|懇親会|忘年会|新年会|披露宴|二次会|結婚式|式典|式|お祭り|夏祭り|文化祭|学園祭|発表会|演奏会|コンサート|ライブ|ワークショップ|イベント|公民館|展示会|商談会|説明会|交流会|法要|通夜|町内会|商工会", "", "で|にて|の|での|当日の|会場で|の会場で")},
	{isRole, "講師|司会|演奏|登壇|実演|ご登壇|ご講演|講演|生演奏|余興|通訳|アテンド|撮影係|カメラマン|受付|似顔絵|ヘアメイク|出張占い|占いブース|審査員"},
	{isNo, "ことなく|ことはなく|こともなく|機会がなく|機会もなく|ことなしに|えないと困|られないと困|いと困る|いと困り|したことはな|したことがな|会ったことのな"},
	{isPerson, pairs("OB|OG|社員|人事|担当者|先生|監督|社長|部長|業者|大家さん|恩師|同級生|元同僚|候補者|応募者|面接官|医師|取材相手|仲人|婚活相手|マッチングした人|マッチした人|お見合い相手|メンバー|店長|プロデューサー|作家さん|推し|弁護士|税理士|ご両親|義両親", "", "と|に|の方と|さんと|の方に")},

	// English.
	{isTownEN, pairs("at|in|near|around|to|by", " ", "tokyo|osaka|kyoto|ueno|shibuya|shinjuku|ikebukuro|ginza|ebisu|akihabara|harajuku|roppongi|shinagawa|nakano|kichijoji|yokohama|kawasaki|chiba|saitama|omiya|nagoya|kobe|sannomiya|umeda|namba|tennoji|nara|hiroshima|fukuoka|hakata|tenjin|sapporo|sendai|naha|okinawa|kanazawa|kamakura|hachiko|asakusa|meguro|daikanyama|shimokitazawa|london|paris|berlin|new york|brooklyn|seattle|toronto|seoul|taipei|singapore")},
	{isComeToEN, "come|come out|come over|come down|come up|fly|fly out|fly down|fly up|fly over|travel|travel down|travel up|get|get down|head|drive|drive down|drive up|take the train|hop on the train|make it"},
	{isItIsEN, "it is|works for me|works|sounds good|sounds great|sounds perfect|is perfect|is fine|suits me|is good for me|then|confirmed|see you"},
	{isHereEN, "i'll be by|i'll be at|i'll be near|i'll be in front|i'll stand|i'll be standing|i'll be sitting|i'll be waiting|look for me|look for the|you'll find me|i'll have|i'll wear|i'm the one"},
	{isMarkEN, "in a green|in a red|in a blue|in a black|in a yellow|in a white|in a grey|jacket|wearing|with a red|with a blue|holding a|carrying a|umbrella|backpack|red scarf|a scarf|straw hat|baseball cap|sunglasses|panda statue"},
	{isOverTo, pairs("to|over to|down to|to the|along to", " ", "the venue|the rehearsal|the site|the event|the church|the hall|the gig|the station|the wedding|the booth|the shoot|the set|the session|the party|the ceremony|the restaurant|the hotel")},
	{isBring, "bring the|bring printed|bring along|bring your own|bring two|bring all"},
	{isMeetEN, "receive you at|receive you in|receive you on|honoured to receive you|honored to receive you|welcome you at our|welcome you to our office|host you at|host you in|shoot on site|work on site with you|set it up on site|see you there at|see you there on|see you in person|sit next to you|sit beside you|look over your shoulder"},
}
