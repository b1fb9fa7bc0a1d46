package market

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/transaction"
	"github.com/torikime/torikime/transaction/engine"
	"github.com/torikime/torikime/transaction/inbox"
)

// What was derived is kept until something happens to the person or time brings
// something, and no longer: whoever looks sees the same as one who looks for the first time.
func TestDerivedIsNeverOld(t *testing.T) {
	t.Parallel()
	m := open(t)
	ctx := t.Context()
	ren, aoi, sora := viewer(t, m, "demo-ren"), viewer(t, m, "demo-aoi"), viewer(t, m, "demo-sora")
	look := func(v Viewer) *derived {
		t.Helper()
		kept, err := m.inboxOf(ctx, v.Person)
		require.NoError(t, err)
		fresh, err := m.derive(ctx, v.Person, m.Now())
		require.NoError(t, err)
		require.Equal(t, fresh.todos, kept.todos)
		require.Equal(t, fresh.notices, kept.notices)
		return kept
	}
	freeze := time.Date(2030, 1, 10, 0, 0, 0, 0, time.UTC)
	_, err := m.MoveClock(ctx, ren, Move{Freeze: &freeze}, Call{})
	require.NoError(t, err)
	first := look(ren)
	require.Same(t, first, look(ren), "nothing has happened")
	others := look(sora)
	done, err := m.Buy(ctx, aoi, Order{Service: "logo", Payment: transaction.Settled}, Call{})
	require.NoError(t, err)
	bought := look(ren)
	require.NotSame(t, first, bought)
	require.Len(t, bought.notices, 2)
	require.Same(t, others, look(sora), "it was no business of his")
	for range 60 { // an hour at a time, over every reminder and deadline
		hour := time.Hour
		_, err := m.MoveClock(ctx, ren, Move{Advance: &hour}, Call{})
		require.NoError(t, err)
		look(ren)
		look(aoi)
	}
	require.Equal(t, "cancelled", phase(t, m, aoi, done.Value.ID))
	require.Len(t, look(ren).notices, 5)
}

func viewer(t testing.TB, m *Market, token string) Viewer {
	t.Helper()
	p, ok := m.Login(token)
	require.True(t, ok)
	return Viewer{Person: p, Language: policy.English}
}

func phase(t *testing.T, m *Market, v Viewer, id string) string {
	t.Helper()
	room, err := m.Talkroom(t.Context(), v, id)
	require.NoError(t, err)
	return room.Phase
}

// A mark survives its form, names what stands at its last instant, and takes
// nothing that has another id there for seen.
func TestSeen(t *testing.T) {
	t.Parallel()
	at := time.Date(2030, 1, 10, 0, 0, 0, 0, time.UTC)
	all := []inbox.Notice{{ID: "a", At: at.Add(-time.Hour)}, {ID: "b", At: at.Add(-grace)}, {ID: "c", At: at}, {ID: "d", At: at}}
	var none seen
	for i := range all {
		require.False(t, none.has(&all[i]))
	}
	first := none.and(all, func(i int) bool { return i <= 2 })
	s, ok := readSeen(first.String())
	require.True(t, ok)
	for i, want := range []bool{true, true, true, false} {
		require.Equal(t, want, s.has(&all[i]), all[i].ID)
	}
	late := inbox.Notice{ID: "late", At: at.Add(-grace)}
	require.False(t, s.has(&late), "committed later than it happened")
	late.At = late.At.Add(-time.Microsecond)
	require.True(t, s.has(&late))
	for _, text := range []string{"", "nonsense", "AAAA", "x/1/seller", "%"} {
		_, ok := readSeen(text)
		require.False(t, ok, text)
	}
}

// BenchmarkInbox is a page's two counts for somebody with 1,000 transactions, half of
// them over: derived anew, as after each event of his, and kept.
func BenchmarkInbox(b *testing.B) {
	p, err := policy.Preset(policy.Default)
	require.NoError(b, err)
	m, err := Open(b.Context(), Options{Data: b.TempDir(), Demo: true, Policy: p})
	require.NoError(b, err)
	b.Cleanup(func() { require.NoError(b, m.Close()) })
	ren, aoi := viewer(b, m, "demo-ren"), viewer(b, m, "demo-aoi")
	for i := range 1000 {
		done, err := m.Buy(b.Context(), aoi, Order{Service: "logo", Payment: transaction.Settled}, Call{})
		require.NoError(b, err)
		for _, c := range []transaction.Command{transaction.Message{By: transaction.Seller("ren"), Text: fmt.Sprint(i)}, transaction.Deliver{By: transaction.Seller("ren"), Text: "here"}, transaction.Approve{By: transaction.Buyer("aoi")}} {
			if i%2 == 0 {
				_, err = m.engine.Do(b.Context(), done.Value.ID, c, engine.Call{})
				require.NoError(b, err)
			}
		}
		if i%2 == 0 {
			_, err = m.engine.Do(b.Context(), done.Value.ID, transaction.WriteReview{By: transaction.Buyer("aoi"), Stars: 5}, engine.Call{})
			require.NoError(b, err)
		}
	}
	for name, anew := range map[string]bool{"anew": true, "kept": false} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if anew {
					m.inboxes.drop("ren")
				}
				c, err := m.Counts(b.Context(), ren)
				require.NoError(b, err)
				require.NotZero(b, c.ToDos)
			}
		})
	}
}
