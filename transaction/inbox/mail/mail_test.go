package mail_test

import (
	"context"
	"crypto/tls"
	"encoding/base64"
	"errors"
	"io"
	"mime"
	netmail "net/mail"
	"strings"
	"testing"
	"time"

	"github.com/emersion/go-smtp"
	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/store"
	"github.com/torikime/torikime/store/memory"
	"github.com/torikime/torikime/store/outbox"
	"github.com/torikime/torikime/transaction/inbox"
	"github.com/torikime/torikime/transaction/inbox/mail"
)

var start = time.Date(2030, 1, 10, 0, 0, 0, 0, time.UTC)

func notice(kind inbox.Kind) inbox.Notice {
	return inbox.Notice{
		ID: "t1/3/seller", Transaction: "t1", To: policy.Seller, Person: "ren", Kind: kind, At: start, Seq: 3,
		Other: "aoi", Service: "logo", Due: start.Add(48 * time.Hour),
	}
}

// people finds ren, with a name of the other side that is up to no good.
func people(lang policy.Language) func(context.Context, string) (mail.Recipient, error) {
	return func(_ context.Context, person string) (mail.Recipient, error) {
		reader := inbox.Reader{
			Language: lang, Platform: time.FixedZone("JST", 9*3600), Own: time.FixedZone("PST", -8*3600),
			Name: func(string) string { return "あおい\r\nBcc: everybody@example.com\r\n\r\nhello" },
		}
		return mail.Recipient{Address: person + "@example.com", Reader: reader}, nil
	}
}

func channel(t *testing.T, addr string, change ...func(*mail.Options)) *mail.Channel {
	t.Helper()
	o := mail.Options{
		Server: addr, Security: mail.Plain, From: "取り決め <no-reply@example.com>", Timeout: 10 * time.Second, Hello: "localhost",
		Recipient: people(policy.Japanese), Link: func(n inbox.Notice) string { return "https://example.com/transactions/" + n.Transaction },
	}
	for _, c := range change {
		c(&o)
	}
	ch, err := mail.New(o)
	require.NoError(t, err)
	return ch
}

func item(t *testing.T, n inbox.Notice) outbox.Item {
	t.Helper()
	i, err := mail.Item(n)
	require.NoError(t, err)
	return i
}

// A mail says what the notice says, in the reader's language, with both zones; a
// name in it starts no header and no line; the same notice has the same Message-ID.
func TestSend(t *testing.T) {
	t.Parallel()
	s := serve(t, nil)
	for lang, want := range map[policy.Language][2]string{
		policy.Japanese: {"「logo」のトークルームが開きました", "2030年1月12日(土) 9:00 JST（現地時間 2030年1月11日(金) 16:00 PST）までに購入者へご連絡ください。"},
		policy.English:  {"The talkroom is open: logo", "Sat 12 January 2030, 9:00 JST (Fri 11 January 2030, 16:00 PST your time)"},
	} {
		ch := channel(t, s.addr, func(o *mail.Options) { o.Recipient = people(lang) })
		before := len(s.mails())
		for range 2 {
			require.Equal(t, outbox.Answer{Outcome: outbox.Delivered}, ch.Send(t.Context(), item(t, notice("opened_seller"))), "T9.2")
		}
		mails := s.mails()[before:]
		require.Len(t, mails, 2)
		one, body := parse(t, mails[0])
		two, _ := parse(t, mails[1])
		require.Equal(t, one.Header.Get("Message-ID"), two.Header.Get("Message-ID"))
		require.Regexp(t, `^<[0-9a-f]{32}@example\.com>$`, one.Header.Get("Message-ID"))
		subject, err := new(mime.WordDecoder).DecodeHeader(one.Header.Get("Subject"))
		require.NoError(t, err)
		require.Equal(t, want[0], subject)
		require.Contains(t, body, want[1], "T9.5")
		require.Contains(t, body, "あおい Bcc: everybody@example.com hello", "a name stays in its line")
		require.Contains(t, body, "https://example.com/transactions/t1")
		require.Empty(t, one.Header.Get("Bcc"))
		require.Equal(t, "<ren@example.com>", one.Header.Get("To"))
		require.Equal(t, "auto-generated", one.Header.Get("Auto-Submitted"))
		require.Contains(t, one.Header.Get("Content-Type"), "text/plain; charset=UTF-8")
		from, err := one.Header.AddressList("From")
		require.NoError(t, err)
		require.Equal(t, "取り決め", from[0].Name)
	}
	ch := channel(t, s.addr)
	before := len(s.mails())
	ch.Send(t.Context(), item(t, notice("message")))
	one, _ := parse(t, s.mails()[before])
	subject, err := new(mime.WordDecoder).DecodeHeader(one.Header.Get("Subject"))
	require.NoError(t, err)
	require.Equal(t, "あおい Bcc: everybody@example.com helloさんからメッセージが届きました", subject, "a name stays in the subject")
	require.Empty(t, one.Header.Get("Bcc"))
}

