package enginetest

import (
	"errors"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/policy/money"
	"github.com/torikime/torikime/transaction"
	"github.com/torikime/torikime/transaction/engine"
	deaths "github.com/torikime/torikime/transaction/engine/internal/mortal"
	"github.com/torikime/torikime/transaction/ledger"
	"github.com/torikime/torikime/transaction/payment"
	"github.com/torikime/torikime/transaction/payment/fake"
	"github.com/torikime/torikime/transaction/transfer"
)

var crashTests = []test{
	{"T10.3 killed at every step of a capture in one call", deadly{act: pays(fake.Instant), end: isOpen, deeds: 1}.run},
	{"T10.3 killed at every step of an authorisation and its capture", deadly{act: pays(fake.Hold), end: isOpen, deeds: 1}.run},
	{"T10.3 killed at every step of a capture on the provider's pages", deadly{act: paysOnPage, end: isOpen, deeds: 1}.run},
	{"T10.3 T1.5 killed at every step of a capture that is declined", deadly{act: pays(fake.Decline), end: isDeclined}.run},
	{"T10.3 T1.6 killed at every step of a capture of another amount", deadly{
		before: captureOfLess, act: pays(fake.Instant), end: isGivenBack, deeds: 2,
	}.run},
	{"T10.3 T1.5 killed at every step of money that comes too late", deadly{before: endsUnpaid, act: paysTooLate, end: isSentBack, deeds: 2}.run},
	{"T10.3 T3.11 killed at every step of a refund", deadly{before: isPaid, act: commands(byOperator), end: isRefunded, deeds: 2}.run},
	{"T10.3 T3.15 killed at every step of a refund of earnings", deadly{
		before: isClosed, act: commands(transaction.OperatorRefund{By: kei, Reason: "x", Amount: price}), end: isTakenBack, deeds: 2,
	}.run},
	{"T10.3 T10.5 killed at every step of a payout", deadly{before: isClosed, act: paysOut, end: isPaidOut, deeds: 2}.run},
}

// deadly is one movement of money that must come to the same end at whatever step
// the process dies that is at it, and the next one too.
type deadly struct {
	before func(s *shop)
	// act is what a client asks for, as often as he gets no answer.
	act func(s *shop, e *engine.Engine) error
	end func(s *shop)
	// deeds are how many the provider has done at the end.
	deeds int
}

// run kills the process at its first step, its second, and so on, until it is done
// before; the next process dies as well, at another step. With faults of the provider
// it is every third step.
func (c deadly) run(t *testing.T, open Open) {
	for _, fault := range []fake.Fault{0, fake.LostAfter, fake.PendingFirst} {
		policies := []engine.InForce{{Policy: preset(t, "coconala")}}
		steps, stride := 0, 3
		if fault == 0 {
			stride = 1
		}
		for first := 1; ; first += stride {
			second := 0
			if fault == 0 {
				second = 1 + first*7%11
			}
			if !c.once(t, open, policies, fault, first, second) {
				break
			}
			steps++
			require.Less(t, steps, 200)
		}
		require.Greater(t, steps*stride, 5, "it was killed at every step")
	}
}

// once has one process die at one step, and the next at another; it reports whether
// the first died at all.
func (c deadly) once(t *testing.T, open Open, policies []engine.InForce, fault fake.Fault, first, second int) (died bool) {
	s := newShop(t, open, func(o *engine.Options) { o.Policies = policies })
	if c.before != nil {
		c.before(s)
	} else {
		s.ordered("1")
	}
	if fault != 0 {
		s.fake.Next(0, fault)
	}
	for n, fuse := range []int{first, second, -1} {
		life := &deaths.Life{Fuse: fuse}
		e := s.dying(life, byte(n), policies)
		err := c.act(s, e)
		if err == nil {
			_, err = e.React(s.ctx)
		}
		if life.Dead {
			died = died || n == 0
			continue
		}
		require.NoError(t, err, "killed at step %d, then %d", first, second)
	}
	for range 12 { // whoever lives finishes it
		s.clock.add(15 * time.Minute)
		s.react()
		require.NoError(t, s.fake.SettlePending())
		require.NoError(t, c.act(s, s.Engine), "killed at step %d, then %d", first, second)
	}
	if !t.Failed() {
		c.end(s)
		require.Len(t, s.done(), c.deeds, "killed at step %d, then %d, fault %d", first, second, fault)
		s.agrees()
		require.Empty(t, s.stuck())
	}
	return died
}

// done is every deed that the provider has done and not taken back.
func (s *shop) done() []fake.Deed {
	var list []fake.Deed
	for _, kind := range []transfer.Kind{transfer.Capture, transfer.Refund, transfer.Payout} {
		list = append(list, s.deeds(kind, transfer.Succeeded)...)
	}
	return list
}

