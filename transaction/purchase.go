package transaction

import (
	"slices"
	"strconv"
	"time"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/policy/money"
	"github.com/torikime/torikime/transaction/ledger"
)

// purchase is T1.5 to T1.13.
func purchase(s *State, c *Purchase, f *Facts, at time.Time) ([]Event, *policy.Rejection) {
	if s.Phase != None {
		return nil, policy.Reject(policy.Conflict, "T1.6", "exists").With("id", s.ID)
	}
	if no := purchaseForm(c); no != nil {
		return nil, no
	}
	if len(f.Found) > 0 {
		if no := forbidden(s, *c, f, at); no != nil {
			return nil, no
		}
	}
	if no := mayPurchase(c, f); no != nil {
		return nil, no
	}
	net, lines, no := priceOf(c)
	if no != nil {
		return nil, no
	}
	bill := charge(c.Terms, net)
	cur := c.Price.Currency()
	if bill.Net > money.Max-bill.BuyerFee {
		return nil, policy.Reject(policy.Invalid, "T1.11", "beyond").With("max", money.New(money.Max, cur).String())
	}
	bought := Purchased{
		At: at, ID: c.ID, Buyer: c.By.ID, Seller: c.Seller, Service: c.Service, Quotation: c.Quotation,
		Terms: c.Terms, Price: money.New(net, cur), Lines: lines, Options: slices.Clone(c.Options), Fees: bill,
		Inspection: c.Inspection, Notes: Text{Body: c.Notes}, Metadata: metadataText(c.Metadata),
		PayBy: end(&c.Terms.Purchase.PaymentDue, at), OpenOrders: f.OpenOrders, Capacity: f.Capacity,
	}
	switch c.Payment {
	case Settled:
		events := append(make([]Event, 0, 4), bought, paid(ForPurchase, -1, bill, cur, at))
		return opening(events, c.Terms, c.Quotation, c.Notes != "", at), nil
	case Refused:
		return []Event{bought, PaymentDeclined{At: at}}, nil
	}
	return []Event{bought}, nil
}

// mayPurchase is T1.10 and T1.13.
func mayPurchase(c *Purchase, f *Facts) *policy.Rejection {
	switch {
	case c.By.Role != policy.Buyer || c.By.ID == "":
		return policy.Reject(policy.WrongActor, "T1.10", "no_buyer")
	case c.By.ID == c.Seller:
		return policy.Reject(policy.WrongActor, "T1.10", "self")
	case f.Paused:
		return policy.Reject(policy.WrongState, "T1.10", "paused")
	case f.Capacity > 0 && f.OpenOrders >= f.Capacity:
		return policy.Reject(policy.WrongState, "T1.10", "cap").With("capacity", strconv.Itoa(f.Capacity)).With("open", strconv.Itoa(f.OpenOrders))
	}
	if f.RequireFinished {
		for i := range f.Others {
			if f.Others[i].Phase.Talkroom() {
				return policy.Reject(policy.WrongState, "T1.13", "unfinished").With("transaction", f.Others[i].ID)
			}
		}
	}
	return nil
}

// priceOf adds the picked options to the price (T1.12).
func priceOf(c *Purchase) (net int64, lines []int, no *policy.Rejection) {
	total := c.Price
	for _, id := range c.Picked {
		i := optionIndex(c.Options, id)
		sum, err := total.Add(c.Options[i].Price)
		if err != nil {
			return 0, nil, policy.Reject(policy.Invalid, "T1.12", "price").With("why", err.Error())
		}
		total, lines = sum, append(lines, i)
	}
	return total.Units(), lines, nil
}

func optionIndex(options []Option, id string) int {
	for i := range options {
		if options[i].ID == id {
			return i
		}
	}
	return -1
}

// charge is a payment with its fees, each rounded by itself (T1.11).
func charge(t *policy.Terms, net int64) Payment {
	seller, buyer := t.Fees.On(net)
	return Payment{Net: net, BuyerFee: buyer, SellerFee: seller}
}

// paid is a complete payment: what the buyer paid is held (T10.1).
func paid(kind PaymentKind, option int, p Payment, cur money.Currency, at time.Time) Paid {
	amount := money.New(p.Net+p.BuyerFee, cur)
	return Paid{At: at, Kind: kind, Option: option, Payment: p, Amount: amount,
		Postings: []ledger.Posting{{From: ledger.Payer, To: ledger.Held, Amount: amount}}}
}

