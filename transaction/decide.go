package transaction

import (
	"fmt"
	"slices"
	"time"

	"github.com/torikime/torikime/cancel"
	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/policy/money"
	"github.com/torikime/torikime/transaction/internal/stamp"
)

// Facts is what a decision needs from outside the transaction. The engine
// gathers it; it never comes from a client.
type Facts struct {
	// Paused: the service does not accept orders (T1.10, T3.9).
	Paused bool
	// OpenOrders of the service against its Capacity; 0: no cap (T1.10).
	OpenOrders, Capacity int
	// RequireFinished: the seller wants the buyer's earlier talkroom with him to
	// be finished first (T1.13).
	RequireFinished bool
	// Others are the other transactions of the same buyer with the same seller (T1.13, T3.5).
	Others []Other
	// MaxFiles and MaxBytes bound the files of one message (T7.1, T7.2), by the
	// policy in force; 0: not bounded here. Their kinds are package attachment's business.
	MaxFiles int
	MaxBytes int64
	// Earnings is what the seller's account still has of what he has earned anywhere;
	// nil: the transaction's own is the bound (T3.15).
	Earnings *money.Money
	// Found is what was found in the texts of the command (T8.4), by Writing.Name.
	Found map[string][]policy.Found
}

// Other is another transaction of the same two people.
type Other struct {
	ID          string
	Service     string
	PurchasedAt time.Time
	Phase       Phase
}

// Decide judges one command at an instant, on a state in which everything due
// by then has happened (Advance). It answers with the events that follow, or
// with a rejection that names its rule; never with both.
//
// The order of judgement is: party, form, actor, phase, pending request, time,
// limits. A command stamped before the last event is judged at that event's
// instant (T0.6).
func Decide(s State, c Command, f Facts, at time.Time) ([]Event, *policy.Rejection) {
	return judge(&s, c, &f, stamp.At(at, s.LastAt))
}

// judge is Decide at an instant that is no earlier than the last event.
func judge(s *State, c Command, f *Facts, at time.Time) ([]Event, *policy.Rejection) {
	events, no := decide(s, c, f, at)
	if no != nil {
		return nil, foresee(s, c, f, at, no)
	}
	if len(f.Found) > 0 {
		events = mark(events, c, f)
	}
	return events, nil
}

func decide(s *State, c Command, f *Facts, at time.Time) ([]Event, *policy.Rejection) {
	if p, ok := c.(Purchase); ok {
		return purchase(s, &p, f, at)
	}
	if _, no := admit(s, c, f, at); no != nil {
		return nil, no
	}
	switch c := c.(type) {
	case Pay:
		return pay(s, &c, at)
	case Abandon:
		return []Event{PurchaseLapsed{At: at, How: Abandoned}}, nil
	case Message:
		return message(s, &c, at)
	case SetSchedule:
		return setSchedule(s, &c, at)
	case Deliver:
		return deliver(s, &c, at)
	case Approve:
		return approve(s, at)
	case Decline:
		return decline(s, &c, at)
	case RequestCancel:
		return requestCancel(s, &c, f, at)
	case WithdrawCancel, AgreeCancel, RefuseCancel:
		return answerCancel(s, c, at)
	case PayAdditional:
		return payAdditional(s, &c, at)
	case BuyOption:
		return buyOption(s, &c, at)
	case WriteReview:
		return writeReview(s, &c, at)
	case ReplyReview:
		return replyReview(s, &c, at)
	case OperatorCancel, OperatorClose, OperatorHold, OperatorRelease, OperatorRefund, OperatorExtend, OperatorShow, OperatorWithhold:
		return operate(s, c, f, at)
	case Receive:
		return receive(s, &c, at)
	case NoteRefund:
		return noteRefund(s, &c, at)
	case Annotate:
		return []Event{Annotated{At: at, By: c.By.Role, Metadata: metadataText(c.Metadata)}}, nil
	}
	return nil, unknownCommand(c)
}

// admit judges what is the same for every command: party, form, actor, phase,
// pending request.
func admit(s *State, c Command, f *Facts, at time.Time) (verb, *policy.Rejection) {
	if !known(c) {
		return 0, unknownCommand(c)
	}
	v, who := c.command(), c.Actor()
	if no := party(s, who); no != nil {
		return v, no
	}
	if no := form(s, c); no != nil {
		return v, no
	}
	if no := CheckFiles(filesOf(c), f.MaxFiles, f.MaxBytes); no != nil {
		return v, no
	}
	if no := forbidden(s, c, f, at); no != nil {
		return v, no
	}
	// A reason of the other side's is a matter of who asks, whatever the phase.
	if ask, ok := c.(RequestCancel); ok && gates[v].by.has(who.Role) {
		if _, no := cancel.Find(&s.Terms.Cancel, ask.Reason, who.Role); no != nil {
			return v, no
		}
	}
	return v, gates[v].pass(s, v, who)
}

// known reports a variant of the closed set, as a value. A pointer is none: it
// could be nil, and its owner could change it while it is judged.
func known(c Command) bool {
	switch c.(type) {
	case Purchase, Pay, Abandon, Message, Deliver, Approve, Decline, RequestCancel, WithdrawCancel, AgreeCancel,
		RefuseCancel, PayAdditional, BuyOption, WriteReview, ReplyReview, SetSchedule, OperatorCancel, OperatorClose,
		OperatorHold, OperatorRelease, OperatorRefund, OperatorExtend, OperatorShow, OperatorWithhold, Annotate,
		Receive, NoteRefund:
		return true
	}
	return false
}

// unknownCommand refuses what the closed set does not know: a pointer to a
// command, above all.
func unknownCommand(c Command) *policy.Rejection {
	return policy.Reject(policy.Invalid, "T0.9", "unknown_command").With("command", fmt.Sprintf("%T", c))
}

// end is the unrounded end of a window; zero if the policy switches it off.
func end(w *policy.Window, start time.Time) time.Time {
	if w.Off() {
		return time.Time{}
	}
	return w.End(start)
}

// message is T4.3; it may answer the other side's cancel request (T3.8).
func message(s *State, c *Message, at time.Time) ([]Event, *policy.Rejection) {
	posted := MessagePosted{At: at, By: c.By.Role, Text: Text{Body: c.Text}, Files: slices.Clone(c.Files)}
	if s.answeredBy(c.By.Role) {
		return []Event{posted, CancelVoided{At: at, By: c.By.Role, Resumed: s.resumeAfterRequest(c.By.Role, at)}}, nil
	}
	return []Event{posted}, nil
}

// answeredBy reports whether a message of a side would answer the pending request (T3.8).
func (s *State) answeredBy(side policy.Role) bool {
	if s.Request.By == policy.Nobody || s.Request.By == side {
		return false
	}
	reason, ok := s.Terms.Cancel.Reason(s.Request.Reason)
	return ok && cancel.AnsweredByMessage(reason)
}
