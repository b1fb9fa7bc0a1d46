package engine

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/store"
	"github.com/torikime/torikime/transaction"
	"github.com/torikime/torikime/transaction/payment"
	"github.com/torikime/torikime/transaction/transfer"
)

// Reacted says what React did.
type Reacted struct {
	// Transfers were carried on; Requested were made for what transactions and
	// sellers' accounts ask for.
	Transfers, Requested int
	// Failed could not be carried on now, and are tried again.
	Failed int
}

// React carries on whatever stored events ask for outside: it makes transfers for
// refunds and payouts, calls providers, and tells transactions and accounts what
// came of it. It does not matter how often, how late and by how many at a time it is
// called; a process that dies in it leaves nothing half done that another does not
// find. What is due of a transfer, such as its next attempt, happens first; what is due
// of anything else is Sweep's. One transfer, transaction or account that fails stops no
// other; an error is the store's or ctx's.
func (e *Engine) React(ctx context.Context) (r Reacted, err error) {
	if len(e.o.Providers) == 0 {
		return r, nil
	}
	if _, err := e.settle(ctx, e.Now(), transfersLabel); err != nil {
		return r, err
	}
	if err := e.finishTakenBack(ctx); err != nil {
		return r, err
	}
	if r.Requested, r.Failed, err = e.requestAll(ctx); err != nil {
		return r, err
	}
	err = e.eachLabelled(ctx, transferReadyLabel, func(items []store.Item) error {
		done, failed := e.workAll(ctx, items)
		r.Transfers += done
		r.Failed += failed
		return ctx.Err()
	})
	return r, err
}

// eachLabelled goes through the streams with a label page by page. Streams that get
// the label meanwhile are for the next time.
func (e *Engine) eachLabelled(ctx context.Context, label string, visit func([]store.Item) error) error {
	for after := ""; ; {
		items, err := e.st.List(ctx, store.ListQuery{Label: label, After: after, Limit: pageSize})
		if err != nil || len(items) == 0 {
			return err
		}
		if err := visit(items); err != nil {
			return err
		}
		if len(items) < pageSize {
			return nil
		}
		after = items[len(items)-1].Cursor
	}
}

// workAll carries transfers on, some at a time: a provider that is slow with one
// keeps no other waiting.
func (e *Engine) workAll(ctx context.Context, items []store.Item) (done, failed int) {
	var mu sync.Mutex
	var all sync.WaitGroup
	free := make(chan struct{}, e.o.Callers)
	for _, item := range items {
		free <- struct{}{}
		all.Go(func() {
			defer func() { <-free }()
			_, err := e.Work(ctx, e.transfers.id(item.Stream))
			mu.Lock()
			defer mu.Unlock()
			if err == nil {
				done++
				return
			}
			failed++
			if ctx.Err() == nil {
				e.o.Log.WarnContext(ctx, "transfer not carried on", "transfer", e.transfers.id(item.Stream), "error", err)
			}
		})
	}
	all.Wait()
	return done, failed
}

// requestAll makes the transfers that transactions and accounts ask for. One that
// cannot be read, or asks for what cannot be, stops no other.
func (e *Engine) requestAll(ctx context.Context) (made, failed int, err error) {
	for _, asked := range []struct {
		label   string
		request func(ctx context.Context, stream string) (int, error)
	}{{refundAskedLabel, e.requestRefunds}, {payoutAskedLabel, e.requestPayouts}} {
		err := e.eachLabelled(ctx, asked.label, func(items []store.Item) error {
			for _, item := range items {
				n, err := asked.request(ctx, item.Stream)
				made += n
				if ctx.Err() != nil {
					return ctx.Err()
				}
				if err != nil {
					failed++
					e.o.Log.WarnContext(ctx, "transfers not asked for", "stream", item.Stream, "error", err)
				}
			}
			return nil
		})
		if err != nil {
			return made, failed, err
		}
	}
	return made, failed, nil
}

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

// Work carries one transfer on as far as it goes now: calls the provider, and tells
// whoever asked what came of it. It is harmless beside React and beside itself. The
// view that it gives has no Events.
func (e *Engine) Work(ctx context.Context, id string) (TransferView, error) {
	for range mostSteps {
		s, err := e.transferState(ctx, id)
		if err != nil {
			return TransferView{}, err
		}
		switch {
		case !s.Ready():
			return TransferView{ID: id, At: e.Now(), State: s}, nil
		case s.Work == transfer.ToCall:
			err = e.call(ctx, &s)
		default:
			err = e.tell(ctx, &s)
		}
		if err != nil {
			return TransferView{}, err
		}
	}
	s, err := e.transferState(ctx, id)
	return TransferView{ID: id, At: e.Now(), State: s}, err
}

// transferState is a transfer as it is now, from memory where it can be: whoever
// acts on a state that is old meets a conflict. Where memory says that there is
// nothing to do, another process may have written since that there is.
func (e *Engine) transferState(ctx context.Context, id string) (transfer.State, error) {
	if !validID(id) {
		return transfer.State{}, ErrNotFound
	}
	if c, ok := e.transfers.cache.get(e.transfers.stream(id)); ok {
		if s, _ := transfer.Advance(c.state, e.Now()); s.Ready() {
			return s, nil
		}
	}
	v, err := e.Transfer(ctx, id)
	return v.State, err
}

