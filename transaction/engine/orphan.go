package engine

import (
	"context"
	"time"

	"github.com/torikime/torikime/store"
	"github.com/torikime/torikime/transaction/transfer"
)

// mostOrphans is how many transfers are looked at by GiveUpCalls. Processes make a
// handful of calls at a time.
const mostOrphans = 10_000

// GiveUpCalls ends the waiting for calls to providers whose process has died, and
// says how many there were: what they did is looked up at once, instead of when their
// answers would be given up. It is for a host that knows, right after New, that no
// other process works on its store; calls that are really under way must not be
// given up. What is left out is found when its time is over.
func (e *Engine) GiveUpCalls(ctx context.Context) (n int, err error) {
	// A call waits for no longer than this.
	until := e.Now().Add(2*e.o.CallTimeout + time.Second)
	due, err := e.st.Due(ctx, store.DueQuery{Until: until, Label: transfersLabel, Limit: mostOrphans})
	if err != nil {
		return 0, err
	}
	for _, d := range due {
		id := e.transfers.id(d.Stream)
		v, err := e.Transfer(ctx, id)
		if err != nil {
			return n, err
		}
		if v.State.Work != transfer.Calling {
			continue
		}
		if _, err := e.move(ctx, id, transfer.GiveUp{}); err != nil {
			return n, err
		}
		n++
	}
	return n, nil
}
