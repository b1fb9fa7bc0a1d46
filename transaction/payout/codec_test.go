package payout_test

import (
	"bufio"
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/policy/money"
	"github.com/torikime/torikime/transaction"
	"github.com/torikime/torikime/transaction/codec"
	"github.com/torikime/torikime/transaction/ledger"
	"github.com/torikime/torikime/transaction/payout"
)

var appendGolden = flag.Bool("append", false, "append records of types that the golden history lacks")

const goldenFile = "testdata/golden.jsonl"

// salts is entropy that every test knows.
type salts struct{ n byte }

func (s *salts) Read(p []byte) (int, error) {
	for i := range p {
		s.n++
		p[i] = s.n
	}
	return len(p), nil
}

// every is one event of each type, with everything that it can have.
func every() []payout.Event {
	moved := []ledger.Posting{{From: ledger.Available, To: ledger.Payouts, Amount: yen(840)}, {From: ledger.Available, To: ledger.Fees, Amount: yen(160)}}
	return []payout.Event{
		payout.Credited{At: noon, Seller: "ren", Transaction: "1", Amount: yen(8000), ClosedAt: noon.Add(-time.Hour)},
		payout.TakenBack{At: noon, Ref: "r", Transaction: "1", Amount: yen(1000), By: "kei", Reason: transaction.Text{Body: "a broken file"}},
		payout.TakenBackStored{At: noon, Ref: "r"},
		payout.TakenBackUndone{At: noon, Ref: "r"},
		payout.PayoutRequested{At: noon, No: 1, Amount: yen(1000), Fee: yen(160), Net: yen(840), Provider: "fake", To: "acct <1>", Postings: moved},
		payout.PayoutSent{At: noon, No: 1},
		payout.PayoutConfirmed{At: noon, No: 1, Lost: yen(10), Postings: moved},
		payout.PayoutConfirmed{At: noon, No: 1, Postings: moved},
		payout.PayoutDeclined{At: noon, No: 1, Reason: "closed account", Postings: moved},
		payout.PayoutReturned{At: noon, No: 1, Reason: "unknown name", Postings: moved},
		payout.PayoutReturned{At: noon, No: 1, Postings: moved},
	}
}

// What is stored is read again, to the last field, and no words stand in the log.
func TestCodec(t *testing.T) {
	t.Parallel()
	for _, e := range every() {
		rec, bodies, err := payout.Encode(e, &salts{})
		require.NoError(t, err)
		require.Equal(t, payout.TypeOf(e), rec.Type)
		require.NotContains(t, string(rec.Data), "broken")
		back, err := payout.Decode(rec, bodies)
		require.NoError(t, err)
		require.Equal(t, payout.EntryOf(e), payout.EntryOf(back))
		if taken, ok := back.(payout.TakenBack); ok {
			require.Equal(t, "a broken file", taken.Reason.Body)
			require.NotEmpty(t, taken.Reason.Digest)
		} else {
			require.Equal(t, e, back)
		}
		erased, err := payout.Decode(rec, nil) // T9.4
		require.NoError(t, err)
		kept, none, err := payout.Encode(erased, &salts{})
		require.NoError(t, err)
		require.Empty(t, none)
		require.Equal(t, rec, kept, "erased words keep their digest")
		for i := range bodies {
			wrong := slices.Clone(bodies)
			wrong[i].Data = append(slices.Clone(wrong[i].Data), 'x')
			_, err := payout.Decode(rec, wrong)
			require.ErrorContains(t, err, "not the one that was written")
		}
	}
}

