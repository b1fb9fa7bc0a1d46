package market

import (
	"context"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/attachment"
	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/policy/money"
	"github.com/torikime/torikime/store"
	"github.com/torikime/torikime/transaction"
	"github.com/torikime/torikime/transaction/engine"
)

// T9.4 a deletion that was decided and then interrupted is finished by the next
// start: words, files and the notes of them are gone, and the name is.
func TestLeaveInterrupted(t *testing.T) {
	t.Parallel()
	p, err := policy.Preset(policy.Default)
	require.NoError(t, err)
	o := Options{Data: t.TempDir(), Demo: true, Policy: p}
	ctx := t.Context()
	m, err := Open(ctx, o)
	require.NoError(t, err)
	aoi, _ := m.Person("aoi")
	ren, _ := m.Person("ren")
	u := m.Upload(attachment.Message)
	defer u.Discard()
	require.NoError(t, u.Add("a.txt", strings.NewReader("secret")))
	files, err := u.Judge()
	require.NoError(t, err)
	_, err = m.Send(ctx, Viewer{Person: aoi}, "ren", "secret words", files, Call{Files: u})
	require.NoError(t, err)

	// Decided, but nothing of it is done: the process dies in the commit's wake.
	died, die := context.WithCancel(ctx)
	_, err = m.engine.Erase(died, "aoi", func(ctx context.Context, tx store.Tx) error {
		_, err := tx.Exec(ctx, "INSERT INTO market_deleted (person, at) VALUES ('aoi', 1)")
		die()
		return err
	})
	require.ErrorIs(t, err, context.Canceled)
	require.NoError(t, m.Close())
	require.FileExists(t, m.files.path(files[0].ID))

	for range 2 {
		m, err = Open(ctx, o)
		require.NoError(t, err)
		_, in := m.Login("demo-aoi")
		require.False(t, in)
		gone, known := m.Person("aoi")
		require.True(t, known)
		require.Equal(t, Nobody, gone.Name)
		page, err := m.Messages(ctx, Viewer{Person: ren}, "aoi", "", "", 10)
		require.NoError(t, err)
		require.True(t, page.Items[0].Erased)
		require.NoFileExists(t, m.files.path(files[0].ID))
		var named, open int
		require.NoError(t, m.db.QueryRow("SELECT count(*) FROM market_file").Scan(&named))
		require.NoError(t, m.db.QueryRow("SELECT count(*) FROM market_deleted WHERE done = 0").Scan(&open))
		require.Zero(t, named+open)
		require.NoError(t, m.Close())
	}
}

// T9.4 the answers that were kept with keys quote whoever wrote: after a deletion
// none of them does, whoever's key it was.
func TestLeaveTakesAnswers(t *testing.T) {
	t.Parallel()
	p, err := policy.Preset(policy.Default)
	require.NoError(t, err)
	ctx := t.Context()
	m, err := Open(ctx, Options{Data: t.TempDir(), Demo: true, Policy: p})
	require.NoError(t, err)
	defer func() { require.NoError(t, m.Close()) }()
	aoi, _ := m.Person("aoi")
	ren, _ := m.Person("ren")
	services, err := m.Services(ctx, Viewer{Person: aoi}, "ren", "", 1)
	require.NoError(t, err)
	bought, err := m.Buy(ctx, Viewer{Person: aoi}, Order{Service: services.Items[0].ID, Payment: transaction.Settled}, Call{})
	require.NoError(t, err)
	say := func(who Person, text string) {
		_, err := m.Do(ctx, Viewer{Person: who}, bought.Value.ID, func(by transaction.Actor) transaction.Command {
			return transaction.Message{By: by, Text: text}
		}, Call{Key: "k", Input: []byte(text)})
		require.NoError(t, err)
	}
	say(ren, "secret words")
	say(aoi, "thank you")
	quoting := func() (n int) {
		require.NoError(t, m.db.QueryRow("SELECT count(*) FROM torikime_command WHERE instr(result, 'secret words') > 0").Scan(&n))
		return n
	}
	require.Equal(t, 2, quoting(), "his own answer and the other side's")
	_, err = m.engine.Do(ctx, bought.Value.ID, transaction.OperatorCancel{By: transaction.Operator("op"), Reason: "x"}, engine.Call{})
	require.NoError(t, err)
	_, err = m.Leave(ctx, Viewer{Person: ren})
	require.NoError(t, err)
	require.Zero(t, quoting())
}

// T9.4 a deleted seller's services keep none of his words: neither in the log nor
// beside it nor in an operator's answers; whoever dealt with him sees that they are
// gone.
func TestLeaveTakesServices(t *testing.T) {
	t.Parallel()
	p, err := policy.Preset(policy.Default)
	require.NoError(t, err)
	ctx := t.Context()
	m, err := Open(ctx, Options{Data: t.TempDir(), Demo: true, Policy: p})
	require.NoError(t, err)
	defer func() { require.NoError(t, m.Close()) }()
	aoi, _ := m.Person("aoi")
	ren, _ := m.Person("ren")
	secret := ServiceDraft{
		Title: "secret title", Description: "secret description", Price: money.New(1000, money.JPY), Notes: "secret notes",
		Options: []OptionDraft{{Title: "secret option", Price: money.New(100, money.JPY)}},
	}
	offered, err := m.Offer(ctx, Viewer{Person: ren}, secret, Call{Key: "k"})
	require.NoError(t, err)
	id := offered.Value.ID
	bought, err := m.Buy(ctx, Viewer{Person: aoi}, Order{Service: id, Payment: transaction.Settled}, Call{})
	require.NoError(t, err)
	require.Equal(t, "secret title", bought.Value.Title)
	_, err = m.engine.Do(ctx, bought.Value.ID, transaction.OperatorCancel{By: transaction.Operator("op"), Reason: "x"}, engine.Call{})
	require.NoError(t, err)
	secrets := func() (where []string) {
		for _, query := range []string{
			"SELECT s.id FROM torikime_event e JOIN torikime_stream s ON s.no = e.stream WHERE s.id LIKE 'service/%' AND instr(e.data, 'secret') > 0",
			"SELECT 'beside ' || s.id FROM torikime_body b JOIN torikime_event e ON e.position = b.position JOIN torikime_stream s ON s.no = e.stream WHERE instr(b.data, 'secret') > 0 ORDER BY s.id",
			"SELECT 'answer' FROM torikime_command WHERE instr(result, 'secret') > 0",
		} {
			found, err := m.deleted(ctx, query)
			require.NoError(t, err)
			where = append(where, found...)
		}
		return where
	}
	require.Equal(t, []string{"beside service/" + id, "beside transaction/" + bought.Value.ID, "answer"}, secrets())
	_, err = m.Leave(ctx, Viewer{Person: ren})
	require.NoError(t, err)

	room, err := m.Talkroom(ctx, Viewer{Person: aoi}, bought.Value.ID)
	require.NoError(t, err)
	require.Equal(t, Untitled, room.Title)
	shown, err := m.Service(ctx, Viewer{Person: aoi}, id)
	require.NoError(t, err)
	require.Equal(t, Untitled, shown.Title)
	require.Empty(t, shown.Description+shown.Notes)
	require.Empty(t, shown.Options)
	require.Empty(t, secrets())
}
