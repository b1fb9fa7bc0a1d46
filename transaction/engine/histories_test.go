package engine_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/policy/money"
	"github.com/torikime/torikime/store"
	"github.com/torikime/torikime/store/memory"
	"github.com/torikime/torikime/transaction"
	"github.com/torikime/torikime/transaction/codec"
	"github.com/torikime/torikime/transaction/engine"
	"github.com/torikime/torikime/transaction/engine/internal/mortal"
	"github.com/torikime/torikime/transaction/ledger"
	"github.com/torikime/torikime/transaction/listing"
	"github.com/torikime/torikime/transaction/payment"
	"github.com/torikime/torikime/transaction/payment/fake"
	"github.com/torikime/torikime/transaction/transfer"
)

// T10.1, T10.3: whatever people, providers and dying processes do, and in whatever
// order: money is conserved at every instant, nothing is done twice at the provider,
// and in the end both know the same. TORIKIME_HISTORIES says how many histories; a
// failure names the seed of its own.
func TestMoneyHistories(t *testing.T) {
	t.Parallel()
	n, first := 2000, uint64(1)
	if raceEnabled {
		n = 300
	}
	if s := os.Getenv("TORIKIME_HISTORIES"); s != "" {
		var err error
		n, err = strconv.Atoi(s)
		require.NoError(t, err)
	}
	if s := os.Getenv("TORIKIME_SEED"); s != "" {
		var err error
		first, err = strconv.ParseUint(s, 10, 64)
		require.NoError(t, err)
	}
	var next, deaths, deeds, refused atomic.Int64
	var all sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		all.Go(func() {
			for !t.Failed() {
				i := next.Add(1) - 1
				if i >= int64(n) {
					return
				}
				h := newHistory(t, first+uint64(i))
				h.live()
				deaths.Add(int64(h.deaths))
				deeds.Add(int64(h.deeds))
				refused.Add(int64(h.refused))
			}
		})
	}
	all.Wait()
	t.Logf("%d histories: %d processes died, %d deeds at the provider, %d commands refused", n, deaths.Load(), deeds.Load(), refused.Load())
	require.NotZero(t, deaths.Load())
	require.NotZero(t, refused.Load())
}

// stoppedClock stands still until the history moves it.
type stoppedClock struct{ now time.Time }

func (c *stoppedClock) Now() time.Time                       { return c.now }
func (c *stoppedClock) After(time.Duration) <-chan time.Time { return nil }

// history is one random life of a small marketplace.
type history struct {
	t     *testing.T
	ctx   context.Context
	seed  uint64
	r     *rand.Rand
	clock *stoppedClock
	st    *memory.Store
	bank  *fake.Provider
	*mortal.Life
	e *engine.Engine

	transactions           []string
	balance                [16]int64 // what every book together has, by account
	position               int64
	deaths, deeds, refused int
}

var histories struct {
	sync.Once
	policy *policy.Policy
}

func newHistory(t *testing.T, seed uint64) *history {
	histories.Do(func() {
		p, err := policy.Preset("coconala-2026")
		require.NoError(t, err)
		histories.policy = p
	})
	h := &history{
		t: t, ctx: t.Context(), seed: seed, r: rand.New(rand.NewPCG(seed, 2)), st: memory.New(),
		clock: &stoppedClock{time.Date(2030, 1, 10, 0, 0, 0, 0, time.UTC)},
	}
	h.bank = fake.New(fake.Options{Clock: h.clock.Now, Seed: seed, Faults: h.faults()})
	h.start()
	h.must(h.e.List(h.ctx, listing.List{
		By: transaction.Seller("ren"), ID: "logo", Title: "logo", Price: money.New(500+h.r.Int64N(20000), money.JPY),
		Options: []transaction.Option{{ID: "fast", Title: "fast", Price: money.New(1+h.r.Int64N(3000), money.JPY)}},
	}, engine.ListingCall{}))
	return h
}

// faults are what this provider is like: good, bad, or anything between.
func (h *history) faults() fake.Faults {
	bad := []float64{0, 0, 0.1, 0.3}[h.r.IntN(4)]
	f := fake.Faults{}
	for _, one := range []fake.Fault{
		fake.LostBefore, fake.LostAfter, fake.PendingFirst, fake.Refused, fake.FailsThenSucceeds, fake.Partial, fake.WrongCurrency, fake.SucceedsThenFails,
	} {
		f[one] = bad * h.r.Float64() / 2
	}
	return f
}

