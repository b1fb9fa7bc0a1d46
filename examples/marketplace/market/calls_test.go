package market

import (
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/policy/money"
	"github.com/torikime/torikime/transaction"
)

// T10.3: a move of the clock answers after the calls to providers that were under way
// have ended and everybody was told, whoever makes them.
func TestMoveClock_AwaitsCalls(t *testing.T) {
	t.Parallel()
	m := open(t)
	at := time.Date(2100, 1, 10, 0, 0, 0, 0, time.UTC)
	ren := viewer(t, m, "ren")
	_, err := m.MoveClock(t.Context(), ren, Move{Freeze: &at}, Call{})
	require.NoError(t, err)
	earn(t, m)
	for range 40 {
		_, err := m.PayOut(t.Context(), ren, money.New(10, money.JPY), Call{})
		require.NoError(t, err)
		minute := time.Minute
		_, err = m.MoveClock(t.Context(), ren, Move{Advance: &minute}, Call{})
		require.NoError(t, err)
		list, err := m.Payouts(t.Context(), ren)
		require.NoError(t, err)
		require.Equal(t, "confirmed", list.Items[0].State)
	}
}

// T1.5: who pays a purchase in one tab and gives it up in another hears of one success:
// it is paid, or nothing was taken.
func TestPayOrAbandon(t *testing.T) {
	t.Parallel()
	m := open(t)
	aoi := viewer(t, m, "aoi")
	for range 30 {
		id := awaited(t, m)
		var paid, abandoned error
		var tabs sync.WaitGroup
		tabs.Go(func() {
			_, paid = m.Do(t.Context(), aoi, id, func(by transaction.Actor) transaction.Command {
				return transaction.Pay{By: by, Payment: transaction.Settled}
			}, Call{})
		})
		tabs.Go(func() {
			_, abandoned = m.Do(t.Context(), aoi, id, func(by transaction.Actor) transaction.Command { return transaction.Abandon{By: by} }, Call{})
		})
		tabs.Wait()
		room, err := m.Talkroom(t.Context(), aoi, id)
		require.NoError(t, err)
		require.NotEqual(t, paid == nil, abandoned == nil, "%v, %v", paid, abandoned)
		require.Equal(t, paid == nil, room.Paid.Sign() > 0)
		require.True(t, room.Refunded.IsZero())
	}
}
