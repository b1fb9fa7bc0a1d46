package enginetest

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/policy/money"
	"github.com/torikime/torikime/store"
	"github.com/torikime/torikime/transaction"
	"github.com/torikime/torikime/transaction/engine"
	"github.com/torikime/torikime/transaction/listing"
	"github.com/torikime/torikime/transaction/quotation"
)

var quotationTests = []test{
	{"T1.1 a quotation about a service, or about none", quotationFacts},
	{"T1.2 T1.8 a proposal that is bought becomes a transaction", buyProposal},
	{"T1.2 who buys agrees to what he has seen", buySeen},
	{"T1.3 a proposal lapses at its end, swept or not", proposalLapses},
	{"T1.10 T1.12 T1.13 what stands against a purchase", againstPurchase},
	{"T0.9 a key, a dry run, an expected seq", quotationCalls},
	{"T8.2 T8.4 words of a quotation are looked through", quotationWords},
	{"T9.4 words of a quotation can be erased", eraseQuotation},
	{"T0.2 quotations are listed where they stand", listQuotations},
	{"T1.2 a purchase that dies at any step happens once or not at all", dyingPurchase},
	{"T1.2 a purchase that nobody stored is stored by whoever looks", unstoredPurchase},
	{"T1.2 clicks, edits, withdrawals and lapses at once: one outcome", racingPurchase},
	{"T1.2 the id of a quotation is no direct purchase's", takenID},
}

// request is what aoi asks ren for; proposal what he answers.
func request(id string) quotation.Request {
	return quotation.Request{By: aoi, ID: id, Service: "logo", Text: "a logo for two shops?"}
}

func proposal(units int64) quotation.Propose {
	return quotation.Propose{By: ren, Price: money.New(units, money.JPY), Delivery: policy.Date{Year: 2031, Month: 3, Day: 1}, Text: "three drafts"}
}

// through buys a quotation's proposal.
func through(id string) engine.Order {
	return engine.Order{By: aoi, Quotation: id, Payment: transaction.Settled}
}

func (w *world) quote(id string, commands ...quotation.Command) {
	w.t.Helper()
	for _, c := range commands {
		_, err := w.Quote(w.ctx, id, c, engine.QuotationCall{})
		require.NoError(w.t, err, c.Name())
	}
}

func (w *world) quotation(id string) engine.QuotationView {
	w.t.Helper()
	v, err := w.Quotation(w.ctx, id)
	require.NoError(w.t, err)
	require.Equal(w.t, quotation.Replay(v.Events), v.State)
	return v
}

// storedQuotation is a quotation's types of event as they stand in the store.
func (w *world) storedQuotation(id string) []string {
	w.t.Helper()
	streams, err := w.st.Load(w.ctx, store.LoadOptions{}, "quotation/"+id)
	require.NoError(w.t, err)
	types := []string{}
	for _, e := range streams[0].Events {
		types = append(types, e.Type)
	}
	return types
}

