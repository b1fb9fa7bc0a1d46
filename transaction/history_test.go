package transaction_test

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/transaction"
	"github.com/torikime/torikime/transaction/codec"
	"github.com/torikime/torikime/transaction/ledger"
)

// orders is what can be done in a history that is made of choices.
var orders = []string{
	"buyer pay", "system pay", "buyer pay refused", "buyer abandon",
	"buyer message", "seller message", "seller files", "seller deliver", "buyer approve", "buyer decline",
	"seller ask sellers_reasons", "seller ask mutual_agreement", "seller ask buyer_unreachable", "seller ask duplicate_purchase", "buyer ask seller_unreachable",
	"buyer agree", "seller agree", "buyer refuse", "seller refuse", "buyer withdraw", "seller withdraw",
	"buyer extra 333", "buyer option fast", "seller schedule later",
	"buyer review 5", "seller review 2 words", "seller reply", "buyer annotate",
	"operator cancel counts buyer", "operator close", "operator hold", "operator release", "operator refund 101",
	"operator extend approval 5h", "operator extend age_limit 1h", "operator extend payment_due 3h", "operator extend cancel_answer 30m",
	"system receive c1 purchase 10000 fee", "system receive c2 purchase 10000 fee", "system receive c3 option fast 3000 fee",
	"system receive c4 option fast 3000 fee", "system receive c5 extra 333 fee", "system receive c6 extra 70 fee", "system receive c1 extra 70 1",
	"system note 4 c1 sent", "system note 5 c1 confirmed", "system note 4 c1 returned", "system note 6 c2 sent", "system note 6 c2 confirmed",
	"system note 7 c5 confirmed", "system note 7 c5 returned", "system note 8 c6 confirmed",
	"stranger message", "nobody message", "seller approve",
}

var beginnings = []string{"buyer buy", "buyer buy awaited", "buyer buy refused notes", "buyer buy quotation", "buyer buy picked=big notes"}

// deed is one command of a history, at its instant.
type deed struct {
	c  transaction.Command
	at time.Time
}

// deeds reads a history out of bytes: two per command, one for the time and one
// for the choice. Instants lie at and around the deadlines that the history has.
func deeds(l *life, choices []byte) []deed {
	if len(choices) == 0 {
		return nil
	}
	order := func(text string) transaction.Command {
		return l.command(append([]string{"0"}, strings.Fields(text)...))
	}
	now := start.Add(time.Duration(choices[0]) * time.Minute)
	list := []deed{{order(beginnings[int(choices[0])%len(beginnings)]), now}}
	s, _, _ := transaction.Handle(transaction.State{}, list[0].c, l.f, now)
	for i := 1; i+1 < len(choices) && len(list) < 60; i += 2 {
		now = later(&s, now, choices[i])
		c := order(orders[int(choices[i+1])%len(orders)])
		next, _, no := transaction.Handle(s, c, l.f, now)
		for k := 1; no != nil && choices[i] < 200 && k < len(orders); k++ { // most often the next one that is allowed
			c = order(orders[(int(choices[i+1])+k)%len(orders)])
			next, _, no = transaction.Handle(s, c, l.f, now)
		}
		list = append(list, deed{c, now})
		s = next
	}
	return list
}

// later is the next instant: around the next deadline or the end of a silence,
// some fixed time on, or back, as from a clock that runs wrong.
func later(s *transaction.State, now time.Time, choice byte) time.Time {
	at := now
	switch choice % 12 {
	case 0, 1, 2, 3:
		if d, ok := transaction.Next(*s); ok {
			at = d.At
		}
	case 4:
		at = s.SilentEnough(policy.Seller)
	case 5:
		at = s.SilentEnough(policy.Buyer)
	case 6:
		return now
	case 7:
		return now.Add(-time.Hour)
	default:
		return now.Add(time.Duration(choice) * 7 * time.Minute)
	}
	if at.Before(now) {
		return now
	}
	return at.Add(time.Duration(int(choice)/12%3-1) * us)
}

// sweeper does between two commands what a platform's sweeps would do, and gives
// back the state and what it stored.
type sweeper func(s transaction.State, from, to time.Time) (transaction.State, []transaction.Event)

// eager looks at every instant at which anything could be different.
func eager(s transaction.State, from, to time.Time) (transaction.State, []transaction.Event) {
	var log []transaction.Event
	for at := from; ; {
		var events []transaction.Event
		s, events = transaction.Advance(s, at)
		log = append(log, events...)
		d, ok := transaction.Next(s)
		if !ok || d.At.After(to) {
			return s, log
		}
		if before := d.At.Add(-us); before.After(at) {
			at = before
		} else {
			at = d.At
		}
	}
}

func absent(s transaction.State, _, _ time.Time) (transaction.State, []transaction.Event) {
	return s, nil
}

// late looks once, some time on the way.
func late(s transaction.State, from, to time.Time) (transaction.State, []transaction.Event) {
	if to.Before(from) {
		return s, nil
	}
	return transaction.Advance(s, from.Add(to.Sub(from)/3))
}

// faulty looks and loses what it saw, looks with a clock that is behind, and at
// last stores something.
func faulty(s transaction.State, from, to time.Time) (transaction.State, []transaction.Event) {
	transaction.Advance(s, to)
	behind, events := transaction.Advance(s, from.Add(-100*time.Hour))
	if to.Before(from) {
		return behind, events
	}
	transaction.Advance(behind, to)
	done, more := transaction.Advance(behind, from.Add(to.Sub(from)/2))
	return done, append(events, more...)
}

