package main

import (
	"encoding/base64"
	"errors"
	"io"
	"mime"
	"net"
	"net/http"
	netmail "net/mail"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/emersion/go-smtp"
	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/examples/marketplace/market"
)

// postOffice is a real SMTP server and the mails that it took.
type postOffice struct {
	addr string
	srv  *smtp.Server

	mu    sync.Mutex
	taken []letter
	// refuse answers mails; nil: they are taken.
	refuse error
}

type letter struct{ to, subject, body string }

// openOffice starts a server at an address; port 0: any.
func openOffice(t *testing.T, addr string) *postOffice {
	t.Helper()
	o := &postOffice{}
	o.srv = smtp.NewServer(o)
	o.srv.Domain, o.srv.ErrorLog = "localhost", silent{}
	l, err := net.Listen("tcp", addr)
	require.NoError(t, err)
	o.addr = l.Addr().String()
	go func() { _ = o.srv.Serve(l) }()
	t.Cleanup(func() { _ = o.srv.Close() })
	return o
}

type silent struct{}

func (silent) Printf(string, ...any) {}
func (silent) Println(...any)        {}

func (o *postOffice) NewSession(*smtp.Conn) (smtp.Session, error) { return &posting{o: o}, nil }

type posting struct {
	o  *postOffice
	to string
}

func (p *posting) Mail(string, *smtp.MailOptions) error { return nil }
func (p *posting) Rcpt(to string, _ *smtp.RcptOptions) error {
	p.to = to
	return nil
}
func (p *posting) Reset()        {}
func (p *posting) Logout() error { return nil }

func (p *posting) Data(r io.Reader) error {
	msg, err := netmail.ReadMessage(r)
	if err != nil {
		return err
	}
	subject, err := new(mime.WordDecoder).DecodeHeader(msg.Header.Get("Subject"))
	if err != nil {
		return err
	}
	body, err := io.ReadAll(base64.NewDecoder(base64.StdEncoding, msg.Body))
	if err != nil {
		return err
	}
	p.o.mu.Lock()
	defer p.o.mu.Unlock()
	if p.o.refuse != nil {
		return p.o.refuse
	}
	p.o.taken = append(p.o.taken, letter{p.to, subject, string(body)})
	return nil
}

func (o *postOffice) answer(err error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.refuse = err
}

// to are the subjects of what somebody got, sorted.
func (o *postOffice) to(address string) []string {
	o.mu.Lock()
	defer o.mu.Unlock()
	var list []string
	for _, l := range o.taken {
		if l.to == address {
			list = append(list, l.subject)
		}
	}
	slices.Sort(list)
	return list
}

// gets waits until somebody has got so many mails, and a little longer: there should not
// be more. Whether a seller hears of an order before it is paid, a moment later, depends on
// when the outbox looks, and does not count.
func (o *postOffice) gets(t *testing.T, address string, n int) []string {
	t.Helper()
	got := func() []string {
		return slices.DeleteFunc(o.to(address), func(subject string) bool {
			return address == "ren@example.com" && strings.Contains(subject, "が購入されました")
		})
	}
	require.Eventually(t, func() bool { return len(got()) >= n }, 20*time.Second, 20*time.Millisecond, "%s got %v", address, o.to(address))
	time.Sleep(1500 * time.Millisecond) // more than a round of the outbox
	require.Len(t, got(), n, "%v", o.to(address))
	return got()
}

// mailTo is an environment that sends the demo's mails to a server.
func mailTo(t *testing.T, addr string) map[string]string {
	t.Helper()
	host, port, err := net.SplitHostPort(addr)
	require.NoError(t, err)
	return map[string]string{
		envHost: host, envPort: port, envTLS: "plain", envFrom: "取り決め <no-reply@example.com>",
		envDemoMail: "{id}@example.com", envURL: "https://market.example.com/",
	}
}

