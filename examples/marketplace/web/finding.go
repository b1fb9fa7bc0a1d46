package web

import (
	"cmp"
	"errors"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/torikime/torikime/examples/marketplace/market"
	"github.com/torikime/torikime/policy"
)

// piece is a part of a text: what was found in it is marked.
type piece struct {
	Text string
	Mark bool
}

// pieces cut a text at what was found in it. A span that does not fit the text is
// left unmarked, and of two that overlap the later one is.
func pieces(text string, found []market.Finding) []piece {
	found = slices.SortedFunc(slices.Values(found), func(a, b market.Finding) int { return cmp.Compare(a.Start, b.Start) })
	var list []piece
	done := 0
	for _, f := range found {
		if f.Start < done || f.End <= f.Start || f.End > len(text) || !cuts(text, f.Start) || !cuts(text, f.End) {
			continue
		}
		if f.Start > done {
			list = append(list, piece{text[done:f.Start], false})
		}
		list = append(list, piece{text[f.Start:f.End], true})
		done = f.End
	}
	if done < len(text) {
		list = append(list, piece{text[done:], false})
	}
	return list
}

// cuts reports whether no sign of a text is cut in two at a byte.
func cuts(text string, at int) bool { return at == len(text) || utf8.RuneStart(text[at]) }

// found is one thing that was found, as a page names it.
type found struct {
	// What names its kind; Words are those that were found; Why in a sentence.
	What, Words, Why string
}

// foundIn names what was found in a text, each thing once.
func (v *visit) foundIn(text string, list []market.Finding) []found {
	var all []found
	for _, f := range list {
		one := found{What: f.Kind.Text(v.lang), Why: f.Why}
		if f.Start >= 0 && f.Start < f.End && f.End <= len(text) && utf8.ValidString(text[f.Start:f.End]) {
			one.Words = text[f.Start:f.End]
		}
		if !slices.Contains(all, one) {
			all = append(all, one)
		}
	}
	return all
}

// in are the findings in one of several texts.
func in(name string, list []market.Finding) []market.Finding {
	var own []market.Finding
	for _, f := range list {
		if f.In == name {
			own = append(own, f)
		}
	}
	return own
}

// written are the fields of a form in which people write sentences.
var written = []string{"message", "request", "comment", "reason", "title", "description", "notes", "option_title"}

// forbidden fills in what was found in words that were refused (T8.2), in the
// page's language, with the deadline that still runs (T8.6).
func (v *visit) forbidden(f *failure, no *policy.Rejection) {
	f.Faults, f.Detail = nil, v.say("found.refused")
	for _, name := range written {
		for _, text := range f.Typed.Values[name] {
			text = form{map[string][]string{name: {text}}}.text(name)
			said, err := v.market.CheckText(v.viewer(), text)
			if err != nil {
				continue // it is refused all the same, and the faults say where
			}
			refused := slices.DeleteFunc(said.Findings, func(one market.Finding) bool { return one.Action != policy.Refuse })
			f.Found = append(f.Found, v.foundIn(text, refused)...)
		}
	}
	for _, fault := range no.Faults {
		kind := policy.Finding(fault.Code).Text(v.lang)
		if !slices.ContainsFunc(f.Found, func(one found) bool { return one.What == kind }) {
			f.Found = append(f.Found, found{What: kind, Why: v.where(fault.Path)})
		}
	}
	if at, err := time.Parse(time.RFC3339, no.Params["at"]); err == nil {
		f.Due = v.maybe(&at)
		f.DueWhat = v.say("found.due.other")
		if key := "found.due." + no.Params["deadline"]; known(key) {
			f.DueWhat = v.say(key)
		}
	}
}

// where says in which part of a form something was found.
func (v *visit) where(path string) string {
	if key := "found.in." + path; known(key) {
		return v.say(key)
	}
	return ""
}

// isForbidden is the refusal of words (T8.2).
func isForbidden(err error) (*policy.Rejection, bool) {
	var no *policy.Rejection
	return no, errors.As(err, &no) && no.Rule == "T8.2"
}

// contacts are the events that are somebody's contact (T3.3).
var contacts = map[string]bool{
	"message_posted": true, "delivered": true, "declined": true, "cancel_requested": true, "cancel_refused": true, "cancel_agreed": true,
}

// look fills in what a line tells of things that were found in its words. as is
// what the viewer is there; faded: nobody but operators sees any content (T3.14).
func (v *visit) look(as policy.Role, faded bool, l *line, withheld bool) {
	own := slices.DeleteFunc(slices.Clone(l.Findings), func(f market.Finding) bool { return f.In == "titles" })
	l.Pieces = pieces(l.Body, own)
	l.Found = v.foundIn("", own) // the words themselves are marked where they stand
	if titles := in("titles", l.Findings); len(titles) > 0 {
		var lines []string
		for _, s := range l.Steps {
			lines = append(lines, s.Title)
		}
		l.Found = append(l.Found, v.foundIn(strings.Join(lines, "\n"), titles)...)
	}
	blind := l.Type == "review_sent" && l.Stars == 0
	switch {
	case l.Hidden && faded:
		l.Instead = v.say("room.hidden.one")
		l.InsteadRule = "T3.14"
	case l.Hidden && blind:
		l.Instead, l.InsteadRule = v.say("room.blind"), "T5.8"
	case l.Hidden && withheld:
		l.Instead, l.InsteadRule = v.say("held.theirs.withheld"), "T8.4"
	case l.Hidden:
		l.Instead, l.InsteadRule = v.say("held.theirs"), "T8.4"
	case l.Erased:
		l.Instead, l.InsteadRule = v.say("room.gone"), "T9.4"
	}
	if len(l.Found) > 0 {
		l.Told, l.ToldRule = v.told(as, l, withheld)
	}
	l.Decide = l.Waiting && !withheld && as == policy.Operator
}

// told is what follows from the findings, for the writer or an operator.
func (v *visit) told(as policy.Role, l *line, withheld bool) (words, rule string) {
	operator := as == policy.Operator
	switch {
	case l.Waiting && withheld && operator:
		return v.say("held.operator.withheld"), "T8.4"
	case l.Waiting && operator:
		return v.say("held.operator"), "T8.4"
	case l.Waiting && withheld && contacts[l.Type]:
		return v.say("held.mine.withheld.contact"), "T8.6"
	case l.Waiting && withheld:
		return v.say("held.mine.withheld"), "T8.4"
	case l.Waiting && contacts[l.Type]:
		return v.say("held.mine.contact"), "T8.6"
	case l.Waiting:
		return v.say("held.mine"), "T8.4"
	case operator:
		return v.say("found.operator"), "T8.4"
	}
	return v.say("found.mine"), "T8.2"
}
