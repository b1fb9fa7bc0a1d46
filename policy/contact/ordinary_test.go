package contact_test

import (
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/policy"
)

// T8.3 What people say to get in touch elsewhere, in many voices, has an invitation in it.
func TestScan_Invitations(t *testing.T) {
	t.Parallel()
	s := scanner(t)
	file, err := os.ReadFile("testdata/invitations.txt")
	require.NoError(t, err)
	lines := strings.Split(strings.TrimSpace(string(file)), "\n")
	require.Greater(t, len(lines), 100)
	for _, text := range lines {
		found := slices.ContainsFunc(s.Scan(text), func(f policy.Found) bool { return f.Kind == policy.FoundInvitation })
		if !found {
			t.Errorf("no invitation in %q", text)
		}
	}
}

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

// T8.3 Paying outside and meeting are found in every voice: each line has its kind before
// the text.
func TestScan_Outside(t *testing.T) {
	t.Parallel()
	s := scanner(t)
	file, err := os.ReadFile("testdata/outside.txt")
	require.NoError(t, err)
	lines := strings.Split(strings.TrimSpace(string(file)), "\n")
	require.Greater(t, len(lines), 350)
	for _, line := range lines {
		kind, text, _ := strings.Cut(line, " ")
		if !slices.ContainsFunc(s.Scan(text), func(f policy.Found) bool { return f.Kind == policy.Finding(kind) }) {
			t.Errorf("no %s in %q", kind, text)
		}
	}
}
