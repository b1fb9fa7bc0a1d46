package policy

import (
	"github.com/torikime/torikime/policy/money"
)

// Policy is everything a marketplace can decide about itself.
//
// The embedded Terms are frozen into a transaction at its purchase (T1.9); the
// other sections are those of the policy in force.
type Policy struct {
	Terms
	Quotation  Quotation  `json:"quotation"`
	Attachment Attachment `json:"attachment"`
	Contact    Contact    `json:"contact"`
	Notices    Notices    `json:"notices"`
	Standing   Standing   `json:"standing"`
	Payout     Payout     `json:"payout"`
}

// Terms are the sections that decide a transaction. A purchase freezes them by
// their digest; a later policy never changes a running transaction (T1.9).
type Terms struct {
	// Name is the policy's name, such as "coconala".
	Name     string   `json:"name"`
	Time     Time     `json:"time"`
	Fees     Fees     `json:"fees"`
	Purchase Purchase `json:"purchase"`
	Cancel   Cancel   `json:"cancel"`
	Delivery Delivery `json:"delivery"`
	Review   Review   `json:"review"`
}

// Time says how instants are shown and to which clock days belong (T0.1).
type Time struct {
	// Zone is the display zone's IANA name; the rules never load it.
	Zone string `json:"zone"`
	// Offset is the zone's fixed offset from UTC; days and full hours are counted in it.
	Offset Offset `json:"offset"`
}

// Limits bound an amount. A nil end is no limit.
type Limits struct {
	Min *money.Money `json:"min,omitempty"`
	Max *money.Money `json:"max,omitempty"`
}

// Purchase is rule section 1, and the payments in the talkroom (T4.11).
type Purchase struct {
	// PaymentDue is the time to pay (T1.5).
	PaymentDue Window `json:"payment_due"`
	// PostNotes: the listing's notes for buyers are posted on a direct purchase (T1.7).
	PostNotes bool `json:"post_notes"`
	// PostNotesOnQuotation: the same on a purchase through a quotation (T1.8).
	PostNotesOnQuotation bool `json:"post_notes_on_quotation"`
	// MaxOptions is the most paid options a listing may carry (T1.12).
	MaxOptions int `json:"max_options"`
	// OptionsUntil says until when an option can be bought in the talkroom (T1.12).
	OptionsUntil OptionsUntil `json:"options_until"`
	// OptionsOnQuotation: options can be bought on a purchase through a quotation (T1.12).
	OptionsOnQuotation bool `json:"options_on_quotation"`
	// Additional limits one additional payment (T4.11).
	Additional Limits `json:"additional"`
}

// OptionsUntil says until when a paid option can be bought in the talkroom.
type OptionsUntil string

// The ends of the time for options (T1.12).
const (
	UntilClose         OptionsUntil = "close"
	UntilFirstDelivery OptionsUntil = "first_delivery"
)

// Cancel is rule sections 2 and 3.
type Cancel struct {
	// FirstContact is the seller's time for the first contact (T2.1); off: never cancels.
	FirstContact Window `json:"first_contact"`
	// SellerSilence is how long the seller must be silent before the buyer may ask (T3.2).
	SellerSilence Window `json:"seller_silence"`
	// BuyerSilence is the same for the reason "buyer unreachable" (T3.4).
	BuyerSilence Window `json:"buyer_silence"`
	// Answer is the time to answer a cancel request (T3.7).
	Answer Window `json:"answer"`
	// DuplicateWithin is how near two purchases must be to be duplicates (T3.5).
	DuplicateWithin Period `json:"duplicate_within"`
	// Hide is when the content of a cancelled talkroom is hidden (T3.14); off: never.
	Hide Window `json:"hide"`
	// Reasons is the table of cancel reasons.
	Reasons []Reason `json:"reasons"`
}

// Condition is what must be true for a cancel reason to be used.
type Condition string

