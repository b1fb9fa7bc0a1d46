package attachment_test

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"io"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// hostileArchives are those that T7.4 refuses.
func hostileArchives(t testing.TB) []bad {
	t.Helper()
	zeros := strings.Repeat("\x00", 3_000_000)
	link := storedHeader("link", "/etc/passwd")
	link.SetMode(0o777 | 1<<27)
	lzma := storedHeader("a", "b")
	lzma.Method = 14
	locked := storedHeader("secret.txt", "xxxxxxxxxxxx")
	locked.Flags, locked.Method, locked.UncompressedSize64 = 1, 99, 1<<40
	whole := zipOf(t, entry{"a.txt", "hello"})
	deep := zipOf(t, entry{"a.txt", "x"})
	for range 3 {
		deep = zipOf(t, entry{"a.zip", deep})
	}
	many := make([]entry, 1001)
	for i := range many {
		many[i].name = strings.Repeat("a", i+1)
	}
	return []bad{
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
		{"T7.4 a bomb that declares little", "zip_entry", "a.zip", liar(t, zeros)},
		{"T7.4 too deep", "zip_depth", "a.zip", deep},
		{"T7.4 flood", "zip_entries", "a.zip", zipOf(t, many...)},
		{"T7.4 flood within", "zip_entries", "a.zip", zipOf(t, entry{"b.zip", zipOf(t, many[:1000]...)})},
		{"T7.4 shared bytes", "zip_overlap", "a.zip", overlap(t)},
		{"T7.4 shared bytes within", "zip_nested", "a.zip", zipOf(t, entry{"b.zip", overlap(t)})},
		{"T7.4 damaged directory", "zip_damaged", "a.zip", zipOf(t, entry{"a", "b"})[:40]},
		{"T7.4 damaged entry", "zip_entry", "a.zip", strings.Replace(rawZip(t, storedHeader("a", "bcd"), "bcd"), "bcd", "bcx", 1)},
		{"T7.4 archive that holds itself", "zip_depth", "a.zip", testfile("hostile/quine.zip")},
		{"T7.4 bomb of many levels", "zip_bomb", "a.zip", zipOf(t, entry{"b.zip", zipOf(t, entry{"c.zip", zipOf(t, entry{"d", zeros})})})},
		{"T7.4 bytes before the first entry", "zip_hidden", "a.zip", whole[:30+len("a.txt")] + whole},
		{"T7.4 bytes between entries", "zip_hidden", "a.zip", between(t)},
		{"T7.4 bytes behind the end", "zip_hidden", "a.zip", whole + "<html>"},
		{"T7.4 a second archive behind", "zip_hidden", "a.zip", whole + whole},
		{"T7.4 other name beside the entry", "zip_differs", "a.zip", strings.Replace(whole, "a.txt", "a.exe", 1)},
		{"T7.4 other name beside the entry within", "zip_nested", "a.zip", zipOf(t, entry{"b.zip", strings.Replace(whole, "a.txt", "a.exe", 1)})},
		{"T7.4 other method beside the entry", "zip_differs", "a.zip", whole[:8] + "\x00\x00" + whole[10:]},
		{"T7.4 twice within", "zip_duplicate", "a.zip", zipOf(t, entry{"b.zip", zipOf(t, entry{"a", "1"}, entry{"./a", "2"})})},
		{"T7.4 up with backslashes", "zip_path", "a.zip", zipOf(t, entry{`..\..\b`, "x"})},
		{"T7.4 server", "zip_path", "a.zip", zipOf(t, entry{`\\server\b`, "x"})},
		{"T7.4 backslash in Shift_JIS", "zip_path", "a.zip", zipOf(t, entry{"\x95\x5c\\..", "x"})},
		{"T7.4 method within", "zip_method", "a.zip", zipOf(t, entry{"b.zip", rawZip(t, lzma, "b")})},
		{"T7.4 bomb under a password", "zip_bomb", "a.zip", rawZip(t, locked, "xxxxxxxxxxxx")},
		{"T7.4 nested archive cut off", "zip_nested", "a.zip", zipOf(t, entry{"b.zip", whole[:len(whole)/2]})},
		{"T7.4 nested archive without a directory", "zip_nested", "a.zip", zipOf(t, entry{"b.zip", whole[:strings.Index(whole, "PK\x01\x02")]})},
		{"T7.4 bytes before the directory within", "zip_nested", "a.zip", zipOf(t, entry{"b.apk", strings.Replace(signed(whole), "Sig", "Bad", 1)})},
		{"T7.4 fake end of an entry within", "zip_nested", "a.zip", zipOf(t, entry{"b.zip", fakeEnd(t)})},
	}
}

// liar packs a bomb whose headers say that it unpacks to one byte.
func liar(t testing.TB, body string) string {
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
func overlap(t testing.TB) string {
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

// between is an archive with bytes between its entries that no directory tells of.
func between(t testing.TB) string {
	t.Helper()
	whole := rawZip(t, storedHeader("a", "bcd"), "bcd")
	i := strings.Index(whole, "PK\x01\x02")
	end := []byte(whole[strings.Index(whole, "PK\x05\x06"):])
	binary.LittleEndian.PutUint32(end[16:], uint32(i+7))
	return whole[:i] + "<html> " + whole[i:len(whole)-len(end)] + string(end)
}

// fakeEnd is an archive whose entry, of a length that follows it, holds what
// looks like its own end before the true one.
func fakeEnd(t testing.TB) string {
	t.Helper()
	b := binary.LittleEndian.AppendUint32([]byte("abcPK\x07\x08"), crc32.ChecksumIEEE([]byte("abc")))
	b = binary.LittleEndian.AppendUint32(binary.LittleEndian.AppendUint32(b, 3), 3)
	return streamed(t, entry{"a", string(b)})
}

// streamed packs entries into a pipe without making them shorter, so that their
// lengths follow them.
func streamed(t testing.TB, entries ...entry) string {
	t.Helper()
	var buf bytes.Buffer
	w := zip.NewWriter(&buf)
	for _, e := range entries {
		f, err := w.CreateHeader(&zip.FileHeader{Name: e.name, Method: zip.Store})
		require.NoError(t, err)
		_, err = io.WriteString(f, e.body)
		require.NoError(t, err)
	}
	require.NoError(t, w.Close())
	return buf.String()
}

// signed is an archive with a block of signatures before its directory. What the
// end of the archive says of the directory's place is not read from a stream.
func signed(archive string) string {
	i := strings.Index(archive, "PK\x01\x02")
	size := binary.LittleEndian.AppendUint64(nil, 8+8+16)
	return archive[:i] + string(size) + "12345678" + string(size) + "APK Sig Block 42" + archive[i:]
}
