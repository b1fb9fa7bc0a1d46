package paypal_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"net/http"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/policy/money"
	"github.com/torikime/torikime/transaction"
	"github.com/torikime/torikime/transaction/payment"
	"github.com/torikime/torikime/transaction/payment/fake"
	"github.com/torikime/torikime/transaction/payment/paypal"
	"github.com/torikime/torikime/transaction/payment/paypal/paypaltest"
	"github.com/torikime/torikime/transaction/transfer"
)

// badLine lets one call in three go wrong, in every way that a line can: it never
// arrives, its answer is lost, or somebody in between answers.
func badLine(s *paypaltest.Server, seed uint64) {
	var mu sync.Mutex
	chance := rand.New(rand.NewPCG(seed, 7))
	s.Intercept(func(w http.ResponseWriter, r *http.Request) bool {
		mu.Lock()
		n := chance.IntN(18)
		mu.Unlock()
		switch n {
		case 0:
			panic(http.ErrAbortHandler)
		case 1, 2, 3:
			if r.URL.Path != "/v1/oauth2/token" {
				s.LoseAnswer()
			}
			return false
		case 4:
			http.Error(w, "<html>502 Bad Gateway</html>", http.StatusBadGateway)
		case 5:
			http.Error(w, `{"name":"RATE_LIMIT_REACHED"}`, http.StatusTooManyRequests)
		default:
			return false
		}
		return true
	})
}

// journey drives one transfer by the rules of its machine, until nothing is to be
// done or an operator has looked at it too often.
func journey(t *testing.T, p *paypal.Provider, s *paypaltest.Server, order transfer.Order) transfer.State {
	t.Helper()
	now := time.Now()
	var st transfer.State
	do := func(c transfer.Command) {
		t.Helper()
		next, _, no := transfer.Handle(st, c, now)
		require.Nil(t, no, "%s", no)
		st = next
	}
	do(transfer.Request{Order: order})
	for operator := 0; operator < 4; {
		st, _ = transfer.Advance(st, now)
		switch st.Work {
		case transfer.ToCall:
			do(transfer.Dispatch{Until: now.Add(time.Minute)})
			do(callOnce(t.Context(), p, &st, now))
		case transfer.Waits:
			if st.Status == transfer.AwaitsBuyer {
				require.NoError(t, s.Fake.Approve(paypaltest.Inner(st.Ref)))
			}
			now = st.WakeAt
		case transfer.Stuck:
			operator++
			do(transfer.TakeOver{By: transaction.Actor{Role: policy.Operator, ID: "op"}, How: transfer.Retry, Reason: "once more"})
		default:
			return st
		}
	}
	return st
}

func callOnce(ctx context.Context, p *paypal.Provider, st *transfer.State, now time.Time) transfer.Answer {
	steps := map[transfer.Step]func(context.Context, payment.Call) (payment.Answer, error){
		transfer.Authorise: p.Authorise, transfer.Take: p.Capture, transfer.Return: p.Refund, transfer.Send: p.Payout, transfer.Look: p.Lookup,
	}
	a, err := steps[st.Step](ctx, payment.Call{
		Transfer: st.Order.ID, Kind: st.Order.Kind, Key: st.Key(), Amount: st.Order.Amount, Ref: st.Ref, DoneRef: st.DoneRef,
		Of: st.Order.OfRef, To: st.Order.To, FirstSent: st.FirstSent,
	})
	answer := transfer.Answer{Step: st.Step, Call: st.Call, RetryAt: now.Add(time.Second), Most: 20, KeyLife: p.Profile().KeyLife, RepeatSafe: p.Profile().RepeatSafe}
	if err == nil {
		answer.Status, answer.Ref, answer.URL, answer.Amount, answer.Reason = a.Status, a.Ref, a.URL, a.Amount, a.Reason
	}
	return answer
}

// T10.3: over a line that loses calls and answers, every capture, refund and payout is
// done in the end, exactly once.
func TestDoneOnceOverABadLine(t *testing.T) {
	t.Parallel()
	for seed := range uint64(40) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			o := fake.Options{}
			if seed%2 == 1 {
				o.Faults, o.PendingFor = fake.Faults{fake.PendingFirst: 0.5}, time.Millisecond
			}
			p, s := start(t, o)
			badLine(s, seed)
			orders := []transfer.Order{{ID: "in", Kind: transfer.Capture, Provider: "paypal", Buyer: "b", Transaction: "tx", Amount: yen(1000)}}
			for i := range 3 {
				orders = append(orders,
					transfer.Order{ID: fmt.Sprintf("back-%d", i), Kind: transfer.Refund, Provider: "paypal", Buyer: "b", Of: "in", Amount: yen(200)},
					transfer.Order{ID: fmt.Sprintf("out-%d", i), Kind: transfer.Payout, Provider: "paypal", Seller: "s", To: "seller@example.com", Amount: yen(100)})
			}
			capture := ""
			for _, order := range orders {
				if order.Kind == transfer.Refund {
					order.OfRef = capture
				}
				st := journey(t, p, s, order)
				if order.Kind == transfer.Capture {
					capture = st.DoneRef
				}
				times := moved(s, order.ID, order.Amount)
				require.Equal(t, transfer.Confirmed, st.Phase, "%s is %s: %s", order.ID, st.Status, st.Reason)
				require.Equal(t, 1, times, order.ID)
			}
			require.Empty(t, s.Fake.Violations())
		})
	}
}

// moved is how often a transfer moved, each time by the amount that was asked for.
func moved(s *paypaltest.Server, id string, amount money.Money) int {
	times := 0
	for _, d := range s.Fake.Books().Deeds {
		if d.Transfer == id && d.Amount == amount && (d.Status == transfer.Succeeded || d.Status == transfer.Reversed) {
			times++
		}
	}
	return times
}
