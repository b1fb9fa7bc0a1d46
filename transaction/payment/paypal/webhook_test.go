package paypal_test

import (
	"context"
	"crypto/rand"
	"crypto/rsa"
	"errors"
	"io"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/transaction/payment"
	"github.com/torikime/torikime/transaction/payment/fake"
	"github.com/torikime/torikime/transaction/payment/paypal"
	"github.com/torikime/torikime/transaction/payment/paypal/paypaltest"
	"github.com/torikime/torikime/transaction/transfer"
)

const approved = `{"id":"WH-1","event_type":"CHECKOUT.ORDER.APPROVED","resource":{"id":"ORDER1","purchase_units":[{"custom_id":"order,2f7"}]}}`

// signedBy is a request about a body, signed now by the server's key.
func signedBy(s *paypaltest.Server, body string) http.Header {
	return paypaltest.Sign(s.Key(), paypaltest.WebhookID, time.Now(), []byte(body))
}

// Each event names our transfer and what may have become of it; what is about
// nothing of ours is left out.
func TestWebhookEvents(t *testing.T) {
	t.Parallel()
	p, s := start(t, fake.Options{})
	event := func(kind, resource string) string {
		return `{"id":"WH-1","event_type":"` + kind + `","resource":` + resource + `}`
	}
	custom, item := `{"id":"X","custom_id":"order,2f7"}`, `{"payout_item_id":"X","payout_item":{"sender_item_id":"order,2f7"}}`
	for _, row := range []struct {
		body string
		want transfer.Status
	}{
		{approved, transfer.Authorised},
		{event("PAYMENT.CAPTURE.COMPLETED", custom), transfer.Succeeded}, {event("PAYMENT.CAPTURE.PENDING", custom), transfer.Pending},
		{event("PAYMENT.CAPTURE.DENIED", custom), transfer.Failed}, {event("PAYMENT.CAPTURE.REVERSED", custom), transfer.Reversed},
		{event("PAYMENT.CAPTURE.REFUNDED", custom), transfer.Succeeded}, {event("PAYMENT.REFUND.FAILED", custom), transfer.Failed},
		{event("PAYMENT.CAPTURE.SOMETHING-NEW", custom), transfer.Unknown},
		{event("PAYMENT.PAYOUTS-ITEM.SUCCEEDED", item), transfer.Succeeded}, {event("PAYMENT.PAYOUTS-ITEM.UNCLAIMED", item), transfer.Pending},
		{event("PAYMENT.PAYOUTS-ITEM.RETURNED", item), transfer.Reversed}, {event("PAYMENT.PAYOUTS-ITEM.BLOCKED", item), transfer.Failed},
	} {
		got, err := p.Webhook(t.Context(), signedBy(s, row.body), []byte(row.body))
		require.NoError(t, err)
		require.Equal(t, []payment.Notice{{ID: "WH-1", Transfer: "order/7", Status: row.want}}, got, row.body)
	}
	for _, body := range []string{
		event("CUSTOMER.DISPUTE.CREATED", custom), event("PAYMENT.CAPTURE.COMPLETED", `{"id":"X"}`), event("PAYMENT.CAPTURE.COMPLETED", `{"custom_id":"不"}`),
		event("PAYMENT.PAYOUTSBATCH.SUCCESS", `{"batch_header":{}}`), event("CHECKOUT.ORDER.APPROVED", `{"purchase_units":[{"custom_id":"a"},{"custom_id":"b"}]}`),
	} {
		got, err := p.Webhook(t.Context(), signedBy(s, body), []byte(body))
		require.NoError(t, err)
		require.Empty(t, got, body)
	}
	for _, body := range []string{"", "{}", "[]", "<html>", `{"id":7}`} {
		_, err := p.Webhook(t.Context(), signedBy(s, body), []byte(body))
		require.Error(t, err, "signed, and still nonsense: %s", body)
		require.NotErrorIs(t, err, payment.ErrSignature)
	}
	require.Equal(t, 1, s.Certificates(), "the certificate is fetched once")
	for _, kind := range paypal.Events() {
		got, err := p.Webhook(t.Context(), signedBy(s, event(kind, custom)), []byte(event(kind, custom)))
		require.NoError(t, err)
		require.NotEqual(t, transfer.Unknown, got[0].Status, "an event to subscribe to means something: %s", kind)
	}
}

