package payout

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"unicode/utf8"

	"github.com/torikime/torikime/transaction"
	"github.com/torikime/torikime/transaction/codec"
	"github.com/torikime/torikime/transaction/internal/strict"
)

// version is the one form that every event has had so far. Stored names and forms
// are only ever appended to; testdata/golden.jsonl has every one.
const version = 1

// reasonName is the name of an operator's words.
const reasonName = "reason"

// takenBack is TakenBack as it is stored: with the digest of the operator's words,
// which lie beside it (codec.Seal).
type takenBack struct {
	TakenBack
	Digest string `json:"reason"`
}

// Encode gives the record of an event and the body of its words, as codec.Encode
// does for a transaction's. It fails for an event that no rule can have led to: a
// pointer, an id that is no UTF-8.
func Encode(e Event, entropy io.Reader) (codec.Record, []codec.Body, error) {
	kind := TypeOf(e)
	if kind == "" {
		return codec.Record{}, nil, fmt.Errorf("payout: no stored name for %T; the events of package payout have one, as values", e)
	}
	stored, bodies, err := seal(e, entropy)
	var data []byte
	if err == nil {
		data, err = written(stored)
	}
	if err != nil {
		return codec.Record{}, nil, fmt.Errorf("payout: %s: %w", kind, err)
	}
	return codec.Record{Type: kind, Version: version, At: e.When(), Data: data}, bodies, nil
}

// seal puts the words of an event aside.
func seal(e Event, entropy io.Reader) (stored any, bodies []codec.Body, err error) {
	t, ok := e.(TakenBack)
	if !ok {
		return e, nil, nil
	}
	if t.Reason.Body == "" { // none at hand: they keep their digest
		return takenBack{t, t.Reason.Digest}, nil, nil
	}
	digest, body, err := codec.Seal(reasonName, t.Reason.Body, entropy)
	return takenBack{t, digest}, []codec.Body{body}, err
}

// written is JSON that says what the event says: package json would replace what is
// no UTF-8.
func written(stored any) ([]byte, error) {
	for _, text := range texts(stored) {
		if !utf8.ValidString(text) {
			return nil, fmt.Errorf("%.50q is not valid UTF-8", text)
		}
	}
	return json.Marshal(stored)
}

// texts are the strings of an event.
func texts(stored any) []string {
	switch e := stored.(type) {
	case Credited:
		return []string{e.Seller, e.Transaction}
	case takenBack:
		return []string{e.Ref, e.Transaction, e.By, e.Digest}
	case TakenBackStored:
		return []string{e.Ref}
	case TakenBackUndone:
		return []string{e.Ref}
	case PayoutRequested:
		return []string{e.Provider, e.To}
	case PayoutDeclined:
		return []string{e.Reason}
	case PayoutReturned:
		return []string{e.Reason}
	}
	return nil
}

// Decode gives the event of a record, with the words whose body is at hand. It is
// strict: an unknown type or version, data in other words than Encode's, a body that
// is not the one that was written are errors.
func Decode(r codec.Record, bodies []codec.Body) (Event, error) {
	if r.Version != version {
		return nil, fmt.Errorf("payout: %.50q version %d: unknown version; %d is known", r.Type, r.Version, version)
	}
	e, err := read(r, bodies)
	if err != nil {
		return nil, fmt.Errorf("payout: %.50q: %w", r.Type, err)
	}
	return e, nil
}

func read(r codec.Record, bodies []codec.Body) (Event, error) {
	switch r.Type {
	case "credited":
		e, err := as[Credited](r)
		e.At = r.At
		return e, err
	case "taken_back":
		t, err := as[takenBack](r)
		if err != nil {
			return nil, err
		}
		body, err := codec.Open(reasonName, t.Digest, bodies)
		e := t.TakenBack
		e.At, e.Reason = r.At, transaction.Text{Body: body, Digest: t.Digest}
		return e, err
	case "taken_back_stored":
		e, err := as[TakenBackStored](r)
		e.At = r.At
		return e, err
	case "taken_back_undone":
		e, err := as[TakenBackUndone](r)
		e.At = r.At
		return e, err
	case "payout_requested":
		e, err := as[PayoutRequested](r)
		e.At = r.At
		return e, err
	case "payout_sent":
		e, err := as[PayoutSent](r)
		e.At = r.At
		return e, err
	case "payout_confirmed":
		e, err := as[PayoutConfirmed](r)
		e.At = r.At
		return e, err
	case "payout_declined":
		e, err := as[PayoutDeclined](r)
		e.At = r.At
		return e, err
	case "payout_returned":
		e, err := as[PayoutReturned](r)
		e.At = r.At
		return e, err
	}
	return nil, errors.New("unknown event type")
}

// as reads what written writes: no field too many, too few, twice, or in another
// spelling.
func as[T any](r codec.Record) (T, error) { return strict.Exact[T](r.Data, written) }
