package transaction_test

import (
	"fmt"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/transaction"
	"github.com/torikime/torikime/transaction/ledger"
)

// row is one line of a rule table: what holds, under which presets, and a
// script that shows it. Each line of a script is
//
//	OFFSET WHO COMMAND ARGS [-> RULE KIND CODE [opens=OFFSET|never]] [| CHECK=VALUE …]
//	OFFSET see | CHECK=VALUE …
//	facts paused | cap=N | open=N | require | other=SERVICE,PHASE,OFFSET | self=…
//
// Offsets count from the test's beginning: 48h, 4d, 72h-1us, 10m+1us.
type row struct {
	name   string
	tweak  func(*policy.Terms)
	preset string // "": every preset
	script string
}

const (
	fc   = "coconala"
	live = "coconala-2026"
)

// runRows runs every row under its presets.
func runRows(t *testing.T, rows []row) {
	t.Helper()
	for _, r := range rows {
		presets := policy.Presets()
		if r.preset != "" {
			presets = []string{r.preset}
		}
		for _, preset := range presets {
			t.Run(r.name+"/"+preset, func(t *testing.T) {
				t.Parallel()
				newLife(t, preset, r.tweak).run(r.script)
			})
		}
	}
}

// termsOf is a fresh copy of a preset's terms, changed as a test likes.
func termsOf(t testing.TB, preset string, tweak func(*policy.Terms)) *policy.Terms {
	p, err := policy.Preset(preset)
	require.NoError(t, err)
	if tweak != nil {
		tweak(&p.Terms)
	}
	require.Empty(t, p.Validate(), "the test's own policy is right")
	return &p.Terms
}

// life is one transaction under test.
type life struct {
	t     testing.TB
	terms *policy.Terms
	s     transaction.State
	f     transaction.Facts
	log   []transaction.Event
	last  []transaction.Event // of the last line
	line  string
}

func newLife(t testing.TB, preset string, tweak func(*policy.Terms)) *life {
	return &life{t: t, terms: termsOf(t, preset, tweak)}
}

func (l *life) run(script string) {
	l.t.Helper()
	for _, line := range strings.Split(script, "\n") {
		if line = strings.TrimSpace(line); line == "" {
			continue
		}
		l.line = line
		order, checks, _ := strings.Cut(line, "|")
		order, refusal, refused := strings.Cut(order, "->")
		words := strings.Fields(order)
		switch {
		case words[0] == "facts":
			l.facts(words[1:])
			continue
		case words[1] == "see":
			l.see(words[0])
		case refused:
			l.refused(words, strings.Fields(refusal))
		default:
			l.accepted(words)
		}
		for _, check := range strings.Fields(checks) {
			name, want, ok := strings.Cut(check, "=")
			require.True(l.t, ok, "%q is no check", check)
			require.Equal(l.t, want, l.look(words[0], name), "%s\n%s", line, name)
		}
	}
	require.Equal(l.t, l.s, transaction.Replay(l.log), "replay is the live state")
}

func (l *life) facts(words []string) {
	l.f = transaction.Facts{}
	for _, w := range words {
		name, value, _ := strings.Cut(w, "=")
		switch name {
		case "none":
		case "paused":
			l.f.Paused = true
		case "require":
			l.f.RequireFinished = true
		case "cap":
			l.f.Capacity = l.number(value)
		case "earnings":
			l.f.Earnings = new(jpy(int64(l.number(value))))
		case "open":
			l.f.OpenOrders = l.number(value)
		case "other", "self":
			id := map[string]string{"other": "t2", "self": "t1"}[name]
			parts := strings.Split(value, ",")
			l.f.Others = append(l.f.Others, transaction.Other{ID: id, Service: parts[0], Phase: l.phase(parts[1]), PurchasedAt: l.at(parts[2])})
		default:
			require.Fail(l.t, "no such fact", w)
		}
	}
}

func (l *life) phase(name string) transaction.Phase {
	for p := transaction.None; p <= transaction.Lapsed; p++ {
		if p.String() == name {
			return p
		}
	}
	require.Fail(l.t, "no such phase", name)
	return 0
}

func (l *life) see(offset string) {
	s, events := transaction.Advance(l.s, l.at(offset))
	l.s, l.last = s, events
	l.log = append(l.log, events...)
}

func (l *life) accepted(words []string) {
	s, events, no := transaction.Handle(l.s, l.command(words), l.f, l.at(words[0]))
	require.Nil(l.t, no, l.line)
	require.NotEmpty(l.t, events, l.line)
	l.s, l.last = s, events
	l.log = append(l.log, events...)
}

func (l *life) refused(words, want []string) {
	s, events, no := transaction.Handle(l.s, l.command(words), l.f, l.at(words[0]))
	require.NotNil(l.t, no, "accepted: %s", l.line)
	l.s, l.last = s, events
	l.log = append(l.log, events...)
	got := []string{no.Rule, string(no.Kind), no.Code}
	require.Equal(l.t, want[:3], got, "%s\n%s", l.line, no)
	for _, more := range want[3:] {
		opens := strings.TrimPrefix(more, "opens=")
		if opens == "never" {
			require.True(l.t, no.OpensAt.IsZero(), "%s\nopens %s", l.line, no.OpensAt.Sub(start))
		} else {
			require.Equal(l.t, l.at(opens), no.OpensAt, "%s\nopens %s", l.line, no.OpensAt.Sub(start))
		}
	}
}