// Whatever of a request is not PayPal's is refused before its body is read.
func TestWebhookSignature(t *testing.T) {
	t.Parallel()
	p, s := start(t, fake.Options{})
	other, err := rsa.GenerateKey(rand.Reader, 2048)
	require.NoError(t, err)
	now := time.Now()
	header := func(change func(h http.Header)) http.Header {
		h := signedBy(s, approved)
		change(h)
		return h
	}
	at := func(when time.Time) http.Header {
		return paypaltest.Sign(s.Key(), paypaltest.WebhookID, when, []byte(approved))
	}
	for name, h := range map[string]http.Header{
		"nothing":               {},
		"signed by another key": paypaltest.Sign(other, paypaltest.WebhookID, now, []byte(approved)),
		"for another webhook":   paypaltest.Sign(s.Key(), "ANOTHER", now, []byte(approved)),
		"another id":            header(func(h http.Header) { h.Set("Paypal-Transmission-Id", "x") }),
		"an id with parts":      header(func(h http.Header) { h.Set("Paypal-Transmission-Id", "a|b") }),
		"another time":          header(func(h http.Header) { h.Set("Paypal-Transmission-Time", now.Add(time.Minute).Format(time.RFC3339)) }),
		"no time":               header(func(h http.Header) { h.Del("Paypal-Transmission-Time") }),
		"no base64":             header(func(h http.Header) { h.Set("Paypal-Transmission-Sig", "%%%") }),
		"another algorithm":     header(func(h http.Header) { h.Set("Paypal-Auth-Algo", "SHA1withRSA") }),
		"too old":               at(now.Add(-3*24*time.Hour - time.Hour - time.Minute)),
		"from the future":       at(now.Add(6 * time.Minute)),
	} {
		got, err := p.Webhook(t.Context(), h, []byte(approved))
		require.ErrorIs(t, err, payment.ErrSignature, name)
		require.Empty(t, got)
	}
	for name, h := range map[string]http.Header{"old": at(now.Add(-3 * 24 * time.Hour)), "early": at(now.Add(4 * time.Minute))} {
		_, err := p.Webhook(t.Context(), h, []byte(approved))
		require.NoError(t, err, name)
	}
	_, err = p.Webhook(t.Context(), signedBy(s, approved), []byte(strings.Replace(approved, "f7", "f8", 1)))
	require.ErrorIs(t, err, payment.ErrSignature, "an altered body")
	_, err = p.Webhook(t.Context(), http.Header{}, make([]byte, 1<<20+1))
	require.ErrorContains(t, err, "larger than 1 MB")
}

// The certificate is fetched from PayPal's own address and from nowhere else.
func TestCertificateAddress(t *testing.T) {
	t.Parallel()
	p, s := start(t, fake.Options{})
	for _, address := range []string{
		"", "x", "http://api.sandbox.paypal.com/v1/notifications/certs/CERT-1", "https://evil.example/v1/notifications/certs/CERT-1",
		"https://api.sandbox.paypal.com.evil.example/v1/notifications/certs/CERT-1", "https://api.sandbox.paypal.com:8443/v1/notifications/certs/CERT-1",
		"https://api.sandbox.paypal.com@evil.example/v1/notifications/certs/CERT-1", "https://user@api.sandbox.paypal.com/v1/notifications/certs/CERT-1",
		"https://api.sandbox.paypal.com/v1/notifications/certs/../../x", "https://api.sandbox.paypal.com/v1/notifications/certs/a%2fb",
		"https://api.sandbox.paypal.com/v1/notifications/certs/", "https://api.sandbox.paypal.com/other/CERT-1",
		paypaltest.CertURL + "?a=b", paypaltest.CertURL + "#a", "https://www.paypal.com/v1/notifications/certs/CERT-1",
		"https://api.sandbox.paypal.com/v1/notifications/certs/CERT-that-is-not-there",
	} {
		h := signedBy(s, approved)
		h.Set("Paypal-Cert-Url", address)
		_, err := p.Webhook(t.Context(), h, []byte(approved))
		require.ErrorIs(t, err, payment.ErrSignature, address)
	}
	require.Zero(t, s.Certificates())
}

type transport func(r *http.Request) (*http.Response, error)

func (f transport) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

// Live, the sandbox's certificates are nobody's.
func TestLiveTrustsLiveAlone(t *testing.T) {
	t.Parallel()
	_, s := start(t, fake.Options{})
	o := s.Options()
	o.Live, o.BaseURL = true, ""
	p, err := paypal.New(o)
	require.NoError(t, err)
	_, err = p.Webhook(t.Context(), signedBy(s, approved), []byte(approved))
	require.ErrorIs(t, err, payment.ErrSignature)
	require.ErrorContains(t, err, "not at PayPal's address")
}

// A certificate counts only if it is PayPal's by name, good now, and issued by an
// authority that is trusted.
func TestCertificateTrust(t *testing.T) {
	t.Parallel()
	now := time.Now()
	const name = "messageverificationcerts.sandbox.paypal.com"
	for why, row := range map[string]struct {
		name        string
		from, until time.Time
		ok          bool
	}{
		"":                   {name, now.Add(-time.Hour), now.Add(time.Hour), true},
		"has expired":        {name, now.Add(-2 * time.Hour), now.Add(-time.Hour), false},
		"not yet valid":      {name, now.Add(time.Hour), now.Add(2 * time.Hour), false},
		"is not PayPal's":    {"messageverificationcerts.sandbox.paypal.com.evil.example", now.Add(-time.Hour), now.Add(time.Hour), false},
		"not PayPal's":       {"www.example.com", now.Add(-time.Hour), now.Add(time.Hour), false},
		"unknown authority":  {name, now.Add(-time.Hour), now.Add(time.Hour), false},
		"no certificate at ": {name, now.Add(-time.Hour), now.Add(time.Hour), false},
	} {
		_, s := start(t, fake.Options{})
		strangers := s.Options().Roots
		s.Certify(row.name, row.from, row.until)
		o := s.Options()
		switch why {
		case "unknown authority":
			o.Roots = strangers
		case "no certificate at ":
			o.HTTPClient = &http.Client{Transport: transport(func(*http.Request) (*http.Response, error) {
				return &http.Response{StatusCode: 200, Body: io.NopCloser(strings.NewReader("<html>"))}, nil
			})}
		}
		p, err := paypal.New(o)
		require.NoError(t, err)
		_, err = p.Webhook(t.Context(), signedBy(s, approved), []byte(approved))
		if row.ok {
			require.NoError(t, err)
			continue
		}
		require.ErrorIs(t, err, payment.ErrSignature, why)
		if why != "not yet valid" { // Go has one word for both
			require.ErrorContains(t, err, why)
		}
	}
}

