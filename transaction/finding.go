package transaction

import (
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/torikime/torikime/policy"
)

// Writing is one text of a command that is looked through before anything is
// written (T8.2).
type Writing struct {
	// Name is the text's name in the event that follows, as MapTexts has it; Path
	// its place in the command's input, for faults.
	Name, Path string
	Text       string
}

// Writings are the texts of a buyer's or seller's command. What operators write
// is not looked through.
func Writings(c Command) []Writing {
	if role := c.Actor().Role; role != policy.Buyer && role != policy.Seller {
		return nil
	}
	var list []Writing
	add := func(name, path, text string) {
		if text != "" {
			list = append(list, Writing{name, path, text})
		}
	}
	switch c := c.(type) {
	case Purchase:
		add(metadataName, "metadata", metadataLines(c.Metadata))
	case Annotate:
		add(metadataName, "metadata", metadataLines(c.Metadata))
	case Message:
		add("text", "body", c.Text)
		add(FilesText, "files", fileNames(c.Files))
	case Deliver:
		add("text", "message", c.Text)
		add(FilesText, "files", fileNames(c.Files))
	case Decline:
		add("text", "message", c.Text)
	case RequestCancel:
		add("text", "message", c.Text)
	case AgreeCancel:
		add("text", "message", c.Text)
	case RefuseCancel:
		add("text", "message", c.Text)
	case WriteReview:
		add("comment", "comment", strings.TrimSpace(c.Comment))
	case ReplyReview:
		add("text", "comment", strings.TrimSpace(c.Text))
	case SetSchedule:
		add("titles", "steps", titles(c.Steps))
		add("reason", "reason", c.Reason)
	}
	return list
}

// metadataName is the host's own data among the texts of an event.
const metadataName = "metadata"

// metadataLines is the host's own data as it is looked through: the other side
// reads it too, and it is written by whoever gives the command.
func metadataLines(m map[string]string) string {
	lines := make([]string, 0, len(m))
	for _, k := range slices.Sorted(maps.Keys(m)) {
		lines = append(lines, k+": "+m[k])
	}
	return strings.Join(lines, "\n")
}

// waitless reports a text that cannot wait for an operator: the names of files and
// the host's own data are no words that could be shown later.
func waitless(name string) bool { return name == FilesText || name == metadataName }

// forbidden refuses words that the policy refuses (T8.5). What is refused was
// never sent, so the refusal says which deadline runs on (T8.6). What cannot wait
// for an operator and would be held is refused.
func forbidden(s *State, c Command, f *Facts, at time.Time) *policy.Rejection {
	if len(f.Found) == 0 {
		return nil
	}
	var faults policy.Faults
	for _, w := range Writings(c) {
		found := f.Found[w.Name]
		if waitless(w.Name) {
			found = policy.RefuseHeld(found)
		}
		faults = append(faults, policy.Forbidden(w.Path, found)...)
	}
	if len(faults) == 0 {
		return nil
	}
	no := policy.Reject(policy.Invalid, "T8.2", "contact")
	if name, due := s.pressing(c.Actor().Role, at); !due.IsZero() {
		no = policy.Reject(policy.Invalid, "T8.2", "contact_due").With("deadline", name).With("at", due.UTC().Format(time.RFC3339))
	}
	no.Faults = faults
	return no
}

// pressing is the first thing that a side's silence would lead to: a deadline, or
// the instant from which the other side may ask for a cancel; zero: nothing.
func (s *State) pressing(side policy.Role, at time.Time) (name string, due time.Time) {
	if d, ok := next(s); ok && s.Phase.Talkroom() {
		name, due = d.Kind.String(), d.At
	}
	if silent := s.SilentEnough(side); silent.After(at) && (due.IsZero() || silent.Before(due)) {
		name, due = string(policy.RemindSilence), silent
	}
	return name, due
}

// mark puts what was found on the texts of the events that a command led to.
func mark(events []Event, c Command, f *Facts) []Event {
	found := map[string][]policy.Found{}
	for _, w := range Writings(c) {
		if !waitless(w.Name) && len(f.Found[w.Name]) > 0 {
			found[w.Name] = slices.Clone(f.Found[w.Name])
		}
	}
	for i := range events {
		events[i] = MapTexts(events[i], func(name string, t Text) Text {
			if t.Body != "" {
				t.Found = found[name]
			}
			return t
		})
	}
	return events
}

// waits refuses a look at words that no operator has to look at (T8.4).
func (s *State) waits(seq int) *policy.Rejection {
	if !slices.Contains(s.HeldTexts, seq) {
		return policy.Reject(policy.WrongState, "T8.4", "not_held")
	}
	return nil
}

// Waiting are the events, by their place in a history, whose words the other side
// does not see: an operator has not looked at them yet, or withholds them (T8.4).
func Waiting(events []Event) map[int]bool {
	var waiting map[int]bool
	for i, e := range events {
		switch e := e.(type) {
		case TextShown:
			delete(waiting, e.Seq)
		default:
			held := false
			MapTexts(e, func(_ string, t Text) Text {
				held = held || len(t.Found) > 0 && t.Held()
				return t
			})
			if held {
				if waiting == nil {
					waiting = map[int]bool{}
				}
				waiting[i+1] = true
			}
		}
	}
	return waiting
}
