// Package enginetest proves the engine over a store: run it over any store that
// passes package storetest.
package enginetest

import (
	"context"
	"errors"
	"math/rand/v2"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/policy/money"
	"github.com/torikime/torikime/store"
	"github.com/torikime/torikime/transaction"
	"github.com/torikime/torikime/transaction/engine"
	"github.com/torikime/torikime/transaction/listing"
)

// Open makes an empty store for one test, and cleans up behind it.
type Open func(t testing.TB) store.Store

// Run runs every test over stores of its own.
func Run(t *testing.T, open Open) {
	groups := []struct {
		name  string
		tests []test
	}{
		{"time", timeTests}, {"facts", factTests}, {"keys", keyTests}, {"calls", callTests},
		{"concurrency", concurrencyTests}, {"sweeps", sweepTests}, {"lists", listTests}, {"memory", rememberTests}, {"standing", standingTests}, {"contact", contactTests},
		{"conversations", conversationTests}, {"accounts", eraseTests}, {"quotations", quotationTests}, {"edits", editTests}, {"openings", opensTests}, {"money", moneyTests}, {"payouts", payoutTests}, {"refunds of earnings", payoutRefundTests}, {"trial balance", trialTests},
	}
	for _, g := range groups {
		t.Run(g.name, func(t *testing.T) {
			t.Parallel()
			for _, test := range g.tests {
				t.Run(test.name, func(t *testing.T) {
					t.Parallel()
					test.run(t, open)
				})
			}
		})
	}
}

type test struct {
	name string
	run  func(t *testing.T, open Open)
}

var (
	start = time.Date(2030, 1, 10, 0, 0, 0, 0, time.UTC)
	aoi   = transaction.Buyer("aoi")
	haru  = transaction.Buyer("haru")
	ren   = transaction.Seller("ren")
	price = money.New(10000, money.JPY)
)

// clock stands still until it is set, also backwards, as a machine's can be.
type clock struct {
	mu  sync.Mutex
	now time.Time
}

func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *clock) After(d time.Duration) <-chan time.Time { return time.After(d) }

func (c *clock) add(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
}

// world is an engine over a store, at a time of the test's own.
type world struct {
	*engine.Engine
	t     *testing.T
	ctx   context.Context
	st    store.Store
	clock *clock
}

// newWorld is a marketplace under the preset coconala, where ren offers "logo".
func newWorld(t *testing.T, st store.Store, change ...func(*engine.Options)) *world {
	t.Helper()
	w := &world{t: t, ctx: t.Context(), st: st, clock: &clock{now: start}}
	w.Engine = w.process(change...)
	w.list("logo")
	return w
}

// process is another engine over the same store, as another process would have.
func (w *world) process(change ...func(*engine.Options)) *engine.Engine {
	w.t.Helper()
	o := engine.Options{
		Clock:    w.clock,
		Policies: []engine.InForce{{Policy: preset(w.t, "coconala")}},
		Entropy:  rand.NewChaCha8([32]byte{1}),
	}
	for _, f := range change {
		f(&o)
	}
	e, err := engine.New(w.st, o)
	require.NoError(w.t, err)
	w.t.Cleanup(func() { _ = e.Close() })
	return e
}

func preset(t testing.TB, name string) *policy.Policy {
	t.Helper()
	p, err := policy.Preset(name)
	require.NoError(t, err)
	return p
}

func (w *world) list(id string, change ...func(*listing.List)) {
	w.t.Helper()
	c := listing.List{By: ren, ID: id, Title: id, Description: "a logo", Price: price, Notes: "send me your colours"}
	for _, f := range change {
		f(&c)
	}
	_, err := w.List(w.ctx, c, engine.ListingCall{})
	require.NoError(w.t, err)
}

func (w *world) purchase(id string, by transaction.Actor) {
	w.t.Helper()
	_, err := w.Purchase(w.ctx, order(id, by), engine.Call{})
	require.NoError(w.t, err)
}

func order(id string, by transaction.Actor) engine.Order {
	return engine.Order{By: by, ID: id, Service: "logo", Payment: transaction.Settled}
}