// A certificate is kept for a day and no longer than it is good; one that can't be
// fetched now is no forged signature: PayPal is to send the webhook again.
func TestCertificateCache(t *testing.T) {
	t.Parallel()
	var passed atomic.Int64
	began := time.Now()
	clock := func() time.Time { return began.Add(time.Duration(passed.Load())) }
	_, s := start(t, fake.Options{Clock: clock})
	s.Certify("messageverificationcerts.sandbox.paypal.com", began.Add(-time.Hour), began.Add(30*time.Hour))
	p, err := paypal.New(s.Options())
	require.NoError(t, err)
	try := func() error {
		_, err := p.Webhook(t.Context(), paypaltest.Sign(s.Key(), paypaltest.WebhookID, clock(), []byte(approved)), []byte(approved))
		return err
	}
	for _, row := range []struct {
		after   time.Duration
		fetched int
		ok      bool
	}{{0, 1, true}, {24*time.Hour - 1, 1, true}, {24 * time.Hour, 2, true}, {29 * time.Hour, 2, true}, {31 * time.Hour, 3, false}} {
		passed.Store(int64(row.after))
		err := try()
		require.Equal(t, row.fetched, s.Certificates(), row.after)
		if row.ok {
			require.NoError(t, err)
		} else {
			require.ErrorIs(t, err, payment.ErrSignature)
		}
	}
	o := s.Options()
	broken := errors.New("no route")
	for _, answer := range []transport{
		func(*http.Request) (*http.Response, error) { return nil, broken },
		func(*http.Request) (*http.Response, error) {
			return &http.Response{StatusCode: 503, Body: io.NopCloser(strings.NewReader(""))}, nil
		},
	} {
		o.HTTPClient = &http.Client{Transport: answer}
		p, err := paypal.New(o)
		require.NoError(t, err)
		_, err = p.Webhook(context.Background(), paypaltest.Sign(s.Key(), paypaltest.WebhookID, clock(), []byte(approved)), []byte(approved))
		require.Error(t, err)
		require.NotErrorIs(t, err, payment.ErrSignature)
	}
	o.WebhookID = ""
	p, err = paypal.New(o)
	require.NoError(t, err)
	_, err = p.Webhook(t.Context(), http.Header{}, []byte(approved))
	require.ErrorContains(t, err, "no webhook id is configured")
}

// What the provider does is told by webhooks that can be read: of captures, refunds
// and payouts.
func TestWebhooksOfWhatHappens(t *testing.T) {
	t.Parallel()
	p, s := start(t, fake.Options{})
	var told []payment.Notice
	s.SendTo(func(ctx context.Context, h http.Header, body []byte) error {
		list, err := p.Webhook(ctx, h, body)
		told = append(told, list...)
		return err
	})
	ctx := t.Context()
	c := payment.Call{Transfer: "t1", Kind: transfer.Capture, Key: "k1", Amount: yen(1000)}
	a, err := p.Authorise(ctx, c)
	require.NoError(t, err)
	require.NoError(t, s.Fake.Approve(paypaltest.Inner(a.Ref)))
	_, err = s.Fake.Deliver(ctx)
	require.NoError(t, err)
	c.Key, c.Ref = "k2", a.Ref
	a, err = p.Capture(ctx, c)
	require.NoError(t, err)
	_, err = p.Refund(ctx, payment.Call{Transfer: "t2", Kind: transfer.Refund, Key: "k3", Of: a.Ref, Amount: yen(300)})
	require.NoError(t, err)
	_, err = p.Payout(ctx, payment.Call{Transfer: "t3", Kind: transfer.Payout, Key: "k4", To: "seller@example.com", Amount: yen(500)})
	require.NoError(t, err)
	_, err = s.Fake.Deliver(ctx)
	require.NoError(t, err)
	require.Len(t, told, 4)
	for i, want := range []payment.Notice{{Transfer: "t1", Status: transfer.Authorised}, {Transfer: "t1", Status: transfer.Succeeded}, {Transfer: "t2", Status: transfer.Succeeded}, {Transfer: "t3", Status: transfer.Succeeded}} {
		require.NotEmpty(t, told[i].ID)
		want.ID = told[i].ID
		require.Equal(t, want, told[i])
	}
}
