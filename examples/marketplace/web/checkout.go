package web

import (
	"net/http"
	"net/url"
	"strconv"

	"github.com/torikime/torikime/examples/marketplace/market"
	"github.com/torikime/torikime/policy/money"
	"github.com/torikime/torikime/transaction"
)

// checkoutPage is what somebody is about to pay, and how: the last page before it.
// It comes by an address, so that loading it again or coming back to it is harmless.
type checkoutPage struct {
	About, Seller string
	Lines         []sumLine
	// BuyerFee is part of Total; SellerFee is taken of the price, and shown for what it is.
	BuyerFee, SellerFee, Total money.Money
	// Due is until when it can be paid (T1.5); nil: it is no purchase, or has no end.
	Due *moment
	// Action is where the form leads, with Hidden; Back is where it came from.
	Action, Back string
	Hidden       url.Values
	Methods      []method
	// First: it is an order that does not stand yet. Inspection: with T4.8.
	First, Inspection bool
}

// sumLine is one thing with what it costs.
type sumLine struct {
	Title  string
	Amount money.Money
}

func (v *visit) checkoutPage(page checkoutPage) error {
	if page.Hidden.Get("key") == "" {
		page.Hidden.Del("key")
	}
	page.Methods = v.methods()
	v.back = page.Back
	return v.show(http.StatusOK, "checkout", "checkout.title", page)
}

// asked is the query of a page as a form.
func (v *visit) asked() form { return form{v.r.URL.Query()} }

// kept is what a checkout's form hands on.
func kept(f form, names ...string) url.Values {
	hidden := url.Values{}
	for _, name := range append(names, "key") {
		if values := f.Values[name]; len(values) > 0 {
			hidden[name] = values
		}
	}
	return hidden
}

// checkoutService shows what a service costs with the options that were picked.
func (v *visit) checkoutService() error {
	if !v.in {
		return status(http.StatusUnauthorized)
	}
	f, id := v.asked(), v.r.PathValue("id")
	s, err := v.market.Service(v.r.Context(), v.viewer(), id)
	if err != nil {
		return err
	}
	page := checkoutPage{About: s.Title, Action: "/services/" + id + "/buy", Back: "/services/" + id, Hidden: kept(f, "options", "inspection")}
	err = v.newOrder(&page, market.Order{Service: id, Options: f.Values["options"], Inspection: f.Get("inspection") != ""}, s.Title)
	if failed, ok := v.failed("buy", f, err); ok && err != nil {
		return v.servicePage(failed)
	}
	if err != nil {
		return err
	}
	return v.checkoutPage(page)
}

// checkoutProposal shows what a proposal costs.
func (v *visit) checkoutProposal() error {
	if !v.in {
		return status(http.StatusUnauthorized)
	}
	f, id := v.asked(), v.r.PathValue("id")
	q, err := v.market.Quotation(v.r.Context(), v.viewer(), id)
	if err != nil {
		return err
	}
	seen, err := strconv.Atoi(f.Get("proposal"))
	if err != nil || seen < 1 {
		return status(http.StatusBadRequest)
	}
	about := v.about(&q)
	page := checkoutPage{About: about, Action: "/quotations/" + id + "/purchase", Back: "/quotations/" + id, Hidden: kept(f, "options", "inspection", "proposal")}
	err = v.newOrder(&page, market.Order{Quotation: id, Proposal: seen, Options: f.Values["options"], Inspection: f.Get("inspection") != ""}, about)
	if failed, ok := v.failed("purchase", f, err); ok && err != nil {
		return v.quotationPage(id, failed)
	}
	if err != nil {
		return err
	}
	return v.checkoutPage(page)
}

