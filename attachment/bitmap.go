package attachment

import "slices"

// checkBMP reads the header, and counts the rows that it announces.
func checkBMP(c *content) (int64, *problem) {
	if !c.hasPrefix("BM") || len(c.head) < 26 {
		return 0, errOther
	}
	header, pixels := int64(c.le32(14)), int64(c.le32(10))
	if !slices.Contains([]int64{12, 16, 40, 52, 56, 64, 108, 124}, header) {
		return 0, errOther
	}
	if int64(len(c.head)) < 14+header || pixels > c.size {
		return 0, truncated("header")
	}
	if pixels < 14+header {
		return 0, damaged("header")
	}
	var width, height, bits, packing, packed int64
	if header == 12 {
		width, height, bits = int64(le.Uint16(c.head[18:])), int64(le.Uint16(c.head[20:])), int64(le.Uint16(c.head[24:]))
	} else {
		width, height = int64(int32(c.le32(18))), int64(int32(c.le32(22)))
		bits = int64(le.Uint16(c.head[28:]))
	}
	if header >= 40 {
		packing, packed = int64(c.le32(30)), int64(c.le32(34))
	}
	if height < 0 { // from the top down
		height = -height
	}
	if bad := checkPixels(width, height, "header"); bad != nil {
		return 0, bad
	}
	length, ok := bitmapBytes(width, height, bits, packing, packed)
	if !ok {
		return 0, damaged("header")
	}
	if pixels+length > c.size {
		return 0, truncated("pixels")
	}
	// A colour profile may stand behind the pixels, within the size of the header.
	end := pixels + length
	if whole := int64(c.le32(2)); whole > end && whole <= c.size {
		end = whole
	}
	return end, nil
}

// bitmapBytes is the length of the pixels: of the rows, which are filled up to
// four bytes, or as the header says if they are packed.
func bitmapBytes(width, height, bits, packing, packed int64) (int64, bool) {
	if !slices.Contains([]int64{1, 2, 4, 8, 16, 24, 32}, bits) {
		return 0, false
	}
	switch packing {
	case 0, 3, 6:
		return (width*bits + 31) / 32 * 4 * height, true
	case 1, 2:
		return packed, true
	}
	return 0, false
}

// checkPSD walks the five sections. Version 2 is the large format, .psb.
func checkPSD(c *content) (int64, *problem) {
	if !c.hasPrefix("8BPS\x00\x01") {
		return 0, errOther
	}
	if len(c.head) < 26 {
		return 0, truncated("header")
	}
	channels, depth := int64(be.Uint16(c.head[12:])), int64(be.Uint16(c.head[22:]))
	height, width := int64(be.Uint32(c.head[14:])), int64(be.Uint32(c.head[18:]))
	if channels < 1 || channels > 56 || !slices.Contains([]int64{1, 8, 16, 32}, depth) {
		return 0, damaged("header")
	}
	if bad := checkPixels(width, height, "header"); bad != nil {
		return 0, bad
	}
	at := int64(26)
	for _, section := range []string{"colors", "resources", "layers"} {
		b := c.bytesAt(at, 4)
		if len(b) < 4 || at+4+int64(be.Uint32(b)) > c.size {
			return 0, truncated(section)
		}
		at += 4 + int64(be.Uint32(b))
	}
	b := c.bytesAt(at, 2)
	if len(b) < 2 {
		return 0, truncated("pixels")
	}
	at += 2
	rows := channels * height
	switch be.Uint16(b) {
	case 0:
		at += rows * ((width*depth + 7) / 8)
	case 1:
		at = packedRowsEnd(c, at, rows)
	case 2, 3: // deflated, to the end
		at = c.size
	default:
		return 0, damaged("pixels")
	}
	if at > c.size {
		return 0, truncated("pixels")
	}
	return at, nil
}

// packedRowsEnd adds up the lengths of the rows, which stand before the first.
func packedRowsEnd(c *content, at, rows int64) int64 {
	end := at + 2*rows
	if end > c.size {
		return end
	}
	for rows > 0 {
		b := c.view(at, int(min(windowLen, 2*rows)))
		if len(b) < 2 {
			return c.size + 1
		}
		for ; len(b) >= 2; b = b[2:] {
			end += int64(be.Uint16(b))
			at, rows = at+2, rows-1
		}
	}
	return end
}
