package transaction

import (
	"time"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/policy/money"
	"github.com/torikime/torikime/transaction/ledger"
)

// Event is a fact about a transaction. It holds every instant and amount that
// was computed when it was decided: replay computes no date and no fee.
//
// The set is closed; the variants are the struct types of this file, as values.
type Event interface {
	// When is the instant at which it happened.
	When() time.Time
	event()
}

// Text is something a person wrote. Words stand in Body while they are at hand;
// the log keeps only a digest of them (package codec), so that they can be
// erased without touching the log.
type Text struct {
	// Body is the words; empty when they were erased or not asked for.
	Body string
	// Digest is the keyed digest that the log keeps; empty before the event is stored.
	Digest string
	// Found is what was found in the words when they were written (T8.4). It stays
	// when they are erased: spans and kinds tell no secret.
	Found []policy.Found
}

// None reports that nothing was written.
func (t *Text) None() bool { return t.Body == "" && t.Digest == "" }

// Held reports that an operator has to look at the words before the other side
// sees them (T8.4, T8.6).
func (t *Text) Held() bool { return policy.Strictest(t.Found) == policy.Hold }

// File is an attached file that package attachment has judged.
type File struct {
	// ID is the host's name of the stored bytes.
	ID string `json:"id"`
	// Name is the cleaned file name; kept beside the log like a Text.
	Name string `json:"-"`
	// Size is in bytes.
	Size int64 `json:"size"`
	// Kind is the judged kind, such as "pdf".
	Kind string `json:"kind"`
	// Encrypted marks an archive that could not be looked into (T7.4).
	Encrypted bool `json:"encrypted,omitempty"`
}

// Purchased: the buyer has purchased; the price and the terms are frozen (T1.9).
type Purchased struct {
	At        time.Time
	ID        string
	Buyer     string
	Seller    string
	Service   string
	Quotation string
	// Terms are the frozen policy sections; the log keeps their Digest.
	Terms *policy.Terms
	// Digest is the terms' digest; filled when the event is stored or read back.
	Digest string
	// Price is without fees, Lines are the options picked, by index into Options.
	Price   money.Money
	Lines   []int
	Options []Option
	// Fees are the fees on the price, as they will be paid.
	Fees       Payment
	Inspection bool
	// PayBy is the unrounded end of the time to pay (T1.5).
	PayBy time.Time
	// Notes are the listing's notes for buyers, frozen (T1.7).
	Notes Text
	// Metadata is the host's own data, as a JSON object.
	Metadata Text
	// OpenOrders and Capacity are what T1.10 was judged by.
	OpenOrders, Capacity int
}

// PaymentDeclined: the payment provider said no; the purchase waits on (T1.5).
type PaymentDeclined struct{ At time.Time }

// Paid: a payment is complete and held (T10.1).
type Paid struct {
	At     time.Time
	Kind   PaymentKind
	Option int // index of the option, for ForOption; else -1
	// Payment is what it was for and its fees; Amount is what the buyer paid in all.
	Payment Payment
	Amount  money.Money
	// Charge is the provider's movement that brought it; empty for a host that
	// settles by itself.
	Charge   string
	Postings []ledger.Posting
}

// LatePaymentRefunded: money arrived when it could pay for nothing any more, and
// goes back (T1.5).
type LatePaymentRefunded struct {
	At     time.Time
	Amount money.Money
	// Charge is what brought it, and Back the same charge with all of it; both are
	// empty for a host that settles by itself.
	Charge   string
	Back     []Back
	Postings []ledger.Posting
}

// Opened: the talkroom is open (T1.6). Instants are unrounded ends; zero: no such deadline.
type Opened struct {
	At             time.Time
	FirstContactBy time.Time
	AgeLimitAt     time.Time
}

// NotesPosted: the frozen notes for buyers stand in the talkroom (T1.7). The
// words are those of Purchased.
type NotesPosted struct{ At time.Time }

// PurchaseLapsed: the purchase ended without a payment (T1.5).
type PurchaseLapsed struct {
	At     time.Time
	How    How
	Reason Text // an operator's
}

// MessagePosted: one side wrote in the talkroom.
type MessagePosted struct {
	At    time.Time
	By    policy.Role
	Text  Text
	Files []File
}

// ScheduleSet: the seller posted or changed the delivery schedule (T4.12).
type ScheduleSet struct {
	At    time.Time
	Dates []policy.Date
	// Titles are the steps' titles, one a line.
	Titles Text
	Reason Text
}

