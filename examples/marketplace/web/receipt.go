package web

import (
	"net/http"

	"github.com/torikime/torikime/examples/marketplace/market"
	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/policy/money"
)

// receiptPage is the paper of one transaction: a receipt for the buyer, a statement
// of earnings for the seller, both in one for an operator.
type receiptPage struct {
	market.Receipt
	Title         string
	ForBuyer      bool
	Buyer, Seller string
	Issued        moment
	Ordered       *moment
	Lines         []sumLine
	Payments      []receiptPayment
	Refunds       []refundLine
	// Fee is the buyer's on all that was paid; Kept is what he paid and did not get back.
	Fee, In, Kept money.Money
	Closed        bool
}

// receiptPayment is money that came in.
type receiptPayment struct {
	market.ReceiptPayment
	At        moment
	What, How string
}

// receipt shows the paper of a transaction to its parties and to operators.
func (v *visit) receipt() error {
	if !v.in {
		return status(http.StatusUnauthorized)
	}
	r, err := v.market.Receipt(v.r.Context(), v.viewer(), v.r.PathValue("id"))
	if err != nil {
		return err
	}
	page := receiptPage{
		Receipt: r, ForBuyer: r.Role != policy.Seller, Buyer: v.name(r.Talkroom.Buyer), Seller: v.name(r.Talkroom.Seller),
		Issued: v.moment(r.IssuedAt), Ordered: v.maybe(r.PurchasedAt), Refunds: v.refundLines(&r), Closed: r.ClosedAt != nil,
	}
	fee, in, cur := int64(0), int64(0), r.Price.Currency()
	for i := range r.Paid {
		p := &r.Paid[i]
		fee += p.BuyerFee.Units()
		in += p.Amount.Units()
		page.Payments = append(page.Payments, receiptPayment{*p, v.moment(p.At), v.say("receipt.for." + p.Kind), v.how(p.Provider, p.Method)})
	}
	for _, line := range r.Ordered {
		page.Lines = append(page.Lines, sumLine{v.lineTitle(&r, line), line.Amount})
	}
	page.Fee, page.In, page.Kept = money.New(fee, cur), money.New(in, cur), money.New(in-r.Refunded.Units(), cur)
	page.Title = v.receiptTitle(&page)
	v.back = "/transactions/" + r.ID + "/receipt"
	return v.show(http.StatusOK, "receipt", page.Title, page)
}

// receiptTitle names the paper: nothing that was not paid, or went back as a whole, is
// called a receipt.
func (v *visit) receiptTitle(p *receiptPage) string {
	switch {
	case !p.ForBuyer:
		return v.say("receipt.title.seller")
	case p.Kept.Sign() > 0:
		return v.say("receipt.title")
	}
	return v.say("receipt.title.none")
}
