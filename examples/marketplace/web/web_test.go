package web

import (
	"bytes"
	"context"
	"io"
	"log/slog"
	"mime/multipart"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/examples/marketplace/market"
	"github.com/torikime/torikime/policy"
)

// world is the pages over a marketplace of its own.
type world struct {
	t   *testing.T
	m   *market.Market
	url string
}

func open(t *testing.T, preset string) *world {
	t.Helper()
	return openWith(t, preset, func(*policy.Policy) {})
}

// openWith opens with a preset that is changed a little.
func openWith(t *testing.T, preset string, change func(p *policy.Policy)) *world {
	t.Helper()
	p, err := policy.Preset(preset)
	require.NoError(t, err)
	change(p)
	return openFor(t, market.Options{Policy: p}, preset)
}

// openFor opens with options of the test's own; their policy is the preset's, if they
// have none.
func openFor(t *testing.T, o market.Options, preset string) *world {
	t.Helper()
	var err error
	if o.Policy == nil {
		o.Policy, err = policy.Preset(preset)
		require.NoError(t, err)
	}
	o.Data, o.Demo = t.TempDir(), true
	m, err := market.Open(t.Context(), o)
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, m.Close()) })
	pages, err := New(m, slog.New(slog.NewTextHandler(t.Output(), nil)))
	require.NoError(t, err)
	server := httptest.NewServer(pages)
	t.Cleanup(server.Close)
	_, err = m.MoveClock(context.Background(), market.Viewer{}, market.Move{Freeze: ptr(m.Now().Add(60e9))}, market.Call{})
	require.NoError(t, err)
	return &world{t, m, server.URL}
}

func ptr[T any](v T) *T { return &v }

// browser is somebody's, with his cookies. Redirects are followed.
type browser struct {
	*world
	client *http.Client
	lang   string
	// page is what it shows, code its status, path where it is.
	page, path string
	code       int
}

func (w *world) as(who, lang string) *browser {
	w.t.Helper()
	jar, err := cookiejar.New(nil)
	require.NoError(w.t, err)
	b := &browser{world: w, client: &http.Client{Jar: jar}, lang: lang}
	if who != "" {
		b.post("/login", "token", "demo-"+who)
		require.Equal(w.t, "/services", b.path)
	}
	return b
}

func (b *browser) send(r *http.Request) {
	b.t.Helper()
	r.Header.Set("Accept-Language", b.lang)
	answer, err := b.client.Do(r)
	require.NoError(b.t, err)
	defer answer.Body.Close()
	data, err := io.ReadAll(answer.Body)
	require.NoError(b.t, err)
	b.page, b.code, b.path = string(data), answer.StatusCode, answer.Request.URL.Path
	require.NotContains(b.t, b.page, "⟨", "a text is missing")
	require.NotRegexp(b.t, `<(script|style)>| style="| on[a-z]+="`, b.page, "nothing inline")
	require.NotContains(b.t, b.page, "ZgotmplZ")
}

func (b *browser) get(path string) *browser {
	b.t.Helper()
	r, err := http.NewRequest(http.MethodGet, b.url+path, nil)
	require.NoError(b.t, err)
	b.send(r)
	return b
}

func (b *browser) post(path string, pairs ...string) *browser {
	b.t.Helper()
	form := url.Values{}
	for i := 0; i < len(pairs); i += 2 {
		form.Add(pairs[i], pairs[i+1])
	}
	r, err := http.NewRequest(http.MethodPost, b.url+path, strings.NewReader(form.Encode()))
	require.NoError(b.t, err)
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	b.send(r)
	return b
}

// write posts a form with files: name, content, name, content.
func (b *browser) write(path, message string, files ...string) *browser {
	b.t.Helper()
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	require.NoError(b.t, form.WriteField("message", message))
	for i := 0; i < len(files); i += 2 {
		part, err := form.CreateFormFile("files", files[i])
		require.NoError(b.t, err)
		_, err = io.WriteString(part, files[i+1])
		require.NoError(b.t, err)
	}
	require.NoError(b.t, form.Close())
	r, err := http.NewRequest(http.MethodPost, b.url+path, &body)
	require.NoError(b.t, err)
	r.Header.Set("Content-Type", form.FormDataContentType())
	b.send(r)
	return b
}

// buy buys a service and gives back the talkroom's path.
func (b *browser) buy(service string, pairs ...string) string {
	b.t.Helper()
	b.post("/services/"+service+"/buy", pairs...)
	require.Equal(b.t, 200, b.code)
	require.True(b.t, strings.HasPrefix(b.path, "/talkrooms/"), b.path)
	return b.path
}

var both = []string{"en", "ja"}

