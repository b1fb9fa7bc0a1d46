package attachment_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/attachment"
)

// A name keeps its script and loses everything that could mislead or escape.
func TestCleanName(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		rule, in, want string
		max            int
	}{
		{"T7.5 Japanese", "見積書 最終.pdf", "見積書 最終.pdf", 200},
		{"T7.5 Arabic", "عقد.pdf", "عقد.pdf", 200},
		{"T7.5 path", "/etc/../a.pdf", "a.pdf", 200},
		{"T7.5 Windows path", `C:\Users\x\a.pdf`, "a.pdf", 200},
		{"T7.5 override", "a\u202efdp.exe", "afdp.exe", 200},
		{"T7.5 isolates, marks and zero width", "a\u2066b\u200f\u200bc\ufeff.txt", "abc.txt", 200},
		{"T7.5 filler", "a\u3164b.txt", "ab.txt", 200},
		{"T7.5 control characters", "a\x00b\x7f\x1b.txt", "ab.txt", 200},
		{"T7.5 line breaks", "a\r\nb\u2028c.txt", "a  b c.txt", 200},
		{"T7.5 invalid UTF-8", "a\xff\xfe.txt", "a\ufffd.txt", 200},
		{"T7.5 dots and blanks", " ..a.txt.\u3000 ", "a.txt", 200},
		{"T7.5 forbidden on Windows", `a<b>:"|?*.txt`, "a_b______.txt", 200},
		{"T7.5 device", "con.txt", "_con.txt", 200},
		{"T7.5 device with a number", "COM¹", "_COM¹", 200},
		{"T7.5 no device", "console.txt", "console.txt", 200},
		{"T7.5 a cut must not make a device", "CONSOLE", "_ON", 3},
		{"T7.5 empty", "", "file", 200},
		{"T7.5 nothing left", "\u202e../.. ", "file", 200},
		{"T7.5 extension alone", ".pdf", "file.pdf", 200},
		{"T7.5 cut between runes", "見積書見積書.pdf", "見積書見.pdf", 17},
		{"T7.5 cut of an endless extension", "a." + strings.Repeat("b", 40), "a." + strings.Repeat("b", 14), 16},
		{"T7.5 no limit", strings.Repeat("a", 999), strings.Repeat("a", 999), 0},
	} {
		t.Run(row.rule, func(t *testing.T) {
			t.Parallel()
			require.Equal(t, row.want, attachment.CleanName(row.in, row.max))
		})
	}
}

// Names that are the same on a desk without regard to case get numbers that fit.
func TestDistinctNames(t *testing.T) {
	t.Parallel()
	p := rules()
	p.NameMax = 16
	files := []attachment.File{file("a.txt", "x"), file("A.txt", "x"), file("x/a.txt", "x"),
		file("0123456789ab.txt", "x"), file("0123456789ab.txt", "x")}
	got, no, err := attachment.Judge(files, attachment.Talkroom, p)
	require.NoError(t, err)
	require.Nil(t, no)
	var names []string
	for _, v := range got {
		names = append(names, v.Name)
	}
	require.Equal(t, []string{"a.txt", "A (2).txt", "a (3).txt", "0123456789ab.txt", "01234567 (2).txt"}, names, "T7.5")
}

// Whatever comes in, a clean name is short, valid, not empty, and stays the same
// when it is cleaned again (T7.5).
func FuzzCleanName(f *testing.F) {
	for _, seed := range []string{"a.pdf", ".pdf", "CON.txt", "CONSOLE", "\u202ea/b\\c", " . .x", "a\xff", "nul .tar.gz", "見積書.docx"} {
		f.Add(seed, 16)
		f.Add(seed, 3)
	}
	f.Fuzz(func(t *testing.T, name string, most int) {
		got := attachment.CleanName(name, most)
		require.NotEmpty(t, got)
		require.True(t, utf8.ValidString(got))
		require.NotContains(t, got, "/")
		require.NotContains(t, got, "\u202e")
		if most >= 4 {
			require.LessOrEqual(t, len(got), most)
		}
		require.Equal(t, got, attachment.CleanName(got, most))
	})
}
