package transactiontest_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// advice is every piece of advice in the two articles: the four of NC with the
// mechanism around them, and of SB what must be written, the notes that a listing should
// carry, what is to be minded, and the troubles.
var advice = []string{
	"NC mechanism", "NC symmetry", "NC 1", "NC 2", "NC 3", "NC 4",
	"SB must 1", "SB must 2", "SB must 3", "SB must 4", "SB must 5",
	"SB note 1", "SB note 2", "SB note 3", "SB note 4", "SB note 5",
	"SB attention 1", "SB attention 2", "SB attention 3", "SB attention 4",
	"SB attention 5", "SB attention 6", "SB attention 7", "SB attention 8",
	"SB trouble 1", "SB trouble 2",
}

// adviceRow is a row of the table in testdata/README.md.
var adviceRow = regexp.MustCompile(`(?m)^\| ((?:NC|SB) [^|]*?) \| ([^|]+?) \| ([^|]+?) \| ([^|]+?) \|$`)

var scriptName = regexp.MustCompile("`([a-z0-9-]+)`")

// Every piece of advice stands in the table, once and in order, with scripts that
// exist; every script that was written for an article is named there, and says
// in its first line which article it tells and by which rules.
func TestScripts_Articles(t *testing.T) {
	t.Parallel()
	readme, err := os.ReadFile(filepath.Join("testdata", "README.md"))
	require.NoError(t, err)
	var items []string
	named := map[string]bool{}
	for _, row := range adviceRow.FindAllStringSubmatch(string(readme), -1) {
		items = append(items, row[1])
		scripts := scriptName.FindAllStringSubmatch(row[3], -1)
		require.NotEmpty(t, scripts, "%s names no script", row[1])
		for _, script := range scripts {
			require.FileExists(t, filepath.Join("testdata", script[1]+".txt"), row[1])
			named[script[1]] = true
		}
	}
	require.Equal(t, advice, items)

	files, err := filepath.Glob(filepath.Join("testdata", "*.txt"))
	require.NoError(t, err)
	rule := regexp.MustCompile(`\(T\d+\.\d+(, T\d+\.\d+)*\)`)
	for _, file := range files {
		name := strings.TrimSuffix(filepath.Base(file), ".txt")
		article, rest, _ := strings.Cut(name, "-")
		if article != "nc" && article != "sb" || rest == "" {
			continue
		}
		require.True(t, named[name], "testdata/README.md does not name %s", name)
		text, err := os.ReadFile(file)
		require.NoError(t, err)
		comment, _, _ := strings.Cut(string(text), "\npolicy ")
		comment = strings.ReplaceAll(comment, "\n# ", " ")
		require.True(t, strings.HasPrefix(comment, "# "+strings.ToUpper(article)+" ") || strings.HasPrefix(comment, "# "+strings.ToUpper(article)+","), "%s does not say what it tells", name)
		require.Contains(t, comment, `"`, "%s does not say what the article says", name)
		require.Regexp(t, rule, comment, "%s names no rule", name)
	}
}
