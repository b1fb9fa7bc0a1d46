package enginetest

import (
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

var outageTests = []test{
	{"T10.3 down for hours: later and later, then an operator", outageBackoff},
	{"T10.3 down for most of a day: done when the provider is back, and no operator is asked", outageDay},
	{"T10.3 what an operator may decide about each kind", outageTakeOver},
	{"T10.3 a refund that was done by another way is shown as confirmed", outageSettled},
	{"T10.3 T1.5 a capture that nobody can ask about is given up at its time, or found", outageCapture},
	{"T10.3 a key that the provider may have forgotten is not used again", outageKeyTooOld},
	{"T10.3 a provider that was taken out of the options, and is back", outageRemoved},
}

// down has no call arrive; up has all.
func (s *shop) down() { require.NoError(s.t, s.fake.SetFaults(fake.Faults{fake.LostBefore: 1})) }
func (s *shop) up()   { require.NoError(s.t, s.fake.SetFaults(nil)) }

// untilStuck lets time pass until an operator has to look, with a look at every minute.
func (s *shop) untilStuck() engine.TransferView {
	s.t.Helper()
	for range 24 * 60 {
		s.clock.add(time.Minute)
		s.react()
		if list := s.stuck(); len(list) > 0 {
			require.Len(s.t, list, 1)
			return s.transfer(list[0].ID)
		}
	}
	require.Fail(s.t, "after a day nobody was asked to look")
	return engine.TransferView{}
}

func outageDay(t *testing.T, open Open) {
	s := newShop(t, open, func(o *engine.Options) { o.MostCalls = 0 }) // the default
	s.paid("1")
	s.down()
	s.do("1", byOperator)
	for range 20 { // React alone, without a sweep
		_, err := s.React(s.ctx)
		require.NoError(t, err)
		s.clock.add(hour)
	}
	require.Equal(t, transaction.RefundSent, s.state("1").Refunds[0].Stage)
	require.Empty(t, s.stuck())
	s.up()
	for range 3 {
		_, err := s.React(s.ctx)
		require.NoError(t, err)
		s.clock.add(2 * hour)
	}
	require.Equal(t, transaction.RefundConfirmed, s.state("1").Refunds[0].Stage)
	s.agrees()
}

func outageBackoff(t *testing.T, open Open) {
	s := newShop(t, open)
	s.paid("1")
	s.down()
	s.do("1", byOperator)
	s.react()
	stuck := s.untilStuck()
	require.Contains(t, stuck.State.Reason, "no clear answer")
	var calls []time.Time
	for _, e := range stuck.Events {
		if e, ok := e.(transfer.Sent); ok {
			calls = append(calls, e.At)
		}
	}
	require.Len(t, calls, 12, "MostCalls")
	var pauses []time.Duration
	for i := 1; i < len(calls); i++ {
		pauses = append(pauses, calls[i].Sub(calls[i-1]))
	}
	require.Less(t, pauses[0], 2*time.Minute)
	require.Greater(t, pauses[len(pauses)-1], 30*time.Minute)
	for i := 1; i < len(pauses)-1; i++ {
		require.LessOrEqual(t, pauses[i-1], pauses[i]+time.Minute, "later and later")
	}
	require.Equal(t, transaction.RefundSent, s.state("1").Refunds[0].Stage)
	s.pass(48 * hour)
	require.Len(t, s.transfer(stuck.ID).Events, len(stuck.Events), "nobody calls any more")
	s.takeOver(stuck.ID, transfer.Retry)
	s.react()
	require.NotEqual(t, transfer.Confirmed, s.transfer(stuck.ID).State.Phase, "still down")
	s.up()
	s.pass(2 * hour)
	require.Equal(t, transaction.RefundConfirmed, s.state("1").Refunds[0].Stage)
	require.Empty(t, s.stuck())
	require.Len(t, s.deeds(transfer.Refund, transfer.Succeeded), 1)
	s.agrees()
}

func outageTakeOver(t *testing.T, open Open) {
	for _, tt := range []struct {
		kind transfer.Kind
		how  transfer.Takeover
		code string
		end  transfer.Phase
	}{
		{transfer.Refund, transfer.Retry, "", transfer.Confirmed},
		{transfer.Refund, transfer.Settle, "", transfer.Confirmed},
		{transfer.Refund, transfer.Abandon, "refund_is_owed", 0},
		{transfer.Payout, transfer.Retry, "", transfer.Confirmed},
		{transfer.Payout, transfer.Settle, "", transfer.Confirmed},
		{transfer.Payout, transfer.Abandon, "", transfer.Declined},
	} {
		t.Run(tt.kind.String()+" "+tt.how.String(), func(t *testing.T) {
			s := newShop(t, open)
			s.paid("1")
			s.down()
			if tt.kind == transfer.Refund {
				s.do("1", byOperator)
			} else {
				s.do("1", transaction.OperatorClose{By: kei, Reason: "x"})
				s.withdraw(4000)
			}
			s.react()
			id := s.transfers(tt.kind)[0].Order.ID
			decide := func(c transfer.TakeOver) error {
				_, err := s.TakeOver(s.ctx, id, c, engine.TransferCall{})
				return err
			}
			s.rejected(decide(transfer.TakeOver{By: kei, How: tt.how, Reason: "x"}), "T10.3", "not_stuck")
			require.Equal(t, id, s.untilStuck().ID)
			before := s.everything()
			s.rejected(decide(transfer.TakeOver{By: aoi, How: tt.how, Reason: "x"}), "T10.3", "no_operator")
			s.rejected(decide(transfer.TakeOver{By: kei, How: tt.how, Reason: " \n"}), "T10.3", "reason")
			s.rejected(decide(transfer.TakeOver{By: kei, How: 9, Reason: "x"}), "T10.3", "takeover")
			err := decide(transfer.TakeOver{By: kei, How: tt.how, Reason: "x"})
			if tt.code != "" {
				s.rejected(err, "T10.3", tt.code)
				require.Equal(t, before, s.everything(), "T0.9")
				return
			}
			require.NoError(t, err)
			s.up()
			s.pass(2 * hour)
			require.Equal(t, tt.end, s.transfer(id).State.Phase)
			require.Empty(t, s.stuck())
			trial := s.trial()
			require.Zero(t, trial.Balance(money.JPY, ledger.Clearing))
			require.Zero(t, trial.Balance(money.JPY, ledger.Payouts))
			require.Zero(t, trial.Balance(money.JPY, ledger.Refunds))
			if tt.how == transfer.Retry {
				s.agrees()
			} else {
				require.Empty(t, s.deeds(tt.kind, transfer.Succeeded), "the provider is not called any more")
			}
			if tt.how == transfer.Abandon {
				require.Equal(t, int64(10_000), s.balance(), "the seller has it again")
			}
			s.rejected(decide(transfer.TakeOver{By: kei, How: tt.how, Reason: "x"}), "T10.3", "not_stuck")
		})
	}
}

func outageSettled(t *testing.T, open Open) {
	s := newShop(t, open)
	s.paid("1")
	s.fake.Next(transfer.Return, fake.LostAfter) // it is done, and nobody can ask
	s.do("1", byOperator)
	s.react()
	s.down()
	stuck := s.untilStuck()
	s.takeOver(stuck.ID, transfer.Settle)
	s.react()
	require.Equal(t, transaction.RefundConfirmed, s.state("1").Refunds[0].Stage)
	require.Zero(t, s.state("1").Book.Balance(ledger.Refunds))
	// What the provider has done all the same is found, and told to an operator.
	s.up()
	s.clock.add(5 * time.Second)
	require.NoError(t, s.Hint(s.ctx, stuck.ID))
	s.react()
	again := s.stuck()
	require.Len(t, again, 1)
	require.Equal(t, price, again[0].State.Extra)
	trial, err := s.TrialBalance(s.ctx)
	require.NoError(t, err)
	require.NoError(t, trial.Check())
	require.Equal(t, price.Units(), trial.Balance(money.JPY, ledger.Payer), "the buyer has it twice, and the books say so")
	require.Len(t, s.deeds(transfer.Refund, transfer.Succeeded), 1)
}

func outageCapture(t *testing.T, open Open) {
	for _, tt := range []struct {
		name  string
		fault fake.Fault
		end   transfer.Phase
	}{
		{"never arrived", fake.LostBefore, transfer.Declined},
		{"done", fake.LostAfter, transfer.Confirmed},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := newShop(t, open)
			s.ordered("1")
			s.fake.Next(transfer.Authorise, tt.fault)
			got := s.charge("1", fake.Instant)
			require.Equal(t, transfer.Unknown, got.Status)
			s.down()
			s.pass(4 * hour) // longer than the buyer has to pay
			require.Equal(t, transfer.Called, s.transfer(got.Order.ID).State.Phase, "what is unknown does not expire")
			require.Equal(t, transaction.AwaitingPayment, s.state("1").Phase)
			s.up()
			s.pass(3 * hour)
			end := s.transfer(got.Order.ID).State
			require.Equal(t, tt.end, end.Phase)
			if tt.end == transfer.Declined {
				require.Equal(t, []string{"purchased"}, s.stored("1"), "nobody was refused anything")
				s.charge("1", fake.Instant)
			}
			require.Equal(t, transaction.Open, s.state("1").Phase)
			require.Len(t, s.deeds(transfer.Capture, transfer.Succeeded), 1)
			s.agrees()
		})
	}
}

