package fake

import (
	"crypto/sha256"
	_ "embed" // the page's template and style
	"encoding/base64"
	"fmt"
	"html/template"
	"strings"
	"time"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/policy/money"
)

var (
	//go:embed page.html
	pageHTML string
	//go:embed page.css
	pageCSS string

	styleHash = hashOf(pageCSS)

	pageTemplate = template.Must(template.New("page").Funcs(template.FuncMap{
		"t": say, "style": func() template.CSS { return template.CSS(pageCSS) },
	}).Parse(pageHTML))
)

func hashOf(text string) string {
	sum := sha256.Sum256([]byte(text))
	return "sha256-" + base64.StdEncoding.EncodeToString(sum[:])
}

// pageWords are what the pages say.
var pageWords = map[string]struct{ en, ja string }{
	"test": {"Test payment page. No money moves, and no card is needed.", "テスト用の決済ページです。お金は動かず、カードも必要ありません。"},

	"open":      {"Payment", "お支払い"},
	"later":     {"Bank transfer or convenience store", "銀行振込・コンビニ払い"},
	"done":      {"Payment accepted", "お支払いを受け付けました"},
	"declined":  {"Payment declined", "お支払いが承認されませんでした"},
	"abandoned": {"Payment abandoned", "お支払いを中止しました"},
	"expired":   {"The time to pay is over", "お支払い期限が過ぎました"},
	"missing":   {"There is no such payment", "お支払いが見つかりません"},
	"foreign":   {"This didn't come from the payment page", "決済ページ以外からの操作です"},
	"unclear":   {"Nothing was chosen", "操作が選択されていません"},
	"trouble":   {"It didn't work", "処理できませんでした"},

	"authorised.said": {"You have approved it. The shop takes the money next.", "承認されました。続いてショップ側で支払いが確定されます。"},
	"taken.said":      {"It is paid. There is nothing more to do here.", "お支払いは完了しています。このページでの操作は必要ありません。"},
	"pending.said":    {"It is being worked on. The shop hears when it is done.", "処理中です。完了するとショップに通知されます。"},
	"reversed.said":   {"It was paid, and the money was taken back.", "お支払いの後、代金は引き戻されました。"},
	"declined.said":   {"The bank said no. Nothing was charged. You can try again from the shop.", "銀行で承認されませんでした。請求は発生していません。ショップからもう一度お試しください。"},
	"abandoned.said":  {"Nothing was charged. You can start again from the shop.", "請求は発生していません。ショップからもう一度お手続きください。"},
	"expired.said":    {"Nothing was charged. You can start again from the shop.", "請求は発生していません。ショップからもう一度お手続きください。"},
	"missing.said":    {"Check the address, or go back to the shop and start from there.", "アドレスを確認するか、ショップに戻ってやり直してください。"},
	"foreign.said":    {"Nothing was done. Open the payment page and use its buttons.", "何も実行されていません。決済ページを開いて、ページ内のボタンを使ってください。"},
	"unclear.said":    {"Go back, and use one of the three buttons.", "前のページに戻り、3つのボタンのいずれかを押してください。"},
	"trouble.said":    {"Nothing was charged. Try again in a moment.", "請求は発生していません。しばらくしてからもう一度お試しください。"},
	"late.said":       {"A transfer can still arrive late. Try what the shop does with it.", "期限後に振込が届くこともあります。その場合のショップの動きを試せます。"},

	"to":        {"Paid to", "お支払い先"},
	"for":       {"For", "内容"},
	"number":    {"Number", "決済番号"},
	"until":     {"Pay by", "お支払い期限"},
	"pay":       {"Pay {amount}", "{amount}を支払う"},
	"pay.later": {"Let the money arrive", "入金済みにする"},
	"decline":   {"Let the bank decline", "銀行に拒否させる"},
	"abandon":   {"Cancel and go back", "中止して戻る"},
	"choose":    {"What should happen?", "どうしますか"},
	"back":      {"Back to the shop", "ショップに戻る"},
	"merchant":  {"Test shop", "テストショップ"},
	"skip":      {"To the buttons", "操作ボタンへ移動"},
}

// say is what a page says; fill are names and values of {placeholders}.
func say(lang policy.Language, key string, fill ...string) string {
	w := pageWords[key]
	text := w.en
	if lang == policy.Japanese {
		text = w.ja
	}
	for i := 0; i+1 < len(fill); i += 2 {
		text = strings.ReplaceAll(text, "{"+fill[i]+"}", fill[i+1])
	}
	return text
}

// amount is money as the language writes it: ¥10,000 and 10,000円; other currencies
// by their code.
func amount(lang policy.Language, m money.Money) string {
	whole, rest, point := strings.Cut(m.Amount(), ".")
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	if point {
		whole += "." + rest
	}
	switch {
	case m.Currency() != money.JPY && lang == policy.Japanese:
		return whole + " " + m.Currency().String()
	case m.Currency() != money.JPY:
		return m.Currency().String() + " " + whole
	case lang == policy.Japanese:
		return whole + "円"
	}
	return "¥" + whole
}

// day is a date as the language writes it.
func day(lang policy.Language, at time.Time) string {
	if lang == policy.Japanese {
		return fmt.Sprintf("%d年%d月%d日", at.Year(), at.Month(), at.Day())
	}
	return at.Format("2 January 2006")
}
