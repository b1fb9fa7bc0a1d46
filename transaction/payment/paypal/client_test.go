package paypal_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/policy/money"
	"github.com/torikime/torikime/transaction/payment"
	"github.com/torikime/torikime/transaction/payment/fake"
	"github.com/torikime/torikime/transaction/payment/paypal"
	"github.com/torikime/torikime/transaction/payment/paypal/paypaltest"
	"github.com/torikime/torikime/transaction/transfer"
)

const someKey = "abcdefghijklmnopqrstuvwxyz"

func yen(n int64) money.Money { return money.New(n, money.JPY) }

// against is an adapter at a server that gives tokens out, and answers everything
// else as answer does.
func against(t *testing.T, answer http.HandlerFunc) *paypal.Provider {
	t.Helper()
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/v1/oauth2/token" {
			fmt.Fprint(w, `{"access_token":"token-of-mine","token_type":"Bearer","expires_in":32400}`)
			return
		}
		answer(w, r)
	}))
	t.Cleanup(s.Close)
	p, err := paypal.New(paypal.Options{ClientID: "client-of-mine", Secret: "hush-hush", BaseURL: s.URL})
	require.NoError(t, err)
	return p
}

func says(status int, body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(status)
		fmt.Fprint(w, body)
	}
}

// steps are all calls, with inputs that are right.
func steps(p *paypal.Provider) map[string]func(ctx context.Context) (payment.Answer, error) {
	call := payment.Call{Transfer: "t1", Key: someKey, Amount: yen(1000), Ref: "ORDER1", Of: "CAP1", To: "seller@example.com", FirstSent: time.Now()}
	look := func(k transfer.Kind, done string) func(ctx context.Context) (payment.Answer, error) {
		c := call
		c.Kind, c.DoneRef = k, done
		return func(ctx context.Context) (payment.Answer, error) { return p.Lookup(ctx, c) }
	}
	return map[string]func(ctx context.Context) (payment.Answer, error){
		"authorise":      func(ctx context.Context) (payment.Answer, error) { return p.Authorise(ctx, call) },
		"capture":        func(ctx context.Context) (payment.Answer, error) { return p.Capture(ctx, call) },
		"refund":         func(ctx context.Context) (payment.Answer, error) { return p.Refund(ctx, call) },
		"payout":         func(ctx context.Context) (payment.Answer, error) { return p.Payout(ctx, call) },
		"look capture":   look(transfer.Capture, ""),
		"look refund":    look(transfer.Refund, "REF1"),
		"look for one":   look(transfer.Refund, ""),
		"look payout":    look(transfer.Payout, "OUT1"),
		"look for a pay": look(transfer.Payout, ""),
	}
}