// T9.2, T9.3: a purchase is mailed to its seller, in words with both the link and
// the deadline; a jump of weeks mails each reminder in between once; what somebody has
// switched off does not go out.
func TestMail(t *testing.T) {
	t.Parallel()
	office := openOffice(t, "127.0.0.1:0")
	s := startWith(t, t.TempDir(), mailTo(t, office.addr))
	s.freeze()
	require.True(t, into[market.Preferences](s.get("ren", "/api/v1/preferences")).Mail)
	room := s.buy(`{"service_id":"portrait"}`)
	got := office.gets(t, "ren@example.com", 1)
	require.Contains(t, got[0], "のトークルームが開きました", "T9.2")
	office.mu.Lock()
	body := office.taken[slices.IndexFunc(office.taken, func(l letter) bool { return l.subject == got[0] })].body
	office.mu.Unlock()
	require.Contains(t, body, "https://market.example.com/talkrooms/"+room.ID)
	require.Contains(t, body, "2030年1月12日(土) 9:00 JST", "T9.5")
	require.Len(t, office.to("aoi@example.com"), 2)

	require.Equal(t, 200, s.post("ren", "/api/v1/preferences", `{"preferences":{"cancels":{"mail":false}}}`).status)
	s.advance("1008h")
	got = office.gets(t, "ren@example.com", 3)
	require.Equal(t, 2, count(got, "葵 Aoiさんへの最初のご連絡をお忘れなく"), "T9.3 once each")
	aoi := office.gets(t, "aoi@example.com", 5)
	require.Equal(t, 1, strings.Count(strings.Join(aoi, "\n"), "返金手続きが完了しました"), "T3.11")
	require.Equal(t, 1, count(aoi, "蓮 Renさんへご連絡してみませんか"), "T9.3")
	require.Contains(t, strings.Join(aoi, "\n"), "キャンセルされました")
	require.NotContains(t, strings.Join(got, "\n"), "キャンセルされました", "T9.2 switched off")

	r := s.post("aoi", "/api/v1/conversations/sora/messages", `{"body":"hello"}`)
	require.Equal(t, 201, r.status)
	require.Equal(t, []string{"葵 Aoiさんからメッセージが届きました"}, office.gets(t, "sora@example.com", 1), "T8.1")
}

// T9.2: a seller is mailed that he was paid out, once, with a link to his earnings.
func TestMail_Payout(t *testing.T) {
	t.Parallel()
	office := openOffice(t, "127.0.0.1:0")
	s := startWith(t, t.TempDir(), mailTo(t, office.addr))
	s.sold("logo", "ren")
	require.Equal(t, 201, s.post("ren", "/api/v1/payouts", `{"amount":{"amount":"4000","currency":"JPY"}}`).status)
	const subject = "出金が完了しました"
	require.Eventually(t, func() bool { return count(office.to("ren@example.com"), subject) > 0 }, 20*time.Second, 20*time.Millisecond)
	time.Sleep(1500 * time.Millisecond) // more than a round of the outbox
	require.Equal(t, 1, count(office.to("ren@example.com"), subject))
	require.Zero(t, count(office.to("aoi@example.com"), subject))
	office.mu.Lock()
	defer office.mu.Unlock()
	body := office.taken[slices.IndexFunc(office.taken, func(l letter) bool { return l.subject == subject })].body
	require.Contains(t, body, "4,000円を受取口座に送金しました（手数料0円）。")
	require.Contains(t, body, "https://market.example.com/earnings?currency=JPY")
}

func count(list []string, text string) int {
	n := 0
	for _, s := range list {
		if s == text {
			n++
		}
	}
	return n
}

// T9.2: while the server is down nothing is lost, and after restarts of the
// marketplace in between everything goes out exactly once.
func TestMail_ServerDown(t *testing.T) {
	t.Parallel()
	free, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	addr := free.Addr().String()
	require.NoError(t, free.Close())
	data := t.TempDir()
	s := startWith(t, data, mailTo(t, addr))
	s.freeze()
	s.buy(`{"service_id":"portrait"}`)
	require.Eventually(t, func() bool {
		page := into[market.OutboxPage](s.get("operator", "/api/v1/outbox?list=waiting"))
		return len(page.Items) == 3 && !slices.ContainsFunc(page.Items, func(i market.OutboxItem) bool { return i.Attempts == 0 || i.Status != "waiting" })
	}, 20*time.Second, 50*time.Millisecond, "all three were tried")
	s.stop()

	office := openOffice(t, addr)
	s = startWith(t, data, mailTo(t, addr))
	s.advance("1h") // the pause before the next attempt is over
	office.gets(t, "ren@example.com", 1)
	s.stop()
	s = startWith(t, data, mailTo(t, addr))
	s.advance("2h")
	office.gets(t, "ren@example.com", 1)
	require.Equal(t, map[string]int{"waiting": 0, "rejected": 0, "given_up": 0, "unknown": 0}, into[market.OutboxPage](s.get("operator", "/api/v1/outbox")).Counts)
}

