package conversation_test

import (
	"bytes"
	"math"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/transaction"
	"github.com/torikime/torikime/transaction/codec"
	"github.com/torikime/torikime/transaction/conversation"
)

var (
	noon  = time.Date(2030, 1, 10, 12, 0, 0, 0, time.UTC)
	aoi   = transaction.Buyer("aoi")
	ren   = transaction.Seller("ren")
	op    = transaction.Operator("op")
	facts = conversation.Facts{MaxFiles: 5, MaxBytes: 100}
)

func file(id string, size int64) transaction.File {
	return transaction.File{ID: id, Name: id + ".txt", Size: size, Kind: "txt"}
}

func files(sizes ...int64) []transaction.File {
	var list []transaction.File
	for i, size := range sizes {
		list = append(list, file(string(rune('a'+i)), size))
	}
	return list
}

// found are facts in which something was found in the text of a message.
func found(action policy.Action) conversation.Facts {
	f := facts
	f.Found = map[string][]policy.Found{
		conversation.TextName: {{Kind: policy.FoundPhone, Start: 3, End: 9, Confidence: 90, Why: "digits", Action: action}},
	}
	return f
}

// The conversation of two people has one id, whoever asks, and nobody else's.
func TestID(t *testing.T) {
	t.Parallel()
	require.Equal(t, conversation.ID("aoi", "ren"), conversation.ID("ren", "aoi"))
	seen := map[string][2]string{}
	people := []string{"a", "b", "a/b", "b/a", "a/", "/b", "1/a", "3/a/b", "あ", "/", "//"}
	for _, x := range people {
		for _, y := range people {
			if x >= y {
				continue
			}
			id := conversation.ID(x, y)
			require.NotContains(t, seen, id, "%q and %q, and %v", x, y, seen[id])
			seen[id] = [2]string{x, y}
			a, b, ok := conversation.People(id)
			require.True(t, ok)
			require.Equal(t, [2]string{x, y}, [2]string{a, b})
		}
	}
	for _, bad := range []string{"", "x", "1", "1/", "-1/a/b", "5/a/b", "1/b/a", "01/a/b", "9223372036854775808/a/b", "2/ab"} {
		_, _, ok := conversation.People(bad)
		require.False(t, ok, bad)
	}
}

// T8.1 two people write to each other, and what they wrote stands there as it was.
func TestSend(t *testing.T) {
	t.Parallel()
	s, events, no := conversation.Handle(conversation.State{}, conversation.Send{By: ren, To: "aoi", Text: "Hello", Files: files(60, 40)}, facts, noon.Add(time.Nanosecond))
	require.Nil(t, no)
	require.Equal(t, []conversation.Event{conversation.Sent{At: noon, By: "ren", To: "aoi", Text: transaction.Text{Body: "Hello"}, Files: files(60, 40)}}, events)
	require.Equal(t, conversation.State{A: "aoi", B: "ren", Seq: 1, LastAt: noon}, s)

	s, events, no = conversation.Handle(s, conversation.Send{By: aoi, To: "ren", Files: files(1)}, facts, noon.Add(-time.Hour))
	require.Nil(t, no, "files alone are a message")
	require.Equal(t, noon, events[0].When(), "T0.6 a clock that was set back")
	require.Equal(t, 2, s.Seq)
}

