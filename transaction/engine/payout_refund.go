package engine

import (
	"context"
	"crypto/sha256"
	"encoding/base32"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/policy/money"
	"github.com/torikime/torikime/store"
	"github.com/torikime/torikime/transaction"
	"github.com/torikime/torikime/transaction/payout"
)

// A refund of earnings touches two streams, and no store writes two at once. So it
// is decided in the seller's account, where payouts are decided too: whichever of
// the two comes first takes the money, and the other is refused. From then on the
// earnings are taken back for everybody. What is left is copying: the transaction
// gets its EarningsRefunded, and TakenBackStored notes that it is there. Whoever
// comes first does it, as often as it takes: the refund itself, its repetition, a
// sweep, or React.

// errEarned: the transaction has closed, and a refund goes through the account.
var errEarned = errors.New("engine: a refund after the close is decided in the seller's account")

// refund carries an operator's refund out: of what is held in the transaction, of
// what was earned in the account.
func (e *Engine) refund(ctx context.Context, w *transactionWork, c transaction.OperatorRefund, facts transaction.Facts) (Outcome, error) {
	id := w.m.id(w.stream)
	closed := func(s transaction.State) bool {
		s, _ = transaction.Advance(s, w.now)
		return s.Phase == transaction.Closed
	}
	if s, err := e.State(ctx, id); err == nil && closed(s) {
		return e.refundEarnings(ctx, id, c, facts, w.call, w.now)
	}
	w.gather = func(_ context.Context, s transaction.State) error {
		if closed(s) { // meanwhile
			return errEarned
		}
		return nil
	}
	// The key may have been recorded in the account.
	w.repeat = func(ctx context.Context, _ store.Command) (Outcome, error) { return e.repeatedRefund(ctx, id) }
	out, err := e.doBought(ctx, w, id)
	if errors.Is(err, errEarned) {
		return e.refundEarnings(ctx, id, c, facts, w.call, w.now)
	}
	return out, err
}

// repeatedRefund is what a refund that was given before has led to.
func (e *Engine) repeatedRefund(ctx context.Context, id string) (Outcome, error) {
	if s, err := e.State(ctx, id); err == nil && s.Phase == transaction.Closed {
		e.copyTakenBack(ctx, e.accounts.stream(accountID(s.Currency(), s.Seller)))
	}
	v, err := e.View(ctx, id)
	return Outcome{View: v, Repeated: true}, err
}

// earningsRefund is a refund after the close (T3.15).
type earningsRefund struct {
	e         *Engine
	command   transaction.OperatorRefund
	facts     transaction.Facts
	call      Call
	now       time.Time
	crediting crediting
	stream    string // the transaction's
	// loaded is the transaction as it is stored, change what the refund makes of it.
	change[transaction.State, transaction.Event]
}

// refundEarnings carries a refund out on a transaction that has closed.
func (e *Engine) refundEarnings(ctx context.Context, id string, c transaction.OperatorRefund, facts transaction.Facts, call Call, now time.Time) (Outcome, error) {
	s, err := e.State(ctx, id)
	if err != nil {
		return Outcome{}, err
	}
	inForce, err := e.Policy(now)
	if err != nil {
		return Outcome{}, err
	}
	r := &earningsRefund{e: e, command: c, facts: facts, call: call, now: now, stream: e.transactions.stream(id)}
	r.crediting = crediting{e: e, terms: inForce.Payout, seller: s.Seller, cur: s.Currency(), now: now, dry: call.DryRun, of: id}
	w := &work[payout.State, payout.Event, Outcome]{
		e: e, m: &e.accounts.machine, stream: e.accounts.stream(accountID(s.Currency(), s.Seller)), name: c.Name(),
		call: call, now: now, creates: true, keyed: r.stream,
	}
	w.call.ExpectedSeq = nil // it is the transaction's
	if r.command.Ref, err = e.refundRef(c.Ref, call.Key, w.digest()); err != nil {
		return Outcome{}, err
	}
	if !call.DryRun {
		if err := e.settlePerson(ctx, now, s.Seller); err != nil {
			return Outcome{}, err
		}
	}
	like := e.transactionWork(id, c.Name(), now, call)
	w.enter = func(context.Context) (func(), error) { return e.presence.stayUnlessGone(c.By.ID) }
	w.gather, w.judge, w.answer = r.gather, r.judge, like.answer
	w.outcome = func(ctx context.Context, _ *change[payout.State, payout.Event]) (Outcome, error) {
		return like.outcome(ctx, &r.change)
	}
	w.repeat = func(ctx context.Context, _ store.Command) (Outcome, error) { return e.repeatedRefund(ctx, id) }
	out, err := w.do(ctx)
	if err == nil && !call.DryRun && !out.Repeated {
		e.copyTakenBack(context.WithoutCancel(ctx), w.stream)
	}
	return out, err
}

// refundRef names the decision: by the key, so that it is one however often it is
// given, or anew.
func (e *Engine) refundRef(own, key string, digest []byte) (string, error) {
	switch {
	case own != "":
		return own, nil
	case key == "":
		return e.newID()
	}
	sum := sha256.Sum256(append([]byte(key+"\x00"), digest...))
	return strings.ToLower(base32.StdEncoding.EncodeToString(sum[:])[:26]), nil
}

func (r *earningsRefund) gather(ctx context.Context, s payout.State) (err error) {
	if err = r.crediting.gather(ctx, s); err == nil {
		r.loaded, err = r.e.transactions.load(ctx, r.e.st, r.stream, r.call.Answer != nil)
	}
	return err
}

