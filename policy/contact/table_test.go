package contact_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/policy/contact"
)

// A text that says something a scanner has to find, each kind in many spellings.
func TestScan_Finds(t *testing.T) {
	t.Parallel()
	s := scanner(t)
	for _, row := range []struct {
		name  string
		kind  policy.Finding
		match string
		text  string
	}{
		{"T8.2 mail", policy.FoundAddress, "taro@example.com", "taro@example.com までどうぞ"},
		{"T8.3 full width", policy.FoundAddress, "ｔａｒｏ＠ｅｘａｍｐｌｅ．ｃｏｍ", "宛先はｔａｒｏ＠ｅｘａｍｐｌｅ．ｃｏｍです"},
		{"T8.3 アットマーク", policy.FoundAddress, "taro アットマーク gmail ドット com", "taro アットマーク gmail ドット com"},
		{"T8.3 brackets", policy.FoundAddress, "taro[at]example[dot]co[dot]jp", "taro[at]example[dot]co[dot]jp"},
		{"T8.3 look-alikes", policy.FoundAddress, "tаrо@еxample.com", "tаrо@еxample.com"},
		{"T8.3 zero-width", policy.FoundAddress, "ta\u200bro@exa\u200dmple.com", "ta\u200bro@exa\u200dmple.com"},
		{"T8.3 a part of it", policy.FoundAddress, "taro.1990", "gmailで taro.1990 です"},
		{"T8.3 letters apart", policy.FoundAddress, "t a r o @ e x a m p l e . j p", "t a r o @ e x a m p l e . j p"},
		{"T8.2 mobile", policy.FoundPhone, "090-1234-5678", "090-1234-5678です"},
		{"T8.3 long vowel for a dash", policy.FoundPhone, "０９０ー１２３４ー５６７８", "０９０ー１２３４ー５６７８"},
		{"T8.3 kanji", policy.FoundPhone, "〇九〇の一二三四の五六七八", "〇九〇の一二三四の五六七八"},
		{"T8.3 kana", policy.FoundPhone, "ぜろきゅうぜろいちにさんよんごろくななはち", "ぜろきゅうぜろいちにさんよんごろくななはちにかけて"},
		{"T8.3 circled", policy.FoundPhone, "⓪⑨⓪①②③④⑤⑥⑦⑧", "⓪⑨⓪①②③④⑤⑥⑦⑧"},
		{"T8.3 English words", policy.FoundPhone, "zero nine zero one two three four five six seven eight", "zero nine zero one two three four five six seven eight"},
		{"T8.3 letter o", policy.FoundPhone, "O9O-1234-5678", "O9O-1234-5678"},
		{"T8.3 lines", policy.FoundPhone, "090\n1234\n5678", "090\n1234\n5678"},
		{"T8.2 landline", policy.FoundPhone, "(03)1234-5678", "(03)1234-5678"},
		{"T8.2 abroad", policy.FoundPhone, "+44 7911 123456", "+44 7911 123456"},
		{"T8.2 LINE ID", policy.FoundHandle, "taro_123", "LINE ID: taro_123"},
		{"T8.3 Discord", policy.FoundHandle, "taro#1234", "ディスコードは taro#1234"},
		{"T8.2 Skype", policy.FoundHandle, "live:taro_99", "live:taro_99"},
		{"T8.2 meeting", policy.FoundHandle, "812 3456 7890", "ZoomのミーティングID：812 3456 7890"},
		{"T8.2 link", policy.FoundForbiddenLink, "drive.google.com/x", "https://drive.google.com/x"},
		{"T8.3 link below", policy.FoundForbiddenLink, "a.b.dropbox.com", "a.b.dropbox.com"},
		{"T8.3 link, dots spelled", policy.FoundForbiddenLink, "github dot com", "see github dot com / taro"},
		{"T8.3 link, user part", policy.FoundForbiddenLink, "gigafile.nu@canva.com", "https://gigafile.nu@canva.com/x"},
		{"T8.3 link, punycode", policy.FoundForbiddenLink, "xn--gthub-n4a.com", "http://xn--gthub-n4a.com/a"},
		{"T8.3 link in a link", policy.FoundForbiddenLink, "drive.google.com/x", "https://example.com/?u=https://drive.google.com/x"},
		{"T7.7 T8.5 address behind an allowed host", policy.FoundAddress, "taro.yamada@gmail.com", "https://12.gigafile.nu/taro.yamada@gmail.com"},
		{"T8.3 address behind another host", policy.FoundAddress, "taro@example.jp", "https://example.com/?email=taro@example.jp"},
		{"T7.7 T8.5 forbidden host behind an allowed one", policy.FoundForbiddenLink, "drive.google.com", "https://gigafile.nu/drive.google.com/file/x"},
		{"T8.5 forbidden host behind a sign", policy.FoundForbiddenLink, "drive.google.com", "https://gigafile.nu#@drive.google.com/x"},
		{"T8.3 HTML", policy.FoundAddress, "lindqvist&lt;at&gt;pinefield&lt;dot&gt;se", "lindqvist&lt;at&gt;pinefield&lt;dot&gt;se"},
		{"T8.3 HTML, numbers", policy.FoundAddress, "taro&#64;example&#x2e;com", "taro&#64;example&#x2e;com"},
		{"T8.3 percent", policy.FoundAddress, "taro%40example.com", "taro%40example.com"},
		{"T8.3 quotes and plus", policy.FoundAddress, "tofu-ya1935」＋「@example.ne.jp", "「tofu-ya1935」＋「@example.ne.jp」"},
		{"T8.3 AT", policy.FoundAddress, "hello AT the-rusty-pen.com", "hello AT the-rusty-pen.com – the AT is what you think it is"},
		{"T8.3 brackets as told", policy.FoundAddress, "mossback [you know what] pinefield [dot] io", "mossback [you know what] pinefield [dot] io, the brackets are an at"},
		{"T8.3 stars as told", policy.FoundAddress, "dmitri_mix*example*com", "dmitri_mix*example*com, first star is the at sign, second one's a dot"},
		{"T8.3 put after", policy.FoundAddress, "sunny.sideup.voice", "just put @gmail.com after sunny.sideup.voice"},
		{"T8.3 put behind", policy.FoundAddress, "sunny.sideup.voice", "@gmail.comをsunny.sideup.voiceの後ろにつけてください"},
		{"T8.3 stars taken out", policy.FoundForbiddenLink, "dro*pbox.c*om/s/a", "take the stars out: dro*pbox.c*om/s/a"},
		{"T8.3 hearts taken out", policy.FoundPhone, "0♡9♡0♡1♡3♡5♡7♡2♡4♡6♡8", "ハートは抜いてください 0♡9♡0♡1♡3♡5♡7♡2♡4♡6♡8"},
		{"T8.3 letters taken out", policy.FoundPhone, "0x9x0x7x7x1x1x2x2x3x3", "0x9x0x7x7x1x1x2x2x3x3（xはのぞいて）"},
		{"T8.3 signs taken out", policy.FoundAddress, "t★a★r★o@exa★mple.com", "t★a★r★o@exa★mple.com ★は取ってね"},
		{"T8.3 blanks taken out", policy.FoundForbiddenLink, "git hub . com / taro / kadai5", "git hub . com / taro / kadai5 空白消して開いてください"},
		{"T8.3 host cut in two", policy.FoundForbiddenLink, "drop box dot com", "samples live at drop box dot com slash sh slash narr8"},
		{"T8.3 Japanese full stops", policy.FoundForbiddenLink, "drive 。google 。com/drive", "納品先：drive 。google 。com/drive/folders/koe （。は点に）"},
		{"T8.3 spaced underscore", policy.FoundHandle, "koeya ＿ mio", "インスタは koeya ＿ mio です"},
		{"T8.3 kana around a sign", policy.FoundHandle, "こえや・アンダーバー・みお", "インスタの名前は「こえや・アンダーバー・みお」"},
		{"T8.3 dictated, quoted", policy.FoundAddress, "transtaro」アット「ice-honyaku", "「transtaro」アット「ice-honyaku」ポイント「example」ポイント「jp」"},
		{"T8.3 dictated", policy.FoundAddress, "ohki、アットマーク、ohki-tekko、ドット、co、ドット、jp", "ohki、アットマーク、ohki-tekko、ドット、co、ドット、jpでございます"},
		{"T8.3 dictated in English", policy.FoundAddress, "trans, then the at sign, then outlook", "It's mika, underscore, trans, then the at sign, then outlook, then dot com."},
		{"T8.3 link in two quotes", policy.FoundForbiddenLink, "onedrive.」のあとに「live.com/", "「onedrive.」のあとに「live.com/」"},
		{"T8.3 a sign for the other", policy.FoundAddress, "planner-mio＊bloomhall.example", "planner-mio＊bloomhall.example（＊→＠）"},
		{"T8.3 spaced full stop", policy.FoundAddress, "kenta.dev0413 ＠ univ-mail 。example", "kenta.dev0413 ＠ univ-mail 。example"},
		{"T8.2 emoji before a name", policy.FoundHandle, "yuto_cutlab_05", "insta 👉 yuto_cutlab_05 普段の編集こっちに"},
		{"T8.2 meeting of no service", policy.FoundHandle, "618 3302 7745", "会議の番号は 618 3302 7745、合言葉は keizu です"},
		{"T8.3 front and back", policy.FoundPhone, "3319042", "【前】0807 【後】3319042　ふたつ繋げる"},
		{"T8.3 pieces in a sentence", policy.FoundPhone, "7716", "はじめの三つが090、ラッキーナンバーが7716、魂数が2934。並べておかけになれば"},
		{"T8.2 name in kana", policy.FoundHandle, "まるもち", "Discordの表示名は「まるもち」です、フレンド申請お願いします"},
		{"T8.2 name in kanji", policy.FoundHandle, "紬工房", "インスタのアカウント名は「紬工房」です"},
		{"T8.2 name in quotes", policy.FoundHandle, "hananails", "インスタ「hananails」で検索"},
		{"T8.3 one label", policy.FoundAddress, "hana.nails_at_gmail_dot_com", "hana.nails_at_gmail_dot_com"},
		{"T8.3 no dot", policy.FoundForbiddenLink, "github com/hana", "github com/hana"},
		{"T8.2 plain name behind ID", policy.FoundHandle, "hananails", "LINE交換しよ、IDはhananails"},
		{"T8.2 meeting of Teams", policy.FoundHandle, "412 345 678 901 2", "Teams 会議 ID: 412 345 678 901 2"},
		{"T8.2 code of a room", policy.FoundHandle, "xyz-abcd-efg", "Room code for Meet: xyz-abcd-efg"},
		{"T8.2 name behind a request", policy.FoundHandle, "anna.polyglot", "We can do the first lesson on Skype, just add me: anna.polyglot"},
		{"T8.2 name behind an arrow", policy.FoundHandle, "karin.draws", "Discordで話しませんか。フレンド申請はこちらへ→ karin.draws"},
		{"T8.2 name without the sign", policy.FoundHandle, "kinu_obiya", "インスタグラム @なしで kinu_obiya です"},
		{"T8.2 name that one is", policy.FoundHandle, "Bar Kazami", "Messengerで出てくる「Bar Kazami」がうちです"},
		{"T8.2 name one is listed as", policy.FoundHandle, "Nora Fields", `I'm listed as "Nora Fields" on Facebook`},
		{"T8.2 name of a game", policy.FoundHandle, "ういろう#JP9", "RiotIDは ういろう#JP9、フレンド送って"},
		{"T8.2 five digits", policy.FoundHandle, "Koharu#31207", "Battle.net の Koharu#31207 まで招待して"},
		{"T8.2 name of what one does", policy.FoundHandle, "mizu_pallet", "Instagramのほうでも描いてます、mizu_pallet"},
		{"T8.2 name behind a stroke", policy.FoundHandle, "hoshizora.rec", "新曲のデモ置き場　Facebook／hoshizora.rec"},
		{"T8.2 name's", policy.FoundHandle, "sable_quill", "Telegram nick's sable_quill, if you ever need it."},
		{"T8.2 page", policy.FoundHandle, "カフェこもれび", "Facebookページ「カフェこもれび」からメッセージ送ってください"},
		{"T8.2 name one is under", policy.FoundHandle, "月野しずく 星読み", "フェイスブックでは「月野しずく 星読み」という名でおります"},
		{"T8.2 room without a service", policy.FoundHandle, "cut04", "部屋立てました！ ID 690 118 4425 パス cut04"},
		{"T8.2 name behind add me", policy.FoundHandle, "okazu-hana", "do u have LINE? add me okazu-hana"},
		{"T8.2 name of Matrix", policy.FoundHandle, "@dan:marsh.example", "look for @dan:marsh.example"},
		{"T8.3 brackets around a sign", policy.FoundHandle, "hina(アンダーバー)d", "ＳＫ¥ＰＥの名前→hina(アンダーバー)d"},
		{"T8.3 first and other signs", policy.FoundAddress, "kurumi☆okashi☆example☆com", "kurumi☆okashi☆example☆com 最初の☆だけ@、あとの☆はドットに変えてね"},
		{"T8.3 spaced signs", policy.FoundAddress, "tsukino.k ◎ hoshizora ・ example", "tsukino.k ◎ hoshizora ・ example、◎はアットマーク、・は点にお読み替えを"},
		{"T8.3 read backwards", policy.FoundAddress, "moc.elpmaxe@oakan", "moc.elpmaxe@oakan（逆から読む）"},
		{"T8.3 number read backwards", policy.FoundPhone, "8642-7531-090", "8642-7531-090 を後ろから読んでください"},
		{"T8.3 counted pieces", policy.FoundPhone, "8842", "1こ目 070、2こ目 8842、3こ目 1069、合体させてワン切りよろ"},
		{"T8.3 American in words", policy.FoundPhone, "five-five-five", "My cell: two-oh-six five-five-five oh-one-seven-three."},
		{"T8.2 name asked for", policy.FoundHandle, "mimi_hajimete", "Discordの名前を聞かれたので書きますね、mimi_hajimete です"},
		{"T8.2 name at the end", policy.FoundHandle, "yuri.to.kenta", "お二人のインスタ、教えますのでDMで打ち合わせしてもらえます？ yuri.to.kenta"},
		{"T8.2 name at a service nobody knows", policy.FoundHandle, "SiobhanKM", "Find me on Langpal as SiobhanKM"},
		{"T8.2 name to add", policy.FoundHandle, "cw-tomoshibi", "Chatworkをお使いでしたら、cw-tomoshibiをコンタクトに追加してください"},
		{"T8.2 number and passcode alone", policy.FoundHandle, "864 0319 7752", "ID 864 0319 7752 パス hana0622 でお入りください"},
		{"T8.3 kana around a bracket", policy.FoundAddress, "え・る・あ (at) voice-lab (dot) jp", "アドレスはえ・る・あ (at) voice-lab (dot) jpです"},
		{"T8.3 signs joined by plus", policy.FoundAddress, "mizuno＋アット＋hanayome-salon", "mizuno＋アット＋hanayome-salon＋ドット＋example に原稿ください"},
		{"T8.3 area apart", policy.FoundPhone, "5183", "市外は0466、局番は27、あとは5183。順に回してください"},
		{"T8.3 pieces as variables", policy.FoundPhone, "8835", `a="070"、b="8835"、c="1462" で print(a+b+c) をかけてみて`},
		{"T8.3 digits in another service's name", policy.FoundHandle, "tanuki_77", "D1sc0rdは tanuki_77 です"},
		{"T8.3 two letters o", policy.FoundPhone, "O8O 7731 OO46", "O8O 7731 OO46、おーはぜろと読んでください"},
		{"T8.2 name", policy.FoundServiceName, "LINE", "LINEで話しませんか"},
		{"T8.3 name, struck out", policy.FoundServiceName, "L○NE", "L○NE交換しましょう"},
		{"T8.3 name, letters apart", policy.FoundServiceName, "ラ・イ・ン", "ラ・イ・ンで連絡ください"},
		{"T8.3 name, half width", policy.FoundServiceName, "ﾗｲﾝ", "ﾗｲﾝ交換できますか"},
		{"T8.2 invitation", policy.FoundInvitation, "連絡先を交換", "連絡先を交換しませんか？"},
		{"T8.2 agreeing", policy.FoundInvitation, "LINEで大丈夫", "はい、LINEで大丈夫です"},
		{"T8.2 payment", policy.FoundOutsidePayment, "直接振込", "直接振込でもいいですか？"},
		{"T8.2 meeting in person", policy.FoundMeeting, "会えませんか", "東京駅で会えませんか？"},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			at := strings.Index(row.text, row.match)
			require.GreaterOrEqual(t, at, 0)
			for _, f := range s.Scan(row.text) {
				if f.Kind == row.kind && f.Start < at+len(row.match) && at < f.End {
					require.LessOrEqual(t, f.Start, at+2*utf8.UTFMax, "begins too late")
					require.NotEmpty(t, f.Action)
					return
				}
			}
			require.Fail(t, "not found", "%q: %v", row.text, s.Scan(row.text))
		})
	}
}

