package transaction_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/transaction"
)

func foundIn(name string, action policy.Action) transaction.Facts {
	return transaction.Facts{Found: map[string][]policy.Found{name: {
		{Kind: policy.FoundPhone, Start: 2, End: 15, Confidence: 95, Why: "digits", Action: action},
	}}}
}

// everyWriting is every command with words, by the side that may give it, on the
// way to which a talkroom is led, and the input that a fault names.
var everyWriting = []struct {
	name, preset, before, path string
	command                    transaction.Command
}{
	{"message", fc, "0 buyer buy", "body", transaction.Message{By: transaction.Seller("ren"), Text: "call 090"}},
	{"delivery", fc, "0 buyer buy", "message", transaction.Deliver{By: transaction.Seller("ren"), Text: "call 090"}},
	{"decline", fc, "0 buyer buy\n1h seller deliver", "message", transaction.Decline{By: transaction.Buyer("aoi"), Text: "call 090"}},
	{"cancel request", fc, "0 buyer buy", "message", transaction.RequestCancel{By: transaction.Seller("ren"), Reason: "schedule", Text: "call 090"}},
	{"agreement", fc, "0 buyer buy\n1h seller ask schedule", "message", transaction.AgreeCancel{By: transaction.Buyer("aoi"), Text: "call 090"}},
	{"refusal", fc, "0 buyer buy\n1h seller ask schedule", "message", transaction.RefuseCancel{By: transaction.Buyer("aoi"), Text: "call 090"}},
	{"schedule", fc, "0 buyer buy", "reason", transaction.SetSchedule{
		By: transaction.Seller("ren"), Reason: "call 090", Steps: []transaction.Step{{Title: "draft", Date: policy.Date{Year: 2030, Month: 2, Day: 1}}},
	}},
	{"review", fc, "0 buyer buy\n1h seller deliver\n2h buyer approve", "comment", transaction.WriteReview{By: transaction.Buyer("aoi"), Stars: 5, Comment: "call 090"}},
	{"answer to a review", fc, "0 buyer buy\n1h seller deliver\n2h buyer approve\n3h buyer review 5", "comment", transaction.ReplyReview{By: transaction.Seller("ren"), Text: "call 090"}},
}

// T8.2, T8.4: whatever a side writes is looked through; what is refused is not
// written, what is warned of or held is, with what was found in it.
func TestFindings(t *testing.T) {
	t.Parallel()
	for _, w := range everyWriting {
		t.Run("T8.4 "+w.name, func(t *testing.T) {
			t.Parallel()
			l := newLife(t, w.preset, nil)
			l.run(w.before)
			now := l.s.LastAt.Add(time.Minute)
			writings := transaction.Writings(w.command)
			last := writings[len(writings)-1]
			require.Equal(t, w.path, last.Path)
			require.Equal(t, "call 090", last.Text)

			after, events, no := transaction.Handle(l.s, w.command, foundIn(last.Name, policy.Refuse), now)
			require.NotNil(t, no, "T8.2")
			require.Equal(t, policy.Invalid, no.Kind)
			require.Equal(t, "T8.2", no.Rule)
			require.Equal(t, []policy.Fault{{Path: w.path, Code: "phone", Rule: "T8.2", Message: "bytes 2 to 15: a telephone number", Params: map[string]string{"start": "2", "end": "15"}}}, no.Faults)
			require.Empty(t, events)
			require.Equal(t, l.s, after)

			plain, _, no := transaction.Handle(l.s, w.command, transaction.Facts{}, now)
			require.Nil(t, no)
			for action, held := range map[policy.Action]int{policy.Allow: 0, policy.Warn: 0, policy.Hold: 1} {
				after, events, no := transaction.Handle(l.s, w.command, foundIn(last.Name, action), now)
				require.Nil(t, no)
				require.Len(t, transaction.Waiting(append(l.log, events...)), held)
				require.Len(t, after.HeldTexts, held)
				require.Equal(t, action, foundOf(events)[0].Action)
				after.HeldTexts = nil
				require.Equal(t, plain, after, "T8.6 what is held counts as if it was not")
			}
		})
	}
}

func foundOf(events []transaction.Event) []policy.Found {
	var found []policy.Found
	for _, e := range events {
		transaction.MapTexts(e, func(_ string, t transaction.Text) transaction.Text {
			found = append(found, t.Found...)
			return t
		})
	}
	return found
}

