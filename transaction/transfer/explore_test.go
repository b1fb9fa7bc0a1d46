package transfer_test

import (
	"flag"
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/policy/money"
	"github.com/torikime/torikime/transaction"
	"github.com/torikime/torikime/transaction/ledger"
	"github.com/torikime/torikime/transaction/transfer"
)

var depth = flag.Int("depth", 8, "how many commands in a row the explorer tries")

// The explorer's clock goes in minutes, so that states that differ in nothing but
// when they were reached are one state.
const (
	lease   = time.Minute
	again   = time.Minute
	keyLife = 4 * time.Minute
	most    = 3
)

// node is a state that the explorer has reached, and what it knows about the keys.
type node struct {
	s transfer.State
	// doubt: the deed was sent under the state's key, and may be done yet. May is what
	// the provider last said that allows the same deed under the same key.
	doubt, may bool
	// repeat: the provider refuses to do a key's deed a second time (RepeatSafe).
	repeat bool
	// from and by are how it was reached.
	from *node
	by   transfer.Command
	at   time.Time
}

// path is how a node was reached, command by command.
func (n *node) path() string {
	if n.from == nil {
		return ""
	}
	return n.from.path() + fmt.Sprintf("\n%s %+v", n.at.Format("4:05"), n.by)
}

// key is a node without how and when it was reached.
func (n *node) key() node {
	k := *n
	k.from, k.by, k.at = nil, nil, time.Time{}
	s := &k.s
	since := func(t time.Time, most time.Duration) time.Time {
		if t.IsZero() {
			return t
		}
		return time.Unix(0, int64(max(-most, min(most, t.Sub(s.LastAt)))))
	}
	s.WakeAt, s.FirstSent, s.Order.Expires = since(s.WakeAt, time.Hour), since(s.FirstSent, keyLife), since(s.Order.Expires, time.Hour)
	s.RepeatUntil = since(s.RepeatUntil, time.Hour)
	if s.Order.Expires.Before(time.Unix(0, 0)) && !s.Order.Expires.IsZero() {
		s.Order.Expires = time.Unix(0, 0)
	}
	s.RequestedAt, s.LastAt, s.LookedAt, s.Reason = time.Time{}, time.Time{}, time.Time{}, ""
	s.Seq, s.Call, s.Since, s.KeySeq = 0, 0, 0, 0
	s.Attempts = min(s.Attempts, most+1) // so many calls were missed
	return k
}

func orders() []transfer.Order {
	yen := money.New(1000, money.JPY)
	return []transfer.Order{
		{ID: "c", Kind: transfer.Capture, Provider: "fake", Amount: yen, Buyer: "aoi", Transaction: "tx", Expires: noon.Add(5 * time.Minute)},
		{ID: "r", Kind: transfer.Refund, Provider: "fake", Amount: yen, Buyer: "aoi", Transaction: "tx", Of: "c"},
		{ID: "p", Kind: transfer.Payout, Provider: "fake", Amount: yen, Seller: "ren"},
	}
}

// commands is everything that anybody could want in a state.
func commands(s *transfer.State, at time.Time, repeat bool) []transfer.Command {
	op := transaction.Operator("op")
	list := []transfer.Command{
		transfer.Dispatch{Until: at.Add(lease)}, transfer.Hint{}, transfer.Tell{Phase: s.Phase, Since: s.Since}, transfer.Tell{Phase: s.Phase, Since: s.Since - 1},
		transfer.TakeOver{By: op, How: transfer.Retry, Reason: "r"}, transfer.TakeOver{By: op, How: transfer.Settle, Reason: "r"},
		transfer.TakeOver{By: op, How: transfer.Abandon, Reason: "r"}, transfer.TakeOver{By: op, How: 9, Reason: "r"},
		transfer.Request{Order: s.Order},
	}
	answer := func(status transfer.Status, amount money.Money, call int) {
		list = append(list, transfer.Answer{
			Step: s.Step, Call: call, Status: status, Amount: amount, Ref: "ref", URL: "https://pay.example", RetryAt: at.Add(again), Most: most, KeyLife: keyLife,
			RepeatSafe: repeat, Unpaid: true,
		})
	}
	for status := transfer.Unknown; status <= transfer.Reversed+1; status++ {
		answer(status, money.Money{}, s.Call)
	}
	answer(transfer.Succeeded, money.New(999, money.JPY), s.Call)
	answer(transfer.Succeeded, money.New(1000, money.USD), s.Call)
	answer(transfer.Succeeded, money.New(-1, money.JPY), s.Call)
	answer(transfer.Succeeded, money.Money{}, s.Call-1) // of a call that was missed
	return list
}

