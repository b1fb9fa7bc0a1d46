package main

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// The example does what the README says it prints.
func Example() {
	main()
	// Output:
	// not yet: T3.2: The last word in the talkroom must be yours: write to the seller first.
	// cancelled at 2030-01-12T00:00:00Z and 10000 JPY go back
}

// The README shows this file, to the letter.
func TestReadmeShowsThisFile(t *testing.T) {
	t.Parallel()
	code, err := os.ReadFile("main.go")
	require.NoError(t, err)
	require.Contains(t, readme(t), "```go\n"+string(code)+"```\n", "README.md shows another example than examples/quickstart/main.go")
}

// Every test that the README's table of guarantees names is there.
func TestReadmeNamesRealTests(t *testing.T) {
	t.Parallel()
	known := map[string]bool{}
	declared := regexp.MustCompile(`(?m)^func ((?:Test|Fuzz|Benchmark)\w+)\(`)
	root := filepath.Join("..", "..")
	require.NoError(t, filepath.WalkDir(root, func(path string, _ fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, "_test.go") {
			return err
		}
		code, err := os.ReadFile(path)
		for _, m := range declared.FindAllStringSubmatch(string(code), -1) {
			known[m[1]] = true
		}
		return err
	}))
	named := regexp.MustCompile("`((?:Test|Fuzz|Benchmark)\\w+)`").FindAllStringSubmatch(readme(t), -1)
	require.NotEmpty(t, named)
	for _, m := range named {
		require.True(t, known[m[1]], "README.md names %s, which is no test", m[1])
	}
}

func readme(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("..", "..", "README.md"))
	require.NoError(t, err)
	return string(text)
}
