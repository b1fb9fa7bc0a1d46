package paypaltest

import (
	"encoding/json"
	"net/http"

	"github.com/torikime/torikime/policy/money"
	"github.com/torikime/torikime/transaction/payment"
	"github.com/torikime/torikime/transaction/payment/fake"
	"github.com/torikime/torikime/transaction/transfer"
)

func (s *Server) createPayout(r *http.Request) reply {
	var asked struct {
		Header struct {
			ID string `json:"sender_batch_id"`
		} `json:"sender_batch_header"`
		Items []struct {
			Type     string `json:"recipient_type"`
			Receiver string `json:"receiver"`
			ItemID   string `json:"sender_item_id"`
			Amount   struct {
				Currency string `json:"currency"`
				Value    string `json:"value"`
			} `json:"amount"`
		} `json:"items"`
	}
	if json.NewDecoder(r.Body).Decode(&asked) != nil || asked.Header.ID == "" || len(asked.Header.ID) > 30 || len(asked.Items) != 1 {
		return refuse(http.StatusBadRequest, "VALIDATION_ERROR", "MALFORMED_REQUEST_JSON")
	}
	item := asked.Items[0]
	if len(item.ItemID) > 63 || item.Receiver == "" || item.Type == "" {
		return refuse(http.StatusBadRequest, "VALIDATION_ERROR", "INVALID_STRING_LENGTH")
	}
	amount, err := money.Parse(item.Amount.Value, item.Amount.Currency)
	if err != nil {
		return refuse(http.StatusBadRequest, "VALIDATION_ERROR", "INVALID_AMOUNT")
	}
	if known, err := s.byKey(transfer.Payout, asked.Header.ID); err == nil {
		return s.duplicate(known)
	}
	a, err := s.Fake.Payout(r.Context(), payment.Call{
		Transfer: decode(item.ItemID), Kind: transfer.Payout, Key: asked.Header.ID, Amount: amount, To: item.Receiver,
	})
	if err != nil {
		return failure(err)
	}
	if a.Ref == "" {
		return unprocessable("INSUFFICIENT_FUNDS")
	}
	batch := s.batch(s.deed(a.Ref))
	delete(batch, "items")
	batch["batch_header"].(object)["batch_status"] = "PENDING"
	return reply{status: http.StatusCreated, body: batch}
}

// duplicate is the answer to a sender_batch_id that was used before.
func (s *Server) duplicate(d fake.Deed) reply {
	answer := refuse(http.StatusBadRequest, "USER_BUSINESS_ERROR", "")
	answer.body.(object)["details"] = []object{{
		"field": "SENDER_BATCH_ID", "location": "body", "issue": "Batch with given sender_batch_id already exists",
		"link": []object{{"href": s.URL + "/v1/payments/payouts/" + outer(d.ID), "rel": "self", "method": "GET"}},
	}}
	return answer
}

func (s *Server) getPayout(r *http.Request) reply {
	id := inner(r.PathValue("id"))
	if reply, bad := s.look(r, transfer.Payout, payment.Call{DoneRef: id}); bad {
		return reply
	}
	d := s.deed(id)
	if d.Kind != transfer.Payout {
		return notFound()
	}
	return reply{status: http.StatusOK, body: s.batch(d)}
}

var itemStatus = map[transfer.Status]string{
	transfer.Succeeded: "SUCCESS", transfer.Pending: "PENDING", transfer.Failed: "FAILED", transfer.Reversed: "RETURNED",
}

func (s *Server) batch(d fake.Deed) object {
	status := "SUCCESS"
	if d.Status == transfer.Pending {
		status = "PROCESSING"
	}
	amount := object{"currency": d.Amount.Currency().String(), "value": paypalValue(d.Amount)}
	item := object{
		"payout_item_id": "ITEM" + outer(d.ID), "payout_batch_id": outer(d.ID), "transaction_status": itemStatus[d.Status],
		"payout_item": object{"recipient_type": "EMAIL", "receiver": d.To, "amount": amount, "sender_item_id": encode(d.Transfer)},
	}
	if d.Status == transfer.Failed {
		item["errors"] = object{"name": "RECEIVER_ACCOUNT_LOCKED", "message": "The receiver's account is locked."}
	}
	return object{
		"batch_header": object{
			"payout_batch_id": outer(d.ID), "batch_status": status, "time_created": stamp(d.At),
			"sender_batch_header": object{"sender_batch_id": d.Key}, "amount": amount,
		},
		"items": []object{item},
	}
}
