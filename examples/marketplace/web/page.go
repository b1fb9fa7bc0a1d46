package web

import (
	"bytes"
	"crypto/rand"
	"fmt"
	"html"
	"html/template"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/torikime/torikime/examples/marketplace/market"
	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/policy/money"
)

// frame is what every page shows around its own content.
type frame struct {
	Lang   policy.Language
	Title  string
	Name   string
	Me     market.Person
	In     bool
	Demo   bool
	Clock  market.Time
	Now    moment
	Next   *moment
	Said   string
	Back   string
	Policy string
	Zone   string
	Offset int  // of the zone, in minutes
	Desk   bool // an operator looks
	Inbox  *market.Counts
	Body   any
}

// What templates hand on to pieces of theirs.
type (
	// place is where the forms and files of a talk lead: a path, and a query behind it.
	place      struct{ Path, Query string }
	spokenLine struct {
		Place place
		Line  line
		Last  bool
	}
	attached struct {
		place
		Files []market.File
	}
)

// moment is an instant that a page shows, with how far it is from now.
type moment struct {
	At  time.Time
	Now time.Time
}

// Moment is the instant itself, for what embeds it.
func (m moment) Moment() moment { return m }

func (v *visit) moment(at time.Time) moment { return moment{at, v.market.Now()} }

func (v *visit) maybe(at *time.Time) *moment {
	if at == nil {
		return nil
	}
	m := v.moment(*at)
	return &m
}

// show renders a page whole before it sends any of it. title is a text's key, or
// the title itself.
func (v *visit) show(code int, name, title string, body any) error {
	if known(title) {
		title = v.say(title)
	}
	now := v.market.Now()
	f := frame{
		Lang: v.lang, Title: title, Name: name, Me: v.me, In: v.in, Demo: v.market.Demo(), Now: moment{now, now},
		Next: v.maybe(v.next), Back: v.back, Policy: v.market.Policy().Name, Zone: now.In(v.clock.Location).Format("MST"), Offset: v.clock.minutes, Desk: v.isOperator(), Inbox: v.counts(), Body: body,
	}
	if f.Back == "" {
		f.Back = "/services"
	}
	if f.Demo {
		clock, err := v.market.Clock()
		if err != nil {
			return err
		}
		f.Clock = clock
	}
	f.Said = v.said()
	var out bytes.Buffer
	if err := v.pages[v.lang][name].ExecuteTemplate(&out, "frame", f); err != nil {
		v.log.Error("page", "name", name, "error", err)
		http.Error(v.w, v.say("error.500"), http.StatusInternalServerError)
		return nil
	}
	h := v.w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Content-Language", string(v.lang))
	h.Set("Cache-Control", "no-store")
	v.w.WriteHeader(code)
	_, _ = out.WriteTo(v.w) // whoever left does not see it
	return nil
}

// pageNames are the pages, each a file of its own in the frame.
var pageNames = []string{"error", "people", "services", "service", "checkout", "leaving", "receipt", "earnings", "money", "transfers", "transfer", "books", "reconciliation", "offer", "rooms", "room", "rules", "desk", "quotations", "request", "quotation", "messages", "conversation", "account", "inbox", "preferences"}

func parsePages(zone home) (map[policy.Language]map[string]*template.Template, error) {
	all := map[policy.Language]map[string]*template.Template{}
	for _, lang := range []policy.Language{policy.English, policy.Japanese} {
		base, err := template.New("").Funcs(functions(lang, zone)).ParseFS(embedded, "templates/frame.html", "templates/pieces.html", "templates/talk.html")
		if err != nil {
			return nil, fmt.Errorf("web: %w", err)
		}
		all[lang] = map[string]*template.Template{}
		for _, name := range pageNames {
			page, err := template.Must(base.Clone()).ParseFS(embedded, "templates/"+name+".html")
			if err != nil {
				return nil, fmt.Errorf("web: %w", err)
			}
			all[lang][name] = page
		}
	}
	return all, nil
}