// What is no clear answer of PayPal's is an error, for every call: never a no,
// never "not found", and it holds no secret.
func TestUnclearAnswers(t *testing.T) {
	t.Parallel()
	html := "<html><body>Access denied: hush-hush token-of-mine</body></html>"
	for name, answer := range map[string]http.HandlerFunc{
		"html with 200":     says(200, html),
		"html with 403":     says(403, html),
		"html with 404":     says(404, html),
		"html with 502":     says(502, html),
		"nothing":           says(200, ""),
		"no content":        says(204, ""),
		"null":              says(200, "null"),
		"a list":            says(200, "[]"),
		"an empty object":   says(200, "{}"),
		"another type":      says(200, `{"id":7,"status":[],"batch_header":"x"}`),
		"two objects":       says(200, `{"id":"A"}{"id":"B"}`),
		"an unknown status": says(200, `{"id":"ORDER1","status":"PERHAPS","batch_header":{"payout_batch_id":"OUT1","batch_status":"PERHAPS"}}`),
		"about another":     says(200, `{"id":"OTHER","status":"COMPLETED","batch_header":{"payout_batch_id":"OTHER","batch_status":"SUCCESS","sender_batch_header":{"sender_batch_id":"other"}}}`),
		"an error in 200":   says(200, `{"name":"UNPROCESSABLE_ENTITY","details":[{"issue":"INSTRUMENT_DECLINED"}]}`),
		"too many calls":    says(429, `{"name":"RATE_LIMIT_REACHED","message":"Too many requests."}`),
		"server error":      says(500, `{"name":"INTERNAL_SERVER_ERROR","debug_id":"abc"}`),
		"unavailable":       says(503, `{"name":"SERVICE_UNAVAILABLE"}`),
		"conflict":          says(409, `{"name":"RESOURCE_CONFLICT","details":[{"issue":"PREVIOUS_REQUEST_IN_PROGRESS"}]}`),
		"token never good":  says(401, `{"error":"invalid_token","error_description":"token-of-mine"}`),
		"not even a name":   says(422, `{"message":"no"}`),
		"larger than 1 MB":  says(200, `{"id":"`+strings.Repeat("A", 1<<20)+`"}`),
		"a promise not kept": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Length", "500")
			fmt.Fprint(w, `{"id":`)
		},
		"a broken connection": func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) },
		"a redirect": func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path == "/elsewhere" {
				t.Error("the redirect was followed")
			}
			http.Redirect(w, r, "/elsewhere", http.StatusTemporaryRedirect)
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := against(t, answer)
			for step, do := range steps(p) {
				a, err := do(t.Context())
				require.Error(t, err, "%s: %+v", step, a)
				require.Equal(t, payment.Answer{}, a, step)
				for _, secret := range []string{"hush", "client-of-mine", "token-of-mine", "Basic"} {
					require.NotContains(t, err.Error(), secret, step)
				}
			}
		})
	}
}

// PayPal's wish to be left alone, its words and its debug id stand in the error.
func TestErrorSaysWhatPayPalSaid(t *testing.T) {
	t.Parallel()
	p := against(t, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Retry-After", "30")
		w.Header().Set("Paypal-Debug-Id", "f11a2b3c4d5e6")
		says(429, `{"name":"RATE_LIMIT_REACHED","details":[{"issue":"TOO_MANY"}]}`)(w, nil)
	})
	_, err := p.Refund(t.Context(), payment.Call{Transfer: "t", Key: someKey, Of: "CAP1", Amount: yen(1)})
	var said *paypal.Error
	require.ErrorAs(t, err, &said)
	require.Equal(t, 30*time.Second, said.RetryAfter)
	require.EqualError(t, err, "paypal: POST /v2/payments/captures/CAP1/refund: 429 RATE_LIMIT_REACHED (TOO_MANY), debug id f11a2b3c4d5e6, again after 30s")
}

// A clear no is an answer with PayPal's word for it.
func TestClearNo(t *testing.T) {
	t.Parallel()
	for issue, answer := range map[string]http.HandlerFunc{
		"INSTRUMENT_DECLINED": says(422, `{"name":"UNPROCESSABLE_ENTITY","details":[{"issue":"INSTRUMENT_DECLINED"}]}`),
		"PAYEE_RESTRICTED":    says(403, `{"name":"NOT_AUTHORIZED","details":[{"issue":"PAYEE_RESTRICTED"}]}`),
		"RESOURCE_NOT_FOUND":  says(404, `{"name":"RESOURCE_NOT_FOUND","details":[]}`),
		"INSUFFICIENT_FUNDS":  says(422, `{"name":"INSUFFICIENT_FUNDS","message":"Sender does not have sufficient funds."}`),
		"VALIDATION_ERROR":    says(400, `{"name":"VALIDATION_ERROR","details":[{"issue":"Required field is missing"}]}`),
	} {
		p := against(t, answer)
		for _, step := range []string{"authorise", "capture", "refund", "payout"} {
			a, err := steps(p)[step](t.Context())
			require.NoError(t, err, step)
			require.Equal(t, payment.Answer{Status: transfer.Failed, Reason: issue}, a, step)
		}
		for _, step := range []string{"look capture", "look refund", "look for one", "look payout"} {
			_, err := steps(p)[step](t.Context())
			require.Error(t, err, "%s: a lookup that is refused says nothing of the deed", step)
		}
	}
}

