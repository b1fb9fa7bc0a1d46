package stripe_test

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/policy/money"
	"github.com/torikime/torikime/transaction/payment"
	"github.com/torikime/torikime/transaction/payment/fake"
	"github.com/torikime/torikime/transaction/payment/stripe"
	"github.com/torikime/torikime/transaction/transfer"
)

const (
	secretKey     = "sk_test_veryVerySecret51"
	webhookSecret = "whsec_alsoVerySecret77"
)

// server answers in Stripe's form, and behaves as the fake provider does. An object's
// id at Stripe is a prefix and the fake's own id.
type server struct {
	*fake.Provider
	t   *testing.T
	url string

	mu       sync.Mutex
	objects  []*thing // oldest first
	answers  map[string]*saved
	requests []*http.Request
	lose     bool // the next deed's answer
	broken   bool
}

// thing is what is remembered of an object beside what the fake knows.
type thing struct {
	id   string // the fake's
	kind string
	meta map[string]string
	form url.Values
}

// saved is what Stripe keeps of a key: the form, and the answer as it was.
type saved struct {
	form   string
	done   bool
	status int
	body   []byte
}

func start(t *testing.T, o stripe.Options) (*stripe.Provider, *server) {
	t.Helper()
	s := &server{t: t, answers: map[string]*saved{}}
	listen := httptest.NewServer(s)
	t.Cleanup(listen.Close)
	s.url = listen.URL
	o.URL = s.url
	if o.Key == "" {
		o.Key = secretKey
	}
	o.WebhookSecrets = []string{"whsec_another", webhookSecret}
	p, err := stripe.New(o)
	require.NoError(t, err)
	s.Provider = fake.New(fake.Options{Profile: p.Profile(), URL: s.url})
	return p, s
}

// reply is what a handler answers: a JSON value, or a refusal.
type reply struct {
	status int
	body   any
}

func ok(v any) reply { return reply{http.StatusOK, v} }

func no(status int, kind, code string) reply {
	return reply{status, map[string]any{"error": map[string]any{
		"type": kind, "code": code, "message": "Your card or account of Taro Yamada <taro@example.com> is refused",
	}}}
}

func (s *server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return
	}
	s.mu.Lock()
	s.requests = append(s.requests, r.Clone(r.Context()))
	broken, lose := s.broken, s.lose && r.Method == http.MethodPost
	if lose {
		s.lose = false
	}
	s.mu.Unlock()
	if broken {
		hang(w)
		return
	}
	w.Header().Set("Request-Id", "req_123")
	status, out := s.answer(r, string(body))
	if status == 0 {
		hang(w)
		return
	}
	if lose {
		w.Header().Set("Content-Length", strconv.Itoa(len(out)+100)) // the body breaks off
		out = out[:len(out)/2]
	}
	w.WriteHeader(status)
	_, _ = w.Write(out) // whoever has gone doesn't hear it
}

// hang ends a connection without an answer.
func hang(w http.ResponseWriter) {
	if conn, _, err := w.(http.Hijacker).Hijack(); err == nil {
		_ = conn.Close() // it breaks either way
	}
}

// answer is what stands behind a key if there is one, else what is done now.
func (s *server) answer(r *http.Request, body string) (int, []byte) {
	if r.Header.Get("Authorization") != "Bearer "+secretKey {
		return encode(no(http.StatusUnauthorized, "invalid_request_error", ""))
	}
	if r.Method != http.MethodPost {
		return encode(s.get(r))
	}
	key, form := r.Header.Get("Idempotency-Key"), r.URL.Path+"?"+body
	s.mu.Lock()
	known := s.answers[key]
	if known == nil {
		s.answers[key] = &saved{form: form}
	}
	s.mu.Unlock()
	switch {
	case known != nil && known.form != form:
		return encode(no(http.StatusBadRequest, "idempotency_error", ""))
	case known != nil && !s.finished(known):
		return encode(no(http.StatusConflict, "idempotency_error", "idempotency_key_in_use"))
	case known != nil:
		return known.status, known.body
	}
	values, err := url.ParseQuery(body)
	if err != nil {
		return encode(no(http.StatusBadRequest, "invalid_request_error", "parameter_invalid"))
	}
	status, out := encode(s.post(r, key, values))
	s.mu.Lock()
	defer s.mu.Unlock()
	s.answers[key].status, s.answers[key].body, s.answers[key].done = status, out, true
	return status, out
}

func (s *server) finished(a *saved) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return a.done
}

func encode(r reply) (int, []byte) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	if err := e.Encode(r.body); err != nil {
		return http.StatusInternalServerError, nil
	}
	return r.status, b.Bytes()
}