// Every page answers, in both languages, for everybody, with its language marked.
func TestPages(t *testing.T) {
	t.Parallel()
	w := open(t, "coconala-2026")
	for _, lang := range both {
		for _, who := range []string{"", "aoi", "ren", "operator"} {
			b := w.as(who, lang)
			for path, want := range map[string]int{
				"/": 200, "/services": 200, "/services/logo": 200, "/services/new": 200, "/talkrooms": 200, "/talkrooms?state=open": 200,
				"/talkrooms?state=finished": 200, "/rules": 200, "/services/none": 404, "/talkrooms/none": 404, "/none": 404, "/services?cursor=x": 422, "/desk": 403,
			} {
				if path == "/desk" && who == "operator" {
					want = 200
				}
				if who == "" && (strings.HasPrefix(path, "/talkrooms") || path == "/services/new" || path == "/desk") {
					want = 401
				}
				b.get(path)
				require.Equal(t, want, b.code, "%s %s %s", lang, who, path)
				require.Contains(t, b.page, `<html lang="`+lang+`">`)
				require.Contains(t, b.page, `name="move" value="48h"`, "the clock is on every page")
			}
		}
	}
}

// Every rule of the catalogue stands on the page of rules under its own anchor.
func TestRulesPage(t *testing.T) {
	t.Parallel()
	b := open(t, "coconala").as("", "ja").get("/rules")
	for _, r := range policy.Rules() {
		require.Contains(t, b.page, `id="`+r.ID+`"`)
	}
}

// Buy, stay silent, and the order is cancelled at the deadline, in words, with the
// money on its way back (T2.1).
func TestSilenceCancels(t *testing.T) {
	t.Parallel()
	w := open(t, "coconala")
	b := w.as("aoi", "en")
	room := b.buy("logo", "options", "rush")
	require.Contains(t, b.page, "¥13,000")
	require.Contains(t, b.page, "in 2 days")
	b.post("/clock", "move", "48h", "back", room)
	require.Equal(t, room, b.path)
	require.Contains(t, b.page, "The seller did not write in time: the order is cancelled. ¥13,000 goes back to the buyer.")
	require.Contains(t, b.page, `href="/rules#T2.1"`)
	b.post("/language", "lang", "ja", "back", room)
	require.Contains(t, b.page, "13,000円を購入者に返金します。")
}

// A second click, the back button and another way to pay order nothing a second time:
// the form's key is the same.
func TestDoubleClick(t *testing.T) {
	t.Parallel()
	w := open(t, "coconala")
	b := w.as("aoi", "en")
	first := b.buy("logo", "key", "one")
	require.Equal(t, first, b.buy("logo", "key", "one"))
	require.Equal(t, first, b.buy("logo", "key", "one", "payment", "later"))
	require.Contains(t, b.page, "already placed this order")
	require.NotContains(t, b.page, "bank transfer", "nothing was begun a second time")
	b.post("/services/logo/buy", "key", "one", "options", "rush")
	require.Equal(t, 422, b.code)
	require.Contains(t, b.page, "already sent once")
}

// A whole order: files, delivery, decline, approval, reviews, a reply; in both
// languages every state renders for both sides and the operator.
func TestWholeOrder(t *testing.T) {
	t.Parallel()
	w := open(t, "coconala-2026")
	buyer, seller, operator := w.as("aoi", "en"), w.as("ren", "ja"), w.as("operator", "en")
	room := buyer.buy("logo", "payment", "later")
	look := func() {
		t.Helper()
		for _, b := range []*browser{buyer, seller, operator} {
			require.Equal(t, 200, b.get(room).code)
			require.Equal(t, 200, b.get("/talkrooms").code)
		}
	}
	did := func(b *browser) {
		t.Helper()
		require.Equal(t, 200, b.code)
		require.Equal(t, room, b.path)
		look()
	}
	look()
	did(buyer.post(room+"/pay", "payment", "decline"))
	did(buyer.post(room + "/pay"))
	did(seller.write(room+"/message", "こんにちは <b>\"引用\"</b>\r\n二行目", "メモ.txt", "内容"))
	require.Contains(t, seller.get(room).page, "こんにちは &lt;b&gt;&#34;引用&#34;&lt;/b&gt;\n二行目")
	file := regexp.MustCompile(room + `/files/[a-z0-9]+`).FindString(seller.page)
	require.Equal(t, "内容", buyer.getRaw(file))
	require.Equal(t, 404, w.as("haru", "en").get(file).code)
	did(seller.post(room+"/schedule", "title", "draft", "date", "2031-02-03", "title", "", "date", ""))
	did(buyer.post(room+"/buy-option", "option", "source"))
	did(buyer.post(room+"/pay-additional", "amount", "1,000"))
	did(seller.write(room+"/deliver", "できました"))
	did(buyer.post(room+"/decline", "message", "not yet"))
	did(seller.post(room+"/request-cancel", "reason", "schedule"))
	did(buyer.post(room + "/refuse-cancel"))
	did(operator.post(room+"/operator-hold", "reason", "checking"))
	did(operator.post(room+"/operator-release", "reason", "checked"))
	did(operator.post(room+"/operator-refund", "reason", "goodwill", "amount", "500"))
	did(operator.post(room+"/operator-extend", "reason", "more time", "deadline", "age_limit", "later", "24"))
	did(seller.write(room+"/deliver", "直しました", "a.txt", "x"))
	did(buyer.post(room + "/approve"))
	did(buyer.post(room+"/review", "stars", "5", "comment", "lovely", "item.quality", "5", "item.schedule", ""))
	did(seller.post(room+"/review", "stars", "4", "comment", "どうも"))
	did(seller.post(room+"/reply-review", "message", "ありがとうございます"))
	require.Contains(t, buyer.get(room).page, "ありがとうございます")

	// T5.9 the buyer's review stands on the service, with the answer; the seller's
	// does not, and the private items never do.
	service := w.as("haru", "en").get("/services/logo").page
	require.Contains(t, service, "lovely")
	require.Contains(t, service, "ありがとうございます")
	require.NotContains(t, service, "どうも")
	require.NotContains(t, service, "quality")
}