func quotationFacts(t *testing.T, open Open) {
	w := newWorld(t, open(t))
	out, err := w.Quote(w.ctx, "", request(""), engine.QuotationCall{})
	require.NoError(t, err)
	require.Equal(t, "ren", out.State.Seller, "whose service it is")
	require.Len(t, out.ID, 26)
	require.Equal(t, "a logo for two shops?", w.quotation(out.ID).Events[0].(quotation.RequestMade).Text.Body)
	bare := quotation.Request{By: aoi, Seller: "ren", Text: "a sign?"}
	w.quote("bare", bare, proposal(7000))
	require.Empty(t, w.quotation("bare").State.Proposal.Service)

	own := bare
	own.ID = "own"
	out, err = w.Quote(w.ctx, "", own, engine.QuotationCall{})
	require.NoError(t, err)
	require.Equal(t, []string{"own", "own"}, []string{out.ID, w.quotation("own").State.ID})
	_, err = w.Quote(w.ctx, "another", own, engine.QuotationCall{})
	w.rejected(err, "T1.1", "two_ids")
	_, err = w.Quotation(w.ctx, "another")
	require.ErrorIs(t, err, engine.ErrNotFound, "nothing is half done")
	own.ID = "\x00"
	_, err = w.Quote(w.ctx, "", own, engine.QuotationCall{})
	w.rejected(err, "T1.1", "form")

	lost := request("x")
	for _, id := range []string{"nothing", "\xff", string(make([]byte, 2000))} {
		lost.Service = id
		_, err = w.Quote(w.ctx, "x", lost, engine.QuotationCall{})
		require.ErrorIs(t, err, engine.ErrNotFound)
		_, err = w.Quote(w.ctx, "bare", func() quotation.Propose { p := proposal(1); p.Service = id; return p }(), engine.QuotationCall{})
		require.Equal(t, "service_id", w.rejected(err, "T1.1", "form").Faults[0].Path)
		_, err = w.Quotation(w.ctx, id)
		require.ErrorIs(t, err, engine.ErrNotFound)
		_, err = w.Quote(w.ctx, id, quotation.Withdraw{By: aoi}, engine.QuotationCall{})
		require.ErrorIs(t, err, engine.ErrNotFound)
		_, err = w.Purchase(w.ctx, through(id), engine.Call{})
		require.ErrorIs(t, err, engine.ErrNotFound)
	}
	_, err = w.Quote(w.ctx, "bare", bare, engine.QuotationCall{})
	w.rejected(err, "T1.1", "exists")
	_, err = w.Quote(w.ctx, "\x00", bare, engine.QuotationCall{})
	w.rejected(err, "T1.1", "form")
	_, err = w.Quote(w.ctx, "", quotation.Request{Seller: "ren", Text: "?"}, engine.QuotationCall{})
	w.rejected(err, "T1.1", "form")
	for _, c := range []quotation.Command{nil, quotation.Buy{By: aoi}} {
		_, err = w.Quote(w.ctx, "bare", c, engine.QuotationCall{})
		w.rejected(err, "T0.9", "unknown_command")
	}
	w.list("dollars", func(l *listing.List) { l.Price = money.New(9900, money.USD) })
	_, err = w.Quote(w.ctx, "bare", func() quotation.Propose { p := proposal(1); p.Service = "dollars"; return p }(), engine.QuotationCall{})
	w.rejected(err, "T1.1", "form")
}

func buyProposal(t *testing.T, open Open) {
	w := newWorld(t, open(t))
	w.quote("q", request("q"), proposal(7000))
	out, err := w.Purchase(w.ctx, through("q"), engine.Call{})
	require.NoError(t, err)
	require.Equal(t, "q", out.ID)
	require.Equal(t, w.view("q").Events[2], out.New[2])
	require.Equal(t, []any{"q", "logo", money.New(7000, money.JPY)}, []any{out.State.Quotation, out.State.Service, out.State.Price})
	require.Equal(t, []string{"purchased", "paid", "opened"}, w.stored("q"), "T1.8 no notes")
	require.Equal(t, []string{"requested", "proposed", "purchased", "transaction_stored"}, w.storedQuotation("q"))
	require.Equal(t, out.State, w.view("q").State)
	v := w.quotation("q")
	require.Equal(t, "q", v.State.Bought())
	w.do("q", say, deliver, approve)

	changed := *preset(t, "coconala")
	changed.Purchase.PostNotesOnQuotation = true
	posts := newWorld(t, open(t), func(o *engine.Options) { o.Policies = []engine.InForce{{Policy: &changed}} })
	posts.quote("q", request("q"), proposal(7000))
	_, err = posts.Purchase(posts.ctx, through("q"), engine.Call{})
	require.NoError(t, err)
	require.Equal(t, []string{"purchased", "paid", "opened", "notes_posted"}, posts.stored("q"), "T1.8 as the policy says")
	require.Equal(t, "send me your colours", posts.view("q").Events[0].(transaction.Purchased).Notes.Body)

	w.quote("later", request("later"), proposal(7000))
	o := through("later")
	o.Payment = transaction.Awaited
	_, err = w.Purchase(w.ctx, o, engine.Call{})
	require.NoError(t, err)
	w.clock.add(7 * 24 * hour)
	require.Equal(t, transaction.Lapsed, w.view("later").State.Phase, "T1.5 as any purchase")
	require.Equal(t, quotation.Purchased, w.quotation("later").State.Phase)

	o.Service = "logo"
	_, err = w.Purchase(w.ctx, o, engine.Call{})
	require.ErrorContains(t, err, "are empty")
}

