package market

import (
	"context"
	"encoding/json"
	"errors"
	"maps"
	"slices"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/policy/money"
	"github.com/torikime/torikime/store"
	"github.com/torikime/torikime/transaction"
	"github.com/torikime/torikime/transaction/engine"
	"github.com/torikime/torikime/transaction/listing"
)

// Services lists what is offered, newest first; a seller's alone if one is named.
// What waits for an operator (T8.4) only its seller and operators see.
func (m *Market) Services(ctx context.Context, v Viewer, seller, cursor string, limit int) (Page[Service], error) {
	list, err := m.engine.Listings(ctx, engine.ListingQuery{Seller: seller, Cursor: cursor, Limit: limit})
	if err != nil {
		return Page[Service]{}, badCursor(err)
	}
	return m.servicesOf(ctx, v, list)
}

// servicesOf is a page of services as the viewer sees it.
func (m *Market) servicesOf(ctx context.Context, v Viewer, list engine.Page[engine.ListingView]) (Page[Service], error) {
	page := Page[Service]{Items: []Service{}, NextCursor: cursorOf(list.Next)}
	var stand []*Service
	for i := range list.Items {
		if mayLook(v, &list.Items[i]) {
			page.Items = append(page.Items, mine(v, &list.Items[i]))
		}
	}
	for i := range page.Items {
		stand = append(stand, &page.Items[i])
	}
	return page, m.stand(ctx, stand...)
}

// mayLook reports whether somebody sees a service.
func mayLook(v Viewer, view *engine.ListingView) bool {
	return !view.State.Held || v.ID == view.State.Seller || v.Has(policy.Operator)
}

// Service is one service; ErrNotFound if there is none, or not for the viewer.
func (m *Market) Service(ctx context.Context, v Viewer, id string) (Service, error) {
	if id == "" || len(id) > 200 {
		return Service{}, ErrNotFound
	}
	view, err := m.engine.Listing(ctx, id)
	if errors.Is(err, engine.ErrNotFound) || errors.Is(err, store.ErrInvalid) {
		return Service{}, ErrNotFound
	}
	if err != nil {
		return Service{}, err
	}
	if !mayLook(v, &view) {
		return Service{}, ErrNotFound
	}
	shown := mine(v, &view)
	return shown, m.stand(ctx, &shown)
}

// Offer lists a new service of the viewer's.
func (m *Market) Offer(ctx context.Context, v Viewer, d ServiceDraft, call Call) (Done[Service], error) {
	if no := m.payable(d.Price.Currency()); v.Has(policy.Seller) && no != nil {
		return Done[Service]{}, no
	}
	list := listing.List{
		By: actor(v, policy.Seller), Title: d.Title, Description: d.Description, Price: d.Price, Options: d.options(),
		Notes: d.Notes, Capacity: d.Capacity, RequireFinished: d.RequireFinished,
	}
	return m.onService(ctx, v, call, func(c engine.ListingCall) (engine.ListingOutcome, error) {
		return m.engine.List(ctx, list, c)
	})
}

// payable refuses a currency in which nobody could buy, as the policy's limits of a
// payment (T4.11) and of its fees (T1.11) are in another; that there is none, the form
// says.
func (m *Market) payable(cur money.Currency) *policy.Rejection {
	limits, fees := &m.policy.Purchase.Additional, &m.policy.Fees
	for _, limit := range [...]*money.Money{limits.Min, limits.Max, fees.Seller.Min, fees.Seller.Max, fees.Buyer.Min, fees.Buyer.Max} {
		if limit != nil && cur != (money.Currency{}) && cur != limit.Currency() {
			return Invalid("price", "currency", "is in "+cur.String()+"; the policy limits payments in "+limit.Currency().String())
		}
	}
	return nil
}

// EditService replaces everything that the viewer wrote of a service of his;
// harmless when nothing changes. What was bought before keeps what it was bought
// with (T1.7, T1.9).
func (m *Market) EditService(ctx context.Context, v Viewer, id string, d ServiceDraft, call Call) (Done[Service], error) {
	edit := listing.Edit{
		By: actor(v, policy.Seller), Title: d.Title, Description: d.Description, Price: d.Price, Options: d.options(),
		Notes: d.Notes, Capacity: d.Capacity, RequireFinished: d.RequireFinished,
	}
	return m.onService(ctx, v, call, func(c engine.ListingCall) (engine.ListingOutcome, error) {
		return m.engine.Edit(ctx, id, edit, c)
	})
}

