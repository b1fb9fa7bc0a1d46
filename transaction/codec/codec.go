// Package codec turns the events of a transaction into records that a store
// keeps, and back.
//
// A record's Data is a JSON object. What people wrote, and the names of their
// files, never stand in it: Data has an HMAC-SHA256 of the words, and the words
// lie beside it in a Body, behind the random salt that is the digest's key. Once
// the body is erased, nothing in the log tells what the words were (T9.4), and as
// long as it is there, the digest proves that they are the ones.
//
// Names and versions of what is stored are only ever appended to; a file of
// every record ever written stands in testdata/golden.
package codec

import (
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/transaction"
)

// Record is one event as it is stored.
type Record struct {
	// Type is the event's stored name, such as "message_posted"; Version says
	// which form Data has.
	Type    string
	Version int
	// At is when it happened.
	At time.Time
	// Data is a JSON object.
	Data []byte
}

// Body is one text of an event: a salt of SaltSize bytes, then the words.
type Body struct {
	Name string
	Data []byte
}

// SaltSize is the length of a body's salt, in bytes.
const SaltSize = 16

// Encode gives the record of an event and the bodies of its words. Each body
// takes a salt from entropy, which must be unpredictable outside of tests. It
// fails for an event that no rule can have led to (a pointer, an id that is no
// UTF-8), and if entropy fails.
func Encode(e transaction.Event, entropy io.Reader) (Record, []Body, error) {
	c := coder{out: append(make([]byte, 0, 256), '{'), entropy: entropy}
	for i := range kinds {
		if !kinds[i].is(e) {
			continue
		}
		kinds[i].write(&c, e)
		if c.err != nil {
			return Record{}, nil, fmt.Errorf("codec: %s: %w", kinds[i].name, c.err)
		}
		return Record{kinds[i].name, kinds[i].version(), e.When(), append(c.out, '}')}, c.bodies, nil
	}
	return Record{}, nil, fmt.Errorf("codec: no stored name for %T; the events of package transaction have one, as values", e)
}

// Decode gives the event of a record. Words are filled in from the bodies that
// are at hand; of others, the event has the digest alone. terms finds the policy
// sections that a purchase froze, by their digest.
//
// It is strict: an unknown type or version, a field too many, a body that is not
// the one that was written are errors.
func Decode(r Record, bodies []Body, terms func(digest string) (*policy.Terms, error)) (transaction.Event, error) {
	k, ok := find(r.Type)
	if !ok {
		return nil, fmt.Errorf("codec: unknown event type %.50q", r.Type)
	}
	data, err := k.upcast(r)
	if err != nil {
		return nil, fmt.Errorf("codec: %s version %d: %w", r.Type, r.Version, err)
	}
	c := coder{reading: true, at: r.At, bodies: bodies, terms: terms}
	c.open(data)
	var e transaction.Event
	if c.err == nil {
		e = k.read(&c)
		c.close()
	}
	if c.err != nil {
		return nil, fmt.Errorf("codec: %s version %d: %w", r.Type, r.Version, c.err)
	}
	return e, nil
}

// kind is one type of event: its stored name, and its fields for both ways.
type kind struct {
	name  string
	is    func(transaction.Event) bool
	write func(*coder, transaction.Event)
	read  func(*coder) transaction.Event
	// older turns Data of version i+1 into that of version i+2, up to the newest.
	older []func(data []byte) ([]byte, error)
}

func (k *kind) version() int { return len(k.older) + 1 }

// upcast gives Data in the newest form.
func (k *kind) upcast(r Record) ([]byte, error) {
	if r.Version < 1 || r.Version > k.version() {
		return nil, fmt.Errorf("unknown version; 1 to %d are known", k.version())
	}
	data := r.Data
	for _, newer := range k.older[r.Version-1:] {
		var err error
		if data, err = newer(data); err != nil {
			return nil, err
		}
	}
	return data, nil
}

// of describes one type of event by the one function that goes through its fields.
func of[T transaction.Event](name string, fields func(*coder, *T)) kind {
	return kind{
		name: name,
		is: func(e transaction.Event) bool {
			_, ok := e.(T)
			return ok
		},
		write: func(c *coder, e transaction.Event) {
			v := e.(T)
			fields(c, &v)
		},
		read: func(c *coder) transaction.Event {
			var v T
			fields(c, &v)
			return v
		},
	}
}

func find(name string) (*kind, bool) {
	for i := range kinds {
		if kinds[i].name == name {
			return &kinds[i], true
		}
	}
	return nil, false
}

// Type is the stored name of an event; empty if it has none.
func Type(e transaction.Event) string {
	for i := range kinds {
		if kinds[i].is(e) {
			return kinds[i].name
		}
	}
	return ""
}

// Types lists the stored names.
func Types() []string {
	names := make([]string, len(kinds))
	for i := range kinds {
		names[i] = kinds[i].name
	}
	return names
}

var errUTF8 = errors.New("is not valid UTF-8")
