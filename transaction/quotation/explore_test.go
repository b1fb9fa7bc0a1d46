package quotation_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/transaction"
	"github.com/torikime/torikime/transaction/quotation"
)

// node is a state that a short history leads to.
type node struct {
	state  quotation.State
	events []quotation.Event
	now    time.Time
	depth  int
}

// Every short history keeps what holds of all: a finished quotation stays finished,
// nothing happens but by its rules, Actions agrees with Decide, late is harmless,
// and every state that waits has a way out for time or an operator.
func TestEveryShortHistory(t *testing.T) {
	t.Parallel()
	for _, preset := range []string{"coconala", "coconala-2026"} {
		p, err := policy.Preset(preset)
		require.NoError(t, err)
		facts := quotation.Facts{Policy: p, Service: logo}
		begin, events, no := quotation.Handle(quotation.State{}, quotation.Request{By: aoi, ID: "q", Service: "logo", Text: "?"}, facts, noon)
		require.Nil(t, no)
		seen, transitions := map[string]bool{}, 0
		for list := []node{{state: begin, events: events, now: noon}}; len(list) > 0; {
			n := list[0]
			list = list[1:]
			s := n.state
			s.LastAt, s.Seq = time.Time{}, 0 // what only grows
			if key := fmt.Sprintf("%+v %s", s, n.now); seen[key] || n.depth > 4 {
				continue
			} else {
				seen[key] = true
			}
			checkExits(t, &n, facts)
			for _, c := range everyCommand() {
				for _, held := range []policy.Action{policy.Allow, policy.Hold} {
					f := facts
					if held == policy.Hold && len(quotation.Writings(c)) > 0 {
						f.Found = map[string][]policy.Found{"text": {{Kind: policy.FoundPhone, Action: held}}}
					}
					after, own, no := quotation.Handle(n.state, c, f, n.now)
					transitions++
					checkStep(t, &n, c, facts, after, own, no)
					if no == nil {
						list = append(list, node{after, append(n.events[:len(n.events):len(n.events)], own...), n.now, n.depth + 1})
					}
				}
			}
			if due, ok := quotation.Next(n.state); ok {
				for _, at := range []time.Time{due.Add(-time.Microsecond), due, due.Add(time.Microsecond)} {
					after, own := quotation.Advance(n.state, at)
					require.Equal(t, at.Before(due), len(own) == 0)
					for _, e := range own {
						require.Equal(t, due, e.When(), "T0.2 at its own instant")
					}
					list = append(list, node{after, append(n.events[:len(n.events):len(n.events)], own...), at, n.depth + 1})
				}
			}
		}
		t.Logf("%s: %d states, %d commands", preset, len(seen), transitions)
		require.Greater(t, len(seen), 100)
	}
}

func everyCommand() []quotation.Command {
	var list []quotation.Command
	for _, who := range []transaction.Actor{aoi, ren, operator, transaction.Buyer("haru"), {}} {
		cheap, dear := propose(8000), propose(1_000_000)
		cheap.By, dear.By = who, who
		list = append(list, quotation.Ask{By: who, Text: "?"}, cheap, dear, quotation.Refuse{By: who, Reason: "other"}, quotation.Withdraw{By: who},
			quotation.Buy{By: who}, quotation.Buy{By: who, Version: 1}, quotation.OperatorClose{By: who, Reason: "x"},
			quotation.OperatorShow{By: who, Reason: "x", Seq: 2}, quotation.OperatorWithhold{By: who, Reason: "x", Seq: 2})
	}
	return list
}

func checkStep(t *testing.T, n *node, c quotation.Command, f quotation.Facts, after quotation.State, own []quotation.Event, no *policy.Rejection) {
	t.Helper()
	require.Equal(t, after, quotation.Replay(append(n.events[:len(n.events):len(n.events)], own...)), "replay")
	if no != nil {
		require.NotEmpty(t, no.Rule)
		for _, e := range own {
			require.IsType(t, quotation.ProposalLapsed{}, e, "T0.9 a refusal writes nothing of its own")
		}
		return
	}
	if n.state.Phase.Finished() {
		require.Equal(t, n.state.Phase, after.Phase, "finished stays finished: %s", c.Name())
	}
	for _, a := range quotation.Actions(n.state, c.Actor(), f, n.now) {
		if a.Command == c.Name() {
			require.True(t, a.Allowed, "%s was accepted, and its button says no", c.Name())
		}
	}
	for _, e := range own {
		rec, bodies, err := quotation.Encode(e, &salts{})
		require.NoError(t, err)
		_, err = quotation.Decode(rec, bodies, terms)
		require.NoError(t, err)
	}
}

// checkExits: time or an operator can end whatever waits.
func checkExits(t *testing.T, n *node, f quotation.Facts) {
	t.Helper()
	if n.state.Phase.Finished() {
		return
	}
	_, no := quotation.Decide(n.state, quotation.OperatorClose{By: operator, Reason: "x"}, f, n.now)
	require.Nil(t, no)
}
