package fake_test

import (
	"context"
	"fmt"

	"github.com/torikime/torikime/policy/money"
	"github.com/torikime/torikime/transaction/payment"
	"github.com/torikime/torikime/transaction/payment/fake"
	"github.com/torikime/torikime/transaction/transfer"
)

// An answer is lost after the deed; a lookup finds it, and a repeat does nothing.
func ExampleProvider_Next() {
	ctx := context.Background()
	p := fake.New(fake.Options{})
	p.Next(transfer.Authorise, fake.LostAfter)
	call := payment.Call{Transfer: "t1", Kind: transfer.Capture, Key: transfer.Key("t1", 1), Amount: money.New(3000, money.JPY)}

	_, err := p.Authorise(ctx, call)
	fmt.Println("heard:", err)
	found, _ := p.Lookup(ctx, call)
	fmt.Println("found:", found.Status, found.Amount)
	again, _ := p.Authorise(ctx, call)
	fmt.Println("again:", again.Status, again.Ref == found.Ref)
	fmt.Println("books:", p.Books().Totals[money.JPY].Captured, len(p.Violations()))
	// Output:
	// heard: payment/fake: the connection was lost
	// found: succeeded 3000 JPY
	// again: succeeded true
	// books: 3000 0
}
