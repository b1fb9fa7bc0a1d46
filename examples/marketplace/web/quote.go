package web

import (
	"net/http"
	"slices"
	"strconv"

	"github.com/torikime/torikime/examples/marketplace/market"
	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/policy/money"
	"github.com/torikime/torikime/transaction"
	"github.com/torikime/torikime/transaction/quotation"
)

// quoteAct is one command of a quotation as a form, or as the reason why there is
// none.
type quoteAct struct {
	market.Action
	Page   *quotationPage
	Failed *failure
	Open   bool
	// Reasons of a refusal (T1.1).
	Reasons []string
	// Least and Greatest bound a proposal's price (T1.4); nil: no bound.
	Least, Greatest *money.Money
	// Days that a proposal stands, in words; empty: for good (T1.3).
	Stands string
	// Services are the seller's own, which a proposal may be about; Notes are those
	// for buyers that would not be posted (T1.8).
	Services []named
	Notes    []named
	// Options, Inspection and Fee are those of the purchase.
	Options    []market.ServiceOption
	Inspection bool
	Fee        string
}

// In is what was typed into a field of a form that was refused.
func (a quoteAct) In(name string) string {
	if a.Failed == nil {
		return ""
	}
	return a.Failed.Typed.Get(name)
}

// Has reports a choice of a form that was refused.
func (a quoteAct) Has(name, value string) bool {
	return a.Failed != nil && slices.Contains(a.Failed.Typed.Values[name], value)
}

// Price, Date and Words are those of the proposal's form: as typed, or as the
// proposal stands.
func (a quoteAct) Price() string {
	if a.Failed != nil || a.Page.Price == nil {
		return a.In("price")
	}
	return a.Page.Price.Amount()
}

// Date is the delivery date; see Price.
func (a quoteAct) Date() string {
	if a.Failed != nil || a.Page.DeliveryDate == nil {
		return a.In("delivery_date")
	}
	return a.Page.DeliveryDate.String()
}

// Words is the description; see Price.
func (a quoteAct) Words() string {
	if a.Failed != nil || a.Page.Description == nil {
		return a.In("description")
	}
	return *a.Page.Description
}

// About reports the service that the proposal's form has chosen.
func (a quoteAct) About(service string) bool {
	if a.Failed != nil {
		return a.In("service") == service
	}
	if a.Page.Proposal != nil {
		return offered(a.Page) == service
	}
	return a.Page.asked() == service
}

// quoteActs sorts what the viewer can do: now, or not.
func (v *visit) quoteActs(page *quotationPage) error {
	for _, action := range page.Actions {
		if action.Command == "operator-show" || action.Command == "operator-withhold" {
			continue // its form stands beside the words
		}
		a := quoteAct{Action: action, Page: page}
		if page.Failed != nil && page.Failed.Command == action.Command {
			a.Failed, page.Loose = page.Failed, false
		}
		if err := v.prepare(&a); err != nil {
			return err
		}
		switch {
		case !a.Allowed && a.Failed == nil:
			page.Not = append(page.Not, a)
		case action.Command == "ask":
			page.Composer = &a
		default:
			page.Now = append(page.Now, a)
		}
	}
	slices.SortStableFunc(page.Now, func(a, b quoteAct) int { return quoteOrder(a) - quoteOrder(b) })
	return nil
}

// quoteOrder puts what leads on first; the rest is for the end.
func quoteOrder(a quoteAct) int {
	return slices.Index([]string{"purchase", "propose", "refuse", "withdraw", "operator-close"}, a.Command)
}

// prepare fills in what a command's form shows.
func (v *visit) prepare(a *quoteAct) error {
	p := v.market.Policy()
	switch a.Command {
	case "propose":
		a.Open = a.Failed != nil || a.Page.Proposal == nil
		a.Least, a.Greatest = p.Quotation.Price.Min, p.Quotation.Price.Max
		if !p.Quotation.Lapse.Off() {
			a.Stands = limit(v.lang, p.Quotation.Lapse)
		}
		if a.Allowed {
			return v.ownServices(a)
		}
	case "refuse":
		a.Open, a.Reasons = a.Failed != nil, p.Quotation.RefusalReasons
	case "purchase":
		a.Open, a.Inspection = true, p.Delivery.Inspection
		if !p.Fees.Buyer.None() {
			a.Fee = p.Fees.Buyer.Words(v.lang)
		}
		if service := offered(a.Page); service != "" && p.Purchase.OptionsOnQuotation && a.Allowed {
			s, err := v.market.Service(v.r.Context(), v.viewer(), service)
			a.Options = s.Options
			return err
		}
	default:
		a.Open = a.Failed != nil
	}
	return nil
}

// asked is the service that the request is about; empty: none.
func (p *quotationPage) asked() string {
	if p.ServiceID == nil {
		return ""
	}
	return *p.ServiceID
}

// offered is the service of the proposal; empty: none.
func offered(p *quotationPage) string {
	if p.Proposal == nil || p.Proposal.ServiceID == nil {
		return ""
	}
	return *p.Proposal.ServiceID
}

