package transactiontest

import (
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/policy/money"
	"github.com/torikime/torikime/transaction"
)

// Start is the instant of the purchase with which Given begins.
var Start = time.Date(2030, 1, 10, 0, 0, 0, 0, time.UTC)

// BuyerID and SellerID are the two people of the purchase with which Given begins.
const (
	BuyerID  = "aoi"
	SellerID = "ren"
)

// Story is one transaction that is being told: Given, At, When, Then. Every
// method gives the Story back. A test that fails prints what has happened so far.
type Story struct {
	t      testing.TB
	began  time.Time
	now    time.Time
	state  transaction.State
	events []transaction.Event
	facts  transaction.Facts
	// told is how many events a Then has seen; no the last refusal, until a
	// ThenRejected has seen it.
	told int
	no   *policy.Rejection
	what string
}

// Given begins with a purchase under a policy: aoi buys from ren at Start, for
// 10,000 JPY that are paid at once.
func Given(t testing.TB, p *policy.Policy) *Story {
	t.Helper()
	return GivenPurchase(t, transaction.Purchase{
		By: transaction.Buyer(BuyerID), ID: "story", Seller: SellerID, Service: "service", Terms: &p.Terms,
		Price: money.New(10000, money.JPY), Payment: transaction.Settled,
	})
}

// GivenPurchase begins with a purchase of one's own, at Start.
func GivenPurchase(t testing.TB, c transaction.Purchase) *Story {
	t.Helper()
	s := begin(t, Start)
	s.When(c)
	s.told = len(s.events)
	return s
}

// GivenEvents begins with a history; its first event is the beginning, its last
// the present.
func GivenEvents(t testing.TB, events ...transaction.Event) *Story {
	t.Helper()
	if len(events) == 0 {
		t.Fatal("transactiontest: a history has at least one event")
	}
	s := begin(t, events[0].When())
	s.now = events[len(events)-1].When()
	s.events, s.state = append(s.events, events...), transaction.Replay(events)
	s.told = len(s.events)
	return s
}

func begin(t testing.TB, at time.Time) *Story {
	s := &Story{t: t, began: at, now: at}
	t.Cleanup(func() {
		if !t.Failed() {
			s.settle()
		}
	})
	return s
}

// At moves the story on to an instant: so long after its beginning ("48h",
// "4d", "3d23h59m59.999999s"). Whatever is due by then happens (T0.2).
func (s *Story) At(sinceBeginning string) *Story {
	s.t.Helper()
	d, err := period(strings.TrimPrefix(sinceBeginning, "+"))
	if err != nil {
		s.t.Fatalf("transactiontest: At: %v", err)
	}
	at := s.began.Add(d)
	if at.Before(s.now) {
		s.fail("At(%q) lies in the past of the story, which has come to %s", sinceBeginning, s.offset(s.now))
	}
	s.now = at
	state, events := transaction.Advance(s.state, at)
	s.state, s.events = state, append(s.events, events...)
	return s
}

// Knowing sets what the commands that follow are judged by from outside (T3.5).
func (s *Story) Knowing(f transaction.Facts) *Story {
	s.facts = f
	return s
}

// When carries commands out, one after the other. A refusal that no ThenRejected
// asks about fails the test.
func (s *Story) When(commands ...transaction.Command) *Story {
	s.t.Helper()
	for _, c := range commands {
		s.settle()
		state, events, no := transaction.Handle(s.state, c, s.facts, s.now)
		s.state, s.events, s.no, s.what = state, append(s.events, events...), no, c.Name()
	}
	return s
}

// Then compares what has happened since the last Then, by the types' names
// (transaction.TypeOf) and in their order.
func (s *Story) Then(types ...string) *Story {
	s.t.Helper()
	s.settle()
	got := make([]string, 0, len(s.events)-s.told)
	for _, e := range s.events[s.told:] {
		got = append(got, transaction.TypeOf(e))
	}
	if strings.Join(got, " ") != strings.Join(types, " ") {
		s.fail("it should have happened: %s\n                what happened: %s", list(types), list(got))
	}
	s.told = len(s.events)
	return s
}

