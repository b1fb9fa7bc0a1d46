package contact

import "strings"

func set(words string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(words) {
		m[w] = true
	}
	return m
}

// otherServices are services through which people get in touch and which no
// configuration need name; an account there is a handle, going there an invitation.
const otherServices = "Discord|ディスコード|ディスコ|Telegram|テレグラム|WhatsApp|Whats App|ワッツアップ|KakaoTalk|Kakao|カカオトーク|" +
	"カカオ|カカトーク|WeChat|ウィーチャット|微信|微信号|Signal|シグナル|Viber|バイバー|Slack|スラック|Chatwork|" +
	"チャットワーク|" +
	"Snapchat|スナチャ|スナップチャット|TikTok|ティックトック|Threads|スレッズ|mixi|ミクシィ|Bluesky|ブルースカイ|" +
	"Mastodon|マストドン|FaceTime|フェイスタイム|iMessage|アイメッセージ|Hangouts|ハングアウト|Webex|QQ|Google Chat|" +
	"Google Hangouts|Steam|LinkedIn|リンクトイン|Pixiv|ピクシブ|mixi2|Gchat|Snap|オープンチャット|オプチャ|" +
	"カカトク|カカ垢|カカオID|ツイキャス|Mumble|Twitch|ツイッチ|Kik|ブルスカ|微博|Weibo|ウェイボー|LINE WORKS|ラインワークス|Zalo|PSN|VRChat|BeReal|tg|TG|カトク|カカオトク|デスコ|テレグラ|ワッツアプ|ワツアップ|Battle.net|バトルネット|バトネ|Clubhouse|クラブハウス|Misskey|ミスキー|HelloTalk|ハロートーク|Tandem|GroupMe|Lobi|Whereby|Jitsi|ライアットID|RiotID|Riot ID"

// nicknames are what people call a service so as not to name it, by a name of it;
// they count only if the configuration has that name.
var nicknames = map[string]string{
	"line": "グリーンのアプリ|吹き出しアプリ|ふきだしアプリ|green bubble app|the green app|green chat app|green messenger|" + pairs("緑|みどり|緑色|みどり色", "の",
		"アプリ|やつ|ヤツ|アレ|あれ|あいつ|ほう|アイコンのやつ|アイコンのアプリ|吹き出しのやつ|吹き出しのアプリ|ふきだしのやつ|チャットアプリ|連絡アプリ|メッセージアプリ|トークアプリ"),
	"twitter":   "青い鳥|水色の鳥|鳥のSNS|" + pairs("鳥|青い鳥|水色の鳥|昔の鳥|元鳥", "の", "やつ|アプリ|SNS|アレ|ほう"),
	"x":         "旧Twitter",
	"instagram": "IG|ig|" + pairs("カメラ|写真|例の写真|カメラのアイコン|キラキラ|ピンクのカメラ", "の", "アプリ|SNS|やつ|アレ"),
	"facebook":  "青いF|" + pairs("青いF|青いfの字|実名", "の", "やつ|アプリ|SNS|アレ"),
	"zoom":      "青いカメラのアプリ|青いカメラのやつ|ビデオ会議のやつ|テレビ会議のやつ",
}

// aliases are further names of a service, found if the configuration has it.
var aliases = map[string]string{
	"line":        "エル・アイ・エヌ・イー|エルアイエヌイー|エル アイ エヌ イー|エル、アイ、エヌ、イー|ライn|らーいん|lイン|ライン|らいーん|ラインー|LINEアプリ|公式LINE|LINE公式|Ⅼine",
	"facebook":    "フェイスブック|フェースブック|FB|fbook",
	"instagram":   "インスタグラム|インスタ|insta|インスタDM|インス夕",
	"x":           "エックス",
	"twitter":     "ツイッター|ツイ垢|ツイート垢|ツイッタ|Twtr",
	"zoom":        "ズーム",
	"skype":       "スカイプ|スカイペ",
	"messenger":   "メッセンジャー|FBメッセンジャー|Facebook Messenger",
	"google meet": "グーグルミート|グーグルミーツ|GoogleMeet|Meet|ミート",
	"teams":       "チームズ|MS Teams|Microsoft Teams|MSTeams",
}

