package market

import (
	"time"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/policy/money"
)

// Talkroom is one transaction as somebody may see it at one instant. Its form is
// the API's; the pages show the same.
type Talkroom struct {
	ID          string      `json:"id"`
	Buyer       string      `json:"buyer"`
	Seller      string      `json:"seller"`
	ServiceID   *string     `json:"service_id" doc:"null for a quotation that names no service"`
	QuotationID *string     `json:"quotation_id" doc:"null for a direct purchase"`
	Policy      string      `json:"policy" doc:"Name of the policy that was frozen at the purchase (T1.9)"`
	Title       string      `json:"title" doc:"The service's title"`
	Seq         int         `json:"seq" doc:"Number of events so far; send it back as expected_seq"`
	Role        policy.Role `json:"role" doc:"What the caller is here"`
	Phase       string      `json:"phase" enum:"awaiting_payment,open,delivered,approved,closed,cancelled,lapsed"`

	Price    money.Money `json:"price" doc:"At the purchase, picked options included, without fees"`
	ToPay    money.Money `json:"to_pay" doc:"What the purchase costs the buyer in all, his fee included"`
	Paid     money.Money `json:"paid" doc:"All that the buyer paid; never reduced"`
	Held     money.Money `json:"held" doc:"What the platform holds; 0 once ended (T10.1)"`
	Fee      money.Money `json:"fee" doc:"Both fees on what was paid and not refunded (T1.11)"`
	Refunded money.Money `json:"refunded" doc:"Counts from the deciding event"`
	Earned   money.Money `json:"earned" doc:"At the close: paid less refunded less fee"`
	Refunds  []Refund    `json:"refunds"`
	Payments []Payment   `json:"payments" doc:"What the buyer paid, or tried to, at a provider; oldest first"`
	Options  []Option    `json:"options" doc:"The listing's paid options, frozen at the purchase (T1.12)"`

	BuyerRating *float64 `json:"buyer_rating" doc:"The buyer's average, for his seller and operators (T5.9); null: none yet, or not for the caller"`
	Silence     Silence  `json:"silence"`
	Inspection  bool     `json:"inspection" doc:"Declines without limit (T4.8)"`

	PurchasedAt *time.Time `json:"purchased_at"`
	OpenedAt    *time.Time `json:"opened_at"`
	DeliveredAt *time.Time `json:"delivered_at"`
	ApprovedAt  *time.Time `json:"approved_at"`
	ClosedAt    *time.Time `json:"closed_at"`
	CancelledAt *time.Time `json:"cancelled_at"`

	DeclinesLeft *int           `json:"declines_left" doc:"null: no limit (T4.5, T4.8)"`
	HeldSince    *time.Time     `json:"held_since" doc:"Since when an operator's hold stops every deadline (T3.17)"`
	Cancel       *CancelRequest `json:"cancel" doc:"The pending cancel request (T3.6)"`
	CancelledBy  *CancelledBy   `json:"cancelled_by"`
	Deadlines    []Deadline     `json:"deadlines" doc:"Running ones, earliest first; a clock that stands still is not listed"`
	Actions      []Action       `json:"actions" doc:"Every command that the caller's role can ever give"`
	Reviews      Reviews        `json:"reviews"`

	Schedule []Step            `json:"schedule" doc:"The delivery schedule as it stands (T4.12)"`
	Metadata map[string]string `json:"metadata" doc:"The host's own data, without effect on rules"`
	Hidden   bool              `json:"hidden" doc:"The content is no longer shown to both sides (T3.14)"`
	ReadSeq  int               `json:"read_seq" doc:"The caller's read mark"`
	Timeline []Entry           `json:"timeline" doc:"Everything that happened, in order"`
}

// Refund is money on its way back to the buyer.
type Refund struct {
	Amount money.Money `json:"amount"`
	State  string      `json:"state" enum:"asked,sent,confirmed" doc:"The provider's progress (T10.3); of an amount that goes back by several payments, that of the last"`
}

// Option is a paid option of the listing (T1.12).
type Option struct {
	ID    string      `json:"id"`
	Title string      `json:"title"`
	Price money.Money `json:"price"`
	// Bought: with the purchase or later.
	Bought bool `json:"bought"`
}

// Silence says since when each side is silent. Both sides see both.
type Silence struct {
	Buyer  Silent `json:"buyer"`
	Seller Silent `json:"seller"`
}

// Silent is one side's silence (T3.2, T3.4); nulls while there is no talkroom.
type Silent struct {
	Since              *time.Time `json:"since" doc:"The last contact, or the opening before the first"`
	OtherMayCancelFrom *time.Time `json:"other_may_cancel_from" doc:"From when the silence is long enough; the last contact must also be the other side's"`
}