// What can never be a message is refused, with what is wrong and where.
func TestSend_Refuses(t *testing.T) {
	t.Parallel()
	cases := []struct {
		name string
		c    conversation.Send
		want string // rule, code, and the first fault
	}{
		{"T8.1 to himself", conversation.Send{By: ren, To: "ren", Text: "x"}, "T8.1 self"},
		{"T8.1 nothing", conversation.Send{By: ren, To: "aoi"}, "T8.1 form body empty"},
		{"T8.1 blanks and what nobody sees", conversation.Send{By: ren, To: "aoi", Text: " \u3000\u200b\n"}, "T8.1 form body empty"},
		{"too long", conversation.Send{By: ren, To: "aoi", Text: strings.Repeat("字", policy.MaxText+1)}, "T8.1 form body too_long"},
		{"no UTF-8", conversation.Send{By: ren, To: "aoi", Text: "\xff"}, "T8.1 form body utf8"},
		{"nobody", conversation.Send{By: ren, Text: "x"}, "T8.1 form to id"},
		{"a line break in an id", conversation.Send{By: ren, To: "a\nb", Text: "x"}, "T8.1 form to id"},
		{"no sender", conversation.Send{By: transaction.Buyer(""), To: "aoi", Text: "x"}, "T8.1 form by id"},
		{"the zero role", conversation.Send{By: transaction.Actor{ID: "ren"}, To: "aoi", Text: "x"}, "T8.1 no_person"},
		{"the system", conversation.Send{By: transaction.System(), To: "aoi", Text: "x"}, "T8.1 no_person"},
		{"T7.1 six files", conversation.Send{By: ren, To: "aoi", Files: files(1, 1, 1, 1, 1, 1)}, "T7.1 too_many"},
		{"T7.2 one byte too many", conversation.Send{By: ren, To: "aoi", Files: files(60, 41)}, "T7.2 too_large files too_large"},
		{"T7.2 a sum beyond 64 bits", conversation.Send{By: ren, To: "aoi", Files: files(math.MaxInt64, math.MaxInt64)}, "T7.2 too_large files too_large"},
		{"a negative size", conversation.Send{By: ren, To: "aoi", Files: files(-1)}, "T8.1 form files[0].size size"},
		{"a file without id", conversation.Send{By: ren, To: "aoi", Files: []transaction.File{{Name: "x"}}}, "T8.1 form files[0].id id"},
		{"a file name of two lines", conversation.Send{By: ren, To: "aoi", Files: []transaction.File{{ID: "1", Name: "a\nb"}}}, "T8.1 form files[0].name control"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			events, no := conversation.Decide(conversation.State{}, c.c, facts, noon)
			require.NotNil(t, no)
			require.Empty(t, events)
			got := no.Rule + " " + no.Code
			if len(no.Faults) > 0 {
				got += " " + no.Faults[0].Path + " " + no.Faults[0].Code
			}
			require.Equal(t, c.want, got)
			require.NotContains(t, no.Text(policy.English), "{")
			require.NotContains(t, no.Text(policy.Japanese), "{")
		})
	}
	for _, c := range []conversation.Command{nil, &conversation.Send{}} {
		_, no := conversation.Decide(conversation.State{}, c, facts, noon)
		require.Equal(t, "T0.9/unknown_command", no.Rule+"/"+no.Code)
	}
}

// T8.4 the policy says what follows from a finding; the finding stays with the
// words that were sent.
func TestFindings(t *testing.T) {
	t.Parallel()
	send := conversation.Send{By: ren, To: "aoi", Text: "my 090-1234"}
	for _, action := range []policy.Action{policy.Allow, policy.Warn, policy.Hold} {
		s, events, no := conversation.Handle(conversation.State{}, send, found(action), noon)
		require.Nil(t, no)
		require.Equal(t, found(action).Found[conversation.TextName], events[0].(conversation.Sent).Text.Found)
		require.Equal(t, action == policy.Hold, len(s.HeldTexts) == 1)
	}
	_, no := conversation.Decide(conversation.State{}, send, found(policy.Refuse), noon)
	require.Equal(t, "T8.2/contact", no.Rule+"/"+no.Code)
	require.Equal(t, policy.Invalid, no.Kind)
	require.Equal(t, "body phone", no.Faults[0].Path+" "+no.Faults[0].Code)
	require.Contains(t, no.Faults[0].Message, "bytes 3 to 9")

	named := found(policy.Hold)
	named.Found = map[string][]policy.Found{transaction.FilesText: named.Found[conversation.TextName]}
	_, no = conversation.Decide(conversation.State{}, conversation.Send{By: ren, To: "aoi", Files: files(1)}, named, noon)
	require.Equal(t, "files phone", no.Faults[0].Path+" "+no.Faults[0].Code, "the name of a file cannot wait")

	require.Equal(t, []transaction.Writing{{Name: "text", Path: "body", Text: "x"}, {Name: "files", Path: "files", Text: "a.txt\nb.txt"}},
		conversation.Writings(conversation.Send{By: ren, Text: "x", Files: files(1, 1)}))
	require.Empty(t, conversation.Writings(conversation.Send{By: op, Text: "x"}), "what operators write is not looked through")
	require.Empty(t, conversation.Writings(conversation.OperatorShow{By: op, Reason: "x"}))
}

