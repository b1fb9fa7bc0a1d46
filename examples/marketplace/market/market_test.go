package market

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/policy"
)

func open(t *testing.T) *Market {
	t.Helper()
	p, err := policy.Preset(policy.Default)
	require.NoError(t, err)
	m, err := Open(t.Context(), Options{Data: t.TempDir(), Demo: true, Policy: p})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, m.Close()) })
	return m
}

// Health says when no sweep has ended for long, in the machine's time, and fails
// when the store can't be reached.
func TestHealth(t *testing.T) {
	t.Parallel()
	m := open(t)
	ctx, end := context.WithCancel(t.Context())
	ended := make(chan error)
	go func() { ended <- m.Run(ctx) }()
	require.Eventually(t, func() bool { h, ok, err := m.Health(t.Context()); return err == nil && ok && h.LastSweep != nil }, time.Minute, 10*time.Millisecond)
	end()
	require.NoError(t, <-ended)
	m.swept.Store(time.Now().Add(-sweepsStopped - time.Second).UnixMicro())
	h, ok, err := m.Health(t.Context())
	require.NoError(t, err)
	require.False(t, ok)
	require.Equal(t, "sweeps stopped", h.Status)
	require.NoError(t, m.store.Close())
	_, ok, err = m.Health(t.Context())
	require.Error(t, err)
	require.False(t, ok)
}

// A running clock never goes back, whatever the machine's own does (T0.6).
func TestClockNeverBack(t *testing.T) {
	t.Parallel()
	c := &Clock{offset: time.Hour}
	ahead := c.Now()
	c.offset = 0 // as if somebody had set the machine's clock back
	require.False(t, c.Now().Before(ahead))
	next, no := c.moved(Move{Resume: true})
	require.Nil(t, no)
	require.False(t, next.last.Before(ahead))
}
