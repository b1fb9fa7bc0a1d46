package attachment

import (
	"bytes"
	"encoding/binary"
	"io"
)

var (
	le = binary.LittleEndian
	be = binary.BigEndian
)

// headLen is how much of a file the first look takes.
const headLen = 4096

// windowLen is how much a walk through a file reads at a time.
const windowLen = 64 << 10

// content is a file that is being looked at. It is an io.ReaderAt that remembers
// the first failure of the one below, which is not the sender's fault.
type content struct {
	raw    io.ReaderAt
	size   int64
	head   []byte
	failed error
	// window is what view read last, which begins at windowAt.
	window   []byte
	windowAt int64
}

// open takes the first look, and compares the declared size with the real one.
func open(f File) (*content, *problem, error) {
	c := &content{raw: f.Content, size: f.Size}
	// One byte more than declared: there must be none.
	over := make([]byte, 2)
	n, err := f.Content.ReadAt(over, f.Size-1)
	if err != nil && !isEnd(err) {
		return nil, nil, err
	}
	if n != 1 {
		return nil, badSize("size_differs", "size", decimal(f.Size)), nil
	}
	c.head = c.bytesAt(0, int(min(f.Size, headLen)))
	return c, nil, c.failed
}

// ReadAt reads within the declared size.
func (c *content) ReadAt(p []byte, off int64) (int, error) {
	if off < 0 || off >= c.size {
		return 0, io.EOF
	}
	short := int64(len(p)) > c.size-off
	if short {
		p = p[:c.size-off]
	}
	n, err := c.raw.ReadAt(p, off)
	if n == len(p) {
		err = nil
	} else if err != nil && !isEnd(err) && c.failed == nil {
		c.failed = err
	}
	if short && err == nil {
		err = io.EOF
	}
	return n, err
}

// bytesAt are up to n bytes at an offset; fewer at the end, none beyond it.
func (c *content) bytesAt(off int64, n int) []byte {
	buf := make([]byte, n)
	got, _ := c.ReadAt(buf, off)
	return buf[:got]
}

// view is like bytesAt for somebody who walks through a file in small steps: it
// reads a whole window ahead. The bytes are valid until the next call.
func (c *content) view(off int64, n int) []byte {
	if from := off - c.windowAt; from < 0 || from+int64(n) > int64(len(c.window)) {
		if c.window == nil {
			c.window = make([]byte, windowLen)
		}
		got, _ := c.ReadAt(c.window[:cap(c.window)], off)
		c.window, c.windowAt = c.window[:got], off
	}
	from := int(off - c.windowAt)
	return c.window[from:min(from+n, len(c.window))]
}

func (c *content) hasPrefix(prefix string) bool {
	return bytes.HasPrefix(c.head, []byte(prefix))
}

// has tells whether the head holds s at an offset.
func (c *content) has(off int, s string) bool {
	return len(c.head) >= off && bytes.HasPrefix(c.head[off:], []byte(s))
}

// le32 is the little-endian number at an offset of the head; 0 beyond it.
func (c *content) le32(off int) uint32 {
	if len(c.head) < off+4 {
		return 0
	}
	return le.Uint32(c.head[off:])
}