func parse(t *testing.T, text string) (*netmail.Message, string) {
	t.Helper()
	m, err := netmail.ReadMessage(strings.NewReader(text))
	require.NoError(t, err)
	require.Equal(t, "base64", m.Header.Get("Content-Transfer-Encoding"))
	body, err := io.ReadAll(base64.NewDecoder(base64.StdEncoding, m.Body))
	require.NoError(t, err)
	return m, string(body)
}

// Whatever a server does, the answer says what is known of the mail: it is Failed
// only if the server surely does not have it, and Unknown if it may.
func TestOutcomes(t *testing.T) {
	t.Parallel()
	over := make(chan struct{}) // ends what hangs
	t.Cleanup(func() { close(over) })
	hang := func() error { <-over; return nil }
	cases := []struct {
		name string
		set  func(*server)
		addr string
		// hangs: only the time allowed ends it; the others have more than they need on the slowest machine.
		hangs bool
		want  outbox.Outcome
		held  int // mails that the server has
	}{
		{name: "accepts", want: outbox.Delivered, held: 1},
		{name: "answers late", set: func(s *server) {
			s.data = func() error { time.Sleep(100 * time.Millisecond); return nil }
		}, want: outbox.Delivered, held: 1},
		{name: "nobody listens", addr: "127.0.0.1:1", want: outbox.Failed},
		{name: "hangs at the greeting", addr: deaf(t, ""), hangs: true, want: outbox.Failed},
		{name: "greets with a refusal", addr: deaf(t, "554 no service here\r\n"), want: outbox.Failed},
		{name: "greets in another protocol", addr: deaf(t, "SSH-2.0-OpenSSH\r\n"), want: outbox.Failed},
		{name: "closes at the greeting", addr: deaf(t, "220 "), want: outbox.Failed},
		{name: "hangs at MAIL", set: func(s *server) { s.mail = hang }, hangs: true, want: outbox.Failed},
		{name: "hangs at RCPT", set: func(s *server) { s.rcpt = hang }, hangs: true, want: outbox.Failed},
		{name: "MAIL 451", set: func(s *server) { s.mail = refuse(451) }, want: outbox.Failed},
		{name: "MAIL 550", set: func(s *server) { s.mail = refuse(550) }, want: outbox.Rejected},
		{name: "MAIL 530, a password is wanted", set: func(s *server) { s.mail = refuse(530) }, want: outbox.Failed},
		{name: "RCPT 450", set: func(s *server) { s.rcpt = refuse(450) }, want: outbox.Failed},
		{name: "RCPT 550", set: func(s *server) { s.rcpt = refuse(550) }, want: outbox.Rejected},
		{name: "DATA 452", set: func(s *server) { s.data = refuse(452) }, want: outbox.Failed},
		{name: "DATA 554", set: func(s *server) { s.data = refuse(554) }, want: outbox.Rejected},
		{name: "closes after the whole mail", set: func(s *server) {
			s.kept = func(c *smtp.Conn) { _ = c.Conn().Close() }
		}, want: outbox.Unknown, held: 1},
		{name: "hangs after the whole mail", set: func(s *server) {
			s.kept = func(*smtp.Conn) { <-over }
		}, hangs: true, want: outbox.Unknown, held: 1},
	}
	for _, c := range cases {
		t.Run("T9.2 "+c.name, func(t *testing.T) {
			t.Parallel()
			s := &server{addr: c.addr}
			if c.addr == "" {
				s = serve(t, func(s *server, _ *smtp.Server) {
					if c.set != nil {
						c.set(s)
					}
				})
			}
			ch := channel(t, s.addr, func(o *mail.Options) { o.Timeout = patience(c.hangs) })
			began := time.Now()
			a := ch.Send(t.Context(), item(t, notice("opened_seller")))
			require.Equal(t, c.want, a.Outcome, a.Detail)
			require.Less(t, time.Since(began), time.Minute)
			require.Len(t, s.mails(), c.held)
			require.Equal(t, c.want == outbox.Delivered, a.Detail == "", a.Detail)
		})
	}
}

// patience is the time allowed: short only where nothing else ends the conversation.
func patience(hangs bool) time.Duration {
	if hangs {
		return 2 * time.Second
	}
	return 30 * time.Second
}

// The caller's own deadline ends a conversation at once.
func TestSend_EndsWithItsContext(t *testing.T) {
	t.Parallel()
	ch := channel(t, deaf(t, ""))
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	began := time.Now()
	require.Equal(t, outbox.Failed, ch.Send(ctx, item(t, notice("message"))).Outcome)
	require.Less(t, time.Since(began), 3*time.Second)
}

