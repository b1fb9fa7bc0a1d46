package engine

import (
	"cmp"
	"context"
	"fmt"
	"time"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/transaction"
	"github.com/torikime/torikime/transaction/payment"
	"github.com/torikime/torikime/transaction/transfer"
)

// mostRefusals is how often a provider may refuse a refund before an operator looks at
// it: a clear no is seldom taken back, and the buyer waits.
const mostRefusals = 12

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
