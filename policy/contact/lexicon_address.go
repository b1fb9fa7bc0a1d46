package contact

// addressWords are how addresses are spelled out.
var addressWords = []entry{
	{isAt, "アットマーク|アット|アットマ|アトマーク|単価記号|あっとまーく|あっと|a t|atmark|at-mark|at-sign"},
	{isAt, "at|at mark|at sign|at symbol"},
	{isAtTail, "マーク|mark|まーく"},
	{isDot, "ドット|どっと|点|ピリオド|てん|ポチ|dot|d0t|period|punto|point"},
	{isTop, "コム|ネット|オーグ|オルグ|ジェーピー|ジェイピー|ジェピー|シーオー|シーオードットジェーピー|エヌイー|エーシー"},
	{isTop, "インフォ|ミー|アイオー|com|net|org|jp|co|ne|or|ac|io|me|info|shop|studio"},
	{isProvider, "gmail|g mail|gメール|ジーメール|じーめーる|グーグルメール|グーグルのメール|googleのメール|google mail|yahoo mail"},
	{isProvider, "ymail|yahooメール|ヤフーメール|ヤフメ|hotmail|ホットメール|protonmail|proton mail|プロトンメール|icloudメール"},
	{isProvider, "アイクラウドメール|ドコモのメール|ドコモメール|docomoのメール|ソフトバンクのメール|softbankのメール|auのメール"},
	{isProvider, "au のメール|auメール|キャリアメール|ezweb|エズウェブ|アウトルックメール|aol|gmx|楽天メール|nifty mail"},
	{isCarrier, "yahoo|ヤフー|outlook|アウトルック|icloud|アイクラウド|docomo|ドコモ|softbank|ソフトバンク|au|naver|proton|プロトン"},
	{isCarrier, "nifty|ニフティ|biglobe|ビッグローブ|ocn|so-net|ソネット|ぷらら|楽天|fastmail|zoho|qq|グーグル|google"},
	{isSide, "前半|後半|左側|右側|左が|右が|前の部分|後ろの部分|後ろは|の前|の前が|の前は|の後|の後が|の後は|より前|より後ろ"},
	{isSide, "のあと|あとは|うしろは|前は|頭は|頭のところ|末尾|ローカルパート|ドメイン|ドメインは|after the at|after @|after the @"},
	{isSide, "at sign|local part|domain is|the first half|the second half|in front|ending|をつけ|を付け|つけたもの|付けたもの"},
	{isSide, "記号の前|記号の後|印の前|印の後|マークの前|マークの後|aの前|aの後|渦巻きの前|くるっとの前|@以降|@以前|@より|名字のローマ字|の左|の右|inbox|address|addr|アドレス|宛|あて|メアド|スペル"},
	{isSide, "before the at|before it|before that|before @|before the @"},
	{isJoin, "つなげ|つないで|繋げ|繋いで|くっつけ|くっ付け|合体|足して|足すと|合わせて|合わせる|あわせ|間にアット|間に@|挟んで"},
	{isJoin, "はさんで|続けて|つづけて|put 1|together|join them|joined by|glue|combine|in between|with an at|plus an at"},
}
