// Package contact finds contact details and invitations to leave the platform in
// Japanese and English texts (T8.2, T8.3). It says what stands where and why;
// what follows is the policy's business (T8.4, T8.5).
package contact

import (
	"fmt"
	"maps"
	"slices"

	"github.com/torikime/torikime/policy"
)

// Options are what a marketplace may add to the scanner.
type Options struct {
	// ValidPhone gives a second opinion on an international number, written as "+"
	// and digits: false drops it. Package policy/contact/phone has one by a
	// library. Nil: the scanner's own table of countries alone.
	ValidPhone func(number string) bool
}

// Scanner finds contact details in texts. It never changes after New and is safe
// for concurrent use.
type Scanner struct {
	actions map[policy.Finding]policy.Action
	options Options
}

// New prepares a scanner for a policy's hosts and names. It keeps no reference to
// c. The error names every value that can't be meant.
func New(c *policy.Contact, o Options) (*Scanner, error) {
	if c == nil {
		return nil, fmt.Errorf("contact: no configuration")
	}
	return &Scanner{actions: maps.Clone(c.Actions), options: o}, nil
}

// Scan finds everything in a text, by Start and then by kind; findings of one
// kind never overlap. Nil for none. It takes any bytes and time in proportion to
// their number.
func (s *Scanner) Scan(text string) []policy.Found {
	if policy.Blank(text) {
		return nil
	}
	f := fold(text)
	var list []policy.Found
	add := func(kind policy.Finding, from, to, confidence int, why string) {
		start, end := f.span(from, to)
		list = append(list, policy.Found{Kind: kind, Start: start, End: end, Confidence: confidence, Why: why, Action: s.actions[kind]})
	}
	for i, n := 0, len(f.runes); i < n; i++ {
		switch r := f.runes[i]; {
		case r == '@':
			from, to := i, i+1
			for from > 0 && isMail(f.runes[from-1]) && i-from < 64 {
				from--
			}
			for to < n && isMail(f.runes[to]) && to-i < 255 {
				to++
			}
			if from < i && slices.Contains(f.runes[i:to], '.') {
				add(policy.FoundAddress, from, to, 95, "address")
			}
			i = to - 1
		case '0' <= r && r <= '9':
			to, digits := i, 0
			for to < n && ('0' <= f.runes[to] && f.runes[to] <= '9' || f.runes[to] == '-') {
				if f.runes[to] != '-' {
					digits++
				}
				to++
			}
			if r == '0' && (digits == 10 || digits == 11) {
				add(policy.FoundPhone, i, to, 90, "phone")
			}
			i = to - 1
		}
	}
	return list
}

func isMail(r rune) bool {
	return isLatin(r) || '0' <= r && r <= '9' || r == '.' || r == '-' || r == '_' || r == '+'
}
