package attachment

import (
	"unicode/utf16"
	"unicode/utf8"
)

// encoding reads as many whole characters of a text as there are, and tells how
// many bytes they take; below 0 if there is one that no text has.
type encoding func([]byte) int

// checkText reads the whole file: UTF-8, UTF-16 with a byte order mark,
// Shift_JIS or EUC-JP, without NUL and other control characters that no text
// has. PostScript and PDF can be read like texts, but are none to their writers.
func checkText(c *content) (int64, *problem) {
	if isPDF(c) || isPostScript(c.head) {
		return 0, errOther
	}
	encodings := []encoding{readUTF8, readShiftJIS, readEUC}
	switch {
	case c.hasPrefix("\xff\xfe"):
		encodings = []encoding{func(b []byte) int { return readUTF16(b, le.Uint16) }}
	case c.hasPrefix("\xfe\xff"):
		encodings = []encoding{func(b []byte) int { return readUTF16(b, be.Uint16) }}
	}
	for _, e := range encodings {
		if readsAs(c, e) {
			return c.size, nil
		}
	}
	if readsAs(c, readBytes) {
		return 0, badKind("encoding")
	}
	return 0, errOther
}

// readsAs tells whether the whole file is text in an encoding.
func readsAs(c *content, e encoding) bool {
	at := int64(0)
	for at < c.size {
		n := e(c.view(at, int(min(windowLen, c.size-at))))
		if n <= 0 { // a character of none, or the half of one at the end
			return false
		}
		at += int64(n)
	}
	return true
}

// textual: tabulators, ends of lines and pages, the escape of ISO-2022-JP, and
// the end mark of DOS are the control characters of texts.
func textual(r rune) bool {
	return r >= ' ' && r != 0x7f || r >= '\b' && r <= '\r' || r == 0x1a || r == 0x1b
}

// readASCII is how many bytes at the beginning are of one byte each.
func readASCII(b []byte) int {
	for i, x := range b {
		if x >= 0x80 || !textual(rune(x)) {
			return i
		}
	}
	return len(b)
}

// readBytes reads what may be a text in some encoding that nobody said.
func readBytes(b []byte) int {
	for _, x := range b {
		if !textual(rune(x)) {
			return -1
		}
	}
	return len(b)
}

func readUTF8(b []byte) int {
	n := 0
	for n < len(b) {
		if n += readASCII(b[n:]); n == len(b) {
			break
		}
		if !utf8.FullRune(b[n:]) {
			break
		}
		r, size := utf8.DecodeRune(b[n:])
		if r == utf8.RuneError && size == 1 || !textual(r) {
			return -1
		}
		n += size
	}
	return n
}

func readUTF16(b []byte, unit func([]byte) uint16) int {
	n := 0
	for ; n+2 <= len(b); n += 2 {
		r := rune(unit(b[n:]))
		if utf16.IsSurrogate(r) {
			if n+4 > len(b) {
				break
			}
			if utf16.DecodeRune(r, rune(unit(b[n+2:]))) == utf8.RuneError {
				return -1
			}
			n += 2
		} else if !textual(r) {
			return -1
		}
	}
	return n
}

func readShiftJIS(b []byte) int {
	n := 0
	for n < len(b) {
		if n += readASCII(b[n:]); n == len(b) {
			break
		}
		switch x := b[n]; {
		case x >= 0xa1 && x <= 0xdf:
			n++
		case !leadsShiftJIS(x):
			return -1
		case n+1 == len(b):
			return n
		case b[n+1] < 0x40 || b[n+1] == 0x7f || b[n+1] > 0xfc:
			return -1
		default:
			n += 2
		}
	}
	return n
}

// leadsShiftJIS tells whether a byte is the first of two.
func leadsShiftJIS(b byte) bool { return b >= 0x81 && b <= 0x9f || b >= 0xe0 && b <= 0xfc }

// readEUC reads EUC-JP, in which older Unix systems of Japan keep their texts.
func readEUC(b []byte) int {
	n := 0
	for n < len(b) {
		if n += readASCII(b[n:]); n == len(b) {
			break
		}
		length := 2
		if b[n] == 0x8f {
			length = 3
		}
		if n+length > len(b) {
			break
		}
		if first := b[n]; first != 0x8e && first != 0x8f && !inEUC(first) {
			return -1
		}
		for _, x := range b[n+1 : n+length] {
			if !inEUC(x) {
				return -1
			}
		}
		n += length
	}
	return n
}

func inEUC(x byte) bool { return x >= 0xa1 && x <= 0xfe }
