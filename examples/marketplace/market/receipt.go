package market

import (
	"context"
	"time"

	"github.com/torikime/torikime/policy/money"
	"github.com/torikime/torikime/transaction"
	"github.com/torikime/torikime/transaction/engine"
	"github.com/torikime/torikime/transaction/transfer"
)

// Receipt is the money of one transaction, line by line, as its parties and
// operators may see it: what was ordered and paid, and what went back by which way.
type Receipt struct {
	Talkroom
	Ordered []ReceiptLine
	Paid    []ReceiptPayment
	Back    []ReceiptBack
	// BuyerFee and SellerFee are those on what was paid and not refunded (T1.11).
	BuyerFee, SellerFee money.Money
	IssuedAt            time.Time
}

// ReceiptLine is one thing that was bought, without fees.
type ReceiptLine struct {
	// Kind is purchase, option or additional.
	Kind string
	// Title is the option's; empty: the service itself, or an additional payment.
	Title  string
	Amount money.Money
	At     time.Time
}

// ReceiptPayment is money that came in.
type ReceiptPayment struct {
	At   time.Time
	Kind string
	// Net is the price of what it paid, and the fees are those on it as they were
	// then; Amount is what the buyer paid in all.
	Net, BuyerFee, SellerFee, Amount money.Money
	// Charge is the payment's id at the marketplace; empty: it came by no provider.
	Charge, Provider, Method string
	// Back is what of Amount was asked back. Late: it could pay for nothing any more (T1.5).
	Back money.Money
	Late bool
}

// Gone reports that all of it went back.
func (p *ReceiptPayment) Gone() bool { return !p.Amount.IsZero() && p.Back == p.Amount }

// ReceiptBack is money that goes back to the buyer.
type ReceiptBack struct {
	At     time.Time
	Amount money.Money
	// Charge is the payment that it goes back by; empty: it came by no provider.
	Charge string
	// Why is the type of the event that owes it: cancelled, late_payment_refunded,
	// part_refunded or earnings_refunded.
	Why string
	// State is asked, sent, confirmed or returned; ConfirmedAt is when it was confirmed.
	State       string
	ConfirmedAt *time.Time
	// Provider and Method are those of the payment. Elsewhere: an operator noted that it
	// went back by another way.
	Provider, Method string
	Elsewhere        bool
}

// Receipt is the money of a transaction; ErrNotFound for strangers.
func (m *Market) Receipt(ctx context.Context, v Viewer, id string) (Receipt, error) {
	view, err := m.view(ctx, id)
	if err != nil {
		return Receipt{}, err
	}
	r := Receipt{IssuedAt: view.At}
	if r.Talkroom, err = m.show(ctx, v, &view); err != nil {
		return r, err
	}
	page, err := m.engine.Transfers(ctx, engine.TransferQuery{Transaction: view.State.ID, Limit: mostPayments})
	if err != nil {
		return r, err
	}
	c := copying{Receipt: &r, state: &view.State, captures: map[string]*transfer.Order{}, settled: map[debt]bool{}}
	for i := range page.Items {
		switch t := &page.Items[i].State; t.Order.Kind {
		case transfer.Capture:
			c.captures[t.Order.ID] = &t.Order
		case transfer.Refund:
			c.settled[debt{t.Order.Cause, t.Order.Of}] = t.Settled
		}
	}
	for i, e := range view.Events {
		c.event(i+1, e)
	}
	c.sums()
	return r, nil
}

// debt names what an event sends back by a charge.
type debt struct {
	seq    int
	charge string
}

// copying makes a receipt of a history.
type copying struct {
	*Receipt
	state    *transaction.State
	captures map[string]*transfer.Order
	settled  map[debt]bool
	back     []debt // of each line of Receipt.Back
	left     transaction.Payment
}

func (c *copying) units(n int64) money.Money { return money.New(n, c.state.Currency()) }

