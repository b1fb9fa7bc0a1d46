package web

import (
	"context"
	"net/http"

	"github.com/torikime/torikime/examples/marketplace/market"
	"github.com/torikime/torikime/policy"
)

const pageSize = 12

// named is a service with its seller's name.
type named struct {
	market.Service
	Who  string
	Mine bool
	// Ranked is the seller's rank in words (T6.3); empty: none.
	Ranked string
}

func (v *visit) named(s market.Service) named {
	return named{s, v.name(s.Seller), v.in && s.Seller == v.me.ID, v.ranked(s.Rank)}
}

// ranked names a rank; one of a policy of one's own shows its id.
func (v *visit) ranked(rank *string) string {
	if rank == nil {
		return ""
	}
	if key := "rank." + *rank; known(key) {
		return v.say(key)
	}
	return v.say("rank.other", "id", *rank)
}

// name is how somebody is called; one who has left, by no name of his own (T9.4).
func (v *visit) name(id string) string {
	p, ok := v.market.Person(id)
	switch {
	case !ok:
		return id
	case p.Name == market.Nobody:
		return v.say("person.left")
	}
	return p.Name
}

// services lists what is offered.
func (v *visit) services() error {
	list, err := v.market.Services(v.r.Context(), v.viewer(), "", v.r.URL.Query().Get("cursor"), pageSize)
	if err != nil {
		return err
	}
	body := struct {
		Items  []named
		Next   string
		First  bool
		Seller bool
		Paused []named // the viewer's own
	}{First: v.r.URL.Query().Get("cursor") == "", Seller: v.in && v.me.Has(policy.Seller)}
	for _, s := range list.Items {
		body.Items = append(body.Items, v.named(s))
	}
	if list.NextCursor != nil {
		body.Next = *list.NextCursor
	}
	if body.Seller && body.First {
		if body.Paused, err = v.paused(); err != nil {
			return err
		}
	}
	return v.show(http.StatusOK, "services", "services.title", body)
}

// paused are the viewer's services that accept no orders, among his newest.
func (v *visit) paused() ([]named, error) {
	list, err := v.market.Services(v.r.Context(), v.viewer(), v.me.ID, "", most)
	var paused []named
	for _, s := range list.Items {
		if s.Paused && !s.Waiting {
			paused = append(paused, v.named(s))
		}
	}
	return paused, err
}

// servicePage is one service, and whether the viewer can buy it.
type servicePage struct {
	named
	In         bool
	Inspection bool
	Fee        string
	// Public are the reviews that everybody sees (T5.9), More the cursor of the next.
	Public []publicReview
	More   string
	Picked map[string]bool
	Typed  form
	// No says why it can't be bought now, before anybody tried; Failed what came of a try.
	No     *failure
	Failed *failure
	// Operator: the viewer decides on held texts. Found is what was found in them,
	// for the seller and operators; the marked pieces are theirs too.
	Operator     bool
	Found        []found
	About, Asked []piece
}

func (v *visit) service() error { return v.servicePage(nil) }

// publicReview is a public review as a page shows it.
type publicReview struct {
	market.PublicReview
	Sent moment
}

// publicReviews is one page of a service's public reviews, and the cursor of the next.
func (v *visit) publicReviews(service string) (reviews []publicReview, more string, err error) {
	list, err := v.market.Reviews(v.r.Context(), service, v.r.URL.Query().Get("reviews"), pageSize)
	for _, r := range list.Items {
		reviews = append(reviews, publicReview{r, v.moment(r.SentAt)})
	}
	if list.NextCursor != nil {
		more = *list.NextCursor
	}
	return reviews, more, err
}

func (v *visit) servicePage(f *failure) error {
	s, err := v.market.Service(v.r.Context(), v.viewer(), v.r.PathValue("id"))
	if err != nil {
		return err
	}
	page := servicePage{named: v.named(s), In: v.in, Inspection: v.market.Policy().Delivery.Inspection, Picked: map[string]bool{}, Failed: f}
	page.Operator, page.Found = v.isOperator(), v.foundInService(&s)
	page.About, page.Asked = pieces(s.Description, in("description", s.Findings)), pieces(s.Notes, in("notes", s.Findings))
	if fee := v.market.Policy().Fees.Buyer; !fee.None() {
		page.Fee = fee.Words(v.lang)
	}
	if page.Public, page.More, err = v.publicReviews(s.ID); err != nil {
		return err
	}
	code := http.StatusOK
	if f != nil {
		code, page.Typed = f.Status, f.Typed
		for _, id := range f.Typed.Values["options"] {
			page.Picked[id] = true
		}
		v.back = "/services/" + s.ID
	}
	if v.in && !page.Mine && f == nil {
		// The rules say whether, and why not; nothing is written.
		_, err := v.market.Buy(v.r.Context(), v.viewer(), market.Order{Service: s.ID}, market.Call{DryRun: true})
		if err != nil {
			no, ok := v.failed("buy", form{}, err)
			if !ok {
				return err
			}
			page.No = no
		}
	}
	return v.show(code, "service", s.Title, page)
}

// buy purchases a service and leads into the talkroom.
func (v *visit) buy() error {
	f, err := v.post()
	if err != nil {
		return err
	}
	err = v.order(market.Order{Service: v.r.PathValue("id"), Options: f.Values["options"], Inspection: f.Get("inspection") != ""}, f)
	if err != nil {
		if failed, ok := v.failed("buy", f, err); ok {
			return v.servicePage(failed)
		}
	}
	return err
}

// post reads a form of somebody who is signed in.
func (v *visit) post() (form, error) {
	if !v.in {
		return form{}, status(http.StatusUnauthorized)
	}
	return v.form()
}

func (v *visit) pause() error  { return v.turn("said.paused", v.market.Pause) }
func (v *visit) resume() error { return v.turn("said.resumed", v.market.Resume) }

// resumeAll lets every service of the viewer's accept orders again (T6.4).
func (v *visit) resumeAll() error {
	f, err := v.post()
	if err != nil {
		return err
	}
	if _, err := v.market.ResumeAll(v.r.Context(), v.viewer(), v.call(f, nil)); err != nil {
		return err
	}
	return v.goTo(local(f.Get("back")), "said.resumed_all")
}

type turning func(ctx context.Context, w market.Viewer, id string, call market.Call) (market.Done[market.Service], error)

// turn stops a service's orders or lets them in again.
func (v *visit) turn(said string, do turning) error {
	f, err := v.post()
	if err != nil {
		return err
	}
	id := v.r.PathValue("id")
	if _, err := do(v.r.Context(), v.viewer(), id, v.call(f, nil)); err != nil {
		if failed, ok := v.failed("turn", f, err); ok {
			return v.servicePage(failed)
		}
		return err
	}
	return v.goTo("/services/"+id, said)
}
