package api

import (
	"encoding/json"
	"flag"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/transaction"
	"github.com/torikime/torikime/transaction/codec"
)

var update = flag.Bool("update", false, "write openapi.json anew")

// The committed document is what the server publishes.
func TestDocument(t *testing.T) {
	t.Parallel()
	got, err := encodeDocument(describe())
	require.NoError(t, err)
	if *update {
		require.NoError(t, os.WriteFile("openapi.json", got, 0o600))
	}
	want, err := os.ReadFile("openapi.json")
	require.NoError(t, err)
	require.Equal(t, string(want), string(got), "go test ./examples/marketplace/api -update writes it anew")
}

// Every reference of the document leads somewhere, and every call says who may
// make it, what it answers and how it fails.
func TestDocumentComplete(t *testing.T) {
	t.Parallel()
	data, err := encodeDocument(describe())
	require.NoError(t, err)
	var doc struct {
		OpenAPI    string
		Paths      map[string]map[string]map[string]any
		Components struct{ Schemas map[string]any }
	}
	require.NoError(t, json.Unmarshal(data, &doc))
	require.Equal(t, "3.1.0", doc.OpenAPI)
	for _, rest := range strings.Split(string(data), `"$ref": "#/components/schemas/`)[1:] {
		name, _, _ := strings.Cut(rest, `"`)
		require.Contains(t, doc.Components.Schemas, name)
	}
	for _, c := range commands() {
		require.Contains(t, doc.Paths, "/api/v1/transactions/{id}/"+c.name)
	}
	for path, item := range doc.Paths {
		for method, op := range item {
			responses := op["responses"].(map[string]any)
			require.Contains(t, responses, "200", path)
			require.Contains(t, responses, "500", path)
			if strings.HasPrefix(path, "/api/v1/") {
				require.Contains(t, responses, "401", path)
			}
			if method == "post" {
				require.Contains(t, string(data), "Idempotency-Key")
				require.Contains(t, responses, "422", path)
				require.Contains(t, op, "requestBody", path)
			}
		}
	}
}

// Every command of the machine has a path, and every event a place in the
// description of the timeline.
func TestDocumentCoversMachine(t *testing.T) {
	t.Parallel()
	names := map[string]bool{}
	for _, c := range commands() {
		names[c.name] = true
	}
	s := transaction.State{ID: "t", Buyer: "b", Seller: "s", Phase: transaction.Open, Terms: &policy.Terms{}}
	for _, who := range []transaction.Actor{transaction.Buyer("b"), transaction.Seller("s"), transaction.Operator("o")} {
		for _, a := range transaction.Actions(s, who, transaction.Facts{}, s.LastAt) {
			require.Contains(t, names, a.Command)
		}
	}
	require.Len(t, commands(), 24)
	seen := map[string]bool{}
	for _, e := range entries {
		name := transaction.TypeOf(e.event)
		require.NotEmpty(t, name)
		require.False(t, seen[name], name)
		seen[name] = true
	}
	for _, name := range codec.Types() {
		require.Contains(t, seen, name, "a type that is stored")
	}
}

// What creates something is described as answering 201, and as 200 when it is only asked
// what would be created.
func TestDocumentCreates(t *testing.T) {
	t.Parallel()
	d := describe()
	for _, path := range []string{"/api/v1/purchases", "/api/v1/services", "/api/v1/quotations", "/api/v1/conversations/{user}/messages", "/api/v1/payouts"} {
		answers := d.Paths[path].Post.Responses
		require.Contains(t, answers, "201", path)
		require.Contains(t, answers["200"].Description, "dry_run", path)
	}
}

// The strict reader never panics, and takes only what it can take wholly.
func FuzzDecode(f *testing.F) {
	for _, seed := range []string{`{"stars":5,"items":{"quality":4}}`, `{"stars":5.0}`, `{"amount":{"amount":"1","currency":"JPY"}}`, `[`, `{"a":{}}`, "\xff", `{"stars":1e9}`} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		var review WriteReview
		if decode([]byte(text), &review) == nil && strings.TrimSpace(text) != "" {
			var loose map[string]any
			require.NoError(t, json.Unmarshal([]byte(text), &loose))
		}
		var pay PayAdditional
		if decode([]byte(text), &pay) == nil {
			require.NotZero(t, pay.Amount.Currency())
		}
		var steps Schedule
		_ = decode([]byte(text), &steps)
	})
}
