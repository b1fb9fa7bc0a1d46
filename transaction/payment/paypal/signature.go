package paypal

import (
	"context"
	"crypto"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"encoding/pem"
	"errors"
	"fmt"
	"hash/crc32"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/torikime/torikime/transaction/payment"
)

// A webhook is signed by a key whose certificate PayPal publishes at an address that
// the request itself names. So the address, who issued the certificate, whose it is
// and until when it is good are all checked, or anybody could sign.
const (
	certPath = "/v1/notifications/certs/"
	// maxAge is how old a webhook may be: PayPal sends one again for three days.
	maxAge = webhookLife + time.Hour
	// maxAhead is how far PayPal's clock may be ahead of ours.
	maxAhead = 5 * time.Minute
	// maxCerts is how many certificates are kept; PayPal uses one or two at a time.
	maxCerts = 16
	// certLife is how long a certificate is kept before it is fetched again.
	certLife = 24 * time.Hour
	minBits  = 2048
)

var (
	certHosts = map[bool][]string{true: {"api.paypal.com"}, false: {"api.sandbox.paypal.com", "api.paypal.com"}}
	certNames = map[bool][]string{
		true:  {"messageverificationcerts.paypal.com"},
		false: {"messageverificationcerts.sandbox.paypal.com", "messageverificationcerts.paypal.com"},
	}
)

type certificate struct {
	key   *rsa.PublicKey
	from  time.Time
	until time.Time
}

func badSignature(why string) error { return fmt.Errorf("%w: %s", payment.ErrSignature, why) }

func (p *Provider) verify(ctx context.Context, header http.Header, body []byte) error {
	if p.options.WebhookID == "" {
		return errors.New("paypal: a webhook came, and no webhook id is configured to verify it with")
	}
	id, sent := header.Get("Paypal-Transmission-Id"), header.Get("Paypal-Transmission-Time")
	if id == "" || strings.Contains(id, "|") {
		return badSignature("no transmission id")
	}
	if algorithm := header.Get("Paypal-Auth-Algo"); algorithm != "SHA256withRSA" {
		return badSignature("an algorithm other than SHA256withRSA")
	}
	at, err := time.Parse(time.RFC3339, sent)
	if err != nil {
		return badSignature("no transmission time")
	}
	if age := p.clock.Now().Sub(at); age > maxAge || age < -maxAhead {
		return badSignature("sent at another time: " + at.UTC().Format(time.RFC3339))
	}
	signature, err := base64.StdEncoding.DecodeString(header.Get("Paypal-Transmission-Sig"))
	if err != nil {
		return badSignature("no signature in base64")
	}
	cert, err := p.certificate(ctx, header.Get("Paypal-Cert-Url"))
	if err != nil {
		return err
	}
	message := id + "|" + sent + "|" + p.options.WebhookID + "|" + strconv.FormatUint(uint64(crc32.ChecksumIEEE(body)), 10)
	sum := sha256.Sum256([]byte(message))
	if rsa.VerifyPKCS1v15(cert.key, crypto.SHA256, sum[:], signature) != nil {
		return badSignature("it does not fit the message")
	}
	return nil
}

// certificate is the one at an address, if it can be trusted now.
func (p *Provider) certificate(ctx context.Context, address string) (certificate, error) {
	u, err := url.Parse(address)
	name := ""
	if err == nil {
		name = strings.TrimPrefix(u.Path, certPath)
	}
	if err != nil || u.Scheme != "https" || !slices.Contains(certHosts[p.options.Live], u.Host) || u.User != nil ||
		u.RawQuery != "" || u.Fragment != "" || !strings.HasPrefix(u.Path, certPath) || !isID(name) {
		return certificate{}, badSignature("its certificate is not at PayPal's address")
	}
	now := p.clock.Now()
	p.certsMu.Lock()
	known, ok := p.certs[address]
	p.certsMu.Unlock()
	if ok && !now.Before(known.from) && now.Before(known.until) {
		return known, nil
	}
	// The address is made anew of the parts that were checked.
	data, err := p.fetchCert(ctx, "https://"+u.Host+certPath+name)
	if err != nil {
		return certificate{}, err
	}
	cert, err := p.trust(data, now)
	if err != nil {
		return certificate{}, err
	}
	p.certsMu.Lock()
	defer p.certsMu.Unlock()
	if len(p.certs) >= maxCerts {
		clear(p.certs)
	}
	p.certs[address] = cert
	return cert, nil
}

func (p *Provider) fetchCert(ctx context.Context, address string) ([]byte, error) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return nil, badSignature("its certificate is not at PayPal's address")
	}
	req.Header.Set("User-Agent", userAgent)
	data, err := p.do(req, certPath)
	var said *Error
	if errors.As(err, &said) && said.Status < http.StatusInternalServerError && said.Status != http.StatusTooManyRequests {
		return nil, badSignature("PayPal has no certificate there")
	}
	return data, err
}

// trust reads a certificate with its chain: good now, PayPal's, and issued by an
// authority that is trusted.
func (p *Provider) trust(data []byte, now time.Time) (certificate, error) {
	var leaf *x509.Certificate
	between := x509.NewCertPool()
	for block, rest := pem.Decode(data); block != nil; block, rest = pem.Decode(rest) {
		parsed, err := x509.ParseCertificate(block.Bytes)
		switch {
		case err != nil:
			return certificate{}, badSignature("its certificate can't be read")
		case leaf == nil:
			leaf = parsed
		default:
			between.AddCert(parsed)
		}
	}
	if leaf == nil {
		return certificate{}, badSignature("no certificate at its address")
	}
	named := func(name string) bool { return slices.Contains(certNames[p.options.Live], name) }
	if !named(leaf.Subject.CommonName) && !slices.ContainsFunc(leaf.DNSNames, named) {
		return certificate{}, badSignature("its certificate is not PayPal's")
	}
	_, err := leaf.Verify(x509.VerifyOptions{
		Roots: p.options.Roots, Intermediates: between, CurrentTime: now, KeyUsages: []x509.ExtKeyUsage{x509.ExtKeyUsageAny},
	})
	if err != nil {
		return certificate{}, badSignature("its certificate is not trusted: " + err.Error())
	}
	key, ok := leaf.PublicKey.(*rsa.PublicKey)
	if !ok || key.N.BitLen() < minBits {
		return certificate{}, badSignature("its key is no RSA key of 2048 bits")
	}
	until := leaf.NotAfter
	if soon := now.Add(certLife); soon.Before(until) {
		until = soon
	}
	return certificate{key: key, from: leaf.NotBefore, until: until}, nil
}
