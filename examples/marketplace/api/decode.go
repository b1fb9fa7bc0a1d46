package api

import (
	"bytes"
	"encoding"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/policy/money"
)

// node is a JSON value with the names of an object in their order, doubles
// included, which encoding/json would pass over.
type node struct {
	value any // string, json.Number, bool, nil, []node, []member
}

type member struct {
	name string
	node node
}

// maxDepth is how deep a body may be nested; no form needs more than four.
const maxDepth = 16

// decode reads a body strictly into a struct: every field that is not marked
// omitempty must be there, no other may, nothing stands twice, and all faults are
// listed with their paths. An empty body is an empty object.
func decode(data []byte, into any) *policy.Rejection {
	d := decoder{}
	if len(bytes.TrimSpace(data)) == 0 {
		data = []byte("{}")
	}
	root, ok := d.parse(data)
	if ok {
		d.fill(root, reflect.ValueOf(into).Elem(), "")
	}
	if len(d.faults) == 0 {
		return nil
	}
	no := policy.Reject(policy.Invalid, "", "form")
	no.Faults = d.faults
	return no
}

type decoder struct{ faults []policy.Fault }

func (d *decoder) add(path, code, format string, args ...any) {
	d.faults = append(d.faults, policy.Fault{Path: path, Code: code, Message: fmt.Sprintf(format, args...)})
}

// parse reads the whole body as one value.
func (d *decoder) parse(data []byte) (node, bool) {
	if !utf8.Valid(data) {
		d.add("", "utf8", "the body is not valid UTF-8")
		return node{}, false
	}
	if halfCharacter(data) {
		d.add("", "utf16", "the body escapes half of a character: \\ud800 to \\udfff come in pairs")
		return node{}, false
	}
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.UseNumber()
	root, err := read(dec, 0)
	if err == nil {
		if _, err = dec.Token(); errors.Is(err, io.EOF) {
			return root, true
		}
		err = fmt.Errorf("there is something behind the value")
	}
	d.add("", "json", "the body is no JSON: %s", strings.TrimPrefix(err.Error(), "json: "))
	return node{}, false
}

// halfCharacter finds an escape that stands for half of a character, which
// encoding/json would quietly replace by another.
func halfCharacter(data []byte) bool {
	for i := 0; i < len(data); i++ {
		if data[i] != '\\' {
			continue
		}
		first := escape(data[i:])
		switch {
		case !utf16.IsSurrogate(first):
			i++ // what is escaped is no escape of its own
		case utf16.DecodeRune(first, escape(data[i+6:])) == utf8.RuneError:
			return true
		default:
			i += 11
		}
	}
	return false
}

// escape is the unit that an escape at the beginning stands for; 0: there is none.
func escape(data []byte) rune {
	if len(data) < 6 || data[0] != '\\' || data[1] != 'u' {
		return 0
	}
	unit, err := strconv.ParseUint(string(data[2:6]), 16, 16)
	if err != nil {
		return 0 // the parser says so
	}
	return rune(unit)
}

func read(dec *json.Decoder, depth int) (node, error) {
	t, err := dec.Token()
	if errors.Is(err, io.EOF) {
		err = io.ErrUnexpectedEOF
	}
	open, isDelim := t.(json.Delim)
	if err != nil || !isDelim {
		return node{t}, err
	}
	if depth == maxDepth {
		return node{}, fmt.Errorf("it is nested deeper than %d", maxDepth)
	}
	if open == '[' {
		list := []node{}
		for dec.More() {
			n, err := read(dec, depth+1)
			if err != nil {
				return n, err
			}
			list = append(list, n)
		}
		_, err = dec.Token()
		return node{list}, err
	}
	members := []member{}
	for dec.More() {
		name, err := dec.Token()
		if err != nil {
			return node{}, err
		}
		n, err := read(dec, depth+1)
		if err != nil {
			return n, err
		}
		members = append(members, member{name.(string), n})
	}
	_, err = dec.Token()
	return node{members}, err
}

// fill puts a value into a field, or says what is wrong with it.
func (d *decoder) fill(n node, v reflect.Value, path string) {
	if v.Kind() == reflect.Pointer {
		if n.value == nil {
			return // null stands for "not given"
		}
		v.Set(reflect.New(v.Type().Elem()))
		v = v.Elem()
	}
	switch into := v.Addr().Interface().(type) {
	case *money.Money:
		d.money(n, into, path)
		return
	case encoding.TextUnmarshaler:
		if text, ok := n.value.(string); !ok {
			d.add(path, "type", "is %s; a text is right", kind(n))
		} else if err := into.UnmarshalText([]byte(text)); err != nil {
			d.add(path, "value", "%s", err)
		}
		return
	}
	switch v.Kind() {
	case reflect.Struct:
		d.object(n, v, path)
	case reflect.Slice:
		d.slice(n, v, path)
	case reflect.Map:
		d.mapping(n, v, path)
	default:
		d.scalar(n, v, path)
	}
}

