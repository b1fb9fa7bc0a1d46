package listing

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/policy/money"
	"github.com/torikime/torikime/transaction"
	"github.com/torikime/torikime/transaction/codec"
	"github.com/torikime/torikime/transaction/internal/strict"
)

// The stored names of the events. Each has had one form so far, but for what a
// seller wrote: its first form had his words in the log itself.
const (
	storedListed    = "listed"
	storedEdited    = "edited"
	storedPaused    = "paused"
	storedResumed   = "resumed"
	storedWithdrawn = "withdrawn"
	storedShown     = "shown"
	version         = 1
	versionWritten  = 2
)

// wordsName is the name of a seller's words.
const wordsName = "words"

// listed is Listed, and Edited, as they are stored: a digest in the place of words,
// which lie beside the log and can be erased (T9.4).
type listed struct {
	ID              string                    `json:"id"`
	Seller          string                    `json:"seller"`
	Price           money.Money               `json:"price"`
	Capacity        int                       `json:"capacity,omitempty"`
	RequireFinished bool                      `json:"require_finished,omitempty"`
	Words           string                    `json:"words"`
	Found           map[string][]policy.Found `json:"found,omitempty"`
	Held            []string                  `json:"held,omitempty"`
}

// words are everything of a service that is its seller's own wording, the ids of
// his options too.
type words struct {
	Title       string               `json:"title"`
	Description string               `json:"description,omitempty"`
	Options     []transaction.Option `json:"options,omitempty"`
	Notes       string               `json:"notes,omitempty"`
}

// listed1 is the first form of listed. It is read, and never written again.
type listed1 struct {
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

// Type is the stored name of an event; empty if it has none.
func Type(e Event) string {
	switch e.(type) {
	case Listed:
		return storedListed
	case Edited:
		return storedEdited
	case Paused:
		return storedPaused
	case Resumed:
		return storedResumed
	case Withdrawn:
		return storedWithdrawn
	case Shown:
		return storedShown
	}
	return ""
}

// Encode gives the record of an event and the body of its words. entropy is as in
// codec.Encode. An event that was read in an older form is refused: its words would
// stand in the log twice.
func Encode(e Event, entropy io.Reader) (r codec.Record, bodies []codec.Body, err error) {
	r = codec.Record{Type: Type(e), Version: version, Data: []byte("{}")}
	switch e := e.(type) {
	case Listed:
		r.Version = versionWritten
		r.Data, bodies, err = written(&e, entropy)
	case Edited:
		r.Version = versionWritten
		r.Data, bodies, err = written((*Listed)(&e), entropy)
	case Shown:
		r.Data, err = json.Marshal(shown{e.By})
	case Paused, Resumed, Withdrawn:
	default:
		return codec.Record{}, nil, fmt.Errorf("listing: no stored name for %T; Listed, Edited, Paused, Resumed, Withdrawn and Shown have one, as values", e)
	}
	if err != nil {
		return codec.Record{}, nil, fmt.Errorf("listing: %s: %w", r.Type, err)
	}
	r.At = e.When()
	return r, bodies, nil
}

// written is all that a seller wrote, and his words. Words that were erased keep
// their digest.
func written(e *Listed, entropy io.Reader) (data []byte, bodies []codec.Body, err error) {
	if e.inLog {
		return nil, nil, fmt.Errorf("was read in the form of version %d and cannot be written in another", version)
	}
	stored := listed{e.ID, e.Seller, e.Price, e.Capacity, e.RequireFinished, e.Digest, e.Found, e.Held}
	if e.Title != "" { // no service is without one
		own, err := json.Marshal(words{e.Title, e.Description, e.Options, e.Notes})
		if err != nil {
			return nil, nil, err
		}
		var body codec.Body
		if stored.Words, body, err = codec.Seal(wordsName, string(own), entropy); err != nil {
			return nil, nil, err
		}
		bodies = []codec.Body{body}
	}
	data, err = json.Marshal(stored)
	return data, bodies, err
}

// Decode gives the event of a record, with the words whose bodies are at hand; what
// Encode does not write, and did not write before, is an error.
func Decode(r codec.Record, bodies []codec.Body) (e Event, err error) {
	name := r.Type
	if latest := latestVersion(name); r.Version < version || r.Version > latest && latest > 0 {
		return nil, fmt.Errorf("listing: %.50q version %d: unknown version; known is up to %d", name, r.Version, latest)
	}
	switch name {
	case storedListed:
		e, err = read(r, bodies)
	case storedEdited:
		var l Listed
		l, err = read(r, bodies)
		e = Edited(l)
	case storedPaused:
		e, err = Paused{r.At}, strict.Object(r.Data, &struct{}{})
	case storedResumed:
		e, err = Resumed{r.At}, strict.Object(r.Data, &struct{}{})
	case storedWithdrawn:
		e, err = Withdrawn{r.At}, strict.Object(r.Data, &struct{}{})
	case storedShown:
		var by shown
		err = strict.Object(r.Data, &by)
		e = Shown{r.At, by.By}
	default:
		return nil, fmt.Errorf("listing: unknown event type %.50q", name)
	}
	if err != nil {
		return nil, fmt.Errorf("listing: %s: %w", name, err)
	}
	return e, nil
}

// latestVersion is the newest form of an event; 0 for an unknown one.
func latestVersion(name string) int {
	switch name {
	case storedListed, storedEdited:
		return versionWritten
	case storedPaused, storedResumed, storedWithdrawn, storedShown:
		return version
	}
	return 0
}

// read is what written wrote.
func read(r codec.Record, bodies []codec.Body) (Listed, error) {
	if r.Version == version {
		return readFirst(r)
	}
	var l listed
	if err := strict.Object(r.Data, &l); err != nil {
		return Listed{}, err
	}
	if l.Words == "" {
		return Listed{}, errors.New("words is empty; a digest of what the seller wrote belongs there")
	}
	e := Listed{At: r.At, ID: l.ID, Seller: l.Seller, Price: l.Price, Capacity: l.Capacity, RequireFinished: l.RequireFinished, Digest: l.Words, Found: l.Found, Held: l.Held}
	own, err := codec.Open(wordsName, l.Words, bodies)
	if err != nil || own == "" { // erased, or not asked for
		return e, err
	}
	var w words
	err = strict.Object([]byte(own), &w)
	e.Title, e.Description, e.Options, e.Notes = w.Title, w.Description, w.Options, w.Notes
	return e, err
}

// readFirst reads the form that had the words in the log.
func readFirst(r codec.Record) (Listed, error) {
	var l listed1
	err := strict.Object(r.Data, &l)
	return Listed{
		At: r.At, ID: l.ID, Seller: l.Seller, Title: l.Title, Description: l.Description, Price: l.Price, Options: l.Options, Notes: l.Notes,
		Capacity: l.Capacity, RequireFinished: l.RequireFinished, Found: l.Found, inLog: true,
	}, err
}
