package market

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/policy/money"
	"github.com/torikime/torikime/transaction"
	"github.com/torikime/torikime/transaction/engine"
	"github.com/torikime/torikime/transaction/inbox"
	"github.com/torikime/torikime/transaction/payment/fake"
	"github.com/torikime/torikime/transaction/payout"
	"github.com/torikime/torikime/transaction/transfer"
)

// paidNotices are those that somebody has of withdrawals, the oldest first.
func paidNotices(t *testing.T, m *Market, who string) (list []Notice) {
	t.Helper()
	page, err := m.Notices(t.Context(), viewer(t, m, who), NoticeQuery{Limit: 100})
	require.NoError(t, err)
	for _, n := range page.Items {
		if n.PayoutID != nil {
			list = append(list, n)
		}
	}
	return list
}

// earn has a seller earn a logo's price.
func earn(t *testing.T, m *Market) {
	t.Helper()
	bought, err := m.Buy(t.Context(), viewer(t, m, "aoi"), Order{Service: "logo", Payment: transaction.Settled}, Call{})
	require.NoError(t, err)
	_, err = m.Do(t.Context(), viewer(t, m, "operator"), bought.Value.ID, func(by transaction.Actor) transaction.Command {
		return transaction.OperatorClose{By: by, Reason: "both say so"}
	}, Call{})
	require.NoError(t, err)
}

// T9.2, T10.5: a seller is told of a withdrawal that arrives, that the provider refuses
// and that comes back, once each and in order; whatever did not arrive is available
// again. Nobody else hears of it, and it is nothing that he owes (T9.1).
func TestPayoutNotices(t *testing.T) {
	t.Parallel()
	m := open(t)
	at := time.Date(2100, 1, 10, 0, 0, 0, 0, time.UTC)
	_, err := m.MoveClock(t.Context(), viewer(t, m, "ren"), Move{Freeze: &at}, Call{})
	require.NoError(t, err)
	earn(t, m)
	ren, bank := viewer(t, m, "ren"), m.providers.fake
	before, err := m.ToDos(t.Context(), ren)
	require.NoError(t, err)
	withdraw := func(units int64) {
		_, err := m.PayOut(t.Context(), ren, money.New(units, money.JPY), Call{})
		require.NoError(t, err)
		m.providers.working.Wait()
	}
	available := func() string {
		b, err := m.Balance(t.Context(), ren, money.JPY, "", 10)
		require.NoError(t, err)
		return b.Available.String()
	}
	withdraw(4000)
	told := paidNotices(t, m, "ren")
	require.Len(t, told, 1, "T9.2 it was paid out")
	n := told[0]
	require.Equal(t, []string{"payout/JPY/ren/4/seller", "payout_confirmed", "orders", "JPY-1", ""}, []string{n.ID, n.Kind, n.Topic, *n.PayoutID, n.Other})
	require.Equal(t, []string{"4000 JPY", "0 JPY"}, []string{n.Amount.String(), n.Fee.String()})
	require.Equal(t, "Your withdrawal was paid out", n.Title)
	require.False(t, n.Read)
	require.Equal(t, "6000 JPY", available())

	bank.Next(transfer.Send, fake.Refused)
	withdraw(5000)
	told = paidNotices(t, m, "ren")
	require.Len(t, told, 2)
	require.Equal(t, []string{"payout_declined", "JPY-2", "5000 JPY"}, []string{told[1].Kind, *told[1].PayoutID, told[1].Amount.String()}, "T9.2")
	require.Equal(t, "6000 JPY", available(), "T10.5 it is his again")

	sent, err := m.Transfers(t.Context(), viewer(t, m, "operator"), TransferQuery{Person: "ren", Limit: 10})
	require.NoError(t, err)
	for _, done := range sent.Items {
		if done.Kind == "payout" && done.State == "confirmed" {
			require.NoError(t, bank.ReturnPayout(done.ID))
			require.NoError(t, m.engine.Hint(t.Context(), done.ID))
		}
	}
	_, err = m.engine.React(t.Context())
	require.NoError(t, err)
	told = paidNotices(t, m, "ren")
	require.Len(t, told, 3)
	require.Equal(t, []string{"payout_returned", "JPY-1", "4000 JPY"}, []string{told[2].Kind, *told[2].PayoutID, told[2].Amount.String()}, "T9.2")
	require.Contains(t, told[2].Body, "¥4,000 is available again")
	require.Equal(t, "10000 JPY", available(), "T10.5 it came back")

	for _, who := range []string{"aoi", "operator", "sora"} {
		require.Empty(t, paidNotices(t, m, who), who)
	}
	after, err := m.ToDos(t.Context(), ren)
	require.NoError(t, err)
	require.Equal(t, before, after, "T9.1 a withdrawal is nothing that anybody owes")
}