func (b *browser) getRaw(path string) string {
	b.t.Helper()
	answer, err := b.client.Get(b.url + path)
	require.NoError(b.t, err)
	defer answer.Body.Close()
	require.Contains(b.t, answer.Header.Get("Content-Disposition"), "attachment")
	data, err := io.ReadAll(answer.Body)
	require.NoError(b.t, err)
	return string(data)
}

// What is refused comes back beside its form, with the rule and what was typed.
func TestRefusalsKeepInput(t *testing.T) {
	t.Parallel()
	w := open(t, "coconala")
	buyer, seller := w.as("aoi", "en"), w.as("ren", "ja")
	room := buyer.buy("logo")
	for _, row := range []struct {
		name string
		b    *browser
		do   func(b *browser)
		code int
		want []string
	}{
		{"T3.2 too early", buyer, func(b *browser) {
			b.post(room+"/request-cancel", "reason", "seller_unreachable", "message", "hello?")
		}, 409, []string{"hello?", "T3.2", "Possible from"}},
		{"T4.1 the wrong side", buyer, func(b *browser) { b.write(room+"/deliver", "mine") }, 403, []string{"T4.1"}},
		{"T7.3 not a kind", seller, func(b *browser) { b.write(room+"/message", "見てください", "tool.exe", "MZ\x90") }, 422, []string{"見てください", "tool.exe", "T7.3"}},
		{"an amount that is none", buyer, func(b *browser) { b.post(room+"/pay-additional", "amount", "many") }, 422, []string{"many"}},
		{"a date that is none", seller, func(b *browser) { b.post(room+"/schedule", "title", "下書き", "date", "2030-02-31") }, 422, []string{"下書き", "2030-02-31"}},
	} {
		row.do(row.b)
		require.Equal(t, row.code, row.b.code, row.name)
		for _, want := range row.want {
			require.True(t, strings.Contains(row.b.page, want), "%s: %s is not on the page", row.name, want)
		}
	}
	seller.post("/services/new", "title", "題", "description", "説明", "price", "たくさん", "option_title", "追加", "option_price", "x")
	require.Equal(t, 422, seller.code)
	require.Contains(t, seller.page, `value="たくさん"`)
	require.Contains(t, seller.page, "options[0].price")
}

// Nobody agrees to what he has not seen: the page shows what changed and keeps
// what was typed.
func TestConflict(t *testing.T) {
	t.Parallel()
	w := open(t, "coconala")
	buyer, seller := w.as("aoi", "en"), w.as("ren", "en")
	room := buyer.buy("logo")
	seller.write(room+"/deliver", "first")
	seen := regexp.MustCompile(`name="seq" value="(\d+)"`).FindStringSubmatch(buyer.get(room).page)[1]
	seller.post(room+"/request-cancel", "reason", "schedule", "message", "sorry")
	buyer.post(room+"/decline", "message", "the colours are off", "seq", seen)
	require.Equal(t, 409, buyer.code)
	require.Contains(t, buyer.page, "Something happened while you were looking")
	require.Contains(t, buyer.page, "Asks to cancel: The dates don&#39;t fit")
	require.Contains(t, buyer.page, "the colours are off")
}

