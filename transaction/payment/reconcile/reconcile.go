// Package reconcile compares a payment provider's own books with ours: every
// capture, refund and payout, and what came back of them, in a window of time
// (T10.1, T10.3). It says what differs, since when, and what to do about it.
//
// It changes nothing. What it finds that the provider can be asked about is looked
// up once more, if Options.Heal says so; the rest is for an operator.
package reconcile

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/policy/money"
	"github.com/torikime/torikime/transaction/payment"
	"github.com/torikime/torikime/transaction/transfer"
)

// Ledger is our side. Package engine has one.
type Ledger interface {
	// Transfer is one transfer, of any provider; false: there is none.
	Transfer(ctx context.Context, id string) (Transfer, bool, error)
	// Each tells every transfer, of any provider, for which a movement was noted or
	// which an operator settled, from an instant on up to another; each once.
	Each(ctx context.Context, from, to time.Time, yield func(Transfer) error) error
	// Check tells what contradicts itself within our books, whenever it began, and
	// what of it an operator has accepted (SettledByOperator).
	Check(ctx context.Context, yield func(Difference) error) error
}

// Options say what is compared.
type Options struct {
	// From and To are the window, [From, To), in any zone. A zero From is the
	// beginning, a zero To is Now.
	From, To time.Time
	// Now is the time, by the clock with which transfers were noted.
	Now time.Time
	// Grace is for how long something may differ before it is a difference, and how
	// much the two clocks may; 0: DefaultGrace, below: none. It is longer than the
	// provider needs to put a movement into its report: three hours at PayPal.
	Grace time.Duration
	// Heal, if set, is called for each transfer with a difference that Kind.Heals. It
	// has the transfer looked up.
	Heal func(ctx context.Context, transfer string) error
}

// DefaultGrace is the grace period of Options that say none.
const DefaultGrace = 15 * time.Minute

var (
	// ErrNoReports: the provider keeps no books that can be read.
	ErrNoReports = errors.New("reconcile: the provider has no reports")
	// ErrWindow: the window ends before it begins, or Options.Now is missing.
	ErrWindow = errors.New("reconcile: the window is empty")
)

// Run compares. The provider's report is read from the day on which the oldest
// transfer of the window was asked for, so that what both have noted on different
// sides of the window's edge is no difference. It takes time in proportion to the
// lines read, and memory to those of the window and to the transfers noted in it.
//
// It fails with ErrNoReports, ErrWindow, and the errors of the provider, the ledger
// and Heal; a report that comes with an error of Heal is whole.
func Run(ctx context.Context, p payment.Provider, l Ledger, o Options) (Report, error) {
	books, ok := p.(payment.Reports)
	name := p.Profile().Name
	if !ok {
		return Report{}, fmt.Errorf("%w: %s", ErrNoReports, name)
	}
	if err := o.complete(); err != nil {
		return Report{}, err
	}
	c := &comparison{
		Options: o, ctx: ctx, ledger: l, provider: name, known: map[string]*entry{}, byRef: map[ref]*entry{}, sums: sums{},
		report: Report{Provider: name, From: o.From, To: o.To, At: o.Now, Differences: []Difference{}, Settled: []Difference{}, Sums: []Sum{}},
	}
	if err := c.collect(books); err != nil {
		return Report{}, err
	}
	c.nameByAmount()
	for _, e := range c.known {
		c.judge(e)
	}
	c.judgeStrangers()
	for _, sum := range c.sums {
		c.report.Sums = append(c.report.Sums, *sum)
	}
	c.report.sort()
	return c.report, c.heal()
}

func (o *Options) complete() error {
	o.From, o.To, o.Now = instant(o.From), instant(o.To), instant(o.Now)
	if o.To.IsZero() {
		o.To = o.Now
	}
	if o.Now.IsZero() || !o.From.Before(o.To) {
		return fmt.Errorf("%w: from %s to %s; a From before To, and the time as Now, are right", ErrWindow, o.From.Format(time.RFC3339), o.To.Format(time.RFC3339))
	}
	switch {
	case o.Grace == 0:
		o.Grace = DefaultGrace
	case o.Grace < 0:
		o.Grace = 0
	}
	return nil
}

func instant(t time.Time) time.Time { return t.UTC().Truncate(time.Microsecond) }

// comparison is one reconciliation under way.
type comparison struct {
	Options
	ctx      context.Context
	ledger   Ledger
	provider string
	report   Report
	sums     sums
	// readFrom and readTo are what is read of the report: more than the window.
	readFrom, readTo time.Time

	known map[string]*entry
	byRef map[ref]*entry
	// nameless are lines that name no transfer of ours.
	nameless []payment.Movement
	// wanted are the amounts of which a nameless line outside of the window may be.
	wanted map[thing]bool
}

// entry is one transfer on both sides.
type entry struct {
	Transfer
	lines []payment.Movement
}

// ref is a provider's own id of a kind of deed.
type ref struct {
	kind transfer.Kind
	id   string
}

// thing is what a line without a name says.
type thing struct {
	kind   transfer.Kind
	back   bool
	amount money.Money
}

