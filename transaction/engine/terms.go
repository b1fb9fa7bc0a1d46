package engine

import (
	"context"
	"errors"
	"fmt"
	"sync"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/store"
)

// termsCache shares one parsed value of each frozen policy among all states that
// were purchased under it. There are as many as a marketplace ever had policies.
type termsCache struct {
	st      store.Store
	digests map[*policy.Terms]store.Document // of the policies in force; never changed

	mu     sync.RWMutex
	parsed map[string]*policy.Terms
	stored map[string]bool // known to stand in the store
}

func newTermsCache(st store.Store, policies []InForce) (*termsCache, error) {
	c := &termsCache{
		st: st, digests: map[*policy.Terms]store.Document{},
		parsed: map[string]*policy.Terms{}, stored: map[string]bool{},
	}
	for _, p := range policies {
		terms := &p.Policy.Terms
		data, err := terms.JSON()
		if err != nil {
			return nil, fmt.Errorf("engine: policy %q: %w", terms.Name, err)
		}
		digest := terms.Digest()
		c.digests[terms] = store.Document{Digest: digest, Data: data}
		c.parsed[digest] = terms
	}
	return c, nil
}

// find gives the terms of a digest.
func (c *termsCache) find(ctx context.Context, digest string) (*policy.Terms, error) {
	c.mu.RLock()
	terms := c.parsed[digest]
	c.mu.RUnlock()
	if terms != nil {
		return terms, nil
	}
	data, err := c.st.Document(ctx, digest)
	if errors.Is(err, store.ErrNotFound) {
		return nil, fmt.Errorf("engine: the terms with digest %.16s… are not in the store", digest)
	}
	if err != nil {
		return nil, err
	}
	if terms, err = policy.ParseTerms(data); err != nil {
		return nil, fmt.Errorf("engine: terms with digest %.16s…: %w", digest, err)
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if first := c.parsed[digest]; first != nil {
		return first, nil // somebody else was quicker; all share one
	}
	c.parsed[digest], c.stored[digest] = terms, true
	return terms, nil
}

// toStore is the document of terms, unless the store has it already.
func (c *termsCache) toStore(digest string, terms *policy.Terms) []store.Document {
	c.mu.RLock()
	defer c.mu.RUnlock()
	if c.stored[digest] {
		return nil
	}
	return []store.Document{c.digests[terms]}
}

// isStored notes that a commit with documents succeeded.
func (c *termsCache) isStored(documents []store.Document) {
	if len(documents) == 0 {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, d := range documents {
		c.stored[d.Digest] = true
	}
}
