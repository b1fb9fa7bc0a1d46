package transaction

import (
	"fmt"
	"time"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/policy/money"
	"github.com/torikime/torikime/transaction/ledger"
)

// Phase is where a transaction stands.
type Phase uint8

// The phases. Closed, Cancelled and Lapsed are final.
const (
	// None is the zero State: nothing was purchased.
	None Phase = iota
	// AwaitingPayment: purchased, not yet paid (T1.5).
	AwaitingPayment
	// Open: the talkroom is open (T1.6).
	Open
	// Delivered: a final delivery awaits its answer (T4.3).
	Delivered
	// Approved: approved, not yet closed (T4.4).
	Approved
	// Closed: finished, the seller has earned (T4.10).
	Closed
	// Cancelled: finished, everything paid goes back (T3.11).
	Cancelled
	// Lapsed: never paid, abandoned or taken back before the payment (T1.5).
	Lapsed
	phaseCount
)

var phaseNames = [phaseCount]string{"none", "awaiting_payment", "open", "delivered", "approved", "closed", "cancelled", "lapsed"}

// String is the phase's printed name.
func (p Phase) String() string {
	if p < phaseCount {
		return phaseNames[p]
	}
	return fmt.Sprintf("phase(%d)", uint8(p))
}

// Finished reports whether the phase is final.
func (p Phase) Finished() bool { return p == Closed || p == Cancelled || p == Lapsed }

// Talkroom reports whether there is an open talkroom: from the opening to the end.
func (p Phase) Talkroom() bool { return p == Open || p == Delivered || p == Approved }

// OpenOrder reports whether the purchase counts as an open order (T1.5, T1.10).
func (p Phase) OpenOrder() bool { return p == AwaitingPayment || p.Talkroom() }

// State is what decisions about one transaction need: no history, no words, no
// files. It is a value; Evolve returns another. The zero State is a transaction
// that nobody has purchased yet.
type State struct {
	// ID, Buyer, Seller, Service and Quotation are the host's ids; Quotation may be empty.
	ID, Buyer, Seller, Service, Quotation string
	// Terms are the policy sections frozen at the purchase (T1.9). Shared, never changed.
	Terms *policy.Terms
	Phase Phase
	// Inspection: the buyer may decline without limit (T4.8).
	Inspection bool
	// Seq is the number of events so far, LastAt the instant of the last (T0.6).
	Seq    int
	LastAt time.Time

	PurchasedAt, OpenedAt, DeliveredAt, ApprovedAt, EndedAt time.Time

	// Declined counts the declines (T4.5). EverDelivered and SellerWrote look at
	// the whole life: a first final delivery (T1.12), a message of the seller (T4.2).
	Declined                   int
	EverDelivered, SellerWrote bool
	// BuyerContact and SellerContact are each side's last contact (T3.3), zero
	// before the first; LastContact is whose contact was the last.
	BuyerContact, SellerContact time.Time
	LastContact                 policy.Role
	// ContactSeq is the place of the last contact in the history, from 1; 0 before
	// the first. A read mark is held against it (T9.1).
	ContactSeq int

	// Request is the pending cancel request; zero: none.
	Request Request
	// HeldAt is when an operator's hold began (T3.17); zero: not held.
	HeldAt time.Time

	// Cancel says how a cancelled transaction came to its end.
	Cancel Cancel
	// BuyerReview and SellerReview are the reviews by each side.
	BuyerReview, SellerReview Review
	// BlindUntil is when a blind review is shown at the latest (T5.8); zero: at the window's end.
	BlindUntil time.Time
	// ReviewsOver and Hidden: the review window has ended (T5.2), the content is hidden (T3.14).
	ReviewsOver, Hidden bool

	// Price is the price at the purchase, picked options included, without fees.
	Price money.Money
	// Payments are what was paid, each with its own fees (T1.11), as far as it was not refunded.
	Payments []Payment
	// Book is the transaction's double entry; Paid all that was ever paid in.
	Book ledger.Book
	Paid money.Money
	// Charges are the movements of money that were received, the oldest first; none
	// for a host that settles by itself. Shared, never changed.
	Charges []Charged
	// Refunds is what goes back by a charge, and how far it is. Shared, never changed.
	Refunds []Refund
	// TakenBack are the decisions of the seller's account that refunded earnings
	// (OperatorRefund.Ref). Shared, never changed.
	TakenBack []string
	// Options are the listing's paid options, frozen at the purchase; Bought marks them by index.
	Options []Option
	Bought  uint64
	// HasSchedule: the seller has posted a delivery schedule (T4.12).
	HasSchedule bool
	// Schedule is the days of the schedule that is in force, as the seller named them. Shared, never changed.
	Schedule []policy.Date
	// HasNotes: the purchase froze notes for buyers (T1.7).
	HasNotes bool

	// HeldTexts are the events whose words wait for an operator (T8.4), by their
	// place in the history. Shared, never changed.
	HeldTexts []int

	bill      Payment              // what is to be paid for the purchase (T1.5)
	clocks    [deadlineKinds]clock // unrounded ends (T0.5)
	stoppedAt time.Time            // since when the clocks of T3.13 stand still; zero: they run
}

