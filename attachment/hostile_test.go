package attachment_test

import (
	"encoding/binary"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/attachment"
	"github.com/torikime/torikime/policy"
)

// bad is a hostile or mistaken file, with the rule and the code that refuse it.
type bad struct{ rule, code, name, body string }

// hostile are all of them.
func hostile(t testing.TB) []bad {
	t.Helper()
	return append(hostileFiles(t), hostileArchives(t)...)
}

// Hostile and mistaken files are refused, each with its rule and code, in words
// of both languages that leave nothing open.
func TestRefused(t *testing.T) {
	t.Parallel()
	for _, row := range hostile(t) {
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
			rule, ok := policy.FindRule(no.Rule)
			require.True(t, ok)
			for lang, words := range map[policy.Language]string{policy.English: rule.English, policy.Japanese: rule.Japanese} {
				text := no.Faults[0].Text(lang)
				require.Contains(t, text, attachment.CleanName(row.name, 200))
				require.NotEqual(t, words, text, "a text of its own")
				require.NotContains(t, text, "{", "nothing is left open")
				require.Equal(t, text, no.Text(lang))
			}
			require.NotEqual(t, no.Faults[0].Text(policy.English), no.Faults[0].Text(policy.Japanese))
		})
	}
}

// hostileFiles are those that T7.3 refuses.
func hostileFiles(t testing.TB) []bad {
	t.Helper()
	archive := zipOf(t, entry{"a.txt", "hello"})
	return []bad{
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
		{"T7.3 heic as mp4", "content_differs", "a.mp4", strings.Replace(mp4, "isom", "heic", 1)},
		{"T7.3 html before a pdf", "content_differs", "a.pdf", "<script>x</script>" + pdf},
		{"T7.3 jpeg as mp3", "content_differs", "a.mp3", jpeg + mp3},
		{"T7.3 single frame as mp3", "content_differs", "a.mp3", frame + strings.Repeat("x", 900)},
		{"T7.3 data as txt", "content_differs", "a.txt", "a\x00b"},
		{"T7.3 large psd", "content_differs", "a.psd", strings.Replace(psd, "\x01", "\x02", 1)},
		{"T7.3 empty", "empty", "a.pdf", ""},
		{"T7.3 empty zip", "empty", "a.zip", zipOf(t)},
		{"T7.3 no extension", "no_extension", "pdf", pdf},
		{"T7.3 unknown extension", "kind", "a.webp", "RIFF\x04\x00\x00\x00WEBP"},
		{"T7.3 two extensions", "executable_name", "a.pdf.exe", pdf},
		{"T7.3 extension behind an override", "executable_name", "a\u202efdp.exe", pdf},
		// Programs, by content and by name.
		{"T7.3 batch file as txt", "executable", "a.txt", batch},
		{"T7.3 batch file in UTF-16", "executable", "a.txt", "\xff\xfe@\x00e\x00c\x00h\x00o\x00 \x00o\x00f\x00f\x00\n\x00"},
		{"T7.3 script behind a mark", "executable", "a.txt", "\xef\xbb\xbf#!/usr/bin/python3\n"},
		{"T7.3 Java class as png", "executable", "a.png", "\xca\xfe\xba\xbe\x00\x00\x00\x41"},
		{"T7.3 shortcut as doc", "executable", "a.doc", "L\x00\x00\x00\x01\x14\x02\x00" + strings.Repeat("\x00", 500)},
		{"T7.3 self-extracting archive", "executable", "a.zip", pe + archive},
		{"T7.3 invoice.pdf.exe", "executable_name", "invoice.pdf.exe", pdf},
		{"T7.3 photo.jpg.scr", "executable_name", "photo.jpg.scr", jpeg},
		{"T7.3 blanks before the extension", "executable_name", "invoice.pdf" + strings.Repeat(" ", 80) + ".exe", pdf},
		{"T7.3 dot behind the extension", "executable_name", "invoice.pdf.exe.", pdf},
		{"T7.3 override that shows exe.txt", "executable_name", "photo\u202etxt.exe", "x"},
		{"T7.3 script by its name", "executable_name", "読んでください.ps1", "Remove-Item *"},
		// Two kinds at once.
		{"T7.3 jpeg with a zip behind", "two_in_one", "a.jpg", jpeg + archive},
		{"T7.3 jpeg with a program behind", "two_in_one", "a.jpg", jpeg + pe},
		{"T7.3 png with a program behind", "two_in_one", "a.png", png + elf},
		{"T7.3 png with a program behind zeros", "two_in_one", "a.png", png + strings.Repeat("\x00", 70_000) + pe},
		{"T7.3 gif with a page behind", "two_in_one", "a.gif", gif + page},
		{"T7.3 gif with a script behind", "two_in_one", "a.gif", gif + "*/=1;alert(document.cookie)//"},
		{"T7.3 gif that is a script", "damaged", "a.gif", "GIF89a/*\x01\x00\x00\x00\x00*/=1;alert(1)//"},
		{"T7.3 bmp with a rar behind", "two_in_one", "a.bmp", bmp + "Rar!\x1a\x07\x01\x00"},
		{"T7.3 psd with a zip behind", "two_in_one", "a.psd", psd + archive},
		{"T7.3 pdf with a zip behind", "two_in_one", "a.pdf", pdf + archive},
		{"T7.3 pdf within the comment of a zip", "two_in_one", "a.pdf", zipAround(t, pdf)},
		{"T7.3 doc with a zip behind", "two_in_one", "a.doc", sample("word.doc") + archive},
		{"T7.3 mp3 with a zip behind", "two_in_one", "a.mp3", mp3 + archive},
		{"T7.3 wav with a program behind", "two_in_one", "a.wav", wav + pe},
		{"T7.3 mp4 with a zip in its last box", "two_in_one", "a.mp4", mp4 + box("free", archive)},
		{"T7.3 jpeg that is a pdf too", "two_in_one", "a.jpg", jpeg[:2] + "\xff\xfe\x00\x0a%PDF-1.4" + jpeg[2:] + "\nstartxref\n9\n%%EOF\n"},
		{"T7.3 document of two kinds", "content_differs", "a.doc", compound("WordDocument", "Workbook")},
		{"T7.3 docx with a workbook's main part", "content_differs", "a.docx", twoMains(t)},
		{"T7.3 docx with macros by name", "macro", "a.docx", docx(t, entry{"word/vbaProject.bin", "x"})},
		{"T7.3 macros declared", "macro", "a.docx", office(t, "word/document.xml", macroDoc)},
		// Not what the name says.
		{"T7.3 pdf as ai", "content_differs", "a.ai", pdf},
		{"T7.3 pdf as txt", "content_differs", "a.txt", "%PDF-1.1\nstartxref\n0\n%%EOF\n"},
		{"T7.3 PostScript as txt", "content_differs", "a.txt", epsText},
		{"T7.3 PostScript that is not encapsulated", "content_differs", "a.eps", "%!PS-Adobe-3.0\n%%BoundingBox: 0 0 1 1\nshowpage\n"},
		{"T7.3 UTF-16 of odd length", "content_differs", "a.txt", utf16le + "x"},
		{"T7.3 UTF-16 with half a pair", "content_differs", "a.txt", "\xff\xfeA\x00=\xd8"},
		{"T7.3 UTF-16 without a mark", "content_differs", "a.txt", "A\x00B\x00"},
		{"T7.3 UTF-8 and something else", "encoding", "a.txt", "見積\xff\xfe"},
		{"T7.3 txt of western Europe", "encoding", "a.txt", "Gr\xfc\xdfe aus K\xf6ln, caf\xe9 \n"},
		{"T7.3 Excel 4 without a container", "content_differs", "a.xls", "\x09\x04\x06\x00\x00\x00\x10\x00"},
		{"T7.3 ID3 of a quarter gigabyte", "content_differs", "a.mp3", "ID3\x04\x00\x00\x7f\x7f\x7f\x7f" + mp3},
		{"T7.3 mp3 of one true frame", "content_differs", "a.mp3", frame + frame + strings.Repeat("\xff", 500)},
		{"T7.3 mpeg of one packet", "content_differs", "a.mpg", mpegPS[:14]},
		{"T7.3 mpeg without a picture", "content_differs", "a.mpeg", "\x00\x00\x01\xb3\x14\x00\xf0\x13\xff\xff\xe0\x18"},
		// Cut off, and lies about lengths.
		{"T7.3 pdf without a trailer", "truncated", "a.pdf", "%PDF-1.7\n1 0 obj\n<<>>\nendobj\n"},
		{"T7.3 pdf with an end, but no table", "truncated", "a.pdf", "%PDF-1.7\n%%EOF\n"},
		{"T7.3 pdf whose table lies outside", "damaged", "a.pdf", "%PDF-1.7\nstartxref\n99999\n%%EOF\n"},
		{"T7.3 pdf made for the web, its beginning", "truncated", "a.pdf", sample("linear.pdf")[:3000]},
		{"T7.3 jpeg without its end", "truncated", "a.jpg", jpeg[:len(jpeg)-2]},
		{"T7.3 jpeg without pixels", "damaged", "a.jpg", "\xff\xd8\xff\xe0\x00\x04ab\xff\xd9"},
		{"T7.3 jpeg with a marker beyond the end", "truncated", "a.jpg", "\xff\xd8\xff\xe0\xff\xff1234"},
		{"T7.3 png without its end", "truncated", "a.png", png[:len(png)-12]},
		{"T7.3 png without pixels", "damaged", "a.png", png[:33] + png[len(png)-12:]},
		{"T7.3 png with a chunk of two gigabytes", "truncated", "a.png", png[:33] + "\x7f\xff\xff\xffIDAT" + png[41:]},
		{"T7.3 gif without its end", "truncated", "a.gif", gif[:len(gif)-1]},
		{"T7.3 gif without a picture", "damaged", "a.gif", "GIF89a\x01\x00\x01\x00\x00\x00\x00;"},
		{"T7.3 bmp with fewer rows than it says", "truncated", "a.bmp", put32(bmp, 22, 4000)},
		{"T7.3 bmp of no known depth", "damaged", "a.bmp", put32(bmp, 28, 7)},
		{"T7.3 psd with a section beyond the end", "truncated", "a.psd", psd[:26] + "\x7f\xff\xff\xff" + psd[30:]},
		{"T7.3 psd without its pixels", "truncated", "a.psd", psd[:len(psd)-40]},
		{"T7.3 mp4 with a box of two gigabytes", "truncated", "a.mp4", mp4[:be32(mp4)] + "\x7f\xff\xff\xffmoov"},
		{"T7.3 mp4 with a box of 2^63 bytes", "damaged", "a.mp4", mp4[:be32(mp4)] + "\x00\x00\x00\x01moov\x80" + strings.Repeat("\x00", 15)},
		{"T7.3 mp4 with a box of four bytes", "damaged", "a.mp4", mp4[:be32(mp4)] + "\x00\x00\x00\x04moov" + mp4[be32(mp4):]},
		{"T7.3 mp4 without a head", "truncated", "a.mp4", mp4[:be32(mp4)] + box("mdat", "x")},
		{"T7.3 mp4 with a head of nothing", "damaged", "a.mp4", mp4[:be32(mp4)] + box("moov", "") + box("mdat", "x")},
		{"T7.3 mp4 with a head alone", "truncated", "a.mp4", mp4[:be32(mp4)] + box("moov", box("mvhd", strings.Repeat("\x00", 100)))},
		{"T7.3 wav with more sound than it has", "truncated", "a.wav", put32(wav, strings.Index(wav, "data")+4, 1<<30)},
		{"T7.3 wav with a RIFF of a gigabyte", "truncated", "a.wav", put32(wav, 4, 1<<30)},
		{"T7.3 wav without a format", "damaged", "a.wav", "RIFF\x10\x00\x00\x00WAVEdata\x04\x00\x00\x001234"},
		{"T7.3 eps whose text lies outside", "truncated", "a.eps", put32(epsDOS, 4, 1<<20)},
		{"T7.3 eps whose preview lies outside", "truncated", "a.eps", put32(epsDOS, 24, 1<<31)},
		{"T7.3 eps whose text is its header", "damaged", "a.eps", put32(epsDOS, 4, 0)},
		{"T7.3 eps without a box", "damaged", "a.eps", "%!PS-Adobe-3.0 EPSF-3.0\nshowpage\n"},
		{"T7.3 doc with a table of sectors in a circle", "damaged", "a.doc", put32(put32(compound("WordDocument"), 68, 0), 512+508, 0)},
		{"T7.3 doc with a directory in a circle", "damaged", "a.doc", put32(compound("WordDocument"), 512+4, 1)},
		{"T7.3 doc with a directory outside", "damaged", "a.doc", put32(compound("WordDocument"), 48, 1<<20)},
		{"T7.3 doc with a sector outside", "truncated", "a.doc", put32(compound("WordDocument"), 512+4*100, 0xfffffffe)},
		{"T7.3 doc with a short stream at the end of a circle", "damaged", "a.doc", circle()},
		{"T7.3 doc of a size of sectors that nobody has", "damaged", "a.doc", put32(compound("WordDocument"), 28, 0x001ffffe)},
		{"T7.3 doc whose text is none", "damaged", "a.doc", strings.Replace(compound("WordDocument"), "\xec\xa5", "\x00\x00", 1)},
		{"T7.3 xls whose workbook is none", "damaged", "a.xls", strings.Replace(compound("Workbook"), "\x09\x08", "\x00\x00", 1)},
		// Pixel bombs.
		{"T7.3 png of four billion pixels", "pixels", "a.png", png[:16] + "\x00\x01\x00\x00\x00\x01\x00\x00" + png[24:]},
		{"T7.3 png of 2^62 pixels", "pixels", "a.png", png[:16] + "\x7f\xff\xff\xff\x7f\xff\xff\xff" + png[24:]},
		{"T7.3 png of one pixel too many", "pixels", "a.png", png[:16] + "\x00\x00\x4e\x20\x00\x00\x4e\x21" + png[24:]},
		{"T7.3 png without width", "damaged", "a.png", png[:16] + "\x00\x00\x00\x00" + png[20:]},
		{"T7.3 jpeg of four billion pixels", "pixels", "a.jpg", bigJPEG()},
		{"T7.3 gif of four billion pixels", "pixels", "a.gif", gif[:6] + "\xff\xff\xff\xff" + gif[10:]},
		{"T7.3 bmp of four billion pixels", "pixels", "a.bmp", put32(put32(bmp, 18, 65536), 22, 65536)},
		{"T7.3 bmp of a height below every number", "pixels", "a.bmp", put32(bmp, 22, 1<<31)},
		{"T7.3 psd of four billion pixels", "pixels", "a.psd", psd[:14] + "\x00\x01\x00\x00\x00\x01\x00\x00" + psd[22:]},
	}
}

