// Package api is the marketplace's HTTP API. Every rule it answers with comes
// from package market; here stand paths, forms and statuses alone, and the order
// in which they are judged: token (401), size (413), existence (404), form (422),
// then what the rules say.
package api

import (
	"context"
	"log/slog"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/torikime/torikime/examples/marketplace/market"
	"github.com/torikime/torikime/policy"
)

const (
	// maxBody is the most bytes of a JSON body.
	maxBody = 256 << 10
	// maxOverhead is what a multipart body may have beside its files.
	maxOverhead = 1 << 20
	// maxKey is the most bytes of an idempotency key.
	maxKey = 255
)

// API answers what begins with /api/ and /webhooks/, and /healthz.
type API struct {
	market   *market.Market
	log      *slog.Logger
	mux      *http.ServeMux
	document []byte // OpenAPI
	page     []byte // the same for people
	policy   []byte
}

// New makes the API of a marketplace.
func New(m *market.Market, log *slog.Logger) (*API, error) {
	a := &API{market: m, log: log, mux: http.NewServeMux()}
	document := describe()
	var err error
	if a.document, err = encodeDocument(document); err != nil {
		return nil, err
	}
	if a.page, err = renderPage(document); err != nil {
		return nil, err
	}
	if a.policy, err = m.Policy().JSON(); err != nil {
		return nil, err
	}
	a.routes()
	return a, nil
}

// ServeHTTP answers one request, and notes it without its body.
func (a *API) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	began := time.Now()
	h := w.Header()
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("Cache-Control", "no-store")
	h.Set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'")
	noted := &noted{ResponseWriter: w, status: http.StatusOK}
	a.mux.ServeHTTP(noted, r)
	a.log.LogAttrs(r.Context(), slog.LevelDebug, "request", slog.String("method", r.Method), slog.String("path", r.URL.Path),
		slog.Int("status", noted.status), slog.Duration("took", time.Since(began)))
}

// noted remembers the status for the log.
type noted struct {
	http.ResponseWriter
	status int
}

func (n *noted) WriteHeader(status int) {
	n.status = status
	n.ResponseWriter.WriteHeader(status)
}

// Unwrap lets http.ResponseController find the connection.
func (n *noted) Unwrap() http.ResponseWriter { return n.ResponseWriter }

// handler answers a request of somebody who is known; an error becomes a problem.
type handler func(w http.ResponseWriter, r *http.Request, v market.Viewer) error

// routes says which path is whose. A path that is known with another method is
// answered with 405, any other with 404.
func (a *API) routes() {
	allowed := map[string][]string{}
	add := func(method, path string, h http.HandlerFunc) {
		a.mux.HandleFunc(method+" "+path, h)
		allowed[path] = append(allowed[path], method)
	}
	open := func(path string, h http.HandlerFunc) { add(http.MethodGet, path, h) }
	get := func(path string, h handler) { add(http.MethodGet, path, a.known(h)) }
	post := func(path string, h handler) { add(http.MethodPost, path, a.known(h)) }

	open("/healthz", a.health)
	open("/api/openapi.json", a.serve("application/json", a.document))
	open("/api/{$}", a.serve("text/html; charset=utf-8", a.page))
	get("/api/v1/me", a.me)
	get("/api/v1/policies/current", a.currentPolicy)
	get("/api/v1/policies/current/lint", a.currentLint)
	post("/api/v1/check-text", a.checkText)
	if a.market.Demo() { // otherwise there is no such thing, for whomever
		get("/api/v1/dev/clock", shown(a.clock))
		post("/api/v1/dev/clock", a.moveClock)
		post("/api/v1/dev/payments/{transfer}", a.fakePayment)
	} else {
		a.mux.HandleFunc("/api/v1/dev/clock", func(w http.ResponseWriter, r *http.Request) { a.fail(w, r, market.ErrNotFound) })
	}
	get("/api/v1/services", listed(a.services))
	post("/api/v1/services", a.offer)
	get("/api/v1/services/{id}", shown(a.service))
	post("/api/v1/services/{id}/edit", a.editService)
	post("/api/v1/services/{id}/pause", a.pause)
	post("/api/v1/services/{id}/resume", a.resume)
	post("/api/v1/services/{id}/show", a.showService)
	// Not among those that answer another method with 405: as a service's id the
	// name would be ambiguous.
	a.mux.HandleFunc("POST /api/v1/services/resume-all", a.known(a.resumeAll))
	get("/api/v1/sellers/{id}/standing", shown(a.standing))
	get("/api/v1/held", listed(a.held))
	post("/api/v1/purchases", a.purchase)
	get("/api/v1/quotations", listed(a.quotations))
	post("/api/v1/quotations", a.requestQuotation)
	get("/api/v1/quotations/{id}", shown(a.quotation))
	for _, c := range quotationCommands() {
		post("/api/v1/quotations/{id}/"+c.name, a.quote(c))
	}
	get("/api/v1/transactions", listed(a.transactions))
	get("/api/v1/transactions/{id}", shown(a.transaction))
	get("/api/v1/transactions/{id}/files/{file}", a.download)
	post("/api/v1/transactions/{id}/read", a.read)
	for _, c := range commands() {
		post("/api/v1/transactions/{id}/"+c.name, a.command(c))
	}
	post("/api/v1/transactions/{id}/checkout", a.checkout)
	get("/api/v1/providers", a.providers)
	get("/api/v1/transfers", listed(a.transfers))
	get("/api/v1/transfers/{id}", shown(a.transfer))
	post("/api/v1/transfers/{id}/take-over", a.takeOver)
	get("/api/v1/trial-balance", shown(a.trialBalance))
	get("/api/v1/reconciliation", shown(a.reconciliation))
	post("/api/v1/reconciliation/heal", a.heal)
	get("/api/v1/balance", listed(a.balance))
	get("/api/v1/payouts", whole(a.payouts))
	post("/api/v1/payouts", a.payOut)
	add(http.MethodPost, "/webhooks/{provider}", a.webhook)
	get("/api/v1/conversations", listed(a.conversations))
	get("/api/v1/conversations/{user}/messages", shown(a.messages))
	post("/api/v1/conversations/{user}/messages", a.send)
	get("/api/v1/conversations/{user}/files/{file}", a.downloadMessage)
	post("/api/v1/conversations/{user}/operator-show", a.moderate(showMessage))
	post("/api/v1/conversations/{user}/operator-withhold", a.moderate(withholdMessage))
	post("/api/v1/attachments/check", a.checkFiles)
	get("/api/v1/todo", whole(a.todo))
	get("/api/v1/notices", listed(a.notices))
	post("/api/v1/notices/read", a.readNotices)
	get("/api/v1/preferences", shown(a.preferences))
	post("/api/v1/preferences", a.choose)
	get("/api/v1/outbox", listed(a.outbox))
	post("/api/v1/outbox/retry", a.retry)
	add(http.MethodDelete, "/api/v1/me", a.known(a.leave))
	for path, methods := range allowed {
		no := wrongMethod(methods)
		if strings.HasPrefix(path, versioned) {
			a.mux.HandleFunc(path, a.known(no))
			continue
		}
		a.mux.HandleFunc(path, func(w http.ResponseWriter, r *http.Request) {
			a.fail(w, r, no(w, r, market.Viewer{Language: market.LanguageOf(r.Header.Get("Accept-Language"))}))
		})
	}
	nothing := func(http.ResponseWriter, *http.Request, market.Viewer) error { return market.ErrNotFound }
	a.mux.HandleFunc(versioned, a.known(nothing))
	a.mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) { a.fail(w, r, market.ErrNotFound) })
}

