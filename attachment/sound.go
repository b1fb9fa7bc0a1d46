package attachment

import (
	"bytes"
	"encoding/binary"
	"strings"
)

// unknownLen is what a sound that was written into a pipe says of its length.
const unknownLen = 0xffffffff

// checkWAV walks the chunks: RIFF, its big-endian form RIFX, and its long form
// RF64 (BW64), whose true lengths stand in a chunk of their own.
func checkWAV(c *content) (int64, *problem) {
	if !c.has(8, "WAVE") {
		return 0, errOther
	}
	var order binary.ByteOrder = le
	long := c.hasPrefix("RF64") || c.hasPrefix("BW64")
	switch {
	case c.hasPrefix("RIFX"):
		order = be
	case !c.hasPrefix("RIFF") && !long:
		return 0, errOther
	}
	// The file may lack the last filling byte.
	if whole := 8 + int64(order.Uint32(c.head[4:])); whole != 8+unknownLen && whole > c.size+1 {
		return 0, truncated(string(c.head[:4]))
	}
	formatted, longData := false, int64(-1)
	for at := int64(12); ; {
		b := c.view(at, 8+16)
		if len(b) < 8 {
			return 0, truncated("data")
		}
		name, size := string(b[:4]), int64(order.Uint32(b[4:]))
		switch {
		case name == "ds64" && long && len(b) >= 24:
			longData = int64(le.Uint64(b[16:]))
		case name == "fmt ":
			if size < 14 {
				return 0, damaged(name)
			}
			formatted = true
		case name == "data" && size == unknownLen && longData >= 0:
			size = longData
		case name == "data" && size == unknownLen:
			size = c.size - at - 8
		}
		if !isBoxName(b[:4]) {
			return 0, damaged("chunk")
		}
		if size < 0 || size > c.size-at-8 {
			return 0, truncated(name)
		}
		at += 8 + size + size%2
		if name == "data" {
			if !formatted {
				return 0, damaged("fmt")
			}
			return soundEnd(c, at, order), nil
		}
	}
}

// soundEnd is where the chunks behind the samples end: titles, marks, loops.
func soundEnd(c *content, at int64, order binary.ByteOrder) int64 {
	for at < c.size {
		b := c.view(at, 8)
		if len(b) < 8 || !isBoxName(b[:4]) || isForeign(b) {
			return at
		}
		size := int64(order.Uint32(b[4:]))
		if size > c.size-at-8 {
			return at
		}
		at += 8 + size + size%2
	}
	return min(at, c.size)
}

// isForeign: no chunk has such a name, but what is appended may look like one.
func isForeign(b []byte) bool {
	return strings.HasPrefix(string(b), "%PDF") || strings.HasPrefix(string(b), "Rar!") || b[0] == '<'
}

// framesAlike is how many frames in a row make an MP3.
const framesAlike = 4

// checkMP3: behind the tags, if there are any, frames of layer III in a row. Like
// any stream it may end anywhere.
func checkMP3(c *content) (int64, *problem) {
	at, tagged := skipID3(c)
	window := c.bytesAt(at, 64<<10)
	start := len(window) - len(bytes.TrimLeft(window, "\x00"))
	if framesAt(c, at+int64(start)) {
		return 0, nil
	}
	if tagged {
		// Some programs misjudge the length of their own tag.
		for i := start; i+4 <= len(window); i++ {
			if window[i] == 0xff && framesAt(c, at+int64(i)) {
				return 0, nil
			}
		}
	}
	return 0, errOther
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

// framesAt tells whether a frame stands at an offset, and others like it behind
// it, up to a tag or the end of the file.
func framesAt(c *content, at int64) bool {
	var first [4]byte
	copy(first[:], c.view(at, 4))
	for n := range framesAlike {
		h := c.view(at, 4)
		if n > 0 && (at == c.size || bytes.HasPrefix(h, []byte("TAG")) || string(h) == "APET") {
			return true
		}
		// Version, layer and sample rate never change within a file.
		if len(h) < 4 || h[1]&0xfe != first[1]&0xfe || h[2]&0x0c != first[2]&0x0c {
			return false
		}
		length := frameLen(h)
		if length == 0 || at+int64(length) > c.size {
			// The last frame of a stream that was cut off.
			return length > 0 && n > 1
		}
		at += int64(length)
	}
	return true
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
