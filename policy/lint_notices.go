package policy

import (
	"slices"
	"time"
)

// reminders compares each reminder with its deadline.
func (l *linter) reminders() {
	list := l.p.Notices.Reminders
	for i := range list {
		r, path := &list[i], index("notices.reminders", i)
		windows := l.reminded(r.Of)
		switch {
		case len(windows) == 0:
			l.add("T9.3", "reminder_off", path, "of", string(r.Of))
			continue
		case !slices.ContainsFunc(windows, r.fits):
			l.found = append(l.found, Advise("T9.3", "reminder_never", path).With("of", string(r.Of)).WithWindow("window", windows[0]))
			continue
		}
		for j := range list[:i] {
			if same(&list[j], r, windows) {
				l.add("T9.3", "reminder_twice", path, "of", string(r.Of), "other", index("notices.reminders", j))
				break
			}
		}
	}
	for _, of := range subjects {
		if len(l.reminded(of)) > 0 && !slices.ContainsFunc(list, func(r Reminder) bool { return r.Of == of }) {
			l.add("T9.3", "unreminded", "notices.reminders", "of", string(of))
		}
	}
}

// reminded are the windows behind a subject that are not off.
func (l *linter) reminded(of Subject) []Window {
	var all []Window
	switch of {
	case RemindPaymentDue:
		all = []Window{l.p.Purchase.PaymentDue}
	case RemindFirstContact:
		all = []Window{l.p.Cancel.FirstContact}
	case RemindSilence:
		all = []Window{l.p.Cancel.SellerSilence, l.p.Cancel.BuyerSilence}
	case RemindCancelAnswer:
		all = []Window{l.p.Cancel.Answer}
	case RemindApproval:
		all = []Window{l.p.Delivery.Approval}
	case RemindAgeLimit:
		all = []Window{l.p.Delivery.AgeLimit}
	}
	return slices.DeleteFunc(all, func(w Window) bool { return w.Off() })
}

// fits: from some start the reminder comes within the window, its end excluded
// (T0.4). A reminder that comes with the start is news, not a reminder.
func (r *Reminder) fits(w Window) bool {
	_, most := w.Bounds()
	switch {
	case r.HalfTime:
		return most > 0
	case r.After > 0:
		return r.After.Duration() < most
	}
	return r.Before.Duration() < most
}

// same: two reminders of one deadline that come to one person at one instant.
func same(a, b *Reminder, windows []Window) bool {
	if a.Of != b.Of || a.owner() != b.owner() {
		return false
	}
	for _, w := range windows {
		x, okX := a.offset(w)
		y, okY := b.offset(w)
		if !okX || !okY || x != y {
			return a.HalfTime == b.HalfTime && a.Before == b.Before && a.After == b.After
		}
	}
	return true
}

// owner is who is reminded, where the deadline itself says whose act it awaits.
func (r *Reminder) owner() Role {
	if r.To != Nobody {
		return r.To
	}
	return map[Subject]Role{RemindPaymentDue: Buyer, RemindApproval: Buyer, RemindFirstContact: Seller}[r.Of]
}

// offset is how long after the start the reminder comes; false if that depends on
// the start.
func (r *Reminder) offset(w Window) (time.Duration, bool) {
	least, most := w.Bounds()
	switch {
	case r.After > 0:
		return r.After.Duration(), true
	case r.HalfTime:
		return most / 2, least == most
	}
	return most - r.Before.Duration(), least == most
}
