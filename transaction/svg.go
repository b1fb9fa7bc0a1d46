package transaction

import (
	"encoding/xml"
	"fmt"
	"slices"
	"strings"

	"github.com/torikime/torikime/policy"
)

// SVG is the graph as a picture for people: a document of its own without scripts,
// in light and dark as the reader prefers, with every arrow in its description too.
// What the parties do is drawn solid, what time does dashed and with a clock. An
// operator, who can hold and end everything, stands in a line below.
func (g Graph) SVG(lang policy.Language) string {
	d := newDrawing(lang)
	d.frame()
	for _, a := range g.drawn() {
		d.arrow(g, a)
	}
	for _, n := range layout {
		if g.has(n.what) {
			d.node(n)
		}
	}
	d.legend()
	return d.document(g)
}

// has: some arrow touches a box.
func (g Graph) has(box string) bool {
	return slices.ContainsFunc(g.Arrows, func(a Arrow) bool { return a.From == box || a.To == box })
}

// drawn are the arrows as the picture has them: without operators and holds, and
// with the three phases of the talkroom as one where a cancel request comes and goes.
func (g Graph) drawn() []Arrow {
	var list []Arrow
	asked, returned := Arrow{From: talkroomBox, To: requestedBox}, Arrow{From: requestedBox, To: talkroomBox}
	for _, a := range g.Arrows {
		if a.From == heldBox || a.To == heldBox {
			continue
		}
		a.Moves = slices.DeleteFunc(slices.Clone(a.Moves), func(m Move) bool { return m.By == policy.Operator })
		switch {
		case len(a.Moves) == 0:
		case a.To == requestedBox:
			asked.Moves = union(asked.Moves, a.Moves)
		case a.From == requestedBox && a.To != Cancelled.String():
			if a.To == Delivered.String() {
				answers := slices.DeleteFunc(slices.Clone(a.Moves), func(m Move) bool { return m.Command != verbNames[vDeliver] })
				if len(answers) > 0 {
					list = append(list, Arrow{a.From, a.To, answers})
				}
			}
			returned.Moves = union(returned.Moves, slices.DeleteFunc(a.Moves, func(m Move) bool { return m.Command == verbNames[vDeliver] }))
		default:
			list = append(list, a)
		}
	}
	for _, a := range []Arrow{asked, returned} {
		if len(a.Moves) > 0 {
			slices.SortFunc(a.Moves, compareMoves)
			list = append(list, a)
		}
	}
	return list
}

func union(list, more []Move) []Move {
	for _, m := range more {
		if !slices.Contains(list, m) {
			list = append(list, m)
		}
	}
	return list
}

// drawing is a picture in the making. What it has placed it remembers, so that a
// test can see that nothing lies on anything else.
type drawing struct {
	lang          policy.Language
	body          strings.Builder
	nodes, labels []area
	lines         []line
}

func newDrawing(lang policy.Language) *drawing { return &drawing{lang: lang} }

// area is a rectangle, line a part of an arrow, either level or upright.
type area struct {
	what       string
	x, y, w, h float64
}

type line struct {
	what           string
	x1, y1, x2, y2 float64
}

func (d *drawing) printf(format string, args ...any) { fmt.Fprintf(&d.body, format, args...) }

func (d *drawing) text(class string, x, y float64, words string) {
	d.printf(`<text class="%s" x="%g" y="%g">%s</text>`+"\n", class, x, y, escape(words))
}

func escape(text string) string {
	var b strings.Builder
	if err := xml.EscapeText(&b, []byte(text)); err != nil {
		return "" // a Builder takes everything
	}
	return b.String()
}

// frame is the talkroom.
func (d *drawing) frame() {
	f := talkroomArea
	d.printf(`<rect class="frame" x="%g" y="%g" width="%g" height="%g" rx="14"/>`+"\n", f.x, f.y, f.w, f.h)
	d.text("caption", f.x+14, f.y+20, d.say(talkroomBox))
}

func (d *drawing) node(n area) {
	if n.what == startBox {
		d.printf(`<circle class="start" cx="%g" cy="%g" r="9"/>`+"\n", n.x+n.w/2, n.y+n.h/2)
		return
	}
	class, middle := "node", n.y+n.h/2
	words, ends := svgWords["end."+n.what]
	if ends {
		class = "node end"
	}
	d.printf(`<rect class="%s %s" x="%g" y="%g" width="%g" height="%g" rx="10"/>`+"\n", class, n.what, n.x, n.y, n.w, n.h)
	if ends {
		d.text("name", n.x+n.w/2, middle-3, d.say(n.what))
		d.text("sub", n.x+n.w/2, middle+14, words.in(d.lang))
	} else {
		d.text("name", n.x+n.w/2, middle+5, d.say(n.what))
	}
	d.nodes = append(d.nodes, n)
}

// arrow draws an arrow along its route, and what it says beside it. A pair without
// a route of its own is drawn straight, and is still right.
func (d *drawing) arrow(g Graph, a Arrow) {
	r, known := routes[[2]string{a.From, a.To}]
	if !known {
		r = straight(a.From, a.To)
	}
	what := a.From + " → " + a.To
	class := "act"
	if !slices.ContainsFunc(a.Moves, func(m Move) bool { return !m.Timed() }) {
		class = "time"
	}
	d.printf(`<path class="%s" d="%s" marker-end="url(#%s)"/>`+"\n", class, rounded(r.points), class+"-head")
	for i := 1; i < len(r.points); i++ {
		p, q := r.points[i-1], r.points[i]
		d.lines = append(d.lines, line{what, p.x, p.y, q.x, q.y})
	}
	d.label(what, r, g.lines(a, d.lang, r.width))
}

