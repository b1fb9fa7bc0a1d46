package market

import (
	"context"
	"slices"
	"time"

	"github.com/torikime/torikime/policy/money"
	"github.com/torikime/torikime/transaction"
	"github.com/torikime/torikime/transaction/engine"
	"github.com/torikime/torikime/transaction/transfer"
)

// Payment is one payment of a buyer's at a provider, whatever came of it.
type Payment struct {
	ID       string      `json:"id"`
	For      string      `json:"for" enum:"purchase,option,additional"`
	Option   string      `json:"option,omitempty" doc:"The option that it pays"`
	Amount   money.Money `json:"amount" doc:"With the buyer's fee"`
	State    string      `json:"state" enum:"asked,awaits_buyer,pending,confirmed,declined,expired,returned" doc:"asked, pending: the provider has not answered yet, or is not done; nobody should pay again. returned: the buyer's bank took it back"`
	Provider string      `json:"provider"`
	Method   string      `json:"method" doc:"The provider's word for how; empty: its default"`
	At       time.Time   `json:"at"`
	URL      string      `json:"url,omitempty" doc:"Where the buyer pays; for him alone, while it is awaited"`
}

// mostPayments is how many payments and refunds of a talkroom are looked at, the
// newest ones.
const mostPayments = 200

// payments are a transaction's, the oldest first.
func (m *Market) payments(ctx context.Context, s *transaction.State, by transaction.Actor) ([]Payment, error) {
	list := []Payment{}
	page, err := m.engine.Transfers(ctx, engine.TransferQuery{Transaction: s.ID, Limit: mostPayments})
	if err != nil {
		return list, err
	}
	for i := range page.Items {
		if t := &page.Items[i].State; t.Order.Kind == transfer.Capture {
			list = append(list, paymentOf(t, by.ID == s.Buyer))
		}
	}
	slices.Reverse(list)
	return list, nil
}

func paymentOf(t *transfer.State, mine bool) Payment {
	o := &t.Order
	p := Payment{
		ID: o.ID, For: o.For.String(), Option: o.Option, Amount: o.Amount, State: paymentState(t),
		Provider: o.Provider, Method: o.Method, At: t.RequestedAt.UTC(),
	}
	if mine && p.State == awaitsBuyer {
		p.URL = t.URL
	}
	return p
}

// The states of a payment that its transfer's phase does not say.
const (
	awaitsBuyer    = "awaits_buyer"
	pendingPayment = "pending"
	expiredPayment = "expired"
)

// saidExpired is a provider's reason for a payment whose time ran out before ours did.
const saidExpired = "expired"

func paymentState(t *transfer.State) string {
	switch {
	case t.Phase == transfer.Called && t.Status == transfer.AwaitsBuyer && t.URL != "":
		return awaitsBuyer
	case t.Phase == transfer.Called:
		return pendingPayment
	case t.Phase == transfer.Declined && (t.Status != transfer.Failed || t.Reason == saidExpired):
		return expiredPayment
	}
	return t.Phase.String()
}

// refund notes money that goes back by an event, as far as the part that is the
// least far. Without a charge nobody says how far it is, so it stands as asked.
func (r *Talkroom) refund(s *transaction.State, seq int, amount money.Money) {
	if amount.Sign() <= 0 {
		return
	}
	least, rest := transaction.RefundConfirmed, amount.Units()
	for i := range s.Refunds {
		if f := &s.Refunds[i]; f.Seq == seq {
			rest -= f.Amount.Units()
			least = min(least, onItsWay(f.Stage))
		}
	}
	if rest > 0 {
		least = transaction.RefundAsked
	}
	r.Refunds = append(r.Refunds, Refund{Amount: amount, State: least.String()})
}

// onItsWay takes what came back for what was sent: it is still owed, and sent again.
func onItsWay(stage transaction.RefundStage) transaction.RefundStage {
	if stage == transaction.RefundReturned {
		return transaction.RefundSent
	}
	return stage
}
