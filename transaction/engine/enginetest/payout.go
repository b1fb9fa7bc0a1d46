package enginetest

import (
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/policy/money"
	"github.com/torikime/torikime/transaction"
	"github.com/torikime/torikime/transaction/engine"
	"github.com/torikime/torikime/transaction/ledger"
	"github.com/torikime/torikime/transaction/listing"
	"github.com/torikime/torikime/transaction/payment"
	"github.com/torikime/torikime/transaction/payment/fake"
	"github.com/torikime/torikime/transaction/payout"
	"github.com/torikime/torikime/transaction/transfer"
)

var payoutTests = []test{
	{"T10.2 T0.8 what closes is credited once, also by a deadline that nobody has stored", payoutCredits},
	{"T10.2 everything that closed is found, however much it is", payoutMany},
	{"T10.5 an account for each currency", payoutCurrencies},
	{"T10.5 the provider pays what is left of the fee's threshold", payoutFees},
	{"T10.5 what cannot be withdrawn", payoutRefused},
	{"T10.5 a key is one payout, and a dry run none", payoutKeys},
	{"T10.5 T10.3 declined, lost and returned: the money is in one place", payoutReturns},
	{"T9.4 a payout under way keeps the account, earnings do not", payoutOpen},
	{"T9.4 a payout and a deletion at once: one of the two", payoutErase},
}

var kei = transaction.Operator("kei")

func yen(units int64) money.Money { return money.New(units, money.JPY) }

// close has transactions bought and closed, each of which earns ren 10,000 yen.
func (w *world) closed(ids ...string) {
	w.t.Helper()
	for _, id := range ids {
		w.purchase(id, aoi)
		w.do(id, transaction.OperatorClose{By: kei, Reason: "done"})
	}
}

// account is ren's in yen. Whatever happened, it agrees with the transactions.
func (w *world) account() engine.AccountView {
	w.t.Helper()
	v, err := w.Account(w.ctx, ren.ID, money.JPY)
	require.NoError(w.t, err)
	require.Equal(w.t, v.State, payoutState(v.Events))
	require.GreaterOrEqual(w.t, v.State.Balance().Units(), int64(0))
	require.Zero(w.t, v.State.Book.Sum(), "T10.1")
	if len(v.State.Uncopied) == 0 {
		var earned int64
		for credit := range v.State.Credits() {
			earned += w.earned(credit.Transaction)
		}
		require.Equal(w.t, earned+v.State.Book.Balance(ledger.Available), v.State.Balance().Units(), "T10.1 both books say the same")
	}
	return v
}

// earned is what a transaction's own book has for its seller.
func (w *world) earned(id string) int64 {
	w.t.Helper()
	events, err := w.History(w.ctx, id)
	require.NoError(w.t, err)
	s := transaction.Replay(events)
	return s.Earned().Units()
}

// payoutState is a history's; an account that does not exist is in its seller's name.
func payoutState(events []payout.Event) payout.State {
	s := payout.Replay(events)
	s.Seller, s.Currency = ren.ID, money.JPY
	return s
}

func (w *world) balance() int64 {
	w.t.Helper()
	v := w.account()
	return v.State.Balance().Units()
}

// pays gives another process the shop's provider.
func (s *shop) pays(o *engine.Options) { o.Providers = []payment.Provider{s.fake} }

func withdrawal(units int64) engine.PayoutOrder {
	return engine.PayoutOrder{By: ren, Amount: yen(units), To: "acct-ren"}
}

func (w *world) withdraw(units int64) payout.Payout {
	w.t.Helper()
	out, err := w.PayOut(w.ctx, withdrawal(units), engine.AccountCall{})
	require.NoError(w.t, err)
	return out.State.History()[0]
}

