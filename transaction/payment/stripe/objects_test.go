package stripe_test

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/torikime/torikime/transaction/payment"
	"github.com/torikime/torikime/transaction/payment/fake"
	"github.com/torikime/torikime/transaction/transfer"
)

type m = map[string]any

// get answers questions about one object, or about a list.
func (s *server) get(r *http.Request) reply {
	path, query := strings.TrimPrefix(r.URL.Path, "/v1/"), r.URL.Query()
	expand := query["expand[]"]
	for i := range 4 {
		if e := query.Get("expand[" + strconv.Itoa(i) + "]"); e != "" {
			expand = append(expand, e)
		}
	}
	within := make([]string, len(expand))
	for i, e := range expand {
		within[i] = strings.TrimPrefix(e, "data.")
	}
	switch path {
	case "balance_transactions":
		return s.list(query, s.balance(query, within))
	case "disputes":
		return s.list(query, s.disputes(query.Get("payment_intent")))
	case "checkout/sessions":
		return s.list(query, s.shown("checkout.session", within, func(t *thing) bool { return true }))
	case "refunds":
		return s.list(query, s.shown("refund", within, func(t *thing) bool { return t.form.Get("payment_intent") == query.Get("payment_intent") }))
	case "transfers":
		return s.list(query, s.shown("transfer", within, func(t *thing) bool { return t.form.Get("transfer_group") == query.Get("transfer_group") }))
	}
	folder, id := path[:strings.LastIndex(path, "/")], path[strings.LastIndex(path, "/")+1:]
	kinds := map[string]string{"checkout/sessions": "checkout.session", "refunds": "refund", "transfers": "transfer", "payment_intents": "checkout.session"}
	t := s.find(kinds[folder], bare(id))
	switch {
	case t == nil:
		return no(http.StatusNotFound, "invalid_request_error", "resource_missing")
	case folder == "payment_intents":
		return ok(s.intent(t, expand))
	}
	return ok(s.show(t, expand))
}

// bare is the fake's id in one of Stripe's.
func bare(id string) string {
	for _, prefix := range []string{"cs_test_", "pi_", "re_", "tr_", "ch_"} {
		id = strings.TrimPrefix(id, prefix)
	}
	return id
}

// list is one page, newest first: of two, so that everybody has to turn pages.
func (s *server) list(query url.Values, newest []m) reply {
	if after := query.Get("starting_after"); after != "" {
		i := slices.IndexFunc(newest, func(o m) bool { return o["id"] == after })
		newest = newest[i+1:]
	}
	page := newest[:min(2, len(newest))]
	if page == nil {
		page = []m{}
	}
	return ok(m{"object": "list", "data": page, "has_more": len(newest) > 2, "url": "/v1"})
}

func (s *server) shown(kind string, expand []string, fits func(*thing) bool) []m {
	s.mu.Lock()
	all := slices.Clone(s.objects)
	s.mu.Unlock()
	var list []m
	for _, t := range slices.Backward(all) {
		if t.kind == kind && fits(t) {
			list = append(list, s.show(t, expand))
		}
	}
	return list
}

func (s *server) show(t *thing, expand []string) m {
	switch t.kind {
	case "refund":
		return s.refund(t)
	case "transfer":
		return s.transfer(t)
	}
	return s.session(t, expand)
}

func (s *server) payment(t *thing) fake.Payment {
	pay, err := s.Payment(t.id)
	if err != nil {
		panic(err)
	}
	return pay
}

func (s *server) session(t *thing, expand []string) m {
	pay := s.payment(t)
	o := m{
		"id": "cs_test_" + t.id, "object": "checkout.session", "status": "complete", "payment_status": "unpaid",
		"metadata": t.meta, "client_reference_id": t.form.Get("client_reference_id"), "payment_intent": "pi_" + t.id, "livemode": false,
	}
	if slices.ContainsFunc(expand, func(e string) bool { return strings.HasPrefix(e, "payment_intent") }) {
		var deeper []string
		for _, e := range expand {
			deeper = append(deeper, strings.TrimPrefix(e, "payment_intent."))
		}
		o["payment_intent"] = s.intent(t, deeper)
	}
	switch pay.Stage {
	case fake.AwaitsBuyer, fake.Declined, fake.Abandoned: // another card may be tried
		o["status"], o["url"], o["payment_intent"] = "open", "https://checkout.stripe.com/c/pay/"+t.id, nil
	case fake.Expired:
		o["status"] = "expired"
		if pay.WasAuthorised {
			o["status"] = "complete"
		}
	case fake.Taken:
		if s.deed(pay.Capture).Status == transfer.Succeeded {
			o["payment_status"] = "paid"
		}
	}
	return o
}

