package engine

import (
	"context"
	"sync"

	"github.com/torikime/torikime/store"
	"github.com/torikime/torikime/transaction/transfer"
)

// Reacted says what React did.
type Reacted struct {
	// Transfers were carried on; Requested were made for what transactions and
	// sellers' accounts ask for.
	Transfers, Requested int
	// Failed could not be carried on now, and are tried again.
	Failed int
}

// React carries on whatever stored events ask for outside: it makes transfers for
// refunds and payouts, calls providers, and tells transactions and accounts what
// came of it. It does not matter how often, how late and by how many at a time it is
// called; a process that dies in it leaves nothing half done that another does not
// find. What is due of a transfer, such as its next attempt, happens first; what is due
// of anything else is Sweep's. One transfer, transaction or account that fails stops no
// other; an error is the store's or ctx's.
func (e *Engine) React(ctx context.Context) (r Reacted, err error) {
	if len(e.o.Providers) == 0 {
		return r, nil
	}
	if _, err := e.settle(ctx, e.Now(), transfersLabel); err != nil {
		return r, err
	}
	if err := e.finishTakenBack(ctx); err != nil {
		return r, err
	}
	if r.Requested, r.Failed, err = e.requestAll(ctx); err != nil {
		return r, err
	}
	for items, err := range e.labelled(ctx, transferReadyLabel) {
		if err != nil {
			return r, err
		}
		done, failed := e.workAll(ctx, items)
		r.Transfers += done
		r.Failed += failed
		if ctx.Err() != nil {
			return r, ctx.Err()
		}
	}
	return r, nil
}

// workAll carries transfers on, some at a time: a provider that is slow with one
// keeps no other waiting.
func (e *Engine) workAll(ctx context.Context, items []store.Item) (done, failed int) {
	var mu sync.Mutex
	var all sync.WaitGroup
	free := make(chan struct{}, e.o.Callers)
	for _, item := range items {
		free <- struct{}{}
		all.Go(func() {
			defer func() { <-free }()
			_, err := e.Work(ctx, e.transfers.id(item.Stream))
			mu.Lock()
			defer mu.Unlock()
			if err == nil {
				done++
				return
			}
			failed++
			if ctx.Err() == nil {
				e.o.Log.WarnContext(ctx, "transfer not carried on", "transfer", e.transfers.id(item.Stream), "error", err)
			}
		})
	}
	all.Wait()
	return done, failed
}

// requestAll makes the transfers that transactions and accounts ask for. One that
// cannot be read, or asks for what cannot be, stops no other.
func (e *Engine) requestAll(ctx context.Context) (made, failed int, err error) {
	for _, asked := range []struct {
		label   string
		request func(ctx context.Context, stream string) (int, error)
	}{{refundAskedLabel, e.requestRefunds}, {payoutAskedLabel, e.requestPayouts}} {
		for items, err := range e.labelled(ctx, asked.label) {
			if err != nil {
				return made, failed, err
			}
			for _, item := range items {
				n, err := asked.request(ctx, item.Stream)
				made += n
				if ctx.Err() != nil {
					return made, failed, ctx.Err()
				}
				if err != nil {
					failed++
					e.o.Log.WarnContext(ctx, "transfers not asked for", "stream", item.Stream, "error", err)
				}
			}
		}
	}
	return made, failed, nil
}

// mostSteps bounds Work: authorise, capture, tell, and as much again.
const mostSteps = 6

// Work carries one transfer on as far as it goes now: calls the provider, and tells
// whoever asked what came of it. It is harmless beside React and beside itself. The
// view that it gives has no Events.
func (e *Engine) Work(ctx context.Context, id string) (TransferView, error) {
	for range mostSteps {
		s, err := e.transferState(ctx, id)
		if err != nil {
			return TransferView{}, err
		}
		switch {
		case !s.Ready():
			return TransferView{ID: id, At: e.Now(), State: s}, nil
		case s.Work == transfer.ToCall:
			err = e.call(ctx, &s)
		default:
			err = e.tell(ctx, &s)
		}
		if err != nil {
			return TransferView{}, err
		}
	}
	s, err := e.transferState(ctx, id)
	return TransferView{ID: id, At: e.Now(), State: s}, err
}

// transferState is a transfer as it is now, from memory where it can be: whoever
// acts on a state that is old meets a conflict. Where memory says that there is
// nothing to do, another process may have written since that there is.
func (e *Engine) transferState(ctx context.Context, id string) (transfer.State, error) {
	if !validID(id) {
		return transfer.State{}, ErrNotFound
	}
	if c, ok := e.transfers.cache.get(e.transfers.stream(id)); ok {
		if s, _ := transfer.Advance(c.state, e.Now()); s.Ready() {
			return s, nil
		}
	}
	v, err := e.Transfer(ctx, id)
	return v.State, err
}
