// Package conversation is what two people write to each other outside of any
// talkroom: questions before a purchase, contact after a close (T8.1). An answer
// is voluntary, so nothing here has a deadline, and no transaction ever hears of
// it (T2.1, T3.3).
//
// Everything is a pure function of a state, a command and an instant.
package conversation

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/transaction"
)

// ID is the id of the conversation of two people: the same for both orders, and
// another one for any other two, whatever stands in their ids.
func ID(a, b string) string {
	if b < a {
		a, b = b, a
	}
	return fmt.Sprintf("%d/%s/%s", len(a), a, b)
}

// People are the two whose conversation has an id; false if it is no id of one.
func People(id string) (a, b string, ok bool) {
	length, rest, _ := strings.Cut(id, "/")
	n, err := strconv.Atoi(length)
	if err != nil || n < 0 || n >= len(rest) || rest[n] != '/' {
		return "", "", false
	}
	a, b = rest[:n], rest[n+1:]
	return a, b, ID(a, b) == id
}

// Command is what somebody wants of a conversation. The set is closed: Send,
// OperatorShow, OperatorWithhold, as values.
type Command interface {
	// Name is the command's name, as in the API's paths.
	Name() string
	// Actor is who gives it.
	Actor() transaction.Actor
	command()
}

// Send writes to somebody; text, files or both. Whether there is such a person,
// the host knows.
type Send struct {
	By    transaction.Actor
	To    string
	Text  string
	Files []transaction.File
}

// OperatorShow lets the other side see a message that was held (T8.4).
type OperatorShow struct {
	By     transaction.Actor
	Reason string
	// Seq is the message's place in the conversation, from 1.
	Seq int
}

// OperatorWithhold keeps a held message from the other side for good (T8.4).
type OperatorWithhold struct {
	By     transaction.Actor
	Reason string
	// Seq is the message's place in the conversation, from 1.
	Seq int
}

func (Send) Name() string             { return "send" }
func (OperatorShow) Name() string     { return "operator-show" }
func (OperatorWithhold) Name() string { return "operator-withhold" }

func (c Send) Actor() transaction.Actor             { return c.By }
func (c OperatorShow) Actor() transaction.Actor     { return c.By }
func (c OperatorWithhold) Actor() transaction.Actor { return c.By }

func (Send) command()             {}
func (OperatorShow) command()     {}
func (OperatorWithhold) command() {}

// TextName is the name of a message's words among its texts; those of its files
// are transaction.FilesText.
const TextName = "text"

// Writings are the texts of a command that are looked through before anything is
// written (T8.2). What operators write is not.
func Writings(c Command) []transaction.Writing {
	send, ok := c.(Send)
	if !ok || send.By.Role == policy.Operator {
		return nil
	}
	var list []transaction.Writing
	if send.Text != "" {
		list = append(list, transaction.Writing{Name: TextName, Path: "body", Text: send.Text})
	}
	if names := fileNames(send.Files); strings.Trim(names, "\n") != "" {
		list = append(list, transaction.Writing{Name: transaction.FilesText, Path: "files", Text: names})
	}
	return list
}

// fileNames are the names of files, one a line.
func fileNames(files []transaction.File) string {
	names := make([]string, len(files))
	for i := range files {
		names[i] = files[i].Name
	}
	return strings.Join(names, "\n")
}

// Event is a fact of a conversation. The set is closed: Sent, TextShown,
// TextWithheld, as values.
type Event interface {
	// When is the instant at which it happened.
	When() time.Time
	event()
}

// Sent: By wrote to To; both are the host's ids of people.
type Sent struct {
	At     time.Time
	By, To string
	Text   transaction.Text
	Files  []transaction.File
}

// TextShown: an operator let the other side see a held message (T8.4).
type TextShown struct {
	At     time.Time
	By     string
	Seq    int
	Reason transaction.Text
}

// TextWithheld: an operator keeps a held message from the other side (T8.4).
type TextWithheld struct {
	At     time.Time
	By     string
	Seq    int
	Reason transaction.Text
}

func (e Sent) When() time.Time         { return e.At }
func (e TextShown) When() time.Time    { return e.At }
func (e TextWithheld) When() time.Time { return e.At }

func (Sent) event()         {}
func (TextShown) event()    {}
func (TextWithheld) event() {}

// Message is one message as it stands now.
type Message struct {
	// Seq is its place in the conversation, from 1.
	Seq int
	Sent
	// Held: an operator has not looked at it yet; Withheld: he has, and keeps it
	// back. Either way its author and operators alone see it (T8.4).
	Held, Withheld bool
	// Reason is what an operator wrote who showed or withheld it, LookedAt when he
	// did; zero: none had to.
	Reason   transaction.Text
	LookedAt time.Time
}

// SeenBy reports whether somebody sees the message: one of the two, unless it
// waits for an operator and is not his own, or an operator.
func (m *Message) SeenBy(who transaction.Actor) bool {
	switch who.ID {
	case m.By:
		return true
	case m.To:
		return !m.Held && !m.Withheld
	}
	return who.Role == policy.Operator
}

// Erased reports that the message had words or named files, and they are gone (T9.4).
func (m *Message) Erased() bool {
	return m.Text.Body == "" && m.Text.Digest != "" ||
		len(m.Files) > 0 && strings.Trim(fileNames(m.Files), "\n") == ""
}

// Messages are the messages among events, of which the first has the place
// after+1. What operators did with a message of another place than theirs is
// passed over: give all events from a place on to know how they stand.
func Messages(events []Event, after int) []Message {
	var list []Message
	find := func(seq int) *Message {
		i, ok := slices.BinarySearchFunc(list, seq, func(m Message, seq int) int { return cmp.Compare(m.Seq, seq) })
		if !ok {
			return &Message{}
		}
		return &list[i]
	}
	for i, e := range events {
		switch e := e.(type) {
		case Sent:
			list = append(list, Message{Seq: after + i + 1, Sent: e, Held: e.Text.Held()})
		case TextShown:
			m := find(e.Seq)
			m.Held, m.Reason, m.LookedAt = false, e.Reason, e.At
		case TextWithheld:
			m := find(e.Seq)
			m.Held, m.Withheld, m.Reason, m.LookedAt = false, true, e.Reason, e.At
		}
	}
	return list
}