func (s *server) intent(t *thing, expand []string) m {
	pay := s.payment(t)
	o := m{
		"id": "pi_" + t.id, "object": "payment_intent", "amount": pay.Amount.Units(), "amount_received": 0,
		"currency": strings.ToLower(pay.Amount.Currency().String()), "metadata": t.meta, "status": "requires_payment_method",
		"client_secret": "pi_secret_of_the_buyer",
	}
	switch pay.Stage {
	case fake.Authorised:
		o["status"] = "requires_capture"
	case fake.Expired:
		o["status"], o["cancellation_reason"] = "canceled", "automatic"
	case fake.Taken:
		d := s.deed(pay.Capture)
		o["latest_charge"] = "ch_" + d.ID
		if slices.Contains(expand, "latest_charge") {
			o["latest_charge"] = m{"id": "ch_" + d.ID, "object": "charge", "disputed": d.Status == transfer.Reversed}
		}
		switch d.Status {
		case transfer.Pending:
			o["status"] = "processing"
		case transfer.Failed:
			o["last_payment_error"] = m{"type": "card_error", "code": "card_declined", "decline_code": "insufficient_funds"}
		default:
			o["status"], o["amount_received"] = "succeeded", d.Amount.Units()
			o["currency"] = strings.ToLower(d.Amount.Currency().String())
		}
	}
	return o
}

func (s *server) refund(t *thing) m {
	d := s.deed(t.id)
	o := m{
		"id": "re_" + t.id, "object": "refund", "amount": d.Amount.Units(), "currency": strings.ToLower(d.Amount.Currency().String()),
		"metadata": t.meta, "payment_intent": t.form.Get("payment_intent"), "status": "succeeded", "created": d.At.Unix(),
	}
	switch d.Status {
	case transfer.Pending:
		o["status"] = "pending"
	case transfer.Failed:
		o["status"], o["failure_reason"] = "failed", "lost_or_stolen_card"
	case transfer.Reversed:
		o["status"], o["failure_reason"], o["failure_balance_transaction"] = "failed", "expired_or_canceled_card", "txn_back"
	}
	return o
}

func (s *server) transfer(t *thing) m {
	d := s.deed(t.id)
	o := m{
		"id": "tr_" + t.id, "object": "transfer", "amount": d.Amount.Units(), "amount_reversed": 0, "reversed": false,
		"currency": strings.ToLower(d.Amount.Currency().String()), "destination": d.To, "metadata": t.meta,
		"transfer_group": t.form.Get("transfer_group"), "created": d.At.Unix(),
	}
	if d.Status == transfer.Reversed {
		o["amount_reversed"], o["reversed"] = d.Amount.Units(), true
	}
	return o
}

func (s *server) disputes(intent string) []m {
	pay, err := s.Payment(bare(intent))
	if err != nil || pay.Capture == "" || s.deed(pay.Capture).Status != transfer.Reversed {
		return []m{}
	}
	return []m{
		{"id": "du_1", "object": "dispute", "status": "warning_closed", "payment_intent": intent},
		{"id": "du_2", "object": "dispute", "status": "needs_response", "payment_intent": intent},
	}
}

// balance are the lines of the books between two instants, newest first.
func (s *server) balance(query url.Values, expand []string) []m {
	from, _ := strconv.ParseInt(query.Get("created[gte]"), 10, 64)
	to, err := strconv.ParseInt(query.Get("created[lt]"), 10, 64)
	if err != nil || !slices.Contains(expand, "source") {
		panic("no end, or nothing expanded: " + query.Encode())
	}
	lines := []m{
		{"id": "txn_fee", "object": "balance_transaction", "amount": -300, "currency": "usd", "created": from, "type": "stripe_fee", "source": nil},
		{"id": "txn_bank", "object": "balance_transaction", "amount": -300, "currency": "usd", "created": from, "type": "payout",
			"source": m{"id": "po_1", "object": "payout", "metadata": m{}}},
	}
	_ = s.Movements(context.Background(), time.Time{}, time.Date(9999, 1, 1, 0, 0, 0, 0, time.UTC), func(v payment.Movement) error {
		if at := v.At.Unix(); at < from || at >= to {
			return nil
		}
		lines = append(lines, s.line(v, len(lines)))
		return nil
	})
	slices.Reverse(lines)
	return lines
}

func (s *server) line(v payment.Movement, n int) m {
	d := s.deed(v.Ref)
	currency := strings.ToLower(v.Amount.Currency().String())
	// Settled in another currency than charged, as Stripe may.
	o := m{"id": "txn_" + strconv.Itoa(n), "object": "balance_transaction", "amount": v.Amount.Units()*3 + 1, "currency": "sek", "created": v.At.Unix()}
	sign := int64(1)
	if (v.Kind == transfer.Capture) == v.Reversal {
		sign = -1
	}
	o["amount"] = sign * (v.Amount.Units()*3 + 1)
	switch {
	case v.Kind == transfer.Refund:
		o["source"] = s.refund(s.find("refund", d.ID))
	case v.Kind == transfer.Payout && v.Reversal:
		o["source"] = m{"id": "trr_1", "object": "transfer_reversal", "amount": v.Amount.Units(), "currency": currency, "transfer": "tr_" + d.ID, "metadata": m{}}
	case v.Kind == transfer.Payout:
		o["source"] = s.transfer(s.find("transfer", d.ID))
	case v.Reversal:
		o["source"] = m{"id": "du_2", "object": "dispute", "amount": v.Amount.Units(), "currency": currency, "payment_intent": "pi_" + d.Of, "metadata": m{}}
	default:
		o["source"] = m{"id": "ch_" + d.ID, "object": "charge", "amount": v.Amount.Units(), "amount_captured": v.Amount.Units(), "currency": currency,
			"payment_intent": "pi_" + d.Of, "metadata": s.find("checkout.session", d.Of).meta}
	}
	return o
}