// start is a process: a new one, when the last has died.
func (h *history) start() {
	h.Life = &mortal.Life{Fuse: -1}
	e, err := engine.New(mortal.Store{Store: h.st, Life: h.Life}, engine.Options{
		Policies: []engine.InForce{{Policy: histories.policy}}, Clock: h.clock, Callers: 1, CacheSize: 64,
		Entropy:   rand.NewChaCha8([32]byte{byte(h.seed), byte(h.seed >> 8), byte(h.seed >> 16), byte(h.deaths), byte(h.deaths >> 8)}),
		Providers: []payment.Provider{mortal.Provider{Provider: h.bank, Life: h.Life}},
	})
	h.must(nil, err)
	h.e = e
}

func (h *history) must(_ any, err error) {
	if err != nil {
		h.t.Fatalf("seed %d: %v", h.seed, err)
	}
}

// live does things in whatever order, and then lets everything come to its end.
func (h *history) live() {
	for range 8 + h.r.IntN(24) {
		if h.r.IntN(6) == 0 {
			h.Fuse = 1 + h.r.IntN(12)
		}
		h.outcome(h.act())
		h.check()
	}
	h.Fuse = -1
	h.must(nil, h.bank.SetFaults(nil))
	h.settle()
	h.compare()
}

// outcome judges what came of an act: a rule may say no, and a process may die.
func (h *history) outcome(err error) {
	var no *policy.Rejection
	var outside *payment.Error
	switch {
	case h.Dead:
		h.deaths++
		h.start()
	case err == nil:
	case errors.As(err, &no):
		h.refused++
		if no.Kind == policy.Invalid && no.Rule == "T0.9" {
			h.t.Fatalf("seed %d: %v", h.seed, err)
		}
	case errors.As(err, &outside), errors.Is(err, engine.ErrNotFound):
	default:
		h.t.Fatalf("seed %d: %v", h.seed, err)
	}
}

func (h *history) act() error {
	if len(h.transactions) == 0 || len(h.transactions) < 3 && h.r.IntN(6) == 0 {
		return h.order()
	}
	id := h.transactions[h.r.IntN(len(h.transactions))]
	switch h.r.IntN(15) {
	case 0, 1:
		return h.pay(id)
	case 2, 3, 4, 9, 10, 11:
		return h.command(id)
	case 12:
		return h.withdraw()
	case 5:
		return h.bankActs()
	case 6:
		h.clock.now = h.clock.now.Add(time.Duration(h.r.Int64N(int64([]time.Duration{time.Second, time.Hour, 100 * time.Hour, 900 * time.Hour}[h.r.IntN(4)]))).Truncate(time.Microsecond))
		return nil
	case 7:
		return h.notice()
	case 8:
		return h.takeOver()
	}
	_, err := h.e.Sweep(h.ctx)
	if err == nil {
		_, err = h.e.React(h.ctx)
	}
	return err
}

func (h *history) order() error {
	id := "t" + strconv.Itoa(len(h.transactions))
	o := engine.Order{By: transaction.Buyer("aoi"), ID: id, Service: "logo", Payment: transaction.Awaited}
	if h.r.IntN(3) == 0 {
		o.Picked = []string{"fast"}
	}
	_, err := h.e.Purchase(h.ctx, o, engine.Call{Key: "order/" + id})
	if err == nil || h.Dead {
		h.transactions = append(h.transactions, id)
	}
	return err
}

func (h *history) pay(id string) error {
	c := engine.Charge{
		By: transaction.Buyer("aoi"), Transaction: id, Kind: transaction.PaymentKind(h.r.IntN(3)), Option: "fast",
		Amount: money.New(100+h.r.Int64N(5000), money.JPY), Method: []string{fake.Instant, fake.Instant, fake.Instant, fake.Checkout, fake.Later, fake.Decline}[h.r.IntN(6)],
	}
	if v, err := h.e.View(h.ctx, id); err == nil && v.State.Phase == transaction.AwaitingPayment {
		c.Kind = transaction.ForPurchase
	}
	var call engine.TransferCall
	if h.r.IntN(2) == 0 {
		call.Key = fmt.Sprintf("pay/%d", h.r.IntN(3)) // sometimes the same again
		call.Input = fmt.Append(nil, c)
	}
	out, err := h.e.Charge(h.ctx, c, call)
	if errors.Is(err, engine.ErrKeyReused) {
		return nil
	}
	if err == nil && h.r.IntN(4) != 0 {
		_, err = h.e.Work(h.ctx, out.ID)
	}
	return err
}

