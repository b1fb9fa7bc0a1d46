package transaction_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/transaction"
)

const us = time.Microsecond

// arm says how a deadline comes to run: a script whose last line arms it, at an
// instant that is no full hour, and the policy's window behind it.
type arm struct {
	name   string
	kind   transaction.DeadlineKind
	script string
	since  string
	window func(*policy.Terms) *policy.Window
}

var arms = []arm{
	{"T1.5", transaction.PaymentDue, `1h17m buyer buy awaited`, "1h17m", func(t *policy.Terms) *policy.Window { return &t.Purchase.PaymentDue }},
	{"T2.1", transaction.FirstContact, `1h17m buyer buy`, "1h17m", func(t *policy.Terms) *policy.Window { return &t.Cancel.FirstContact }},
	{"T2.1 paid later", transaction.FirstContact, `
		0 buyer buy awaited
		5h17m buyer pay`, "5h17m", func(t *policy.Terms) *policy.Window { return &t.Cancel.FirstContact }},
	{"T3.7 the seller's", transaction.CancelAnswer, `
		0 buyer buy
		1h17m seller ask sellers_reasons`, "1h17m", func(t *policy.Terms) *policy.Window { return &t.Cancel.Answer }},
	{"T3.7 the buyer's", transaction.CancelAnswer, `
		0 buyer buy
		1h seller message
		2h buyer message
		97h17m buyer ask seller_unreachable`, "97h17m", func(t *policy.Terms) *policy.Window { return &t.Cancel.Answer }},
	{"T3.7 by mutual agreement", transaction.CancelAnswer, `
		0 buyer buy
		1h17m seller ask mutual_agreement`, "1h17m", func(t *policy.Terms) *policy.Window { return &t.Cancel.Answer }},
	{"T4.6", transaction.Approval, `
		0 buyer buy
		1h seller message
		1h17m seller deliver`, "1h17m", func(t *policy.Terms) *policy.Window { return &t.Delivery.Approval }},
	{"T4.6 the second delivery", transaction.Approval, `
		0 buyer buy
		1h seller message
		2h seller deliver
		3h buyer decline
		4h17m seller deliver`, "4h17m", func(t *policy.Terms) *policy.Window { return &t.Delivery.Approval }},
	{"T4.4", transaction.Close, `
		0 buyer buy
		1h seller message
		2h seller deliver
		3h17m buyer approve`, "3h17m", func(t *policy.Terms) *policy.Window { return &t.Delivery.Close }},
	{"T4.9", transaction.AgeLimit, `
		0h17m buyer buy
		1h seller message`, "17m", func(t *policy.Terms) *policy.Window { return &t.Delivery.AgeLimit }},
	{"T5.2 after the close", transaction.ReviewEnd, `
		0 buyer buy
		1h17m operator close`, "1h17m", func(t *policy.Terms) *policy.Window { return &t.Review.Window }},
	{"T5.2 after the cancel", transaction.ReviewEnd, `
		0 buyer buy
		1h17m operator cancel buyer`, "1h17m", func(t *policy.Terms) *policy.Window { return &t.Review.Window }},
	{"T3.14", transaction.Hide, `
		0 buyer buy
		1h17m operator cancel`, "1h17m", func(t *policy.Terms) *policy.Window { return &t.Cancel.Hide }},
}

// Every deadline of both presets: not a microsecond before, at its instant, and
// recorded at its instant whenever it is noticed (T0.2, T0.4).
func TestBoundaries(t *testing.T) {
	t.Parallel()
	proved := map[transaction.DeadlineKind]bool{}
	for _, preset := range policy.Presets() {
		for _, a := range arms {
			t.Run("T0.2 "+a.name+" "+a.kind.String()+"/"+preset, func(t *testing.T) {
				l := newLife(t, preset, nil)
				l.run(a.script)
				window := a.window(l.terms)
				if window.Off() {
					requireNever(t, l.s, a.kind)
					return
				}
				proved[a.kind] = true
				due := window.Fires(window.End(l.at(a.since)))
				require.Contains(t, transaction.Deadlines(l.s), transaction.Deadline{Kind: a.kind, At: due})
				requireBoundary(t, l.s, due)
			})
		}
	}
	for _, kind := range transaction.DeadlineKinds() {
		require.True(t, proved[kind], "nothing arms %s", kind)
	}
}

// requireBoundary: nothing at T−1 µs; at T what happens; at T+1 µs and months
// later the same, at T.
func requireBoundary(t *testing.T, s transaction.State, due time.Time) {
	t.Helper()
	phase := s.Phase
	s, _ = transaction.Advance(s, due.Add(-us)) // what else may be due earlier
	require.True(t, s.LastAt.Before(due), "at T−1 µs")
	require.Equal(t, phase, s.Phase, "at T−1 µs")

	at, happened := transaction.Advance(s, due)
	require.NotEmpty(t, happened, "at T")
	for _, e := range happened {
		require.Equal(t, due, e.When())
	}
	after, events := transaction.Advance(s, due.Add(us))
	require.Equal(t, happened, events, "at T+1 µs")
	require.Equal(t, at, after)

	_, events = transaction.Advance(s, due.AddDate(0, 7, 0))
	require.GreaterOrEqual(t, len(events), len(happened))
	require.Equal(t, happened, events[:len(happened)], "months later")
	_, again := transaction.Advance(at, due)
	require.Empty(t, again, "once")
}

