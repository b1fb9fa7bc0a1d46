package quotation

import (
	"fmt"
	"slices"
	"strings"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/policy/money"
)

// roles and phases are sets.
type (
	roles  uint8
	phases uint8
)

const (
	buyer    = roles(1 << policy.Buyer)
	seller   = roles(1 << policy.Seller)
	operator = roles(1 << policy.Operator)

	requested = phases(1 << Requested)
	proposed  = phases(1 << Proposed)
	running   = requested | proposed
	anyPhase  = running | phases(1<<Refused|1<<Withdrawn|1<<Lapsed|1<<Purchased)
)

// gate is what every command passes before its own rules are asked.
type gate struct {
	by     roles
	phases phases
	rule   string
}

// gates is the table of commands.
var gates = [verbs]gate{
	vRequest:          {by: buyer, phases: phases(1 << None), rule: "T1.1"},
	vAsk:              {by: buyer | seller, phases: running, rule: "T1.1"},
	vPropose:          {by: seller, phases: running, rule: "T1.1"},
	vRefuse:           {by: seller, phases: requested, rule: "T1.1"},
	vWithdraw:         {by: buyer | seller, phases: running, rule: "T1.2"},
	vBuy:              {by: buyer, phases: proposed, rule: "T1.2"},
	vOperatorClose:    {by: operator, phases: running, rule: "T3.15"},
	vOperatorShow:     {by: operator, phases: anyPhase, rule: "T8.4"},
	vOperatorWithhold: {by: operator, phases: anyPhase, rule: "T8.4"},
}

// admit judges party, form, actor and phase, in this order.
func admit(s *State, c Command, f *Facts) *policy.Rejection {
	if c == nil || !closed(c) {
		return unknown(c)
	}
	v := c.verb()
	if request, ok := c.(Request); ok {
		return mayRequest(s, &request, f)
	}
	if no := party(s, c); no != nil {
		return no
	}
	if no := form(s, c, f); no != nil {
		return no
	}
	who := c.Actor()
	if g := &gates[v]; g.by&(1<<who.Role) == 0 {
		return policy.Reject(policy.WrongActor, g.rule, "wrong_actor").With("command", verbNames[v]).With("role", who.Role.String())
	} else if g.phases&(1<<s.Phase) == 0 {
		return wrongPhase(s, v)
	}
	if v == vWithdraw && who.Role == policy.Seller && s.Phase == Requested {
		return policy.Reject(policy.WrongState, "T1.2", "nothing_proposed")
	}
	return nil
}

// closed reports a command of the set, which are values: a pointer to one is none.
func closed(c Command) bool {
	switch c.(type) {
	case Request, Ask, Propose, Refuse, Withdraw, Buy, OperatorClose, OperatorShow, OperatorWithhold:
		return true
	}
	return false
}

// party refuses somebody who has nothing to do with the quotation: for him there
// is no such thing.
func party(s *State, c Command) *policy.Rejection {
	who := c.Actor()
	known := s.RoleOf(who.ID) == who.Role && who.Role != policy.Nobody
	if who.Role == policy.Operator {
		known = who.ID != "" && s.Phase != None
	}
	if !known {
		return policy.Reject(policy.NotParty, "T0.9", "not_party")
	}
	return nil
}

// wrongPhase says which rule shut the command out, and whether for good.
func wrongPhase(s *State, v verb) *policy.Rejection {
	switch s.Phase {
	case Refused:
		return policy.Reject(policy.TooLate, "T1.1", "refused").With("reason", s.Reason)
	case Withdrawn:
		return policy.Reject(policy.TooLate, "T1.2", "withdrawn")
	case Lapsed:
		return policy.Reject(policy.TooLate, "T1.3", "lapsed")
	case Purchased:
		return policy.Reject(policy.TooLate, "T1.2", "purchased").With("transaction", s.Bought())
	}
	if v == vRefuse {
		return policy.Reject(policy.WrongState, "T1.1", "proposed")
	}
	return policy.Reject(policy.WrongState, "T1.2", "nothing_proposed")
}

// mayRequest is T1.1: a buyer asks somebody else.
func mayRequest(s *State, c *Request, f *Facts) *policy.Rejection {
	if s.Phase != None {
		return policy.Reject(policy.Conflict, "T1.1", "exists").With("id", s.ID)
	}
	var bad faults
	bad.id("id", c.ID)
	bad.id("buyer", c.By.ID)
	seller := asked(c, f)
	switch {
	case seller == "":
		bad.add("seller", "T1.1", "missing", nil)
	case c.Service != "" && f.Service.Seller != seller:
		bad.add("service_id", "T1.1", "not_his", map[string]string{"seller": seller})
	}
	if seller != "" {
		bad.id("seller", seller)
	}
	bad.text("request", c.Text, true)
	if no := bad.reject("T1.1"); no != nil {
		return no
	}
	switch {
	case c.By.Role != policy.Buyer:
		return policy.Reject(policy.WrongActor, "T1.1", "no_buyer").With("role", c.By.Role.String())
	case c.By.ID == seller:
		return policy.Reject(policy.WrongActor, "T1.1", "self")
	}
	return forbidden(*c, f)
}

