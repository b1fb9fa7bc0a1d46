package engine

import (
	"context"
	"errors"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/transaction"
	"github.com/torikime/torikime/transaction/transfer"
)

// tell lets whoever asked for a transfer hear how it stands.
func (e *Engine) tell(ctx context.Context, s *transfer.State) error {
	var err error
	switch s.Order.Kind {
	case transfer.Capture:
		err = e.tellCapture(ctx, s)
	case transfer.Refund:
		stage := transaction.RefundConfirmed
		if s.Phase == transfer.Returned {
			stage = transaction.RefundReturned
		}
		err = e.noteRefund(ctx, &s.Order, stage)
	case transfer.Payout:
		err = e.tellPayout(ctx, s)
	}
	if err == nil {
		_, err = e.move(ctx, s.Order.ID, transfer.Tell{Phase: s.Phase, Since: s.Since})
	}
	return err
}

// tellCapture gives a payment to its transaction, or tells it that there is none.
func (e *Engine) tellCapture(ctx context.Context, s *transfer.State) error {
	o := &s.Order
	switch {
	case s.Mismatch():
		return e.giveBack(ctx, s)
	case s.Phase == transfer.Confirmed:
		_, err := e.Do(ctx, o.Transaction, transaction.Receive{
			By: transaction.System(), Charge: o.ID, Kind: o.For, Option: o.Option, Net: o.Net, Amount: s.Moved,
		}, Call{})
		var no *policy.Rejection
		switch {
		case isKind(err, policy.Conflict):
			return nil // it was received
		case errors.As(err, &no):
			return e.giveBack(ctx, s)
		}
		return err
	case s.Phase == transfer.Declined && s.Status == transfer.Failed && !s.Unpaid:
		return e.declinePurchase(ctx, s) // who left, or let his time pass, was not declined
	}
	return nil
}

// giveBack sends back what was captured and pays for nothing: another amount,
// another currency. No transaction ever has it.
func (e *Engine) giveBack(ctx context.Context, s *transfer.State) error {
	o := &s.Order
	err := e.requestTransfer(ctx, transfer.Order{
		ID: "m." + o.ID, Kind: transfer.Refund, Provider: o.Provider, Amount: s.Moved, Buyer: o.Buyer,
		Transaction: o.Transaction, Of: o.ID, OfRef: s.DoneRef,
	})
	if err != nil {
		return err
	}
	return e.declinePurchase(ctx, s)
}

// declinePurchase says that a payment has failed: the purchase waits on (T1.5). A
// failed payment for anything else changes nothing (T4.11).
func (e *Engine) declinePurchase(ctx context.Context, s *transfer.State) error {
	if s.Order.For != transaction.ForPurchase {
		return nil
	}
	// The key makes it one decline, also if whoever says so dies before it is noted.
	_, err := e.Do(ctx, s.Order.Transaction, transaction.Pay{By: transaction.System(), Payment: transaction.Refused}, Call{Key: "transfer/" + s.Order.ID + "/declined"})
	var no *policy.Rejection
	if errors.As(err, &no) {
		return nil // nothing is awaited any more
	}
	return err
}