// T8.3 An ordinary text of a marketplace has no findings.
func TestScan_Innocent(t *testing.T) {
	t.Parallel()
	s := scanner(t)
	for _, text := range []string{
		"ラフ案を2つ添付しました。ご確認ください。", "メール配信用の文面を作成してください。", "お電話の音声データを文字起こしします。", "直接印刷所に入稿できるデータで納品します。",
		"そちらでお願いします。", "カフェのメニュー表をデザインしてください。カフェで使います。", "駅で配るチラシなので大きめの文字でお願いします", "対面販売で使うPOPをお願いします",
		"PayPayの使い方の記事を3000字でお願いします", "銀行口座開設の記事を書いてください。", "Xのヘッダー画像を作ってください", "LINEスタンプの申請を代行いたします", "LINEの友だち追加を促すバナーを作ってください",
		"ラインを引く位置を教えてください", "ラインは太めでお願いします", "アイラインを細く", "オンラインで納品します", "雨の日に外で話している二人のイラストをお願いします", "御社にお伺いしたいことがあります。",
		"型番 0120-45678 のネジの図面です", "カタログ番号 03-1234-5678-9", "商品の長さは0.9012345678mです", "2026-11-21 10:30", "v1.2.3.4", "192.168.0.10", "ISBN 978-4-00-123456-8", "〒150-0002",
		"The line at the bottom should be thicker.", "Could you zoom out a little at 1:20?", "Our teams use different tools.", "I need a poster for my Facebook page.", "We meet every requirement in the brief.",
		"LINEでのやり取りは規約違反のためできません。", "お支払いはココナラでお願いします。", "https://gigafile.nu/abc", "https://11.gigafile.nu/1121", "https://medium.com/@user/a-post", "https://unpkg.com/react@18.2.0/umd/react.js", "https://example.com/github.com", "https://drive.google.com.example.com/", "netflix.com", "https://github.community.example/",
	} {
		require.Empty(t, s.Scan(text), "%q", text)
	}
}

