package enginetest

import (
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/store"
	"github.com/torikime/torikime/transaction"
	"github.com/torikime/torikime/transaction/conversation"
	"github.com/torikime/torikime/transaction/engine"
)

var conversationTests = []test{
	{"T8.1 two people write to each other, and nobody else reads it", converse},
	{"T2.1 T3.3 T8.1 no transaction hears of it", noContact},
	{"T7.1 T7.2 T8.1 what is no message is refused, and begins nothing", refusedMessages},
	{"T8.2 T8.4 words are looked through by the policy in force", heldMessage},
	{"pages lead from the newest to the oldest message, each once", conversationPages},
	{"a repeat is answered with the first's answer", repeatedMessage},
	{"many at once lose no message", manyMessages},
	{"somebody's conversations, and those that wait for an operator", conversationList},
}

// send writes outside of a talkroom.
func (w *world) send(by transaction.Actor, to, text string) conversation.Message {
	w.t.Helper()
	o, err := w.Send(w.ctx, conversation.Send{By: by, To: to, Text: text}, engine.ConversationCall{})
	require.NoError(w.t, err)
	return o.Message
}

// said is what two people wrote, as one page of at most so many messages.
func (w *world) said(a, b, cursor string, limit int) engine.Page[conversation.Message] {
	w.t.Helper()
	page, err := w.Conversation(w.ctx, engine.MessageQuery{A: a, B: b, Cursor: cursor, Limit: limit})
	require.NoError(w.t, err)
	return page
}

func converse(t *testing.T, open Open) {
	w := newWorld(t, open(t))
	require.Empty(t, w.said("aoi", "ren", "", 0).Items)
	first := w.send(aoi, "ren", "Could you draw a cat?")
	require.Equal(t, 1, first.Seq)
	w.clock.add(time.Hour)
	w.send(ren, "aoi", "I could.")
	for _, pair := range [][2]string{{"aoi", "ren"}, {"ren", "aoi"}} {
		page := w.said(pair[0], pair[1], "", 0)
		require.Len(t, page.Items, 2)
		require.Equal(t, "Could you draw a cat?", page.Items[0].Text.Body)
		require.Equal(t, start.Add(time.Hour), page.Items[1].At)
		require.Equal(t, "ren", page.Items[1].By)
		require.Empty(t, page.Next)
	}
	require.Empty(t, w.said("haru", "ren", "", 0).Items)
	require.Empty(t, w.said("haru", "aoi", "", 0).Items)
	for _, e := range w.everything() {
		require.NotContains(t, string(e.Event.Data), "cat", "words stand beside the log")
	}
	for _, bad := range [][2]string{{"", "ren"}, {"aoi", "\xff"}} {
		require.Empty(t, w.said(bad[0], bad[1], "", 0).Items)
	}
}

func noContact(t *testing.T, open Open) {
	w := newWorld(t, open(t))
	w.purchase("1", aoi)
	before := w.view("1")
	w.clock.add(time.Hour)
	w.send(ren, "aoi", "Thank you for your order!")
	after := w.view("1")
	require.Equal(t, before.State, after.State)
	w.clock.add(47*hour - time.Microsecond)
	w.send(ren, "aoi", "I begin today.")
	require.Equal(t, transaction.Open, w.view("1").State.Phase)
	w.clock.add(time.Microsecond)
	require.Equal(t, "no_first_contact", w.view("1").State.Cancel.Reason, "at 48 h, as if he had been silent")

	w.send(aoi, "ren", "What happened?")
	require.Len(t, w.said("aoi", "ren", "", 0).Items, 3, "after the end they still write")
}

