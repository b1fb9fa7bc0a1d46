package stripe_test

import (
	"bufio"
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/policy/money"
	"github.com/torikime/torikime/transaction/payment"
	"github.com/torikime/torikime/transaction/payment/stripe"
	"github.com/torikime/torikime/transaction/transfer"
)

// startMock builds Stripe's own stripe-mock, whose version stands in testdata/mock,
// and starts it on a free port. It knows Stripe's published schema and refuses
// requests of another form; it behaves like nothing.
func startMock(t *testing.T) *url.URL {
	t.Helper()
	program := filepath.Join(t.TempDir(), "stripe-mock")
	build := exec.CommandContext(t.Context(), "go", "build", "-C", filepath.Join("testdata", "mock"), "-o", program, "github.com/stripe/stripe-mock")
	build.Env = append(os.Environ(), "GOWORK=off")
	out, err := build.CombinedOutput()
	require.NoError(t, err, string(out))
	mock := exec.CommandContext(t.Context(), program, "-http-addr", "127.0.0.1:0", "-https-addr", "127.0.0.1:0")
	pipe, err := mock.StdoutPipe()
	require.NoError(t, err)
	require.NoError(t, mock.Start())
	t.Cleanup(func() {
		_ = mock.Process.Kill()
		_ = mock.Wait() // it was killed: that it failed is no news
	})
	said := bufio.NewScanner(pipe)
	for said.Scan() {
		if address, ok := strings.CutPrefix(said.Text(), "Listening for HTTP at address: "); ok {
			go func() { _, _ = io.Copy(io.Discard, pipe) }()
			return &url.URL{Scheme: "http", Host: address}
		}
	}
	require.Fail(t, "stripe-mock did not start")
	return nil
}

// heard stands before the mock and writes down what it says to what.
type heard struct {
	mu    sync.Mutex
	lines []string
}

func (h *heard) take() []string {
	h.mu.Lock()
	defer h.mu.Unlock()
	lines := h.lines
	h.lines = nil
	return lines
}

func listen(t *testing.T, mock *url.URL) (*heard, string) {
	h := &heard{}
	proxy := &httputil.ReverseProxy{
		Rewrite: func(r *httputil.ProxyRequest) { r.SetURL(mock) },
		ModifyResponse: func(r *http.Response) error {
			line := r.Status + " " + r.Request.Method + " " + r.Request.URL.Path
			if r.StatusCode != http.StatusOK {
				body, err := io.ReadAll(r.Body)
				if err != nil {
					return err
				}
				line += " " + string(body)
			}
			h.mu.Lock()
			defer h.mu.Unlock()
			h.lines = append(h.lines, line)
			return nil
		},
	}
	front := httptest.NewServer(proxy)
	t.Cleanup(front.Close)
	return h, front.URL
}

// Every request has the form that Stripe publishes: its own mock takes each of them.
// What the mock answers is made up, and not looked at here.
func TestForm(t *testing.T) {
	t.Parallel()
	mock := startMock(t)
	h, front := listen(t, mock)
	eur := money.New(1050, money.EUR)
	capture := payment.Call{
		Transfer: "t-1", Kind: transfer.Capture, Key: transfer.Key("t-1", 1), Amount: eur, Method: "card", Description: "ロゴ制作",
		ReturnURL: "https://shop.example/back", CancelURL: "https://shop.example/no", FirstSent: time.Now(),
	}
	refund := payment.Call{Transfer: "t-2", Kind: transfer.Refund, Key: transfer.Key("t-2", 1), Amount: money.New(500, money.USD), Of: "pi_1"}
	payout := payment.Call{Transfer: "t-3", Kind: transfer.Payout, Key: transfer.Key("t-3", 1), Amount: eur, To: "acct_1"}
	usd := capture
	usd.Amount, usd.Ref = money.New(1050, money.USD), "pi_1"
	by := func(c payment.Call, ref, done string) payment.Call {
		c.Ref, c.DoneRef = ref, done
		return c
	}
	for _, later := range []bool{false, true} {
		p, err := stripe.New(stripe.Options{Key: secretKey, URL: front, CaptureLater: later})
		require.NoError(t, err)
		for name, row := range map[string]struct {
			call func(ctx context.Context, c payment.Call) (payment.Answer, error)
			c    payment.Call
			want []string
		}{
			"authorise":           {p.Authorise, capture, []string{"POST /v1/checkout/sessions"}},
			"capture":             {p.Capture, usd, []string{"GET /v1/payment_intents/pi_1", "POST /v1/payment_intents/"}},
			"refund":              {p.Refund, refund, []string{"GET /v1/payment_intents/pi_1", "POST /v1/refunds"}},
			"payout":              {p.Payout, payout, []string{"POST /v1/transfers"}},
			"look for a session":  {p.Lookup, capture, []string{"GET /v1/checkout/sessions"}},
			"look at a session":   {p.Lookup, by(capture, "cs_1", ""), []string{"GET /v1/checkout/sessions/cs_1"}},
			"look at a payment":   {p.Lookup, by(capture, "cs_1", "pi_1"), []string{"GET /v1/payment_intents/pi_1"}},
			"look for a refund":   {p.Lookup, refund, []string{"GET /v1/refunds"}},
			"look at a refund":    {p.Lookup, by(refund, "", "re_1"), []string{"GET /v1/refunds/re_1", "GET /v1/refunds"}},
			"look for a transfer": {p.Lookup, payout, []string{"GET /v1/transfers"}},
			"look at a transfer":  {p.Lookup, by(payout, "", "tr_1"), []string{"GET /v1/transfers/tr_1", "GET /v1/transfers"}},
		} {
			_, _ = row.call(t.Context(), row.c) // made up: perhaps no answer that makes sense
			requireForm(t, name, h.take(), row.want)
		}
		_ = p.Movements(t.Context(), time.Unix(1, 0), time.Now(), func(payment.Movement) error { return nil })
		requireForm(t, "movements", h.take(), []string{"GET /v1/balance_transactions"})
	}
	for form, taken := range map[string]bool{"payment_intent=pi_1&amount=1": true, "payment_intent=pi_1&amounts=1": false} {
		r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, front+"/v1/refunds", strings.NewReader(form))
		require.NoError(t, err)
		r.Header.Set("Authorization", "Bearer "+secretKey)
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		answer, err := http.DefaultClient.Do(r)
		require.NoError(t, err)
		require.NoError(t, answer.Body.Close())
		require.Equal(t, taken, answer.StatusCode == http.StatusOK, "a mock that takes every form proves nothing: %s", form)
	}
}

func requireForm(t *testing.T, name string, got, want []string) {
	t.Helper()
	require.GreaterOrEqual(t, len(got), len(want), "%s: %q", name, got)
	for i, line := range got {
		require.True(t, strings.HasPrefix(line, "200 OK "), "%s: %s", name, line)
		if i < len(want) {
			require.Contains(t, line, want[i], name)
		}
	}
}
