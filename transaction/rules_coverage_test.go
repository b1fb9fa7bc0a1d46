package transaction_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/policy"
)

// elsewhere are the rules that no package of this library keeps, and why.
var elsewhere = map[string]string{
	"T9.6": "signing up is a matter of the host's own",
}

var anyRule = regexp.MustCompile(`\bT\d+\.\d+\b`)

// Every rule that the code keeps is named where it is proved: in a test, a script
// or a golden file. So anybody can go from a rule to its proof.
func TestEveryRuleIsProved(t *testing.T) {
	t.Parallel()
	proofs := rulesIn(t, "..")
	for _, r := range policy.Rules() {
		if elsewhere[r.ID] != "" {
			continue
		}
		require.NotEmpty(t, proofs[r.ID], "no test, script or golden file names %s: %s", r.ID, r.English)
	}
	for id := range elsewhere {
		_, known := policy.FindRule(id)
		require.True(t, known, "%s is no rule", id)
	}
}

// rulesIn says which files prove which rule. Presets' tests prove numbers, and
// texts' tests words, not rules: the folder policy itself is left out.
func rulesIn(t *testing.T, root string) map[string][]string {
	proofs := map[string][]string{}
	err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name := entry.Name()
		if entry.IsDir() {
			if name != ".." && strings.HasPrefix(name, ".") || name == "node_modules" {
				return filepath.SkipDir
			}
			return nil
		}
		script := strings.Contains(filepath.ToSlash(path), "/testdata/")
		if name == "rules_coverage_test.go" || filepath.Ext(name) == ".md" || filepath.Dir(path) == filepath.Join(root, "policy") || !script && !strings.HasSuffix(name, "_test.go") {
			return nil
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		for _, id := range anyRule.FindAllString(string(data), -1) {
			proofs[id] = append(proofs[id], path)
		}
		return nil
	})
	require.NoError(t, err)
	return proofs
}
