package attachment_test

import (
	"archive/zip"
	"errors"
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
		{"T7.3 mpeg", "a.mpeg", mpegES, "mpeg"},
		{"T7.3 mp4", "a.mp4", mp4, "mp4"},
		{"T7.3 mov", "a.mov", mov, "mov"},
		{"T7.3 mov without brands", "a.mov", movOld, "mov"},
		{"T7.3 mp3", "a.mp3", mp3, "mp3"},
		{"T7.3 mp3 with ID3", "a.mp3", mp3Tag, "mp3"},
		{"T7.3 wav", "a.wav", wav, "wav"},
		{"T7.3 wav RIFX", "a.wav", wavBig, "wav"},
		{"T7.3 ai of PDF", "a.ai", pdf, "ai"},
		{"T7.3 ai of PostScript", "a.ai", "%!PS-Adobe-3.0\n", "ai"},
		{"T7.3 psd", "a.psd", psd, "psd"},
		{"T7.3 eps", "a.eps", epsText, "eps"},
		{"T7.3 eps of DOS", "a.eps", epsDOS, "eps"},
		{"T7.3 zip", "a.zip", zipOf(t, entry{"dir/", ""}, entry{"dir/a.txt", "hello"}), "zip"},
		{"T7.4 zip with a program", "a.zip", zipOf(t, entry{"setup.exe", pe}), "zip"},
		{"T7.4 zip in a zip", "a.zip", zipOf(t, entry{"b.zip", zipOf(t, entry{"c", "d"}, entry{"e", ""})}), "zip"},
		{"T7.4 zip with a docx at the deepest level", "a.zip", zipOf(t, entry{"b.zip", zipOf(t, entry{"c.zip",
			zipOf(t, entry{"d.docx", docx(t, entry{"word/embeddings/a.xlsx", xlsx(t)})})})}), "zip"},
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

// Hostile and mistaken files are refused, each with its rule and code.
func TestRefused(t *testing.T) {
	t.Parallel()
	zeros := strings.Repeat("\x00", 3_000_000)
	link := storedHeader("link", "/etc/passwd")
	link.SetMode(0o777 | 1<<27)
	lzma := storedHeader("a", "b")
	lzma.Method = 14
	lie := storedHeader("a", "b")
	lie.UncompressedSize64 = 1
	deep := zipOf(t, entry{"a.txt", "x"})
	for range 3 {
		deep = zipOf(t, entry{"a.zip", deep})
	}
	many := make([]entry, 1001)
	for i := range many {
		many[i].name = strings.Repeat("a", i+1)
	}
	for _, row := range []struct{ rule, code, name, body string }{
		{"T7.3 program as pdf", "executable", "a.pdf", pe},
		{"T7.3 program as jpg", "executable", "a.jpg", pe},
		{"T7.3 program as doc", "executable", "a.doc", pe},
		{"T7.3 program of Linux as txt", "executable", "a.txt", "\x7fELF\x02\x01\x01"},
		{"T7.3 program of macOS as zip", "executable", "a.zip", "\xcf\xfa\xed\xfe\x07"},
		{"T7.3 script as txt", "executable", "a.txt", "#!/bin/sh\nrm -rf ~\n"},
		{"T7.3 program before a zip", "executable", "a.zip", pe + zipOf(t, entry{"a", "b"})},
		{"T7.3 installer as doc", "content_differs", "a.doc", installer()},
		{"T7.3 other compound file as doc", "content_differs", "a.doc", compound("__properties_version1.0")},
		{"T7.3 workbook as doc", "content_differs", "a.doc", compound("Workbook")},
		{"T7.3 docx as xlsx", "content_differs", "a.xlsx", docx(t)},
		{"T7.3 zip as docx", "content_differs", "a.docx", zipOf(t, entry{"a", "b"})},
		{"T7.3 macros as docx", "macro", "a.docx", office(t, "word/document.xml", "application/vnd.ms-word.document.macroEnabled.main+xml")},
		{"T7.3 jpeg as png", "content_differs", "a.png", jpeg},
		{"T7.3 mp4 as mov", "content_differs", "a.mov", mp4},
		{"T7.3 mov as mp4", "content_differs", "a.mp4", mov},
		{"T7.3 heic as mp4", "content_differs", "a.mp4", strings.Replace(mp4, "mp42", "heic", 1)},
		{"T7.3 html before a pdf", "content_differs", "a.pdf", "<script>x</script>" + pdf},
		{"T7.3 jpeg as mp3", "content_differs", "a.mp3", jpeg + mp3},
		{"T7.3 single frame as mp3", "content_differs", "a.mp3", frame + strings.Repeat("x", 900)},
		{"T7.3 data as txt", "content_differs", "a.txt", "a\x00b"},
		{"T7.3 large psd", "content_differs", "a.psd", strings.Replace(psd, "\x01", "\x02", 1)},
		{"T7.3 empty", "empty", "a.pdf", ""},
		{"T7.3 empty zip", "empty", "a.zip", zipOf(t)},
		{"T7.3 no extension", "no_extension", "pdf", pdf},
		{"T7.3 unknown extension", "kind", "a.webp", "RIFF\x04\x00\x00\x00WEBP"},
		{"T7.3 two extensions", "kind", "a.pdf.exe", pdf},
		{"T7.3 extension behind an override", "kind", "a\u202efdp.exe", pdf},
		{"T7.4 up", "zip_path", "a.zip", zipOf(t, entry{"a/../../b", "x"})},
		{"T7.4 root", "zip_path", "a.zip", zipOf(t, entry{"/etc/x", "x"})},
		{"T7.4 drive", "zip_path", "a.zip", zipOf(t, entry{"c:x", "x"})},
		{"T7.4 backslash", "zip_path", "a.zip", zipOf(t, entry{`a\b`, "x"})},
		{"T7.4 NUL", "zip_path", "a.zip", zipOf(t, entry{"a\x00b", "x"})},
		{"T7.4 up in a nested zip", "zip_path", "a.zip", zipOf(t, entry{"b.zip", zipOf(t, entry{"../b", "x"})})},
		{"T7.4 link", "zip_link", "a.zip", rawZip(t, link, "/etc/passwd")},
		{"T7.4 link in a nested zip", "zip_link", "a.zip", zipOf(t, entry{"b.zip", rawZip(t, link, "/etc/passwd")})},
		{"T7.4 method", "zip_method", "a.zip", rawZip(t, lzma, "b")},
		{"T7.4 twice", "zip_duplicate", "a.zip", zipOf(t, entry{"a", "1"}, entry{"./a", "2"})},
		{"T7.4 absurd expansion", "zip_bomb", "a.zip", zipOf(t, entry{"a", zeros})},
		{"T7.4 absurd expansion of a docx", "zip_bomb", "a.docx", docx(t, entry{"word/a.xml", zeros})},
		{"T7.4 absurd expansion within", "zip_bomb", "a.zip", zipOf(t, entry{"b.zip", zipOf(t, entry{"a", zeros})})},
		{"T7.4 a bomb that declares little", "zip_damaged", "a.zip", liar(t, zeros)},
		{"T7.4 too deep", "zip_depth", "a.zip", deep},
		{"T7.4 flood", "zip_entries", "a.zip", zipOf(t, many...)},
		{"T7.4 flood within", "zip_entries", "a.zip", zipOf(t, entry{"b.zip", zipOf(t, many[:1000]...)})},
		{"T7.4 shared bytes", "zip_overlap", "a.zip", overlap(t)},
		{"T7.4 shared bytes within", "zip_nested", "a.zip", zipOf(t, entry{"b.zip", overlap(t)})},
		{"T7.4 damaged directory", "zip_damaged", "a.zip", zipOf(t, entry{"a", "b"})[:40]},
		{"T7.4 damaged entry", "zip_damaged", "a.zip", strings.Replace(rawZip(t, storedHeader("a", "bcd"), "bcd"), "bcd", "bcx", 1)},
	} {
		t.Run(row.rule, func(t *testing.T) {
			t.Parallel()
			got, no, err := attachment.Judge([]attachment.File{file(row.name, row.body)}, attachment.Talkroom, rules())
			require.NoError(t, err)
			require.Nil(t, got)
			require.NotNil(t, no)
			require.Equal(t, row.rule[:4]+"/"+row.code, no.Rule+"/"+no.Code, no.Faults)
			require.Equal(t, policy.Invalid, no.Kind)
			require.Len(t, no.Faults, 1)
			require.Equal(t, "files[0]", no.Faults[0].Path)
			require.Contains(t, no.Faults[0].Message, attachment.CleanName(row.name, 200))
		})
	}
}

// liar packs a bomb whose headers say that it unpacks to one byte.
func liar(t *testing.T, body string) string {
	t.Helper()
	whole := zipOf(t, entry{"a", body})
	r, err := zip.NewReader(strings.NewReader(whole), int64(len(whole)))
	require.NoError(t, err)
	raw, err := r.File[0].OpenRaw()
	require.NoError(t, err)
	packed, err := io.ReadAll(raw)
	require.NoError(t, err)
	h := zip.FileHeader{Name: "a", Method: zip.Deflate, UncompressedSize64: 1, CompressedSize64: uint64(len(packed))}
	return rawZip(t, h, string(packed))
}

// overlap is an archive with two entries in the directory for the same bytes.
func overlap(t *testing.T) string {
	t.Helper()
	one := rawZip(t, storedHeader("a", "bcd"), "bcd")
	start := strings.Index(one, "PK\x01\x02")
	end := strings.Index(one, "PK\x05\x06")
	record := one[start:end]
	tail := []byte(one[end:])
	tail[8], tail[10] = 2, 2
	tail[12] = byte(2 * len(record))
	return one[:end] + strings.Replace(record, "a", "b", 1) + string(tail)
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

// The limit of bytes itself is allowed, one more is not, in each channel.
func TestSum(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		rule  string
		in    attachment.Channel
		sizes []int64
		code  string
	}{
		{"T7.2 200,000,000 in a talkroom", attachment.Talkroom, []int64{200_000_000}, ""},
		{"T7.2 200,000,000 of two", attachment.Talkroom, []int64{199_999_000, 1000}, ""},
		{"T7.2 200,000,001 in a talkroom", attachment.Talkroom, []int64{199_999_000, 1001}, "too_large"},
		{"T7.2 one of 200,000,001", attachment.Talkroom, []int64{200_000_001}, "too_large"},
		{"T7.2 100,000,000 in a message", attachment.Message, []int64{100_000_000}, ""},
		{"T7.2 100,000,001 in a message", attachment.Message, []int64{100_000_001}, "too_large"},
		{"T7.2 sizes that overflow", attachment.Talkroom, []int64{1 << 62, 1 << 62, 1 << 62}, "too_large"},
		{"T7.2 negative size", attachment.Talkroom, []int64{-1}, "size_negative"},
	} {
		t.Run(row.rule, func(t *testing.T) {
			t.Parallel()
			var files []attachment.File
			for _, size := range row.sizes {
				files = append(files, attachment.File{Name: "a.png", Size: size, Content: &padded{head: png, size: size}})
			}
			_, no, err := attachment.Judge(files, row.in, rules())
			require.NoError(t, err)
			if row.code == "" {
				require.Nil(t, no)
				return
			}
			require.Equal(t, "T7.2/"+row.code, no.Rule+"/"+no.Code)
		})
	}
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

// padded is a file of any size: a head, then zeros. With an error, it fails in
// the middle and can be read at both ends.
type padded struct {
	head string
	size int64
	err  error
}

func (p *padded) ReadAt(b []byte, off int64) (int, error) {
	if off >= p.size {
		return 0, io.EOF
	}
	if p.err != nil && off+int64(len(b)) < p.size {
		return 0, p.err
	}
	n := int(min(int64(len(b)), p.size-off))
	clear(b[:n])
	if off < int64(len(p.head)) {
		copy(b[:n], p.head[off:])
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
