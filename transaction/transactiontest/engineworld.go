package transactiontest

import (
	"context"
	"testing"
	"time"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/store"
	"github.com/torikime/torikime/transaction"
	"github.com/torikime/torikime/transaction/conversation"
	"github.com/torikime/torikime/transaction/engine"
	"github.com/torikime/torikime/transaction/listing"
	"github.com/torikime/torikime/transaction/quotation"
)

// engineWorld plays a script on the engine over a store.
type engineWorld struct {
	ctx    context.Context
	engine *engine.Engine
	clock  *Clock
	sweeps bool
	rooms  map[string]string // ids by the script's names
	// notices are the policy's reminders.
	notices *policy.Notices
	marks
}

// NewEngineWorld is a World on an engine over any store. sweeps: whatever is due
// is written down whenever the clock moves; without, only what a command
// happens upon. A script cannot tell the two apart (T0.2, T0.3).
func NewEngineWorld(t testing.TB, st store.Store, s Setup, sweeps bool) World {
	clock := NewClock(s.Start)
	e, err := engine.New(st, engine.Options{Policies: []engine.InForce{{Policy: s.Policy}}, Clock: clock})
	if err != nil {
		t.Fatalf("transactiontest: the engine does not start: %v", err)
	}
	t.Cleanup(func() {
		if err := e.Close(); err != nil {
			t.Errorf("transactiontest: the engine does not close: %v", err)
		}
	})
	return &engineWorld{ctx: context.WithoutCancel(t.Context()), engine: e, clock: clock, sweeps: sweeps, rooms: map[string]string{}, notices: &s.Policy.Notices, marks: newMarks()}
}

func (w *engineWorld) MoveTo(at time.Time) error {
	w.clock.Set(at)
	if !w.sweeps {
		return nil
	}
	_, err := w.engine.Sweep(w.ctx)
	return err
}

func (w *engineWorld) Offer(s Service) error {
	_, err := w.engine.List(w.ctx, listing.List{
		By: transaction.Seller(s.Seller), ID: s.Name, Title: s.Name, Description: s.Name, Price: s.Price, Options: s.Options,
		Notes: s.Notes, Capacity: s.Capacity, RequireFinished: s.RequireFinished,
	}, engine.ListingCall{})
	return err
}

func (w *engineWorld) Edit(by string, s Service) error {
	_, err := w.engine.Edit(w.ctx, s.Name, edit(by, s, 0), engine.ListingCall{})
	return err
}

func (w *engineWorld) Pause(seller, service string) error {
	_, err := w.engine.Pause(w.ctx, service, transaction.Seller(seller), engine.ListingCall{})
	return err
}

func (w *engineWorld) Resume(seller, service string) error {
	_, err := w.engine.Resume(w.ctx, service, transaction.Seller(seller), engine.ListingCall{})
	return err
}

func (w *engineWorld) Accepting(service string) (bool, error) {
	v, err := w.engine.Listing(w.ctx, service)
	return v.Accepting, err
}

func (w *engineWorld) Purchase(o Order) error {
	order := engine.Order{
		By: transaction.Buyer(o.Buyer), ID: o.Name, Service: o.Service, Quotation: o.Quotation,
		Picked: o.Picked, Inspection: o.Inspection, Payment: o.Payment,
	}
	if o.Quotation != "" {
		order.ID = ""
	}
	out, err := w.engine.Purchase(w.ctx, order, engine.Call{})
	if err == nil {
		w.rooms[o.Name] = out.ID
	}
	return err
}

func (w *engineWorld) Send(by, to, text string) error {
	_, err := w.engine.Send(w.ctx, conversation.Send{By: (&told{}).actor(by), To: to, Text: text}, engine.ConversationCall{})
	return err
}

func (w *engineWorld) Quote(name string, c quotation.Command) error {
	_, err := w.engine.Quote(w.ctx, name, c, engine.QuotationCall{})
	return err
}

func (w *engineWorld) Quotation(name string, who transaction.Actor) (QuotationView, error) {
	v, err := w.engine.Quotation(w.ctx, name)
	if err != nil {
		return QuotationView{}, err
	}
	return quotationViewOf(&v.State, v.Events, v.Facts, who, v.At), nil
}

func (w *engineWorld) Do(name string, c transaction.Command) error {
	_, err := w.engine.Do(w.ctx, w.rooms[name], c, engine.Call{})
	return err
}

func (w *engineWorld) View(name string, who transaction.Actor) (View, error) {
	v, err := w.engine.View(w.ctx, w.rooms[name])
	if err != nil {
		return View{}, err
	}
	return viewOf(&v.State, v.Events, v.Facts, who, v.At), nil
}