// The conditions of the reason table.
const (
	// Always: no condition.
	Always Condition = "always"
	// OtherSilent: the other side has been silent long enough and the last contact is one's own (T3.2, T3.4).
	OtherSilent Condition = "other_side_silent"
	// Duplicate: another purchase of the same service by the same buyer (T3.5).
	Duplicate Condition = "duplicate_purchase"
	// OtherTalkroom: another open talkroom between the two (T3.5).
	OtherTalkroom Condition = "other_talkroom"
	// NoFirstContact: the system's own reason (T2.1).
	NoFirstContact Condition = "no_first_contact"
	// OperatorSays: an operator's own reason (T3.15).
	OperatorSays Condition = "operator"
)

// OnSilence is what the silence of the other side does to a request (T3.7).
type OnSilence string

// What silence does.
const (
	SilenceCancels OnSilence = "cancels"
	SilenceLapses  OnSilence = "lapses"
)

// Reason is one row of the table of cancel reasons.
type Reason struct {
	// ID is the reason code everywhere.
	ID string `json:"id"`
	// By is who may use it.
	By Role `json:"by"`
	// Condition is what must be true.
	Condition Condition `json:"condition"`
	// OnSilence is what the other side's silence does; empty for reasons that are never requested.
	OnSilence OnSilence `json:"on_silence,omitempty"`
	// Agreed follows when the other side agrees, or when the cancel needs nobody's answer.
	Agreed Outcome `json:"agreed"`
	// Silence follows when the cancel takes effect by the other side's silence.
	Silence Outcome `json:"silence"`
}

// Outcome is what follows from a cancel.
type Outcome struct {
	// MayReview lists the sides that may review afterwards.
	MayReview []Role `json:"may_review"`
	// Star, if not 0, is given automatically; StarOn is the side that receives it (T3.9, T3.10).
	Star   int  `json:"star,omitempty"`
	StarOn Role `json:"star_on,omitempty"`
	// PausesSeller: all the seller's services stop accepting orders (T3.9).
	PausesSeller bool `json:"pauses_seller,omitempty"`
	// Counts: the cancel counts against the seller's completion rate.
	Counts bool `json:"counts"`
}

// Delivery is rule section 4.
type Delivery struct {
	// NeedsMessage: a final delivery needs an earlier message of the seller (T4.2).
	NeedsMessage bool `json:"needs_message"`
	// Close is the time from the approval to the close (T4.4).
	Close Window `json:"close"`
	// Declines is how often the buyer may decline (T4.5).
	Declines int `json:"declines"`
	// Approval is the time from a delivery to its automatic approval (T4.6).
	Approval Window `json:"approval"`
	// Inspection: a purchase may ask for declines without limit (T4.8).
	Inspection bool `json:"inspection"`
	// AgeLimit is how long a talkroom lives at most (T4.9); off: no limit.
	AgeLimit Window `json:"age_limit"`
}

// Visibility says when a review is shown (T5.8).
type Visibility string

// The ways of showing reviews.
const (
	OnSend      Visibility = "on_send"
	DoubleBlind Visibility = "double_blind"
)

// Review is rule section 5.
type Review struct {
	// Window is the time to review after the close or the cancel (T5.2).
	Window Window `json:"window"`
	// BuyerItems and SellerItems are the private items that each side may rate (T5.3).
	BuyerItems  []string `json:"buyer_items"`
	SellerItems []string `json:"seller_items"`
	// CommentUpTo: stars up to this number need a comment (T5.4); 0: none does.
	CommentUpTo int `json:"comment_up_to"`
	// CommentMax is the longest comment in code points (T5.5); 0: no limit.
	CommentMax int `json:"comment_max"`
	// Visibility says when a review is shown (T5.8).
	Visibility Visibility `json:"visibility"`
	// Blind is the longest time that double_blind hides a review; off: to the end of the window.
	// It can't be longer than the window.
	Blind Window `json:"blind"`
	// ItemAveragesFrom: item averages are shown from this number of reviews on (T5.11); 0: never.
	ItemAveragesFrom int `json:"item_averages_from"`
}

// Reason finds a row of the reason table.
func (c *Cancel) Reason(id string) (*Reason, bool) {
	for i := range c.Reasons {
		if c.Reasons[i].ID == id {
			return &c.Reasons[i], true
		}
	}
	return nil, false
}

// May reports whether a side may review.
func (o Outcome) May(side Role) bool {
	for _, r := range o.MayReview {
		if r == side {
			return true
		}
	}
	return false
}
