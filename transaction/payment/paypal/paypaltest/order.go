package paypaltest

import (
	"encoding/json"
	"errors"
	"net/http"
	"slices"
	"strings"

	"github.com/torikime/torikime/policy/money"
	"github.com/torikime/torikime/transaction/payment"
	"github.com/torikime/torikime/transaction/payment/fake"
	"github.com/torikime/torikime/transaction/transfer"
)

type object = map[string]any

// amountOf writes an amount as PayPal does.
func amountOf(m money.Money) object {
	return object{"currency_code": m.Currency().String(), "value": paypalValue(m)}
}

// paypalValue leaves the point out where PayPal knows none.
func paypalValue(m money.Money) string {
	if code := m.Currency().String(); code == "HUF" || code == "TWD" {
		whole, _, _ := strings.Cut(m.Amount(), ".")
		return whole
	}
	return m.Amount()
}

func (s *Server) createOrder(r *http.Request) reply {
	var asked struct {
		Intent string `json:"intent"`
		Units  []struct {
			CustomID    string `json:"custom_id"`
			InvoiceID   string `json:"invoice_id"`
			Description string `json:"description"`
			Amount      struct {
				Currency string `json:"currency_code"`
				Value    string `json:"value"`
			} `json:"amount"`
		} `json:"purchase_units"`
		Source struct {
			PayPal struct {
				Experience struct {
					ReturnURL string `json:"return_url"`
					CancelURL string `json:"cancel_url"`
				} `json:"experience_context"`
			} `json:"paypal"`
		} `json:"payment_source"`
	}
	if json.NewDecoder(r.Body).Decode(&asked) != nil || asked.Intent != "CAPTURE" || len(asked.Units) != 1 {
		return refuse(http.StatusBadRequest, "INVALID_REQUEST", "MALFORMED_REQUEST_JSON")
	}
	unit := asked.Units[0]
	if len(unit.CustomID) > 127 || len(unit.InvoiceID) > 127 || len([]rune(unit.Description)) > 127 {
		return refuse(http.StatusBadRequest, "INVALID_REQUEST", "INVALID_STRING_LENGTH")
	}
	amount, err := money.Parse(unit.Amount.Value, unit.Amount.Currency)
	if err != nil {
		return unprocessable("DECIMAL_PRECISION")
	}
	key := r.Header.Get("PayPal-Request-Id")
	status := http.StatusCreated
	if slices.ContainsFunc(s.Fake.Books().Deeds, func(d fake.Deed) bool { return d.Key == key }) {
		status = http.StatusOK
	}
	a, err := s.Fake.Authorise(r.Context(), payment.Call{
		Transfer: decode(unit.CustomID), Kind: transfer.Capture, Key: key, Amount: amount, Method: fake.Checkout, Description: unit.Description,
		ReturnURL: asked.Source.PayPal.Experience.ReturnURL, CancelURL: asked.Source.PayPal.Experience.CancelURL,
	})
	if err != nil {
		return failure(err)
	}
	if a.Status == transfer.Failed {
		return unprocessable(strings.ToUpper(a.Reason))
	}
	return s.order(a.Ref, status)
}

func (s *Server) getOrder(r *http.Request) reply {
	id := inner(r.PathValue("id"))
	if reply, bad := s.look(r, transfer.Capture, payment.Call{Ref: id}); bad {
		return reply
	}
	return s.order(id, http.StatusOK)
}

// look lets the faults of a lookup happen.
func (s *Server) look(r *http.Request, k transfer.Kind, c payment.Call) (reply, bool) {
	c.Kind = k
	_, err := s.Fake.Lookup(r.Context(), c)
	if err != nil {
		return failure(err), true
	}
	return reply{}, false
}

