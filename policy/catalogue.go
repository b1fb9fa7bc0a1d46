package policy

import "slices"

// Rule is one rule in one sentence.
type Rule struct {
	// ID is the rule's id, such as "T3.2".
	ID string
	// Section is the heading under which it stands.
	Section string
	// English and Japanese say what holds. Numbers are left to the policy.
	English, Japanese string
}

// Rules lists every rule, in the order of their sections and numbers.
func Rules() []Rule { return slices.Clone(rules) }

// FindRule finds a rule by its id.
func FindRule(id string) (Rule, bool) {
	for i := range rules {
		if rules[i].ID == id {
			return rules[i], true
		}
	}
	return Rule{}, false
}