// put32 writes a little-endian number at an offset.
func put32(s string, at int, n uint32) string {
	b := []byte(s)
	binary.LittleEndian.PutUint32(b[at:], n)
	return string(b)
}

// box is a box of an ISO media file.
func box(name, body string) string {
	return string(binary.BigEndian.AppendUint32(nil, uint32(8+len(body)))) + name + body
}

// bigJPEG is a picture whose frame says that it is 65,535 pixels wide and high.
func bigJPEG() string {
	i := strings.Index(jpeg, "\xff\xc0")
	return jpeg[:i+5] + "\xff\xff\xff\xff" + jpeg[i+9:]
}

// zipAround is a PDF with an archive in its middle, whose directory reaches to
// the end of the file by a comment.
func zipAround(t testing.TB, pdf string) string {
	t.Helper()
	i := strings.LastIndex(pdf, "startxref")
	archive := []byte(zipOf(t, entry{"a.txt", "hello"}))
	binary.LittleEndian.PutUint16(archive[len(archive)-2:], uint16(len(pdf)-i))
	return pdf[:i] + string(archive) + pdf[i:]
}

// twoMains is an Office file that says it is a document and a workbook.
func twoMains(t testing.TB) string {
	t.Helper()
	return zipOf(t, entry{"[Content_Types].xml", `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
		`<Override PartName="/word/document.xml" ContentType="` + officeBase + `wordprocessingml.document.main+xml"/>` +
		`<Override PartName="/xl/workbook.xml" ContentType="` + officeBase + `spreadsheetml.sheet.main+xml"/></Types>`},
		entry{"word/document.xml", "<x/>"}, entry{"xl/workbook.xml", "<x/>"})
}

// circle is a document whose main stream is said to lie in the mini stream, far
// along a chain that never ends.
func circle() string {
	s := compound("WordDocument")
	s = put32(s, 56, 4096)               // what is shorter lies in the mini stream
	s = put32(s, 1024+116, 2)            // the root's own stream
	s = put32(s, 512+4*2, 2)             // follows itself
	return put32(s, 1024+128+116, 1<<31) // and this is where the stream begins
}
