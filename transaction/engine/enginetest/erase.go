package enginetest

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/store"
	"github.com/torikime/torikime/transaction"
	"github.com/torikime/torikime/transaction/conversation"
	"github.com/torikime/torikime/transaction/engine"
	"github.com/torikime/torikime/transaction/listing"
	"github.com/torikime/torikime/transaction/quotation"
)

var eraseTests = []test{
	{"T9.4 an open transaction keeps the account, and the refusal names it", eraseRefused},
	{"T9.4 T0.8 deletable at the last deadline, not a microsecond before", eraseAtDeadline},
	{"T9.4 the words of one side go; events, money, stars and the other's words stay", eraseWords},
	{"T9.4 a deletion that was killed is finished by giving it again", eraseKilled},
	{"T9.4 a second deletion takes nothing, and the host's statements run once", eraseTwice},
	{"T9.4 a deleted seller's services are withdrawn for good", eraseSeller},
	{"T9.4 the words of a deleted seller's services go, and of nobody else's", eraseServices},
	{"T9.4 T8.4 held words that went wait for no operator", eraseHeld},
	{"T9.4 quotations that run do not keep an account; they are ended, and their words go", eraseQuotations},
	{"T9.4 nobody writes to or as somebody who has left", eraseConversations},
	{"T9.4 a purchase and a deletion at once: one of the two", eraseRace},
	{"T9.4 a proposal that was bought keeps the account before its transaction is stored", eraseUnstored},
	{"T9.4 a purchase that comes again is answered as the first, though the seller has left", eraseThenRepeat},
	{"T9.4 whatever comes again is answered as the first time, though somebody has left", eraseThenRepeatAll},
	{"T9.4 what cannot be an account", eraseNobody},
}

func (w *world) erase(person string) engine.Erased {
	w.t.Helper()
	erased, err := w.Erase(w.ctx, person, nil)
	require.NoError(w.t, err)
	return erased
}

func attached(id string) []transaction.File {
	return []transaction.File{{ID: id, Name: "name-of-" + id + ".txt", Size: 3, Kind: "txt"}}
}

func eraseRefused(t *testing.T, open Open) {
	w := newWorld(t, open(t))
	w.purchase("1", aoi)
	w.purchase("2", aoi)
	_, err := w.Purchase(w.ctx, engine.Order{By: aoi, ID: "3", Service: "logo", Payment: transaction.Awaited}, engine.Call{})
	require.NoError(t, err)
	w.do("2", transaction.OperatorCancel{By: transaction.Operator("op"), Reason: "x"})
	w.do("1", say, deliver)
	before := w.everything()
	for _, person := range []string{"aoi", "ren"} {
		_, err = w.Erase(w.ctx, person, func(context.Context, store.Tx) error { return errors.New("the host hears nothing of it") })
		no := w.rejected(err, "T9.4", "open")
		require.Equal(t, policy.Conflict, no.Kind)
		require.Len(t, no.Faults, 2)
		paths := []string{no.Faults[0].Path, no.Faults[1].Path}
		require.ElementsMatch(t, []string{"transactions/1", "transactions/3"}, paths)
		require.Contains(t, no.Error(), "transaction 1 is delivered")
		require.Contains(t, no.Error(), "transaction 3 is awaiting_payment")
	}
	require.Equal(t, before, w.everything())
	require.Equal(t, "hello", w.view("1").Events[4].(transaction.MessagePosted).Text.Body)
	w.erase("haru")
	open1, err := w.Open(w.ctx, "haru")
	require.NoError(t, err)
	require.Empty(t, open1)
}

func eraseAtDeadline(t *testing.T, open Open) {
	w := newWorld(t, open(t))
	w.purchase("1", aoi)
	w.do("1", say, deliver)
	w.clock.add(72*hour - time.Microsecond)
	_, err := w.Erase(w.ctx, "aoi", nil)
	w.rejected(err, "T9.4", "open")
	w.clock.add(time.Microsecond)
	w.erase("aoi")
	require.Equal(t, transaction.Closed, w.view("1").State.Phase)
	require.Equal(t, "closed", w.stored("1")[len(w.stored("1"))-1], "it happened before the deletion")
}

