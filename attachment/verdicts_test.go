package attachment_test

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/attachment"
	"github.com/torikime/torikime/policy"
)

var update = flag.Bool("update", false, "write testdata/verdicts.md anew")

// The table of verdicts on all samples and all hostile files is kept true, so
// that a change of judgement is seen (T7.3, T7.4).
func TestVerdicts(t *testing.T) {
	t.Parallel()
	const path = "testdata/verdicts.md"
	var b strings.Builder
	b.WriteString("# Verdicts\n\nWritten by `go test ./attachment -run Verdicts -update`, and kept true by the same test.\n\n" +
		"Files that real programs made (samples/README.md):\n\n| file | bytes | verdict |\n| --- | --- | --- |\n")
	for _, name := range samples(t) {
		fmt.Fprintf(&b, "| %s | %d | %s |\n", name, len(sample(name)), verdict(t, name, sample(name)))
	}
	b.WriteString("\nHostile and mistaken files, which the tests make:\n\n| file | named | verdict | in words |\n| --- | --- | --- | --- |\n")
	for _, row := range hostile(t) {
		_, no, err := attachment.Judge([]attachment.File{file(row.name, row.body)}, attachment.Talkroom, rules())
		require.NoError(t, err)
		require.NotNil(t, no, row.rule)
		what, _ := strings.CutPrefix(row.rule, row.rule[:5])
		fmt.Fprintf(&b, "| %s | %s | %s/%s | %s |\n", what, attachment.CleanName(row.name, 60), no.Rule, no.Code,
			strings.ReplaceAll(no.Faults[0].Text(policy.Japanese), "|", `\|`))
	}
	if *update {
		require.NoError(t, os.WriteFile(path, []byte(b.String()), 0o644))
	}
	want, err := os.ReadFile(path)
	require.NoError(t, err)
	require.Equal(t, string(want), b.String(), "if that is meant: go test ./attachment -run Verdicts -update")
}
