package attachment_test

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/attachment"
	"github.com/torikime/torikime/policy"
)

func rules() *policy.Attachment {
	return &policy.Attachment{
		MaxFiles: 5, TalkroomBytes: 200_000_000, MessageBytes: 100_000_000,
		Kinds: []string{"excel", "word", "pdf", "powerpoint", "txt", "jpeg", "png", "gif", "bmp",
			"mpeg", "mp4", "mov", "mp3", "wav", "ai", "psd", "eps", "zip"},
		NameMax: 200,
		Zip:     policy.ZipLimits{Entries: 1000, Bytes: 500_000_000, Ratio: 200, Depth: 3},
	}
}

func file(name, body string) attachment.File {
	return attachment.File{Name: name, Size: int64(len(body)), Content: strings.NewReader(body)}
}

// Every kind of the rule is accepted under its names.
func TestAccepted(t *testing.T) {
	t.Parallel()
	for _, row := range []struct{ rule, name, body, kind string }{
		{"T7.3 xls", "a.xls", compound("Workbook"), "excel"},
		{"T7.3 xls of Excel 5", "a.xls", compound("\x05SummaryInformation", "Book"), "excel"},
		{"T7.3 xlsx", "a.XLSX", xlsx(t), "excel"},
		{"T7.3 doc", "a.doc", compound("1Table", "Data", "x", "y", "WordDocument"), "word"},
		{"T7.3 docx", "提案書.docx", docx(t), "word"},
		{"T7.3 docx with an embedded workbook", "a.docx", docx(t, entry{"word/embeddings/a.xlsx", xlsx(t)}), "word"},
		{"T7.3 ppt", "a.ppt", compound("PowerPoint Document"), "powerpoint"},
		{"T7.3 pptx", "a.pptx", pptx(t), "powerpoint"},
		{"T7.3 pdf", "a.pdf", pdf, "pdf"},
		{"T7.3 pdf with a mark before it", "a.pdf", "\xef\xbb\xbf\n" + pdf, "pdf"},
		{"T7.3 pdf with a program's name before", "invoice.exe.pdf", pdf, "pdf"},
		{"T7.3 txt", "a.txt", "一、二、三\r\n", "txt"},
		{"T7.3 txt Shift_JIS", "a.txt", sjis, "txt"},
		{"T7.3 txt UTF-16", "a.txt", utf16le, "txt"},
		{"T7.3 txt like csv", "a.txt", "a,b\n1,2\n", "txt"},
		{"T7.3 txt that begins like a program", "a.txt", "MZ世代の調査" + strings.Repeat("。", 40), "txt"},
		{"T7.3 jpg", "a.jpg", jpeg, "jpeg"},
		{"T7.3 jpeg", "a.jpeg", jpeg, "jpeg"},
		{"T7.3 png", "a.png", png, "png"},
		{"T7.3 gif", "a.gif", gif, "gif"},
		{"T7.3 bmp", "a.bmp", bmp, "bmp"},
		{"T7.3 mpg", "a.mpg", mpegPS, "mpeg"},
		{"T7.3 mp4", "a.mp4", mp4, "mp4"},
		{"T7.3 mov", "a.mov", mov, "mov"},
		{"T7.3 mov without brands", "a.mov", movOld, "mov"},
		{"T7.3 mp3", "a.mp3", mp3, "mp3"},
		{"T7.3 mp3 with ID3", "a.mp3", mp3Tag, "mp3"},
		{"T7.3 wav", "a.wav", wav, "wav"},
		{"T7.3 ai of PDF", "a.ai", sample("mark.ai"), "ai"},
		{"T7.3 ai of PostScript", "a.ai", sample("old.ai"), "ai"},
		{"T7.3 psd", "a.psd", psd, "psd"},
		{"T7.3 eps", "a.eps", epsText, "eps"},
		{"T7.3 eps of DOS", "a.eps", epsDOS, "eps"},
		{"T7.3 zip", "a.zip", zipOf(t, entry{"dir/", ""}, entry{"dir/a.txt", "hello"}), "zip"},
		{"T7.4 zip with a program", "a.zip", zipOf(t, entry{"setup.exe", pe}), "zip"},
		{"T7.4 zip in a zip", "a.zip", zipOf(t, entry{"b.zip", zipOf(t, entry{"c", "d"}, entry{"e", ""})}), "zip"},
		{"T7.4 zip with a docx at the deepest level", "a.zip", zipOf(t, entry{"b.zip", zipOf(t, entry{"c.zip",
			zipOf(t, entry{"d.docx", docx(t, entry{"word/embeddings/a.xlsx", xlsx(t)})})})}), "zip"},
		{"T7.4 nested zip that was packed into a pipe", "a.zip", streamed(t, entry{"b.zip", streamed(t, entry{"c", "d"}, entry{"e", "PK\x07\x08"}, entry{"f", ""})}), "zip"},
		{"T7.4 a signed program of Android within", "a.zip", zipOf(t, entry{"b.apk", signed(zipOf(t, entry{"classes.dex", "x"}))}), "zip"},
		{"T7.4 a file that says PK within", "a.zip", zipOf(t, entry{"b.zip", streamed(t, entry{"c", strings.Repeat("PK\x07\x08", 5000)})}), "zip"},
		{"T7.4 blanks behind the end", "a.zip", zipOf(t, entry{"a", "b"}) + "\r\n", "zip"},
		{"T7.3 jpeg with a second picture behind", "a.jpg", jpeg + jpeg, "jpeg"},
		{"T7.3 jpeg with a film behind", "a.jpg", jpeg + mp4, "jpeg"},
		{"T7.3 png with zeros behind", "a.png", png + strings.Repeat("\x00", 100_000), "png"},
		{"T7.3 png of as many pixels as may be", "a.png", png[:16] + "\x00\x00\x4e\x20\x00\x00\x4e\x20" + png[24:], "png"},
		{"T7.3 pdf with a page's blanks behind", "a.pdf", pdf + "\r\n\r\n", "pdf"},
		{"T7.3 txt that is a page", "a.txt", page, "txt"},
		{"T7.3 txt that is a script of no own", "a.txt", "Remove-Item -Recurse *", "txt"},
		{"T7.3 txt that speaks of PDF", "a.txt", "A PDF begins with %PDF-1.7 and ends with %%EOF", "txt"},
		{"T7.3 doc with an archive within", "a.doc", compound("WordDocument")[:2048-100] + zipOf(t, entry{"a", ""})[:100], "word"},
		{"T7.3 wav with chunks behind the sound", "a.wav", wav + "LIST\x04\x00\x00\x00INFO", "wav"},
		{"T7.3 mov with bytes behind the last box", "a.mov", mov + "\x00\x00\x00\x00", "mov"},
		{"T7.4 names in Shift_JIS", "a.zip", zipOf(t, entry{"\x95\x5c.txt", "x"}), "zip"},
	} {
		t.Run(row.rule, func(t *testing.T) {
			t.Parallel()
			got, no, err := attachment.Judge([]attachment.File{file(row.name, row.body)}, attachment.Talkroom, rules())
			require.NoError(t, err)
			require.Nil(t, no)
			require.Equal(t, []attachment.Verdict{{Name: row.name, Kind: row.kind, Size: int64(len(row.body))}}, got)
		})
	}
}

