package attachment

import (
	"slices"
	"strings"
)

const quickTime = "qt  "

// brands are the brands of an ISO media file: its own first, then those it is
// compatible with; none if it has no such box.
func brands(c *content) []string {
	if !c.has(4, "ftyp") || len(c.head) < 16 {
		return nil
	}
	size := int64(be.Uint32(c.head))
	if size < 16 || size > c.size || size%4 != 0 {
		return nil
	}
	list := []string{string(c.head[8:12])}
	for at := 16; at+4 <= int(min(size, int64(len(c.head)))); at += 4 {
		list = append(list, string(c.head[at:at+4]))
	}
	return list
}

// isMP4: the file's own brand is not QuickTime's, and it or one that the file is
// compatible with is a brand of MP4.
func isMP4(c *content) bool {
	list := brands(c)
	if len(list) == 0 || list[0] == quickTime {
		return false
	}
	for _, still := range []string{"hei", "hev", "mif", "msf", "avi", "jp", "mj", "crx"} {
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
		return slices.Contains(list, quickTime)
	}
	return slices.ContainsFunc([]string{"moov", "mdat", "wide", "free", "skip", "pnot"}, func(atom string) bool { return c.has(4, atom) })
}

func checkMP4(c *content) (int64, *problem) {
	if !isMP4(c) {
		return 0, errOther
	}
	return checkBoxes(c)
}

func checkMOV(c *content) (int64, *problem) {
	if !isMOV(c) {
		return 0, errOther
	}
	return checkBoxes(c)
}

// checkBoxes walks the boxes of a film: a head (moov), and what it is about: one
// mdat, or many behind heads of their own (moof).
func checkBoxes(c *content) (int64, *problem) {
	head, data := false, false
	at := int64(0)
	for at < c.size {
		name, from, end, ok := boxAt(c, at, c.size)
		if !ok {
			// A few bytes that are no box are left behind the last by some editors.
			if head && data {
				break
			}
			return 0, damaged("box")
		}
		if end > c.size {
			return 0, truncated(name)
		}
		switch name {
		case "moov":
			if bad := checkHead(c, from, end); bad != nil {
				return 0, bad
			}
			head = true
		case "mdat", "moof":
			data = true
		}
		at = end
	}
	switch {
	case !head:
		return 0, truncated("moov")
	case !data:
		return 0, truncated("mdat")
	}
	return at, nil
}

// checkHead: the head's boxes fill it, and one of them is the film's header.
func checkHead(c *content, at, limit int64) *problem {
	found := false
	for limit-at >= 8 {
		name, _, end, ok := boxAt(c, at, limit)
		if !ok || end > limit {
			return damaged("moov")
		}
		// cmov is a packed head, rmra one that names other films: both QuickTime's.
		found = found || name == "mvhd" || name == "cmov" || name == "rmra"
		at = end
	}
	if !found {
		return damaged("mvhd")
	}
	return nil
}

// boxAt is the box at an offset: its name, where its content begins, where it
// ends. A size of 0 reaches to the limit, one of 1 means that 8 bytes follow.
func boxAt(c *content, at, limit int64) (name string, from, end int64, ok bool) {
	b := c.view(at, 16)
	if len(b) < 8 || !isBoxName(b[4:8]) {
		return "", 0, 0, false
	}
	size, header := int64(be.Uint32(b)), int64(8)
	switch {
	case size == 0:
		size = limit - at
	case size == 1 && len(b) == 16:
		size, header = int64(be.Uint64(b[8:])), 16
	}
	if size < header {
		return "", 0, 0, false
	}
	if size > c.size { // also what would turn over
		size = c.size + 1
	}
	return string(b[4:8]), at + header, at + size, true
}

// isBoxName: four letters of ASCII, or the © of QuickTime's texts.
func isBoxName(b []byte) bool {
	return !slices.ContainsFunc(b, func(x byte) bool { return (x < ' ' || x > '~') && x != 0xa9 })
}
