package enginetest

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/transaction"
	"github.com/torikime/torikime/transaction/engine"
	"github.com/torikime/torikime/transaction/listing"
)

var opensTests = []test{
	{"T1.10 a full service opens when an order ends by itself", capOpens},
	{"T1.10 T3.9 a full service whose seller is stopped by then does not open", capStopped},
	{"T1.13 an earlier talkroom is over when time ends it, or never", finishedOpens},
	{"T1.3 T1.13 a proposal that lapses by then does not open", lapsedOpens},
	{"T9.4 an account may go when the last of its transactions has ended by itself", accountOpens},
}

// opens holds a purchase to what its refusal says: not a microsecond before.
func (w *world) opens(o engine.Order, rule, code string, at time.Time) {
	w.t.Helper()
	for _, now := range []time.Time{w.clock.Now(), at.Add(-time.Microsecond)} {
		w.to(now)
		_, err := w.Purchase(w.ctx, o, engine.Call{})
		no := w.rejected(err, rule, code)
		require.Equal(w.t, policy.TooEarly, no.Kind)
		require.Equal(w.t, at, no.OpensAt)
	}
	w.to(at)
	_, err := w.Purchase(w.ctx, o, engine.Call{DryRun: true})
	require.NoError(w.t, err)
}

// never: no time opens what the refusal says.
func (w *world) never(o engine.Order, rule, code string) {
	w.t.Helper()
	_, err := w.Purchase(w.ctx, o, engine.Call{})
	no := w.rejected(err, rule, code)
	require.Equal(w.t, policy.WrongState, no.Kind)
	require.Zero(w.t, no.OpensAt)
}

func of(service, id string, by transaction.Actor, payment transaction.Settlement) engine.Order {
	return engine.Order{By: by, ID: id, Service: service, Payment: payment}
}

func capOpens(t *testing.T, open Open) {
	w := newWorld(t, open(t))
	w.list("full", func(l *listing.List) { l.Capacity = 2 })
	w.purchase("elsewhere", aoi) // ends first, and makes no room
	w.clock.add(hour)
	for id, payment := range map[string]transaction.Settlement{"1": transaction.Awaited, "2": transaction.Settled} {
		_, err := w.Purchase(w.ctx, of("full", id, aoi, payment), engine.Call{})
		require.NoError(t, err)
	}
	next := of("full", "3", haru, transaction.Settled)
	w.opens(next, "T1.10", "cap", start.Add(49*hour)) // T2.1, before T1.5
}

func capStopped(t *testing.T, open Open) {
	w := newWorld(t, open(t), func(o *engine.Options) {
		o.Policies = []engine.InForce{{Policy: preset(t, "coconala-2026")}}
	})
	w.list("full", func(l *listing.List) { l.Capacity = 1 })
	_, err := w.Purchase(w.ctx, of("full", "1", aoi, transaction.Settled), engine.Call{})
	require.NoError(t, err)
	next := of("full", "2", haru, transaction.Settled)
	w.never(next, "T1.10", "cap")
	w.do("1", say) // T4.9 is what ends it now
	w.opens(next, "T1.10", "cap", start.Add(120*24*hour))
}

func finishedOpens(t *testing.T, open Open) {
	w := newWorld(t, open(t))
	w.list("strict", func(l *listing.List) { l.RequireFinished = true })
	w.purchase("1", aoi)
	again := of("strict", "2", aoi, transaction.Settled)
	w.do("1", say)
	w.never(again, "T1.13", "unfinished")
	w.do("1", deliver)
	w.opens(again, "T1.13", "unfinished", start.Add(72*hour))
}

func lapsedOpens(t *testing.T, open Open) {
	w := newWorld(t, open(t))
	w.list("strict", func(l *listing.List) { l.RequireFinished = true })
	ask := request("q")
	ask.Service = "strict"
	w.quote("q", ask)
	w.quote("q", proposal(5000))
	w.clock.add(5 * 24 * hour)
	w.purchase("1", aoi)
	blocked := func() *policy.Rejection {
		_, err := w.Purchase(w.ctx, through("q"), engine.Call{})
		return w.rejected(err, "T1.13", "unfinished")
	}
	require.Zero(t, blocked().OpensAt, "both end at one instant: the proposal has lapsed by then")
	w.clock.add(time.Microsecond)
	w.quote("q", proposal(6000)) // T1.3 an edit restarts the period
	require.Equal(t, start.Add(7*24*hour), blocked().OpensAt)
	require.Equal(t, start.Add(7*24*hour), w.quotation("q").Facts.Sale.OpensAt, "the list of actions says the same")
}

func accountOpens(t *testing.T, open Open) {
	w := newWorld(t, open(t))
	w.purchase("1", aoi)
	_, err := w.Purchase(w.ctx, of("logo", "2", aoi, transaction.Awaited), engine.Call{})
	require.NoError(t, err)
	refused := func() time.Time {
		_, err := w.Erase(w.ctx, "aoi", nil)
		return w.rejected(err, "T9.4", "open").OpensAt
	}
	at := start.Add(7 * 24 * hour)
	require.Equal(t, at, refused())
	w.do("1", say)
	require.Zero(t, refused(), "nobody delivers by itself")
	w.do("1", deliver)
	w.to(at.Add(-time.Microsecond))
	require.Equal(t, at, refused())
	w.to(at)
	w.erase("aoi")
}