// ThenEvents compares what has happened since the last Then, to the last field.
func (s *Story) ThenEvents(events ...transaction.Event) *Story {
	s.t.Helper()
	s.settle()
	got := s.events[s.told:]
	for i := range max(len(got), len(events)) {
		switch {
		case i >= len(events):
			s.fail("nothing more should have happened, but\n  %+v", got[i])
		case i >= len(got):
			s.fail("it should have happened, too:\n  %+v", events[i])
		case !reflect.DeepEqual(events[i], got[i]):
			s.fail("it should have happened:\n  %T %+v\nwhat happened:\n  %T %+v", events[i], events[i], got[i], got[i])
		}
	}
	s.told = len(s.events)
	return s
}

// ThenRejected asks for the refusal of the last command, by its rule and kind.
func (s *Story) ThenRejected(rule string, kind policy.Kind) *Story {
	s.t.Helper()
	s.rejected(rule, kind)
	s.no = nil
	return s
}

// ThenRejectedUntil is ThenRejected, and asks for the instant from which the
// command would be accepted, so long after the beginning.
func (s *Story) ThenRejectedUntil(rule string, kind policy.Kind, sinceBeginning string) *Story {
	s.t.Helper()
	s.rejected(rule, kind)
	d, err := period(strings.TrimPrefix(sinceBeginning, "+"))
	if err != nil {
		s.t.Fatalf("transactiontest: ThenRejectedUntil: %v", err)
	}
	if opens := s.began.Add(d); !s.no.OpensAt.Equal(opens) {
		s.fail("%s should open at %s; it opens at %s", s.what, s.offset(opens), s.offset(s.no.OpensAt))
	}
	s.no = nil
	return s
}

func (s *Story) rejected(rule string, kind policy.Kind) {
	s.t.Helper()
	if s.no == nil {
		s.fail("%s should have been refused by %s (%s); it went through", s.what, rule, kind)
	} else if s.no.Rule != rule || s.no.Kind != kind {
		s.fail("%s should have been refused by %s (%s), not by %s (%s): %s", s.what, rule, kind, s.no.Rule, s.no.Kind, s.no.Text(policy.English))
	}
}

// ThenPhase asks for the phase.
func (s *Story) ThenPhase(p transaction.Phase) *Story {
	s.t.Helper()
	s.settle()
	if s.state.Phase != p {
		s.fail("the phase should be %s; it is %s", p, s.state.Phase)
	}
	return s
}

// State is where the story has come to, for whatever no Then asks.
func (s *Story) State() transaction.State { return s.state }

// settle fails over a refusal that nobody has asked about.
func (s *Story) settle() {
	s.t.Helper()
	if s.no != nil {
		no := s.no
		s.no = nil
		s.fail("%s was refused by %s (%s), and no ThenRejected expects it: %s", s.what, no.Rule, no.Kind, no.Text(policy.English))
	}
}

// fail ends the test with the timeline.
func (s *Story) fail(format string, args ...any) {
	s.t.Helper()
	s.t.Fatalf("%s\n%s", fmt.Sprintf(format, args...), s.timeline())
}

func (s *Story) timeline() string {
	var b strings.Builder
	b.WriteString("The story so far:\n")
	room := &told{name: s.state.ID, buyer: s.state.Buyer, seller: s.state.Seller, service: s.state.Service}
	for _, e := range s.events {
		line := transaction.EntryOf(e)
		said, ok := phrases[line.Type]
		if !ok {
			continue
		}
		fmt.Fprintf(&b, "  %-24s %-5s  %s\n", s.offset(line.At), line.Rule, said(room, line))
	}
	fmt.Fprintf(&b, "  %-24s now: %s\n", s.offset(s.now), s.state.Phase)
	return b.String()
}

// offset is an instant as the test writes it: since the beginning.
func (s *Story) offset(at time.Time) string {
	if at.IsZero() {
		return "never"
	}
	return "+" + at.Sub(s.began).String()
}

func list(words []string) string {
	if len(words) == 0 {
		return "nothing"
	}
	return strings.Join(words, ", ")
}
