package attachment

import (
	"bytes"
	"encoding/binary"
	"slices"
)

// executable names the program that a file is, whatever its name; "" if none.
func executable(c *content) string {
	switch {
	case isDOS(c):
		return "a Windows or DOS program"
	case c.hasPrefix("\x7fELF"):
		return "a Linux program"
	case c.hasPrefix("\xfe\xed\xfa\xce"), c.hasPrefix("\xfe\xed\xfa\xcf"),
		c.hasPrefix("\xce\xfa\xed\xfe"), c.hasPrefix("\xcf\xfa\xed\xfe"):
		return "a macOS program"
	case c.hasPrefix("\xca\xfe\xba\xbe"), c.hasPrefix("\xca\xfe\xba\xbf"):
		return "a macOS or Java program"
	case c.hasPrefix("#!"), c.hasPrefix("\xef\xbb\xbf#!"):
		return "a script that can be run (#!)"
	case c.hasPrefix("L\x00\x00\x00\x01\x14\x02\x00"):
		return "a Windows shortcut"
	case c.hasPrefix("\x00asm"), c.hasPrefix("dex\n0"):
		return "program code"
	}
	return ""
}

// isDOS: "MZ" alone may begin a text, so there must be a header behind it too.
func isDOS(c *content) bool {
	if !c.hasPrefix("MZ") && !c.hasPrefix("ZM") {
		return false
	}
	if bytes.IndexByte(c.head[:min(len(c.head), 64)], 0) >= 0 {
		return true
	}
	at := c.bytesAt(int64(c.le32(0x3c)), 4)
	return bytes.Equal(at, []byte("PE\x00\x00"))
}

// isPDF allows white space and a byte order mark before the header, nothing
// else: whatever stands there could be another format.
func isPDF(c *content) bool {
	head := bytes.TrimPrefix(c.head[:min(len(c.head), 1024)], []byte("\xef\xbb\xbf"))
	head = bytes.TrimLeft(head, " \t\r\n")
	return len(head) > 7 && bytes.HasPrefix(head, []byte("%PDF-")) && head[5] >= '1' && head[5] <= '9'
}

func isJPEG(c *content) bool {
	if !c.hasPrefix("\xff\xd8\xff") || len(c.head) < 6 {
		return false
	}
	marker := c.head[3]
	// Tables, frames, application data and comments may follow the first marker.
	return marker >= 0xc0 && marker != 0xd8 && marker != 0xd9 && marker != 0xff
}

func isPNG(c *content) bool {
	return c.hasPrefix("\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR") && len(c.head) >= 33 &&
		binary.BigEndian.Uint32(c.head[16:]) > 0 && binary.BigEndian.Uint32(c.head[20:]) > 0
}

func isGIF(c *content) bool {
	return (c.hasPrefix("GIF87a") || c.hasPrefix("GIF89a")) && len(c.head) >= 13
}

func isBMP(c *content) bool {
	if !c.hasPrefix("BM") || len(c.head) < 26 {
		return false
	}
	sizes := []uint32{12, 16, 40, 52, 56, 64, 108, 124}
	return slices.Contains(sizes, c.le32(14)) && c.le32(10) >= 26 && int64(c.le32(10)) <= c.size
}

// isPSD: version 1; version 2 is the large format, .psb.
func isPSD(c *content) bool {
	if !c.hasPrefix("8BPS\x00\x01\x00\x00\x00\x00\x00\x00") || len(c.head) < 26 {
		return false
	}
	channels := binary.BigEndian.Uint16(c.head[12:])
	depth := binary.BigEndian.Uint16(c.head[22:])
	return channels >= 1 && channels <= 56 && slices.Contains([]uint16{1, 8, 16, 32}, depth)
}

// isPostScript allows the Ctrl-D that old printer drivers put first.
func isPostScript(b []byte) bool {
	return bytes.HasPrefix(bytes.TrimPrefix(b, []byte("\x04")), []byte("%!PS"))
}

// isAI: Illustrator writes PDF, and before version 9 it wrote PostScript.
func isAI(c *content) bool { return isPDF(c) || isPostScript(c.head) }

// isEPS: text, or the binary wrapper of DOS whose header says where the text is.
func isEPS(c *content) bool {
	if !c.hasPrefix("\xc5\xd0\xd3\xc6") {
		return isPostScript(c.head)
	}
	start, length := int64(c.le32(4)), int64(c.le32(8))
	return start >= 30 && length > 4 && start+length <= c.size && isPostScript(c.bytesAt(start, 8))
}