// writeEverything fills a transaction and a conversation with what both sides can
// write.
func (w *world) writeEverything(id string) {
	w.t.Helper()
	_, err := w.Purchase(w.ctx, engine.Order{By: aoi, ID: id, Service: "logo", Payment: transaction.Settled, Metadata: map[string]string{"order": "by aoi"}}, engine.Call{})
	require.NoError(w.t, err)
	w.do(id,
		transaction.Message{By: aoi, Text: "words of aoi", Files: attached("f-aoi-" + id)},
		transaction.Message{By: ren, Text: "words of ren", Files: attached("f-ren-" + id)},
		transaction.SetSchedule{By: ren, Steps: []transaction.Step{{Title: "titles of ren", Date: policy.Date{Year: 2030, Month: 2, Day: 1}}}, Reason: "reason of ren"},
		transaction.Deliver{By: ren, Text: "delivery of ren", Files: attached("g-ren-" + id)},
		transaction.Decline{By: aoi, Text: "decline of aoi"},
		transaction.RequestCancel{By: ren, Reason: "schedule", Text: "request of ren"},
		transaction.RefuseCancel{By: aoi, Text: "refusal of aoi"},
		transaction.Deliver{By: ren, Text: "second of ren"}, approve,
		transaction.WriteReview{By: aoi, Stars: 4, Comment: "comment of aoi"},
		transaction.WriteReview{By: ren, Stars: 5, Comment: "comment of ren"},
		transaction.ReplyReview{By: ren, Text: "answer of ren"},
		transaction.Annotate{By: aoi, Metadata: map[string]string{"note": "of aoi"}},
	)
	for _, m := range []conversation.Send{
		{By: aoi, To: "ren", Text: "outside words of aoi", Files: attached("h-aoi-" + id)},
		{By: ren, To: "aoi", Text: "outside words of ren"},
	} {
		_, err := w.Send(w.ctx, m, engine.ConversationCall{})
		require.NoError(w.t, err)
	}
}

// words are all texts of a transaction and of the conversation.
func (w *world) words(id string) (list []string) {
	w.t.Helper()
	add := func(_ string, t transaction.Text) transaction.Text {
		if t.Body != "" && t.Body != "\n" {
			list = append(list, t.Body)
		}
		return t
	}
	for _, e := range w.view(id).Events {
		transaction.MapTexts(e, add)
	}
	for _, m := range w.said("aoi", "ren", "", 0).Items {
		add("", m.Text)
		for _, f := range m.Files {
			add("", transaction.Text{Body: f.Name})
		}
	}
	return list
}

func eraseWords(t *testing.T, open Open) {
	w := newWorld(t, open(t))
	w.writeEverything("1")
	feed, before := w.everything(), w.view("1")
	erased := w.erase("aoi")
	require.Equal(t, []string{"f-aoi-1", "h-aoi-1"}, erased.Files)
	require.Equal(t, 9, erased.Texts, "message, its file, decline, refusal, comment, both notes of the host, message, its file")
	words := w.words("1")
	require.NotEmpty(t, words)
	for _, text := range words {
		require.NotContains(t, text, "aoi")
	}
	require.Contains(t, words, "words of ren")
	require.Contains(t, words, "name-of-g-ren-1.txt")
	require.Contains(t, words, "send me your colours")

	require.Equal(t, feed, w.everything()[:len(feed)], "no event is touched")
	require.Len(t, w.everything(), len(feed)+1)
	after := w.view("1")
	require.Equal(t, before.State, after.State, "replay leads to the same state, book and stars")
	require.Equal(t, 4, after.State.BuyerReview.Stars)
	require.Zero(t, after.State.Held().Units())
	message := after.Events[4].(transaction.MessagePosted)
	require.Empty(t, message.Text.Body)
	require.NotEmpty(t, message.Text.Digest)
	require.Equal(t, before.Events[4].(transaction.MessagePosted).Text.Digest, message.Text.Digest)
	require.True(t, w.said("aoi", "ren", "", 0).Items[0].Erased())
	require.False(t, w.said("aoi", "ren", "", 0).Items[1].Erased())

	n, err := w.process().Reindex(w.ctx)
	require.NoError(t, err)
	require.Equal(t, 3, n, "the service, the transaction, the conversation")
	parked, err := w.ParkedStreams(w.ctx, 10)
	require.NoError(t, err)
	require.Empty(t, parked)

	erased = w.erase("ren")
	require.Equal(t, []string{"f-ren-1", "g-ren-1"}, erased.Files)
	require.Empty(t, w.words("1"), "the frozen notes are the seller's words too")
}

