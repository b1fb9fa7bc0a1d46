package attachment

import (
	"encoding/binary"
	"slices"
	"unicode/utf16"

	"github.com/torikime/torikime/policy"
)

// An OLE compound file is a small file system. Its directory tells a Word
// document from an installer; nothing but the directory is read.
//
// The reader is our own because a hostile directory must not cost memory: it
// keeps a few bytes per entry, for at most maxOLEEntries.
const (
	oleMagic      = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
	maxOLEEntries = 1 << 14
	maxFATSectors = 1 << 16
	oleNone       = 0xfffffffa // from here on a number is no sector and no entry
)

// oleEntry is an entry of the directory: a node in a tree of siblings.
type oleEntry struct {
	name               string
	left, right, child uint32
}

// ole makes a check: a compound file whose root holds one of these streams.
func ole(streams ...string) func(*content, policy.ZipLimits) (mark, *problem) {
	return func(c *content, _ policy.ZipLimits) (mark, *problem) {
		names := oleNames(c)
		for _, stream := range streams {
			if slices.Contains(names, stream) {
				return mark{}, nil
			}
		}
		return mark{}, errOther
	}
}

// oleLocked tells whether this is a new Office file under a password, which is
// wrapped in a compound file.
func oleLocked(c *content) bool {
	names := oleNames(c)
	return slices.Contains(names, "EncryptedPackage") && slices.Contains(names, "EncryptionInfo")
}

// oleNames are the names in the root of a compound file; none if it is no sound
// one, or an installer, whatever else it carries.
func oleNames(c *content) []string {
	if !c.hasPrefix(oleMagic) || len(c.head) < 512 {
		return nil
	}
	shift := binary.LittleEndian.Uint16(c.head[30:])
	if shift != 9 && shift != 12 {
		return nil
	}
	r := &oleReader{c: c, sector: 1 << shift}
	if !r.readFATSectors() || !r.readEntries() || r.installer {
		return nil
	}
	return r.rootNames()
}

type oleReader struct {
	c      *content
	sector int
	// fat are the sectors that hold the chains of all others.
	fat       []uint32
	entries   []oleEntry
	installer bool
}

func (r *oleReader) at(sector uint32) []byte {
	b := r.c.bytesAt((int64(sector)+1)*int64(r.sector), r.sector)
	if len(b) < r.sector {
		return nil
	}
	return b
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
		next = binary.LittleEndian.Uint32(b[r.sector-4:])
	}
	return true
}

func (r *oleReader) addFAT(b []byte) {
	for ; len(b) >= 4; b = b[4:] {
		r.fat = append(r.fat, binary.LittleEndian.Uint32(b))
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
	return binary.LittleEndian.Uint32(b)
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
				left:  binary.LittleEndian.Uint32(b[68:]),
				right: binary.LittleEndian.Uint32(b[72:]),
				child: binary.LittleEndian.Uint32(b[76:]),
			})
		}
	}
	return len(r.entries) > 0
}

// rootNames walks the siblings below the root, each entry once.
func (r *oleReader) rootNames() []string {
	var names []string
	seen := make([]bool, len(r.entries))
	open := []uint32{r.entries[0].child}
	for len(open) > 0 {
		i := open[len(open)-1]
		open = open[:len(open)-1]
		if int64(i) >= int64(len(r.entries)) || seen[i] {
			continue
		}
		seen[i] = true
		names = append(names, r.entries[i].name)
		open = append(open, r.entries[i].left, r.entries[i].right)
	}
	return names
}

// isInstaller knows the class ids of .msi, .msp and .mst.
func isInstaller(clsid []byte) bool {
	const tail = "\x10\x0c\x00\x00\x00\x00\x00\xc0\x00\x00\x00\x00\x00\x00\x46"
	return slices.Contains([]byte{0x82, 0x84, 0x86}, clsid[0]) && string(clsid[1:]) == tail
}

// oleName is the name of an entry.
func oleName(b []byte) string {
	n := int(binary.LittleEndian.Uint16(b[64:]))
	if n < 4 || n > 64 {
		return ""
	}
	units := make([]uint16, n/2-1)
	for i := range units {
		units[i] = binary.LittleEndian.Uint16(b[2*i:])
	}
	return string(utf16.Decode(units))
}
