package paypal_test

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/policy/money"
	"github.com/torikime/torikime/transaction/payment"
	"github.com/torikime/torikime/transaction/payment/fake"
	"github.com/torikime/torikime/transaction/payment/paypal"
	"github.com/torikime/torikime/transaction/payment/paypal/paypaltest"
	"github.com/torikime/torikime/transaction/transfer"
)

func amountIn(t *testing.T, value, code string) money.Money {
	t.Helper()
	m, err := money.Parse(value, code)
	require.NoError(t, err)
	return m
}

// An order is asked for exactly so: the form, the amount's digits, our references,
// where the buyer comes back to, and the request id.
func TestAuthoriseAsks(t *testing.T) {
	t.Parallel()
	for _, row := range []struct{ amount, code, value string }{
		{"1500", "JPY", "1500"}, {"10.50", "USD", "10.50"}, {"0.07", "EUR", "0.07"}, {"1500.00", "TWD", "1500"}, {"999999999999.99", "GBP", "999999999999.99"},
	} {
		p := against(t, func(w http.ResponseWriter, r *http.Request) {
			body, err := io.ReadAll(r.Body)
			if err != nil {
				t.Error(err)
			}
			want := `{"intent":"CAPTURE","purchase_units":[{"custom_id":"order,2f7","invoice_id":"` + someKey + `","description":"a “logo” ロゴ",
				"amount":{"currency_code":"` + row.code + `","value":"` + row.value + `"}}],
				"payment_source":{"paypal":{"experience_context":{"landing_page":"GUEST_CHECKOUT","shipping_preference":"NO_SHIPPING","user_action":"PAY_NOW",
				"payment_method_preference":"IMMEDIATE_PAYMENT_REQUIRED","return_url":"https://shop.example/r?a=1&b=2","cancel_url":"https://shop.example/c"}}}}`
			if r.Method+r.URL.Path != "POST/v2/checkout/orders" || !jsonEqual(want, string(body)) {
				t.Errorf("%s %s %s", r.Method, r.URL.Path, body)
			}
			h := r.Header
			if h.Get("PayPal-Request-Id") != someKey || h.Get("Authorization") != "Bearer token-of-mine" || h.Get("Prefer") != "return=representation" ||
				h.Get("Content-Type") != "application/json" || !strings.HasPrefix(h.Get("User-Agent"), "torikime-paypal") {
				t.Errorf("%v", h)
			}
			says(201, `{"id":"5O190127TN364715T","status":"PAYER_ACTION_REQUIRED","links":[{"rel":"self","href":"https://api-m.paypal.com/x"},
				{"rel":"payer-action","href":"https://www.paypal.com/checkoutnow?token=5O190127TN364715T"}]}`)(w, r)
		})
		a, err := p.Authorise(t.Context(), payment.Call{
			Transfer: "order/7", Key: someKey, Amount: amountIn(t, row.amount, row.code), Method: paypal.MethodCard, Description: "a “logo”\n\tロゴ",
			ReturnURL: "https://shop.example/r?a=1&b=2", CancelURL: "https://shop.example/c",
		})
		require.NoError(t, err)
		require.Equal(t, payment.Answer{Status: transfer.AwaitsBuyer, Ref: "5O190127TN364715T", URL: "https://www.paypal.com/checkoutnow?token=5O190127TN364715T"}, a)
	}
}

func jsonEqual(a, b string) bool {
	var x, y any
	return json.Unmarshal([]byte(a), &x) == nil && json.Unmarshal([]byte(b), &y) == nil && fmt.Sprint(x) == fmt.Sprint(y)
}

// What PayPal would refuse is refused without asking it.
func TestAuthoriseRefuses(t *testing.T) {
	t.Parallel()
	p := against(t, func(http.ResponseWriter, *http.Request) { t.Error("PayPal was asked") })
	good := payment.Call{Transfer: "t", Key: someKey, Amount: yen(100)}
	for want, change := range map[string]func(c *payment.Call){
		"CURRENCY_NOT_SUPPORTED":       func(c *payment.Call) { c.Amount = amountIn(t, "1.000", "KWD") },
		"DECIMALS_NOT_SUPPORTED":       func(c *payment.Call) { c.Amount = amountIn(t, "100.01", "HUF") },
		"CANNOT_BE_ZERO_OR_NEGATIVE":   func(c *payment.Call) { c.Amount = yen(0) },
		"PAYMENT_METHOD_NOT_SUPPORTED": func(c *payment.Call) { c.Method = "konbini" },
		"TRANSFER_ID_TOO_LONG":         func(c *payment.Call) { c.Transfer = strings.Repeat("x", 128) },
	} {
		c := good
		change(&c)
		a, err := p.Authorise(t.Context(), c)
		require.NoError(t, err)
		require.Equal(t, payment.Answer{Status: transfer.Failed, Reason: want}, a)
	}
	for want, change := range map[string]func(c *payment.Call){
		"TRANSFER_ID_TOO_LONG":   func(c *payment.Call) { c.Transfer = strings.Repeat("x", 64) },
		"RECEIVER_INVALID":       func(c *payment.Call) { c.To = strings.Repeat("x", 128) },
		"DECIMALS_NOT_SUPPORTED": func(c *payment.Call) { c.Amount = amountIn(t, "100.01", "TWD") },
	} {
		c := good
		c.To = "seller@example.com"
		change(&c)
		a, err := p.Payout(t.Context(), c)
		require.NoError(t, err)
		require.Equal(t, payment.Answer{Status: transfer.Failed, Reason: want}, a)
	}
}