func eraseKilled(t *testing.T, open Open) {
	st := &faulty{Store: open(t)}
	w := newWorld(t, st)
	w.list("second")
	for i := range 4 {
		w.writeEverything(fmt.Sprint(i))
		_, err := w.Send(w.ctx, conversation.Send{By: ren, To: fmt.Sprintf("friend-%d", i), Text: "words of ren"}, engine.ConversationCall{})
		require.NoError(t, err)
	}
	feed := w.everything()
	began, failures := 0, 0
	var files []string
	for writes := 0; ; writes++ {
		left := writes
		st.set(func(f *faulty) { f.writes = &left })
		killed := w.process() // nothing is remembered
		erased, err := killed.Erase(w.ctx, "ren", func(context.Context, store.Tx) error { began++; return nil })
		if err == nil {
			files = erased.Files
			break
		}
		require.ErrorIs(t, err, errLost)
		failures++
		require.Less(t, failures, 100)
		require.Equal(t, feed, w.everything()[:len(feed)])
	}
	st.set(func(f *faulty) { f.writes = nil })
	require.Greater(t, failures, 3, "it was killed in the middle")
	require.Equal(t, 1, began)
	require.Len(t, files, 8, "all of them, also those that an earlier try had named")
	for i := range 4 {
		for _, text := range w.words(fmt.Sprint(i)) {
			require.NotContains(t, text, "of ren")
		}
	}
	require.Zero(t, w.erase("ren").Texts)
	page, err := w.Listings(w.ctx, engine.ListingQuery{})
	require.NoError(t, err)
	require.Empty(t, page.Items)
}

func eraseTwice(t *testing.T, open Open) {
	w := newWorld(t, open(t))
	w.writeEverything("1")
	mine := errors.New("mine")
	_, err := w.Erase(w.ctx, "aoi", func(context.Context, store.Tx) error { return mine })
	require.ErrorIs(t, err, mine, "what the host cannot note does not happen")
	require.Contains(t, w.words("1"), "words of aoi")
	w.do("1", transaction.Annotate{By: aoi})

	ran := 0
	note := func(context.Context, store.Tx) error { ran++; return nil }
	first, err := w.Erase(w.ctx, "aoi", note)
	require.NoError(t, err)
	feed := w.everything()
	for _, e := range []*engine.Engine{w.Engine, w.process()} {
		again, err := e.Erase(w.ctx, "aoi", note)
		require.NoError(t, err)
		require.Equal(t, engine.Erased{Files: first.Files}, again)
	}
	require.Equal(t, 1, ran)
	require.Equal(t, feed, w.everything())
	_, err = w.Do(w.ctx, "1", transaction.Annotate{By: aoi}, engine.Call{})
	w.rejected(err, "T9.4", "left")
}

