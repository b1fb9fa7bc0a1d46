package quotation

import (
	"time"

	"github.com/torikime/torikime/policy/money"
	"github.com/torikime/torikime/transaction"
	"github.com/torikime/torikime/transaction/internal/stamp"
)

// Actions lists every command that the caller's role can ever give after the
// request, and asks Decide whether some input would be accepted now. Nothing that
// is refused is opened by time alone: no rejection has an OpensAt.
//
// f.Service is the one of the proposal or the request, f.Sale what stands against
// the purchase.
func Actions(s State, who transaction.Actor, f Facts, now time.Time) []transaction.Action {
	s, _ = Advance(s, now)
	f.Found = nil
	var list []transaction.Action
	for v := vAsk; v < verbs; v++ {
		c := sample(&s, v, who, &f, now)
		if gates[v].by&(1<<who.Role) == 0 || party(&s, c) != nil {
			continue
		}
		_, no := Decide(s, c, f, now)
		list = append(list, transaction.Action{Command: verbNames[v], Allowed: no == nil, Rejection: no})
	}
	return list
}

// sample is an input of a command that is right in form, and accepted if any is.
func sample(s *State, v verb, who transaction.Actor, f *Facts, now time.Time) Command {
	const word = "."
	seq := 1
	if len(s.HeldTexts) > 0 {
		seq = s.HeldTexts[0]
	}
	switch v {
	case vAsk:
		return Ask{By: who, Text: word}
	case vPropose:
		c := Propose{By: who, Price: money.New(1, money.JPY), Text: word, Service: f.Service.ID}
		if f.Policy != nil {
			c.Price, c.Delivery = least(f), f.Policy.Time.Offset.Date(stamp.At(now, s.LastAt))
		}
		return c
	case vRefuse:
		c := Refuse{By: who}
		if f.Policy != nil && len(f.Policy.Quotation.RefusalReasons) > 0 {
			c.Reason = f.Policy.Quotation.RefusalReasons[0]
		}
		return c
	case vWithdraw:
		return Withdraw{By: who}
	case vBuy:
		return Buy{By: who}
	case vOperatorClose:
		return OperatorClose{By: who, Reason: word}
	case vOperatorShow:
		return OperatorShow{By: who, Reason: word, Seq: seq}
	}
	return OperatorWithhold{By: who, Reason: word, Seq: seq}
}

// least is the lowest price that could be proposed.
func least(f *Facts) money.Money {
	limits := &f.Policy.Quotation.Price
	switch {
	case limits.Min != nil:
		return *limits.Min
	case limits.Max != nil:
		return money.New(1, limits.Max.Currency())
	}
	for _, limit := range []*money.Money{f.Policy.Purchase.Additional.Min, f.Policy.Purchase.Additional.Max} {
		if limit != nil {
			return money.New(1, limit.Currency())
		}
	}
	if f.Service.Currency != (money.Currency{}) {
		return money.New(1, f.Service.Currency)
	}
	return money.New(1, money.JPY)
}
