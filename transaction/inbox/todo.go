package inbox

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/transaction"
)

// What names an act that somebody owes. It is stable and for programs.
type What string

// The acts, in the order in which two of one instant are listed.
const (
	// Pay: the buyer pays, or the purchase lapses (T1.5).
	Pay What = "pay"
	// AnswerCancel: the other side agrees to a cancel request or refuses it (T3.7).
	AnswerCancel What = "answer_cancel"
	// FirstContact: the seller writes for the first time (T2.1).
	FirstContact What = "first_contact"
	// AnswerDelivery: the buyer approves or declines (T4.6).
	AnswerDelivery What = "answer_delivery"
	// KeepInTouch: a side writes before the other may ask for a cancel (T3.2, T3.4).
	KeepInTouch What = "keep_in_touch"
	// ScheduleMissed: a date of the seller's schedule has passed (T4.12).
	ScheduleMissed What = "schedule_missed"
	// Deliver: the seller makes the final delivery, by the schedule's next date.
	Deliver What = "deliver"
	// CheckTalkroom: the other side has written since this one looked (T9.1).
	CheckTalkroom What = "check_talkroom"
	// Review: a side may review; nobody has to (T5.1).
	Review What = "review"
)

var whats = []What{Pay, AnswerCancel, FirstContact, AnswerDelivery, KeepInTouch, ScheduleMissed, Deliver, CheckTalkroom, Review}

// Urgency sorts to-dos: the smaller, the sooner. In JSON it is a name.
type Urgency uint8

// The urgencies. A to-do without an instant is Later, but for CheckTalkroom, which
// is Soon; a review is always Later.
const (
	// Overdue: the instant has come.
	Overdue Urgency = iota
	// Today: it comes within 24 hours.
	Today
	// Soon: it comes within 72 hours.
	Soon
	// Later: it comes after that, or never.
	Later
	urgencies
)

var urgencyNames = [urgencies]string{"overdue", "today", "soon", "later"}

// String is the urgency's name.
func (u Urgency) String() string {
	if u < urgencies {
		return urgencyNames[u]
	}
	return fmt.Sprintf("urgency(%d)", uint8(u))
}

// MarshalText writes the name.
func (u Urgency) MarshalText() ([]byte, error) {
	if u >= urgencies {
		return nil, fmt.Errorf("inbox: %s has no name", u)
	}
	return []byte(u.String()), nil
}

// UnmarshalText reads a name.
func (u *Urgency) UnmarshalText(text []byte) error {
	for i, name := range urgencyNames {
		if name == string(text) {
			*u = Urgency(i)
			return nil
		}
	}
	return fmt.Errorf("inbox: %q is no urgency; one of %v is", text, urgencyNames)
}

// ToDo is one act that a side owes in one transaction.
type ToDo struct {
	Transaction string `json:"transaction_id"`
	What        What   `json:"what"`
	// Due is by when; zero (null in JSON): there is no instant, or it stands still (T3.13, T3.17).
	Due     *time.Time `json:"due"`
	Urgency Urgency    `json:"urgency"`
}

// ToDos is what a side owes in a transaction at an instant, most urgent first
// (T9.1). read is the side's read mark: the place in the history up to which it has
// seen the talkroom, 0 for none.
//
// The state may be as it was stored: what is overdue has happened in the answer.
func ToDos(s transaction.State, side policy.Role, read int, at time.Time) []ToDo {
	s, _ = transaction.Advance(s, at)
	who, ok := actor(&s, side)
	if !ok {
		return nil
	}
	l := list{s: &s, side: side, at: at}
	may := map[string]bool{}
	for _, a := range transaction.Actions(s, who, transaction.Facts{}, at) {
		may[a.Command] = a.Allowed
	}
	if may["pay"] {
		l.add(Pay, due(&s, transaction.PaymentDue))
	}
	if may["agree-cancel"] {
		l.add(AnswerCancel, due(&s, transaction.CancelAnswer))
	}
	if may["approve"] {
		l.add(AnswerDelivery, due(&s, transaction.Approval))
	}
	if s.Request.By == policy.Nobody {
		l.contact(may["deliver"])
	}
	if s.LastContact == side.Other() && read < s.ContactSeq && !s.Hidden {
		l.add(CheckTalkroom, time.Time{})
	}
	if may["review"] {
		l.add(Review, due(&s, transaction.ReviewEnd))
	}
	slices.SortFunc(l.items, CompareToDos)
	return l.items
}

