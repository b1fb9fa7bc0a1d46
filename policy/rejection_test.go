package policy_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/policy"
)

// A refusal lists the faults of its input in English, and is no less of a refusal
// with parameters that its words don't name.
func TestRejectionText(t *testing.T) {
	t.Parallel()
	r := policy.Reject(policy.Invalid, "T7.3", "").With("file", "a.exe").With("kind", "exe")
	require.Equal(t, map[string]string{"file": "a.exe", "kind": "exe"}, r.Params)
	bare := r.Text(policy.English)
	r.Faults = []policy.Fault{{Path: "a.exe", Message: "is a program"}, {Message: "is empty"}}
	require.Equal(t, bare+" (a.exe: is a program; is empty)", r.Text(policy.English))
	require.Equal(t, "T7.3: "+r.Text(policy.English), r.Error())
}

// Faults list themselves by path, one a line.
func TestFaultsError(t *testing.T) {
	t.Parallel()
	one := policy.Faults{{Path: "b", Message: "is wrong"}}
	require.EqualError(t, one, "b: is wrong")
	two := append(one, policy.Fault{Path: "a", Message: "is wrong too"})
	require.EqualError(t, two, "2 faults:\na: is wrong too\nb: is wrong")
}

// A person's text is valid UTF-8 without control characters, and counted in code points.
func TestCheckText(t *testing.T) {
	t.Parallel()
	for _, row := range []struct{ text, code string }{
		{"", ""},
		{"十文字の文章です。", ""},
		{strings.Repeat("字", 10), ""},
		{"a\r\n\tb", ""},
		{"replaced \uFFFD", ""},
		{strings.Repeat("字", 11), "too_long"},
		{"a\xff", "utf8"},
		{"a\x00", "control"},
		{"a\x1b[0m", "control"},
		{"a\u0085", "control"},
	} {
		fault, bad := policy.CheckText("body", row.text, 10)
		require.Equal(t, row.code != "", bad, "%q", row.text)
		require.Equal(t, row.code, fault.Code, "%q", row.text)
		if bad {
			require.Equal(t, "body", fault.Path)
		}
	}
	require.True(t, policy.Blank(" \u3000\u200b\ufeff\n"))
	require.False(t, policy.Blank(" 。"))
}

// An id names something in every place alike: not empty, not too long, no invalid
// UTF-8, no control character and no line break.
func TestCheckID(t *testing.T) {
	t.Parallel()
	for _, id := range []string{"a", "注文-1", strings.Repeat("x", policy.MaxID)} {
		_, bad := policy.CheckID("id", id)
		require.False(t, bad, "%q", id)
	}
	for _, id := range []string{"", strings.Repeat("x", policy.MaxID+1), strings.Repeat("あ", 67), "\xff", "a\x00", "a\nb", "a\rb", "a\tb"} {
		fault, bad := policy.CheckID("service", id)
		require.True(t, bad, "%q", id)
		require.Equal(t, "service", fault.Path)
		require.Equal(t, "id", fault.Code)
	}
}