// T8.4 a held message is seen by its author and operators, until an operator
// shows it; once, with a reason.
func TestHeld(t *testing.T) {
	t.Parallel()
	s, sent, no := conversation.Handle(conversation.State{}, conversation.Send{By: ren, To: "aoi", Text: "my 090-1234"}, found(policy.Hold), noon)
	require.Nil(t, no)
	before := conversation.Messages(sent, 0)[0]
	require.Equal(t, []bool{true, false, true, false}, seen(before))
	for name, c := range map[string]conversation.Command{
		"T8.4 no_operator": conversation.OperatorShow{By: ren, Seq: 1, Reason: "x"},
		"T8.4 form":        conversation.OperatorShow{By: op, Seq: 1, Reason: " "},
		"T8.4 not_held":    conversation.OperatorWithhold{By: op, Seq: 2, Reason: "x"},
	} {
		_, no := conversation.Decide(s, c, facts, noon)
		require.Equal(t, name, no.Rule+" "+no.Code)
	}
	_, no = conversation.Decide(conversation.State{}, conversation.OperatorShow{By: op, Seq: 1, Reason: "x"}, facts, noon)
	require.Equal(t, policy.NotParty, no.Kind)

	for _, c := range []struct {
		command conversation.Command
		seen    []bool
	}{
		{conversation.OperatorShow{By: op, Seq: 1, Reason: "an order number"}, []bool{true, true, true, false}},
		{conversation.OperatorWithhold{By: op, Seq: 1, Reason: "a telephone number"}, []bool{true, false, true, false}},
	} {
		after, looked, no := conversation.Handle(s, c.command, facts, noon.Add(time.Hour))
		require.Nil(t, no)
		require.Empty(t, after.HeldTexts)
		require.Equal(t, []int{1}, s.HeldTexts, "the state before is not changed")
		m := conversation.Messages(append(sent[:1:1], looked...), 0)[0]
		require.Equal(t, c.seen, seen(m))
		require.NotEmpty(t, m.Reason.Body)
		_, no = conversation.Decide(after, c.command, facts, noon)
		require.Equal(t, "not_held", no.Code, "once")
		require.Len(t, conversation.Messages(looked, 1), 0, "of a message on another page nothing is said")
	}
}

// seen is what author, addressee, operator and stranger see.
func seen(m conversation.Message) []bool {
	var list []bool
	for _, who := range []transaction.Actor{ren, aoi, op, transaction.Buyer("haru")} {
		list = append(list, m.SeenBy(who))
	}
	return list
}