// What is locked with a password is accepted and marked.
func TestEncrypted(t *testing.T) {
	t.Parallel()
	h := storedHeader("secret.txt", "xxxxxxxxxxxx")
	h.Flags, h.Method = 1, 99
	locked := rawZip(t, h, "xxxxxxxxxxxx")
	for name, body := range map[string]string{
		"a.zip":      locked,
		"nested.zip": zipOf(t, entry{"a.zip", locked}),
		"a.docx":     compound("EncryptedPackage", "EncryptionInfo"),
		"a.xlsx":     compound("EncryptedPackage", "EncryptionInfo"),
		"a.pptx":     compound("EncryptedPackage", "EncryptionInfo"),
	} {
		t.Run("T7.4 "+name, func(t *testing.T) {
			t.Parallel()
			got, no, err := attachment.Judge([]attachment.File{file(name, body)}, attachment.Talkroom, rules())
			require.NoError(t, err)
			require.Nil(t, no)
			require.True(t, got[0].Encrypted)
		})
	}
}

// Every bad file is named, and one is enough to refuse all.
func TestAllOrNothing(t *testing.T) {
	t.Parallel()
	files := []attachment.File{file("a.pdf", pe), file("b.pdf", pdf), file("c.png", jpeg), file("d.zip", zipOf(t, entry{"../x", ""}))}
	got, no, err := attachment.Judge(files, attachment.Message, rules())
	require.NoError(t, err)
	require.Nil(t, got, "T7.6")
	var paths []string
	for _, f := range no.Faults {
		paths = append(paths, f.Path+" "+f.Rule+" "+f.Code)
	}
	require.Equal(t, []string{"files[0] T7.3 executable", "files[2] T7.3 content_differs", "files[3] T7.4 zip_path"}, paths)
	require.Equal(t, "executable", no.Code)
	require.Equal(t, "a.pdf", no.Params["file"])
	said := policy.Faults(no.Faults).In(policy.Japanese)
	require.Equal(t, "a.pdfは実行ファイル（EXE）のため、名前にかかわらず送れません。", said[0].Message)
	require.Equal(t, "c.pngの中身が拡張子（.png）と一致しません（検出された形式：image/jpeg）。", said[1].Message)
}