// instants are those at which something changes.
func instants(s *transfer.State) []time.Time {
	list, forgotten := []time.Time{s.LastAt}, time.Time{}
	if !s.RepeatUntil.IsZero() {
		forgotten = s.FirstSent.Add(keyLife)
	}
	for _, t := range []time.Time{s.WakeAt, s.Order.Expires, s.RepeatUntil, forgotten} {
		if t.After(s.LastAt) {
			list = append(list, t)
		}
	}
	return list
}

// T10.3: whatever comes in whatever order, no deed is ever done twice, none is
// forgotten, and nothing hangs.
func TestExplore(t *testing.T) {
	t.Parallel()
	for _, order := range orders() {
		for _, repeat := range []bool{false, true} {
			name := "T10.1 T10.3 " + order.Kind.String()
			if repeat {
				name += ", that may be repeated"
			}
			t.Run(name, func(t *testing.T) {
				t.Parallel()
				explore(t, order, repeat)
			})
		}
	}
}

func explore(t *testing.T, order transfer.Order, repeat bool) {
	s, _, no := transfer.Handle(transfer.State{}, transfer.Request{Order: order}, noon)
	require.Nil(t, no)
	first := node{s: s, repeat: repeat}
	seen := map[node]bool{first.key(): true}
	layer, steps := []node{first}, 0
	for deep := 0; deep < *depth; deep++ {
		var next []node
		for i := range layer {
			for _, n := range walk(t, &layer[i], &steps) {
				if k := n.key(); !seen[k] {
					n.check(t)
					seen[k] = true
					next = append(next, n)
				}
			}
		}
		layer = next
	}
	t.Logf("%s: %d states, %d steps to depth %d", order.Kind, len(seen), steps, *depth)
	require.Greater(t, len(seen), 1000)
}

// walk takes every step from a node, and checks what must hold after each.
func walk(t *testing.T, n *node, steps *int) []node {
	var found []node
	for _, at := range instants(&n.s) {
		for _, c := range commands(&n.s, at, n.repeat) {
			*steps++
			before := n.s
			after, events, no := transfer.Handle(n.s, c, at)
			if before != n.s {
				t.Fatal("the state before is as it was")
			}
			m := node{s: n.s, doubt: n.doubt, may: n.may, repeat: n.repeat, from: n, at: at, by: c}
			for _, e := range events {
				m.step(t, e)
			}
			if m.s != after {
				m.fail(t, "the events lead to the state")
			}
			if no != nil && len(no.Faults) == 0 && no.Code == "form" {
				m.fail(t, "a form without a fault")
			}
			found = append(found, m)
		}
	}
	return found
}

func (n *node) fail(t *testing.T, why string) {
	t.Helper()
	t.Fatalf("%s%s\n%+v", why, n.path(), n.s)
}

// step applies an event, and looks at the keys.
func (n *node) step(t *testing.T, e transfer.Event) {
	old := n.s
	n.s = transfer.Evolve(n.s, e)
	if e.When().Before(old.LastAt) {
		n.fail(t, "T0.6: time runs backwards")
	}
	switch e := e.(type) {
	case transfer.Sent:
		if e.Step == transfer.Look {
			break
		}
		if n.doubt && !n.may {
			n.fail(t, "sent again although it may have been done")
		}
		if n.doubt && old.Status == transfer.Unknown && e.At.Sub(old.FirstSent) >= keyLife {
			n.fail(t, "sent again after the key was forgotten")
		}
		if old.Phase != transfer.Asked && old.Phase != transfer.Called || old.Settled {
			n.fail(t, "a deed that nobody wants any more")
		}
		if old.Deed != e.Step || old.Spent {
			n.fail(t, "a key stands for one deed, until that was refused")
		}
		if over := old.Order.Expires; old.Order.Kind == transfer.Capture && !e.At.Before(over) && !n.doubt {
			n.fail(t, "captured after the buyer's time was over")
		}
		n.doubt, n.may = true, false
	case transfer.Answered:
		n.heard(&old, &e)
		if e.Phase == transfer.Returned && old.Order.Kind != transfer.Payout && old.Work != transfer.Calling {
			n.fail(t, "an answer to no call")
		}
	case transfer.Expired:
		if n.doubt && old.Status != transfer.NotFound && old.Status != transfer.AwaitsBuyer {
			n.fail(t, "given up although it may have been done")
		}
	}
	if n.s.KeySeq != old.KeySeq && old.KeySeq != 0 {
		if n.doubt && !n.may {
			n.fail(t, "another key although the deed may be done under the old one")
		}
		if !n.s.Moved.IsZero() {
			n.fail(t, "another deed although the money has moved")
		}
		n.doubt, n.may = false, false
	}
}

