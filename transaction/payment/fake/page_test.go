package fake_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"github.com/torikime/torikime/policy/money"
	"github.com/torikime/torikime/transaction/payment"
	"github.com/torikime/torikime/transaction/payment/fake"
	"github.com/torikime/torikime/transaction/transfer"
)

const (
	returnURL = "https://shop.example/back?order=1&x=2"
	cancelURL = "https://shop.example:8443/cancelled"
)

// opened is a payment that waits for its buyer, and the path of its page.
func opened(t *testing.T, p *fake.Provider, method, id string) (payment.Answer, string) {
	call := authorise(method, id)
	call.ReturnURL, call.CancelURL = returnURL, cancelURL
	a, err := p.Authorise(t.Context(), call)
	require.NoError(t, err)
	require.Equal(t, transfer.AwaitsBuyer, a.Status, a.Reason)
	return a, "/pay/" + a.Ref
}

// visit asks for a page as a browser does.
func visit(p *fake.Provider, method, target, form string, header ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, target, strings.NewReader(form))
	if form != "" {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	for i := 0; i+1 < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	w := httptest.NewRecorder()
	p.Handler().ServeHTTP(w, r)
	return w
}

// A page says what is paid to whom, in the reader's language, and that it is a test.
func TestPageInBothLanguages(t *testing.T) {
	t.Parallel()
	p := fake.New(fake.Options{Clock: newClock().now, Name: "Test Pay", Zone: time.FixedZone("JST", 9*3600)})
	_, path := opened(t, p, fake.Checkout, "a")
	for _, c := range []struct {
		target, accept string
		want           []string
	}{
		{path, "ja,en;q=0.5", []string{`lang="ja"`, "3,000円を支払う", "お金は動かず", "ロゴ制作", "2026年4月1日", "15:00 JST", "銀行に拒否させる", "中止して戻る"}},
		{path, "en;q=0.3,ja;q=0.2", []string{`lang="en"`, "Pay ¥3,000", "No money moves", "ロゴ制作", "1 April 2026", "Let the bank decline", "Cancel and go back"}},
		{path, "de, fr", []string{`lang="en"`}},
		{path + "?lang=ja", "en", []string{`lang="ja"`}},
		{path + "?lang=xx", "ja", []string{`lang="ja"`}},
	} {
		w := visit(p, "GET", c.target, "", "Accept-Language", c.accept)
		require.Equal(t, http.StatusOK, w.Code)
		for _, want := range c.want {
			require.Contains(t, w.Body.String(), want)
		}
	}
}

// Each button does what it says, and leads back where the payment came from.
func TestPageButtons(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		button, target string
		want           transfer.Status
	}{
		{"pay", returnURL, transfer.Authorised}, {"decline", returnURL, transfer.Failed}, {"abandon", cancelURL, transfer.Failed},
	} {
		t.Run(c.button, func(t *testing.T) {
			t.Parallel()
			p := fake.New(fake.Options{Clock: newClock().now})
			a, path := opened(t, p, fake.Checkout, "a")
			w := visit(p, "POST", path, "do="+c.button, "Sec-Fetch-Site", "same-origin")
			require.Equal(t, http.StatusSeeOther, w.Code)
			require.Equal(t, c.target, w.Header().Get("Location"))
			got, err := p.Lookup(t.Context(), payment.Call{Kind: transfer.Capture, Key: transfer.Key("a", 1), Ref: a.Ref})
			require.NoError(t, err)
			require.Equal(t, c.want, got.Status)

			again := visit(p, "POST", path, "do="+c.button)
			require.Equal(t, http.StatusConflict, again.Code, "what is decided is decided")
			page := visit(p, "GET", path, "").Body.String()
			require.NotContains(t, page, "<button")
			require.Contains(t, page, strings.ReplaceAll(c.target, "&", "&amp;"))
		})
	}
}