func refusedMessages(t *testing.T, open Open) {
	w := newWorld(t, open(t))
	files := func(n int, size int64) (list []transaction.File) {
		for i := range n {
			list = append(list, transaction.File{ID: fmt.Sprint(i), Name: fmt.Sprintf("%d.txt", i), Size: size, Kind: "txt"})
		}
		return list
	}
	before := w.everything()
	for want, c := range map[string]conversation.Send{
		"T8.1 self":      {By: aoi, To: "aoi", Text: "x"},
		"T8.1 form":      {By: aoi, To: "ren", Text: " "},
		"T8.1 no_person": {By: transaction.System(), To: "ren", Text: "x"},
		"T7.1 too_many":  {By: aoi, To: "ren", Files: files(6, 1)},
		"T7.2 too_large": {By: aoi, To: "ren", Files: files(2, 100_000_001)},
	} {
		_, err := w.Send(w.ctx, c, engine.ConversationCall{Key: "k"})
		var no *policy.Rejection
		require.ErrorAs(t, err, &no)
		require.Equal(t, want, no.Rule+" "+no.Code)
	}
	_, err := w.Send(w.ctx, conversation.Send{By: aoi, To: "", Text: "x"}, engine.ConversationCall{})
	w.rejected(err, "T8.1", "form")
	require.Equal(t, before, w.everything())
	_, err = w.Send(w.ctx, conversation.Send{By: aoi, To: "ren", Files: files(2, 100_000_000)}, engine.ConversationCall{Key: "k", DryRun: true})
	require.NoError(t, err, "the limit itself is allowed")
	require.Equal(t, before, w.everything())
	_, err = w.Conversation(w.ctx, engine.MessageQuery{A: "aoi", B: "ren", Cursor: "x"})
	require.ErrorIs(t, err, store.ErrInvalid)
	_, err = w.Conversation(w.ctx, engine.MessageQuery{A: "aoi", B: "ren", Limit: -1})
	require.ErrorIs(t, err, store.ErrInvalid)
}

func heldMessage(t *testing.T, open Open) {
	hold := actions(t, policy.Hold)
	w := newWorld(t, open(t), func(o *engine.Options) { o.Policies = []engine.InForce{{Policy: hold}} })
	op := transaction.Operator("op")
	w.send(aoi, "ren", "hello")
	require.True(t, w.send(ren, "aoi", withNumber).Held)
	require.False(t, w.said("aoi", "ren", "", 0).Items[1].SeenBy(aoi))

	waiting := func() []engine.ConversationView {
		page, err := w.Conversations(w.ctx, engine.ConversationQuery{Who: op, Waiting: true})
		require.NoError(t, err)
		return page.Items
	}
	require.Len(t, waiting(), 1)
	show := conversation.OperatorShow{By: op, Seq: 2, Reason: "the shop's own number"}
	_, err := w.Moderate(w.ctx, "aoi", "haru", show, engine.ConversationCall{})
	require.ErrorIs(t, err, engine.ErrNotFound)
	_, err = w.Moderate(w.ctx, "aoi", "ren", conversation.Send{By: aoi, To: "ren"}, engine.ConversationCall{})
	w.rejected(err, "T0.9", "unknown_command")
	o, err := w.Moderate(w.ctx, "aoi", "ren", show, engine.ConversationCall{Key: "k"})
	require.NoError(t, err)
	require.True(t, o.Message.SeenBy(aoi))
	require.Equal(t, withNumber, o.Message.Text.Body)
	again, err := w.Moderate(w.ctx, "aoi", "ren", show, engine.ConversationCall{Key: "k"})
	require.NoError(t, err)
	require.True(t, again.Repeated)
	require.Equal(t, 2, again.Message.Seq)
	require.Empty(t, waiting())
	require.Equal(t, "the shop's own number", w.said("aoi", "ren", "", 0).Items[1].Reason.Body)

	refuse := w.process(func(o *engine.Options) { o.Policies = []engine.InForce{{Policy: actions(t, policy.Refuse)}} })
	_, err = refuse.Send(w.ctx, conversation.Send{By: ren, To: "aoi", Text: withNumber}, engine.ConversationCall{})
	no := w.rejected(err, "T8.2", "contact")
	require.Equal(t, "phone", no.Faults[0].Code)
	_, err = refuse.Send(w.ctx, conversation.Send{By: op, To: "aoi", Text: withNumber}, engine.ConversationCall{})
	require.NoError(t, err, "operators are not looked through")
}

