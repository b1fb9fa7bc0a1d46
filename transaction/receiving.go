package transaction

import (
	"fmt"
	"slices"
	"time"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/policy/money"
	"github.com/torikime/torikime/transaction/ledger"
)

// unusedCharge is the id of a charge that nobody made, to ask with (Actions).
const unusedCharge = "-"

// receive takes captured money for what it was meant, or owes it back (T1.5). The
// buyer paid before this was judged, so nothing that merely waits stands against it:
// no hold (T3.17), no pending cancel request (T3.16), no end of the time for options.
func receive(s *State, c *Receive, at time.Time) ([]Event, *policy.Rejection) {
	for i := range s.Charges {
		if s.Charges[i].ID == c.Charge {
			return nil, policy.Reject(policy.Conflict, "T1.5", "received").With("charge", c.Charge)
		}
	}
	if _, err := s.Paid.Add(c.Amount); err != nil {
		return nil, policy.Reject(policy.Invalid, "T4.11", "beyond").With("why", err.Error())
	}
	if !s.takes(c) {
		return []Event{LatePaymentRefunded{
			At: at, Amount: c.Amount, Charge: c.Charge, Back: []Back{{Charge: c.Charge, Amount: c.Amount}},
			Postings: []ledger.Posting{
				{From: ledger.Clearing, To: ledger.Held, Amount: c.Amount},
				{From: ledger.Held, To: ledger.Refunds, Amount: c.Amount},
			},
		}}, nil
	}
	option := -1
	if c.Kind == ForOption {
		option = optionIndex(s.Options, c.Option)
	}
	got := paid(c.Kind, option, charge(s.Terms, c.Net.Units()), s.Currency(), at)
	got.Charge, got.Postings[0].From = c.Charge, ledger.Clearing
	if c.Kind == ForPurchase {
		return opening([]Event{got}, s.Terms, s.Quotation, s.HasNotes, at), nil
	}
	return []Event{got}, nil
}

// takes reports that money still pays for what it was meant.
func (s *State) takes(c *Receive) bool {
	switch c.Kind {
	case ForPurchase:
		return s.Phase == AwaitingPayment
	case ForOption:
		return s.Phase.Talkroom() && s.Bought&(1<<optionIndex(s.Options, c.Option)) == 0
	}
	return s.Phase.Talkroom()
}

// latePaid is money that came too late: it pays for nothing.
func (s *State) latePaid(e *LatePaymentRefunded) {
	s.Book = s.Book.Post(e.Postings)
	s.Paid = money.New(s.Paid.Units()+e.Amount.Units(), e.Amount.Currency())
	if e.Charge != "" {
		s.Charges = append(slices.Clip(s.Charges), Charged{ID: e.Charge, In: e.Amount.Units()})
	}
	s.owed(e.Back)
}

// received checks the form of captured money. The price and the fees are frozen, so
// another amount than theirs can never be right: it pays for nothing that was agreed.
func (f *faults) received(s *State, c *Receive) {
	f.id("charge", c.Charge)
	before := len(f.list)
	f.amount("net", c.Net, s.Currency())
	f.amount("amount", c.Amount, s.Currency())
	if len(f.list) > before {
		return
	}
	net := c.Net.Units()
	switch c.Kind {
	case ForPurchase:
		net = s.bill.Net
	case ForOption:
		i := optionIndex(s.Options, c.Option)
		if i < 0 {
			f.add("option", "unknown", fmt.Sprintf("%.50q is no option of the listing at the purchase", c.Option))
			return
		}
		net = s.Options[i].Price.Units()
	case Additional:
	default:
		f.add("kind", "unknown", fmt.Sprintf("one of %q is right", paymentNames))
		return
	}
	bill := charge(s.Terms, net)
	if c.Net.Units() != net {
		f.add("net", "amount", fmt.Sprintf("is %s; the price is %s", c.Net, money.New(net, s.Currency())))
	}
	if want := money.New(bill.Net+bill.BuyerFee, s.Currency()); c.Amount != want {
		f.add("amount", "amount", fmt.Sprintf("is %s; with the buyer's fee it is %s", c.Amount, want))
	}
}
