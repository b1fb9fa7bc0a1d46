package attachment_test

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/stretchr/testify/require"
)

var (
	jpeg    = "\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00\xff\xd9"
	png     = "\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x02\x00\x00\x00\x90wS\xde"
	gif     = "GIF89a\x01\x00\x01\x00\x00\x00\x00;"
	bmp     = "BM\x3a\x00\x00\x00\x00\x00\x00\x00\x36\x00\x00\x00\x28\x00\x00\x00" + strings.Repeat("\x01\x00\x00\x00", 9) + "\x00\x00\x00\x00"
	pdf     = "%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"
	psd     = "8BPS\x00\x01\x00\x00\x00\x00\x00\x00\x00\x03\x00\x00\x00\x01\x00\x00\x00\x01\x00\x08\x00\x03"
	epsText = "%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 1 1\n"
	epsDOS  = "\xc5\xd0\xd3\xc6\x1e\x00\x00\x00\x18\x00\x00\x00" + strings.Repeat("\x00", 18) + epsText
	mp4     = "\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom\x00\x00\x00\x08moov"
	mov     = "\x00\x00\x00\x14ftypqt  \x00\x00\x02\x00qt  \x00\x00\x00\x08moov"
	movOld  = "\x00\x00\x00\x08wide\x00\x00\x00\x0cmdat1234\x00\x00\x00\x08moov"
	mpegPS  = "\x00\x00\x01\xba\x44\x00\x04\x00\x04\x01\x00\x00\x03\xf8"
	mpegES  = "\x00\x00\x01\xb3\x14\x00\xf0\x13\xff\xff\xe0\x18"
	wav     = "RIFF\x24\x00\x00\x00WAVEfmt \x10\x00\x00\x00\x01\x00\x01\x00\x44\xac\x00\x00\x88\x58\x01\x00\x02\x00\x10\x00data\x00\x00\x00\x00"
	wavBig  = "RIFX\x00\x00\x00\x24WAVEfmt \x00\x00\x00\x10" + strings.Repeat("\x00", 16)
	frame   = "\xff\xfb\x90\x00" + strings.Repeat("\x00", 413)
	mp3     = frame + frame
	mp3Tag  = "ID3\x04\x00\x00\x00\x00\x00\x05abcde" + mp3
	sjis    = "\x95\x5c\x8e\xa6\x83\x5c\r\n"
	pe      = "MZ\x90\x00\x03" + strings.Repeat("\x00", 55) + "\x40\x00\x00\x00PE\x00\x00\x4c\x01"
	utf16le = "\xff\xfeA\x00=\xd8\x00\xde\x0a\x00"
)

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

// compound is an OLE file whose root holds streams of these names. Sector 0 is
// the table of sectors, the directory follows.
func compound(names ...string) string {
	sectors := (len(names) + 1 + 3) / 4
	b := make([]byte, 512*(2+sectors))
	le := binary.LittleEndian
	copy(b, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
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
	for i := 1; i <= sectors; i++ {
		le.PutUint32(b[512+4*i:], uint32(i+1))
	}
	le.PutUint32(b[512+4*sectors:], 0xfffffffe)
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
		if i < len(names) && i > 0 {
			le.PutUint32(e[72:], uint32(i+1))
		}
	}
	b[1024+66] = 5
	le.PutUint32(b[1024+76:], 1)
	return string(b)
}

// installer is a compound file with the class id of an .msi and, to deceive, the
// stream of a Word document.
func installer() string {
	b := []byte(compound("WordDocument"))
	copy(b[1024+80:], "\x84\x10\x0c\x00\x00\x00\x00\x00\xc0\x00\x00\x00\x00\x00\x00\x46")
	return string(b)
}