// Request is a pending cancel request (T3.6).
type Request struct {
	By     policy.Role
	Reason string
	At     time.Time
}

// Cancel says how a cancel came about and what follows from it.
type Cancel struct {
	By     policy.Role
	Reason string
	How    How
	// BuyerMay and SellerMay say who may review afterwards.
	BuyerMay, SellerMay bool
	// Counts: it counts against the seller's completion rate. PausesSeller: it
	// stopped all the seller's services from accepting orders (T3.9).
	Counts, PausesSeller bool
}

// Review is what decisions need to know of one side's review.
type Review struct {
	// At is when it was sent; zero: not yet.
	At        time.Time
	Stars     int
	Automatic bool
	// RepliedAt is when the seller answered it (T5.7); zero: not yet.
	RepliedAt time.Time
}

// Sent reports whether there is a review.
func (r *Review) Sent() bool { return !r.At.IsZero() }

// Payment is one payment and its fees, as far as it was not refunded, in
// smallest units of the transaction's currency.
type Payment struct {
	// Net is the price of what was bought, without the buyer's fee.
	Net int64 `json:"net"`
	// BuyerFee was paid on top, SellerFee is taken from Net at the close (T1.11).
	BuyerFee  int64 `json:"buyer_fee"`
	SellerFee int64 `json:"seller_fee"`
}

// Option is a paid option of a listing (T1.12).
type Option struct {
	ID    string      `json:"id"`
	Title string      `json:"title"`
	Price money.Money `json:"price"`
}

// Currency is the transaction's currency.
func (s *State) Currency() money.Currency { return s.Price.Currency() }

// Held is what the platform holds now; zero once ended (T10.1).
func (s *State) Held() money.Money { return money.New(s.Book.Balance(ledger.Held), s.Currency()) }

// Earned is what the seller has earned at the close, less what was refunded since.
func (s *State) Earned() money.Money {
	return money.New(s.Book.Balance(ledger.Available), s.Currency())
}

// Refunded is what goes back, or went back, to the buyer.
func (s *State) Refunded() money.Money {
	kept := s.Book.Balance(ledger.Held) + s.Book.Balance(ledger.Fees) + s.Book.Balance(ledger.Available)
	return money.New(s.Paid.Units()-kept, s.Currency())
}

// Fee is both fees on what was paid and not refunded.
func (s *State) Fee() money.Money {
	var fee int64
	for i := range s.Payments {
		fee += s.Payments[i].BuyerFee + s.Payments[i].SellerFee
	}
	return money.New(fee, s.Currency())
}

// DeclinesLeft is how often the buyer may still decline; -1: without limit (T4.5, T4.8).
func (s *State) DeclinesLeft() int {
	if s.Inspection {
		return -1
	}
	if s.Terms == nil {
		return 0
	}
	return max(0, s.Terms.Delivery.Declines-s.Declined)
}

// RoleOf is the part somebody plays in this transaction by his id: buyer,
// seller, or nobody.
func (s *State) RoleOf(id string) policy.Role {
	switch {
	case id == "" || s.Phase == None:
		return policy.Nobody
	case id == s.Buyer:
		return policy.Buyer
	case id == s.Seller:
		return policy.Seller
	}
	return policy.Nobody
}

// ReviewBy is one side's review.
func (s *State) ReviewBy(side policy.Role) *Review {
	if side == policy.Seller {
		return &s.SellerReview
	}
	return &s.BuyerReview
}

// contact is a side's last contact, or the opening before the first (T3.2, T3.4).
func (s *State) contact(side policy.Role) time.Time {
	at := s.BuyerContact
	if side == policy.Seller {
		at = s.SellerContact
	}
	if at.IsZero() {
		return s.OpenedAt
	}
	return at
}

// SilentSince is a side's last contact, or the opening before the first; zero
// while there is no talkroom.
func (s *State) SilentSince(side policy.Role) time.Time {
	if !s.Phase.Talkroom() {
		return time.Time{}
	}
	return s.contact(side)
}

// SilentEnough is the instant from which a side has been silent long enough for
// the other to send the request of T3.2 or T3.4; zero: never.
func (s *State) SilentEnough(side policy.Role) time.Time {
	if !s.Phase.Talkroom() {
		return time.Time{}
	}
	window := s.silenceWindow(side)
	if window.Off() {
		return time.Time{}
	}
	return window.Fires(window.End(s.contact(side)))
}

func (s *State) silenceWindow(side policy.Role) *policy.Window {
	if side == policy.Seller {
		return &s.Terms.Cancel.SellerSilence
	}
	return &s.Terms.Cancel.BuyerSilence
}