func payoutCredits(t *testing.T, open Open) {
	w := newWorld(t, open(t))
	v := w.account()
	require.Zero(t, v.State.Balance().Units(), "nothing yet")
	require.Empty(t, v.Events)
	w.purchase("1", aoi)
	w.do("1", say, deliver)
	due, _ := transaction.Next(w.view("1").State)
	w.clock.add(due.At.Sub(w.Now()) - time.Microsecond)
	require.Zero(t, w.balance())
	w.clock.add(time.Microsecond)
	v = w.account()
	require.Equal(t, price, v.State.Balance())
	require.Equal(t, []payout.Event{payout.Credited{At: due.At, Seller: "ren", Transaction: "1", Amount: price, ClosedAt: due.At}}, v.Events)
	before := w.everything()
	for _, e := range []*engine.Engine{w.Engine, w.process()} {
		again, err := e.Account(w.ctx, "ren", money.JPY)
		require.NoError(t, err)
		require.Equal(t, v, again)
	}
	require.Equal(t, before, w.everything(), "a view of what is known writes nothing")
	for _, seller := range []string{"", "a\nb"} {
		_, err := w.Account(w.ctx, seller, money.JPY)
		require.ErrorIs(t, err, engine.ErrNotFound)
		_, err = w.Accounts(w.ctx, seller)
		require.ErrorIs(t, err, engine.ErrNotFound)
	}
	_, err := w.Account(w.ctx, "ren", money.Currency{})
	require.ErrorIs(t, err, engine.ErrNotFound)
}

// More than a page of transactions, in an order of closing that is not that of buying.
func payoutMany(t *testing.T, open Open) {
	w := newWorld(t, open(t))
	const many = 130
	for i := range many {
		w.purchase(fmt.Sprint("t", i), aoi)
	}
	for i := range many {
		if i%2 == 0 {
			w.do(fmt.Sprint("t", i), transaction.OperatorClose{By: kei, Reason: "done"})
		}
	}
	require.Equal(t, int64(many/2*10_000), w.balance())
	w.do("t1", transaction.OperatorClose{By: kei, Reason: "done"})
	w.do("t3", transaction.OperatorCancel{By: kei, Reason: "x"})
	require.Equal(t, int64((many/2+1)*10_000), w.balance())
	for i := range many {
		if i%2 == 1 && i > 3 {
			w.do(fmt.Sprint("t", i), transaction.OperatorClose{By: kei, Reason: "done"})
		}
	}
	require.Equal(t, int64((many-1)*10_000), w.balance())
	n, err := w.Reindex(w.ctx)
	require.NoError(t, err)
	require.Greater(t, n, many)
	require.Equal(t, int64((many-1)*10_000), w.balance())
}

func payoutCurrencies(t *testing.T, open Open) {
	w := newWorld(t, open(t))
	w.list("dollars", func(c *listing.List) { c.Price = money.New(5000, money.USD) })
	none, err := w.Accounts(w.ctx, "ren")
	require.NoError(t, err)
	require.Empty(t, none)
	w.closed("1")
	_, err = w.Purchase(w.ctx, engine.Order{By: aoi, ID: "2", Service: "dollars", Payment: transaction.Settled}, engine.Call{})
	require.NoError(t, err)
	w.do("2", transaction.OperatorClose{By: kei, Reason: "done"})
	list, err := w.Accounts(w.ctx, "ren")
	require.NoError(t, err)
	require.Len(t, list, 2)
	require.Equal(t, []money.Money{yen(10_000), money.New(5000, money.USD)}, []money.Money{list[0].State.Balance(), list[1].State.Balance()})
	others, err := w.Accounts(w.ctx, "aoi")
	require.NoError(t, err)
	require.Empty(t, others, "a buyer has none")
}

func payoutFees(t *testing.T, open Open) {
	s := newShop(t, open, func(o *engine.Options) { o.Policies = []engine.InForce{{Policy: preset(t, "coconala-2026")}} })
	s.closed("1", "2")
	require.Equal(t, int64(15_600), s.balance(), "T1.11 less 22 %%")
	left, paid := int64(15_600), int64(0)
	for i, tt := range []struct{ amount, net int64 }{{2999, 2839}, {3000, 3000}, {3001, 3001}} {
		p := s.withdraw(tt.amount)
		require.Equal(t, []int64{int64(i + 1), tt.amount - tt.net, tt.net}, []int64{int64(p.No), p.Fee.Units(), p.Net.Units()})
		left, paid = left-tt.amount, paid+tt.net
		require.Equal(t, left, s.balance(), "it is gone at once")
		s.react()
		require.Equal(t, paid, s.fake.Books().Totals[money.JPY].PaidOut)
		v := s.account()
		require.Equal(t, transfer.Confirmed, v.State.History()[0].Stage)
		require.Zero(t, v.State.Book.Balance(ledger.Payouts))
	}
	_, err := s.PayOut(s.ctx, withdrawal(160), engine.AccountCall{})
	require.Equal(t, "161 JPY", s.rejected(err, "T10.5", "fee_takes_all").Params["min"])
	v := s.account()
	require.Equal(t, int64(160), v.State.Book.Balance(ledger.Fees))
	require.Equal(t, "160 JPY", payout.FeeOf(v.Terms, yen(2999)).String())
	require.Empty(t, s.fake.Violations())
}

