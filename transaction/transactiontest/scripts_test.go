package transactiontest_test

import (
	"flag"
	"testing"

	"github.com/torikime/torikime/transaction/transactiontest"
)

// rewrite writes what happens into the scripts. Commit only what you understand:
// a script that was rewritten without being read proves nothing.
var rewrite = flag.Bool("rewrite", false, "write what happens into testdata/*.txt instead of comparing it")

// Every story holds on the bare rules.
func TestScriptsOnTheCore(t *testing.T) {
	t.Parallel()
	if *rewrite {
		transactiontest.RunDir(t, "testdata", true, transactiontest.NewCoreWorld)
		return
	}
	transactiontest.RunScripts(t, transactiontest.NewCoreWorld)
}