func buySeen(t *testing.T, open Open) {
	w := newWorld(t, open(t))
	w.quote("q", request("q"), proposal(7000), proposal(9000))
	two := 2
	_, err := w.Purchase(w.ctx, through("q"), engine.Call{ExpectedSeq: &two})
	require.Equal(t, policy.Conflict, w.rejected(err, "T0.9", "changed").Kind)
	o := through("q")
	o.Proposal = 1
	_, err = w.Purchase(w.ctx, o, engine.Call{})
	require.Equal(t, policy.Conflict, w.rejected(err, "T1.2", "edited").Kind)
	for _, c := range []struct {
		by   transaction.Actor
		kind policy.Kind
	}{{haru, policy.NotParty}, {ren, policy.WrongActor}, {transaction.Operator("op"), policy.WrongActor}, {transaction.Buyer("ren"), policy.NotParty}} {
		o := through("q")
		o.By = c.by
		_, err = w.Purchase(w.ctx, o, engine.Call{})
		var no *policy.Rejection
		require.ErrorAs(t, err, &no)
		require.Equal(t, c.kind, no.Kind)
	}
	w.quote("q", quotation.Ask{By: ren, Text: "questions take nobody by surprise"})
	three := 3
	o.Proposal = 2
	out, err := w.Purchase(w.ctx, o, engine.Call{ExpectedSeq: &three})
	require.NoError(t, err)
	require.Equal(t, money.New(9000, money.JPY), out.State.Price)
	w.quote("r", request("r"), quotation.Refuse{By: ren, Reason: "budget"})
	_, err = w.Purchase(w.ctx, through("r"), engine.Call{})
	require.Equal(t, policy.TooLate, w.rejected(err, "T1.1", "refused").Kind)
}

func proposalLapses(t *testing.T, open Open) {
	w := newWorld(t, open(t))
	for _, id := range []string{"looked", "swept", "bought"} {
		w.quote(id, request(id), proposal(7000))
	}
	w.clock.add(7*24*hour - time.Microsecond)
	swept, err := w.Sweep(w.ctx)
	require.NoError(t, err)
	require.Zero(t, swept.Events)
	w.clock.add(time.Microsecond)
	v := w.quotation("looked")
	require.Equal(t, quotation.Lapsed, v.State.Phase)
	require.Equal(t, quotation.ProposalLapsed{At: start.Add(7 * 24 * hour)}, v.Events[2])
	require.Equal(t, []string{"requested", "proposed"}, w.storedQuotation("looked"), "T0.2 a look writes nothing")
	w.clock.add(hour)
	_, err = w.Purchase(w.ctx, through("bought"), engine.Call{})
	w.rejected(err, "T1.3", "lapsed")
	require.Equal(t, []string{"requested", "proposed", "lapsed"}, w.storedQuotation("bought"))
	swept, err = w.Sweep(w.ctx)
	require.NoError(t, err)
	require.Equal(t, 2, swept.Events)
	streams, err := w.st.Load(w.ctx, store.LoadOptions{}, "quotation/swept")
	require.NoError(t, err)
	require.Equal(t, start.Add(7*24*hour), streams[0].Events[2].At)
	require.Zero(t, streams[0].Wake)
}

