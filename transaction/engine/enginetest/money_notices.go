package enginetest

import (
	"context"
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/transaction"
	"github.com/torikime/torikime/transaction/engine"
	"github.com/torikime/torikime/transaction/payment"
	"github.com/torikime/torikime/transaction/payment/fake"
	"github.com/torikime/torikime/transaction/payout"
	"github.com/torikime/torikime/transaction/transfer"
)

var noticeTests = []test{
	{"T10.3 webhooks before the answer, after it, doubled, late, out of order and lost", noticesAnyhow},
	{"T1.6 T10.3 a lost webhook is not waited for", noticeLost},
	{"T10.3 a webhook about nothing of ours, or another provider's, is nobody's", noticeUnknown},
	{"T10.3 a webhook that lies moves nothing", noticeLies},
	{"T10.3 who comes back again and again has a provider asked once in five seconds", hintRests},
}

// hooked sends the provider's webhooks to the engine, as a server would.
func (s *shop) hooked() {
	s.fake.SendTo(func(ctx context.Context, header http.Header, body []byte) error {
		notices, err := s.fake.Webhook(ctx, header, body)
		if err != nil {
			return err
		}
		for _, n := range notices {
			if err := s.Notify(ctx, "fake", n); err != nil {
				return err
			}
		}
		return nil
	})
}

// delivered lets webhooks come and everything follow from them.
func (s *shop) delivered() {
	s.t.Helper()
	for range 4 {
		_, err := s.fake.Deliver(s.ctx)
		require.NoError(s.t, err)
		s.react()
		s.clock.add(20 * time.Minute)
	}
}

// Whatever becomes of the webhooks, the deeds are the same, each of them once.
func noticesAnyhow(t *testing.T, open Open) {
	for _, how := range []fake.Fault{
		0, fake.NoticeFirst, fake.NoticeDoubled, fake.NoticeFirst | fake.NoticeDoubled, fake.NoticeLate, fake.NoticeReordered | fake.NoticeDoubled | fake.NoticeLate,
		fake.NoticeLost, fake.NoticeFirst | fake.LostAfter, fake.NoticeFirst | fake.NoticeDoubled | fake.PendingFirst, fake.LostAfter | fake.NoticeReordered,
	} {
		s := newShop(t, open)
		s.hooked()
		for _, step := range []transfer.Step{transfer.Authorise, transfer.Take, transfer.Return, transfer.Send} {
			s.fake.Next(step, how, how, how)
		}
		for _, method := range []string{fake.Instant, fake.Hold} {
			s.ordered(method)
			s.charge(method, method)
			require.NoError(t, s.fake.SettlePending())
			s.delivered()
			require.Equal(t, transaction.Open, s.state(method).Phase)
		}
		s.ordered("page")
		s.fake.Next(transfer.Authorise, 0)
		waits := s.charge("page", fake.Checkout)
		if waits.Ref == "" { // the answer was lost
			s.delivered()
			waits = s.transfer(waits.Order.ID).State
		}
		require.NoError(t, s.fake.Approve(waits.Ref))
		s.delivered()
		require.NoError(t, s.fake.SettlePending())
		s.delivered()
		require.Equal(t, transaction.Open, s.state("page").Phase)

		s.do(fake.Instant, byOperator)
		s.do(fake.Hold, transaction.OperatorClose{By: kei, Reason: "x"})
		s.withdraw(9000)
		s.react()
		require.NoError(t, s.fake.SettlePending())
		s.delivered()
		require.Equal(t, transaction.RefundConfirmed, s.state(fake.Instant).Refunds[0].Stage)
		v := s.account()
		require.Equal(t, transfer.Confirmed, v.State.History()[0].Stage)
		require.Len(t, s.deeds(transfer.Capture, transfer.Succeeded), 3)
		require.Len(t, s.fake.Books().Deeds, 5)
		for _, e := range v.Events {
			if e, ok := e.(payout.Credited); ok {
				require.Equal(t, fake.Hold, e.Transaction)
			}
		}
		s.agrees()
	}
}

func noticeLost(t *testing.T, open Open) {
	s := newShop(t, open) // nobody takes webhooks
	s.ordered("1")
	waits := s.charge("1", fake.Checkout)
	require.NoError(t, s.fake.Approve(waits.Ref))
	require.Equal(t, transaction.AwaitingPayment, s.state("1").Phase)
	s.pass(hour)
	require.Equal(t, transaction.Open, s.state("1").Phase)
	s.agrees()
}

func noticeUnknown(t *testing.T, open Open) {
	s := newShop(t, open)
	got := s.paid("1")
	before := s.everything()
	for _, n := range []struct {
		provider string
		payment.Notice
	}{
		{"fake", payment.Notice{Transfer: "nobody's", Status: transfer.Succeeded}},
		{"fake", payment.Notice{}},
		{"fake", payment.Notice{Transfer: "a\nb"}},
		{"bank", payment.Notice{Transfer: got.Order.ID, Status: transfer.Reversed}},
	} {
		require.ErrorIs(t, s.Notify(s.ctx, n.provider, n.Notice), engine.ErrNotFound)
	}
	require.ErrorIs(t, s.Hint(s.ctx, "nobody's"), engine.ErrNotFound)
	require.NoError(t, s.Notify(s.ctx, "fake", payment.Notice{Transfer: got.Order.ID, Status: transfer.Succeeded}))
	require.Equal(t, before, s.everything(), "nor is what is known noted again")
}

func noticeLies(t *testing.T, open Open) {
	s := newShop(t, open)
	s.ordered("waits")
	waits := s.charge("waits", fake.Checkout)
	got := s.paid("paid")
	for status := transfer.Unknown; status <= transfer.Reversed+1; status++ {
		for _, id := range []string{waits.Order.ID, got.Order.ID} {
			require.NoError(t, s.Notify(s.ctx, "fake", payment.Notice{Transfer: id, Status: status}))
		}
		s.react()
		require.Equal(t, transaction.AwaitingPayment, s.state("waits").Phase)
		require.Equal(t, price, s.state("paid").Held())
		s.agrees()
	}
	require.Empty(t, s.stuck(), "nor does it wear anybody out")
}

// The answer to a lookup rests hints for five seconds, and no webhook; that to a
// deed rests none: the buyer may be back within a second.
func hintRests(t *testing.T, open Open) {
	s := newShop(t, open)
	s.ordered("1")
	id := s.charge("1", fake.Checkout).Order.ID
	events := func(tell func()) int {
		before := len(s.transfer(id).Events)
		tell()
		s.react()
		return len(s.transfer(id).Events) - before
	}
	hint := func() { require.NoError(t, s.Hint(s.ctx, id)) }
	require.Equal(t, 3, events(hint), "hinted, sent, answered: the payment was opened a moment ago")
	require.Zero(t, events(hint), "looked up a moment ago")
	s.clock.add(5*time.Second - time.Microsecond)
	require.Zero(t, events(hint), "a microsecond early")
	require.Equal(t, 3, events(func() {
		require.NoError(t, s.Notify(s.ctx, "fake", payment.Notice{Transfer: id, Status: transfer.Authorised}))
	}), "what is signed is believed to be new")
	require.Zero(t, events(func() {
		require.NoError(t, s.Notify(s.ctx, "fake", payment.Notice{Transfer: id, Status: transfer.AwaitsBuyer}))
	}), "but for what is known")
	s.clock.add(5 * time.Second)
	require.Equal(t, 3, events(hint), "five seconds after the last answer, whoever asked for it")
	s.clock.add(-time.Hour)
	require.Equal(t, 3, events(hint), "a clock that is set back keeps nobody waiting")
}