// at is an offset from the test's beginning.
func (l *life) at(offset string) time.Time {
	at := start
	rest, sign := offset, time.Duration(1)
	for rest != "" {
		part, next := rest, time.Duration(1)
		if i := strings.IndexAny(rest[1:], "+-"); i >= 0 {
			part, rest = rest[:i+1], rest[i+1:]
			if rest[0] == '-' {
				next = -1
			}
			rest = rest[1:]
		} else {
			rest = ""
		}
		at = at.Add(sign * l.period(part))
		sign = next
	}
	return at
}

func (l *life) period(text string) time.Duration {
	var d time.Duration
	if days, rest, ok := strings.Cut(text, "d"); ok {
		d, text = time.Duration(l.number(days))*24*time.Hour, rest
	}
	if text == "" || text == "0" {
		return d
	}
	more, err := time.ParseDuration(text)
	require.NoError(l.t, err, l.line)
	return d + more
}

func (l *life) number(text string) int {
	n, err := strconv.Atoi(text)
	require.NoError(l.t, err, l.line)
	return n
}

// look is a fact about the state, as a script's check names it.
func (l *life) look(offset, name string) string {
	s := &l.s
	switch name {
	case "phase":
		return s.Phase.String()
	case "events":
		return l.events()
	case "deadlines":
		return l.deadlines()
	case "held", "earned", "refunded", "fee", "paid", "fees":
		return l.money(name)
	case "charges":
		return l.charges()
	case "refunds":
		return l.refunds()
	case "clearing":
		return strconv.FormatInt(s.Book.Balance(ledger.Clearing), 10)
	case "request":
		return s.Request.By.String()
	case "how":
		return s.Cancel.How.String()
	case "reason":
		return s.Cancel.Reason
	case "counts":
		return strconv.FormatBool(s.Cancel.Counts)
	case "pauses":
		return strconv.FormatBool(s.Cancel.PausesSeller)
	case "may":
		return fmt.Sprintf("buyer:%t,seller:%t", s.Cancel.BuyerMay, s.Cancel.SellerMay)
	case "stars":
		return fmt.Sprintf("buyer:%s,seller:%s", stars(&s.BuyerReview), stars(&s.SellerReview))
	case "shown":
		at := l.at(offset)
		return fmt.Sprintf("buyer:%t,seller:%t", transaction.ReviewShown(s, policy.Buyer, at), transaction.ReviewShown(s, policy.Seller, at))
	case "ended":
		return short(s.EndedAt)
	case "closed":
		return l.closed()
	case "contact":
		return fmt.Sprintf("buyer:%s,seller:%s,last:%s", seen(s.BuyerContact), seen(s.SellerContact), s.LastContact)
	case "declines":
		return strconv.Itoa(s.DeclinesLeft())
	case "hidden":
		return strconv.FormatBool(s.Hidden)
	}
	require.Fail(l.t, "no such check", name)
	return ""
}

// charges are "ID:IN-BACK" each.
func (l *life) charges() string {
	list := []string{}
	for _, c := range l.s.Charges {
		list = append(list, fmt.Sprintf("%s:%d-%d", c.ID, c.In, c.Back))
	}
	return orNone(list)
}

// refunds are "SEQ:CHARGE:AMOUNT:STAGE" each.
func (l *life) refunds() string {
	list := []string{}
	for _, r := range l.s.Refunds {
		list = append(list, fmt.Sprintf("%d:%s:%d:%s", r.Seq, r.Charge, r.Amount.Units(), r.Stage))
	}
	return orNone(list)
}

func orNone(list []string) string {
	if len(list) == 0 {
		return "none"
	}
	return strings.Join(list, ",")
}

// closed is how the talkroom closed.
func (l *life) closed() string {
	for _, e := range l.log {
		if closed, ok := e.(transaction.TalkroomClosed); ok {
			return closed.How.String()
		}
	}
	return "none"
}

func seen(at time.Time) string {
	if at.IsZero() {
		return "-"
	}
	return short(at)
}

func stars(r *transaction.Review) string {
	switch {
	case !r.Sent():
		return "-"
	case r.Automatic:
		return strconv.Itoa(r.Stars) + "auto"
	}
	return strconv.Itoa(r.Stars)
}

func (l *life) events() string {
	var names []string
	for _, e := range l.last {
		names = append(names, transaction.TypeOf(e)+"@"+short(e.When()))
	}
	return strings.Join(names, ",")
}

func (l *life) deadlines() string {
	var list []string
	for _, d := range transaction.Deadlines(l.s) {
		list = append(list, d.Kind.String()+"@"+short(d.At))
	}
	if len(list) == 0 {
		return "none"
	}
	return strings.Join(list, ",")
}

// short is an instant as an offset without what is zero at its end: "72h",
// "30m", "10m1us".
func short(at time.Time) string {
	d := at.Sub(start)
	text := ""
	for _, unit := range []struct {
		name string
		size time.Duration
	}{{"h", time.Hour}, {"m", time.Minute}, {"s", time.Second}, {"us", time.Microsecond}} {
		if n := d / unit.size; n > 0 {
			text += strconv.Itoa(int(n)) + unit.name
		}
		d %= unit.size
	}
	if text == "" {
		return "0"
	}
	return text
}

func (l *life) money(name string) string {
	s := &l.s
	switch name {
	case "held":
		return s.Held().Amount()
	case "earned":
		return s.Earned().Amount()
	case "refunded":
		return s.Refunded().Amount()
	case "fee":
		return s.Fee().Amount()
	case "paid":
		return s.Paid.Amount()
	}
	var list []string
	for _, p := range s.Payments {
		list = append(list, fmt.Sprintf("%d+%d-%d", p.Net, p.BuyerFee, p.SellerFee))
	}
	return strings.Join(list, ",")
}
