package inbox

import (
	"strconv"
	"strings"
	"time"
	"unicode"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/policy/money"
	"github.com/torikime/torikime/transaction"
)

// Reader is for whom a notice is put into words.
type Reader struct {
	Language policy.Language
	// Platform and Own are the zones in which instants are shown (T9.5); nil: see When.
	Platform, Own *time.Location
	// Name says what a person is called, Title what a service is; nil: by their ids.
	Name, Title func(id string) string
}

// Text puts a notice into words: a title of one line, and a body of one or two
// sentences. Names are cut to one short line: who is called by a line break or a mark that
// turns the direction of writing cannot change what the rest says.
func (n *Notice) Text(r Reader) (title, body string) {
	e, ok := catalogue[n.Kind]
	if !ok {
		return string(n.Kind), string(n.Kind)
	}
	fill := strings.NewReplacer(
		"{who}", called(r.Name, n.Other),
		"{order}", called(r.Title, n.Service),
		"{amount}", amountIn(n.Amount, r.Language),
		"{fee}", amountIn(n.Fee, r.Language),
		"{due}", When(r.Language, n.Due, r.Platform, r.Own),
		"{reason}", reasonText(n.Reason, r.Language),
		"{deadline}", deadlineText(n.Deadline, r.Language),
		"{stars}", strconv.Itoa(n.Stars),
	)
	title, body = fill.Replace(e.title.in(r.Language)), fill.Replace(e.body.in(r.Language))
	if n.Due.IsZero() || e.act == none {
		return title, body
	}
	space := " "
	if r.Language == policy.Japanese {
		space = ""
	}
	return title, body + space + fill.Replace(e.act.in(r.Language))
}

// maxName is how much of a name stands in a notice, in code points.
const maxName = 60

// called is a name as it may stand in a sentence.
func called(name func(string) string, id string) string {
	if name != nil {
		if known := name(id); !policy.Blank(known) {
			id = known
		}
	}
	clean := strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case unicode.IsControl(r), unicode.Is(unicode.Cf, r):
			return -1
		}
		return r
	}, strings.ToValidUTF8(id, "\uFFFD"))
	runes := []rune(strings.Join(strings.Fields(clean), " "))
	if len(runes) > maxName {
		runes = append(runes[:maxName-1], '…')
	}
	return string(runes)
}

func amountIn(m *money.Money, lang policy.Language) string {
	if m == nil {
		return ""
	}
	digits := grouped(m.Amount())
	switch {
	case m.Currency() != money.JPY:
		return digits + " " + m.Currency().String()
	case lang == policy.Japanese:
		return digits + "円"
	}
	return "¥" + digits
}

// grouped sets commas between thousands.
func grouped(decimal string) string {
	sign := ""
	if rest, negative := strings.CutPrefix(decimal, "-"); negative {
		sign, decimal = "−", rest
	}
	whole, rest, point := strings.Cut(decimal, ".")
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	if point {
		whole += "." + rest
	}
	return sign + whole
}

// reasonWords are the reasons of the presets; another policy's stand as their ids.
var reasonWords = map[string]words{
	"duplicate_purchase":     {"duplicate purchase", "重複購入"},
	"moved_to_other_service": {"moved to another service", "別サービスでの取引に変更"},
	"buyer_unreachable":      {"the buyer cannot be reached", "購入者と連絡が取れない"},
	"buyers_reasons":         {"the buyer's reasons", "購入者の都合"},
	"sellers_reasons":        {"the seller's reasons", "出品者の都合"},
	"schedule":               {"the schedule does not fit", "スケジュールが合わない"},
	"expectations_differ":    {"expectations differ", "要望や認識の違い"},
	"other_trouble":          {"other trouble", "その他のトラブル"},
	"mutual_agreement":       {"mutual agreement", "双方の合意"},
	"seller_unreachable":     {"the seller cannot be reached", "出品者と連絡が取れない"},
	"no_first_contact":       {"no first contact", "最初の連絡がなかった"},
	"operator":               {"the platform's decision", "運営の判断"},
}

func reasonText(id string, lang policy.Language) string {
	if w, ok := reasonWords[id]; ok {
		return w.in(lang)
	}
	return called(nil, id)
}

var deadlineWords = map[string]words{
	transaction.PaymentDue.String():   {"the payment", "お支払い"},
	transaction.CancelAnswer.String(): {"the answer to the cancel request", "キャンセル申請への返答"},
	transaction.FirstContact.String(): {"the first contact", "最初のご連絡"},
	transaction.Approval.String():     {"the answer to the delivery", "納品への返答"},
	transaction.Close.String():        {"the close", "取引の完了"},
	transaction.AgeLimit.String():     {"the talkroom's greatest age", "トークルームの利用期限"},
	transaction.ReviewEnd.String():    {"the time to review", "評価の入力"},
	transaction.Hide.String():         {"the hiding of the content", "内容の非表示"},
}

func deadlineText(kind string, lang policy.Language) string {
	if w, ok := deadlineWords[kind]; ok {
		return w.in(lang)
	}
	return kind
}