// ownServices fills in the seller's services, and the notes that a purchase would not post.
func (v *visit) ownServices(a *quoteAct) error {
	list, err := v.market.Services(v.r.Context(), v.viewer(), v.me.ID, "", most)
	if err != nil {
		return err
	}
	// What it is about stands among them, however many there are.
	for _, id := range []string{a.Page.asked(), offered(a.Page)} {
		if id == "" || slices.ContainsFunc(list.Items, func(s market.Service) bool { return s.ID == id }) {
			continue
		}
		s, err := v.market.Service(v.r.Context(), v.viewer(), id)
		if err != nil {
			return err
		}
		list.Items = append(list.Items, s)
	}
	for _, s := range list.Items {
		one := v.named(s)
		a.Services = append(a.Services, one)
		about := a.Page.asked() == "" || a.Page.asked() == s.ID
		if about && !a.Page.NotesPosted && !policy.Blank(s.Notes) {
			a.Notes = append(a.Notes, one)
		}
	}
	return nil
}

// quote gives a command in a quotation and leads back to it; a purchase leads into
// the talkroom.
func (v *visit) quote() error {
	if !v.in {
		return status(http.StatusUnauthorized)
	}
	id, name := v.r.PathValue("id"), v.r.PathValue("command")
	// Strangers find nothing here, whatever they send.
	if _, err := v.market.QuotationPart(v.r.Context(), v.me, id); err != nil {
		return err
	}
	f, err := v.form()
	if err != nil {
		return err
	}
	if name == "propose" && f.Get("notes") != "" {
		return v.withNotes(id, f)
	}
	if name == "purchase" {
		if err = v.buyProposal(id, f); err == nil {
			return nil
		}
	} else if err = v.doQuote(id, name, f); err == nil {
		return v.goTo("/quotations/"+id+"#latest", "done.quotation."+name)
	}
	if failed, ok := v.failed(name, f, err); ok {
		return v.quotationPage(id, failed)
	}
	return err
}

// withNotes puts the notes of a service into the form of a proposal; nothing is sent.
func (v *visit) withNotes(id string, f form) error {
	s, err := v.market.Service(v.r.Context(), v.viewer(), f.Get("notes"))
	if err != nil {
		return err
	}
	if s.Seller != v.me.ID {
		return market.ErrNotFound
	}
	words := f.text("description")
	if !policy.Blank(words) {
		words += "\n\n"
	}
	f.Set("description", words+s.Notes)
	return v.quotationPage(id, &failure{Command: "propose", Typed: f, Status: http.StatusOK})
}

// buyProposal buys the version that the buyer has looked at: one that was changed
// meanwhile is refused (T1.2).
func (v *visit) buyProposal(id string, f form) error {
	seen, err := strconv.Atoi(f.Get("proposal"))
	if err != nil || seen < 1 {
		return status(http.StatusBadRequest)
	}
	return v.order(market.Order{Quotation: id, Proposal: seen, Options: f.Values["options"], Inspection: f.Get("inspection") != ""}, f)
}

func (v *visit) doQuote(id, name string, f form) error {
	make, no := v.quoteMaker(name, f)
	if no != nil {
		return no
	}
	if make == nil {
		return market.ErrNotFound
	}
	_, err := v.market.Quote(v.r.Context(), v.viewer(), id, make, v.call(f, nil))
	return err
}

// quoteMaker turns a filled form into a command; nil if there is no such command.
func (v *visit) quoteMaker(name string, f form) (market.MakeQuote, *policy.Rejection) {
	type by = transaction.Actor
	switch name {
	case "ask":
		return func(by by) quotation.Command { return quotation.Ask{By: by, Text: f.text("message")} }, nil
	case "propose":
		return v.proposal(f)
	case "refuse":
		return func(by by) quotation.Command {
			return quotation.Refuse{By: by, Reason: f.Get("reason"), Text: f.text("message")}
		}, nil
	case "withdraw":
		return func(by by) quotation.Command { return quotation.Withdraw{By: by} }, nil
	case "operator-close":
		return func(by by) quotation.Command { return quotation.OperatorClose{By: by, Reason: f.text("reason")} }, nil
	case "operator-show", "operator-withhold":
		seq, no := f.whole(v.lang, "of")
		if name == "operator-show" {
			return func(by by) quotation.Command {
				return quotation.OperatorShow{By: by, Reason: f.text("reason"), Seq: seq}
			}, no
		}
		return func(by by) quotation.Command {
			return quotation.OperatorWithhold{By: by, Reason: f.text("reason"), Seq: seq}
		}, no
	}
	return nil, nil
}

// proposal reads the form of a proposal.
func (v *visit) proposal(f form) (market.MakeQuote, *policy.Rejection) {
	price, no := f.money(v.lang, "price", money.JPY)
	date, err := policy.ParseDate(f.Get("delivery_date"))
	if err != nil {
		bad := market.Invalid("delivery_date", "date", v.say("date.bad", "value", f.Get("delivery_date")))
		if no == nil {
			no = bad
		} else {
			no.Faults = append(no.Faults, bad.Faults...)
		}
	}
	return func(by transaction.Actor) quotation.Command {
		return quotation.Propose{By: by, Price: price, Delivery: date, Service: f.Get("service"), Text: f.text("description")}
	}, no
}
