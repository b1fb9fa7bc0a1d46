package web

import (
	"slices"

	"github.com/torikime/torikime/examples/marketplace/market"
	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/policy/money"
	"github.com/torikime/torikime/transaction"
)

// roomMoney is the money of a talkroom as a page shows it.
type roomMoney struct {
	Payments []paymentLine
	Refunds  []refundLine
	// BuyerFee and SellerFee are those on what stands.
	BuyerFee, SellerFee money.Money
	// Due is until when an order can be paid; nil: it is none, or has no end.
	Due *moment
	// Paper: there is a receipt, or a statement.
	Paper bool
}

// paymentLine is one payment, or a try.
type paymentLine struct {
	At     moment
	Amount money.Money
	What   string
	How    string
	// State is a key of payment.state; Badge its colour. Back is what of it goes back
	// while the rest stays, Gone says that it has left; nil: nothing.
	State, Badge string
	Back         *money.Money
	Gone, Late   bool
	// URL is where its buyer pays now; Look where he asks how it stands; empty: nowhere.
	URL, Look string
}

// refundLine is money that goes back.
type refundLine struct {
	At, Confirmed *moment
	Amount        money.Money
	Why, How      string
	State, Badge  string
}

func (v *visit) roomMoney(r *market.Receipt) roomMoney {
	m := roomMoney{BuyerFee: r.BuyerFee, SellerFee: r.SellerFee, Paper: len(r.Paid) > 0}
	if r.Phase == phaseAwaiting {
		m.Due = v.payBy(&r.Talkroom)
	}
	for i := range r.Payments {
		m.Payments = append(m.Payments, v.paymentLine(r, &r.Payments[i]))
	}
	for i := range r.Paid {
		if p := &r.Paid[i]; p.Charge == "" { // a host's own settling, by no provider
			m.Payments = append(m.Payments, paymentLine{At: v.moment(p.At), Amount: p.Amount, What: v.say("payment.for." + p.Kind), How: v.how("", ""), State: "confirmed", Badge: "good"})
		}
	}
	m.Refunds = v.refundLines(r)
	return m
}

func (v *visit) paymentLine(r *market.Receipt, p *market.Payment) paymentLine {
	line := paymentLine{At: v.moment(p.At), Amount: p.Amount, What: v.paidFor(&r.Talkroom, p.For, p.Option), How: v.how(p.Provider, p.Method), State: p.State}
	switch p.State {
	case "confirmed":
		v.confirmed(&line, r, p.ID)
	case awaitsBuyer, "asked", "pending":
		if p.State == awaitsBuyer && moot(&r.Talkroom, p) {
			line.State = "moot"
			break
		}
		line.Badge = "warn"
		if r.Role == policy.Buyer {
			line.Look = market.ReturnPath(p.ID)
		}
		if p.URL != "" {
			line.URL, line.Look = v.payHere(p.URL), ""
		}
	default:
		line.Badge = "bad"
	}
	return line
}

// awaitsBuyer is a payment that its buyer has not made on the provider's pages.
const awaitsBuyer = "awaits_buyer"

// moot reports a payment that pays for nothing any more; its buyer should not make it.
func moot(room *market.Talkroom, p *market.Payment) bool {
	switch room.Phase {
	case "closed", "cancelled", "lapsed":
		return true
	case phaseAwaiting:
		return false
	}
	bought := func(o market.Option) bool { return o.ID == p.Option && o.Bought }
	return p.For == transaction.ForPurchase.String() || slices.ContainsFunc(room.Options, bought)
}

// confirmed says of captured money what became of it: it is "paid" only as far as it
// did not go back.
func (v *visit) confirmed(line *paymentLine, r *market.Receipt, id string) {
	i := slices.IndexFunc(r.Paid, func(p market.ReceiptPayment) bool { return p.Charge == id })
	if i < 0 {
		line.State, line.Badge = "unused", "warn"
		return
	}
	p := &r.Paid[i]
	line.Late, line.Badge = p.Late, "good"
	switch {
	case p.Gone():
		line.State, line.Badge = "going", "warn"
		if sentBack(r, id) {
			line.State, line.Badge = "gone", ""
		}
	case !p.Back.IsZero():
		line.Back, line.Gone = &p.Back, sentBack(r, id)
	}
}

// sentBack reports that everything that goes back by a payment has left.
func sentBack(r *market.Receipt, charge string) bool {
	return !slices.ContainsFunc(r.Back, func(b market.ReceiptBack) bool {
		return b.Charge == charge && b.State != transaction.RefundConfirmed.String()
	})
}

// paidFor says what a payment is for.
func (v *visit) paidFor(room *market.Talkroom, kind, option string) string {
	return v.say("payment.for."+kind, "option", v.option(room, option))
}

// refundBadges are the colours of a refund's states.
var refundBadges = map[string]string{"asked": "warn", "sent": "warn", "confirmed": "good", "returned": "bad"}

func (v *visit) refundLines(r *market.Receipt) []refundLine {
	list := make([]refundLine, len(r.Back))
	for i := range r.Back {
		b := &r.Back[i]
		list[i] = refundLine{
			At: v.maybe(&b.At), Confirmed: v.maybe(b.ConfirmedAt), Amount: b.Amount, Why: v.say("refund.why." + b.Why),
			How: v.how(b.Provider, b.Method), State: b.State, Badge: refundBadges[b.State],
		}
		if b.Elsewhere {
			list[i].How = v.say("refund.elsewhere")
		}
	}
	return list
}