// ambiguous are names that are plain words too.
var ambiguous = set("line x zoom teams messenger threads signal telegram tg slack steam meet band wire element session ライン ズーム " +
	"チームズ ミート メッセンジャー エックス カカオ ディスコ シグナル スレッド らいん ずーむ")

// meetingServices are services that give a meeting a number.
var meetingServices = map[string]bool{
	"zoom": true, "ズーム": true, "teams": true, "チームズ": true, "skype": true, "スカイプ": true, "webex": true, "google meet": true, "グーグルミート": true, "meet": true, "ミート": true, "googlemeet": true,
	"ms teams": true, "microsoft teams": true, "msteams": true, "スカイペ": true, "ずーむ": true,
}

// mailProviders are first labels of the hosts of common mail addresses.
var mailProviders = set("nifty biglobe ocn fastmail zoho gmail yahoo ymail hotmail outlook icloud protonmail proton docomo ezweb " +
	"softbank au aol gmx naver googlemail live msn me yandex qq 163 ジーメール")

// accountHosts are hosts whose paths are account names.
var accountHosts = set("t.me telegram.me wa.me discord.gg discord.com open.kakao.com signal.me weixin.qq.com chatwork.com")

// fileHosts are labels of hosts where files are put, to be taken from there.
var fileHosts = set("drive docs dropbox onedrive 1drv sharepoint box github gitlab gist canva figma notion wetransfer gigafile firestorage " +
	"mega mediafire icloud photos sites evernote miro adobe overleaf")

// kanaLabels are parts of hosts as they are read out.
var kanaLabels = map[string]string{
	"ドライブ":     "drive",
	"グーグル":     "google",
	"コム":       "com",
	"ドットコム":    "com",
	"ドロップボックス": "dropbox",
	"ギットハブ":    "github",
	"キャンバ":     "canva",
	"ライン":      "line",
	"ジーメール":    "gmail",
	"ネット":      "net",
	"オーグ":      "org",
	"ジェイピー":    "jp",
	"シーオー":     "co",
	"アイクラウド":   "icloud",
	"アウトルック":   "outlook",
	"ホットメール":   "hotmail",
	"エックス":     "x",
	"ツイッター":    "twitter",
	"インスタグラム":  "instagram",
	"フェイスブック":  "facebook",
	"ズーム":      "zoom",
	"スカイプ":     "skype",
	"ワンドライブ":   "onedrive",
	"ジェーピー":    "jp",
	"ミー":       "me",
	"ヤフー":      "yahoo",
	"メッセンジャー":  "messenger",
	"チームズ":     "teams",
	"マイクロソフト":  "microsoft",
	"ミート":      "meet",
	"ドックス":     "docs",
}

// topLevels are the top-level domains of more than two letters that people have
// addresses and pages under; those of two letters stand in countryDomains.
var topLevels = set("example com net org info biz name pro edu gov mil int aero coop museum jobs mobi travel tel asia cat post app " +
	"dev page blog shop store online site website space tech cloud digital design art studio works work agency " +
	"media news live life world today link click email chat social me.uk tokyo osaka kyoto nagoya yokohama okinawa " +
	"xyz top club vip fun icu wiki ink moe game games music video photo photos pics gallery graphics company inc " +
	"llc ltd group team " +
	"network systems solutions services support help guru expert academy education school university health care " +
	"fitness yoga cafe coffee restaurant bar pub pizza wine beer fashion style boutique jewelry kitchen garden " +
	"house homes estate " +
	"land city town money finance fund capital bank insurance legal law lawyer consulting marketing events party " +
	"dance band film movie theater show tv radio fm audio book books press global international one zone plus cool " +
	"love family kids baby dog cat pet fish farm green eco bio google microsoft goo")

