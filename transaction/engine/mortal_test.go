package engine_test

import (
	"context"
	"errors"

	"github.com/torikime/torikime/store"
	"github.com/torikime/torikime/transaction/payment"
)

// errDead: the process that was asked has died.
var errDead = errors.New("the process is dead")

// death ends a process after so many more steps outside it.
type death struct {
	fuse int // below 0: it lives on
	dead bool
}

// step is called before and after everything that leaves the process.
func (d *death) step() error {
	if d.dead {
		return errDead
	}
	if d.fuse--; d.fuse == 0 {
		d.dead = true
		return errDead
	}
	return nil
}

// mortalStore is a store as a process sees it that may die before and after every
// write.
type mortalStore struct {
	store.Store
	*death
}

func (s mortalStore) Append(ctx context.Context, batches ...store.Batch) ([]store.Result, error) {
	if err := s.step(); err != nil {
		return nil, err
	}
	results, err := s.Store.Append(ctx, batches...)
	return results, errors.Join(err, s.step())
}

func (s mortalStore) Load(ctx context.Context, o store.LoadOptions, ids ...string) ([]store.Stream, error) {
	if s.dead {
		return nil, errDead
	}
	return s.Store.Load(ctx, o, ids...)
}

// mortalProvider is a provider as such a process sees it.
type mortalProvider struct {
	payment.Provider
	*death
}

func (p mortalProvider) around(call func() (payment.Answer, error)) (payment.Answer, error) {
	if err := p.step(); err != nil {
		return payment.Answer{}, err
	}
	a, err := call()
	return a, errors.Join(err, p.step())
}

func (p mortalProvider) Authorise(ctx context.Context, c payment.Call) (payment.Answer, error) {
	return p.around(func() (payment.Answer, error) { return p.Provider.Authorise(ctx, c) })
}

func (p mortalProvider) Capture(ctx context.Context, c payment.Call) (payment.Answer, error) {
	return p.around(func() (payment.Answer, error) { return p.Provider.Capture(ctx, c) })
}

func (p mortalProvider) Refund(ctx context.Context, c payment.Call) (payment.Answer, error) {
	return p.around(func() (payment.Answer, error) { return p.Provider.Refund(ctx, c) })
}

func (p mortalProvider) Payout(ctx context.Context, c payment.Call) (payment.Answer, error) {
	return p.around(func() (payment.Answer, error) { return p.Provider.Payout(ctx, c) })
}

func (p mortalProvider) Lookup(ctx context.Context, c payment.Call) (payment.Answer, error) {
	return p.around(func() (payment.Answer, error) { return p.Provider.Lookup(ctx, c) })
}
