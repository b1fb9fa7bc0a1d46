package web

import (
	"errors"
	"net/http"
	"strconv"

	"github.com/torikime/torikime/examples/marketplace/market"
	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/policy/money"
)

// optionLines is how many options an empty form has room for.
const optionLines = 4

// offerPage is the form of a service, a new one or one that its seller edits.
type offerPage struct {
	Seller bool
	// Service is the one that is edited, of which the seller has seen Seq events;
	// empty: a new one.
	Service  string
	Seq      int
	Currency string
	Typed    form
	Failed   *failure
	Lines    []int
}

// Action is where the form leads.
func (p offerPage) Action() string {
	if p.Service == "" {
		return "/services/new"
	}
	return "/services/" + p.Service + "/edit"
}

// Option is one line's id, title or price as it was typed.
func (p offerPage) Option(field string, i int) string {
	if values := p.Typed.Values[field]; i < len(values) {
		return values[i]
	}
	return ""
}

func (v *visit) newService() error {
	if !v.in {
		return status(http.StatusUnauthorized)
	}
	return v.offerPage(offerPage{Seller: v.me.Has(policy.Seller), Currency: money.JPY.String()})
}

// offerPage shows the form, with one empty line more than there are options, as long
// as the policy has room for it (T1.12).
func (v *visit) offerPage(page offerPage) error {
	filled := 0
	for i := range page.Typed.Values["option_title"] {
		if page.Option("option_title", i) != "" || page.Option("option_price", i) != "" {
			filled = i + 1
		}
	}
	for i := range max(optionLines, filled, min(filled+1, v.market.Policy().Purchase.MaxOptions)) {
		page.Lines = append(page.Lines, i)
	}
	code, title := http.StatusOK, "offer.title"
	if page.Failed != nil {
		code = page.Failed.Status
		v.back = page.Action()
	}
	if page.Service != "" {
		title = "edit.title"
	}
	return v.show(code, "offer", title, page)
}

// offer lists a new service.
func (v *visit) offer() error {
	f, err := v.post()
	if err != nil {
		return err
	}
	draft, no := v.draft(f, money.JPY)
	if no != nil {
		err = no
	} else {
		var done market.Done[market.Service]
		done, err = v.market.Offer(v.r.Context(), v.viewer(), draft, v.call(f, nil))
		if err == nil {
			return v.offered(done.Value, "said.offered")
		}
	}
	if failed, ok := v.failed("offer", f, err); ok {
		return v.offerPage(offerPage{Seller: v.me.Has(policy.Seller), Currency: money.JPY.String(), Typed: f, Failed: failed})
	}
	return err
}

// offered leads to the service, and says so if it waits for an operator (T8.4).
func (v *visit) offered(s market.Service, said string) error {
	if s.Waiting {
		said = "said.waits"
	}
	return v.goTo("/services/"+s.ID, said)
}

// editPage is the form of a service of the viewer's, filled in.
func (v *visit) editPage() error {
	s, err := v.ownService()
	if err != nil {
		return err
	}
	return v.offerPage(editing(&s))
}

func editing(s *market.Service) offerPage {
	return offerPage{Seller: true, Service: s.ID, Seq: s.Seq, Currency: s.Price.Currency().String(), Typed: typed(s)}
}

// ownService is one that the viewer offers himself.
func (v *visit) ownService() (market.Service, error) {
	if !v.in {
		return market.Service{}, status(http.StatusUnauthorized)
	}
	s, err := v.market.Service(v.r.Context(), v.viewer(), v.r.PathValue("id"))
	if err == nil && s.Seller != v.me.ID {
		err = status(http.StatusForbidden)
	}
	return s, err
}

// typed is a service as its seller would fill it in.
func typed(s *market.Service) form {
	f := form{map[string][]string{
		"title": {s.Title}, "description": {s.Description}, "price": {s.Price.Amount()}, "notes": {s.Notes},
		"capacity": {strconv.Itoa(s.Capacity)},
	}}
	if s.RequireFinished {
		f.Set("finished", "yes")
	}
	for _, o := range s.Options {
		f.Add("option_id", o.ID)
		f.Add("option_title", o.Title)
		f.Add("option_price", o.Price.Amount())
	}
	return f
}

// edit replaces what the viewer wrote of a service of his.
func (v *visit) edit() error {
	f, err := v.post()
	if err != nil {
		return err
	}
	s, err := v.ownService()
	if err != nil {
		return err
	}
	draft, no := v.draft(f, s.Price.Currency())
	if no != nil {
		err = no
	} else {
		var done market.Done[market.Service]
		done, err = v.market.EditService(v.r.Context(), v.viewer(), s.ID, draft, v.call(f, nil))
		if err == nil {
			return v.offered(done.Value, "said.edited")
		}
	}
	failed, ok := v.failed("edit", f, err)
	if !ok {
		return err
	}
	page := editing(&s)
	page.Typed, page.Failed = f, failed
	var rejection *policy.Rejection
	if errors.As(err, &rejection) && rejection.Kind == policy.Conflict {
		failed.Detail = v.say("edit.changed") // who saves once more means it
	} else if seq, err := strconv.Atoi(f.Get("seq")); err == nil {
		page.Seq = seq
	}
	return v.offerPage(page)
}

// draft reads the form of a service. Every field that is no number is named.
func (v *visit) draft(f form, currency money.Currency) (market.ServiceDraft, *policy.Rejection) {
	draft := market.ServiceDraft{Title: f.Get("title"), Description: f.text("description"), Notes: f.text("notes"), RequireFinished: f.Get("finished") != ""}
	var no *policy.Rejection
	add := func(bad *policy.Rejection) {
		if bad != nil && no != nil {
			no.Faults = append(no.Faults, bad.Faults...)
		} else if bad != nil {
			no = bad
		}
	}
	var bad *policy.Rejection
	draft.Price, bad = f.money(v.lang, "price", currency)
	add(bad)
	draft.Capacity, bad = f.whole(v.lang, "capacity")
	add(bad)
	ids, titles, prices := f.Values["option_id"], f.Values["option_title"], f.Values["option_price"]
	for i := range min(len(titles), len(prices)) {
		if titles[i] == "" && prices[i] == "" {
			continue
		}
		price, bad := form{map[string][]string{"p": {prices[i]}}}.money(v.lang, "p", currency)
		if bad != nil {
			bad.Faults[0].Path = "options[" + strconv.Itoa(i) + "].price"
		}
		add(bad)
		option := market.OptionDraft{Title: titles[i], Price: price}
		if i < len(ids) {
			option.ID = ids[i]
		}
		draft.Options = append(draft.Options, option)
	}
	return draft, no
}