// countryDomains are the top-level domains of two letters.
var countryDomains = set("ac ad ae af ag ai al am ao aq ar as at au aw ax az ba bb bd be bf bg bh bi bj bm bn bo br bs bt bw by bz ca cc " +
	"cd cf cg ch ci ck cl cm cn co cr cu cv cw cx cy cz de dj dk dm do dz ec ee eg er es et eu fi fj fk fm fo fr " +
	"ga gb gd ge gf gg gh gi gl gm gn gp gq gr gs gt gu gw gy hk hm hn hr ht hu id ie il im in io iq ir is it je jm " +
	"jo jp ke kg kh ki km kn kp kr kw ky kz la lb lc li lk lr ls lt lu lv ly ma mc md me mg mh mk ml mm mn mo mp mq " +
	"mr ms mt mu mv mw mx my mz " +
	"na nc ne nf ng ni nl no np nr nu nz om pa pe pf pg ph pk pl pm pn pr ps pt pw py qa re ro rs ru rw sa sb sc sd " +
	"se sg sh si sk sl sm sn so sr ss st su sv sx sy sz tc td tf tg th tj tk tl tm tn to tr tt tv tw tz ua ug uk us " +
	"uy uz va vc ve vg vi vn vu wf ws ye yt za zm zw")

func isTopLevel(label string) bool {
	if len(label) == 2 {
		return countryDomains[label]
	}
	return topLevels[label]
}

// plainNames are Latin words that stand beside names of services and are no accounts.
var plainNames = set("account accounts message messages reply replies talk invite server channel schedule update check feedback review design file files student " +
	"students teacher member members data deadline budget service team work project detail details email mail number phone profile share send order option plan " +
	"price version same day time max min about approx ban bans admin root guest default unknown none null copy text voice video audio photo photos image images link links button format login request friend " +
	"friends follow follower user users client clients meetings calls room rooms session sessions lesson lessons class test sample draft final limited " +
	"the and for you can with are not get use please story stories template templates banner header icon post posts " +
	"ad ads api bot app apps sdk liff url http https www com pdf png jpg psd svg official account accounts works " +
	"for-me plus name live2d vtuber mp3 " +
	"free cut less more always easiest easier best better faster quicker cheaper fine great good okay open down " +
	"available offline online waiting enough blocked dead off here there also only just very not now call calls me " +
	"chat meeting id ids dm dms group story-templates instead today tomorrow tonight is was pro premium business " +
	"note youtube google notion figma canva line facebook instagram twitter zoom skype messenger teams stamp stamps " +
	"sns web site monday tuesday wednesday thursday friday saturday sunday january february march april june july " +
	"august september october november december morning afternoon evening weekdays weekends " +
	"work home school night noon least first last all once time hand present times risk both excel word powerpoint photoshop illustrator wordpress html css javascript python shopify pay music cover covers background card title creator description type locale")

// codeEndings stand behind the name of a service in a library's: discord.py.
var codeEndings = set("py js ts rb rs net php go java jl ex")

// codeNames stand behind an @ in code.
var codeNames = set("media import font-face override test keyframes charset page supports property param return returns throws " +
	"deprecated app.route component injectable autowired bean entity types babel angular vue react dataclass " +
	"staticmethod classmethod layer container apply tailwind namespace include extend mixin everyone here channel " +
	"all user_name user_id username user name example handle foo bar baz id ids file path")

// dummyLocals are what stands before the @ where an address is only shown.
var dummyLocals = set("example sample test user name foo bar dummy xxx aaa your youraddress yourname info hoge")

// formats look like names and are none.
var formats = set("mp3 mp4 h264 h265 h.264 h.265 utf-8 utf8 shift-jis a4 b5 web2.0 next.js node.js vue.js three.js p5.js main.js " +
	"style.css index.html package.json word2vec ps5 ps4 wi-fi e-mail email mail")

// units follow a number.
var units = set("px mm cm km kg μf uf pf nf ω kω mω μh mv ma va kv mw ml mb gb kb tb fps hz khz dpi pt em rem min sec pcs k x p bit th st nd rd am pm d s h m g l t v w")