// functions are what templates call, in one language.
func functions(lang policy.Language, zone home) template.FuncMap {
	return template.FuncMap{
		"t": func(key string, fill ...any) string {
			words := make([]string, len(fill))
			for i, f := range fill {
				words[i] = fmt.Sprint(f)
			}
			return say(lang, key, words...)
		},
		"money":  func(m money.Money) string { return amount(lang, m) },
		"moment": func(m moment) template.HTML { return zone.html(lang, m.At, dayAndTime(lang, m.At.In(zone.Location))) },
		"brief": func(m moment) template.HTML {
			return zone.html(lang, m.At, brief(lang, m.Now.In(zone.Location), m.At.In(zone.Location)))
		},
		"relative": func(m moment) string { return relative(lang, m.Now, m.At) },
		"day":      func(d policy.Date) string { return day(lang, d.Start(policy.Offset(0))) },
		"size":     size,
		"stars":    stars,
		"key":      rand.Text,
		"percent":  func(part float64) string { return strconv.FormatFloat(part*100, 'f', 0, 64) + "%" },
		"decimal":  func(f float64) string { return strconv.FormatFloat(f, 'f', 1, 64) },
		"first":    first,
		"reason":   func(id string) string { return reasonWords(lang, id) },
		"sells":    func(p market.Person) bool { return p.Has(policy.Seller) },
		"refusal":  func(id string) string { return refusalWords(lang, id) },
		"list":     func(items ...any) []any { return items },
		"iso":      func(at time.Time) string { return at.UTC().Format(time.RFC3339Nano) },
		"ascii":    func(s string) bool { return strings.IndexFunc(s, func(r rune) bool { return r > 127 }) < 0 },
		"inc":      func(i int) int { return i + 1 },
		"number":   func(n *int) int { return *n },
		"yes":      func(b *bool) bool { return *b },
		"last":     func(i int, lines []line) bool { return i == len(lines)-1 },
		"operates": func(command string) bool { return strings.HasPrefix(command, "operator-") },
		"said":     func(at place, l line, last bool) spokenLine { return spokenLine{at, l, last} },
		"attached": func(at place, files []market.File) attached { return attached{at, files} },
		"pays":     func(command string) bool { _, is := payments[command]; return is },
		"payURL":   payURL,
	}
}

func stars(n int) string {
	n = min(max(n, 0), 5)
	return strings.Repeat("★", n) + strings.Repeat("☆", 5-n)
}

// first is a name's first sign, for the picture of a person.
func first(name string) string {
	for _, r := range name {
		return string(r)
	}
	return "?"
}

// home is the marketplace's zone.
type home struct {
	*time.Location
	minutes int
}

func homeOf(t *policy.Time) home {
	name := "UTC" + t.Offset.String()
	if t.Zone == "Asia/Tokyo" {
		name = "JST"
	}
	return home{time.FixedZone(name, int(t.Offset)), int(t.Offset) / 60}
}

// html is an instant in the marketplace's zone, and in UTC, which a script
// replaces by the reader's own (T9.5).
func (h home) html(lang policy.Language, at time.Time, words string) template.HTML {
	here, utc := at.In(h.Location), at.UTC()
	other := "UTC " + strings.TrimPrefix(utc.Format("15:04"), "0")
	if here.Day() != utc.Day() {
		short := utc.Format("2 Jan")
		if lang == policy.Japanese {
			short = fmt.Sprintf("%d月%d日", utc.Month(), utc.Day())
		}
		other = "UTC " + short + " " + strings.TrimPrefix(utc.Format("15:04"), "0")
	}
	open, shut := " (", ")"
	if lang == policy.Japanese {
		open, shut = "（", "）"
	}
	return template.HTML(fmt.Sprintf(`<time class="moment" datetime="%s" data-offset="%d">%s <abbr>%s</abbr><span class="other">%s</span></time>`, //nolint:gosec // nothing in it was written by a person, and it is escaped
		utc.Format(time.RFC3339Nano), h.minutes, html.EscapeString(words), html.EscapeString(here.Format("MST")), html.EscapeString(open+other+shut)))
}

// reasonWords names a cancel reason; one of a policy of one's own shows its id.
func reasonWords(lang policy.Language, id string) string {
	if key := "reason." + id; known(key) {
		return say(lang, key)
	}
	return id
}