// T8.6 a refusal says which deadline runs on: the seller's first contact, then
// the instant from which his silence lets the buyer ask for a cancel.
func TestFindings_RefusalNamesTheDeadline(t *testing.T) {
	t.Parallel()
	send := transaction.Message{By: transaction.Seller("ren"), Text: "call 090"}
	refused := foundIn("text", policy.Refuse)
	l := newLife(t, fc, nil)
	l.run("0 buyer buy")
	no := refusedAt(t, l, send, refused)
	require.Equal(t, "contact_due", no.Code)
	require.Equal(t, "first_contact", no.Params["deadline"])
	require.Equal(t, l.s.OpenedAt.Add(48*time.Hour).Format(time.RFC3339), no.Params["at"])

	l.run("1h seller message")
	no = refusedAt(t, l, send, refused)
	require.Equal(t, "silence", no.Params["deadline"])
	require.Equal(t, l.s.SellerContact.Add(96*time.Hour).Format(time.RFC3339), no.Params["at"])
	require.Contains(t, no.Text(policy.Japanese), no.Params["at"])

	l.run("1h seller deliver\n2h buyer approve\n3h buyer review 5")
	no = refusedAt(t, l, transaction.ReplyReview{By: send.By, Text: "call 090"}, refused)
	require.Equal(t, "contact", no.Code, "nothing presses after the end")
}

func refusedAt(t *testing.T, l *life, c transaction.Command, f transaction.Facts) *policy.Rejection {
	t.Helper()
	_, events, no := transaction.Handle(l.s, c, f, l.s.LastAt.Add(time.Minute))
	require.NotNil(t, no)
	require.Empty(t, events)
	return no
}

// T8.2 a file's name has no words that could wait: what would be held is refused.
func TestFindings_FileNames(t *testing.T) {
	t.Parallel()
	l := newLife(t, fc, nil)
	l.run("0 buyer buy")
	c := transaction.Message{By: transaction.Buyer("aoi"), Files: []transaction.File{{ID: "f1", Name: "a.pdf", Kind: "pdf"}, {ID: "f2", Name: "090.pdf", Kind: "pdf"}}}
	require.Equal(t, []transaction.Writing{{Name: transaction.FilesText, Path: "files", Text: "a.pdf\n090.pdf"}}, transaction.Writings(c))
	for _, action := range []policy.Action{policy.Hold, policy.Refuse} {
		no := refusedAt(t, l, c, foundIn(transaction.FilesText, action))
		require.Equal(t, "files phone", no.Faults[0].Path+" "+no.Faults[0].Code)
	}
	_, _, no := transaction.Handle(l.s, c, foundIn(transaction.FilesText, policy.Warn), l.s.LastAt)
	require.Nil(t, no)
}

// T8.2 the other side reads the host's own data too, so nobody leaves a number
// there, at the purchase or later; what would be held is refused.
func TestFindings_Metadata(t *testing.T) {
	t.Parallel()
	l := newLife(t, fc, nil)
	l.run("0 buyer buy")
	data := map[string]string{"order": "PO-17", "call": "090"}
	annotate := transaction.Annotate{By: transaction.Seller("ren"), Metadata: data}
	buy := transaction.Purchase{
		By: transaction.Buyer("aoi"), ID: "t2", Seller: "ren", Service: "logo", Terms: l.s.Terms,
		Price: l.s.Price, Payment: transaction.Settled, Metadata: data,
	}
	for _, c := range []transaction.Command{annotate, buy} {
		s := l.s
		if c.Name() == "purchase" {
			s = transaction.State{}
		}
		require.Equal(t, []transaction.Writing{{Name: "metadata", Path: "metadata", Text: "call: 090\norder: PO-17"}}, transaction.Writings(c))
		for _, action := range []policy.Action{policy.Hold, policy.Refuse} {
			_, events, no := transaction.Handle(s, c, foundIn("metadata", action), l.s.LastAt)
			require.NotNil(t, no, c.Name())
			require.Equal(t, "T8.2 invalid", no.Rule+" "+string(no.Kind))
			require.Equal(t, "metadata phone", no.Faults[0].Path+" "+no.Faults[0].Code)
			require.Empty(t, events)
		}
		_, events, no := transaction.Handle(s, c, foundIn("metadata", policy.Warn), l.s.LastAt)
		require.Nil(t, no)
		require.Empty(t, foundOf(events))
	}
	require.Empty(t, transaction.Writings(transaction.Annotate{By: transaction.Operator("op"), Metadata: data}), "operators are not looked through")
}

