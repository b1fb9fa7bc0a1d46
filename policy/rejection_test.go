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

// What a person put into a parameter is never taken for a placeholder, and a
// placeholder without a parameter stays readable.
func TestRejectionParams(t *testing.T) {
	t.Parallel()
	r := policy.Reject(policy.Invalid, "T7.3", "executable").With("file", "{found}{.pdf").With("found", "{file}")
	require.Equal(t, "{found}{.pdf is a program ({file}); programs are not accepted under any name.", r.Text(policy.English))
	require.Equal(t, "{file} is empty.", policy.Reject(policy.Invalid, "T7.3", "empty").Text(policy.English))
}

// A fault in the catalogue's words is said in both languages; any other keeps its
// message. A refusal that says no more than its only fault says it once.
func TestFaultsIn(t *testing.T) {
	t.Parallel()
	worded := policy.FaultOf("files[0]", "T7.3", "empty", map[string]string{"file": "見積.pdf"})
	require.Equal(t, "見積.pdf is empty.", worded.Message)
	list := policy.Faults{worded,
		{Path: "files[1]", Rule: "T7.3", Code: "empty", Message: "without parameters"},
		{Path: "files[2]", Rule: "T7.3", Code: "no_such_code", Message: "without words"},
	}
	said := list.In(policy.Japanese)
	require.Equal(t, "見積.pdfは空です。", said[0].Message)
	require.Equal(t, "without parameters", said[1].Message)
	require.Equal(t, "without words", said[2].Message)
	require.Equal(t, "見積.pdf is empty.", list[0].Message, "the list itself stays as it was")
	require.Equal(t, list, list.In(policy.English))
	require.Equal(t, list, list.In("fr"))
	require.Nil(t, policy.Faults(nil).In(policy.Japanese))

	no := policy.Reject(policy.Invalid, "T7.3", "empty").With("file", "見積.pdf")
	no.Faults = list[:1]
	require.Equal(t, "見積.pdf is empty.", no.Text(policy.English))
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
		{"a\u202eb", "direction"},
		{"a\u2066b", "direction"},
		{"👩\u200d👩 a\u200bb", ""},
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
	for _, id := range []string{"", strings.Repeat("x", policy.MaxID+1), strings.Repeat("あ", 67), "\xff", "a\x00", "a\nb", "a\rb", "a\tb", "a\u200bb", "a\u202eb", "a\u2028b", "a\u2029b", "\ufeffa"} {
		fault, bad := policy.CheckID("service", id)
		require.True(t, bad, "%q", id)
		require.Equal(t, "service", fault.Path)
		require.Equal(t, "id", fault.Code)
	}
}