func requireNever(t *testing.T, s transaction.State, kind transaction.DeadlineKind) {
	t.Helper()
	for {
		require.NotContains(t, kinds(transaction.Deadlines(s)), kind, "it is off")
		d, ok := transaction.Next(s)
		if !ok {
			return
		}
		s, _ = transaction.Advance(s, d.At)
	}
}

func kinds(list []transaction.Deadline) []transaction.DeadlineKind {
	var all []transaction.DeadlineKind
	for _, d := range list {
		all = append(all, d.Kind)
	}
	return all
}

// edge is an instant from which an answer is another, though nothing happens.
type edge struct {
	name   string
	script string
	// at is the instant, by the policy.
	at func(*life) time.Time
	// ask is the answer at an instant; want is what it is from there on.
	ask  func(*life, time.Time) bool
	want bool
	// waits: the refusal before names the instant.
	waits string
}

func accepts(order string) func(*life, time.Time) bool {
	return func(l *life, at time.Time) bool {
		words := append([]string{"0"}, strings.Fields(order)...)
		_, _, no := transaction.Handle(l.s, l.command(words), l.f, at)
		return no == nil
	}
}

// Every other period of both presets: silence, the nearness of duplicates, the
// time to review, the blind time: at T−1 µs, T and T+1 µs (T0.4).
func TestEdges(t *testing.T) {
	t.Parallel()
	edges := []edge{
		{name: "T3.2", waits: "buyer ask seller_unreachable", want: true, ask: accepts("buyer ask seller_unreachable"), script: `
			0 buyer buy
			1h17m seller message
			2h buyer message`, at: func(l *life) time.Time {
			return l.terms.Cancel.SellerSilence.End(l.at("1h17m"))
		}},
		{name: "T3.4", waits: "seller ask buyer_unreachable", want: true, ask: accepts("seller ask buyer_unreachable"), script: `
			0 buyer buy
			1h17m buyer message
			2h seller message`, at: func(l *life) time.Time {
			return l.terms.Cancel.BuyerSilence.End(l.at("1h17m"))
		}},
		{name: "T3.5", want: false, script: `
			0h17m buyer buy
			1h seller message`, at: func(l *life) time.Time {
			return l.at("17m").Add(l.terms.Cancel.DuplicateWithin.Duration())
		}, ask: func(l *life, at time.Time) bool {
			f := transaction.Facts{Others: []transaction.Other{{ID: "t2", Service: "logo", Phase: transaction.Closed, PurchasedAt: at}}}
			_, _, no := transaction.Handle(l.s, l.command([]string{"0", "seller", "ask", "duplicate_purchase"}), f, l.at("2h"))
			return no == nil
		}},
		{name: "T5.2", want: false, ask: accepts("buyer review 5"), script: `
			0 buyer buy
			1h17m operator close`, at: func(l *life) time.Time {
			return l.terms.Review.Window.End(l.at("1h17m"))
		}},
		{name: "T5.1", waits: "seller review 5", want: true, ask: accepts("seller review 5"), script: `
			0 buyer buy
			1h seller message
			2h seller deliver
			3h17m buyer approve`, at: func(l *life) time.Time {
			return l.terms.Delivery.Close.End(l.at("3h17m"))
		}},
		{name: "T5.8", want: true, script: `
			0 buyer buy
			1h17m operator close
			2h buyer review 5`, at: func(l *life) time.Time {
			if l.terms.Review.Visibility == policy.OnSend {
				return l.at("2h")
			}
			return l.terms.Review.Window.End(l.at("1h17m"))
		}, ask: func(l *life, at time.Time) bool {
			s, _ := transaction.Advance(l.s, at)
			return transaction.ReviewShown(&s, policy.Buyer, at)
		}},
	}
	for _, preset := range policy.Presets() {
		for _, e := range edges {
			t.Run(e.name+"/"+preset, func(t *testing.T) {
				t.Parallel()
				l := newLife(t, preset, nil)
				l.run(e.script)
				at := e.at(l)
				if at.After(l.s.LastAt) {
					require.Equal(t, !e.want, e.ask(l, at.Add(-us)), "at T−1 µs")
				}
				require.Equal(t, e.want, e.ask(l, at), "at T")
				require.Equal(t, e.want, e.ask(l, at.Add(us)), "at T+1 µs")
				if e.waits != "" {
					_, _, no := transaction.Handle(l.s, l.command(append([]string{"0"}, strings.Fields(e.waits)...)), l.f, l.s.LastAt)
					require.NotNil(t, no)
					require.Equal(t, at, no.OpensAt, "OpensAt")
				}
			})
		}
	}
}
