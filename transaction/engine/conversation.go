package engine

import (
	"context"
	"fmt"
	"math"
	"strconv"
	"time"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/store"
	"github.com/torikime/torikime/transaction"
	"github.com/torikime/torikime/transaction/codec"
	"github.com/torikime/torikime/transaction/conversation"
)

func (e *Engine) conversationMachine() machine[conversation.State, conversation.Event] {
	return machine[conversation.State, conversation.Event]{
		kind:    "conversation",
		cache:   &cache[conversation.State]{max: e.o.CacheSize, states: map[string]cached[conversation.State]{}},
		brief:   true,
		evolve:  conversation.Evolve,
		advance: func(s conversation.State, _ time.Time) (conversation.State, []conversation.Event) { return s, nil },
		next:    func(conversation.State, time.Time) time.Time { return time.Time{} },
		last:    func(s conversation.State) time.Time { return s.LastAt },
		labels: func(s conversation.State, _ time.Time) (on, off []string) {
			on = []string{conversingLabel(s.A), conversingLabel(s.B)}
			if len(s.HeldTexts) > 0 {
				return append(on, heldLabel, waitingLabel), nil
			}
			return on, []string{heldLabel, waitingLabel}
		},
		relabel: func(a, b conversation.State, _ time.Time) bool {
			return (len(a.HeldTexts) > 0) != (len(b.HeldTexts) > 0)
		},
		encode: func(ev conversation.Event) (codec.Record, []codec.Body, error) {
			return conversation.Encode(ev, e.entropy)
		},
		decode: func(_ context.Context, r codec.Record, bodies []codec.Body) (conversation.Event, error) {
			return conversation.Decode(r, bodies)
		},
		name:  conversation.Type,
		quiet: func(conversation.Event) bool { return true },
		mine:  conversingLabel,
		wrote: func(_ conversation.State, ev conversation.Event, _, person string) bool {
			sent, ok := ev.(conversation.Sent) // what operators wrote is the platform's
			return ok && sent.By == person
		},
		files: func(ev conversation.Event) []transaction.File {
			sent, _ := ev.(conversation.Sent)
			return sent.Files
		},
		held: func(s conversation.State) []int { return s.HeldTexts },
		texts: func(ev conversation.Event) []transaction.Text {
			sent, _ := ev.(conversation.Sent)
			return []transaction.Text{sent.Text}
		},
	}
}

// The labels of a conversation: each of the two, and those in which a message
// waits for an operator.
func conversingLabel(person string) string { return "conversing/" + person }

const waitingLabel = "waiting/conversations"

// ConversationCall is a CallOf for Send and Moderate.
type ConversationCall = CallOf[ConversationOutcome]

// ConversationOutcome is what a command in a conversation led to.
type ConversationOutcome struct {
	// Message is the one that was sent, shown or withheld, as it stands now.
	Message  conversation.Message
	Repeated bool
	Answer   []byte
}

// Send writes to somebody outside of any talkroom (T8.1). Whether there is such a
// person is for the caller to say; one whose account was deleted is refused
// (T9.4). The files were judged (package attachment); their number and sum are
// judged again, by the policy in force. Errors are those of Do.
//
// ExpectedSeq of the call is not looked at: in a conversation nothing happens but
// messages, which take nobody by surprise.
func (e *Engine) Send(ctx context.Context, c conversation.Send, call ConversationCall) (ConversationOutcome, error) {
	now := e.Now()
	inForce, err := e.Policy(now)
	if err != nil {
		return ConversationOutcome{}, err
	}
	facts := conversation.Facts{MaxFiles: inForce.Attachment.MaxFiles, MaxBytes: inForce.Attachment.MessageBytes}
	if facts.Found, err = e.found(now, conversation.Writings(c)); err != nil {
		return ConversationOutcome{}, err
	}
	if !validID(c.By.ID) || !validID(c.To) || c.By.ID == c.To { // no stream to write to: the rules say what is wrong
		_, no := conversation.Decide(conversation.State{}, c, facts, now)
		if no == nil {
			no = invalidID("T8.1", c.To)
		}
		return ConversationOutcome{}, no
	}
	w := e.conversationWork(c.By.ID, c.To, c, facts, now, call)
	w.enter = func(ctx context.Context) (func(), error) { return e.present(ctx, c.By.ID, c.To) }
	w.creates = true
	// A stream that a command creates is no part of what a repeat must equal.
	w.call.Input = append([]byte(w.stream+"\n"), call.Input...)
	return w.do(ctx)
}

// Moderate carries out an operator's command on a held message between two people
// (T8.4): conversation.OperatorShow or OperatorWithhold. Errors are those of Do;
// ErrNotFound if they never wrote to each other.
func (e *Engine) Moderate(ctx context.Context, a, b string, c conversation.Command, call ConversationCall) (ConversationOutcome, error) {
	if _, ok := c.(conversation.Send); ok || c == nil {
		return ConversationOutcome{}, policy.Reject(policy.Invalid, "T0.9", "unknown_command").With("command", fmt.Sprintf("%T", c))
	}
	if !validID(a) || !validID(b) {
		return ConversationOutcome{}, ErrNotFound
	}
	return e.conversationWork(a, b, c, conversation.Facts{}, e.Now(), call).do(ctx)
}

type conversationWork = work[conversation.State, conversation.Event, ConversationOutcome]

