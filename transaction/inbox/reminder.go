package inbox

import (
	"fmt"
	"slices"
	"time"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/transaction"
)

// Reminders are the notices that time alone brings in [from, to): those of the
// policy's section notices (T9.3), a date of the schedule that was missed (T4.12), and a blind
// review that its time has opened (T5.8).
//
// The interval is half-open, and what a reminder says depends on the history alone:
// whoever asks for [a, b) and then for [b, c) gets what he would have got for [a, c), however
// late he asks. At to itself something may still happen, so it belongs to the
// next interval. A clock that stands still (T3.13, T3.17) reminds nobody, and its
// reminders move by the time for which it stood.
//
// events is the whole history; what is overdue in it at to counts as happened
// (T0.2). They are sorted by Compare.
func Reminders(events []transaction.Event, n *policy.Notices, from, to time.Time) []Notice {
	w := walk{notices: n}
	w.history(upTo(events, to), to)
	list := slices.DeleteFunc(w.list, func(n Notice) bool { return n.At.Before(from) })
	slices.SortFunc(list, Compare)
	return slices.CompactFunc(list, func(a, b Notice) bool { return a.ID == b.ID })
}

// NextReminder is the earliest instant from an instant on at which Reminders may have
// something to say of a history to which nothing is added by hand; false: never. A host that
// keeps it for each transaction need not look at all of them all the time.
func NextReminder(events []transaction.Event, n *policy.Notices, from time.Time) (time.Time, bool) {
	const horizon = 20 * 365 * day
	to := from
	if last := len(events) - 1; last >= 0 && events[last].When().After(to) {
		to = events[last].When()
	}
	list := Reminders(events, n, from, to.Add(horizon))
	if len(list) == 0 {
		return time.Time{}, false
	}
	return list[0].At, true
}

// walk goes through a history span by span: between two events the state is one,
// and so are the instants of its reminders.
type walk struct {
	notices *policy.Notices
	s       transaction.State
	clocks  [16]clock
	// posted is when the schedule in force was.
	posted time.Time
	told   map[string]bool
	list   []Notice
}

// clock is what a reminder needs to know of a deadline beside its end.
type clock struct {
	// start is when it began, moved by the time for which it stood still; end is
	// the unrounded end (T0.5).
	start, end time.Time
	// floor is where its reminders begin: the start, or the instant of the last extension.
	floor time.Time
	// turn tells apart the times for which it was set or extended.
	turn int
}

func (w *walk) history(events []transaction.Event, to time.Time) {
	w.told = map[string]bool{}
	for i, e := range events {
		at, until := e.When(), to
		if !at.Before(to) {
			return
		}
		w.s = transaction.Evolve(w.s, e)
		w.wind(e)
		if i+1 < len(events) && events[i+1].When().Before(to) {
			until = events[i+1].When()
		}
		w.span(at, until)
	}
}

// wind follows the clocks: set, extended, run on.
func (w *walk) wind(e transaction.Event) {
	switch e := e.(type) {
	case transaction.Purchased:
		w.set(transaction.PaymentDue, e.At, e.PayBy)
	case transaction.Opened:
		w.set(transaction.FirstContact, e.At, e.FirstContactBy)
		w.set(transaction.AgeLimit, e.At, e.AgeLimitAt)
	case transaction.FinalDelivered:
		w.set(transaction.Approval, e.At, e.ApproveBy)
	case transaction.CancelRequested:
		w.set(transaction.CancelAnswer, e.At, e.AnswerBy)
	case transaction.CancelWithdrawn:
		w.resume(e.Resumed)
	case transaction.CancelRefused:
		w.resume(e.Resumed)
	case transaction.CancelVoided:
		w.resume(e.Resumed)
	case transaction.CancelLapsed:
		w.resume(e.Resumed)
	case transaction.Released:
		w.resume(e.Resumed)
	case transaction.ScheduleSet:
		w.posted = e.At
	case transaction.DeadlineExtended:
		if c := w.clock(e.Kind); c != nil {
			c.end, c.floor = e.End, e.At
			c.turn++
		}
	}
}

func (w *walk) clock(k transaction.DeadlineKind) *clock {
	if int(k) < len(w.clocks) {
		return &w.clocks[k]
	}
	return nil
}

func (w *walk) set(k transaction.DeadlineKind, start, end time.Time) {
	c := w.clock(k)
	*c = clock{start: start, end: end, floor: start, turn: c.turn + 1}
}

func (w *walk) resume(list []transaction.Resumed) {
	for _, r := range list {
		if c := w.clock(r.Kind); c != nil && !c.end.IsZero() {
			stood := r.End.Sub(c.end)
			c.start, c.floor, c.end = c.start.Add(stood), c.floor.Add(stood), r.End
		}
	}
}

// alarm is one reminder as the state has it.
type alarm struct {
	// key is the same as long as it is one reminder, whatever its instant.
	key  string
	to   policy.Role
	kind Kind
	// at is its instant. It lies in [floor, end), or there is none; a zero end is none.
	at, floor, end time.Time
	due            time.Time
	stars          int
	// kept: there is no longer anything to remind of when its instant comes.
	kept bool
}

