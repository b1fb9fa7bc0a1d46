package policy

import (
	"cmp"
	"slices"
	"strings"
)

// Severity says how much a piece of advice matters.
type Severity string

// The severities, the gravest first.
const (
	// LintError: with this policy something can't work; a marketplace does not start with it.
	LintError Severity = "error"
	// LintWarning: it works, and hardly as it is meant.
	LintWarning Severity = "warning"
	// LintNote: worth knowing.
	LintNote Severity = "note"
)

var severities = []Severity{LintError, LintWarning, LintNote}

// Advice is one finding about a policy whose values are each valid by themselves.
// It is data: the words come from a catalogue by its code.
type Advice struct {
	Severity Severity `json:"severity"`
	// Code is stable and for programs.
	Code string `json:"code"`
	// Path is where the value stands, such as "cancel.reasons[3].condition".
	Path string `json:"path"`
	// Rule is the id of the rule that the value serves.
	Rule string `json:"rule"`
	// Params fill the text's {placeholders}, which are the same in every language.
	Params map[string]string `json:"params,omitempty"`
	// windows fill {placeholders} whose words depend on the language.
	windows map[string]Window
}

// Advise is the advice of a code about the value at a path, for a rule. A code that
// the catalogue does not have is a note without words.
func Advise(rule, code, path string) Advice {
	severity := advices[code].severity
	if severity == "" {
		severity = LintNote
	}
	return Advice{Severity: severity, Code: code, Path: path, Rule: rule}
}

// With returns the advice with one parameter of its text set.
func (a Advice) With(key, value string) Advice {
	params := map[string]string{key: value}
	for k, v := range a.Params {
		if k != key {
			params[k] = v
		}
	}
	a.Params = params
	return a
}

// WithWindow returns the advice with a parameter that is a window, to be shown in
// the words of the reader's language; Params has it in English.
func (a Advice) WithWindow(key string, w Window) Advice {
	windows := map[string]Window{key: w}
	for k, v := range a.windows {
		if k != key {
			windows[k] = v
		}
	}
	a = a.With(key, w.Words(English))
	a.windows = windows
	return a
}

// Text says what was found.
func (a Advice) Text(lang Language) string {
	w := advices[a.Code].what
	return a.fill(inLanguage(lang, w.en, w.ja), lang)
}

// Instead says what to do about it.
func (a Advice) Instead(lang Language) string {
	w := advices[a.Code].instead
	return a.fill(inLanguage(lang, w.en, w.ja), lang)
}

func (a Advice) fill(text string, lang Language) string {
	pairs := make([]string, 0, 2*len(a.Params))
	for key, value := range a.Params {
		if w, ok := a.windows[key]; ok {
			value = w.Words(lang)
		}
		pairs = append(pairs, "{"+key+"}", value)
	}
	return strings.NewReplacer(pairs...).Replace(text)
}

// String is the advice in one line of English: "warning review.window (T5.2): …".
func (a Advice) String() string {
	return string(a.Severity) + " " + a.Path + " (" + a.Rule + "): " + a.Text(English) + " " + a.Instead(English)
}

// adviceWords are what the catalogue knows of a code.
type adviceWords struct {
	severity      Severity
	what, instead words
}

// Lint finds values that contradict one another although each is valid by itself:
// what Validate can't call wrong, and hardly anybody means. It looks at the values
// alone; package transaction has a Lint that tries them on the machine as well.
// It says nothing of what is only possible: a window of days is longer than
// another only if it is so from every start. The order is that of SortAdvice.
//
// The policy has passed Validate; of another the answer may be incomplete.
func Lint(p *Policy) []Advice {
	l := linter{p: p}
	l.windows()
	l.purchase()
	l.cancelWindows()
	l.reasons()
	l.delivery()
	l.review()
	l.quotation()
	l.attachment()
	l.contact()
	l.reminders()
	l.standing()
	l.payout()
	SortAdvice(l.found)
	return l.found
}

// SortAdvice puts advice in its order: the gravest first, then by path and code.
func SortAdvice(list []Advice) {
	slices.SortStableFunc(list, func(a, b Advice) int {
		return cmp.Or(
			cmp.Compare(slices.Index(severities, a.Severity), slices.Index(severities, b.Severity)),
			comparePaths(a.Path, b.Path), cmp.Compare(a.Code, b.Code))
	})
}

// comparePaths is alphabetical, and by number between brackets: [2] before [10].
func comparePaths(a, b string) int {
	x, y := strings.FieldsFunc(a, bracket), strings.FieldsFunc(b, bracket)
	return slices.CompareFunc(x, y, func(a, b string) int {
		if a[0] <= '9' && b[0] <= '9' {
			return cmp.Or(cmp.Compare(len(a), len(b)), cmp.Compare(a, b))
		}
		return cmp.Compare(a, b)
	})
}

func bracket(r rune) bool { return r == '[' || r == ']' || r == '.' }

// linter gathers advice about one policy.
type linter struct {
	p     *Policy
	found []Advice
}

// add takes advice; pairs are the names and values of its parameters.
func (l *linter) add(rule, code, path string, pairs ...string) {
	a := Advise(rule, code, path)
	for i := 0; i+1 < len(pairs); i += 2 {
		a = a.With(pairs[i], pairs[i+1])
	}
	l.found = append(l.found, a)
}

// compare takes advice about two windows: {this} and {other}.
func (l *linter) compare(rule, code, path string, this, other Window) {
	l.found = append(l.found, Advise(rule, code, path).WithWindow("this", this).WithWindow("other", other))
}
