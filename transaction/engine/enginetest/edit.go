package enginetest

import (
	"fmt"
	"slices"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/policy/money"
	"github.com/torikime/torikime/transaction"
	"github.com/torikime/torikime/transaction/engine"
	"github.com/torikime/torikime/transaction/listing"
)

var editTests = []test{
	{"T1.7 T1.9 T1.12 what was bought before an edit stays", editAfterPurchase},
	{"T1.7 a purchase that races with edits gets one of them whole", editRaces},
	{"T1.2 a proposal keeps its price, and its purchase what it began with", editQuoted},
	{"T8.2 T8.4 an edit is looked through, and hides what is held", editHeld},
	{"T1.10 T1.12 an edit is judged and repeated like a listing", editCalls},
}

// edition is everything that ren writes of his service, the n-th time.
func edition(n int64) listing.Edit {
	return listing.Edit{
		By: ren, Title: fmt.Sprint("logo ", n), Description: "a logo", Price: money.New(1000*n, money.JPY), Notes: fmt.Sprint("edition ", n),
		Options: []transaction.Option{{ID: fmt.Sprint("fast-", n), Title: "fast", Price: money.New(n, money.JPY)}},
	}
}

func (w *world) edit(id string, c listing.Edit) engine.ListingOutcome {
	w.t.Helper()
	o, err := w.Edit(w.ctx, id, c, engine.ListingCall{})
	require.NoError(w.t, err)
	return o
}

// boughtAs is the edition that a transaction was bought in, all of it.
func (w *world) boughtAs(id string) int64 {
	w.t.Helper()
	v := w.view(id)
	n := v.State.Price.Units() / 1000
	want := edition(n)
	bought := v.Events[0].(transaction.Purchased)
	require.Equal(w.t, want.Price, v.State.Price)
	require.Equal(w.t, want.Notes, bought.Notes.Body)
	require.Equal(w.t, want.Options, v.State.Options)
	posted := slices.ContainsFunc(v.Events, func(e transaction.Event) bool { _, ok := e.(transaction.NotesPosted); return ok })
	require.True(w.t, posted)
	return n
}

func editAfterPurchase(t *testing.T, open Open) {
	w := newWorld(t, open(t))
	w.edit("logo", edition(1))
	w.purchase("before", aoi)
	before := w.view("before")
	w.clock.add(hour)
	w.edit("logo", edition(2))
	require.Equal(t, before.Events, w.view("before").Events, "an edit writes into no transaction")
	w.purchase("after", haru)
	require.EqualValues(t, 1, w.boughtAs("before"))
	require.EqualValues(t, 2, w.boughtAs("after"))

	w.do("before", transaction.BuyOption{By: aoi, Option: "fast-1", Payment: transaction.Settled})
	_, err := w.Do(w.ctx, "before", transaction.BuyOption{By: aoi, Option: "fast-2", Payment: transaction.Settled}, engine.Call{})
	require.Equal(t, "T1.12", w.rejected(err, "T1.12", noCode(err)).Rule, "an option that came later")
	require.Equal(t, money.New(1001, money.JPY), w.view("before").State.Paid)
	again := w.process()
	v, err := again.View(w.ctx, "before")
	require.NoError(t, err)
	require.Equal(t, money.New(1000, money.JPY), v.State.Price, "read anew")
}