func outageKeyTooOld(t *testing.T, open Open) {
	for _, tt := range []struct {
		name  string
		life  time.Duration
		stuck bool
	}{{"in time", 3 * hour, false}, {"too old", 2 * hour, true}} {
		t.Run(tt.name, func(t *testing.T) {
			profile := fake.DefaultProfile()
			profile.KeyLife = tt.life
			s := newShopWith(t, open, fake.Options{Profile: profile})
			s.paid("1")
			s.do("1", byOperator)
			s.fake.Next(transfer.Return, fake.LostBefore)
			s.react()
			s.clock.add(2 * hour) // nobody was at work
			s.react()
			s.pass(2 * hour)
			if !tt.stuck {
				require.Equal(t, transaction.RefundConfirmed, s.state("1").Refunds[0].Stage)
				s.agrees()
				return
			}
			stuck := s.stuck()
			require.Len(t, stuck, 1)
			require.Contains(t, stuck[0].State.Reason, "forgotten the key")
			require.Empty(t, s.deeds(transfer.Refund, transfer.Succeeded))
			// Tried again it is looked up, and still not sent.
			s.takeOver(stuck[0].ID, transfer.Retry)
			s.pass(2 * hour)
			require.Len(t, s.stuck(), 1)
			require.Empty(t, s.deeds(transfer.Refund, transfer.Succeeded))
			s.takeOver(stuck[0].ID, transfer.Settle)
			s.react()
			require.Equal(t, transaction.RefundConfirmed, s.state("1").Refunds[0].Stage)
			require.Empty(t, s.fake.Violations())
		})
	}
}