// dying is a process that may die.
func (s *shop) dying(life *deaths.Life, n byte, policies []engine.InForce) *engine.Engine {
	s.t.Helper()
	e, err := engine.New(deaths.Store{Store: s.st, Life: life}, engine.Options{
		Clock: s.clock, Policies: policies, Callers: 1,
		Entropy: rand.NewChaCha8([32]byte{3, n}), Providers: []payment.Provider{deaths.Provider{Provider: s.fake, Life: life}},
	})
	require.NoError(s.t, err)
	s.t.Cleanup(func() { _ = e.Close() })
	return e
}

// The acts. Each is harmless when it is repeated: it has a key, or says so itself.

func pays(method string) func(*shop, *engine.Engine) error {
	return func(s *shop, e *engine.Engine) error {
		out, err := e.Charge(s.ctx, engine.Charge{By: aoi, Transaction: "1", Method: method}, engine.TransferCall{Key: "pay"})
		if err == nil {
			_, err = e.Work(s.ctx, out.ID)
		}
		return err
	}
}

func paysOnPage(s *shop, e *engine.Engine) error {
	if err := pays(fake.Checkout)(s, e); err != nil {
		return err
	}
	// The buyer approves it once; whoever comes back later finds it done.
	if err := s.fake.Approve("p1.1"); err != nil && !errors.Is(err, fake.ErrNotNow) && !errors.Is(err, fake.ErrUnknown) {
		return err
	}
	if err := e.Hint(s.ctx, "p1.1"); err != nil {
		return err
	}
	_, err := e.Work(s.ctx, "p1.1")
	return err
}

func paysTooLate(s *shop, e *engine.Engine) error {
	if err := s.fake.Pay("p1.1"); err != nil && !errors.Is(err, fake.ErrNotNow) {
		return err
	}
	return e.Notify(s.ctx, "fake", payment.Notice{Transfer: "p1.1", Status: transfer.Succeeded})
}

func commands(c transaction.Command) func(*shop, *engine.Engine) error {
	return func(s *shop, e *engine.Engine) error {
		_, err := e.Do(s.ctx, "1", c, engine.Call{Key: "command"})
		return err
	}
}

func paysOut(s *shop, e *engine.Engine) error {
	_, err := e.PayOut(s.ctx, withdrawal(4000), engine.AccountCall{Key: "payout"})
	return err
}

// The beginnings.

func isPaid(s *shop) { s.paid("1") }

func isClosed(s *shop) {
	s.paid("1")
	s.do("1", transaction.OperatorClose{By: kei, Reason: "done"})
	s.balance() // it is credited
}

func captureOfLess(s *shop) {
	s.ordered("1")
	s.fake.Next(transfer.Authorise, fake.Partial)
}

func endsUnpaid(s *shop) {
	s.ordered("1")
	s.charge("1", fake.Later)
	s.do("1", transaction.Abandon{By: aoi})
}

// The ends.

func isOpen(s *shop) {
	s.t.Helper()
	st := s.state("1")
	require.Equal(s.t, transaction.Open, st.Phase)
	require.Equal(s.t, price, st.Held())
	require.Equal(s.t, []string{"purchased", "paid", "opened", "notes_posted"}, s.stored("1"))
}

func isDeclined(s *shop) {
	s.t.Helper()
	require.Equal(s.t, []string{"purchased", "payment_declined"}, s.stored("1"))
}

func isGivenBack(s *shop) {
	s.t.Helper()
	isDeclined(s)
	trial := s.trial()
	require.Zero(s.t, trial.Balance(money.JPY, ledger.Payer))
}

func isSentBack(s *shop) {
	s.t.Helper()
	require.Equal(s.t, transaction.Lapsed, s.state("1").Phase)
	s.saidLate("1", s.transfer("p1.1").State)
}

func isRefunded(s *shop) {
	s.t.Helper()
	st := s.state("1")
	require.Equal(s.t, transaction.Cancelled, st.Phase)
	require.Len(s.t, st.Refunds, 1)
	require.Equal(s.t, transaction.RefundConfirmed, st.Refunds[0].Stage)
}

func isTakenBack(s *shop) {
	s.t.Helper()
	st := s.state("1")
	require.Equal(s.t, transaction.Closed, st.Phase)
	require.Len(s.t, st.Refunds, 1)
	require.Equal(s.t, transaction.RefundConfirmed, st.Refunds[0].Stage)
	require.Zero(s.t, s.balance())
}

func isPaidOut(s *shop) {
	s.t.Helper()
	v := s.account()
	require.Len(s.t, v.State.History(), 1)
	require.Equal(s.t, transfer.Confirmed, v.State.History()[0].Stage)
	require.Equal(s.t, int64(6000), s.balance())
}
