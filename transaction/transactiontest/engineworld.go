package transactiontest

import (
	"context"
	"testing"
	"time"

	"github.com/torikime/torikime/store"
	"github.com/torikime/torikime/transaction"
	"github.com/torikime/torikime/transaction/engine"
	"github.com/torikime/torikime/transaction/listing"
)

// engineWorld plays a script on the engine over a store.
type engineWorld struct {
	ctx    context.Context
	engine *engine.Engine
	clock  *Clock
	sweeps bool
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
	return &engineWorld{ctx: context.WithoutCancel(t.Context()), engine: e, clock: clock, sweeps: sweeps}
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
		By: transaction.Buyer(o.Buyer), ID: o.Name, Service: o.Service,
		Picked: o.Picked, Inspection: o.Inspection, Payment: o.Payment,
	}
	if o.Quotation {
		v, err := w.engine.Listing(w.ctx, o.Service)
		if err != nil {
			return err
		}
		order.Offer = &engine.Offer{Quotation: "quotation of " + o.Name, Seller: v.State.Seller, Price: v.State.Price}
	}
	_, err := w.engine.Purchase(w.ctx, order, engine.Call{})
	return err
}

func (w *engineWorld) Do(name string, c transaction.Command) error {
	_, err := w.engine.Do(w.ctx, name, c, engine.Call{})
	return err
}

func (w *engineWorld) View(name string, who transaction.Actor) (View, error) {
	v, err := w.engine.View(w.ctx, name)
	if err != nil {
		return View{}, err
	}
	return viewOf(&v.State, v.Events, v.Facts, who, v.At), nil
}
