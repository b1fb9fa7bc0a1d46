package engine

import (
	"cmp"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"slices"
	"time"

	"github.com/benbjohnson/clock"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/review/standing"
	"github.com/torikime/torikime/transaction/payment"
	"github.com/torikime/torikime/transaction/transfer"
)

// Clock is where the engine gets its time. clock.Clock of
// github.com/benbjohnson/clock is one; After is used by Run alone.
type Clock interface {
	Now() time.Time
	After(d time.Duration) <-chan time.Time
}

// InForce is a policy and the instant from which purchases are made under it,
// up to the next one's.
type InForce struct {
	From   time.Time
	Policy *policy.Policy
}

// Options say how an Engine works. Policies is required, everything else has a
// default. Nobody changes a policy after it was given to New.
type Options struct {
	// Policies in force, each from an instant on, in any order. A purchase is
	// made under the last that has begun (T1.9). The zero From has always begun.
	Policies []InForce
	// Clock defaults to the machine's own.
	Clock Clock
	// Person says what the host knows of somebody that a rank can ask for (T6.3), as
	// it was just before an instant; it is asked by Standing alone. Asked about the
	// same instant again, it says the same: ranks of a closed month do not change.
	// nil: nobody's identity was checked, and nobody was seen.
	Person func(ctx context.Context, id string, before time.Time) (standing.Person, error)
	// Log hears of what the engine does on its own: streams parked, sweeps that
	// failed. nil: nobody hears it.
	Log *slog.Logger
	// Hooks are told what happens, for metrics and traces.
	Hooks Hooks
	// Entropy is where salts and ids come from; it defaults to crypto/rand and
	// need not be safe for concurrent use.
	Entropy io.Reader
	// ValidPhone is a second opinion on international telephone numbers that are
	// found in texts (T8.2); package policy/contact says what it is asked. nil: none.
	ValidPhone func(number string) bool
	// Providers carry payments, refunds and payouts out; the first is the default.
	// None: the host settles by itself, and React does nothing.
	//
	// A provider is called once for each step. What waits, for the buyer or for the
	// provider, is looked up after a minute, and then after a quarter of the time that
	// it has taken so far, six hours at the most; a webhook (Notify) or a buyer who
	// comes back (Hint) makes it sooner.
	Providers []payment.Provider
	// Describe says what a buyer reads of a payment on the provider's pages, such as
	// the title of what he buys; it is asked when the provider is called, and not kept.
	// nil, or an empty answer: the transaction's id.
	Describe func(ctx context.Context, o transfer.Order) string
	// CallTimeout is how long a call to a provider may take; default 30 seconds. Its
	// answer is given up after twice as long, and looked up.
	CallTimeout time.Duration
	// CallAgain is the pause before a provider is called again after an answer that
	// said nothing; it doubles with every attempt, up to an hour. Default two seconds.
	CallAgain time.Duration
	// Callers is how many calls to providers React makes at a time; default 8.
	Callers int
	// MostCalls is how many calls in a row may lead nowhere before an operator has to
	// look at it (T10.3); default 36, which are about a day. A refund that is clearly
	// refused is his after twelve, about an hour and a half.
	MostCalls int
	// SweepEvery is Run's pause between two sweeps; default one second.
	SweepEvery time.Duration
	// RetryAfter is the pause before a parked stream is tried again; it doubles
	// with every attempt, up to an hour. Default ten seconds.
	RetryAfter time.Duration
	// KeepKeys is how long Run keeps idempotency keys; default 30 days.
	KeepKeys time.Duration
	// GroupSize is the most commands that share one commit; default 128.
	GroupSize int
	// CacheSize is the most states of transactions that are kept in memory, about
	// two kilobytes each; default 4096, negative: none.
	CacheSize int
}

const (
	defaultSweepEvery = time.Second
	defaultRetryAfter = 10 * time.Second
	defaultKeepKeys   = 30 * 24 * time.Hour
	defaultGroupSize  = 128
	defaultCacheSize  = 4096
	defaultTimeout    = 30 * time.Second
	defaultCallAgain  = 2 * time.Second
	defaultMostCalls  = 36
	defaultCallers    = 8
)

// complete checks the options and fills the defaults in.
func (o Options) complete() (Options, error) {
	policies, err := timetable(o.Policies)
	if err != nil {
		return o, err
	}
	o.Policies = policies
	if o.SweepEvery < 0 || o.RetryAfter < 0 || o.KeepKeys < 0 || o.GroupSize < 0 {
		return o, errors.New("engine: Options: SweepEvery, RetryAfter, KeepKeys and GroupSize are above 0, or 0 for the default")
	}
	if o.CallTimeout < 0 || o.CallAgain < 0 || o.MostCalls < 0 || o.Callers < 0 {
		return o, errors.New("engine: Options: CallTimeout, CallAgain, MostCalls and Callers are above 0, or 0 for the default")
	}
	if err := checkProviders(o.Providers); err != nil {
		return o, err
	}
	if o.Clock == nil {
		o.Clock = clock.New()
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.Entropy == nil {
		o.Entropy = rand.Reader
	}
	o.SweepEvery = cmp.Or(o.SweepEvery, defaultSweepEvery)
	o.RetryAfter = cmp.Or(o.RetryAfter, defaultRetryAfter)
	o.KeepKeys = cmp.Or(o.KeepKeys, defaultKeepKeys)
	o.GroupSize = cmp.Or(o.GroupSize, defaultGroupSize)
	o.CacheSize = cmp.Or(o.CacheSize, defaultCacheSize)
	o.CallTimeout = cmp.Or(o.CallTimeout, defaultTimeout)
	o.CallAgain = cmp.Or(o.CallAgain, defaultCallAgain)
	o.MostCalls = cmp.Or(o.MostCalls, defaultMostCalls)
	o.Callers = cmp.Or(o.Callers, defaultCallers)
	return o, nil
}

// checkProviders: each is there, has a name of its own, and promises what can be.
func checkProviders(list []payment.Provider) error {
	known := map[string]bool{}
	for i, p := range list {
		if p == nil {
			return fmt.Errorf("engine: Options.Providers[%d]: none", i)
		}
		profile := p.Profile()
		name := profile.Name
		if !validID(name) || known[name] {
			return fmt.Errorf("engine: Options.Providers[%d]: %q; a name of its own is right", i, name)
		}
		if err := payment.Validate(profile); err != nil {
			return fmt.Errorf("engine: Options.Providers[%d], %q: %w", i, name, err)
		}
		known[name] = true
	}
	return nil
}

// timetable is the policies in the order of their instants.
func timetable(policies []InForce) ([]InForce, error) {
	if len(policies) == 0 {
		return nil, errors.New("engine: Options.Policies: none; at least one policy must be in force")
	}
	sorted := slices.Clone(policies)
	for i := range sorted {
		if sorted[i].Policy == nil {
			return nil, fmt.Errorf("engine: Options.Policies[%d]: no Policy", i)
		}
		sorted[i].From = instant(sorted[i].From)
	}
	slices.SortStableFunc(sorted, func(a, b InForce) int { return a.From.Compare(b.From) })
	for i := 1; i < len(sorted); i++ {
		if sorted[i].From.Equal(sorted[i-1].From) {
			return nil, fmt.Errorf("engine: Options.Policies: two are in force from %s; one is right", sorted[i].From.Format(time.RFC3339))
		}
	}
	return sorted, nil
}

// instant is an instant as it is stored (T0.1).
func instant(at time.Time) time.Time { return at.UTC().Truncate(time.Microsecond) }
