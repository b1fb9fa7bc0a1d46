package stripe

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	sdk "github.com/stripe/stripe-go/v85"

	"github.com/torikime/torikime/transaction/payment"
	"github.com/torikime/torikime/transaction/transfer"
)

// Authorise opens a Checkout Session. Method is one of Stripe's names of payment
// methods, such as "card" or "konbini"; empty: all that the account's settings offer.
func (p *Provider) Authorise(ctx context.Context, c payment.Call) (payment.Answer, error) {
	if err := checkDeed(c); err != nil {
		return payment.Answer{}, err
	}
	params, err := p.session(c)
	if err != nil {
		return p.failed("authorise", err)
	}
	session, err := p.client.V1CheckoutSessions.Create(ctx, params)
	if err != nil {
		return p.failed("authorise", err)
	}
	return p.told("authorise", func() (payment.Answer, error) { return fromSession(session) })
}

func (p *Provider) session(c payment.Call) (*sdk.CheckoutSessionCreateParams, error) {
	n, currency, err := units(c.Amount)
	if err != nil {
		return nil, err
	}
	method := sdk.PaymentIntentCaptureMethodAutomatic
	if p.o.CaptureLater {
		method = sdk.PaymentIntentCaptureMethodManual
	}
	params := &sdk.CheckoutSessionCreateParams{
		Params: deed(c),
		Mode:   sdk.String(sdk.CheckoutSessionModePayment),
		// The price stands in one currency; another would be refunded at another rate.
		AdaptivePricing: &sdk.CheckoutSessionCreateAdaptivePricingParams{Enabled: sdk.Bool(false)},
		LineItems: []*sdk.CheckoutSessionCreateLineItemParams{{
			Quantity: sdk.Int64(1),
			PriceData: &sdk.CheckoutSessionCreateLineItemPriceDataParams{
				Currency: &currency, UnitAmount: &n,
				ProductData: &sdk.CheckoutSessionCreateLineItemPriceDataProductDataParams{Name: sdk.String(title(c))},
			},
		}},
		Metadata: meta(c),
		// Stripe copies these to the PaymentIntent, and on to its charge.
		PaymentIntentData: &sdk.CheckoutSessionCreatePaymentIntentDataParams{
			CaptureMethod: sdk.String(method), Description: sdk.String(title(c)), Metadata: meta(c),
		},
	}
	if len(c.Transfer) <= 200 {
		params.ClientReferenceID = &c.Transfer
	}
	if c.Method != "" {
		params.PaymentMethodTypes = []*string{&c.Method}
	}
	if c.ReturnURL != "" {
		params.SuccessURL = &c.ReturnURL
	}
	if back := cmp.Or(c.CancelURL, c.ReturnURL); back != "" {
		params.CancelURL = &back
	}
	return params, nil
}

// title is what the buyer reads: at most 250 characters.
func title(c payment.Call) string {
	text := []rune(strings.ToValidUTF8(strings.TrimSpace(c.Description), string(utf8.RuneError)))
	return cmp.Or(string(text[:min(len(text), 250)]), c.Transfer)
}

// Capture takes what was authorised, or a part of it; what is left goes back to the
// buyer by itself.
func (p *Provider) Capture(ctx context.Context, c payment.Call) (payment.Answer, error) {
	if err := checkDeed(c); err != nil {
		return payment.Answer{}, err
	}
	n, currency, err := units(c.Amount)
	if err != nil {
		return p.failed("capture", err)
	}
	intent, err := p.intent(ctx, c.Ref, currency)
	if err != nil {
		return p.failed("capture", err)
	}
	intent, err = p.client.V1PaymentIntents.Capture(ctx, intent.ID, &sdk.PaymentIntentCaptureParams{Params: deed(c), AmountToCapture: &n})
	if err == nil {
		return p.told("capture", func() (payment.Answer, error) { return fromIntent(intent) })
	}
	var e *sdk.Error
	if errors.As(err, &e) && e.Code == sdk.ErrorCodePaymentIntentUnexpectedState && e.PaymentIntent != nil {
		// It was captured before, or nothing is left to capture: what it is now counts.
		if answer, err := fromIntent(e.PaymentIntent); err == nil && answer.Status != transfer.Authorised && answer.Status != transfer.AwaitsBuyer {
			return answer, nil
		}
	}
	return p.failed("capture", err)
}

