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
	err := e.eachEntry(ctx, func(entry *store.Entry) error {
		list, err := e.postingsOf(entry)
		if err == nil {
			err = trial.Post(list)
		}
		if err != nil {
			return fmt.Errorf("engine: trial balance: %s, event %d: %w", entry.Stream, entry.Seq, err)
		}
		return nil
	})
	if err != nil {
		return ledger.Trial{}, err
	}
	return trial, nil
}

// trialPage is how many events are read at a time.
const trialPage = 1000

// postingsOf are what a stored event moves. A quotation's event has a copy of its
// transaction's, which is no second movement: its kind has no book. Most events move
// nothing, and are not decoded.
func (e *Engine) postingsOf(entry *store.Entry) ([]ledger.Posting, error) {
	ev := &entry.Event
	if !bytes.Contains(ev.Data, postingsKey) {
		return nil, nil
	}
	r := codec.Record{Type: ev.Type, Version: ev.Version, At: ev.At, Data: ev.Data}
	switch kind, _, _ := strings.Cut(entry.Stream, "/"); kind {
	case e.transactions.kind:
		return codec.Postings(r)
	case e.transfers.kind, e.accounts.kind:
		return namedPostings(r)
	}
	return nil, nil
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
