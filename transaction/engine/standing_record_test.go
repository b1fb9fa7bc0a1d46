package engine

import (
	"testing"

	"github.com/stretchr/testify/require"
)

// What is remembered of people stays below its bound: others make room, and the
// one that is asked for stays.
func TestRecords_Bounded(t *testing.T) {
	t.Parallel()
	var r records
	first := r.find("seller/a", 2)
	first.known[0]["transaction/1"] = struct{}{}
	r.keep("seller/a", first)
	require.Same(t, first, r.find("seller/a", 2))
	require.Equal(t, 2, r.size)
	first.known[1]["transaction/1"] = struct{}{}
	r.keep("seller/a", first)
	require.Equal(t, 3, r.size, "kept again, counted once")

	first.size, r.size = maxRecorded-1, maxRecorded-1
	second := r.find("buyer/b", 1)
	r.keep("buyer/b", second)
	require.Equal(t, maxRecorded, r.size, "exactly the bound is allowed")
	third := r.find("buyer/c", 1)
	r.keep("buyer/c", third)
	require.Same(t, third, r.find("buyer/c", 1))
	require.LessOrEqual(t, r.size, maxRecorded)
	require.Less(t, len(r.people), 3)

	sum := 0
	for _, kept := range r.people {
		sum += kept.size
	}
	require.Equal(t, sum, r.size)
}