// Every status of an order and of its capture is read as what it means.
func TestOrderStatuses(t *testing.T) {
	t.Parallel()
	page := `"links":[{"rel":"approve","href":"https://www.sandbox.paypal.com/checkoutnow?token=ORDER1"}]`
	done := func(status, more string) string {
		return `{"id":"ORDER1","status":"COMPLETED","purchase_units":[{"payments":{"captures":[{"id":"CAP1","status":"` + status + `","invoice_id":"k1","custom_id":"t1",
			"amount":{"currency_code":"USD","value":"10.50"},"status_details":{"reason":"ECHECK"}}]` + more + `}}]}`
	}
	moved := amountIn(t, "10.50", "USD")
	for name, row := range map[string]struct {
		order string
		want  payment.Answer
		err   string
	}{
		"created":             {`{"id":"ORDER1","status":"CREATED",` + page + `}`, payment.Answer{Status: transfer.AwaitsBuyer, Ref: "ORDER1", URL: "https://www.sandbox.paypal.com/checkoutnow?token=ORDER1"}, ""},
		"approved":            {`{"id":"ORDER1","status":"APPROVED"}`, payment.Answer{Status: transfer.Authorised, Ref: "ORDER1"}, ""},
		"voided":              {`{"id":"ORDER1","status":"VOIDED"}`, payment.Answer{Status: transfer.Failed, Reason: "VOIDED"}, ""},
		"captured":            {done("COMPLETED", ""), payment.Answer{Status: transfer.Succeeded, Ref: "CAP1", Amount: moved}, ""},
		"partly sent back":    {done("PARTIALLY_REFUNDED", ""), payment.Answer{Status: transfer.Succeeded, Ref: "CAP1", Amount: moved}, ""},
		"sent back by us":     {done("REFUNDED", `,"refunds":[{"id":"R1","status":"COMPLETED","invoice_id":"k2","custom_id":"t2"}]`), payment.Answer{Status: transfer.Succeeded, Ref: "CAP1", Amount: moved}, ""},
		"sent back by others": {done("REFUNDED", `,"refunds":[{"id":"R1","status":"COMPLETED","invoice_id":"k1","custom_id":"t1"}]`), payment.Answer{Status: transfer.Reversed, Ref: "CAP1", Amount: moved, Reason: "REFUNDED_BY_ANOTHER"}, ""},
		"pending":             {done("PENDING", ""), payment.Answer{Status: transfer.Pending, Ref: "CAP1", Reason: "ECHECK"}, ""},
		"declined":            {done("DECLINED", ""), payment.Answer{Status: transfer.Failed, Reason: "ECHECK"}, ""},
		"failed":              {done("FAILED", ""), payment.Answer{Status: transfer.Failed, Reason: "ECHECK"}, ""},
		"declined, then paid": {strings.Replace(done("COMPLETED", ""), `"captures":[`, `"captures":[{"id":"CAP0","status":"DECLINED"},`, 1), payment.Answer{Status: transfer.Succeeded, Ref: "CAP1", Amount: moved}, ""},

		"done without a capture": {`{"id":"ORDER1","status":"COMPLETED"}`, payment.Answer{}, "completed without a capture"},
		"no page":                {`{"id":"ORDER1","status":"CREATED"}`, payment.Answer{}, "no page of PayPal's"},
		"a page elsewhere":       {`{"id":"ORDER1","status":"CREATED","links":[{"rel":"approve","href":"https://paypal.com.evil.example/"}]}`, payment.Answer{}, "no page of PayPal's"},
		"a page without TLS":     {`{"id":"ORDER1","status":"CREATED","links":[{"rel":"approve","href":"http://www.paypal.com/"}]}`, payment.Answer{}, "no page of PayPal's"},
		"a page of somebody":     {`{"id":"ORDER1","status":"CREATED","links":[{"rel":"approve","href":"https://a@www.paypal.com/"}]}`, payment.Answer{}, "no page of PayPal's"},
		"another transfer's":     {`{"id":"ORDER1","status":"APPROVED","purchase_units":[{"custom_id":"t9"}]}`, payment.Answer{}, "belongs to another transfer"},
		"two units":              {`{"id":"ORDER1","status":"APPROVED","purchase_units":[{},{}]}`, payment.Answer{}, "more than one purchase unit"},
		"a strange capture":      {done("PERHAPS", ""), payment.Answer{}, "unknown status"},
		"a strange currency":     {strings.Replace(done("COMPLETED", ""), "USD", "XXX", 1), payment.Answer{}, "no known currency"},
		"a strange amount":       {strings.Replace(done("COMPLETED", ""), "10.50", "1e3", 1), payment.Answer{}, "can't be read"},
		"nothing captured":       {strings.Replace(done("COMPLETED", ""), "10.50", "0.00", 1), payment.Answer{}, "zero or less"},
		"too many digits":        {strings.Replace(done("COMPLETED", ""), "10.50", "10.505", 1), payment.Answer{}, "can't be read"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := against(t, says(200, row.order))
			a, err := p.Lookup(t.Context(), payment.Call{Kind: transfer.Capture, Transfer: "t1", Key: someKey, Ref: "ORDER1"})
			if row.err != "" {
				require.ErrorContains(t, err, row.err)
				require.Equal(t, payment.Answer{}, a)
				return
			}
			require.NoError(t, err)
			require.Equal(t, row.want, a)
		})
	}
}

