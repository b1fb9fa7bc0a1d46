package attachment

import (
	"archive/zip"
	"bufio"
	"hash/fnv"
	"io"
	"math"
	"path"
)

// An archive within an archive cannot be read at any offset without unpacking
// it somewhere, so it is read from front to back: each entry behind its local
// header, then the directory, which must tell of the same entries.

const (
	localLen   = 30
	centralLen = 46
	unknown32  = math.MaxUint32
)

// tally is what one nested archive was seen to hold, and what its directory says.
type tally struct {
	seen, listed             int
	seenPacked, listedPacked int64
	// names are what the entries are called, as digests; seenNames and listedNames
	// are sums of them, which do not depend on the order.
	names                  map[uint64]bool
	seenNames, listedNames uint64
	// opaque: an encrypted entry of unknown length hides the rest.
	opaque bool
}

// nested walks the archive that begins at in, which stands at a level.
func (w *walk) nested(in *bufio.Reader, name string, at int) error {
	t := tally{names: map[uint64]bool{}}
	for !t.opaque {
		sign, err := in.Peek(4)
		if err != nil && !isEnd(err) {
			return err
		}
		switch string(sign) {
		case zipMagic:
			err = w.local(in, &t, at)
		case zipCentralMagic:
			err = t.central(in)
		default:
			if t.listed > 0 || !skipSignatures(in) {
				return t.verdict(name)
			}
		}
		if isEnd(err) {
			return closed(name)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// skipSignatures passes over what Android's programs carry before their directory.
func skipSignatures(in *bufio.Reader) bool {
	const magic, most = "APK Sig Block 42", 64 << 20
	head, err := in.Peek(8)
	if err != nil {
		return false
	}
	size := le.Uint64(head)
	if size < 24 || size > most || skip(in, int64(8+size-uint64(len(magic)))) != nil {
		return false
	}
	tail := make([]byte, len(magic))
	_, err = io.ReadFull(in, tail)
	return err == nil && string(tail) == magic
}

// verdict compares the two: bytes that several entries share are seen once.
func (t *tally) verdict(name string) error {
	if t.seen != t.listed || t.seenPacked != t.listedPacked || t.seenNames != t.listedNames {
		return closed(name)
	}
	return nil
}

func closed(name string) error {
	return badEntry("zip_nested", name)
}

// local reads an entry behind its local header.
func (w *walk) local(in *bufio.Reader, t *tally, at int) error {
	var h [localLen]byte
	if _, err := io.ReadFull(in, h[:]); err != nil {
		return err
	}
	flags, method := le.Uint16(h[6:]), le.Uint16(h[8:])
	name, extra, err := nameAndExtra(in, h[26:])
	if err != nil {
		return err
	}
	if err := w.count(); err != nil {
		return err
	}
	if err := w.header(name, method, flags); err != nil {
		return err
	}
	packed := packedSize(extra, le.Uint32(h[22:]), le.Uint32(h[18:]))
	t.seen++
	t.seenNames += digest(name)
	same := digest(path.Clean(name))
	if t.names[same] {
		return badEntry("zip_duplicate", name)
	}
	t.names[same] = true
	switch described := flags&8 != 0; {
	case locked(flags):
		w.encrypted = true
		if described && packed == 0 {
			t.opaque = true
			return nil
		}
		err = skip(in, packed)
	case method == zip.Store && described && packed == 0:
		packed, err = w.unsized(in, name, at)
	case method == zip.Store:
		err = w.stored(in, name, packed, at)
	default:
		packed, err = w.deflated(in, name, at)
	}
	t.seenPacked += packed
	if err == nil && flags&8 != 0 {
		err = skipDescriptor(in)
	}
	return err
}

// digest stands for a name, which may be long. Names that share one are taken for
// the same; nobody but their maker can have made them so.
func digest(name string) uint64 {
	h := fnv.New64a()
	_, _ = h.Write([]byte(name)) // never fails
	return h.Sum64()
}

// stored reads an entry that is not packed.
func (w *walk) stored(in *bufio.Reader, name string, size int64, at int) error {
	part := &io.LimitedReader{R: in, N: size}
	if err := w.read(part, name, at); err != nil {
		return err
	}
	if part.N > 0 {
		return io.ErrUnexpectedEOF
	}
	return nil
}

// deflated reads a packed entry to the end that its own data marks, and returns
// its true packed length.
func (w *walk) deflated(in *bufio.Reader, name string, at int) (int64, error) {
	from := &counter{in: in}
	r, err := w.inflater(from, at)
	if err != nil {
		return 0, err
	}
	if err := w.read(r, name, at); err != nil {
		return 0, err
	}
	return from.n, nil
}

// central reads one entry of the directory.
func (t *tally) central(in *bufio.Reader) error {
	var h [centralLen]byte
	if _, err := io.ReadFull(in, h[:]); err != nil {
		return err
	}
	name, extra, err := nameAndExtra(in, h[28:])
	if err != nil {
		return err
	}
	if isLink(le.Uint16(h[4:]), le.Uint32(h[38:])) {
		return badEntry("zip_link", name)
	}
	t.listed++
	t.listedNames += digest(name)
	t.listedPacked += packedSize(extra, le.Uint32(h[24:]), le.Uint32(h[20:]))
	return skip(in, int64(le.Uint16(h[32:])))
}

// nameAndExtra reads what follows a header; lens are its two lengths.
func nameAndExtra(in *bufio.Reader, lens []byte) (string, []byte, error) {
	n := int(le.Uint16(lens))
	buf := make([]byte, n+int(le.Uint16(lens[2:])))
	_, err := io.ReadFull(in, buf)
	return string(buf[:n]), buf[n:], err
}

// packedSize is the packed size in a header, or in its zip64 field, where it
// stands behind the unpacked one if that is there too.
func packedSize(extra []byte, unpacked, packed uint32) int64 {
	if packed != unknown32 {
		return int64(packed)
	}
	for len(extra) >= 4 {
		n := int(le.Uint16(extra[2:]))
		if n > len(extra)-4 {
			break
		}
		field := extra[4 : 4+n]
		if le.Uint16(extra) == 1 {
			if unpacked == unknown32 && len(field) >= 8 {
				field = field[8:]
			}
			if len(field) >= 8 {
				return int64(le.Uint64(field) & math.MaxInt64)
			}
		}
		extra = extra[4+n:]
	}
	return int64(packed)
}

// skipDescriptor skips the sizes that follow an entry: with or without a
// signature, of 4 bytes each or of 8. What comes next tells.
func skipDescriptor(in *bufio.Reader) error {
	n := 12
	ahead, _ := in.Peek(26)
	if len(ahead) >= 4 && string(ahead[:4]) == descriptorMagic {
		n = 16
	}
	if !hasPK(ahead, n) && hasPK(ahead, n+8) {
		n += 8
	}
	return skip(in, int64(n))
}

func hasPK(b []byte, at int) bool { return len(b) >= at+2 && string(b[at:at+2]) == "PK" }

// skip passes over n bytes, which must be there.
func skip(in *bufio.Reader, n int64) error {
	got, err := io.Copy(io.Discard, io.LimitReader(in, n))
	if err == nil && got < n {
		err = io.ErrUnexpectedEOF
	}
	return err
}
