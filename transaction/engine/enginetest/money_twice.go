package enginetest

import (
	"fmt"
	"math/rand/v2"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/transaction"
	"github.com/torikime/torikime/transaction/engine"
	"github.com/torikime/torikime/transaction/payment"
	"github.com/torikime/torikime/transaction/payment/fake"
	"github.com/torikime/torikime/transaction/transfer"
)

var twiceTests = []test{
	{"T10.3 several processes react at once, and time runs away: no deed twice", twiceReact},
	{"T10.3 a process takes over what another began, whatever it remembers itself", twiceRemembered},
	{"T10.3 a webhook is not lost on a process that remembers older things", twiceHint},
	{"T10.3 a refund that came back and left again is confirmed, whoever remembers what", twiceNoted},
}

// engines are processes of their own over the shop's store and provider.
func (s *shop) engines(n int) []*engine.Engine {
	list := make([]*engine.Engine, n)
	for i := range list {
		list[i] = s.process(s.pays, func(o *engine.Options) { o.Entropy = rand.NewChaCha8([32]byte{2, byte(i)}) })
	}
	return list
}

func twiceReact(t *testing.T, open Open) {
	s := newShopWith(t, open, fake.Options{Delay: 2 * time.Millisecond})
	engines := s.engines(4)
	const purchases = 12
	for i := range purchases {
		s.ordered(fmt.Sprint(i))
	}
	s.paid("earns")
	s.do("earns", transaction.OperatorClose{By: kei, Reason: "x"})
	for range 5 {
		s.withdraw(1000)
	}
	require.NoError(t, s.fake.SetFaults(fake.Faults{fake.Slow: 0.3, fake.LostBefore: 0.1, fake.LostAfter: 0.1, fake.PendingFirst: 0.1, fake.Refused: 0.1}))
	var all sync.WaitGroup
	for n, e := range engines {
		all.Go(func() {
			for round := range 12 {
				id := fmt.Sprint((round + n) % purchases)
				// It may be paid, or cancelled, meanwhile.
				if _, err := e.Charge(s.ctx, engine.Charge{By: aoi, Transaction: id}, engine.TransferCall{}); err != nil && !isNo(err) {
					t.Error(err)
				}
				if _, err := e.React(s.ctx); err != nil {
					t.Error(err)
				}
				if round%3 == 0 {
					if _, err := e.Do(s.ctx, id, byOperator, engine.Call{}); err != nil && !isNo(err) {
						t.Error(err)
					}
				}
				s.clock.add(time.Minute) // the leases of the others end in their calls
			}
		})
	}
	all.Wait()
	require.NoError(t, s.fake.SetFaults(nil))
	for range 6 {
		require.NoError(t, s.fake.SettlePending())
		s.pass(2 * hour)
	}
	require.Empty(t, s.stuck())
	done := map[string]int{}
	for _, d := range s.fake.Books().Deeds {
		if d.Status == transfer.Succeeded {
			done[d.Transfer]++
			require.Equal(t, 1, done[d.Transfer], d.Transfer)
		}
	}
	require.Greater(t, len(done), purchases)
	s.agrees()
}

func twiceRemembered(t *testing.T, open Open) {
	s := newShop(t, open)
	desk := s.engines(1)[0] // where operators are; it does not react
	s.paid("1")
	s.down()
	s.do("1", byOperator)
	s.react()
	stuck := s.untilStuck() // the worker remembers it so
	s.up()
	_, err := desk.TakeOver(s.ctx, stuck.ID, transfer.TakeOver{By: kei, How: transfer.Retry, Reason: "x"}, engine.TransferCall{})
	require.NoError(t, err)
	s.pass(2 * hour)
	require.Equal(t, transaction.RefundConfirmed, s.state("1").Refunds[0].Stage)
	s.agrees()
}

func twiceHint(t *testing.T, open Open) {
	s := newShop(t, open)
	front := s.engines(1)[0] // where webhooks come in; it does not react
	s.ordered("1")
	waits := s.charge("1", fake.Checkout)
	require.NoError(t, s.fake.Approve(waits.Ref))
	id := waits.Order.ID
	require.NoError(t, front.Notify(s.ctx, "fake", payment.Notice{Transfer: id, Status: transfer.Authorised}))
	s.react()
	require.Equal(t, transaction.Open, s.state("1").Phase)
	require.NoError(t, s.fake.ReverseCapture(id))
	require.NoError(t, front.Notify(s.ctx, "fake", payment.Notice{Transfer: id, Status: transfer.Reversed}))
	s.react()
	require.Equal(t, transfer.Returned, s.transfer(id).State.Phase)
	require.Len(t, s.stuck(), 1)
}

func twiceNoted(t *testing.T, open Open) {
	s := newShop(t, open)
	other := s.engines(1)[0]
	s.paid("1")
	s.do("1", byOperator)
	s.react() // it remembers the refund as confirmed
	refund := s.transfers(transfer.Refund)[0].Order.ID
	require.NoError(t, s.fake.FailRefund(refund))
	require.NoError(t, other.Hint(s.ctx, refund))
	_, err := other.React(s.ctx)
	require.NoError(t, err)
	require.Equal(t, transaction.RefundReturned, s.state("1").Refunds[0].Stage)
	_, err = other.TakeOver(s.ctx, refund, transfer.TakeOver{By: kei, How: transfer.Retry, Reason: "x"}, engine.TransferCall{})
	require.NoError(t, err)
	s.react()
	require.Equal(t, transfer.Confirmed, s.transfer(refund).State.Phase)
	require.Equal(t, transaction.RefundConfirmed, s.state("1").Refunds[0].Stage)
	s.agrees()
}
