package contact_test

import (
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/policy"
)

// lines are those of a file of texts.
func lines(t testing.TB, name string) []string {
	t.Helper()
	file, err := os.ReadFile("testdata/" + name + ".txt")
	require.NoError(t, err)
	return strings.Split(strings.TrimSpace(string(file)), "\n")
}

// T8.3 What people say to get in touch elsewhere, in many voices, has an invitation in it.
func TestScan_Invitations(t *testing.T) {
	t.Parallel()
	s := scanner(t)
	texts := lines(t, "invitations")
	require.Greater(t, len(texts), 100)
	for _, text := range texts {
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
	texts := lines(t, "innocent")
	require.Greater(t, len(texts), 150)
	for _, text := range texts {
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
	texts := lines(t, "outside")
	require.Greater(t, len(texts), 350)
	for _, line := range texts {
		kind, text, _ := strings.Cut(line, " ")
		if !slices.ContainsFunc(s.Scan(text), func(f policy.Found) bool { return f.Kind == policy.Finding(kind) }) {
			t.Errorf("no %s in %q", kind, text)
		}
	}
}
