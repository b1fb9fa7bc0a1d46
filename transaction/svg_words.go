package transaction

import (
	"slices"
	"strings"

	"github.com/torikime/torikime/policy"
)

// bilingual is a text of the picture.
type bilingual struct{ en, ja string }

func (b bilingual) in(lang policy.Language) string {
	if lang == policy.Japanese {
		return b.ja
	}
	return b.en
}

// say is a text in the picture's language; one that is not known says itself.
func (d *drawing) say(key string) string { return sayIn(d.lang, key) }

func sayIn(lang policy.Language, key string) string {
	if words, ok := svgWords[key]; ok {
		return words.in(lang)
	}
	return key
}

var svgWords = map[string]bilingual{
	"title":            {"The life of a transaction under the policy", "取引の流れ：規約"},
	startBox:           {"start", "開始"},
	talkroomBox:        {"Talkroom", "トークルーム"},
	"awaiting_payment": {"Awaiting payment", "支払い待ち"},
	"open":             {"Open", "制作中"},
	"delivered":        {"Delivered", "正式な回答あり"},
	"approved":         {"Approved", "承認済み"},
	"closed":           {"Closed", "完了"},
	"cancelled":        {"Cancelled", "キャンセル"},
	"lapsed":           {"Lapsed", "失効"},
	requestedBox:       {"Cancel requested", "キャンセル申請中"},
	"end.closed":       {"the seller is paid", "出品者に売上が入ります"},
	"end.cancelled":    {"everything is refunded", "全額返金されます"},
	"end.lapsed":       {"nobody is penalised", "不利益はありません"},

	"purchase":        {"purchase", "購入"},
	"paid-at-once":    {"purchase, paid at once", "購入（即時払い）"},
	"pay":             {"pay", "支払い"},
	"abandon":         {"abandon", "取りやめ"},
	"message":         {"message", "メッセージ"},
	"deliver":         {"deliver", "正式な回答"},
	"approve":         {"approve", "承認"},
	"decline":         {"decline", "差し戻し"},
	"request-cancel":  {"ask to cancel", "キャンセル申請"},
	"withdraw-cancel": {"withdraw", "取り下げ"},
	"agree-cancel":    {"agree", "同意"},
	"refuse-cancel":   {"refuse", "拒否"},
	"review":          {"review", "評価"},

	"buyer":  {"buyer", "購入者"},
	"seller": {"seller", "出品者"},
	"system": {"system", "システム"},
	"both":   {"either side", "双方"},

	"payment_due":                  {"unpaid for ", "未払い："},
	"first_contact":                {"no contact for ", "連絡なし："},
	"approval":                     {"no answer for ", "返答なし："},
	"close":                        {"after ", "経過："},
	"age_limit":                    {"after ", "上限："},
	"cancel_answer/cancelled":      {"no answer for ", "返答なし："},
	"cancel_answer/request_lapses": {"by some reasons, no answer for ", "理由により、返答なし："},

	"legend.act":      {"somebody acts", "操作による"},
	"legend.time":     {"time alone", "時間の経過による"},
	"legend.operator": {"Operators can hold, release, cancel or close before every end (T3.15, T3.17).", "運営は終了前であればいつでも、停止・再開・キャンセル・完了ができます（T3.15、T3.17）。"},
}

// labelLine is one line of what an arrow says.
type labelLine struct {
	text string
	// timed: time does it; clock: the first line of it.
	timed, clock bool
}

// lines are what an arrow says, no wider than a width: each command with who gives
// it, then what time does and when.
func (g Graph) lines(a Arrow, lang policy.Language, width float64) []labelLine {
	var list []labelLine
	for i := 0; i < len(a.Moves); i++ {
		m := a.Moves[i]
		if m.Timed() {
			for n, text := range broken(g.timed(m, lang), width-clockRoom) {
				list = append(list, labelLine{text, true, n == 0})
			}
			continue
		}
		who := []string{sayIn(lang, m.By.String())}
		for ; i+1 < len(a.Moves) && a.Moves[i+1].Command == m.Command; i++ {
			who = append(who, sayIn(lang, a.Moves[i+1].By.String()))
		}
		for _, text := range broken(acted(a, m.Command, who, lang), width) {
			list = append(list, labelLine{text: text})
		}
	}
	return list
}

func acted(a Arrow, command string, who []string, lang policy.Language) string {
	name := sayIn(lang, command)
	if a.From == startBox && a.To == Open.String() {
		return sayIn(lang, "paid-at-once")
	}
	both := []string{sayIn(lang, "buyer"), sayIn(lang, "seller")}
	if slices.Equal(who, both) {
		who = []string{sayIn(lang, "both")}
	}
	if lang == policy.Japanese {
		return name + "（" + strings.Join(who, "・") + "）"
	}
	return name + " (" + strings.Join(who, ", ") + ")"
}

func (g Graph) timed(m Move, lang policy.Language) string {
	key := m.Deadline.String()
	if m.Deadline == CancelAnswer {
		key += "/" + m.Outcome
	}
	return sayIn(lang, key) + windowOf(g.Terms, m.Deadline).Words(lang)
}