// T8.4 an operator shows or withholds held words, once, and says why; what he
// writes himself is not looked through.
func TestHeldTexts(t *testing.T) {
	t.Parallel()
	l := newLife(t, fc, nil)
	l.run("0 buyer buy")
	now := l.s.LastAt.Add(time.Hour)
	s, events, no := transaction.Handle(l.s, transaction.Message{By: transaction.Seller("ren"), Text: "call 090"}, foundIn("text", policy.Hold), now)
	require.Nil(t, no)
	log := append(l.log, events...)
	seq := len(log)
	require.Equal(t, []int{seq}, s.HeldTexts)
	require.Equal(t, now, s.SellerContact, "T8.6 a contact from the instant at which it was sent")
	op := transaction.Operator("op")

	for _, c := range []transaction.Command{
		transaction.OperatorShow{By: op, Reason: "fine", Seq: seq - 1}, transaction.OperatorShow{By: op, Reason: "fine", Seq: seq + 1},
	} {
		_, _, no = transaction.Handle(s, c, transaction.Facts{}, now)
		require.Equal(t, "T8.4 wrong_state", no.Rule+" "+string(no.Kind))
	}
	_, _, no = transaction.Handle(s, transaction.OperatorWithhold{By: op, Reason: "fine"}, transaction.Facts{}, now)
	require.Equal(t, "seq", no.Faults[0].Path)
	_, _, no = transaction.Handle(s, transaction.OperatorShow{By: op, Reason: " ", Seq: seq}, transaction.Facts{}, now)
	require.Equal(t, policy.Invalid, no.Kind)
	_, _, no = transaction.Handle(s, transaction.OperatorShow{By: transaction.Buyer("aoi"), Reason: "fine", Seq: seq}, transaction.Facts{}, now)
	require.Equal(t, policy.WrongActor, no.Kind)

	shown, events, no := transaction.Handle(s, transaction.OperatorShow{By: op, Reason: "call 090", Seq: seq}, foundIn("reason", policy.Refuse), now)
	require.Nil(t, no)
	require.Equal(t, []transaction.Event{transaction.TextShown{At: now, By: "op", Seq: seq, Reason: transaction.Text{Body: "call 090"}}}, events)
	require.Empty(t, shown.HeldTexts)
	require.Equal(t, []int{seq}, s.HeldTexts, "the state before is not changed")
	require.Empty(t, transaction.Waiting(append(log, events...)))

	kept, events, no := transaction.Handle(s, transaction.OperatorWithhold{By: op, Reason: "a number", Seq: seq}, transaction.Facts{}, now)
	require.Nil(t, no)
	require.Empty(t, kept.HeldTexts)
	require.Equal(t, map[int]bool{seq: true}, transaction.Waiting(append(log, events...)), "withheld for good")
	_, _, no = transaction.Handle(kept, transaction.OperatorShow{By: op, Reason: "fine", Seq: seq}, transaction.Facts{}, now)
	require.Equal(t, "not_held", no.Code)
}

// T7.1, T7.2 a message and a delivery carry at most so many files and bytes
// together; the limit itself is allowed, and the bare rules without limits ask for none.
func TestFileLimits(t *testing.T) {
	t.Parallel()
	limits := transaction.Facts{MaxFiles: 2, MaxBytes: 100}
	for _, row := range []struct {
		name  string
		sizes []int64
		code  string
	}{
		{"T7.2 the limit itself", []int64{60, 40}, ""},
		{"T7.2 one byte more", []int64{60, 41}, "T7.2 too_large"},
		{"T7.2 a sum that would overflow", []int64{1 << 62, 1 << 62}, "T7.2 too_large"},
		{"T7.1 one file more", []int64{1, 1, 1}, "T7.1 too_many"},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			l := newLife(t, fc, nil)
			l.run("0 buyer buy")
			var files []transaction.File
			for i, size := range row.sizes {
				files = append(files, transaction.File{ID: string(rune('a' + i)), Name: "x.pdf", Kind: "pdf", Size: size})
			}
			for _, c := range []transaction.Command{
				transaction.Message{By: transaction.Seller("ren"), Files: files}, transaction.Deliver{By: transaction.Seller("ren"), Text: "done", Files: files},
			} {
				_, _, no := transaction.Handle(l.s, c, limits, l.s.LastAt)
				if row.code == "" {
					require.Nil(t, no)
				} else {
					require.Equal(t, row.code, no.Rule+" "+no.Code)
				}
				_, _, no = transaction.Handle(l.s, c, transaction.Facts{}, l.s.LastAt)
				require.Nil(t, no)
			}
		})
	}
}