func payoutRefused(t *testing.T, open Open) {
	s := newShop(t, open)
	s.closed("1")
	for _, tt := range []struct {
		code   string
		change func(*engine.PayoutOrder)
	}{
		{"T10.5/more_than_available", func(o *engine.PayoutOrder) { o.Amount = yen(10_001) }},
		{"T10.5/more_than_available", func(o *engine.PayoutOrder) { o.Amount = money.New(1, money.USD) }},
		{"T10.5/more_than_available", func(o *engine.PayoutOrder) { o.By = transaction.Seller("haru") }},
		{"T10.5/form", func(o *engine.PayoutOrder) { o.Amount = yen(0) }},
		{"T10.5/form", func(o *engine.PayoutOrder) { o.Amount = money.Money{} }},
		{"T10.5/form", func(o *engine.PayoutOrder) { o.To = "" }},
		{"T10.5/form", func(o *engine.PayoutOrder) { o.By.ID = "a\nb" }},
		{"T10.5/wrong_actor", func(o *engine.PayoutOrder) { o.By = transaction.Actor{} }},
		{"T10.5/wrong_actor", func(o *engine.PayoutOrder) { o.By = kei }},
		{"T10.5/provider", func(o *engine.PayoutOrder) { o.Provider = "bank" }},
	} {
		o := withdrawal(1000)
		tt.change(&o)
		before := len(s.everything())
		_, err := s.PayOut(s.ctx, o, engine.AccountCall{Key: "k"})
		var no *policy.Rejection
		require.ErrorAs(t, err, &no)
		require.Equal(t, tt.code, no.Rule+"/"+no.Code)
		require.Len(t, s.everything(), before, "T0.9")
	}
	s.withdraw(10_000)
	_, err := s.PayOut(s.ctx, withdrawal(1), engine.AccountCall{})
	require.Equal(t, "0 JPY", s.rejected(err, "T10.5", "more_than_available").Params["max"])
	_, err = newWorld(t, open(t)).PayOut(s.ctx, withdrawal(1), engine.AccountCall{})
	require.Error(t, err, "without a provider nobody would carry it out")
}

func payoutKeys(t *testing.T, open Open) {
	s := newShop(t, open)
	s.purchase("1", aoi)
	s.do("1", say, deliver)
	s.clock.add(100 * hour) // it has closed by itself, and nobody has stored it
	before := s.everything()
	dry, err := s.PayOut(s.ctx, withdrawal(4000), engine.AccountCall{Key: "k", DryRun: true})
	require.NoError(t, err)
	require.Equal(t, yen(6000), dry.State.Balance())
	require.Equal(t, before, s.everything(), "a dry run writes nothing")

	call := answered[engine.AccountOutcome]("k", "4000")
	first, err := s.PayOut(s.ctx, withdrawal(4000), call)
	require.NoError(t, err)
	require.False(t, first.Repeated)
	require.Len(t, first.Events, 2)
	s.react()
	for _, e := range []*engine.Engine{s.Engine, s.process(s.pays)} {
		again, err := e.PayOut(s.ctx, withdrawal(4000), call)
		require.NoError(t, err)
		require.True(t, again.Repeated)
		require.Equal(t, first.Answer, again.Answer)
		require.Equal(t, 1, again.State.Payouts)
		_, err = e.PayOut(s.ctx, withdrawal(4000), answered[engine.AccountOutcome]("k", "5000"))
		require.ErrorIs(t, err, engine.ErrKeyReused)
	}
	_, err = s.PayOut(s.ctx, engine.PayoutOrder{By: transaction.Seller("haru"), Amount: yen(4000), To: "acct"}, call)
	require.ErrorIs(t, err, engine.ErrKeyReused, "another seller's")
	seen := 2 // the first payout, and not its sending and arrival
	_, err = s.PayOut(s.ctx, withdrawal(1000), engine.AccountCall{ExpectedSeq: &seen, DryRun: true})
	require.NoError(t, err)
	seen = 1
	_, err = s.PayOut(s.ctx, withdrawal(1000), engine.AccountCall{ExpectedSeq: &seen})
	require.Equal(t, "payout_requested", s.rejected(err, "T0.9", "changed").Params["since"])
	require.Equal(t, int64(6000), s.balance())
	require.Equal(t, int64(4000), s.fake.Books().Totals[money.JPY].PaidOut)
}

