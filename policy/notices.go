package policy

import "time"

// Notices is what rule section 9 leaves to the marketplace.
type Notices struct {
	// Reminders come before the deadlines that hurt somebody (T9.3).
	Reminders []Reminder `json:"reminders"`
}

// Reminder is one reminder of one deadline. Exactly one of HalfTime, Before and
// After says when.
type Reminder struct {
	// Of is the deadline.
	Of Subject `json:"of"`
	// To is who is reminded; nobody in particular: the side that owes the act.
	To Role `json:"to,omitempty"`
	// HalfTime: when half of the time is over.
	HalfTime bool `json:"half_time,omitempty"`
	// Before is so long before the deadline.
	Before Period `json:"before,omitempty"`
	// After is so long after the deadline's clock began.
	After Period `json:"after,omitempty"`
}

// Subject is a deadline that somebody is reminded of.
type Subject string

// The subjects of reminders.
const (
	RemindPaymentDue   Subject = "payment_due"
	RemindFirstContact Subject = "first_contact"
	// RemindSilence: from when on the other side may ask for a cancel (T3.2, T3.4).
	RemindSilence      Subject = "silence"
	RemindCancelAnswer Subject = "cancel_answer"
	RemindApproval     Subject = "approval"
	RemindAgeLimit     Subject = "age_limit"
)

var subjects = []Subject{
	RemindPaymentDue, RemindFirstContact, RemindSilence,
	RemindCancelAnswer, RemindApproval, RemindAgeLimit,
}

// At is the instant of the reminder of a deadline whose clock began at start and
// fires at end. It may lie outside [start, end): then there is none.
func (r *Reminder) At(start, end time.Time) time.Time {
	switch {
	case r.HalfTime:
		return start.Add(end.Sub(start) / 2).Truncate(time.Microsecond)
	case r.After > 0:
		return start.Add(r.After.Duration())
	}
	return end.Add(-r.Before.Duration())
}
