package policy

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"
)

// node is one value of a JSON document, kept so that every fault can name its path.
type node struct {
	kind    nodeKind
	text    string // of a string or a number
	yes     bool
	items   []node
	members []member
	raw     []byte
}

type member struct {
	name  string
	value node
}

type nodeKind string

// The kinds, as messages name them.
const (
	isNull   nodeKind = "null"
	isBool   nodeKind = "true or false"
	isNumber nodeKind = "a number"
	isString nodeKind = "a string"
	isArray  nodeKind = "a list"
	isObject nodeKind = "an object"
)

// Limits of a document: far more than a policy needs.
const (
	mostBytes = 1 << 20
	mostDepth = 32
)

// collector gathers everything that is wrong with a document.
type collector struct {
	faults Faults
}

func (c *collector) add(path, code, format string, args ...any) {
	c.faults = append(c.faults, Fault{Path: path, Code: code, Message: fmt.Sprintf(format, args...)})
}

// The codes of faults.
const (
	faultSyntax     = "syntax"
	faultUnknown    = "unknown_field"
	faultDuplicate  = "duplicate"
	faultMissing    = "missing"
	faultIncomplete = "incomplete"
	faultType       = "wrong_type"
	faultValue      = "invalid_value"
	faultRange      = "out_of_range"
	faultConflict   = "conflict"
)

// reader turns a document into nodes; doubled names go to the collector, a
// document that is no JSON ends it.
type reader struct {
	data []byte
	dec  *json.Decoder
	c    *collector
}

// readTree reads a document. If it is no JSON, that is the only fault.
func readTree(data []byte, c *collector) (node, bool) {
	switch {
	case len(data) > mostBytes:
		c.add("", faultRange, "the document has %d bytes; at most %d are read", len(data), mostBytes)
		return node{}, false
	case !utf8.Valid(data):
		c.add("", faultSyntax, "the document is not valid UTF-8")
		return node{}, false
	}
	r := reader{data: data, dec: json.NewDecoder(bytes.NewReader(data)), c: c}
	r.dec.UseNumber()
	root, err := r.value("", 0)
	if err == nil {
		err = r.end()
	}
	if err != nil {
		c.faults = Faults{{Code: faultSyntax, Message: r.where(err)}}
		return node{}, false
	}
	return root, true
}

func (r *reader) end() error {
	if _, err := r.dec.Token(); err != io.EOF {
		return errors.New("something follows the end of the document")
	}
	return nil
}

// where says in which line the document stops being JSON.
func (r *reader) where(err error) string {
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return "the document ends too early"
	}
	at := r.dec.InputOffset()
	var syntax *json.SyntaxError
	if errors.As(err, &syntax) {
		at = syntax.Offset
	}
	line := 1 + bytes.Count(r.data[:min(int(at), len(r.data))], []byte("\n"))
	return fmt.Sprintf("line %d: %s", line, err)
}

func (r *reader) value(path string, depth int) (node, error) {
	start := r.dec.InputOffset()
	token, err := r.dec.Token()
	if err != nil {
		return node{}, err
	}
	var n node
	switch t := token.(type) {
	case nil:
		n.kind = isNull
	case bool:
		n.kind, n.yes = isBool, t
	case json.Number:
		n.kind, n.text = isNumber, t.String()
	case string:
		n.kind, n.text = isString, t
	case json.Delim:
		if depth == mostDepth {
			return node{}, fmt.Errorf("more than %d lists and objects in one another", mostDepth)
		}
		if t == '{' {
			n.kind = isObject
			err = r.object(&n, path, depth+1)
		} else {
			n.kind = isArray
			err = r.array(&n, path, depth+1)
		}
	}
	if err != nil {
		return node{}, err
	}
	n.raw = bytes.TrimLeft(r.data[start:r.dec.InputOffset()], ",: \t\r\n")
	return n, nil
}

func (r *reader) object(n *node, path string, depth int) error {
	for r.dec.More() {
		token, err := r.dec.Token()
		if err != nil {
			return err
		}
		name := token.(string) // the decoder allows nothing else as a name
		value, err := r.value(join(path, name), depth)
		if err != nil {
			return err
		}
		if _, twice := n.member(name); twice {
			r.c.add(join(path, name), faultDuplicate, "stands twice; write it once")
			continue
		}
		n.members = append(n.members, member{name, value})
	}
	_, err := r.dec.Token()
	return err
}

func (r *reader) array(n *node, path string, depth int) error {
	for r.dec.More() {
		item, err := r.value(index(path, len(n.items)), depth)
		if err != nil {
			return err
		}
		n.items = append(n.items, item)
	}
	_, err := r.dec.Token()
	return err
}

func (n *node) member(name string) (*node, bool) {
	i := slices.IndexFunc(n.members, func(m member) bool { return m.name == name })
	if i < 0 {
		return nil, false
	}
	return &n.members[i].value, true
}

// join is the path of a field; a name that is not plain is quoted.
func join(path, name string) string {
	if !plain(name) {
		return fmt.Sprintf("%s[%q]", path, cut(name))
	}
	if path == "" {
		return name
	}
	return path + "." + name
}

func index(path string, i int) string { return fmt.Sprintf("%s[%d]", path, i) }

func plain(name string) bool {
	for i := range len(name) {
		c := name[i]
		if c != '_' && (c < 'a' || c > 'z') && (c < '0' || c > '9') {
			return false
		}
	}
	return name != ""
}

// cut shortens what a message repeats of somebody's input.
func cut(s string) string {
	const most = 60
	if len(s) <= most {
		return s
	}
	return strings.ToValidUTF8(s[:most], "") + "…"
}
