package api

import (
	"testing"

	"github.com/stretchr/testify/require"
)

// Half of a character is refused, wherever it stands; whole ones, and what only
// looks like an escape, are read as they are.
func TestDecodeHalfCharacters(t *testing.T) {
	t.Parallel()
	for text, right := range map[string]string{
		`\ud83d\ude00`: "😀", `\\ud83d`: `\ud83d`, `a\u00e9`: "aé", `\ud83d\ude00\n`: "😀\n", `x`: "x", `\uFFFD`: "\uFFFD",
	} {
		var b CheckText
		require.Nil(t, decode([]byte(`{"text":"`+text+`"}`), &b), text)
		require.Equal(t, right, b.Text)
	}
	for _, text := range []string{`\ud83d`, `\ude00`, `\ude00\ud83d`, `a\ud83dx`, `\uD83D\n`, `\ud83d\ud83d\ude00`, `\\\ud83d`} {
		var b CheckText
		no := decode([]byte(`{"text":"`+text+`"}`), &b)
		require.NotNil(t, no, text)
		require.Equal(t, "utf16", no.Faults[0].Code)
	}
}
