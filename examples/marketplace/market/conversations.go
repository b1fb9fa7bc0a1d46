package market

import (
	"context"
	"encoding/json"
	"os"
	"time"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/transaction"
	"github.com/torikime/torikime/transaction/conversation"
	"github.com/torikime/torikime/transaction/engine"
)

// Message is one message outside of a talkroom, as somebody may see it (T8.1).
type Message struct {
	Seq   int       `json:"seq"`
	At    time.Time `json:"at"`
	By    string    `json:"by"`
	To    string    `json:"to"`
	Body  string    `json:"body"`
	Files []File    `json:"files"`
	// Hidden: an operator looks at it first, or withholds it.
	Hidden bool `json:"hidden,omitempty" doc:"There is more, which the caller may not see (T8.4)"`
	// Waiting: the same, for its writer and operators, who see it.
	Waiting  bool      `json:"waiting,omitempty" doc:"The other side does not see it (T8.4); for its writer and operators"`
	Reason   string    `json:"reason,omitempty" doc:"What an operator wrote who showed or withheld it"`
	Findings []Finding `json:"findings,omitempty" doc:"For its writer and operators (T8.4)"`
	Erased   bool      `json:"erased,omitempty" doc:"The words or the files are gone with their writer's account (T9.4)"`
}

// Conversation is one conversation in a list.
type Conversation struct {
	// People are the two; With is the other one, for one of them.
	People []string `json:"people"`
	With   string   `json:"with" doc:"The other one; for an operator who is neither, the first of the two"`
	Name   string   `json:"name" doc:"What the other one is called"`
	Left   bool     `json:"left" doc:"The other one's account was deleted (T9.4)"`
	Last   *Message `json:"last" doc:"The newest message that the caller sees; null: none of the newest ten"`
}

// Pair finds the two whose conversation a viewer asks for: his own with user, or,
// for an operator, that of user with of. ErrNotFound for somebody who is not
// there, and for what is not his; nobody talks to himself.
func (m *Market) Pair(v Viewer, user, of string) (a, b string, err error) {
	if of == "" {
		of = v.ID
	}
	for _, id := range []string{user, of} {
		if _, known := m.Person(id); !known {
			return "", "", ErrNotFound
		}
	}
	if of != v.ID && user != v.ID && !v.Has(policy.Operator) {
		return "", "", ErrNotFound
	}
	if user == of {
		return "", "", policy.Reject(policy.Invalid, "T8.1", "self")
	}
	return of, user, nil
}

// Send writes to somebody outside of any talkroom. It is refused as Do is.
func (m *Market) Send(ctx context.Context, v Viewer, to, text string, attached []transaction.File, call Call) (Done[Message], error) {
	if _, _, err := m.Pair(v, to, ""); err != nil {
		return Done[Message]{}, err
	}
	c := conversation.Send{By: writer(v.Person), To: to, Text: text, Files: attached}
	done, err := m.converse(v, call, func(c2 engine.ConversationCall) (engine.ConversationOutcome, error) {
		c2.With = call.Files.keep()
		return m.engine.Send(ctx, c, c2)
	})
	switch {
	case err != nil && !refused(err), err == nil && !done.Repeated && !call.DryRun:
		call.Files.kept() // the commit has happened, or may have; the next start sweeps
	}
	return done, err
}

// Moderate shows or withholds a message that waits for an operator (T8.4). It is
// refused as Do is.
func (m *Market) Moderate(ctx context.Context, v Viewer, user, of string, make func(by transaction.Actor) conversation.Command, call Call) (Done[Message], error) {
	a, b, err := m.Pair(v, user, of)
	if err != nil {
		return Done[Message]{}, err
	}
	return m.converse(v, call, func(c engine.ConversationCall) (engine.ConversationOutcome, error) {
		return m.engine.Moderate(ctx, a, b, make(writer(v.Person)), c)
	})
}

