package attachment

import (
	"archive/zip"
	"bytes"
	"errors"
	"path"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/japanese"

	"github.com/torikime/torikime/policy"
)

const (
	zipMagic        = "PK\x03\x04"
	zipEmptyMagic   = "PK\x05\x06" // also the record that ends every archive
	zipCentralMagic = "PK\x01\x02"
	zipEndLen       = 22
	// maxEntryBytes is what one entry of a directory may take on average.
	maxEntryBytes = 1 << 10
	// directorySlack is for what is read twice when a directory is looked for.
	directorySlack = 128 << 10
)

// checkZip looks into an archive without unpacking it anywhere (T7.4).
func checkZip(c *content, limits policy.ZipLimits) (mark, *problem) {
	if c.hasPrefix(zipEmptyMagic) {
		return mark{}, badKind("empty")
	}
	if !c.hasPrefix(zipMagic) {
		return mark{}, errOther
	}
	archive, bad := openZip(c, limits)
	if bad != nil {
		return mark{}, bad
	}
	return inspect(c, archive, limits, false)
}

// openZip reads the directory, as far as the limits allow.
func openZip(c *content, limits policy.ZipLimits) (*zip.Reader, *problem) {
	guard := &directoryGuard{
		content: c,
		bytes:   directorySlack + int64(limits.Entries)*maxEntryBytes,
		entries: int64(limits.Entries) + directorySlack/46,
	}
	archive, err := zip.NewReader(guard, c.size)
	if guard.flooded || err == nil && len(archive.File) > limits.Entries {
		return nil, tooManyEntries(limits)
	}
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) {
		return nil, badArchive("zip_damaged")
	}
	guard.done = true
	return archive, nil
}

// directoryGuard stops a flood of entries while the directory is read: the
// number that an archive claims to hold proves nothing.
type directoryGuard struct {
	*content
	bytes, entries int64
	flooded, done  bool
}

var errFlood = errors.New("the directory is too long")

// ReadAt counts the bytes and the entries that begin in them.
func (g *directoryGuard) ReadAt(p []byte, off int64) (int, error) {
	n, err := g.content.ReadAt(p, off)
	if g.done {
		return n, err
	}
	g.bytes -= int64(n)
	g.entries -= int64(bytes.Count(p[:n], []byte(zipCentralMagic)))
	if g.bytes < 0 || g.entries < 0 {
		g.flooded = true
		return 0, errFlood
	}
	return n, err
}

// inspect judges the directory, then reads every entry through a meter: what an
// archive declares is never believed. An Office file is no archive to its
// writer, so it does not count as a level.
func inspect(c *content, archive *zip.Reader, limits policy.ZipLimits, office bool) (mark, *problem) {
	w := newWalk(c.size, limits)
	if err := w.directory(c, archive); err != nil {
		return mark{}, asProblem(err)
	}
	level := 1
	if office {
		level = 0
	}
	for _, f := range archive.File {
		if locked(f.Flags) {
			w.encrypted = true
			continue
		}
		if err := w.entry(f, level); err != nil {
			return mark{}, asProblem(err)
		}
	}
	return mark{encrypted: w.encrypted}, nil
}

// entry reads one entry to its end and checksum.
func (w *walk) entry(f *zip.File, level int) error {
	in, err := f.Open()
	if err != nil {
		return damagedEntry(f.Name)
	}
	defer in.Close()
	if err := w.read(in, f.Name, level); err != nil {
		var known *problem
		if errors.As(err, &known) {
			return known
		}
		return damagedEntry(f.Name)
	}
	return nil
}

// directory judges everything that can be judged without unpacking.
func (w *walk) directory(c *content, archive *zip.Reader) error {
	names := make(map[string]bool, len(archive.File))
	places := make([]place, 0, len(archive.File))
	for _, f := range archive.File {
		if err := w.declared(f, names); err != nil {
			return err
		}
		from, err := f.DataOffset()
		size := int64(f.CompressedSize64)
		if err != nil || size < 0 || size > c.size-from {
			return damagedEntry(f.Name)
		}
		places = append(places, place{f, from, from + size})
	}
	return layout(c, places)
}

// declared judges what the directory says about one entry.
func (w *walk) declared(f *zip.File, names map[string]bool) error {
	if err := w.count(); err != nil {
		return err
	}
	if err := w.header(f.Name, f.Method, f.Flags); err != nil {
		return err
	}
	if isLink(f.CreatorVersion, f.ExternalAttrs) {
		return badEntry("zip_link", f.Name)
	}
	name := path.Clean(f.Name)
	if names[name] {
		return badEntry("zip_duplicate", f.Name)
	}
	names[name] = true
	return w.claim(f.UncompressedSize64)
}

// header judges what every header of an entry tells, also in archives within.
func (w *walk) header(name string, method, flags uint16) error {
	if escapes(name) {
		return badEntry("zip_path", name)
	}
	// Encryption by AES stands in the place of the method.
	if method != zip.Store && method != zip.Deflate && !locked(flags) {
		return badEntry("zip_method", name, "method", strconv.Itoa(int(method)))
	}
	return nil
}

// locked tells an encrypted entry.
func locked(flags uint16) bool { return flags&0x2041 != 0 }

// isLink tells a symbolic link: made on Unix or macOS, with the mode of a link.
func isLink(creator uint16, attributes uint32) bool {
	system := creator >> 8
	return (system == 3 || system == 19) && attributes>>16&0xf000 == 0xa000
}

// escapes tells whether a name in an archive could lead out of the folder that
// it is unpacked into, on any system.
func escapes(name string) bool {
	return name == "" || strings.IndexByte(name, 0) >= 0 || hasBackslash(name) ||
		strings.HasPrefix(name, "/") || len(name) > 1 && name[1] == ':' ||
		slices.Contains(strings.Split(name, "/"), "..")
}

// hasBackslash looks for one that is not the second half of a character: names
// from Japanese Windows are in Shift_JIS, where 表 and ソ end in that byte.
func hasBackslash(name string) bool {
	if utf8.ValidString(name) {
		return strings.Contains(name, `\`)
	}
	for i := 0; i < len(name); i++ {
		if leadsShiftJIS(name[i]) {
			i++
		} else if name[i] == '\\' {
			return true
		}
	}
	return false
}

// entryName is an entry's name as a person may read it: names from Japanese
// Windows are in Shift_JIS, and no name is trusted on a page as it is.
func entryName(name string) string {
	if !utf8.ValidString(name) {
		if decoded, err := japanese.ShiftJIS.NewDecoder().String(name); err == nil {
			name = decoded
		}
	}
	return strconv.Quote(cutRunes(name, maxShown))
}

// maxShown is how much of an entry's name is shown.
const maxShown = 120

func tooManyEntries(limits policy.ZipLimits) *problem {
	return badArchive("zip_entries", "max", strconv.Itoa(limits.Entries))
}

func damagedEntry(name string) *problem { return badEntry("zip_entry", name) }
