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

var updateDiagram = flag.Bool("update-diagram", false, "write the golden diagrams again; commit only a change that you understand")

// The diagram of each edition is the one in testdata; it is drawn by walking
// through the machine, so a changed rule shows here.
func TestDiagram(t *testing.T) {
	t.Parallel()
	for _, name := range policy.Presets() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p, err := policy.Preset(name)
			require.NoError(t, err)
			got := transaction.Diagram(&p.Terms)
			path := filepath.Join("testdata", name+".mmd")
			if *updateDiagram {
				require.NoError(t, os.WriteFile(path, []byte(got), 0o644))
			}
			want, err := os.ReadFile(path)
			require.NoError(t, err)
			require.Equal(t, string(want), got)
		})
	}
}
