package conversation

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/transaction"
	"github.com/torikime/torikime/transaction/internal/stamp"
)

// Facts is what a message is judged by beside the conversation. The engine
// gathers it, never the client.
type Facts struct {
	// Found is what was found in the texts of the command (T8.4), by Writing.Name.
	Found map[string][]policy.Found
	// MaxFiles and MaxBytes bound the files of one message (T7.1, T7.2). Their kinds
	// and contents the host has judged (package attachment).
	MaxFiles int
	MaxBytes int64
}

// Decide judges one command at an instant.
func Decide(s State, c Command, f Facts, at time.Time) ([]Event, *policy.Rejection) {
	at = stamp.At(at, s.LastAt)
	switch c := c.(type) {
	case Send:
		if no := maySend(&c, &f); no != nil {
			return nil, no
		}
		text := transaction.Text{Body: c.Text}
		if c.Text != "" {
			text.Found = slices.Clone(f.Found[TextName])
		}
		return []Event{Sent{At: at, By: c.By.ID, To: c.To, Text: text, Files: slices.Clone(c.Files)}}, nil
	case OperatorShow:
		if no := mayLook(&s, c, c.Reason, c.Seq); no != nil {
			return nil, no
		}
		return []Event{TextShown{At: at, By: c.By.ID, Seq: c.Seq, Reason: transaction.Text{Body: c.Reason}}}, nil
	case OperatorWithhold:
		if no := mayLook(&s, c, c.Reason, c.Seq); no != nil {
			return nil, no
		}
		return []Event{TextWithheld{At: at, By: c.By.ID, Seq: c.Seq, Reason: transaction.Text{Body: c.Reason}}}, nil
	}
	return nil, policy.Reject(policy.Invalid, "T0.9", "unknown_command").With("command", fmt.Sprintf("%T", c))
}

// Handle is Decide, and the state after it.
func Handle(s State, c Command, f Facts, at time.Time) (State, []Event, *policy.Rejection) {
	events, no := Decide(s, c, f, at)
	for _, e := range events {
		s = Evolve(s, e)
	}
	return s, events, no
}

func maySend(c *Send, f *Facts) *policy.Rejection {
	if !sender(c.By.Role) {
		return policy.Reject(policy.WrongActor, "T8.1", "no_person").With("role", c.By.Role.String())
	}
	if no := form(c); no != nil {
		return no
	}
	if c.By.ID == c.To {
		return policy.Reject(policy.Invalid, "T8.1", "self")
	}
	if no := transaction.CheckFiles(c.Files, f.MaxFiles, f.MaxBytes); no != nil {
		return no
	}
	return forbidden(c, f)
}

// sender reports a role that people have. What somebody is here does not matter:
// before a purchase nobody is anything.
func sender(r policy.Role) bool {
	return r == policy.Buyer || r == policy.Seller || r == policy.Operator
}

// form judges what can never be right. As in a talkroom, a message has words or
// files.
func form(c *Send) *policy.Rejection {
	var faults policy.Faults
	add := func(f policy.Fault, bad bool) {
		if bad {
			faults = append(faults, f)
		}
	}
	add(policy.CheckID("by", c.By.ID))
	add(policy.CheckID("to", c.To))
	if fault, bad := policy.CheckText("body", c.Text, policy.MaxText); bad {
		faults = append(faults, fault)
	} else if len(c.Files) == 0 && policy.Blank(c.Text) {
		faults = append(faults, policy.Fault{Path: "body", Code: "empty", Message: "is empty, and there are no files; one of the two is needed"})
	}
	for i := range c.Files {
		f, path := &c.Files[i], fmt.Sprintf("files[%d]", i)
		add(policy.CheckID(path+".id", f.ID))
		add(checkLine(path+".name", f.Name))
		add(checkLine(path+".kind", f.Kind))
		if f.Size < 0 {
			faults = append(faults, policy.Fault{Path: path + ".size", Code: "size", Message: "is below zero; a size in bytes is right"})
		}
	}
	if len(faults) == 0 {
		return nil
	}
	no := policy.Reject(policy.Invalid, "T8.1", "form")
	no.Faults = faults
	return no
}

// checkLine says what is wrong with a text that stands on one line: the log
// keeps the names of all files as one text, a line for each.
func checkLine(path, text string) (policy.Fault, bool) {
	if at := strings.IndexAny(text, "\n\r\t"); at >= 0 {
		return policy.Fault{Path: path, Code: "control", Message: fmt.Sprintf("control character U+%04X at byte %d; none is allowed here", text[at], at)}, true
	}
	return policy.CheckText(path, text, policy.MaxText)
}

// forbidden refuses words that the policy refuses (T8.5). A file's name cannot
// wait for an operator: one that would be held is refused.
func forbidden(c *Send, f *Facts) *policy.Rejection {
	var faults policy.Faults
	for _, w := range Writings(*c) {
		found := f.Found[w.Name]
		if w.Name == transaction.FilesText {
			found = policy.RefuseHeld(found)
		}
		faults = append(faults, policy.Forbidden(w.Path, found)...)
	}
	if len(faults) == 0 {
		return nil
	}
	no := policy.Reject(policy.Invalid, "T8.2", "contact")
	no.Faults = faults
	return no
}

// mayLook: only an operator decides on a held message, once, and says why (T8.4).
func mayLook(s *State, c Command, reason string, seq int) *policy.Rejection {
	if s.Seq == 0 {
		return policy.Reject(policy.NotParty, "T0.9", "not_party")
	}
	if by := c.Actor(); by.Role != policy.Operator || by.ID == "" {
		return policy.Reject(policy.WrongActor, "T8.4", "no_operator").With("command", c.Name()).With("role", by.Role.String())
	}
	fault, bad := policy.CheckText("reason", reason, policy.MaxText)
	if !bad && policy.Blank(reason) {
		fault, bad = policy.Fault{Path: "reason", Code: "empty", Message: "is empty; it has to say something"}, true
	}
	if bad {
		no := policy.Reject(policy.Invalid, "T8.4", "form")
		no.Faults = []policy.Fault{fault}
		return no
	}
	if !slices.Contains(s.HeldTexts, seq) {
		return policy.Reject(policy.WrongState, "T8.4", "not_held")
	}
	return nil
}