func (e *Engine) conversationWork(a, b string, c conversation.Command, facts conversation.Facts, now time.Time, call ConversationCall) *conversationWork {
	stream := e.conversations.stream(conversation.ID(a, b))
	call.ExpectedSeq = nil
	w := &conversationWork{e: e, m: &e.conversations, stream: stream, name: c.Name(), call: call, now: now}
	w.judge = func(s conversation.State, at time.Time) (conversation.State, []conversation.Event, *policy.Rejection) {
		return conversation.Handle(s, c, facts, at)
	}
	w.outcome = func(ctx context.Context, ch *change[conversation.State, conversation.Event]) (ConversationOutcome, error) {
		m, err := e.message(ctx, stream, ch.version+1, ch.own...)
		return ConversationOutcome{Message: m}, err
	}
	w.repeat = func(ctx context.Context, done store.Command) (ConversationOutcome, error) {
		m, err := e.message(ctx, done.Stream, done.Seq)
		return ConversationOutcome{Message: m, Repeated: true}, err
	}
	w.answer = func(o *ConversationOutcome, answer []byte) { o.Answer = answer }
	return w
}

// message is the message that an event is or is about; own are events from that
// place on that are not stored yet.
func (e *Engine) message(ctx context.Context, stream string, seq int, own ...conversation.Event) (conversation.Message, error) {
	events := own
	if len(own) == 0 {
		l, err := e.conversations.tail(ctx, e.st, stream, seq-1)
		if err != nil {
			return conversation.Message{}, err
		}
		if len(l.events) == 0 {
			return conversation.Message{}, fmt.Errorf("engine: %s has no event %d", stream, seq)
		}
		events = l.events
	}
	about := seq
	switch ev := events[0].(type) {
	case conversation.TextShown:
		about = ev.Seq
	case conversation.TextWithheld:
		about = ev.Seq
	}
	if about < seq {
		l, err := e.conversations.tail(ctx, e.st, stream, about-1)
		if err != nil {
			return conversation.Message{}, err
		}
		events = append(l.events, own...)
	}
	return conversation.Messages(events, about-1)[0], nil
}

// MessageQuery asks for what two people wrote to each other.
type MessageQuery struct {
	A, B string
	// Cursor is the Next of the page before, which leads to older messages; empty:
	// the newest.
	Cursor string
	// Limit is the most on one page; 0: 50. There are never more than 200.
	Limit int
}

// Conversation is one page of what two people wrote to each other, the newest last;
// empty if they never did. Who may see what of it, conversation.Message.SeenBy says.
//
// What it reads grows with how far back the page lies, not with the length of the
// conversation: the store has events from a place on, and an operator's word about
// a message stands behind it.
func (e *Engine) Conversation(ctx context.Context, q MessageQuery) (page Page[conversation.Message], err error) {
	limit, err := limitOf(q.Limit)
	if err != nil || !validID(q.A) || !validID(q.B) {
		return page, err
	}
	stream := e.conversations.stream(conversation.ID(q.A, q.B))
	before := int64(math.MaxInt32)
	if q.Cursor != "" {
		if before, err = store.CursorNumber(q.Cursor); err != nil {
			return page, err
		}
	}
	versions, err := e.st.Load(ctx, store.LoadOptions{After: math.MaxInt32}, stream)
	if err != nil {
		return page, err
	}
	end := int(min(int64(versions[0].Version), before-1))
	for window := limit; end > 0; window *= 2 { // what operators did is among the events
		after := max(0, end-window)
		l, err := e.conversations.tail(ctx, e.st, stream, after)
		if err != nil {
			return page, err
		}
		page.Items = upTo(conversation.Messages(l.events, after), end)
		if extra := len(page.Items) - limit; extra > 0 {
			page.Items = page.Items[extra:]
		}
		if len(page.Items) == limit || after == 0 {
			if len(page.Items) > 0 && page.Items[0].Seq > 1 { // the first event is a message
				page.Next = strconv.Itoa(page.Items[0].Seq)
			}
			return page, nil
		}
	}
	return page, nil
}

// upTo are the messages up to a place.
func upTo(list []conversation.Message, end int) []conversation.Message {
	for len(list) > 0 && list[len(list)-1].Seq > end {
		list = list[:len(list)-1]
	}
	return list
}

// ConversationQuery asks for somebody's conversations, the one that was begun last
// first.
type ConversationQuery struct {
	// Who asks, and sees what he may see.
	Who transaction.Actor
	// Waiting: everybody's in which a message waits for an operator (T8.4), in the
	// place of his own.
	Waiting bool
	// Cursor is the Next of the page before; empty: the first page.
	Cursor string
	// Limit is the most on one page; 0: 50. There are never more than 200.
	Limit int
}

// ConversationView is one conversation in a list.
type ConversationView struct {
	// A and B are the two, in the order of their ids.
	A, B string
	// Last is the newest message that the asker sees; nil if he sees none of the
	// newest ten.
	Last *conversation.Message
}

// Conversations lists conversations.
func (e *Engine) Conversations(ctx context.Context, q ConversationQuery) (Page[ConversationView], error) {
	label := conversingLabel(q.Who.ID)
	if q.Waiting {
		label = waitingLabel
	}
	list := e.list
	if q.Waiting {
		list = e.waiting
	}
	items, next, err := list(ctx, label, q.Cursor, q.Limit)
	page := Page[ConversationView]{Items: make([]ConversationView, 0, len(items)), Next: next}
	if err != nil {
		return page, err
	}
	for _, item := range items {
		v := ConversationView{}
		v.A, v.B, _ = conversation.People(e.conversations.id(item.Stream))
		newest, err := e.Conversation(ctx, MessageQuery{A: v.A, B: v.B, Limit: 10})
		if err != nil {
			return page, err
		}
		for i := range newest.Items {
			if m := &newest.Items[i]; m.SeenBy(q.Who) {
				v.Last = m
			}
		}
		page.Items = append(page.Items, v)
	}
	return page, nil
}
