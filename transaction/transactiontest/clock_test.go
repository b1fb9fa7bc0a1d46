package transactiontest_test

import (
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/transaction/engine"
	"github.com/torikime/torikime/transaction/transactiontest"
)

var _ engine.Clock = (*transactiontest.Clock)(nil)

// The clock stands still until it is moved, and answers in UTC.
func TestClockMovesOnlyWhenTold(t *testing.T) {
	t.Parallel()
	start := time.Date(2030, 1, 10, 9, 0, 0, 0, time.FixedZone("JST", 9*60*60))
	c := transactiontest.NewClock(start)
	require.Equal(t, start.UTC(), c.Now())
	require.Equal(t, start.UTC().Add(time.Hour), c.Advance(time.Hour))
	c.Set(start.Add(2 * time.Hour))
	require.Equal(t, start.UTC().Add(2*time.Hour), c.Now())
}

// T0.6: the clock refuses to run backwards, and says so.
func TestClockNeverRunsBackwards(t *testing.T) {
	t.Parallel()
	c := transactiontest.NewClock(transactiontest.Start)
	require.PanicsWithValue(t,
		"transactiontest: the clock stands at 2030-01-10T00:00:00Z and cannot be set back to 2030-01-09T23:59:59.999999Z",
		func() { c.Set(transactiontest.Start.Add(-time.Microsecond)) })
	require.Panics(t, func() { c.Advance(-1) })
	require.Equal(t, transactiontest.Start, c.Now())
}

// Who waits hears of it when the clock has come so far, and not before.
func TestClockAfter(t *testing.T) {
	t.Parallel()
	c := transactiontest.NewClock(transactiontest.Start)
	at := c.After(time.Hour)
	c.Advance(time.Hour - 1)
	select {
	case <-at:
		require.Fail(t, "a nanosecond too early")
	default:
	}
	c.Advance(1)
	require.Equal(t, transactiontest.Start.Add(time.Hour), <-at)
	require.Equal(t, c.Now(), <-c.After(0))
}

// Many can read and move it at once (for the race detector).
func TestClockIsSafe(t *testing.T) {
	t.Parallel()
	c := transactiontest.NewClock(transactiontest.Start)
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			for range 100 {
				done := c.After(time.Second)
				c.Advance(time.Second)
				<-done
				_ = c.Now()
			}
		})
	}
	all.Wait()
	require.Equal(t, transactiontest.Start.Add(800*time.Second), c.Now())
}