// Thirty-two calls at once fetch one token.
func TestOneTokenForAll(t *testing.T) {
	t.Parallel()
	p, s := start(t, fake.Options{})
	var wg sync.WaitGroup
	for i := range 32 {
		wg.Go(func() {
			_, err := p.Authorise(t.Context(), payment.Call{Transfer: "t", Key: fmt.Sprintf("key%023d", i), Amount: yen(100)})
			if err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	require.Equal(t, 1, s.Tokens())
}

// A token is renewed before its end; one that PayPal refuses earlier is replaced
// once.
func TestTokenRenewal(t *testing.T) {
	t.Parallel()
	var passed atomic.Int64
	began := time.Now()
	p, s := start(t, fake.Options{Clock: func() time.Time { return began.Add(time.Duration(passed.Load())) }})
	call := func(key string) {
		t.Helper()
		_, err := p.Authorise(t.Context(), payment.Call{Transfer: "t", Key: key, Amount: yen(100)})
		require.NoError(t, err)
	}
	call("k1")
	passed.Store(int64(paypaltest.TokenLife - time.Minute - time.Microsecond))
	call("k2")
	require.Equal(t, 1, s.Tokens())
	passed.Store(int64(paypaltest.TokenLife - time.Minute))
	call("k3")
	require.Equal(t, 2, s.Tokens(), "a minute before its end it is renewed")
	s.Revoke()
	call("k4")
	require.Equal(t, 3, s.Tokens())
	require.Len(t, s.Fake.Books().Deeds, 0)
}

// Wrong credentials are an error that shows none of them, and so is what is no token.
func TestNoToken(t *testing.T) {
	t.Parallel()
	_, s := start(t, fake.Options{})
	o := s.Options()
	o.Secret = "hush-hush"
	p, err := paypal.New(o)
	require.NoError(t, err)
	_, err = p.Authorise(t.Context(), payment.Call{Transfer: "t", Key: someKey, Amount: yen(100)})
	require.EqualError(t, err, "paypal: POST /v1/oauth2/token: 401 INVALID_CLIENT, debug id f11a2b3c4d5e6")
	for _, token := range []string{
		`{}`, `{"access_token":"","token_type":"Bearer","expires_in":100}`, `{"access_token":"a\nb","token_type":"Bearer","expires_in":100}`,
		`{"access_token":"a","token_type":"MAC","expires_in":100}`, `{"access_token":"a","token_type":"Bearer","expires_in":0}`,
		`{"access_token":"a","token_type":"Bearer","expires_in":99999999999}`,
	} {
		s.Intercept(func(w http.ResponseWriter, _ *http.Request) bool { fmt.Fprint(w, token); return true })
		_, err = p.Authorise(t.Context(), payment.Call{Transfer: "t", Key: someKey, Amount: yen(100)})
		require.EqualError(t, err, "paypal: POST /v1/oauth2/token: the answer is no bearer token")
	}
}

// Whoever waits for somebody else's token gives up when his own time is over.
func TestWaitingForTokenEnds(t *testing.T) {
	t.Parallel()
	p, s := start(t, fake.Options{})
	asked, release := make(chan struct{}), make(chan struct{})
	s.Intercept(func(_ http.ResponseWriter, r *http.Request) bool {
		if r.URL.Path == "/v1/oauth2/token" {
			close(asked)
			<-release
		}
		return false
	})
	first := make(chan error, 1)
	go func() {
		_, err := p.Authorise(context.Background(), payment.Call{Transfer: "t", Key: "k1", Amount: yen(100)})
		first <- err
	}()
	<-asked
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Millisecond)
	defer cancel()
	_, err := p.Authorise(ctx, payment.Call{Transfer: "t", Key: "k2", Amount: yen(100)})
	require.True(t, errors.Is(err, context.DeadlineExceeded), "%v", err)
	close(release)
	require.NoError(t, <-first)
}
