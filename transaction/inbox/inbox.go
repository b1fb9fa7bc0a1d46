// Package inbox says what each side of a transaction should know and do: to-dos,
// notices and reminders (rule section 9). All of it is derived from the
// transactions and stored nowhere beside them, so it cannot disagree with them.
//
// ToDos is what a side owes now. Notices are what an event tells the sides, and
// Reminders what time alone brings; Feed is both, in order. Notice.Text puts one
// into words, in Japanese and English. No words that people wrote ever enter a
// notice: they may be held, hidden or erased, and a notice may have left the house by then.
package inbox

import (
	"slices"
	"time"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/transaction"
)

// Feed is everything that a side was told of one transaction up to an instant, in
// order (Compare): the notices of what happened by then, and the reminders before it. events is
// the whole history; what is overdue in it counts as happened (T0.2). The reminders are
// those of the policy in force. A list of a person's notices is the feeds of his
// transactions together, sorted by Compare.
func Feed(events []transaction.Event, side policy.Role, n *policy.Notices, until time.Time) []Notice {
	events = upTo(events, until)
	var list []Notice
	var s transaction.State
	for i, e := range events {
		if e.When().After(until) {
			break
		}
		s = transaction.Evolve(s, e)
		if !paidAtOnce(events, i) {
			list = append(list, Notices(e, s, i+1)...)
		}
	}
	list = append(list, Reminders(events, n, time.Time{}, until)...)
	list = slices.DeleteFunc(list, func(n Notice) bool { return n.To != side })
	slices.SortFunc(list, Compare)
	return list
}

// NoticesOf are what one event of a history tells, by its place from 1; none if
// there is no such place, or if an event of the same command tells it. It is for
// those who follow a feed of events.
func NoticesOf(events []transaction.Event, seq int) []Notice {
	if seq < 1 || seq > len(events) || paidAtOnce(events, seq-1) {
		return nil
	}
	return Notices(events[seq-1], transaction.Replay(events[:seq]), seq)
}

// atOnce is how long a payment may take that comes with its purchase: a provider is
// asked in between.
const atOnce = time.Minute

// paidAtOnce reports the purchase itself, where the payment came with it: the opening
// tells the seller of both, and he need not hear of a talkroom that opens later.
func paidAtOnce(events []transaction.Event, i int) bool {
	if i > 0 || len(events) < 2 {
		return false
	}
	bought, ok := events[0].(transaction.Purchased)
	paid, next := events[1].(transaction.Paid)
	return ok && next && paid.Kind == transaction.ForPurchase && paid.At.Sub(bought.At) <= atOnce
}

// upTo is a history with what is overdue in it at an instant.
func upTo(events []transaction.Event, at time.Time) []transaction.Event {
	if len(events) == 0 {
		return nil
	}
	_, overdue := transaction.Advance(transaction.Replay(events), at)
	return slices.Concat(events, overdue)
}

// silence is a side's silence, if it may cost the transaction: from end on the
// other side may ask for a cancel because of it (T3.2, T3.4), no deadline comes
// before, and the last contact is the other side's.
func silence(s *transaction.State, side policy.Role) (since, end time.Time, ok bool) {
	if !s.Phase.Talkroom() || s.LastContact != side.Other() || !endsBySilence(s.Terms, side.Other()) {
		return since, end, false
	}
	since, end = s.SilentSince(side), s.SilentEnough(side)
	for _, d := range transaction.Deadlines(*s) {
		switch d.Kind {
		case transaction.FirstContact, transaction.Approval, transaction.Close, transaction.AgeLimit:
			if !d.At.After(end) {
				return since, end, false
			}
		}
	}
	return since, end, !end.IsZero()
}

// endsBySilence reports whether the policy gives a side a reason to cancel because
// of the other side's silence.
func endsBySilence(t *policy.Terms, by policy.Role) bool {
	return slices.ContainsFunc(t.Cancel.Reasons, func(r policy.Reason) bool {
		return r.By == by && r.Condition == policy.OtherSilent
	})
}

const day = 24 * time.Hour

// dates are the ends of the schedule's days, ascending: 0:00 of the day after.
func dates(s *transaction.State) []time.Time {
	list := make([]time.Time, len(s.Schedule))
	for i, d := range s.Schedule {
		list[i] = d.Start(s.Terms.Time.Offset).Add(day)
	}
	slices.SortFunc(list, time.Time.Compare)
	return slices.CompactFunc(list, time.Time.Equal)
}

// kept reports whether a date of the schedule that ends at an instant is no longer
// owed (T4.12). The last date is kept by a final delivery alone; an earlier one also
// by whatever the seller has written since the day before it, for a draft is sent
// as a message.
func kept(s *transaction.State, end time.Time, last bool) bool {
	if s.Phase != transaction.Open {
		return true
	}
	return !last && !s.SellerContact.Before(end.Add(-2*day))
}

// owed is the schedule at an instant: the latest date that was missed and stands
// open, and the next one to come; zero: none.
func owed(s *transaction.State, at time.Time) (missed, next time.Time) {
	list := dates(s)
	for i, end := range list {
		if end.After(at) {
			return missed, end
		}
		missed = time.Time{}
		if !kept(s, end, i == len(list)-1) {
			missed = end
		}
	}
	return missed, time.Time{}
}

// due is when a deadline fires; zero if it does not run.
func due(s *transaction.State, k transaction.DeadlineKind) time.Time {
	for _, d := range transaction.Deadlines(*s) {
		if d.Kind == k {
			return d.At
		}
	}
	return time.Time{}
}
