package attachment

import (
	"archive/zip"
	"cmp"
	"slices"
)

// An archive says twice what it holds: in its directory, and before the bytes of
// each entry. Some unpackers read the one, some the other. So both must tell the
// same, and nothing may stand where neither looks (T7.4).

// place is where the packed bytes of an entry lie.
type place struct {
	f        *zip.File
	from, to int64
}

// layout walks the entries in the order of their bytes. They must follow each
// other from the beginning of the file to the directory.
func layout(c *content, places []place) error {
	slices.SortFunc(places, func(a, b place) int { return cmp.Compare(a.from, b.from) })
	at, described := int64(0), false
	for _, p := range places {
		// Before the bytes of every entry stands its own header.
		if p.from < at+localLen {
			return badArchive("zip_overlap")
		}
		start, ok := afterDescriptor(c, at, described, zipMagic)
		if !ok {
			return badArchive("zip_hidden")
		}
		if bad := sameEntry(c.bytesAt(start, localLen), c, start, p); bad != nil {
			return bad
		}
		at, described = p.to, p.f.Flags&8 != 0
	}
	directory, ok := afterDescriptor(c, at, described, zipCentralMagic)
	if !ok || !closes(c, directory) {
		return badArchive("zip_hidden")
	}
	return nil
}

// afterDescriptor is where a magic stands: at an offset, or behind the sizes that
// follow an entry, which are of 4 bytes each or of 8, with a signature or not.
func afterDescriptor(c *content, at int64, described bool, magic string) (int64, bool) {
	b := c.bytesAt(at, 24+4)
	lengths := []int{0, 16, 24, 12, 20}
	if !described {
		lengths = lengths[:1]
	}
	for _, n := range lengths {
		if len(b) >= n+4 && string(b[n:n+4]) == magic {
			return at + int64(n), true
		}
	}
	return 0, false
}

// sameEntry compares an entry's own header with the directory.
func sameEntry(h []byte, c *content, start int64, p place) *problem {
	if len(h) < localLen {
		return damagedEntry(p.f.Name)
	}
	n, extra := int(le.Uint16(h[26:])), int64(le.Uint16(h[28:]))
	if start+localLen+int64(n)+extra != p.from {
		return badArchive("zip_hidden")
	}
	flags, method := le.Uint16(h[6:]), le.Uint16(h[8:])
	packed := le.Uint32(h[18:])
	sized := flags&8 == 0 && packed != unknown32
	if string(c.bytesAt(start+localLen, n)) != p.f.Name || method != p.f.Method || locked(flags) != locked(p.f.Flags) ||
		sized && uint64(packed) != p.f.CompressedSize64 {
		return badEntry("zip_differs", p.f.Name)
	}
	return nil
}

// closes tells whether the directory is followed by the record that ends the
// archive, and nothing by anything.
func closes(c *content, directory int64) bool {
	at, ok := findZipEnd(c)
	if !ok {
		return false
	}
	end := c.bytesAt(at, zipEndLen)
	for rest := at + zipEndLen + int64(le.Uint16(end[20:])); rest < c.size; {
		b := c.view(rest, windowLen)
		if len(b) == 0 || !isBlank(b) {
			return false
		}
		rest += int64(len(b))
	}
	// The records of a long archive stand between; they have a length of their own.
	long := string(c.bytesAt(at-20, 4)) == "PK\x06\x07"
	return long || directory+int64(le.Uint32(end[12:])) == at
}

// findZipEnd finds the record that ends an archive: the last whose comment fits.
func findZipEnd(c *content) (int64, bool) {
	const longest = zipEndLen + 1<<16
	from := max(0, c.size-longest)
	tail := c.bytesAt(from, int(c.size-from))
	for i := len(tail) - zipEndLen; i >= 0; i-- {
		if string(tail[i:i+4]) == zipEmptyMagic && i+zipEndLen+int(le.Uint16(tail[i+20:])) <= len(tail) {
			return from + int64(i), true
		}
	}
	return 0, false
}
