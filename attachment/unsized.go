package attachment

import (
	"bufio"
	"bytes"
	"hash/crc32"
	"io"
)

const descriptorMagic = "PK\x07\x08"

// unsized reads an entry that is neither packed nor of a known length, as
// programs write it that pack into a pipe: to the first descriptor that tells the
// checksum and the length of the very bytes before it.
type unsized struct {
	in  *bufio.Reader
	crc uint32
	n   int64
}

// Read reads up to the descriptor, and leaves that unread.
func (d *unsized) Read(p []byte) (int, error) {
	ahead, err := d.in.Peek(24)
	if len(ahead) < 16 {
		if err == nil || isEnd(err) {
			err = io.ErrUnexpectedEOF
		}
		return 0, err
	}
	if d.ends(ahead) {
		return 0, io.EOF
	}
	ahead, _ = d.in.Peek(min(d.in.Buffered(), len(p)))
	// At most to where the next descriptor could begin.
	next := len(ahead)
	if i := bytes.IndexByte(ahead[1:], descriptorMagic[0]); i >= 0 {
		next = i + 1
	}
	n := copy(p, ahead[:next])
	d.crc = crc32.Update(d.crc, crc32.IEEETable, p[:n])
	d.n += int64(n)
	return d.in.Discard(n)
}

// ends tells whether this is the descriptor of what was read.
func (d *unsized) ends(b []byte) bool {
	if string(b[:4]) != descriptorMagic || le.Uint32(b[4:]) != d.crc {
		return false
	}
	short := int64(le.Uint32(b[8:])) == d.n && int64(le.Uint32(b[12:])) == d.n
	long := len(b) >= 24 && le.Uint64(b[8:]) == uint64(d.n) && le.Uint64(b[16:]) == uint64(d.n)
	return short || long
}

// unsized reads such an entry, and returns its length.
func (w *walk) unsized(in *bufio.Reader, name string, at int) (int64, error) {
	part := &unsized{in: in}
	if err := w.read(part, name, at); err != nil {
		return 0, err
	}
	return part.n, nil
}
