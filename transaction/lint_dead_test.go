package transaction

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/policy"
)

// A state that nothing leaves is an error, and the states that lead to an end are
// not; neither is an end.
func TestDeadEnd(t *testing.T) {
	t.Parallel()
	terms := &policy.Terms{}
	w := &walk{terms: terms, places: []place{
		{s: State{Terms: terms}, out: []passage{{to: 1, move: Move{Command: "purchase", By: policy.Buyer}}}},
		{s: State{Terms: terms, Phase: Open}, out: []passage{
			{to: 2, move: Move{Command: "deliver", By: policy.Seller}},
			{to: 3, move: Move{Deadline: AgeLimit}},
		}},
		{s: State{Terms: terms, Phase: Delivered}, out: []passage{{to: 2, passing: true}}},
		{s: State{Terms: terms, Phase: Closed}},
	}}
	l := linter{terms: terms, walk: w}
	l.ends()
	found := map[string]string{}
	for _, a := range l.found {
		found[a.Code+" "+a.Params["state"]] = string(a.Severity)
	}
	require.Equal(t, map[string]string{
		"dead_end delivered": "error", "phase_unreachable approved": "warning",
		"phase_unreachable cancelled": "warning", "phase_unreachable lapsed": "warning",
	}, found)
}
