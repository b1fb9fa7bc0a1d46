package sqlitetest

import (
	"testing"

	"github.com/torikime/torikime/transaction/transactiontest"
)

// T0.2, T0.3: every story that the bare rules tell is told by the engine over
// SQLite, letter by letter, whether somebody sweeps or nobody.
func TestScripts_SQLite(t *testing.T) {
	t.Parallel()
	for name, sweeps := range map[string]bool{"swept": true, "never swept": false} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			transactiontest.RunScripts(t, func(t testing.TB, s transactiontest.Setup) transactiontest.World {
				return transactiontest.NewEngineWorld(t, open(t, database(t, file(t), "")), s, sweeps)
			})
		})
	}
}
