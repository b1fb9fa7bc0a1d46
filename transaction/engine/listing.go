package engine

import (
	"context"
	"time"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/store"
	"github.com/torikime/torikime/transaction"
	"github.com/torikime/torikime/transaction/codec"
	"github.com/torikime/torikime/transaction/listing"
)

func (e *Engine) listingMachine() machine[listing.State, listing.Event] {
	return machine[listing.State, listing.Event]{
		kind:    "service",
		evolve:  listing.Evolve,
		advance: func(s listing.State, _ time.Time) (listing.State, []listing.Event) { return s, nil },
		next:    func(listing.State, time.Time) time.Time { return time.Time{} },
		last:    func(s listing.State) time.Time { return s.LastAt },
		labels: func(s listing.State, _ time.Time) (on, off []string) {
			switch listed, offered := listedLabel(s.Seller), offeredLabel(s.Seller); {
			case !s.WithdrawnAt.IsZero():
				return []string{listed}, []string{servicesLabel, offered, heldLabel}
			case s.Held:
				return []string{listed, offered, heldLabel}, []string{servicesLabel}
			default:
				return []string{listed, servicesLabel, offered}, []string{heldLabel}
			}
		},
		relabel: func(a, b listing.State, _ time.Time) bool {
			return a.WithdrawnAt.IsZero() != b.WithdrawnAt.IsZero() || a.Held != b.Held
		},
		encode: func(ev listing.Event) (codec.Record, []codec.Body, error) {
			return listing.Encode(ev, e.entropy)
		},
		decode: func(_ context.Context, r codec.Record, bodies []codec.Body) (listing.Event, error) {
			return listing.Decode(r, bodies)
		},
		name:  listing.Type,
		quiet: func(listing.Event) bool { return false },
		wordy: true,
		mine:  listedLabel,
		wrote: func(s listing.State, _ listing.Event, _, person string) bool { return person == s.Seller },
		files: func(listing.Event) []transaction.File { return nil },
	}
}

// The labels of a service: all that are offered, each seller's of these, and all
// that he has ever listed, the withdrawn too.
const servicesLabel = "services"

func listedLabel(seller string) string  { return "listed/" + seller }
func offeredLabel(seller string) string { return "offered/" + seller }

// List offers a new service. An empty ID is made; MaxOptions is that of the policy
// in force (T1.12). Errors are those of Do.
func (e *Engine) List(ctx context.Context, c listing.List, call ListingCall) (ListingOutcome, error) {
	now := e.Now()
	var err error
	if c.ID == "" {
		if c.ID, err = e.newID(); err != nil {
			return ListingOutcome{}, err
		}
	}
	if !validID(c.ID) {
		return ListingOutcome{}, invalidID("T1.12", c.ID)
	}
	if c.MaxOptions, c.Found, err = e.lookThrough(now, c.Writings()); err != nil {
		return ListingOutcome{}, err
	}
	return e.listingDo(ctx, c.ID, c, now, call)
}

// Edit replaces everything that the seller wrote of a service; harmless when
// nothing changes. Its texts are looked through, as in List; MaxOptions is that of
// the policy in force. What was bought before keeps its price, options and notes
// (T1.7, T1.9): a purchase reads the service once.
func (e *Engine) Edit(ctx context.Context, id string, c listing.Edit, call ListingCall) (ListingOutcome, error) {
	now := e.Now()
	var err error
	if c.MaxOptions, c.Found, err = e.lookThrough(now, c.Writings()); err != nil {
		return ListingOutcome{}, err
	}
	return e.listingDo(ctx, id, c, now, call)
}

// lookThrough is what the policy in force says of a service: how many options it
// may carry (T1.12), and what is found in its texts (T8.2).
func (e *Engine) lookThrough(now time.Time, texts []transaction.Writing) (options int, found map[string][]policy.Found, err error) {
	inForce, err := e.Policy(now)
	if err != nil {
		return 0, nil, err
	}
	found, err = e.found(now, texts)
	return inForce.Purchase.MaxOptions, found, err
}

// Show lets everybody see a service whose texts were held (T8.4), by an operator.
func (e *Engine) Show(ctx context.Context, id string, by transaction.Actor, call ListingCall) (ListingOutcome, error) {
	return e.listingDo(ctx, id, listing.Show{By: by}, e.Now(), call)
}

// Pause stops a service from accepting orders; harmless when it does not anyway.
func (e *Engine) Pause(ctx context.Context, id string, by transaction.Actor, call ListingCall) (ListingOutcome, error) {
	return e.listingDo(ctx, id, listing.Pause{By: by}, e.Now(), call)
}

// Resume lets a service accept orders again, also after an automatic pause (T6.4);
// harmless when it does anyway.
func (e *Engine) Resume(ctx context.Context, id string, by transaction.Actor, call ListingCall) (ListingOutcome, error) {
	return e.listingDo(ctx, id, listing.Resume{By: by}, e.Now(), call)
}

