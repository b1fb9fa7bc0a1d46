package payout_test

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/policy/money"
	"github.com/torikime/torikime/transaction/payout"
	"github.com/torikime/torikime/transaction/transfer"
)

// node is a state that a short history leads to.
type node struct {
	state  payout.State
	events []payout.Event
}

var tiny = policy.Payout{Fee: new(yen(1)), FreeFrom: new(yen(3))}

// everyCommand is each command with each value that makes a difference while at
// most five yen are earned.
func everyCommand() []payout.Command {
	list := []payout.Command{
		payout.Credit{Seller: "ren", Earnings: []payout.Earning{{Transaction: "1", Amount: yen(3), ClosedAt: noon}}},
		payout.Credit{Seller: "ren", Earnings: []payout.Earning{{Transaction: "2", Amount: yen(2), ClosedAt: noon}}},
		payout.Credit{Seller: "ren", Earnings: []payout.Earning{{Transaction: "3", Amount: money.New(1, money.USD)}}},
		payout.NoteTakenBack{Ref: "a"}, payout.UndoTakenBack{Ref: "a"},
		take("a", "1", 1), take("a", "2", 2), take("b", "1", 3),
	}
	for units := range int64(6) {
		list = append(list, withdraw(units))
	}
	for no := 1; no <= 2; no++ {
		for stage := transfer.Called; stage <= transfer.Returned; stage++ {
			list = append(list, payout.NotePayout{No: no, Stage: stage, Reason: "bank"})
		}
	}
	return list
}

// Every short history keeps what holds of all: the balance is never below zero, the
// book adds up to zero, net and fee are the amount, each payout stands once, replay
// is the state, what a command led to is harmless the second time, and every event
// is stored and read again.
func TestEveryShortHistory(t *testing.T) {
	t.Parallel()
	depth := 6
	if testing.Short() {
		depth = 4
	}
	seen, commands := map[string]bool{}, 0
	level := []node{{}}
	for range depth {
		var next []node
		for _, n := range level {
			for _, c := range everyCommand() {
				commands++
				after, own, no := payout.Handle(n.state, c, tiny, noon)
				if no != nil {
					require.NotEmpty(t, no.Rule)
					require.Empty(t, own, "T0.9")
					continue
				}
				if len(own) == 0 {
					continue
				}
				events := append(n.events[:len(n.events):len(n.events)], own...)
				if key := keyOf(&after); seen[key] {
					continue
				} else {
					seen[key] = true
				}
				sound(t, after)
				require.Equal(t, after, payout.Replay(events), "replay")
				harmless(t, &after, c)
				readAgain(t, own)
				next = append(next, node{after, events})
			}
		}
		level = next
	}
	t.Logf("%d states, %d commands", len(seen), commands)
	require.Greater(t, len(seen), 500)
}

// keyOf tells states apart by what decisions need.
func keyOf(s *payout.State) string {
	return fmt.Sprint(s.Credited, s.TakenBack, s.History(), s.Uncopied, s.Left("1"), s.Left("2"), s.Book)
}

// harmless: whatever was said once may be said again. Only a seller who withdraws
// again means it.
func harmless(t *testing.T, s *payout.State, c payout.Command) {
	t.Helper()
	switch c.(type) {
	case payout.PayOut, payout.UndoTakenBack:
		return
	}
	_, again, no := payout.Handle(*s, c, tiny, noon)
	require.Nil(t, no)
	require.Empty(t, again, c.Name())
}

func readAgain(t *testing.T, events []payout.Event) {
	t.Helper()
	for _, e := range events {
		rec, bodies, err := payout.Encode(e, &salts{})
		require.NoError(t, err)
		back, err := payout.Decode(rec, bodies)
		require.NoError(t, err)
		again, _, err := payout.Encode(back, &salts{})
		require.NoError(t, err)
		require.Equal(t, rec, again)
	}
}

// Long histories of chance keep the same, and a state is never changed by what
// follows it.
func TestLongHistories(t *testing.T) {
	t.Parallel()
	for seed := range uint64(6) {
		r := rand.New(rand.NewPCG(seed, 1))
		var s payout.State
		for i := range 300 {
			before, copied := s, keyOf(&s)
			after, _, _ := payout.Handle(s, anyCommand(r, i), policy.Payout{Fee: new(yen(160)), FreeFrom: new(yen(3000))}, noon.Add(time.Duration(i)*time.Second))
			sound(t, after)
			require.Equal(t, copied, keyOf(&before), "the state before is as it was")
			s = after
		}
		require.Greater(t, s.Payouts, 5, "seed %d", seed)
	}
}

func anyCommand(r *rand.Rand, i int) payout.Command {
	tx := fmt.Sprint(r.IntN(i/4 + 1))
	switch r.IntN(6) {
	case 0:
		return payout.Credit{Seller: "ren", Earnings: []payout.Earning{{Transaction: tx, Amount: yen(r.Int64N(10_000)), ClosedAt: noon}}}
	case 1:
		return take(fmt.Sprint(r.IntN(30)), tx, 1+r.Int64N(5000))
	case 2:
		if r.IntN(4) == 0 {
			return payout.UndoTakenBack{Ref: fmt.Sprint(r.IntN(30))}
		}
		return payout.NoteTakenBack{Ref: fmt.Sprint(r.IntN(30))}
	case 3:
		return withdraw(1 + r.Int64N(6000))
	}
	return payout.NotePayout{No: 1 + r.IntN(30), Stage: transfer.Called + transfer.Phase(r.IntN(4))}
}
