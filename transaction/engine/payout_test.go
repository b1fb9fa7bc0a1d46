package engine

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/policy/money"
	"github.com/torikime/torikime/transaction"
	"github.com/torikime/torikime/transaction/payout"
	"github.com/torikime/torikime/transaction/transfer"
)

// The transfer of a payout has an id of its own, however long the seller's is, and
// leads back to the payout; it is what the rules of transfers take.
func TestPayoutOrders(t *testing.T) {
	t.Parallel()
	at := time.Date(2030, 1, 10, 0, 0, 0, 0, time.UTC)
	seen := map[string]bool{}
	for _, seller := range []string{"ren", "ren/JPY", "a.2", strings.Repeat("x", policy.MaxID), "蓮"} {
		for _, cur := range []money.Currency{money.JPY, money.USD} {
			var s payout.State
			for _, c := range []payout.Command{
				payout.Credit{Seller: seller, Earnings: []payout.Earning{{Transaction: "1", Amount: money.New(5000, cur), ClosedAt: at}}},
				payout.PayOut{By: transaction.Seller(seller), Amount: money.New(1000, cur), Provider: "fake", To: "acct"},
				payout.PayOut{By: transaction.Seller(seller), Amount: money.New(2000, cur), Provider: "fake", To: "acct"},
			} {
				after, _, no := payout.Handle(s, c, policy.Payout{}, at)
				require.Nil(t, no)
				s = after
			}
			orders := payoutOrders(&s)
			require.Len(t, orders, 2)
			for i := range orders {
				require.True(t, validID(orders[i].ID))
				require.False(t, seen[orders[i].ID], orders[i].ID)
				seen[orders[i].ID] = true
				account, no := payoutOf(&orders[i])
				require.Equal(t, accountID(cur, seller), account)
				require.Equal(t, i+1, no)
				_, _, refusal := transfer.Handle(transfer.State{}, transfer.Request{Order: orders[i]}, at)
				require.Nil(t, refusal, "T10.5")
			}
			s, _, no := payout.Handle(s, payout.NotePayout{No: 1, Stage: transfer.Called}, policy.Payout{}, at)
			require.Nil(t, no)
			require.Len(t, payoutOrders(&s), 1, "what has a transfer is not asked for again")
		}
	}
}
