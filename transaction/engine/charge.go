package engine

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/policy/money"
	"github.com/torikime/torikime/transaction"
	"github.com/torikime/torikime/transaction/payment"
	"github.com/torikime/torikime/transaction/transfer"
)

// Charge is a payment that a buyer is about to make: for the purchase that awaits it
// (T1.5), for an option (T1.12), or in addition (T4.11).
type Charge struct {
	By          transaction.Actor
	Transaction string
	Kind        transaction.PaymentKind
	// Option is the id of the option that is bought.
	Option string
	// Amount is that of an additional payment, without the buyer's fee.
	Amount money.Money
	// Provider is the name of one of Options.Providers; empty: the first. Method is
	// one of its own words; empty: its default.
	Provider, Method string
	// ReturnURL is where the buyer comes back to from the provider's pages, whether he
	// paid or not; TransferID in it stands for the transfer's id. Then Hint, and Work.
	ReturnURL string
}

// TransferID is the place of a transfer's id in a Charge's ReturnURL.
const TransferID = "{transfer}"

// longestCheckout is how long a buyer may take where the provider sets no limit.
const longestCheckout = 30 * 24 * time.Hour

// Charge asks for a payment: it judges what the payment is for as if it were paid
// now, and stores a transfer that React, or Work, carries out. Once the provider has
// the money the transaction hears of it; if it cannot use it by then, the money goes
// back. A purchase for which a payment is under way is not paid twice: the transfer
// that is under way is the answer.
//
// Errors are those of Do, and *payment.Error for a provider that does not take the
// amount or does not know the method.
func (e *Engine) Charge(ctx context.Context, c Charge, call TransferCall) (TransferOutcome, error) {
	provider, err := e.provider(c.Provider)
	if err != nil {
		return TransferOutcome{}, err
	}
	order, err := e.chargeOrder(ctx, &c, call.ExpectedSeq)
	if err != nil { // perhaps because of what the same key has led to
		return e.chargeWork(transfer.Order{}, call).unlessRepeated(ctx, &Answered{}, err)
	}
	profile := provider.Profile()
	if err := profile.Knows(c.Method); err != nil {
		return TransferOutcome{}, err
	}
	order.Provider, order.Method, order.ReturnURL = profile.Name, c.Method, c.ReturnURL
	order.Expires = e.Now().Add(cmp.Or(profile.CheckoutLife, longestCheckout))
	if err := profile.Takes(order.Amount); err != nil {
		return TransferOutcome{}, err
	}
	if order.ID, err = e.chargeID(ctx, &order, call.Key); err != nil {
		return TransferOutcome{}, err
	}
	if !validID(longestPrefix + order.ID) { // what is paid may have to go back
		return TransferOutcome{}, invalidID("T10.3", longestPrefix+order.ID)
	}
	order.ReturnURL = strings.ReplaceAll(order.ReturnURL, TransferID, order.ID)
	out, err := e.chargeWork(order, call).do(ctx)
	if isKind(err, policy.Conflict) { // it is under way
		v, err := e.Transfer(ctx, order.ID)
		return TransferOutcome{TransferView: v, Repeated: true}, err
	}
	return out, err
}

func (e *Engine) chargeWork(o transfer.Order, call TransferCall) *transferWork {
	call.ExpectedSeq = nil // it was the transaction's
	w := e.transferWork(o.ID, transfer.Request{Order: o}, call)
	w.creates = true
	return w
}

// provider finds a provider by its name.
func (e *Engine) provider(name string) (payment.Provider, error) {
	for _, p := range e.o.Providers {
		if name == "" || p.Profile().Name == name {
			return p, nil
		}
	}
	return nil, fmt.Errorf("engine: no provider %q; Options.Providers has those that there are", name)
}

// chargeOrder is what a charge pays, as the rules say.
func (e *Engine) chargeOrder(ctx context.Context, c *Charge, seen *int) (transfer.Order, error) {
	view, err := e.charged(ctx, c.Transaction)
	if err != nil {
		return transfer.Order{}, err
	}
	_, events, no := transaction.Handle(view.State, c.command(), view.Facts, view.At)
	if no != nil {
		return transfer.Order{}, no
	}
	if seen != nil {
		if no := e.Unseen(view, *seen); no != nil {
			return transfer.Order{}, no
		}
	}
	for _, ev := range events {
		if paid, ok := ev.(transaction.Paid); ok {
			return transfer.Order{
				Kind: transfer.Capture, Amount: paid.Amount, Buyer: view.State.Buyer, Transaction: c.Transaction,
				For: c.Kind, Option: c.Option, Net: money.New(paid.Payment.Net, paid.Amount.Currency()),
			}, nil
		}
	}
	return transfer.Order{}, errors.New("engine: the rules took the payment and said no amount")
}

// charged is the transaction that a charge is for. What the same two people do
// elsewhere stands against no payment, so it is not read.
func (e *Engine) charged(ctx context.Context, id string) (View, error) {
	if !validID(id) {
		return View{}, ErrNotFound
	}
	now := e.Now()
	l, err := e.transaction(ctx, id, true)
	if err != nil {
		return View{}, err
	}
	s, overdue := transaction.Advance(l.state, now)
	return View{ID: id, At: now, State: s, Events: append(l.events, overdue...)}, nil
}

// command is what the buyer does, as if it were settled.
func (c *Charge) command() transaction.Command {
	switch c.Kind {
	case transaction.ForOption:
		return transaction.BuyOption{By: c.By, Option: c.Option, Payment: transaction.Settled}
	case transaction.Additional:
		return transaction.PayAdditional{By: c.By, Amount: c.Amount, Payment: transaction.Settled}
	}
	return transaction.Pay{By: c.By, Payment: transaction.Settled}
}

// longestPrefix is as long as what the name of a refund has before that of its capture.
const longestPrefix = "r000000000."

// chargeID names the transfer, so that a retry meets it: a purchase is paid once, at
// a time, and everything else as often as it is asked for. What is behind the first
// point is the transaction's id, whatever stands in it: so no two transfers, of
// whichever kind, have one name (refundID, giveBack).
func (e *Engine) chargeID(ctx context.Context, o *transfer.Order, key string) (string, error) {
	if o.For != transaction.ForPurchase {
		if key != "" {
			sum := sha256.Sum256([]byte(key))
			return "a" + hex.EncodeToString(sum[:8]) + "." + o.Transaction, nil
		}
		id, err := e.newID()
		return "a" + id[:min(len(id), 16)] + "." + o.Transaction, err
	}
	for n := 1; ; n++ {
		id := "p" + strconv.Itoa(n) + "." + o.Transaction
		v, err := e.Transfer(ctx, id)
		if errors.Is(err, ErrNotFound) {
			return id, nil
		}
		if err != nil {
			return "", err
		}
		if !inVain(&v.State) && v.State.Order.Method == o.Method && v.State.Order.Provider == o.Provider {
			return id, nil
		}
	}
}

// inVain reports a capture that will never pay for its purchase: declined, taken
// back, or of another amount than was asked for.
func inVain(s *transfer.State) bool {
	return s.Phase == transfer.Declined || s.Phase == transfer.Returned || s.Mismatch()
}
