package storetest

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/store"
	"github.com/torikime/torikime/store/memory"
)

type (
	mutant func(s store.Store) store.Store
	ctx    = context.Context
)

// A store that breaks one promise fails the suite, and one that breaks none
// passes it in the same harness.
func TestBrokenStoresFail(t *testing.T) {
	t.Parallel()
	intact := newSuite(func(tb) store.Store { return broken{Store: memory.New()} }, nil)
	require.Empty(t, failures(intact), "the harness fails a store that is intact")
	for name, m := range mutants {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newSuite(func(tb) store.Store { return m(memory.New()) }, nil)
			failed := failures(s)
			require.NotEmpty(t, failed, "no case noticed")
			t.Logf("noticed by %d: %s", len(failed), strings.Join(failed, "; "))
		})
	}
}

// A store that forgets at a restart fails the case that asks for it.
func TestForgettingRestartFails(t *testing.T) {
	t.Parallel()
	s := newSuite(func(tb) store.Store { return memory.New() }, nil)
	s.reopen = func(tb, store.Store) store.Store { return memory.New() }
	require.Equal(t, []string{reopenCases[0].name}, failures(s))
}

// A store that says SQL and gives no Tx fails every case that uses it.
func TestMissingTxFails(t *testing.T) {
	t.Parallel()
	s := newSuite(func(tb) store.Store { return memory.New() }, []Option{SQL()})
	require.Len(t, failures(s), len(sqlCases))
}

// editing changes each batch before it is appended.
func editing(edit func(s store.Store, b *store.Batch)) mutant {
	return func(s store.Store) store.Store {
		return broken{Store: s, append: func(ctx ctx, batches ...store.Batch) ([]store.Result, error) {
			batches = slices.Clone(batches)
			for i := range batches {
				edit(s, &batches[i])
			}
			return s.Append(ctx, batches...)
		}}
	}
}

// loading changes what was loaded.
func loading(edit func(st *store.Stream)) mutant {
	return func(s store.Store) store.Store {
		return broken{Store: s, load: func(ctx ctx, opt store.LoadOptions, ids ...string) ([]store.Stream, error) {
			streams, err := s.Load(ctx, opt, ids...)
			for i := range streams {
				edit(&streams[i])
			}
			return streams, err
		}}
	}
}

