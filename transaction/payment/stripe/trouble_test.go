package stripe_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/policy/money"
	"github.com/torikime/torikime/transaction/payment"
	"github.com/torikime/torikime/transaction/payment/stripe"
	"github.com/torikime/torikime/transaction/transfer"
)

// told is an adapter at a server that always gives the same answer, and how often it
// was asked.
func told(t *testing.T, status int, body string) (*stripe.Provider, *atomic.Int64) {
	t.Helper()
	asked := new(atomic.Int64)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked.Add(1)
		if status/100 == 3 {
			w.Header().Set("Location", "https://elsewhere.example/v1")
		}
		w.Header().Set("Request-Id", "req_7")
		w.WriteHeader(status)
		_, _ = w.Write([]byte(body)) // whoever has gone doesn't hear it
	}))
	t.Cleanup(server.Close)
	p, err := stripe.New(stripe.Options{Key: secretKey, URL: server.URL, Timeout: 5 * time.Second})
	require.NoError(t, err)
	return p, asked
}

func calls(p *stripe.Provider, t *testing.T) map[string]func() (payment.Answer, error) {
	base := payment.Call{Transfer: "t-1", Key: transfer.Key("t-1", 1), Amount: money.New(5000, money.JPY), ReturnURL: "https://shop.example"}
	of := func(k transfer.Kind, ref, done string) payment.Call {
		c := base
		c.Kind, c.Ref, c.DoneRef, c.Of, c.To = k, ref, done, "pi_1", "acct_1"
		return c
	}
	return map[string]func() (payment.Answer, error){
		"authorise":       func() (payment.Answer, error) { return p.Authorise(t.Context(), of(transfer.Capture, "", "")) },
		"capture":         func() (payment.Answer, error) { return p.Capture(t.Context(), of(transfer.Capture, "pi_1", "")) },
		"refund":          func() (payment.Answer, error) { return p.Refund(t.Context(), of(transfer.Refund, "", "")) },
		"payout":          func() (payment.Answer, error) { return p.Payout(t.Context(), of(transfer.Payout, "", "")) },
		"lookup list":     func() (payment.Answer, error) { return p.Lookup(t.Context(), of(transfer.Capture, "", "")) },
		"lookup session":  func() (payment.Answer, error) { return p.Lookup(t.Context(), of(transfer.Capture, "cs_1", "")) },
		"lookup payment":  func() (payment.Answer, error) { return p.Lookup(t.Context(), of(transfer.Capture, "pi_1", "")) },
		"lookup refund":   func() (payment.Answer, error) { return p.Lookup(t.Context(), of(transfer.Refund, "", "re_1")) },
		"lookup refunds":  func() (payment.Answer, error) { return p.Lookup(t.Context(), of(transfer.Refund, "", "")) },
		"lookup transfer": func() (payment.Answer, error) { return p.Lookup(t.Context(), of(transfer.Payout, "", "")) },
	}
}

// An answer that Stripe would not give, or that says nothing about the deed, is an
// error: never a no, never "not found". It is not asked again behind the caller's
// back, and the error shows nothing of what was sent or received.
func TestUnclear(t *testing.T) {
	t.Parallel()
	errorBody := func(kind, code string) string {
		return `{"error":{"type":"` + kind + `","code":"` + code + `","message":"taro@example.com used ` + secretKey + `"}}`
	}
	for name, row := range map[string]struct {
		status int
		body   string
	}{
		"nothing":                {200, ""},
		"garbage":                {200, "\x00\xfftaro@example.com"},
		"HTML":                   {200, "<html>taro@example.com</html>"},
		"a number":               {200, "7"},
		"null":                   {200, "null"},
		"a list of nothing":      {200, `[]`},
		"an empty object":        {200, `{}`},
		"a cut object":           {200, `{"id":"pi_1","object":"payment_intent","status":"succ`},
		"an unknown status":      {200, `{"id":"pi_1","object":"payment_intent","status":"levitating","currency":"jpy"}`},
		"nothing moved":          {200, `{"id":"pi_1","object":"payment_intent","status":"succeeded","amount_received":0,"currency":"jpy"}`},
		"a negative amount":      {200, `{"id":"tr_1","object":"transfer","amount":-5,"currency":"jpy","metadata":{"torikime_key":"x"}}`},
		"no list":                {200, `{"object":"list"}`},
		"a list that never ends": {200, `{"object":"list","data":[],"has_more":true}`},
		"a list of null":         {200, `{"object":"list","data":[null],"has_more":false}`},
		"moved":                  {302, ""},
		"not modified":           {304, ""},
		"a proxy's no":           {403, "<html>blocked</html>"},
		"no key":                 {401, errorBody("invalid_request_error", "")},
		"an old key":             {401, errorBody("invalid_request_error", "api_key_expired")},
		"no right":               {403, errorBody("invalid_request_error", "")},
		"the other mode":         {400, errorBody("invalid_request_error", "livemode_mismatch")},
		"no such page":           {404, errorBody("invalid_request_error", "")},
		"key in use":             {409, errorBody("idempotency_error", "idempotency_key_in_use")},
		"key of another deed":    {400, errorBody("idempotency_error", "")},
		"too many":               {429, errorBody("invalid_request_error", "rate_limit")},
		"too many, in HTML":      {429, "<html>slow down</html>"},
		"a lock":                 {429, errorBody("invalid_request_error", "lock_timeout")},
		"a fault":                {500, errorBody("api_error", "")},
		"a fault, bare":          {500, "{}"},
		"a bad gateway":          {502, "<html>bad gateway</html>"},
		"down":                   {503, ""},
		"a bad request, bare":    {400, `{}`},
		"a bad request, cut":     {400, `{"error":{"type":"invalid_request_error"`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p, asked := told(t, row.status, row.body)
			for what, call := range calls(p, t) {
				before := asked.Load()
				a, err := call()
				require.Error(t, err, what)
				require.Equal(t, payment.Answer{}, a, what)
				most := int64(1)
				if what == "capture" || what == "refund" {
					most = 2 // what it is about is looked at first
				}
				require.LessOrEqual(t, asked.Load()-before, most, "%s: asked once", what)
				for _, secret := range []string{secretKey, "taro", "html"} {
					require.NotContains(t, err.Error(), secret, what)
				}
				require.Contains(t, err.Error(), "stripe: ", what)
			}
		})
	}
}