// A seller offers a service, pauses it and lets orders in again; buyers see it.
func TestOwnService(t *testing.T) {
	t.Parallel()
	w := open(t, "coconala")
	seller, buyer := w.as("sora", "en"), w.as("aoi", "ja")
	seller.post("/services/new", "title", "Haiku", "description", "Three lines", "price", "1,500", "notes", "a word", "option_title", "rush", "option_price", "300", "capacity", "1")
	require.Equal(t, 200, seller.code)
	service := seller.path
	seller.post(service + "/pause")
	require.Contains(t, buyer.get(service).page, "現在は購入できません。")
	require.Contains(t, buyer.page, "T1.10")
	seller.post(service + "/resume")
	buyer.buy(strings.TrimPrefix(service, "/services/"))
	require.Contains(t, w.as("haru", "en").get(service).page, "as many open orders")
	require.Equal(t, 403, buyer.post("/services/new", "title", "x", "description", "y", "price", "1").code)
}

// The clock moves by any step, to the next deadline, stops and runs.
func TestClock(t *testing.T) {
	t.Parallel()
	w := open(t, "coconala")
	b := w.as("aoi", "en")
	room := b.buy("logo")
	next := regexp.MustCompile(`value="(until:[^"]+)"`).FindStringSubmatch(b.get(room).page)[1]
	before := w.m.Now()
	b.post("/clock", "move", "custom", "amount", "30", "unit", "minutes", "back", room)
	require.Equal(t, "30m0s", w.m.Now().Sub(before).String())
	b.post("/clock", "move", next, "back", room)
	require.Equal(t, "until:"+w.m.Now().Format("2006-01-02T15:04:05.999999999Z07:00"), next)
	require.Contains(t, b.page, "cancelled")
	require.Contains(t, b.post("/clock", "move", "resume").page, "running")
	require.Contains(t, b.post("/clock", "move", "freeze").page, "standing still")
	for _, bad := range []string{"", "-1h", "9999999h", "until:never"} {
		require.Equal(t, 422, b.post("/clock", "move", bad).code, bad)
	}
}

// A POST from another site is refused, and the pages load nothing from elsewhere.
func TestOtherSites(t *testing.T) {
	t.Parallel()
	w := open(t, "coconala")
	r, err := http.NewRequest(http.MethodPost, w.url+"/clock", strings.NewReader("move=48h"))
	require.NoError(t, err)
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Origin", "https://elsewhere.example")
	b := w.as("aoi", "en")
	b.send(r)
	require.Equal(t, 403, b.code)
	answer, err := b.client.Get(w.url + "/services")
	require.NoError(t, err)
	defer answer.Body.Close()
	require.Contains(t, answer.Header.Get("Content-Security-Policy"), "default-src 'self'")
	for _, c := range b.client.Jar.Cookies(answer.Request.URL) {
		require.NotContains(t, b.page, c.Value, "the page does not show the token")
	}
}

// Strangers find nothing, whatever they send.
func TestStrangers(t *testing.T) {
	t.Parallel()
	w := open(t, "coconala")
	room := w.as("aoi", "en").buy("logo")
	stranger := w.as("haru", "en")
	require.Equal(t, 404, stranger.get(room).code)
	for name := range makers {
		require.Equal(t, 404, stranger.post(room+"/"+name, "message", "x").code, name)
	}
	require.Equal(t, 401, w.as("", "en").post(room+"/message").code)
	require.Equal(t, 404, w.as("aoi", "en").post(room+"/dance").code)
	require.Equal(t, 422, w.as("", "en").post("/login", "token", "nobody").code)
}

// Without the demo people sign in with a token, nobody's name stands on the first
// page, and there is no clock to move.
func TestWithoutDemo(t *testing.T) {
	t.Parallel()
	p, err := policy.Preset("coconala")
	require.NoError(t, err)
	m, err := market.Open(t.Context(), market.Options{Data: t.TempDir(), Policy: p, TestProvider: true})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, m.Close()) })
	pages, err := New(m, nil)
	require.NoError(t, err)
	server := httptest.NewServer(pages)
	t.Cleanup(server.Close)
	b := (&world{t, m, server.URL}).as("", "en").get("/")
	require.Contains(t, b.page, `type="password"`)
	require.NotContains(t, b.page, `action="/clock"`)
	require.Equal(t, 404, b.post("/clock", "move", "48h").code)
	require.Equal(t, 422, b.post("/login", "token", "demo-aoi").code)
	b.post("/login", "token", m.FirstToken(), "back", "/talkrooms")
	require.Equal(t, "/talkrooms", b.path)
	require.Contains(t, b.page, "Welcome, Operator.")
	require.Equal(t, 200, b.post("/logout").code)
	require.Equal(t, 401, b.get("/talkrooms").code)
}
