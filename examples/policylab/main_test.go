package main

import (
	"bytes"
	"encoding/xml"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/policy"
)

// ran is what the program says and how it ends.
func ran(args ...string) (code int, stdout, stderr string) {
	var out, err bytes.Buffer
	code = run(args, &out, &err)
	return code, out.String(), err.String()
}

// file is the default preset, changed, as a file.
func file(t *testing.T, change func(*policy.Policy)) string {
	t.Helper()
	p, err := policy.Preset(policy.Default)
	require.NoError(t, err)
	change(p)
	data, err := p.JSON()
	require.NoError(t, err)
	name := filepath.Join(t.TempDir(), "policy.json")
	require.NoError(t, os.WriteFile(name, data, 0o600))
	return name
}

// A preset is good, and what is said of it is readable in both languages: no line
// is wider than a terminal.
func TestPresets(t *testing.T) {
	t.Parallel()
	for _, name := range policy.Presets() {
		for lang, last := range map[string]string{"en": "0 errors", "ja": "エラー0件"} {
			code, out, _ := ran("-lang", lang, name)
			require.Equal(t, good, code)
			require.Contains(t, out, last)
			for _, line := range strings.Split(out, "\n") {
				require.LessOrEqual(t, width(line), 80, line)
			}
		}
	}
}

// A policy that can't work ends with 1 and says where and what to do; so does one
// that is not valid, and a file that is not there.
func TestFaults(t *testing.T) {
	t.Parallel()
	code, out, _ := ran(file(t, func(p *policy.Policy) { p.Purchase.PaymentDue = policy.Hours(0) }))
	require.Equal(t, faulty, code)
	require.True(t, strings.HasPrefix(out, "ERROR  purchase.payment_due  T1.5  ends_at_once\n    This time ends"), out)
	require.Contains(t, out, "→ Give a period")
	code, _, said := ran(file(t, func(p *policy.Policy) { p.Delivery.Declines = -1 }))
	require.Equal(t, faulty, code)
	require.Contains(t, said, "delivery.declines")
	code, _, said = ran(filepath.Join(t.TempDir(), "none.json"))
	require.Equal(t, faulty, code)
	require.Contains(t, said, "none.json")
}

// Flags may stand before the name or after it, a count of one is told in the
// singular, and an empty file is called empty.
func TestWords(t *testing.T) {
	t.Parallel()
	for _, args := range [][]string{{"-lang", "en", "coconala"}, {"coconala", "-lang", "en"}, {"-lang=en", "--", "coconala"}} {
		code, out, said := ran(args...)
		require.Equal(t, good, code, said)
		require.True(t, strings.HasSuffix(out, "\ncoconala: 0 errors, 1 warning, 3 notes\n"), out)
	}
	_, _, said := ran("--", "-lang")
	require.Contains(t, said, "no preset has this name", "behind -- everything is a name")
	for _, text := range []string{"", " \n"} {
		name := filepath.Join(t.TempDir(), "empty.json")
		require.NoError(t, os.WriteFile(name, []byte(text), 0o600))
		code, _, said := ran(name)
		require.Equal(t, faulty, code)
		require.Contains(t, said, "the file is empty")
	}
}

// The pictures go to the output alone.
func TestDiagrams(t *testing.T) {
	t.Parallel()
	code, out, said := ran("-diagram", "svg", "-lang", "ja", policy.Default)
	require.Equal(t, good, code)
	require.Empty(t, said)
	require.NoError(t, xml.Unmarshal([]byte(out), new(struct{ XMLName xml.Name })))
	require.Contains(t, out, "制作中")
	_, out, _ = ran("-diagram", "mermaid", policy.Default)
	require.True(t, strings.HasPrefix(out, "stateDiagram-v2\n"))
}

// Whoever calls it wrongly hears how to do it, and nothing is printed.
func TestMisused(t *testing.T) {
	t.Parallel()
	for _, args := range [][]string{{}, {"a", "b"}, {"a", "-lang", "ja", "b"}, {policy.Default, "-x"}, {"-diagram", "png", policy.Default}, {"-lang", "fr", policy.Default}, {"-x"}} {
		code, out, said := ran(args...)
		require.Equal(t, misused, code, args)
		require.Empty(t, out)
		require.NotEmpty(t, said)
	}
	code, _, said := ran("-h")
	require.Equal(t, good, code)
	require.Contains(t, said, "FILE|PRESET")
}