// What another site posts, and what no button sends, does nothing.
func TestPageRefusesForeignForms(t *testing.T) {
	t.Parallel()
	p := fake.New(fake.Options{Clock: newClock().now})
	_, path := opened(t, p, fake.Checkout, "a")
	require.Equal(t, http.StatusForbidden, visit(p, "POST", path, "do=pay", "Sec-Fetch-Site", "cross-site").Code)
	require.Equal(t, http.StatusForbidden, visit(p, "POST", path, "do=pay", "Origin", "https://evil.example").Code)
	require.Equal(t, http.StatusForbidden, visit(p, "POST", path, "do=pay", "Origin", "null").Code)
	for _, form := range []string{"do=", "do=PAY", "x=1", "do=" + strings.Repeat("a", 2<<10)} {
		require.Equal(t, http.StatusBadRequest, visit(p, "POST", path, form).Code)
	}
	require.Equal(t, http.StatusBadRequest, visit(p, "POST", path+"?return_url=https://evil.example", "return_url=https://evil.example").Code)
	pay, err := p.Payment("a")
	require.NoError(t, err)
	require.Equal(t, fake.AwaitsBuyer, pay.Stage)
}

// Nobody guesses a payment, and a transfer's id is no address.
func TestPageOfNothing(t *testing.T) {
	t.Parallel()
	p := fake.New(fake.Options{Clock: newClock().now})
	opened(t, p, fake.Checkout, "a")
	for _, target := range []string{"/pay/pay_x", "/pay/a", "/", "/pay", "/pay/%00", "/pay/a/b"} {
		for _, method := range []string{"GET", "POST"} {
			w := visit(p, method, target, "do=pay")
			require.Equal(t, http.StatusNotFound, w.Code, "%s %s", method, target)
			require.Contains(t, w.Body.String(), "There is no such payment")
		}
	}
}

// A page runs no script, is framed by nobody, and lets a form lead back alone.
func TestPageSecurityPolicy(t *testing.T) {
	t.Parallel()
	p := fake.New(fake.Options{Clock: newClock().now})
	call := authorise(fake.Checkout, "a")
	call.Description, call.ReturnURL, call.CancelURL = `</title><script>alert(1)</script>`, returnURL, cancelURL
	_, err := p.Authorise(t.Context(), call)
	require.NoError(t, err)
	pay, err := p.Payment("a")
	require.NoError(t, err)
	w := visit(p, "GET", "/pay/"+pay.ID, "")
	require.NotContains(t, w.Body.String(), "<script")
	csp := w.Header().Get("Content-Security-Policy")
	require.Contains(t, csp, "default-src 'none'")
	require.Contains(t, csp, "form-action 'self' https://shop.example https://shop.example:8443")
	require.Contains(t, csp, "frame-ancestors 'none'")
	require.NotContains(t, csp, "unsafe")
	require.Equal(t, "no-store", w.Header().Get("Cache-Control"))
}

// A payment leads back to web pages only, whose address fits into a header.
func TestReturnURLs(t *testing.T) {
	t.Parallel()
	p := fake.New(fake.Options{Clock: newClock().now})
	for i, bad := range []string{
		"javascript:alert(1)", "data:text/html,x", "//evil.example", "/back", "https://", "https://a;b/", "https://u:p@shop.example/",
		"https://a b/", "https://シ.example/", "ftp://shop.example", "https://x\r\nSet-Cookie: a",
	} {
		for j, set := range []func(c *payment.Call){func(c *payment.Call) { c.ReturnURL = bad }, func(c *payment.Call) { c.CancelURL = bad }} {
			call := authorise(fake.Checkout, "a")
			call.Key = transfer.Key(url.QueryEscape(bad), 2*i+j)
			set(&call)
			a, err := p.Authorise(t.Context(), call)
			if err == nil {
				require.Equal(t, transfer.Failed, a.Status, bad)
				require.Equal(t, "return_url_invalid", a.Reason)
			}
		}
	}
	_, err := p.Payment("a")
	require.ErrorIs(t, err, fake.ErrUnknown)
}

