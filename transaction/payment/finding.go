package payment

import (
	"strings"
	"time"

	"github.com/torikime/torikime/policy"
)

// Finding is a promise of a policy that a provider does not keep. It is data: Text
// has the words.
type Finding struct {
	// Severity is policy.LintError where the policy promises what the provider refuses,
	// policy.LintWarning where it can come to that.
	Severity policy.Severity `json:"severity"`
	// Code is stable and for programs.
	Code string `json:"code"`
	// Path is where the policy's value stands, such as "delivery.age_limit"; empty: it
	// is about the provider alone.
	Path string `json:"path,omitempty"`
	// Provider is the profile's name.
	Provider string `json:"provider"`
	// Params fill the text's {placeholders}; those of times are in English.
	Params map[string]string `json:"params,omitempty"`
	times  map[string]time.Duration
}

// with returns the finding with one parameter more.
func (f Finding) with(key, value string) Finding {
	f.Params[key] = value
	return f
}

// lasting returns the finding with a parameter that is a time.
func (f Finding) lasting(key string, d time.Duration) Finding {
	f.times[key] = d
	return f.with(key, words(d, policy.English))
}

// words is a time to the full second, rounded up: windows by the calendar are a
// microsecond below the hour.
func words(d time.Duration, lang policy.Language) string {
	return policy.Period((d + time.Second - 1).Truncate(time.Second)).Words(lang)
}

// Text says what was found.
func (f Finding) Text(lang policy.Language) string {
	w := findings[f.Code]
	text := w.en
	if lang == policy.Japanese {
		text = w.ja
	}
	pairs := []string{"{provider}", f.Provider}
	for key, value := range f.Params {
		if d, ok := f.times[key]; ok {
			value = words(d, lang)
		}
		pairs = append(pairs, "{"+key+"}", value)
	}
	return strings.NewReplacer(pairs...).Replace(text)
}

// String is the finding in one line of English: "error delivery.age_limit (stripe): …".
func (f Finding) String() string {
	where := f.Path
	if where != "" {
		where += " "
	}
	return string(f.Severity) + " " + where + "(" + f.Provider + "): " + f.Text(policy.English)
}

// findingWords are what is known of a code.
type findingWords struct {
	severity policy.Severity
	en, ja   string
}

var findings = map[string]findingWords{
	"hold_too_short": {policy.LintError,
		"A talkroom may live {life}, this provider's hold ends at {limit}: the money would have to be paid out while the work is under way.",
		"トークルームは最長{life}続きますが、この決済事業者が代金を預かれるのは{limit}までです。取引の途中で支払いを迫られることになります。"},
	"hold_tight": {policy.LintWarning,
		"A talkroom may live {life}, and each cancel request stops its clocks for up to {answer}; this provider's hold ends at {limit}.",
		"トークルームは最長{life}で、キャンセル申請のたびに最長{answer}延びます。この決済事業者が代金を預かれるのは{limit}までです。"},
	"hold_without_end": {policy.LintWarning,
		"A talkroom may live without end, this provider's hold ends at {limit}.",
		"トークルームに期限がありませんが、この決済事業者が代金を預かれるのは{limit}までです。"},
	"hold_until_withdrawal": {policy.LintWarning,
		"Earnings wait until the seller withdraws them, however long that takes; this provider's hold ends at {limit}, counted from the buyer's payment.",
		"売上は出品者が出金するまで期限なく残りますが、この決済事業者が代金を預かれるのは購入者の支払いから{limit}までです。"},
	"refund_too_short": {policy.LintError,
		"A talkroom may live {life} and be cancelled on its last day, this provider refunds for {limit} after the payment.",
		"トークルームは最長{life}続き、最終日にもキャンセルできますが、この決済事業者で返金できるのは支払いから{limit}までです。"},
	"refund_tight": {policy.LintWarning,
		"A talkroom may live {life}, and each cancel request stops its clocks for up to {answer}; this provider refunds for {limit} after the payment.",
		"トークルームは最長{life}で、キャンセル申請のたびに最長{answer}延びます。この決済事業者で返金できるのは支払いから{limit}までです。"},
	"refund_without_end": {policy.LintWarning,
		"A talkroom may live without end and be cancelled at any time, this provider refunds for {limit} after the payment. Later refunds need an operator.",
		"トークルームに期限がなく、いつでもキャンセルできますが、この決済事業者で返金できるのは支払いから{limit}までです。それ以降の返金には運営者の対応が必要です。"},
	"refund_after_close": {policy.LintWarning,
		"Operators may refund earnings after the close, until they are paid out; this provider refunds for {limit} after the payment.",
		"完了後も出金前であれば運営者が売上を返金できますが、この決済事業者で返金できるのは支払いから{limit}までです。"},
	"authorisation_short": {policy.LintWarning,
		"An authorised payment has to be captured within {limit}: after an outage that lasts longer, the buyer has to pay anew.",
		"承認された支払いは{limit}以内に確定する必要があります。それより長い障害の後は、購入者に支払いをやり直してもらうことになります。"},
	"checkout_after_due": {policy.LintWarning,
		"A buyer can pay at this provider for {limit}, and a purchase lapses unpaid after {due}: what comes late goes back.",
		"この決済事業者では{limit}支払えますが、購入は{due}で支払期限切れになります。遅れて届いた代金は返金されます。"},
	"currency": {policy.LintError,
		"{amount} is in a currency that this provider does not take.",
		"{amount} の通貨は、この決済事業者では使えません。"},
	"amount_too_little": {policy.LintError,
		"{amount} may be paid, this provider takes no less than {limit}.",
		"{amount} から支払えますが、この決済事業者で支払えるのは {limit} からです。"},
	"amount_too_much": {policy.LintError,
		"{amount} may be paid, the buyer's fee included; this provider takes no more than {limit}.",
		"購入者の手数料を含めて {amount} まで支払えますが、この決済事業者で支払えるのは {limit} までです。"},
	"amount_unlimited": {policy.LintWarning,
		"Payments have no upper limit, this provider takes no more than {limit}.",
		"支払額に上限がありませんが、この決済事業者で支払えるのは {limit} までです。"},
	"key_too_short": {policy.LintError,
		"Keys against doing a deed twice have {needed} letters and digits, this provider takes {limit}.",
		"二重処理を防ぐキーは英数字{needed}文字ですが、この決済事業者が受け付けるのは{limit}文字までです。"},
	"key_forgotten": {policy.LintWarning,
		"This provider remembers a key for {limit}: a deed whose end is not known by then needs an operator.",
		"この決済事業者がキーを覚えているのは{limit}です。それまでに結果が分からない処理には運営者の対応が必要です。"},
	"no_payouts": {policy.LintWarning,
		"This provider can't pay sellers: another has to.",
		"この決済事業者では出品者に支払えません。別の決済事業者が必要です。"},
}
