package quotation

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/policy/money"
	"github.com/torikime/torikime/transaction"
	"github.com/torikime/torikime/transaction/codec"
	"github.com/torikime/torikime/transaction/internal/strict"
)

// version is the one form that every event has had so far. Stored names and forms
// are only ever appended to; testdata/golden.jsonl has every one.
const version = 1

// stored is an event as it is stored; a field that an event does not have is left
// out. Words stand beside it (codec.Seal).
type stored struct {
	ID          string         `json:"id,omitempty"`
	Buyer       string         `json:"buyer,omitempty"`
	Seller      string         `json:"seller,omitempty"`
	Service     string         `json:"service,omitempty"`
	By          *policy.Role   `json:"by,omitempty"`
	Operator    string         `json:"operator,omitempty"`
	Proposal    int            `json:"proposal,omitempty"`
	Price       *money.Money   `json:"price,omitempty"`
	Delivery    *policy.Date   `json:"delivery,omitempty"`
	Lapses      *time.Time     `json:"lapses,omitempty"`
	Reason      string         `json:"reason,omitempty"`
	Of          int            `json:"of,omitempty"`
	Text        string         `json:"text,omitempty"` // the digest of the words
	Found       []policy.Found `json:"found,omitempty"`
	Transaction []nested       `json:"transaction,omitempty"`
}

// nested is an event of the transaction, as package codec stores it. Its bodies lie
// beside the quotation's event under names of their own (nestedName).
type nested struct {
	Type    string          `json:"type"`
	Version int             `json:"version"`
	At      time.Time       `json:"at"`
	Data    json.RawMessage `json:"data"`
}

// nestedName is the name of a body of the transaction's event at an index.
func nestedName(index int, name string) string { return strconv.Itoa(index) + "/" + name }

// Of is the transaction's event whose text lies beside the quotation's under a
// name, and the name that it has there; false for another.
func (e ProposalBought) Of(body string) (event transaction.Event, name string, ok bool) {
	index, name, _ := strings.Cut(body, "/")
	i, err := strconv.Atoi(index)
	if err != nil || i < 0 || i >= len(e.Begins) {
		return nil, "", false
	}
	return e.Begins[i], name, true
}

// Encode gives the record of an event and the bodies of its words, as codec.Encode
// does for a transaction's.
func Encode(e Event, entropy io.Reader) (codec.Record, []codec.Body, error) {
	s, err := toStored(e)
	var bodies []codec.Body
	if err == nil {
		bodies, err = s.seal(e, entropy)
	}
	var data []byte
	if err == nil {
		data, err = json.Marshal(s)
	}
	if err != nil {
		return codec.Record{}, nil, fmt.Errorf("quotation: %s: %w", TypeOf(e), err)
	}
	return codec.Record{Type: TypeOf(e), Version: version, At: e.When(), Data: data}, bodies, nil
}

func toStored(e Event) (*stored, error) {
	switch e := e.(type) {
	case RequestMade:
		return &stored{ID: e.ID, Buyer: e.Buyer, Seller: e.Seller, Service: e.Service}, nil
	case Asked:
		return &stored{By: &e.By}, nil
	case ProposalMade:
		s := &stored{Proposal: e.Version, Price: &e.Price, Delivery: &e.Delivery, Service: e.Service}
		if !e.Lapses.IsZero() {
			s.Lapses = &e.Lapses
		}
		return s, nil
	case RequestRefused:
		return &stored{Reason: e.Reason}, nil
	case TakenBack:
		return &stored{By: &e.By}, nil
	case ProposalBought:
		return &stored{Proposal: e.Version, Price: &e.Price}, nil
	case TextShown:
		return &stored{Operator: e.By, Of: e.Seq}, nil
	case TextWithheld:
		return &stored{Operator: e.By, Of: e.Seq}, nil
	case ProposalLapsed, TransactionStored:
		return &stored{}, nil
	}
	return nil, fmt.Errorf("no stored name for %T; the events of package quotation have one, as values", e)
}

// seal puts the event's words aside.
func (s *stored) seal(e Event, entropy io.Reader) ([]codec.Body, error) {
	if bought, ok := e.(ProposalBought); ok {
		return s.sealTransaction(bought.Begins, entropy)
	}
	text := textOf(e)
	s.Text, s.Found = text.Digest, text.Found
	if text.Body == "" {
		return nil, nil // none, or erased: those keep their digest
	}
	digest, body, err := codec.Seal(textName, text.Body, entropy)
	s.Text = digest
	return []codec.Body{body}, err
}

