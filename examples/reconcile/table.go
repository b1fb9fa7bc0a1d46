package main

import (
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/torikime/torikime/examples/marketplace/market"
)

// table is a reconciliation for people: the sums, then what differs by its kind.
func table(w io.Writer, say *words, c *market.Reconciliation) error {
	var out strings.Builder
	from := say.beginning
	if c.From != nil {
		from = day(*c.From)
	}
	fmt.Fprintf(&out, say.window, c.Provider, from, day(c.To))
	fmt.Fprint(&out, say.counts(c), "\n\n")
	sums(&out, say, c.Sums)
	differences(&out, say, c.Differences)
	if len(c.Settled) > 0 {
		fmt.Fprintf(&out, "\n%s", say.expected)
		differences(&out, say, c.Settled)
	}
	switch {
	case c.Clean && c.Young > 0:
		fmt.Fprintf(&out, "\n%s\n", say.soFar(c.Young, c.Grace))
	case c.Clean:
		fmt.Fprintf(&out, "\n%s\n", say.same)
	}
	_, err := io.WriteString(w, out.String())
	return err
}

func day(t time.Time) string { return t.UTC().Format(time.RFC3339) }

func sums(out io.Writer, say *words, list []market.ReconciledSum) {
	if len(list) == 0 {
		return
	}
	rows := [][]string{{"", say.ours, say.theirs, ""}}
	for i := range list {
		s := &list[i]
		for _, line := range []struct {
			name string
			both market.BothSides
		}{{say.captured, s.Captured}, {say.refunded, s.Refunded}, {say.paidOut, s.PaidOut}} {
			mark := ""
			if line.both.Ours != line.both.Theirs {
				mark = "  <-"
			}
			rows = append(rows, []string{line.name, line.both.Ours.String(), line.both.Theirs.String(), mark})
		}
	}
	right(out, rows)
}

// right prints columns that end at the same place; the last one is left as it is.
func right(out io.Writer, rows [][]string) {
	widths := make([]int, len(rows[0])-1)
	for _, row := range rows {
		for i := range widths {
			widths[i] = max(widths[i], width(row[i]))
		}
	}
	for _, row := range rows {
		for i, most := range widths {
			fmt.Fprint(out, "  ", strings.Repeat(" ", most-width(row[i])), row[i])
		}
		fmt.Fprintln(out, row[len(widths)])
	}
}

// width is how many cells of a terminal a text takes; Japanese letters take two.
func width(s string) int {
	n := 0
	for _, r := range s {
		if n++; r >= 0x2e80 {
			n++
		}
	}
	return n
}

func differences(out io.Writer, say *words, list []market.Difference) {
	kind := ""
	for i := range list {
		d := &list[i]
		if d.Kind != kind {
			kind = d.Kind
			fmt.Fprintf(out, "\n%s (%s)\n", d.Title, kind)
		}
		fmt.Fprintf(out, "  %s\n", d.Text)
		if about := about(say, d); about != "" {
			fmt.Fprintf(out, "    %s\n", about)
		}
		fmt.Fprintf(out, "    -> %s\n", d.ToDo)
	}
}

// about is where to look.
func about(say *words, d *market.Difference) string {
	var parts []string
	add := func(name, value string) {
		if value != "" {
			parts = append(parts, name+" "+value)
		}
	}
	if d.Transfer != nil {
		add(say.transfer, *d.Transfer)
	}
	if d.Transaction != nil {
		add(say.transaction, *d.Transaction)
	}
	add(say.reference, d.Ref)
	if d.Since != nil {
		add(say.since, day(*d.Since))
	}
	if d.Note != "" {
		parts = append(parts, d.Note)
	}
	return strings.Join(parts, ", ")
}