func (w *world) do(id string, commands ...transaction.Command) {
	w.t.Helper()
	for _, c := range commands {
		_, err := w.Do(w.ctx, id, c, engine.Call{})
		require.NoError(w.t, err, c.Name())
	}
}

func (w *world) view(id string) engine.View {
	w.t.Helper()
	v, err := w.View(w.ctx, id)
	require.NoError(w.t, err)
	return v
}

// rejected is the rule's no that an error is.
func (w *world) rejected(err error, rule, code string) *policy.Rejection {
	w.t.Helper()
	var no *policy.Rejection
	require.ErrorAs(w.t, err, &no)
	require.Equal(w.t, rule+"/"+code, no.Rule+"/"+no.Code)
	return no
}

// stored is a transaction's types of event as they stand in the store.
func (w *world) stored(id string) []string {
	w.t.Helper()
	streams, err := w.st.Load(w.ctx, store.LoadOptions{}, "transaction/"+id)
	require.NoError(w.t, err)
	types := []string{}
	for _, e := range streams[0].Events {
		types = append(types, e.Type)
	}
	return types
}

// everything is the whole feed.
func (w *world) everything() []store.Entry {
	w.t.Helper()
	entries, err := w.st.Tail(w.ctx, 0, 100000)
	require.NoError(w.t, err)
	return entries
}

var (
	say     = transaction.Message{By: ren, Text: "hello"}
	ask     = transaction.Message{By: aoi, Text: "hello?"}
	deliver = transaction.Deliver{By: ren, Text: "here you are"}
	approve = transaction.Approve{By: aoi}
	review  = transaction.WriteReview{By: aoi, Stars: 5, Comment: "fine"}
	silent  = transaction.RequestCancel{By: aoi, Reason: "seller_unreachable"}
)

const hour = time.Hour

// faulty is a store that fails as it is told to.
type faulty struct {
	store.Store
	mu      sync.Mutex
	lost    bool            // a commit succeeds, and nobody hears of it
	down    bool            // nothing is answered
	refused map[string]bool // batches of these streams fail by themselves
	delay   time.Duration
	writes  *int // so many more go through; nil: all
}

var errLost = errors.New("the connection is lost")

func (f *faulty) set(change func(*faulty)) {
	f.mu.Lock()
	defer f.mu.Unlock()
	change(f)
}

func (f *faulty) state() (lost, down bool, delay time.Duration) {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.lost, f.down, f.delay
}

func (f *faulty) Append(ctx context.Context, batches ...store.Batch) ([]store.Result, error) {
	lost, down, delay := f.state()
	time.Sleep(delay)
	if down || f.killed() {
		return nil, errLost
	}
	results, err := f.Store.Append(ctx, f.without(batches)...)
	if lost {
		return nil, errLost
	}
	if err != nil {
		return nil, err
	}
	all := make([]store.Result, len(batches))
	for i := range batches {
		if f.isRefused(batches[i].Stream) {
			all[i].Err = store.ErrInvalid
			continue
		}
		all[i], results = results[0], results[1:]
	}
	return all, nil
}

// killed counts a write, and reports that it is one too many.
func (f *faulty) killed() bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.writes == nil {
		return false
	}
	*f.writes--
	return *f.writes < 0
}

func (f *faulty) Erase(ctx context.Context, stream string, bodies ...store.Body) error {
	if f.killed() {
		return errLost
	}
	return f.Store.Erase(ctx, stream, bodies...)
}

func (f *faulty) isRefused(stream string) bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.refused[stream]
}

func (f *faulty) without(batches []store.Batch) []store.Batch {
	var rest []store.Batch
	for _, b := range batches {
		if !f.isRefused(b.Stream) {
			rest = append(rest, b)
		}
	}
	return rest
}

func (f *faulty) Due(ctx context.Context, q store.DueQuery) ([]store.Due, error) {
	if _, down, _ := f.state(); down {
		return nil, errLost
	}
	return f.Store.Due(ctx, q)
}
