package transactiontest

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/transaction"
)

// play plays a script, and gives it back with what happened below each
// paragraph.
func play(t testing.TB, files fs.FS, text string, newWorld NewWorld) (string, error) {
	s, err := parseScript(text)
	if err != nil {
		return "", err
	}
	r, err := newRunner(t, files, s, newWorld)
	if err != nil {
		return "", err
	}
	var out strings.Builder
	for i := range s.paragraphs {
		p := &s.paragraphs[i]
		r.out.Reset()
		for j := range p.lines {
			if err := r.line(&p.lines[j]); err != nil {
				return "", fmt.Errorf("line %d: %w", p.lines[j].number, err)
			}
		}
		if i > 0 {
			out.WriteString("\n")
		}
		out.WriteString(p.source + separator + "\n" + r.out.String())
	}
	return out.String(), nil
}

// runner plays one script in one world.
type runner struct {
	script   *script
	world    World
	zone     *time.Location
	zoneName string
	now      time.Time // of the line that is played
	rooms    []*told
	// quotations are those that were asked for.
	quotations []*asked
	// seen are the notices that were shown, by person and id.
	seen map[string]bool
	out  strings.Builder
}

// told is a transaction, and how much of its timeline stands on paper.
type told struct {
	name, buyer, seller, service string
	lines                        int
	several                      bool // its name is said, whatever else there is
}

func newRunner(t testing.TB, files fs.FS, s *script, newWorld NewWorld) (*runner, error) {
	p, err := loadPolicy(files, s.policy)
	if err != nil {
		return nil, err
	}
	r := &runner{script: s, zoneName: zoneName(p.Time), seen: map[string]bool{}}
	r.zone = time.FixedZone(r.zoneName, int(p.Time.Offset))
	lines := s.paragraphs[0].lines
	if len(lines) == 0 {
		return nil, errors.New("the first paragraph tells nothing")
	}
	if r.now, err = instant(lines[0].when, time.Time{}, r.zone); err != nil {
		return nil, fmt.Errorf("line %d: %w", lines[0].number, err)
	}
	r.world = newWorld(t, Setup{Policy: p, Start: r.now.UTC()})
	for _, service := range s.services {
		if err := r.world.Offer(service); err != nil {
			return nil, fmt.Errorf("service %s: %w", service.Name, err)
		}
	}
	return r, nil
}

// loadPolicy finds a preset, or a file beside the script.
func loadPolicy(files fs.FS, name string) (*policy.Policy, error) {
	if path.Ext(name) != ".json" {
		return policy.Preset(name)
	}
	data, err := fs.ReadFile(files, name)
	if err != nil {
		return nil, err
	}
	return policy.Parse(data)
}

// line plays one line, and tells what it led to.
func (r *runner) line(l *line) error {
	if l.words[0].is("show") {
		return r.show(l)
	}
	at, err := instant(l.when, r.now, r.zone)
	if err != nil {
		return err
	}
	if at.Before(r.now) {
		return fmt.Errorf("%s lies before the line above", l.when)
	}
	r.now = at
	if err := r.world.MoveTo(at.UTC()); err != nil {
		return err
	}
	act := r.act(l)
	if err := r.tell(); err != nil { // whatever time alone has brought
		return err
	}
	if act == nil {
		return fmt.Errorf("%q is no sentence of the script language", l.text())
	}
	no, err := refusal(act())
	if err != nil {
		return err
	}
	if err := r.tell(); err != nil {
		return err
	}
	return r.answered(l, no)
}

func (l *line) text() string {
	words := make([]string, len(l.words))
	for i := range l.words {
		words[i] = l.words[i].text
		if l.words[i].quoted {
			words[i] = `"` + words[i] + `"`
		}
	}
	text := strings.Join(words, " ")
	if l.room != "" {
		text += " in " + l.room
	}
	return text
}

// refusal parts a rule's "no" from every other error.
func refusal(err error) (*policy.Rejection, error) {
	var no *policy.Rejection
	if errors.As(err, &no) {
		return no, nil
	}
	return nil, err
}

// answered compares the answer with the line's word, and prints a "no".
func (r *runner) answered(l *line, no *policy.Rejection) error {
	switch {
	case no == nil && l.refused != "":
		return fmt.Errorf("%q went through; it should be refused by %s", l.text(), l.refused)
	case no == nil:
		return nil
	case l.refused == "":
		return fmt.Errorf("%q was refused: %w; if that is right, the line ends with \"(refused %s)\"", l.text(), no, no.Rule)
	case no.Rule != l.refused:
		return fmt.Errorf("%q was refused by %s, not by %s: %w", l.text(), no.Rule, l.refused, no)
	}
	opens := ""
	if !no.OpensAt.IsZero() {
		opens = ", opens " + r.clock(no.OpensAt)
	}
	return r.print(r.now, no.Rule, fmt.Sprintf("refused: %s (%s%s)", l.text(), no.Kind, opens), "")
}

