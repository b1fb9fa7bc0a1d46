package paypaltest

import (
	"bytes"
	"context"
	"crypto"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/base64"
	"encoding/json"
	"encoding/pem"
	"fmt"
	"hash/crc32"
	"io"
	"math/big"
	"net/http"
	"sync"
	"time"

	"github.com/torikime/torikime/transaction/payment"
	"github.com/torikime/torikime/transaction/payment/fake"
	"github.com/torikime/torikime/transaction/transfer"
)

// CertURL is where the certificate of the webhooks is published.
const CertURL = "https://api.sandbox.paypal.com/v1/notifications/certs/CERT-360caa42-fca2a594-5f6f0f7c"

// SendTo lets the fake's notices go to a hook, as PayPal's events.
func (s *Server) SendTo(hook fake.Hook) {
	s.Fake.SendTo(func(ctx context.Context, header http.Header, body []byte) error {
		notices, err := s.Fake.Webhook(ctx, header, body)
		if err != nil {
			return err
		}
		for _, n := range notices {
			header, body := s.Event(n, s.now())
			if err := hook(ctx, header, body); err != nil {
				return err
			}
		}
		return nil
	})
}

// Event is a notice as PayPal sends it, signed at an instant.
func (s *Server) Event(n payment.Notice, at time.Time) (http.Header, []byte) {
	kind, resource := s.resource(n)
	body, err := json.Marshal(object{
		"id": "WH-" + n.ID, "event_version": "1.0", "resource_version": "2.0", "create_time": stamp(at), "event_type": kind, "resource": resource, "summary": "An event.",
	})
	if err != nil {
		panic(err) // strings and maps alone
	}
	return Sign(s.signing().key, WebhookID, at, body), body
}

// resource is what an event is about.
func (s *Server) resource(n payment.Notice) (kind string, resource object) {
	var last fake.Deed
	for _, d := range s.Fake.Books().Deeds {
		if d.Transfer == n.Transfer {
			last = d
		}
	}
	switch last.Kind {
	case transfer.Capture:
		return map[transfer.Status]string{
			transfer.Pending: "PAYMENT.CAPTURE.PENDING", transfer.Failed: "PAYMENT.CAPTURE.DECLINED", transfer.Reversed: "PAYMENT.CAPTURE.REVERSED",
			transfer.Succeeded: "PAYMENT.CAPTURE.COMPLETED", transfer.Authorised: "CHECKOUT.ORDER.APPROVED",
		}[n.Status], s.capture(last)
	case transfer.Refund:
		return map[transfer.Status]string{
			transfer.Pending: "PAYMENT.REFUND.PENDING", transfer.Failed: "PAYMENT.REFUND.FAILED", transfer.Reversed: "PAYMENT.REFUND.FAILED",
			transfer.Succeeded: "PAYMENT.CAPTURE.REFUNDED",
		}[n.Status], s.refund(last)
	case transfer.Payout:
		return map[transfer.Status]string{
			transfer.Pending: "PAYMENT.PAYOUTS-ITEM.HELD", transfer.Failed: "PAYMENT.PAYOUTS-ITEM.FAILED", transfer.Reversed: "PAYMENT.PAYOUTS-ITEM.RETURNED",
			transfer.Succeeded: "PAYMENT.PAYOUTS-ITEM.SUCCEEDED",
		}[n.Status], s.batch(last)["items"].([]object)[0]
	}
	order := s.order(n.Transfer, http.StatusOK)
	body, _ := order.body.(object)
	if n.Status == transfer.Authorised {
		return "CHECKOUT.ORDER.APPROVED", body
	}
	return "CHECKOUT.ORDER.VOIDED", body
}

