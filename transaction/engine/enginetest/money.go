package enginetest

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/policy/money"
	"github.com/torikime/torikime/transaction"
	"github.com/torikime/torikime/transaction/engine"
	"github.com/torikime/torikime/transaction/payment"
	"github.com/torikime/torikime/transaction/payment/fake"
	"github.com/torikime/torikime/transaction/transfer"
)

var moneyTests = []test{
	{"T1.5 T1.6 a purchase that the provider pays at once opens the talkroom", moneyInstant},
	{"T3.11 T10.3 a cancel sends everything back, asked, sent and confirmed", moneyCancelled},
	{"T1.5 money that comes after the lapse is refunded, and said", moneyLate},
	{"T10.3 an answer lost after the deed is looked up, and nothing is done twice", moneyLost},
}

// shop is a world with a provider.
type shop struct {
	*world
	fake *fake.Provider
}

func newShop(t *testing.T, open Open, change ...func(*engine.Options)) *shop {
	t.Helper()
	s := &shop{}
	pay := func(o *engine.Options) {
		s.fake = fake.New(fake.Options{Clock: o.Clock.Now, Seed: 1})
		o.Providers = []payment.Provider{s.fake}
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

func (s *shop) state(id string) *transaction.State {
	s.t.Helper()
	v, err := s.View(s.ctx, id)
	require.NoError(s.t, err)
	return &v.State
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
