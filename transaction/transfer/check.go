package transfer

import (
	"fmt"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/policy/money"
)

// checkOrder refuses an order that names nobody, nothing or no amount.
func checkOrder(o *Order) *policy.Rejection {
	var faults []policy.Fault
	id := func(path, value string, needed bool) {
		if value == "" && !needed {
			return
		}
		if fault, bad := policy.CheckID(path, value); bad {
			faults = append(faults, fault)
		}
	}
	fault := func(bad bool, path, code, right string) {
		if bad {
			faults = append(faults, policy.Fault{Path: path, Code: code, Message: right})
		}
	}
	id("id", o.ID, true)
	id("provider", o.Provider, true)
	id("method", o.Method, false)
	id("buyer", o.Buyer, o.Kind == Capture || o.Kind == Refund)
	id("seller", o.Seller, o.Kind == Payout)
	id("transaction", o.Transaction, o.Kind == Capture)
	id("option", o.Option, false)
	id("of", o.Of, o.Kind == Refund)
	id("to", o.To, false)
	fault(o.Kind < Capture || o.Kind > Payout, "kind", "range", "capture, refund or payout is right")
	fault(o.Amount.Sign() <= 0 || o.Amount.Units() > money.Max || o.Amount.Currency() == (money.Currency{}), "amount", "range", "an amount above zero with its currency is right")
	fault(o.Net != (money.Money{}) && o.Net.Currency() != o.Amount.Currency(), "net", "currency", "the currency of the amount is right")
	fault(o.Cause < 0, "cause", "range", "0, or the number of an event from 1, is right")
	fault(kept(o.ReturnURL, maxURL) != o.ReturnURL, "return_url", "range", fmt.Sprintf("a URL of at most %d bytes is right", maxURL))
	// The provider's own word is taken as it was kept, whatever stands in it: a refund
	// that is owed must not fail for it.
	fault(kept(o.OfRef, policy.MaxID) != o.OfRef, "of_ref", "range", fmt.Sprintf("at most %d bytes of UTF-8 are right", policy.MaxID))
	fault(!o.Expires.IsZero() && o.Kind != Capture, "expires", "range", "captures alone expire")
	if faults == nil {
		return nil
	}
	no := policy.Reject(policy.Invalid, "T10.3", "form")
	no.Faults = faults
	return no
}

// maxReason is how long a reason may be, in bytes.
const maxReason = 4000

// checkReason: an operator says why.
func checkReason(reason string) *policy.Rejection {
	fault, bad := policy.CheckText("reason", reason, maxReason)
	if !bad && policy.Blank(reason) {
		fault, bad = policy.Fault{Path: "reason", Code: "empty", Message: "say why; the log keeps it"}, true
	}
	if !bad {
		return nil
	}
	no := policy.Reject(policy.Invalid, "T10.3", "reason")
	no.Faults = []policy.Fault{fault}
	return no
}
