package engine

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// A deletion that waits for a command keeps no other command of the same person
// out: a purchase that holds a stream's lock would wait for a command that is in
// already and waits for that lock (T9.4).
func TestPresence_AWaitingDeletionBlocksNoCommand(t *testing.T) {
	t.Parallel()
	var p presence
	first := p.stay("aoi")
	deciding := make(chan func())
	go func() { deciding <- p.alone("aoi") }()
	require.Eventually(t, func() bool {
		p.mu.Lock()
		defer p.mu.Unlock()
		return p.held["aoi"].used == 2
	}, 10*time.Second, time.Millisecond, "the deletion waits")

	second := make(chan func())
	go func() { second <- p.stay("aoi", "ren") }()
	select {
	case leave := <-second:
		leave()
	case <-time.After(10 * time.Second):
		t.Fatal("a second command waits behind a deletion that waits")
	}
	select {
	case <-deciding:
		t.Fatal("a deletion is decided while a command is under way")
	default:
	}
	first()
	over := <-deciding

	third := make(chan func())
	go func() { third <- p.stay("aoi") }()
	select {
	case <-third:
		t.Fatal("a command comes in while a deletion is decided")
	case <-time.After(20 * time.Millisecond):
	}
	over()
	(<-third)()
	require.Empty(t, p.held, "nothing is kept of who has gone out")
}
