package engine

import (
	"context"
	"errors"
	"fmt"

	"github.com/torikime/torikime/transaction"
	"github.com/torikime/torikime/transaction/transfer"
)

// requestRefunds makes the transfers of the refunds that a transaction has asked
// for, and notes those that were sent already.
func (e *Engine) requestRefunds(ctx context.Context, stream string) (made int, err error) {
	// Not from memory: another process may have cancelled it.
	l, err := e.transaction(ctx, e.transactions.id(stream), false)
	if err != nil {
		return 0, err
	}
	var failed []error
	for i := range l.state.Refunds {
		r := &l.state.Refunds[i]
		if r.Stage != transaction.RefundAsked {
			continue
		}
		is, err := e.requestRefund(ctx, &l.state, r)
		if err != nil {
			failed = append(failed, fmt.Errorf("by the payment %q: %w", r.Charge, err))
		}
		if is {
			made++
		}
	}
	return made, errors.Join(failed...)
}

// refundID names the transfer of a refund: one for each capture that an event sends
// back.
func refundID(r *transaction.Refund) string { return fmt.Sprintf("r%d.%s", r.Seq, r.Charge) }

// requestRefund makes the transfer of one refund, unless there is one.
func (e *Engine) requestRefund(ctx context.Context, s *transaction.State, r *transaction.Refund) (made bool, err error) {
	v, err := e.Transfer(ctx, refundID(r))
	switch {
	case err == nil && v.State.Phase == transfer.Asked:
		return false, nil
	case err == nil:
		return false, e.noteRefund(ctx, &v.State.Order, transaction.RefundSent)
	case !errors.Is(err, ErrNotFound):
		return false, err
	}
	charge, err := e.Transfer(ctx, r.Charge)
	if err == nil && charge.State.Order.Transaction != s.ID {
		err = fmt.Errorf("engine: it was for the transaction %q", charge.State.Order.Transaction)
	}
	if err != nil {
		return false, err
	}
	if charge.State.Phase == transfer.Returned { // the buyer has it already
		_, err := e.Do(ctx, s.ID, transaction.NoteRefund{By: transaction.System(), Seq: r.Seq, Charge: r.Charge, Stage: transaction.RefundConfirmed}, Call{})
		return err == nil, err
	}
	err = e.requestTransfer(ctx, transfer.Order{
		ID: refundID(r), Kind: transfer.Refund, Provider: charge.State.Order.Provider, Amount: r.Amount, Buyer: s.Buyer,
		Transaction: s.ID, Of: r.Charge, OfRef: charge.State.DoneRef, Cause: r.Seq,
	})
	return err == nil, err
}

func (e *Engine) noteRefund(ctx context.Context, o *transfer.Order, stage transaction.RefundStage) error {
	if o.Cause == 0 {
		return nil // of money that no transaction ever had
	}
	_, err := e.Do(ctx, o.Transaction, transaction.NoteRefund{By: transaction.System(), Seq: o.Cause, Charge: o.Of, Stage: stage}, Call{})
	return err
}
