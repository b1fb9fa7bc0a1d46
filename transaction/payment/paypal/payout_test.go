package paypal_test

import (
	"fmt"
	"io"
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/transaction/payment"
	"github.com/torikime/torikime/transaction/transfer"
)

func batch(status, item string) string {
	items := ""
	if item != "" {
		items = `{"payout_item_id":"I1","transaction_status":"` + item + `","payout_item":{"sender_item_id":"t1","amount":{"currency":"JPY","value":"300"}}}`
	}
	return `{"batch_header":{"payout_batch_id":"OUT1","batch_status":"` + status + `","sender_batch_header":{"sender_batch_id":"` + someKey + `"}},"items":[` + items + `]}`
}

// Every status of a batch and of its item is read as what it means.
func TestPayoutStatuses(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		batch, item string
		want        transfer.Status
		reason      string
	}{
		{"PENDING", "", transfer.Pending, ""}, {"PROCESSING", "", transfer.Pending, ""}, {"PROCESSING", "PENDING", transfer.Pending, "PENDING"},
		{"DENIED", "", transfer.Failed, "DENIED"}, {"CANCELED", "", transfer.Failed, "CANCELED"},
		{"SUCCESS", "SUCCESS", transfer.Succeeded, ""}, {"SUCCESS", "FAILED", transfer.Failed, "FAILED"}, {"SUCCESS", "BLOCKED", transfer.Failed, "BLOCKED"},
		{"SUCCESS", "UNCLAIMED", transfer.Pending, "UNCLAIMED"}, {"SUCCESS", "ONHOLD", transfer.Pending, "ONHOLD"},
		{"SUCCESS", "RETURNED", transfer.Reversed, "RETURNED"}, {"SUCCESS", "REFUNDED", transfer.Reversed, "REFUNDED"}, {"SUCCESS", "REVERSED", transfer.Reversed, "REVERSED"},
	} {
		p := against(t, says(200, batch(row.batch, row.item)))
		a, err := p.Lookup(t.Context(), payment.Call{Kind: transfer.Payout, Transfer: "t1", Key: someKey, DoneRef: "OUT1"})
		require.NoError(t, err)
		require.Equal(t, row.want, a.Status, row)
		require.Equal(t, row.reason, a.Reason)
		if row.want != transfer.Failed {
			require.Equal(t, "OUT1", a.Ref)
		}
		if row.want == transfer.Succeeded || row.want == transfer.Reversed {
			require.Equal(t, yen(300), a.Amount)
		}
	}
	for want, body := range map[string]string{
		"unknown status":             batch("SUCCESS", "PERHAPS"),
		"has the unknown status":     batch("PERHAPS", ""),
		"belongs to another transfe": `{"batch_header":{"payout_batch_id":"OUT1","batch_status":"SUCCESS"},"items":[{"transaction_status":"SUCCESS","payout_item":{"sender_item_id":"t9"}}]}`,
		"more than one item":         `{"batch_header":{"payout_batch_id":"OUT1","batch_status":"SUCCESS"},"items":[{},{}]}`,
		"can't be read":              `{"batch_header":{"payout_batch_id":"OUT1","batch_status":"SUCCESS","sender_batch_header":{"sender_batch_id":"an-earlier-key"}}}`,
	} {
		_, err := against(t, says(200, body)).Lookup(t.Context(), payment.Call{Kind: transfer.Payout, Transfer: "t1", Key: someKey, DoneRef: "OUT1", FirstSent: time.Now()})
		require.ErrorContains(t, err, want)
	}
}

// A payout is asked for exactly so, by whom it goes to.
func TestPayoutAsks(t *testing.T) {
	t.Parallel()
	for to, kind := range map[string]string{"seller@example.com": "EMAIL", "+81312345678": "PHONE", "QBCDEFGH23456": "PAYPAL_ID"} {
		p := against(t, func(w http.ResponseWriter, r *http.Request) {
			body, err := io.ReadAll(r.Body)
			want := `{"sender_batch_header":{"sender_batch_id":"` + someKey + `"},"items":[{"recipient_type":"` + kind + `","receiver":"` + to + `","amount":{"currency":"JPY","value":"300"},"sender_item_id":"t1"}]}`
			if err != nil || !jsonEqual(want, string(body)) || r.Header.Get("PayPal-Request-Id") != someKey {
				t.Errorf("%v %s %v", err, body, r.Header)
			}
			says(201, batch("PENDING", ""))(w, r)
		})
		a, err := p.Payout(t.Context(), payment.Call{Transfer: "t1", Key: someKey, Amount: yen(300), To: to})
		require.NoError(t, err)
		require.Equal(t, payment.Answer{Status: transfer.Pending, Ref: "OUT1"}, a)
	}
}

// A sender_batch_id that was used before leads to the original, wherever PayPal's
// link may point: its id alone is used. Without a link nobody knows.
func TestPayoutDoneBefore(t *testing.T) {
	t.Parallel()
	for link, found := range map[string]bool{"https://api.sandbox.paypal.com/v1/payments/payouts/OUT1": true, "https://evil.example/OUT1": true, "": false, "https://api.paypal.com/": false} {
		p := against(t, func(w http.ResponseWriter, r *http.Request) {
			if r.Method == http.MethodPost {
				w.WriteHeader(http.StatusBadRequest)
				fmt.Fprintf(w, `{"name":"USER_BUSINESS_ERROR","details":[{"field":"SENDER_BATCH_ID","issue":"Batch with given sender_batch_id already exists","link":[{"href":%q,"rel":"self"}]}]}`, link)
				return
			}
			if r.URL.Path != "/v1/payments/payouts/OUT1" {
				t.Errorf("%s", r.URL)
			}
			fmt.Fprint(w, batch("SUCCESS", "SUCCESS"))
		})
		a, err := p.Payout(t.Context(), payment.Call{Transfer: "t1", Key: someKey, Amount: yen(300), To: "seller@example.com"})
		if !found {
			require.ErrorContains(t, err, "DUPLICATE_SENDER_BATCH_ID")
			continue
		}
		require.NoError(t, err)
		require.Equal(t, payment.Answer{Status: transfer.Succeeded, Ref: "OUT1", Amount: yen(300)}, a)
	}
}
