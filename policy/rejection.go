package policy

import (
	"fmt"
	"slices"
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
	// Message is for people: in English as the rules give it, in another language
	// after In.
	Message string `json:"message"`
	// Rule is the id of the rule that is hurt, if there is one.
	Rule string `json:"rule,omitempty"`
	// Params fill the {placeholders} of the catalogue's text for Rule and Code, so
	// that the fault can be said in another language. They are not sent: Message
	// has them already.
	Params map[string]string `json:"-"`
}

// Text says the fault in words. Without words of the catalogue for its rule and
// code in that language, or without what fills them, it is the Message.
func (f Fault) Text(lang Language) string {
	own, ok := refusals[f.Rule+"/"+f.Code]
	if !ok {
		own, ok = codeFaults[f.Code]
	}
	if !ok || lang != Japanese {
		return f.Message
	}
	if text, whole := fill(own.ja, f.Params); whole {
		return text
	}
	return f.Message
}

// In returns the faults with every Message in a language, as far as the catalogue
// speaks it. An answer to a person carries these.
func (f Faults) In(lang Language) Faults {
	said := slices.Clone(f)
	for i := range said {
		said[i].Message = said[i].Text(lang)
	}
	return said
}

// FaultOf is a fault in the words that the catalogue has for its rule and code;
// with none it says the rule. Such a fault can be said in every language of the
// catalogue.
func FaultOf(path, rule, code string, params map[string]string) Fault {
	text, _ := fill(refusalText(rule, code, English), params)
	return Fault{Path: path, Code: code, Message: text, Rule: rule, Params: params}
}

// fill sets parameters into a text, in one pass: what a parameter says is never
// taken for a placeholder. It tells whether none is left open.
func fill(text string, params map[string]string) (string, bool) {
	var b strings.Builder
	whole := true
	for {
		before, rest, found := strings.Cut(text, "{")
		b.WriteString(before)
		if !found {
			return b.String(), whole
		}
		key, after, closed := strings.Cut(rest, "}")
		value, known := params[key]
		if !closed || !known {
			b.WriteByte('{')
			text, whole = rest, false
			continue
		}
		b.WriteString(value)
		text = after
	}
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

// Text says no in words. A placeholder that has no parameter stays readable. In
// English it lists the faults, unless the only one says the same; in another
// language they are said by Faults.In.
func (r *Rejection) Text(lang Language) string {
	text, _ := fill(refusalText(r.Rule, r.Code, lang), r.Params)
	if len(r.Faults) == 0 || lang != English || len(r.Faults) == 1 && r.Faults[0].Message == text {
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
