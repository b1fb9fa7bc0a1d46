// Package mail sends notices as mail, over SMTP: a channel for package outbox.
//
// It is a module of its own, so that nobody who embeds the rules gets a mail
// library.
package mail

import (
	"cmp"
	"context"
	"crypto/sha256"
	"crypto/tls"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	netmail "net/mail"
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode"

	gomail "github.com/wneessen/go-mail"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/store/outbox"
	"github.com/torikime/torikime/transaction/inbox"
)

// Security says how the connection to the server is protected.
type Security string

// The ways. The zero Security is StartTLS.
const (
	// StartTLS turns the connection to TLS before anything is said, or sends nothing.
	StartTLS Security = "starttls"
	// TLS speaks TLS from the first byte (port 465).
	TLS Security = "tls"
	// Plain speaks in the clear: for a relay on the same machine. A password is
	// never sent so.
	Plain Security = "plain"
)

// Recipient is a person as mail needs him.
type Recipient struct {
	// Address is his mail address alone, such as "aoi@example.com"; empty: he has
	// none, and gets no mail.
	Address string
	// Reader is his language and his zones.
	Reader inbox.Reader
	// Preferences are his choices (T9.2).
	Preferences inbox.Preferences
}

// Options say how mail is sent. Server, From and Recipient are required.
type Options struct {
	// Server is host:port, such as "smtp.example.com:587".
	Server   string
	Security Security
	// TLSConfig is for servers with a certificate of their own; nil: the machine's roots.
	TLSConfig *tls.Config
	// Username and Password, if the server asks for them.
	Username, Password string
	// From is the sender: "torikime <no-reply@example.com>".
	From string
	// Hello is the name under which this machine greets; default: its own.
	Hello string
	// Timeout is how long one mail may take, the connection included; default 30 seconds.
	Timeout time.Duration
	// Recipient finds a person by the host's id. An error means: try again later.
	Recipient func(ctx context.Context, person string) (Recipient, error)
	// Link is the address of the page that a notice is about; nil, or empty: the
	// mail has no link.
	Link func(n inbox.Notice) string
}

// Channel sends notices as mail. It is safe for concurrent use; every mail has a
// connection of its own.
type Channel struct {
	o    Options
	host string
	port int
	from *netmail.Address
}

// New makes a channel. It fails for options that cannot be kept, and connects to
// nobody.
func New(o Options) (*Channel, error) {
	host, portText, err := net.SplitHostPort(o.Server)
	port, bad := strconv.Atoi(portText)
	if err != nil || bad != nil || host == "" || port < 1 || port > 65535 {
		return nil, fmt.Errorf("mail: Options.Server: %.100q; a host and a port such as \"smtp.example.com:587\" are right", o.Server)
	}
	from, err := netmail.ParseAddress(o.From)
	if err != nil {
		return nil, fmt.Errorf("mail: Options.From: %.100q; a sender such as \"torikime <no-reply@example.com>\" is right: %w", o.From, err)
	}
	o.Security = cmp.Or(o.Security, StartTLS)
	switch {
	case o.Security != StartTLS && o.Security != TLS && o.Security != Plain:
		return nil, fmt.Errorf("mail: Options.Security: %.50q; %q, %q and %q are right", o.Security, StartTLS, TLS, Plain)
	case o.Security == Plain && o.Username+o.Password != "":
		return nil, errors.New("mail: Options: a password is not sent over a plain connection; use StartTLS or TLS, or leave it out")
	case (o.Username == "") != (o.Password == ""):
		return nil, errors.New("mail: Options: Username and Password go together; give both, or neither")
	case o.Timeout < 0:
		return nil, fmt.Errorf("mail: Options.Timeout: %s is negative; above 0 is right, or 0 for 30 seconds", o.Timeout)
	case o.Recipient == nil:
		return nil, errors.New("mail: Options.Recipient is needed")
	}
	o.Timeout = cmp.Or(o.Timeout, 30*time.Second)
	return &Channel{o: o, host: host, port: port, from: from}, nil
}

