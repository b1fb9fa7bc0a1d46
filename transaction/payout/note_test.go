package payout_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/transaction/ledger"
	"github.com/torikime/torikime/transaction/payout"
	"github.com/torikime/torikime/transaction/transfer"
)

// However a payout ends, and in whatever order the provider says so, the money is
// with the seller or on its way to him, once.
func TestNotePayout(t *testing.T) {
	t.Parallel()
	const asked, sent, confirmed, declined, returned = transfer.Asked, transfer.Called, transfer.Confirmed, transfer.Declined, transfer.Returned
	for _, tt := range []struct {
		name    string
		said    []transfer.Phase
		balance int64
		stage   transfer.Phase
		events  int
	}{
		{"T10.5 asked", nil, 4000, asked, 0},
		{"T10.5 sent", []transfer.Phase{sent, sent}, 4000, sent, 1},
		{"T10.5 confirmed", []transfer.Phase{sent, confirmed, confirmed, sent}, 4000, confirmed, 2},
		{"T10.5 confirmed at once", []transfer.Phase{confirmed}, 4000, confirmed, 1},
		{"T10.5 declined", []transfer.Phase{sent, declined, declined, sent, returned}, 5000, declined, 2},
		{"T10.5 returned", []transfer.Phase{sent, confirmed, returned, returned, declined}, 5000, returned, 3},
		{"T10.5 returned before anybody heard of its arrival", []transfer.Phase{sent, returned}, 5000, returned, 2},
		{"T10.5 confirmed after all", []transfer.Phase{declined, confirmed}, 4000, confirmed, 2},
		{"T10.5 confirmed after all, and returned", []transfer.Phase{declined, confirmed, returned}, 5000, returned, 3},
		{"T10.5 sent once more", []transfer.Phase{confirmed, returned, sent, confirmed}, 4000, confirmed, 3},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			a := newAccount(t, "coconala-2026", 5000)
			a.do(withdraw(1000))
			before := len(a.events)
			for _, stage := range tt.said {
				a.stage(1, stage)
			}
			require.Equal(t, yen(tt.balance), a.state.Balance())
			p := a.state.History()[0]
			require.Equal(t, tt.stage, p.Stage)
			require.Equal(t, tt.events, len(a.events)-before)
			paid := int64(0)
			if tt.stage == confirmed {
				paid = 840
			}
			require.Equal(t, paid, a.state.Book.Balance(ledger.Clearing))
			require.Equal(t, 5000-tt.balance-840*bit(tt.balance == 4000), a.state.Book.Balance(ledger.Fees))
		})
	}
	t.Run("T10.5 what nobody asked for", func(t *testing.T) {
		t.Parallel()
		a := newAccount(t, "coconala", 5000)
		a.refused(payout.NotePayout{No: 1, Stage: confirmed}, policy.Conflict, "T10.5/no_payout")
		a.do(withdraw(1000))
		for _, no := range []int{-1, 0, 2} {
			a.refused(payout.NotePayout{No: no, Stage: confirmed}, policy.Conflict, "T10.5/no_payout")
		}
		for _, stage := range []transfer.Phase{transfer.None, asked, returned + 1} {
			a.refused(payout.NotePayout{No: 1, Stage: stage}, policy.Invalid, "T10.5/form")
		}
	})
	t.Run("T10.5 a provider's reason", func(t *testing.T) {
		t.Parallel()
		a := newAccount(t, "coconala", 5000)
		a.do(withdraw(1000))
		a.do(payout.NotePayout{No: 1, Stage: declined, Reason: "\xff" + strings.Repeat("銀", 5000)})
		reason := a.state.History()[0].Reason
		require.True(t, strings.HasPrefix(reason, "\uFFFD銀"))
		require.LessOrEqual(t, len(reason), 4010)
		rec, _, err := payout.Encode(a.events[len(a.events)-1], nil)
		require.NoError(t, err)
		_, err = payout.Decode(rec, nil)
		require.NoError(t, err)
	})
}

func bit(is bool) int64 {
	if is {
		return 1
	}
	return 0
}

// A payout that was given back and withdrawn again, and then arrived all the same,
// takes what is there; the rest is the platform's loss, not the seller's debt. When
// it comes back, everybody has what he had.
func TestNotePayout_Lost(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name                      string
		again                     int64 // withdrawn meanwhile
		balance, lost, fees, back int64
	}{
		{"T10.5 all is still there", 0, 4000, 0, 160, 5000},
		{"T10.5 a part of the fee is missing", 4100, 0, 100, 60, 900},
		{"T10.5 a part of the money is missing", 4500, 0, 500, -340, 500},
		{"T10.5 nothing is left", 5000, 0, 1000, -840, 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			a := newAccount(t, "coconala-2026", 5000)
			a.do(withdraw(1000))
			a.stage(1, transfer.Declined)
			if tt.again > 0 {
				a.do(withdraw(tt.again))
				a.stage(2, transfer.Confirmed)
			}
			e := a.stage(1, transfer.Confirmed)[0].(payout.PayoutConfirmed)
			require.Equal(t, tt.lost, e.Lost.Units())
			require.Equal(t, yen(tt.balance), a.state.Balance())
			require.Equal(t, tt.fees, a.state.Book.Balance(ledger.Fees))
			a.stage(1, transfer.Returned)
			require.Equal(t, yen(tt.back), a.state.Balance())
			require.Zero(t, a.state.Book.Balance(ledger.Fees))
		})
	}
}
