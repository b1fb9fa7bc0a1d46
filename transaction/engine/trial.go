package engine

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/torikime/torikime/store"
	"github.com/torikime/torikime/transaction/codec"
	"github.com/torikime/torikime/transaction/ledger"
)

// TrialBalance adds up whatever the stored events of transactions, transfers and
// sellers' accounts have posted (T10.1): Trial.Check says whether the books are
// sound. What is overdue and not stored yet is not in it.
//
// It reads the whole feed, page by page, and needs the memory of one page; beside
// writers it counts what was committed before it came to the end. An event whose
// postings cannot be read, and a balance beyond an int64, are errors that name the
// stream.
func (e *Engine) TrialBalance(ctx context.Context) (ledger.Trial, error) {
	var trial ledger.Trial
	kinds := map[string]func(codec.Record) ([]ledger.Posting, error){
		e.transactions.kind: codec.Postings, e.transfers.kind: namedPostings, e.accounts.kind: namedPostings,
	}
	for after := int64(0); ; {
		page, err := e.st.Tail(ctx, after, trialPage)
		if err != nil {
			return ledger.Trial{}, err
		}
		for i := range page {
			if err := postTo(&trial, &page[i], kinds); err != nil {
				return ledger.Trial{}, fmt.Errorf("engine: trial balance: %s, event %d: %w", page[i].Stream, page[i].Seq, err)
			}
		}
		if len(page) < trialPage {
			return trial, nil
		}
		after = page[len(page)-1].Position
	}
}

// trialPage is how many events are read at a time.
const trialPage = 1000

// postTo posts what a stored event moves. A quotation's event has a copy of its
// transaction's, which is no second movement: its kind has no book. Most events move
// nothing, and are not decoded.
func postTo(trial *ledger.Trial, entry *store.Entry, kinds map[string]func(codec.Record) ([]ledger.Posting, error)) error {
	kind, _, _ := strings.Cut(entry.Stream, "/")
	read, hasBook := kinds[kind]
	if !hasBook || !bytes.Contains(entry.Event.Data, postingsKey) {
		return nil
	}
	ev := &entry.Event
	list, err := read(codec.Record{Type: ev.Type, Version: ev.Version, At: ev.At, Data: ev.Data})
	if err != nil {
		return err
	}
	return trial.Post(list)
}

// postingsKey is the member under which every stored event has its postings.
var postingsKey = []byte(`"postings"`)

// namedPostings are those of transfers and accounts, with a name to each field.
func namedPostings(r codec.Record) ([]ledger.Posting, error) {
	var event struct {
		Postings []ledger.Posting `json:"postings"`
	}
	err := json.Unmarshal(r.Data, &event)
	return event.Postings, err
}