// Every event is stored and read back as it was, in a form that never changes;
// the log has no word and no file name, and without its bodies it is read too
// (T9.4).
func TestCodec(t *testing.T) {
	t.Parallel()
	marked := transaction.Text{Body: "hello 090", Found: found(policy.Warn).Found[conversation.TextName]}
	events := []conversation.Event{
		conversation.Sent{At: noon, By: "ren", To: "aoi", Text: marked, Files: files(1, 2)},
		conversation.Sent{At: noon, By: "aoi", To: "ren", Files: files(3)},
		conversation.TextShown{At: noon, By: "op", Seq: 1, Reason: transaction.Text{Body: "fine"}},
		conversation.TextWithheld{At: noon, By: "op", Seq: 2, Reason: transaction.Text{Body: "not so"}},
	}
	golden := []string{
		`sent 1 {"by":"ren","to":"aoi","text":"X64nA1xBknVPdCqSDbPwE9ksHydEbFe2B1GPkb4xdmw","text_found":[{"kind":"phone","start":3,"end":9,"confidence":90,"why":"digits","action":"warn"}],` +
			`"files":[{"id":"a","size":1,"kind":"txt"},{"id":"b","size":2,"kind":"txt"}],"file_names":"Qv8k3RLp-f3qvfKpq9s9soWEWqjF3FrfnsHm3QiS4zg"}`,
		`sent 1 {"by":"aoi","to":"ren","files":[{"id":"a","size":3,"kind":"txt"}],"file_names":"yrrOMOkoEqZTdgJrY-X0dY3My_uckGcpmaIrfxYY_X8"}`,
		`text_shown 1 {"by":"op","seq":1,"reason":"_oMzA1virk2eZ_nKo24zP2UN-X3040_wLISYgIsfWVg"}`,
		`text_withheld 1 {"by":"op","seq":2,"reason":"8uOWlFFhIakayaudwzMCh-UNwYyjC6AGORvz7dII8C4"}`,
	}
	entropy := rand.NewChaCha8([32]byte{1})
	for i, e := range events {
		rec, bodies, err := conversation.Encode(e, entropy)
		require.NoError(t, err)
		require.Equal(t, golden[i], rec.Type+" 1 "+string(rec.Data))
		for _, word := range []string{"hello", "a.txt", "fine", "not so"} {
			require.NotContains(t, string(rec.Data), word)
		}
		back, err := conversation.Decode(rec, bodies)
		require.NoError(t, err)
		require.Equal(t, e, undigested(back))

		erased, err := conversation.Decode(rec, nil)
		require.NoError(t, err)
		_, none, err := conversation.Encode(erased, entropy)
		require.NoError(t, err)
		require.Empty(t, none)
		if i < 2 {
			require.True(t, conversation.Messages([]conversation.Event{erased}, 0)[0].Erased())
			m := conversation.Messages([]conversation.Event{back}, 0)[0]
			require.False(t, m.Erased())
		}
	}
	_, _, err := conversation.Encode(&conversation.Sent{}, entropy)
	require.ErrorContains(t, err, "no stored name")
	_, _, err = conversation.Encode(events[0], bytes.NewReader(nil))
	require.ErrorContains(t, err, "no salt")
}

// undigested is an event as it was before it was stored.
func undigested(e conversation.Event) conversation.Event {
	switch e := e.(type) {
	case conversation.Sent:
		e.Text.Digest = ""
		return e
	case conversation.TextShown:
		e.Reason.Digest = ""
		return e
	case conversation.TextWithheld:
		e.Reason.Digest = ""
		return e
	}
	return e
}

// What was not written here is refused.
func TestDecode_Refuses(t *testing.T) {
	t.Parallel()
	for data, want := range map[[2]string]string{
		{"said", "{}"}:                        `unknown event type "said"`,
		{"sent", `{"at":1}`}:                  "unknown field",
		{"sent", `{} {}`}:                     "something follows",
		{"text_shown", ``}:                    "EOF",
		{"text_withheld", `{"seq":"x"}`}:      "text_withheld",
		{"sent", `{"by":"a","text":"other"}`}: "not the one that was written",
	} {
		_, body, err := codec.Seal(conversation.TextName, "words", rand.NewChaCha8([32]byte{1}))
		require.NoError(t, err)
		_, err = conversation.Decode(codec.Record{Type: data[0], Version: 1, Data: []byte(data[1])}, []codec.Body{body})
		require.ErrorContains(t, err, want)
	}
	_, err := conversation.Decode(codec.Record{Type: "sent", Version: 2, Data: []byte("{}")}, nil)
	require.ErrorContains(t, err, "unknown version; 1 is known")
}