// CompareToDos orders to-dos of any number of transactions, most urgent first. No
// two to-dos of one person are alike to it.
func CompareToDos(a, b ToDo) int {
	return cmp.Or(
		cmp.Compare(a.Urgency, b.Urgency),
		compareDue(a.Due, b.Due),
		cmp.Compare(slices.Index(whats, a.What), slices.Index(whats, b.What)),
		cmp.Compare(a.Transaction, b.Transaction),
	)
}

// compareDue sets what has no instant behind what has one.
func compareDue(a, b *time.Time) int {
	switch {
	case a == nil && b == nil:
		return 0
	case a == nil:
		return 1
	case b == nil:
		return -1
	}
	return a.Compare(*b)
}

func actor(s *transaction.State, side policy.Role) (transaction.Actor, bool) {
	switch {
	case s.Phase == transaction.None:
	case side == policy.Buyer:
		return transaction.Buyer(s.Buyer), true
	case side == policy.Seller:
		return transaction.Seller(s.Seller), true
	}
	return transaction.Actor{}, false
}

type list struct {
	s     *transaction.State
	side  policy.Role
	at    time.Time
	items []ToDo
}

// contact adds what a side owes the other while nothing else is in the way.
func (l *list) contact(mayDeliver bool) {
	s := l.s
	first := l.side == policy.Seller && s.Phase == transaction.Open && s.SellerContact.IsZero() && !s.Terms.Cancel.FirstContact.Off()
	if first {
		l.add(FirstContact, due(s, transaction.FirstContact))
	}
	if _, end, ok := silence(s, l.side); ok {
		l.add(KeepInTouch, end)
	}
	if l.side != policy.Seller {
		return
	}
	missed, next := owed(s, l.at)
	if !missed.IsZero() {
		l.add(ScheduleMissed, missed)
	}
	if mayDeliver {
		l.add(Deliver, next)
	}
}

// add lists an act; while an operator holds the transaction nothing has an
// instant (T3.17).
func (l *list) add(w What, at time.Time) {
	item := ToDo{Transaction: l.s.ID, What: w, Urgency: Later}
	if !at.IsZero() && l.s.HeldAt.IsZero() {
		item.Due, item.Urgency = &at, urgency(at.Sub(l.at))
	}
	switch w {
	case Review:
		item.Urgency = Later
	case CheckTalkroom:
		item.Urgency = Soon
	}
	l.items = append(l.items, item)
}

func urgency(left time.Duration) Urgency {
	switch {
	case left <= 0:
		return Overdue
	case left <= day:
		return Today
	case left <= 3*day:
		return Soon
	}
	return Later
}

var whatWords = map[What]words{
	Pay:            {"Complete the payment.", "お支払いを完了してください。"},
	AnswerCancel:   {"Answer the cancel request: agree or refuse.", "キャンセル申請に、同意するかお断りするかの返答をしてください。"},
	FirstContact:   {"Write to the buyer for the first time.", "購入者に最初のご連絡をしてください。"},
	AnswerDelivery: {"Approve the delivery, or decline it.", "納品内容を確認し、承諾または差し戻しをしてください。"},
	KeepInTouch:    {"Write in the talkroom; the other side is waiting.", "お相手が返信をお待ちです。トークルームでご連絡ください。"},
	ScheduleMissed: {"A date of your schedule has passed: deliver, or change the schedule.", "予定日を過ぎています。納品するか、予定を変更してください。"},
	Deliver:        {"Make the final delivery.", "正式な回答（納品）をしてください。"},
	CheckTalkroom:  {"Look into the talkroom; there is something new.", "トークルームに新しい連絡があります。ご確認ください。"},
	Review:         {"You may write a review.", "評価を入力できます。"},
}

// Text says what is to be done, in one sentence.
func (w What) Text(lang policy.Language) string {
	text, ok := whatWords[w]
	if !ok {
		return string(w)
	}
	return text.in(lang)
}