// Five files are allowed, six are not; the bad ones among them are still named.
func TestCount(t *testing.T) {
	t.Parallel()
	files := []attachment.File{}
	for range 5 {
		files = append(files, file("a.txt", "x"))
	}
	got, no, err := attachment.Judge(files, attachment.Talkroom, rules())
	require.NoError(t, err)
	require.Nil(t, no, "T7.1 five files")
	require.Equal(t, "a (5).txt", got[4].Name, "T7.5 distinct names")
	_, no, err = attachment.Judge(append(files, file("b.txt", "")), attachment.Talkroom, rules())
	require.NoError(t, err)
	require.Equal(t, "T7.1/too_many", no.Rule+"/"+no.Code, "T7.1 six files")
	require.Equal(t, map[string]string{"count": "6", "max": "5"}, no.Params)
	require.Len(t, no.Faults, 2)
}

// The limit of bytes itself is allowed, one more is not: in each channel of each
// preset, for one file and for five.
func TestSum(t *testing.T) {
	t.Parallel()
	for _, preset := range []string{"coconala", "coconala-2026"} {
		p, err := policy.Preset(preset)
		require.NoError(t, err)
		for in, limit := range map[attachment.Channel]int64{attachment.Talkroom: p.Attachment.TalkroomBytes, attachment.Message: p.Attachment.MessageBytes} {
			for _, row := range []struct {
				what  string
				sizes []int64
				code  string
			}{
				{"the limit", []int64{limit}, ""},
				{"one more", []int64{limit + 1}, "too_large"},
				{"the limit of five", []int64{limit / 5, limit / 5, limit / 5, limit / 5, limit / 5}, ""},
				{"one more of five", []int64{limit / 5, limit / 5, limit / 5, limit / 5, limit/5 + 1}, "too_large"},
				{"the limit and one byte beside it", []int64{limit - 1000, 1001}, "too_large"},
				{"sizes that overflow", []int64{1 << 62, 1 << 62, 1 << 62}, "too_large"},
				{"negative size", []int64{-1}, "size_negative"},
			} {
				t.Run(fmt.Sprintf("T7.2 %s %s %s", preset, in, row.what), func(t *testing.T) {
					t.Parallel()
					got, no, err := attachment.Judge(documents(row.sizes...), in, &p.Attachment)
					require.NoError(t, err)
					if row.code == "" {
						require.Nil(t, no)
						require.Len(t, got, len(row.sizes))
						return
					}
					require.Equal(t, "T7.2/"+row.code, no.Rule+"/"+no.Code)
				})
			}
		}
	}
}

// The limits of the presets are those of the rule book.
func TestPresetLimits(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		preset            string
		talkroom, message int64
	}{{"coconala", 200_000_000, 200_000_000}, {"coconala-2026", 200_000_000, 100_000_000}} {
		p, err := policy.Preset(row.preset)
		require.NoError(t, err)
		require.Equal(t, row.talkroom, p.Attachment.TalkroomBytes, "T7.2 "+row.preset)
		require.Equal(t, row.message, p.Attachment.MessageBytes, "T7.2 "+row.preset)
		require.Equal(t, 5, p.Attachment.MaxFiles, "T7.1 "+row.preset)
	}
}

