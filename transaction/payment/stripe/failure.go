package stripe

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"

	sdk "github.com/stripe/stripe-go/v85"

	"github.com/torikime/torikime/transaction/payment"
	"github.com/torikime/torikime/transaction/transfer"
)

// errNonsense: an answer that Stripe would not give.
var errNonsense = errors.New("the answer makes no sense")

// failed is the answer to a deed that Stripe, or we ourselves, clearly refused; any
// other error stays one: nobody knows whether the deed was done.
func (p *Provider) failed(what string, err error) (payment.Answer, error) {
	var own refusal
	if errors.As(err, &own) {
		return payment.Answer{Status: transfer.Failed, Reason: string(own)}, nil
	}
	if reason, no := refused(err); no && !errors.As(err, new(aside)) {
		return payment.Answer{Status: transfer.Failed, Reason: reason}, nil
	}
	return payment.Answer{}, p.unclear(what, err)
}

// aside is an error of a question that comes before the deed: Stripe refuses to tell,
// and has not been asked for the deed.
type aside struct{ error }

func (a aside) Unwrap() error { return a.error }

// ours are refusals that say nothing about the deed but something about the account
// or the key: with those put right, the same deed may be done.
var ours = map[sdk.ErrorCode]bool{
	sdk.ErrorCodeAPIKeyExpired: true, sdk.ErrorCodePlatformAPIKeyExpired: true, sdk.ErrorCodeSecretKeyRequired: true,
	sdk.ErrorCodeLivemodeMismatch: true, sdk.ErrorCodeTestmodeChargesOnly: true, sdk.ErrorCodeTLSVersionUnsupported: true,
	sdk.ErrorCodeLockTimeout: true, sdk.ErrorCodeRateLimit: true, sdk.ErrorCodeIdempotencyKeyInUse: true,
}

// refused reports a clear no, with Stripe's word for it: a declined card, or a
// request that Stripe understood and will not carry out.
func refused(err error) (reason string, no bool) {
	var e *sdk.Error
	if !errors.As(err, &e) || ours[e.Code] {
		return "", false
	}
	switch {
	case e.HTTPStatusCode == http.StatusPaymentRequired && e.Type == sdk.ErrorTypeCard:
	case e.HTTPStatusCode == http.StatusPaymentRequired && e.Type == sdk.ErrorTypeInvalidRequest:
	case e.HTTPStatusCode == http.StatusBadRequest && e.Type == sdk.ErrorTypeInvalidRequest:
	case e.HTTPStatusCode == http.StatusNotFound && e.Code == sdk.ErrorCodeResourceMissing:
	default:
		return "", false
	}
	return reasonOf(e), true
}

// reasonOf is the most precise word that Stripe has for a refusal.
func reasonOf(e *sdk.Error) string {
	if e == nil {
		return ""
	}
	code := string(e.DeclineCode)
	if code == "" || code == "generic_decline" {
		code = cmp.Or(string(e.Code), code)
	}
	return word(cmp.Or(code, string(e.Type)))
}

// word keeps a provider's word to what a word looks like.
func word(s string) string {
	const most = 100
	s = strings.Map(func(r rune) rune {
		if r == '_' || r == '-' || r == '.' || r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' {
			return r
		}
		return -1
	}, s)
	return s[:min(len(s), most)]
}

// unclear says what went wrong, for a log. It never shows what was sent or
// received, but for Stripe's codes and the id by which Stripe finds the request:
// bodies hold personal data, and the SDK's own texts quote them.
func (p *Provider) unclear(what string, err error) error {
	var e *sdk.Error
	var at *url.Error
	switch {
	case errors.As(err, &e):
		text := fmt.Sprintf("stripe: %s: status %d %s", what, e.HTTPStatusCode, word(cmp.Or(string(e.Code), string(e.Type))))
		if e.RequestID != "" {
			text += " (request " + word(e.RequestID) + ")"
		}
		return errors.New(text)
	case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return fmt.Errorf("stripe: %s: no answer: %w", what, contextError(err))
	case errors.As(err, &at):
		return fmt.Errorf("stripe: %s: no answer: %w", what, at.Err)
	case errors.Is(err, errNonsense), errors.Is(err, errCurrency), errors.Is(err, errTooMany):
		return fmt.Errorf("stripe: %s: %w", what, err)
	}
	return fmt.Errorf("stripe: %s: the answer can't be read", what)
}

func contextError(err error) error {
	if errors.Is(err, context.Canceled) {
		return context.Canceled
	}
	return context.DeadlineExceeded
}