// A transfer that comes late can still be let in on its page; a checkout can't.
func TestPageAfterExpiry(t *testing.T) {
	t.Parallel()
	c := newClock()
	p := fake.New(fake.Options{Clock: c.now})
	_, late := opened(t, p, fake.Later, "late")
	_, over := opened(t, p, fake.Checkout, "over")
	c.pass(fake.DefaultProfile().CheckoutLife)
	require.Equal(t, http.StatusConflict, visit(p, "POST", over, "do=pay").Code)
	require.NotContains(t, visit(p, "GET", over, "").Body.String(), "<button")
	require.Contains(t, visit(p, "GET", late, "").Body.String(), "Let the money arrive")
	require.Equal(t, http.StatusSeeOther, visit(p, "POST", late, "do=pay").Code)
	times, units := moved(p, "late")
	require.Equal(t, 1, times)
	require.Equal(t, int64(3000), units)
}

// Without a way back the page itself says how it ended, wherever it is mounted.
func TestPageWithoutReturn(t *testing.T) {
	t.Parallel()
	p := fake.New(fake.Options{Clock: newClock().now})
	server := httptest.NewServer(http.StripPrefix("/fake", p.Handler()))
	defer server.Close()
	a, err := p.Authorise(t.Context(), authorise(fake.Checkout, "a"))
	require.NoError(t, err)
	r, err := server.Client().PostForm(server.URL+"/fake/pay/"+a.Ref+"?lang=ja", url.Values{"do": {"pay"}})
	require.NoError(t, err)
	defer r.Body.Close()
	body, err := io.ReadAll(r.Body)
	require.NoError(t, err)
	require.Equal(t, "/fake/pay/"+a.Ref+"?lang=ja", r.Request.URL.RequestURI())
	require.Contains(t, string(body), "お支払いを受け付けました")
}

// A page says how a payment stands, whatever came of it.
func TestPageOfWhatWasPaid(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		fault fake.Fault
		after func(p *fake.Provider) error
		want  string
	}{
		"paid":     {0, nil, "It is paid."},
		"pending":  {fake.PendingFirst, nil, "It is being worked on."},
		"refused":  {fake.FailsThenSucceeds, nil, "The bank said no."},
		"reversed": {0, func(p *fake.Provider) error { return p.ReverseCapture("a") }, "the money was taken back"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := fake.New(fake.Options{Clock: newClock().now})
			p.Next(transfer.Authorise, c.fault)
			_, path := opened(t, p, fake.Later, "a")
			require.NoError(t, p.Pay("a"))
			if c.after != nil {
				require.NoError(t, c.after(p))
			}
			require.Contains(t, visit(p, "GET", path, "").Body.String(), c.want)
		})
	}
}

// Amounts are written as each language writes them, with their currency's digits.
func TestPageAmounts(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ amount, currency, en, ja string }{
		{"1", "JPY", "¥1", "1円"}, {"1234567", "JPY", "¥1,234,567", "1,234,567円"},
		{"1234.50", "USD", "USD 1,234.50", "1,234.50 USD"}, {"1000.005", "KWD", "KWD 1,000.005", "1,000.005 KWD"},
	} {
		m, err := money.Parse(c.amount, c.currency)
		require.NoError(t, err)
		p := fake.New(fake.Options{Clock: newClock().now})
		call := authorise(fake.Checkout, "a")
		call.Amount = m
		a, err := p.Authorise(t.Context(), call)
		require.NoError(t, err)
		require.Contains(t, visit(p, "GET", "/pay/"+a.Ref+"?lang=en", "").Body.String(), ">"+c.en+"<")
		require.Contains(t, visit(p, "GET", "/pay/"+a.Ref+"?lang=ja", "").Body.String(), ">"+c.ja+"<")
	}
}