// lineHeight, and the room that a clock takes before its words.
const (
	lineHeight = 17
	clockRoom  = 17
)

func (d *drawing) label(what string, r route, lines []labelLine) {
	y := r.at.y
	if r.up {
		y -= lineHeight * float64(len(lines)-1)
	}
	for _, l := range lines {
		width, x := textWidth(l.text, labelSize), r.at.x
		indent := 0.0
		if l.timed {
			indent = clockRoom
		}
		class := "label"
		if r.end {
			class = "label before"
		}
		if l.clock {
			d.printf(`<g class="clock" transform="translate(%g %g)"><circle r="5.2"/><path d="M0-3V0L2.2 1.6"/></g>`+"\n", x+6, y-4.5)
		}
		if l.timed {
			class += " timed"
		}
		d.text(class, x+indent, y, l.text)
		if r.end {
			x -= width + indent
		}
		d.labels = append(d.labels, area{what, x, y - 12, width + indent, lineHeight - 1})
		y += lineHeight
	}
}

// legend says what the lines mean, and what operators can do.
func (d *drawing) legend() {
	const y, x = pictureHeight - 46, 40
	d.printf(`<path class="act" d="M%d %dh34" marker-end="url(#act-head)"/>`+"\n", x, y-4)
	d.text("label", x+48, y, d.say("legend.act"))
	next := x + 48 + textWidth(d.say("legend.act"), labelSize) + 30
	d.printf(`<path class="time" d="M%g %dh34" marker-end="url(#time-head)"/>`+"\n", next, y-4)
	d.text("label", next+48, y, d.say("legend.time"))
	d.text("sub left", x, y+26, d.say("legend.operator"))
}

// document puts everything together.
func (d *drawing) document(g Graph) string {
	var desc []string
	for _, a := range g.drawn() {
		var says []string
		for _, l := range g.lines(a, d.lang, 1e6) {
			says = append(says, l.text)
		}
		desc = append(desc, d.say(a.From)+" → "+d.say(a.To)+": "+strings.Join(says, ", "))
	}
	desc = append(desc, d.say("legend.operator"))
	title := d.say("title") + " " + g.Terms.Name
	return fmt.Sprintf(svgHead, d.lang, pictureWidth, pictureHeight, escape(title), escape(strings.Join(desc, ". "))) + d.body.String() + "</svg>\n"
}

// svgHead: colours differ in lightness too, and never speak alone. Each is named
// once, for light and dark.
const svgHead = `<svg xmlns="http://www.w3.org/2000/svg" lang="%[1]s" viewBox="0 0 %[2]d %[3]d" width="%[2]d" height="%[3]d" role="img" aria-labelledby="title desc">
<title id="title">%[4]s</title>
<desc id="desc">%[5]s</desc>
<style>
svg { color-scheme: light dark; --ink: #23272b; --soft: #5b6268; --paper: #fff; --wash: #f3f5f4; --edge: #98a19d; --line: #4d565b; --time: #9a4d00; --good: #1c6b5f; --good-wash: #e3f0ec; --bad: #a3262a; --bad-wash: #fbe9e8;
  font-family: system-ui, -apple-system, "Segoe UI", "Hiragino Sans", "Noto Sans", "Noto Sans CJK JP", "Noto Sans JP", "Yu Gothic UI", sans-serif; }
@media (prefers-color-scheme: dark) { svg { --ink: #e7e9ea; --soft: #a5adb3; --paper: #262c30; --wash: #1a2023; --edge: #59646b; --line: #aeb8be; --time: #f2b366; --good: #7fd1bf; --good-wash: #1d3833; --bad: #ff9d99; --bad-wash: #3f2021; } }
text { fill: var(--ink); font-size: 13px; }
.name { font-size: 15px; font-weight: 600; text-anchor: middle; }
.sub { font-size: 12px; fill: var(--soft); text-anchor: middle; }
.sub.left { text-anchor: start; }
.caption { font-size: 12px; fill: var(--soft); letter-spacing: .04em; }
.before { text-anchor: end; }
.timed { fill: var(--time); }
.frame { fill: var(--wash); stroke: var(--edge); stroke-width: 1; }
.node { fill: var(--paper); stroke: var(--line); stroke-width: 1.5; }
.end { stroke-width: 2.5; }
.closed { fill: var(--good-wash); stroke: var(--good); }
.cancelled { fill: var(--bad-wash); stroke: var(--bad); }
.start { fill: var(--ink); }
.act, .time { fill: none; stroke: var(--line); stroke-width: 1.6; }
.time { stroke: var(--time); stroke-dasharray: 6 4; }
.clock { fill: none; stroke: var(--time); stroke-width: 1.4; stroke-linecap: round; }
.act-fill { fill: var(--line); }
.time-fill { fill: var(--time); }
</style>
<defs>
<marker id="act-head" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="11" markerHeight="11" markerUnits="userSpaceOnUse" orient="auto"><path class="act-fill" d="M0 0.8L10 5L0 9.2z"/></marker>
<marker id="time-head" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="11" markerHeight="11" markerUnits="userSpaceOnUse" orient="auto"><path class="time-fill" d="M0 0.8L10 5L0 9.2z"/></marker>
</defs>
`
