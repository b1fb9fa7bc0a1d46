package enginetest

import (
	"context"
	"errors"
	"strings"
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

var oddTests = []test{
	{"T10.3 an adapter that panics, before the deed or after it", oddPanics},
	{"T10.3 an adapter that hangs is given up, and looked up", oddHangs},
	{"T10.3 answers that make no sense move nothing", oddAnswers},
	{"T10.3 an adapter that panics for ever stops nobody else", oddForEver},
	{"T10.3 T3.11 a refund that cannot be asked for stops nobody else", oddAsked},
	{"T10.3 T10.5 what cannot be looked up is told once more under its key", oddRepeat},
	{"T10.3 T3.11 a provider's id with characters that nobody sees", oddRef},
}

// oddProvider does something else than it should.
type oddProvider struct {
	payment.Provider
	// around is called with the call that should be made.
	around func(c payment.Call, call func() (payment.Answer, error)) (payment.Answer, error)
}

func (p *oddProvider) Authorise(ctx context.Context, c payment.Call) (payment.Answer, error) {
	return p.around(c, func() (payment.Answer, error) { return p.Provider.Authorise(ctx, c) })
}

func (p *oddProvider) Refund(ctx context.Context, c payment.Call) (payment.Answer, error) {
	return p.around(c, func() (payment.Answer, error) { return p.Provider.Refund(ctx, c) })
}

func (p *oddProvider) Payout(ctx context.Context, c payment.Call) (payment.Answer, error) {
	return p.around(c, func() (payment.Answer, error) { return p.Provider.Payout(ctx, c) })
}

// oddShop is a shop whose provider's adapter is odd.
func oddShop(t *testing.T, open Open, around func(payment.Call, func() (payment.Answer, error)) (payment.Answer, error), change ...func(*engine.Options)) *shop {
	t.Helper()
	return newShop(t, open, append(change, func(o *engine.Options) {
		o.Providers = []payment.Provider{&oddProvider{o.Providers[0], around}}
	})...)
}

// wholeLife buys, cancels one, closes the other and pays its seller: a capture, a
// refund and a payout, however often they have to be looked up.
func (s *shop) wholeLife() {
	s.t.Helper()
	for _, id := range []string{"1", "2"} {
		s.ordered(id)
		s.charge(id, fake.Instant)
		s.pass(2 * hour)
		require.Equal(s.t, transaction.Open, s.state(id).Phase)
	}
	s.do("1", byOperator)
	s.do("2", transaction.OperatorClose{By: kei, Reason: "x"})
	s.withdraw(9000)
	s.react()
	s.pass(3 * hour)
	require.Equal(s.t, transaction.RefundConfirmed, s.state("1").Refunds[0].Stage)
	v := s.account()
	require.Equal(s.t, transfer.Confirmed, v.State.History()[0].Stage)
	require.Len(s.t, s.fake.Books().Deeds, 4, "each once")
	s.agrees()
}

func oddPanics(t *testing.T, open Open) {
	for _, done := range []bool{false, true} {
		seen := map[string]bool{}
		s := oddShop(t, open, func(c payment.Call, call func() (payment.Answer, error)) (payment.Answer, error) {
			if !seen[c.Key] {
				seen[c.Key] = true
				if done {
					_, _ = call()
				}
				panic("a nil map")
			}
			return call()
		}, func(o *engine.Options) { o.Callers = 1 })
		s.wholeLife()
		require.Len(t, seen, 4)
		events := s.transfer("p1.1").Events
		require.Contains(t, events[2].(transfer.Answered).Reason, "panicked: a nil map")
	}
}

func oddHangs(t *testing.T, open Open) {
	s := newShop(t, open, func(o *engine.Options) { o.CallTimeout = 20 * time.Millisecond })
	for _, step := range []transfer.Step{transfer.Authorise, transfer.Return, transfer.Send} {
		s.fake.Next(step, fake.Hangs, fake.Hangs)
	}
	s.wholeLife()
	events := s.transfer("p1.1").Events
	require.Contains(t, events[2].(transfer.Answered).Reason, context.DeadlineExceeded.Error())
}

func oddAnswers(t *testing.T, open Open) {
	for name, odd := range map[string]payment.Answer{
		"nothing":                 {},
		"a status that is none":   {Status: 99},
		"less than nothing":       {Status: transfer.Succeeded, Ref: "x", Amount: yen(-10_000)},
		"nothing in dollars":      {Status: transfer.Succeeded, Ref: "x", Amount: money.New(0, money.USD)},
		"more than there is":      {Status: transfer.Succeeded, Ref: "x", Amount: yen(money.Max + 1)},
		"words without end":       {Status: transfer.Unknown, Reason: strings.Repeat("語", 100_000)},
		"words that are no words": {Status: transfer.Unknown, Reason: "\xff\xfe\u202e", Ref: "\xff"},
	} {
		t.Run(name, func(t *testing.T) {
			seen := map[string]bool{}
			s := oddShop(t, open, func(c payment.Call, call func() (payment.Answer, error)) (payment.Answer, error) {
				a, err := call()
				if seen[c.Key] || err != nil {
					return a, err
				}
				seen[c.Key] = true
				return odd, nil
			}, func(o *engine.Options) { o.Callers = 1 })
			s.wholeLife()
		})
	}
	// The right answer to another question.
	for _, status := range []transfer.Status{transfer.AwaitsBuyer, transfer.Authorised} {
		s := oddShop(t, open, func(c payment.Call, call func() (payment.Answer, error)) (payment.Answer, error) {
			a, err := call()
			if c.Kind != transfer.Capture {
				a = payment.Answer{Status: status, Ref: "pay_1", URL: "https://x.invalid"}
			}
			return a, err
		})
		s.wholeLife()
	}
}

func oddForEver(t *testing.T, open Open) {
	s := oddShop(t, open, func(c payment.Call, call func() (payment.Answer, error)) (payment.Answer, error) {
		if strings.HasSuffix(c.Transfer, ".broken") {
			panic("always")
		}
		return call()
	})
	s.ordered("broken")
	s.charge("broken", fake.Instant)
	s.wholeLife()
	s.pass(24 * hour)
	require.Equal(t, transaction.AwaitingPayment, s.state("broken").Phase)
	require.NotContains(t, []transfer.Phase{transfer.Confirmed, transfer.Asked}, s.transfer("p1.broken").State.Phase)
	s.agrees()
}

// oddAsked: what one transaction asks for cannot be; the others go on.
func oddAsked(t *testing.T, open Open) {
	s := newShop(t, open)
	s.ordered("odd")
	// A host gave it money that no provider of ours has captured.
	s.do("odd", transaction.Receive{
		By: transaction.System(), Charge: "elsewhere", Kind: transaction.ForPurchase, Net: price, Amount: price,
	})
	s.do("odd", byOperator)
	for _, id := range []string{"1", "2"} {
		s.paid(id)
	}
	s.do("1", byOperator)
	s.do("2", transaction.OperatorClose{By: kei, Reason: "x"})
	s.withdraw(9000)
	// And what somebody else has paid is not sent back for him.
	s.ordered("other")
	s.do("other", transaction.Receive{
		By: transaction.System(), Charge: "p1.2", Kind: transaction.ForPurchase, Net: price, Amount: price,
	})
	s.do("other", byOperator)
	r, err := s.React(s.ctx)
	require.NoError(t, err)
	require.Equal(t, engine.Reacted{Transfers: 2, Requested: 2, Failed: 2}, r)
	require.Equal(t, transaction.RefundAsked, s.state("odd").Refunds[0].Stage, "it is asked for as before")
	require.Equal(t, transaction.RefundConfirmed, s.state("1").Refunds[0].Stage)
	v := s.account()
	require.Equal(t, transfer.Confirmed, v.State.History()[0].Stage)
}

// oddRef: the provider's own id is handed back to it as it came, to the last byte.
func oddRef(t *testing.T, open Open) {
	const ref = "pay 1\r\n\u200b\u202e"
	s := oddShop(t, open, func(c payment.Call, call func() (payment.Answer, error)) (payment.Answer, error) {
		if c.Kind == transfer.Refund && c.Of != ref {
			return payment.Answer{Status: transfer.Failed, Reason: "no such payment"}, nil
		}
		return payment.Answer{Status: transfer.Succeeded, Ref: ref}, nil
	})
	s.paid("1")
	s.do("1", byOperator)
	s.react()
	require.Equal(t, transaction.RefundConfirmed, s.state("1").Refunds[0].Stage)
}

// blind cannot look payouts up by their keys, and promises to do a key's deed once.
type blind struct {
	payment.Provider
	safe bool
}

func (p blind) Profile() payment.Profile {
	profile := p.Provider.Profile()
	profile.RepeatSafe, profile.KeyLife = p.safe, 6*hour
	return profile
}

func (p blind) Lookup(ctx context.Context, c payment.Call) (payment.Answer, error) {
	if c.Kind == transfer.Payout && c.DoneRef == "" {
		return payment.Answer{}, errors.New("payouts are found by their own ids alone")
	}
	return p.Provider.Lookup(ctx, c)
}

// oddRepeat: the answers to a payout are lost, after the deed and before it.
func oddRepeat(t *testing.T, open Open) {
	for _, safe := range []bool{true, false} {
		s := newShop(t, open, func(o *engine.Options) {
			o.Providers = []payment.Provider{blind{o.Providers[0], safe}}
		})
		s.paid("1")
		s.do("1", transaction.OperatorClose{By: kei, Reason: "x"})
		s.fake.Next(transfer.Send, fake.LostAfter, fake.LostAfter)
		s.withdraw(9000)
		for range 10 {
			s.react()
			s.clock.add(time.Minute)
		}
		s.pass(12 * hour)
		require.Len(t, s.deeds(transfer.Payout, transfer.Succeeded), 1, "once, whoever knows of it")
		require.Empty(t, s.fake.Violations())
		if !safe {
			require.Len(t, s.stuck(), 1, "an operator has to look")
			continue
		}
		require.Empty(t, s.stuck())
		v := s.account()
		require.Equal(t, transfer.Confirmed, v.State.History()[0].Stage)
		s.agrees()
	}
}
