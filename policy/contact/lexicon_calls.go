package contact

// callWords are about sessions by a meeting service.
var callWords = []entry{
	{isScreen, "画面共有|画面を共有|画面の共有|画面シェア|画面をシェア|画面見せ|画面を見せ|画面見ながら|画面を見ながら|画面を一緒に|画面越し|画面ごし|画面を映し|画面映し"},
	{isScreen, "share my screen|share your screen|share screens|screen share|screen sharing|sharing my screen|sharing screens|share a screen"},

	{isAct, "ゲスト参加|ゲスト招待|ゲストとして|ゲストで|ゲスト登録"},

	// 授業は毎週火曜にZoomで行います
	{isTalk, "連絡|話し合い|授業|レッスン|鑑定|占い|面談|カウンセリング|コーチング|体験|打ち合わせ|打合せ|打合わせ|打ち合せ|ヒアリング|取材|インタビュー|相談|セッション|定例|キックオフ|サポート|質問|顔合わせ|顔あわせ|立ち会い|立会い|ディレクション|指導|初回|説明|英会話|フィードバック|個別|マンツーマン|講座|模擬面接|面接練習|セラピー|リーディング|通話|やり取り|やりとり|お話し|お稽古|稽古|句会|家庭教師|コンサル|聞き取り|当日|勉強会|読み合わせ|読書会|添削会|会議|ミーティング|MTG"},
	{isHeld, pairs(
		"で|にて|でも|を使って|を使い|を用いて|を介して|経由で|上で|)で|)にて",
		"",
		"行います|行いたい|行う予定|行う形|行うことに|行いましょ|行えれ|行えた|行わせて|行っており|行っています|行ってま|行ないます|おこないます|実施しま|実施いた|実施しており|実施予定|開催しま|開催いた|開催しており|開催予定|"+
			"承り|承っており|お受けし|お受けいた|受け付け|受けます|受けています|対応しま|対応いた|対応しており|やります|やってます|やっています|やっており|やらせて|進めます|進めさせ|進めていき|進めており|お会いしま|つなぎます|繋ぎます|ご説明しま|"+
			"ご説明いた|お答えしま|お教えしま|教えています|教えており|教えます|指導しま|指導しており|レッスンしま|レッスンいた|レッスンしてい|担当しま|開きます|開いており|設けており|設けます|いたします|致します|させていただ|させて頂|させてもら|しております|しています|してます|するスタイル|する形|"+
			"見させて|拝見しま|伺います|お伺いしま|お話を伺|お話しま|お話しする|話します",
	)},
	{isHeld, pairs("を|の|", "", "使用です|使用しま|使用いた|使用しており|使用しています|使用とな|使用にな|使用予定|使用する形|利用です|利用しま|利用いた|利用しており|利用しています|利用とな|利用にな|利用予定|使います|使っており|使っています|使わせて|使う予定|予定です|予定しており|予定しています|ご利用いただき")},
	{isHeld, pairs("", "", "開催です|開催とな|開催いた|開催します|開催でござ|実施です|実施とな|実施いた|対応です|対応とな|対応可|つきです|付きです|参加です|受講です|受講とな|受講いただ")},
	{isHeldBy, "です|でございます|になります|となります|で。|だよ|やで|ですわ|ですので|なので|なんで|でっせ|でお願い|のみ|限定|を予定|を想定|で予定|で可|でも可|か"},
	{isEvent, "説明会|発表会|同窓会|忘年会|新年会|歓迎会|送別会|研修|セミナー|ウェビナー|講演|講演会|総会|式典|結婚式|披露宴|二次会|入社式|卒業式|入学式|朝礼|学会|シンポジウム|講義|オープンキャンパス|保護者会|プレゼン|プレゼンテーション|配信|上映会|お披露目会|ファンミーティング|株主|社内会議|全社会議|役員会|内定式|法要|葬儀|礼拝|文化祭|コンペ|就活の面接|入社面接|就職面接|採用面接|バイトの面接|会社の面接|転職の面接|面接本番"},
	{isPast, pairs("で|にて|を使って|を使用して", "", "行われ|開かれ|開催され|実施され|撮られ|使われ|録られ|撮影され|配信され|参加した|参加する|参加され|参加なさ|行った|行なった|開催した|受けた|聞いた|見た|使った|録った|撮った|教わった|収録した|録画した|使う|見せる|流す|映す|使用する|行う|開催する|実施する|受ける")},
	{isProduct, "資料|スライド|台本|原稿|バナー|チラシ|ポスター|フライヤー|画像|動画|録画|収録|録音|音源|文字起こし|背景|サムネ|ロゴ|イラスト|記事|マニュアル|説明書|手順書|手順|教材|テキスト|案内文|招待文|文面|文章|添削|校正|翻訳|英訳|和訳|想定質問|感想文|作文|ノート|議事録|司会|クイズ|デザイン|編集|サイト|ページ|字幕|テロップ|BGM|効果音|アイコン|名札|看板|シナリオ|脚本|漫画|マンガ|小説|レポート|比較|衣装|証明写真|使い方"},
	{isProduct, "slides|slide|poster|banner|logo|script|thumbnail|recording|recorded|article|design|designs|translate|proofread|answers|minutes from|flyer|background|backdrop|essay|illustration|graphic|graphics|edit|editing|mix the|transcript|transcribe|subtitles|video of|music|jingle|intro|app|software|plugin|book|novel|story|chapter|blog|quiz|worksheet|worksheets|icons|icon"},
	{isHopIn, pairs("つな|繋", "", "ぎましょ|ぎませ|ぎたい|ごう|ごや|ごか|ごっか|ごっ|げます|げませ|げたら|いでもら|いでいただ|いでくだ|いでくれ|いで話|いでお話|ぐの|ぎまひょ|ぎませう")},
	{isHopIn, "顔見ながら|顔を見ながら|顔見て話|顔を見て話|お顔を拝見|お顔を見|画面越しに話|画面越しにお話|カメラ越し|声聞きながら|声を聞きながら"},

	// sessions are held over Skype, the lesson is on Zoom
	{isTalkEN, "lesson|lessons|session|sessions|consultation|consultations|coaching|kickoff|kick-off|our call|the call|calls happen|calls are|my calls|all calls|onboarding|check-in|check-ins|walkthrough|briefing|tutoring|mentoring|appointment|appointments|standup|stand-up|brainstorm|feedback|discovery call|rehearsal|rehearsals|tarot reading|readings|the interview|interviews"},
	{isTalkEN, "i teach|we teach|i tutor|i coach|i mentor|i'll host|i host|we host|i'll run|i run|we run|we hold|hold it|host it|run it|hosted|i work with clients|we work with clients|spare|a few minutes|ten minutes|five minutes|15 minutes|20 minutes|30 minutes|half an hour|an hour|some time|face time"},
	{isTailEN, "details for|details below|details:|info for|info:|link for|link below|room for|room:|session at|session on|call included|calls included|sessions included|session included|chat included|call at|call on|meeting at"},
	{isOccasionEN, "interview|presentation|speech|talk on|talk about|exam|audition|pitch|wedding|date|dates|anxiety|etiquette|fatigue|habits|profile|persona|group chat name|server|servers|community|guild|emotes|emoji|overlay|stream|channel art|bio|display name|avatar|picture|quiz|game night|friends|followers|career|addiction|conversation|conversations|threads|fight|etc"},
	{isEventEN, "webinar|wedding|church|book club|conference|my students|my son|my daughter|my husband|my wife|my boss|my class|my classes|our team|at work|funeral|party|reunion|ceremony|lecture|my university|the university|school|club|choir"},
}