// A clear no is an answer with Stripe's own word for it.
func TestRefused(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		status             int
		kind, code, second string
		want               string
	}{
		{402, "card_error", "card_declined", "insufficient_funds", "insufficient_funds"},
		{402, "card_error", "card_declined", "generic_decline", "card_declined"},
		{402, "card_error", "expired_card", "", "expired_card"},
		{400, "invalid_request_error", "amount_too_small", "", "amount_too_small"},
		{400, "invalid_request_error", "balance_insufficient", "", "balance_insufficient"},
		{400, "invalid_request_error", "", "", "invalid_request_error"},
		{404, "invalid_request_error", "resource_missing", "", "resource_missing"},
		{400, "invalid_request_error", "<b>taro@example.com</b>", "", "btaroexample.comb"},
	} {
		p, _ := told(t, row.status, `{"error":{"type":"`+row.kind+`","code":"`+row.code+`","decline_code":"`+row.second+`","message":"no"}}`)
		for _, what := range []string{"authorise", "payout"} {
			a, err := calls(p, t)[what]()
			require.NoError(t, err, row.want)
			require.Equal(t, payment.Answer{Status: transfer.Failed, Reason: row.want}, a, what)
		}
		for _, what := range []string{"lookup payment", "lookup refund", "lookup list"} {
			_, err := calls(p, t)[what]()
			require.Error(t, err, "what can't be looked at may have been done: %s", what)
		}
	}
}

// A deed without a key, or for nobody, is not sent at all.
func TestNoKey(t *testing.T) {
	t.Parallel()
	p, asked := told(t, 200, "{}")
	good := payment.Call{Transfer: "t-1", Kind: transfer.Payout, Key: "k", Amount: money.New(5000, money.JPY), To: "acct_1"}
	for name, change := range map[string]func(c *payment.Call){
		"no key":             func(c *payment.Call) { c.Key = "" },
		"a key of two lines": func(c *payment.Call) { c.Key = "a\nb" },
		"a long key":         func(c *payment.Call) { c.Key = strings.Repeat("k", 256) },
		"no transfer":        func(c *payment.Call) { c.Transfer = "" },
		"a long transfer":    func(c *payment.Call) { c.Transfer = strings.Repeat("t", 501) },
	} {
		c := good
		change(&c)
		for _, call := range []func() (payment.Answer, error){
			func() (payment.Answer, error) { return p.Authorise(t.Context(), c) },
			func() (payment.Answer, error) { return p.Payout(t.Context(), c) },
			func() (payment.Answer, error) { return p.Lookup(t.Context(), c) },
		} {
			_, err := call()
			require.Error(t, err, name)
		}
	}
	require.Zero(t, asked.Load())
}

// An answer that never ends is cut, and one that never comes is given up.
func TestEndless(t *testing.T) {
	t.Parallel()
	p, _ := told(t, 200, `{"id":"pi_1","description":"`+strings.Repeat("x", 9<<20)+`"}`)
	_, err := calls(p, t)["lookup payment"]()
	require.ErrorContains(t, err, "can't be read")
	silent := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body) // or the server would not see the caller go
		<-r.Context().Done()
	}))
	t.Cleanup(silent.Close)
	p, err = stripe.New(stripe.Options{Key: secretKey, URL: silent.URL, Timeout: 50 * time.Millisecond})
	require.NoError(t, err)
	_, err = calls(p, t)["payout"]()
	require.ErrorContains(t, err, "no answer")
	require.NotContains(t, err.Error(), secretKey)
}

// A list that says for ever that there is more is read to a limit, and then nothing
// is said about the deed.
func TestEndlessList(t *testing.T) {
	t.Parallel()
	n := new(atomic.Int64)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		_, _ = w.Write([]byte(`{"object":"list","has_more":true,"data":[{"id":"cs_` + strconv.FormatInt(n.Add(1), 10) + `","metadata":{}}]}`))
	}))
	t.Cleanup(server.Close)
	p, err := stripe.New(stripe.Options{Key: secretKey, URL: server.URL})
	require.NoError(t, err)
	_, err = calls(p, t)["lookup list"]()
	require.ErrorContains(t, err, "more pages")
	require.EqualValues(t, 1000, n.Load())
}
