package storetest

import (
	"errors"
	"fmt"
	"sync"

	"github.com/stretchr/testify/require"
	"github.com/torikime/torikime/store"
)

var concurrentCases = []testCase{
	{"of concurrent batches for one version exactly one wins", func(t *env) {
		const writers, rounds = 6, 15
		for round := range rounds {
			var wg sync.WaitGroup
			errs := make([]error, writers)
			for w := range writers {
				wg.Go(func() {
					b := batch("s", round, 1)
					b.Command = command(fmt.Sprint(round, "/", w))
					results, err := t.Append(t.ctx, b)
					errs[w] = err
					if err == nil {
						errs[w] = results[0].Err
					}
				})
			}
			wg.Wait()
			won := 0
			for w, err := range errs {
				_, lost := t.Command(t.ctx, fmt.Sprint(round, "/", w))
				if err == nil {
					won++
					require.NoError(t, lost)
					continue
				}
				require.ErrorIs(t, err, store.ErrConflict)
				require.ErrorIs(t, lost, store.ErrNotFound)
			}
			require.Equal(t, 1, won, "round %d", round)
		}
		require.Equal(t, events("s", 0, rounds), t.load("s").Events)
	}},
	{"the feed never shows a smaller position after a larger, under concurrent writers", func(t *env) {
		const writers, each = 4, 25
		var wg sync.WaitGroup
		errs := make([]error, writers)
		for w := range writers {
			wg.Go(func() {
				for i := range each {
					a, b := fmt.Sprint("a", w), fmt.Sprint("b", w)
					results, err := t.Append(t.ctx, batch(a, i*2, 2), batch(b, i, 1))
					if err != nil {
						errs[w] = err
						return
					}
					errs[w] = errors.Join(errs[w], results[0].Err, results[1].Err)
				}
			})
		}
		done := make(chan struct{})
		go func() { wg.Wait(); close(done) }()
		var seen []store.Entry
		after := int64(0)
		for last := false; ; {
			page, err := t.Tail(t.ctx, after, 7)
			require.NoError(t, err)
			for _, e := range page {
				require.Greater(t, e.Position, after)
				after = e.Position
			}
			seen = append(seen, page...)
			if last && len(page) == 0 {
				break
			}
			select {
			case <-done:
				last = true
			default:
			}
		}
		require.NoError(t, errors.Join(errs...))
		require.Equal(t, t.feed(), seen, "the reader that followed missed something")
		require.Len(t, seen, writers*each*3)
		next := map[string]int{}
		for _, e := range seen {
			next[e.Stream]++
			require.Equal(t, next[e.Stream], e.Seq, "the events of %s are out of order", e.Stream)
		}
	}},
	{"streams that one commit moves are loaded at one moment", func(t *env) {
		t.write(batch("a", 0, 1), batch("b", 0, 1))
		stop, done := make(chan struct{}), make(chan error, 1)
		go func() {
			var err error
			for i := 1; err == nil; i++ {
				select {
				case <-stop:
					done <- nil
					return
				default:
					_, err = t.Append(t.ctx, batch("a", i, 1), batch("b", i, 1))
				}
			}
			done <- err
		}()
		seen := 1
		for loads := 0; loads < 100 || seen == 1; loads++ {
			got, err := t.Load(t.ctx, store.LoadOptions{Bodies: true, After: seen}, "b", "a")
			if err != nil || got[0].Version != got[1].Version || len(got[0].Events) != got[0].Version-seen {
				close(stop)
				<-done
				require.NoError(t, err)
				require.Equal(t, got[0].Version, got[1].Version)
				require.Len(t, got[0].Events, got[0].Version-seen)
			}
			seen = got[0].Version
		}
		close(stop)
		require.NoError(t, <-done)
	}},
}