// What was never written is refused.
func TestCodec_Strict(t *testing.T) {
	t.Parallel()
	for _, e := range []payout.Event{
		&payout.PayoutSent{}, nil, payout.TakenBackStored{Ref: "\xff"}, payout.Credited{Seller: "\xff", Amount: yen(1)},
		payout.PayoutRequested{Amount: money.Money{}}, payout.PayoutDeclined{Reason: "\xff"}, payout.TakenBack{By: "\xff", Amount: yen(1)},
	} {
		_, _, err := payout.Encode(e, &salts{})
		require.Error(t, err, "%#v", e)
	}
	for _, c := range []struct {
		kind    string
		version int
		data    string
	}{
		{"payout_sent", 2, `{"no":1}`}, {"payout_sent", 0, `{"no":1}`}, {"paid", 1, `{}`}, {"", 1, `{}`},
		{"payout_sent", 1, `{"no":1,"no":1}`}, {"payout_sent", 1, `{"no":1,"of":2}`}, {"payout_sent", 1, `{}`}, {"payout_sent", 1, ``},
		{"payout_sent", 1, `{"no":1}{}`}, {"payout_sent", 1, `[]`}, {"payout_sent", 1, `{"No":1}`}, {"payout_sent", 1, `{"no":1.0}`},
		{"taken_back_stored", 1, `{"ref":"a","reason":"b"}`}, {"credited", 1, `{}`}, {"taken_back", 1, `{"ref":"a"}`},
		{"payout_confirmed", 1, `{"no":1,"postings":[{"from":"bank","to":"payee","amount":{"amount":"1","currency":"JPY"}}]}`},
	} {
		_, err := payout.Decode(codec.Record{Type: c.kind, Version: c.version, At: noon, Data: []byte(c.data)}, nil)
		require.Error(t, err, "%s %s", c.kind, c.data)
	}
}

// golden is one line of the golden history: a record as it was stored once.
type golden struct {
	Type    string            `json:"type"`
	Version int               `json:"version"`
	At      time.Time         `json:"at"`
	Data    json.RawMessage   `json:"data"`
	Bodies  map[string][]byte `json:"bodies,omitempty"`
}

// Every record that was ever stored is still read. Lines are only ever appended.
func TestCodec_Golden(t *testing.T) {
	t.Parallel()
	known := map[string]bool{}
	file, err := os.Open(goldenFile)
	require.NoError(t, err)
	defer file.Close()
	lines := bufio.NewScanner(file)
	for lines.Scan() {
		var g golden
		require.NoError(t, json.Unmarshal(lines.Bytes(), &g))
		known[g.Type] = true
		var bodies []codec.Body
		for name, data := range g.Bodies {
			bodies = append(bodies, codec.Body{Name: name, Data: data})
		}
		e, err := payout.Decode(codec.Record{Type: g.Type, Version: g.Version, At: g.At, Data: g.Data}, bodies)
		require.NoError(t, err, g.Type)
		require.Equal(t, g.Type, payout.TypeOf(e))
	}
	require.NoError(t, lines.Err())
	var lacking bytes.Buffer
	for _, e := range every() {
		rec, bodies, err := payout.Encode(e, &salts{})
		require.NoError(t, err)
		if known[rec.Type] {
			continue
		}
		g := golden{Type: rec.Type, Version: rec.Version, At: rec.At, Data: rec.Data, Bodies: map[string][]byte{}}
		for _, b := range bodies {
			g.Bodies[b.Name] = b.Data
		}
		var line bytes.Buffer
		enc := json.NewEncoder(&line)
		enc.SetEscapeHTML(false) // Data stays as it is
		require.NoError(t, enc.Encode(g))
		lacking.Write(line.Bytes())
	}
	if *appendGolden {
		out, err := os.OpenFile(goldenFile, os.O_APPEND|os.O_WRONLY, 0o600)
		require.NoError(t, err)
		_, err = lacking.WriteTo(out)
		require.NoError(t, err)
		require.NoError(t, out.Close())
	}
	require.Empty(t, lacking.String(), "go test ./transaction/payout -append adds what the golden history lacks")
}

// Whatever is read is written again as it stood there, and no data makes Decode or Evolve panic.
func FuzzDecode(f *testing.F) {
	for _, e := range every() {
		rec, _, err := payout.Encode(e, &salts{})
		require.NoError(f, err)
		f.Add(rec.Type, rec.Data)
	}
	f.Fuzz(func(t *testing.T, kind string, data []byte) {
		e, err := payout.Decode(codec.Record{Type: kind, Version: 1, At: noon, Data: data}, nil)
		if err != nil {
			return
		}
		s := payout.Evolve(payout.Evolve(payout.State{}, every()[4]), e)
		require.Zero(t, s.Book.Sum(), "T10.1")
		_ = s.History()
		rec, bodies, err := payout.Encode(e, &salts{})
		require.NoError(t, err)
		require.Empty(t, bodies)
		require.JSONEq(t, string(data), string(rec.Data))
	})
}
