package policy

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// Every refusal that the source of the rules can produce has words of its own, so
// that a new one without words does not go unnoticed. A rule or code that is no
// literal stands for all that it can be: the literals of its function, or the
// rules of the table of gates.
func TestEveryRefusalInTheSourceHasWords(t *testing.T) {
	t.Parallel()
	found := 0
	for _, dir := range []string{"../cancel", "../review", "../transaction", "../transaction/listing", "../transaction/conversation", "../transaction/quotation", "../transaction/inbox", "../transaction/payout", "../transaction/transfer", "../transaction/engine"} {
		source := readSource(t, dir)
		for _, call := range source.calls {
			codes := source.literals(call.fn, call.args[2], func(string) bool { return true })
			require.NotEmpty(t, codes, "%s: a refusal whose code nobody can tell", call.at)
			for _, rule := range source.literals(call.fn, call.args[1], ruleID.MatchString) {
				_, known := FindRule(rule)
				require.True(t, known, "%s: no rule %s", call.at, rule)
				for _, code := range codes {
					found++
					_, own := refusals[rule+"/"+code]
					_, shared := codeRefusals[code]
					require.True(t, own || shared, "%s: no words for %s/%s", call.at, rule, code)
				}
			}
		}
	}
	require.Greater(t, found, 60, "the source was read")
}

type source struct {
	calls []rejectCall
	gates []string // the rules of the table of gates
}

// rejectCall is a call of policy.Reject, and the function around it.
type rejectCall struct {
	at   string
	fn   *ast.FuncDecl
	args []ast.Expr
}

func readSource(t *testing.T, dir string) source {
	files, err := filepath.Glob(filepath.Join(dir, "*.go"))
	require.NoError(t, err)
	require.NotEmpty(t, files)
	var src source
	set := token.NewFileSet()
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		tree, err := parser.ParseFile(set, file, nil, 0)
		require.NoError(t, err)
		for _, decl := range tree.Decls {
			fn, _ := decl.(*ast.FuncDecl)
			ast.Inspect(decl, func(n ast.Node) bool {
				switch n := n.(type) {
				case *ast.CallExpr:
					if isReject(n) {
						src.calls = append(src.calls, rejectCall{set.Position(n.Pos()).String(), fn, n.Args})
					}
				case *ast.KeyValueExpr:
					if key, ok := n.Key.(*ast.Ident); ok && key.Name == "rule" {
						src.gates = append(src.gates, texts(n.Value)...)
					}
				}
				return true
			})
		}
	}
	return src
}

func isReject(call *ast.CallExpr) bool {
	fun, ok := call.Fun.(*ast.SelectorExpr)
	if !ok || len(call.Args) != 3 {
		return false
	}
	pkg, ok := fun.X.(*ast.Ident)
	return ok && pkg.Name == "policy" && fun.Sel.Name == "Reject"
}

// literals are what an argument can be.
func (s *source) literals(fn *ast.FuncDecl, arg ast.Expr, fits func(string) bool) []string {
	switch arg := arg.(type) {
	case *ast.BinaryExpr: // a prefix and a side
		return []string{texts(arg.X)[0] + "buyer", texts(arg.X)[0] + "seller"}
	case *ast.BasicLit:
		return texts(arg)
	case *ast.Ident: // a variable, or a parameter that a gate's rule is given to
		if list := assigned(fn, arg.Name); len(list) > 0 {
			return list
		}
		return s.gates
	case *ast.SelectorExpr:
		if arg.Sel.Name == "rule" {
			return s.gates
		}
	}
	var list []string
	for _, text := range texts(fn.Body) {
		if fits(text) {
			list = append(list, text)
		}
	}
	return list
}

// assigned are the literals that a function assigns to a variable.
func assigned(fn *ast.FuncDecl, name string) []string {
	var list []string
	ast.Inspect(fn.Body, func(n ast.Node) bool {
		if set, ok := n.(*ast.AssignStmt); ok && len(set.Lhs) == 1 {
			if id, ok := set.Lhs[0].(*ast.Ident); ok && id.Name == name {
				list = append(list, texts(set.Rhs[0])...)
			}
		}
		return true
	})
	return list
}

// texts are the string literals under a node.
func texts(n ast.Node) []string {
	var list []string
	ast.Inspect(n, func(n ast.Node) bool {
		if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING {
			if text, err := strconv.Unquote(lit.Value); err == nil {
				list = append(list, text)
			}
		}
		return true
	})
	return list
}
