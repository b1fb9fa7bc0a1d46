package attachment_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"runtime"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/attachment"
	"github.com/torikime/torikime/policy"
)

// sparse is a file that was written and read without its zeros.
type sparse struct {
	size   int64
	chunks map[int64][]byte // by the offset at which they begin
}

func (s *sparse) Write(p []byte) (int, error) {
	if len(bytes.Trim(p, "\x00")) > 0 {
		s.chunks[s.size] = bytes.Clone(p)
	}
	s.size += int64(len(p))
	return len(p), nil
}

func (s *sparse) ReadAt(p []byte, off int64) (int, error) {
	if off >= s.size {
		return 0, io.EOF
	}
	n := int(min(int64(len(p)), s.size-off))
	clear(p[:n])
	for at, chunk := range s.chunks {
		if from := max(at, off); from < off+int64(n) && from < at+int64(len(chunk)) {
			copy(p[from-off:n], chunk[from-at:])
		}
	}
	if n < len(p) {
		return n, io.EOF
	}
	return n, nil
}

// stored is a zip of n zeros that are not packed.
func stored(t testing.TB, n int) *sparse {
	t.Helper()
	s := &sparse{chunks: map[int64][]byte{}}
	w := zip.NewWriter(s)
	f, err := w.CreateHeader(&zip.FileHeader{Name: "film.bin", Method: zip.Store})
	require.NoError(t, err)
	for zeros := make([]byte, 1<<20); n > 0; n -= min(n, len(zeros)) {
		_, err = f.Write(zeros[:min(n, len(zeros))])
		require.NoError(t, err)
	}
	require.NoError(t, w.Close())
	return s
}

// A file of 200 MB takes no more memory than a small one: everything is streamed.
// It counts allocations of the whole process, so nothing may run beside it.
func TestMemory(t *testing.T) {
	archive := stored(t, 199_999_000)
	for _, row := range []struct {
		rule string
		file attachment.File
	}{
		{"T7.3 png of 200 MB", attachment.File{Name: "a.png", Size: 200_000_000, Content: &padded{head: png, size: 200_000_000}}},
		{"T7.3 mp3 of 200 MB", attachment.File{Name: "a.mp3", Size: 200_000_000, Content: &padded{head: mp3, size: 200_000_000}}},
		{"T7.4 zip of 200 MB", attachment.File{Name: "a.zip", Size: archive.size, Content: archive}},
		{"T7.4 zip in a zip of 60 MB", nestedStored(t)},
	} {
		t.Run(row.rule, func(t *testing.T) {
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			_, no, err := attachment.Judge([]attachment.File{row.file}, attachment.Talkroom, rules())
			runtime.ReadMemStats(&after)
			require.NoError(t, err)
			require.Nil(t, no)
			require.Less(t, after.TotalAlloc-before.TotalAlloc, uint64(1_000_000))
		})
	}
}

// nestedStored is a zip that holds a zip of 60 MB without packing it.
func nestedStored(t *testing.T) attachment.File {
	t.Helper()
	inner := stored(t, 60_000_000)
	outer := &sparse{chunks: map[int64][]byte{}}
	w := zip.NewWriter(outer)
	f, err := w.CreateHeader(&zip.FileHeader{Name: "inner.zip", Method: zip.Store})
	require.NoError(t, err)
	// The inner entry's length follows its bytes, which hides it from a stream:
	// such a one cannot be looked into, so the header is written with it.
	_, err = io.Copy(f, io.NewSectionReader(withLength(t, inner), 0, inner.size))
	require.NoError(t, err)
	require.NoError(t, w.Close())
	return attachment.File{Name: "a.zip", Size: outer.size, Content: outer}
}

// withLength writes the archive again with the lengths in its local header.
func withLength(t *testing.T, s *sparse) *sparse {
	t.Helper()
	r, err := zip.NewReader(s, s.size)
	require.NoError(t, err)
	h := r.File[0].FileHeader
	h.Flags &^= 8
	out := &sparse{chunks: map[int64][]byte{}}
	w := zip.NewWriter(out)
	f, err := w.CreateRaw(&h)
	require.NoError(t, err)
	raw, err := r.File[0].OpenRaw()
	require.NoError(t, err)
	_, err = io.CopyBuffer(struct{ io.Writer }{f}, struct{ io.Reader }{raw}, make([]byte, 1<<20))
	require.NoError(t, err)
	require.NoError(t, w.Close())
	s.size = out.size
	return out
}