var mutants = map[string]mutant{
	"forgets the expected version": editing(func(s store.Store, b *store.Batch) {
		now, err := s.Load(context.Background(), store.LoadOptions{}, b.Stream)
		if err != nil || b.Check() != nil {
			return
		}
		shift := now[0].Version - b.Expected
		b.Expected += shift
		b.Bodies = slices.Clone(b.Bodies)
		for i := range b.Bodies {
			b.Bodies[i].Seq += shift
		}
	}),
	"loses bodies":             editing(func(_ store.Store, b *store.Batch) { b.Bodies = nil }),
	"loses the wake":           editing(func(_ store.Store, b *store.Batch) { b.Wake = time.Time{} }),
	"loses documents":          editing(func(_ store.Store, b *store.Batch) { b.Documents = nil }),
	"never takes labels away":  editing(func(_ store.Store, b *store.Batch) { b.Unlabel = nil }),
	"ignores command ids":      editing(func(_ store.Store, b *store.Batch) { b.Command = nil }),
	"never runs With":          editing(func(_ store.Store, b *store.Batch) { b.With = nil }),
	"takes any id":             editing(func(_ store.Store, b *store.Batch) { b.Stream = strings.ToValidUTF8(b.Stream, "?") }),
	"folds case in ids":        editing(func(_ store.Store, b *store.Batch) { b.Stream = strings.ToLower(b.Stream) }),
	"keeps a second, not a µs": editing(func(_ store.Store, b *store.Batch) { b.Wake = b.Wake.Truncate(time.Second) }),
	"runs With after the commit": func(s store.Store) store.Store {
		return broken{Store: s, append: func(ctx ctx, batches ...store.Batch) ([]store.Result, error) {
			bare := slices.Clone(batches)
			for i := range bare {
				bare[i].With = nil
			}
			results, err := s.Append(ctx, bare...)
			for i := range results {
				if results[i].Err == nil {
					results[i].Err = batches[i].RunWith(ctx, nil)
				}
			}
			return results, err
		}}
	},
	"records the command of a batch that failed": func(s store.Store) store.Store {
		return broken{Store: s, append: func(ctx ctx, batches ...store.Batch) ([]store.Result, error) {
			results, err := s.Append(ctx, batches...)
			for i, r := range results {
				if errors.Is(r.Err, store.ErrConflict) && batches[i].Command != nil {
					_, _ = s.Append(ctx, store.Batch{Stream: "elsewhere", Command: batches[i].Command})
				}
			}
			return results, err
		}}
	},
	"one conflict stops the rest of the call": func(s store.Store) store.Store {
		return broken{Store: s, append: func(ctx ctx, batches ...store.Batch) ([]store.Result, error) {
			results := make([]store.Result, len(batches))
			for i, b := range batches {
				one, err := s.Append(ctx, b)
				if results[i] = one[0]; err != nil || one[0].Err != nil {
					for j := i; j < len(results); j++ {
						results[j].Err = one[0].Err
					}
					return results, err
				}
			}
			return results, nil
		}}
	},
	"conflict wins over a repeat": func(s store.Store) store.Store {
		return broken{Store: s, append: func(ctx ctx, batches ...store.Batch) ([]store.Result, error) {
			results, err := s.Append(ctx, batches...)
			for i, r := range results {
				now, _ := s.Load(context.Background(), store.LoadOptions{}, batches[i].Stream)
				if errors.Is(r.Err, store.ErrRepeated) && now[0].Version != batches[i].Expected {
					results[i].Err = store.ErrConflict
				}
			}
			return results, err
		}}
	},
	"cancels with its caller after the commit": func(s store.Store) store.Store {
		return broken{Store: s, append: func(ctx ctx, batches ...store.Batch) ([]store.Result, error) {
			results, err := s.Append(ctx, batches...)
			return results, cmp.Or(err, ctx.Err())
		}}
	},
	"does not check and set in one step": func(s store.Store) store.Store {
		var mu sync.Mutex
		return broken{Store: s, append: func(ctx ctx, batches ...store.Batch) ([]store.Result, error) {
			results, err := s.Append(ctx, batches...)
			if len(batches) != 1 || !errors.Is(results[0].Err, store.ErrConflict) || batches[0].Expected == 0 {
				return results, err
			}
			mu.Lock()
			defer mu.Unlock()
			b := batches[0]
			now, _ := s.Load(ctx, store.LoadOptions{}, b.Stream)
			if now[0].Version != b.Expected+1 || b.Command == nil || !strings.Contains(b.Command.ID, "/") {
				return results, err
			}
			b.Expected++ // as if it had read before the other wrote
			return s.Append(ctx, b)
		}}
	},
	"returns its own slices": func(s store.Store) store.Store {
		cache := map[string][]store.Stream{}
		var mu sync.Mutex
		return broken{Store: s, load: func(ctx ctx, opt store.LoadOptions, ids ...string) ([]store.Stream, error) {
			mu.Lock()
			defer mu.Unlock()
			streams, err := s.Load(ctx, opt, ids...)
			if len(ids) != 1 || err != nil {
				return streams, err
			}
			if old := cache[ids[0]]; old != nil && old[0].Version == streams[0].Version && len(old[0].Bodies) == len(streams[0].Bodies) {
				streams[0].Events = old[0].Events
			}
			cache[ids[0]] = streams
			return streams, nil
		}}
	},
	"loads in another order": func(s store.Store) store.Store {
		return broken{Store: s, load: func(ctx ctx, opt store.LoadOptions, ids ...string) ([]store.Stream, error) {
			ids = slices.Sorted(slices.Values(ids))
			return s.Load(ctx, opt, ids...)
		}}
	},
	"loads one stream after the other": func(s store.Store) store.Store {
		return broken{Store: s, load: func(ctx ctx, opt store.LoadOptions, ids ...string) ([]store.Stream, error) {
			var all []store.Stream
			for _, id := range ids {
				one, err := s.Load(ctx, opt, id)
				if err != nil {
					return nil, err
				}
				all = append(all, one...)
				time.Sleep(50 * time.Microsecond)
			}
			return all, nil
		}}
	},
	"counts only the loaded events": loading(func(st *store.Stream) { st.Version = len(st.Events) }),
	"sorts bodies by name": loading(func(st *store.Stream) {
		slices.SortFunc(st.Bodies, func(a, b store.Body) int { return strings.Compare(a.Name, b.Name) })
	}),
	"answers in local time": loading(func(st *store.Stream) { st.Wake = st.Wake.In(time.FixedZone("JST", 9*3600)) }),
	"is due a microsecond late": func(s store.Store) store.Store {
		return broken{Store: s, due: func(ctx ctx, q store.DueQuery) ([]store.Due, error) {
			if !q.Until.IsZero() {
				q.Until = q.Until.Add(-time.Microsecond)
			}
			return s.Due(ctx, q)
		}}
	},
	"narrows what is due after the limit": func(s store.Store) store.Store {
		return broken{Store: s, due: func(ctx ctx, q store.DueQuery) ([]store.Due, error) {
			label := q.Label
			q.Label = ""
			due, err := s.Due(ctx, q)
			return slices.DeleteFunc(due, func(d store.Due) bool { return label != "" && "of:"+d.Stream != label }), err
		}}
	},
	"shows what is parked": func(s store.Store) store.Store {
		return broken{Store: s, due: func(ctx ctx, q store.DueQuery) ([]store.Due, error) {
			q.Parked = true
			return s.Due(ctx, q)
		}}
	},
	"pages by place, not by cursor": func(s store.Store) store.Store {
		return broken{Store: s, list: func(ctx ctx, q store.ListQuery) ([]store.Item, error) {
			skip, err := strconv.Atoi(cmp.Or(q.After, "0"))
			if err != nil {
				return nil, store.ErrInvalid
			}
			limit := q.Limit
			q.After, q.Limit = "", min(limit, limit+skip)
			if limit > 0 {
				q.Limit = limit + skip
			}
			items, err := s.List(ctx, q)
			items = items[min(skip, len(items)):]
			for i := range items {
				items[i].Cursor = strconv.Itoa(skip + i + 1)
			}
			return items, err
		}}
	},
	"lists oldest first": func(s store.Store) store.Store {
		return broken{Store: s, list: func(ctx ctx, q store.ListQuery) ([]store.Item, error) {
			items, err := s.List(ctx, q)
			slices.Reverse(items)
			return items, err
		}}
	},
	"takes a prefix for a pattern": func(s store.Store) store.Store {
		return broken{Store: s, streams: func(ctx ctx, prefix, after string, limit int) ([]string, error) {
			head, _, found := strings.Cut(prefix, "%")
			if found {
				prefix = head
			}
			return s.Streams(ctx, prefix, after, limit)
		}}
	},
	"shows the feed out of order": func(s store.Store) store.Store {
		return broken{Store: s, tail: func(ctx ctx, after int64, limit int) ([]store.Entry, error) {
			entries, err := s.Tail(ctx, after, limit)
			if n := len(entries); n > 1 {
				entries[n-1], entries[n-2] = entries[n-2], entries[n-1]
			}
			return entries, err
		}}
	},
	"shows the feed from the position itself": func(s store.Store) store.Store {
		return broken{Store: s, tail: func(ctx ctx, after int64, limit int) ([]store.Entry, error) {
			return s.Tail(ctx, max(after-1, min(after, 0)), limit)
		}}
	},
	"takes no limit for all": func(s store.Store) store.Store {
		return broken{Store: s, tail: func(ctx ctx, after int64, limit int) ([]store.Entry, error) {
			if limit <= 0 {
				limit = 1000
			}
			return s.Tail(ctx, after, limit)
		}}
	},
}
