package transactiontest_test

import (
	"flag"
	"testing"

	"github.com/torikime/torikime/store/memory"
	"github.com/torikime/torikime/transaction/transactiontest"
)

// rewrite writes what happens into the scripts. Commit only what you understand:
// a script that was rewritten without being read proves nothing.
var rewrite = flag.Bool("rewrite", false, "write what happens into testdata/*.txt instead of comparing it")

// Every story holds on the bare rules.
func TestScripts_Core(t *testing.T) {
	t.Parallel()
	if *rewrite {
		transactiontest.RunDir(t, "testdata", true, transactiontest.NewCoreWorld)
		return
	}
	transactiontest.RunScripts(t, transactiontest.NewCoreWorld)
}

// T0.2, T0.3: every story holds on the engine, whether somebody sweeps or nobody.
func TestScripts_Engine(t *testing.T) {
	t.Parallel()
	if *rewrite {
		t.Skip("the scripts are being rewritten")
	}
	for name, sweeps := range map[string]bool{"swept": true, "never swept": false} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			transactiontest.RunScripts(t, func(t testing.TB, s transactiontest.Setup) transactiontest.World {
				return transactiontest.NewEngineWorld(t, memory.New(), s, sweeps)
			})
		})
	}
}
