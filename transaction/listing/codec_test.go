package listing_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/transaction"
	"github.com/torikime/torikime/transaction/codec"
	"github.com/torikime/torikime/transaction/listing"
)

// salts is entropy that every test knows.
type salts struct{ n byte }

func (s *salts) Read(p []byte) (int, error) {
	for i := range p {
		s.n++
		p[i] = s.n
	}
	return len(p), nil
}

// The forms in which events are stored, every one that there has been; none of
// these lines ever changes.
const (
	listed1 = `{"id":"logo","seller":"ren","title":"ロゴ","description":"three drafts","price":{"amount":"10000","currency":"JPY"},` +
		`"options":[{"id":"fast","title":"急ぎ","price":{"amount":"500","currency":"JPY"}}],"notes":"colours, please","capacity":3,"require_finished":true}`
	edited1 = `{"id":"logo","seller":"ren","title":"ロゴ","description":"three drafts","price":{"amount":"10000","currency":"JPY"},` +
		`"options":[{"id":"fast","title":"急ぎ","price":{"amount":"500","currency":"JPY"}}],"notes":"call me","capacity":3,"require_finished":true,` +
		`"found":{"notes":[{"kind":"phone","start":1,"end":4,"confidence":90,"why":"digits","action":"hold"}]}}`
	listed2 = `{"id":"logo","seller":"ren","price":{"amount":"10000","currency":"JPY"},"capacity":3,"require_finished":true,` +
		`"words":"1zQhs-QBXGBdfqgUDbPnGx4Fn4WhSp3scrqcWOLY9u8"}`
	edited2 = `{"id":"logo","seller":"ren","price":{"amount":"10000","currency":"JPY"},"capacity":3,"require_finished":true,` +
		`"words":"uiZ3Rs5DnybG0RBCTzG-xcE2hEUE4Z8f9X4rzQ-E-dY",` +
		`"found":{"notes":[{"kind":"phone","start":1,"end":4,"confidence":90,"why":"digits","action":"hold"}]},"held":["notes"]}`
	words2 = `{"title":"ロゴ","description":"three drafts","options":[{"id":"fast","title":"急ぎ","price":{"amount":"500","currency":"JPY"}}],"notes":"colours, please"}`
)

// history is a service that was listed, edited to what is held, shown, paused,
// resumed and withdrawn.
func history(t *testing.T) []listing.Event {
	t.Helper()
	s, all, no := listing.Handle(listing.State{}, offer(), nil, noon)
	require.Nil(t, no)
	_, edited, no := listing.Handle(s, suspect("notes", policy.Hold, func(c *listing.Edit) { c.Notes = "call me" }), nil, noon)
	require.Nil(t, no)
	return append(append(all, edited...), listing.Shown{At: noon, By: "op"}, listing.Paused{At: noon}, listing.Resumed{At: noon}, listing.Withdrawn{At: noon})
}

func replay(events []listing.Event) (s listing.State) {
	for _, e := range events {
		s = listing.Evolve(s, e)
	}
	return s
}

// wordless is a state as it is without its seller's words.
func wordless(s listing.State) listing.State {
	s.Title, s.Description, s.Options, s.Notes, s.ShownTitle = "", "", nil, "", ""
	return s
}

