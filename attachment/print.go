package attachment

import (
	"bytes"
	"strconv"
)

// tailLen is how far from the end a PDF's last words may stand.
const tailLen = 4096

// isPDF allows white space and a byte order mark before the header, nothing
// else: whatever stands there could be another format.
func isPDF(c *content) bool {
	head := bytes.TrimPrefix(c.head[:min(len(c.head), 1024)], []byte("\xef\xbb\xbf"))
	head = bytes.TrimLeft(head, " \t\r\n")
	return len(head) > 7 && bytes.HasPrefix(head, []byte("%PDF-")) && head[5] >= '1' && head[5] <= '9'
}

// checkPDF looks at the first line, and at the last words, which a file that is
// cut off lacks.
func checkPDF(c *content) (int64, *problem) {
	if !isPDF(c) {
		return 0, errOther
	}
	if length, ok := linearLength(c.head); ok && length > c.size {
		return 0, truncated("/Linearized")
	}
	return pdfEnd(c)
}

// linearLength is the length that a PDF made for the web says it has. Such a one
// has last words near its beginning, too.
func linearLength(head []byte) (int64, bool) {
	_, dict, ok := bytes.Cut(head[:min(len(head), 1024)], []byte("/Linearized"))
	if !ok {
		return 0, false
	}
	dict, _, _ = bytes.Cut(dict, []byte(">>"))
	_, value, ok := bytes.Cut(dict, []byte("/L "))
	if !ok {
		return 0, false
	}
	digits := bytes.IndexFunc(value, func(r rune) bool { return r < '0' || r > '9' })
	if digits < 0 {
		digits = len(value)
	}
	length, err := strconv.ParseInt(string(value[:digits]), 10, 64)
	return length, err == nil
}

// pdfEnd finds the last words of a PDF: the place of its table, and its end.
func pdfEnd(c *content) (int64, *problem) {
	from := max(0, c.size-tailLen)
	tail := c.bytesAt(from, tailLen)
	eof := bytes.LastIndex(tail, []byte("%%EOF"))
	if eof < 0 {
		return 0, truncated("%%EOF")
	}
	ref := bytes.LastIndex(tail[:eof], []byte("startxref"))
	if ref < 0 {
		return 0, truncated("startxref")
	}
	digits := bytes.TrimSpace(tail[ref+len("startxref") : eof])
	if i := bytes.IndexAny(digits, " \t\r\n%"); i >= 0 {
		digits = digits[:i]
	}
	table, err := strconv.ParseInt(string(digits), 10, 64)
	if err != nil || table < 0 || table >= c.size {
		return 0, damaged("startxref")
	}
	return from + int64(eof+len("%%EOF")), nil
}

// isPostScript allows the Ctrl-D that old printer drivers put first.
func isPostScript(b []byte) bool {
	return bytes.HasPrefix(bytes.TrimPrefix(b, []byte("\x04")), []byte("%!PS"))
}

// checkEPS: a text, or the binary wrapper of DOS, whose header says where the
// text and its previews are. A text may end anywhere: the format has no last word.
func checkEPS(c *content) (int64, *problem) {
	if !c.hasPrefix("\xc5\xd0\xd3\xc6") {
		return 0, encapsulated(c.head)
	}
	if len(c.head) < 30 {
		return 0, truncated("header")
	}
	for at, part := range []string{"PostScript", "WMF", "TIFF"} {
		start, length := int64(c.le32(4+8*at)), int64(c.le32(8+8*at))
		if length == 0 && at > 0 {
			continue
		}
		if start < 28 {
			return 0, damaged(part)
		}
		if start+length > c.size {
			return 0, truncated(part)
		}
	}
	start, length := int64(c.le32(4)), int64(c.le32(8))
	return 0, encapsulated(c.bytesAt(start, int(min(length, headLen))))
}

// encapsulated: the first line must say EPSF, and a box must be announced.
func encapsulated(head []byte) *problem {
	line, _, _ := bytes.Cut(bytes.ReplaceAll(head, []byte("\r"), []byte("\n")), []byte("\n"))
	if !isPostScript(head) || !bytes.Contains(line, []byte("EPSF")) {
		return errOther
	}
	if !bytes.Contains(head, []byte("%%BoundingBox:")) {
		return damaged("%%BoundingBox")
	}
	return nil
}

// illustrator are marks of Adobe Illustrator: in the properties (also in the
// two-byte letters of a PDF), and of its private data.
var illustrator = []string{
	"Adobe Illustrator", "A\x00d\x00o\x00b\x00e\x00 \x00I\x00l\x00l\x00u\x00s\x00t\x00r\x00a\x00t\x00o\x00r",
	"AIPrivateData", "AIMetaData", "/Illustrator",
}

// checkAI: Illustrator writes PDF, and before version 9 it wrote PostScript; both
// with a mark of its own.
func checkAI(c *content) (int64, *problem) {
	var end int64
	switch {
	case isPDF(c):
		var bad *problem
		if end, bad = pdfEnd(c); bad != nil {
			return 0, bad
		}
	case !isPostScript(c.head):
		return 0, errOther
	}
	if !holds(c, illustrator) {
		return 0, errOther
	}
	return end, nil
}

// holds tells whether one of some short words stands anywhere in a file.
func holds(c *content, words []string) bool {
	const longest = 64
	for at := int64(0); at < c.size; at += windowLen - longest {
		b := c.view(at, windowLen)
		for _, word := range words {
			if bytes.Contains(b, []byte(word)) {
				return true
			}
		}
	}
	return false
}
