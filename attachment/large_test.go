package attachment_test

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"fmt"
	"io"
	"runtime"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/attachment"
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
	for _, row := range append(largeFiles(), []large{
		{"T7.3 png of 200 MB", attachment.File{Name: "a.png", Size: 200_000_000, Content: &padded{head: png, size: 200_000_000}}},
		{"T7.3 mp3 of 200 MB", attachment.File{Name: "a.mp3", Size: 200_000_000, Content: &padded{head: mp3, size: 200_000_000}}},
		{"T7.4 zip of 200 MB", attachment.File{Name: "a.zip", Size: archive.size, Content: archive}},
		{"T7.4 zip in a zip of 60 MB", nestedStored(t)},
	}...) {
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
	// The inner entry's length follows its bytes, as a program writes it into a pipe.
	_, err = io.CopyBuffer(struct{ io.Writer }{f}, io.NewSectionReader(inner, 0, inner.size), make([]byte, 1<<20))
	require.NoError(t, err)
	require.NoError(t, w.Close())
	return attachment.File{Name: "a.zip", Size: outer.size, Content: outer}
}

// large is a file of 200 MB.
type large struct {
	rule string
	file attachment.File
}

// largeFiles are files that are read to their ends, without being packed anywhere.
func largeFiles() []large {
	const size = 200_000_000
	scan := strings.Index(jpeg, "\xff\xda") + 14
	gifHead := gif[:len(gif)-2] // sub-blocks of two bytes must fill the rest
	whole := func(rule, name string, p padded) large {
		p.size = size
		return large{"T7.3 " + rule, attachment.File{Name: name, Size: size, Content: &p}}
	}
	return []large{
		whole("jpeg of 200 MB", "a.jpg", padded{head: jpeg[:scan], filling: 'x', tail: jpeg[scan:]}),
		whole("txt of 200 MB", "a.txt", padded{filling: 'x'}),
		whole("txt of 200 MB that is Shift_JIS", "a.txt", padded{filling: 0xb1}),
		whole("ai of 200 MB with its mark at the end", "a.ai", padded{head: pdf[:9], filling: 'x', tail: "\n/Creator (Adobe Illustrator)" + pdf[len(pdf)-900:]}),
		whole("pdf of 200 MB", "a.pdf", padded{head: pdf[:9], filling: 'x', tail: pdf[len(pdf)-900:]}),
		whole("gif of 200 MB", "a.gif", padded{head: gifHead + strings.Repeat("\x01x", (size-len(gifHead)-2)%3*2%3), filling: 2, tail: "\x00;"}),
		whole("wav of 200 MB", "a.wav", padded{head: put32(put32(wav[:strings.Index(wav, "data")+8], strings.Index(wav, "data")+4, size-uint32(strings.Index(wav, "data"))-8), 4, size-8)}),
		whole("mp4 of 200 MB", "a.mp4", padded{head: mp4[:be32(mp4)] + mp4[strings.Index(mp4, "moov")-4:] + box32("mdat", size-uint32(be32(mp4))-uint32(len(mp4)-strings.Index(mp4, "moov")+4))}),
	}
}

// box32 is the header of a box of a size.
func box32(name string, size uint32) string {
	return string(binary.BigEndian.AppendUint32(nil, size)) + name
}

// BenchmarkLarge is the speed of judging 200 MB of each kind that is read to its end.
func BenchmarkLarge(b *testing.B) {
	for _, row := range largeFiles() {
		b.Run(row.rule[5:], func(b *testing.B) {
			b.SetBytes(row.file.Size)
			b.ReportAllocs()
			for b.Loop() {
				_, no, _ := attachment.Judge([]attachment.File{row.file}, attachment.Talkroom, rules())
				require.Nil(b, no)
			}
		})
	}
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
