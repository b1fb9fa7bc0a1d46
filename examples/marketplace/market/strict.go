package market

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
)

// strictJSON reads one JSON value without unknown fields and with nothing behind it.
func strictJSON(data []byte, into any) error {
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.DisallowUnknownFields()
	if err := dec.Decode(into); err != nil {
		return err
	}
	if _, err := dec.Token(); !errors.Is(err, io.EOF) {
		return errors.New("there is something behind the first value")
	}
	return nil
}