// ResumeAll resumes every service of a seller (T6.4), and says how many did not
// accept orders before. It may be given again if it fails half-way.
func (e *Engine) ResumeAll(ctx context.Context, by transaction.Actor) (int, error) {
	resumed := 0
	for items, err := range e.labelled(ctx, offeredLabel(by.ID)) {
		if err != nil {
			return resumed, err
		}
		for _, item := range items {
			o, err := e.Resume(ctx, e.listings.id(item.Stream), by, ListingCall{})
			if err != nil {
				return resumed, err
			}
			resumed += len(o.New)
		}
	}
	return resumed, nil
}

func (e *Engine) listingDo(ctx context.Context, id string, c listing.Command, now time.Time, call ListingCall) (ListingOutcome, error) {
	if !validID(id) {
		return ListingOutcome{}, ErrNotFound
	}
	var pauses []time.Time
	var open, reviews int
	_, creates := c.(listing.List)
	w := &work[listing.State, listing.Event, ListingOutcome]{
		e: e, m: &e.listings, stream: e.listings.stream(id), name: c.Name(), call: call, now: now, creates: creates,
	}
	if by := c.Actor().ID; creates && validID(by) {
		w.enter = func(ctx context.Context) (func(), error) { return e.present(ctx, by) }
	}
	w.gather = func(ctx context.Context, s listing.State) (err error) {
		if s.Seq == 0 {
			return nil
		}
		if pauses, err = e.pausesOf(ctx, s.Seller, now); err != nil {
			return err
		}
		if open, err = e.st.Count(ctx, ordersLabel(id)); err != nil {
			return err
		}
		reviews, err = e.st.Count(ctx, reviewedLabel(id))
		return err
	}
	w.judge = func(s listing.State, at time.Time) (listing.State, []listing.Event, *policy.Rejection) {
		return listing.Handle(s, c, pauses, at)
	}
	w.outcome = func(_ context.Context, ch *change[listing.State, listing.Event]) (ListingOutcome, error) {
		at := now
		if at.Before(ch.after.LastAt) {
			at = ch.after.LastAt // T0.6
		}
		v := ListingView{ID: id, At: now, State: ch.after, OpenOrders: open, Reviews: reviews, Accepting: listing.Accepting(ch.after, pauses, at)}
		return ListingOutcome{ListingView: v, New: ch.own}, nil
	}
	w.repeat = func(ctx context.Context, c store.Command) (ListingOutcome, error) {
		v, err := e.Listing(ctx, e.listings.id(c.Stream))
		return ListingOutcome{ListingView: v, Repeated: true}, err
	}
	w.answer = func(o *ListingOutcome, answer []byte) { o.Answer = answer }
	return w.do(ctx)
}

// pausesOf are a seller's automatic pauses, after all his overdue deadlines have
// happened (T0.8).
func (e *Engine) pausesOf(ctx context.Context, seller string, now time.Time) ([]time.Time, error) {
	if err := e.settlePerson(ctx, now, seller); err != nil {
		return nil, err
	}
	return e.autoPauses(ctx, seller, now)
}

// Listing is one service as it is now; ErrNotFound for an unknown id.
func (e *Engine) Listing(ctx context.Context, id string) (ListingView, error) {
	if !validID(id) {
		return ListingView{}, ErrNotFound
	}
	views, err := e.listingViews(ctx, []string{e.listings.stream(id)})
	if err != nil {
		return ListingView{}, err
	}
	if len(views) == 0 {
		return ListingView{}, ErrNotFound
	}
	return views[0], nil
}

// ListingQuery asks for services, the newest first.
type ListingQuery struct {
	// Seller narrows to one seller's; empty: everybody's.
	Seller string
	// Cursor is the Next of the page before; empty: the first page.
	Cursor string
	// Limit is the most on one page; 0: 50. There are never more than 200.
	Limit int
}

// Listings lists services.
func (e *Engine) Listings(ctx context.Context, q ListingQuery) (Page[ListingView], error) {
	label := servicesLabel
	if q.Seller != "" {
		label = offeredLabel(q.Seller)
	}
	items, next, err := e.list(ctx, label, q.Cursor, q.Limit)
	if err != nil {
		return Page[ListingView]{}, err
	}
	views, err := e.listingViews(ctx, streamsOf(items))
	return Page[ListingView]{Items: views, Next: next}, err
}

func (e *Engine) listingViews(ctx context.Context, streams []string) ([]ListingView, error) {
	now := e.Now()
	states, err := e.listings.readAll(ctx, e.st, store.LoadOptions{Bodies: true}, now, streams)
	if err != nil {
		return nil, err
	}
	pauses := map[string][]time.Time{}
	views := make([]ListingView, len(states))
	for i := range states {
		s := &states[i]
		if _, known := pauses[s.Seller]; !known {
			if pauses[s.Seller], err = e.pausesOf(ctx, s.Seller, now); err != nil {
				return nil, err
			}
		}
		open, err := e.st.Count(ctx, ordersLabel(s.ID))
		if err != nil {
			return nil, err
		}
		reviews, err := e.st.Count(ctx, reviewedLabel(s.ID))
		if err != nil {
			return nil, err
		}
		views[i] = ListingView{ID: s.ID, At: now, State: *s, OpenOrders: open, Reviews: reviews, Accepting: listing.Accepting(*s, pauses[s.Seller], now)}
	}
	return views, nil
}
