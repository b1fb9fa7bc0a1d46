package codec_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/transaction"
	"github.com/torikime/torikime/transaction/codec"
	"github.com/torikime/torikime/transaction/ledger"
)

// Read alone, an event's postings are those that the whole event has, and what
// cannot be read is said.
func TestPostings(t *testing.T) {
	t.Parallel()
	some := 0
	for _, g := range readGolden(t) {
		rec := codec.Record{Type: g.Type, Version: g.Version, At: g.At, Data: g.Data}
		e, err := codec.Decode(rec, g.bodies(), anyTerms)
		require.NoError(t, err)
		list, err := codec.Postings(rec)
		require.NoError(t, err)
		require.Equal(t, postingsOf(e), list, g.Type)
		some += len(list)
	}
	require.NotZero(t, some)
	for _, bad := range []string{``, `[]`, `{"postings":["held"]}`, `{"postings":["held fees 1"]}`, `{"postings":["held bank 1 JPY"]}`, `{"postings":1}`} {
		_, err := codec.Postings(codec.Record{Type: "paid", Version: 1, Data: []byte(bad)})
		require.ErrorContains(t, err, "codec: paid version 1", bad)
	}
}

func postingsOf(e transaction.Event) []ledger.Posting {
	switch e := e.(type) {
	case transaction.Paid:
		return e.Postings
	case transaction.LatePaymentRefunded:
		return e.Postings
	case transaction.TransactionCancelled:
		return e.Postings
	case transaction.PartRefunded:
		return e.Postings
	case transaction.EarningsRefunded:
		return e.Postings
	case transaction.TalkroomClosed:
		return e.Postings
	case transaction.RefundNoted:
		return e.Postings
	}
	return nil
}
