package attachment_test

import (
	"archive/zip"
	"bytes"
	"embed"
	"encoding/binary"
	"hash/crc32"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/stretchr/testify/require"
)

//go:embed testdata/samples testdata/hostile
var testdata embed.FS

// sample is a file that a real program made.
func sample(name string) string { return testfile("samples/" + name) }

func testfile(name string) string {
	b, err := testdata.ReadFile("testdata/" + name)
	if err != nil {
		panic(err)
	}
	return string(b)
}

var (
	jpeg     = sample("picture.jpg")
	png      = sample("alpha.png")
	gif      = sample("still.gif")
	bmp      = sample("version3.bmp")
	pdf      = sample("ghostscript.pdf")
	psd      = sample("layers.psd")
	epsText  = sample("cairo.eps")
	epsDOS   = sample("preview.eps")
	mp4      = sample("film.mp4")
	mov      = sample("film.mov")
	movOld   = mov[be32(mov):] // as QuickTime wrote it before there were brands
	mpegPS   = sample("system2.mpg")
	wav      = sample("pcm.wav")
	frame    = "\xff\xfb\x90\x00" + strings.Repeat("\x00", 413)
	mp3      = strings.Repeat(frame, 4)
	mp3Tag   = sample("tagged.mp3")
	sjis     = "\x95\x5c\x8e\xa6\x83\x5c\r\n"
	pe       = "MZ\x90\x00\x03" + strings.Repeat("\x00", 55) + "\x40\x00\x00\x00PE\x00\x00\x4c\x01"
	elf      = "\x7fELF\x02\x01\x01" + strings.Repeat("\x00", 57)
	utf16le  = "\xff\xfeA\x00=\xd8\x00\xde\x0a\x00"
	batch    = "\r\n@ECHO OFF\r\ndel /q *\r\n"
	page     = "<html><script>alert(1)</script></html>"
	macroDoc = officeBase + "wordprocessingml.document.macroEnabled.main+xml"
)

func be32(s string) int { return int(binary.BigEndian.Uint32([]byte(s))) }

// entry is an entry of a test archive.
type entry struct{ name, body string }

// zipOf packs entries.
func zipOf(t testing.TB, entries ...entry) string {
	t.Helper()
	var buf bytes.Buffer
	w := zip.NewWriter(&buf)
	for _, e := range entries {
		f, err := w.Create(e.name)
		require.NoError(t, err)
		_, err = f.Write([]byte(e.body))
		require.NoError(t, err)
	}
	require.NoError(t, w.Close())
	return buf.String()
}

// rawZip packs one entry whose header says what the caller likes.
func rawZip(t testing.TB, h zip.FileHeader, body string) string {
	t.Helper()
	var buf bytes.Buffer
	w := zip.NewWriter(&buf)
	f, err := w.CreateRaw(&h)
	require.NoError(t, err)
	_, err = f.Write([]byte(body))
	require.NoError(t, err)
	require.NoError(t, w.Close())
	return buf.String()
}

// storedHeader is a true header of an unpacked entry.
func storedHeader(name, body string) zip.FileHeader {
	return zip.FileHeader{Name: name, Method: zip.Store, CRC32: crc32.ChecksumIEEE([]byte(body)),
		CompressedSize64: uint64(len(body)), UncompressedSize64: uint64(len(body))}
}

// office is an Office file with a main part of a type.
func office(t testing.TB, part, contentType string, more ...entry) string {
	t.Helper()
	types := `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
		`<Default Extension="xml" ContentType="application/xml"/><Override PartName="/` + part +
		`" ContentType="` + contentType + `"/></Types>`
	return zipOf(t, append([]entry{{"[Content_Types].xml", types}, {part, "<x/>"}}, more...)...)
}

const officeBase = "application/vnd.openxmlformats-officedocument."

func docx(t testing.TB, more ...entry) string {
	return office(t, "word/document.xml", officeBase+"wordprocessingml.document.main+xml", more...)
}

func xlsx(t testing.TB) string {
	return office(t, "xl/workbook.xml", officeBase+"spreadsheetml.sheet.main+xml")
}

func pptx(t testing.TB) string {
	return office(t, "ppt/presentation.xml", officeBase+"presentationml.presentation.main+xml")
}

// mains are what the main streams of compound files begin with.
var mains = map[string]string{
	"WordDocument":        "\xec\xa5\xc1\x00\x00\x00\x00\x00\x00\x00\x00\x00",
	"Workbook":            "\x09\x08\x10\x00\x00\x06\x05\x00",
	"Book":                "\x09\x08\x08\x00\x00\x05\x05\x00",
	"PowerPoint Document": "\x0f\x00\xe8\x03",
}

// compound is an OLE file whose root holds streams of these names, one sector
// each. Sector 0 is the table of sectors, then come the directory and the streams.
func compound(names ...string) string {
	directory := (len(names) + 1 + 3) / 4
	b := make([]byte, 512*(2+directory+len(names)))
	le := binary.LittleEndian
	copy(b, oleMagic)
	le.PutUint16(b[26:], 3)
	le.PutUint16(b[30:], 9)
	le.PutUint32(b[44:], 1)
	le.PutUint32(b[48:], 1)
	le.PutUint32(b[68:], 0xfffffffe)
	for at := 80; at < 1024; at += 4 {
		le.PutUint32(b[at:], 0xffffffff)
	}
	le.PutUint32(b[76:], 0)
	le.PutUint32(b[512:], 0xfffffffd)
	for i := 1; i <= directory; i++ {
		le.PutUint32(b[512+4*i:], uint32(i+1))
	}
	le.PutUint32(b[512+4*directory:], 0xfffffffe)
	for i, name := range append([]string{"Root Entry"}, names...) {
		e := b[1024+128*i:]
		units := utf16.Encode([]rune(name))
		for j, u := range units {
			le.PutUint16(e[2*j:], u)
		}
		le.PutUint16(e[64:], uint16(2*len(units)+2))
		e[66] = 2
		for _, at := range []int{68, 72, 76} {
			le.PutUint32(e[at:], 0xffffffff)
		}
		if i == 0 {
			continue
		}
		if i < len(names) {
			le.PutUint32(e[72:], uint32(i+1))
		}
		sector := directory + i
		le.PutUint32(e[116:], uint32(sector))
		le.PutUint32(e[120:], 512)
		le.PutUint32(b[512+4*sector:], 0xfffffffe)
		copy(b[512*(sector+1):], mains[name]+"\x01")
	}
	b[1024+66] = 5
	le.PutUint32(b[1024+76:], 1)
	return string(b)
}

const oleMagic = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

// installer is a compound file with the class id of an .msi and, to deceive, the
// stream of a Word document.
func installer() string {
	b := []byte(compound("WordDocument"))
	copy(b[1024+80:], "\x84\x10\x0c\x00\x00\x00\x00\x00\xc0\x00\x00\x00\x00\x00\x00\x46")
	return string(b)
}
