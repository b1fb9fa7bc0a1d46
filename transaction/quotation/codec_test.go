package quotation_test

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

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/policy/money"
	"github.com/torikime/torikime/transaction"
	"github.com/torikime/torikime/transaction/codec"
	"github.com/torikime/torikime/transaction/quotation"
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
func every(t *testing.T) []quotation.Event {
	t.Helper()
	p, err := policy.Preset("coconala")
	require.NoError(t, err)
	found := []policy.Found{{Kind: policy.FoundPhone, Start: 1, End: 4, Confidence: 80, Why: "digits", Action: policy.Hold}}
	_, begins, no := transaction.Handle(transaction.State{}, transaction.Purchase{
		By: aoi, ID: "q", Seller: "ren", Service: "logo", Quotation: "q", Terms: &p.Terms, Price: money.New(8000, money.JPY),
		Notes: "colours, please", Payment: transaction.Settled, Metadata: map[string]string{"order": "17"},
	}, transaction.Facts{}, noon)
	require.Nil(t, no)
	bought := begins[0].(transaction.Purchased)
	bought.Digest = p.Digest()
	begins[0] = bought
	text := transaction.Text{Body: "a logo?", Found: found}
	return []quotation.Event{
		quotation.RequestMade{At: noon, ID: "q", Buyer: "aoi", Seller: "ren", Service: "logo", Text: text},
		quotation.RequestMade{At: noon, ID: "q", Buyer: "aoi", Seller: "ren", Text: transaction.Text{Body: "a logo?"}},
		quotation.Asked{At: noon, By: policy.Seller, Text: text},
		quotation.ProposalMade{At: noon, Version: 2, Price: money.New(8000, money.JPY), Delivery: policy.Date{Year: 2030, Month: 1, Day: 20}, Service: "logo", Text: text, Lapses: noon.Add(week)},
		quotation.ProposalMade{At: noon, Version: 1, Price: money.New(1, money.USD), Delivery: policy.Date{Year: 2030, Month: 1, Day: 20}, Text: text},
		quotation.RequestRefused{At: noon, Reason: "budget", Text: text},
		quotation.RequestRefused{At: noon, Reason: "other"},
		quotation.TakenBack{At: noon, By: policy.Buyer},
		quotation.TakenBack{At: noon, By: policy.Operator, Text: transaction.Text{Body: "spam"}},
		quotation.ProposalLapsed{At: noon.Add(week)},
		quotation.ProposalBought{At: noon, Version: 2, Price: money.New(8000, money.JPY), Begins: begins},
		quotation.TransactionStored{At: noon},
		quotation.TextShown{At: noon, By: "op", Seq: 2, Text: transaction.Text{Body: "a size"}},
		quotation.TextWithheld{At: noon, By: "op", Seq: 2, Text: transaction.Text{Body: "a number"}},
	}
}

func terms(string) (*policy.Terms, error) {
	p, err := policy.Preset("coconala")
	return &p.Terms, err
}

// encode gives the record, and what a reader makes of it with and without words.
func encode(t *testing.T, e quotation.Event) (codec.Record, []codec.Body) {
	t.Helper()
	rec, bodies, err := quotation.Encode(e, &salts{})
	require.NoError(t, err)
	return rec, bodies
}

// What is stored is read again, to the last field, and no words stand in the log.
func TestCodec(t *testing.T) {
	t.Parallel()
	for _, e := range every(t) {
		rec, bodies := encode(t, e)
		require.Equal(t, quotation.TypeOf(e), rec.Type)
		require.NotContains(t, string(rec.Data), "logo?")
		require.NotContains(t, string(rec.Data), "colours")
		back, err := quotation.Decode(rec, bodies, terms)
		require.NoError(t, err)
		again, bodiesAgain := encode(t, back)
		require.Equal(t, rec, again)
		require.Equal(t, bodies, bodiesAgain)
		require.Equal(t, quotation.Replay([]quotation.Event{e}), quotation.Replay([]quotation.Event{back}))

		erased, err := quotation.Decode(rec, nil, terms) // T9.4
		require.NoError(t, err)
		kept, none := encode(t, erased)
		require.Empty(t, none)
		require.Equal(t, rec, kept, "erased words keep their digest")
		for i := range bodies {
			wrong := slices.Clone(bodies)
			wrong[i].Data = append(slices.Clone(wrong[i].Data), 'x')
			_, err := quotation.Decode(rec, wrong, terms)
			require.ErrorContains(t, err, "not the one that was written")
		}
	}
}

// What was never written is refused.
func TestCodec_Strict(t *testing.T) {
	t.Parallel()
	_, _, err := quotation.Encode(&quotation.ProposalLapsed{}, &salts{})
	require.ErrorContains(t, err, "as values")
	for _, c := range []struct {
		kind    string
		version int
		data    string
	}{
		{"requested", 2, `{}`}, {"paid", 1, `{}`}, {"lapsed", 1, `{"id":"q"}`}, {"lapsed", 1, `{"text":"digest"}`},
		{"lapsed", 1, `{} {}`}, {"lapsed", 1, `[]`}, {"lapsed", 1, ``},
		{"asked", 1, `{}`}, {"proposed", 1, `{}`}, {"purchased", 1, `{"transaction":[{"type":"none","version":1,"at":"2030-01-10T00:00:00Z","data":{}}]}`},
		{"requested", 1, `{"id":"q","nothing":1}`},
	} {
		_, err := quotation.Decode(codec.Record{Type: c.kind, Version: c.version, At: noon, Data: []byte(c.data)}, nil, terms)
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
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var g golden
		require.NoError(t, json.Unmarshal(lines.Bytes(), &g))
		known[g.Type] = true
		var bodies []codec.Body
		for name, data := range g.Bodies {
			bodies = append(bodies, codec.Body{Name: name, Data: data})
		}
		e, err := quotation.Decode(codec.Record{Type: g.Type, Version: g.Version, At: g.At, Data: g.Data}, bodies, terms)
		require.NoError(t, err, g.Type)
		rec, made := encode(t, e)
		require.Equal(t, g.Type, rec.Type)
		require.Len(t, made, len(g.Bodies))
	}
	require.NoError(t, lines.Err())
	var lacking bytes.Buffer
	for _, e := range every(t) {
		rec, bodies := encode(t, e)
		if known[rec.Type] {
			continue
		}
		g := golden{Type: rec.Type, Version: rec.Version, At: rec.At, Data: rec.Data, Bodies: map[string][]byte{}}
		for _, b := range bodies {
			g.Bodies[b.Name] = b.Data
		}
		line, err := json.Marshal(g)
		require.NoError(t, err)
		lacking.Write(append(line, '\n'))
	}
	if *appendGolden {
		out, err := os.OpenFile(goldenFile, os.O_APPEND|os.O_WRONLY, 0o600)
		require.NoError(t, err)
		_, err = lacking.WriteTo(out)
		require.NoError(t, err)
		require.NoError(t, out.Close())
	}
	require.Empty(t, lacking.String(), "go test ./transaction/quotation -append adds what the golden history lacks")
}
