package codec

import (
	"fmt"

	"github.com/torikime/torikime/transaction/ledger"
)

// Postings reads what a stored event of a transaction moves, and nothing else of it:
// whoever adds up many books needs no more. nil: it moves nothing.
func Postings(r Record) ([]ledger.Posting, error) {
	var list []ledger.Posting
	c := coder{reading: true}
	c.open(r.Data)
	if c.err == nil {
		c.postings("postings", &list)
	}
	if c.err != nil {
		return nil, fmt.Errorf("codec: %.50s version %d: %w", r.Type, r.Version, c.err)
	}
	return list, nil
}
