package engine

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/policy/contact"
	"github.com/torikime/torikime/transaction"
)

// newScanners makes a scanner for every policy: what is looked for in texts
// follows the policy in force, not the one that a transaction froze (T1.9).
func newScanners(o *Options) (map[*policy.Policy]*contact.Scanner, error) {
	scanners := make(map[*policy.Policy]*contact.Scanner, len(o.Policies))
	for _, p := range o.Policies {
		scanner, err := contact.New(&p.Policy.Contact, contact.Options{ValidPhone: o.ValidPhone})
		if err != nil {
			return nil, fmt.Errorf("engine: policy %q: %w", p.Policy.Name, err)
		}
		scanners[p.Policy] = scanner
	}
	return scanners, nil
}

// Scan is what is found in a text by the policy in force now (T8.2, T8.4); nil if
// nothing is. It fails if no policy is in force.
func (e *Engine) Scan(text string) ([]policy.Found, error) {
	p, err := e.Policy(e.Now())
	if err != nil {
		return nil, err
	}
	return e.scanners[p].Scan(text), nil
}

// Held is something with words that an operator has to look at (T8.4).
type Held struct {
	// Kind is what it is, such as "transaction" or "service"; ID its id.
	Kind, ID string
}

// Held lists what has words that wait for an operator (T8.4), the newest stream
// first. The cursor is the Next of the page before; a limit of 0 is 50.
func (e *Engine) Held(ctx context.Context, cursor string, limit int) (Page[Held], error) {
	items, next, err := e.list(ctx, heldLabel, cursor, limit)
	page := Page[Held]{Items: make([]Held, len(items)), Next: next}
	for i := range items {
		page.Items[i].Kind, page.Items[i].ID, _ = strings.Cut(items[i].Stream, "/")
	}
	return page, err
}

// found is what is found in each of a command's texts, by their names; nil if
// nothing is in any.
func (e *Engine) found(at time.Time, texts []transaction.Writing) (map[string][]policy.Found, error) {
	if len(texts) == 0 {
		return nil, nil
	}
	p, err := e.Policy(at)
	if err != nil {
		return nil, err
	}
	var all map[string][]policy.Found
	for _, w := range texts {
		if found := e.scanners[p].Scan(w.Text); len(found) > 0 {
			if all == nil {
				all = map[string][]policy.Found{}
			}
			all[w.Name] = found
		}
	}
	return all, nil
}
