// Package web is the marketplace's pages: rendered on the server, in Japanese and
// English, and complete without a script. No rule stands here: what somebody may
// do, and why not, the pages ask package market.
package web

import (
	"embed"
	"errors"
	"html/template"
	"io/fs"
	"log/slog"
	"net/http"

	"github.com/torikime/torikime/examples/marketplace/market"
	"github.com/torikime/torikime/policy"
)

//go:embed templates static
var embedded embed.FS

// site is everything that all requests share.
type site struct {
	market *market.Market
	log    *slog.Logger
	pages  map[policy.Language]map[string]*template.Template
	clock  home
	drawn  map[policy.Language]string
}

// New is the handler of every page; it is mounted at the root. It fails if a
// template is broken. log hears of what goes wrong; nil: nobody.
func New(m *market.Market, log *slog.Logger) (http.Handler, error) {
	if log == nil {
		log = slog.New(slog.DiscardHandler)
	}
	s := &site{market: m, log: log, clock: homeOf(&m.Policy().Time), drawn: drawings(m.Policy())}
	var err error
	if s.pages, err = parsePages(s.clock); err != nil {
		return nil, err
	}
	static, err := fs.Sub(embedded, "static")
	if err != nil {
		return nil, err
	}
	mux := http.NewServeMux()
	mux.Handle("GET /static/", http.StripPrefix("/static/", http.FileServerFS(static)))
	for pattern, handle := range map[string]func(*visit) error{
		"/":                                 (*visit).nowhere,
		"GET /{$}":                          (*visit).people,
		"POST /login":                       (*visit).login,
		"POST /logout":                      (*visit).logout,
		"POST /language":                    (*visit).language,
		"GET /services":                     (*visit).services,
		"GET /services/new":                 (*visit).newService,
		"POST /services/new":                (*visit).offer,
		"GET /services/{id}":                (*visit).service,
		"GET /services/{id}/edit":           (*visit).editPage,
		"POST /services/{id}/edit":          (*visit).edit,
		"POST /services/{id}/buy":           (*visit).buy,
		"POST /services/{id}/pause":         (*visit).pause,
		"POST /services/{id}/resume":        (*visit).resume,
		"POST /services/{id}/show":          (*visit).showService,
		"POST /services/resume-all":         (*visit).resumeAll,
		"GET /services/{id}/checkout":       (*visit).checkoutService,
		"GET /quotations/{id}/checkout":     (*visit).checkoutProposal,
		"GET /talkrooms/{id}/checkout":      (*visit).checkoutRoom,
		"GET /payments/{transfer}/return":   (*visit).returned,
		"GET /transactions/{id}/receipt":    (*visit).receipt,
		"GET /earnings":                     (*visit).earnings,
		"POST /earnings":                    (*visit).withdraw,
		"GET /desk":                         (*visit).desk,
		"GET /desk/money":                   (*visit).deskMoney,
		"GET /desk/transfers":               (*visit).transfers,
		"GET /desk/transfers/{id}":          (*visit).transfer,
		"POST /desk/transfers/{id}/{act}":   (*visit).takeOver,
		"GET /desk/books":                   (*visit).books,
		"GET /desk/reconciliation":          (*visit).reconciliation,
		"POST /desk/reconciliation/heal":    (*visit).heal,
		"GET /talkrooms":                    (*visit).rooms,
		"GET /talkrooms/{id}":               (*visit).room,
		"POST /talkrooms/{id}/{command}":    (*visit).command,
		"GET /talkrooms/{id}/files/{file}":  (*visit).file,
		"GET /quotations":                   (*visit).quotations,
		"GET /quotations/new":               (*visit).newQuotation,
		"POST /quotations/new":              (*visit).request,
		"GET /quotations/{id}":              (*visit).quotation,
		"POST /quotations/{id}/{command}":   (*visit).quote,
		"GET /messages":                     (*visit).messages,
		"GET /messages/{user}":              (*visit).conversation,
		"POST /messages/{user}/{command}":   (*visit).converse,
		"GET /messages/{user}/files/{file}": (*visit).messageFile,
		"GET /account":                      (*visit).account,
		"POST /account/leave":               (*visit).leave,
		"GET /inbox":                        (*visit).inbox,
		"POST /inbox/read":                  (*visit).readNotices,
		"POST /inbox/resend":                (*visit).resend,
		"GET /preferences":                  (*visit).preferences,
		"POST /preferences":                 (*visit).choose,
		"POST /clock":                       (*visit).moveClock,
		"GET /rules":                        (*visit).rules,
		"GET /policies/current/diagram.svg": (*visit).diagram,
	} {
		mux.HandleFunc(pattern, s.serve(handle))
	}
	guard := http.NewCrossOriginProtection()
	guard.SetDenyHandler(s.serve(func(*visit) error { return status(http.StatusForbidden) }))
	return headers(guard.Handler(mux)), nil
}

// headers tell the browser to run and load nothing that is not ours.
func headers(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", "default-src 'self'; base-uri 'none'; object-src 'none'; form-action 'self'; frame-ancestors 'none'")
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "same-origin")
		next.ServeHTTP(w, r)
	})
}

// serve runs a handler for one visit and shows an error as a page.
func (s *site) serve(handle func(*visit) error) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		v := s.visit(w, r)
		if err := handle(v); err != nil {
			v.fail(err)
		}
	}
}

// status is an error that is shown as the page of that status.
type status int

// Error is the status in words.
func (s status) Error() string { return http.StatusText(int(s)) }

// fail shows an error as a page.
func (v *visit) fail(err error) {
	code := statusOf(err)
	if code >= http.StatusInternalServerError && v.r.Context().Err() == nil {
		v.log.Error("page", "method", v.r.Method, "path", v.r.URL.Path, "error", err)
	}
	v.show(code, "error", "error."+code2key(code), code2key(code))
}

func statusOf(err error) int {
	var own status
	var no *policy.Rejection
	switch {
	case errors.As(err, &own):
		return int(own)
	case errors.As(err, &no):
		return refusedStatus(no)
	}
	return otherStatus(err)
}
