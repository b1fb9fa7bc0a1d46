package transaction

import (
	"fmt"
	"strings"
	"unicode"
)

// The picture, in its own units: a life goes down the middle, time's short cuts run
// on the left, what goes wrong on the right.
const (
	pictureWidth  = 1090
	pictureHeight = 730
	labelSize     = 13
)

// talkroomBox is the frame around the three phases of a talkroom.
const talkroomBox = "talkroom"

var talkroomArea = area{talkroomBox, 262, 192, 392, 312}

// layout are the boxes.
var layout = []area{
	{startBox, 371, 22, 18, 18},
	{"awaiting_payment", 287, 88, 186, 44},
	{"open", 287, 226, 186, 44},
	{"delivered", 287, 332, 186, 44},
	{"approved", 287, 438, 186, 44},
	{"closed", 287, 584, 186, 54},
	{"lapsed", 880, 83, 170, 54},
	{requestedBox, 880, 290, 170, 140},
	{"cancelled", 880, 584, 170, 54},
}

type point struct{ x, y float64 }

// route is the way of an arrow, and where its words begin: at a point, or ending
// there (which is for commands, whose lines have no clock); going up from it, or
// down. They are broken at a width.
type route struct {
	points []point
	at     point
	end    bool
	up     bool
	width  float64
}

// routes are the ways of all arrows that the machine has.
var routes = map[[2]string]route{
	{startBox, "awaiting_payment"}: {points: []point{{380, 40}, {380, 88}}, at: point{390, 70}, width: 300},
	{startBox, "open"}:             {points: []point{{371, 31}, {236, 31}, {236, 238}, {287, 238}}, at: point{224, 112}, end: true, width: 210},
	{"awaiting_payment", "open"}:   {points: []point{{380, 132}, {380, 226}}, at: point{390, 166}, width: 300},
	{"awaiting_payment", "lapsed"}: {points: []point{{473, 110}, {880, 110}}, at: point{662, 102}, up: true, width: 205},
	{"open", "delivered"}:          {points: []point{{380, 270}, {380, 332}}, at: point{390, 306}, width: 130},
	{"delivered", "approved"}:      {points: []point{{380, 376}, {380, 438}}, at: point{390, 412}, width: 250},
	{"delivered", "open"}:          {points: []point{{473, 344}, {524, 344}, {524, 260}, {473, 260}}, at: point{533, 306}, width: 115},
	{"open", "closed"}:             {points: []point{{287, 258}, {36, 258}, {36, 622}, {287, 622}}, at: point{46, 250}, up: true, width: 180},
	{"delivered", "closed"}:        {points: []point{{287, 354}, {84, 354}, {84, 600}, {287, 600}}, at: point{94, 346}, up: true, width: 160},
	{"approved", "closed"}:         {points: []point{{380, 482}, {380, 584}}, at: point{390, 530}, width: 440},
	{"open", "cancelled"}:          {points: []point{{473, 238}, {1074, 238}, {1074, 611}, {1050, 611}}, at: point{662, 230}, up: true, width: 380},
	{talkroomBox, requestedBox}:    {points: []point{{654, 312}, {880, 312}}, at: point{662, 304}, up: true, width: 210},
	{requestedBox, "delivered"}:    {points: []point{{880, 364}, {473, 364}}, at: point{662, 356}, up: true, width: 210},
	{requestedBox, talkroomBox}:    {points: []point{{880, 412}, {654, 412}}, at: point{662, 430}, width: 210},
	{requestedBox, "cancelled"}:    {points: []point{{904, 430}, {904, 584}}, at: point{914, 482}, width: 152},
}

// straight is the way of a pair that nobody has laid out: from middle to middle.
func straight(from, to string) route {
	middle := func(name string) point {
		for _, n := range layout {
			if n.what == name {
				return point{n.x + n.w/2, n.y + n.h/2}
			}
		}
		return point{talkroomArea.x + talkroomArea.w, talkroomArea.y + talkroomArea.h/2}
	}
	a, b := middle(from), middle(to)
	return route{points: []point{a, b}, at: point{(a.x + b.x) / 2, (a.y + b.y) / 2}, width: 200}
}

// rounded is a way as an SVG path with round corners.
func rounded(points []point) string {
	const r = 10.0
	var b strings.Builder
	fmt.Fprintf(&b, "M%g %g", points[0].x, points[0].y)
	for i := 1; i < len(points)-1; i++ {
		corner := points[i]
		in, out := towards(corner, points[i-1], r), towards(corner, points[i+1], r)
		fmt.Fprintf(&b, "L%g %gQ%g %g %g %g", in.x, in.y, corner.x, corner.y, out.x, out.y)
	}
	last := points[len(points)-1]
	fmt.Fprintf(&b, "L%g %g", last.x, last.y)
	return b.String()
}

// towards is a point so far from a corner in the direction of another, or halfway
// there. The parts of a way are level or upright.
func towards(from, to point, by float64) point {
	step := func(a, b float64) float64 {
		switch d := b - a; {
		case d > 0:
			return a + min(by, d/2)
		case d < 0:
			return a - min(by, -d/2)
		}
		return a
	}
	return point{step(from.x, to.x), step(from.y, to.y)}
}

// textWidth is about how wide a text is: ideographs and kana are as wide as high,
// other letters a little more than half of it. Better too wide than too narrow.
func textWidth(text string, size float64) float64 {
	width := 0.0
	for _, r := range text {
		if r >= 0x2e80 {
			width += size
		} else {
			width += size * 0.56
		}
	}
	return width
}

// broken is a text in lines no wider than a width, as far as it has places to
// break at: blanks, and in Japanese colons and brackets.
func broken(text string, width float64) []string {
	var lines []string
	current := ""
	for _, piece := range pieces(text) {
		if current != "" && textWidth(current+strings.TrimRight(piece, " "), labelSize) > width {
			lines = append(lines, strings.TrimRight(current, " "))
			current = ""
		}
		current += piece
	}
	return append(lines, strings.TrimRight(current, " "))
}

// pieces are what is not broken: a word with the blank after it, a number with its unit.
func pieces(text string) []string {
	var list []string
	start := 0
	runes := []rune(text)
	for i := 1; i <= len(runes); i++ {
		number := i > 1 && unicode.IsDigit(runes[i-2]) // its unit stays with it
		if i < len(runes) && (number || !breaks(runes[i-1], runes[i])) {
			continue
		}
		list = append(list, string(runes[start:i]))
		start = i
	}
	return list
}

func breaks(before, after rune) bool {
	if strings.ContainsRune("）」、。：・", after) || strings.ContainsRune("（「", before) {
		return false
	}
	return before == ' ' || after == '（' || before == '：'
}
