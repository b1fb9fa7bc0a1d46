package transfer

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

// strict reads exactly one JSON object, without unknown fields and with no field
// twice.
func strict(data []byte, into any) error {
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.DisallowUnknownFields()
	if err := dec.Decode(into); err != nil {
		return err
	}
	return unique(data)
}

// exact refuses data that says an event in other words than Encode does; the order
// of the fields does not count.
func exact(e Event, data []byte) error {
	written, err := json.Marshal(e)
	if err != nil {
		return err
	}
	was, err := plain(data)
	if err != nil {
		return err
	}
	is, err := plain(written)
	if err == nil && !bytes.Equal(was, is) {
		err = fmt.Errorf("a field too many or too few, or written otherwise: %.200s", data)
	}
	return err
}

// plain is an object with its fields in order.
func plain(data []byte) ([]byte, error) {
	var v any
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.UseNumber()
	if err := dec.Decode(&v); err != nil {
		return nil, err
	}
	return json.Marshal(v)
}

// unique refuses anything but one JSON object in which no object has a key twice:
// package json would take the last.
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