// span rings what falls into [at, until), in which the state does not change. What
// should have rung while its clock stood still rings at once, if it still helps.
func (w *walk) span(at, until time.Time) {
	for _, a := range w.alarms() {
		when := a.at
		if when.Before(at) {
			when = at
		}
		switch {
		case w.told[a.key], a.at.Before(a.floor), !when.Before(until):
			continue
		case !a.end.IsZero() && !when.Before(a.end):
			continue
		}
		w.told[a.key] = true
		if a.kept {
			continue
		}
		n := about(&w.s, a.to, a.kind, when)
		n.Due, n.Stars = a.due, a.stars
		n.ID = fmt.Sprintf("%s/%s/%s/%d", w.s.ID, a.kind, a.to, when.UnixMicro())
		w.list = append(w.list, n)
	}
}

// alarms are the reminders of the state as it is now.
func (w *walk) alarms() []alarm {
	var list []alarm
	for i := range w.notices.Reminders {
		list = append(list, w.policys(i)...)
	}
	return append(append(list, w.schedule()...), w.reveal()...)
}

// deadlineOf is the deadline that a subject names.
var deadlineOf = map[policy.Subject]transaction.DeadlineKind{
	policy.RemindPaymentDue: transaction.PaymentDue, policy.RemindFirstContact: transaction.FirstContact,
	policy.RemindCancelAnswer: transaction.CancelAnswer, policy.RemindApproval: transaction.Approval,
	policy.RemindAgeLimit: transaction.AgeLimit,
}

// policys are the alarms of one reminder of the policy.
func (w *walk) policys(i int) []alarm {
	r := &w.notices.Reminders[i]
	if r.Of == policy.RemindSilence {
		return w.silences(i)
	}
	k, ok := deadlineOf[r.Of]
	end := due(&w.s, k)
	if !ok || end.IsZero() {
		return nil
	}
	c := w.clock(k)
	var list []alarm
	for _, to := range w.readers(r) {
		kind := Kind("remind_" + string(r.Of))
		if !slices.Contains(owing(&w.s, k), to) {
			kind += "_other"
		}
		list = append(list, alarm{
			key: fmt.Sprintf("%d/%s/%d", i, to, c.turn), to: to, kind: kind,
			at: r.At(c.start, end), floor: c.floor, end: end, due: end,
		})
	}
	return list
}

// readers are whom a reminder is for: the side it names, or those who owe the act.
func (w *walk) readers(r *policy.Reminder) []policy.Role {
	if r.To != policy.Nobody {
		return []policy.Role{r.To}
	}
	return owing(&w.s, deadlineOf[r.Of])
}

// owing are the sides that a deadline asks to act. The age limit ends the room for
// both.
func owing(s *transaction.State, k transaction.DeadlineKind) []policy.Role {
	switch k {
	case transaction.FirstContact:
		return []policy.Role{policy.Seller}
	case transaction.CancelAnswer:
		return []policy.Role{s.Request.By.Other()}
	case transaction.AgeLimit:
		return []policy.Role{policy.Buyer, policy.Seller}
	}
	return []policy.Role{policy.Buyer}
}

// silences are T3.2 and T3.4: a side is told that the other may soon ask for a
// cancel. While held, or while a request is pending, it may not (T3.17, T3.6).
func (w *walk) silences(i int) []alarm {
	r := &w.notices.Reminders[i]
	var list []alarm
	for _, side := range []policy.Role{policy.Buyer, policy.Seller} {
		since, end, ok := silence(&w.s, side)
		if !ok || r.To != policy.Nobody && r.To != side || !w.s.HeldAt.IsZero() || w.s.Request.By != policy.Nobody {
			continue
		}
		list = append(list, alarm{
			key: fmt.Sprintf("%d/%s/%d", i, side, since.UnixMicro()), to: side, kind: "remind_silence",
			at: r.At(since, end), floor: since, end: end, due: end,
		})
	}
	return list
}

// schedule is T4.12: both sides hear of a date that has passed. A date that was
// kept when it came is kept for good; one that came while everything stood still waits.
func (w *walk) schedule() []alarm {
	s := &w.s
	if !s.Phase.Talkroom() || !s.HeldAt.IsZero() || s.Request.By != policy.Nobody {
		return nil
	}
	var list []alarm
	ends := dates(s)
	for i, end := range ends {
		for _, to := range []policy.Role{policy.Buyer, policy.Seller} {
			list = append(list, alarm{
				key: fmt.Sprintf("schedule/%s/%d/%d", to, w.posted.UnixMicro(), end.UnixMicro()), to: to,
				kind: Kind("schedule_missed_" + to.String()), at: end, floor: w.posted, due: end,
				kept: kept(s, end, i == len(ends)-1),
			})
		}
	}
	return list
}

// reveal is T5.8: a review that its reader could not see yet, because he has not
// written his, is shown when the blind time is over.
func (w *walk) reveal() []alarm {
	s := &w.s
	if !s.Phase.Finished() || s.Terms.Review.Visibility != policy.DoubleBlind {
		return nil
	}
	shown := s.BlindUntil
	if shown.IsZero() {
		if !s.ReviewsOver {
			return nil // ReviewsEnded opens it
		}
		shown = s.EndedAt
	}
	var list []alarm
	for _, by := range []policy.Role{policy.Buyer, policy.Seller} {
		to := by.Other()
		r := s.ReviewBy(by)
		blind := r.Sent() && !r.Automatic && !s.ReviewBy(to).Sent() &&
			(s.Phase == transaction.Closed || to == policy.Buyer && s.Cancel.BuyerMay || to == policy.Seller && s.Cancel.SellerMay)
		list = append(list, alarm{
			key: "review/" + to.String(), to: to, kind: "review_shown", at: shown, floor: s.EndedAt, stars: r.Stars, kept: !blind,
		})
	}
	return list
}
