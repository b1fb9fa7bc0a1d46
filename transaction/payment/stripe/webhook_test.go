package stripe_test

import (
	"maps"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/policy/money"
	"github.com/torikime/torikime/transaction/payment"
	"github.com/torikime/torikime/transaction/payment/stripe"
	"github.com/torikime/torikime/transaction/transfer"
)

func event(kind string, object m, more m) m {
	e := m{"id": "evt_1", "object": "event", "api_version": "2026-03-25.dahlia", "livemode": false, "type": kind, "data": m{"object": object}}
	maps.Copy(e, more)
	return e
}

// Each event that is about a transfer becomes one notice with its id, and says how
// it seems to stand.
func TestWebhook_Events(t *testing.T) {
	t.Parallel()
	p, _ := start(t, stripe.Options{})
	ours := m{"torikime_transfer": "t-1", "torikime_key": "k"}
	for _, row := range []struct {
		kind   string
		object m
		want   transfer.Status
	}{
		{"checkout.session.completed", m{"object": "checkout.session", "status": "complete", "payment_status": "paid"}, transfer.Succeeded},
		{"checkout.session.completed", m{"object": "checkout.session", "status": "complete", "payment_status": "unpaid"}, transfer.Unknown},
		{"checkout.session.async_payment_succeeded", m{"object": "checkout.session", "status": "complete", "payment_status": "paid"}, transfer.Succeeded},
		{"checkout.session.async_payment_failed", m{"object": "checkout.session", "status": "complete", "payment_status": "unpaid"}, transfer.Failed},
		{"checkout.session.expired", m{"object": "checkout.session", "status": "expired", "payment_status": "unpaid"}, transfer.Failed},
		{"payment_intent.succeeded", m{"object": "payment_intent", "status": "succeeded"}, transfer.Succeeded},
		{"payment_intent.amount_capturable_updated", m{"object": "payment_intent", "status": "requires_capture"}, transfer.Authorised},
		{"payment_intent.processing", m{"object": "payment_intent", "status": "processing"}, transfer.Pending},
		{"payment_intent.canceled", m{"object": "payment_intent", "status": "canceled"}, transfer.Failed},
		{"payment_intent.payment_failed", m{"object": "payment_intent", "status": "requires_payment_method"}, transfer.Unknown},
		{"refund.created", m{"object": "refund", "status": "pending"}, transfer.Pending},
		{"refund.updated", m{"object": "refund", "status": "requires_action"}, transfer.Pending},
		{"refund.updated", m{"object": "refund", "status": "succeeded"}, transfer.Succeeded},
		{"refund.failed", m{"object": "refund", "status": "failed"}, transfer.Failed},
		{"refund.failed", m{"object": "refund", "status": "failed", "failure_balance_transaction": "txn_1"}, transfer.Reversed},
		{"charge.refund.updated", m{"object": "refund", "status": "canceled", "failure_balance_transaction": nil}, transfer.Failed},
		{"transfer.created", m{"object": "transfer"}, transfer.Succeeded},
		{"transfer.reversed", m{"object": "transfer", "reversed": true}, transfer.Reversed},
	} {
		row.object["metadata"] = ours
		header, body := signed(t, time.Now(), event(row.kind, row.object, nil))
		list, err := p.Webhook(t.Context(), header, body)
		require.NoError(t, err, row.kind)
		require.Equal(t, []payment.Notice{{ID: "evt_1", Transfer: "t-1", Status: row.want}}, list, row.kind)
	}
}

// A dispute knows the payment alone: its transfer is asked for, and when nobody
// answers, the event is not taken, so that Stripe sends it again.
func TestWebhook_Dispute(t *testing.T) {
	t.Parallel()
	p, s := start(t, stripe.Options{})
	id := paid(t, p, s, "t-1", money.New(5000, money.JPY))
	for status, want := range map[string]transfer.Status{"needs_response": transfer.Reversed, "lost": transfer.Reversed, "won": transfer.Succeeded, "warning_closed": transfer.Succeeded} {
		header, body := signed(t, time.Now(), event("charge.dispute.created", m{"object": "dispute", "status": status, "payment_intent": id}, nil))
		list, err := p.Webhook(t.Context(), header, body)
		require.NoError(t, err)
		require.Equal(t, []payment.Notice{{ID: "evt_1", Transfer: "t-1", Status: want}}, list, status)
		s.setBroken(true)
		_, err = p.Webhook(t.Context(), header, body)
		require.Error(t, err)
		s.setBroken(false)
	}
}

// paid is a payment that went well, by its id at Stripe.
func paid(t *testing.T, p *stripe.Provider, s *server, id string, amount money.Money) string {
	t.Helper()
	c := payment.Call{Transfer: id, Kind: transfer.Capture, Key: transfer.Key(id, 1), Amount: amount, ReturnURL: "https://shop.example/back"}
	a, err := p.Authorise(t.Context(), c)
	require.NoError(t, err)
	require.Equal(t, transfer.AwaitsBuyer, a.Status, a.Reason)
	require.NoError(t, s.Approve(bare(a.Ref)))
	c.Ref = a.Ref
	a, err = p.Lookup(t.Context(), c)
	require.NoError(t, err)
	require.Equal(t, transfer.Succeeded, a.Status)
	return a.Ref
}