// Item is a notice as an outbox carries it.
func Item(n inbox.Notice) (outbox.Item, error) {
	data, err := json.Marshal(n)
	if err != nil {
		return outbox.Item{}, fmt.Errorf("mail: notice %.80q: %w", n.ID, err)
	}
	return outbox.Item{ID: n.ID, To: n.Person, Kind: string(n.Kind), At: n.At, Data: data}, nil
}

// Send sends one notice. What the server has not taken for sure is Failed and may
// be tried again; what it refuses for good is Rejected. A connection that breaks or a time that
// runs out after the whole mail was handed over leaves it Unknown. The detail names no
// mail address: an outbox keeps it for good, and the address goes with the account (T9.4).
func (c *Channel) Send(ctx context.Context, item outbox.Item) outbox.Answer {
	answer := c.send(ctx, item)
	answer.Detail = anAddress.ReplaceAllString(answer.Detail, "(address)")
	return answer
}

// anAddress is whatever looks like a mail address, as servers like to quote it.
var anAddress = regexp.MustCompile(`[^\s<>"'(),;:]+@[^\s<>"'(),;:]+`)

func (c *Channel) send(ctx context.Context, item outbox.Item) outbox.Answer {
	var n inbox.Notice
	if err := json.Unmarshal(item.Data, &n); err != nil {
		return outbox.Answer{Outcome: outbox.Rejected, Detail: "no notice: " + err.Error()}
	}
	to, err := c.o.Recipient(ctx, item.To)
	switch {
	case err != nil:
		return outbox.Answer{Outcome: outbox.Failed, Detail: "looking the recipient up: " + err.Error()}
	case to.Address == "", !to.Preferences.Wants(n.Kind, inbox.Mail):
		return outbox.Answer{Outcome: outbox.Unwanted}
	}
	msg, err := c.message(&item, &n, &to)
	if err != nil {
		return outbox.Answer{Outcome: outbox.Rejected, Detail: err.Error()}
	}
	ctx, cancel := context.WithTimeout(ctx, c.o.Timeout)
	defer cancel()
	return c.deliver(ctx, msg)
}

// message is the mail: text alone, in UTF-8, in the reader's language.
func (c *Channel) message(item *outbox.Item, n *inbox.Notice, to *Recipient) (*gomail.Msg, error) {
	address, err := netmail.ParseAddress(to.Address)
	if err != nil || address.Address != to.Address {
		return nil, errors.New("what is known as the recipient's address is no mail address")
	}
	title, body := n.Text(to.Reader)
	var text strings.Builder
	text.WriteString(body + "\n")
	if c.o.Link != nil {
		if link := c.o.Link(*n); link != "" {
			text.WriteString("\n" + link + "\n")
		}
	}
	text.WriteString("\n-- \n" + footer(to.Reader.Language) + "\n")

	msg := gomail.NewMsg(gomail.WithCharset(gomail.CharsetUTF8), gomail.WithEncoding(gomail.EncodingB64))
	msg.FromMailAddress(c.from)
	msg.ToMailAddress(address)
	msg.Subject(oneLine(title))
	msg.SetDate()
	msg.SetMessageIDWithValue(c.messageID(item.ID))
	msg.SetGenHeader("Auto-Submitted", "auto-generated")
	msg.SetGenHeader("Content-Language", string(cmp.Or(to.Reader.Language, policy.English)))
	msg.SetBodyString(gomail.TypeTextPlain, text.String())
	return msg, nil
}

// messageID is the same for the same notice, so that a reader's program can tell.
func (c *Channel) messageID(id string) string {
	sum := sha256.Sum256([]byte(id))
	_, domain, _ := strings.Cut(c.from.Address, "@")
	return hex.EncodeToString(sum[:16]) + "@" + domain
}

func footer(lang policy.Language) string {
	if lang == policy.Japanese {
		return "このメールは自動的に送信されています。ご返信いただいてもお答えできません。\n受け取るお知らせは設定で変更できます。"
	}
	return "This mail was sent automatically and cannot be answered.\nYou choose in your settings which mails you get."
}

// oneLine leaves no control character for a header.
func oneLine(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return ' '
		}
		return r
	}, s)
}
