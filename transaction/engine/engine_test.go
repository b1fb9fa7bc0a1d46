package engine_test

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

	"github.com/benbjohnson/clock"
	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/policy/money"
	"github.com/torikime/torikime/store"
	"github.com/torikime/torikime/store/memory"
	"github.com/torikime/torikime/transaction"
	"github.com/torikime/torikime/transaction/engine"
	"github.com/torikime/torikime/transaction/engine/enginetest"
	"github.com/torikime/torikime/transaction/listing"
	"github.com/torikime/torikime/transaction/payment"
	"github.com/torikime/torikime/transaction/payment/fake"
)

// The engine keeps every rule over the store in memory.
func TestEngine(t *testing.T) {
	t.Parallel()
	enginetest.Run(t, func(testing.TB) store.Store { return memory.New() })
}

// Run writes deadlines down within a sweep's pause of their instant, drops old
// keys, and ends with its context.
func TestEngine_Run(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		st := memory.New()
		e, err := engine.New(st, engine.Options{Policies: inForce(t), Clock: clock.New(), SweepEvery: time.Minute, KeepKeys: 100 * time.Hour})
		require.NoError(t, err)
		ctx, cancel := context.WithCancel(t.Context())
		ended := make(chan error)
		go func() { ended <- e.Run(ctx) }()

		_, err = e.List(ctx, listing.List{By: transaction.Seller("ren"), ID: "logo", Title: "logo", Price: money.New(1, money.JPY)}, engine.ListingCall{})
		require.NoError(t, err)
		o, err := e.Purchase(ctx, engine.Order{By: transaction.Buyer("aoi"), ID: "1", Service: "logo", Payment: transaction.Settled}, engine.Call{Key: "k"})
		require.NoError(t, err)
		due, ok := transaction.Next(o.State)
		require.True(t, ok)
		version := func() int {
			streams, err := st.Load(ctx, store.LoadOptions{}, "transaction/1")
			require.NoError(t, err)
			return streams[0].Version
		}
		time.Sleep(time.Until(due.At) - time.Microsecond)
		synctest.Wait()
		require.Equal(t, o.State.Seq, version())
		time.Sleep(time.Minute)
		synctest.Wait()
		require.Greater(t, version(), o.State.Seq)
		_, err = st.Command(ctx, "k")
		require.NoError(t, err)
		time.Sleep(60 * time.Hour)
		synctest.Wait()
		_, err = st.Command(ctx, "k")
		require.ErrorIs(t, err, store.ErrNotFound)

		cancel()
		require.NoError(t, <-ended)
		require.NoError(t, e.Close())
	})
}

func inForce(t testing.TB) []engine.InForce {
	t.Helper()
	p, err := policy.Preset("coconala")
	require.NoError(t, err)
	return []engine.InForce{{Policy: p}}
}

// Options that cannot be kept are refused, with what is wrong.
func TestNew_Refuses(t *testing.T) {
	t.Parallel()
	good, bank := inForce(t), fake.New(fake.Options{})
	cases := []struct {
		name string
		o    engine.Options
		want string
	}{
		{"no policy", engine.Options{}, "at least one policy"},
		{"nil policy", engine.Options{Policies: []engine.InForce{{}}}, "Policies[0]: no Policy"},
		{"two at once", engine.Options{Policies: append(good, good...)}, "two are in force from"},
		{"negative pause", engine.Options{Policies: good, SweepEvery: -1}, "SweepEvery"},
		{"no provider", engine.Options{Policies: good, Providers: []payment.Provider{nil}}, "Providers[0]: none"},
		{"two of a name", engine.Options{Policies: good, Providers: []payment.Provider{bank, bank}}, "Providers[1]: \"fake\"; a name of its own"},
		{"a life below zero", engine.Options{Policies: good, Providers: []payment.Provider{hasty{bank}}}, "Providers[0], \"fake\": checkout_life"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			_, err := engine.New(memory.New(), c.o)
			require.ErrorContains(t, err, c.want)
		})
	}
}

// hasty promises what cannot be.
type hasty struct{ payment.Provider }

func (h hasty) Profile() payment.Profile {
	profile := h.Provider.Profile()
	profile.CheckoutLife = -time.Hour
	return profile
}

// Before the first policy has begun nothing can be bought, and the error says so.
func TestEngine_Policy(t *testing.T) {
	t.Parallel()
	from := time.Date(2030, 1, 1, 0, 0, 0, 0, time.UTC)
	e, err := engine.New(memory.New(), engine.Options{Policies: []engine.InForce{{From: from, Policy: inForce(t)[0].Policy}}})
	require.NoError(t, err)
	_, err = e.Policy(from.Add(-time.Microsecond))
	require.ErrorContains(t, err, "the first begins at 2030-01-01")
	p, err := e.Policy(from)
	require.NoError(t, err)
	require.Equal(t, "coconala", p.Name)
}
