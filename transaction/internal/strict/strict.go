// Package strict reads the JSON of stored events, and nothing else: what no codec
// has written is an error, not a guess. Package json alone takes unknown fields, the
// last of two fields with one name, and null for anything.
package strict

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"unicode/utf8"
)

// Object reads exactly one JSON object into what into points to: nothing stands
// behind it, no object in it has a key twice, and no field is unknown. After an
// error, what into points to is of no meaning.
func Object(data []byte, into any) error {
	if !utf8.Valid(data) {
		return errors.New("not valid UTF-8") // package json would replace it
	}
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.DisallowUnknownFields()
	if err := dec.Decode(into); err != nil {
		return err
	}
	return unique(data)
}

// Exact reads an object that says no more and no less than write writes of what was
// read: no field too many, too few, or in another spelling. The order of the fields
// does not count, nor does space: a store may keep them in its own.
func Exact[T any](data []byte, write func(any) ([]byte, error)) (T, error) {
	var quick, v T
	// What stands there as it was written, as nearly always, needs no second look.
	if json.Unmarshal(data, &quick) == nil {
		if written, err := write(quick); err == nil && bytes.Equal(written, data) {
			return quick, nil
		}
	}
	if err := Object(data, &v); err != nil {
		return v, err
	}
	written, err := write(v)
	if err != nil {
		return v, err
	}
	return v, same(data, written)
}

// same refuses data that says something in other words than written.
func same(data, written []byte) error {
	was, err := sorted(data)
	if err != nil {
		return err
	}
	is, err := sorted(written)
	if err == nil && !bytes.Equal(was, is) {
		err = fmt.Errorf("a field too many or too few, or written otherwise: %.200s", data)
	}
	return err
}

// sorted is a value with the fields of its objects in order. Numbers stay as they
// are spelled.
func sorted(data []byte) ([]byte, error) {
	var v any
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.UseNumber()
	if err := dec.Decode(&v); err != nil {
		return nil, err
	}
	return json.Marshal(v)
}

// unique refuses anything but one object in which no object has a key twice. The
// data was decoded before: it begins with JSON that is not nested without end.
func unique(data []byte) error {
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.UseNumber()
	first, err := dec.Token()
	if err != nil {
		return err
	}
	if first != json.Delim('{') {
		return errors.New("not a JSON object")
	}
	if err := uniqueIn(dec, true); err != nil {
		return err
	}
	if _, err := dec.Token(); !errors.Is(err, io.EOF) {
		return errors.New("something follows the object")
	}
	return nil
}

// uniqueIn reads up to the end of an object or a list that has begun.
func uniqueIn(dec *json.Decoder, object bool) error {
	keys := map[string]bool{}
	for dec.More() {
		token, err := dec.Token()
		if err != nil {
			return err
		}
		if key, ok := token.(string); object && ok {
			if keys[key] {
				return fmt.Errorf("%.50q stands twice", key)
			}
			keys[key] = true
			if token, err = dec.Token(); err != nil {
				return err
			}
		}
		if delim, ok := token.(json.Delim); ok {
			if err := uniqueIn(dec, delim == '{'); err != nil {
				return err
			}
		}
	}
	_, err := dec.Token()
	return err
}
