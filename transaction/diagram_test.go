package transaction_test

import (
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/transaction"
)

var updateDiagram = flag.Bool("update-diagram", false, "write the golden diagrams and lints again; commit only a change that you understand")

// golden compares a text with a file of testdata.
func golden(t *testing.T, got string, path ...string) {
	t.Helper()
	file := filepath.Join(append([]string{"testdata"}, path...)...)
	if *updateDiagram {
		require.NoError(t, os.MkdirAll(filepath.Dir(file), 0o755))
		require.NoError(t, os.WriteFile(file, []byte(got), 0o644))
	}
	want, err := os.ReadFile(file)
	require.NoError(t, err)
	require.Equal(t, string(want), got)
}

// The diagrams of each edition are those in testdata; they are drawn by walking
// through the machine, so a changed rule shows here.
func TestDiagram(t *testing.T) {
	t.Parallel()
	for _, name := range policy.Presets() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p, err := policy.Preset(name)
			require.NoError(t, err)
			g := transaction.Draw(&p.Terms)
			golden(t, g.Mermaid(), "diagram", name+".mmd")
			golden(t, g.SVG(policy.English), "diagram", name+".svg")
			golden(t, g.SVG(policy.Japanese), "diagram", name+".ja.svg")
		})
	}
}