// Every event is stored and read back as it was, in a form that never changes; no
// word of the seller's stands in the log, and a replay without them leads to the
// same state but for them.
func TestCodec(t *testing.T) {
	t.Parallel()
	events := history(t)
	golden := []string{"listed 2 " + listed2, "edited 2 " + edited2, `shown 1 {"by":"op"}`, `paused 1 {}`, `resumed 1 {}`, `withdrawn 1 {}`}
	var erased []listing.Event
	for i, e := range events {
		rec, bodies, err := listing.Encode(e, &salts{})
		require.NoError(t, err)
		require.Equal(t, golden[i], rec.Type+" "+string(rune('0'+rec.Version))+" "+string(rec.Data))
		require.Equal(t, listing.Type(e), rec.Type)
		back, err := listing.Decode(rec, bodies)
		require.NoError(t, err)
		again, bodiesAgain, err := listing.Encode(back, &salts{})
		require.NoError(t, err)
		require.Equal(t, rec, again)
		require.Equal(t, bodies, bodiesAgain)
		require.Equal(t, replay(append(slices.Clone(events[:i]), e)), replay(append(slices.Clone(events[:i]), back)))

		without, err := listing.Decode(rec, nil) // T9.4
		require.NoError(t, err)
		erased = append(erased, without)
		kept, none, err := listing.Encode(without, &salts{})
		require.NoError(t, err)
		require.Empty(t, none)
		require.Equal(t, rec, kept, "erased words keep their digest")
		require.Equal(t, wordless(replay(events[:i+1])), wordless(replay(erased)))
		require.Equal(t, wordless(replay(erased)), replay(erased))
	}
	_, bodies, err := listing.Encode(events[0], &salts{})
	require.NoError(t, err)
	require.Len(t, bodies, 1)
	require.Equal(t, words2, string(bodies[0].Data[codec.SaltSize:]))
	bodies[0].Data = append(slices.Clone(bodies[0].Data), 'x')
	_, err = listing.Decode(codec.Record{Type: "listed", Version: 2, At: noon, Data: []byte(listed2)}, bodies)
	require.ErrorContains(t, err, "not the one that was written")
	_, _, err = listing.Encode(&listing.Paused{}, &salts{})
	require.ErrorContains(t, err, "no stored name")
	require.Empty(t, listing.Type(&listing.Paused{}))
}

// The form that had the words in the log is read as ever: what is held follows from
// the words that stand there. It is never written again.
func TestDecode_First(t *testing.T) {
	t.Parallel()
	var events []listing.Event
	for _, line := range [][2]string{{"listed", listed1}, {"edited", edited1}} {
		e, err := listing.Decode(codec.Record{Type: line[0], Version: 1, At: noon, Data: []byte(line[1])}, nil)
		require.NoError(t, err)
		events = append(events, e)
		_, _, err = listing.Encode(e, &salts{})
		require.ErrorContains(t, err, "version 1")
	}
	s := replay(events)
	require.Equal(t, replay(history(t)[:2]), s)
	require.Equal(t, []string{"notes"}, s.HeldTexts)
	require.Equal(t, []transaction.Option{offer().Options[0]}, s.Options)
	shown := do(t, s, nil, listing.Show{By: transaction.Operator("op")})
	same, no := listing.Decide(shown, suspect("notes", policy.Hold, func(c *listing.Edit) { c.Notes, c.Capacity = "call me", 1 }), nil, noon)
	require.Nil(t, no)
	require.Empty(t, same[0].(listing.Edited).Held, "an operator has shown it")
}

// What was not written here is refused.
func TestDecode_Refuses(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name    string
		version int
		data    string
		want    string
	}{
		{"sold", 1, "{}", `unknown event type "sold"`},
		{"paused", 1, `{"at":1}`, "unknown field"},
		{"paused", 1, `{} {}`, "something follows"},
		{"paused", 1, ``, "EOF"},
		{"paused", 2, `{}`, "unknown version; known is up to 1"},
		{"listed", 0, listed1, "unknown version; known is up to 2"},
		{"listed", 3, listed2, "unknown version; known is up to 2"},
		{"listed", 1, `{"price":5}`, "listed"},
		{"listed", 1, listed2, "unknown field"},
		{"listed", 2, listed1, "unknown field"},
		{"edited", 1, `{"by":"ren"}`, "unknown field"},
		{"edited", 2, `{"id":"logo","seller":"ren","price":{"amount":"1","currency":"JPY"},"words":""}`, "words is empty"},
	} {
		_, err := listing.Decode(codec.Record{Type: c.name, Version: c.version, Data: []byte(c.data)}, nil)
		require.ErrorContains(t, err, c.want, c.name)
	}
}