// Sign is the header of a webhook, as PayPal signs it.
func Sign(key *rsa.PrivateKey, webhookID string, at time.Time, body []byte) http.Header {
	id, sent := fmt.Sprintf("%x-%x", crc32.ChecksumIEEE(body), at.Unix()), stamp(at)
	sum := sha256.Sum256(fmt.Appendf(nil, "%s|%s|%s|%d", id, sent, webhookID, crc32.ChecksumIEEE(body)))
	signature, err := rsa.SignPKCS1v15(rand.Reader, key, crypto.SHA256, sum[:])
	if err != nil {
		panic(err) // a key of 2048 bits signs 32 bytes
	}
	h := http.Header{}
	h.Set("Content-Type", "application/json")
	h.Set("Paypal-Transmission-Id", id)
	h.Set("Paypal-Transmission-Time", sent)
	h.Set("Paypal-Transmission-Sig", base64.StdEncoding.EncodeToString(signature))
	h.Set("Paypal-Cert-Url", CertURL)
	h.Set("Paypal-Auth-Algo", "SHA256withRSA")
	return h
}

// signer is an authority, and the certificate that it issued to "PayPal".
type signer struct {
	key   *rsa.PrivateKey
	chain []byte
	roots *x509.CertPool
}

// testSigner is made once: a key takes a tenth of a second.
var testSigner = sync.OnceValue(func() *signer {
	return newSigner("messageverificationcerts.sandbox.paypal.com", time.Unix(0, 0), time.Date(2200, 1, 1, 0, 0, 0, 0, time.UTC))
})

func newSigner(name string, from, until time.Time) *signer {
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		panic(err) // no randomness, no test
	}
	root := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "An authority of tests"}, NotBefore: time.Unix(0, 0), NotAfter: time.Date(2300, 1, 1, 0, 0, 0, 0, time.UTC),
		IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign,
	}
	leaf := &x509.Certificate{SerialNumber: big.NewInt(2), Subject: pkix.Name{CommonName: name}, DNSNames: []string{name}, NotBefore: from, NotAfter: until}
	rootDER, err := x509.CreateCertificate(rand.Reader, root, root, &key.PublicKey, key)
	if err != nil {
		panic(err)
	}
	leafDER, err := x509.CreateCertificate(rand.Reader, leaf, root, &key.PublicKey, key)
	if err != nil {
		panic(err)
	}
	roots := x509.NewCertPool()
	roots.AppendCertsFromPEM(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: rootDER}))
	return &signer{key: key, chain: pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: leafDER}), roots: roots}
}

// Certify replaces the certificate: of this name, good from one instant to another.
// The key that signs is the new one's; adapters made before do not trust it.
func (s *Server) Certify(name string, from, until time.Time) {
	made := newSigner(name, from, until)
	s.mu.Lock()
	defer s.mu.Unlock()
	s.signer = made
}

func (s *Server) signing() *signer {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.signer
}

// Key is what webhooks are signed with.
func (s *Server) Key() *rsa.PrivateKey { return s.signing().key }

// Certificates is how often the certificate was fetched.
func (s *Server) Certificates() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.certs
}

// transport reaches the server, and PayPal's address of the certificate; nothing
// else.
type transport struct{ s *Server }

var direct = &http.Transport{DisableKeepAlives: true}

func (t transport) RoundTrip(r *http.Request) (*http.Response, error) {
	switch {
	case r.URL.Scheme+"://"+r.URL.Host == t.s.URL:
		return direct.RoundTrip(r)
	case r.URL.String() == CertURL:
		t.s.mu.Lock()
		t.s.certs++
		t.s.mu.Unlock()
		return answer(r, http.StatusOK, t.s.signing().chain), nil
	case r.URL.Host == "api.sandbox.paypal.com":
		return answer(r, http.StatusNotFound, nil), nil
	}
	return nil, fmt.Errorf("paypaltest: a call to %s", r.URL.Host)
}

func answer(r *http.Request, status int, body []byte) *http.Response {
	return &http.Response{StatusCode: status, Header: http.Header{}, Body: io.NopCloser(bytes.NewReader(body)), ContentLength: int64(len(body)), Request: r}
}
