package policy

import (
	"fmt"
	"sort"
	"strings"
	"time"
)

// Kind says in which way a command was refused.
type Kind string

// The kinds of refusal. A server maps each to one status.
const (
	// Invalid: the input can never be right, whoever sends it and whenever.
	Invalid Kind = "invalid"
	// WrongActor: a party, but not the one who may.
	WrongActor Kind = "wrong_actor"
	// NotParty: nobody who has to do with the thing; a server says "not found".
	NotParty Kind = "not_party"
	// TooEarly: time alone opens it; OpensAt says when.
	TooEarly Kind = "too_early"
	// TooLate: a deadline or the end has shut it.
	TooLate Kind = "too_late"
	// WrongState: another act must come first.
	WrongState Kind = "wrong_state"
	// Conflict: a pending request, a second review, a lost race.
	Conflict Kind = "conflict"
)

// Rejection is a "no". It is data: nothing was written, and the words come from
// the rule catalogue.
type Rejection struct {
	// Rule is the id of the rule that said no, such as "T3.2".
	Rule string
	// Code tells apart the several ways in which one rule can say no, such as
	// "paused" and "cap" for T1.10. It names a text in the catalogue.
	Code string
	// Kind says in which way.
	Kind Kind
	// OpensAt is the earliest instant at which the same command would be
	// accepted if nobody did anything until then; zero if never.
	OpensAt time.Time
	// Params fill the text's {placeholders}.
	Params map[string]string
	// Faults lists every fault of an input that has several.
	Faults []Fault
}

// Fault is one thing that is wrong with an input: what, where, and what would
// be right.
type Fault struct {
	// Path is where: a path in a JSON document ("review.window"), or the name of
	// a file or a field.
	Path string `json:"path"`
	// Code is stable and for programs.
	Code string `json:"code"`
	// Message is for people, in English.
	Message string `json:"message"`
	// Rule is the id of the rule that is hurt, if there is one.
	Rule string `json:"rule,omitempty"`
}

// Reject is a refusal of a kind by a rule.
func Reject(kind Kind, rule, code string) *Rejection {
	return &Rejection{Rule: rule, Code: code, Kind: kind}
}

// With returns the rejection with one parameter of its text set.
func (r *Rejection) With(key, value string) *Rejection {
	if r.Params == nil {
		r.Params = make(map[string]string, 2)
	}
	r.Params[key] = value
	return r
}

// Error makes a rejection an error, in English: rule, then words.
func (r *Rejection) Error() string {
	return r.Rule + ": " + r.Text(English)
}

// Text says no in words. A placeholder that has no parameter stays readable.
func (r *Rejection) Text(lang Language) string {
	text := refusalText(r.Rule, r.Code, lang)
	for key, value := range r.Params {
		text = strings.ReplaceAll(text, "{"+key+"}", value)
	}
	if len(r.Faults) == 0 || lang != English {
		return text
	}
	parts := make([]string, len(r.Faults))
	for i, f := range r.Faults {
		parts[i] = f.String()
	}
	return text + " (" + strings.Join(parts, "; ") + ")"
}

// String is "path: message".
func (f Fault) String() string {
	if f.Path == "" {
		return f.Message
	}
	return f.Path + ": " + f.Message
}

// Faults is a list of everything that is wrong with one input. It is an error
// if it is not empty.
type Faults []Fault

// Error lists the faults, one a line, ordered by path.
func (f Faults) Error() string {
	lines := make([]string, len(f))
	for i, fault := range f {
		lines[i] = fault.String()
	}
	sort.Strings(lines)
	if len(lines) == 1 {
		return lines[0]
	}
	return fmt.Sprintf("%d faults:\n%s", len(lines), strings.Join(lines, "\n"))
}

// Language is a language that the catalogue speaks.
type Language string

// The languages of the catalogue.
const (
	English  Language = "en"
	Japanese Language = "ja"
)