// A single file that is too large is named, too, and the refusal is that of the
// whole message, which a server answers with 413.
func TestTooLargeFile(t *testing.T) {
	t.Parallel()
	_, no, err := attachment.Judge(documents(1000, 200_000_001), attachment.Talkroom, rules())
	require.NoError(t, err)
	require.Equal(t, "too_large", no.Code)
	require.Equal(t, map[string]string{"total": "200001001", "limit": "200000000"}, no.Params)
	require.Len(t, no.Faults, 2)
	require.Equal(t, "files[1] file_too_large", no.Faults[1].Path+" "+no.Faults[1].Code)
	require.Equal(t, "a.pdf（200000001バイト）は、1通に添付できる合計サイズの上限（200000000バイト）を超えています。", no.Faults[1].Text(policy.Japanese))
}

// documents are sound files of these sizes.
func documents(sizes ...int64) []attachment.File {
	files := make([]attachment.File, len(sizes))
	for i, size := range sizes {
		files[i] = attachment.File{Name: "a.pdf", Size: size, Content: &padded{head: pdf[:9], tail: "\nstartxref\n0\n%%EOF\n", size: size}}
	}
	return files
}

// A declared size that is not the real one is refused (T7.2).
func TestSizeDiffers(t *testing.T) {
	t.Parallel()
	for name, f := range map[string]attachment.File{
		"T7.2 more":    {Name: "a.txt", Size: 2, Content: strings.NewReader("abc")},
		"T7.2 fewer":   {Name: "a.txt", Size: 4, Content: strings.NewReader("abc")},
		"T7.2 nothing": {Name: "a.txt", Size: 4},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, no, err := attachment.Judge([]attachment.File{f}, attachment.Talkroom, rules())
			require.NoError(t, err)
			require.Equal(t, "T7.2/size_differs", no.Rule+"/"+no.Code)
		})
	}
}

// A disk that fails is an error, never the sender's fault; so is an unknown channel.
func TestErrors(t *testing.T) {
	t.Parallel()
	broken := errors.New("disk is gone")
	for _, name := range []string{"a.txt", "a.zip", "a.doc", "a.mp3"} {
		f := attachment.File{Name: name, Size: 1 << 20, Content: &padded{head: zipOf(t, entry{"a", "b"}), size: 1 << 20, err: broken}}
		_, no, err := attachment.Judge([]attachment.File{f}, attachment.Talkroom, rules())
		require.Nil(t, no)
		require.ErrorIs(t, err, broken)
	}
	_, _, err := attachment.Judge(nil, "letter", rules())
	require.ErrorContains(t, err, "letter")
}

// padded is a file of any size: a head, then zeros or another filling, and a tail.
// With an error, it fails in the middle and can be read at both ends.
type padded struct {
	head, tail string
	filling    byte
	size       int64
	err        error
}

func (p *padded) ReadAt(b []byte, off int64) (int, error) {
	if off >= p.size {
		return 0, io.EOF
	}
	if p.err != nil && off+int64(len(b)) < p.size {
		return 0, p.err
	}
	n := int(min(int64(len(b)), p.size-off))
	if clear(b[:n]); p.filling != 0 {
		b[0] = p.filling
		for done := 1; done < n; done *= 2 {
			copy(b[done:n], b[:done])
		}
	}
	if off < int64(len(p.head)) {
		copy(b[:n], p.head[off:])
	}
	if from := p.size - int64(len(p.tail)); from < off+int64(n) && len(p.tail) > 0 {
		if from >= off {
			copy(b[from-off:n], p.tail)
		} else {
			copy(b[:n], p.tail[off-from:])
		}
	}
	if n < len(b) {
		return n, io.EOF
	}
	return n, nil
}

// The kinds proved here are those of the presets (T7.3).
func TestPresetKinds(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"coconala", "coconala-2026"} {
		p, err := policy.Preset(name)
		require.NoError(t, err)
		require.ElementsMatch(t, rules().Kinds, p.Attachment.Kinds, "T7.3 "+name)
	}
}