// intent is the PaymentIntent of what the buyer authorised, whose amount is in a
// currency. Stripe takes and returns bare numbers: that they are of the right
// currency is seen here alone.
func (p *Provider) intent(ctx context.Context, ref, currency string) (*sdk.PaymentIntent, error) {
	i, err := p.retrieve(ctx, ref)
	switch {
	case err != nil && errors.As(err, new(*sdk.Error)):
		return nil, aside{err}
	case err != nil:
		return nil, err
	case checkRef(i.ID, "pi_") != nil:
		return nil, errNonsense
	case string(i.Currency) != currency:
		return nil, refusal("currency_differs")
	}
	return i, nil
}

func (p *Provider) retrieve(ctx context.Context, ref string) (*sdk.PaymentIntent, error) {
	if !strings.HasPrefix(ref, "cs_") {
		if err := checkRef(ref, "pi_"); err != nil {
			return nil, err
		}
		return p.client.V1PaymentIntents.Retrieve(ctx, ref, nil)
	}
	params := &sdk.CheckoutSessionRetrieveParams{Expand: []*string{sdk.String("payment_intent")}}
	session, err := p.client.V1CheckoutSessions.Retrieve(ctx, ref, params)
	if err != nil {
		return nil, err
	}
	if session.PaymentIntent == nil {
		return nil, fmt.Errorf("%w: the session has no payment yet", errNonsense)
	}
	return session.PaymentIntent, nil
}

// fromSession says how a Checkout Session stands, whose PaymentIntent is expanded
// once it is complete.
func fromSession(s *sdk.CheckoutSession) (payment.Answer, error) {
	if s == nil || checkRef(s.ID, "cs_") != nil {
		return payment.Answer{}, errNonsense
	}
	switch s.Status {
	case sdk.CheckoutSessionStatusOpen:
		if s.URL == "" {
			return payment.Answer{}, fmt.Errorf("%w: an open session without a page", errNonsense)
		}
		return payment.Answer{Status: transfer.AwaitsBuyer, Ref: s.ID, URL: s.URL}, nil
	case sdk.CheckoutSessionStatusExpired:
		return payment.Answer{Status: transfer.Failed, Ref: s.ID, Reason: "expired", Unpaid: true}, nil
	case sdk.CheckoutSessionStatusComplete:
		if s.PaymentIntent == nil {
			return payment.Answer{}, fmt.Errorf("%w: a complete session without a payment", errNonsense)
		}
		return fromIntent(s.PaymentIntent)
	}
	return payment.Answer{}, fmt.Errorf("%w: a session with status %.20q", errNonsense, s.Status)
}

// fromIntent says how a PaymentIntent stands that the buyer has been through with.
func fromIntent(i *sdk.PaymentIntent) (payment.Answer, error) {
	if i == nil || checkRef(i.ID, "pi_") != nil {
		return payment.Answer{}, errNonsense
	}
	switch i.Status {
	case sdk.PaymentIntentStatusSucceeded:
		moved, err := amount(i.AmountReceived, string(i.Currency))
		if err == nil && moved.Sign() <= 0 {
			err = fmt.Errorf("%w: a payment of nothing succeeded", errNonsense)
		}
		return payment.Answer{Status: transfer.Succeeded, Ref: i.ID, Amount: moved}, err
	case sdk.PaymentIntentStatusRequiresCapture:
		return payment.Answer{Status: transfer.Authorised, Ref: i.ID}, nil
	case sdk.PaymentIntentStatusProcessing, sdk.PaymentIntentStatusRequiresAction, sdk.PaymentIntentStatusRequiresConfirmation:
		// A bank debit under way, or a slip that is paid at a till.
		return payment.Answer{Status: transfer.Pending, Ref: i.ID}, nil
	case sdk.PaymentIntentStatusRequiresPaymentMethod:
		return payment.Answer{Status: transfer.Failed, Ref: i.ID, Reason: cmp.Or(reasonOf(i.LastPaymentError), "declined")}, nil
	case sdk.PaymentIntentStatusCanceled:
		return payment.Answer{Status: transfer.Failed, Ref: i.ID, Reason: cmp.Or(word(string(i.CancellationReason)), "canceled")}, nil
	}
	return payment.Answer{}, fmt.Errorf("%w: a payment with status %.20q", errNonsense, i.Status)
}