// T9.2: the mails of an account's events are the notices that the inbox shows, each
// from its own event, and its links lead to the earnings in their currency.
func TestPayoutNotices_Mailed(t *testing.T) {
	t.Parallel()
	m := open(t)
	earn(t, m)
	ren := viewer(t, m, "ren")
	_, err := m.PayOut(t.Context(), ren, money.New(4000, money.JPY), Call{})
	require.NoError(t, err)
	m.providers.working.Wait()
	all, _, err := m.noticesOf(t.Context(), ren.Person)
	require.NoError(t, err)
	var shown []inbox.Notice
	for _, n := range all {
		if n.Payout != "" {
			shown = append(shown, n)
			require.Equal(t, "/earnings?currency=JPY", PageOf(&n))
			require.Equal(t, "payout/JPY/ren", streamOf(&n))
		}
	}
	require.NotEmpty(t, shown)
	var mailed []inbox.Notice
	entries, err := m.store.Tail(t.Context(), 0, 1000)
	require.NoError(t, err)
	for i := range entries {
		if _, _, ok := accountOf(entries[i].Stream); !ok {
			continue
		}
		notices, err := source{m}.noticesOf(t.Context(), &entries[i], nil, nil)
		require.NoError(t, err)
		mailed = append(mailed, notices...)
	}
	require.Equal(t, shown, mailed)
}

// What was said to have failed and arrives after all is told as that, with what the
// seller has again where it comes back once more; a statement of dollars beside it has ids
// of its own.
func TestPayoutNotices_AfterAll(t *testing.T) {
	t.Parallel()
	at := time.Date(2030, 1, 10, 0, 0, 0, 0, time.UTC)
	ids := map[string]bool{}
	for _, cur := range []money.Currency{money.JPY, money.USD} {
		var s payout.State
		var events []payout.Event
		fee, from := money.New(160, money.JPY), money.New(3000, money.JPY)
		for _, c := range []payout.Command{
			payout.Credit{Seller: "ren", Earnings: []payout.Earning{{Transaction: "1", Amount: money.New(2000, cur), ClosedAt: at}}},
			payout.PayOut{By: transaction.Seller("ren"), Amount: money.New(2000, cur), Provider: "fake", To: "x"},
			payout.NotePayout{No: 1, Stage: transfer.Called},
			payout.NotePayout{No: 1, Stage: transfer.Declined, Reason: "no"},
			payout.PayOut{By: transaction.Seller("ren"), Amount: money.New(500, cur), Provider: "fake", To: "x"},
			payout.NotePayout{No: 1, Stage: transfer.Confirmed}, // 500 of it is lost
			payout.NotePayout{No: 1, Stage: transfer.Returned},
			payout.NotePayout{No: 2, Stage: transfer.Confirmed},
		} {
			after, more, no := payout.Handle(s, c, policy.Payout{Fee: &fee, FreeFrom: &from}, at)
			require.Nil(t, no)
			s, events = after, append(events, more...)
		}
		var got []string
		for _, n := range payoutNotices(&engine.AccountView{Seller: "ren", Currency: cur, Events: events}) {
			require.False(t, ids[n.ID], n.ID)
			ids[n.ID] = true
			got = append(got, string(n.Kind)+" "+n.Payout+" "+n.Amount.String())
		}
		net := map[money.Currency][2]string{money.JPY: {"1840 JPY", "340 JPY"}, money.USD: {"20.00 USD", "5.00 USD"}}[cur]
		all := map[money.Currency][2]string{money.JPY: {"2000 JPY", "1500 JPY"}, money.USD: {"20.00 USD", "15.00 USD"}}[cur]
		require.Equal(t, []string{
			"payout_declined " + cur.String() + "-1 " + all[0], "payout_arrived " + cur.String() + "-1 " + net[0],
			"payout_returned " + cur.String() + "-1 " + all[1], "payout_confirmed " + cur.String() + "-2 " + net[1],
		}, got, "T9.2")
	}
}
