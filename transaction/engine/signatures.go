package engine

import (
	"context"
	"time"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/policy/money"
	"github.com/torikime/torikime/store"
	"github.com/torikime/torikime/transaction"
	"github.com/torikime/torikime/transaction/listing"
)

// This file fixes signatures while their bodies are being written.

type Engine struct{}

func New(st store.Store, o Options) (*Engine, error) { panic("being written") }

func (e *Engine) Close() error                                { panic("being written") }
func (e *Engine) Now() time.Time                              { panic("being written") }
func (e *Engine) Policy(at time.Time) (*policy.Policy, error) { panic("being written") }

func (e *Engine) Do(ctx context.Context, id string, c transaction.Command, call Call) (Outcome, error) {
	panic("being written")
}
func (e *Engine) Purchase(ctx context.Context, o Order, call Call) (Outcome, error) {
	panic("being written")
}
func (e *Engine) View(ctx context.Context, id string) (View, error) { panic("being written") }
func (e *Engine) Transactions(ctx context.Context, q Query) (Page[View], error) {
	panic("being written")
}

func (e *Engine) List(ctx context.Context, c listing.List, call ListingCall) (ListingOutcome, error) {
	panic("being written")
}
func (e *Engine) Pause(ctx context.Context, id string, by transaction.Actor, call ListingCall) (ListingOutcome, error) {
	panic("being written")
}
func (e *Engine) Resume(ctx context.Context, id string, by transaction.Actor, call ListingCall) (ListingOutcome, error) {
	panic("being written")
}
func (e *Engine) Listing(ctx context.Context, id string) (ListingView, error) { panic("being written") }
func (e *Engine) Listings(ctx context.Context, q ListingQuery) (Page[ListingView], error) {
	panic("being written")
}

func (e *Engine) Sweep(ctx context.Context) (Swept, error)        { panic("being written") }
func (e *Engine) Run(ctx context.Context) error                   { panic("being written") }
func (e *Engine) Settle(ctx context.Context, person string) error { panic("being written") }
func (e *Engine) Health(ctx context.Context) (Health, error)      { panic("being written") }
func (e *Engine) ParkedStreams(ctx context.Context, limit int) ([]store.Parked, error) {
	panic("being written")
}
func (e *Engine) Reindex(ctx context.Context) (int, error) { panic("being written") }

type Order struct {
	By         transaction.Actor
	ID         string // optional: one is made
	Service    string
	Offer      *Offer // a purchase through a quotation; nil: direct
	Picked     []string
	Inspection bool
	Payment    transaction.Settlement
	Metadata   map[string]string
}
type Offer struct {
	Quotation, Seller string
	Price             money.Money
}
type Query struct {
	Party  string
	Which  Which
	Cursor string
	Limit  int
}
type Which string

const (
	All      Which = "all"
	Unended  Which = "open"
	Finished Which = "finished"
)

type ListingQuery struct {
	Seller string // empty: everybody's
	Cursor string
	Limit  int
}
type Page[T any] struct {
	Items []T
	Next  string // empty: the end
}
type Swept struct {
	Streams, Events, Parked int
	Oldest                  time.Time
}
type Health struct {
	LastSweep, OldestOverdue time.Time
	Parked                   int
}
