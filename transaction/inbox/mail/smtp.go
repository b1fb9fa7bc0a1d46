package mail

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"

	gomail "github.com/wneessen/go-mail"

	"github.com/torikime/torikime/store/outbox"
)

// deliver is one conversation with the server.
func (c *Channel) deliver(ctx context.Context, msg *gomail.Msg) outbox.Answer {
	client, err := gomail.NewClient(c.host, c.options(ctx)...)
	if err != nil {
		return outbox.Answer{Outcome: outbox.Rejected, Detail: err.Error()}
	}
	conn, err := client.DialToSMTPClientWithContext(ctx)
	if err != nil {
		return outbox.Answer{Outcome: outbox.Failed, Detail: fmt.Sprintf("connecting to %s: %v", c.o.Server, err)}
	}
	err = client.SendWithSMTPClient(conn, msg)
	_ = client.CloseWithSMTPClient(conn) // whatever comes of it, the mail's fate is known by now
	return judge(err, msg.IsDelivered())
}

func (c *Channel) options(ctx context.Context) []gomail.Option {
	list := []gomail.Option{
		gomail.WithPort(c.port), gomail.WithTimeout(c.o.Timeout), gomail.WithTLSPolicy(gomail.NoTLS),
		gomail.WithTLSConfig(c.tlsConfig()), gomail.WithDialContextFunc(c.dial(ctx)),
		gomail.WithoutNoop(), gomail.WithoutRset(),
	}
	if c.o.Security == StartTLS {
		list = append(list, gomail.WithTLSPolicy(gomail.TLSMandatory))
	}
	if c.o.Security == TLS {
		list = append(list, gomail.WithSSL())
	}
	if c.o.Username != "" {
		// Not the library's own choice, which does not see that dial has made a TLS connection.
		list = append(list, gomail.WithOpportunisticSMTPAuth(gomail.SMTPAuthSCRAMSHA256, gomail.SMTPAuthPlain, gomail.SMTPAuthLogin),
			gomail.WithUsername(c.o.Username), gomail.WithPassword(c.o.Password))
	}
	if c.o.Hello != "" {
		list = append(list, gomail.WithHELO(c.o.Hello))
	}
	return list
}

func (c *Channel) tlsConfig() *tls.Config {
	config := &tls.Config{MinVersion: tls.VersionTLS12}
	if c.o.TLSConfig != nil {
		config = c.o.TLSConfig.Clone()
	}
	if config.ServerName == "" {
		config.ServerName = c.host
	}
	return config
}

// dial connects so that the connection ends with ctx: the library's own limit
// begins anew in the middle of a conversation.
func (c *Channel) dial(whole context.Context) gomail.DialContextFunc {
	return func(ctx context.Context, network, address string) (net.Conn, error) {
		var dialer net.Dialer
		conn, err := dialer.DialContext(ctx, network, address)
		if err != nil {
			return nil, err
		}
		context.AfterFunc(whole, func() { _ = conn.Close() })
		if c.o.Security != TLS {
			return conn, nil
		}
		secure := tls.Client(conn, c.tlsConfig())
		if err := secure.HandshakeContext(ctx); err != nil {
			_ = conn.Close()
			return nil, err
		}
		return secure, nil
	}
}

// judge says what became of a mail. Up to the end of DATA whatever goes wrong
// means that the server does not have it (RFC 5321, 4.2.5); there, only its answer tells.
func judge(err error, delivered bool) outbox.Answer {
	var failed *gomail.SendError
	switch {
	case delivered || err == nil:
		return outbox.Answer{Outcome: outbox.Delivered}
	case !errors.As(err, &failed):
		return outbox.Answer{Outcome: outbox.Unknown, Detail: err.Error()}
	}
	code := failed.ErrorCode()
	switch {
	case code == 530, code == 534, code == 535, code == 538: // a password that somebody has to put right (RFC 4954)
		return outbox.Answer{Outcome: outbox.Failed, Detail: err.Error()}
	case code >= 500 && code < 600:
		return outbox.Answer{Outcome: outbox.Rejected, Detail: err.Error()}
	case code >= 400 && code < 500:
		return outbox.Answer{Outcome: outbox.Failed, Detail: err.Error()}
	}
	switch failed.Reason {
	case gomail.ErrSMTPMailFrom, gomail.ErrSMTPRcptTo, gomail.ErrSMTPData, gomail.ErrWriteContent, gomail.ErrConnCheck:
		return outbox.Answer{Outcome: outbox.Failed, Detail: err.Error()}
	case gomail.ErrGetSender, gomail.ErrGetRcpts, gomail.ErrNoUnencoded:
		return outbox.Answer{Outcome: outbox.Rejected, Detail: err.Error()}
	}
	return outbox.Answer{Outcome: outbox.Unknown, Detail: err.Error()}
}