// command is what somebody does in a talkroom: mostly what comes next, sometimes
// anything.
func (h *history) command(id string) error {
	aoi, ren, op := transaction.Buyer("aoi"), transaction.Seller("ren"), transaction.Operator("op")
	some := money.New(1+h.r.Int64N(9000), money.JPY)
	anything := []transaction.Command{
		transaction.RequestCancel{By: ren, Reason: "sellers_reasons"}, transaction.AgreeCancel{By: aoi}, transaction.RefuseCancel{By: aoi}, transaction.Abandon{By: aoi},
		transaction.OperatorCancel{By: op, Reason: "x"}, transaction.OperatorClose{By: op, Reason: "x"},
		transaction.OperatorRefund{By: op, Reason: "x", Amount: some}, transaction.OperatorRefund{By: op, Reason: "x", Amount: some},
		transaction.OperatorHold{By: op, Reason: "x"}, transaction.OperatorRelease{By: op, Reason: "x"}, transaction.Decline{By: aoi},
	}
	next := map[transaction.Phase][]transaction.Command{
		transaction.Open:      {transaction.Message{By: ren, Text: "hello"}, transaction.Deliver{By: ren, Text: "done"}},
		transaction.Delivered: {transaction.Approve{By: aoi}},
		transaction.Approved:  {transaction.WriteReview{By: aoi, Stars: 5, Comment: "good"}},
		transaction.Closed:    {transaction.OperatorRefund{By: op, Reason: "x", Amount: some}},
	}
	v, err := h.e.View(h.ctx, id)
	if err != nil {
		return err
	}
	list := anything
	if usual := next[v.State.Phase]; usual != nil && h.r.IntN(3) != 0 {
		list = usual
	}
	_, err = h.e.Do(h.ctx, id, list[h.r.IntN(len(list))], engine.Call{})
	return err
}

// withdraw is a seller who wants his money, perhaps more than he has.
func (h *history) withdraw() error {
	account, err := h.e.Account(h.ctx, "ren", money.JPY)
	if err != nil {
		return err
	}
	balance := account.State.Balance().Units()
	if balance < 0 {
		h.t.Fatalf("seed %d: the seller's balance is %d", h.seed, balance)
	}
	o := engine.PayoutOrder{By: transaction.Seller("ren"), Amount: money.New(1+h.r.Int64N(balance+2), money.JPY), To: "account-of-ren"}
	if h.r.IntN(2) == 0 {
		o.Amount = account.State.Balance()
	}
	_, err = h.e.PayOut(h.ctx, o, engine.AccountCall{})
	return err
}

// transfers are all that there are.
func (h *history) transfers(q engine.TransferQuery) []engine.TransferView {
	q.Limit = 200
	page, err := h.e.Transfers(h.ctx, q)
	if !h.Dead {
		h.must(nil, err)
	}
	return page.Items
}

// bankActs is what happens at the provider: the buyer pays or not, and what was
// pending is done.
func (h *history) bankActs() error {
	if h.r.IntN(4) == 0 {
		return h.bank.SettlePending()
	}
	for _, v := range h.transfers(engine.TransferQuery{}) {
		if v.State.Ref == "" || v.State.Order.Kind != transfer.Capture {
			continue
		}
		// It may be too late for it; then nothing happens.
		switch h.r.IntN(5) {
		case 0:
			_ = h.bank.Decline(v.State.Ref)
		case 1:
			_ = h.bank.Abandon(v.State.Ref)
		default:
			_ = h.bank.Approve(v.State.Ref)
		}
		if h.r.IntN(2) == 0 {
			return h.e.Hint(h.ctx, v.ID)
		}
	}
	return nil
}

// notice is a webhook that says whatever it likes, as often as it likes.
func (h *history) notice() error {
	for _, v := range h.transfers(engine.TransferQuery{}) {
		if h.r.IntN(3) == 0 {
			n := payment.Notice{Transfer: v.ID, Status: transfer.Status(h.r.IntN(8))}
			if err := h.e.Notify(h.ctx, "fake", n); err != nil {
				return err
			}
		}
	}
	return h.e.Notify(h.ctx, "fake", payment.Notice{Transfer: "nobody's", Status: transfer.Succeeded})
}

func (h *history) takeOver() error {
	for _, v := range h.transfers(engine.TransferQuery{Stuck: true}) {
		c := transfer.TakeOver{By: transaction.Operator("op"), How: transfer.Retry, Reason: "again"}
		if v.State.Order.Kind == transfer.Refund {
			capture, err := h.e.Transfer(h.ctx, v.State.Order.Of)
			if err != nil {
				return err
			}
			if capture.State.Phase == transfer.Returned {
				c.How = transfer.Settle
			}
		}
		if _, err := h.e.TakeOver(h.ctx, v.ID, c, engine.TransferCall{}); err != nil {
			return err
		}
	}
	return nil
}

