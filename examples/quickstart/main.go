// Quickstart: a purchase whose seller never writes, 48 hours in a moment.
package main

import (
	"context"
	"errors"
	"fmt"
	"log"
	"time"

	"github.com/benbjohnson/clock"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/policy/money"
	"github.com/torikime/torikime/store/memory"
	"github.com/torikime/torikime/transaction"
	"github.com/torikime/torikime/transaction/engine"
	"github.com/torikime/torikime/transaction/listing"
)

func main() {
	if err := run(context.Background()); err != nil {
		log.Fatal(err)
	}
}

func run(ctx context.Context) error {
	now := clock.NewMock()
	now.Set(time.Date(2030, 1, 10, 0, 0, 0, 0, time.UTC))
	rules, err := policy.Preset("coconala")
	if err != nil {
		return err
	}
	market, err := engine.New(memory.New(), engine.Options{Clock: now, Policies: []engine.InForce{{Policy: rules}}})
	if err != nil {
		return err
	}
	aoi, ren := transaction.Buyer("aoi"), transaction.Seller("ren")
	logo := listing.List{By: ren, ID: "logo", Title: "A logo", Price: money.New(10_000, money.JPY)}
	if _, err := market.List(ctx, logo, engine.ListingCall{}); err != nil {
		return err
	}
	bought, err := market.Purchase(ctx, engine.Order{By: aoi, Service: "logo", Payment: transaction.Settled}, engine.Call{})
	if err != nil {
		return err
	}
	_, err = market.Do(ctx, bought.ID, transaction.RequestCancel{By: aoi, Reason: "seller_unreachable"}, engine.Call{})
	if no := (*policy.Rejection)(nil); errors.As(err, &no) {
		fmt.Println("not yet:", no)
	}
	now.Add(48 * time.Hour) // nobody writes, nobody looks
	view, err := market.View(ctx, bought.ID)
	if err != nil {
		return err
	}
	fmt.Println(view.State.Phase, "at", view.State.EndedAt.Format(time.RFC3339), "and", view.State.Refunded(), "go back")
	return nil
}
