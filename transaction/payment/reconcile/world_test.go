package reconcile_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/policy/money"
	"github.com/torikime/torikime/store"
	"github.com/torikime/torikime/store/memory"
	"github.com/torikime/torikime/transaction"
	"github.com/torikime/torikime/transaction/engine"
	"github.com/torikime/torikime/transaction/listing"
	"github.com/torikime/torikime/transaction/payment"
	"github.com/torikime/torikime/transaction/payment/fake"
	"github.com/torikime/torikime/transaction/payment/reconcile"
	"github.com/torikime/torikime/transaction/transfer"
)

var (
	start = time.Date(2030, 1, 10, 0, 0, 0, 0, time.UTC)
	aoi   = transaction.Buyer("aoi")
	ren   = transaction.Seller("ren")
	kei   = transaction.Operator("kei")
	price = yen(10000)
)

func yen(n int64) money.Money { return money.New(n, money.JPY) }

// clock stands still until a test moves it.
type clock struct{ now time.Time }

func (c *clock) Now() time.Time                       { return c.now }
func (c *clock) After(time.Duration) <-chan time.Time { return nil }

// provider is the fake one, with a report and answers that a test may change.
type provider struct {
	*fake.Provider
	edit func(payment.Movement) []payment.Movement
	// mute answers do not say what was moved.
	mute bool
}

func (p *provider) Authorise(ctx context.Context, c payment.Call) (payment.Answer, error) {
	a, err := p.Provider.Authorise(ctx, c)
	if p.mute {
		a.Amount = money.Money{}
	}
	return a, err
}

func (p *provider) Movements(ctx context.Context, from, to time.Time, yield func(payment.Movement) error) error {
	return p.Provider.Movements(ctx, from, to, func(m payment.Movement) error {
		lines := []payment.Movement{m}
		if p.edit != nil {
			lines = p.edit(m)
		}
		for _, line := range lines {
			if err := yield(line); err != nil {
				return err
			}
		}
		return nil
	})
}

// world is an engine with two providers, and a shop that sells at one price.
type world struct {
	*engine.Engine
	t        testing.TB
	ctx      context.Context
	st       store.Store
	clock    *clock
	provider *provider
	other    *fake.Provider
}

func newWorld(t testing.TB, change ...func(*engine.Options)) *world {
	t.Helper()
	w := &world{t: t, ctx: context.Background(), st: memory.New(), clock: &clock{start}}
	w.provider = &provider{Provider: fake.New(fake.Options{Clock: w.clock.Now, Seed: 1})}
	w.other = fake.New(fake.Options{Clock: w.clock.Now, Seed: 2, Name: "other"})
	inForce, err := policy.Preset("coconala")
	require.NoError(t, err)
	o := engine.Options{
		Clock: w.clock, Policies: []engine.InForce{{Policy: inForce}}, Entropy: rand.NewChaCha8([32]byte{1}),
		Providers: []payment.Provider{w.provider, w.other},
	}
	for _, f := range change {
		f(&o)
	}
	w.Engine, err = engine.New(w.st, o)
	require.NoError(t, err)
	t.Cleanup(func() { _ = w.Close() })
	_, err = w.List(w.ctx, listing.List{By: ren, ID: "logo", Title: "logo", Description: "a logo", Price: price, Notes: "colours"}, engine.ListingCall{})
	require.NoError(t, err)
	return w
}

func (w *world) pass(d time.Duration) { w.clock.now = w.clock.now.Add(d) }

// order is a purchase that awaits its payment; its charge is carried on once.
func (w *world) order(id, method string) string {
	w.t.Helper()
	_, err := w.Purchase(w.ctx, engine.Order{By: aoi, ID: id, Service: "logo", Payment: transaction.Awaited}, engine.Call{})
	require.NoError(w.t, err)
	out, err := w.Charge(w.ctx, engine.Charge{By: aoi, Transaction: id, Method: method}, engine.TransferCall{})
	require.NoError(w.t, err)
	_, err = w.Work(w.ctx, out.ID)
	require.NoError(w.t, err)
	return out.ID
}

func (w *world) do(id string, c transaction.Command) {
	w.t.Helper()
	_, err := w.Do(w.ctx, id, c, engine.Call{})
	require.NoError(w.t, err)
}

// cancelled is a purchase that was paid and has gone back; it gives the refund's id.
func (w *world) cancelled(id string) string {
	w.t.Helper()
	charge := w.order(id, fake.Instant)
	w.do(id, transaction.OperatorCancel{By: kei, Reason: "x"})
	w.react()
	view, err := w.View(w.ctx, id)
	require.NoError(w.t, err)
	return fmt.Sprintf("r%d.%s", view.State.Refunds[0].Seq, charge)
}

// paidOut is a sale whose earnings were withdrawn; it gives the payout's id.
func (w *world) paidOut(id string, amount int64) string {
	w.t.Helper()
	w.order(id, fake.Instant)
	w.do(id, transaction.OperatorClose{By: kei, Reason: "done"})
	_, err := w.PayOut(w.ctx, engine.PayoutOrder{By: ren, Amount: yen(amount), To: "ren's bank"}, engine.AccountCall{})
	require.NoError(w.t, err)
	w.react()
	list, err := w.Transfers(w.ctx, engine.TransferQuery{Person: ren.ID})
	require.NoError(w.t, err)
	return list.Items[0].ID
}

// react lets everything happen that can now.
func (w *world) react() {
	w.t.Helper()
	for range 20 {
		_, err := w.Sweep(w.ctx)
		require.NoError(w.t, err)
		r, err := w.React(w.ctx)
		require.NoError(w.t, err)
		if r == (engine.Reacted{}) {
			return
		}
	}
}

// reconcile compares everything up to now.
func (w *world) reconcile(change ...func(*engine.Reconciliation)) reconcile.Report {
	w.t.Helper()
	var r engine.Reconciliation
	for _, f := range change {
		f(&r)
	}
	report, err := w.Reconcile(w.ctx, r)
	require.NoError(w.t, err)
	return report
}

func heals(r *engine.Reconciliation) { r.Heal = true }

// counts are how many differences of each kind there are.
func counts(r *reconcile.Report) map[reconcile.Kind]int {
	found := map[reconcile.Kind]int{}
	for i := range r.Differences {
		found[r.Differences[i].Kind]++
	}
	return found
}

// stuck brings a transfer to where an operator has to look at it.
func (w *world) stuck(id string) {
	w.t.Helper()
	for range 40 {
		w.pass(2 * time.Hour)
		w.react()
		v, err := w.Transfer(w.ctx, id)
		require.NoError(w.t, err)
		if v.State.Work == transfer.Stuck {
			return
		}
	}
	require.Fail(w.t, "never stuck")
}
