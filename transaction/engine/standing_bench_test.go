package engine_test

import (
	"fmt"
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/policy/money"
	"github.com/torikime/torikime/store"
	"github.com/torikime/torikime/store/memory"
	"github.com/torikime/torikime/transaction"
	"github.com/torikime/torikime/transaction/engine"
	"github.com/torikime/torikime/transaction/engine/enginetest"
	"github.com/torikime/torikime/transaction/listing"
)

// BenchmarkStanding is one view of a seller's standing, over memory: the first of a
// process, one of a seller of whom nothing has changed, and one after a sale.
func BenchmarkStanding(b *testing.B) {
	enginetest.BenchmarkStanding(b, func(testing.TB) store.Store { return memory.New() })
}

// BenchmarkListingsByWeight is one page of a list by weight: every service is
// weighed for it.
func BenchmarkListingsByWeight(b *testing.B) {
	for _, services := range []int{100, 1000} {
		b.Run(strconv.Itoa(services), func(b *testing.B) {
			e, err := engine.New(memory.New(), engine.Options{Policies: inForce(b)})
			require.NoError(b, err)
			for i := range services {
				_, err = e.List(b.Context(), listing.List{
					By: transaction.Seller(fmt.Sprintf("seller %d", i/4)), ID: strconv.Itoa(i), Title: "logo", Price: money.New(100, money.JPY),
				}, engine.ListingCall{})
				require.NoError(b, err)
			}
			for b.Loop() {
				_, err := e.ListingsByWeight(b.Context(), engine.ListingQuery{Limit: 20})
				require.NoError(b, err)
			}
		})
	}
}
