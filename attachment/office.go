package attachment

import (
	"slices"

	"github.com/torikime/torikime/policy"
)

// oleMain are the streams that make a compound file a document of a kind. Each
// begins with a mark of its own.
var oleMain = []struct {
	kind, stream string
	begins       func([]byte) bool
}{
	{"word", "WordDocument", isFIB},
	{"excel", "Workbook", isBOF},
	{"excel", "Book", isBOF}, // Excel 5 and 95
	{"powerpoint", "PowerPoint Document", func(b []byte) bool { return len(b) > 0 }},
}

// oleOf makes a check: a compound file whose root holds the main stream of this
// kind and of no other.
//
// One under a password is accepted and marked. Macros are too: in these formats
// they have no extension of their own.
func oleOf(kind string) check {
	return func(c *content, _ policy.ZipLimits) (mark, *problem) {
		r, bad := openOLE(c)
		if bad != nil {
			return mark{}, bad
		}
		root := r.root()
		m := mark{end: r.end}
		if r.installer || !only(root, kind) {
			return mark{}, errOther
		}
		for _, main := range oleMain {
			e, ok := streamOf(root, main.stream)
			if !ok {
				continue
			}
			first := r.first(e)
			if !main.begins(first) {
				return mark{}, damaged(main.stream)
			}
			m.encrypted = m.encrypted || isLocked(main.kind, first)
		}
		// PowerPoint says it in a stream beside.
		if e, ok := streamOf(root, "Current User"); ok && kind == "powerpoint" {
			first := r.first(e)
			m.encrypted = len(first) >= 16 && le.Uint32(first[12:]) == 0xf3d1c4df
		}
		return m, nil
	}
}

// only tells whether the root holds main streams, all of them of one kind.
func only(root []oleEntry, kind string) bool {
	found := false
	for _, main := range oleMain {
		if _, ok := streamOf(root, main.stream); ok {
			if main.kind != kind {
				return false
			}
			found = true
		}
	}
	return found
}

func streamOf(root []oleEntry, name string) (oleEntry, bool) {
	i := slices.IndexFunc(root, func(e oleEntry) bool { return e.name == name && e.kind == oleStream })
	if i < 0 {
		return oleEntry{}, false
	}
	return root[i], true
}

// oleLocked tells whether this is a new Office file under a password, which is
// wrapped in a compound file. Which of the three it is, only the password tells.
func oleLocked(c *content) (mark, *problem) {
	r, bad := openOLE(c)
	if bad != nil {
		return mark{}, bad
	}
	root := r.root()
	for _, name := range []string{"EncryptedPackage", "EncryptionInfo"} {
		if _, ok := streamOf(root, name); !ok {
			return mark{}, errOther
		}
	}
	return mark{encrypted: true, end: r.end}, nil
}

// isFIB: a Word document begins with one of these marks, from Word 6 on.
func isFIB(b []byte) bool {
	return len(b) >= 12 && (le.Uint16(b) == 0xa5ec || le.Uint16(b) == 0xa5dc)
}

// isBOF: a workbook of Excel 5 and later begins with this record.
func isBOF(b []byte) bool { return len(b) >= 8 && le.Uint16(b) == 0x0809 }

// isLocked: Word says so with a bit, Excel with a record behind the first.
func isLocked(kind string, b []byte) bool {
	if kind == "word" {
		return le.Uint16(b[10:])&0x100 != 0
	}
	if kind != "excel" {
		return false
	}
	for len(b) >= 4 {
		switch le.Uint16(b) {
		case 0x002f: // FILEPASS
			return true
		case 0x0809, 0x0086: // the first, and "write-reserved"
		default:
			return false
		}
		b = b[min(len(b), 4+int(le.Uint16(b[2:]))):]
	}
	return false
}
