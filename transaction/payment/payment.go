// Package payment is the port to payment providers: what the engine asks of one,
// and what it has to promise. Package transfer says what is asked and when; an
// adapter only calls, and says what it heard.
//
// Package payment/fake is a provider without a bank, for tests and demonstrations;
// payment/paypal speaks to PayPal; paymenttest.Run proves any adapter.
package payment

import (
	"context"
	"errors"
	"net/http"
	"time"

	"github.com/torikime/torikime/policy/money"
	"github.com/torikime/torikime/transaction/transfer"
)

// Provider carries deeds out. Its methods are safe for concurrent use.
//
// Every deed comes with a key. The provider does what a key stands for at most
// once, however often it is told to, and answers a repeat as it answered the first.
//
// An error means that nobody knows whether the deed was done: the connection broke,
// the answer made no sense, ctx ended. A provider's clear no is an Answer whose
// Status is transfer.Failed, never an error.
//
// What can't be right is never done, however it came here: an amount of zero or below,
// a payout without Call.To, and a refund in another currency than its capture's are
// answered with Failed and a Reason (for the first two an error will do). Whoever calls
// with a ctx that has already ended hears an error, and nothing was sent.
type Provider interface {
	Profile() Profile
	// Authorise opens a buyer's payment. It answers AwaitsBuyer with the URL where he
	// pays, Authorised if Capture can follow, Pending, Succeeded where the provider
	// captures in the same call, or Failed.
	Authorise(ctx context.Context, c Call) (Answer, error)
	// Capture takes what was authorised: Succeeded, Pending or Failed. A payment is
	// captured once: if it was, under another key too, the answer is that capture and
	// no Failed, which would have an order declined that is paid.
	Capture(ctx context.Context, c Call) (Answer, error)
	// Refund sends a part or all of a captured payment back: Succeeded, Pending or Failed.
	Refund(ctx context.Context, c Call) (Answer, error)
	// Payout pays a seller: Succeeded, Pending or Failed.
	Payout(ctx context.Context, c Call) (Answer, error)
	// Lookup says how the transfer of a Call stands, and changes nothing: any status.
	// NotFound is a promise: the deed was not done under this key. The key comes first:
	// DoneRef may be that of an earlier attempt under another key, which is not the
	// deed that is looked for. A payment that is authorised, or waits for the buyer,
	// answers so under every key.
	Lookup(ctx context.Context, c Call) (Answer, error)
}

// Call is one call about one transfer. Which fields a step needs is said with them.
type Call struct {
	// Transfer is our id of the transfer. The adapter hands it to the provider as the
	// reference that comes back in webhooks and reports.
	Transfer string
	// Kind is the transfer's.
	Kind transfer.Kind
	// Key is the idempotency key of the deed: at most 26 letters and digits. For
	// Lookup, that of the deed that is looked for.
	Key string
	// Amount of the deed.
	Amount money.Money
	// Ref is the provider's own id of the payment that the buyer authorises, for
	// Capture and Lookup; DoneRef that of the capture, refund or payout, for Lookup.
	// Either is empty as long as no answer has brought it.
	Ref, DoneRef string
	// Of is the provider's own id of the captured payment, for Refund, and for Lookup
	// of one.
	Of string
	// To is the provider's own id of the payee, for Payout.
	To string
	// Method is one of the provider's own words; empty: its default. For Authorise.
	Method string
	// Description is what the buyer reads on the provider's pages; ReturnURL and
	// CancelURL are where he comes back to. For Authorise.
	Description, ReturnURL, CancelURL string
	// FirstSent is when the deed was first sent under its key; zero: never.
	FirstSent time.Time
}

// Answer is how a provider says that a transfer stands.
type Answer struct {
	Status transfer.Status
	// Ref is the provider's own id: of the payment that the buyer authorises with
	// AwaitsBuyer and Authorised; of the capture, refund or payout with Pending,
	// Succeeded and Reversed.
	Ref string
	// URL is where the buyer pays, with AwaitsBuyer.
	URL string
	// Amount is what was moved, with Succeeded and Reversed; zero Money: what was asked.
	Amount money.Money
	// Reason is the provider's own word for a no.
	Reason string
	// Unpaid says of Failed that nobody refused: the buyer left the provider's pages for
	// good, or let his time there pass, and never paid. He is told of no decline then.
	Unpaid bool
}

// ErrSignature: a webhook was not signed by the provider.
var ErrSignature = errors.New("payment: the webhook's signature is not the provider's")

// Webhooks is what a Provider that sends webhooks can do beside.
type Webhooks interface {
	// Webhook reads one request that the provider sent, after its signature was
	// verified; else it fails with ErrSignature. Notices that concern no transfer are
	// left out.
	Webhook(ctx context.Context, header http.Header, body []byte) ([]Notice, error)
}

// Notice says that a transfer may have changed. It is a hint and no more: what is
// true is looked up. It may be lost, doubled, late, early and out of order.
type Notice struct {
	// ID is the provider's own id of the notice.
	ID string
	// Transfer is our id, as it was handed over in Call.Transfer.
	Transfer string
	Status   transfer.Status
}

// Reports is what a Provider that keeps books can do beside, for reconciliation.
type Reports interface {
	// Movements tells what was moved from an instant on up to another, in any order,
	// until yield fails; a movement that came back is told as two.
	Movements(ctx context.Context, from, to time.Time, yield func(Movement) error) error
}

// Movement is one line of a provider's books: money that has moved.
type Movement struct {
	// Ref is the provider's own id, Transfer ours; empty if the provider knows none.
	Ref, Transfer string
	Kind          transfer.Kind
	// Reversal: it takes back a movement of the same Kind and Transfer.
	Reversal bool
	// Amount is above zero, whatever the direction.
	Amount money.Money
	At     time.Time
}
