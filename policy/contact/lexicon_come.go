package contact

// comeWords say that one comes to the other, in the forms in which people ask for it,
// offer it and agree; and what tells such talk from stories, calendars and web pages.
var comeWords = []entry{
	// 寄ってください, お越しいただけますか, 持ってきてもらえれば
	{isCome, pairs(
		"寄って|立ち寄って|いらして|いらっしゃって|来てみて|見に来て|会いに来て|取りに来て|受け取りに来て|試しに来て|遊びに来て|持ってきて|持って来て|持ち込んで|足を運んで|おいで",
		"",
		"くだ|下さ|もら|もろ|いただ|頂|ほし|欲し|くれ|ね。|ね！|よ。|みません",
	)},
	{isCome, pairs(
		"来て",
		"",
		"もらえま|もらえる|もらえた|もらえれ|もらうこと|もろた|もろて|いただけま|いただける|いただけた|いただけれ|いただくこと|くれませんか|くれたら|くれれば|くれはる|ほしいです",
	)},
	{isCome, pairs(
		"お越し|お立ち寄り|お寄り|お運び|おいで|お訪ね|ご来店|ご来場|ご来社|ご来所|ご足労|お持ち込み",
		"",
		"くだ|下さ|いただ|頂|願|になれ|になりませ|のうえ|の上|おかけし|ください",
	)},
	{isCome, "いらっしゃいませんか|いらっしゃれま|来られませんか|来られますか|来られます？|来れます？|来れますか|来れませんか|来ませんか|来ません？|顔見せに|顔を見せに"},
	{isCome, pairs("見に|見学に|遊びに|試着に|体験に|取りに|受け取りに|習いに", "", "来ませ|来ない？|来られ|来れ|いらし|いらっしゃ|お越し|おいで|来てもい")},
	// 出向きます, 3名で参ります, 測りに行きたい
	{isGoing, pairs("出向|", "", "出向きます|出向きまして|出向けます|出向くこと|出向かせ|出向きましょう")},
	{isGoing, pairs(
		"測りに|見学に|下見に|取りに|受け取りに|引き取りに|渡しに|直しに|教えに|打ち合わせに|ご挨拶に|会いに|迎えに|実物を見に|現物を見に|様子を見に",
		"",
		"行ってもい|行っていい|行っても大丈夫|行けます|行きますよ|行きますね|行きますわ|行きますので|行きたいのですが|行きたいんですが|伺|うかが|お伺い|上がり|あがり|参り|参上",
	)},
	{isGoing, pairs("2名で|3名で|二人で|1人で|一人で|両名で|スタッフと|カメラマンと|車で|電車で|自転車で|歩いて|スーツで|手ぶらで", "", "参ります|伺います|伺えます|お伺いし|うかがいます|伺いますね|お邪魔し")},
	{isGoing, pairs("伺って|お伺いして|訪問して|出張して|お邪魔して|そちらに行って", "", "作業|撮影|設定|修理|施術|採寸|設置|取材|演奏|指導|教え|説明|お話|話|ご説明|直|お直し|もいい|も大丈夫|もよろし|もよい|も構い")},
	{isGoing, "訪問いたします|ご訪問いたし|訪問します|訪問させて|訪問も可|訪問できます|お邪魔させて|お持ちすること|お持ちしましょう|お持ちしてもい|お持ちしますよ|直接お持ちし|駆けつけます|現地にて対応|現地で対応"},
	{isGoing, "伺うこともでき|伺うことも可能|お伺いすることもでき|お伺いすることも可能|見学させて|見学させてもら|見学してもい|見学できますか|見学は可能|取りに上が|届けに上が|持参いたし|持参しますね|持参でき"},
	{isGoing, pairs("伺|お伺い|訪問|お邪魔", "", "させていただけますか|させていただけませんか|させていただければ|させていただきたい|させてもらえますか|させてもらえませんか|させてください|させてほしい")},
	// 土曜の11時に改札で
	{isClock, "時に|時半に|時半、|時、|時で|時から|時頃|時ごろ|時くらい|時ぐらい|分に|の夜|の朝|の午後|の午前|の夕方|の昼|のお昼|曜日に|曜に|日に|曜、|日、|曜は|明日|あさって|明後日|今週|来週|再来週|週末|土日|平日|連休|日曜|土曜|月曜|火曜|水曜|木曜|金曜"},
	{isAtSpot, "で|にて|ですね|でね|でよろしく|でよろしくお願いします|で待ってます|で待っています|集合で|集合"},
	{isAtSpotAsk, "で大丈夫|でお願い|でいいです|でいい？|でいいか|でもいい|でも大丈夫|でよろし|で構い|でかまい|でお待ち|で待ち|で待って|で待っと|で会い|で会え|でお会い|で合流|で落ち合|で受け取|でお渡|で渡|でどう|でいかが|集合でお願い|に集合でよ|集合しま|におります|にいますね|にいますので|に着いたら|に着きましたら"},
	{isOnSite, "現場|現地|会場|下見|ロケハン|内見|物件|スタジオ|倉庫|式場|工場|お庭|売り場|展示"},
	{isTogether, "一緒に|いっしょに|ご一緒に|ご一緒して|同行"},
	{isOffice, "弊社|当社|御社|貴社|事務所|オフィス|アトリエ|サロン|スタジオ|工房|教室|ショールーム|店舗|当店|ご自宅|会議室|本社|支社|鑑定ルーム|鑑定所|治療院|道場|作業場"},
	{isSession, "打ち合わせ|打合せ|面談|面接|商談|ミーティング|顔合わせ|施術|レッスン|セッション|採寸|試着|お渡し|受け渡し|お引き渡し|見学|ご説明|ご相談|鑑定し|鑑定を|体験"},
	{isPresence, "在廊|売り子|出店して|出店しま|出展して|出展しま|出展中|店番|ブースに|ブースで|店に立って|会場におり|会場にい"},
	{isCallIn, "声かけ|お声がけ|お声掛け|声を掛け|声をかけ|お立ち寄り|寄って|来て|お越し|いらして|お渡しし|お渡しでき|お会いでき|会えたら|お話ししま|お話しでき|遊びに"},
	{isMeetTe, "会って|お会いして|お会いした上で|会った上で|会うほうが|会う方が|お会いするほうが|お会いする方が|会えるなら|会える距離|会えそう|会えるとこ"},
	{saysMeeting, pairs(
		"一回|今度|一緒に|一度|いつか|軽く|サクッと|ぜひ一度|みんなで|打ち上げで|打ち上げに|近いうちに|お礼に",
		"",
		"飲みま|飲みに|飲もう|飲み行|飯でも|飯行|メシ|ごはん行|ご飯行|ごはんでも|ご飯でも|ランチでも|ランチ行|ランチし|お茶でも|お茶し|お茶しま|食事でも|食事に|一杯",
	)},
	{saysMeeting, pairs("あたりで|辺りで|近辺で|周辺で|界隈で|駅前で|の夜", "", "軽くどう|軽くいかが|一杯どう|一杯いかが|飲みま|飲まない|飲みません|お茶でも|お茶しま|ごはんでも|ご飯でも|どこか入り|軽く飲")},
	{saysMeeting, "顔見て話|顔を見て話|顔を見てお話|顔を見ながら話|顔を見ながらお話|顔合わせて話|会議室をお借り|会議室を借り|会議室をご用意|会議室を用意|場所をお借りでき|席をご用意|お席をご用意|席を取ってお|席とってお|個室を予約|個室を取り|お店を予約してお|お店予約し|ご在宅の|ご在宅でしょう|ご在宅です|ご在宅の日|在宅の日はあ"},
	{isFace, "対面は|対面って|対面コース|対面プラン|対面の鑑定|対面のレッスン|対面のセッション|対面の打ち合わせ|対面での鑑定|対面でのレッスン|対面でのコーチング|対面でのセッション|対面でのご相談|対面での打ち合わせ|直接会っての|お会いしての"},
	{isMeetMood, "組み合わせられ|選べます|選べる|ご希望の|お選び|やってます|やってる|ありますか|あります？"},
	{isNo, "しておらず|お休みし|休止して|休業して|中止して|受けておらず|停止して|休ませて|見合わせて|伺えず|会えず|会えません。|会えませんが|できませんが|できず、|行わず"},
	// Stories, one's own calendar, other people and pages.
	{isBusy, "があるので|があるため|があるん|がありまし|がありますので|があり、|がありますが|が入って|が続い|が続く|に出て|に出ており|で不在|で外出|中で|中なの|中のため|でバタバタ|の予定があ|を控え|の資料|の議事録|の様子|の写真|を録音|を録画|で使|に使|で流|で配|で見せ|で出た|で決ま|で話題|のとき撮|で撮っ|が終わ|がなくな|をしてき|してきまし|しまして|で好評|で褒め"},
	{isWeb, "ページ|サイト|ブログ|配信|チャンネル|リンク|URL|ネットショップ|オンライン|出品|プロフィール|ビデオチャット|画面越し|動画|ライブ配信|トークルーム|アプリ|URL|サーバー|フォルダ|ストレージ|ファイル"},
	{isPerson, "友人|友達|友だち|彼女|彼氏|彼|元彼|先輩|後輩|上司|同僚|編集者|クライアント|お客様|お客さん|取引先|母|父|祖母|祖父|両親|家族|息子|娘|孫|夫|妻|主人|恋人|好きな人|お相手|相手|親戚|先方|ママ友|先生方|担任|義母|義父|兄|姉|弟|妹|男性|女性"},
	{isStop, pairs("また|またの|またいつでも|またぜひ|またいつか|また気軽に|またお気軽に|またどうぞ", "", "お越し|いらして|来てくだ|来て|寄って|お立ち寄り|おいで|ご来店")},
	{isQuote, "、と書い|と書いてくだ|と書いてほし|と書いていただ|と書いて|と入れてくだ|と入れてほし|と入れていただ|と記載|と明記|と表示さ|と印字|という文言|という一文|という感じの|という文"},
	{isWork, "ステッカー|のぼり|録音|書き起こし|議事録|添削|推敲|間取り"},
	{isStop, "足を運んでいただけるような|来てもらえるような|お越しいただけるような"},

	// English: come and see, drop it off, coffee, at the station on Sunday.
	{isMeetEN, "meetup|come and look|come and have a look|come have a look|come take a look|come and measure|come and pick|come and get|come and collect|come to you|come out to you|travel to you|drive to you|drive over|drive down|come to the studio|come to the shop"},
	{isMeetEN, "come to the office|come to the workshop|come to the gallery|come to our|come to my|come to your|coming to your|coming to my|coming over|come along to|come down to|come up to|come round to|come around to|stop by our|stop by my|stop by your|pass by your|pass by my"},
	{isMeetEN, "home visits|home visit|house calls|house call|on-site visit|on-site visits|site visit|in-home|at your home|in your home|at your place|at my place|at your house|at my house|at my studio|at your studio|at our studio|at your office|at our office|at my office|at our showroom|at my workshop|in our showroom"},
	{isMeetEN, "visit you|visit us at|visit us in|visit our showroom|visit our studio|visit our workshop|visit our store|visit our office|visit my studio|visit my workshop|visit my shop|visit your shop|visit your studio|visit your office|visit your workshop|pop in and|pop over|pop round|drop in and|drop in any"},
	{isMeetEN, "pick it up from|pick them up from|pick it up at|collect it from|collect them from|collect it in|collect it at|collect in person|collect it myself|pick it up myself|pick it up in|pick up in|sit down and talk|sit down over|sit down together|sit down face|sit down for"},
	{isMeetEN, "rather we met|if we met|once we've met|after we've met|before we meet|when we meet|if we meet|until we meet|we can meet|we should meet|we could meet|could meet you|can meet you|let us meet|let's all meet|meeting you in|meeting you at|meet you at|meet you in|meet you there|meet my|meet at|meet by|meet outside|meet near|meet halfway"},
	{isMeetEN, pairs("over", " ", "ramen|sushi|tea|food|a meal|a bite|breakfast|brunch|sake|drinks|a pint|pizza|noodles|a glass|a cup")},
	{isMeetEN, pairs(
		"for a|for|up for|fancy|down for|out for",
		" ",
		"coffee sometime|coffee this|coffee next|coffee on|coffee after|drink after|drink sometime|drink this|beer after|beer sometime|beer this|pint after|lunch sometime|lunch this|lunch next|lunch on|dinner sometime|dinner this|dinner next|dinner on",
	)},
	{isMeetEN, pairs(
		"have|grab|get|do|buy you|take you to|take you out for|go for|meet for|invite you to|treat you to",
		" ",
		"dinner|lunch|coffee|a coffee|a beer|a drink|drinks|brunch|breakfast|tea|ramen|sushi|a bite|a meal|a cuppa",
	)},
	{isMeetEN, pairs(
		"in-person|face-to-face|one-on-one in person|offline|on-site|onsite",
		" ",
		"session|sessions|lesson|lessons|class|classes|meeting|meetings|consultation|consultations|coaching|reading|readings|fitting|fittings|tutoring|visit",
	)},
	{isBring, "bring it|bring them|bring the|bring my|bring some|bring you|bringing it|drop it|drop them|drop the|deliver it|deliver them|take it|hand it|hand them|leave it|carry it"},
	{isOverTo, "round on|over on|over to yours|round to yours|over to your|by your|off at your|to your door|to your place|to your office|to your studio|to your house|to your shop|to your flat|over tomorrow|round tomorrow|by tomorrow in person|over this|round this|over after|over when|round when|over if|round if|off on my way|off after work|round on sunday|over myself|in person"},
	{isNearEN, "if you live nearby|if you live near|if you live in|if you're nearby|if you are nearby|if you're near|i live near|i live nearby|i'm nearby|i am nearby|we live in the same|i'm near you|in the same city|same city|same town|minutes away|minutes from you|around the corner from|in your area|in your neighbourhood|in your neighborhood|i'm in town|i am in town|you're in town|you are in town|i'll be in town|next time i'm in|next time you're in|are you in tokyo|are you in osaka|are you in kyoto|are you based in|are you anywhere near|i'll be in tokyo|i'll be in osaka|i'll be in kyoto|i'll be visiting|i'm visiting"},
	{isSeeEN, "bring|come|meet|visit|pick|drop|coffee|dinner|lunch|drink|drinks|beer|see you|look|say hi|hang out|show you|stop by|swing by|sit down|have a chat|in person|catch up"},
	{isWeEN, "let's|see you|meet|i'll be|we|works|works for me|fine|ok|okay|sure|great|perfect|deal|shall|how about|what about|waiting|wait|i'll wait|i can be|are you free|yes|alright|cool|sounds good|agreed|say|i'll find you|find you"},
	{isDayEN, "monday|tuesday|wednesday|thursday|friday|saturday|sunday|tomorrow|tonight|noon|o'clock|at one|at two|at three|at four|at five|at six|at seven|at eight|at nine|at ten|at eleven|at twelve|1pm|2pm|3pm|4pm|5pm|6pm|7pm|8pm|9pm|9am|10am|11am|12pm|pm|am|weekend|half past|after work|evening|afternoon"},
	{isSpotEN, pairs(
		"outside|at|in front of|by|near|inside|in|opposite|outside of|around",
		" ",
		pairs("the|our|that|your", " ", "station|main station|train station|south exit|north exit|east exit|west exit|exit|gate|main gate|ticket gate|ticket gates|turnstiles|cafe|café|coffee shop|coffee place|starbucks|lobby|hotel lobby|entrance|main entrance|fountain|park|bookstore|bookshop|library|mall|convenience store|museum|clock tower|car park|parking lot|bus stop|restaurant|pub|bakery|hotel|airport|usual place|same place"),
	)},
	{isSpotEN, "the coffee shop|the café|the cafe by|starbucks|hachiko|shibuya station|tokyo station|shinjuku station|umeda station|kyoto station|osaka station|ueno station|station exit|south exit|north exit|east exit|west exit|ticket gate|ticket gates|hotel lobby"},
	{isYouEN, "you|we|let's|us|i'd|i'll|me|i|my|your|our|you're|i'm|we'll|we'd|u"},
	{isTaleEN, "strangers|couple|couples|lovers|two friends|heroine|protagonist|characters|they|she|he|girl|boy|man|woman|visitors|attendees|guests|members|participants|the story|they're|she's|he's|detective"},
}
