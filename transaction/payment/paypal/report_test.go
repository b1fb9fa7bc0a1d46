package paypal_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/policy/money"
	"github.com/torikime/torikime/transaction/payment"
	"github.com/torikime/torikime/transaction/transfer"
)

func reportLine(id, code, status, value, currency, at string) string {
	return fmt.Sprintf(`{"transaction_info":{"transaction_id":%q,"transaction_event_code":%q,"transaction_status":%q,"transaction_amount":{"currency_code":%q,"value":%q},"transaction_initiation_date":%q,"custom_field":"order,2f7"}}`,
		id, code, status, currency, value, at)
}

// movements is what an adapter tells of reports, from an instant on for a time.
func movements(t *testing.T, p payment.Reports, from time.Time, span time.Duration) ([]payment.Movement, error) {
	t.Helper()
	var list []payment.Movement
	err := p.Movements(t.Context(), from, from.Add(span), func(m payment.Movement) error {
		list = append(list, m)
		return nil
	})
	return list, err
}

// A report's lines are read as the movements that they are; what moved none of our
// money is left out.
func TestMovements(t *testing.T) {
	t.Parallel()
	now := time.Now().UTC().Truncate(time.Second)
	at := now.Add(-time.Hour).Format("2006-01-02T15:04:05-0700")
	lines := []string{
		reportLine("A1", "T0006", "S", "10.50", "USD", at), reportLine("A2", "T0006", "V", "1500.00", "JPY", at), reportLine("A3", "T1107", "S", "-3.00", "USD", at),
		reportLine("A4", "T1201", "S", "-10.50", "USD", at), reportLine("A5", "T0001", "S", "-700.00", "TWD", at), reportLine("A6", "T1114", "S", "700", "TWD", at),
		// not ours: pending, denied, as a customer, a fee, a withdrawal, a hold, nothing
		reportLine("B1", "T0006", "P", "1.00", "USD", at), reportLine("B2", "T0006", "D", "1.00", "USD", at), reportLine("B3", "T0006", "S", "-1.00", "USD", at),
		reportLine("B4", "T0104", "S", "-0.25", "USD", at), reportLine("B5", "T0400", "S", "-99.00", "USD", at), reportLine("B6", "T1503", "S", "-7.00", "USD", at),
		reportLine("B7", "T0006", "S", "0.00", "USD", at),
		// outside the hour that was asked for
		reportLine("C1", "T0006", "S", "1.00", "USD", now.Format(time.RFC3339)),
		reportLine("C2", "T0006", "S", "1.00", "USD", now.Add(-time.Hour-time.Second).Format(time.RFC3339)),
	}
	p := against(t, func(w http.ResponseWriter, r *http.Request) {
		q := r.URL.Query()
		if r.URL.Path != "/v1/reporting/transactions" || q.Get("fields") != "transaction_info" || q.Get("start_date") != now.Add(-time.Hour).Format(time.RFC3339) || q.Get("end_date") != now.Format(time.RFC3339) {
			t.Errorf("%s", r.URL)
		}
		half := map[string][]string{"1": lines[:5], "2": lines[5:]}[q.Get("page")]
		fmt.Fprintf(w, `{"transaction_details":[%s],"total_pages":2}`, strings.Join(half, ","))
	})
	got, err := movements(t, p, now.Add(-time.Hour), time.Hour)
	require.NoError(t, err)
	when := now.Add(-time.Hour)
	twd := amountIn(t, "700", "TWD")
	require.Equal(t, []payment.Movement{
		{Ref: "A1", Transfer: "order/7", Kind: transfer.Capture, Amount: money.New(1050, money.USD), At: when},
		{Ref: "A2", Transfer: "order/7", Kind: transfer.Capture, Amount: yen(1500), At: when},
		{Ref: "A3", Transfer: "order/7", Kind: transfer.Refund, Amount: money.New(300, money.USD), At: when},
		{Ref: "A4", Transfer: "order/7", Kind: transfer.Capture, Reversal: true, Amount: money.New(1050, money.USD), At: when},
		{Ref: "A5", Transfer: "order/7", Kind: transfer.Payout, Amount: twd, At: when},
		{Ref: "A6", Transfer: "order/7", Kind: transfer.Payout, Reversal: true, Amount: twd, At: when},
	}, got)
}

// A report that is too long is asked for in halves, and a long time in pieces that
// PayPal takes; no line is lost or told twice.
func TestMovementsInPieces(t *testing.T) {
	t.Parallel()
	now := time.Now().UTC().Truncate(time.Second)
	began := now.Add(-100 * 24 * time.Hour)
	var all []time.Time
	for at := began; at.Before(now); at = at.Add(7 * time.Hour) {
		all = append(all, at)
	}
	p := against(t, func(w http.ResponseWriter, r *http.Request) {
		from, err1 := time.Parse(time.RFC3339, r.URL.Query().Get("start_date"))
		to, err2 := time.Parse(time.RFC3339, r.URL.Query().Get("end_date"))
		if err1 != nil || err2 != nil || to.Sub(from) > 31*24*time.Hour {
			t.Errorf("%s", r.URL)
		}
		var lines []string
		for i, at := range all {
			if !at.Before(from) && !at.After(to) {
				lines = append(lines, reportLine(fmt.Sprintf("A%d", i), "T0006", "S", "1.00", "USD", at.Format(time.RFC3339)))
			}
		}
		switch {
		case len(lines) > 60:
			says(400, `{"name":"RESULTSET_TOO_LARGE","message":"Result set size is greater than the maximum limit."}`)(w, r)
		case len(lines) > 50:
			fmt.Fprint(w, `{"transaction_details":[],"total_pages":51}`)
		default:
			fmt.Fprintf(w, `{"transaction_details":[%s],"total_pages":1}`, strings.Join(lines, ","))
		}
	})
	got, err := movements(t, p, began, 100*24*time.Hour)
	require.NoError(t, err)
	require.Len(t, got, len(all))
	for i, m := range got {
		require.Equal(t, all[i], m.At)
	}
}

// A report that can't be read is an error, and no line of it is told.
func TestMovementsUnclear(t *testing.T) {
	t.Parallel()
	now := time.Now().UTC()
	good := reportLine("A1", "T0006", "S", "1.00", "USD", now.Add(-time.Minute).Format(time.RFC3339))
	for want, body := range map[string]string{
		"how many pages":     `{"transaction_details":[` + good + `]}`,
		"no JSON object":     `<html>`,
		"can't be read":      `{"total_pages":1,"transaction_details":[` + strings.Replace(good, `"1.00"`, `"one"`, 1) + `]}`,
		"no known currency":  `{"total_pages":1,"transaction_details":[` + strings.Replace(good, "USD", "ABC", 1) + `]}`,
		"transaction \"A1\"": `{"total_pages":1,"transaction_details":[` + strings.Replace(good, now.Format("2006"), "year", 1) + `]}`,
		"more lines than":    `{"total_pages":51,"transaction_details":[]}`,
	} {
		span := time.Hour
		if want == "more lines than" {
			span = time.Second
		}
		got, err := movements(t, against(t, says(200, body)), now.Add(-span), span)
		require.ErrorContains(t, err, want)
		require.Empty(t, got)
	}
}
