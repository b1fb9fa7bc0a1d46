package market

import (
	"context"
	"time"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/transaction"
)

// Stopped is a clock that an operator's hold stopped, with the time it has left
// when it runs on (T3.17).
type Stopped struct {
	Kind string
	Left time.Duration
}

// Stopped lists the clocks that would run on if an operator ended the hold now;
// none without a hold, and ErrNotFound for strangers. What a pending cancel request
// stops (T3.13) is not among them.
func (m *Market) Stopped(ctx context.Context, v Viewer, id string) ([]Stopped, error) {
	view, err := m.view(ctx, id)
	if err != nil {
		return nil, err
	}
	if _, err := part(&view.State, v.Person); err != nil || view.State.HeldAt.IsZero() {
		return nil, err
	}
	// The machine itself says what a release would do; nothing is written.
	release := transaction.OperatorRelease{By: transaction.Actor{Role: policy.Operator, ID: "nobody"}, Reason: "."}
	events, no := transaction.Decide(view.State, release, view.Facts, view.At)
	if no != nil {
		return nil, no
	}
	var list []Stopped
	for _, e := range events {
		if released, ok := e.(transaction.Released); ok {
			for _, r := range released.Resumed {
				list = append(list, Stopped{r.Kind.String(), max(r.End.Sub(released.At), 0)})
			}
		}
	}
	return list, nil
}
