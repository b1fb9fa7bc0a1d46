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

// unkept are the rules of sections 0 to 7 that no code keeps yet, and why. A
// rule leaves this list with its first test.
var unkept = map[string]string{
	"T7.7": "links are found where section 8 is kept",
}

var anyRule = regexp.MustCompile(`\bT\d+\.\d+\b`)

// Every rule that the code keeps is named where it is proved: in a test, a script
// or a golden file. So anybody can go from a rule to its proof.
func TestEveryRuleIsProved(t *testing.T) {
	t.Parallel()
	proofs := rulesIn(t, "..")
	for _, r := range policy.Rules() {
		section, _, _ := strings.Cut(strings.TrimPrefix(r.ID, "T"), ".")
		if !strings.Contains("0 1 2 3 4 5 6 7", section) {
			continue
		}
		if why, ok := unkept[r.ID]; ok {
			require.NotEmpty(t, why)
			continue
		}
		require.NotEmpty(t, proofs[r.ID], "no test, script or golden file names %s: %s", r.ID, r.English)
	}
	for id := range unkept {
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
		if name == "rules_coverage_test.go" || filepath.Dir(path) == filepath.Join(root, "policy") || !script && !strings.HasSuffix(name, "_test.go") {
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
