package enginetest

import (
	"errors"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/policy/money"
	"github.com/torikime/torikime/store"
	"github.com/torikime/torikime/transaction"
	"github.com/torikime/torikime/transaction/engine"
	"github.com/torikime/torikime/transaction/listing"
)

var factTests = []test{
	{"T1.10 own service, paused service, full service", mayNotBuy},
	{"T1.13 an earlier talkroom must be finished", requireFinished},
	{"T1.7 T1.12 listing, options and notes come from the listing", fromListing},
	{"T3.5 a duplicate needs another purchase of the pair", duplicate},
	{"T3.5 an old purchase that is over is no other", oldPurchase},
	{"T5.9 the buyers' reviews stand with their service", reviewed},
	{"T0.2 a review that time has brought or shown is listed, swept or not", reviewedByTime},
	{"T5.8 a review whose shorter blind time is over is listed and counted", reviewedAfterBlind},
	{"T1.10 listings: only their seller, harmless when already so", listings},
}

func mayNotBuy(t *testing.T, open Open) {
	w := newWorld(t, open(t))
	w.list("full", func(l *listing.List) { l.Capacity = 1 })
	_, err := w.Purchase(w.ctx, order("1", transaction.Buyer("ren")), engine.Call{})
	w.rejected(err, "T1.10", "self")

	full := order("1", aoi)
	full.Service, full.Payment = "full", transaction.Awaited
	_, err = w.Purchase(w.ctx, full, engine.Call{})
	require.NoError(t, err)
	full.ID, full.By = "2", haru
	_, err = w.Purchase(w.ctx, full, engine.Call{})
	w.rejected(err, "T1.10", "cap")
	w.clock.add(7 * 24 * hour) // T1.5 the unpaid one lapses, whoever looks
	_, err = w.Purchase(w.ctx, full, engine.Call{})
	require.NoError(t, err)
	v, err := w.Listing(w.ctx, "full")
	require.NoError(t, err)
	require.Equal(t, 1, v.OpenOrders)

	_, err = w.Pause(w.ctx, "logo", ren, engine.ListingCall{})
	require.NoError(t, err)
	_, err = w.Purchase(w.ctx, order("3", aoi), engine.Call{})
	w.rejected(err, "T1.10", "paused")

	lost := order("4", aoi)
	for _, id := range []string{"", "nothing", "\xff", string(make([]byte, 2000))} {
		lost.Service = id
		_, err = w.Purchase(w.ctx, lost, engine.Call{})
		require.ErrorIs(t, err, engine.ErrNotFound)
	}
	bad := order("\x00", aoi)
	_, err = w.Purchase(w.ctx, bad, engine.Call{})
	require.Equal(t, policy.Invalid, w.rejected(err, "T1.6", "form").Kind)
}

func requireFinished(t *testing.T, open Open) {
	w := newWorld(t, open(t))
	w.list("strict", func(l *listing.List) { l.RequireFinished = true })
	w.purchase("1", aoi)
	again := order("2", aoi)
	again.Service = "strict"
	_, err := w.Purchase(w.ctx, again, engine.Call{})
	w.rejected(err, "T1.13", "unfinished")
	w.do("1", say, deliver)
	w.clock.add(72 * hour)
	_, err = w.Purchase(w.ctx, again, engine.Call{})
	require.NoError(t, err, "the first has closed by itself")
}

func fromListing(t *testing.T, open Open) {
	w := newWorld(t, open(t))
	w.list("poster", func(l *listing.List) {
		l.Options = []transaction.Option{{ID: "fast", Title: "fast", Price: money.New(500, money.JPY)}}
	})
	o := order("", aoi)
	o.Service, o.Picked = "poster", []string{"fast"}
	out, err := w.Purchase(w.ctx, o, engine.Call{})
	require.NoError(t, err)
	require.NotEmpty(t, out.ID)
	v := w.view(out.ID)
	require.Equal(t, money.New(10500, money.JPY), v.State.Price)
	require.Equal(t, "send me your colours", v.Events[0].(transaction.Purchased).Notes.Body)
	require.Equal(t, out.State.Seq, v.State.Seq)
	require.NoError(t, w.st.Erase(w.ctx, "transaction/"+out.ID))
	v = w.view(out.ID)
	require.Empty(t, v.Events[0].(transaction.Purchased).Notes.Body, "T9.4 the words can be erased, the log stays")
	require.NotEmpty(t, v.Events[0].(transaction.Purchased).Notes.Digest)
}

func duplicate(t *testing.T, open Open) {
	w := newWorld(t, open(t))
	w.purchase("1", aoi)
	w.do("1", say)
	request := transaction.RequestCancel{By: ren, Reason: "duplicate_purchase"}
	_, err := w.Do(w.ctx, "1", request, engine.Call{})
	require.Equal(t, "T3.5", w.rejected(err, "T3.5", noCode(err)).Rule)
	w.purchase("2", aoi)
	require.Len(t, w.view("1").Facts.Others, 1)
	require.Empty(t, w.view("1").Facts.Others[0].Phase.Finished())
	w.do("1", request)
}

