package transaction_test

import (
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

const module = "github.com/torikime/torikime/"

// layers are the packages of the root module from the bottom to the top, each
// with what it may import of the module. A package imports downwards only.
var layers = []struct {
	pkg  string
	pure bool
	may  []string
}{
	{"policy/money", true, nil},
	{"policy", true, []string{"policy/money"}},
	{"policy/contact", true, []string{"policy"}},
	{"cancel", true, []string{"policy", "policy/money"}},
	{"review", true, []string{"policy", "policy/money"}},
	{"review/standing", true, []string{"policy", "policy/money"}},
	{"attachment", true, []string{"policy", "policy/money"}},
	{"transaction/internal/stamp", true, nil},
	{"transaction/internal/strict", true, nil},
	{"transaction/ledger", true, []string{"policy", "policy/money"}},
	{"transaction", true, []string{"policy", "policy/money", "cancel", "review", "transaction/internal/stamp", "transaction/ledger"}},
	{"transaction/codec", true, []string{"policy", "policy/money", "transaction", "transaction/ledger"}},
	{"transaction/listing", true, []string{"policy", "policy/money", "transaction", "transaction/codec", "transaction/internal/stamp", "transaction/internal/strict"}},
	{"transaction/conversation", true, []string{"policy", "policy/money", "transaction", "transaction/codec", "transaction/internal/stamp", "transaction/internal/strict"}},
	{"transaction/quotation", true, []string{"policy", "policy/money", "transaction", "transaction/codec", "transaction/internal/stamp", "transaction/internal/strict"}},
	{"transaction/inbox", true, []string{"policy", "policy/money", "transaction"}},
	{"transaction/transfer", true, []string{"policy", "policy/money", "transaction", "transaction/codec", "transaction/internal/strict", "transaction/ledger"}},
	{"transaction/payout", true, []string{"policy", "policy/money", "transaction", "transaction/codec", "transaction/internal/stamp", "transaction/internal/strict", "transaction/ledger", "transaction/transfer"}},
	{"transaction/payment", false, []string{"policy", "policy/money", "transaction/transfer"}},
	{"transaction/payment/paypal", false, []string{"policy", "policy/money", "transaction/payment", "transaction/transfer"}},
	{"transaction/payment/paypal/paypaltest", false, []string{"policy/money", "transaction/payment", "transaction/payment/fake", "transaction/payment/paypal", "transaction/transfer"}},
	{"transaction/payment/fake", false, []string{"policy", "policy/money", "transaction/payment", "transaction/transfer"}},
	{"transaction/payment/reconcile", false, []string{"policy", "policy/money", "transaction/payment", "transaction/transfer"}},
	{"transaction/payment/paymenttest", false, []string{"policy", "policy/money", "transaction/payment", "transaction/transfer"}},
	{"store", false, nil},
	{"store/memory", false, []string{"store"}},
	{"store/outbox", false, []string{"store"}},
	{"store/sqlstore", false, []string{"store"}},
	{"store/storetest", false, []string{"store"}},
	{"transaction/engine", false, []string{"policy", "policy/contact", "policy/money", "review/standing", "transaction", "transaction/ledger", "transaction/listing", "transaction/conversation", "transaction/quotation", "transaction/codec", "transaction/transfer", "transaction/payment", "transaction/payment/reconcile", "transaction/payout", "store"}},
	{"transaction/engine/internal/mortal", false, []string{"transaction/payment", "store"}},
	{"transaction/engine/enginetest", false, []string{"transaction/engine/internal/mortal", "policy", "policy/money", "review/standing", "transaction", "transaction/ledger", "transaction/listing", "transaction/conversation", "transaction/quotation", "transaction/codec", "transaction/transfer", "transaction/payout", "transaction/payment", "transaction/payment/fake", "transaction/engine", "store", "store/memory"}},
	{"transaction/transactiontest", false, []string{"policy", "policy/money", "transaction", "transaction/ledger", "transaction/listing", "transaction/conversation", "transaction/quotation", "transaction/codec", "transaction/engine", "transaction/inbox", "cancel", "review/standing", "store", "store/memory"}},
}

// forbidden is what no pure package imports, and why.
var forbidden = map[string]string{
	"context": "a rule waits for nothing", "os": "a rule reads no disk", "net": "a rule calls nobody", "net/http": "a rule calls nobody",
	"database/sql": "no rule lives in a database", "log": "a rule tells nobody", "log/slog": "a rule tells nobody",
	"math/rand": "a rule leaves nothing to chance", "math/rand/v2": "a rule leaves nothing to chance", "crypto/rand": "a rule leaves nothing to chance",
	"sync": "a rule runs alone", "github.com/benbjohnson/clock": "time is handed in",
}

// forbiddenNames are names of package time that a pure package does not use.
var forbiddenNames = []string{"Now", "Since", "Until", "LoadLocation", "Local", "Sleep", "After", "AfterFunc", "Tick", "NewTimer", "NewTicker"}

// drivers are names that mean a database driver or a provider's SDK: they live in
// modules of their own, and nobody who embeds the rules gets them.
var drivers = []string{"modernc.org", "github.com/jackc", "github.com/mattn", "github.com/stripe"}

type listed struct {
	ImportPath, Dir string
	Imports         []string
	GoFiles         []string
}

// Imports point downwards: the rules know no clock, disk, network or store; a
// store knows nothing of marketplaces; the engine alone joins the two.
func TestDirectionOfImports(t *testing.T) {
	t.Parallel()
	packages := listPackages(t)
	require.NotEmpty(t, packages)
	for _, p := range packages {
		name := strings.TrimPrefix(p.ImportPath, module)
		i := slices.IndexFunc(layers, func(l struct {
			pkg  string
			pure bool
			may  []string
		}) bool {
			return l.pkg == name
		})
		require.GreaterOrEqual(t, i, 0, "package %s stands in no layer: decide what it may import, and add it to the table", name)
		layer := layers[i]
		for _, imported := range p.Imports {
			if inside, ok := strings.CutPrefix(imported, module); ok {
				require.Contains(t, layer.may, inside, "%s imports %s, which is not below it", name, inside)
			}
			for _, d := range drivers {
				require.False(t, strings.HasPrefix(imported, d), "%s imports %s: drivers and SDKs live in leaf modules", name, imported)
			}
			if layer.pure {
				why, bad := forbidden[imported]
				require.False(t, bad, "%s imports %s, but %s", name, imported, why)
			}
		}
		if layer.pure {
			for _, file := range p.GoFiles {
				checkSyntax(t, filepath.Join(p.Dir, file))
			}
		}
	}
}

func listPackages(t *testing.T) []listed {
	t.Helper()
	cmd := exec.Command("go", "list", "-json=ImportPath,Dir,Imports,GoFiles", "./...")
	cmd.Dir = ".."
	cmd.Env = append(os.Environ(), "GOWORK=off")
	out, err := cmd.Output()
	require.NoError(t, err)
	var packages []listed
	for dec := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p listed
		if err := dec.Decode(&p); err == io.EOF {
			return packages
		} else {
			require.NoError(t, err)
		}
		packages = append(packages, p)
	}
}

// checkSyntax finds what an import alone does not show: the clock of package
// time, goroutines, and functions that run by themselves at start.
func checkSyntax(t *testing.T, path string) {
	t.Helper()
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, path, nil, 0)
	require.NoError(t, err)
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.SelectorExpr:
			if pkg, ok := n.X.(*ast.Ident); ok && pkg.Name == "time" && pkg.Obj == nil {
				require.NotContains(t, forbiddenNames, n.Sel.Name, "%s: a pure package uses time.%s; time is handed in", fset.Position(n.Pos()), n.Sel.Name)
			}
		case *ast.GoStmt:
			require.Fail(t, "a goroutine in a pure package", fset.Position(n.Pos()).String())
		case *ast.FuncDecl:
			require.False(t, n.Recv == nil && n.Name.Name == "init", "%s: an init function; nothing runs by itself", fset.Position(n.Pos()))
		}
		return true
	})
}