// T8.4 A finding says where it stands, in bytes of the text as it was written.
func TestScan_Span(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"宛先：ｔａｒｏ＠ｅｘ．ｃｏｍです":                    "ｔａｒｏ＠ｅｘ．ｃｏｍ",
		"→0️⃣9️⃣0️⃣1️⃣2️⃣3️⃣4️⃣5️⃣6️⃣7️⃣8️⃣←": "0️⃣9️⃣0️⃣1️⃣2️⃣3️⃣4️⃣5️⃣6️⃣7️⃣8️⃣",
		"\xff090-1234-5678\xff": "090-1234-5678",
	} {
		list := scanner(t).Scan(text)
		require.Len(t, list, 1, "%q", text)
		require.Equal(t, want, text[list[0].Start:list[0].End])
	}
}

// T8.5 Names, hosts and actions are the configuration's alone.
func TestScan_Configuration(t *testing.T) {
	t.Parallel()
	actions := map[policy.Finding]policy.Action{policy.FoundServiceName: policy.Hold, policy.FoundForbiddenLink: policy.Warn}
	s, err := contact.New(&policy.Contact{
		Actions: actions, ServiceNames: []string{"Threema", "ポケトーク便"},
		ForbiddenHosts: []string{"files.example", "example.org", "xn--bcher-kva.example"}, AllowedHosts: []string{"ok.example.org"},
	}, contact.Options{})
	require.NoError(t, err)
	kinds := func(text string) map[policy.Finding]policy.Action {
		found := map[policy.Finding]policy.Action{}
		for _, f := range s.Scan(text) {
			found[f.Kind] = f.Action
		}
		return found
	}
	require.Equal(t, policy.Hold, kinds("Threemaで話しませんか")[policy.FoundServiceName])
	require.Equal(t, policy.Hold, kinds("T h r e e m a で話しませんか")[policy.FoundServiceName])
	require.Equal(t, policy.Hold, kinds("ぽけとーく便で連絡ください")[policy.FoundServiceName])
	require.NotContains(t, kinds("LINEで話しませんか"), policy.FoundServiceName)
	require.Equal(t, policy.Warn, kinds("https://a.example.org/x")[policy.FoundForbiddenLink])
	require.Empty(t, kinds("https://ok.example.org/x"))
	require.Empty(t, kinds("https://drive.google.com/x"))
	actions[policy.FoundServiceName] = policy.Allow
	require.Equal(t, policy.Hold, kinds("Threemaで話しませんか")[policy.FoundServiceName], "the scanner keeps no reference")
}

