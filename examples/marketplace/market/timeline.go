package market

import (
	"encoding/json"
	"strings"
	"time"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/transaction"
)

// Entry is one line of a timeline: what the transaction itself says of it, and
// the words and files that stand beside the log, as far as the viewer may see
// them.
type Entry struct {
	Seq int `json:"seq"`
	transaction.Entry
	// Body is what somebody wrote with it: a message, an operator's reason, the
	// reason of a changed schedule, a review's comment.
	Body  string `json:"body,omitempty"`
	Files []File `json:"files,omitempty"`
	// Steps are the schedule's (T4.12).
	Steps []Step `json:"steps,omitempty"`
	// Items of a review, for its writer and operators (T5.3).
	Items map[string]int `json:"items,omitempty"`
	// Option is the paid option that was bought (T1.12).
	Option string `json:"option,omitempty"`
	// Payment is the id of the payment that brought the money, or that it goes back by.
	Payment string `json:"payment,omitempty"`
	// Until is a deadline's new instant.
	Until *time.Time `json:"until,omitempty"`
	// Of is the entry whose words an operator decided on (T8.4).
	Of int `json:"of,omitempty"`
	// Metadata is the host's own data.
	Metadata map[string]string `json:"metadata,omitempty"`
	// Hidden: there is more, which the viewer may not see (T3.14, T5.8, T8.6).
	Hidden bool `json:"hidden,omitempty"`
	// Waiting: the other side does not see the words; an operator looks at them
	// first, or withholds them (T8.4). For their writer and operators.
	Waiting bool `json:"waiting,omitempty"`
	// Erased: the words or the files are gone with their writer's account (T9.4).
	Erased bool `json:"erased,omitempty"`
	// Findings in the words, for their writer and operators (T8.4).
	Findings []Finding `json:"findings,omitempty"`
}

// timeline is the whole history for a part in it.
func timeline(s *transaction.State, events []transaction.Event, by transaction.Actor, now time.Time, lang policy.Language) []Entry {
	look := look{state: s, by: by, now: now, lang: lang, waiting: transaction.Waiting(events)}
	list := make([]Entry, len(events))
	for i, e := range events {
		list[i] = look.entry(i+1, e)
	}
	return list
}

// look is how somebody sees a transaction.
type look struct {
	state *transaction.State
	by    transaction.Actor
	now   time.Time
	lang  policy.Language
	notes string
	// notesGone: the frozen notes were erased with the seller's account (T9.4).
	notesGone bool
	// waiting are the events whose words the other side does not see (T8.4).
	waiting map[int]bool
}

// content reports whether the talkroom's content is shown (T3.14).
func (l *look) content() bool { return !l.state.Hidden || l.by.Role == policy.Operator }

// writer reports whether the viewer is who wrote the words of an event, or an
// operator.
func (l *look) writer(e transaction.Event) bool {
	return l.by.Role == policy.Operator || l.by.Role == transaction.ByOf(e)
}

// shown reports whether the words of an event are shown: those that wait for an
// operator, to their writer alone (T8.6).
func (l *look) shown(seq int, e transaction.Event) bool { return !l.waiting[seq] || l.writer(e) }

// review reports whether the review by a side is shown (T5.8).
func (l *look) review(side policy.Role) bool {
	return l.by.Role == side || l.by.Role == policy.Operator || transaction.ReviewShown(l.state, side, l.now)
}

// entry is one line. What waits for an operator is content that only its writer
// sees; what was found in words is nobody else's business.
func (l *look) entry(seq int, e transaction.Event) Entry {
	line := l.line(seq, e)
	if !line.Hidden && l.erased(e) {
		line.Erased, line.Files = true, nil
	}
	if !l.shown(seq, e) {
		line.Body, line.Files, line.Steps, line.Hidden = "", nil, nil, true
	} else if l.writer(e) && l.content() {
		line.Waiting = l.waiting[seq]
		transaction.MapTexts(e, func(name string, t transaction.Text) transaction.Text {
			line.Findings = append(line.Findings, findingsIn(name, t.Found, l.lang)...)
			return t
		})
	}
	return line
}

func (l *look) line(seq int, e transaction.Event) Entry {
	line := Entry{Seq: seq, Entry: transaction.EntryOf(e)}
	switch e := e.(type) {
	case transaction.Purchased:
		l.notes = e.Notes.Body
		l.notesGone = e.Notes.Body == "" && e.Notes.Digest != ""
		l.metadata(&line, e.Metadata)
	case transaction.Paid:
		line.Payment = e.Charge
		if e.Kind == transaction.ForOption && e.Option >= 0 && e.Option < len(l.state.Options) {
			line.Option = l.state.Options[e.Option].ID
		}
	case transaction.LatePaymentRefunded:
		line.Payment = e.Charge
	case transaction.RefundNoted:
		line.Payment = e.Charge
	case transaction.NotesPosted:
		l.words(&line, l.notes, nil)
	case transaction.MessagePosted:
		l.words(&line, e.Text.Body, e.Files)
	case transaction.FinalDelivered:
		l.words(&line, e.Text.Body, e.Files)
	case transaction.DeliveryDeclined:
		l.words(&line, e.Text.Body, nil)
	case transaction.ScheduleSet:
		l.words(&line, e.Reason.Body, nil)
		if l.content() {
			line.Steps = steps(&e, l.state, l.now)
		}
	case transaction.CancelRequested:
		l.words(&line, e.Text.Body, nil)
	case transaction.CancelRefused:
		l.words(&line, e.Text.Body, nil)
	case transaction.CancelAgreed:
		l.words(&line, e.Text.Body, nil)
	case transaction.ReviewSent:
		l.sent(&line, &e)
	case transaction.ReviewGiven:
		if !l.review(e.By) {
			line.Stars, line.Hidden = 0, true
		}
	case transaction.ReviewReplied:
		line.Body = e.Text.Body
	case transaction.Annotated:
		l.metadata(&line, e.Metadata)
	default:
		l.operated(&line, e)
	}
	return line
}

