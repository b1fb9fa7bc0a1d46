// Package paypaltest is a stand-in for PayPal: a server on this machine that speaks
// the published form of Orders v2, Payments v2, Payouts v1, Transaction Search,
// OAuth and webhooks, with package fake as the provider behind it. No money moves.
//
// It keeps what an adapter has to live with: a request id that comes again is
// answered with how the first stands now, a sender_batch_id with an error that names
// the original, payouts are accepted first and done later, errors have PayPal's
// form, and webhooks are signed by a certificate of an authority of its own.
//
// It assumes, where PayPal's documents are silent, that a refund made on PayPal's
// pages carries the invoice_id of its capture, and that a report names a payout's
// sender_item_id as custom_field. It does not imitate fees, holds, conversions and
// disputes.
package paypaltest

import (
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"time"

	"github.com/torikime/torikime/transaction/payment/fake"
	"github.com/torikime/torikime/transaction/payment/paypal"
)

// The credentials that the server takes.
const (
	ClientID  = "client-of-a-test-app"
	Secret    = "secret-of-a-test-app"
	WebhookID = "8PT597110X687430LKGECATA"
)

// TokenLife is how long a token is good.
const TokenLife = 9 * time.Hour

// Server is the stand-in. Its methods are safe for concurrent use.
type Server struct {
	// Fake is the provider behind it.
	Fake *fake.Provider
	// URL is where it is reached.
	URL string

	now  func() time.Time
	http *httptest.Server

	mu        sync.Mutex
	signer    *signer
	tokens    map[string]time.Time
	tokensN   int
	certs     int
	intercept func(w http.ResponseWriter, r *http.Request) bool
	losing    bool
}

// Start begins to serve a fake provider. now is the fake's clock; nil: time.Now.
func Start(f *fake.Provider, now func() time.Time) *Server {
	if now == nil {
		now = time.Now
	}
	s := &Server{Fake: f, now: now, tokens: map[string]time.Time{}, signer: testSigner()}
	mux := http.NewServeMux()
	mux.HandleFunc("POST /v1/oauth2/token", s.token)
	for pattern, handle := range map[string]func(r *http.Request) reply{
		"POST /v2/checkout/orders":               s.createOrder,
		"GET /v2/checkout/orders/{id}":           s.getOrder,
		"POST /v2/checkout/orders/{id}/capture":  s.captureOrder,
		"GET /v2/payments/captures/{id}":         s.getCapture,
		"POST /v2/payments/captures/{id}/refund": s.refundCapture,
		"GET /v2/payments/refunds/{id}":          s.getRefund,
		"POST /v1/payments/payouts":              s.createPayout,
		"GET /v1/payments/payouts/{id}":          s.getPayout,
		"GET /v1/reporting/transactions":         s.report,
	} {
		mux.HandleFunc(pattern, s.guarded(handle))
	}
	mux.HandleFunc("/", func(w http.ResponseWriter, _ *http.Request) { write(w, notFound()) })
	s.http = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.mu.Lock()
		intercept := s.intercept
		s.mu.Unlock()
		if intercept == nil || !intercept(w, r) {
			mux.ServeHTTP(w, r)
		}
	}))
	s.URL = s.http.URL
	return s
}

// Close ends it.
func (s *Server) Close() { s.http.Close() }

// Options are those of an adapter that speaks to this server.
func (s *Server) Options() paypal.Options {
	return paypal.Options{
		ClientID: ClientID, Secret: Secret, WebhookID: WebhookID, Brand: "Torikime", BaseURL: s.URL,
		HTTPClient: &http.Client{Transport: transport{s}}, Roots: s.signing().roots, Clock: clock(s.now),
	}
}

type clock func() time.Time

func (c clock) Now() time.Time { return c() }

// Intercept lets a test answer calls itself: it returns true for those that it did.
// nil: none.
func (s *Server) Intercept(f func(w http.ResponseWriter, r *http.Request) bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.intercept = f
}

// LoseAnswer lets the next call but one for a token be done, and its answer be lost.
func (s *Server) LoseAnswer() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.losing = true
}

// Tokens is how many tokens were given out; Revoke makes all of them worthless.
func (s *Server) Tokens() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.tokensN
}

// Revoke makes every token worthless before its end.
func (s *Server) Revoke() {
	s.mu.Lock()
	defer s.mu.Unlock()
	clear(s.tokens)
}

// reply is an answer of the API; lost: none is sent, and the connection breaks.
type reply struct {
	status int
	body   any
	lost   bool
}

// guarded is a handler behind a token, and behind the request id that every POST
// has to have.
func (s *Server) guarded(handle func(r *http.Request) reply) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		token, _ := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
		s.mu.Lock()
		until, known := s.tokens[token]
		s.mu.Unlock()
		switch {
		case !known || !s.now().Before(until):
			write(w, reply{status: http.StatusUnauthorized, body: map[string]string{"error": "invalid_token", "error_description": "Token signature verification failed"}})
			return
		case r.Method == http.MethodPost && !goodRequestID(r.Header.Get("PayPal-Request-Id")):
			write(w, refuse(http.StatusBadRequest, "INVALID_REQUEST", "PAYPAL_REQUEST_ID_REQUIRED"))
			return
		}
		answer := handle(r)
		s.mu.Lock()
		answer.lost, s.losing = answer.lost || s.losing, false
		s.mu.Unlock()
		if answer.lost {
			panic(http.ErrAbortHandler)
		}
		write(w, answer)
	}
}

// goodRequestID: Orders take 108 characters.
func goodRequestID(id string) bool { return id != "" && len(id) <= 108 }

func write(w http.ResponseWriter, r reply) {
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Paypal-Debug-Id", "f11a2b3c4d5e6")
	w.WriteHeader(r.status)
	_ = json.NewEncoder(w).Encode(r.body) // whoever has gone hears nothing
}

// refuse is PayPal's form of an error.
func refuse(status int, name, issue string) reply {
	body := map[string]any{"name": name, "message": "The requested action could not be performed.", "debug_id": "f11a2b3c4d5e6"}
	if issue != "" {
		body["details"] = []map[string]string{{"issue": issue, "description": "See the developer documentation."}}
	}
	return reply{status: status, body: body}
}

func notFound() reply {
	return refuse(http.StatusNotFound, "RESOURCE_NOT_FOUND", "INVALID_RESOURCE_ID")
}

func unprocessable(issue string) reply {
	return refuse(http.StatusUnprocessableEntity, "UNPROCESSABLE_ENTITY", issue)
}

// failure is a call that the fake did not answer: the connection breaks, as there.
func failure(err error) reply {
	if errors.Is(err, fake.ErrKeyReused) {
		return refuse(http.StatusConflict, "RESOURCE_CONFLICT", "DUPLICATE_REQUEST_ID")
	}
	return reply{lost: true}
}

// outer writes an id of the fake as PayPal's ids are; inner reads it.
func outer(id string) string { return strings.ToUpper(strings.Replace(id, "_", "", 1)) }

func inner(id string) string {
	if len(id) < 4 {
		return id
	}
	id = strings.ToLower(id)
	return id[:3] + "_" + id[3:]
}

// Inner is the fake's id of what PayPal's id stands for.
func Inner(id string) string { return inner(id) }