// settle lets everything come to its end: time passes, the provider is well, and an
// operator tries again what is stuck.
func (h *history) settle() {
	h.quiet()
	for _, v := range h.transfers(engine.TransferQuery{}) { // what no notice told, a reconciliation finds
		h.outcome(h.e.Notify(h.ctx, "fake", payment.Notice{Transfer: v.ID}))
	}
	h.quiet()
	h.check()
}

// quiet lets time pass until nothing is on its way any more.
func (h *history) quiet() {
	for range 60 {
		h.must(nil, h.bank.SettlePending())
		h.outcome(h.takeOver())
		_, err := h.e.Sweep(h.ctx)
		h.outcome(err)
		r, err := h.e.React(h.ctx)
		h.outcome(err)
		open := slices.ContainsFunc(h.transfers(engine.TransferQuery{}), func(v engine.TransferView) bool { return v.State.Work != transfer.Idle })
		if r == (engine.Reacted{}) && !open {
			return
		}
		h.clock.now = h.clock.now.Add(10 * time.Hour)
	}
}

// check: at every instant, all books together are balanced, and nobody holds less
// than nothing (T10.1).
func (h *history) check() {
	entries, err := h.st.Tail(h.ctx, h.position, 100000)
	h.must(nil, err)
	for _, entry := range entries {
		h.position = entry.Position
		for _, p := range h.postings(&entry) {
			if p.Amount.Currency() == money.JPY {
				h.balance[p.From] -= p.Amount.Units()
				h.balance[p.To] += p.Amount.Units()
			}
		}
	}
	var sum int64
	for _, units := range h.balance {
		sum += units
	}
	low := min(h.balance[ledger.Held], h.balance[ledger.Fees], h.balance[ledger.Available], h.balance[ledger.Refunds], h.balance[ledger.Payouts], h.balance[ledger.Payee])
	if sum != 0 || low < 0 {
		h.t.Fatalf("seed %d: books stand at %v", h.seed, h.balance)
	}
}

func (h *history) postings(entry *store.Entry) []ledger.Posting {
	if !bytes.Contains(entry.Event.Data, []byte(`"postings"`)) {
		return nil
	}
	if strings.HasPrefix(entry.Stream, "transaction/") {
		list, err := codec.Postings(codec.Record{Type: entry.Event.Type, Version: entry.Event.Version, At: entry.Event.At, Data: entry.Event.Data})
		h.must(nil, err)
		return list
	}
	var e struct {
		Postings []ledger.Posting `json:"postings"`
	}
	h.must(nil, json.Unmarshal(entry.Event.Data, &e))
	return e.Postings
}

// compare: in the end nothing is on its way, and the provider's own books say what
// ours say. Nothing was done twice (T10.3).
func (h *history) compare() {
	for _, v := range h.transfers(engine.TransferQuery{}) {
		if v.State.Ready() || v.State.Work == transfer.Calling {
			h.t.Fatalf("seed %d: %s is %s, %s\n%s", h.seed, v.ID, v.State.Phase, v.State.Work, h.story())
		}
	}
	books := h.bank.Books()
	h.deeds += len(books.Deeds)
	if v := h.bank.Violations(); len(v) > 0 {
		h.t.Fatalf("seed %d: keys used for two deeds: %v", h.seed, v)
	}
	theirs := books.Totals[money.JPY]
	paid := -h.balance[ledger.Payer]
	if paid != theirs.Captured-theirs.Refunded || h.balance[ledger.Payee] != theirs.PaidOut {
		h.t.Fatalf("seed %d: our books stand at %v, the provider's at %+v\n%s", h.seed, h.balance, theirs, h.story())
	}
	for _, id := range h.transactions {
		v, err := h.e.View(h.ctx, id)
		if errors.Is(err, engine.ErrNotFound) {
			continue
		}
		h.must(nil, err)
		if v.State.Phase.Finished() && v.State.Held().Units() != 0 {
			h.t.Fatalf("seed %d: %s is %s and holds %s", h.seed, id, v.State.Phase, v.State.Held())
		}
	}
}

// story is what happened to every transfer, for whoever has to find out why.
func (h *history) story() string {
	var b strings.Builder
	for _, v := range h.transfers(engine.TransferQuery{}) {
		full, err := h.e.Transfer(h.ctx, v.ID)
		h.must(nil, err)
		for _, ev := range full.Events {
			fmt.Fprintf(&b, "%s %T %+v\n", v.ID, ev, ev)
		}
	}
	for _, d := range h.bank.Books().Deeds {
		fmt.Fprintf(&b, "the provider: %+v\n", d)
	}
	return b.String()
}