func conversationPages(t *testing.T, open Open) {
	hold := actions(t, policy.Hold)
	w := newWorld(t, open(t), func(o *engine.Options) { o.Policies = []engine.InForce{{Policy: hold}} })
	const n = 25
	for i := range n {
		by, to := aoi, "ren"
		if i%3 == 0 {
			by, to = ren, "aoi"
		}
		text := fmt.Sprintf("message %d", i)
		if i < 5 {
			text = withNumber
		}
		w.send(by, to, text)
	}
	op := transaction.Operator("op")
	for seq := 1; seq <= 5; seq++ { // the ends of the pages are no messages
		_, err := w.Moderate(w.ctx, "aoi", "ren", conversation.OperatorWithhold{By: op, Seq: seq, Reason: "a number"}, engine.ConversationCall{})
		require.NoError(t, err)
	}
	for _, limit := range []int{1, 4, 7, 24, 25, 26} {
		var seqs []int
		pages := 0
		for cursor := ""; ; pages++ {
			page := w.said("aoi", "ren", cursor, limit)
			require.LessOrEqual(t, len(page.Items), limit)
			for i := len(page.Items) - 1; i >= 0; i-- {
				m := page.Items[i]
				require.Equal(t, m.Seq <= 5, m.Withheld, "what was decided behind the page counts on it")
				seqs = append(seqs, m.Seq)
			}
			if cursor = page.Next; cursor == "" {
				break
			}
		}
		require.Len(t, seqs, n)
		for i, seq := range seqs {
			require.Equal(t, n-i, seq)
		}
		require.Equal(t, (n+limit-1)/limit-1, pages)
	}
	require.Empty(t, w.said("aoi", "ren", "1", 10).Items)
	require.Len(t, w.said("aoi", "ren", "999", 200).Items, n)
}

func repeatedMessage(t *testing.T, open Open) {
	st := &faulty{Store: open(t)}
	w := newWorld(t, st)
	calls := 0
	call := engine.ConversationCall{Key: "k", Input: []byte("x"), Answer: func(o engine.ConversationOutcome) ([]byte, error) {
		calls++
		return []byte{byte(calls), byte(o.Message.Seq)}, nil
	}}
	hello := conversation.Send{By: aoi, To: "ren", Text: "hello"}
	st.set(func(f *faulty) { f.lost = true })
	_, err := w.Send(w.ctx, hello, call)
	require.ErrorIs(t, err, errLost)
	st.set(func(f *faulty) { f.lost = false })
	for _, e := range []*engine.Engine{w.Engine, w.process()} {
		o, err := e.Send(w.ctx, hello, call)
		require.NoError(t, err)
		require.True(t, o.Repeated)
		require.Equal(t, []byte{1, 1}, o.Answer)
		require.Equal(t, "hello", o.Message.Text.Body)
	}
	_, err = w.Send(w.ctx, conversation.Send{By: aoi, To: "haru", Text: "hello"}, call)
	require.ErrorIs(t, err, engine.ErrKeyReused, "to somebody else it is another message")
	require.Len(t, w.said("aoi", "ren", "", 0).Items, 1)
}

func manyMessages(t *testing.T, open Open) {
	w := newWorld(t, open(t))
	other := w.process()
	var wg sync.WaitGroup
	for i := range 16 {
		wg.Go(func() {
			e, c := w.Engine, conversation.Send{By: aoi, To: "ren", Text: fmt.Sprint(i)}
			if i%2 == 1 {
				e, c = other, conversation.Send{By: ren, To: "aoi", Text: fmt.Sprint(i)}
			}
			_, err := e.Send(w.ctx, c, engine.ConversationCall{})
			require.NoError(w.t, err)
		})
	}
	wg.Wait()
	seen := map[string]bool{}
	for i, m := range w.said("aoi", "ren", "", 0).Items {
		require.Equal(t, i+1, m.Seq)
		seen[m.Text.Body] = true
	}
	require.Len(t, seen, 16)
}

func conversationList(t *testing.T, open Open) {
	w := newWorld(t, open(t))
	for i := range 5 {
		w.send(aoi, fmt.Sprintf("seller-%d", i), fmt.Sprintf("hello %d", i))
	}
	w.send(haru, "ren", "not for aoi")
	list := func(who transaction.Actor, cursor string) engine.Page[engine.ConversationView] {
		page, err := w.Conversations(w.ctx, engine.ConversationQuery{Who: who, Cursor: cursor, Limit: 2})
		require.NoError(t, err)
		return page
	}
	first := list(aoi, "")
	require.Len(t, first.Items, 2)
	require.Equal(t, "seller-4", first.Items[0].B)
	require.Equal(t, "hello 4", first.Items[0].Last.Text.Body)
	second := list(aoi, first.Next)
	third := list(aoi, second.Next)
	require.Len(t, third.Items, 1)
	require.Equal(t, "seller-0", third.Items[0].B)
	require.Empty(t, third.Next)
	require.Len(t, list(transaction.Seller("seller-3"), "").Items, 1)
	require.Empty(t, list(transaction.Operator("op"), "").Items)
}
