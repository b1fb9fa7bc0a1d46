package fake

import (
	"os"
	"regexp"
	"testing"
	"unicode"

	"github.com/stretchr/testify/require"
	"github.com/torikime/torikime/policy"
)

// Every word of the pages exists in both languages, and every word that exists is used.
func TestWords(t *testing.T) {
	t.Parallel()
	used := map[string]bool{}
	for _, file := range []string{"page.go", "page.html"} {
		data, err := os.ReadFile(file)
		require.NoError(t, err)
		for _, m := range regexp.MustCompile(`"([a-z]+(\.[a-z]+)?)"`).FindAllStringSubmatch(string(data), -1) {
			used[m[1]] = true
		}
	}
	for key, w := range pageWords {
		require.True(t, used[key], "%q is never said", key)
		require.NotEmpty(t, w.en, key)
		require.True(t, regexp.MustCompile(`\p{Hiragana}|\p{Katakana}|\p{Han}`).MatchString(w.ja), key)
		for _, r := range w.en {
			require.LessOrEqual(t, r, rune(unicode.MaxLatin1), key)
		}
	}
	for _, key := range regexp.MustCompile(`(?:Title|Said)(?:, v\.Said)?(?:: | = )"([a-z.]+)"`).FindAllStringSubmatch(read(t, "page.go"), -1) {
		require.NotEmpty(t, say(policy.English, key[1]), key[1])
	}
	for _, key := range regexp.MustCompile(`\{\{t \$?\.Lang "([a-z.]+)"`).FindAllStringSubmatch(read(t, "page.html"), -1) {
		require.NotEmpty(t, say(policy.Japanese, key[1]), key[1])
	}
}

func read(t *testing.T, path string) string {
	data, err := os.ReadFile(path)
	require.NoError(t, err)
	return string(data)
}
