package stripe_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/policy/money"
	"github.com/torikime/torikime/transaction/payment"
	"github.com/torikime/torikime/transaction/payment/stripe"
	"github.com/torikime/torikime/transaction/transfer"
)

// echo is an adapter at a server that transfers whatever it is asked to, and the
// last amount that it was asked for.
func echo(t *testing.T) (*stripe.Provider, *string) {
	t.Helper()
	asked := new(string)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		form, err := url.ParseQuery(string(body))
		if err != nil {
			return
		}
		*asked = form.Get("amount") + " " + form.Get("currency")
		_, _ = io.WriteString(w, `{"id":"tr_1","object":"transfer","amount":`+form.Get("amount")+`,"currency":"`+form.Get("currency")+`"}`)
	}))
	t.Cleanup(server.Close)
	p, err := stripe.New(stripe.Options{Key: secretKey, URL: server.URL})
	require.NoError(t, err)
	return p, asked
}

// Amounts go out as Stripe counts them and come back as they were; what Stripe cannot
// count is refused here, and nothing is sent.
func TestAmounts(t *testing.T) {
	t.Parallel()
	p, asked := echo(t)
	for _, row := range []struct {
		code  string
		units int64
		want  string // what Stripe is asked for, or why it is not
	}{
		{"USD", 1050, "1050 usd"},
		{"JPY", 500, "500 jpy"},
		{"KRW", 500, "500 krw"},
		{"XOF", 500, "500 xof"},
		{"ISK", 5, "500 isk"},
		{"UGX", 7000, "700000 ugx"},
		{"ISK", money.Max / 100, strconv.FormatInt(money.Max/100*100, 10) + " isk"},
		{"ISK", money.Max/100 + 1, "amount_too_large"},
		{"MGA", 4500, "45 mga"},
		{"MGA", 4550, "amount_too_precise"},
		{"KWD", 5120, "5120 kwd"},
		{"KWD", 5124, "amount_too_precise"},
		{"BHD", 9, "amount_too_precise"},
		{"JOD", 10, "10 jod"},
		{"OMR", 11, "amount_too_precise"},
		{"TND", 20, "20 tnd"},
		{"HUF", 1045, "1045 huf"},
		{"TWD", 1045, "1045 twd"},
		{"IQD", 1000, "currency_not_supported"},
		{"CLF", 1000, "currency_not_supported"},
		{"KPW", 1000, "currency_not_supported"},
		{"USD", 0, "amount_not_positive"},
		{"USD", -5, "amount_not_positive"},
		{"USD", money.Max, strconv.FormatInt(money.Max, 10) + " usd"},
		{"USD", money.Max + 1, "amount_too_large"},
	} {
		currency, err := money.ParseCurrency(row.code)
		require.NoError(t, err)
		amount := money.New(row.units, currency)
		*asked = ""
		a, err := p.Payout(t.Context(), payment.Call{Transfer: "t-1", Kind: transfer.Payout, Key: "k", Amount: amount, To: "acct_1"})
		require.NoError(t, err, amount)
		if !strings.Contains(row.want, " ") {
			require.Equal(t, payment.Answer{Status: transfer.Failed, Reason: row.want}, a, amount)
			require.Empty(t, *asked)
			continue
		}
		require.Equal(t, row.want, *asked)
		require.Equal(t, payment.Answer{Status: transfer.Succeeded, Ref: "tr_1", Amount: amount}, a)
	}
	a, err := p.Payout(t.Context(), payment.Call{Transfer: "t-1", Kind: transfer.Payout, Key: "k", To: "acct_1"})
	require.NoError(t, err)
	require.Equal(t, "currency_not_supported", a.Reason, "an amount without a currency")
}

// An amount that Stripe can't mean is no answer: a fraction of what has none, another
// sign, a currency that nobody knows.
func TestAmounts_Nonsense(t *testing.T) {
	t.Parallel()
	for _, body := range []string{
		`{"id":"tr_1","amount":550,"currency":"isk"}`, `{"id":"tr_1","amount":-1,"currency":"usd"}`, `{"id":"tr_1","amount":1,"currency":"xxx"}`,
		`{"id":"tr_1","amount":1,"currency":""}`, `{"id":"tr_1","amount":1e3,"currency":"usd"}`, `{"id":"tr_1","amount":9223372036854775807,"currency":"usd"}`,
		`{"id":"tr_1","amount":9223372036854775807,"currency":"mga"}`, `{"id":"tr_1","amount":5,"amount_reversed":6,"currency":"usd"}`,
	} {
		p, _ := told(t, http.StatusOK, body)
		a, err := calls(p, t)["payout"]()
		require.Error(t, err, body)
		require.Equal(t, payment.Answer{}, a)
	}
}
