package inbox

import (
	"cmp"
	"fmt"
	"time"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/policy/money"
	"github.com/torikime/torikime/transaction"
)

// Notice tells somebody something: what an event did, or what comes. It is data that may be stored and sent; Text puts it into words. It holds ids,
// instants and amounts, and never what people wrote.
type Notice struct {
	// ID is stable: the same notice has it whenever and wherever it is derived.
	ID string `json:"id"`
	// One of them says what it is about.
	Transaction  string `json:"transaction_id,omitempty"`
	Quotation    string `json:"quotation_id,omitempty"`
	Conversation string `json:"conversation_id,omitempty"`
	Payout       string `json:"payout_id,omitempty"`
	// To is the side, Person the host's id of whoever plays it.
	To     policy.Role `json:"to"`
	Person string      `json:"person"`
	Kind   Kind        `json:"kind"`
	// At is when it happened, or when the reminder was due: UTC.
	At time.Time `json:"at"`
	// Seq is the event's place in the history, from 1; 0 for a reminder.
	Seq int `json:"seq,omitempty"`
	// Other is the id of the other side, Service that of what was bought; a payout has
	// neither.
	Other   string `json:"other"`
	Service string `json:"service"`
	// Amount is money in the kind's own sense.
	Amount *money.Money `json:"amount,omitempty"`
	// Fee is what a payout cost.
	Fee *money.Money `json:"fee,omitempty"`
	// Due is by when somebody has to act, or when something happens by itself; zero: no instant.
	Due time.Time `json:"due,omitzero"`
	// Reason is a cancel reason, Deadline the kind of a deadline that was moved.
	Reason   string `json:"reason,omitempty"`
	Deadline string `json:"deadline,omitempty"`
	// Stars of a review that the reader may see, 1 to 5.
	Stars int `json:"stars,omitempty"`
}

// Compare orders notices by their instants; of one instant, what happened comes
// before reminders.
func Compare(a, b Notice) int {
	return cmp.Or(
		a.At.Compare(b.At),
		cmp.Compare(a.Transaction, b.Transaction),
		cmp.Compare(order(&a), order(&b)),
		cmp.Compare(a.ID, b.ID),
	)
}

func order(n *Notice) int {
	if n.Seq == 0 {
		return int(^uint(0) >> 1)
	}
	return n.Seq
}

// Notices are what an event tells the sides (T9.2): the other side of whoever did
// it, and both where the system did. s is the state after the event, seq its place in the
// history. Where several events follow from one command, the last of them tells: an
// agreement is told by the cancel, a payment for the purchase by the opening. One event
// alone can't show that a purchase was paid at once: Feed and NoticesOf leave it to the opening.
func Notices(e transaction.Event, s transaction.State, seq int) []Notice {
	t := telling{s: &s, at: e.When(), seq: seq}
	switch e := e.(type) {
	case transaction.Purchased:
		t.tell(policy.Seller, "purchased").amount(e.Price)
	case transaction.PaymentDeclined:
		t.tell(policy.Buyer, "payment_declined").due(due(&s, transaction.PaymentDue))
	case transaction.Paid:
		if e.Kind != transaction.ForPurchase {
			t.tell(policy.Seller, Kind("paid_"+e.Kind.String())).amount(money.New(e.Payment.Net, e.Amount.Currency()))
		}
	case transaction.LatePaymentRefunded:
		t.tell(policy.Buyer, "late_payment_refunded").amount(e.Amount)
	case transaction.Opened:
		first := due(&s, transaction.FirstContact)
		t.tell(policy.Seller, "opened_seller").due(first).amount(s.Price)
		t.tell(policy.Buyer, "opened_buyer").due(first)
	case transaction.NotesPosted:
		t.tell(policy.Buyer, "notes_posted")
	case transaction.PurchaseLapsed:
		t.lapsed(e.How)
	case transaction.MessagePosted:
		kind := Kind("message")
		if e.Text.Held() {
			kind = "message_held"
		}
		t.tell(e.By.Other(), kind).due(answerBy(&s, e.By.Other()))
	case transaction.ScheduleSet:
		t.tell(policy.Buyer, "schedule_set")
	default:
		t.talkroom(e)
	}
	return t.list
}

// talkroom tells of deliveries, cancels and ends.
func (t *telling) talkroom(e transaction.Event) {
	switch e := e.(type) {
	case transaction.FinalDelivered:
		kind := Kind("delivered")
		if t.s.DeclinesLeft() == 0 {
			kind = "delivered_last"
		}
		t.tell(policy.Buyer, kind).due(t.approveBy(e.ApproveBy))
	case transaction.DeliveryApproved:
		if e.By == policy.Buyer { // the system's approval closes: TalkroomClosed tells
			t.tell(policy.Seller, "approved").due(due(t.s, transaction.Close))
		}
	case transaction.DeliveryDeclined:
		t.tell(policy.Seller, "declined")
	case transaction.TalkroomClosed:
		t.closed(&e)
	case transaction.CancelRequested:
		kind := Kind("cancel_requested")
		if t.s.Outcome(transaction.CancelAnswer) == "request_lapses" {
			kind = "cancel_requested_lapses"
		}
		t.tell(e.By.Other(), kind).due(due(t.s, transaction.CancelAnswer)).reason(e.Reason)
	case transaction.CancelWithdrawn:
		t.tell(e.By.Other(), "cancel_withdrawn")
	case transaction.CancelRefused:
		t.tell(e.By.Other(), "cancel_refused")
	case transaction.CancelVoided:
		t.tell(e.By.Other(), "cancel_voided")
	case transaction.CancelLapsed:
		t.both("cancel_lapsed")
	case transaction.TransactionCancelled:
		for _, n := range t.both(Kind("cancelled_" + e.How.String())) {
			n.amount(e.Refunded).reason(e.Reason).due(t.reviewBy(n.To))
		}
	default:
		t.afterwards(e)
	}
}

