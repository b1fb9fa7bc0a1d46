package attachment

import (
	"bytes"
	"encoding/binary"
	"strings"
)

// isMPEG: an MPEG-1 or MPEG-2 program stream, or a bare video stream.
func isMPEG(c *content) bool {
	if c.hasPrefix("\x00\x00\x01\xba") && len(c.head) >= 12 {
		next := c.head[4]
		return next&0xc0 == 0x40 || next&0xf0 == 0x20
	}
	if !c.hasPrefix("\x00\x00\x01\xb3") || len(c.head) < 12 {
		return false
	}
	width := int(c.head[4])<<4 | int(c.head[5])>>4
	height := int(c.head[5]&0xf)<<8 | int(c.head[6])
	return width > 0 && height > 0
}

// brands are the brands of an ISO media file: its own first, then those it is
// compatible with; none if it has no such box.
func brands(c *content) []string {
	if !c.has(4, "ftyp") || len(c.head) < 16 {
		return nil
	}
	size := int64(binary.BigEndian.Uint32(c.head))
	if size < 16 || size > c.size || size%4 != 0 {
		return nil
	}
	list := []string{string(c.head[8:12])}
	for at := 16; at+4 <= int(min(size, int64(len(c.head)))); at += 4 {
		list = append(list, string(c.head[at:at+4]))
	}
	return list
}

const quickTime = "qt  "

// isMP4: the file's own brand is not QuickTime's, and it or one that the file is
// compatible with is a brand of MP4.
func isMP4(c *content) bool {
	list := brands(c)
	if len(list) == 0 || list[0] == quickTime {
		return false
	}
	for _, still := range []string{"hei", "hev", "mif", "msf", "avi", "jp", "mj"} {
		if strings.HasPrefix(list[0], still) {
			return false
		}
	}
	for _, brand := range list {
		for _, known := range []string{"mp4", "iso", "avc", "MSNV", "M4V", "M4A", "dash", "NDS", "XAVC", "f4v", "F4V", "3gp"} {
			if strings.HasPrefix(brand, known) {
				return true
			}
		}
	}
	return false
}

// isMOV: QuickTime's brand, its own or one that the file is compatible with, or
// an old movie without brands, which begins with one of QuickTime's atoms.
func isMOV(c *content) bool {
	if list := brands(c); len(list) > 0 {
		for _, brand := range list {
			if brand == quickTime {
				return true
			}
		}
		return false
	}
	for _, atom := range []string{"moov", "mdat", "wide", "free", "skip", "pnot"} {
		if c.has(4, atom) {
			return hasAtom(c, "moov")
		}
	}
	return false
}

// hasAtom walks the top level of a movie; a movie has a handful of atoms there.
func hasAtom(c *content, want string) bool {
	var at int64
	for range 64 {
		box := c.bytesAt(at, 16)
		if len(box) < 8 {
			return false
		}
		if string(box[4:8]) == want {
			return true
		}
		size := int64(binary.BigEndian.Uint32(box))
		if size == 1 && len(box) == 16 {
			size = int64(binary.BigEndian.Uint64(box[8:]))
		}
		if size < 8 || size > c.size-at {
			return false
		}
		at += size
	}
	return false
}

// isWAV: RIFF or its big-endian and long forms, with a format chunk.
func isWAV(c *content) bool {
	if !c.has(8, "WAVE") {
		return false
	}
	var order binary.ByteOrder = binary.LittleEndian
	switch {
	case c.hasPrefix("RIFX"):
		order = binary.BigEndian
	case !c.hasPrefix("RIFF") && !c.hasPrefix("RF64"):
		return false
	}
	at := int64(12)
	for range 64 {
		chunk := c.bytesAt(at, 8)
		if len(chunk) < 8 {
			return false
		}
		size := int64(order.Uint32(chunk[4:]))
		if string(chunk[:4]) == "fmt " {
			return size >= 14 && at+8+size <= c.size
		}
		at += 8 + size + size%2
	}
	return false
}

// isMP3: behind the tags, if there are any, two frames of layer III in a row.
func isMP3(c *content) bool {
	at, tagged := skipID3(c)
	window := c.bytesAt(at, 64<<10)
	start := len(window) - len(bytes.TrimLeft(window, "\x00"))
	if framesAt(c, window, at, start) {
		return true
	}
	if !tagged {
		return false
	}
	// Some programs misjudge the length of their own tag.
	for i := start; i+4 <= len(window); i++ {
		if framesAt(c, window, at, i) {
			return true
		}
	}
	return false
}

// skipID3 is where the first frame should be, and whether tags come before it.
func skipID3(c *content) (int64, bool) {
	var at int64
	for range 4 {
		tag := c.bytesAt(at, 10)
		if len(tag) < 10 || string(tag[:3]) != "ID3" {
			break
		}
		size := int64(tag[6]&0x7f)<<21 | int64(tag[7]&0x7f)<<14 | int64(tag[8]&0x7f)<<7 | int64(tag[9]&0x7f)
		at += 10 + size
		if tag[5]&0x10 != 0 {
			at += 10
		}
	}
	return at, at > 0
}

// framesAt tells whether a frame stands at window[i], and another like it, a tag
// or the end of the file behind it.
func framesAt(c *content, window []byte, base int64, i int) bool {
	if i+4 > len(window) {
		return false
	}
	first := window[i : i+4]
	length := frameLen(first)
	if length == 0 {
		return false
	}
	next := base + int64(i+length)
	if next == c.size {
		return true
	}
	if next > c.size {
		return false
	}
	second := c.bytesAt(next, 4)
	if len(second) < 4 {
		return false
	}
	// Version, layer and sample rate never change within a file.
	alike := second[1]&0xfe == first[1]&0xfe && second[2]&0x0c == first[2]&0x0c
	return frameLen(second) > 0 && alike || string(second[:3]) == "TAG" || string(second) == "APET"
}

// frameLen is the length in bytes that a header of MPEG audio layer III gives
// its frame; 0 if it is none.
func frameLen(h []byte) int {
	if h[0] != 0xff || h[1]&0xe0 != 0xe0 || h[1]>>1&3 != 1 {
		return 0
	}
	version, rate, hertz := h[1]>>3&3, h[2]>>4, int(h[2]>>2&3)
	if version == 1 || rate == 0 || rate == 15 || hertz == 3 {
		return 0
	}
	kbits := []int{0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320}
	frequency, factor := []int{44100, 48000, 32000}[hertz], 144
	if version != 3 { // MPEG 2 and 2.5: half and quarter rates, half as many samples
		kbits = []int{0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160}
		frequency, factor = frequency/2, 72
	}
	if version == 0 {
		frequency /= 2
	}
	return factor*kbits[rate]*1000/frequency + int(h[2]>>1&1)
}