// What can't be meant in a configuration is named: where, what, and what would be right.
func TestNew_Faults(t *testing.T) {
	t.Parallel()
	_, err := contact.New(nil, contact.Options{})
	require.ErrorContains(t, err, "no configuration")
	_, err = contact.New(&policy.Contact{
		ForbiddenHosts: []string{"https://x.com/", "x.com"}, AllowedHosts: []string{"", "x.com"}, ServiceNames: []string{"LINE", " ", "\u200b"},
	}, contact.Options{})
	for _, part := range []string{`forbidden_hosts[0]: "https://x.com/" is no host`, `allowed_hosts[0]: "" is no host`, `allowed_hosts[1]: "x.com" is forbidden too`, `service_names[1]: " " is no name`, "service_names[2]"} {
		require.ErrorContains(t, err, part)
	}
}

// T8.3 A second opinion drops a number from abroad; a Japanese one needs none.
func TestScan_ValidPhone(t *testing.T) {
	t.Parallel()
	var asked []string
	p, err := policy.Preset(policy.Default)
	require.NoError(t, err)
	s, err := contact.New(&p.Contact, contact.Options{ValidPhone: func(number string) bool {
		asked = append(asked, number)
		return number == "+819012345678"
	}})
	require.NoError(t, err)
	require.Len(t, s.Scan("+81 (0)90-1234-5678"), 1)
	require.Empty(t, s.Scan("+44 7911 123456"))
	require.Len(t, s.Scan("090-1234-5678"), 1)
	require.Contains(t, asked, "+447911123456")
}

