package engine

import (
	"context"
	"time"

	"github.com/torikime/torikime/transaction/payment"
	"github.com/torikime/torikime/transaction/transfer"
)

// Notify takes a provider's notice that a transfer may have changed; it is looked up
// the next time that somebody works on it. A notice that is doubled, late or early
// is harmless. ErrNotFound: no transfer of this provider has that id.
func (e *Engine) Notify(ctx context.Context, provider string, n payment.Notice) error {
	if !validID(n.Transfer) {
		return ErrNotFound
	}
	v, err := e.Transfer(ctx, n.Transfer)
	if err != nil {
		return err
	}
	if v.State.Order.Provider != provider {
		return ErrNotFound
	}
	if n.Status != transfer.Unknown && n.Status == v.State.Status {
		return nil // known; however often it comes, it costs no call and no event
	}
	return e.hint(ctx, n.Transfer)
}

// hintRest is how long nobody is asked again after a lookup because somebody came
// back from the provider's pages: each time costs a call and three events, and a page
// can be loaded as often as one likes.
const hintRest = 5 * time.Second

// Hint is Notify for somebody who came back from the provider's pages. Within five
// seconds of the last answer to a lookup it changes nothing: what is known is new.
func (e *Engine) Hint(ctx context.Context, id string) error {
	s, err := e.transferState(ctx, id)
	if err != nil {
		return err
	}
	// A clock that was set back is no rest.
	if ago := e.Now().Sub(s.LookedAt); !s.LookedAt.IsZero() && ago >= 0 && ago < hintRest {
		return nil
	}
	return e.hint(ctx, id)
}

// hint has a transfer looked up.
func (e *Engine) hint(ctx context.Context, id string) error {
	_, err := e.move(ctx, id, transfer.Hint{})
	return err
}