// collect reads both books, and what ours say of themselves.
func (c *comparison) collect(books payment.Reports) error {
	earliest := c.From
	c.wanted = map[thing]bool{}
	err := c.ledger.Each(c.ctx, c.From, c.To, func(t Transfer) error {
		if t.Order.Provider != c.provider {
			return nil
		}
		c.add(t)
		if t.RequestedAt.Before(earliest) {
			earliest = t.RequestedAt
		}
		return nil
	})
	if err != nil {
		return err
	}
	c.readFrom, c.readTo = earliest, c.To.Add(c.Grace)
	if earliest.After(time.Time{}.Add(c.Grace)) {
		c.readFrom = earliest.Add(-c.Grace)
	}
	if err := books.Movements(c.ctx, c.readFrom, c.readTo, c.line); err != nil {
		return fmt.Errorf("reconcile: the report of %s: %w", c.provider, err)
	}
	return c.ledger.Check(c.ctx, func(d Difference) error {
		c.found(d)
		return c.ctx.Err()
	})
}

func (c *comparison) add(t Transfer) *entry {
	e := &entry{Transfer: t}
	c.known[t.Order.ID] = e
	for _, m := range t.Moves {
		if m.Ref != "" {
			c.byRef[ref{t.Order.Kind, m.Ref}] = e
		}
		c.wanted[thing{t.Order.Kind, m.Back, m.Amount}] = true
	}
	return e
}

func (c *comparison) within(at time.Time) bool { return !at.Before(c.From) && at.Before(c.To) }

// line takes one line of the provider's report.
func (c *comparison) line(m payment.Movement) error {
	if err := c.ctx.Err(); err != nil {
		return err
	}
	m.At = instant(m.At)
	if m.At.Before(c.readFrom) || !m.At.Before(c.readTo) {
		return nil // nobody asked for it
	}
	inside := c.within(m.At)
	if inside {
		c.report.Lines++
	}
	if !readable(&m) {
		if inside {
			c.found(c.aboutLine(UnreadableLine, &m))
		}
		return nil
	}
	e, err := c.entryOf(&m, inside)
	if err != nil {
		return err
	}
	switch {
	case e == nil:
		if inside || m.Transfer == "" && c.wanted[thing{m.Kind, m.Reversal, m.Amount}] {
			c.nameless = append(c.nameless, m)
		}
	case e.Order.Provider != c.provider:
		c.sums.add(m.Kind, m.Amount, m.Reversal, false, true)
		d := c.aboutLine(OtherProvider, &m)
		d.Transfer, d.Transaction, d.Note = e.Order.ID, e.Order.Transaction, "it was to be carried out by "+e.Order.Provider
		c.found(d)
	default:
		m.Transfer = e.Order.ID
		e.lines = append(e.lines, m)
	}
	return nil
}

// entryOf is the transfer that a line is about: the one that it names, or the one
// that has its id; nil: none of ours.
func (c *comparison) entryOf(m *payment.Movement, inside bool) (*entry, error) {
	e := c.known[m.Transfer]
	if e == nil && inside && isID(m.Transfer) {
		t, ok, err := c.ledger.Transfer(c.ctx, m.Transfer)
		if err != nil {
			return nil, err
		}
		if ok {
			e = &entry{Transfer: t}
			if t.Order.Provider == c.provider {
				e = c.add(t)
			}
		}
	}
	if e != nil && e.Order.Kind == m.Kind {
		return e, nil
	}
	if m.Ref == "" {
		return nil, nil
	}
	return c.byRef[ref{m.Kind, m.Ref}], nil
}

// readable reports a line that can be a movement.
func readable(m *payment.Movement) bool {
	return m.Kind >= transfer.Capture && m.Kind <= transfer.Payout &&
		m.Amount.Sign() > 0 && m.Amount.Units() <= money.Max && m.Amount.Currency() != (money.Currency{})
}

func isID(id string) bool {
	_, bad := policy.CheckID("transfer", id)
	return !bad
}

// found takes a difference, unless it is young or was settled.
func (c *comparison) found(d Difference) {
	d.Since = instant(d.Since)
	switch {
	case d.Kind == SettledByOperator:
		c.report.Settled = append(c.report.Settled, d)
	case d.Kind.waits() && d.Since.After(c.Now.Add(-c.Grace)):
		c.report.Young++
	default:
		c.report.Differences = append(c.report.Differences, d)
	}
}

// aboutLine is a difference that a line alone shows.
func (c *comparison) aboutLine(k Kind, m *payment.Movement) Difference {
	d := Difference{Kind: k, Provider: c.provider, Transfer: printable(m.Transfer), Ref: printable(m.Ref), Since: m.At}
	if m.Kind <= transfer.Payout {
		d.Deed = m.Kind
	}
	if readable(m) {
		d.Ours, d.Theirs = money.New(0, m.Amount.Currency()), m.Amount
	} else {
		d.Note = fmt.Sprintf("%d of %q", m.Amount.Units(), m.Amount.Currency())
	}
	if m.Reversal {
		d.Note = strings.TrimSpace("taken back " + d.Note)
	}
	return d
}

// printable is a provider's word as far as it can be shown.
func printable(text string) string {
	const most = 200
	text = strings.ToValidUTF8(text, "\uFFFD")
	if r := []rune(text[:min(len(text), 4*most)]); len(r) > most {
		text = string(r[:most]) + "…"
	}
	if _, bad := policy.CheckText("ref", text, 4*most+8); bad {
		return fmt.Sprintf("%+q", text)
	}
	return text
}

// heal has looked up what a look can make right.
func (c *comparison) heal() error {
	if c.Heal == nil {
		return nil
	}
	asked := map[string]bool{}
	for i := range c.report.Differences {
		d := &c.report.Differences[i]
		if !d.Kind.Heals() || asked[d.Transfer] {
			continue
		}
		if err := c.Heal(c.ctx, d.Transfer); err != nil {
			return fmt.Errorf("reconcile: look up transfer %s: %w", d.Transfer, err)
		}
		asked[d.Transfer] = true
		c.report.Hinted++
	}
	return nil
}
