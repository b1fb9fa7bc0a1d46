package phone_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/policy/contact/phone"
)

// T8.3 A number is valid if its country gives it out: of that length, with those
// first digits.
func TestValid(t *testing.T) {
	t.Parallel()
	for number, want := range map[string]bool{
		"+819012345678":     true,
		"+81312345678":      true,
		"+8190123456":       false, // two digits too few
		"+81901234567890":   false,
		"+14155550132":      true,
		"+1415555013":       false,
		"+447911123456":     true,
		"+447700900123":     false, // kept for films
		"+821055550101":     true,
		"+886912000111":     true,
		"+810012345678":     false, // no such prefix
		"+999123456789":     false, // no such country
		"":                  false,
		"+":                 false,
		"819012345678":      false, // no plus
		"+81 90 1234 5678":  false, // not digits alone
		"+８１９０１２３４５６７８":     false,
		"+81901234567\xff":  false,
		"tel:+819012345678": false,
	} {
		require.Equal(t, want, phone.Valid(number), "%q", number)
	}
	require.False(t, phone.Valid("+"+strings.Repeat("1", 1<<20)))
}
