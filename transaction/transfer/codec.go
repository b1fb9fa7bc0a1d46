package transfer

import (
	"encoding/json"
	"errors"
	"fmt"
	"unicode/utf8"

	"github.com/torikime/torikime/transaction/codec"
	"github.com/torikime/torikime/transaction/internal/strict"
)

// version is the one form that every event has had so far. Stored names and forms
// are only ever appended to; testdata/golden.jsonl has every one.
const version = 1

// TypeOf is the stored name of an event; empty if it has none.
func TypeOf(e Event) string {
	switch e.(type) {
	case Requested:
		return "requested"
	case Sent:
		return "sent"
	case Answered:
		return "answered"
	case Missed:
		return "missed"
	case Due:
		return "due"
	case Hinted:
		return "hinted"
	case Expired:
		return "expired"
	case Told:
		return "told"
	case GivenUp:
		return "given_up"
	case TakenOver:
		return "taken_over"
	}
	return ""
}

// Encode gives the record of an event. Nothing that people wrote to one another
// stands in a transfer, so that there are no bodies beside it. It fails for an event
// that no rule can have led to: a pointer, text that is no UTF-8, a number without a
// name.
func Encode(e Event) (codec.Record, error) {
	kind := TypeOf(e)
	if kind == "" {
		return codec.Record{}, fmt.Errorf("transfer: no stored name for %T; the events of package transfer have one, as values", e)
	}
	err := checkUTF8(e)
	var data []byte
	if err == nil {
		data, err = json.Marshal(e)
	}
	if err != nil {
		return codec.Record{}, fmt.Errorf("transfer: %s: %w", kind, err)
	}
	return codec.Record{Type: kind, Version: version, At: e.When(), Data: data}, nil
}

// Decode gives the event of a record. It is strict: an unknown type or version, a
// field too many, too few or twice are errors.
func Decode(r codec.Record) (Event, error) {
	if r.Version != version {
		return nil, fmt.Errorf("transfer: %.50q version %d: unknown version; %d is known", r.Type, r.Version, version)
	}
	e, err := read(r)
	if err != nil {
		return nil, fmt.Errorf("transfer: %.50q: %w", r.Type, err)
	}
	return e, nil
}

func read(r codec.Record) (Event, error) {
	switch r.Type {
	case "requested":
		e, err := as[Requested](r)
		e.At = r.At
		return e, err
	case "sent":
		e, err := as[Sent](r)
		e.At = r.At
		return e, err
	case "answered":
		e, err := as[Answered](r)
		e.At = r.At
		return e, err
	case "missed":
		e, err := as[Missed](r)
		e.At = r.At
		return e, err
	case "due":
		e, err := as[Due](r)
		e.At = r.At
		return e, err
	case "hinted":
		e, err := as[Hinted](r)
		e.At = r.At
		return e, err
	case "expired":
		e, err := as[Expired](r)
		e.At = r.At
		return e, err
	case "told":
		e, err := as[Told](r)
		e.At = r.At
		return e, err
	case "given_up":
		e, err := as[GivenUp](r)
		e.At = r.At
		return e, err
	case "taken_over":
		e, err := as[TakenOver](r)
		e.At = r.At
		return e, err
	}
	return nil, errors.New("unknown event type")
}

// as reads one type of event.
func as[T Event](r codec.Record) (T, error) { return strict.Exact[T](r.Data, json.Marshal) }

// checkUTF8 refuses what JSON would write otherwise than it is.
func checkUTF8(e Event) error {
	for _, text := range texts(e) {
		if !utf8.ValidString(text) {
			return fmt.Errorf("%.50q is not valid UTF-8", text)
		}
	}
	return nil
}

// texts are the strings of an event.
func texts(e Event) []string {
	switch e := e.(type) {
	case Requested:
		o := &e.Order
		return []string{o.ID, o.Provider, o.Method, o.Buyer, o.Seller, o.Transaction, o.Option, o.Of, o.OfRef, o.To, o.ReturnURL}
	case Answered:
		return []string{e.Ref, e.URL, e.Reason}
	case GivenUp:
		return []string{e.Reason}
	case TakenOver:
		return []string{e.By, e.Reason}
	}
	return nil
}
