package reconcile

import (
	"cmp"
	"slices"
	"time"

	"github.com/torikime/torikime/policy/money"
	"github.com/torikime/torikime/transaction/payment"
)

// judge compares what both sides say of one transfer: the first deed with the first,
// the second with the second, and what came back likewise. What only one of them has
// counts if it lies in the window.
func (c *comparison) judge(e *entry) {
	c.dropDuplicates(e)
	c.settled(e)
	from := time.Time{}
	if e.RequestedAt.Before(c.readFrom) {
		from = c.readFrom // what was before was compared when it was new
	}
	done := c.match(e, false, e.movesFrom(from, false))
	back := c.match(e, true, e.movesFrom(from, true))
	if len(e.lines) > 0 || len(done.ours)+len(back.ours) > 0 {
		c.report.Transfers++
	}
	// Both columns grow by what is done, and shrink by what came back.
	switch n := len(done.theirs) - len(back.theirs) - len(done.ours) + len(back.ours); {
	case n > 0:
		c.tooMuch(e, &done, &back, n)
	case n < 0:
		c.tooLittle(e, &done, &back, -n)
	}
}

// match is what of one direction only one of the two has.
type match struct {
	theirs []payment.Movement
	ours   []Move
}

// match brings lines and moves of one direction together.
func (c *comparison) match(e *entry, back bool, ours []Move) match {
	var theirs []payment.Movement
	for _, m := range e.lines {
		if m.Reversal == back {
			theirs = append(theirs, m)
		}
	}
	both := min(len(theirs), len(ours))
	for i := range both {
		c.compareAmounts(e, &theirs[i], &ours[i])
	}
	var only match
	for _, m := range theirs[both:] {
		if c.within(m.At) {
			only.theirs = append(only.theirs, m)
			c.sums.add(m.Kind, m.Amount, back, false, true)
		}
	}
	for _, m := range ours[both:] {
		if c.within(m.At) {
			only.ours = append(only.ours, m)
			c.sums.add(e.Order.Kind, m.Amount, back, true, false)
		}
	}
	return only
}

// compareAmounts compares what both have noted. It counts where the line lies.
func (c *comparison) compareAmounts(e *entry, theirs *payment.Movement, ours *Move) {
	if !c.within(theirs.At) {
		if !c.within(ours.At) {
			return
		}
	} else {
		c.sums.add(e.Order.Kind, ours.Amount, ours.Back, true, false)
		c.sums.add(theirs.Kind, theirs.Amount, ours.Back, false, true)
	}
	if theirs.Amount == ours.Amount {
		return
	}
	d := c.about(e, Amount, theirs.At)
	if theirs.Amount.Currency() != ours.Amount.Currency() {
		d.Kind = Currency
	}
	d.Ours, d.Theirs, d.Ref = ours.Amount, theirs.Amount, printable(theirs.Ref)
	if ours.Back {
		d.Note = "taken back"
	}
	c.found(d)
}

// tooMuch: the provider has n deeds more than we have.
func (c *comparison) tooMuch(e *entry, done, back *match, n int) {
	if len(back.ours) > 0 {
		last := back.ours[len(back.ours)-1]
		d := c.about(e, NotReversed, last.At)
		d.Ours, d.Theirs = money.New(0, last.Amount.Currency()), last.Amount
		c.found(d)
		n--
	}
	kind := NotNoted
	if e.done() || !e.SettledAt.IsZero() {
		kind = Twice
	}
	for _, m := range done.theirs[len(done.theirs)-min(n, len(done.theirs)):] {
		d := c.about(e, kind, m.At)
		d.Ours, d.Theirs, d.Ref = money.New(0, m.Amount.Currency()), m.Amount, printable(m.Ref)
		c.found(d)
		kind = Twice
	}
}

// tooLittle: we have n deeds more than the provider.
func (c *comparison) tooLittle(e *entry, done, back *match, n int) {
	for _, m := range back.theirs[len(back.theirs)-min(n, len(back.theirs)):] {
		d := c.about(e, CameBack, m.At)
		d.Ours, d.Theirs, d.Ref = m.Amount, money.New(0, m.Amount.Currency()), printable(m.Ref)
		c.found(d)
		n--
	}
	for _, m := range done.ours[len(done.ours)-min(n, len(done.ours)):] {
		d := c.about(e, MissingThere, m.At)
		d.Ours, d.Theirs, d.Ref = m.Amount, money.New(0, m.Amount.Currency()), printable(m.Ref)
		c.found(d)
	}
}

