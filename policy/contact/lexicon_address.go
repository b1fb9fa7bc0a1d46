package contact

// addressWords are how addresses are spelled out.
var addressWords = []entry{
	{isAt, "アットマーク|アット|アトマーク|アットマ|単価記号|あっとまーく|あっと|at|a t|at mark|atmark|at-mark|at sign|at-sign|at symbol"},
	{isAtTail, "マーク|mark|まーく"},
	{isDot, "ドット|どっと|点|ピリオド|てん|ポチ|dot|d0t|period|punto|point"},
	{isTop, "コム|ネット|オーグ|オルグ|ジェーピー|ジェイピー|ジェピー|シーオー|シーオードットジェーピー|エヌイー|エーシー|インフォ|ミー|アイオー|com|net|org|jp|co|ne|or|ac|io|me|info|shop|studio"},
	{isProvider, "gmail|g mail|gメール|ジーメール|じーめーる|グーグルメール|グーグルのメール|googleのメール|google mail|yahoo mail|ymail|yahooメール|ヤフーメール|ヤフメ|hotmail|ホットメール|protonmail|proton mail|プロトンメール|icloudメール|アイクラウドメール|ドコモのメール|ドコモメール|docomoのメール|ソフトバンクのメール|softbankのメール|auのメール|au のメール|auメール|キャリアメール|ezweb|エズウェブ|アウトルックメール|aol|gmx|楽天メール|nifty mail"},
	{isCarrier, "yahoo|ヤフー|outlook|アウトルック|icloud|アイクラウド|docomo|ドコモ|softbank|ソフトバンク|au|naver|proton|プロトン|nifty|ニフティ|biglobe|ビッグローブ|ocn|so-net|ソネット|ぷらら|楽天|fastmail|zoho|qq|グーグル|google"},
	{isSide, "前半|後半|左側|右側|左が|右が|前の部分|後ろの部分|の前|の後|の前が|の前は|の後が|の後は|より前|より後ろ|のあと|あとは|後ろは|うしろは|前は|頭は|頭のところ|末尾|ローカルパート|ドメイン|ドメインは|before the at|after the at|before it|before that|before @|after @|before the @|after the @|at sign|local part|domain is|the first half|the second half|in front|ending|をつけ|を付け|つけたもの|付けたもの|@以降|@以前|@より|名字のローマ字|の左|の右|inbox|address|addr|アドレス|宛|あて|メアド|スペル"},
	{isJoin, "つなげ|繋げ|つないで|繋いで|くっつけ|くっ付け|合体|足して|足すと|合わせて|合わせる|あわせ|間にアット|間に@|挟んで|はさんで|続けて|つづけて|put 1|together|join them|joined by|glue|combine|in between|with an at|plus an at"},
}
