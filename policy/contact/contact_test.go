package contact_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/policy/contact"
)

// A text without anything in it has no findings.
func TestScan_Blank(t *testing.T) {
	t.Parallel()
	s := scanner(t)
	for _, text := range []string{"", " ", "\n\t　", "\u200b\u200d\ufeff"} {
		require.Nil(t, s.Scan(text))
	}
}

// scanner is a scanner for the default preset.
func scanner(t testing.TB) *contact.Scanner {
	t.Helper()
	p, err := policy.Preset(policy.Default)
	require.NoError(t, err)
	s, err := contact.New(&p.Contact, contact.Options{})
	require.NoError(t, err)
	return s
}