func againstPurchase(t *testing.T, open Open) {
	w := newWorld(t, open(t))
	w.list("full", func(l *listing.List) { l.Capacity = 1 })
	w.list("strict", func(l *listing.List) {
		l.RequireFinished = true
		l.Options = []transaction.Option{{ID: "fast", Title: "fast", Price: money.New(500, money.JPY)}}
	})
	buy := func(id string) func() quotation.Request {
		return func() quotation.Request { r := request(id); r.Service = id; return r }
	}
	for _, id := range []string{"full", "strict", "logo"} {
		w.quote(id, buy(id)(), proposal(7000))
	}
	o := through("strict")
	o.Picked = []string{"none"}
	_, err := w.Purchase(w.ctx, o, engine.Call{})
	w.rejected(err, "T1.12", "form")
	other := order("1", haru)
	other.Service = "full"
	_, err = w.Purchase(w.ctx, other, engine.Call{})
	require.NoError(t, err)
	_, err = w.Purchase(w.ctx, through("full"), engine.Call{})
	w.rejected(err, "T1.10", "cap")
	for _, a := range quotation.Actions(w.quotation("full").State, aoi, w.quotation("full").Facts, start) {
		if a.Command == "purchase" {
			require.Equal(t, "cap", a.Rejection.Code, "a button says what a click would")
		}
	}
	_, err = w.Pause(w.ctx, "logo", ren, engine.ListingCall{})
	require.NoError(t, err)
	_, err = w.Purchase(w.ctx, through("logo"), engine.Call{})
	w.rejected(err, "T1.10", "paused")
	require.Equal(t, quotation.Proposed, w.quotation("logo").State.Phase, "a refused purchase leaves the proposal as it is")
	_, err = w.Resume(w.ctx, "logo", ren, engine.ListingCall{})
	require.NoError(t, err)
	_, err = w.Purchase(w.ctx, through("logo"), engine.Call{})
	require.NoError(t, err)
	o.Picked = []string{"fast"}
	_, err = w.Purchase(w.ctx, o, engine.Call{})
	w.rejected(err, "T1.13", "unfinished")
	w.do("logo", say, deliver)
	w.clock.add(72 * hour)
	out, err := w.Purchase(w.ctx, o, engine.Call{})
	require.NoError(t, err, "the other has closed by itself")
	require.Equal(t, money.New(7500, money.JPY), out.State.Price)

	w.quote("none", quotation.Request{By: aoi, Seller: "ren", Text: "a sign?"}, proposal(7000))
	for _, id := range []string{"logo", "full", "strict"} {
		require.True(t, canBuy(w, "none"))
		_, err = w.Pause(w.ctx, id, ren, engine.ListingCall{})
		require.NoError(t, err)
	}
	require.False(t, canBuy(w, "none"), "T1.10 a seller all of whose services are paused")
	_, err = w.Resume(w.ctx, "full", ren, engine.ListingCall{})
	require.NoError(t, err)
	out, err = w.Purchase(w.ctx, through("none"), engine.Call{})
	require.NoError(t, err)
	require.Empty(t, out.State.Service)
}

func canBuy(w *world, id string) bool {
	v := w.quotation(id)
	for _, a := range quotation.Actions(v.State, aoi, v.Facts, v.At) {
		if a.Command == "purchase" {
			return a.Allowed
		}
	}
	return false
}

func quotationCalls(t *testing.T, open Open) {
	w := newWorld(t, open(t))
	call := engine.QuotationCall{Key: "k", Input: []byte("a"), Answer: func(o engine.QuotationOutcome) ([]byte, error) {
		return fmt.Appendf(nil, "%s %d %d", o.ID, len(o.Events), o.State.Seq), nil
	}}
	first, err := w.Quote(w.ctx, "", request(""), call)
	require.NoError(t, err)
	again, err := w.Quote(w.ctx, "", request(""), call)
	require.NoError(t, err)
	require.True(t, again.Repeated)
	require.Equal(t, []any{first.ID, string(first.Answer)}, []any{again.ID, string(again.Answer)})
	call.Input = []byte("b")
	_, err = w.Quote(w.ctx, "", request(""), call)
	require.ErrorIs(t, err, engine.ErrKeyReused)

	dry, err := w.Quote(w.ctx, first.ID, proposal(7000), engine.QuotationCall{DryRun: true})
	require.NoError(t, err)
	require.Equal(t, quotation.Proposed, dry.State.Phase)
	require.Equal(t, quotation.Requested, w.quotation(first.ID).State.Phase)
	w.quote(first.ID, proposal(7000))
	bought, err := w.Purchase(w.ctx, through(first.ID), engine.Call{DryRun: true})
	require.NoError(t, err)
	require.Equal(t, transaction.Open, bought.State.Phase)
	require.Empty(t, w.stored(first.ID))
	one := 1
	_, err = w.Quote(w.ctx, first.ID, quotation.Withdraw{By: aoi}, engine.QuotationCall{ExpectedSeq: &one})
	require.Equal(t, "proposed", w.rejected(err, "T0.9", "changed").Params["since"])
}