// deed is what somebody does outside of a transaction's and a quotation's commands.
type deed struct {
	form string
	do   func(r *runner, l *line, m map[string]string) error
}

var deeds = []deed{
	{"nothing happens", func(*runner, *line, map[string]string) error { return nil }},
	{"WHO pauses SERVICE", func(r *runner, _ *line, m map[string]string) error { return r.world.Pause(m["WHO"], m["SERVICE"]) }},
	{"WHO resumes SERVICE", func(r *runner, _ *line, m map[string]string) error { return r.world.Resume(m["WHO"], m["SERVICE"]) }},
	{"WHO changes the notes of SERVICE to TEXT", func(r *runner, _ *line, m map[string]string) error {
		return r.edit(m, "T1.7", "changes the notes for buyers of "+m["SERVICE"], func(s *Service) { s.Notes = m["TEXT"] })
	}},
	{"WHO changes the price of SERVICE to AMOUNT CURRENCY", func(r *runner, _ *line, m map[string]string) error {
		to, err := amount(m)
		if err != nil {
			return err
		}
		return r.edit(m, "T1.9", "changes the price of "+m["SERVICE"]+" to "+price(&to), func(s *Service) { s.Price = to })
	}},
	{"WHO sends WHOM a message TEXT", func(r *runner, _ *line, m map[string]string) error { return r.send(m["WHO"], m["WHOM"], m["TEXT"]) }},
	{"WHO looks into the talkroom", func(r *runner, l *line, m map[string]string) error { return r.look(l, m["WHO"]) }},
	{"WHO switches CHANNEL off for TOPIC", func(r *runner, _ *line, m map[string]string) error { return r.prefer(m, false) }},
	{"WHO switches CHANNEL on for TOPIC", func(r *runner, _ *line, m map[string]string) error { return r.prefer(m, true) }},
}

// act is what a line does in the world; nil if the language has no such
// sentence.
func (r *runner) act(l *line) func() error {
	for _, d := range deeds {
		if m, ok := match(d.form, l.words); ok {
			return func() error { return d.do(r, l, m) }
		}
	}
	if len(l.words) > 2 && l.words[1].is("buys") {
		return func() error { return r.buy(l) }
	}
	if isRequest(l.words) {
		return func() error { return r.ask(l) }
	}
	for _, s := range quotationSentences {
		if m, ok := match(s.form, l.words); ok {
			return func() error { return r.quote(l, s, m) }
		}
	}
	for _, s := range slices.Concat(sentences, moneySentences) {
		if m, ok := match(s.form, l.words); ok {
			return func() error { return r.do(l, s, m) }
		}
	}
	return nil
}

// edit changes a part of a service, and tells of it: it stands in no timeline.
func (r *runner) edit(m map[string]string, rule, what string, change func(*Service)) error {
	service, err := r.script.service(m["SERVICE"])
	if err != nil {
		return err
	}
	edited := *service
	change(&edited)
	if err := r.world.Edit(m["WHO"], edited); err != nil {
		return err
	}
	*service = edited
	return r.print(r.now, rule, m["WHO"]+" "+what, "")
}

// send tells of the message itself: it stands in no timeline.
func (r *runner) send(by, to, text string) error {
	if err := r.world.Send(by, to, text); err != nil {
		return err
	}
	return r.print(r.now, "T8.1", by+" sends "+to+" a message outside", "")
}

func (r *runner) buy(l *line) error {
	o, err := order(l.words)
	if err != nil {
		return err
	}
	room := &told{name: o.Name, buyer: o.Buyer, service: o.Service}
	if o.Service == "" {
		q, err := r.quotation(l.room)
		if err != nil {
			return err
		}
		o.Quotation, room.seller, room.service = q.name, q.seller, cmp.Or(q.service, "a proposal")
	} else {
		service, err := r.script.service(o.Service)
		if err != nil {
			return err
		}
		room.seller = service.Seller
	}
	if err := r.world.Purchase(o); err != nil {
		return err
	}
	r.rooms = append(r.rooms, room)
	return nil
}

func (r *runner) do(l *line, s sentence, m map[string]string) error {
	room, err := r.room(l.room)
	if err != nil {
		return err
	}
	c, err := s.command(room.actor(m["WHO"]), m)
	if err != nil {
		return err
	}
	return r.world.Do(room.name, c)
}

// room is the transaction that a line speaks of.
func (r *runner) room(name string) (*told, error) {
	if name == "" && len(r.rooms) == 1 {
		return r.rooms[0], nil
	}
	i := slices.IndexFunc(r.rooms, func(t *told) bool { return t.name == name })
	if i < 0 {
		return nil, fmt.Errorf("which transaction? The line ends with \"in NAME\", one that was bought before")
	}
	return r.rooms[i], nil
}

// actor is the part that somebody plays; a stranger tries as a buyer.
func (t *told) actor(who string) transaction.Actor {
	switch who {
	case "operator":
		return transaction.Operator(who)
	case t.seller:
		return transaction.Seller(who)
	}
	return transaction.Buyer(who)
}