// Pause stops a service of the viewer's from accepting orders; harmless when it
// already does not.
func (m *Market) Pause(ctx context.Context, v Viewer, id string, call Call) (Done[Service], error) {
	return m.onService(ctx, v, call, func(c engine.ListingCall) (engine.ListingOutcome, error) {
		return m.engine.Pause(ctx, id, actor(v, policy.Seller), c)
	})
}

// Resume lets it accept orders again, also after an automatic pause (T6.4).
func (m *Market) Resume(ctx context.Context, v Viewer, id string, call Call) (Done[Service], error) {
	return m.onService(ctx, v, call, func(c engine.ListingCall) (engine.ListingOutcome, error) {
		return m.engine.Resume(ctx, id, actor(v, policy.Seller), c)
	})
}

// ShowService lets everybody see a service whose texts were held (T8.4), by an
// operator.
func (m *Market) ShowService(ctx context.Context, v Viewer, id string, call Call) (Done[Service], error) {
	return m.onService(ctx, v, call, func(c engine.ListingCall) (engine.ListingOutcome, error) {
		return m.engine.Show(ctx, id, actor(v, policy.Operator), c)
	})
}

// actor is the viewer in a role that he has, or in the first of his own, so that
// the rules can say no.
func actor(v Viewer, want policy.Role) transaction.Actor {
	if v.Has(want) || len(v.Roles) == 0 {
		return transaction.Actor{Role: want, ID: v.ID}
	}
	return transaction.Actor{Role: v.Roles[0], ID: v.ID}
}

func (m *Market) onService(ctx context.Context, v Viewer, call Call, do func(engine.ListingCall) (engine.ListingOutcome, error)) (Done[Service], error) {
	var shown Service
	out, err := do(engine.ListingCall{
		Key: scoped(v.Person, call.Key), Input: call.Input, ExpectedSeq: call.ExpectedSeq, DryRun: call.DryRun,
		Answer: func(o engine.ListingOutcome) ([]byte, error) {
			shown = mine(v, &o.ListingView)
			if err := m.stand(ctx, &shown); err != nil {
				return nil, err
			}
			return json.Marshal(shown)
		},
	})
	if err != nil {
		return Done[Service]{}, notFound(err)
	}
	if !call.DryRun {
		m.titles.note(&out.State)
	}
	done := Done[Service]{Value: shown, JSON: out.Answer, Repeated: out.Repeated}
	if out.Repeated {
		return done, json.Unmarshal(out.Answer, &done.Value)
	}
	return done, nil
}

// service is a service as everybody sees it, without what stand fills in.
func service(view *engine.ListingView) Service {
	s := &view.State
	shown := Service{
		ID: s.ID, Seller: s.Seller, Title: s.Title, Description: s.Description, Price: s.Price,
		Options: []ServiceOption{}, Notes: s.Notes, Paused: !view.Accepting,
		Accepting: view.Accepting && (s.Capacity == 0 || view.OpenOrders < s.Capacity),
		Seq:       s.Seq, OpenOrders: view.OpenOrders, Reviews: view.Reviews, Capacity: s.Capacity, RequireFinished: s.RequireFinished,
	}
	if shown.Title == "" {
		shown.Title = Untitled
	}
	for _, o := range s.Options {
		shown.Options = append(shown.Options, ServiceOption{ID: o.ID, Title: o.Title, Price: o.Price})
	}
	return shown
}

// mine is a service with what its seller and operators alone see of it (T8.4).
func mine(v Viewer, view *engine.ListingView) Service {
	shown := service(view)
	if v.ID == view.State.Seller || v.Has(policy.Operator) {
		shown.Waiting = view.State.Held
		for _, name := range slices.Sorted(maps.Keys(view.State.Found)) {
			shown.Findings = append(shown.Findings, findingsIn(name, view.State.Found[name], v.Language)...)
		}
	}
	return shown
}
