package attachment

import (
	"bytes"
	"io"
)

// A file that is sound as one kind may be sound as another kind too: behind its
// own end, or in parts that its own format does not read. Whoever opens it with
// another program gets what nobody has judged, so such a file is refused (T7.3).
//
// What stands behind the end of a picture or a sound is not always hostile:
// cameras append previews and films, editors leave old data. It is refused if it
// is a program, an archive, a document or a text.

// second names the other kind that a file is of; "" if there is none.
func second(c *content, end int64) string {
	if end > 0 && end < c.size {
		if what := behind(c, end); what != "" {
			return what
		}
	} else {
		end = c.size
	}
	if zipAtEnd(c, end) {
		return "application/zip"
	}
	if i := bytes.Index(c.head[:min(len(c.head), 1024)], []byte("%PDF-")); i > 0 && !isPDF(c) {
		if _, bad := pdfEnd(c); bad == nil {
			return "application/pdf"
		}
	}
	return ""
}

// behind names what stands behind the end of a format; zeros and blanks are nothing.
func behind(c *content, end int64) string {
	at := end
	for at < c.size {
		b := c.view(at, windowLen)
		if len(b) == 0 {
			return ""
		}
		blank := len(b) - len(bytes.TrimLeft(b, blanks))
		at += int64(blank)
		if blank < len(b) {
			break
		}
	}
	if at >= c.size {
		return ""
	}
	rest := &content{raw: io.NewSectionReader(c, at, c.size-at), size: c.size - at, head: c.bytesAt(at, headLen)}
	if what := executable(rest); what != "" {
		return what
	}
	for _, magic := range []string{zipMagic, zipEmptyMagic, "Rar!\x1a\x07", "7z\xbc\xaf\x27\x1c", "\x1f\x8b\x08", "MSCF", oleMagic, "%PDF-", "%!PS"} {
		if rest.hasPrefix(magic) {
			return look(rest)
		}
	}
	if isScrap(rest.head) {
		return look(rest)
	}
	return ""
}

const blanks = "\x00 \t\r\n"

func isBlank(b []byte) bool { return len(bytes.Trim(b, blanks)) == 0 }

// isScrap tells a text of some length: a page or a script that some program
// would read.
func isScrap(b []byte) bool {
	b = b[:min(len(b), 256)]
	for _, x := range b {
		if x >= 0x7f || !textual(rune(x)) {
			return false
		}
	}
	return len(b) >= 8
}

// zipAtEnd tells whether unpackers, which look for an archive's directory from
// the end, find one: behind the file's own end, or closing the whole file. What
// is embedded in an Office file stands between, and is the file's own.
func zipAtEnd(c *content, end int64) bool {
	at, ok := findZipEnd(c)
	if !ok {
		return false
	}
	record := c.bytesAt(at, zipEndLen)
	size := int64(le.Uint32(record[12:]))
	if string(c.bytesAt(at-size, 4)) != zipCentralMagic {
		return false
	}
	closes := at+zipEndLen+int64(le.Uint16(record[20:])) == c.size
	return at >= end || closes && !c.hasPrefix(oleMagic)
}