// CancelRequest is a pending cancel request (T3.6).
type CancelRequest struct {
	By          policy.Role `json:"by"`
	Reason      string      `json:"reason"`
	RequestedAt time.Time   `json:"requested_at"`
	AnswerBy    *time.Time  `json:"answer_by" doc:"null while a hold stops it (T3.17)"`
}

// CancelledBy says how a transaction was cancelled.
type CancelledBy struct {
	By     policy.Role `json:"by"`
	Reason string      `json:"reason"`
	How    string      `json:"how" enum:"agreed,silence,system,operator"`
}

// Deadline is an instant at which something happens by itself.
type Deadline struct {
	Kind    string    `json:"kind" enum:"payment_due,cancel_answer,first_contact,approval,close,age_limit,review_end,hide"`
	At      time.Time `json:"at"`
	Outcome string    `json:"outcome" enum:"lapsed,cancelled,request_lapses,closed,reviews_end,hidden"`
}

// Action is one command as the caller could give it now.
type Action struct {
	Command   string         `json:"command"`
	Allowed   bool           `json:"allowed" doc:"Some input would be accepted now"`
	Rejection *Refusal       `json:"rejection"`
	Reasons   []ReasonAction `json:"reasons,omitempty" doc:"For request-cancel: the caller's reasons"`
}

// ReasonAction is one cancel reason as the caller could use it now.
type ReasonAction struct {
	Reason    string        `json:"reason"`
	Allowed   bool          `json:"allowed"`
	Rejection *Refusal      `json:"rejection"`
	OnSilence string        `json:"on_silence" enum:"cancels,lapses" doc:"What the other side's silence does (T3.7)"`
	MayReview []policy.Role `json:"may_review" doc:"Who may review if the other side agrees"`
	Counts    bool          `json:"counts" doc:"Whether it counts against the completion rate if the other side agrees"`
	IfSilent  Consequences  `json:"if_silent" doc:"What follows from the other side's silence"`
}

// Consequences follow from a cancel that takes effect by silence.
type Consequences struct {
	MayReview    []policy.Role `json:"may_review"`
	Counts       bool          `json:"counts"`
	Star         int           `json:"star" doc:"Given automatically; 0: none (T3.9, T3.10)"`
	StarOn       string        `json:"star_on,omitempty" enum:"buyer,seller"`
	PausesSeller bool          `json:"pauses_seller"`
}

// Reviews are both sides' reviews; null where there is none.
type Reviews struct {
	Buyer  *Review `json:"buyer"`
	Seller *Review `json:"seller"`
}

// Review is one side's review as far as the caller may see it. One that is still
// hidden (T5.8) has Sent alone.
type Review struct {
	Sent      bool           `json:"sent"`
	Stars     int            `json:"stars,omitempty"`
	Comment   *string        `json:"comment,omitempty"`
	Items     map[string]int `json:"items,omitempty" doc:"Private items: for their writer and operators (T5.3)"`
	Automatic *bool          `json:"automatic,omitempty" doc:"Given by the system (T5.10)"`
	SentAt    *time.Time     `json:"sent_at,omitempty"`
	Reply     *Reply         `json:"reply,omitempty" doc:"The seller's answer (T5.7)"`
	Erased    bool           `json:"erased,omitempty" doc:"The comment is gone with its writer's account (T9.4); the stars stay"`
}

// Reply is the seller's answer to the buyer's review (T5.7).
type Reply struct {
	Comment string    `json:"comment"`
	SentAt  time.Time `json:"sent_at"`
	Erased  bool      `json:"erased,omitempty" doc:"The words are gone with their writer's account (T9.4)"`
}

// Step is one line of a delivery schedule (T4.12).
type Step struct {
	Title string      `json:"title"`
	Date  policy.Date `json:"date"`
	// Missed: the day has gone by and nothing was approved. Shown, never punished.
	Missed bool `json:"missed"`
}

// File is an attached file.
type File struct {
	ID        string `json:"id"`
	Name      string `json:"name" doc:"Empty if it was erased"`
	Size      int64  `json:"size" doc:"Bytes"`
	Kind      string `json:"kind" doc:"Judged by content and name (T7.3)"`
	Encrypted bool   `json:"encrypted" doc:"An archive that nobody could look into (T7.4)"`
}

// Page is a part of a list.
type Page[T any] struct {
	Items []T `json:"items"`
	// NextCursor asks for the next page; null at the end.
	NextCursor *string `json:"next_cursor"`
}
