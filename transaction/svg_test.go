package transaction

import (
	"encoding/xml"
	"errors"
	"io"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/policy"
)

// pictured are policies whose pictures differ: the presets, windows of every form,
// and as much switched off as can be.
func pictured(t *testing.T) map[string]*policy.Terms {
	t.Helper()
	all := map[string]*policy.Terms{}
	preset := func(name string) *policy.Terms {
		p, err := policy.Preset(name)
		require.NoError(t, err)
		return &p.Terms
	}
	for _, name := range policy.Presets() {
		all[name] = preset(name)
	}
	days := preset("coconala-2026")
	days.Cancel.FirstContact, days.Cancel.Answer = policy.EndOfDay(2, 0), policy.BusinessDays(1, 0)
	days.Delivery.Approval = policy.LaterOf(policy.Hours(72), policy.BusinessDays(3, 0)).RoundUp(0)
	all["days"] = days
	off := preset("coconala")
	off.Purchase.PaymentDue, off.Cancel.FirstContact, off.Delivery.Approval = policy.Window{}, policy.Window{}, policy.Window{}
	off.Cancel.Answer, off.Delivery.Close, off.Cancel.Reasons = policy.Window{}, policy.Window{}, off.Cancel.Reasons[10:]
	all["off"] = off
	return all
}

// draw is SVG with what it placed.
func draw(g Graph, lang policy.Language) *drawing {
	d := newDrawing(lang)
	for _, a := range g.drawn() {
		d.arrow(g, a)
	}
	for _, n := range layout {
		if g.has(n.what) {
			d.node(n)
		}
	}
	return d
}

func (a area) meets(b area) bool {
	return a.x < b.x+b.w && b.x < a.x+a.w && a.y < b.y+b.h && b.y < a.y+a.h
}

func (l line) area() area {
	return area{l.what, min(l.x1, l.x2), min(l.y1, l.y2), max(l.x1, l.x2) - min(l.x1, l.x2) + 0.1, max(l.y1, l.y2) - min(l.y1, l.y2) + 0.1}
}

// No word lies on another, on a box or on an arrow, and all of it lies within the
// picture, in both languages.
func TestPictureIsReadable(t *testing.T) {
	t.Parallel()
	for name, terms := range pictured(t) {
		for _, lang := range []policy.Language{policy.English, policy.Japanese} {
			t.Run(name+" "+string(lang), func(t *testing.T) {
				t.Parallel()
				d := draw(Draw(terms), lang)
				for i, label := range d.labels {
					require.True(t, label.x >= 0 && label.x+label.w <= pictureWidth && label.y >= 0, "%v lies outside", label)
					for _, n := range d.nodes {
						require.False(t, label.meets(n), "%v lies on %v", label, n)
					}
					for _, other := range d.labels[:i] {
						require.False(t, label.meets(other), "%v lies on %v", label, other)
					}
					for _, l := range d.lines {
						require.False(t, label.meets(l.area()), "%v lies on an arrow, %v", label, l)
					}
				}
			})
		}
	}
}

// Two arrows share no stretch of their ways.
func TestArrowsAreApart(t *testing.T) {
	t.Parallel()
	for name, terms := range pictured(t) {
		d := draw(Draw(terms), policy.English)
		for i, l := range d.lines {
			for _, other := range d.lines[:i] {
				level := l.y1 == l.y2 && other.y1 == other.y2
				upright := l.x1 == l.x2 && other.x1 == other.x2
				if other.what != l.what && (level || upright) {
					require.False(t, l.area().meets(other.area()), "%s: %v and %v", name, l, other)
				}
			}
		}
	}
}

// Every arrow of every policy has a way of its own, and every word is known in
// both languages; so is every word of advice.
func TestEveryArrowHasAWay(t *testing.T) {
	t.Parallel()
	chance := rand.New(rand.NewPCG(1, 2))
	window := func() policy.Window {
		return []policy.Window{{}, policy.Hours(1), policy.Hours(48), policy.Hours(97), policy.Hours(2000), policy.EndOfDay(3, 0)}[chance.IntN(6)]
	}
	for range 20 {
		p, err := policy.Preset(policy.Presets()[chance.IntN(2)])
		require.NoError(t, err)
		for _, w := range []*policy.Window{&p.Purchase.PaymentDue, &p.Cancel.FirstContact, &p.Cancel.SellerSilence, &p.Cancel.BuyerSilence, &p.Cancel.Answer, &p.Delivery.Close, &p.Delivery.Approval, &p.Delivery.AgeLimit} {
			*w = window()
		}
		for _, a := range Lint(p) {
			require.NotContains(t, a.Text(policy.English)+a.Instead(policy.Japanese), "{")
		}
		g := Draw(&p.Terms)
		for _, a := range g.drawn() {
			_, known := routes[[2]string{a.From, a.To}]
			require.True(t, known, "%s to %s: %v", a.From, a.To, a.Moves)
			for _, m := range a.Moves {
				if !m.Timed() {
					require.Contains(t, svgWords, m.Command)
					require.Contains(t, svgWords, m.By.String())
				} else if m.Deadline != CancelAnswer {
					require.Contains(t, svgWords, m.Deadline.String())
				} else {
					require.Contains(t, svgWords, m.Deadline.String()+"/"+m.Outcome)
				}
			}
		}
	}
}

// A purchase that lapses at once, which Lint calls an error, is drawn all the same.
func TestArrowWithoutAWay(t *testing.T) {
	t.Parallel()
	p, err := policy.Preset(policy.Default)
	require.NoError(t, err)
	p.Purchase.PaymentDue = policy.Hours(0)
	require.Contains(t, Draw(&p.Terms).SVG(policy.English), "start → Lapsed: purchase (buyer)")
}

// The document is XML, names itself, and holds nothing that runs or is loaded, whatever
// the policy's name.
func TestPictureIsXML(t *testing.T) {
	t.Parallel()
	p, err := policy.Preset(policy.Default)
	require.NoError(t, err)
	p.Name = `<script>"&'`
	for _, lang := range []policy.Language{policy.English, policy.Japanese, "fr"} {
		text := Draw(&p.Terms).SVG(lang)
		names := map[string]int{}
		for d := xml.NewDecoder(strings.NewReader(text)); ; {
			token, err := d.Token()
			if errors.Is(err, io.EOF) {
				break
			}
			require.NoError(t, err)
			if start, ok := token.(xml.StartElement); ok {
				names[start.Name.Local]++
			}
		}
		require.Equal(t, []int{1, 1, 1, 0, 0, 0}, []int{names["svg"], names["title"], names["desc"], names["script"], names["image"], names["foreignObject"]})
		require.Contains(t, text, `role="img"`)
		require.NotContains(t, strings.ReplaceAll(text, "http://www.w3.org/2000/svg", ""), "http")
	}
}

// A long text is broken between words, and never before a closing mark.
func TestBroken(t *testing.T) {
	t.Parallel()
	require.Equal(t, []string{"one two", "three"}, broken("one two three", 60))
	require.Equal(t, []string{"返答なし：72時間", "（正時に切り上げ）"}, broken("返答なし：72時間（正時に切り上げ）", 120))
	require.Equal(t, []string{"unbreakable"}, broken("unbreakable", 10))
	require.Equal(t, []string{""}, broken("", 10))
}
