package attachment_test

import (
	"bytes"
	"path"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/attachment"
	"github.com/torikime/torikime/policy"
)

// fuzzed are limits that a short run can reach.
func fuzzed() *policy.Attachment {
	p := rules()
	p.Zip = policy.ZipLimits{Entries: 100, Bytes: 10_000_000, Ratio: 200, Depth: 3}
	return p
}

// judged holds what must be true of any file: Judge comes to an end without a
// panic, a verdict is of a kind that is allowed, and a refusal has words of its
// own in both languages.
func judged(t *testing.T, name string, body []byte) {
	t.Helper()
	p := fuzzed()
	f := attachment.File{Name: name, Size: int64(len(body)), Content: bytes.NewReader(body)}
	verdicts, no, err := attachment.Judge([]attachment.File{f}, attachment.Talkroom, p)
	require.NoError(t, err)
	if no == nil {
		require.Len(t, verdicts, 1)
		require.Contains(t, p.Kinds, verdicts[0].Kind)
		return
	}
	require.NotEmpty(t, no.Rule)
	require.Len(t, no.Faults, 1)
	require.NotEqual(t, no.Faults[0].Text(policy.English), no.Faults[0].Text(policy.Japanese))
}

// Whatever the bytes and the name, Judge says yes or no.
func FuzzJudge(f *testing.F) {
	for _, row := range hostile(f) {
		if len(row.body) < 8<<10 {
			f.Add(row.name, []byte(row.body))
		}
	}
	for _, body := range []string{docx(f), compound("Book"), movOld, sjis, wav, epsDOS, streamed(f, entry{"b.zip", streamed(f, entry{"c", "d"})})} {
		f.Add("a.zip", []byte(body))
	}
	f.Fuzz(judged)
}

// fuzzKind fuzzes the formats of these extensions, beginning with the samples.
func fuzzKind(f *testing.F, extensions ...string) {
	f.Helper()
	for _, name := range samples(f) {
		if ext := path.Ext(name); slices.Contains(extensions, ext) && len(sample(name)) < 16<<10 {
			f.Add(slices.Index(extensions, ext), []byte(sample(name)))
		}
	}
	f.Fuzz(func(t *testing.T, i int, body []byte) {
		if i >= 0 && i < len(extensions) {
			judged(t, "a"+extensions[i], body)
		}
	})
}

// Office files of both generations.
func FuzzOffice(f *testing.F) { fuzzKind(f, ".doc", ".xls", ".ppt", ".docx", ".xlsx", ".pptx") }

// Pictures.
func FuzzPicture(f *testing.F) { fuzzKind(f, ".jpg", ".png", ".gif", ".bmp", ".psd") }

// Sounds and films.
func FuzzMedia(f *testing.F) { fuzzKind(f, ".mp3", ".wav", ".mp4", ".mov", ".mpg", ".mpeg") }

// What is printed or read.
func FuzzPrint(f *testing.F) { fuzzKind(f, ".pdf", ".ai", ".eps", ".txt") }

// Archives.
func FuzzArchive(f *testing.F) { fuzzKind(f, ".zip") }
