package codec_test

import (
	"bufio"
	"bytes"
	"encoding/json"
	"flag"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/transaction/codec"
)

var appendGolden = flag.Bool("append", false, "append records of types that the golden history lacks")

const goldenFile = "testdata/golden/history.jsonl"

// golden is one line of the golden history: a record as it was stored once.
type golden struct {
	Type    string            `json:"type"`
	Version int               `json:"version"`
	At      time.Time         `json:"at"`
	Data    json.RawMessage   `json:"data"`
	Bodies  map[string][]byte `json:"bodies,omitempty"`
}

func (g golden) bodies() (bodies []codec.Body) {
	for _, name := range slices.Sorted(maps.Keys(g.Bodies)) {
		bodies = append(bodies, codec.Body{Name: name, Data: g.Bodies[name]})
	}
	return bodies
}

// Every record that was ever stored is still read; and what is read of the
// newest version is written again byte for byte. Lines are only ever appended.
func TestGolden(t *testing.T) {
	t.Parallel()
	known := map[string]bool{}
	for i, g := range readGolden(t) {
		g.note(t, known)
		bodies := g.bodies()
		e, err := codec.Decode(codec.Record{Type: g.Type, Version: g.Version, At: g.At, Data: g.Data}, bodies, anyTerms)
		require.NoError(t, err, "line %d", i+1)
		// The salts go in again in the order in which Encode asks for them.
		_, made, err := codec.Encode(e, entropy(1))
		require.NoError(t, err)
		var salts []byte
		for _, b := range made {
			salts = append(salts, g.Bodies[b.Name][:codec.SaltSize]...)
		}
		rec, made, err := codec.Encode(e, bytes.NewReader(salts))
		require.NoError(t, err)
		require.Equal(t, g.At, rec.At)
		require.Equal(t, string(g.Data), string(rec.Data), "line %d", i+1)
		require.Len(t, made, len(g.Bodies))
		for _, b := range made {
			require.Equal(t, g.Bodies[b.Name], b.Data, "line %d", i+1)
		}
	}
	for i := range everyEvent {
		for seed := range uint64(goldenSeeds) {
			require.False(t, sampleLine(t, i, seed).note(t, known), "a form of %s is in no line; run with -append once", codec.Types()[i])
		}
	}
}

// goldenSeeds is how many samples of a type are looked at: in so many, each field
// is filled in at least once.
const goldenSeeds = 10

// note adds a line's type and fields to those that are known, and reports whether
// one of them was not.
func (g golden) note(t *testing.T, known map[string]bool) bool {
	t.Helper()
	var fields map[string]json.RawMessage
	require.NoError(t, json.Unmarshal(g.Data, &fields))
	isNew := !known[g.Type]
	known[g.Type] = true
	for field := range fields {
		isNew = isNew || !known[g.Type+"/"+field]
		known[g.Type+"/"+field] = true
	}
	return isNew
}

// anyTerms takes any digest: the golden history's terms may be of presets that
// have changed since.
func anyTerms(string) (*policy.Terms, error) { return new(policy.Terms), nil }

func readGolden(t *testing.T) []golden {
	t.Helper()
	if *appendGolden {
		writeGolden(t)
	}
	return linesOf(t)
}

func linesOf(t *testing.T) []golden {
	t.Helper()
	data, err := os.ReadFile(goldenFile)
	require.NoError(t, err)
	var lines []golden
	scan := bufio.NewScanner(bytes.NewReader(data))
	scan.Buffer(nil, 1<<20)
	for scan.Scan() {
		var g golden
		require.NoError(t, json.Unmarshal(scan.Bytes(), &g), "line %d", len(lines)+1)
		lines = append(lines, g)
	}
	require.NoError(t, scan.Err())
	return lines
}

// writeGolden appends samples of the types and fields that the file lacks.
func writeGolden(t *testing.T) {
	t.Helper()
	require.NoError(t, os.MkdirAll(filepath.Dir(goldenFile), 0o755))
	known := map[string]bool{}
	for _, g := range linesOf(t) {
		g.note(t, known)
	}
	f, err := os.OpenFile(goldenFile, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644)
	require.NoError(t, err)
	for i := range everyEvent {
		for seed := range uint64(goldenSeeds) {
			g := sampleLine(t, i, seed)
			if !g.note(t, known) {
				continue
			}
			var line bytes.Buffer
			enc := json.NewEncoder(&line)
			enc.SetEscapeHTML(false)
			require.NoError(t, enc.Encode(g))
			_, err = f.Write(line.Bytes())
			require.NoError(t, err)
		}
	}
	require.NoError(t, f.Close())
}

// sampleLine is a sample of the i-th type as a line.
func sampleLine(t *testing.T, i int, seed uint64) golden {
	t.Helper()
	rec, bodies, err := codec.Encode(newFiller(t, seed).event(everyEvent[i]), entropy(byte(i)))
	require.NoError(t, err)
	g := golden{Type: rec.Type, Version: rec.Version, At: rec.At, Data: rec.Data, Bodies: map[string][]byte{}}
	for _, b := range bodies {
		g.Bodies[b.Name] = b.Data
	}
	return g
}
