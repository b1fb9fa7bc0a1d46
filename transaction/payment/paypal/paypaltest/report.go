package paypaltest

import (
	"net/http"
	"strconv"
	"time"

	"github.com/torikime/torikime/policy/money"
	"github.com/torikime/torikime/transaction/payment"
	"github.com/torikime/torikime/transaction/transfer"
)

// MaxLines is how many lines one report has at most.
const MaxLines = 10_000

func (s *Server) report(r *http.Request) reply {
	query := r.URL.Query()
	from, err1 := time.Parse(time.RFC3339, query.Get("start_date"))
	to, err2 := time.Parse(time.RFC3339, query.Get("end_date"))
	size, err3 := strconv.Atoi(query.Get("page_size"))
	page, err4 := strconv.Atoi(query.Get("page"))
	if err1 != nil || err2 != nil || err3 != nil || err4 != nil || size < 1 || size > 500 || page < 1 {
		return refuse(http.StatusBadRequest, "INVALID_REQUEST", "INVALID_PARAMETER_SYNTAX")
	}
	if to.Sub(from) > 31*24*time.Hour+time.Second {
		return refuse(http.StatusBadRequest, "INVALID_REQUEST", "DATE_RANGE_TOO_LARGE")
	}
	lines := []object{}
	err := s.Fake.Movements(r.Context(), from, to.Add(time.Second), func(m payment.Movement) error {
		lines = append(lines, lineOf(m))
		return nil
	})
	switch {
	case err != nil:
		return failure(err)
	case len(lines) > MaxLines:
		return refuse(http.StatusBadRequest, "RESULTSET_TOO_LARGE", "")
	}
	pages := (len(lines) + size - 1) / size
	first := min((page-1)*size, len(lines))
	return reply{status: http.StatusOK, body: object{
		"transaction_details": lines[first:min(first+size, len(lines))], "total_items": len(lines), "total_pages": pages, "page": page,
	}}
}

func lineOf(m payment.Movement) object {
	codes := map[transfer.Kind][2]string{transfer.Capture: {"T0006", "T1106"}, transfer.Refund: {"T1107", "T0000"}, transfer.Payout: {"T0001", "T1114"}}
	code, in := codes[m.Kind][0], m.Kind == transfer.Capture
	if m.Reversal {
		code, in = codes[m.Kind][1], !in
	}
	amount := m.Amount
	if !in {
		amount = amount.Neg()
	}
	return object{"transaction_info": object{
		"transaction_id": outer(m.Ref), "transaction_event_code": code, "transaction_status": "S", "transaction_amount": reportAmount(amount),
		"transaction_initiation_date": m.At.UTC().Format("2006-01-02T15:04:05-0700"), "custom_field": encode(m.Transfer),
	}}
}

// reportAmount has two digits in every currency, as reports do.
func reportAmount(m money.Money) object {
	value := m.Amount()
	if m.Currency().Digits() == 0 {
		value += ".00"
	}
	return object{"currency_code": m.Currency().String(), "value": value}
}