func (s *stored) sealTransaction(events []transaction.Event, entropy io.Reader) (all []codec.Body, err error) {
	for i, e := range events {
		rec, bodies, err := codec.Encode(e, entropy)
		if err != nil {
			return nil, err
		}
		s.Transaction = append(s.Transaction, nested{rec.Type, rec.Version, rec.At, rec.Data})
		for _, b := range bodies {
			all = append(all, codec.Body{Name: nestedName(i, b.Name), Data: b.Data})
		}
	}
	return all, nil
}

// Decode gives the event of a record, as codec.Decode does. It is strict: an
// unknown type or version, a field too many, a body that is not the one that was
// written are errors.
func Decode(r codec.Record, bodies []codec.Body, terms func(digest string) (*policy.Terms, error)) (Event, error) {
	if r.Version != version {
		return nil, fmt.Errorf("quotation: %.50q version %d: unknown version; %d is known", r.Type, r.Version, version)
	}
	var s stored
	err := strict.Object(r.Data, &s)
	var e Event
	if err == nil {
		e, err = s.event(r, bodies, terms)
	}
	if err != nil {
		return nil, fmt.Errorf("quotation: %.50q: %w", r.Type, err)
	}
	return e, s.exact(e)
}

// exact refuses fields that an event of this type does not have.
func (s *stored) exact(e Event) error {
	again, err := toStored(e)
	if err != nil {
		return err
	}
	again.Text, again.Found, again.Transaction = s.Text, s.Found, s.Transaction
	if textless(e) {
		again.Text, again.Found = "", nil
	}
	if _, ok := e.(ProposalBought); !ok {
		again.Transaction = nil
	}
	was, err := json.Marshal(s)
	if err != nil {
		return err
	}
	is, err := json.Marshal(again)
	if err == nil && !bytes.Equal(was, is) {
		err = fmt.Errorf("quotation: %s: a field too many or too few: %.200s", TypeOf(e), was)
	}
	return err
}

// textless reports an event that has no words.
func textless(e Event) bool {
	none := true
	MapText(e, func(t transaction.Text) transaction.Text {
		none = false
		return t
	})
	return none
}

func (s *stored) event(r codec.Record, bodies []codec.Body, terms func(string) (*policy.Terms, error)) (Event, error) {
	text, err := s.open(bodies)
	if err != nil {
		return nil, err
	}
	switch r.Type {
	case "requested":
		return RequestMade{r.At, s.ID, s.Buyer, s.Seller, s.Service, text}, nil
	case "asked":
		return Asked{r.At, value(s.By), text}, nil
	case "proposed":
		return ProposalMade{r.At, s.Proposal, value(s.Price), value(s.Delivery), s.Service, text, value(s.Lapses).UTC()}, nil
	case "refused":
		return RequestRefused{r.At, s.Reason, text}, nil
	case "withdrawn":
		return TakenBack{r.At, value(s.By), text}, nil
	case "lapsed":
		return ProposalLapsed{r.At}, nil
	case "purchased":
		begins, err := s.begins(bodies, terms)
		return ProposalBought{r.At, s.Proposal, value(s.Price), begins}, err
	case "transaction_stored":
		return TransactionStored{r.At}, nil
	case "text_shown":
		return TextShown{r.At, s.Operator, s.Of, text}, nil
	case "text_withheld":
		return TextWithheld{r.At, s.Operator, s.Of, text}, nil
	}
	return nil, errors.New("unknown event type")
}

// value is what a field holds; the zero value if it is left out.
func value[T any](field *T) (v T) {
	if field != nil {
		v = *field
	}
	return v
}

func (s *stored) open(bodies []codec.Body) (transaction.Text, error) {
	body, err := codec.Open(textName, s.Text, bodies)
	return transaction.Text{Body: body, Digest: s.Text, Found: s.Found}, err
}

// begins are the first events of the transaction, with their words if they are at hand.
func (s *stored) begins(bodies []codec.Body, terms func(string) (*policy.Terms, error)) ([]transaction.Event, error) {
	events := make([]transaction.Event, len(s.Transaction))
	for i, n := range s.Transaction {
		var own []codec.Body
		for _, b := range bodies {
			if name, ok := strings.CutPrefix(b.Name, nestedName(i, "")); ok {
				own = append(own, codec.Body{Name: name, Data: b.Data})
			}
		}
		var err error
		if events[i], err = codec.Decode(codec.Record{Type: n.Type, Version: n.Version, At: n.At, Data: n.Data}, own, terms); err != nil {
			return nil, err
		}
	}
	return events, nil
}