func (s *Server) captureOrder(r *http.Request) reply {
	id := inner(r.PathValue("id"))
	key := strings.TrimSuffix(r.Header.Get("PayPal-Request-Id"), "-capture")
	pay, err := s.Fake.Payment(id)
	switch {
	case err != nil:
		return notFound()
	case pay.Stage == fake.Taken && s.deed(pay.Capture).Key != key:
		return unprocessable("ORDER_ALREADY_CAPTURED")
	}
	a, err := s.Fake.Capture(r.Context(), payment.Call{Transfer: pay.Transfer, Kind: transfer.Capture, Key: key, Amount: pay.Amount, Ref: id})
	switch {
	case err != nil:
		return failure(err)
	case a.Status != transfer.Failed:
		return s.order(id, http.StatusCreated)
	case a.Reason == "not_authorised":
		return unprocessable("ORDER_NOT_APPROVED")
	case a.Reason == "authorisation_expired":
		return unprocessable("ORDER_EXPIRED")
	}
	return unprocessable("INSTRUMENT_DECLINED")
}

// order is an order as it stands now.
func (s *Server) order(id string, status int) reply {
	pay, err := s.Fake.Payment(id)
	if err != nil {
		return notFound()
	}
	unit := object{
		"reference_id": "default", "custom_id": encode(pay.Transfer), "invoice_id": pay.Key, "description": pay.Description, "amount": amountOf(pay.Amount),
	}
	o := object{"id": outer(pay.ID), "intent": "CAPTURE", "purchase_units": []object{unit}, "create_time": stamp(pay.CreatedAt)}
	links := []object{{"href": s.URL + "/v2/checkout/orders/" + outer(pay.ID), "rel": "self", "method": "GET"}}
	switch pay.Stage {
	case fake.AwaitsBuyer, fake.Declined, fake.Abandoned:
		o["status"] = "PAYER_ACTION_REQUIRED"
		links = append(links, object{"href": s.URL + "/checkoutnow?token=" + outer(pay.ID), "rel": "payer-action", "method": "GET"})
	case fake.Authorised:
		o["status"] = "APPROVED"
	case fake.Expired:
		return notFound()
	case fake.Taken:
		o["status"] = "COMPLETED"
		unit["payments"] = object{"captures": []object{s.capture(s.deed(pay.Capture))}, "refunds": s.refunds(pay.Capture)}
	}
	o["links"] = links
	return reply{status: status, body: o}
}

var captureStatus = map[transfer.Status]string{transfer.Pending: "PENDING", transfer.Failed: "DECLINED", transfer.Reversed: "REFUNDED"}

func (s *Server) capture(d fake.Deed) object {
	status, ended := captureStatus[d.Status]
	if !ended {
		status = "COMPLETED"
		back := s.sentBack(d.ID)
		if back >= d.Amount.Units() {
			status = "REFUNDED"
		} else if back > 0 {
			status = "PARTIALLY_REFUNDED"
		}
	}
	c := object{
		"id": outer(d.ID), "status": status, "amount": amountOf(d.Amount), "final_capture": true, "custom_id": encode(d.Transfer),
		"invoice_id": s.invoice(d), "supplementary_data": object{"related_ids": object{"order_id": outer(d.Of)}}, "create_time": stamp(d.At),
	}
	if status == "PENDING" {
		c["status_details"] = object{"reason": "PENDING_REVIEW"}
	}
	return c
}

// invoice is the invoice_id that an order gave its capture.
func (s *Server) invoice(capture fake.Deed) string {
	pay, err := s.Fake.Payment(capture.Of)
	if err != nil {
		return ""
	}
	return pay.Key
}

// deed is one of the fake's deeds; the zero Deed: it has none of this id.
func (s *Server) deed(id string) fake.Deed {
	for _, d := range s.Fake.Books().Deeds {
		if d.ID == id {
			return d
		}
	}
	return fake.Deed{}
}

func (s *Server) byKey(k transfer.Kind, key string) (fake.Deed, error) {
	for _, d := range s.Fake.Books().Deeds {
		if d.Kind == k && d.Key == key {
			return d, nil
		}
	}
	return fake.Deed{}, errors.New("nothing has this key")
}

func (s *Server) getCapture(r *http.Request) reply {
	id := inner(r.PathValue("id"))
	if reply, bad := s.look(r, transfer.Capture, payment.Call{DoneRef: id}); bad {
		return reply
	}
	d := s.deed(id)
	if d.Kind != transfer.Capture {
		return notFound()
	}
	return reply{status: http.StatusOK, body: s.capture(d)}
}