// heard is what an answer says about the deed.
func (n *node) heard(s *transfer.State, e *transfer.Answered) {
	switch e.Status {
	case transfer.Failed, transfer.Reversed:
		n.doubt = false
	case transfer.AwaitsBuyer:
		n.doubt = n.doubt && s.Deed == transfer.Take && e.Step == transfer.Look
		n.may = true // nothing was taken yet, and the same key does no harm
	case transfer.Authorised:
		n.doubt = n.doubt && s.Deed == transfer.Take
		n.may = true
	case transfer.NotFound:
		n.may = true
	default:
		n.may = n.repeat && s.Order.Kind != transfer.Capture && e.Step == transfer.Look
	}
}

// check is what holds in every state.
func (n *node) check(t *testing.T) {
	s := &n.s
	outside := map[transfer.Kind]int64{transfer.Capture: -s.Book.Balance(ledger.Payer), transfer.Refund: s.Book.Balance(ledger.Payer), transfer.Payout: s.Book.Balance(ledger.Payee)}
	next, wakes := transfer.Next(*s)
	done := s.Phase >= transfer.Confirmed && s.Told == s.Phase && s.Work == transfer.Idle
	busy := s.Work == transfer.ToCall || s.Work == transfer.Calling || s.Work == transfer.Waits
	for _, rule := range []struct {
		holds bool
		says  string
	}{
		{s.Book.Sum() == 0, "T10.1: the book adds up to zero"},
		{outside[s.Order.Kind] == s.Moved.Units()+s.Extra.Units(), "what moved and what was posted agree"},
		{(s.Phase == transfer.Confirmed) == !s.Moved.IsZero(), "confirmed is what has moved"},
		{s.Extra.IsZero() || s.Settled, "what is too much is beside what was settled"},
		{s.Ready() || wakes || s.Work == transfer.Stuck || done, "nothing hangs"},
		{s.Work != transfer.Idle || s.Phase >= transfer.Confirmed, "idle is what is known"},
		{s.Work != transfer.Calling && s.Work != transfer.Waits || !s.WakeAt.IsZero(), "whoever waits wakes"},
		{s.Work != transfer.Calling || s.WakeAt.After(s.LastAt), "a lease has a length"},
		{!busy || s.Step != 0, "whoever calls knows what"},
		{s.URL == "" || s.Phase == transfer.Called && s.Order.Kind == transfer.Capture, "only who has to pay is sent to pay"},
		{s.Work != transfer.Stuck || s.Reason != "", "an operator reads why"},
		{s.Work != transfer.Stuck || s.GaveUp, "stuck is what an operator looks at"},
		{s.Attempts <= 50, "nothing is tried for ever"},
		{!wakes || !next.IsZero(), "a deadline is an instant"},
		{s.Order.Kind != transfer.Refund || s.Phase != transfer.Declined, "T3.11: a refund is never declined"},
		{s.Told == transfer.None || s.Told == s.Phase, "what was told is the phase"},
	} {
		if !rule.holds {
			n.fail(t, rule.says)
		}
	}
	n.advances(t)
	n.ends(t)
}

// advances: it does not matter how often time is looked at.
func (n *node) advances(t *testing.T) {
	far := n.s.LastAt.Add(time.Hour)
	once, _ := transfer.Advance(n.s, far)
	often := n.s
	for at := n.s.LastAt; !at.After(far); at = at.Add(7 * time.Minute) {
		often, _ = transfer.Advance(often, at)
	}
	if once != often {
		n.fail(t, "Advance depends on how often it is called")
	}
}

// ends: with a provider that never answers, every transfer comes to an operator or
// to its end.
func (n *node) ends(t *testing.T) {
	s := n.s
	for range 30 {
		switch s.Work {
		case transfer.Stuck, transfer.Idle:
			return
		case transfer.ToCall:
			s, _, _ = transfer.Handle(s, transfer.Dispatch{Until: s.LastAt.Add(lease)}, s.LastAt)
			s, _, _ = transfer.Handle(s, transfer.Answer{Step: s.Step, Call: s.Call, RetryAt: s.LastAt.Add(again), Most: most, KeyLife: keyLife, RepeatSafe: n.repeat}, s.LastAt)
		default:
			s, _ = transfer.Advance(s, s.WakeAt)
		}
	}
	n.fail(t, "it never ends")
}