// opening is T1.6 and T1.7: the talkroom opens, and the frozen notes are posted.
func opening(events []Event, t *policy.Terms, quotation string, notes bool, at time.Time) []Event {
	events = append(events, Opened{At: at, FirstContactBy: end(&t.Cancel.FirstContact, at), AgeLimitAt: end(&t.Delivery.AgeLimit, at)})
	post := t.Purchase.PostNotes
	if quotation != "" {
		post = t.Purchase.PostNotesOnQuotation
	}
	if notes && post {
		events = append(events, NotesPosted{At: at})
	}
	return events
}

// pay completes the awaited payment; money that comes after the lapse goes back (T1.5).
func pay(s *State, c *Pay, at time.Time) ([]Event, *policy.Rejection) {
	bill, cur := s.bill, s.Currency()
	if s.Phase == Lapsed {
		if c.By.Role != policy.System || c.Payment == Refused {
			return nil, policy.Reject(policy.TooLate, "T1.5", "lapsed")
		}
		return latePayment(s, bill, cur, at)
	}
	if c.Payment == Refused {
		return []Event{PaymentDeclined{At: at}}, nil
	}
	return opening([]Event{paid(ForPurchase, -1, bill, cur, at)}, s.Terms, s.Quotation, s.HasNotes, at), nil
}

func latePayment(s *State, bill Payment, cur money.Currency, at time.Time) ([]Event, *policy.Rejection) {
	if s.Paid.Units() > s.charged() {
		return nil, policy.Reject(policy.Conflict, "T1.5", "late_again")
	}
	amount := money.New(bill.Net+bill.BuyerFee, cur)
	return []Event{LatePaymentRefunded{At: at, Amount: amount, Postings: []ledger.Posting{
		{From: ledger.Payer, To: ledger.Held, Amount: amount},
		{From: ledger.Held, To: ledger.Refunds, Amount: amount},
	}}}, nil
}

// payAdditional is T4.11. A refused payment changes nothing: no event.
func payAdditional(s *State, c *PayAdditional, at time.Time) ([]Event, *policy.Rejection) {
	limits := &s.Terms.Purchase.Additional
	units := c.Amount.Units()
	switch {
	case limits.Min != nil && units < limits.Min.Units():
		return nil, policy.Reject(policy.Invalid, "T4.11", "too_little").With("min", limits.Min.String())
	case limits.Max != nil && units > limits.Max.Units():
		return nil, policy.Reject(policy.Invalid, "T4.11", "too_much").With("max", limits.Max.String())
	}
	return furtherPayment(s, Additional, -1, units, c.Payment, at)
}

// buyOption is T1.12: later, in the talkroom, as a payment like T4.11.
func buyOption(s *State, c *BuyOption, at time.Time) ([]Event, *policy.Rejection) {
	i := optionIndex(s.Options, c.Option)
	switch {
	case s.Quotation != "" && !s.Terms.Purchase.OptionsOnQuotation:
		return nil, policy.Reject(policy.WrongState, "T1.12", "quotation")
	case s.Terms.Purchase.OptionsUntil == policy.UntilFirstDelivery && s.EverDelivered:
		return nil, policy.Reject(policy.TooLate, "T1.12", "delivered")
	case s.Bought&(1<<i) != 0:
		return nil, policy.Reject(policy.Conflict, "T1.12", "bought").With("option", c.Option)
	}
	return furtherPayment(s, ForOption, i, s.Options[i].Price.Units(), c.Payment, at)
}

func furtherPayment(s *State, kind PaymentKind, option int, net int64, how Settlement, at time.Time) ([]Event, *policy.Rejection) {
	bill := charge(s.Terms, net)
	if _, err := s.Paid.Add(money.New(bill.Net+bill.BuyerFee, s.Currency())); err != nil {
		return nil, policy.Reject(policy.Invalid, "T4.11", "beyond").With("why", err.Error())
	}
	if how == Refused {
		return nil, policy.Reject(policy.Conflict, "T4.11", "declined")
	}
	return []Event{paid(kind, option, bill, s.Currency(), at)}, nil
}
