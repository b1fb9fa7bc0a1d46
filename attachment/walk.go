package attachment

import (
	"bufio"
	"compress/flate"
	"io"
	"math"
	"slices"

	"github.com/torikime/torikime/policy"
)

// harmless is what any archive may unpack to, whatever its ratio: a small
// archive of blanks is no bomb.
const harmless = 1_000_000

// walk goes through an archive and those within it, and counts.
type walk struct {
	limits policy.ZipLimits
	// most is what all may unpack to: the smaller of the limits of bytes and ratio.
	most              int64
	unpacked, claimed int64
	entries           int
	encrypted         bool
	levels            []level
}

// level holds the buffers of one level of nesting; its entries share them.
type level struct {
	in      *bufio.Reader
	inflate io.ReadCloser
}

func newWalk(size int64, limits policy.ZipLimits) *walk {
	byRatio := int64(math.MaxInt64)
	if ratio := int64(limits.Ratio); ratio > 0 && size <= math.MaxInt64/ratio {
		byRatio = max(size*ratio, harmless)
	}
	return &walk{limits: limits, most: min(limits.Bytes, byRatio)}
}

// count adds an entry.
func (w *walk) count() error {
	w.entries++
	if w.entries > w.limits.Entries {
		return tooManyEntries(w.limits)
	}
	return nil
}

// claim adds what an entry says it unpacks to. It saves the reading of an honest
// bomb, and bounds what is encrypted.
func (w *walk) claim(n uint64) error {
	if n > uint64(w.most-w.claimed) {
		return w.bomb()
	}
	w.claimed += int64(n)
	return nil
}

func (w *walk) bomb() error {
	return badArchive("zip_bomb", "max", decimal(w.most))
}

// meter counts what is really unpacked, and ends it at the limit.
type meter struct {
	w *walk
	r io.Reader
}

// Read counts.
func (m meter) Read(p []byte) (int, error) {
	n, err := m.r.Read(p)
	m.w.unpacked += int64(n)
	if m.w.unpacked > m.w.most {
		return n, m.w.bomb()
	}
	return n, err
}

// read reads an entry of an archive at a level to its end. If it is an archive
// itself, it is walked on the way.
func (w *walk) read(r io.Reader, name string, at int) error {
	in := w.buffer(meter{w, r}, at)
	head, err := in.Peek(4)
	if err != nil && !isEnd(err) {
		return err
	}
	if string(head) == zipMagic {
		if at+1 > w.deepest(name) {
			return badEntry("zip_depth", name, "depth", decimal(int64(at)))
		}
		if err := w.nested(in, name, at+1); err != nil {
			return err
		}
	}
	_, err = io.Copy(io.Discard, in)
	return err
}

// documents are archives that nobody takes for one, and that may hold each other.
var documents = []string{
	"docx", "xlsx", "pptx", "docm", "xlsm", "pptm", "dotx", "xltx", "potx", "vsdx",
	"odt", "ods", "odp", "odg", "epub", "jar", "apk", "sketch", "pages", "numbers", "key", "xps", "3mf",
}

// deepest is the level at which an archive of this name may stand: a document
// two below the limit, for its own level and for a document embedded in it.
func (w *walk) deepest(name string) int {
	if slices.Contains(documents, extension(name)) {
		return w.limits.Depth + 2
	}
	return w.limits.Depth
}

// buffer is the buffer of a level, set on a reader.
func (w *walk) buffer(r io.Reader, at int) *bufio.Reader {
	l := w.level(at)
	if l.in == nil {
		l.in = bufio.NewReader(r)
	} else {
		l.in.Reset(r)
	}
	return l.in
}

// inflater is the inflater of a level, set on a reader. It takes no byte more
// than it needs, because r hands out single bytes.
func (w *walk) inflater(r *counter, at int) (io.Reader, error) {
	l := w.level(at)
	if l.inflate == nil {
		l.inflate = flate.NewReader(r)
		return l.inflate, nil
	}
	return l.inflate, l.inflate.(flate.Resetter).Reset(r, nil)
}

func (w *walk) level(at int) *level {
	for len(w.levels) <= at {
		w.levels = append(w.levels, level{})
	}
	return &w.levels[at]
}

// counter counts the packed bytes that an inflater takes.
type counter struct {
	in *bufio.Reader
	n  int64
}

// Read counts.
func (c *counter) Read(p []byte) (int, error) {
	n, err := c.in.Read(p)
	c.n += int64(n)
	return n, err
}

// ReadByte counts.
func (c *counter) ReadByte() (byte, error) {
	b, err := c.in.ReadByte()
	if err == nil {
		c.n++
	}
	return b, err
}