// form judges what can never be right, whatever the state.
func form(s *State, c Command, f *Facts) *policy.Rejection {
	var bad faults
	switch c := c.(type) {
	case Ask:
		bad.text("body", c.Text, true)
	case Propose:
		if f.Policy == nil {
			return policy.Reject(policy.Invalid, "T1.9", "no_terms")
		}
		bad.proposal(s, &c, f)
	case Refuse:
		bad.text("message", c.Text, false)
		if f.Policy == nil {
			return policy.Reject(policy.Invalid, "T1.9", "no_terms")
		}
		reasons := f.Policy.Quotation.RefusalReasons
		if none := len(reasons) == 0 && c.Reason == ""; !none && !slices.Contains(reasons, c.Reason) {
			bad.add("reason", "T1.1", "unknown", map[string]string{"reason": fmt.Sprintf("%.50q", c.Reason), "reasons": strings.Join(reasons, ", ")})
		}
	case Buy:
		if c.Version < 0 {
			bad.add("proposal", "T1.2", "range", nil)
		}
	case OperatorClose:
		bad.text("reason", c.Reason, true)
	case OperatorShow:
		bad.text("reason", c.Reason, true)
	case OperatorWithhold:
		bad.text("reason", c.Reason, true)
	}
	if no := bad.reject(gates[c.verb()].rule); no != nil {
		return no
	}
	return forbidden(c, f)
}

// forbidden refuses words that the policy refuses (T8.5).
func forbidden(c Command, f *Facts) *policy.Rejection {
	var list policy.Faults
	for _, w := range Writings(c) {
		list = append(list, policy.Forbidden(w.Path, f.Found[w.Name])...)
	}
	if len(list) == 0 {
		return nil
	}
	no := policy.Reject(policy.Invalid, "T8.2", "contact")
	no.Faults = list
	return no
}

// faults collects everything that is wrong with the form of a command.
type faults policy.Faults

func (f *faults) add(path, rule, code string, params map[string]string) {
	*f = append(*f, policy.FaultOf(path, rule, code, params))
}

func (f *faults) id(path, id string) {
	if fault, bad := policy.CheckID(path, id); bad {
		*f = append(*f, fault)
	}
}

func (f *faults) text(path, text string, needed bool) {
	if fault, bad := policy.CheckText(path, text, policy.MaxText); bad {
		*f = append(*f, fault)
	} else if needed && policy.Blank(text) {
		f.add(path, "T1.1", "empty", nil)
	}
}

func (f *faults) proposal(s *State, c *Propose, known *Facts) {
	f.price(c.Price, known)
	f.text("description", c.Text, true)
	if _, err := c.Delivery.MarshalText(); err != nil {
		f.add("delivery_date", "T1.1", "date", nil)
	}
	if service := offered(s, c); service != "" && (known.Service.ID != service || known.Service.Seller != s.Seller) {
		f.add("service_id", "T1.1", "not_his", map[string]string{"seller": s.Seller})
	}
}

// price is the part of T1.4 that no policy decides: above zero, and in the currency
// in which the service is sold and payments are limited.
func (f *faults) price(price money.Money, known *Facts) {
	limits, extra := &known.Policy.Quotation.Price, &known.Policy.Purchase.Additional
	want := price.Currency()
	if known.Service.Currency != (money.Currency{}) {
		want = known.Service.Currency
	}
	for _, limit := range []*money.Money{extra.Min, extra.Max, limits.Min, limits.Max} {
		if limit != nil {
			want = limit.Currency()
		}
	}
	switch {
	case price.Currency() == (money.Currency{}):
		f.add("price", "T1.4", "no_currency", nil)
	case price.Currency() != want:
		f.add("price", "T1.4", "currency", map[string]string{"currency": price.Currency().String(), "right": want.String()})
	case price.Sign() <= 0:
		f.add("price", "T1.4", "amount", map[string]string{"price": price.String()})
	case price.Units() > money.Max:
		f.add("price", "T1.4", "beyond", map[string]string{"price": price.String()})
	}
}

func (f *faults) reject(rule string) *policy.Rejection {
	if len(*f) == 0 {
		return nil
	}
	no := policy.Reject(policy.Invalid, rule, "form")
	no.Faults = *f
	return no
}