// FinalDelivered: the seller made a final delivery (T4.1).
type FinalDelivered struct {
	At    time.Time
	Text  Text
	Files []File
	// ApproveBy is the unrounded end of the time to answer (T4.6).
	ApproveBy time.Time
}

// DeliveryApproved: by the buyer, or by the system after silence (T4.4, T4.6).
type DeliveryApproved struct {
	At time.Time
	By policy.Role
	// CloseBy is the unrounded end of the time to the close (T4.4); zero: closed at once.
	CloseBy time.Time
}

// DeliveryDeclined: by the buyer; back to the state before the delivery (T4.5).
type DeliveryDeclined struct {
	At   time.Time
	Text Text
}

// TalkroomClosed: finished; the seller's earnings are available (T4.10, T10.2).
type TalkroomClosed struct {
	At     time.Time
	How    How
	Reason Text // an operator's
	Fee    money.Money
	Earned money.Money
	// ReviewBy is the end of the review window (T5.2), BlindUntil of the blind one (T5.8).
	ReviewBy   time.Time
	BlindUntil time.Time
	Postings   []ledger.Posting
}

// CancelRequested: one side asks to cancel (T3.1, T3.2).
type CancelRequested struct {
	At     time.Time
	By     policy.Role
	Reason string
	Text   Text
	// AnswerBy is the unrounded end of the time to answer (T3.7).
	AnswerBy time.Time
}

// CancelWithdrawn: who asked took the request back (T3.6).
type CancelWithdrawn struct {
	At      time.Time
	By      policy.Role
	Resumed []Resumed
}

// CancelRefused: the other side refused; the transaction goes on (T3.6).
type CancelRefused struct {
	At      time.Time
	By      policy.Role
	Text    Text
	Resumed []Resumed
}

// CancelAgreed: the other side agreed; TransactionCancelled follows at once (T3.6).
type CancelAgreed struct {
	At   time.Time
	By   policy.Role
	Text Text
}

// CancelVoided: an answer in the talkroom made the request void (T3.8).
type CancelVoided struct {
	At      time.Time
	By      policy.Role
	Resumed []Resumed
}

// CancelLapsed: nobody answered a request that silence does not decide (T3.7).
type CancelLapsed struct {
	At      time.Time
	Resumed []Resumed
}

// TransactionCancelled: finished; everything paid goes back (T3.11).
type TransactionCancelled struct {
	At           time.Time
	By           policy.Role
	Reason       string
	How          How
	Text         Text // an operator's reason
	BuyerMay     bool
	SellerMay    bool
	Counts       bool
	PausesSeller bool
	Refunded     money.Money
	ReviewBy     time.Time // zero: nobody may review
	BlindUntil   time.Time
	HideAt       time.Time // zero: never hidden (T3.14)
	// Back says what of Refunded goes back by which charge.
	Back     []Back
	Postings []ledger.Posting
}

// ReviewSent: one side's review, final (T5.6).
type ReviewSent struct {
	At      time.Time
	By      policy.Role
	Stars   int
	Comment Text
	// Items are the private items (T5.3).
	Items map[string]int
}

// ReviewGiven: a review that the system gave in the name of a side that was let
// down (T5.10).
type ReviewGiven struct {
	At    time.Time
	By    policy.Role
	Stars int
}

// ReviewReplied: the seller answered the buyer's review (T5.7).
type ReviewReplied struct {
	At   time.Time
	Text Text
}

// ReviewsEnded: the review window is over (T5.2).
type ReviewsEnded struct{ At time.Time }

// ContentHidden: both sides no longer see the cancelled talkroom's content (T3.14).
type ContentHidden struct{ At time.Time }

// Held: an operator stopped every deadline (T3.17).
type Held struct {
	At     time.Time
	By     string
	Reason Text
}

// Released: the hold is over; the deadlines run on with the time they had left (T3.17).
type Released struct {
	At      time.Time
	By      string
	Reason  Text
	Resumed []Resumed
}

// DeadlineExtended: an operator moved a deadline to later (T3.15).
type DeadlineExtended struct {
	At     time.Time
	By     string
	Kind   DeadlineKind
	End    time.Time // the new unrounded end
	Reason Text
}

// PartRefunded: an operator sent a part of what is held back (T3.15).
type PartRefunded struct {
	At     time.Time
	By     string
	Reason Text
	// Amount goes back in all: what was asked and the buyer's fee on it.
	Amount money.Money
	// Payments are what remains, with the fees computed anew.
	Payments []Payment
	// Back says what of Amount goes back by which charge.
	Back     []Back
	Postings []ledger.Posting
}

