package transactiontest_test

import (
	"fmt"
	"runtime"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/policy/money"
	"github.com/torikime/torikime/transaction"
	"github.com/torikime/torikime/transaction/transactiontest"
)

var (
	aoi = transaction.Buyer(transactiontest.BuyerID)
	ren = transaction.Seller(transactiontest.SellerID)
)

func preset(t testing.TB) *policy.Policy {
	p, err := policy.Preset(policy.Default)
	require.NoError(t, err)
	return p
}

// A story reads from the purchase to its end.
func TestGivenWhenThen(t *testing.T) {
	t.Parallel()
	story := transactiontest.Given(t, preset(t)).
		When(transaction.Message{By: ren, Text: "Thank you!"}).
		At("24h").When(transaction.Deliver{By: ren, Text: "The logo."}).
		Then("message_posted", "delivered").
		At("24h").When(transaction.Decline{By: aoi, Text: "Blue, please."}).ThenPhase(transaction.Open).
		When(transaction.RequestCancel{By: aoi, Reason: "seller_unreachable"}).
		ThenRejectedUntil("T3.2", policy.TooEarly, "5d").
		At("2d").When(transaction.Deliver{By: ren, Text: "Blue."}).
		Then("declined", "delivered").
		When(transaction.Decline{By: aoi, Text: "Green!"}).ThenRejected("T4.5", policy.WrongState).
		At("4d23h59m59.999999s").Then().
		At("5d").Then("approved", "closed").ThenPhase(transaction.Closed)
	end := story.State()
	require.Equal(t, money.New(10000, money.JPY), end.Earned())
}

// Facts from outside decide where a rule needs them (T3.5); a story can begin
// with a purchase of one's own, or with a history.
func TestGivenOtherBeginnings(t *testing.T) {
	t.Parallel()
	p := preset(t)
	bought := transaction.Purchase{
		By: aoi, ID: "1", Seller: ren.ID, Service: "logo", Terms: &p.Terms, Price: money.New(10000, money.JPY), Payment: transaction.Awaited,
	}
	story := transactiontest.GivenPurchase(t, bought).ThenPhase(transaction.AwaitingPayment).
		At("7d").Then("lapsed")
	require.Equal(t, transaction.Lapsed, story.State().Phase)

	_, events, no := transaction.Handle(transaction.State{}, bought, transaction.Facts{}, transactiontest.Start)
	require.Nil(t, no)
	transactiontest.GivenEvents(t, events...).
		At("1h").When(transaction.Abandon{By: aoi}).
		ThenEvents(transaction.PurchaseLapsed{At: transactiontest.Start.Add(time.Hour), How: transaction.Abandoned})

	duplicate := transaction.RequestCancel{By: ren, Reason: "duplicate_purchase"}
	transactiontest.Given(t, p).When(duplicate).ThenRejected("T3.5", policy.WrongState).
		Knowing(transaction.Facts{Others: []transaction.Other{{ID: "2", Service: "service", Phase: transaction.Open}}}).
		When(duplicate).Then("cancel_requested")
}

// A story that is told wrong fails, and says what happened instead.
func TestGivenFails(t *testing.T) {
	t.Parallel()
	p := preset(t)
	tests := []struct {
		name string
		tell func(t testing.TB)
		want []string
	}{
		{"other events", func(t testing.TB) {
			transactiontest.Given(t, p).At("48h").Then("closed")
		}, []string{"it should have happened: closed", "what happened: cancelled", "+48h0m0s", "T2.1", "10,000 JPY go back to aoi", "now: cancelled"}},
		{"nothing", func(t testing.TB) { transactiontest.Given(t, p).At("1h").Then("closed") }, []string{"what happened: nothing"}},
		{"other fields", func(t testing.TB) {
			transactiontest.Given(t, p).When(transaction.Message{By: ren, Text: "a"}).
				ThenEvents(transaction.MessagePosted{At: transactiontest.Start, By: policy.Seller, Text: transaction.Text{Body: "b"}})
		}, []string{"Body:a", "Body:b"}},
		{"too few events", func(t testing.TB) { transactiontest.Given(t, p).ThenEvents(transaction.NotesPosted{}) }, []string{"it should have happened, too"}},
		{"too many events", func(t testing.TB) { transactiontest.Given(t, p).At("48h").ThenEvents() }, []string{"nothing more should have happened"}},
		{"a refusal nobody expects", func(t testing.TB) {
			transactiontest.Given(t, p).When(transaction.Approve{By: aoi}).Then()
		}, []string{"approve was refused by T4.3 (wrong_state), and no ThenRejected expects it"}},
		{"a refusal at the end", func(t testing.TB) {
			transactiontest.Given(t, p).When(transaction.Approve{By: aoi})
		}, []string{"no ThenRejected expects it"}},
		{"no refusal", func(t testing.TB) {
			transactiontest.Given(t, p).When(transaction.Message{By: aoi, Text: "a"}).ThenRejected("T4.3", policy.TooLate)
		}, []string{"message should have been refused by T4.3 (too_late); it went through"}},
		{"another rule", func(t testing.TB) {
			transactiontest.Given(t, p).When(transaction.Approve{By: aoi}).ThenRejected("T4.4", policy.WrongState)
		}, []string{"should have been refused by T4.4 (wrong_state), not by T4.3 (wrong_state)"}},
		{"another instant", func(t testing.TB) {
			transactiontest.Given(t, p).When(transaction.Message{By: aoi, Text: "a"}, transaction.RequestCancel{By: aoi, Reason: "seller_unreachable"}).
				ThenRejectedUntil("T3.2", policy.WrongState, "4d")
		}, []string{"should open at +96h0m0s; it opens at never"}},
		{"another phase", func(t testing.TB) { transactiontest.Given(t, p).ThenPhase(transaction.Closed) }, []string{"the phase should be closed; it is open"}},
		{"backwards", func(t testing.TB) { transactiontest.Given(t, p).At("2h").At("1h") }, []string{"lies in the past"}},
		{"no period", func(t testing.TB) { transactiontest.Given(t, p).At("soon") }, []string{`"soon" is no period`}},
		{"no history", func(t testing.TB) { transactiontest.GivenEvents(t) }, []string{"at least one event"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			said := failure(t, tt.tell)
			for _, want := range tt.want {
				require.Contains(t, said, want)
			}
		})
	}
}

// recorder is a test that notes its failure.
type recorder struct {
	testing.TB
	said     string
	cleanups []func()
}

func (r *recorder) Helper()          {}
func (r *recorder) Failed() bool     { return r.said != "" }
func (r *recorder) Cleanup(f func()) { r.cleanups = append(r.cleanups, f) }

func (r *recorder) Fatal(args ...any) {
	r.said = fmt.Sprint(args...)
	runtime.Goexit()
}

func (r *recorder) Fatalf(format string, args ...any) {
	r.said = fmt.Sprintf(format, args...)
	runtime.Goexit()
}

// failure is what a test says when it fails; it must fail.
func failure(t *testing.T, test func(t testing.TB)) string {
	t.Helper()
	r := &recorder{TB: t}
	alone(func() { test(r) })
	for _, f := range r.cleanups {
		alone(f)
	}
	require.NotEmpty(t, r.said, "it should have failed")
	return r.said
}

// alone runs something that may end its goroutine.
func alone(f func()) {
	done := make(chan struct{})
	go func() {
		defer close(done)
		f()
	}()
	<-done
}