// afterwards tells of reviews and of what operators do. CancelAgreed, ReviewsEnded and
// Annotated tell nobody.
func (t *telling) afterwards(e transaction.Event) {
	switch e := e.(type) {
	case transaction.ReviewSent:
		if !transaction.ReviewShown(t.s, e.By, t.at) {
			t.tell(e.By.Other(), "review_sent_blind").due(t.reviewBy(e.By.Other()))
			return
		}
		t.tell(e.By.Other(), "review_sent").stars(e.Stars)
	case transaction.ReviewGiven:
		t.tell(e.By.Other(), "review_given").stars(e.Stars)
		t.tell(e.By, "review_given_for_you").stars(e.Stars)
	case transaction.ReviewReplied:
		t.tell(policy.Buyer, "review_replied")
	case transaction.ContentHidden:
		t.both("content_hidden")
	case transaction.Held:
		t.both("held")
	case transaction.Released:
		t.both("released")
	case transaction.DeadlineExtended:
		for _, n := range t.both("deadline_extended") {
			n.due(due(t.s, e.Kind)).Deadline = e.Kind.String()
		}
	case transaction.PartRefunded:
		for _, n := range t.both("part_refunded") {
			n.amount(e.Amount)
		}
	case transaction.EarningsRefunded:
		for _, n := range t.both("earnings_refunded") {
			n.amount(e.Amount)
		}
	case transaction.RefundNoted:
		t.refund(&e)
	case transaction.TextShown:
		t.both("text_shown")
	case transaction.TextWithheld:
		t.both("text_withheld")
	}
}

// refund tells the buyer of money that has left, or came back; that a provider was
// asked changes nothing for him.
func (t *telling) refund(e *transaction.RefundNoted) {
	switch e.Stage {
	case transaction.RefundConfirmed:
		t.tell(policy.Buyer, "refund_confirmed").amount(e.Amount)
	case transaction.RefundReturned:
		t.tell(policy.Buyer, "refund_returned").amount(e.Amount)
	}
}

func (t *telling) lapsed(how transaction.How) {
	kind := Kind("lapsed_" + how.String())
	if how == transaction.Abandoned {
		t.tell(policy.Seller, kind)
		return
	}
	t.both(kind)
}

func (t *telling) closed(e *transaction.TalkroomClosed) {
	t.tell(policy.Seller, Kind("closed_"+e.How.String()+"_seller")).amount(e.Earned).due(t.reviewBy(policy.Seller))
	if e.How != transaction.ByReview { // the buyer's own act
		t.tell(policy.Buyer, Kind("closed_"+e.How.String()+"_buyer")).due(t.reviewBy(policy.Buyer))
	}
}

// approveBy is until when the buyer answers a delivery. One that answers his own
// cancel request makes it void in the same moment (T3.8), so the clock is not yet seen to run.
func (t *telling) approveBy(end time.Time) time.Time {
	if !t.s.HeldAt.IsZero() {
		return time.Time{}
	}
	return t.s.Terms.Delivery.Approval.Fires(end)
}

// reviewBy is until when a side may review; zero if it may not.
func (t *telling) reviewBy(side policy.Role) time.Time {
	s := t.s
	may := s.Phase == transaction.Closed || side == policy.Buyer && s.Cancel.BuyerMay || side == policy.Seller && s.Cancel.SellerMay
	if !may || s.ReviewBy(side).Sent() {
		return time.Time{}
	}
	return due(s, transaction.ReviewEnd)
}

// answerBy is what the silence of a side that was written to leads up to: the end
// of its time for a first contact, or the instant from which the other may ask for a cancel.
func answerBy(s *transaction.State, side policy.Role) time.Time {
	if side == policy.Seller && s.SellerContact.IsZero() {
		if at := due(s, transaction.FirstContact); !at.IsZero() {
			return at
		}
	}
	if _, end, ok := silence(s, side); ok && s.HeldAt.IsZero() && s.Request.By == policy.Nobody {
		return end
	}
	return time.Time{}
}

// telling collects the notices of one event or reminder.
type telling struct {
	s    *transaction.State
	at   time.Time
	seq  int
	list []Notice
}

// tell adds a notice; at most one for each side.
func (t *telling) tell(to policy.Role, k Kind) *Notice {
	n := about(t.s, to, k, t.at)
	n.Seq = t.seq
	n.ID = fmt.Sprintf("%s/%d/%s", t.s.ID, t.seq, to)
	t.list = append(t.list, n)
	return &t.list[len(t.list)-1]
}

func (t *telling) both(k Kind) []*Notice {
	t.tell(policy.Buyer, k)
	t.tell(policy.Seller, k)
	return []*Notice{&t.list[0], &t.list[1]}
}

func about(s *transaction.State, to policy.Role, k Kind, at time.Time) Notice {
	n := Notice{Transaction: s.ID, To: to, Kind: k, At: at, Person: s.Buyer, Other: s.Seller, Service: s.Service}
	if to == policy.Seller {
		n.Person, n.Other = s.Seller, s.Buyer
	}
	return n
}

func (n *Notice) amount(m money.Money) *Notice { n.Amount = &m; return n }
func (n *Notice) due(at time.Time) *Notice     { n.Due = at; return n }
func (n *Notice) reason(id string) *Notice     { n.Reason = id; return n }
func (n *Notice) stars(count int) *Notice      { n.Stars = count; return n }