// play plays a history with a sweeper, and gives back its log.
func (l *life) play(list []deed, sweep sweeper) []transaction.Event {
	var s transaction.State
	var log []transaction.Event
	from := start
	for _, d := range list {
		var swept, events []transaction.Event
		s, swept = sweep(s, from, d.at)
		before := s
		var no *policy.Rejection
		s, events, no = transaction.Handle(s, d.c, l.f, d.at)
		log = append(append(log, swept...), events...)
		l.requireSound(&before, &s, events, no)
		from = d.at
	}
	end := from.AddDate(1, 0, 0)
	s, swept := sweep(s, from, end)
	log = append(log, swept...)
	s, events := transaction.Advance(s, end)
	log = append(log, events...)
	require.Equal(l.t, s, transaction.Replay(log), "replay is the live state")
	return log
}

// requireSound is what holds after every command of every history.
func (l *life) requireSound(before, after *transaction.State, events []transaction.Event, no *policy.Rejection) {
	b := &after.Book
	require.Zero(l.t, b.Sum(), "T10.1")
	in, left := l.requireCharges(after)
	require.Equal(l.t, after.Paid.Units(), b.Balance(ledger.Held)+b.Balance(ledger.Fees)+b.Balance(ledger.Available)+b.Balance(ledger.Refunds)+left, "T10.1")
	require.Equal(l.t, after.Paid.Units(), in-b.Balance(ledger.Payer), "T10.1 what was paid came by charges or from the payer")
	require.Equal(l.t, left-in, b.Balance(ledger.Clearing), "T10.1")
	if after.Phase.Finished() {
		require.True(l.t, after.Held().IsZero(), "a finished book holds nothing")
	}
	if before.Phase.Finished() {
		require.Equal(l.t, before.Phase, after.Phase, "finished stays finished")
	}
	last := before.LastAt
	for _, e := range events {
		require.False(l.t, e.When().Before(last), "T0.6")
		last = e.When()
	}
	if no == nil {
		return
	}
	_, known := policy.FindRule(no.Rule)
	require.True(l.t, known, no.Rule)
	require.NotEqual(l.t, no.Text(policy.English), no.Text(policy.Japanese))
}

// requireCharges: no charge gives back more than it brought, and what goes back is
// what the refunds say. It gives back what came by charges and what has left by them.
func (l *life) requireCharges(s *transaction.State) (in, left int64) {
	back := map[string]int64{}
	for _, r := range s.Refunds {
		back[r.Charge] += r.Amount.Units()
		if r.Stage == transaction.RefundConfirmed {
			left += r.Amount.Units()
		}
	}
	for _, c := range s.Charges {
		require.LessOrEqual(l.t, c.Back, c.In, "T3.11 %s", c.ID)
		require.Equal(l.t, back[c.ID], c.Back, "T3.11 %s", c.ID)
		in += c.In
	}
	return in, left
}

// record is a log as a store keeps it: byte for byte.
func record(t *testing.T, log []transaction.Event) []byte {
	var all bytes.Buffer
	for _, e := range log {
		if p, ok := e.(transaction.Purchased); ok {
			p.Digest = strings.Repeat("0", 64)
			e = p
		}
		r, bodies, err := codec.Encode(e, zeros{})
		require.NoError(t, err)
		fmt.Fprintf(&all, "%+v %s %+v\n", e.When(), r.Data, bodies)
	}
	return all.Bytes()
}

// zeros is a source of salt without chance, so that logs can be compared.
type zeros struct{}

func (zeros) Read(p []byte) (int, error) {
	clear(p)
	return len(p), nil
}

// requireSweepless: the log is the same, byte for byte, however deadlines are
// swept (T0.3).
func requireSweepless(t *testing.T, preset string, choices []byte) []transaction.Event {
	t.Helper()
	l := newLife(t, preset, nil)
	l.f.Others = []transaction.Other{{ID: "t2", Service: "logo", PurchasedAt: start, Phase: transaction.Open}}
	list := deeds(l, choices)
	want := l.play(list, absent)
	data := record(t, want)
	for name, sweep := range map[string]sweeper{"eager": eager, "late": late, "faulty": faulty} {
		require.Equal(t, string(data), string(record(t, l.play(list, sweep))), "T0.3 %s", name)
	}
	return want
}

// T0.3: what happened does not depend on when anybody looked: hundreds of
// random histories of both presets, swept eagerly, late, never and faultily.
func TestSweepsChangeNothing(t *testing.T) {
	t.Parallel()
	histories := 300
	if testing.Short() {
		histories = 50
	}
	for _, preset := range policy.Presets() {
		t.Run("T0.3/"+preset, func(t *testing.T) {
			t.Parallel()
			events, seen := 0, map[string]int{}
			for seed := range histories {
				r := rand.New(rand.NewPCG(7, uint64(seed)))
				choices := make([]byte, 20+r.IntN(100))
				for i := range choices {
					choices[i] = byte(r.Uint32())
				}
				for _, e := range requireSweepless(t, preset, choices) {
					events++
					seen[transaction.TypeOf(e)]++
				}
			}
			for _, rare := range []string{"late_payment_refunded", "refund_noted", "cancelled"} {
				require.Positive(t, seen[rare], "%s happens in none of them", rare)
			}
			require.Greater(t, events, 10*histories, "the histories have something in them")
			t.Logf("%d histories, %d events", histories, events)
		})
	}
}

// FuzzHistory looks for a history that breaks what must hold in each.
func FuzzHistory(f *testing.F) {
	f.Add([]byte{0, 8, 5, 8, 7, 0, 8})
	f.Add([]byte{1, 0, 0, 8, 5, 0, 10, 0, 15})
	f.Add([]byte{4, 8, 5, 8, 30, 9, 10, 9, 31, 0, 24})
	f.Fuzz(func(t *testing.T, choices []byte) {
		for _, preset := range policy.Presets() {
			requireSweepless(t, preset, choices)
		}
	})
}
