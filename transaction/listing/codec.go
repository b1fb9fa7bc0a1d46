package listing

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/policy/money"
	"github.com/torikime/torikime/transaction"
	"github.com/torikime/torikime/transaction/codec"
)

// The stored names of the events, and the one form that each has had so far.
const (
	storedListed    = "listed"
	storedEdited    = "edited"
	storedPaused    = "paused"
	storedResumed   = "resumed"
	storedWithdrawn = "withdrawn"
	storedShown     = "shown"
	version         = 1
)

// listed is Listed, and Edited, as they are stored. What a seller offers is public,
// so all of it stands in the log.
type listed struct {
	ID              string                    `json:"id"`
	Seller          string                    `json:"seller"`
	Title           string                    `json:"title"`
	Description     string                    `json:"description,omitempty"`
	Price           money.Money               `json:"price"`
	Options         []transaction.Option      `json:"options,omitempty"`
	Notes           string                    `json:"notes,omitempty"`
	Capacity        int                       `json:"capacity,omitempty"`
	RequireFinished bool                      `json:"require_finished,omitempty"`
	Found           map[string][]policy.Found `json:"found,omitempty"`
}

// shown is Shown as it is stored.
type shown struct {
	By string `json:"by"`
}

// Encode gives the record of an event.
func Encode(e Event) (codec.Record, error) {
	switch e := e.(type) {
	case Listed:
		return written(storedListed, e)
	case Edited:
		return written(storedEdited, Listed(e))
	case Paused:
		return codec.Record{Type: storedPaused, Version: version, At: e.At, Data: []byte("{}")}, nil
	case Resumed:
		return codec.Record{Type: storedResumed, Version: version, At: e.At, Data: []byte("{}")}, nil
	case Withdrawn:
		return codec.Record{Type: storedWithdrawn, Version: version, At: e.At, Data: []byte("{}")}, nil
	}
	if e, ok := e.(Shown); ok {
		data, err := json.Marshal(shown{e.By})
		return codec.Record{Type: storedShown, Version: version, At: e.At, Data: data}, err
	}
	return codec.Record{}, fmt.Errorf("listing: no stored name for %T; Listed, Edited, Paused, Resumed, Withdrawn and Shown have one, as values", e)
}

// written is the record of all that a seller wrote.
func written(name string, e Listed) (codec.Record, error) {
	data, err := json.Marshal(listed{e.ID, e.Seller, e.Title, e.Description, e.Price, e.Options, e.Notes, e.Capacity, e.RequireFinished, e.Found})
	if err != nil {
		return codec.Record{}, fmt.Errorf("listing: %s: %w", name, err)
	}
	return codec.Record{Type: name, Version: version, At: e.At, Data: data}, nil
}

// read is what written wrote.
func read(r codec.Record) (Listed, error) {
	var l listed
	err := strict(r, &l)
	return Listed{r.At, l.ID, l.Seller, l.Title, l.Description, l.Price, l.Options, l.Notes, l.Capacity, l.RequireFinished, l.Found}, err
}

// Decode gives the event of a record; what Encode does not write is an error.
func Decode(r codec.Record) (Event, error) {
	if r.Version != version {
		return nil, fmt.Errorf("listing: %.50q version %d: unknown version; %d is known", r.Type, r.Version, version)
	}
	switch r.Type {
	case storedListed:
		return read(r)
	case storedEdited:
		e, err := read(r)
		return Edited(e), err
	case storedPaused:
		return Paused{r.At}, strict(r, &struct{}{})
	case storedResumed:
		return Resumed{r.At}, strict(r, &struct{}{})
	case storedWithdrawn:
		return Withdrawn{r.At}, strict(r, &struct{}{})
	case storedShown:
		var by shown
		err := strict(r, &by)
		return Shown{r.At, by.By}, err
	}
	return nil, fmt.Errorf("listing: unknown event type %.50q", r.Type)
}

// strict reads exactly one JSON object without unknown fields.
func strict(r codec.Record, into any) error {
	dec := json.NewDecoder(bytes.NewReader(r.Data))
	dec.DisallowUnknownFields()
	err := dec.Decode(into)
	if err == nil {
		if _, more := dec.Token(); more != io.EOF {
			err = fmt.Errorf("something follows the object")
		}
	}
	if err != nil {
		return fmt.Errorf("listing: %s: %w", r.Type, err)
	}
	return nil
}
