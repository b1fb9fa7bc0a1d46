package market

import (
	"context"
	"strings"
	"time"

	"github.com/torikime/torikime/store"
	"github.com/torikime/torikime/transaction/transfer"
)

const (
	// transfersLabel is on every movement of money, transferStream how the stream of
	// one begins.
	transfersLabel = "transfers"
	transferStream = "transfer/"
	// longestCall is longer than any call to a provider is waited for: who makes one
	// has written down when he gives up.
	longestCall = 2 * time.Minute
	// callsPatience is how long a move of the clock waits for them, in the machine's time.
	callsPatience = 5 * time.Second
	// mostCalls is how many are looked at; a process makes a handful at a time.
	mostCalls = 1000
)

// awaitCalls waits until no provider is being called, and reports that it had to. A
// call that takes longer than callsPatience is left to its own end.
func (m *Market) awaitCalls(ctx context.Context) (waited bool, err error) {
	over := time.After(callsPatience)
	for pause := time.Millisecond; ; pause = min(2*pause, 50*time.Millisecond) {
		calling, err := m.calling(ctx)
		if err != nil || !calling {
			return waited, err
		}
		waited = true
		select {
		case <-time.After(pause):
		case <-over:
			return false, nil
		case <-ctx.Done():
			return false, ctx.Err()
		}
	}
}

// calling reports that a provider is being called about some movement of money.
func (m *Market) calling(ctx context.Context) (bool, error) {
	due, err := m.store.Due(ctx, store.DueQuery{Until: m.Now().Add(longestCall), Label: transfersLabel, Limit: mostCalls})
	if err != nil {
		return false, err
	}
	for _, d := range due {
		t, err := m.engine.Transfer(ctx, strings.TrimPrefix(d.Stream, transferStream))
		if err != nil {
			return false, err
		}
		if t.State.Work == transfer.Calling {
			return true, nil
		}
	}
	return false, nil
}
