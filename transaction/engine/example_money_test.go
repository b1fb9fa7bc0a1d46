package engine_test

import (
	"context"
	"fmt"
	"log"
	"time"

	"github.com/benbjohnson/clock"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/policy/money"
	"github.com/torikime/torikime/store/memory"
	"github.com/torikime/torikime/transaction"
	"github.com/torikime/torikime/transaction/engine"
	"github.com/torikime/torikime/transaction/ledger"
	"github.com/torikime/torikime/transaction/listing"
	"github.com/torikime/torikime/transaction/payment"
	"github.com/torikime/torikime/transaction/payment/fake"
)

// A buyer pays by a provider; the seller never writes, and the money goes back by
// the route it came. The provider is the fake one: another is another value in
// Options.Providers.
func ExampleEngine_Charge() {
	ctx := context.Background()
	now := clock.NewMock()
	now.Set(time.Date(2030, 1, 10, 0, 0, 0, 0, time.UTC))
	rules, err := policy.Preset("coconala")
	check(err)
	bank := fake.New(fake.Options{Clock: now.Now})
	market, err := engine.New(memory.New(), engine.Options{
		Clock: now, Policies: []engine.InForce{{Policy: rules}}, Providers: []payment.Provider{bank},
	})
	check(err)
	aoi, ren := transaction.Buyer("aoi"), transaction.Seller("ren")
	_, err = market.List(ctx, listing.List{By: ren, ID: "logo", Title: "A logo", Price: money.New(10_000, money.JPY)}, engine.ListingCall{})
	check(err)

	// The order stands first, and awaits its payment. Then the provider is asked.
	order, err := market.Purchase(ctx, engine.Order{By: aoi, Service: "logo", Payment: transaction.Awaited}, engine.Call{})
	check(err)
	charge, err := market.Charge(ctx, engine.Charge{By: aoi, Transaction: order.ID, Method: fake.Checkout, ReturnURL: "https://example.com/back"}, engine.TransferCall{})
	check(err)
	waiting, err := market.Work(ctx, charge.ID) // or Run, in the background
	check(err)
	fmt.Println(waiting.State.Status, "at", waiting.State.URL != "")

	check(bank.Approve(waiting.State.Ref))   // the buyer pays on the provider's page
	check(market.Hint(ctx, charge.ID))       // and comes back, or a webhook says so
	paid, err := market.Work(ctx, charge.ID) // looked up, captured, told
	check(err)
	view, err := market.View(ctx, order.ID)
	check(err)
	fmt.Println(paid.State.Phase, view.State.Phase, view.State.Held())

	now.Add(48 * time.Hour) // nobody writes (T2.1)
	_, err = market.Sweep(ctx)
	check(err)
	_, err = market.React(ctx) // asked, sent, confirmed
	check(err)
	view, err = market.View(ctx, order.ID)
	check(err)
	fmt.Println(view.State.Phase, view.State.Refunds[0].Amount, view.State.Refunds[0].Stage)

	books, err := market.TrialBalance(ctx)
	check(err)
	fmt.Println("nothing is left:", books.Balance(money.JPY, ledger.Payer), books.Balance(money.JPY, ledger.Clearing), books.Check())
	// Output:
	// awaits_buyer at true
	// confirmed open 10000 JPY
	// cancelled 10000 JPY confirmed
	// nothing is left: 0 0 <nil>
}

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}
