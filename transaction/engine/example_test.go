package engine_test

import (
	"context"
	"fmt"
	"time"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/policy/money"
	"github.com/torikime/torikime/store/memory"
	"github.com/torikime/torikime/transaction"
	"github.com/torikime/torikime/transaction/engine"
	"github.com/torikime/torikime/transaction/listing"
	"github.com/torikime/torikime/transaction/transactiontest"
)

// A purchase from the listing to the close, which nobody has to bring about: the
// buyer says nothing for 72 hours.
func Example() {
	ctx := context.Background()
	rules, err := policy.Preset(policy.Default)
	if err != nil {
		panic(err)
	}
	clock := transactiontest.NewClock(time.Date(2030, 1, 10, 9, 0, 0, 0, time.UTC))
	e, err := engine.New(memory.New(), engine.Options{
		Clock:    clock,
		Policies: []engine.InForce{{Policy: rules}},
	})
	if err != nil {
		panic(err)
	}

	ren, aoi := transaction.Seller("ren"), transaction.Buyer("aoi")
	if _, err := e.List(ctx, listing.List{By: ren, ID: "logo", Title: "A logo", Price: money.New(10000, money.JPY)}, engine.ListingCall{}); err != nil {
		panic(err)
	}
	order := engine.Order{By: aoi, ID: "t1", Service: "logo", Payment: transaction.Settled}
	if _, err := e.Purchase(ctx, order, engine.Call{Key: "aoi's first click"}); err != nil {
		panic(err)
	}
	again, err := e.Purchase(ctx, order, engine.Call{Key: "aoi's first click"})
	fmt.Println("a double click buys once:", again.Repeated, err)

	_, err = e.Do(ctx, "t1", transaction.Approve{By: aoi}, engine.Call{})
	fmt.Println("too soon:", err != nil)
	if _, err := e.Do(ctx, "t1", transaction.Deliver{By: ren, Text: "Here it is."}, engine.Call{}); err != nil {
		panic(err)
	}
	clock.Advance(100 * time.Hour)
	v, err := e.View(ctx, "t1")
	fmt.Println(v.State.Phase, v.State.EndedAt.Format(time.RFC3339), v.State.Earned(), err)
	// Output:
	// a double click buys once: true <nil>
	// too soon: true
	// closed 2030-01-13T09:00:00Z 10000 JPY <nil>
}
