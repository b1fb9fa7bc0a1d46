package transactiontest

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/policy/money"
	"github.com/torikime/torikime/transaction"
)

// script is one file: a head, then paragraphs.
type script struct {
	policy     string
	services   []Service
	paragraphs []paragraph
	// purchases and quotations are the names of the transactions and the
	// quotations, in the order of the script.
	purchases, quotations []string
}

// paragraph is some lines of the story and what they led to.
type paragraph struct {
	// source is the paragraph as it stands in the file, up to the separator.
	source   string
	lines    []line
	expected string
}

// line is one thing that somebody does, or that the reader wants to see.
type line struct {
	number int
	when   string // empty: now
	words  []word
	// room is the transaction after "in"; empty: the only one.
	room string
	// refused is the rule that must say no; empty: it must go through.
	refused string
}

const separator = "----"

// parseScript reads a file.
func parseScript(text string) (*script, error) {
	s := &script{}
	var p paragraph
	var source strings.Builder
	lines := strings.Split(strings.ReplaceAll(text, "\r\n", "\n"), "\n")
	for i := 0; i < len(lines); i++ {
		row := strings.TrimSpace(lines[i])
		if row == separator {
			p.source = strings.Trim(source.String(), "\n") + "\n"
			p.expected, i = expectedFrom(lines, i+1)
			s.paragraphs = append(s.paragraphs, p)
			p = paragraph{}
			source.Reset()
			continue
		}
		source.WriteString(lines[i] + "\n")
		if row == "" || strings.HasPrefix(row, "#") {
			continue
		}
		l, err := s.parseLine(row, len(s.paragraphs) == 0 && len(p.lines) == 0)
		if err != nil {
			return nil, fmt.Errorf("line %d: %w", i+1, err)
		}
		if l != nil {
			l.number = i + 1
			p.lines = append(p.lines, *l)
		}
	}
	if rest := strings.TrimSpace(source.String()); rest != "" {
		return nil, fmt.Errorf("the last paragraph has no %q below it", separator)
	}
	if s.policy == "" || len(s.paragraphs) == 0 {
		return nil, fmt.Errorf("a script begins with \"policy NAME\" and has at least one paragraph")
	}
	return s, nil
}

// expectedFrom is what stands below a separator, up to an empty line.
func expectedFrom(lines []string, from int) (string, int) {
	var b strings.Builder
	for i := from; i < len(lines); i++ {
		if strings.TrimSpace(lines[i]) == "" {
			return b.String(), i
		}
		b.WriteString(lines[i] + "\n")
	}
	return b.String(), len(lines)
}

// parseLine reads a line of the story; of the head, while it may still be one.
func (s *script) parseLine(row string, head bool) (*line, error) {
	words, err := split(row)
	if err != nil {
		return nil, err
	}
	if head && !words[0].quoted {
		switch words[0].text {
		case "policy", "service", "option", "notes":
			return nil, s.headLine(words)
		}
	}
	l := &line{}
	if words, err = l.takeWhen(words); err != nil {
		return nil, err
	}
	if words, err = l.takeRefusal(words); err != nil {
		return nil, err
	}
	if n := len(words); n > 2 && words[n-2].is("in") && s.known(words[n-1].text) {
		l.room, words = words[n-1].text, words[:n-2]
	}
	if len(words) == 0 {
		return nil, fmt.Errorf("nobody does anything")
	}
	l.words = words
	return l, s.begins(l)
}

// known reports the name of a transaction or a quotation.
func (s *script) known(name string) bool {
	return slices.Contains(s.purchases, name) || slices.Contains(s.quotations, name)
}

// begins notes the name of what begins with a line.
func (s *script) begins(l *line) error {
	if l.refused != "" {
		return nil
	}
	if isRequest(l.words) {
		q, _, err := request(l.words)
		if err != nil {
			return err
		}
		if s.known(q.name) {
			return fmt.Errorf("there is already a quotation or transaction %q; end the line with \"as NAME\"", q.name)
		}
		s.quotations = append(s.quotations, q.name)
	}
	if words := l.words; len(words) > 2 && words[1].is("buys") {
		name := purchaseName(words)
		if s.known(name) {
			return fmt.Errorf("there is already a transaction %q; end the line with \"as NAME\"", name)
		}
		s.purchases = append(s.purchases, name)
	}
	return nil
}

// takeWhen takes the time off a line: "+D", or a day and a clock, and the name
// of the zone if somebody wrote it.
func (l *line) takeWhen(words []word) ([]word, error) {
	if words[0].is("show") {
		return words, nil
	}
	if strings.HasPrefix(words[0].text, "+") {
		l.when = words[0].text
		return words[1:], nil
	}
	if len(words) < 3 {
		return nil, fmt.Errorf("a line begins with a time: \"+24h\" after the line before, or \"2030-01-10 09:00\"")
	}
	l.when, words = words[0].text+" "+words[1].text, words[2:]
	if _, isZone := zones[words[0].text]; isZone {
		words = words[1:]
	}
	return words, nil
}