func eraseSeller(t *testing.T, open Open) {
	w := newWorld(t, open(t))
	w.list("second")
	w.list("other", func(c *listing.List) { c.By = transaction.Seller("sora") })
	w.erase("ren")
	for _, id := range []string{"logo", "second"} {
		v, err := w.Listing(w.ctx, id)
		require.NoError(t, err)
		require.False(t, v.Accepting)
		require.Equal(t, start, v.State.WithdrawnAt)
		_, err = w.Purchase(w.ctx, engine.Order{By: aoi, Service: id, Payment: transaction.Settled}, engine.Call{})
		w.rejected(err, "T9.4", "left")
		_, err = w.Resume(w.ctx, id, ren, engine.ListingCall{})
		w.rejected(err, "T9.4", "withdrawn")
	}
	for _, q := range []engine.ListingQuery{{}, {Seller: "ren"}} {
		page, err := w.Listings(w.ctx, q)
		require.NoError(t, err)
		require.LessOrEqual(t, len(page.Items), 1)
		for _, v := range page.Items {
			require.Equal(t, "sora", v.State.Seller)
		}
	}
	_, err := w.List(w.ctx, listing.List{By: ren, Title: "third", Price: price}, engine.ListingCall{})
	w.rejected(err, "T9.4", "left")
	_, err = w.Purchase(w.ctx, engine.Order{By: aoi, Service: "other", Payment: transaction.Settled}, engine.Call{})
	require.NoError(t, err)
	_, err = w.process().Reindex(w.ctx)
	require.NoError(t, err)
	page, err := w.Listings(w.ctx, engine.ListingQuery{})
	require.NoError(t, err)
	require.Len(t, page.Items, 1, "an index made anew lists no withdrawn service either")
}

// serviceWords are what stands beside the log of a service.
func (w *world) serviceWords(id string) []store.Body {
	w.t.Helper()
	streams, err := w.st.Load(w.ctx, store.LoadOptions{Bodies: true}, "service/"+id)
	require.NoError(w.t, err)
	for _, e := range streams[0].Events {
		require.NotContains(w.t, string(e.Data), "words of", "no words stand in the log")
	}
	return streams[0].Bodies
}

func eraseServices(t *testing.T, open Open) {
	w := newWorld(t, open(t))
	wordy := func(c *listing.List) {
		c.Title, c.Description, c.Notes = "title words of "+c.By.ID, "description words of "+c.By.ID, "notes words of "+c.By.ID
		c.Options = []transaction.Option{{ID: "id words of " + c.By.ID, Title: "option words of " + c.By.ID, Price: price}}
	}
	w.list("wordy", wordy)
	w.list("before", wordy)
	w.list("other", func(c *listing.List) { c.By = transaction.Seller("sora"); wordy(c) })
	v, err := w.process().Listing(w.ctx, "wordy")
	require.NoError(t, err)
	s := &v.State
	_, err = w.Edit(w.ctx, "wordy", listing.Edit{By: ren, Title: s.Title, Description: s.Description, Price: s.Price, Options: s.Options, Notes: s.Notes, MaxOptions: 10}, engine.ListingCall{Key: "same"})
	require.NoError(t, err)
	_, err = w.Edit(w.ctx, "wordy", listing.Edit{By: ren, Title: "words of an edit", Description: s.Description, Price: s.Price, Options: s.Options, Notes: s.Notes}, engine.ListingCall{})
	require.NoError(t, err)
	_, err = w.Withdraw(w.ctx, "before", ren, engine.ListingCall{})
	require.NoError(t, err)
	o, err := w.process().Purchase(w.ctx, engine.Order{By: aoi, ID: "1", Service: "wordy", Picked: []string{"id words of ren"}, Payment: transaction.Settled}, engine.Call{})
	require.NoError(t, err)
	bought := o.New[0].(transaction.Purchased)
	require.Equal(t, "notes words of ren", bought.Notes.Body, "a purchase froze the words")
	w.do("1", transaction.OperatorCancel{By: transaction.Operator("op"), Reason: "x"})
	require.Len(t, w.serviceWords("wordy"), 2, "an edit that changes nothing is none")
	require.Len(t, w.serviceWords("before"), 1)

	w.erase("aoi")
	require.Len(t, w.serviceWords("wordy"), 2)
	before, err := w.Listing(w.ctx, "wordy")
	require.NoError(t, err)
	require.Equal(t, 5, w.erase("ren").Texts, "four forms of three services, and the frozen notes")
	for _, id := range []string{"wordy", "before", "logo"} {
		require.Empty(t, w.serviceWords(id))
		after, err := w.Listing(w.ctx, id)
		require.NoError(t, err)
		require.Empty(t, after.State.Title+after.State.ShownTitle+after.State.Description+after.State.Notes)
		require.Empty(t, after.State.Options)
		require.Equal(t, before.State.Seller, after.State.Seller)
		require.Equal(t, before.State.Price, after.State.Price)
	}
	require.Len(t, w.serviceWords("other"), 1)
	after, err := w.Listing(w.ctx, "other")
	require.NoError(t, err)
	require.Equal(t, "title words of sora", after.State.ShownTitle)
	require.Equal(t, bought.Options, w.view("1").Events[0].(transaction.Purchased).Options, "what was paid for stays")
	_, err = w.process().Reindex(w.ctx)
	require.NoError(t, err)
	require.Zero(t, w.erase("ren").Texts)
}