// A directory of a million entries is refused before it is in memory (T7.4).
// It runs alone for the same reason.
func TestFloodMemory(t *testing.T) {
	record := "PK\x01\x02" + strings.Repeat("\x00", 24) + "\x01" + strings.Repeat("\x00", 17) + "a"
	body := "PK\x03\x04" + strings.Repeat("\x00", 26) + strings.Repeat(record, 1_000_000)
	size := len(record) * 1_000_000
	body += fmt.Sprintf("PK\x05\x06\x00\x00\x00\x00\x40\x42\x40\x42%c%c%c%c\x1e\x00\x00\x00\x00\x00",
		0, 0, 0, 0)
	b := []byte(body)
	end := len(b) - 10
	b[end], b[end+1], b[end+2], b[end+3] = byte(size), byte(size>>8), byte(size>>16), byte(size>>24)
	var before, after runtime.MemStats
	f := attachment.File{Name: "a.zip", Size: int64(len(b)), Content: bytes.NewReader(b)}
	runtime.ReadMemStats(&before)
	_, no, err := attachment.Judge([]attachment.File{f}, attachment.Talkroom, rules())
	runtime.ReadMemStats(&after)
	require.NoError(t, err)
	require.Equal(t, "T7.4/zip_entries", no.Rule+"/"+no.Code)
	require.Less(t, after.TotalAlloc-before.TotalAlloc, uint64(10_000_000))
}

// Whatever the bytes and the name, Judge comes to an end without a panic, and a
// refusal names its rule.
func FuzzJudge(f *testing.F) {
	for _, name := range []string{"a.zip", "a.docx", "a.doc", "a.mp3", "a.mov", "a.txt", "a.wav", "a.eps"} {
		for _, body := range []string{zipOf(f, entry{"b.zip", zipOf(f, entry{"c", "d"})}), docx(f), compound("Book"), mp3Tag, movOld, sjis, wav, epsDOS, pe} {
			f.Add(name, []byte(body))
		}
	}
	p := rules()
	p.Zip = policy.ZipLimits{Entries: 100, Bytes: 10_000_000, Ratio: 200, Depth: 3}
	f.Fuzz(func(t *testing.T, name string, body []byte) {
		file := attachment.File{Name: name, Size: int64(len(body)), Content: bytes.NewReader(body)}
		verdicts, no, err := attachment.Judge([]attachment.File{file}, attachment.Talkroom, p)
		require.NoError(t, err)
		if no == nil {
			require.Len(t, verdicts, 1)
			require.Contains(t, p.Kinds, verdicts[0].Kind)
			return
		}
		require.NotEmpty(t, no.Rule)
		require.NotEmpty(t, no.Faults)
	})
}

// BenchmarkZip is the speed of looking into a packed archive, in packed bytes.
func BenchmarkZip(b *testing.B) {
	var text strings.Builder
	for i := range 1_500_000 {
		fmt.Fprintf(&text, "%d %x\n", i, i*2654435761)
	}
	body := zipOf(b, entry{"a.txt", text.String()})
	b.SetBytes(int64(len(body)))
	b.ReportMetric(float64(text.Len())/float64(len(body)), "ratio")
	b.ReportAllocs()
	for b.Loop() {
		_, no, _ := attachment.Judge([]attachment.File{file("a.zip", body)}, attachment.Talkroom, rules())
		require.Nil(b, no)
	}
}

// BenchmarkStoredZip is the same for one of 200 MB that holds what is packed already.
func BenchmarkStoredZip(b *testing.B) {
	s := stored(b, 199_999_000)
	b.SetBytes(s.size)
	b.ReportAllocs()
	for b.Loop() {
		_, no, _ := attachment.Judge([]attachment.File{{Name: "a.zip", Size: s.size, Content: s}}, attachment.Talkroom, rules())
		require.Nil(b, no)
	}
}
