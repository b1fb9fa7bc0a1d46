package paypaltest

import (
	"encoding/json"
	"errors"
	"net/http"
	"time"

	"github.com/torikime/torikime/policy/money"
	"github.com/torikime/torikime/transaction/payment"
	"github.com/torikime/torikime/transaction/payment/fake"
	"github.com/torikime/torikime/transaction/transfer"
)

func (s *Server) refundCapture(r *http.Request) reply {
	var asked struct {
		CustomID  string `json:"custom_id"`
		InvoiceID string `json:"invoice_id"`
		Amount    struct {
			Currency string `json:"currency_code"`
			Value    string `json:"value"`
		} `json:"amount"`
	}
	key := r.Header.Get("PayPal-Request-Id")
	if json.NewDecoder(r.Body).Decode(&asked) != nil || asked.InvoiceID != key || len(asked.CustomID) > 127 {
		return refuse(http.StatusBadRequest, "INVALID_REQUEST", "MALFORMED_REQUEST_JSON")
	}
	amount, err := money.Parse(asked.Amount.Value, asked.Amount.Currency)
	if err != nil {
		return unprocessable("DECIMAL_PRECISION")
	}
	of := inner(r.PathValue("id"))
	if s.deed(of).Kind != transfer.Capture {
		return notFound()
	}
	a, err := s.Fake.Refund(r.Context(), payment.Call{Transfer: decode(asked.CustomID), Kind: transfer.Refund, Key: key, Amount: amount, Of: of})
	if errors.Is(err, fake.ErrKeyReused) {
		d, err := s.byKey(transfer.Refund, key)
		if err != nil {
			return failure(fake.ErrKeyReused)
		}
		return reply{status: http.StatusOK, body: s.refund(d)}
	}
	switch {
	case err != nil:
		return failure(err)
	case a.Ref != "":
		return reply{status: http.StatusCreated, body: s.refund(s.deed(a.Ref))}
	}
	return s.refused(of, a.Reason)
}

// refused is PayPal's word for what the fake has no refund for.
func (s *Server) refused(of, reason string) reply {
	d := s.deed(of)
	words := map[string]string{
		"refund_too_late": "REFUND_TIME_LIMIT_EXCEEDED", "currency_differs": "CURRENCY_MISMATCH", "amount_invalid": "CANNOT_BE_ZERO_OR_NEGATIVE",
		"not_captured": "REFUND_NOT_ALLOWED", "capture_reversed": "CAPTURE_FULLY_REFUNDED", "amount_above_capture": "REFUND_AMOUNT_EXCEEDED",
	}
	issue := words[reason]
	if reason == "amount_above_capture" && s.sentBack(of) >= d.Amount.Units() {
		issue = "CAPTURE_FULLY_REFUNDED"
	}
	if issue == "" {
		issue = "TRANSACTION_REFUSED"
	}
	return unprocessable(issue)
}

func (s *Server) getRefund(r *http.Request) reply {
	id := inner(r.PathValue("id"))
	if reply, bad := s.look(r, transfer.Refund, payment.Call{DoneRef: id}); bad {
		return reply
	}
	d := s.deed(id)
	if d.Kind != transfer.Refund {
		return notFound()
	}
	return reply{status: http.StatusOK, body: s.refund(d)}
}

var refundStatus = map[transfer.Status]string{
	transfer.Succeeded: "COMPLETED", transfer.Pending: "PENDING", transfer.Failed: "FAILED", transfer.Reversed: "CANCELLED",
}

func (s *Server) refund(d fake.Deed) object {
	return object{
		"id": outer(d.ID), "status": refundStatus[d.Status], "amount": amountOf(d.Amount), "custom_id": encode(d.Transfer), "invoice_id": d.Key, "create_time": stamp(d.At),
		"links": []object{{"href": s.URL + "/v2/payments/captures/" + outer(d.Of), "rel": "up", "method": "GET"}},
	}
}

// refunds are those of a capture; one that its buyer's bank took back has one that
// nobody asked for here.
func (s *Server) refunds(capture string) []object {
	list := []object{}
	for _, d := range s.Fake.Books().Deeds {
		switch {
		case d.Kind == transfer.Refund && d.Of == capture:
			list = append(list, s.refund(d))
		case d.ID == capture && d.Status == transfer.Reversed:
			list = append(list, object{
				"id": outer("rev_" + d.ID[4:]), "status": "COMPLETED", "amount": amountOf(d.Amount), "custom_id": encode(d.Transfer), "invoice_id": s.invoice(d), "create_time": stamp(d.At),
			})
		}
	}
	return list
}

// sentBack is what has gone back of a capture.
func (s *Server) sentBack(capture string) int64 {
	var sum int64
	for _, d := range s.Fake.Books().Deeds {
		if d.Kind == transfer.Refund && d.Of == capture && (d.Status == transfer.Succeeded || d.Status == transfer.Pending) {
			sum += d.Amount.Units()
		}
	}
	return sum
}

func stamp(at time.Time) string { return at.UTC().Format(time.RFC3339) }