func (d *decoder) scalar(n node, v reflect.Value, path string) {
	switch v.Kind() {
	case reflect.String:
		if text, ok := n.value.(string); ok {
			v.SetString(text)
			return
		}
		d.add(path, "type", "is %s; a text is right", kind(n))
	case reflect.Bool:
		if b, ok := n.value.(bool); ok {
			v.SetBool(b)
			return
		}
		d.add(path, "type", "is %s; true or false is right", kind(n))
	default: // the forms have whole numbers alone
		number, _ := n.value.(json.Number)
		whole, err := strconv.ParseInt(number.String(), 10, 32)
		if err == nil {
			v.SetInt(whole)
			return
		}
		d.add(path, "type", "is %s; a whole number of at most 31 bits is right", kind(n))
	}
}

// money asks for both fields as texts, once each.
func (d *decoder) money(n node, into *money.Money, path string) {
	var form struct {
		Amount   string `json:"amount"`
		Currency string `json:"currency"`
	}
	before := len(d.faults)
	d.object(n, reflect.ValueOf(&form).Elem(), path)
	if len(d.faults) > before {
		return
	}
	m, err := money.Parse(form.Amount, form.Currency)
	if err != nil {
		d.add(path, "amount", "%s", err)
		return
	}
	*into = m
}

func (d *decoder) slice(n node, v reflect.Value, path string) {
	list, ok := n.value.([]node)
	if !ok {
		d.add(path, "type", "is %s; a list is right", kind(n))
		return
	}
	v.Set(reflect.MakeSlice(v.Type(), len(list), len(list)))
	for i := range list {
		d.fill(list[i], v.Index(i), fmt.Sprintf("%s[%d]", path, i))
	}
}

func (d *decoder) mapping(n node, v reflect.Value, path string) {
	members, ok := n.value.([]member)
	if !ok {
		d.add(path, "type", "is %s; an object is right", kind(n))
		return
	}
	v.Set(reflect.MakeMapWithSize(v.Type(), len(members)))
	for _, m := range members {
		at := join(path, m.name)
		key := reflect.ValueOf(m.name)
		if v.MapIndex(key).IsValid() {
			d.add(at, "duplicate", "stands there twice")
			continue
		}
		value := reflect.New(v.Type().Elem()).Elem()
		d.fill(m.node, value, at)
		v.SetMapIndex(key, value)
	}
}

// object fills a struct.
func (d *decoder) object(n node, v reflect.Value, path string) {
	members, ok := n.value.([]member)
	if !ok {
		d.add(path, "type", "is %s; an object is right", kind(n))
		return
	}
	fields := fieldsOf(v)
	seen := map[string]bool{}
	for _, m := range members {
		at := join(path, m.name)
		i := slices.IndexFunc(fields, func(f field) bool { return f.name == m.name })
		switch {
		case i < 0:
			d.add(at, "unknown", "no such field; %s", known(fields))
		case seen[m.name]:
			d.add(at, "duplicate", "stands there twice")
		case fields[i].optional && m.node.value == nil:
			// null stands for "not given"
		default:
			d.fill(m.node, fields[i].value, at)
		}
		seen[m.name] = true
	}
	for _, f := range fields {
		if !f.optional && !seen[f.name] {
			d.add(join(path, f.name), "missing", "is missing")
		}
	}
}

// field is one field of a form, those of embedded structs included.
type field struct {
	name     string
	optional bool
	value    reflect.Value
}

func fieldsOf(v reflect.Value) []field {
	var list []field
	for i := range v.NumField() {
		t := v.Type().Field(i)
		if t.Anonymous {
			list = append(list, fieldsOf(v.Field(i))...)
			continue
		}
		name, options, _ := strings.Cut(t.Tag.Get("json"), ",")
		list = append(list, field{name, options == "omitempty", v.Field(i)})
	}
	return list
}

func known(fields []field) string {
	if len(fields) == 0 {
		return "this call takes no fields"
	}
	names := make([]string, len(fields))
	for i, f := range fields {
		names[i] = f.name
	}
	return "there are " + strings.Join(names, ", ")
}

func join(path, name string) string {
	if len(name) > 80 {
		name = name[:80] + "…"
	}
	if path == "" {
		return name
	}
	return path + "." + name
}

// kind names what stands there in place of what is right.
func kind(n node) string {
	switch v := n.value.(type) {
	case string:
		return "a text"
	case json.Number:
		return "the number " + v.String()[:min(40, len(v.String()))]
	case bool:
		return strconv.FormatBool(v)
	case []node:
		return "a list"
	case []member:
		return "an object"
	}
	return "null"
}
