package enginetest

import (
	"maps"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/policy/money"
	"github.com/torikime/torikime/transaction"
	"github.com/torikime/torikime/transaction/engine"
	"github.com/torikime/torikime/transaction/ledger"
	"github.com/torikime/torikime/transaction/payment"
	"github.com/torikime/torikime/transaction/payment/fake"
	"github.com/torikime/torikime/transaction/transfer"
)

var moneyTests = slices.Concat([]test{
	{"T1.5 T1.6 a purchase that the provider pays at once opens the talkroom", moneyInstant},
	{"T3.11 T10.3 a cancel sends everything back, asked, sent and confirmed", moneyCancelled},
	{"T1.5 money that comes after the lapse is refunded, and said", moneyLate},
	{"T10.3 an answer lost after the deed is looked up, and nothing is done twice", moneyLost},
}, captureTests, lateTests, refundTests, noticeTests, outageTests, oddTests, twiceTests, crashTests)

// shop is a world with a provider.
type shop struct {
	*world
	fake *fake.Provider
}

func newShop(t *testing.T, open Open, change ...func(*engine.Options)) *shop {
	t.Helper()
	return newShopWith(t, open, fake.Options{}, change...)
}

// newShopWith is a shop whose provider is made in another way.
func newShopWith(t *testing.T, open Open, provider fake.Options, change ...func(*engine.Options)) *shop {
	t.Helper()
	s := &shop{}
	pay := func(o *engine.Options) {
		provider.Clock, provider.Seed = o.Clock.Now, 1
		s.fake = fake.New(provider)
		o.Providers, o.MostCalls = []payment.Provider{s.fake}, 12
	}
	s.world = newWorld(t, open(t), append([]func(*engine.Options){pay}, change...)...)
	return s
}

// ordered is a purchase that awaits its payment.
func (s *shop) ordered(id string) {
	s.t.Helper()
	_, err := s.Purchase(s.ctx, engine.Order{By: aoi, ID: id, Service: "logo", Payment: transaction.Awaited}, engine.Call{})
	require.NoError(s.t, err)
}

// charge asks for the payment of a purchase and carries it on.
func (s *shop) charge(id, method string) transfer.State {
	s.t.Helper()
	out, err := s.Charge(s.ctx, engine.Charge{By: aoi, Transaction: id, Method: method}, engine.TransferCall{})
	require.NoError(s.t, err)
	v, err := s.Work(s.ctx, out.ID)
	require.NoError(s.t, err)
	return v.State
}

// react lets everything happen that is asked for, and time pass for what waits.
func (s *shop) react() {
	s.t.Helper()
	for range 20 {
		_, err := s.Sweep(s.ctx)
		require.NoError(s.t, err)
		r, err := s.React(s.ctx)
		require.NoError(s.t, err)
		require.Zero(s.t, r.Failed)
		if r == (engine.Reacted{}) {
			return
		}
	}
}

// pass lets time pass, and everything happen in it, an hour after the other.
func (s *shop) pass(d time.Duration) {
	s.t.Helper()
	for ; d > 0; d -= time.Hour {
		s.clock.add(min(d, time.Hour))
		s.react()
	}
}

func (s *shop) state(id string) *transaction.State {
	s.t.Helper()
	v, err := s.View(s.ctx, id)
	require.NoError(s.t, err)
	return &v.State
}

// begin asks for a payment and carries it on; it is an error of the test if it may not.
func (s *shop) begin(c engine.Charge) transfer.State {
	s.t.Helper()
	c.By = aoi
	out, err := s.Charge(s.ctx, c, engine.TransferCall{})
	require.NoError(s.t, err)
	return s.work(out.ID)
}

func (s *shop) work(id string) transfer.State {
	s.t.Helper()
	v, err := s.Work(s.ctx, id)
	require.NoError(s.t, err)
	return v.State
}

// paid is a purchase that is paid at once, and its capture.
func (s *shop) paid(id string) transfer.State {
	s.t.Helper()
	s.ordered(id)
	done := s.charge(id, fake.Instant)
	require.Equal(s.t, transfer.Confirmed, done.Phase)
	return done
}

// transfer is one movement with its history.
func (s *shop) transfer(id string) engine.TransferView {
	s.t.Helper()
	v, err := s.Transfer(s.ctx, id)
	require.NoError(s.t, err)
	return v
}

// transfers are all movements of a kind, the oldest first.
func (s *shop) transfers(kind transfer.Kind) []transfer.State {
	s.t.Helper()
	page, err := s.Transfers(s.ctx, engine.TransferQuery{Limit: 200})
	require.NoError(s.t, err)
	var list []transfer.State
	for i := range page.Items {
		if st := page.Items[i].State; st.Order.Kind == kind {
			list = append(list, st)
		}
	}
	slices.Reverse(list)
	return list
}