func payoutReturns(t *testing.T, open Open) {
	s := newShop(t, open)
	s.closed("1")
	s.fake.Next(transfer.Send, fake.Refused)
	s.withdraw(4000)
	s.react()
	v := s.account()
	require.Equal(t, transfer.Declined, v.State.History()[0].Stage)
	require.NotEmpty(t, v.State.History()[0].Reason)
	require.Equal(t, int64(10_000), s.balance(), "the seller has it again")

	s.fake.Next(transfer.Send, fake.LostAfter)
	s.withdraw(5000)
	s.react()
	require.Equal(t, transfer.Called, s.account().State.Open[0].Stage, "nobody knows yet")
	require.Equal(t, int64(5000), s.balance())
	s.clock.add(hour)
	s.react()
	v = s.account()
	require.Equal(t, transfer.Confirmed, v.State.History()[0].Stage)
	require.Equal(t, int64(5000), s.fake.Books().Totals[money.JPY].PaidOut, "T10.3 once")

	page, err := s.Transfers(s.ctx, engine.TransferQuery{Person: "ren"})
	require.NoError(t, err)
	require.NoError(t, s.fake.ReturnPayout(page.Items[0].State.DoneRef))
	s.clock.add(hour)
	require.NoError(t, s.Hint(s.ctx, page.Items[0].ID))
	s.react()
	v = s.account()
	require.Equal(t, transfer.Returned, v.State.History()[0].Stage)
	require.Equal(t, int64(10_000), s.balance())
	require.Zero(t, s.fake.Books().Totals[money.JPY].PaidOut)
	require.Zero(t, v.State.Book.Balance(ledger.Clearing))
	require.Empty(t, s.fake.Violations())
}

func payoutOpen(t *testing.T, open Open) {
	s := newShop(t, open)
	s.closed("1")
	s.withdraw(4000)
	_, err := s.Erase(s.ctx, "ren", nil)
	no := s.rejected(err, "T9.4", "open")
	require.Len(t, no.Faults, 1)
	require.Contains(t, no.Faults[0].Path, "payouts/payout-")
	require.Zero(t, no.OpensAt, "nobody knows when")
	open2, err := s.Open(s.ctx, "ren")
	require.NoError(t, err)
	require.Equal(t, "payout", open2[0].Kind)
	require.Equal(t, "asked", open2[0].Phase)
	s.react()
	v, err := s.Transfer(s.ctx, open2[0].ID)
	require.NoError(t, err, "what stands open is named by its transfer")
	require.Equal(t, transfer.Confirmed, v.State.Phase)
	before := len(s.everything())
	s.erase("ren") // 6,000 yen are left
	for _, entry := range s.everything()[before:] {
		require.NotContains(t, entry.Stream, "payout/", "the ledger stays as it is")
	}
	require.Equal(t, int64(6000), s.balance())
	_, err = s.PayOut(s.ctx, withdrawal(1000), engine.AccountCall{})
	s.rejected(err, "T9.4", "left")
	// What he earned can still go back to the buyer.
	s.do("1", transaction.OperatorRefund{By: kei, Reason: "broken", Amount: yen(6000)})
	require.Zero(t, s.balance())
}

func payoutErase(t *testing.T, open Open) {
	s := newShop(t, open)
	for round := range 10 {
		seller := transaction.Seller(fmt.Sprint("seller-", round))
		id := fmt.Sprint("by-", round)
		s.list("of-"+id, func(c *listing.List) { c.By = seller })
		_, err := s.Purchase(s.ctx, engine.Order{By: aoi, ID: id, Service: "of-" + id, Payment: transaction.Settled}, engine.Call{})
		require.NoError(t, err)
		s.do(id, transaction.OperatorClose{By: kei, Reason: "done"})
		var paid, erased error
		var wg sync.WaitGroup
		wg.Go(func() {
			_, paid = s.PayOut(s.ctx, engine.PayoutOrder{By: seller, Amount: yen(1000), To: "acct"}, engine.AccountCall{})
		})
		wg.Go(func() { _, erased = s.Erase(s.ctx, seller.ID, nil) })
		wg.Wait()
		if paid == nil {
			s.rejected(erased, "T9.4", "open")
		} else {
			s.rejected(paid, "T9.4", "left")
			require.NoError(t, erased)
		}
	}
}