func (c *copying) event(seq int, e transaction.Event) {
	switch e := e.(type) {
	case transaction.Purchased:
		c.ordered(&e)
	case transaction.Paid:
		c.paid(&e)
	case transaction.LatePaymentRefunded:
		late := ReceiptPayment{At: e.At.UTC(), Kind: transaction.ForPurchase.String(), Amount: e.Amount, Net: e.Amount, BuyerFee: c.units(0), SellerFee: c.units(0), Late: true}
		c.by(&late, e.Charge)
		c.Paid = append(c.Paid, late)
		c.goesBack(seq, e, e.Amount, e.Back)
	case transaction.TransactionCancelled:
		c.goesBack(seq, e, e.Refunded, e.Back)
		c.left = transaction.Payment{}
	case transaction.PartRefunded:
		c.goesBack(seq, e, e.Amount, e.Back)
		c.left = transaction.Payment{}
		for _, p := range e.Payments {
			c.adds(p)
		}
	case transaction.EarningsRefunded:
		c.goesBack(seq, e, e.Amount, e.Back)
	case transaction.RefundNoted:
		for i, o := range c.back {
			if o == (debt{e.Seq, e.Charge}) {
				c.Back[i].State, c.Back[i].ConfirmedAt = e.Stage.String(), nil
				if e.Stage == transaction.RefundConfirmed {
					c.Back[i].ConfirmedAt = instant(e.At)
				}
			}
		}
	}
}

func (c *copying) adds(p transaction.Payment) {
	c.left.Net += p.Net
	c.left.BuyerFee += p.BuyerFee
	c.left.SellerFee += p.SellerFee
}

// ordered is the purchase without its options, and each option.
func (c *copying) ordered(e *transaction.Purchased) {
	base := e.Price.Units()
	for _, i := range e.Lines {
		base -= e.Options[i].Price.Units()
	}
	c.Ordered = append(c.Ordered, ReceiptLine{Kind: transaction.ForPurchase.String(), Amount: c.units(base), At: e.At.UTC()})
	for _, i := range e.Lines {
		o := &e.Options[i]
		c.Ordered = append(c.Ordered, ReceiptLine{Kind: transaction.ForOption.String(), Title: o.Title, Amount: o.Price, At: e.At.UTC()})
	}
}

func (c *copying) paid(e *transaction.Paid) {
	p := ReceiptPayment{
		At: e.At.UTC(), Kind: e.Kind.String(), Amount: e.Amount,
		Net: c.units(e.Payment.Net), BuyerFee: c.units(e.Payment.BuyerFee), SellerFee: c.units(e.Payment.SellerFee),
	}
	c.by(&p, e.Charge)
	c.Paid = append(c.Paid, p)
	c.adds(e.Payment)
	if e.Kind == transaction.ForPurchase {
		return // ordered already
	}
	line := ReceiptLine{Kind: p.Kind, Amount: p.Net, At: p.At}
	if e.Option >= 0 && e.Option < len(c.state.Options) {
		line.Title = c.state.Options[e.Option].Title
	}
	c.Ordered = append(c.Ordered, line)
}

// by says who carried a payment out, what it was for, and what of it was asked back.
func (c *copying) by(p *ReceiptPayment, charge string) {
	p.Charge, p.Back = charge, c.units(0)
	if o := c.captures[charge]; o != nil {
		p.Kind, p.Provider, p.Method = o.For.String(), o.Provider, o.Method
	}
	for i := range c.state.Charges {
		if in := &c.state.Charges[i]; in.ID == charge {
			p.Back = c.units(in.Back)
		}
	}
}

// goesBack is an amount that goes back, by each of the payments that brought it; what
// no provider brought goes back by none.
func (c *copying) goesBack(seq int, e transaction.Event, amount money.Money, parts []transaction.Back) {
	rest := amount.Units()
	line := ReceiptBack{At: e.When().UTC(), Why: transaction.EntryOf(e).Type, State: transaction.RefundAsked.String()}
	for _, part := range parts {
		one, o := line, debt{seq, part.Charge}
		one.Amount, one.Charge, one.Elsewhere = part.Amount, part.Charge, c.settled[o]
		if capture := c.captures[part.Charge]; capture != nil {
			one.Provider, one.Method = capture.Provider, capture.Method
		}
		c.Back, c.back = append(c.Back, one), append(c.back, o)
		rest -= part.Amount.Units()
	}
	if rest > 0 {
		line.Amount = c.units(rest)
		c.Back, c.back = append(c.Back, line), append(c.back, debt{seq, ""})
	}
}

// sums are the fees on what stands. After a close nothing that is refunded changes
// them: the platform keeps what it earned (T3.15).
func (c *copying) sums() {
	c.BuyerFee, c.SellerFee = c.units(c.left.BuyerFee), c.units(c.left.SellerFee)
}
