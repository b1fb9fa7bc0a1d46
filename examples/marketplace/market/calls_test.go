package market

import (
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/policy/money"
	"github.com/torikime/torikime/transaction"
	"github.com/torikime/torikime/transaction/engine"
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

// T1.5: a checkout whose time ran out is called expired, not declined; a declined one
// stays declined.
func TestPaymentExpires(t *testing.T) {
	t.Parallel()
	m := open(t)
	aoi := viewer(t, m, "aoi")
	id := awaited(t, m)
	for i, c := range []struct {
		end  func(transfer string)
		want string
	}{
		{func(string) {
			day := 24 * time.Hour
			_, err := m.MoveClock(t.Context(), aoi, Move{Advance: &day}, Call{})
			require.NoError(t, err)
		}, "expired"},
		{func(transfer string) {
			_, err := m.Fake(t.Context(), aoi, transfer, FakeDeclines)
			require.NoError(t, err)
		}, "declined"},
	} {
		out, err := m.Checkout(t.Context(), aoi, id, Checkout{}, Call{})
		require.NoError(t, err)
		c.end(out.Value.Checkout.Transfer)
		room, err := m.Talkroom(t.Context(), aoi, id)
		require.NoError(t, err)
		require.Equal(t, "awaiting_payment", room.Phase)
		require.Equal(t, c.want, room.Payments[i].State)
	}
}

// T4.11, T1.11: nobody offers a service in a currency in which the policy lets nobody
// pay; where it names none, every currency is right.
func TestOfferCurrency(t *testing.T) {
	t.Parallel()
	for preset, allowed := range map[string]bool{policy.Default: true, "coconala-2026": false} {
		p, err := policy.Preset(preset)
		require.NoError(t, err)
		m, err := Open(t.Context(), Options{Data: t.TempDir(), Demo: true, Policy: p})
		require.NoError(t, err)
		t.Cleanup(func() { require.NoError(t, m.Close()) })
		draft := ServiceDraft{Title: "t", Description: "d", Notes: "n", Price: money.New(500, money.USD)}
		_, err = m.Offer(t.Context(), viewer(t, m, "ren"), draft, Call{})
		var no *policy.Rejection
		if allowed {
			require.NoError(t, err)
			continue
		}
		require.ErrorAs(t, err, &no)
		require.Equal(t, "price", no.Faults[0].Path)
		_, err = m.Offer(t.Context(), viewer(t, m, "aoi"), draft, Call{})
		require.ErrorAs(t, err, &no)
		require.Equal(t, policy.WrongActor, no.Kind, "a buyer hears that he is none")
		draft.Price = money.New(500, money.JPY)
		_, err = m.Offer(t.Context(), viewer(t, m, "ren"), draft, Call{})
		require.NoError(t, err)
	}
}

// A key stands for one act at the fake provider: the same answer, byte for byte, and
// another act under it is refused; what was refused is judged from scratch.
func TestFakeOnce(t *testing.T) {
	t.Parallel()
	m := open(t)
	aoi := viewer(t, m, "aoi")
	out, err := m.Checkout(t.Context(), aoi, awaited(t, m), Checkout{}, Call{})
	require.NoError(t, err)
	id, call := out.Value.Checkout.Transfer, Call{Key: "k", Input: []byte("pay")}
	_, err = m.FakeOnce(t.Context(), aoi, id, "x", call)
	require.Error(t, err)
	first, err := m.FakeOnce(t.Context(), aoi, id, FakePays, call)
	require.NoError(t, err)
	require.Equal(t, "confirmed", first.Value.State)
	again, err := m.FakeOnce(t.Context(), aoi, id, FakePays, call)
	require.NoError(t, err)
	require.True(t, again.Repeated)
	require.Equal(t, string(first.JSON), string(again.JSON))
	_, err = m.FakeOnce(t.Context(), aoi, id, FakeDeclines, Call{Key: "k", Input: []byte("decline")})
	require.ErrorIs(t, err, engine.ErrKeyReused)
	_, err = m.FakeOnce(t.Context(), viewer(t, m, "haru"), id, FakePays, call)
	var no *policy.Rejection
	require.ErrorAs(t, err, &no, "a key is its caller's own")
}
