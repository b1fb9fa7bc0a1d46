// Package paymenttest is the contract of payment.Provider as a test. A type that
// passes Run can be given to the engine.
package paymenttest

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/torikime/torikime/policy/money"
	"github.com/torikime/torikime/transaction/payment"
	"github.com/torikime/torikime/transaction/transfer"
)

// Harness is one new adapter at a provider of its own, and how the suite plays the
// world around it. Provider and Moved are needed. What an adapter or its provider
// can't do stays empty; the cases about it are skipped, and say so.
type Harness struct {
	Provider payment.Provider
	// Moved is what the provider itself moved for a transfer, by its own books and not
	// by the adapter's: how many movements, and what they are worth together. What
	// came back counts as moved.
	Moved func(transferID string) (times int, units int64)
	// Method is the Call.Method of a payment that Approve and Decline can decide; for
	// a provider without such, of one that goes well by itself.
	Method string
	// Approve and Decline are what the buyer does on the provider's page; ref is
	// Answer.Ref.
	Approve, Decline func(ctx context.Context, ref string) error
	// Amount is one that the provider takes; nil: an odd one within the profile's limits.
	Amount func(money.Currency) money.Money
	// Payee is a Call.To that can be paid out; empty: there are no payouts.
	Payee string
	// Settle lets what is pending be done.
	Settle func(ctx context.Context) error
	// Reverse lets a capture, refund or payout that was done come back; ref is
	// Answer.Ref.
	Reverse func(ctx context.Context, k transfer.Kind, ref string) error
	// LoseAnswer lets the next call be done, and its answer be lost.
	LoseAnswer func()
	// Break lets no call arrive until mend is called.
	Break func() (mend func())
	// Signed is a request as the provider sends it about a transfer; Stale is one that
	// was signed long ago.
	Signed, Stale func(transferID string) (http.Header, []byte)
	// Replays: the provider answers a key that comes with another input as it
	// answered the first, instead of refusing it.
	Replays bool
	// Now is the provider's clock; nil: time.Now.
	Now func() time.Time
	// PayoutsByRef: the provider finds a payout by its own id alone. The lookup of one
	// whose answer was lost is an error then, never NotFound.
	PayoutsByRef bool
	// Secrets are words that stand in no error, such as an API key.
	Secrets []string
}

// Run proves an adapter. Each case has a harness of its own; start cleans up in a
// t.Cleanup. In the end it logs by name which cases were left out, and for lack of what.
func Run(t *testing.T, start func(t *testing.T) Harness) {
	var left leftOut
	t.Cleanup(func() {
		if text := left.String(); text != "" {
			t.Log(text)
		}
	})
	for _, c := range cases() {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			h := start(t)
			if missing := c.missing(&h); missing != "" {
				left.add(c.name, missing)
				t.Skip("left out: " + missing)
			}
			c.run(newEnv(t, h))
		})
	}
}

// leftOut are the cases that a harness could not play, by what it lacks.
type leftOut struct {
	mu    sync.Mutex
	cases []string
}

func (l *leftOut) add(name, missing string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.cases = append(l.cases, fmt.Sprintf("%q (%s)", name, missing))
}

// String is empty if nothing was left out.
func (l *leftOut) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	if len(l.cases) == 0 {
		return ""
	}
	slices.Sort(l.cases) // they run at the same time
	cases := "cases"
	if len(l.cases) == 1 {
		cases = "case"
	}
	return fmt.Sprintf("%d %s left out: %s", len(l.cases), cases, strings.Join(l.cases, ", "))
}

// tb is the part of *testing.T that a case needs. The test of this package puts a
// recorder in its place, to see broken adapters fail.
type tb interface {
	Helper()
	Errorf(format string, args ...any)
	FailNow()
	Context() context.Context
}

// testCase is one sentence of the contract.
type testCase struct {
	name  string
	needs need
	run   func(e *env)
}

// need is what a case can't do without.
type need uint16

const (
	approving need = 1 << iota
	declining
	paying
	reversing
	losing
	breaking
	signing
	aging
	reporting
)

// missing says what the harness lacks for a case.
func (c *testCase) missing(h *Harness) string {
	_, reports := h.Provider.(payment.Reports)
	for _, n := range []struct {
		need need
		has  bool
		what string
	}{
		{approving, h.Approve != nil, "no buyer approves"},
		{declining, h.Decline != nil, "no buyer declines"},
		{paying, h.Payee != "", "there are no payouts"},
		{reversing, h.Reverse != nil, "nothing comes back"},
		{losing, h.LoseAnswer != nil, "no answer can be lost"},
		{breaking, h.Break != nil, "no connection can break"},
		{signing, h.Signed != nil, "there are no webhooks"},
		{aging, h.Stale != nil, "no webhook is old"},
		{reporting, reports, "the adapter is no payment.Reports"},
	} {
		if c.needs&n.need != 0 && !n.has {
			return n.what
		}
	}
	return ""
}

func cases() []testCase {
	var all []testCase
	for _, group := range [][]testCase{captureCases, limitCases, repeatCases, refundCases, payoutCases, troubleCases, webhookCases, reportCases} {
		all = append(all, group...)
	}
	return all
}
