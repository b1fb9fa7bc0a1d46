package attachment

import (
	"bufio"
	"errors"
	"io"
	"unicode/utf16"
	"unicode/utf8"
)

// isText reads the whole file: UTF-8, UTF-16 with a byte order mark, or
// Shift_JIS, without NUL and other control characters that no text has.
func isText(c *content) bool {
	switch {
	case c.hasPrefix("\xff\xfe"):
		return isUTF16(c, func(a, b byte) rune { return rune(b)<<8 | rune(a) })
	case c.hasPrefix("\xfe\xff"):
		return isUTF16(c, func(a, b byte) rune { return rune(a)<<8 | rune(b) })
	default:
		return isUTF8(c) || isShiftJIS(c)
	}
}

// textual: tabulators, ends of lines and pages, the escape of ISO-2022-JP, and
// the end mark of DOS are the control characters of texts.
func textual(r rune) bool {
	return r >= ' ' && r != 0x7f || r >= '\b' && r <= '\r' || r == 0x1a || r == 0x1b
}

func isUTF8(c *content) bool {
	in := bufio.NewReaderSize(c.stream(), 32<<10)
	for {
		r, n, err := in.ReadRune()
		if err != nil {
			return errors.Is(err, io.EOF)
		}
		if r == utf8.RuneError && n == 1 || !textual(r) {
			return false
		}
	}
}

func isUTF16(c *content, join func(a, b byte) rune) bool {
	in := bufio.NewReaderSize(c.stream(), 32<<10)
	var high rune
	for {
		var pair [2]byte
		if _, err := io.ReadFull(in, pair[:]); err != nil {
			return errors.Is(err, io.EOF) && high == 0
		}
		r := join(pair[0], pair[1])
		if high != 0 {
			if utf16.DecodeRune(high, r) == utf8.RuneError {
				return false
			}
			high = 0
			continue
		}
		if utf16.IsSurrogate(r) {
			high = r
		} else if !textual(r) {
			return false
		}
	}
}

func isShiftJIS(c *content) bool {
	in := bufio.NewReaderSize(c.stream(), 32<<10)
	for {
		b, err := in.ReadByte()
		if err != nil {
			return errors.Is(err, io.EOF)
		}
		switch {
		case b < 0x80 && textual(rune(b)), b >= 0xa1 && b <= 0xdf:
		case leadsShiftJIS(b):
			trail, err := in.ReadByte()
			if err != nil || trail < 0x40 || trail == 0x7f || trail > 0xfc {
				return false
			}
		default:
			return false
		}
	}
}

// leadsShiftJIS tells whether a byte is the first of two.
func leadsShiftJIS(b byte) bool { return b >= 0x81 && b <= 0x9f || b >= 0xe0 && b <= 0xfc }
