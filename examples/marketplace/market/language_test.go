package market

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/policy"
)

// The language is the one that the client likes best among the two; English if none.
func TestLanguageOf(t *testing.T) {
	t.Parallel()
	for accept, want := range map[string]policy.Language{
		"": policy.English, "ja": policy.Japanese, "ja-JP,en;q=0.9": policy.Japanese, "en,ja;q=0.9": policy.English,
		"fr;q=1, ja;q=0.2": policy.Japanese, "ja;q=0": policy.English, "*": policy.English, "ja;q=x": policy.English,
		"en;q=0.5, ja;q=0.7": policy.Japanese, "de,en;q=0.3": policy.English, "fr": policy.English,
	} {
		require.Equal(t, want, LanguageOf(accept), accept)
	}
}