// T8.4 Every reason a scan gives has words of its own in both languages.
func TestExplain(t *testing.T) {
	t.Parallel()
	texts, err := readCorpus("testdata/corpus/tuning.jsonl")
	require.NoError(t, err)
	s := scanner(t)
	words := map[string]string{}
	for _, l := range texts {
		for _, f := range s.Scan(l.Text) {
			english, japanese := contact.Explain(f, policy.English), contact.Explain(f, policy.Japanese)
			require.NotEqual(t, english, japanese)
			words[f.Why] = english
		}
	}
	require.Greater(t, len(words), 15)
	seen := map[string]string{}
	for why, text := range words {
		require.NotContains(t, seen, text, "%s", why)
		seen[text] = why
	}
	require.NotEmpty(t, contact.Explain(policy.Found{Kind: policy.FoundPhone, Why: "of another version"}, policy.Japanese))
	require.NotEmpty(t, contact.Explain(policy.Found{}, "fr"))
}

// A scan of a text in which nothing stands allocates little.
func TestScan_Allocations(t *testing.T) {
	s := scanner(t)
	text := strings.Repeat("お世話になっております。ロゴのラフを二案、本日中にお送りします。", 20)
	require.LessOrEqual(t, testing.AllocsPerRun(50, func() { s.Scan(text) }), 40.0)
}
