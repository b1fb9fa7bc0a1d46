package paypal

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"unicode"

	"github.com/torikime/torikime/transaction/payment"
	"github.com/torikime/torikime/transaction/transfer"
)

// The methods of payment (Call.Method); empty leaves it to PayPal which page the
// buyer sees first.
const (
	// MethodPayPal shows the login.
	MethodPayPal = "paypal"
	// MethodCard shows the form for a card, where PayPal offers one without an account.
	MethodCard = "card"
)

// A request id is one for a kind of call: an order and its capture may have the
// same key.
const captureSuffix = "-capture"

// maxText is how much PayPal takes of a description or a brand, in characters.
const maxText = 127

const ordersPath = "/v2/checkout/orders"

// Authorise makes an order, which moves no money, and answers with the page where
// the buyer pays it at once.
func (p *Provider) Authorise(ctx context.Context, c payment.Call) (payment.Answer, error) {
	value, no := format(c.Amount)
	landing := map[string]string{"": "", MethodPayPal: "LOGIN", MethodCard: "GUEST_CHECKOUT"}
	page, known := landing[c.Method]
	reference := reference(c.Transfer)
	switch {
	case no != "":
		return failed(no), nil
	case !known:
		return failed("PAYMENT_METHOD_NOT_SUPPORTED"), nil
	case len(reference) > maxCustomID:
		return failed(tooLong), nil
	}
	asked := order{
		Intent: "CAPTURE",
		PurchaseUnits: []purchaseUnit{{
			CustomID: reference, InvoiceID: c.Key, Description: cut(c.Description), Amount: amount{c.Amount.Currency().String(), value},
		}},
		Source: &paymentSource{PayPal: &payPalSource{Experience: experience{
			Brand: cut(p.options.Brand), LandingPage: page, ReturnURL: c.ReturnURL, CancelURL: c.CancelURL,
			Shipping: "NO_SHIPPING", UserAction: "PAY_NOW", Preference: "IMMEDIATE_PAYMENT_REQUIRED",
		}}},
	}
	var o order
	if err := p.call(ctx, http.MethodPost, ordersPath, c.Key, asked, &o); err != nil {
		return refusedOr(err)
	}
	return p.orderAnswer(&o, &c)
}

// Capture takes what the buyer has approved.
func (p *Provider) Capture(ctx context.Context, c payment.Call) (payment.Answer, error) {
	if !isID(c.Ref) {
		return payment.Answer{}, errNoID("order", c.Ref)
	}
	var o order
	err := p.call(ctx, http.MethodPost, ordersPath+"/"+c.Ref+"/capture", c.Key+captureSuffix, struct{}{}, &o)
	var said *Error
	switch {
	case errors.As(err, &said) && said.is("ORDER_ALREADY_CAPTURED"):
		return p.lookupCapture(ctx, &c)
	case err != nil:
		return refusedOr(err)
	case o.ID != c.Ref:
		return payment.Answer{}, errors.New("paypal: the answer is about another order")
	}
	a, err := p.orderAnswer(&o, &c)
	if err == nil && (a.Status == transfer.AwaitsBuyer || a.Status == transfer.Authorised) {
		return payment.Answer{}, fmt.Errorf("paypal: order %s was captured, and is %.40q", c.Ref, o.Status)
	}
	return a, err
}

// lookupCapture reads the order: it knows its captures.
func (p *Provider) lookupCapture(ctx context.Context, c *payment.Call) (payment.Answer, error) {
	switch {
	case c.Ref == "" && c.DoneRef == "" && c.FirstSent.IsZero():
		return payment.Answer{Status: transfer.NotFound}, nil
	case c.Ref == "" && c.DoneRef == "":
		// PayPal finds an order by its own id alone, or by being asked for it again under
		// its key. Nobody has seen its page, and opening it moves no money.
		return p.Authorise(ctx, *c)
	}
	if c.Ref == "" {
		return p.readCapture(ctx, c)
	}
	o, err := p.readOrder(ctx, c.Ref)
	var said *Error
	if c.DoneRef != "" && errors.As(err, &said) && said.Status == http.StatusNotFound {
		return p.readCapture(ctx, c)
	}
	if err != nil {
		return payment.Answer{}, err
	}
	return p.orderAnswer(o, c)
}

func (p *Provider) readOrder(ctx context.Context, id string) (*order, error) {
	if !isID(id) {
		return nil, errNoID("order", id)
	}
	var o order
	if err := p.call(ctx, http.MethodGet, ordersPath+"/"+id, "", nil, &o); err != nil {
		return nil, err
	}
	if o.ID != id {
		return nil, errors.New("paypal: the answer is about another order")
	}
	return &o, nil
}

func (p *Provider) readCapture(ctx context.Context, c *payment.Call) (payment.Answer, error) {
	done, err := p.getCapture(ctx, c.DoneRef)
	if err != nil {
		return payment.Answer{}, err
	}
	if strange(done.CustomID, c.Transfer) {
		return payment.Answer{}, fmt.Errorf("paypal: capture %s belongs to another transfer", done.ID)
	}
	return done.answer(nil)
}

