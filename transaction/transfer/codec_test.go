package transfer_test

import (
	"bufio"
	"encoding/json"
	"flag"
	"os"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/policy/money"
	"github.com/torikime/torikime/transaction"
	"github.com/torikime/torikime/transaction/codec"
	"github.com/torikime/torikime/transaction/ledger"
	"github.com/torikime/torikime/transaction/transfer"
)

var appendGolden = flag.Bool("append", false, "append records of forms that the golden history lacks")

const goldenFile = "testdata/golden.jsonl"

var noon = time.Date(2030, 1, 10, 3, 0, 0, 0, time.UTC)

// every is one event of each type with everything that it can have, and one with as
// little as it can have.
func every() []transfer.Event {
	yen := money.New(8000, money.JPY)
	return []transfer.Event{
		transfer.Requested{At: noon, Order: transfer.Order{
			ID: "tx.c1", Kind: transfer.Capture, Provider: "fake", Method: "card", Amount: yen, Buyer: "aoi", Transaction: "tx",
			For: transaction.ForOption, Option: "fast", Net: money.New(7600, money.JPY), ReturnURL: "https://market.example/back?q=1&r=2",
			Expires: noon.Add(time.Hour),
		}},
		transfer.Requested{At: noon, Order: transfer.Order{ID: "c", Kind: transfer.Capture, Provider: "fake", Amount: yen, Buyer: "aoi", Transaction: "tx"}},
		transfer.Requested{At: noon, Order: transfer.Order{ID: "tx.r9.0", Kind: transfer.Refund, Provider: "fake", Amount: yen, Buyer: "aoi", Transaction: "tx", Of: "tx.c1", OfRef: "CAP-1", Cause: 9}},
		transfer.Requested{At: noon, Order: transfer.Order{ID: "p", Kind: transfer.Payout, Provider: "fake", Amount: money.New(1, money.USD), Seller: "ren", Cause: 3, To: "acct_1"}},
		transfer.Sent{At: noon, Step: transfer.Authorise, Until: noon.Add(time.Minute)},
		transfer.Answered{At: noon, Step: transfer.Authorise, Status: transfer.AwaitsBuyer, Ref: "ORD-1", URL: "https://pay.example/1", RetryAt: noon.Add(time.Minute), Next: transfer.Look},
		transfer.Answered{At: noon, Step: transfer.Look, Status: transfer.Succeeded, Ref: "CAP-1", Amount: yen, Postings: []ledger.Posting{{From: ledger.Payer, To: ledger.Clearing, Amount: yen}}},
		transfer.Answered{At: noon, Step: transfer.Send, Status: transfer.Failed, Reason: "口座がありません"},
		transfer.Answered{At: noon, Step: transfer.Look},
		transfer.Answered{At: noon, Step: transfer.Return, Status: transfer.Failed, Reason: "later", Next: transfer.Return, RetryAt: noon.Add(time.Second), Anew: true, Attempts: 2},
		transfer.Answered{At: noon, Step: transfer.Look, Status: transfer.Succeeded, Phase: transfer.Confirmed, Amount: yen},
		transfer.Answered{At: noon, Step: transfer.Look, Status: transfer.Failed, Unpaid: true, Phase: transfer.Declined},
		transfer.Answered{At: noon, Step: transfer.Look, Next: transfer.Send, RetryAt: noon.Add(time.Minute), Until: noon.Add(time.Hour)},
		transfer.Missed{At: noon},
		transfer.Due{At: noon},
		transfer.Hinted{At: noon},
		transfer.Expired{At: noon},
		transfer.Told{At: noon, Phase: transfer.Declined},
		transfer.GivenUp{At: noon, Reason: "no clear answer"},
		transfer.TakenOver{At: noon, By: "op", How: transfer.Settle, Reason: "paid by hand", Postings: []ledger.Posting{{From: ledger.Clearing, To: ledger.Payee, Amount: yen}}},
		transfer.TakenOver{At: noon, By: "op", How: transfer.Retry, Reason: "again"},
		transfer.TakenOver{At: noon, By: "op", How: transfer.Retry, Reason: "again", Phase: transfer.Called, Next: transfer.Return},
	}
}

// Every type of event has a name of its own, and what is stored is read again, to
// the last field.
func TestCodec(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for _, e := range every() {
		rec, err := transfer.Encode(e)
		require.NoError(t, err)
		require.Equal(t, transfer.TypeOf(e), rec.Type)
		require.Equal(t, e.When(), rec.At)
		back, err := transfer.Decode(rec)
		require.NoError(t, err)
		require.Equal(t, e, back)
		seen[rec.Type] = true
	}
	require.Len(t, seen, 10)
	require.Empty(t, transfer.TypeOf(nil))
	require.Empty(t, transfer.TypeOf(&transfer.Due{}))
}

// What no rule can have led to is not written.
func TestEncode_Refuses(t *testing.T) {
	t.Parallel()
	for _, e := range []transfer.Event{
		nil, &transfer.Due{},
		transfer.Answered{Status: transfer.Failed, Reason: "a\xff"},
		transfer.Requested{Order: transfer.Order{Amount: money.New(1, money.JPY), ReturnURL: "\xff"}},
		transfer.Requested{Order: transfer.Order{}},
		transfer.TakenOver{By: "\xff"},
		transfer.GivenUp{Reason: "\xff"},
		transfer.Sent{Step: 99}, transfer.Answered{Status: 99}, transfer.Told{Phase: 99}, transfer.TakenOver{How: 99},
		transfer.Sent{Step: transfer.Look, Until: time.Date(10_000, 1, 1, 0, 0, 0, 0, time.UTC)},
	} {
		_, err := transfer.Encode(e)
		require.Error(t, err, "%#v", e)
	}
}

