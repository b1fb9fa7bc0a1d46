package contact

// nameWords stand around account names that are read out or typed in, and around the
// signs of which a text says that they are to be left out.
var nameWords = []entry{
	{isAccountName, "ユーザー名|ユーザーネーム|ユーザ名|ユーザID|ユーザーID|アカウント名|アカ名|ハンドル名|ハンドルネーム|ハンドル|表示名|登録名|垢名|アカウントID|スカイプ名"},
	{isAccountName, "username|user name|usernames|handle|account name|screen name|display name|gamertag|gamer tag|tag name|nick|nickname"},
	{isIDWord, "番号札のようなもの|番号みたいなもの|番号のようなもの|名前みたいなもの|名前のようなもの|IDみたいなもの|IDのようなもの|IDっぽいの|記号みたいなもの|あだ名|呼び名"},
	{isIDWord, "検索欄に|検索窓に|検索ボックスに|検索バーに|追加欄に|ID欄に|ID検索に|ID検索欄に"},
	{isHash, "hash|hashtag|hash mark|hash sign|pound sign|number sign|シャープ|ハッシュ|ハッシュタグ|井桁"},
	{isUnderscore, "アンダーバー|アンダースコア|アンダバー|アンダーライン|下線|あんだーばー|underscore|under score|underbar|under bar"},
	{isSpelling, "no caps|no capitals|all lowercase|all lower case|lowercase|lower case|all caps|no space|no spaces|one word|all one word|with no space|with no spaces|without spaces"},
	{isSpelling, "all small letters|small letters|no dots|no underscore|no underscores|no hyphen|spelled|spelt|with a capital|with two|with an underscore|with a dot|with one"},
	{isSpelling, "全部小文字|すべて小文字|小文字|大文字|スペースなし|スペース無し|空白なし|つづけて|続けて書|アンダーバーなし|ハイフンなし|記号なし|全部つなげて|半角"},
	{isTyped, "と入力|とご入力|と打|と打ち込|を入力|を入れて|と入れて|って入れて|って打って|で追加|を追加|をご追加|で登録して|でフォロー|をフォロー|フォローし|って探し|で探し|と探し|をお探し|とお探し"},
	{isTyped, "って検索|で検索|と検索|を検索|で申請|に申請|へ申請|を友だち|を友達|をフレンド|でフレンド|までDM|にDM|へDM|にリプ|宛にDM|にメッセージ|へメッセージ|にフレ申請|でフレ申請"},
	{isTold, "と入力|とご入力|と打|と打ち込|を入力|を入れて|って入れて|って打って|で追加|をご追加|でフォロー|って探し|と探し|をお探し|って検索|と検索|へ申請|を友だち|を友達|をフレンド|までDM|にDM|へDM|にリプ"},
	{isTold, "宛にDM|へメッセージ|にフレ申請|にしてます|にしています|にしております|でやってます|でやっています|で活動して|でおります"},
	{isLinker, "これ|これです|これっす|これだよ|これね|こちらです|こちら|こっち|こっちです|下記|以下|↓|是|ですが|こんな感じ|のユーザー名|のアカウント名"},
	{isFoundBy, "という個人ページ|というページ|という個人アカ|という名義|っていうアカウント|っていう名前|っていうページ|ってアカ|って名義|という名のアカ|旧姓で|実名で|英語で|英字で|下の名前で|アルファベットで"},
	{isMeetingID, "zoom meeting|zoom call|zoom room|zoom class|zoom number|zoom code|teams meeting|webex meeting|skype meeting|zoomミーティング|zoom会議|zoomルーム|zoom部屋|zoomの部屋|zoom番号|zoomの番号"},
	{isAt, "小さいまるのエー|小さい丸のエー|小さいaに丸|丸にa|まるにa|丸a|まるa|aに丸|aを丸で囲|aのまわりに丸|ぐるぐるa|くるくるa|ぐるぐるマーク|くるくるマーク|渦巻き|うずまき|ナルトマーク|なるとマーク|エーのまわりに丸"},
	{isAt, "squiggly a|curly a|circled a|round a|the a in a circle|a in a circle|a with a circle|swirly a|swirl|monkey tail|the little a|little a|at-symbol|@ sign|arroba"},
	{isPart, "番号の前|番号の後|番号の後ろ|番号の頭|番号の前半|番号の後半|番号の最初|番号の残り|前の方|後の方|後ろの方|前側|後側|左半分|右半分|上半分|下半分"},
	{isQuote, "と読め|と読み取|と刻まれ|と刻印|と印字|と彫られ|と書き込まれ"},
	{isOwnApp, pairs("例の|あっちの|いつもの", "", "写真アプリ|カメラアプリ|動画アプリ|写真のアプリ|チャットのアプリ")},
	{isStrip, "のぞいて|除いて|除き|のぞき|抜いて|ぬいて|抜きで|ぬきで|取って|とって|取り除いて|とりのぞいて|消して|けして|無視して|無視で|外して|はずして|飛ばして|とばして|削除して|詰めて|つめて|なしで読|無しで読|抜くと|消すと|外すと|除くと|取ると"},
	{isStrip, "はいりません|は要りません|はいらない|は要らない|は不要|はダミー|は無し|はなし|は関係ない|は気にしない|は余分|は目隠し|は飾り"},
	{isStrip, "take out|take away|take the|taking out|without the|remove|delete|strip|strip out|ignore|skip|omit|without|leave out|lose|drop|minus|cut out|minus the|pull out"},
}
