package paypal_test

import (
	"fmt"
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/transaction/payment"
	"github.com/torikime/torikime/transaction/transfer"
)

// capturedBy is an adapter where capture CAP1 of ORDER1 has a status and refunds;
// what is posted is answered as post does.
func capturedBy(t *testing.T, status, refunds string, post http.HandlerFunc) interface {
	payment.Provider
} {
	t.Helper()
	capture := `{"id":"CAP1","status":"` + status + `","invoice_id":"k0","custom_id":"t0","amount":{"currency_code":"JPY","value":"1000"},"supplementary_data":{"related_ids":{"order_id":"ORDER1"}}}`
	return against(t, func(w http.ResponseWriter, r *http.Request) {
		switch {
		case r.Method == http.MethodPost:
			post(w, r)
		case r.URL.Path == "/v2/payments/captures/CAP1":
			fmt.Fprint(w, capture)
		case r.URL.Path == "/v2/payments/refunds/REF0":
			fmt.Fprint(w, `{"id":"REF0","status":"FAILED","invoice_id":"an-earlier-key","custom_id":"t1"}`)
		default:
			fmt.Fprintf(w, `{"id":"ORDER1","status":"COMPLETED","purchase_units":[{"payments":{"captures":[%s],"refunds":[%s]}}]}`, capture, refunds)
		}
	})
}

func one(id, status, key string, value int) string {
	return fmt.Sprintf(`{"id":%q,"status":%q,"invoice_id":%q,"custom_id":"t1","amount":{"currency_code":"JPY","value":"%d"}}`, id, status, key, value)
}

// A refund without an answer is found by its key among those of its order; where the
// list can't tell, it is an error and never "not found".
func TestFindRefund(t *testing.T) {
	t.Parallel()
	for name, row := range map[string]struct {
		status, refunds string
		want            payment.Answer
		err             string
	}{
		"none at all":             {"COMPLETED", "", payment.Answer{Status: transfer.NotFound}, ""},
		"it is there":             {"PARTIALLY_REFUNDED", one("R1", "COMPLETED", "other", 300) + "," + one("R2", "COMPLETED", someKey, 300), payment.Answer{Status: transfer.Succeeded, Ref: "R2", Amount: yen(300)}, ""},
		"it waits":                {"COMPLETED", one("R2", "PENDING", someKey, 300), payment.Answer{Status: transfer.Pending, Ref: "R2"}, ""},
		"it failed":               {"COMPLETED", one("R2", "FAILED", someKey, 300), payment.Answer{Status: transfer.Failed, Reason: "FAILED"}, ""},
		"it came back":            {"COMPLETED", one("R2", "CANCELLED", someKey, 300), payment.Answer{Status: transfer.Reversed, Ref: "R2", Reason: "CANCELLED"}, ""},
		"others alone":            {"PARTIALLY_REFUNDED", one("R1", "COMPLETED", "other", 300), payment.Answer{Status: transfer.NotFound}, ""},
		"unnamed, another amount": {"PARTIALLY_REFUNDED", one("R1", "COMPLETED", "", 299), payment.Answer{Status: transfer.NotFound}, ""},
		"unnamed, this amount":    {"PARTIALLY_REFUNDED", one("R1", "COMPLETED", "", 300), payment.Answer{}, "do not tell whether"},
		"a list that lags behind": {"PARTIALLY_REFUNDED", "", payment.Answer{}, "do not tell whether"},
		"a strange status":        {"COMPLETED", one("R2", "PERHAPS", someKey, 300), payment.Answer{}, "unknown status"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := capturedBy(t, row.status, row.refunds, nil)
			for _, earlier := range []string{"", "REF0"} { // the id of a try under another key misleads nobody
				a, err := p.Lookup(t.Context(), payment.Call{Kind: transfer.Refund, Transfer: "t1", Key: someKey, Of: "CAP1", DoneRef: earlier, Amount: yen(300), FirstSent: time.Now()})
				if row.err != "" {
					require.ErrorContains(t, err, row.err)
					continue
				}
				require.NoError(t, err)
				require.Equal(t, row.want, a)
			}
		})
	}
}

// A refund that PayPal refuses because it was done already, under a request id that
// it has forgotten, is found and not told as a no.
func TestRefundDoneBefore(t *testing.T) {
	t.Parallel()
	call := payment.Call{Transfer: "t1", Key: someKey, Of: "CAP1", Amount: yen(300)}
	for _, issue := range []string{"DUPLICATE_INVOICE_ID", "CAPTURE_FULLY_REFUNDED", "REFUND_AMOUNT_EXCEEDED"} {
		no := says(422, `{"name":"UNPROCESSABLE_ENTITY","details":[{"issue":"`+issue+`"}]}`)
		a, err := capturedBy(t, "REFUNDED", one("R2", "COMPLETED", someKey, 300), no).Refund(t.Context(), call)
		require.NoError(t, err)
		require.Equal(t, payment.Answer{Status: transfer.Succeeded, Ref: "R2", Amount: yen(300)}, a)
		a, err = capturedBy(t, "REFUNDED", one("R2", "COMPLETED", "other", 1000), no).Refund(t.Context(), call)
		require.NoError(t, err)
		require.Equal(t, payment.Answer{Status: transfer.Failed, Reason: issue}, a)
		_, err = capturedBy(t, "REFUNDED", "", no).Refund(t.Context(), call)
		require.ErrorContains(t, err, "do not tell whether")
	}
}
