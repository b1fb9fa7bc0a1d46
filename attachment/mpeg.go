package attachment

import "bytes"

// checkMPEG: a program stream of MPEG-1 or 2, a bare video stream, or a transport
// stream, which television recorders save as .mpg too. A stream may end anywhere,
// so one that is cut off is as good as any; its beginning must be consistent.
func checkMPEG(c *content) (int64, *problem) {
	if isProgramStream(c) || isVideoStream(c) || isTransportStream(c) {
		return 0, nil
	}
	return 0, errOther
}

// packsAlike is how many packets in a row make a stream.
const packsAlike = 16

// isProgramStream walks the first packets, each behind the other.
func isProgramStream(c *content) bool {
	if !c.hasPrefix("\x00\x00\x01\xba") {
		return false
	}
	at, packets := int64(0), 0
	for range packsAlike {
		b := c.view(at, 14)
		if len(b) < 4 {
			break
		}
		if b[0] != 0 || b[1] != 0 || b[2] != 1 {
			return false
		}
		switch id := b[3]; {
		case id == 0xb9:
			return packets > 0
		case id == 0xba:
			length := packHeader(b)
			if length == 0 {
				return false
			}
			at += length
		case id >= 0xbb && len(b) >= 6:
			packets++
			at += 6 + int64(be.Uint16(b[4:]))
		default:
			return false
		}
	}
	return packets > 0
}

// packHeader is the length of a pack's header: fixed in MPEG-1, with stuffing in
// MPEG-2; 0 if it is none.
func packHeader(b []byte) int64 {
	switch {
	case len(b) >= 12 && b[4]&0xf1 == 0x21 && b[6]&1 == 1 && b[8]&1 == 1:
		return 12
	case len(b) >= 14 && b[4]&0xc4 == 0x44 && b[6]&4 == 4 && b[8]&4 == 4 && b[9]&1 == 1:
		return 14 + int64(b[13]&7)
	}
	return 0
}

// isVideoStream: a sequence header with a size and a rate, and a picture soon behind it.
func isVideoStream(c *content) bool {
	if !c.hasPrefix("\x00\x00\x01\xb3") || len(c.head) < 12 {
		return false
	}
	width := int(c.head[4])<<4 | int(c.head[5])>>4
	height := int(c.head[5]&0xf)<<8 | int(c.head[6])
	if width == 0 || height == 0 || c.head[7]>>4 == 0 || c.head[7]&0xf == 0 || c.head[10]&0x20 == 0 {
		return false
	}
	return bytes.Contains(c.head[12:], []byte("\x00\x00\x01\x00"))
}

// isTransportStream: packets of 188 bytes that each begin with a G.
func isTransportStream(c *content) bool {
	const packet = 188
	count := min(c.size/packet, packsAlike)
	for i := range count {
		if c.head[i*packet] != 'G' {
			return false
		}
	}
	return count >= 4
}
