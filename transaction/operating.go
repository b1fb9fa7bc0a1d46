package transaction

import (
	"slices"
	"time"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/policy/money"
	"github.com/torikime/torikime/transaction/ledger"
)

// operate is T3.15 and T3.17: an operator's acts, each with a reason that both
// sides see.
func operate(s *State, c Command, f *Facts, at time.Time) ([]Event, *policy.Rejection) {
	switch c := c.(type) {
	case OperatorCancel:
		return operatorCancel(s, &c, at), nil
	case OperatorClose:
		return []Event{closeAt(s, ByOperator, c.Reason, at)}, nil
	case OperatorHold:
		if !s.HeldAt.IsZero() {
			return nil, policy.Reject(policy.WrongState, "T3.17", "already_held")
		}
		return []Event{Held{At: at, By: c.By.ID, Reason: Text{Body: c.Reason}}}, nil
	case OperatorRelease:
		if s.HeldAt.IsZero() {
			return nil, policy.Reject(policy.WrongState, "T3.17", "not_held")
		}
		return []Event{Released{At: at, By: c.By.ID, Reason: Text{Body: c.Reason}, Resumed: s.resumeAfterHold(at)}}, nil
	case OperatorShow:
		if no := s.waits(c.Seq); no != nil {
			return nil, no
		}
		return []Event{TextShown{At: at, By: c.By.ID, Seq: c.Seq, Reason: Text{Body: c.Reason}}}, nil
	case OperatorWithhold:
		if no := s.waits(c.Seq); no != nil {
			return nil, no
		}
		return []Event{TextWithheld{At: at, By: c.By.ID, Seq: c.Seq, Reason: Text{Body: c.Reason}}}, nil
	case OperatorExtend:
		return extend(s, &c, at)
	case OperatorRefund:
		if s.Phase == Closed {
			return refundEarnings(s, &c, f, at)
		}
		return refundPart(s, &c, at)
	}
	return nil, unknownCommand(c)
}

// operatorCancel ends the transaction; before the payment it lapses (T1.5).
func operatorCancel(s *State, c *OperatorCancel, at time.Time) []Event {
	if s.Phase == AwaitingPayment {
		return []Event{PurchaseLapsed{At: at, How: ByOperator, Reason: Text{Body: c.Reason}}}
	}
	outcome := policy.Outcome{MayReview: c.Reviews, Counts: c.Counts}
	return []Event{cancelled(s, policy.Operator, operatorReason(s.Terms), ByOperator, c.Reason, outcome, at)}
}

// operatorReason is the table's row for operators.
func operatorReason(t *policy.Terms) string { return reasonFor(t, policy.OperatorSays) }

// firstContactReason is the table's row for the system (T2.1).
func firstContactReason(t *policy.Terms) string { return reasonFor(t, policy.NoFirstContact) }

func reasonFor(t *policy.Terms, condition policy.Condition) string {
	for i := range t.Cancel.Reasons {
		if t.Cancel.Reasons[i].Condition == condition {
			return t.Cancel.Reasons[i].ID
		}
	}
	return string(condition)
}

func extend(s *State, c *OperatorExtend, at time.Time) ([]Event, *policy.Rejection) {
	if !s.running(c.Deadline) {
		return nil, policy.Reject(policy.WrongState, "T3.15", "not_running").With("deadline", c.Deadline.String())
	}
	return []Event{DeadlineExtended{At: at, By: c.By.ID, Kind: c.Deadline, End: s.clocks[c.Deadline].time().Add(c.Later), Reason: Text{Body: c.Reason}}}, nil
}

// refundPart sends a part of what is held back. The last payments go first;
// both fees are computed anew on what remains of each payment, and the
// difference of the buyer's fee goes back too (T3.15).
func refundPart(s *State, c *OperatorRefund, at time.Time) ([]Event, *policy.Rejection) {
	held := s.Held()
	if c.Amount.Units() > held.Units() {
		return nil, policy.Reject(policy.Invalid, "T3.15", "more_than_held").With("max", held.String())
	}
	remains := append([]Payment(nil), s.Payments...)
	rest, back := c.Amount.Units(), int64(0)
	var by []Back
	for i := len(remains) - 1; i >= 0 && rest > 0; i-- {
		before := remains[i]
		take := min(rest, before.Net)
		remains[i] = charge(s.Terms, before.Net-take)
		rest -= take
		part := take + before.BuyerFee - remains[i].BuyerFee
		back += part
		by = s.backOf(by, i, part)
	}
	amount := money.New(back, held.Currency())
	return []Event{PartRefunded{At: at, By: c.By.ID, Reason: Text{Body: c.Reason}, Amount: amount, Payments: remains, Back: by,
		Postings: []ledger.Posting{{From: ledger.Held, To: ledger.Refunds, Amount: amount}}}}, nil
}

// refundEarnings sends earnings that were not paid out back; the phase stays
// closed (T3.15). The last charges go first.
func refundEarnings(s *State, c *OperatorRefund, f *Facts, at time.Time) ([]Event, *policy.Rejection) {
	if c.Ref != "" && slices.Contains(s.TakenBack, c.Ref) {
		return nil, policy.Reject(policy.Conflict, "T3.15", "taken_back").With("ref", c.Ref)
	}
	most := s.Earned()
	if f.Earnings != nil && f.Earnings.Units() < most.Units() {
		most = money.New(max(0, f.Earnings.Units()), most.Currency())
	}
	if c.Amount.Units() > most.Units() {
		return nil, policy.Reject(policy.Invalid, "T3.15", "more_than_earned").With("max", most.String())
	}
	return []Event{EarningsRefunded{At: at, By: c.By.ID, Reason: Text{Body: c.Reason}, Amount: c.Amount, Ref: c.Ref,
		Back:     s.backUpTo(c.Amount.Units()),
		Postings: []ledger.Posting{{From: ledger.Available, To: ledger.Refunds, Amount: c.Amount}}}}, nil
}