func eraseHeld(t *testing.T, open Open) {
	w := newWorld(t, open(t), func(o *engine.Options) {
		o.Policies = []engine.InForce{{Policy: actions(t, policy.Hold)}}
	})
	held := func(limit int) (ids []string) {
		t.Helper()
		for cursor := ""; ; {
			page, err := w.Held(w.ctx, cursor, limit)
			require.NoError(t, err)
			for _, h := range page.Items {
				ids = append(ids, h.Kind+" "+h.ID)
			}
			if cursor = page.Next; cursor == "" {
				return ids
			}
			require.Len(t, page.Items, limit, "a page before the last is full")
		}
	}
	waiting := func() int {
		t.Helper()
		page, err := w.Conversations(w.ctx, engine.ConversationQuery{Who: transaction.Operator("op"), Waiting: true})
		require.NoError(t, err)
		return len(page.Items)
	}
	sora := transaction.Seller("sora")
	w.list("of ren", func(c *listing.List) { c.Notes = withNumber })
	w.list("of sora", func(c *listing.List) { c.By, c.Notes = sora, withNumber })
	w.quote("q", request("q"), quotation.Propose{By: ren, Price: price, Delivery: policy.Date{Year: 2030, Month: 2, Day: 1}, Text: withNumber})
	for _, id := range []string{"ren's", "both"} {
		w.purchase(id, aoi)
		w.do(id, transaction.Message{By: aoi, Text: "はじめまして"}, transaction.Message{By: ren, Text: withNumber})
	}
	w.do("both", transaction.Message{By: aoi, Text: withNumber})
	for _, id := range []string{"ren's", "both"} {
		w.do(id, transaction.OperatorCancel{By: transaction.Operator("op"), Reason: "x", Reviews: []policy.Role{policy.Buyer, policy.Seller}})
	}
	w.send(ren, "aoi", withNumber)
	w.send(sora, "ren", "はじめまして")
	w.send(sora, "ren", withNumber)
	all := []string{"conversation " + conversation.ID("ren", "sora"), "conversation " + conversation.ID("aoi", "ren"), "transaction both", "transaction ren's", "quotation q", "service of sora", "service of ren"}
	require.Equal(t, all, held(0))
	require.Equal(t, 2, waiting())

	w.erase("ren")
	left := []string{all[0], all[2], all[5]}
	for _, limit := range []int{0, 1, 2, 3} {
		require.Equal(t, left, held(limit))
	}
	require.Equal(t, 1, waiting())
	_, err := w.process().Reindex(w.ctx)
	require.NoError(t, err)
	require.Equal(t, left, held(1), "an index made anew brings none back")
	w.do("ren's", transaction.WriteReview{By: aoi, Stars: 3, Comment: withNumber})
	require.Equal(t, []string{all[0], all[2], all[3], all[5]}, held(0), "what the other side writes later waits")
}

