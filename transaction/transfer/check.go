package transfer

import (
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
	id("id", o.ID, true)
	id("provider", o.Provider, true)
	id("buyer", o.Buyer, o.Kind == Capture || o.Kind == Refund)
	id("seller", o.Seller, o.Kind == Payout)
	id("transaction", o.Transaction, o.Kind == Capture)
	id("of", o.Of, o.Kind == Refund)
	if o.Amount.Sign() <= 0 || o.Amount.Units() > money.Max || o.Amount.Currency() == (money.Currency{}) {
		faults = append(faults, policy.Fault{Path: "amount", Code: "range", Message: "an amount above zero with its currency is right"})
	}
	if o.Kind < Capture || o.Kind > Payout {
		faults = append(faults, policy.Fault{Path: "kind", Code: "range", Message: "capture, refund or payout is right"})
	}
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