// post does a deed at the fake.
func (s *server) post(r *http.Request, key string, form url.Values) reply {
	parts := strings.Split(strings.TrimPrefix(r.URL.Path, "/v1/"), "/")
	c := payment.Call{Key: key, Transfer: form.Get("metadata[torikime_transfer]")}
	switch {
	case r.URL.Path == "/v1/checkout/sessions":
		return s.open(r, c, form)
	case parts[0] == "payment_intents" && len(parts) == 3 && parts[2] == "capture":
		return s.capture(r, c, strings.TrimPrefix(parts[1], "pi_"), form)
	case r.URL.Path == "/v1/refunds":
		pay, err := s.Payment(strings.TrimPrefix(form.Get("payment_intent"), "pi_"))
		if err != nil {
			return no(http.StatusNotFound, "invalid_request_error", "resource_missing")
		}
		c.Kind, c.Of, c.Amount = transfer.Refund, pay.Capture, units(form.Get("amount"), pay.Amount.Currency().String())
		a, err := s.Refund(r.Context(), c)
		return s.made(a, err, "refund", form)
	case r.URL.Path == "/v1/transfers":
		c.Kind, c.To, c.Amount = transfer.Payout, form.Get("destination"), units(form.Get("amount"), form.Get("currency"))
		a, err := s.Payout(r.Context(), c)
		return s.made(a, err, "transfer", form)
	}
	return no(http.StatusNotFound, "invalid_request_error", "")
}

// made remembers what was made, and shows it.
func (s *server) made(a payment.Answer, err error, kind string, form url.Values) reply {
	switch {
	case err != nil:
		return no(http.StatusInternalServerError, "api_error", "")
	case a.Status == transfer.Failed && a.Reason == "card_declined":
		return no(http.StatusPaymentRequired, "card_error", a.Reason)
	case a.Status == transfer.Failed:
		return no(http.StatusBadRequest, "invalid_request_error", a.Reason)
	}
	s.mu.Lock()
	t := &thing{id: a.Ref, kind: kind, form: form, meta: map[string]string{}}
	for name, values := range form {
		if key, ok := strings.CutPrefix(name, "metadata["); ok {
			t.meta[strings.TrimSuffix(key, "]")] = values[0]
		}
	}
	s.objects = append(s.objects, t)
	s.mu.Unlock()
	return ok(s.show(t, nil))
}

func (s *server) open(r *http.Request, c payment.Call, form url.Values) reply {
	price := "line_items[0][price_data]"
	c.Kind, c.Amount = transfer.Capture, units(form.Get(price+"[unit_amount]"), form.Get(price+"[currency]"))
	c.Method, c.Description = fake.Checkout, form.Get(price+"[product_data][name]")
	c.ReturnURL, c.CancelURL = form.Get("success_url"), form.Get("cancel_url")
	if form.Get("payment_method_types[0]") == "konbini" {
		c.Method = fake.Later
	}
	same := form.Get("payment_intent_data[metadata][torikime_transfer]") == c.Transfer && form.Get("metadata[torikime_key]") == c.Key
	switch {
	case form.Get("mode") != "payment", c.ReturnURL == "", c.Description == "", form.Get("line_items[0][quantity]") != "1", !same:
		return no(http.StatusBadRequest, "invalid_request_error", "parameter_missing")
	case (form.Get("payment_intent_data[capture_method]") == "automatic") != s.Profile().CapturesAtOnce:
		return no(http.StatusBadRequest, "invalid_request_error", "parameter_invalid")
	}
	a, err := s.Authorise(r.Context(), c)
	return s.made(a, err, "checkout.session", form)
}

func (s *server) capture(r *http.Request, c payment.Call, id string, form url.Values) reply {
	pay, err := s.Payment(id)
	t := s.find("checkout.session", id)
	if err != nil || t == nil {
		return no(http.StatusNotFound, "invalid_request_error", "resource_missing")
	}
	if pay.Stage != fake.Authorised {
		refused := no(http.StatusBadRequest, "invalid_request_error", "payment_intent_unexpected_state")
		refused.body.(map[string]any)["error"].(map[string]any)["payment_intent"] = s.intent(t, nil)
		return refused
	}
	c.Kind, c.Ref, c.Transfer, c.Amount = transfer.Capture, id, pay.Transfer, units(form.Get("amount_to_capture"), pay.Amount.Currency().String())
	a, err := s.Capture(r.Context(), c)
	switch {
	case err != nil:
		return no(http.StatusInternalServerError, "api_error", "")
	case a.Status == transfer.Failed:
		return no(http.StatusBadRequest, "invalid_request_error", a.Reason)
	}
	return ok(s.intent(t, nil))
}

func units(n, currency string) money.Money {
	c, err := money.ParseCurrency(strings.ToUpper(currency))
	amount, bad := strconv.ParseInt(n, 10, 64)
	if err != nil || bad != nil {
		return money.Money{}
	}
	return money.New(amount, c)
}

func (s *server) find(kind, id string) *thing {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, t := range s.objects {
		if t.kind == kind && t.id == id {
			return t
		}
	}
	return nil
}

func (s *server) deed(id string) fake.Deed {
	list := s.Books().Deeds
	return list[slices.IndexFunc(list, func(d fake.Deed) bool { return d.ID == id })]
}