func eraseQuotations(t *testing.T, open Open) {
	w := newWorld(t, open(t))
	quote := func(id string, commands ...quotation.Command) {
		t.Helper()
		for _, c := range commands {
			_, err := w.Quote(w.ctx, id, c, engine.QuotationCall{})
			require.NoError(t, err, c.Name())
		}
	}
	propose := quotation.Propose{By: ren, Price: price, Delivery: policy.Date{Year: 2030, Month: 2, Day: 1}, Text: "proposal of ren"}
	for _, id := range []string{"asked", "proposed", "bought"} {
		quote(id, quotation.Request{By: aoi, Service: "logo", Text: "wish of aoi"}, quotation.Ask{By: ren, Text: "question of ren"})
	}
	quote("proposed", propose)
	quote("bought", propose)
	o, err := w.Purchase(w.ctx, engine.Order{By: aoi, Quotation: "bought", Payment: transaction.Settled, Metadata: map[string]string{"order": "by aoi"}}, engine.Call{})
	require.NoError(t, err)
	_, err = w.Erase(w.ctx, "ren", nil)
	w.rejected(err, "T9.4", "open")
	w.do(o.ID, transaction.OperatorClose{By: transaction.Operator("op"), Reason: "x"})
	before := w.view(o.ID).State

	require.Equal(t, 8, w.erase("ren").Texts, "three questions, two proposals, his service, its frozen notes and their copy")
	for id, phase := range map[string]string{"asked": "refused", "proposed": "withdrawn", "bought": "purchased"} {
		v, err := w.Quotation(w.ctx, id)
		require.NoError(t, err)
		require.Equal(t, phase, v.State.Phase.String())
		stream, err := w.st.Load(w.ctx, store.LoadOptions{Bodies: true}, "quotation/"+id)
		require.NoError(t, err)
		for _, b := range stream[0].Bodies {
			require.Contains(t, string(b.Data), "aoi")
		}
		require.Len(t, stream[0].Bodies, map[string]int{"asked": 1, "proposed": 1, "bought": 2}[id])
	}
	require.Equal(t, before, w.view(o.ID).State)
	_, err = w.Quote(w.ctx, "new", quotation.Request{By: aoi, Seller: "ren", Text: "still there?"}, engine.QuotationCall{})
	w.rejected(err, "T9.4", "left")
	_, err = w.Quote(w.ctx, "proposed", quotation.Ask{By: ren, Text: "x"}, engine.QuotationCall{})
	w.rejected(err, "T9.4", "left")
	require.Equal(t, 5, w.erase("aoi").Texts, "three wishes, the host's note on the transaction and its copy")
}

func eraseConversations(t *testing.T, open Open) {
	w := newWorld(t, open(t))
	w.send(aoi, "ren", "hello")
	w.erase("aoi")
	for _, e := range []*engine.Engine{w.Engine, w.process()} {
		for _, c := range []conversation.Send{{By: ren, To: "aoi", Text: "hello?"}, {By: aoi, To: "ren", Text: "hello!"}, {By: haru, To: "aoi", Text: "hello"}} {
			_, err := e.Send(w.ctx, c, engine.ConversationCall{})
			no := w.rejected(err, "T9.4", "left")
			require.Equal(t, policy.TooLate, no.Kind)
			require.Equal(t, "aoi", no.Params["person"])
		}
		_, err := e.Purchase(w.ctx, order("1", aoi), engine.Call{})
		w.rejected(err, "T9.4", "left")
	}
	require.Len(t, w.said("aoi", "ren", "", 0).Items, 1)
}
