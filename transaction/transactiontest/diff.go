package transactiontest

import "strings"

// diff shows where two texts part: the lines that both share at the beginning
// and the end are cut down to a few.
func diff(want, got string) string {
	const around = 3
	a, b := strings.Split(want, "\n"), strings.Split(got, "\n")
	first := 0
	for first < len(a) && first < len(b) && a[first] == b[first] {
		first++
	}
	last := 0
	for last < len(a)-first && last < len(b)-first && a[len(a)-1-last] == b[len(b)-1-last] {
		last++
	}
	var out strings.Builder
	lines := func(mark string, list []string) {
		for _, l := range list {
			out.WriteString(mark + l + "\n")
		}
	}
	lines("  ", a[max(0, first-around):first])
	lines("- ", a[first:len(a)-last])
	lines("+ ", b[first:len(b)-last])
	lines("  ", a[len(a)-last:min(len(a), len(a)-last+around)])
	return out.String()
}