// A capture of less, or in another currency, is told as it is: whoever asked
// compares.
func TestCaptureTellsWhatMoved(t *testing.T) {
	t.Parallel()
	for fault, want := range map[fake.Fault]money.Money{fake.Partial: yen(500), fake.WrongCurrency: money.New(1000, money.USD)} {
		p, s := start(t, fake.Options{})
		c := payment.Call{Transfer: "t1", Kind: transfer.Capture, Key: "k1", Amount: yen(1000)}
		a, err := p.Authorise(t.Context(), c)
		require.NoError(t, err)
		require.NoError(t, s.Fake.Approve(paypaltest.Inner(a.Ref)))
		s.Fake.Next(transfer.Take, fault)
		c.Key, c.Ref = "k2", a.Ref
		a, err = p.Capture(t.Context(), c)
		require.NoError(t, err)
		require.Equal(t, transfer.Succeeded, a.Status)
		require.Equal(t, want, a.Amount)
	}
}

// An order that PayPal has dropped says nothing of whether it was captured: an error,
// unless the capture itself is known.
func TestDroppedOrder(t *testing.T) {
	t.Parallel()
	p := against(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/v2/payments/captures/CAP1" {
			says(200, `{"id":"CAP1","status":"COMPLETED","custom_id":"t1","amount":{"currency_code":"JPY","value":"1000"}}`)(w, r)
			return
		}
		says(404, `{"name":"RESOURCE_NOT_FOUND","details":[{"issue":"INVALID_RESOURCE_ID"}]}`)(w, r)
	})
	c := payment.Call{Kind: transfer.Capture, Transfer: "t1", Key: someKey, Ref: "ORDER1", FirstSent: time.Now()}
	_, err := p.Lookup(t.Context(), c)
	require.ErrorContains(t, err, "404 RESOURCE_NOT_FOUND")
	c.DoneRef = "CAP1"
	for _, ref := range []string{"ORDER1", ""} {
		c.Ref = ref
		a, err := p.Lookup(t.Context(), c)
		require.NoError(t, err)
		require.Equal(t, payment.Answer{Status: transfer.Succeeded, Ref: "CAP1", Amount: yen(1000)}, a)
	}
	c.Transfer = "t9"
	_, err = p.Lookup(t.Context(), c)
	require.ErrorContains(t, err, "belongs to another transfer")
}

// What is no id of PayPal's never becomes a part of an address.
func TestIDsAreChecked(t *testing.T) {
	t.Parallel()
	p := against(t, func(_ http.ResponseWriter, r *http.Request) { t.Errorf("PayPal was asked for %s", r.URL) })
	for _, id := range []string{"../../v1/x", "A/B", "A?b=c", "A B", "A\n", strings.Repeat("A", 65), "あ"} {
		c := payment.Call{Transfer: "t1", Key: someKey, Amount: yen(100), Ref: id, Of: id, DoneRef: id}
		_, err := p.Capture(t.Context(), c)
		require.ErrorContains(t, err, "is no id of a PayPal order")
		_, err = p.Refund(t.Context(), c)
		require.ErrorContains(t, err, "is no id of a PayPal capture")
		for _, c.Kind = range []transfer.Kind{transfer.Capture, transfer.Refund, transfer.Payout} {
			_, err = p.Lookup(t.Context(), c)
			require.ErrorContains(t, err, "is no id of a PayPal")
		}
	}
	_, err := p.Lookup(t.Context(), payment.Call{})
	require.ErrorContains(t, err, "capture, refund or payout is right")
}