// What was never written is not read.
func TestDecode_Strict(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name    string
		version int
		data    string
		want    string
	}{
		{"paid", 1, `{}`, "unknown event type"},
		{"due", 0, `{}`, "unknown version"},
		{"due", 2, `{}`, "unknown version; 1 is known"},
		{"due", 1, `{"at":1}`, "unknown field"},
		{"due", 1, `{} {}`, "something follows"},
		{"due", 1, `[]`, "cannot unmarshal"},
		{"due", 1, `null`, "not a JSON object"},
		{"due", 1, ``, "EOF"},
		{"due", 1, `{`, "EOF"},
		{"told", 1, `{}`, "too few"},
		{"told", 1, `{"phase":"asked","phase":"called"}`, "is no phase"},
		{"told", 1, `{"phase":"asked","phase":"sent"}`, `"phase" stands twice`},
		{"told", 1, `{"Phase":"asked"}`, "written otherwise"},
		{"told", 1, `{"phase":null}`, "written otherwise"},
		{"sent", 1, `{"step":"lookup"}`, "too few"},
		{"sent", 1, `{"step":"look","until":"2030-01-10T03:00:00Z"}`, `"look" is no step; none, authorise`},
		{"answered", 1, `{"step":"lookup","status":"unknown","ref":""}`, "too many"},
		{"answered", 1, `{"step":"lookup","status":"succeeded","postings":[{"from":"payer","from":"held","to":"clearing","amount":{"amount":"1","currency":"JPY"}}]}`, `"from" stands twice`},
		{"requested", 1, `{"order":null}`, "no currency"},
	} {
		_, err := transfer.Decode(codec.Record{Type: c.name, Version: c.version, At: noon, Data: []byte(c.data)})
		require.ErrorContains(t, err, c.want, "%s %s", c.name, c.data)
	}
}

// The order of the fields does not count: a store may keep them in its own.
func TestDecode_AnyOrder(t *testing.T) {
	t.Parallel()
	e, err := transfer.Decode(codec.Record{Type: "sent", Version: 1, At: noon, Data: []byte(` {"until": "2030-01-10T03:01:00Z", "step":"lookup"} `)})
	require.NoError(t, err)
	require.Equal(t, transfer.Sent{At: noon, Step: transfer.Look, Until: noon.Add(time.Minute)}, e)
}

// golden is one line of the golden history: a record as it was stored once.
type golden struct {
	Type    string          `json:"type"`
	Version int             `json:"version"`
	At      time.Time       `json:"at"`
	Data    json.RawMessage `json:"data"`
}

// Every record that was ever stored is still read, and is written again byte for
// byte. Lines are only ever appended.
func TestCodec_Golden(t *testing.T) {
	t.Parallel()
	lines := map[string]bool{}
	file, err := os.Open(goldenFile)
	require.NoError(t, err)
	defer file.Close()
	scan := bufio.NewScanner(file)
	for scan.Scan() {
		var g golden
		require.NoError(t, json.Unmarshal(scan.Bytes(), &g))
		lines[scan.Text()] = true
		e, err := transfer.Decode(codec.Record{Type: g.Type, Version: g.Version, At: g.At, Data: g.Data})
		require.NoError(t, err, scan.Text())
		require.Equal(t, scan.Text(), goldenLine(t, e))
	}
	require.NoError(t, scan.Err())
	var lacking string
	for _, e := range every() {
		if line := goldenLine(t, e); !lines[line] {
			lacking += line + "\n"
		}
	}
	if *appendGolden && lacking != "" {
		file, err := os.OpenFile(goldenFile, os.O_APPEND|os.O_WRONLY|os.O_CREATE, 0o600)
		require.NoError(t, err)
		defer file.Close()
		_, err = file.WriteString(lacking)
		require.NoError(t, err)
		return
	}
	require.Empty(t, lacking, "go test ./transaction/transfer -append adds what the golden history lacks")
}

func goldenLine(t *testing.T, e transfer.Event) string {
	t.Helper()
	rec, err := transfer.Encode(e)
	require.NoError(t, err)
	line, err := json.Marshal(golden{rec.Type, rec.Version, rec.At, rec.Data})
	require.NoError(t, err)
	return string(line)
}

// Whatever lies in a store, Decode doesn't break, and what it reads is written as it
// stood there.
func FuzzDecode(f *testing.F) {
	for _, e := range every() {
		rec, err := transfer.Encode(e)
		require.NoError(f, err)
		f.Add(rec.Type, rec.Data)
	}
	f.Fuzz(func(t *testing.T, kind string, data []byte) {
		e, err := transfer.Decode(codec.Record{Type: kind, Version: 1, At: noon, Data: data})
		if err != nil {
			return
		}
		rec, err := transfer.Encode(e)
		require.NoError(t, err)
		require.JSONEq(t, string(data), string(rec.Data))
		back, err := transfer.Decode(rec)
		require.NoError(t, err)
		require.Equal(t, e, back)
	})
}