func (c *comparison) about(e *entry, k Kind, since time.Time) Difference {
	o := &e.Order
	return Difference{Kind: k, Provider: c.provider, Transfer: o.ID, Transaction: o.Transaction, Deed: o.Kind, Since: since}
}

// settled lists what an operator has settled by another way.
func (c *comparison) settled(e *entry) {
	if e.SettledAt.IsZero() || !c.within(e.SettledAt) {
		return
	}
	d := c.about(e, SettledByOperator, e.SettledAt)
	d.Ours, d.Theirs = e.Order.Amount, money.New(0, e.Order.Amount.Currency())
	c.found(d)
}

// dropDuplicates sorts the lines of a transfer, and leaves each once.
func (c *comparison) dropDuplicates(e *entry) { e.lines = c.once(e.lines) }

// once sorts lines, the oldest first, and tells those that are there again. Lines
// without an id of the provider's are never the same.
func (c *comparison) once(lines []payment.Movement) []payment.Movement {
	slices.SortStableFunc(lines, compareLines)
	return slices.CompactFunc(lines, func(a, b payment.Movement) bool {
		if a.Ref == "" || a != b {
			return false
		}
		if c.within(b.At) {
			c.found(c.aboutLine(DuplicateLine, &b))
		}
		return true
	})
}

func compareLines(a, b payment.Movement) int {
	direction := func(m *payment.Movement) int {
		if m.Reversal {
			return 1
		}
		return 0
	}
	return cmp.Or(
		a.At.Compare(b.At), cmp.Compare(direction(&a), direction(&b)), cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Transfer, b.Transfer), cmp.Compare(a.Ref, b.Ref),
		cmp.Compare(a.Amount.Units(), b.Amount.Units()), cmp.Compare(a.Amount.Currency().String(), b.Amount.Currency().String()),
	)
}

// nameByAmount gives lines that name nobody at all to the transfers that lack a line
// of the same kind and amount, in the order of time: some providers report payouts
// without our id, and each would be unknown here and missing there.
func (c *comparison) nameByAmount() {
	c.nameless = c.once(c.nameless)
	if !slices.ContainsFunc(c.nameless, func(m payment.Movement) bool { return m.Transfer == "" }) {
		return
	}
	lacking := c.lacking()
	c.nameless = slices.DeleteFunc(c.nameless, func(m payment.Movement) bool {
		key := thing{m.Kind, m.Reversal, m.Amount}
		waiting := lacking[key]
		if m.Transfer != "" || len(waiting) == 0 || waiting[0].RequestedAt.After(m.At.Add(c.Grace)) {
			return false
		}
		e := waiting[0]
		lacking[key] = waiting[1:]
		m.Transfer = e.Order.ID
		e.lines = append(e.lines, m)
		c.report.ByAmount++
		return true
	})
}

// lacking are the transfers that have noted a movement of which no line tells, those
// that were asked for first in front.
func (c *comparison) lacking() map[thing][]*entry {
	list := map[thing][]*entry{}
	for _, e := range c.known {
		for _, back := range []bool{false, true} {
			ours := e.movesFrom(time.Time{}, back)
			have := 0
			for _, m := range e.lines {
				if m.Reversal == back {
					have++
				}
			}
			for _, m := range ours[min(have, len(ours)):] {
				key := thing{e.Order.Kind, back, m.Amount}
				list[key] = append(list[key], e)
			}
		}
	}
	for _, entries := range list {
		slices.SortFunc(entries, func(a, b *entry) int {
			return cmp.Or(a.RequestedAt.Compare(b.RequestedAt), cmp.Compare(a.Order.ID, b.Order.ID))
		})
	}
	return list
}

// judgeStrangers tells the lines of the window that are about nothing of ours.
func (c *comparison) judgeStrangers() {
	for i := range c.nameless {
		m := &c.nameless[i]
		if c.within(m.At) {
			c.sums.add(m.Kind, m.Amount, m.Reversal, false, true)
			c.found(c.aboutLine(UnknownHere, m))
		}
	}
}
