package transactiontest

import (
	"errors"
	"time"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/policy/money"
	"github.com/torikime/torikime/transaction"
	"github.com/torikime/torikime/transaction/inbox"
	"github.com/torikime/torikime/transaction/quotation"
)

// ErrCannot is what a World answers to something that it has no door for, such
// as a payment provider's late word. A script that needs the door is skipped in
// that world, and says why.
var ErrCannot = errors.New("transactiontest: this world cannot do that")

// World is a marketplace in which a script can be played: the bare rules, the
// engine over a store, a server over HTTP. The runner speaks to nothing else, so
// that one script proves the same thing of all of them.
//
// Services, transactions and people go by the names of the script; a world that
// makes its own ids keeps a table of them. A rule's "no" comes back as a
// *policy.Rejection (errors.As) with Rule, Kind and OpensAt; any other error ends
// the test. A refused call changes nothing.
//
// A world is used by one goroutine.
type World interface {
	// MoveTo moves the clock. The instant is never before the last one.
	MoveTo(at time.Time) error
	// Offer lists a service.
	Offer(s Service) error
	// Edit replaces all that somebody wrote of a service by what s says; s.Seller is
	// who offers it (T1.7).
	Edit(by string, s Service) error
	// Pause and Resume let a seller stop and accept orders (T6.4).
	Pause(seller, service string) error
	Resume(seller, service string) error
	// Accepting: the service is not paused, neither by its seller nor by what
	// happened in a transaction (T1.10, T3.9).
	Accepting(service string) (bool, error)
	// Purchase buys a service.
	Purchase(o Order) error
	// Quote carries a command out in a quotation; a quotation.Request begins one
	// under its name. It is never a quotation.Buy.
	Quote(quotation string, c quotation.Command) error
	// Quotation is a quotation as somebody may see it now.
	Quotation(quotation string, who transaction.Actor) (QuotationView, error)
	// Do carries a command out in a transaction. It is never a
	// transaction.Purchase.
	Do(transaction string, c transaction.Command) error
	// Send writes to somebody outside of any talkroom (T8.1). "operator" is one of
	// the platform's.
	Send(by, to, text string) error
	// Standing is how a seller stands now; everything due has happened (T0.8).
	Standing(seller string) (Standing, error)
	// BuyerRating is a buyer's average as a seller sees it, one decimal; 0: none yet.
	// A seller who has no transaction with the buyer is refused (T5.9).
	BuyerRating(seller, buyer string) (float64, error)
	// Look notes that somebody has seen a talkroom as it is now: no event and no
	// contact (T9.1).
	Look(transaction string, who transaction.Actor) error
	// ToDos are what somebody owes in all his transactions, in any order (T9.1).
	ToDos(who string) ([]inbox.ToDo, error)
	// Notices are what somebody was told of all his transactions up to now, those of
	// one instant and transaction in their order (T9.2, T9.3).
	Notices(who string) ([]inbox.Notice, error)
	// Preferences are somebody's channels, Prefer changes them (T9.2).
	Preferences(who string) (inbox.Preferences, error)
	Prefer(who string, p inbox.Preferences) error
	// View is a transaction as somebody may see it now; everything due has
	// happened (T0.2). The runner reads timelines as an operator.
	View(transaction string, who transaction.Actor) (View, error)
}

// Setup is what the head of a script asks a new World for. Its services are
// offered by the runner.
type Setup struct {
	Policy *policy.Policy
	// Start is where the clock stands at first.
	Start time.Time
}

// Service is what a seller offers.
type Service struct {
	Name, Seller string
	Price        money.Money
	Options      []transaction.Option
	// Notes are the notes for buyers (T1.7).
	Notes string
	// Capacity is the most open orders at a time; 0: no cap (T1.10).
	Capacity int
	// RequireFinished: the buyer's earlier talkroom must be finished first (T1.13).
	RequireFinished bool
}

// Order is a purchase.
type Order struct {
	// Name is what the script calls the transaction.
	Name, Buyer string
	// Service is bought directly; it is empty in a purchase through a quotation.
	Service string
	// Quotation is the one whose proposal is bought (T1.2); empty: a direct purchase.
	Quotation string
	// Picked are ids of the service's options (T1.12).
	Picked []string
	// Inspection asks for declines without limit (T4.8).
	Inspection bool
	Payment    transaction.Settlement
}

// View is one transaction at one instant, as far as somebody may see it.
type View struct {
	Phase string
	// Paid is all that was ever paid in; Held what the platform holds now.
	Paid, Held, Refunded, Earned, Fee money.Money
	// Deadlines that run, earliest first.
	Deadlines []Deadline
	// Actions are the commands that the viewer's role can ever give, in the order
	// of transaction.Actions.
	Actions []transaction.Action
	// BuyerReview and SellerReview are the reviews by each side.
	BuyerReview, SellerReview Review
	// Notes are the notes for buyers as they stand in the talkroom; empty: none (T1.7).
	Notes string
	// Timeline is everything that has happened.
	Timeline []transaction.Entry
}

// Deadline is something that happens by itself.
type Deadline struct {
	Kind, Outcome string
	At            time.Time
}

// Review is one side's review, as far as the viewer may see it.
type Review struct {
	// Sent: there is one. Shown: the viewer may read it; else Stars is 0.
	Sent, Shown, Automatic, Replied bool
	Stars                           int
}

// viewOf is what worlds with a State at hand make of it. Actions and State are
// asked at now; everything due has happened.
func viewOf(s *transaction.State, events []transaction.Event, f transaction.Facts, who transaction.Actor, now time.Time) View {
	v := View{
		Phase: s.Phase.String(), Paid: s.Paid, Held: s.Held(), Refunded: s.Refunded(), Earned: s.Earned(), Fee: s.Fee(),
		Actions:      transaction.Actions(*s, who, f, now),
		BuyerReview:  reviewSeen(s, policy.Buyer, who, now),
		SellerReview: reviewSeen(s, policy.Seller, who, now),
	}
	for _, d := range transaction.Deadlines(*s) {
		v.Deadlines = append(v.Deadlines, Deadline{Kind: d.Kind.String(), Outcome: s.Outcome(d.Kind), At: d.At})
	}
	frozen := ""
	for _, e := range events {
		v.Timeline = append(v.Timeline, transaction.EntryOf(e))
		switch e := e.(type) {
		case transaction.Purchased:
			frozen = e.Notes.Body
		case transaction.NotesPosted:
			v.Notes = frozen
		}
	}
	return v
}

func reviewSeen(s *transaction.State, by policy.Role, who transaction.Actor, now time.Time) Review {
	r := s.ReviewBy(by)
	seen := Review{Sent: r.Sent()}
	if !seen.Sent || who.Role != by && who.Role != policy.Operator && !transaction.ReviewShown(s, by, now) {
		return seen
	}
	seen.Shown, seen.Stars, seen.Automatic, seen.Replied = true, r.Stars, r.Automatic, !r.RepliedAt.IsZero()
	return seen
}