func oldPurchase(t *testing.T, open Open) {
	w := newWorld(t, open(t))
	w.purchase("1", aoi)
	w.do("1", say, transaction.Deliver{By: ren, Text: "Here it is."}, transaction.Approve{By: aoi}, transaction.WriteReview{By: aoi, Stars: 5})
	w.purchase("2", aoi)
	require.Len(t, w.view("2").Facts.Others, 1)
	w.clock.add(7*24*hour - 1000)
	w.purchase("3", aoi)
	w.clock.add(1000)
	w.purchase("4", aoi)
	require.Len(t, w.view("3").Facts.Others, 3, "a microsecond less than 7 days after the first two")
	require.Len(t, w.view("4").Facts.Others, 1, "7 days: the first two are over, and were purchased too long ago")
}

func reviewed(t *testing.T, open Open) {
	w := newWorld(t, open(t))
	for _, id := range []string{"1", "2"} {
		w.purchase(id, aoi)
		w.do(id, say, transaction.Deliver{By: ren, Text: "Here it is."}, transaction.Approve{By: aoi})
	}
	count := func() int {
		v, err := w.Listing(w.ctx, "logo")
		require.NoError(t, err)
		return v.Reviews
	}
	require.Zero(t, count())
	w.do("1", transaction.WriteReview{By: aoi, Stars: 4, Comment: "Good."})
	require.Equal(t, 1, count())
	page, err := w.Reviewed(w.ctx, engine.ReviewQuery{Service: "logo"})
	require.NoError(t, err)
	require.Len(t, page.Items, 1)
	require.Equal(t, "1", page.Items[0].ID)
	require.Equal(t, 4, page.Items[0].State.BuyerReview.Stars)
	s, err := w.State(w.ctx, "1")
	require.NoError(t, err)
	require.Equal(t, "aoi", s.Buyer)
	_, err = w.State(w.ctx, "none")
	require.ErrorIs(t, err, engine.ErrNotFound)
}

func reviewedByTime(t *testing.T, open Open) {
	w := newWorld(t, open(t), func(o *engine.Options) {
		o.Policies = []engine.InForce{{Policy: preset(t, "coconala-2026")}}
	})
	listed := func() (ids []string) {
		page, err := w.Reviewed(w.ctx, engine.ReviewQuery{Service: "logo"})
		require.NoError(t, err)
		for i := range page.Items {
			ids = append(ids, page.Items[i].ID)
		}
		return ids
	}
	w.purchase("blind", aoi)
	w.do("blind", say, deliver, approve, review)
	require.Empty(t, listed(), "T5.8 the seller may still review")
	w.clock.add(240*hour - 1000)
	require.Empty(t, listed())
	w.clock.add(1000)
	require.Equal(t, []string{"blind"}, listed(), "T5.8 the window is over")

	w.purchase("silent", haru)
	w.clock.add(48 * hour)
	require.Equal(t, []string{"silent", "blind"}, listed(), "T2.2 T5.8 an automatic star, at once")

	for _, id := range []string{"none", ""} {
		page, err := w.Reviewed(w.ctx, engine.ReviewQuery{Service: id})
		require.NoError(t, err)
		require.Empty(t, page.Items)
	}
}

func reviewedAfterBlind(t *testing.T, open Open) {
	w := newWorld(t, open(t), func(o *engine.Options) {
		p := preset(t, "coconala-2026")
		p.Review.Blind = policy.Hours(24)
		o.Policies = []engine.InForce{{Policy: p}}
	})
	w.purchase("1", aoi)
	w.do("1", say, deliver, approve, review)
	seen := func() []int {
		page, err := w.Reviewed(w.ctx, engine.ReviewQuery{Service: "logo"})
		require.NoError(t, err)
		v, err := w.Listing(w.ctx, "logo")
		require.NoError(t, err)
		return []int{len(page.Items), v.Reviews}
	}
	w.clock.add(24*hour - 1000)
	require.Equal(t, []int{0, 0}, seen())
	_, err := w.Reindex(w.ctx)
	require.NoError(t, err)
	require.Equal(t, []int{0, 0}, seen())
	w.clock.add(1000)
	before := w.everything()
	require.Equal(t, []int{1, 1}, seen())
	require.Equal(t, before, w.everything(), "nothing happened")
	h, err := w.Health(w.ctx)
	require.NoError(t, err)
	require.Zero(t, h.OldestOverdue)
	require.Zero(t, h.Parked)
	w.do("1", transaction.ReplyReview{By: ren, Text: "Thank you."})
	require.Equal(t, []int{1, 1}, seen())
	w.clock.add(240 * hour)
	require.Equal(t, []int{1, 1}, seen())
}

func noCode(err error) string {
	var no *policy.Rejection
	if errors.As(err, &no) {
		return no.Code
	}
	return ""
}

func listings(t *testing.T, open Open) {
	w := newWorld(t, open(t))
	_, err := w.Pause(w.ctx, "logo", transaction.Seller("sora"), engine.ListingCall{})
	w.rejected(err, "T6.4", "wrong_actor")
	_, err = w.Pause(w.ctx, "none", ren, engine.ListingCall{})
	require.ErrorIs(t, err, engine.ErrNotFound)
	for i, want := range []int{1, 0} {
		o, err := w.Pause(w.ctx, "logo", ren, engine.ListingCall{Key: "pause"[:4+i]})
		require.NoError(t, err)
		require.Len(t, o.New, want)
		require.False(t, o.Accepting)
	}
	streams, err := w.st.Load(w.ctx, store.LoadOptions{}, "service/logo")
	require.NoError(t, err)
	require.Equal(t, 2, streams[0].Version)
	_, err = w.List(w.ctx, listing.List{By: ren, ID: "logo"}, engine.ListingCall{})
	w.rejected(err, "T0.9", "exists")
}