// Nobody gets a mail that he does not want, or has no address for; one whose address
// is none is Rejected; a directory that is down is tried again.
// T9.4 an outbox keeps details for good, so none has the address of whom the mail
// was for, whoever quotes it.
func TestSend_DetailHasNoAddress(t *testing.T) {
	t.Parallel()
	for _, address := range []string{"aoi.secret@example.com", "aoi.secret", "aoi.secret@example.com, b@example.com"} {
		s := serve(t, func(s *server, _ *smtp.Server) {
			s.rcpt = func() error {
				return &smtp.SMTPError{Code: 550, Message: "<" + address + ">: no such user; ask postmaster@example.com"}
			}
		})
		ch := channel(t, s.addr, func(o *mail.Options) {
			o.Recipient = func(context.Context, string) (mail.Recipient, error) { return mail.Recipient{Address: address}, nil }
		})
		a := ch.Send(t.Context(), item(t, notice("message")))
		require.Equal(t, outbox.Rejected, a.Outcome)
		require.NotEmpty(t, a.Detail)
		require.NotContains(t, a.Detail, "aoi.secret")
		require.NotContains(t, a.Detail, "@")
	}
}

func TestSend_Recipients(t *testing.T) {
	t.Parallel()
	s := serve(t, nil)
	for name, c := range map[string]struct {
		to   mail.Recipient
		err  error
		want outbox.Outcome
	}{
		"T9.2 switched off": {mail.Recipient{Address: "a@example.com", Preferences: inbox.Preferences{inbox.Messages: {inbox.Mail: false}}}, nil, outbox.Unwanted},
		"no address":        {mail.Recipient{}, nil, outbox.Unwanted},
		"no mail address":   {mail.Recipient{Address: "aoi"}, nil, outbox.Rejected},
		"two addresses":     {mail.Recipient{Address: "a@example.com, b@example.com"}, nil, outbox.Rejected},
		"a name too":        {mail.Recipient{Address: "A <a@example.com>"}, nil, outbox.Rejected},
		"a header behind":   {mail.Recipient{Address: "a@example.com\r\nBcc: b@example.com"}, nil, outbox.Rejected},
		"a command behind":  {mail.Recipient{Address: "a@example.com>\r\nRSET"}, nil, outbox.Rejected},
		"directory down":    {mail.Recipient{}, errors.New("down"), outbox.Failed},
	} {
		ch := channel(t, s.addr, func(o *mail.Options) {
			o.Recipient = func(context.Context, string) (mail.Recipient, error) { return c.to, c.err }
		})
		require.Equal(t, c.want, ch.Send(t.Context(), item(t, notice("message"))).Outcome, name)
	}
	require.Empty(t, s.mails())
	require.Equal(t, outbox.Rejected, channel(t, s.addr).Send(t.Context(), outbox.Item{ID: "x", Data: []byte("{")}).Outcome)
}

// With TLS nothing is said in the clear: a server that cannot speak it, or whose
// certificate nobody vouches for, gets no mail and no password.
func TestSecurity(t *testing.T) {
	t.Parallel()
	cert, pool := certificate(t)
	secure := serve(t, func(_ *server, srv *smtp.Server) {
		srv.TLSConfig = &tls.Config{Certificates: []tls.Certificate{cert}}
	})
	clear := serve(t, nil)
	login := func(o *mail.Options) {
		o.Security, o.Username, o.Password, o.TLSConfig = mail.StartTLS, "torikime", "open", &tls.Config{RootCAs: pool}
	}
	send := func(addr string, change func(*mail.Options)) outbox.Answer {
		return channel(t, addr, login, change).Send(t.Context(), item(t, notice("message")))
	}
	require.Equal(t, outbox.Answer{Outcome: outbox.Delivered}, send(secure.addr, func(*mail.Options) {}))
	require.Equal(t, 1, secure.logins)
	require.Equal(t, outbox.Failed, send(clear.addr, func(*mail.Options) {}).Outcome, "no STARTTLS")
	require.Equal(t, outbox.Failed, send(secure.addr, func(o *mail.Options) { o.TLSConfig = nil }).Outcome, "nobody vouches")
	require.Equal(t, outbox.Failed, send(secure.addr, func(o *mail.Options) { o.Password = "wrong" }).Outcome)
	require.Equal(t, outbox.Failed, send(clear.addr, func(o *mail.Options) { o.Security, o.Timeout = mail.TLS, time.Second }).Outcome, "no TLS")
	require.Len(t, secure.mails(), 1)
	require.Empty(t, clear.mails())
	require.Zero(t, clear.logins)

	implicit := serve(t, func(_ *server, srv *smtp.Server) {})
	listener := serveTLS(t, implicit, cert)
	require.Equal(t, outbox.Answer{Outcome: outbox.Delivered}, send(listener, func(o *mail.Options) { o.Security = mail.TLS }))
	require.Len(t, implicit.mails(), 1)
	require.Equal(t, 1, implicit.logins)
}

