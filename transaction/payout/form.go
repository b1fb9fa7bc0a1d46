package payout

import (
	"strings"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/policy/money"
	"github.com/torikime/torikime/transaction/transfer"
)

// maxReason is how much of a provider's reason is kept, in bytes.
const maxReason = 4000

// tidy makes text of what a provider said.
func tidy(reason string) string {
	if len(reason) > maxReason {
		reason = reason[:maxReason]
	}
	return strings.ToValidUTF8(reason, "\uFFFD")
}

// faults collects what is wrong with an input.
type faults []policy.Fault

func (f *faults) add(path, code, message string) {
	*f = append(*f, policy.Fault{Path: path, Code: code, Message: message})
}

func (f *faults) id(path, id string) {
	if fault, bad := policy.CheckID(path, id); bad {
		*f = append(*f, fault)
	}
}

// amount is above least, and in the account's currency, if it has one yet.
func (f *faults) amount(path string, m money.Money, least int64, cur money.Currency) {
	switch {
	case m.Currency() == (money.Currency{}) || m.Units() < least || m.Units() > money.Max:
		f.add(path, "amount", "is no amount that can be paid")
	case cur != (money.Currency{}) && m.Currency() != cur:
		f.add(path, "currency", "is in "+m.Currency().String()+"; the account is in "+cur.String())
	}
}

func (f faults) reject(rule string) *policy.Rejection {
	if len(f) == 0 {
		return nil
	}
	no := policy.Reject(policy.Invalid, rule, "form")
	no.Faults = f
	return no
}

func (s *State) checkCredit(c *Credit) *policy.Rejection {
	var f faults
	f.id("seller", c.Seller)
	if s.Seller != "" && c.Seller != s.Seller {
		f.add("seller", "seller", "the account is somebody else's")
	}
	cur := s.Currency
	for i := range c.Earnings {
		f.id("transaction", c.Earnings[i].Transaction)
		f.amount("amount", c.Earnings[i].Amount, 0, cur)
		cur = c.Earnings[i].Amount.Currency()
	}
	return f.reject("T10.2")
}

func (s *State) checkTakeBack(c *TakeBackEarnings) *policy.Rejection {
	if c.By.Role != policy.Operator || c.By.ID == "" {
		return policy.Reject(policy.WrongActor, "T3.15", "wrong_actor")
	}
	var f faults
	f.id("ref", c.Ref)
	f.id("transaction", c.Transaction)
	f.amount("amount", c.Amount, 1, s.Currency)
	if fault, bad := policy.CheckText("reason", c.Reason, policy.MaxText); bad {
		f = append(f, fault)
	} else if policy.Blank(c.Reason) {
		f.add("reason", "empty", "is empty; it has to say something")
	}
	return f.reject("T3.15")
}

func (s *State) checkPayOut(c *PayOut) *policy.Rejection {
	var f faults
	switch {
	case c.By.ID == "" || c.By.Role != policy.Seller:
		return policy.Reject(policy.WrongActor, "T10.5", "wrong_actor")
	case s.Seller != "" && c.By.ID != s.Seller:
		return policy.Reject(policy.NotParty, "T0.9", "not_party")
	}
	f.id("by", c.By.ID)
	f.amount("amount", c.Amount, 1, s.Currency)
	f.id("provider", c.Provider)
	f.id("to", c.To)
	return f.reject("T10.5")
}

func checkStage(c *NotePayout) *policy.Rejection {
	var f faults
	if c.Stage < transfer.Called || c.Stage > transfer.Returned {
		f.add("stage", "range", "sent, confirmed, declined or returned is right")
	}
	return f.reject("T10.5")
}