func outageRemoved(t *testing.T, open Open) {
	s := newShop(t, open)
	s.paid("1")
	waits := func() transfer.State { s.ordered("2"); return s.charge("2", fake.Checkout) }()
	s.do("1", byOperator)
	bank := fake.New(fake.Options{Name: "bank", Clock: s.clock.Now})
	without := s.process(func(o *engine.Options) { o.Providers, o.MostCalls = []payment.Provider{bank}, 12 })
	for range 14 {
		_, err := without.Sweep(s.ctx)
		require.NoError(t, err)
		_, err = without.React(s.ctx)
		require.NoError(t, err)
		s.clock.add(hour)
	}
	require.Empty(t, bank.Books().Deeds, "another provider knows nothing of it")
	_, err := without.Charge(s.ctx, engine.Charge{By: aoi, Transaction: "2", Provider: "fake"}, engine.TransferCall{})
	require.ErrorContains(t, err, `no provider "fake"`)
	stuck := s.stuck()
	require.NotEmpty(t, stuck)
	for _, v := range stuck {
		require.Contains(t, v.State.Reason, `no provider "fake"`)
		s.takeOver(v.ID, transfer.Retry)
	}
	s.pass(2 * hour)
	require.Equal(t, transaction.RefundConfirmed, s.state("1").Refunds[0].Stage)
	require.Equal(t, transfer.Declined, s.transfer(waits.Order.ID).State.Phase, "the buyer's time is over")
	require.Empty(t, s.stuck())
	s.agrees()
}