// Options that cannot be kept are refused, with what would be right.
func TestNew_Refuses(t *testing.T) {
	t.Parallel()
	good := mail.Options{Server: "smtp.example.com:587", From: "a@example.com", Recipient: people(policy.English)}
	_, err := mail.New(good)
	require.NoError(t, err)
	for name, change := range map[string]func(*mail.Options){
		"no server":           func(o *mail.Options) { o.Server = "" },
		"no port":             func(o *mail.Options) { o.Server = "smtp.example.com" },
		"no such port":        func(o *mail.Options) { o.Server = "smtp.example.com:70000" },
		"no sender":           func(o *mail.Options) { o.From = "" },
		"sender of two lines": func(o *mail.Options) { o.From = "a@example.com\r\nBcc: b@example.com" },
		"no such security":    func(o *mail.Options) { o.Security = "maybe" },
		"password in clear":   func(o *mail.Options) { o.Security, o.Username, o.Password = mail.Plain, "a", "b" },
		"half a login":        func(o *mail.Options) { o.Username = "a" },
		"negative time":       func(o *mail.Options) { o.Timeout = -1 },
		"no directory":        func(o *mail.Options) { o.Recipient = nil },
	} {
		o := good
		change(&o)
		_, err := mail.New(o)
		require.Error(t, err, name)
	}
}

// source tells one notice once.
type source struct{ item outbox.Item }

func (s source) Events(context.Context, []store.Entry) ([]outbox.Item, error) { return nil, nil }
func (s source) Between(_ context.Context, from, to time.Time) ([]outbox.Item, error) {
	if s.item.At.Before(from) || !s.item.At.Before(to) {
		return nil, nil
	}
	return []outbox.Item{s.item}, nil
}

type watch struct{ now time.Time }

func (w *watch) Now() time.Time                       { return w.now }
func (w *watch) After(time.Duration) <-chan time.Time { return nil }

// Through the outbox a mail reaches a real server once, whatever the server does
// and however often anybody looks; what it surely does not have comes again when it is better.
func TestNothingIsSentTwice(t *testing.T) {
	t.Parallel()
	over := make(chan struct{})
	t.Cleanup(func() { close(over) })
	for name, c := range map[string]struct {
		set   func(s *server, nth func() int)
		want  outbox.Status
		held  int
		hangs bool
	}{
		"T9.2 accepts": {func(*server, func() int) {}, outbox.StatusDelivered, 1, false},
		"T9.2 busy at first": {func(s *server, nth func() int) {
			s.rcpt = func() error {
				if nth() < 3 {
					return refuse(450)()
				}
				return nil
			}
		}, outbox.StatusDelivered, 1, false},
		"T9.2 breaks off in the mail at first": {func(s *server, nth func() int) {
			s.half = func(conn *smtp.Conn) {
				if nth() == 1 {
					_ = conn.Conn().Close()
				}
			}
		}, outbox.StatusUnknown, 0, false},
		"T9.2 breaks off after the mail": {func(s *server, _ func() int) {
			s.kept = func(conn *smtp.Conn) { _ = conn.Conn().Close() }
		}, outbox.StatusUnknown, 1, false},
		"T9.2 hangs after the mail": {func(s *server, _ func() int) {
			s.kept = func(*smtp.Conn) { <-over }
		}, outbox.StatusUnknown, 1, true},
		"T9.2 refuses": {func(s *server, _ func() int) { s.rcpt = refuse(550) }, outbox.StatusRejected, 0, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tries := make(chan int, 1)
			tries <- 0
			s := serve(t, func(s *server, _ *smtp.Server) {
				c.set(s, func() int { n := <-tries + 1; tries <- n; return n })
			})
			ch := channel(t, s.addr, func(o *mail.Options) { o.Timeout = patience(c.hangs) })
			w := &watch{now: start}
			n := notice("opened_seller")
			n.At = start.Add(time.Minute)
			b, err := outbox.New(memory.New(), outbox.Options{Name: "mail", Channel: ch, Source: source{item(t, n)}, Clock: w})
			require.NoError(t, err)
			for range 12 {
				require.NoError(t, b.Round(t.Context()))
				w.now = w.now.Add(2 * time.Minute)
			}
			r, err := b.Item(t.Context(), n.ID)
			require.NoError(t, err)
			require.Equal(t, c.want, r.Status, r.Detail)
			require.Len(t, s.mails(), c.held)
		})
	}
}