func (m *Market) converse(v Viewer, call Call, do func(engine.ConversationCall) (engine.ConversationOutcome, error)) (Done[Message], error) {
	var shown Message
	out, err := do(engine.ConversationCall{
		Key: scoped(v.Person, call.Key), Input: call.Input, DryRun: call.DryRun,
		Answer: func(o engine.ConversationOutcome) ([]byte, error) {
			shown = m.message(&o.Message, v)
			return json.Marshal(shown)
		},
	})
	if err != nil {
		return Done[Message]{}, notFound(err)
	}
	done := Done[Message]{Value: shown, JSON: out.Answer, Repeated: out.Repeated}
	if out.Repeated {
		return done, json.Unmarshal(out.Answer, &done.Value)
	}
	return done, nil
}

// Messages is one page of a conversation, the newest last.
func (m *Market) Messages(ctx context.Context, v Viewer, user, of, cursor string, limit int) (Page[Message], error) {
	page := Page[Message]{Items: []Message{}}
	a, b, err := m.Pair(v, user, of)
	if err != nil {
		return page, err
	}
	list, err := m.engine.Conversation(ctx, engine.MessageQuery{A: a, B: b, Cursor: cursor, Limit: limit})
	if err != nil {
		return page, badCursor(err)
	}
	for i := range list.Items {
		page.Items = append(page.Items, m.message(&list.Items[i], v))
	}
	page.NextCursor = cursorOf(list.Next)
	return page, nil
}

// Conversations lists the viewer's conversations, or for an operator those in
// which a message waits for one.
func (m *Market) Conversations(ctx context.Context, v Viewer, waiting bool, cursor string, limit int) (Page[Conversation], error) {
	page := Page[Conversation]{Items: []Conversation{}}
	if waiting && !v.Has(policy.Operator) {
		return page, policy.Reject(policy.WrongActor, "T8.4", "no_operator").With("role", v.Roles[0].String())
	}
	list, err := m.engine.Conversations(ctx, engine.ConversationQuery{Who: writer(v.Person), Waiting: waiting, Cursor: cursor, Limit: limit})
	if err != nil {
		return page, badCursor(err)
	}
	for _, c := range list.Items {
		with := c.A
		if with == v.ID {
			with = c.B
		}
		shown := Conversation{People: []string{c.A, c.B}, With: with, Left: m.people.left(with)}
		if p, ok := m.Person(with); ok {
			shown.Name = p.Name
		}
		if c.Last != nil {
			last := m.message(c.Last, v)
			shown.Last = &last
		}
		page.Items = append(page.Items, shown)
	}
	page.NextCursor = cursorOf(list.Next)
	return page, nil
}

// ConversationFile opens a file of a message that the viewer sees. The caller
// closes it.
func (m *Market) ConversationFile(ctx context.Context, v Viewer, user, of, file string) (*os.File, File, error) {
	for cursor := ""; ; {
		page, err := m.Messages(ctx, v, user, of, cursor, 200)
		if err != nil {
			return nil, File{}, err
		}
		for i := range page.Items {
			for _, f := range page.Items[i].Files {
				if f.ID == file {
					return m.open(f)
				}
			}
		}
		if page.NextCursor == nil {
			return nil, File{}, ErrNotFound
		}
		cursor = *page.NextCursor
	}
}

// writer is somebody outside of any transaction, where nobody is buyer or seller:
// whether he is an operator is all that matters.
func writer(p Person) transaction.Actor {
	role := policy.Buyer
	if p.Has(policy.Operator) {
		role = policy.Operator
	}
	return transaction.Actor{Role: role, ID: p.ID}
}

// message is a message as the viewer may see it.
func (m *Market) message(msg *conversation.Message, v Viewer) Message {
	who := writer(v.Person)
	shown := Message{Seq: msg.Seq, At: msg.At.UTC(), By: msg.By, To: msg.To, Files: []File{}}
	shown.Reason = msg.Reason.Body
	if !msg.SeenBy(who) {
		shown.Hidden = true
		return shown
	}
	if who.ID == msg.By || who.Role == policy.Operator {
		shown.Waiting = msg.Held || msg.Withheld
		if len(msg.Text.Found) > 0 {
			shown.Findings = findings(msg.Text.Found, v.Language)
		}
	}
	if msg.Erased() {
		shown.Erased = true
		return shown
	}
	shown.Body = msg.Text.Body
	for _, f := range msg.Files {
		shown.Files = append(shown.Files, File{ID: f.ID, Name: f.Name, Size: f.Size, Kind: f.Kind, Encrypted: f.Encrypted})
	}
	return shown
}
