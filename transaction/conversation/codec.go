package conversation

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/transaction"
	"github.com/torikime/torikime/transaction/codec"
	"github.com/torikime/torikime/transaction/internal/strict"
)

// The stored names of the events, and the one form that each has had so far.
const (
	storedSent     = "sent"
	storedShown    = "text_shown"
	storedWithheld = "text_withheld"
	version        = 1
)

// reasonName is the name of an operator's words.
const reasonName = "reason"

// sent is Sent as it is stored: digests in the place of words and file names,
// which lie beside the log and can be erased (T9.4).
type sent struct {
	By        string             `json:"by"`
	To        string             `json:"to"`
	Text      string             `json:"text,omitempty"`
	Found     []policy.Found     `json:"text_found,omitempty"`
	Files     []transaction.File `json:"files,omitempty"`
	FileNames string             `json:"file_names,omitempty"`
}

// looked is TextShown and TextWithheld as they are stored.
type looked struct {
	By     string `json:"by"`
	Seq    int    `json:"seq"`
	Reason string `json:"reason"`
}

// Type is the stored name of an event; empty if it has none.
func Type(e Event) string {
	switch e.(type) {
	case Sent:
		return storedSent
	case TextShown:
		return storedShown
	case TextWithheld:
		return storedWithheld
	}
	return ""
}

// Encode gives the record of an event and the bodies of its words. entropy is as
// in codec.Encode.
func Encode(e Event, entropy io.Reader) (codec.Record, []codec.Body, error) {
	s := sealer{entropy: entropy}
	var stored any
	switch e := e.(type) {
	case Sent:
		files := sent{By: e.By, To: e.To, Text: s.text(TextName, e.Text), Found: e.Text.Found, Files: e.Files}
		if names := fileNames(e.Files); strings.Trim(names, "\n") != "" {
			files.FileNames = s.seal(transaction.FilesText, names)
		}
		stored = files
	case TextShown:
		stored = looked{e.By, e.Seq, s.text(reasonName, e.Reason)}
	case TextWithheld:
		stored = looked{e.By, e.Seq, s.text(reasonName, e.Reason)}
	default:
		return codec.Record{}, nil, fmt.Errorf("conversation: no stored name for %T; Sent, TextShown and TextWithheld have one, as values", e)
	}
	data, err := json.Marshal(stored)
	if err = errors.Join(s.err, err); err != nil {
		return codec.Record{}, nil, fmt.Errorf("conversation: %s: %w", Type(e), err)
	}
	return codec.Record{Type: Type(e), Version: version, At: e.When(), Data: data}, s.bodies, nil
}

// sealer collects the bodies of an event's words.
type sealer struct {
	entropy io.Reader
	bodies  []codec.Body
	err     error
}

// text is the digest of words; words that were erased keep theirs.
func (s *sealer) text(name string, t transaction.Text) string {
	if t.Body == "" {
		return t.Digest
	}
	return s.seal(name, t.Body)
}

func (s *sealer) seal(name, words string) string {
	digest, body, err := codec.Seal(name, words, s.entropy)
	s.err = errors.Join(s.err, err)
	s.bodies = append(s.bodies, body)
	return digest
}

// Decode gives the event of a record, with the words whose bodies are at hand;
// what Encode does not write is an error.
func Decode(r codec.Record, bodies []codec.Body) (Event, error) {
	if r.Version != version {
		return nil, fmt.Errorf("conversation: %.50q version %d: unknown version; %d is known", r.Type, r.Version, version)
	}
	var e Event
	var err error
	switch r.Type {
	case storedSent:
		e, err = decodeSent(r, bodies)
	case storedShown, storedWithheld:
		e, err = decodeLooked(r, bodies)
	default:
		return nil, fmt.Errorf("conversation: unknown event type %.50q", r.Type)
	}
	if err != nil {
		return nil, fmt.Errorf("conversation: %s: %w", r.Type, err)
	}
	return e, nil
}

func decodeSent(r codec.Record, bodies []codec.Body) (Event, error) {
	var stored sent
	if err := strict.Object(r.Data, &stored); err != nil {
		return nil, err
	}
	words, err := codec.Open(TextName, stored.Text, bodies)
	if err != nil {
		return nil, err
	}
	left, err := codec.Open(transaction.FilesText, stored.FileNames, bodies)
	if err != nil {
		return nil, err
	}
	for i := range stored.Files {
		stored.Files[i].Name, left, _ = strings.Cut(left, "\n")
	}
	text := transaction.Text{Body: words, Digest: stored.Text, Found: stored.Found}
	return Sent{At: r.At, By: stored.By, To: stored.To, Text: text, Files: stored.Files}, nil
}

func decodeLooked(r codec.Record, bodies []codec.Body) (Event, error) {
	var stored looked
	if err := strict.Object(r.Data, &stored); err != nil {
		return nil, err
	}
	words, err := codec.Open(reasonName, stored.Reason, bodies)
	reason := transaction.Text{Body: words, Digest: stored.Reason}
	if r.Type == storedShown {
		return TextShown{r.At, stored.By, stored.Seq, reason}, err
	}
	return TextWithheld{r.At, stored.By, stored.Seq, reason}, err
}