func (s *shop) stuck() []engine.TransferView {
	s.t.Helper()
	page, err := s.Transfers(s.ctx, engine.TransferQuery{Stuck: true})
	require.NoError(s.t, err)
	return page.Items
}

func (s *shop) takeOver(id string, how transfer.Takeover) {
	s.t.Helper()
	_, err := s.TakeOver(s.ctx, id, transfer.TakeOver{By: kei, How: how, Reason: "as agreed"}, engine.TransferCall{})
	require.NoError(s.t, err)
}

// deeds are what the provider did, or tried to, of a kind.
func (s *shop) deeds(kind transfer.Kind, status transfer.Status) []fake.Deed {
	var list []fake.Deed
	for _, d := range s.fake.Books().Deeds {
		if d.Kind == kind && d.Status == status {
			list = append(list, d)
		}
	}
	return list
}

// agrees compares our books with the provider's own, which they equal in every
// currency once nothing is on its way; no key stood for two deeds (T10.1, T10.3).
func (s *shop) agrees() ledger.Trial {
	s.t.Helper()
	trial := s.trial()
	require.Empty(s.t, s.fake.Violations())
	theirs := s.fake.Books().Totals
	for _, cur := range slices.Concat(trial.Currencies(), slices.Collect(maps.Keys(theirs))) {
		require.Equal(s.t, theirs[cur].Captured-theirs[cur].Refunded, -trial.Balance(cur, ledger.Payer), "what buyers paid, in %s", cur)
		require.Equal(s.t, theirs[cur].PaidOut, trial.Balance(cur, ledger.Payee), "what sellers got, in %s", cur)
		require.Zero(s.t, trial.Balance(cur, ledger.Clearing), "everybody has been told, in %s", cur)
	}
	return trial
}

func moneyInstant(t *testing.T, open Open) {
	s := newShop(t, open)
	s.ordered("1")
	done := s.charge("1", fake.Instant)
	require.Equal(t, transfer.Confirmed, done.Phase)
	require.Equal(t, transfer.Confirmed, done.Told)
	st := s.state("1")
	require.Equal(t, transaction.Open, st.Phase)
	require.Equal(t, price, st.Held())
	require.Equal(t, price.Units(), s.fake.Books().Totals[money.JPY].Captured)
}

func moneyCancelled(t *testing.T, open Open) {
	s := newShop(t, open)
	s.ordered("1")
	s.charge("1", fake.Instant)
	s.do("1", transaction.OperatorCancel{By: transaction.Operator("op"), Reason: "x"})
	require.Equal(t, transaction.RefundAsked, s.state("1").Refunds[0].Stage)
	s.react()
	require.Equal(t, transaction.RefundConfirmed, s.state("1").Refunds[0].Stage)
	require.Equal(t, price.Units(), s.fake.Books().Totals[money.JPY].Refunded)
	require.Empty(t, s.fake.Violations())
}

func moneyLate(t *testing.T, open Open) {
	s := newShop(t, open)
	s.ordered("1")
	waits := s.charge("1", fake.Later)
	require.Equal(t, transfer.AwaitsBuyer, waits.Status)
	require.NotEmpty(t, waits.URL)
	s.clock.add(8 * 24 * time.Hour)
	s.react()
	require.Equal(t, transaction.Lapsed, s.state("1").Phase)
	require.NoError(t, s.fake.Pay(waits.Ref))
	s.clock.add(5 * time.Second)
	require.NoError(t, s.Hint(s.ctx, waits.Order.ID))
	s.react()
	st := s.state("1")
	require.Equal(t, transaction.Lapsed, st.Phase)
	require.Equal(t, price, st.Paid)
	require.Equal(t, transaction.RefundConfirmed, st.Refunds[0].Stage)
	require.Equal(t, price.Units(), s.fake.Books().Totals[money.JPY].Refunded)
}

func moneyLost(t *testing.T, open Open) {
	s := newShop(t, open)
	s.ordered("1")
	s.fake.Next(transfer.Authorise, fake.LostAfter)
	unknown := s.charge("1", fake.Instant)
	require.Equal(t, transfer.Unknown, unknown.Status)
	require.Equal(t, transaction.AwaitingPayment, s.state("1").Phase)
	s.clock.add(time.Minute)
	s.react()
	require.Equal(t, transaction.Open, s.state("1").Phase)
	require.Equal(t, price.Units(), s.fake.Books().Totals[money.JPY].Captured)
}
