package engine

import (
	"encoding/json"
	"fmt"
	"runtime"
	"sync"
	"time"
	"weak"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/policy/contact"
	"github.com/torikime/torikime/transaction"
)

// newScanners makes a scanner for every policy: what is looked for in texts
// follows the policy in force, not the one that a transaction froze (T1.9).
func newScanners(o *Options) (map[*policy.Policy]*contact.Scanner, error) {
	scanners := make(map[*policy.Policy]*contact.Scanner, len(o.Policies))
	for _, p := range o.Policies {
		scanner, err := scannerOf(p.Policy, o)
		if err != nil {
			return nil, fmt.Errorf("engine: policy %q: %w", p.Policy.Name, err)
		}
		scanners[p.Policy] = scanner
	}
	return scanners, nil
}

// shared are the scanners of all engines of this process, by what they look for, as
// long as an engine has them: one takes longer to make than a whole simulated life of a
// transaction, and whoever tests makes many engines, each with its own copy of a policy.
var shared = struct {
	mu      sync.Mutex
	byTexts map[string]weak.Pointer[contact.Scanner]
}{byTexts: map[string]weak.Pointer[contact.Scanner]{}}

func scannerOf(p *policy.Policy, o *Options) (*contact.Scanner, error) {
	if o.ValidPhone != nil {
		return contact.New(&p.Contact, contact.Options{ValidPhone: o.ValidPhone})
	}
	texts, err := json.Marshal(p.Contact)
	if err != nil {
		return nil, err
	}
	shared.mu.Lock()
	defer shared.mu.Unlock()
	key := string(texts)
	if s := shared.byTexts[key].Value(); s != nil {
		return s, nil
	}
	s, err := contact.New(&p.Contact, contact.Options{})
	if err != nil {
		return nil, err
	}
	shared.byTexts[key] = weak.Make(s)
	runtime.AddCleanup(s, forgetScanner, key)
	return s, nil
}

// forgetScanner forgets one that nobody has any more, unless there is another by now.
func forgetScanner(key string) {
	shared.mu.Lock()
	defer shared.mu.Unlock()
	if shared.byTexts[key].Value() == nil {
		delete(shared.byTexts, key)
	}
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
