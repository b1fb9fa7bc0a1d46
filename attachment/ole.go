package attachment

import (
	"slices"
	"unicode/utf16"
)

// An OLE compound file is a small file system. Its directory tells a Word
// document from an installer.
//
// The reader is our own because a hostile directory must not cost memory: it
// keeps a few bytes per entry, for at most maxOLEEntries.
const (
	oleMagic      = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
	maxOLEEntries = 1 << 14
	maxFATSectors = 1 << 16
	oleNone       = 0xfffffffa // from here on a number is no sector and no entry
	oleFree       = 0xffffffff
	oleStream     = 2 // the type of an entry that holds bytes
	miniSector    = 64
)

// oleEntry is an entry of the directory: a node in a tree of siblings.
type oleEntry struct {
	name               string
	kind               byte
	left, right, child uint32
	start, size        uint32
}

type oleReader struct {
	c      *content
	sector int
	buf    []byte
	// fat are the sectors that hold the chains of all others.
	fat       []uint32
	entries   []oleEntry
	installer bool
	// end is where the last sector in use ends.
	end int64
}

// openOLE reads the tables and the directory of a compound file.
func openOLE(c *content) (*oleReader, *problem) {
	if !c.hasPrefix(oleMagic) {
		return nil, errOther
	}
	if len(c.head) < 512 {
		return nil, truncated("header")
	}
	shift := le.Uint16(c.head[30:])
	if shift != 9 && shift != 12 {
		return nil, damaged("header")
	}
	r := &oleReader{c: c, sector: 1 << shift, buf: make([]byte, 1<<shift)}
	if !r.readFATSectors() {
		return nil, damaged("FAT")
	}
	if bad := r.checkFAT(); bad != nil {
		return nil, bad
	}
	if !r.readEntries() {
		return nil, damaged("directory")
	}
	return r, nil
}

// at is a sector, valid until the next call; nil if it is not in the file.
func (r *oleReader) at(sector uint32) []byte {
	n, _ := r.c.ReadAt(r.buf, (int64(sector)+1)*int64(r.sector))
	if n < r.sector {
		return nil
	}
	return r.buf
}

// readFATSectors: the header names the first 109, a chain of sectors the others.
func (r *oleReader) readFATSectors() bool {
	r.addFAT(r.c.head[76:512])
	next := r.c.le32(68)
	for next < oleNone {
		b := r.at(next)
		if b == nil || len(r.fat) > maxFATSectors {
			return false
		}
		r.addFAT(b[:r.sector-4])
		next = le.Uint32(b[r.sector-4:])
	}
	return true
}

func (r *oleReader) addFAT(b []byte) {
	for ; len(b) >= 4; b = b[4:] {
		r.fat = append(r.fat, le.Uint32(b))
	}
}

// next is the sector after this one in its chain.
func (r *oleReader) next(sector uint32) uint32 {
	per := uint32(r.sector / 4)
	if int(sector/per) >= len(r.fat) {
		return oleNone
	}
	where := r.fat[sector/per]
	if where >= oleNone {
		return oleNone
	}
	b := r.c.bytesAt((int64(where)+1)*int64(r.sector)+int64(sector%per)*4, 4)
	if len(b) < 4 {
		return oleNone
	}
	return le.Uint32(b)
}

// checkFAT: every sector in use lies within the file. The last one may be short.
func (r *oleReader) checkFAT() *problem {
	per := int64(r.sector / 4)
	for i, where := range r.fat {
		if where >= oleNone {
			continue
		}
		b := r.at(where)
		if b == nil {
			return truncated("FAT")
		}
		for j := per - 1; j >= 0; j-- {
			if le.Uint32(b[4*j:]) == oleFree {
				continue
			}
			from := (int64(i)*per + j + 1) * int64(r.sector)
			if from >= r.c.size {
				return truncated("sectors")
			}
			r.end = max(r.end, min(from+int64(r.sector), r.c.size))
			break
		}
	}
	return nil
}

// readEntries follows the directory's chain; a circle ends at the cap.
func (r *oleReader) readEntries() bool {
	for sector := r.c.le32(48); sector < oleNone; sector = r.next(sector) {
		b := r.at(sector)
		if b == nil || len(r.entries) >= maxOLEEntries {
			return false
		}
		for ; len(b) >= 128; b = b[128:] {
			if len(r.entries) == 0 {
				r.installer = isInstaller(b[80:96])
			}
			r.entries = append(r.entries, oleEntry{
				name:  oleName(b),
				kind:  b[66],
				start: le.Uint32(b[116:]),
				size:  le.Uint32(b[120:]),
				left:  le.Uint32(b[68:]),
				right: le.Uint32(b[72:]),
				child: le.Uint32(b[76:]),
			})
		}
	}
	return len(r.entries) > 0
}

// root lists the entries below the root, each once, by walking from sibling to
// sibling.
func (r *oleReader) root() []oleEntry {
	var list []oleEntry
	seen := make([]bool, len(r.entries))
	open := []uint32{r.entries[0].child}
	for len(open) > 0 {
		i := open[len(open)-1]
		open = open[:len(open)-1]
		if int64(i) >= int64(len(r.entries)) || seen[i] {
			continue
		}
		seen[i] = true
		list = append(list, r.entries[i])
		open = append(open, r.entries[i].left, r.entries[i].right)
	}
	return list
}

// first are the first bytes of a stream, at most miniSector. A short stream lies
// in the mini stream, which is the root's own.
func (r *oleReader) first(e oleEntry) []byte {
	n := int(min(e.size, miniSector))
	if e.size >= r.c.le32(56) {
		return r.c.bytesAt((int64(e.start)+1)*int64(r.sector), n)
	}
	at := int64(e.start) * miniSector
	if at >= r.c.size { // a chain may be a circle
		return nil
	}
	sector := r.entries[0].start
	for ; at >= int64(r.sector); at -= int64(r.sector) {
		if sector = r.next(sector); sector >= oleNone {
			return nil
		}
	}
	return r.c.bytesAt((int64(sector)+1)*int64(r.sector)+at, n)
}

// isInstaller knows the class ids of .msi, .msp and .mst.
func isInstaller(clsid []byte) bool {
	const tail = "\x10\x0c\x00\x00\x00\x00\x00\xc0\x00\x00\x00\x00\x00\x00\x46"
	return slices.Contains([]byte{0x82, 0x84, 0x86}, clsid[0]) && string(clsid[1:]) == tail
}

// oleName is the name of an entry.
func oleName(b []byte) string {
	n := int(le.Uint16(b[64:]))
	if n < 4 || n > 64 {
		return ""
	}
	units := make([]uint16, n/2-1)
	for i := range units {
		units[i] = le.Uint16(b[2*i:])
	}
	return string(utf16.Decode(units))
}