// EarningsRefunded: an operator sent earnings that were not paid out back, after
// the close (T3.15).
type EarningsRefunded struct {
	At     time.Time
	By     string
	Reason Text
	Amount money.Money
	// Ref is the decision of the seller's account that this one follows; empty where
	// there is no such account.
	Ref string
	// Back says what of Amount goes back by which charge.
	Back     []Back
	Postings []ledger.Posting
}

// RefundNoted: a provider has got further with sending money back, or the money
// returned from there (T3.11, T10.3).
type RefundNoted struct {
	At time.Time
	// Seq is the event that owed it, from 1, and Charge the capture by which it goes.
	Seq    int
	Charge string
	Amount money.Money
	Stage  RefundStage
	// Postings are those of money that left, or came back.
	Postings []ledger.Posting
}

// TextShown: an operator let the other side see held words (T8.4).
type TextShown struct {
	At     time.Time
	By     string
	Seq    int // the event that the words belong to
	Reason Text
}

// TextWithheld: an operator keeps held words from the other side (T8.4).
type TextWithheld struct {
	At     time.Time
	By     string
	Seq    int // the event that the words belong to
	Reason Text
}

// Annotated: the host's own data was replaced; no effect on rules.
type Annotated struct {
	At       time.Time
	By       policy.Role
	Metadata Text
}

func (e Purchased) When() time.Time            { return e.At }
func (e PaymentDeclined) When() time.Time      { return e.At }
func (e Paid) When() time.Time                 { return e.At }
func (e LatePaymentRefunded) When() time.Time  { return e.At }
func (e Opened) When() time.Time               { return e.At }
func (e NotesPosted) When() time.Time          { return e.At }
func (e PurchaseLapsed) When() time.Time       { return e.At }
func (e MessagePosted) When() time.Time        { return e.At }
func (e ScheduleSet) When() time.Time          { return e.At }
func (e FinalDelivered) When() time.Time       { return e.At }
func (e DeliveryApproved) When() time.Time     { return e.At }
func (e DeliveryDeclined) When() time.Time     { return e.At }
func (e TalkroomClosed) When() time.Time       { return e.At }
func (e CancelRequested) When() time.Time      { return e.At }
func (e CancelWithdrawn) When() time.Time      { return e.At }
func (e CancelRefused) When() time.Time        { return e.At }
func (e CancelAgreed) When() time.Time         { return e.At }
func (e CancelVoided) When() time.Time         { return e.At }
func (e CancelLapsed) When() time.Time         { return e.At }
func (e TransactionCancelled) When() time.Time { return e.At }
func (e ReviewSent) When() time.Time           { return e.At }
func (e ReviewGiven) When() time.Time          { return e.At }
func (e ReviewReplied) When() time.Time        { return e.At }
func (e ReviewsEnded) When() time.Time         { return e.At }
func (e ContentHidden) When() time.Time        { return e.At }
func (e Held) When() time.Time                 { return e.At }
func (e Released) When() time.Time             { return e.At }
func (e DeadlineExtended) When() time.Time     { return e.At }
func (e PartRefunded) When() time.Time         { return e.At }
func (e EarningsRefunded) When() time.Time     { return e.At }
func (e RefundNoted) When() time.Time          { return e.At }
func (e Annotated) When() time.Time            { return e.At }

func (e TextShown) When() time.Time    { return e.At }
func (e TextWithheld) When() time.Time { return e.At }

func (Purchased) event()            {}
func (PaymentDeclined) event()      {}
func (Paid) event()                 {}
func (LatePaymentRefunded) event()  {}
func (Opened) event()               {}
func (NotesPosted) event()          {}
func (PurchaseLapsed) event()       {}
func (MessagePosted) event()        {}
func (ScheduleSet) event()          {}
func (FinalDelivered) event()       {}
func (DeliveryApproved) event()     {}
func (DeliveryDeclined) event()     {}
func (TalkroomClosed) event()       {}
func (CancelRequested) event()      {}
func (CancelWithdrawn) event()      {}
func (CancelRefused) event()        {}
func (CancelAgreed) event()         {}
func (CancelVoided) event()         {}
func (CancelLapsed) event()         {}
func (TransactionCancelled) event() {}
func (ReviewSent) event()           {}
func (ReviewGiven) event()          {}
func (ReviewReplied) event()        {}
func (ReviewsEnded) event()         {}
func (ContentHidden) event()        {}
func (Held) event()                 {}
func (Released) event()             {}
func (DeadlineExtended) event()     {}
func (PartRefunded) event()         {}
func (EarningsRefunded) event()     {}
func (RefundNoted) event()          {}
func (Annotated) event()            {}
func (TextShown) event()            {}
func (TextWithheld) event()         {}