// newOrder asks the rules what an order would be; nothing is written.
func (v *visit) newOrder(page *checkoutPage, o market.Order, title string) error {
	o.Payment = transaction.Awaited
	done, err := v.market.Buy(v.r.Context(), v.viewer(), o, market.Call{DryRun: true})
	if err != nil {
		return err
	}
	room := &done.Value
	page.First, page.Inspection, page.Seller = true, room.Inspection, v.name(room.Seller)
	base, cur := room.Price.Units(), room.Price.Currency()
	for _, option := range room.Options {
		if option.Bought {
			base -= option.Price.Units()
			page.Lines = append(page.Lines, sumLine{option.Title, option.Price})
		}
	}
	page.Lines = append([]sumLine{{title, money.New(base, cur)}}, page.Lines...)
	sellers, _ := v.market.Policy().Fees.On(room.Price.Units())
	page.SellerFee, page.Total = money.New(sellers, cur), room.ToPay
	page.BuyerFee = money.New(room.ToPay.Units()-room.Price.Units(), cur)
	page.Due = v.payBy(room)
	return nil
}

// payBy is until when a purchase can be paid (T1.5).
func (v *visit) payBy(room *market.Talkroom) *moment {
	for _, d := range room.Deadlines {
		if d.Kind == transaction.PaymentDue.String() {
			return v.maybe(&d.At)
		}
	}
	return nil
}

// checkoutRoom shows what somebody is about to pay in a talkroom.
func (v *visit) checkoutRoom() error {
	if !v.in {
		return status(http.StatusUnauthorized)
	}
	f, id := v.asked(), v.r.PathValue("id")
	receipt, err := v.market.Receipt(v.r.Context(), v.viewer(), id)
	if err != nil {
		return err
	}
	name := f.Get("for")
	kind, ok := payments[name]
	if !ok {
		return market.ErrNotFound
	}
	room := &receipt.Talkroom
	page := checkoutPage{About: room.Title, Seller: v.name(room.Seller), Action: "/talkrooms/" + id + "/" + name, Back: "/talkrooms/" + id, Hidden: kept(f, "option", "amount")}
	page.Hidden.Set("seq", strconv.Itoa(room.Seq))
	c, err := v.purchaseOf(kind, f, room.Price.Currency())
	if err == nil {
		err = v.wouldPay(&page, &receipt, c)
	}
	if failed, ok := v.failed(name, f, err); ok && err != nil {
		return v.roomPage(id, failed)
	}
	if err != nil {
		return err
	}
	return v.checkoutPage(page)
}

// wouldPay asks the rules what a payment would be; nothing is written.
func (v *visit) wouldPay(page *checkoutPage, r *market.Receipt, c market.Checkout) error {
	done, err := v.market.Do(v.r.Context(), v.viewer(), r.ID, func(by transaction.Actor) transaction.Command {
		return payment(by, c, transaction.Settled)
	}, market.Call{DryRun: true})
	if err != nil {
		return err
	}
	net, cur := c.Amount, r.Price.Currency()
	switch c.For {
	case transaction.ForPurchase:
		net, page.Due, page.Inspection = r.Price, v.payBy(&r.Talkroom), r.Inspection
		for _, line := range r.Ordered {
			page.Lines = append(page.Lines, sumLine{v.lineTitle(r, line), line.Amount})
		}
	case transaction.ForOption:
		for _, o := range r.Options {
			if o.ID == c.Option {
				net = o.Price
				page.Lines = []sumLine{{o.Title, o.Price}}
			}
		}
	default:
		page.Lines = []sumLine{{v.say("checkout.additional"), c.Amount}}
	}
	page.Total = money.New(done.Value.Paid.Units()-r.Talkroom.Paid.Units(), cur)
	page.BuyerFee = money.New(page.Total.Units()-net.Units(), cur)
	page.SellerFee = money.New(done.Value.Fee.Units()-r.Fee.Units()-page.BuyerFee.Units(), cur)
	return nil
}

// lineTitle names what was bought.
func (v *visit) lineTitle(r *market.Receipt, line market.ReceiptLine) string {
	switch {
	case line.Title != "":
		return line.Title
	case line.Kind == transaction.Additional.String():
		return v.say("checkout.additional")
	}
	return r.Title
}

// payInRoom pays what the form says, of a command that pays.
func (v *visit) payInRoom(room *market.Talkroom, name string, f form) error {
	c, err := v.purchaseOf(payments[name], f, room.Price.Currency())
	if err != nil {
		return err
	}
	return v.pay(room.ID, c, f, "done."+name)
}
