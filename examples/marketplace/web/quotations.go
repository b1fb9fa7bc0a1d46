package web

import (
	"net/http"
	"net/url"
	"slices"

	"github.com/torikime/torikime/examples/marketplace/market"
	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/transaction/engine"
)

// quotationsPage lists quotations, asked for by the viewer or asked of him.
type quotationsPage struct {
	Items    []quoted
	State    string
	Next     string
	First    bool
	Buyer    bool
	Operator bool
}

// quoted is one quotation in a list.
type quoted struct {
	market.Quotation
	About, With string
	Asked       moment
	Lapses      *moment
}

func (v *visit) quotations() error {
	if !v.in {
		return status(http.StatusUnauthorized)
	}
	q := v.r.URL.Query()
	if id := q.Get("id"); id != "" {
		return v.goTo("/quotations/"+url.PathEscape(id), "")
	}
	which := whichOf(q.Get("state"))
	list, err := v.market.Quotations(v.r.Context(), v.viewer(), which, q.Get("cursor"), pageSize)
	if err != nil {
		return err
	}
	page := quotationsPage{State: string(which), First: q.Get("cursor") == "", Buyer: v.me.Has(policy.Buyer), Operator: v.isOperator()}
	for i := range list.Items {
		page.Items = append(page.Items, v.quoted(&list.Items[i]))
	}
	if list.NextCursor != nil {
		page.Next = *list.NextCursor
	}
	return v.show(http.StatusOK, "quotations", "quotations.title", page)
}

// whichOf reads which of a list are asked for.
func whichOf(state string) engine.Which {
	switch state {
	case "open":
		return engine.Unended
	case "finished":
		return engine.Finished
	}
	return engine.All
}

func (v *visit) quoted(q *market.Quotation) quoted {
	return quoted{*q, v.about(q), v.withWhom(q), v.moment(q.RequestedAt), v.lapses(q)}
}

// about is what a quotation is about.
func (v *visit) about(q *market.Quotation) string {
	if q.Title == "" {
		return v.say("quotation.untitled")
	}
	return q.Title
}

func (v *visit) withWhom(q *market.Quotation) string {
	switch q.Role {
	case policy.Buyer:
		return v.say("quotation.of", "who", v.name(q.Seller))
	case policy.Seller:
		return v.say("quotation.by", "who", v.name(q.Buyer))
	}
	return v.say("room.between", "buyer", v.name(q.Buyer), "seller", v.name(q.Seller))
}

// lapses is when the proposal lapses (T1.3); nil if it does not, or not any more.
func (v *visit) lapses(q *market.Quotation) *moment {
	if len(q.Deadlines) == 0 {
		return nil
	}
	return v.maybe(&q.Deadlines[0].At)
}

// requestPage is the form that asks for a quotation: about a service, or of a seller.
type requestPage struct {
	Service *named
	Seller  string
	Who     string
	// Choose are those who can be asked, where nobody is named yet.
	Choose []seller
	Typed  form
	No     *failure
	Failed *failure
}

// seller is somebody who sells, and what.
type seller struct {
	ID, Who  string
	Services []named
}

func (v *visit) newQuotation() error {
	if !v.in {
		return status(http.StatusUnauthorized)
	}
	q := v.r.URL.Query()
	return v.requestPage(q.Get("service"), q.Get("seller"), nil)
}

func (v *visit) requestPage(service, of string, f *failure) error {
	page := requestPage{Seller: of, Failed: f}
	if service != "" {
		s, err := v.market.Service(v.r.Context(), v.viewer(), service)
		if err != nil {
			return err
		}
		about := v.named(s)
		page.Service, page.Seller = &about, s.Seller
	}
	code, err := http.StatusOK, error(nil)
	if page.Seller == "" {
		page.Choose, err = v.sellers()
	} else if page.Who = v.name(page.Seller); f == nil {
		page.No, err = v.mayRequest(service, page.Seller)
	}
	if err != nil {
		return err
	}
	if f != nil {
		code, page.Typed = f.Status, f.Typed
		v.back = "/quotations/new?" + url.Values{"service": {service}, "seller": {of}}.Encode()
	}
	return v.show(code, "request", "request.title", page)
}

// mayRequest asks the rules whether the viewer may ask; nothing is written.
func (v *visit) mayRequest(service, of string) (*failure, error) {
	draft := market.RequestDraft{ServiceID: service, Request: "."}
	if service == "" {
		draft.Seller = of
	}
	_, err := v.market.RequestQuotation(v.r.Context(), v.viewer(), draft, market.Call{DryRun: true})
	if err == nil {
		return nil, nil
	}
	if no, ok := v.failed("request", form{}, err); ok {
		return no, nil
	}
	return nil, err
}

// sellers are who sells now, among the newest services, by name.
func (v *visit) sellers() ([]seller, error) {
	list, err := v.market.Services(v.r.Context(), v.viewer(), "", "", most)
	if err != nil {
		return nil, err
	}
	var all []seller
	for _, s := range list.Items {
		if v.in && s.Seller == v.me.ID {
			continue
		}
		at := slices.IndexFunc(all, func(one seller) bool { return one.ID == s.Seller })
		if at < 0 {
			at, all = len(all), append(all, seller{ID: s.Seller, Who: v.name(s.Seller)})
		}
		all[at].Services = append(all[at].Services, v.named(s))
	}
	return all, nil
}

// request asks for a quotation (T1.1).
func (v *visit) request() error {
	f, err := v.post()
	if err != nil {
		return err
	}
	draft := market.RequestDraft{ServiceID: f.Get("service"), Request: f.text("request")}
	if draft.ServiceID == "" {
		draft.Seller = f.Get("seller")
	}
	done, err := v.market.RequestQuotation(v.r.Context(), v.viewer(), draft, v.call(f, nil))
	if err == nil {
		return v.goTo("/quotations/"+done.Value.ID, "said.requested")
	}
	if failed, ok := v.failed("request", f, err); ok {
		return v.requestPage(draft.ServiceID, draft.Seller, failed)
	}
	return err
}
