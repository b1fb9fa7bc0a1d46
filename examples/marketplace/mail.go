package main

import (
	"fmt"
	"net"
	"strings"

	"github.com/torikime/torikime/transaction/inbox/mail"
)

// The environment says how mail is sent: a password on the command line could be
// read by everybody on the machine. Nothing of it is ever logged.
const (
	envHost     = "TORIKIME_SMTP_HOST"
	envPort     = "TORIKIME_SMTP_PORT"
	envTLS      = "TORIKIME_SMTP_TLS"
	envUser     = "TORIKIME_SMTP_USER"
	envPassword = "TORIKIME_SMTP_PASSWORD"
	envFrom     = "TORIKIME_SMTP_FROM"
	envURL      = "TORIKIME_URL"
	envDemoMail = "TORIKIME_DEMO_MAIL"
)

// ports are those that a protection usually has.
var ports = map[mail.Security]string{mail.StartTLS: "587", mail.TLS: "465", mail.Plain: "25"}

// mailing is how mail is sent; nil: it is not.
func mailing(env func(string) string) (*mail.Options, error) {
	host := env(envHost)
	if host == "" {
		for _, name := range []string{envPort, envTLS, envUser, envPassword, envFrom, envDemoMail} {
			if env(name) != "" {
				return nil, fmt.Errorf("%s is set, and %s is not; with a host mail is sent, without any of them none is", name, envHost)
			}
		}
		return nil, nil
	}
	o := &mail.Options{Security: mail.Security(env(envTLS)), Username: env(envUser), Password: env(envPassword), From: env(envFrom)}
	if o.Security == "" {
		o.Security = mail.StartTLS
	}
	port := env(envPort)
	if port == "" {
		port = ports[o.Security]
	}
	o.Server = net.JoinHostPort(strings.Trim(host, "[]"), port)
	if o.From == "" {
		return nil, fmt.Errorf("%s is missing: the sender of mails, such as \"torikime <no-reply@example.com>\"", envFrom)
	}
	if pattern := env(envDemoMail); pattern != "" && strings.Count(pattern, "{id}") != 1 {
		return nil, fmt.Errorf("%s: %.100q; an address with {id} in it is right, such as {id}@localhost", envDemoMail, pattern)
	}
	return o, nil
}