// What is not about a transfer of this account is left out, and is no fault.
func TestWebhook_NotOurs(t *testing.T) {
	t.Parallel()
	p, _ := start(t, stripe.Options{})
	ours := m{"object": "transfer", "metadata": m{"torikime_transfer": "t-1"}}
	for name, e := range map[string]m{
		"another system's":    event("transfer.created", m{"object": "transfer", "metadata": m{"order": "7"}}, nil),
		"no metadata":         event("payment_intent.succeeded", m{"object": "payment_intent"}, nil),
		"of another kind":     event("customer.created", m{"object": "customer", "metadata": m{"torikime_transfer": "t-1"}}, nil),
		"a seller's account":  event("transfer.created", ours, m{"account": "acct_1"}),
		"the other mode":      event("transfer.created", ours, m{"livemode": true}),
		"a thin event":        {"id": "evt_1", "object": "v2.core.event", "type": "v1.billing"},
		"a dispute of nobody": event("charge.dispute.created", m{"object": "dispute", "status": "lost", "payment_intent": nil}, nil),
	} {
		header, body := signed(t, time.Now(), e)
		list, err := p.Webhook(t.Context(), header, body)
		require.NoError(t, err, name)
		require.Empty(t, list, name)
	}
}

// A request is believed for its signature alone: not without one, not with another
// secret's, not when anything was changed, not after five minutes; and one that is
// signed but makes no sense is an error of another kind.
func TestWebhook_Signature(t *testing.T) {
	t.Parallel()
	p, _ := start(t, stripe.Options{})
	now := time.Now()
	_, body := signed(t, now, event("transfer.created", m{"object": "transfer", "metadata": m{"torikime_transfer": "t-1"}}, nil))
	good := signature(now, body, webhookSecret)
	at, sum, _ := strings.Cut(good, ",v0=ignored,")
	for name, row := range map[string]struct {
		header string
		body   []byte
		takes  bool
	}{
		"as sent":                   {good, body, true},
		"while secrets change":      {at + ",v1=" + strings.Repeat("0", 64) + "," + sum, body, true},
		"the other endpoint's":      {signature(now, body, "whsec_another"), body, true},
		"just before five minutes":  {signature(now.Add(-295*time.Second), body, webhookSecret), body, true},
		"just after five minutes":   {signature(now.Add(-302*time.Second), body, webhookSecret), body, false},
		"of 1970":                   {signature(time.Unix(0, 0), body, webhookSecret), body, false},
		"no header":                 {"", body, false},
		"no time":                   {sum, body, false},
		"no signature":              {at, body, false},
		"an old scheme alone":       {strings.Replace(good, "v1=", "v0=", 1), body, false},
		"another time":              {strings.Replace(good, at, "t=9999999999", 1), body, false},
		"a time that is none":       {strings.Replace(good, at, "t=now", 1), body, false},
		"someone's own secret":      {signature(now, body, "whsec_guessed"), body, false},
		"an empty secret":           {signature(now, body, ""), body, false},
		"an altered body":           {good, []byte(strings.Replace(string(body), "t-1", "t-2", 1)), false},
		"a space more":              {good, append([]byte(" "), body...), false},
		"a header of commas":        {strings.Repeat(",", 10000), body, false},
		"a cut body under its name": {good, body[:len(body)-1], false},
	} {
		list, err := p.Webhook(t.Context(), http.Header{"Stripe-Signature": {row.header}}, row.body)
		if row.takes {
			require.NoError(t, err, name)
			require.Len(t, list, 1, name)
			continue
		}
		require.ErrorIs(t, err, payment.ErrSignature, name)
		require.Empty(t, list, name)
	}
	for name, text := range map[string]string{
		"garbage": "\x00\xff", "HTML": "<html>", "no event": `{"object":"event"}`, "cut": `{"id":"evt_1",`, "no object": `{"id":"evt_1","object":"event","data":{}}`,
		"an object that is none": `{"id":"evt_1","object":"event","data":{"object":7}}`, "nothing": "",
	} {
		list, err := p.Webhook(t.Context(), http.Header{"Stripe-Signature": {signature(now, []byte(text), webhookSecret)}}, []byte(text))
		require.Error(t, err, name)
		require.NotErrorIs(t, err, payment.ErrSignature, name)
		require.Empty(t, list, name)
	}
}

// Without a secret nobody is believed.
func TestWebhook_NoSecret(t *testing.T) {
	t.Parallel()
	p, err := stripe.New(stripe.Options{Key: secretKey})
	require.NoError(t, err)
	header, body := signed(t, time.Now(), event("transfer.created", m{"object": "transfer"}, nil))
	_, err = p.Webhook(t.Context(), header, body)
	require.ErrorIs(t, err, payment.ErrSignature)
}
