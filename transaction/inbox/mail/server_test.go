package mail_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"math/big"
	"net"
	"sync"
	"testing"
	"time"

	"github.com/emersion/go-sasl"
	"github.com/emersion/go-smtp"
	"github.com/stretchr/testify/require"
)

// server is a real SMTP server on a port of its own, and what it took.
type server struct {
	addr   string
	mu     sync.Mutex
	taken  []string // whole mails that it has answered for, or kept without an answer
	logins int

	mail, rcpt func() error
	// data is asked when the whole mail is there: a refusal is all that comes of it.
	data func() error
	// kept is told when the mail is kept and the answer still to come.
	kept func(c *smtp.Conn)
	// half, if set, is asked when DATA has begun, before the mail is read.
	half func(c *smtp.Conn)
}

func (s *server) NewSession(c *smtp.Conn) (smtp.Session, error) {
	return &session{s: s, c: c}, nil
}

func (s *server) mails() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]string(nil), s.taken...)
}

type session struct {
	s *server
	c *smtp.Conn
}

func (n *session) AuthMechanisms() []string { return []string{sasl.Plain} }

func (n *session) Auth(string) (sasl.Server, error) {
	return sasl.NewPlainServer(func(_, user, password string) error {
		if user != "torikime" || password != "open" {
			return errors.New("wrong password")
		}
		n.s.mu.Lock()
		defer n.s.mu.Unlock()
		n.s.logins++
		return nil
	}), nil
}

func (n *session) Mail(string, *smtp.MailOptions) error { return ask(n.s.mail) }
func (n *session) Rcpt(string, *smtp.RcptOptions) error { return ask(n.s.rcpt) }
func (n *session) Reset()                               {}
func (n *session) Logout() error                        { return nil }

func (n *session) Data(r io.Reader) error {
	if n.s.half != nil {
		n.s.half(n.c)
	}
	text, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	if err := ask(n.s.data); err != nil {
		return err
	}
	n.s.mu.Lock()
	n.s.taken = append(n.s.taken, string(text))
	n.s.mu.Unlock()
	if n.s.kept != nil {
		n.s.kept(n.c)
	}
	return nil
}

func ask(f func() error) error {
	if f == nil {
		return nil
	}
	return f()
}

func refuse(code int) func() error {
	return func() error {
		return &smtp.SMTPError{Code: code, EnhancedCode: smtp.NoEnhancedCode, Message: "not now"}
	}
}

// serve starts the server; change sets it up before.
func serve(t *testing.T, change func(*server, *smtp.Server)) *server {
	t.Helper()
	s := &server{}
	srv := smtp.NewServer(s)
	srv.Domain, srv.AllowInsecureAuth = "localhost", true
	srv.ErrorLog = quiet{}
	if change != nil {
		change(s, srv)
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	s.addr = l.Addr().String()
	go func() { _ = srv.Serve(l) }()
	t.Cleanup(func() { _ = srv.Close() })
	return s
}

type quiet struct{}

func (quiet) Printf(string, ...any) {}
func (quiet) Println(...any)        {}

// deaf accepts connections and says nothing, or what it is told to.
func deaf(t *testing.T, greeting string) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	var mu sync.Mutex
	var conns []net.Conn
	t.Cleanup(func() {
		_ = l.Close()
		mu.Lock()
		defer mu.Unlock()
		for _, c := range conns {
			_ = c.Close()
		}
	})
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			mu.Lock()
			conns = append(conns, c)
			mu.Unlock()
			if greeting != "" {
				_, _ = io.WriteString(c, greeting)
				_ = c.Close()
			}
		}
	}()
	return l.Addr().String()
}

// certificate is one that the server shows and a client can be told to trust.
func certificate(t *testing.T) (tls.Certificate, *x509.CertPool) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	require.NoError(t, err)
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
		IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}, IsCA: true, BasicConstraintsValid: true,
		KeyUsage: x509.KeyUsageDigitalSignature | x509.KeyUsageCertSign,
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	require.NoError(t, err)
	parsed, err := x509.ParseCertificate(der)
	require.NoError(t, err)
	pool := x509.NewCertPool()
	pool.AddCert(parsed)
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}, pool
}

// serveTLS lets a server listen with TLS from the first byte, too.
func serveTLS(t *testing.T, s *server, cert tls.Certificate) string {
	t.Helper()
	srv := smtp.NewServer(s)
	srv.Domain, srv.ErrorLog = "localhost", quiet{}
	l, err := tls.Listen("tcp", "127.0.0.1:0", &tls.Config{Certificates: []tls.Certificate{cert}})
	require.NoError(t, err)
	go func() { _ = srv.Serve(l) }()
	t.Cleanup(func() { _ = srv.Close() })
	return l.Addr().String()
}
