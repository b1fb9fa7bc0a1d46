// The policylab command helps to write a policy: it reads a file, or a preset, and
// says what is wrong with it, what contradicts itself, and what is worth knowing.
//
//	go run ./examples/policylab my-market.json
//	go run ./examples/policylab coconala-2026 -lang ja
//	go run ./examples/policylab -diagram svg coconala > life.svg
//
// It exits with 1 if a marketplace would not start with the policy, and with 2 if
// it was called wrongly.
package main

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/transaction"
)

func main() { os.Exit(run(os.Args[1:], os.Stdout, os.Stderr)) }

// The ends of the program.
const (
	good    = 0
	faulty  = 1
	misused = 2
)

// request is what the command line asks for.
type request struct {
	name, diagram string
	lang          policy.Language
}

func run(args []string, stdout, stderr io.Writer) int {
	req, err := parse(args, stderr)
	switch {
	case errors.Is(err, flag.ErrHelp):
		return good
	case err != nil:
		fmt.Fprintln(stderr, "policylab:", err)
		return misused
	}
	p, err := read(req.name)
	if err != nil {
		fmt.Fprintln(stderr, "policylab:", err)
		return faulty
	}
	if req.diagram != "" {
		fmt.Fprint(stdout, draw(p, req))
		return good
	}
	return report(stdout, p, req.lang)
}

func parse(args []string, stderr io.Writer) (request, error) {
	var req request
	var lang string
	flags := flag.NewFlagSet("policylab", flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.Usage = func() {
		fmt.Fprintf(stderr, "policylab FILE|PRESET (%s) [flags]\n", strings.Join(policy.Presets(), ", "))
		flags.PrintDefaults()
	}
	flags.StringVar(&req.diagram, "diagram", "", "print the life of a transaction instead, as `svg or mermaid`")
	flags.StringVar(&lang, "lang", "en", "`en or ja`")
	names, err := named(flags, args)
	if err != nil {
		return req, err
	}
	req.lang = policy.Language(lang)
	switch {
	case len(names) != 1:
		return req, fmt.Errorf("%d policies are named; name one file or preset (%s)", len(names), strings.Join(policy.Presets(), ", "))
	case !slices.Contains([]string{"", "svg", "mermaid"}, req.diagram):
		return req, fmt.Errorf("-diagram %s is not known; svg and mermaid are", req.diagram)
	case req.lang != policy.English && req.lang != policy.Japanese:
		return req, fmt.Errorf("-lang %s is not known; en and ja are", lang)
	}
	req.name = names[0]
	return req, nil
}

// named reads the flags, which may stand before a name and after it, and gives the
// names. Behind -- everything is one.
func named(flags *flag.FlagSet, args []string) (names []string, err error) {
	if i := slices.Index(args, "--"); i >= 0 {
		args, names = args[:i], args[i+1:]
	}
	var before []string
	for {
		if err := flags.Parse(args); err != nil {
			return nil, err
		}
		if flags.NArg() == 0 {
			return append(before, names...), nil
		}
		before, args = append(before, flags.Arg(0)), flags.Args()[1:]
	}
}

// read finds a preset by its name, or reads a file.
func read(name string) (*policy.Policy, error) {
	if slices.Contains(policy.Presets(), name) {
		return policy.Preset(name)
	}
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, fmt.Errorf("%w (and no preset has this name)", err)
	}
	if len(bytes.TrimSpace(data)) == 0 {
		return nil, fmt.Errorf("%s: the file is empty; a policy is a JSON object, and a preset is one to begin with", name)
	}
	p, err := policy.Parse(data)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return p, nil
}

func draw(p *policy.Policy, req request) string {
	g := transaction.Draw(&p.Terms)
	if req.diagram == "svg" {
		return g.SVG(req.lang)
	}
	return g.Mermaid()
}

// severities are their names in a report.
var severities = map[policy.Language]map[policy.Severity]string{
	policy.English:  {policy.LintError: "ERROR", policy.LintWarning: "WARNING", policy.LintNote: "NOTE"},
	policy.Japanese: {policy.LintError: "エラー", policy.LintWarning: "警告", policy.LintNote: "情報"},
}

// report prints one block for each finding, and how many there are.
func report(w io.Writer, p *policy.Policy, lang policy.Language) int {
	count := map[policy.Severity]int{}
	for _, a := range transaction.Lint(p) {
		count[a.Severity]++
		fmt.Fprintf(w, "%s  %s  %s  %s\n", severities[lang][a.Severity], a.Path, a.Rule, a.Code)
		for _, text := range []string{a.Text(lang), "→ " + a.Instead(lang)} {
			for _, line := range wrapped(text, 76) {
				fmt.Fprintf(w, "    %s\n", line)
			}
		}
		fmt.Fprintln(w)
	}
	errs, warnings, notes := count[policy.LintError], count[policy.LintWarning], count[policy.LintNote]
	if lang == policy.Japanese {
		fmt.Fprintf(w, "%s：エラー%d件、警告%d件、情報%d件\n", p.Name, errs, warnings, notes)
	} else {
		fmt.Fprintf(w, "%s: %s, %s, %s\n", p.Name, counted(errs, "error"), counted(warnings, "warning"), counted(notes, "note"))
	}
	if count[policy.LintError] > 0 {
		return faulty
	}
	return good
}

// counted is a number with its noun.
func counted(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// wrapped is a text in lines of at most so many columns; a Japanese letter takes two.
func wrapped(text string, most int) []string {
	var lines []string
	var line strings.Builder
	columns := 0
	for _, word := range words(text) {
		wide := width(word)
		if columns > 0 && columns+width(strings.TrimRight(word, " ")) > most {
			lines = append(lines, strings.TrimRight(line.String(), " "))
			line.Reset()
			columns = 0
		}
		line.WriteString(word)
		columns += wide
	}
	return append(lines, strings.TrimRight(line.String(), " "))
}

// words are what a line is made of: a word with its blank, or one Japanese letter
// with the mark that opens before it or closes after it.
func words(text string) []string {
	var list []string
	start := 0
	before := rune(0)
	for at, r := range text {
		if at > start && (before == ' ' || before >= 0x2e80 && before != '（' && !strings.ContainsRune("、。）」：", r)) {
			list = append(list, text[start:at])
			start = at
		}
		before = r
	}
	return append(list, text[start:])
}

func width(text string) int {
	n := 0
	for _, r := range text {
		n++
		if r >= 0x2e80 {
			n++
		}
	}
	return n
}
