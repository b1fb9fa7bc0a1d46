package market

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/transaction/listing"
)

// A title follows the edits, also when an older state is noted after a newer one.
func TestTitles(t *testing.T) {
	t.Parallel()
	var list titles
	_, ok := list.of("logo")
	require.False(t, ok)
	for _, step := range []struct {
		seq         int
		title, want string
	}{{1, "a", "a"}, {3, "c", "c"}, {2, "b", "c"}, {4, "d", "d"}} {
		list.note(&listing.State{ID: "logo", Title: step.title, ShownTitle: step.title, Seq: step.seq})
		title, ok := list.of("logo")
		require.True(t, ok)
		require.Equal(t, step.want, title)
	}
	_, ok = list.of("portrait")
	require.False(t, ok)
	list.note(&listing.State{ID: "logo", Title: "held", ShownTitle: "d", Seq: 5})
	title, _ := list.of("logo")
	require.Equal(t, "d", title, "T8.4")
	list.forget()
	list.note(&listing.State{ID: "logo", Seq: 6})
	title, _ = list.of("logo")
	require.Equal(t, Untitled, title, "T9.4")
}