// judge asks the transaction's rules, with what the account has left, then those of
// the account.
func (r *earningsRefund) judge(s payout.State, at time.Time) (payout.State, []payout.Event, *policy.Rejection) {
	s, credited, no := r.crediting.credit(s, at)
	if no != nil {
		return s, nil, no
	}
	if no := r.refund(s.Left(r.state.ID), s); no != nil {
		return s, nil, no
	}
	c := &r.command
	s, taken, no := payout.Handle(s, payout.TakeBackEarnings{
		By: c.By, Ref: c.Ref, Transaction: r.state.ID, Amount: c.Amount, Reason: c.Reason,
	}, r.crediting.terms, at)
	return s, append(credited, taken...), no
}

// refund is what becomes of the transaction: nothing more, if the decision was
// taken before.
func (r *earningsRefund) refund(left money.Money, account payout.State) *policy.Rejection {
	r.facts.Earnings = &left
	r.after, r.overdue = transaction.Advance(r.state, r.now)
	r.own = nil
	after, own, no := transaction.Handle(r.after, r.command, r.facts, r.now)
	if no != nil && (no.Kind == policy.Invalid || no.Kind == policy.WrongActor || no.Kind == policy.NotParty) {
		return no
	}
	if seen := r.call.ExpectedSeq; seen != nil {
		if changed := r.e.transactions.unseen(append(slices.Clip(r.events), r.overdue...), *seen); changed != nil {
			return changed
		}
	}
	if _, taken := account.TookBack(r.command.Ref); taken {
		return nil
	}
	if no == nil {
		r.after, r.own = after, own
	}
	return no
}

// copyTakenBack brings what an account has taken back to the transactions. If it
// fails, it is decided all the same, and a sweep comes back to it.
func (e *Engine) copyTakenBack(ctx context.Context, stream string) {
	b, ok, err := e.accounts.copied(ctx, stream, e.Now())
	if err == nil && ok {
		_, err = e.commits.append(ctx, b)
	}
	if err != nil && !errors.Is(err, store.ErrConflict) { // after a conflict a sweep looks again
		e.o.Log.WarnContext(ctx, "earnings that were taken back are not refunded in their transaction yet", "account", stream, "error", err)
	}
}

// finishTakenBack copies what a process that died, or a store that failed, left over.
func (e *Engine) finishTakenBack(ctx context.Context) error {
	_, err := e.settle(ctx, e.Now(), takenBackLabel)
	return err
}

// copied writes what was taken back to the transactions, and gives the write that
// notes it in the account; false if there is nothing to do.
func (a *accounts) copied(ctx context.Context, stream string, now time.Time) (b store.Batch, ok bool, err error) {
	l, err := a.load(ctx, a.e.st, stream, true)
	if err != nil || len(l.state.Uncopied) == 0 {
		return b, false, err
	}
	if now.Before(l.state.LastAt) {
		now = l.state.LastAt // T0.6
	}
	var noted []payout.Event
	after := l.state
	for _, t := range l.state.Uncopied {
		taken, _ := l.events[t.Seq-1].(payout.TakenBack)
		var c payout.Command = payout.NoteTakenBack{Ref: t.Ref}
		switch no, err := a.e.refundTaken(ctx, &taken, now); {
		case err != nil:
			return b, false, err
		case no != nil:
			// It was judged before it was decided; and what a closed transaction
			// refuses once, it always will.
			a.e.o.Log.ErrorContext(ctx, "a transaction refuses the refund of its earnings", "transaction", t.Transaction, "ref", t.Ref, "refusal", no)
			c = payout.UndoTakenBack{Ref: t.Ref}
		}
		var own []payout.Event
		var no *policy.Rejection
		if after, own, no = payout.Handle(after, c, policy.Payout{}, now); no != nil {
			return b, false, no
		}
		noted = append(noted, own...)
	}
	b, err = a.batch(stream, l.version, l.state, after, noted, now)
	return b, true, err
}

// refundTaken gives a transaction what was taken back of its earnings; harmless if
// it has it. It waits for no lock: whoever sweeps may hold one.
func (e *Engine) refundTaken(ctx context.Context, t *payout.TakenBack, now time.Time) (*policy.Rejection, error) {
	stream := e.transactions.stream(t.Transaction)
	c := transaction.OperatorRefund{By: transaction.Operator(t.By), Reason: t.Reason.Body, Amount: t.Amount, Ref: t.Ref}
	for range attempts {
		l, err := e.transactions.load(ctx, e.st, stream, false)
		if err != nil {
			return nil, err
		}
		if l.version == 0 {
			return nil, fmt.Errorf("%s: %w", stream, ErrNotFound)
		}
		if slices.Contains(l.state.TakenBack, t.Ref) {
			return nil, nil
		}
		after, events, no := transaction.Handle(l.state, c, transaction.Facts{}, now)
		if no != nil {
			return no, nil
		}
		b, err := e.transactions.batch(stream, l.version, l.state, after, events, now)
		if err != nil {
			return nil, err
		}
		_, err = e.commits.append(ctx, b)
		e.transactions.forget(stream)
		if !errors.Is(err, store.ErrConflict) {
			return nil, err
		}
	}
	return nil, ErrBusy
}

// overdue is the write that lets everything happen that is due, in this stream and
// in the transactions'.
func (a *accounts) overdue(ctx context.Context, st *store.Stream, now time.Time) (b store.Batch, err error) {
	defer func() {
		if v := recover(); v != nil {
			err = fmt.Errorf("%s: the rules panicked on its history: %v", st.ID, v)
		}
	}()
	l, err := a.fold(ctx, st)
	if err != nil {
		return b, err
	}
	if len(l.state.Uncopied) == 0 {
		return a.machine.overdue(ctx, st, now)
	}
	b, ok, err := a.copied(ctx, st.ID, now)
	if err == nil && !ok { // somebody else was faster
		b = store.Batch{Stream: st.ID, Expected: st.Version, Wake: st.Wake}
	}
	return b, err
}