// operated adds an operator's written reason, which both sides see (T3.15).
func (l *look) operated(line *Entry, e transaction.Event) {
	switch e := e.(type) {
	case transaction.TransactionCancelled:
		line.Body = e.Text.Body
	case transaction.TalkroomClosed:
		line.Body = e.Reason.Body
	case transaction.PurchaseLapsed:
		line.Body = e.Reason.Body
	case transaction.Held:
		line.Body = e.Reason.Body
	case transaction.Released:
		line.Body = e.Reason.Body
	case transaction.DeadlineExtended:
		line.Body = e.Reason.Body
		line.Until = instant(window(l.state.Terms, e.Kind).Fires(e.End))
	case transaction.PartRefunded:
		line.Body = e.Reason.Body
	case transaction.EarningsRefunded:
		line.Body = e.Reason.Body
	case transaction.TextShown:
		line.Body, line.Of = e.Reason.Body, e.Seq
	case transaction.TextWithheld:
		line.Body, line.Of = e.Reason.Body, e.Seq
	}
}

// words adds content, or says that there is some.
func (l *look) words(line *Entry, body string, attached []transaction.File) {
	if !l.content() {
		line.Hidden = true
		return
	}
	line.Body = body
	for _, f := range attached {
		line.Files = append(line.Files, File{ID: f.ID, Name: f.Name, Size: f.Size, Kind: f.Kind, Encrypted: f.Encrypted})
	}
}

// metadata adds the host's own data, or says that there is some.
func (l *look) metadata(line *Entry, t transaction.Text) {
	if l.content() {
		line.Metadata = metadata(t)
		return
	}
	line.Hidden = !t.None()
}

func (l *look) sent(line *Entry, e *transaction.ReviewSent) {
	if !l.review(e.By) {
		line.Stars, line.Hidden = 0, true
		return
	}
	line.Body = e.Comment.Body
	if l.by.Role == e.By || l.by.Role == policy.Operator {
		line.Items = e.Items
	}
}

// steps are a schedule's lines; one whose day has gone by in an open talkroom is
// shown as missed, and never punished (T4.12).
func steps(e *transaction.ScheduleSet, s *transaction.State, now time.Time) []Step {
	titles := strings.Split(e.Titles.Body, "\n")
	today := s.Terms.Time.Offset.Date(now)
	list := make([]Step, len(e.Dates))
	for i, date := range e.Dates {
		list[i] = Step{Date: date, Missed: s.Phase == transaction.Open && date.Compare(today) < 0}
		if i < len(titles) {
			list[i].Title = titles[i]
		}
	}
	return list
}

// metadata reads the host's own data; nil if there is none or it was erased.
func metadata(t transaction.Text) map[string]string {
	if t.Body == "" {
		return nil
	}
	var m map[string]string
	if json.Unmarshal([]byte(t.Body), &m) != nil {
		return nil
	}
	return m
}

// window is the policy's window behind a deadline, for the instant that is shown (T0.5).
func window(t *policy.Terms, k transaction.DeadlineKind) *policy.Window {
	switch k {
	case transaction.PaymentDue:
		return &t.Purchase.PaymentDue
	case transaction.CancelAnswer:
		return &t.Cancel.Answer
	case transaction.FirstContact:
		return &t.Cancel.FirstContact
	case transaction.Approval:
		return &t.Delivery.Approval
	case transaction.Close:
		return &t.Delivery.Close
	case transaction.AgeLimit:
		return &t.Delivery.AgeLimit
	case transaction.ReviewEnd:
		return &t.Review.Window
	}
	return &t.Cancel.Hide
}

// erased reports that somebody wrote something with an event, or named files, and
// it is gone (T9.4).
func (l *look) erased(e transaction.Event) bool {
	if _, ok := e.(transaction.NotesPosted); ok {
		return l.notesGone
	}
	gone := false
	transaction.MapTexts(e, func(name string, t transaction.Text) transaction.Text {
		switch name {
		case "notes": // shown where they are posted
		case transaction.FilesText: // names are never empty
			gone = gone || strings.Trim(t.Body, "\n") == ""
		default:
			gone = gone || t.Body == "" && t.Digest != ""
		}
		return t
	})
	return gone
}
