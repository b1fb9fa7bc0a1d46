package stamp_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/transaction/internal/stamp"
)

// An instant is stored in UTC and in microseconds, and a clock that was set back
// stands at the last event.
func TestAt(t *testing.T) {
	t.Parallel()
	noon := time.Date(2030, 1, 10, 12, 0, 0, 0, time.UTC)
	tokyo := time.FixedZone("", 9*60*60)
	for _, c := range []struct {
		name           string
		at, last, want time.Time
	}{
		{"T0.6 the first event", noon, time.Time{}, noon},
		{"T0.6 later", noon.Add(time.Microsecond), noon, noon.Add(time.Microsecond)},
		{"T0.6 at the same time", noon, noon, noon},
		{"T0.6 a clock set back", noon.Add(-time.Microsecond), noon, noon},
		{"T0.6 a clock set back by years", time.Time{}, noon, noon},
		{"T0.6 finer than the log", noon.Add(999 * time.Nanosecond), noon, noon},
		{"T0.6 another zone", noon.In(tokyo), time.Time{}, noon},
		{"T0.6 earlier in another zone", noon.Add(-time.Hour).In(tokyo), noon, noon},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			require.Equal(t, c.want, stamp.At(c.at, c.last))
		})
	}
}