// takeRefusal takes "(refused T3.2)" off the end of a line.
func (l *line) takeRefusal(words []word) ([]word, error) {
	n := len(words)
	if n < 2 || !words[n-2].is("(refused") {
		return words, nil
	}
	rule := strings.TrimSuffix(words[n-1].text, ")")
	if _, ok := policy.FindRule(rule); !ok {
		return nil, fmt.Errorf("(refused %s): there is no such rule", rule)
	}
	l.refused = rule
	return words[:n-2], nil
}

// zones are the names under which scripts show a zone. Others are shown by
// their offset.
var zones = map[string]string{"JST": "Asia/Tokyo", "UTC": "UTC"}

func zoneName(t policy.Time) string {
	for short, zone := range zones {
		if zone == t.Zone {
			return short
		}
	}
	return t.Offset.String()
}

// headLine reads what stands before the story.
func (s *script) headLine(words []word) error {
	if m, ok := match("policy NAME", words); ok {
		s.policy = m["NAME"]
		return nil
	}
	if m, ok := match("option ID of SERVICE for AMOUNT CURRENCY", words); ok {
		service, price, err := s.priced(m)
		if err != nil {
			return err
		}
		service.Options = append(service.Options, transaction.Option{ID: m["ID"], Title: m["ID"], Price: price})
		return nil
	}
	if m, ok := match("notes of SERVICE TEXT", words); ok {
		service, err := s.service(m["SERVICE"])
		if err == nil {
			service.Notes = m["TEXT"]
		}
		return err
	}
	return s.serviceLine(words)
}

func (s *script) serviceLine(words []word) error {
	const form = "service SERVICE by SELLER for AMOUNT CURRENCY"
	n := min(len(words), len(strings.Fields(form)))
	m, ok := match(form, words[:n])
	if !ok {
		return fmt.Errorf("a head line is \"policy NAME\", %q, \"option ID of SERVICE for AMOUNT CURRENCY\" or \"notes of SERVICE TEXT\"", form)
	}
	s.services = append(s.services, Service{Name: m["SERVICE"], Seller: m["SELLER"]})
	service, price, err := s.priced(m)
	if err != nil {
		return err
	}
	service.Price = price
	for rest := words[n:]; len(rest) > 0; {
		if m, ok := match("at most N orders", rest[:min(4, len(rest))]); ok {
			if service.Capacity, err = number(m["N"]); err != nil {
				return err
			}
			rest = rest[4:]
		} else if _, ok := match("one after another", rest[:min(3, len(rest))]); ok {
			service.RequireFinished, rest = true, rest[3:]
		} else {
			return fmt.Errorf("after a price comes \"at most N orders\" or \"one after another\"")
		}
	}
	return nil
}

func (s *script) priced(m map[string]string) (*Service, money.Money, error) {
	service, err := s.service(m["SERVICE"])
	if err != nil {
		return nil, money.Money{}, err
	}
	price, err := amount(m)
	return service, price, err
}

func (s *script) service(name string) (*Service, error) {
	for i := range s.services {
		if s.services[i].Name == name {
			return &s.services[i], nil
		}
	}
	return nil, fmt.Errorf("nobody offers a service %q", name)
}

// instant reads the time of a line. before is that of the line before; zero at
// the first.
func instant(when string, before time.Time, zone *time.Location) (time.Time, error) {
	if later, ok := strings.CutPrefix(when, "+"); ok {
		if before.IsZero() {
			return time.Time{}, fmt.Errorf("the first line has a day and a clock, such as \"2030-01-10 09:00\"")
		}
		d, err := period(later)
		return before.Add(d), err
	}
	for _, form := range []string{"2006-01-02 15:04", "2006-01-02 15:04:05"} { // the second takes fractions too
		if at, err := time.ParseInLocation(form, when, zone); err == nil {
			return at, nil
		}
	}
	return time.Time{}, fmt.Errorf("%q is no time: \"+24h\", \"2030-01-10 09:00\" and \"2030-01-10 09:00:00.000001\" are", when)
}

// period reads "4d", "23h59m59.999999s" or both together.
func period(text string) (time.Duration, error) {
	var days int
	rest := text
	if d, after, ok := strings.Cut(text, "d"); ok {
		n, err := number(d)
		if err != nil {
			return 0, err
		}
		days, rest = n, after
	}
	total := time.Duration(days) * 24 * time.Hour
	if rest == "" {
		return total, nil
	}
	d, err := time.ParseDuration(rest)
	if err != nil || d < 0 {
		return 0, fmt.Errorf("%q is no period: \"4d\", \"24h\" and \"1d30m\" are", text)
	}
	return total + d, nil
}