func (p *Provider) getCapture(ctx context.Context, id string) (*capture, error) {
	if !isID(id) {
		return nil, errNoID("capture", id)
	}
	var done capture
	if err := p.call(ctx, http.MethodGet, "/v2/payments/captures/"+id, "", nil, &done); err != nil {
		return nil, err
	}
	if done.ID != id {
		return nil, errors.New("paypal: the answer is about another capture")
	}
	return &done, nil
}

// orderAnswer is how an order stands: its capture says it, or else it does itself.
func (p *Provider) orderAnswer(o *order, c *payment.Call) (payment.Answer, error) {
	if !isID(o.ID) {
		return payment.Answer{}, errors.New("paypal: an order without an id")
	}
	if len(o.PurchaseUnits) > 1 {
		return payment.Answer{}, fmt.Errorf("paypal: order %s has more than one purchase unit; none of ours has", o.ID)
	}
	var paid payments
	for _, unit := range o.PurchaseUnits {
		if strange(unit.CustomID, c.Transfer) {
			return payment.Answer{}, fmt.Errorf("paypal: order %s belongs to another transfer", o.ID)
		}
		if unit.Payments != nil {
			paid = *unit.Payments
		}
	}
	if i := slices.IndexFunc(paid.Captures, func(k capture) bool { return k.Status != "DECLINED" && k.Status != "FAILED" }); i >= 0 {
		return paid.Captures[i].answer(paid.Refunds)
	}
	switch o.Status {
	case "CREATED", "SAVED", "PAYER_ACTION_REQUIRED":
		page, err := p.page(o)
		if err != nil {
			return payment.Answer{}, err
		}
		return payment.Answer{Status: transfer.AwaitsBuyer, Ref: o.ID, URL: page}, nil
	case "APPROVED":
		return payment.Answer{Status: transfer.Authorised, Ref: o.ID}, nil
	case "VOIDED":
		return failed("VOIDED"), nil
	case "COMPLETED":
		if len(paid.Captures) > 0 {
			return paid.Captures[0].answer(nil)
		}
		return payment.Answer{}, fmt.Errorf("paypal: order %s is completed without a capture", o.ID)
	}
	return payment.Answer{}, fmt.Errorf("paypal: order %s has the unknown status %.40q", o.ID, o.Status)
}

// page is where the buyer pays: a page of PayPal's and of nobody else.
func (p *Provider) page(o *order) (string, error) {
	for _, l := range o.Links {
		if l.Rel != "payer-action" && l.Rel != "approve" {
			continue
		}
		u, err := url.Parse(l.Href)
		if err != nil || u.User != nil {
			continue
		}
		payPal := u.Scheme == "https" && (u.Host == "paypal.com" || strings.HasSuffix(u.Host, ".paypal.com"))
		if payPal || p.options.BaseURL != "" && u.Scheme+"://"+u.Host == p.base {
			return l.Href, nil
		}
	}
	return "", fmt.Errorf("paypal: order %s has no page of PayPal's for the buyer", o.ID)
}

// answer is how a capture stands. A capture that went back although none of the
// refunds are ours was taken back: by PayPal, or by somebody on its pages.
func (k *capture) answer(refunds []refund) (payment.Answer, error) {
	if !isID(k.ID) {
		return payment.Answer{}, errors.New("paypal: a capture without an id")
	}
	a := payment.Answer{Ref: k.ID}
	switch k.Status {
	case "COMPLETED", "PARTIALLY_REFUNDED", "REFUNDED":
		a.Status = transfer.Succeeded
		if k.Status == "REFUNDED" && len(refunds) > 0 && !slices.ContainsFunc(refunds, func(r refund) bool { return r.ours(k) }) {
			a.Status, a.Reason = transfer.Reversed, "REFUNDED_BY_ANOTHER"
		}
		moved, err := k.Amount.money()
		if err != nil {
			return payment.Answer{}, fmt.Errorf("paypal: capture %s: %w", k.ID, err)
		}
		a.Amount = moved
	case "PENDING":
		a.Status, a.Reason = transfer.Pending, word(k.StatusDetails.Reason)
	case "DECLINED", "FAILED":
		a = failed(reason(k.StatusDetails.Reason, k.Status))
	default:
		return payment.Answer{}, fmt.Errorf("paypal: capture %s has the unknown status %.40q", k.ID, k.Status)
	}
	return a, nil
}

func failed(reason string) payment.Answer {
	return payment.Answer{Status: transfer.Failed, Reason: reason}
}

// refusedOr is a clear no as an answer, and everything else as the error it is.
func refusedOr(err error) (payment.Answer, error) {
	var said *Error
	if errors.As(err, &said) {
		if why, ok := said.refused(); ok {
			return failed(why), nil
		}
	}
	return payment.Answer{}, err
}

func reason(said, status string) string {
	if w := word(said); w != "" {
		return w
	}
	return status
}

// strange reports that a reference is that of another transfer.
func strange(custom, transfer string) bool {
	return custom != "" && transfer != "" && custom != reference(transfer)
}

func errNoID(what, id string) error {
	return fmt.Errorf("paypal: %.80q is no id of a PayPal %s", id, what)
}

// cut makes one line of a text, as long as PayPal takes it.
func cut(text string) string {
	line := strings.Join(strings.FieldsFunc(strings.ToValidUTF8(text, "�"), func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) }), " ")
	runes := []rune(line)
	if len(runes) > maxText {
		return string(runes[:maxText-1]) + "…"
	}
	return string(runes)
}
