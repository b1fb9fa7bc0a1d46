package main

import (
	"fmt"
	"io"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/torikime/torikime/examples/marketplace/market"
)

// table is a reconciliation for people: the sums, then what differs by its kind.
func table(w io.Writer, c *market.Reconciliation) error {
	var out strings.Builder
	from := "the beginning"
	if c.From != nil {
		from = c.From.UTC().Format(time.RFC3339)
	}
	fmt.Fprintf(&out, "%s: from %s to before %s\n", c.Provider, from, c.To.UTC().Format(time.RFC3339))
	fmt.Fprintf(&out, "%d lines of the provider's, %d transfers of ours; %d differences, %d not yet\n\n", c.Lines, c.Transfers, len(c.Differences), c.Young)
	sums(&out, c.Sums)
	differences(&out, c.Differences)
	if len(c.Settled) > 0 {
		fmt.Fprintf(&out, "\nExpected:")
		differences(&out, c.Settled)
	}
	if c.Clean {
		fmt.Fprintln(&out, "\nNothing differs.")
	}
	_, err := io.WriteString(w, out.String())
	return err
}

func sums(out io.Writer, list []market.ReconciledSum) {
	if len(list) == 0 {
		return
	}
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(w, "\tours\ttheirs\t")
	for i := range list {
		s := &list[i]
		for _, line := range []struct {
			name string
			both market.BothSides
		}{{"captured", s.Captured}, {"refunded", s.Refunded}, {"paid out", s.PaidOut}} {
			mark := ""
			if line.both.Ours != line.both.Theirs {
				mark = "  <-"
			}
			fmt.Fprintf(w, "%s\t%s\t%s\t%s\n", line.name, line.both.Ours, line.both.Theirs, mark)
		}
	}
	w.Flush()
}

func differences(out io.Writer, list []market.Difference) {
	kind := ""
	for i := range list {
		d := &list[i]
		if d.Kind != kind {
			kind = d.Kind
			fmt.Fprintf(out, "\n%s (%s)\n", d.Title, kind)
		}
		fmt.Fprintf(out, "  %s\n", d.Text)
		if about := about(d); about != "" {
			fmt.Fprintf(out, "    %s\n", about)
		}
		fmt.Fprintf(out, "    -> %s\n", d.ToDo)
	}
}

// about is where to look.
func about(d *market.Difference) string {
	var parts []string
	add := func(name, value string) {
		if value != "" {
			parts = append(parts, name+" "+value)
		}
	}
	if d.Transfer != nil {
		add("transfer", *d.Transfer)
	}
	if d.Transaction != nil {
		add("transaction", *d.Transaction)
	}
	add("reference", d.Ref)
	if d.Since != nil {
		add("since", d.Since.UTC().Format(time.RFC3339))
	}
	if d.Note != "" {
		parts = append(parts, d.Note)
	}
	return strings.Join(parts, ", ")
}
