package contact_test

import (
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// T8.3 What people say about an order all day has no findings.
func TestScan_Ordinary(t *testing.T) {
	t.Parallel()
	s := scanner(t)
	file, err := os.ReadFile("testdata/innocent.txt")
	require.NoError(t, err)
	lines := strings.Split(strings.TrimSpace(string(file)), "\n")
	require.Greater(t, len(lines), 150)
	for _, text := range lines {
		if found := s.Scan(text); len(found) > 0 {
			t.Errorf("%s: %s %q in %q", found[0].Kind, found[0].Why, text[found[0].Start:found[0].End], text)
		}
	}
}