func quotationWords(t *testing.T, open Open) {
	holds := *preset(t, "coconala")
	holds.Contact.Actions = map[policy.Finding]policy.Action{}
	for kind, action := range preset(t, "coconala").Contact.Actions {
		holds.Contact.Actions[kind] = action
	}
	holds.Contact.Actions[policy.FoundAddress] = policy.Hold
	w := newWorld(t, open(t), func(o *engine.Options) { o.Policies = []engine.InForce{{Policy: &holds}} })
	bad := request("q")
	bad.Text = "call me: 090-1234-5678"
	_, err := w.Quote(w.ctx, "q", bad, engine.QuotationCall{})
	require.Equal(t, "request", w.rejected(err, "T8.2", "contact").Faults[0].Path)
	described := proposal(7000)
	described.Text = "write to ren@example.com"
	w.quote("q", request("q"), described)
	require.Equal(t, map[int]bool{2: true}, quotation.Waiting(w.quotation("q").Events))
	_, err = w.Purchase(w.ctx, through("q"), engine.Call{})
	w.rejected(err, "T8.4", "proposal_held")
	held, err := w.Held(w.ctx, "", 0)
	require.NoError(t, err)
	require.Equal(t, []engine.Held{{Kind: "quotation", ID: "q"}}, held.Items)
	w.quote("q", quotation.OperatorShow{By: transaction.Operator("op"), Reason: "an example", Seq: 2})
	held, err = w.Held(w.ctx, "", 0)
	require.NoError(t, err)
	require.Empty(t, held.Items)
	_, err = w.Purchase(w.ctx, through("q"), engine.Call{})
	require.NoError(t, err)
}

func eraseQuotation(t *testing.T, open Open) {
	changed := *preset(t, "coconala")
	changed.Purchase.PostNotesOnQuotation = true
	w := newWorld(t, open(t), func(o *engine.Options) { o.Policies = []engine.InForce{{Policy: &changed}} })
	w.quote("q", request("q"), quotation.Ask{By: ren, Text: "colours?"}, proposal(7000))
	_, err := w.Purchase(w.ctx, through("q"), engine.Call{})
	require.NoError(t, err)
	w.do("q", say, deliver, approve, review)
	_, err = w.Erase(w.ctx, "ren", nil)
	require.NoError(t, err)
	v := w.quotation("q")
	require.Equal(t, "a logo for two shops?", v.Events[0].(quotation.RequestMade).Text.Body, "the buyer's words stay")
	require.Empty(t, v.Events[1].(quotation.Asked).Text.Body)
	require.NotEmpty(t, v.Events[1].(quotation.Asked).Text.Digest)
	require.Empty(t, v.Events[3].(quotation.ProposalBought).Begins[0].(transaction.Purchased).Notes.Body)
	_, err = w.Quote(w.ctx, "", quotation.Request{By: aoi, Seller: "ren", Text: "again?"}, engine.QuotationCall{})
	w.rejected(err, "T9.4", "left")
}

func listQuotations(t *testing.T, open Open) {
	w := newWorld(t, open(t))
	w.quote("a", request("a"), proposal(7000))
	w.quote("b", request("b"))
	w.quote("c", request("c"), quotation.Withdraw{By: aoi})
	ids := func(q engine.QuotationQuery) (list []string) {
		for {
			page, err := w.Quotations(w.ctx, q)
			require.NoError(t, err)
			for _, v := range page.Items {
				list = append(list, v.ID)
			}
			if q.Cursor = page.Next; q.Cursor == "" {
				return list
			}
		}
	}
	for _, who := range []string{"aoi", "ren"} {
		require.Equal(t, []string{"c", "b", "a"}, ids(engine.QuotationQuery{Party: who, Limit: 1}))
		require.Equal(t, []string{"b", "a"}, ids(engine.QuotationQuery{Party: who, Which: engine.Unended}))
		require.Equal(t, []string{"c"}, ids(engine.QuotationQuery{Party: who, Which: engine.Finished}))
	}
	require.Empty(t, ids(engine.QuotationQuery{Party: "haru"}))
	w.clock.add(7 * 24 * hour)
	require.Equal(t, []string{"b"}, ids(engine.QuotationQuery{Party: "ren", Which: engine.Unended}))
	_, err := w.Quotations(w.ctx, engine.QuotationQuery{Party: "ren", Which: "old"})
	require.ErrorIs(t, err, store.ErrInvalid)
	n, err := w.Reindex(w.ctx)
	require.NoError(t, err)
	require.Equal(t, 4, n, "three quotations and a service")
	require.Equal(t, []string{"c", "a"}, ids(engine.QuotationQuery{Party: "ren", Which: engine.Finished}))
}
