package contact

// accountWords stand around account names and say where details are found; venues are
// sites on which people show their work, and whose account names count where one is
// asked to write to them.
var accountWords = []entry{
	{isCalled, "i'm|i am|it's|its|named|called|name is|username is|handle is|username|handle|as|go by|known as|i go by|user|look for|find|add|tag is|search"},
	{isIDWord, "アカ名|アカ|アカネーム|アカウントID|ハンドル名|ユーザーID|ユーザID|ネーム|本垢|サブ垢|仕事垢|裏垢|メイン垢|お仕事用アカウント|仕事用アカウント|制作アカウント|スカイプ名|表示ネーム|登録ネーム|プレイヤー名|ゲーム内ID|UID|display name|tag name|gamer id|player id"},
	{isMeetingID, "meetのコード|meetコード|meet のコード|ミートのコード|ミートコード|会議のコード|入室コード|参加コード|ルームID|部屋番号"},
	{isFriendCode, "UID|ユーザーコード|プレイヤーID|ゲーム内ID"},
	{isVenue, "note|ノート|YouTube|ユーチューブ|SoundCloud|サウンドクラウド|Behance|Dribbble|DeviantArt|ArtStation|Tumblr|Reddit|Bandcamp|Etsy|Creema|minne|ココナラ以外|Fiverr|Upwork|Patreon|Ko-fi|FANBOX|Fantia|ニコニコ|ニコ動|SHOWROOM|17LIVE|ツイキャス|VRChat|Roblox|Minecraft|Fortnite|PSN|Xbox|Switch|スイッチ|ニンテンドー|Medium|Qiita|Zenn|Spotify|Vimeo|Lancers|ランサーズ|クラウドワークス|SKIMA|skeb|BOOTH|Wantedly|Eight|Facebookページ"},
	{isAsk, "ます、メッセージ開放|開放中|開放し|開放して|解放して"},
	{isFoundBy, "で検索して|と検索して|で調べて|と調べて|という名前で|で登録してい|で登録しております|で登録して|で出てき|で見つかり|で活動して|名義で"},
	{isHaveEN, "do u have|do u use|u have|u use|u got|got u|do you got|u on|r u on|have u got|you guys use|do you guys use|anyone on|reach you on|contact you on|talk on|use|happy with"},
	{isTailEN, "is the easiest|is the best|is the quickest|is the fastest|is easier for me|easier for me|is what i use|is where i am|is where i'm|is my main|is fine for me|is quicker|is quickest|is simplest|maybe|perhaps|would do|would work"},
	{isMineEN, "my contact|my contact info|my contact details|my contact information|my email|my e-mail|my mail|my number|my phone number|my details|my address|my line id|my id|my info"},
	{isInFileEN, "in the pdf|in the file|in the attachment|in the attached|in the readme|in the zip|in the watermark|in the metadata|in my signature|in the signature|on the attached|in the sample|in the screenshot|on my business card|in the picture i|in the image i"},
	{isInPicture, "を画像にして送|を画像で送|画像にして送|画像で送|写真で送|写真に撮って送|を写真で送|スクショで送|スクショして送|を画像でお送|画像にしてお送"},
	{isFoundBy, "ショップ名で|店舗名で|スタジオ名で|教室名で|サロン名で|団体名で|グループ名で|工房名で|アトリエ名で|事務所名で|当店名で"},
	{isSubject, "summary|headline|resume|about section|connections|article|newsletter"},
	{isSaid, "ろうとしたら|ようとしたら|ようとすると|警告が|警告され"},
	{isFrom, "より|よりご"},
	{saysInvitation, pairs("問い合わせフォーム|お問い合わせフォーム|お問合せフォーム|申し込みフォーム", "", "よりご連絡|よりお問い合わせ|より送|よりお願い|よりご依頼|よりメッセージ")},
	{saysInvitation, pairs("my website|our website|my site|our site|my homepage|my blog", " ", "has a contact|has a form|has a contact form|has an inquiry|has my email|has my number|has all my contact")},
	{isSubject, "退会|まとめ|対策|件名|集計"},
	{isStop, "メールの件名|call me old|call me crazy|call me picky|call me silly|call me fussy|call me by|i'll call the|i'll call it|i'll call this|i'll call him|i'll call her|i'll call them"},
	{isSystem, "とパスワード|・パスワード|とパスは|とパスを"},
	{isNo, "するのが苦手|するのは苦手|話すのが苦手|話すのは苦手|会話が苦手|するのが怖|通話なし|電話なし|通話不要|電話不要|通話は不要|通話無し"},
	{isWork, "声優|歌い手|イラストレーター|演者|出演者"},
	{isQuote, "is the title|title of the song|title of the|reads '|reads \"|の文字を|の文字が|の文字で|という貼り紙|という看板|という張り紙|と書かれた|と書いた|と書いてある|という注意書き|という案内"},
	{saysInvitation, "use any messenger|any messenger app|use a messenger|any messaging app|any chat app|what messenger|which messenger|give you my number|give you my email|give you my line|オプチャ作った|オプチャ作り|オプチャに入|オプチャに招待|グルチャ作|グルチャに"},
	{isHidden, pairs("は|を|も", "", "画像の|ロゴの|名刺の|透かし|サンプルの|最後の|資料の|スライドの|納品データの|封筒に|同封の|ファイルの|PDFの|添付の|ラフの|下のほうに|作品の|右下に|左下に|隅に")},
	{isTucked, "書いておき|書いとき|入れておき|入れとき|載せておき|載せとき|忍ばせ|書き込んでおき|仕込んで|貼っておき|書いてありますので|載っていますので|載ってますので|入っていますので|入ってますので|入れておいた"},
	{isIDWord, "ゲーム内の名前|ゲームの名前|プレイヤーネーム|ゲーム名"},
	{isNo, "聞かないで|聞かないよう|教えないで|教えていない|教えていません|教えておりません|お教えしていない|お教えしていません|お教えしておりません|お教えでき|お教えしかね|お伝えしていない|お伝えしていません|お伝えしておりません|していないん|していないの|していないため|しない主義|交換していない|公開していない|公開しておりません|は見ていません|は見ておりません|やっていない|やってない|使っていない|使ってない"},
	{isSaid, "誘導する出品|誘導する人|誘導する方|誘導され|勧誘され|勧誘する|持ちかけられ|持ち掛けられ|べきでしょうか|べきか|べきですか|したほうがいいのか|していいのか|してもいいのか|返ってこ|返信がこない|未読|既読がつ|来なくなり|来ません。|来ないので|来ないん"},
	{isSubject, "拝見|録音|書き起こし|知りまし|お見かけ|知って依頼|見て依頼"},
	{isStop, pairs("アカウント名|ユーザー名|ID|ハンドルネーム|活動名|アカウント|ネーム|店名|屋号|チャンネル名", "", "を考え|を一緒に考|の候補|の案|を決め|の提案|を提案|を変え|を変更|の変更|を作り|を作っ|の命名|をつけて|を付けて")},
}
