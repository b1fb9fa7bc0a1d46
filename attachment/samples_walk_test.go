package attachment_test

import (
	"path"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/attachment"
)

// kindOf is the kind that an extension stands for.
var kindOf = map[string]string{
	".xls": "excel", ".xlsx": "excel", ".doc": "word", ".docx": "word", ".ppt": "powerpoint", ".pptx": "powerpoint",
	".pdf": "pdf", ".txt": "txt", ".jpg": "jpeg", ".jpeg": "jpeg", ".png": "png", ".gif": "gif", ".bmp": "bmp",
	".mpg": "mpeg", ".mpeg": "mpeg", ".mp4": "mp4", ".mov": "mov", ".mp3": "mp3", ".wav": "wav",
	".ai": "ai", ".psd": "psd", ".eps": "eps", ".zip": "zip",
}

// alsoIs are the extensions under which a sample is right, too: what Illustrator
// writes is a PDF, what Office writes is a zip, and only the password tells the kinds of locked Office files apart.
var alsoIs = map[string][]string{
	"mark.ai":   {".pdf"},
	"word.docx": {".zip"}, "excel.xlsx": {".zip"}, "powerpoint.pptx": {".zip"},
	"locked.docx": {".xlsx", ".pptx"},
	"locked.xlsx": {".docx", ".pptx"},
}

// locked are the samples that must be marked. A PDF is never looked into.
var locked = []string{"locked.doc", "locked.xls", "locked.docx", "locked.xlsx", "locked.zip", "aes.zip"}

// samples are the names of all samples.
func samples(t testing.TB) []string {
	t.Helper()
	entries, err := testdata.ReadDir("testdata/samples")
	require.NoError(t, err)
	var names []string
	for _, e := range entries {
		if kindOf[path.Ext(e.Name())] != "" {
			names = append(names, e.Name())
		}
	}
	require.Greater(t, len(names), 60, "the samples were found")
	return names
}

// verdict judges one file of the talkroom: "kind", "kind, locked" or "rule/code".
func verdict(t testing.TB, name, body string) string {
	t.Helper()
	got, no, err := attachment.Judge([]attachment.File{file(name, body)}, attachment.Talkroom, rules())
	require.NoError(t, err)
	switch {
	case no != nil:
		return no.Rule + "/" + no.Code
	case got[0].Encrypted:
		return got[0].Kind + ", locked"
	}
	return got[0].Kind
}

// What real programs make is accepted under its own name.
func TestSamples(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for _, name := range samples(t) {
		seen[path.Ext(name)] = true
		t.Run("T7.3 "+name, func(t *testing.T) {
			t.Parallel()
			want := kindOf[path.Ext(name)]
			if slices.Contains(locked, name) {
				want += ", locked"
			}
			require.Equal(t, want, verdict(t, name, sample(name)))
		})
	}
	for ext := range kindOf {
		require.True(t, seen[ext], "no sample of %s", ext)
	}
}

// A real file is refused under the extension of every other format.
func TestSamplesUnderOtherNames(t *testing.T) {
	t.Parallel()
	for _, name := range samples(t) {
		t.Run("T7.3 "+name, func(t *testing.T) {
			t.Parallel()
			own := path.Ext(name)
			for ext, kind := range kindOf {
				got := verdict(t, "a"+ext, sample(name))
				switch {
				case ext == own || kind == kindOf[own] && !strings.Contains("excel word powerpoint", kind):
					require.NotContains(t, got, "/", ext)
				case slices.Contains(alsoIs[name], ext):
					require.NotContains(t, got, "/", ext)
				default:
					require.Equal(t, "T7.3/content_differs", got, ext)
				}
			}
		})
	}
}

// mayEnd are formats without an end: streams, texts, PostScript as a text, and a
// sound that was written into a pipe.
func mayEnd(name string) bool {
	return slices.Contains([]string{".txt", ".mp3", ".mpg", ".mpeg"}, path.Ext(name)) ||
		slices.Contains([]string{"cairo.eps", "old.ai", "piped.wav"}, name)
}

// A file that is cut off is refused wherever its format says where it ends.
func TestSamplesCutOff(t *testing.T) {
	t.Parallel()
	for _, name := range samples(t) {
		t.Run("T7.3 "+name, func(t *testing.T) {
			t.Parallel()
			body := sample(name)
			for _, tenths := range []int{1, 3, 5, 7, 8, 9} {
				got := verdict(t, name, body[:len(body)*tenths/10])
				if mayEnd(name) {
					continue
				}
				require.Contains(t, []string{"T7.3/truncated", "T7.3/damaged", "T7.4/zip_damaged", "T7.4/zip_hidden"}, got, "%d tenths", tenths)
			}
		})
	}
}

// An archive that a real program made is accepted within another, packed, as it
// is, or with a length that follows it; what is locked is marked there, too.
func TestSamplesWithin(t *testing.T) {
	t.Parallel()
	for _, name := range samples(t) {
		if path.Ext(name) != ".zip" {
			continue
		}
		t.Run("T7.4 "+name, func(t *testing.T) {
			t.Parallel()
			want := "zip"
			if slices.Contains(locked, name) {
				want += ", locked"
			}
			inner := sample(name)
			require.Equal(t, want, verdict(t, "a.zip", zipOf(t, entry{name, inner}, entry{"a.txt", "x"})), "packed")
			require.Equal(t, want, verdict(t, "a.zip", rawZip(t, storedHeader(name, inner), inner)), "as it is")
			require.Equal(t, want, verdict(t, "a.zip", streamed(t, entry{name, inner}, entry{"a.txt", "x"})), "with a length that follows")
		})
	}
}