func editRaces(t *testing.T, open Open) {
	w := newWorld(t, open(t))
	w.edit("logo", edition(1))
	other := w.process()
	const editions, purchases = 20, 20
	var wg sync.WaitGroup
	wg.Go(func() {
		for n := range int64(editions) {
			if _, err := other.Edit(w.ctx, "logo", edition(n+1), engine.ListingCall{}); err != nil {
				t.Error(err)
			}
		}
	})
	for i := range 4 {
		wg.Go(func() {
			for n := range purchases {
				if _, err := w.Purchase(w.ctx, order(fmt.Sprint(i, "-", n), aoi), engine.Call{}); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	for i := range 4 {
		last := int64(1)
		for n := range purchases {
			as := w.boughtAs(fmt.Sprint(i, "-", n))
			require.GreaterOrEqual(t, as, last, "never an older one than the purchase before")
			last = as
		}
	}
	w.purchase("last", haru)
	require.EqualValues(t, editions, w.boughtAs("last"))
}

func editQuoted(t *testing.T, open Open) {
	changed := *preset(t, "coconala")
	changed.Purchase.PostNotesOnQuotation = true
	w := newWorld(t, open(t), func(o *engine.Options) { o.Policies = []engine.InForce{{Policy: &changed}} })
	proposed := proposal(7000)
	proposed.Service = "logo"
	w.quote("q", request("q"), proposed)
	w.edit("logo", edition(2))
	_, err := w.Purchase(w.ctx, through("q"), engine.Call{})
	require.NoError(t, err)
	w.edit("logo", edition(3))
	v := w.view("q")
	require.Equal(t, money.New(7000, money.JPY), v.State.Price)
	require.Equal(t, "edition 2", v.Events[0].(transaction.Purchased).Notes.Body, "those at the purchase")
	dollars := edition(4)
	dollars.Price, dollars.Options = money.New(500, money.USD), nil
	_, err = w.Edit(w.ctx, "logo", dollars, engine.ListingCall{})
	require.Equal(t, "price currency", faultOf(w.rejected(err, "T1.12", "listing")), "a proposal in yen may wait")
}

func faultOf(no *policy.Rejection) string { return no.Faults[0].Path + " " + no.Faults[0].Code }

func editHeld(t *testing.T, open Open) {
	holds := *preset(t, "coconala")
	holds.Contact.Actions = map[policy.Finding]policy.Action{}
	for kind, action := range preset(t, "coconala").Contact.Actions {
		holds.Contact.Actions[kind] = action
	}
	holds.Contact.Actions[policy.FoundAddress] = policy.Hold
	w := newWorld(t, open(t), func(o *engine.Options) { o.Policies = []engine.InForce{{Policy: &holds}} })
	w.purchase("1", aoi)
	c := edition(1)
	c.Description = "090-1234-5678"
	_, err := w.Edit(w.ctx, "logo", c, engine.ListingCall{})
	require.Equal(t, "description phone", faultOf(w.rejected(err, "T8.2", "contact")))

	waits := func() (held []engine.Held, offered int) {
		page, err := w.Held(w.ctx, "", 0)
		require.NoError(t, err)
		all, err := w.Listings(w.ctx, engine.ListingQuery{})
		require.NoError(t, err)
		return page.Items, len(all.Items)
	}
	c.Description = "ren@example.com"
	for _, heal := range []func(){
		func() { w.edit("logo", edition(1)) },
		func() {
			_, err := w.Show(w.ctx, "logo", transaction.Operator("op"), engine.ListingCall{})
			require.NoError(t, err)
		},
	} {
		require.True(t, w.edit("logo", c).State.Held)
		_, err := w.Reindex(w.ctx)
		require.NoError(t, err)
		held, offered := waits()
		require.Equal(t, []engine.Held{{Kind: "service", ID: "logo"}}, held)
		require.Zero(t, offered, "nobody finds it")
		_, err = w.Purchase(w.ctx, order("2", haru), engine.Call{})
		w.rejected(err, "T1.10", "paused")
		w.do("1", say)
		w.clock.add(hour)
		heal()
		held, offered = waits()
		require.Empty(t, held)
		require.Equal(t, 1, offered)
		v, err := w.Listing(w.ctx, "logo")
		require.NoError(t, err)
		require.True(t, v.Accepting)
	}
	w.purchase("2", haru)
}

func editCalls(t *testing.T, open Open) {
	w := newWorld(t, open(t))
	_, err := w.Edit(w.ctx, "none", edition(1), engine.ListingCall{})
	require.ErrorIs(t, err, engine.ErrNotFound)
	_, err = w.Edit(w.ctx, "\xff", edition(1), engine.ListingCall{})
	require.ErrorIs(t, err, engine.ErrNotFound)
	many := edition(1)
	many.Options = nil
	for i := range 11 {
		many.Options = append(many.Options, transaction.Option{ID: fmt.Sprint(i), Title: "x", Price: price})
	}
	many.MaxOptions = 100
	_, err = w.Edit(w.ctx, "logo", many, engine.ListingCall{})
	require.Equal(t, "options too_many", faultOf(w.rejected(err, "T1.12", "listing")), "the policy's limit, not the caller's")
	stranger := edition(1)
	stranger.By = transaction.Seller("sora")
	_, err = w.Edit(w.ctx, "logo", stranger, engine.ListingCall{})
	w.rejected(err, "T1.7", "wrong_actor")

	one := 1
	call := engine.ListingCall{Key: "k", Input: []byte("1"), ExpectedSeq: &one}
	dry := call
	dry.DryRun = true
	o, err := w.Edit(w.ctx, "logo", edition(1), dry)
	require.NoError(t, err)
	require.Equal(t, "logo 1", o.State.Title)
	for i, want := range []int{1, 0} {
		o, err = w.Edit(w.ctx, "logo", edition(1), call)
		require.NoError(t, err)
		require.Len(t, o.New, want)
		require.Equal(t, i == 1, o.Repeated)
	}
	_, err = w.Edit(w.ctx, "logo", edition(2), engine.ListingCall{Key: "k", Input: []byte("2")})
	require.ErrorIs(t, err, engine.ErrKeyReused)
	_, err = w.Edit(w.ctx, "logo", edition(2), engine.ListingCall{ExpectedSeq: &one})
	require.Equal(t, "edited", w.rejected(err, "T0.9", "changed").Params["since"])
	o = w.edit("logo", edition(1))
	require.Empty(t, o.New, "nothing changes")
	require.Equal(t, 2, o.State.Seq)
}
