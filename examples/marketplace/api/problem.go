package api

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"strconv"
	"time"

	"github.com/torikime/torikime/examples/marketplace/market"
	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/transaction/engine"
)

// Problem is an error as RFC 9457 has it.
type Problem struct {
	Status  int            `json:"status"`
	Title   string         `json:"title"`
	Detail  string         `json:"detail" doc:"In English, or in Japanese if Accept-Language asks for it"`
	Rule    string         `json:"rule,omitempty" doc:"The rule that said no, such as T3.2"`
	Kind    string         `json:"kind,omitempty" enum:"invalid,wrong_actor,not_party,too_early,too_late,wrong_state,conflict"`
	OpensAt *time.Time     `json:"opens_at" doc:"The earliest instant at which the same command would be accepted if nobody did anything until then; null: never, or not a matter of time"`
	Errors  []policy.Fault `json:"errors,omitempty" doc:"Every fault of an input that has several"`
}

// Error makes a problem an error, for handlers that answer one of their own.
func (p *Problem) Error() string { return strconv.Itoa(p.Status) + " " + p.Detail }

// words are what the API itself says no with, in both languages. What a rule
// says, the catalogue of rules knows.
var words = map[int]struct{ title, titleJa, detail, detailJa string }{
	400: {"Bad request", "不正なリクエスト", "The request can't be read.", "リクエストを読み取れません。"},
	401: {"Not signed in", "認証が必要です", "Send a token that is valid here: Authorization: Bearer TOKEN.", "有効なトークンを Authorization: Bearer TOKEN で送ってください。"},
	403: {"Not yours to do", "権限がありません", "Somebody else may do this.", "この操作を行う権限がありません。"},
	404: {"Not found", "見つかりません", "There is no such thing, or it is not yours to see.", "存在しないか、閲覧する権限がありません。"},
	405: {"Method not allowed", "許可されていないメソッドです", "This path does not know the method; Allow names those that it knows.", "このパスでは使えないメソッドです。使えるものは Allow にあります。"},
	408: {"Too slow", "時間切れです", "The body did not arrive in time.", "本文が時間内に届きませんでした。"},
	409: {"Not now", "現在はできません", "Others wrote at the same time. Nothing was done; try again.", "ほかの操作と重なりました。何も行われていません。もう一度お試しください。"},
	413: {"Too large", "大きすぎます", "The body is over the limit.", "本文が上限を超えています。"},
	415: {"Not this kind of body", "この形式は受け付けません", "Send JSON; only messages, deliveries and files to be checked come as multipart/form-data.", "JSONで送ってください。multipart/form-data はメッセージ、正式な回答、ファイルの確認だけで使えます。"},
	422: {"Not valid", "入力に誤りがあります", "The input has faults; errors lists them.", "入力に誤りがあります。errors をご確認ください。"},
	500: {"Something went wrong", "エラーが発生しました", "Something went wrong here. It was noted.", "サーバーでエラーが発生しました。記録されました。"},
	503: {"Not available", "現在利用できません", "The marketplace is stopping or its store can't be reached.", "現在ご利用いただけません。"},
}

const (
	keyReused   = "The idempotency key was used before with another input; take a new key."
	keyReusedJa = "このIdempotency-Keyは別の内容ですでに使われています。新しいキーを使ってください。"
)

// statusOf is the status of a kind of refusal.
func statusOf(no *policy.Rejection) int {
	switch no.Kind {
	case policy.Invalid:
		if no.Code == "too_large" {
			return http.StatusRequestEntityTooLarge // T7.2
		}
		return http.StatusUnprocessableEntity
	case policy.WrongActor:
		return http.StatusForbidden
	case policy.NotParty:
		return http.StatusNotFound
	}
	return http.StatusConflict
}

// problemOf puts an error into words; the status is 500 for what nobody expected.
func problemOf(err error, lang policy.Language) *Problem {
	var no *policy.Rejection
	var own *Problem
	var tooLarge *http.MaxBytesError
	switch {
	case errors.As(err, &own):
		return own
	case errors.As(err, &no):
		return refusal(no, lang)
	case errors.Is(err, market.ErrNotFound), errors.Is(err, engine.ErrNotFound):
		return plain(404, lang)
	case errors.As(err, &tooLarge), errors.Is(err, market.ErrTooLarge):
		return plain(413, lang)
	case errors.Is(err, engine.ErrKeyReused):
		p := plain(422, lang)
		p.Kind, p.Detail = string(policy.Invalid), inLanguage(lang, keyReused, keyReusedJa)
		return p
	case errors.Is(err, engine.ErrBusy):
		p := plain(409, lang)
		p.Kind = string(policy.Conflict)
		return p
	case errors.Is(err, engine.ErrClosed), errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return plain(503, lang)
	}
	return plain(500, lang)
}

// refusal is a rule's "no".
func refusal(no *policy.Rejection, lang policy.Language) *Problem {
	p := plain(statusOf(no), lang)
	if no.Kind == policy.NotParty {
		return p // for him there is no such thing, so no rule either
	}
	said := market.RefusalOf(no, lang)
	p.Rule, p.Kind, p.OpensAt, p.Errors = said.Rule, said.Kind, said.OpensAt, said.Errors
	if said.Rule != "" {
		p.Detail = said.Detail
	}
	return p
}

// plain is what the API itself says.
func plain(status int, lang policy.Language) *Problem {
	w := words[status]
	return &Problem{Status: status, Title: inLanguage(lang, w.title, w.titleJa), Detail: inLanguage(lang, w.detail, w.detailJa)}
}

func inLanguage(lang policy.Language, english, japanese string) string {
	if lang == policy.Japanese {
		return japanese
	}
	return english
}

// write answers with the problem.
func (p *Problem) write(w http.ResponseWriter) {
	data, err := json.Marshal(p)
	if err != nil { // faults are texts; they can be written
		data = []byte(`{"status":500}`)
	}
	if p.Status == http.StatusUnauthorized {
		w.Header().Set("WWW-Authenticate", `Bearer realm="marketplace"`)
	}
	w.Header().Set("Content-Type", "application/problem+json")
	w.WriteHeader(p.Status)
	_, _ = w.Write(append(data, '\n')) // whoever left does not hear it
}
