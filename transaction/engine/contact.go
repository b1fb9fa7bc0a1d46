package engine

import (
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

// shared are the scanners of all engines of this process, by their policies, as long
// as the policy lives: one takes longer to make than a whole simulated life of a
// transaction, and whoever tests makes many engines.
var shared = struct {
	mu       sync.Mutex
	byPolicy map[weak.Pointer[policy.Policy]]*contact.Scanner
}{byPolicy: map[weak.Pointer[policy.Policy]]*contact.Scanner{}}

func scannerOf(p *policy.Policy, o *Options) (*contact.Scanner, error) {
	if o.ValidPhone != nil {
		return contact.New(&p.Contact, contact.Options{ValidPhone: o.ValidPhone})
	}
	shared.mu.Lock()
	defer shared.mu.Unlock()
	key := weak.Make(p)
	if s := shared.byPolicy[key]; s != nil {
		return s, nil
	}
	s, err := contact.New(&p.Contact, contact.Options{})
	if err != nil {
		return nil, err
	}
	shared.byPolicy[key] = s
	runtime.AddCleanup(p, forgetScanner, key)
	return s, nil
}

func forgetScanner(key weak.Pointer[policy.Policy]) {
	shared.mu.Lock()
	defer shared.mu.Unlock()
	delete(shared.byPolicy, key)
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
