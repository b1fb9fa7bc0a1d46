package attachment

import (
	"bytes"
	"strconv"
)

// maxPixels is the most pixels of a picture: 20,000 × 20,000, twice an A0 poster
// at 350 dpi. Whoever opens a picture unpacks it to four bytes a pixel, whatever
// its packed length.
const maxPixels = 400_000_000

// checkPixels refuses a picture without pixels, and one with too many.
func checkPixels(width, height int64, part string) *problem {
	if width <= 0 || height <= 0 {
		return damaged(part)
	}
	if width > maxPixels/height {
		return badKind("pixels", "width", decimal(width), "height", decimal(height), "max", strconv.Itoa(maxPixels))
	}
	return nil
}

// checkPNG walks the chunks to the last.
func checkPNG(c *content) (int64, *problem) {
	if !c.hasPrefix("\x89PNG\r\n\x1a\n") {
		return 0, errOther
	}
	packed := false
	for at := int64(8); ; {
		h := c.view(at, 16+8)
		if len(h) < 8 {
			return 0, truncated("IEND")
		}
		size, name := int64(be.Uint32(h)), string(h[4:8])
		end := at + 12 + size
		switch {
		case !isChunkName(name) || (at == 8) != (name == "IHDR") || name == "IHDR" && size != 13:
			return 0, damaged("IHDR")
		case end > c.size:
			return 0, truncated(name)
		case name == "IHDR":
			if bad := checkPixels(int64(be.Uint32(h[8:])), int64(be.Uint32(h[12:])), name); bad != nil {
				return 0, bad
			}
		case name == "IDAT":
			packed = true
		case name == "IEND" && !packed:
			return 0, damaged("IDAT")
		case name == "IEND":
			return end, nil
		}
		at = end
	}
}

func isChunkName(name string) bool {
	for _, x := range []byte(name) {
		if x|0x20 < 'a' || x|0x20 > 'z' {
			return false
		}
	}
	return true
}

// checkJPEG walks the markers to the last, through the packed pixels.
func checkJPEG(c *content) (int64, *problem) {
	if !c.hasPrefix("\xff\xd8\xff") {
		return 0, errOther
	}
	framed, scanned := false, false
	for at := int64(2); ; {
		m := c.view(at, 9)
		if len(m) < 2 {
			return 0, truncated("EOI")
		}
		if m[0] != 0xff || m[1] == 0 || m[1] == 0xd8 {
			return 0, damaged("marker")
		}
		switch marker := m[1]; {
		case marker == 0xff: // filling
			at++
			continue
		case marker == 0xd9 && scanned:
			return at + 2, nil
		case marker == 0xd9:
			return 0, damaged("SOS")
		case standsAlone(marker):
			at += 2
			continue
		}
		if len(m) < 4 || at+2+int64(be.Uint16(m[2:])) > c.size {
			return 0, truncated("marker")
		}
		length := int64(be.Uint16(m[2:]))
		if length < 2 {
			return 0, damaged("marker")
		}
		if isFrame(m[1]) {
			if length < 8 {
				return 0, damaged("SOF")
			}
			if bad := checkPixels(int64(be.Uint16(m[7:])), int64(be.Uint16(m[5:])), "SOF"); bad != nil {
				return 0, bad
			}
			framed = true
		}
		if m[1] == 0xda && !framed {
			return 0, damaged("SOF")
		}
		scan := m[1] == 0xda
		at += 2 + length
		if scan {
			if at = scanEnd(c, at); at < 0 {
				return 0, truncated("EOI")
			}
			scanned = true
		}
	}
}

// standsAlone: no length follows a restart mark.
func standsAlone(marker byte) bool { return marker == 1 || marker >= 0xd0 && marker <= 0xd7 }

// isFrame tells the markers that a frame begins with, whatever its coding.
func isFrame(marker byte) bool {
	return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc
}

// scanEnd is where the packed pixels end: at the next marker that is none of
// theirs; below 0 if the file ends first.
func scanEnd(c *content, at int64) int64 {
	for at < c.size-1 {
		b := c.view(at, windowLen)
		if len(b) < 2 {
			return -1
		}
		i := 0
		for i < len(b)-1 {
			next := bytes.IndexByte(b[i:len(b)-1], 0xff)
			if next < 0 {
				i = len(b) - 1
				break
			}
			i += next
			switch m := b[i+1]; {
			case m == 0xff:
				i++
			case m == 0 || standsAlone(m):
				i += 2
			default:
				return at + int64(i)
			}
		}
		at += int64(i)
	}
	return -1
}

// checkGIF walks the blocks to the last.
func checkGIF(c *content) (int64, *problem) {
	if !c.hasPrefix("GIF87a") && !c.hasPrefix("GIF89a") {
		return 0, errOther
	}
	if len(c.head) < 13 {
		return 0, truncated("header")
	}
	if bad := checkPixels(int64(le.Uint16(c.head[6:])), int64(le.Uint16(c.head[8:])), "header"); bad != nil {
		return 0, bad
	}
	at, images := 13+colourTable(c.head[10]), 0
	for {
		b := c.view(at, 10)
		if len(b) < 1 {
			return 0, truncated("trailer")
		}
		switch b[0] {
		case ';':
			if images == 0 {
				return 0, damaged("image")
			}
			return at + 1, nil
		case '!':
			at += 2
		case ',':
			if len(b) < 10 {
				return 0, truncated("image")
			}
			if bad := checkPixels(int64(le.Uint16(b[5:])), int64(le.Uint16(b[7:])), "image"); bad != nil {
				return 0, bad
			}
			images++
			at += 10 + colourTable(b[9]) + 1
		default:
			return 0, damaged("block")
		}
		if at = subBlocksEnd(c, at); at < 0 {
			return 0, truncated("block")
		}
	}
}

// colourTable is the length of the table that a GIF's flags announce.
func colourTable(flags byte) int64 {
	if flags&0x80 == 0 {
		return 0
	}
	return 3 << (flags&7 + 1)
}

// subBlocksEnd is where a row of sub-blocks ends; below 0 if the file ends first.
func subBlocksEnd(c *content, at int64) int64 {
	for {
		b := c.view(at, 1)
		if len(b) == 0 {
			return -1
		}
		at += 1 + int64(b[0])
		if b[0] == 0 {
			return at
		}
	}
}