// T9.2: what a server refuses for good is for an operator, who may send it again
// when he has done away with the cause; nobody else sees it.
func TestMail_Refused(t *testing.T) {
	t.Parallel()
	office := openOffice(t, "127.0.0.1:0")
	office.answer(&smtp.SMTPError{Code: 550, EnhancedCode: smtp.NoEnhancedCode, Message: "no such mailbox"})
	s := startWith(t, t.TempDir(), mailTo(t, office.addr))
	s.freeze()
	s.buy(`{"service_id":"portrait"}`)
	var page market.OutboxPage
	require.Eventually(t, func() bool {
		page = into[market.OutboxPage](s.get("operator", "/api/v1/outbox"))
		return len(page.Items) == 3
	}, 20*time.Second, 50*time.Millisecond)
	require.Equal(t, 3, page.Counts["rejected"])
	i := slices.IndexFunc(page.Items, func(i market.OutboxItem) bool { return i.To == "ren" && i.Kind == "opened_seller" })
	require.Contains(t, page.Items[i].Detail, "no such mailbox")
	retry := `{"id":"` + page.Items[i].ID + `"}`
	require.Equal(t, "wrong_actor", s.get("ren", "/api/v1/outbox").no(403).Kind)
	s.post("ren", "/api/v1/outbox/retry", retry).no(403)
	s.post("operator", "/api/v1/outbox/retry", `{"id":"nothing"}`).no(404)
	s.get("operator", "/api/v1/outbox?list=all").no(422)
	for _, bad := range []string{"?cursor=x", "?list=rejected&cursor=x", "?list=rejected&cursor=-1", "?list=given_up&cursor=0"} {
		require.Equal(t, "cursor", s.get("operator", "/api/v1/outbox"+bad).no(422).Errors[0].Path, bad)
	}

	shown := s.page("operator", "/inbox")
	require.Contains(t, shown, "no such mailbox")
	require.Contains(t, shown, "Send again")
	require.NotContains(t, s.page("ren", "/inbox"), "no such mailbox")
	office.answer(nil)
	require.Equal(t, 200, s.post("operator", "/api/v1/outbox/retry", retry).status)
	office.gets(t, "ren@example.com", 1)
	form := strings.NewReader("id=" + url.QueryEscape(page.Items[(i+1)%3].ID))
	r := s.send(http.MethodPost, "/inbox/resend", http.Header{"Cookie": {"who=demo-operator"}, "Content-Type": {"application/x-www-form-urlencoded"}}, form)
	require.Equal(t, 200, r.status, "it leads back to the page")
	require.Eventually(t, func() bool {
		return into[market.OutboxPage](s.get("operator", "/api/v1/outbox")).Counts["rejected"] == 1
	}, 20*time.Second, 50*time.Millisecond)
	no := s.post("operator", "/api/v1/outbox/retry", retry).no(409)
	require.Equal(t, "T9.2", no.Rule, "it has gone out")
}

// page is a page as somebody sees it, in English.
func (s *server) page(who, path string) string {
	s.t.Helper()
	r := s.send(http.MethodGet, path, http.Header{"Cookie": {"who=demo-" + who + "; lang=en"}}, nil)
	require.Equal(s.t, 200, r.status, string(r.body))
	return string(r.body)
}

// Without a server nothing waits for one, and the environment's faults stop the
// program before it makes anything; a password is told to nobody.
func TestMail_Environment(t *testing.T) {
	t.Parallel()
	s := start(t)
	s.buy(`{"service_id":"portrait"}`)
	require.Equal(t, market.OutboxPage{Items: []market.OutboxItem{}, Counts: map[string]int{}}, into[market.OutboxPage](s.get("operator", "/api/v1/outbox")))
	s.post("operator", "/api/v1/outbox/retry", `{"id":"x"}`).no(404)

	for want, change := range map[string]map[string]string{
		envHost:     {envHost: ""},
		envFrom:     {envFrom: ""},
		"Security":  {envTLS: "none"},
		"Server":    {envPort: "smtp"},
		envDemoMail: {envDemoMail: "somebody@example.com"},
		"plain":     {envUser: "torikime", envPassword: "hunter2-secret"},
	} {
		env := mailTo(t, "127.0.0.1:25")
		for name, value := range change {
			env[name] = value
		}
		var out strings.Builder
		err := run(t.Context(), []string{"-addr", "127.0.0.1:0", "-data", t.TempDir()}, func(name string) string { return env[name] }, &out)
		require.ErrorContains(t, err, want)
		require.NotContains(t, err.Error()+out.String(), "hunter2")
		require.False(t, errors.Is(err, io.EOF))
	}
}