// mostRefusals is how often a provider may refuse a refund before an operator looks at
// it: a clear no is seldom taken back, and the buyer waits.
const mostRefusals = 12

// mostSteps bounds Work: authorise, capture, tell, and as much again.
const mostSteps = 6

// call makes the next call of a transfer. Whoever writes Sent first makes it.
func (e *Engine) call(ctx context.Context, s *transfer.State) error {
	id := s.Order.ID
	sent, err := e.move(ctx, id, transfer.Dispatch{Until: e.Now().Add(2 * e.o.CallTimeout)})
	if isKind(err, policy.WrongState) {
		return nil // somebody else was faster
	}
	if err != nil {
		return err
	}
	if sent.Step == transfer.Return {
		if err := e.noteRefund(ctx, &sent.Order, transaction.RefundSent); err != nil {
			return err // nothing was called yet; the lease ends, and it is looked up
		}
	}
	answer := transfer.Answer{Step: sent.Step, Status: transfer.Unknown}
	if provider, err := e.provider(s.Order.Provider); err != nil {
		answer.Reason = err.Error() // until it is back, or an operator looks at it
	} else {
		answer = e.ask(ctx, provider, &sent)
		profile := provider.Profile()
		answer.KeyLife, answer.RepeatSafe = profile.KeyLife, profile.RepeatSafe
	}
	answer.RetryAt = e.retryAt(&sent, answer.Status)
	answer.Most, answer.Call = e.o.MostCalls, sent.Call
	if answer.Status == transfer.Failed && sent.Refused+1 >= mostRefusals {
		answer.Most = 1
	}
	// What was heard is written down whoever waits for it.
	_, err = e.move(context.WithoutCancel(ctx), id, answer)
	if isKind(err, policy.WrongState) {
		return nil // an operator has decided meanwhile
	}
	return err
}

// ask calls the provider. Whatever goes wrong is an answer that says nothing.
func (e *Engine) ask(ctx context.Context, p payment.Provider, s *transfer.State) (answer transfer.Answer) {
	defer func() {
		if v := recover(); v != nil {
			answer = transfer.Answer{Step: s.Step, Status: transfer.Unknown, Reason: fmt.Sprintf("the provider's adapter panicked: %v", v)}
		}
	}()
	ctx, cancel := context.WithTimeout(ctx, e.o.CallTimeout)
	defer cancel()
	o := &s.Order
	c := payment.Call{
		Transfer: o.ID, Kind: o.Kind, Key: s.Key(), Amount: o.Amount, Ref: s.Ref, DoneRef: s.DoneRef, Of: o.OfRef, To: o.To,
		Method: o.Method, Description: e.describe(ctx, o), ReturnURL: o.ReturnURL, CancelURL: o.ReturnURL, FirstSent: s.FirstSent,
	}
	do := map[transfer.Step]func(context.Context, payment.Call) (payment.Answer, error){
		transfer.Authorise: p.Authorise, transfer.Take: p.Capture, transfer.Return: p.Refund, transfer.Send: p.Payout, transfer.Look: p.Lookup,
	}[s.Step]
	a, err := do(ctx, c)
	if err != nil {
		return transfer.Answer{Step: s.Step, Status: transfer.Unknown, Reason: short(err.Error())}
	}
	return transfer.Answer{Step: s.Step, Status: a.Status, Ref: a.Ref, URL: a.URL, Amount: a.Amount, Reason: short(a.Reason), Unpaid: a.Unpaid}
}

// describe is what the buyer reads of a payment on the provider's pages.
func (e *Engine) describe(ctx context.Context, o *transfer.Order) string {
	if e.o.Describe == nil || o.Kind != transfer.Capture {
		return o.Transaction
	}
	return cmp.Or(e.o.Describe(ctx, *o), o.Transaction)
}

// short is what an operator reads of a provider's words.
func short(words string) string {
	const most = 500
	r := []rune(words)
	return string(r[:min(len(r), most)])
}

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

// retryAt is when the next call is made after an answer that did not end it.
func (e *Engine) retryAt(s *transfer.State, status transfer.Status) time.Time {
	now := e.Now()
	wait := min(maxRetry, e.o.CallAgain<<min(s.Attempts, 12))
	if status == transfer.AwaitsBuyer || status == transfer.Pending {
		// Webhooks tell sooner; this is for those that are lost.
		wait = min(maxLook, max(minLook, now.Sub(s.RequestedAt)/4))
	}
	var b [1]byte
	if _, err := e.entropy.Read(b[:]); err == nil { // so that many do not come back at once
		wait += wait / 4 * time.Duration(b[0]) / 255
	}
	return now.Add(wait).Truncate(time.Microsecond)
}

const (
	minLook = time.Minute
	maxLook = 6 * time.Hour
)
