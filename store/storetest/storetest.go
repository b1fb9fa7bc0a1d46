// Package storetest is the contract of store.Store as a test. A type that
// passes Run is a Store; wrappers (metrics, encryption, faults) pass it too.
package storetest

import (
	"context"
	"testing"

	"github.com/torikime/torikime/store"
)

// Option says what a store can do beside the common contract.
type Option func(*suite)

// SQL is for a store whose batches run the caller's own statements: its Tx is
// not nil, and the table that the test creates through it takes part in the commit.
func SQL() Option { return func(s *suite) { s.sql = true } }

// Reopen is for a store that outlives its process. The function closes the
// store as a crash would at best, opens the same data again and returns that.
func Reopen(reopen func(t *testing.T, old store.Store) store.Store) Option {
	return func(s *suite) {
		s.reopen = func(t tb, old store.Store) store.Store { return reopen(t.(*testing.T), old) }
	}
}

// Run proves a store. open returns a new, empty store, and closes it in a
// t.Cleanup if it has to be closed.
func Run(t *testing.T, open func(t *testing.T) store.Store, options ...Option) {
	s := newSuite(func(t tb) store.Store { return open(t.(*testing.T)) }, options)
	for _, c := range s.cases() {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s.run(t, c)
		})
	}
}

// tb is the part of *testing.T that a case needs. The test of this package
// puts a recorder in its place, to see broken stores fail.
type tb interface {
	Helper()
	Errorf(format string, args ...any)
	FailNow()
	Context() context.Context
}

type suite struct {
	open   func(tb) store.Store
	sql    bool
	reopen func(tb, store.Store) store.Store
}

// testCase is one sentence of the contract.
type testCase struct {
	name string
	run  func(t *env)
}

// env is what a case works with: the test and a new store.
type env struct {
	tb
	store.Store
	ctx   context.Context
	suite *suite
}

func newSuite(open func(tb) store.Store, options []Option) *suite {
	s := &suite{open: open}
	for _, o := range options {
		o(s)
	}
	return s
}

func (s *suite) run(t tb, c testCase) {
	c.run(&env{tb: t, Store: s.open(t), ctx: t.Context(), suite: s})
}

func (s *suite) cases() []testCase {
	var all []testCase
	for _, group := range [][]testCase{
		appendCases, groupCases, commandCases, bodyCases, loadCases,
		labelCases, dueCases, parkCases, feedCases, invalidCases, contextCases, concurrentCases, withCases,
	} {
		all = append(all, group...)
	}
	if s.sql {
		all = append(all, sqlCases...)
	}
	if s.reopen != nil {
		all = append(all, reopenCases...)
	}
	return all
}
