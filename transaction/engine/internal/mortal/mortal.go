// Package mortal lets tests end a process at any step that leaves it: before or
// after a write to the store, before or after a call to a provider.
package mortal

import (
	"context"
	"errors"

	"github.com/torikime/torikime/store"
	"github.com/torikime/torikime/transaction/payment"
)

// ErrDead: the process that was asked has died.
var ErrDead = errors.New("the process is dead")

// Life is that of one process, which takes its steps one at a time.
type Life struct {
	// Fuse is after how many more steps it dies; below 0: never, and the steps that
	// it takes are counted down.
	Fuse int
	Dead bool
}

// step is called before and after everything that leaves the process.
func (l *Life) step() error {
	if l.Dead {
		return ErrDead
	}
	if l.Fuse--; l.Fuse == 0 {
		l.Dead = true
		return ErrDead
	}
	return nil
}

// Store is a store as such a process sees it.
type Store struct {
	store.Store
	*Life
}

// Append may be the last that the process does, before or after it was done.
func (s Store) Append(ctx context.Context, batches ...store.Batch) ([]store.Result, error) {
	if err := s.step(); err != nil {
		return nil, err
	}
	results, err := s.Store.Append(ctx, batches...)
	return results, errors.Join(err, s.step())
}

// Load shows the dead nothing.
func (s Store) Load(ctx context.Context, o store.LoadOptions, ids ...string) ([]store.Stream, error) {
	if s.Dead {
		return nil, ErrDead
	}
	return s.Store.Load(ctx, o, ids...)
}

// Provider is a provider as such a process sees it. Each of its calls may be the
// last that the process does, before or after it was done.
type Provider struct {
	payment.Provider
	*Life
}

func (p Provider) around(call func() (payment.Answer, error)) (payment.Answer, error) {
	if err := p.step(); err != nil {
		return payment.Answer{}, err
	}
	a, err := call()
	return a, errors.Join(err, p.step())
}

func (p Provider) Authorise(ctx context.Context, c payment.Call) (payment.Answer, error) {
	return p.around(func() (payment.Answer, error) { return p.Provider.Authorise(ctx, c) })
}

func (p Provider) Capture(ctx context.Context, c payment.Call) (payment.Answer, error) {
	return p.around(func() (payment.Answer, error) { return p.Provider.Capture(ctx, c) })
}

func (p Provider) Refund(ctx context.Context, c payment.Call) (payment.Answer, error) {
	return p.around(func() (payment.Answer, error) { return p.Provider.Refund(ctx, c) })
}

func (p Provider) Payout(ctx context.Context, c payment.Call) (payment.Answer, error) {
	return p.around(func() (payment.Answer, error) { return p.Provider.Payout(ctx, c) })
}

func (p Provider) Lookup(ctx context.Context, c payment.Call) (payment.Answer, error) {
	return p.around(func() (payment.Answer, error) { return p.Provider.Lookup(ctx, c) })
}