// versioned is where every path but the open ones stands. Whoever asks for
// anything there is asked for his token first, whether it exists or not.
const versioned = "/api/v1/"

// wrongMethod answers a path that is known with another method.
func wrongMethod(methods []string) handler {
	slices.Sort(methods)
	allow := strings.Join(methods, ", ")
	if slices.Contains(methods, http.MethodGet) {
		allow += ", HEAD"
	}
	return func(w http.ResponseWriter, _ *http.Request, v market.Viewer) error {
		w.Header().Set("Allow", allow)
		return plain(http.StatusMethodNotAllowed, v.Language)
	}
}

// known lets in who has a token, and turns errors into problems.
func (a *API) known(h handler) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		lang := market.LanguageOf(r.Header.Get("Accept-Language"))
		scheme, token, _ := strings.Cut(r.Header.Get("Authorization"), " ")
		who, ok := a.market.Login(token)
		if !ok || !strings.EqualFold(scheme, "Bearer") {
			a.fail(w, r, plain(http.StatusUnauthorized, lang))
			return
		}
		a.market.Saw(r.Context(), who)
		if err := h(w, r, market.Viewer{Person: who, Language: lang}); err != nil {
			a.fail(w, r, err)
		}
	}
}

// fail answers with a problem. Whatever nobody expected is noted and not told.
func (a *API) fail(w http.ResponseWriter, r *http.Request, err error) {
	p := problemOf(err, market.LanguageOf(r.Header.Get("Accept-Language")))
	if p.Status == http.StatusInternalServerError {
		a.log.ErrorContext(context.WithoutCancel(r.Context()), "request failed", "method", r.Method, "path", r.URL.Path, "error", err)
	}
	deadline(w, bodyTime)
	drain(r)
	p.write(w)
}

// drain reads what the client is still sending, up to a bound: a client that
// writes a large body hears the answer only when it is done writing.
func drain(r *http.Request) {
	const most = 512 << 20
	if r.Body == nil || r.ContentLength > most {
		return
	}
	buffer := make([]byte, 32<<10)
	for read := 0; read < most; {
		n, err := r.Body.Read(buffer)
		read += n
		if err != nil {
			return
		}
	}
}

// serve answers with something that does not change.
func (a *API) serve(kind string, data []byte) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", kind)
		_, _ = w.Write(data)
	}
}

// answer writes a JSON body.
func answer(w http.ResponseWriter, status int, body []byte) error {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_, _ = w.Write(append(slices.Clip(body), '\n')) // whoever left does not hear it
	return nil
}

// invalid is a fault of an input that no rule names.
func invalid(path, code, message string) *policy.Rejection {
	return market.Invalid(path, code, message)
}
